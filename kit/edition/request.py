"""What the clerk asked of a build and what came of it; light, so that no answer waits for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.plan.week import Week

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime
    from pathlib import Path

    from kit.model.finding import Finding

OUTPUT = "output"
"""Folder in a workspace of all that is made for people."""
_REVISION = re.compile(r"r(\d{2,})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the clerk asked for."""

    week: Week
    now: datetime
    draft: bool = False
    channels: frozenset[str] = frozenset()
    """Only outputs of these channels are made anew; empty means all."""
    only_item: str = ""
    workers: int = 2
    shared_speech: Path | None = None
    """Where all townships of a county keep what their voices have spoken."""

    @property
    def first_week(self) -> Week:
        """The earliest week that matters: that of the edition, or the present one."""
        return min(self.week, Week.of(self.now.date()))

    def asks(self, channel: str, about: Collection[str]) -> bool:
        """Return whether an output of that channel, about those items, is to be made."""
        item_fits = not self.only_item or self.only_item in about
        return item_fits and (not self.channels or channel in self.channels)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What came of it."""

    edition: Path
    changed: bool
    made: int
    """Outputs made now."""
    reused: int
    """Outputs that stood in the store already."""
    left_out: Mapping[str, str]
    """By item id or file: why it is not in the edition."""
    findings: tuple[Finding, ...] = ()
    """What was made and is not read from where it should be."""
    notes: tuple[str, ...] = ()
    """What else staff must know: the online voice could not be reached."""


def revisions(week_folder: Path) -> list[Path]:
    """Return all revisions of a week, the oldest first."""
    if not week_folder.is_dir():
        return []
    found = [p for p in week_folder.iterdir() if p.is_dir() and _REVISION.fullmatch(p.name)]
    return sorted(found, key=lambda path: int(path.name[1:]))


def edition_name(edition: Path) -> str:
    """Return what staff call an edition: ``2026-W48/r02``."""
    return f"{edition.parent.name}/{edition.name}"


def newest_revision(week_folder: Path) -> Path | None:
    """Return the newest published revision of a week."""
    return next(reversed(revisions(week_folder)), None)
