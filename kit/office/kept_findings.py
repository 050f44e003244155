"""The findings of the last check, kept with a hash of all that they were found in."""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from kit.errors import StorageError
from kit.model.finding import Finding, Severity
from kit.source.files import write_atomic

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FILE = "checked.json"


def recall(private: Path, inputs: str) -> tuple[Finding, ...] | None:
    """Return what was found in exactly these inputs; None where nobody knows.

    A file that is broken, altered or of another version of the kit is as good as none.
    """
    try:
        seal, _, body = (private / FILE).read_bytes().partition(b"\n")
        record = json.loads(body)
        if seal != _seal(body) or record["inputs"] != inputs:
            return None
        return tuple(
            Finding(**one | {"severity": Severity(one["severity"])}) for one in record["findings"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(private: Path, inputs: str, findings: Sequence[Finding]) -> None:
    """Write down what was found; where the disk does not take it, the next check looks again."""
    record = {"inputs": inputs, "findings": [asdict(finding) for finding in findings]}
    body = json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8")
    if private.is_dir():
        with contextlib.suppress(StorageError):
            write_atomic(private / FILE, _seal(body) + b"\n" + body)


def _seal(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode("ascii")
