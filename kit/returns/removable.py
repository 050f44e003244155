"""The sticks that are plugged in, found without rights; and how one is let go of."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOUNTS = Path("/proc/self/mounts")
_BLOCKS = Path("/sys/class/block")
_UNMOUNT_S = 60.0
FOR_OLD_PLAYERS = frozenset({"FAT", "FAT12", "FAT16", "FAT32", "VFAT", "MSDOS"})
"""What every player of a township reads; few read exFAT or NTFS."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stick:
    """A stick as the system shows it; sizes in bytes."""

    path: Path
    label: str
    filesystem: str
    free: int
    total: int
    read_only: bool
    device: str = ""
    """What the system calls it, where it must be let go of by that name."""

    @property
    def old_players(self) -> bool:
        """Whether the oldest players read it; where the system does not say, they may."""
        return not self.filesystem or self.filesystem.upper() in FOR_OLD_PLAYERS


def sticks() -> tuple[Stick, ...]:
    """Return the sticks that are plugged in and can be read."""
    if sys.platform == "win32":
        from kit.returns.windows_disks import windows_sticks

        return tuple(
            Stick(path=Path(root), free=usage.free, total=usage.total, **told)
            for root, told in windows_sticks()
            if (usage := _usage(Path(root)))
        )
    return tuple(mounted_sticks(_MOUNTS, _BLOCKS))


def stick_at(path: Path) -> Stick:
    """Return the stick, or any other folder, at ``path``."""
    if path.drive and path == type(path)(path.drive):
        path = path / "\\"  # E: alone means wherever somebody was last on that drive
    known = next((one for one in sticks() if one.path == path), None)
    if known:
        return known
    usage = shutil.disk_usage(path)
    return Stick(
        path=path,
        label=path.name,
        filesystem="",
        free=usage.free,
        total=usage.total,
        read_only=not os.access(path, os.W_OK),
    )


def let_go(stick: Stick) -> bool:
    """Return whether the stick may be pulled out now.

    Windows keeps nothing back for sticks; a Linux desktop must be told.
    """
    if not stick.device:
        return sys.platform == "win32"
    tool = shutil.which("udisksctl")
    if tool is None:
        return False
    try:
        done = subprocess.run(
            [tool, "unmount", "--no-user-interaction", "-b", stick.device],
            capture_output=True,
            timeout=_UNMOUNT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def mounted_sticks(mounts: Path, blocks: Path) -> Iterator[Stick]:
    """Yield what of the mounted disks can be pulled out; ``blocks`` tells what each hangs on."""
    try:
        listed = mounts.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return
    for line in listed.splitlines():
        device, where, kind, options = (*line.split(), "", "", "", "")[:4]
        if not device.startswith("/dev/") or not _is_removable(device, blocks):
            continue
        path = Path(_unescaped(where))
        if usage := _usage(path):
            yield Stick(
                path=path,
                label=path.name,
                filesystem=kind,
                free=usage.free,
                total=usage.total,
                read_only="ro" in options.split(","),
                device=device,
            )


def _is_removable(device: str, blocks: Path) -> bool:
    try:
        real = (blocks / Path(os.path.realpath(device)).name).resolve(strict=True)
        disk = real if (real / "removable").exists() else real.parent
        # A large stick calls itself a fixed disk: then its bus tells.
        return (disk / "removable").read_text().strip() == "1" or "/usb" in real.as_posix()
    except OSError:
        return False


def _unescaped(where: str) -> str:
    """Return a mount point as it is called: a blank in it is written as an octal number."""
    raw = where.encode("utf-8", "surrogateescape")
    return raw.decode("unicode_escape").encode("latin-1").decode("utf-8", "surrogateescape")


def _usage(path: Path) -> shutil._ntuple_diskusage | None:
    try:
        return shutil.disk_usage(path)
    except OSError:
        return None  # pulled out this moment, or no medium in the reader
