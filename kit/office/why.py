"""Why a finished output is as it is, in words for staff."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.edition.published.why import INPUT_NAMES, origin_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """What made an output."""

    path: str
    about: tuple[str, ...]
    """Numbers of the items it shows."""
    inputs: Mapping[str, str]
    """By what staff call them: the hash, or the word itself."""
    changed: tuple[str, ...] | None
    """What differs from the revision before; None where that has no such file."""
    program: tuple[str, ...]
    """Which parts of the software differ, for whoever maintains it."""


def why(path: Path) -> Explained:
    """Return what made a file of an edition, or a public page.

    Raises:
        SourceError: It lies in neither, or the kit did not make it.
    """
    origin = origin_of(path)
    changed = origin.changed
    return Explained(
        path=origin.path,
        about=origin.about,
        inputs={INPUT_NAMES.get(name, name): value for name, value in origin.inputs.items()},
        changed=None if changed is None else tuple(INPUT_NAMES.get(one, one) for one in changed),
        program=origin.program,
    )
