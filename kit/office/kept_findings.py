"""What the last check found, kept with hashes of all that it was found in."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from kit.errors import StorageError
from kit.model.finding import Finding  # noqa: TC001 - msgspec reads it when it decodes
from kit.source.sealed import read_sealed, write_sealed

if TYPE_CHECKING:
    from pathlib import Path

FILE = "checked.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """The findings of one check."""

    inputs: str = ""
    """Hash of all it looked at; empty where nothing is known."""
    findings: tuple[Finding, ...] = ()
    refusals: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    """What a build would refuse, by a hash of the item and of all that prints or speaks."""


def read_kept(private: Path) -> Kept:
    """Return what was found last; a file that is broken or altered is as good as none."""
    with contextlib.suppress(msgspec.MsgspecError):
        return msgspec.json.decode(read_sealed(private / FILE) or b"{}", type=Kept)
    return Kept()


def keep(private: Path, kept: Kept) -> None:
    """Write down what was found; where the disk does not take it, the next check looks again."""
    if private.is_dir():
        with contextlib.suppress(StorageError):
            write_sealed(private / FILE, msgspec.json.encode(kept))
