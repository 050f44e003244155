"""A power cut: of all that was written, only what was synced is there afterwards.

POSIX promises no more: the bytes of a file by ``fsync`` of the file, its name by ``fsync`` of
its folder. Disks keep more most of the time, which is why tests on a real one find nothing.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faulty_disk import Killed

if TYPE_CHECKING:
    import pytest


@dataclass
class Power:
    """Keeps what was synced below a folder, and fails at the n-th sync."""

    folder: Path
    pinned: Path
    """A place on the same disk for second names: else the number of a removed file is used anew."""
    cut_at: int
    count: int = 0
    names: dict[int, dict[str, int]] = field(default_factory=dict)
    """By a folder's number: what stands in it under which name."""
    data: dict[int, bytes] = field(default_factory=dict)
    """By a file's number: its bytes."""

    def __post_init__(self) -> None:
        """Take what stands there at the beginning as synced long ago."""
        self.pinned.mkdir()
        self.root = self.folder.stat().st_ino
        for folder, _, files in os.walk(self.folder):
            self._sync_folder(Path(folder))
            for name in files:
                self._sync_file(Path(folder, name))

    def use(self, patch: pytest.MonkeyPatch) -> None:
        """Stand before every sync."""
        real = os.fsync

        def fsync(handle: int) -> None:
            self.count += 1
            if self.count >= self.cut_at > 0:
                raise Killed
            real(handle)
            path = Path(f"/proc/self/fd/{handle}").readlink()
            if stat.S_ISDIR(os.fstat(handle).st_mode):
                self._sync_folder(path)
            else:
                self._sync_file(path)

        patch.setattr(os, "fsync", fsync)

    def come_back(self, to: Path) -> None:
        """Write the folder as it is found when the power is back."""
        self._restore(self.root, to)

    def _restore(self, number: int, to: Path) -> None:
        to.mkdir()
        for name, inside in self.names.get(number, {}).items():
            if inside in self.names:
                self._restore(inside, to / name)
            elif inside in self.data:
                (to / name).write_bytes(self.data[inside])
            else:
                (to / name).touch()  # its name was synced, its bytes never

    def _sync_folder(self, path: Path) -> None:
        with os.scandir(path) as listed:
            self.names[path.stat().st_ino] = {one.name: one.inode() for one in listed}
        # A folder that is in it and was never synced itself comes back empty.
        for one in self.names[path.stat().st_ino]:
            if (path / one).is_dir():
                self.names.setdefault((path / one).stat().st_ino, {})

    def _sync_file(self, path: Path) -> None:
        number = path.stat().st_ino
        self.data[number] = path.read_bytes()
        second = self.pinned / str(number)
        if not second.exists():
            os.link(path, second)
