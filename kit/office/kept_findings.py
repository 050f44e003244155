"""What the last check found, kept with hashes of all that it was found in."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from kit.errors import StorageError
from kit.model.finding import Finding, Severity
from kit.source.sealed import read_sealed, write_sealed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

FILE = "checked.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """The findings of one check."""

    inputs: str = ""
    """Hash of all it looked at; empty where nothing is known."""
    findings: tuple[Finding, ...] = ()
    refusals: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    """What a build would refuse, by a hash of the item and of all that prints or speaks."""


def read_kept(private: Path) -> Kept:
    """Return what was found last; a file that is broken or altered is as good as none."""
    try:
        record = json.loads(read_sealed(private / FILE) or b"{}")
        return Kept(
            inputs=record["inputs"],
            findings=_findings(record["findings"]),
            refusals={key: _findings(found) for key, found in record["refusals"].items()},
        )
    except (ValueError, KeyError, TypeError):
        return Kept()


def keep(private: Path, kept: Kept) -> None:
    """Write down what was found; where the disk does not take it, the next check looks again."""
    body = json.dumps(asdict(kept), ensure_ascii=False, sort_keys=True).encode("utf-8")
    if private.is_dir():
        with contextlib.suppress(StorageError):
            write_sealed(private / FILE, body)


def _findings(records: Sequence[dict[str, Any]]) -> tuple[Finding, ...]:
    return tuple(Finding(**one | {"severity": Severity(one["severity"])}) for one in records)
