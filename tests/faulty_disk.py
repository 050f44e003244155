"""A disk that fails at the n-th write: the process is killed there, or told what is wrong."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

ERRORS = {
    "full": errno.ENOSPC,
    "read-only": errno.EROFS,
    "broken": errno.EIO,
    "pulled out": errno.ENODEV,
}
FAULTS = ("kill", "torn", "full")


class Killed(BaseException):
    """The process ends here; nothing of it runs any more."""


@dataclass
class FaultyDisk:
    """Counts the writes, fails at one of them, and stays dead or broken after it."""

    stop_at: int
    fault: str
    count: int = 0
    has_failed: bool = field(default=False, init=False)

    def use(self, patch: pytest.MonkeyPatch) -> None:
        """Stand before every function of the system that writes, names or removes a file."""
        patch.setattr(os, "fsync", self._before(os.fsync, self._fsync))
        patch.setattr(Path, "replace", self._before(Path.replace, self._fail))
        patch.setattr(Path, "unlink", self._alive(Path.unlink))
        patch.setattr(Path, "mkdir", self._alive(Path.mkdir))
        patch.setattr(shutil, "rmtree", self._alive(shutil.rmtree))

    def _before(self, real: Callable[..., Any], fail: Callable[..., None]) -> Callable[..., Any]:
        def point(*given: Any, **named: Any) -> Any:
            self.count += 1
            if self.count == self.stop_at or self.has_failed:
                self.has_failed = True
                fail(*given)
            return real(*given, **named)

        return point

    def _alive(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def unless_killed(*given: Any, **named: Any) -> Any:
            if self.has_failed and self.fault not in ERRORS:
                raise Killed
            return real(*given, **named)

        return unless_killed

    def _fsync(self, handle: int) -> None:
        state = os.fstat(handle)
        if stat.S_ISREG(state.st_mode) and self.fault == "torn":
            os.ftruncate(handle, state.st_size // 2)
        self._fail()

    def _fail(self, *_given: object) -> None:
        if self.fault in ERRORS:
            raise OSError(ERRORS[self.fault], os.strerror(ERRORS[self.fault]))
        raise Killed


@dataclass
class HeldFile:
    """Windows: what another program has open can be neither replaced nor removed.

    The target of the n-th rename is held: ``times`` a rename or a removal of it is refused.
    """

    stop_at: int
    times: float
    count: int = 0
    held: Path | None = field(default=None, init=False)

    def use(self, patch: pytest.MonkeyPatch) -> None:
        """Stand before every rename and removal."""
        patch.setattr(Path, "replace", self._unless_held(Path.replace, counts=True))
        patch.setattr(Path, "unlink", self._unless_held(Path.unlink, counts=False))
        patch.setattr("kit.source.files._REPLACE_WAIT_S", 0)

    def _unless_held(self, real: Callable[..., Any], *, counts: bool) -> Callable[..., Any]:
        def asked(path: Path, *given: Any, **named: Any) -> Any:
            target = Path(given[0]) if counts else path
            self.count += counts
            if counts and self.count == self.stop_at:
                self.held = target
            if target == self.held and self.times > 0:
                self.times -= 1
                raise PermissionError(errno.EACCES, "held by another program", str(target))
            return real(path, *given, **named)

        return asked
