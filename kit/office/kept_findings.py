"""What the last check found, kept with hashes of all that it was found in."""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from kit.errors import StorageError
from kit.model.finding import Finding, Severity
from kit.source.files import write_atomic

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
        seal, _, body = (private / FILE).read_bytes().partition(b"\n")
        record = json.loads(body) if seal == _seal(body) else {}
        return Kept(
            inputs=record["inputs"],
            findings=_findings(record["findings"]),
            refusals={key: _findings(found) for key, found in record["refusals"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError):
        return Kept()


def keep(private: Path, kept: Kept) -> None:
    """Write down what was found; where the disk does not take it, the next check looks again."""
    body = json.dumps(asdict(kept), ensure_ascii=False, sort_keys=True).encode("utf-8")
    if private.is_dir():
        with contextlib.suppress(StorageError):
            write_atomic(private / FILE, _seal(body) + b"\n" + body)


def _findings(records: Sequence[dict[str, Any]]) -> tuple[Finding, ...]:
    return tuple(Finding(**one | {"severity": Severity(one["severity"])}) for one in records)


def _seal(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode("ascii")
