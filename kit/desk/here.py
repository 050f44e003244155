"""Where a desk stands: its workspace, its clock and the token that opens it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from pathlib import Path

    from kit.progress import Clock

PRIVATE = ".kit/desk"
"""Folder in a workspace of what the desk keeps for itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One workspace on one machine; a process has one."""

    folder: Path
    clock: Clock
    token: str
    """Whoever brings it is let in as the clerk; made anew at every start."""
    lan: str = ""
    """Address at which other machines of the office may come too, with TLS and by password;
    empty where nobody may."""

    practises: bool = False
    """The clock does not stand at today: every page says which day it takes for it."""

    @property
    def private(self) -> Path:
        """The folder of the desk's own files."""
        return self.folder / PRIVATE


def here() -> Place:
    """Return the place this process was opened for."""
    place = settings.PLACE
    assert isinstance(place, Place)
    return place
