"""更新: a version from a stick beside the present one, tried out, and only then the one opened.

The pointer ``current.txt`` is the commit. Whatever happens before it is written, the present
version is opened; afterwards the new one, which has passed its self-test. The version before
stays, to go back to.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from kit.errors import KitError, LockedError, RequestError, StorageError, VerifyError
from kit.office.release import (
    CURRENT,
    LIST,
    PROGRAM,
    SIGNATURE,
    VERSIONS,
    current,
    faults_of_release,
    is_by,
    read_release,
)
from kit.progress import Step
from kit.source.files import put_folder, read_own, storage_errors, write_atomic, write_durable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from kit.office.release import Release
    from kit.progress import Progress

_BEGUN = ".begun"
_SELF_TEST_S = 600
_AGAIN = "没有换。请拔下重插再试一次；还不行就另要一个U盘。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated:
    """What is opened from now on."""

    version: str
    before: str
    files: int
    is_new_format: bool
    """It writes the workspace in a way that the version before cannot read."""


def update(
    home: Path,
    stick: Path,
    progress: Progress,
    *,
    older: bool = False,
    try_out: Callable[[Path], str] | None = None,
) -> Updated:
    """Return the version on ``stick`` that is opened in ``home`` from now on.

    ``older`` lets an older one come. ``try_out`` returns what is wrong with a version's folder,
    by default what its own ``kit selftest`` says.

    Raises:
        VerifyError: It is not signed by who signed the present one, is not whole, or fails its
            self-test; the present one stays.
        RequestError: There is no version on the stick, or none that is newer.
        StorageError: The disk does not take it; the present one stays.
        LockedError: Another update is at work.
    """
    with _alone(home):
        before = current(home)
        mine, known = read_release(home / VERSIONS / before)
        coming = stick / VERSIONS / current(stick)
        release, key = read_release(coming)
        is_by(release, key, known)
        _is_wanted(release, mine, older=older)
        goal = home / VERSIONS / release.version
        _copy(coming, goal, release, progress)
        progress(Step("自检", 1, 1, release.version))
        try:
            _open(home, release.version, before, try_out)
        except VerifyError:
            shutil.rmtree(goal, ignore_errors=True)
            raise
        _clear(home, {release.version, before})
    return _told(release, mine)


def go_back(home: Path, try_out: Callable[[Path], str] | None = None) -> Updated:
    """Return the version that was kept beside the present one, and is opened again.

    Raises:
        RequestError: There is none, or it could not read the workspace any more.
        VerifyError: It fails its self-test; the present one stays.
    """
    with _alone(home):
        now = current(home)
        mine, known = read_release(home / VERSIONS / now)
        for folder in sorted((home / VERSIONS).iterdir()):
            with contextlib.suppress(VerifyError):
                release, key = read_release(folder)
                if folder.name != now and key == known:
                    break
        else:
            raise RequestError("没有留着以前的一版。", "要换旧版，请插旧版的U盘，加上 --older。")
        _is_wanted(release, mine, older=True)
        # One that a power cut left untried stands there too.
        _open(home, release.version, now, try_out)
    return _told(release, mine)


def _open(home: Path, version: str, before: str, try_out: Callable[[Path], str] | None) -> None:
    """Make a version the one that is opened, once it has passed its self-test.

    Raises:
        VerifyError: It did not; the version before is opened as it was.
        StorageError: The disk does not take it.
    """
    folder = home / VERSIONS / version
    # Read here first: a program that is not whole may not be able to say so.
    spoilt = next(faults_of_release(folder, read_release(folder)[0]), "")
    fault = spoilt or (try_out or self_test)(folder)
    if fault:
        raise VerifyError(
            f"{version} 版在这台电脑上自检没有通过：{fault}",
            f"没有换，还是用 {before} 版。请把这句话告诉发程序的人。",
        )
    write_atomic(home / CURRENT, f"{version}\n".encode("ascii"))


def _told(release: Release, before: Release) -> Updated:
    return Updated(
        version=release.version,
        before=before.version,
        files=len(release.files),
        is_new_format=release.workspace > before.workspace,
    )


def release_on(sticks: Iterable[Path]) -> Path:
    """Return the folder of a release on one of the sticks: at its top, or one folder below.

    Raises:
        RequestError: There is none, or there are several.
    """
    found = [
        place.parent
        for stick in sticks
        for pattern in (CURRENT, f"*/{CURRENT}")
        for place in sorted(stick.glob(pattern))
        if (place.parent / VERSIONS).is_dir()
    ]
    if len(found) == 1:
        return found[0]
    if found:
        told = "、".join(map(str, found))
        raise RequestError(f"有几份新版：{told}。", "写明是哪一份：kit update 它的位置。")
    raise RequestError(
        "插着的U盘上没有新版。", "插好发来的U盘再试；在别处的，写它的位置：kit update E:\\公开台。"
    )


def self_test(folder: Path) -> str:
    """Return what is wrong with a version, as it says itself; empty where nothing is."""
    program = folder / PROGRAM
    try:
        done = subprocess.run(
            [str(program), "-X", "utf8", "-m", "kit", "selftest"],
            capture_output=True,
            timeout=_SELF_TEST_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "太慢，十分钟没有做完。"
    except OSError as error:
        return f"打不开 {PROGRAM}（{error.strerror}）。"
    if not done.returncode:
        return ""
    said = (done.stderr or done.stdout).decode("utf-8", "replace").strip()
    if "Traceback" in said:
        said = f"程序打不开（{said.splitlines()[-1]}）。"
    return said or f"程序停在 {done.returncode}。"


def _is_wanted(release: Release, mine: Release, *, older: bool) -> None:
    if release.version == mine.version:
        raise RequestError(f"现在用的就是 {mine.version} 版。", "不用更新。")
    if not older and _number(release.version) < _number(mine.version):
        raise RequestError(
            f"U盘上是旧版：{release.version}，现在用的是 {mine.version}。",
            "真要换回旧版，加上 --older。",
        )
    if release.workspace < mine.workspace:
        raise RequestError(
            f"{release.version} 版读不了现在的工作夹：它已经是新格式。",
            "要用旧版，先把更新以前的备份恢复到新文件夹（kit restore）。",
        )


def _number(version: str) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in version.split("."))
    except ValueError:
        raise VerifyError(f"版本号“{version}”看不懂。", "请向发程序的人另要一份。") from None


def _copy(coming: Path, goal: Path, release: Release, progress: Progress) -> None:
    """Put a version in its place: every file as it was signed, or none of them."""
    begun = goal.with_name(goal.name + _BEGUN)
    for left in (begun, goal):  # of an update that the power cut ended; never the one opened
        shutil.rmtree(left, ignore_errors=True)
    needed = sum(one.size for one in release.files)
    free = shutil.disk_usage(goal.parent).free
    if free < needed:
        raise StorageError(
            f"这台电脑的磁盘只剩 {free / 1e6:.0f} MB，新版要 {needed / 1e6:.0f} MB。",
            "请腾出空间再更新；现在的一版没有动。",
        )
    try:
        for number, one in enumerate(release.files, start=1):
            progress(Step("拷贝", number, len(release.files), one.path))
            data = _read(coming, one.path)
            if sha256(data).hexdigest() != one.sha256:
                raise VerifyError(f"U盘上的“{one.path}”坏了，或被改动过。", _AGAIN)
            write_durable(begun / one.path, data)
        for name in (LIST, SIGNATURE):
            write_durable(begun / name, _read(coming, name))
        with storage_errors(goal):
            put_folder(begun, goal)
    except KitError:
        shutil.rmtree(begun, ignore_errors=True)
        raise


def _read(folder: Path, name: str) -> bytes:
    try:
        return read_own(folder / name)
    except OSError as error:
        raise VerifyError(f"U盘上的“{name}”读不出（{error.strerror}）。", _AGAIN) from error


def _clear(home: Path, kept: set[str]) -> None:
    """Remove versions from before the last one; one that is still open stays for now."""
    for folder in (home / VERSIONS).iterdir():
        if folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _alone(home: Path) -> Iterator[None]:
    lock = FileLock(home / "update.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise LockedError("另一个窗口正在更新。", "等它做完。") from None
    except OSError as error:
        raise StorageError(f"“{home}”里写不进去。", "请看磁盘满了没有、能不能写。") from error
    try:
        yield
    finally:
        lock.release()
