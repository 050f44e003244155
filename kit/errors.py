"""What stops the work: errors that tell staff, in Chinese, what is wrong and what to do."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the command line returns to the shell."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    UNSIGNED = 3
    REFUSED = 4
    STORAGE = 5
    VERIFY = 6
    LOCKED = 7
    INTERRUPTED = 130


class KitError(Exception):
    """Base of the kit's errors; shown to the user without a traceback."""

    exit_code = ExitCode.REFUSED
    about: tuple[str, ...] = ()
    """Ids of the items it can be blamed on; it is set where that is known, and is pickled too."""

    def __init__(self, message: str, remedy: str) -> None:
        # Both go to Exception: an error whose arguments do not reach it cannot be
        # unpickled, and one such error in a worker breaks the whole process pool.
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}{self.remedy}"


class RequestError(KitError):
    """What was asked for cannot be: a week that is none, a signature without a name."""

    exit_code = ExitCode.USAGE


class SourceError(KitError):
    """The workspace, or a file of it, cannot be used as it is."""


class ForeignFileError(KitError):
    """A file from elsewhere is not read: what it is, and how to bring it again."""


class LayoutError(KitError):
    """A layout is wrong, or a text does not fit it at a readable size."""


class SpeechError(KitError):
    """A voice cannot say this, or the engine is not to be had."""


class OfflineError(SpeechError):
    """An online voice cannot be reached: the whole programme goes to the offline voice."""


class ReviewError(KitError):
    """A sign-off that the review chain does not allow."""

    exit_code = ExitCode.UNSIGNED


class StorageError(KitError):
    """A disk is full, read-only or gone."""

    exit_code = ExitCode.STORAGE


class VerifyError(KitError):
    """A finished edition, or a finished output, is not what it should be."""

    exit_code = ExitCode.VERIFY


class LockedError(KitError):
    """Another build works in this workspace."""

    exit_code = ExitCode.LOCKED


class Cancelled(KitError):  # noqa: N818 - somebody's wish, no error of theirs or ours
    """Whoever waited has stopped the work; raised by a progress, see :mod:`kit.progress`."""

    exit_code = ExitCode.INTERRUPTED

    def __init__(
        self,
        message: str = "已经停下，没有发布任何东西。",
        remedy: str = "再运行一次会接着做。",
    ) -> None:
        super().__init__(message, remedy)
