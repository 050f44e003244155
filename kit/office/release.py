"""A release: one version of the kit with all that it runs on, its files listed and signed.

It stands in a folder of its own, ``versions/2026.1``, on the stick it comes on as on the machine
that runs it. ``current.txt`` beside ``versions`` names the one that is opened, so that a version
that is at work is never written over: Windows would refuse that.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

import kit
from kit.edition.published.manifest import check_signature, fingerprint, sign
from kit.errors import RequestError, VerifyError
from kit.source.files import is_inside, read_own, storage_errors, write_durable

if TYPE_CHECKING:
    from collections.abc import Iterator

LIST = "release.json"
SIGNATURE = "release.sig"
VERSIONS = "versions"
CURRENT = "current.txt"
SITE = "site"
"""In a version: the kit and the libraries."""
PROGRAM = "python/python.exe"
"""In a version: what runs it."""
_FORMAT = 1
_NEW_STICK = "不要用这个U盘；请向发程序的人另要一份。"


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """A file of a release."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """All that a version consists of."""

    format: int
    version: str
    workspace: int
    """The format of the workspaces that it writes."""
    files: tuple[ReleaseFile, ...]


def sign_release(folder: Path, version: str, workspace: int, private_key: bytes) -> Release:
    """Return what stands in a version's folder, after its list was written there and signed.

    Raises:
        VerifyError: The key is none.
        StorageError: The disk does not take it.
    """
    files = []
    for name in sorted(_names(folder)):
        data = (folder / name).read_bytes()
        files.append(ReleaseFile(name, len(data), sha256(data).hexdigest()))
    release = Release(format=_FORMAT, version=version, workspace=workspace, files=tuple(files))
    listed = msgspec.json.format(msgspec.json.encode(release), indent=1)
    write_durable(folder / LIST, listed)
    write_durable(folder / SIGNATURE, sign(listed, private_key))
    return release


def read_release(folder: Path) -> tuple[Release, str]:
    """Return a version's list and the public key that signed it; its files are not read.

    Raises:
        VerifyError: There is none, it was changed, or it is for a newer program.
    """
    try:
        listed, signature = read_own(folder / LIST), read_own(folder / SIGNATURE)
    except OSError as error:
        raise VerifyError(f"“{folder.name}”里没有清单或签名。", _NEW_STICK) from error
    try:
        key = check_signature(listed, signature, None)
    except VerifyError as error:
        raise VerifyError(f"“{folder.name}”的清单和签名对不上。", _NEW_STICK) from error
    try:
        release = msgspec.json.decode(listed, type=Release)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise VerifyError(f"“{folder.name}”的清单读不懂。", _NEW_STICK) from error
    if release.format > _FORMAT:
        raise VerifyError(f"{release.version} 版的清单是新样子。", "请先更新到早一点的一版。")
    if release.version != folder.name:
        raise VerifyError(f"文件夹叫“{folder.name}”，里面是 {release.version} 版。", _NEW_STICK)
    if not all(is_inside(one.path) for one in release.files):
        raise VerifyError(f"“{folder.name}”的清单里有不该有的文件名。", _NEW_STICK)
    return release, key


def is_by(release: Release, key: str, known: str) -> None:
    """Take what the one signed whose version runs now, and nobody else.

    Raises:
        VerifyError: Another key signed it.
    """
    if key != known:
        raise VerifyError(
            f"{release.version} 版不是原来发程序的人签的（指纹 {fingerprint(key)}）。",
            f"打电话核对：原来的是 {fingerprint(known)}。对不上就不要用。",
        )


def faults_of_release(folder: Path, release: Release) -> Iterator[str]:
    """Yield a sentence for each file of a version that is not as it was signed."""
    for one in release.files:
        try:
            data = read_own(folder / one.path)
        except OSError:
            yield f"少了“{one.path}”。"
            continue
        if sha256(data).hexdigest() != one.sha256:
            yield f"“{one.path}”坏了，或被改动过。"


def current(home: Path) -> str:
    """Return the version that is opened.

    Raises:
        RequestError: The folder holds no versions.
    """
    try:
        version = read_own(home / CURRENT).decode("ascii").strip()
    except (OSError, UnicodeError):
        version = ""
    if not is_inside(version) or not (home / VERSIONS / version / LIST).is_file():
        raise RequestError(
            f"“{home}”里没有能用的程序。", f"请指到有 {CURRENT} 和 {VERSIONS} 的那个文件夹。"
        )
    return version


def own_home() -> Path:
    """Return the folder whose version runs now.

    Raises:
        RequestError: The kit was installed in another way.
    """
    folder = Path(kit.__file__).resolve().parents[2]
    home = folder.parent.parent
    if folder.parent.name != VERSIONS or not (home / CURRENT).is_file():
        raise RequestError(
            "这里的程序不是从U盘装的，不能这样更新。", "怎么装的就怎么更新；或者用U盘另装一份。"
        )
    return home


def _names(folder: Path) -> Iterator[str]:
    with storage_errors(folder):
        for path in folder.rglob("*"):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and name not in (LIST, SIGNATURE):
                yield name
