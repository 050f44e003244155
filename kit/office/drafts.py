"""Texts of items that are being written: changed, put together, and saved over what was read."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.model.fields import FIELDS
from kit.office.kept_open import forget
from kit.source.files import storage_errors
from kit.source.together import write_together
from kit.source.writer import fields_in, with_fields

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kit.source.head import Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A field that two people changed, each to something else."""

    label: str
    mine: Written | None
    theirs: Written | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Two people's texts as one; where they clash it says what the other one wrote."""

    text: str
    clashes: tuple[Clash, ...]


def text_of(folder: Path, file: str) -> tuple[str, str]:
    """Return an item file's text, and the SHA-256 that it was seen with.

    Raises:
        SourceError: It is not there, or no UTF-8.
    """
    try:
        data = (folder / file).read_bytes()
        return data.decode(), sha256(data).hexdigest()
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{file} 不是 UTF-8 编码，这里改不了。", "用记事本打开它，另存为 UTF-8，再来改。"
        ) from error
    except OSError as error:
        raise SourceError(f"读不出 {file}：{error.strerror}。", "看看文件还在不在。") from error


def hash_of(text: str) -> str:
    """Return the SHA-256 that a file with this text has."""
    return sha256(text.encode()).hexdigest()


def written_in(file: str, text: str) -> dict[str, Written]:
    """Return what stands under each label of an item's text.

    Raises:
        SourceError: It cannot be read.
    """
    return fields_in(PurePosixPath(file).name, text.encode(errors="surrogatepass"))


def with_changes(file: str, text: str, changes: Mapping[str, Written | None]) -> str:
    """Return an item's text with fields replaced; all else stays as it is written.

    Raises:
        SourceError: A value cannot stand in an item file.
    """
    if not changes:
        return text
    return with_fields(PurePosixPath(file).name, text.encode(), changes).decode()


def merge(file: str, base: str, mine: str, theirs: str) -> Merged:
    """Return both texts in one: what only one of them changed since ``base`` is taken over.

    Raises:
        SourceError: One of them cannot be read.
    """
    before, own, other = (written_in(file, text) for text in (base, mine, theirs))
    changes: dict[str, Written | None] = {}
    clashes = []
    for field in FIELDS:
        was, here, there = (one.get(field.label) for one in (before, own, other))
        if here in (was, there):
            continue
        if there == was:
            changes[field.label] = here
        else:
            clashes.append(Clash(label=field.label, mine=here, theirs=there))
    return Merged(text=with_changes(file, theirs, changes), clashes=tuple(clashes))


def save_draft(
    folder: Path,
    file: str,
    text: str,
    *,
    seen: str,
    table: bytes | None = None,
    table_seen: str = "",
) -> None:
    """Put a text in the place of an item's file, and with it the table where one is given.

    Raises:
        SourceError: The file was changed since it was ``seen``, or the table since.
        StorageError: The disk does not take it; the old files stand.
    """
    path = folder / file
    with storage_errors(path):
        before = path.read_bytes()
    if sha256(before).hexdigest() != seen:
        raise _changed_meanwhile(path.name)
    files = {file: text.encode()}
    if table is not None:
        beside = PurePosixPath(file).with_name(table_name(file, text))
        there = table_of(folder, file, text)
        if (sha256(there).hexdigest() if there is not None else "") != table_seen:
            raise _changed_meanwhile(beside.name)
        # First: on Windows Excel may hold it open.
        files = {str(beside): table, **files}
    write_together(folder, files)
    forget(folder)


def _changed_meanwhile(name: str) -> SourceError:
    return SourceError(f"{name} 刚才被别人改过，没有存进去。", "两边写的都在，看过以后再送一次。")


def table_of(folder: Path, file: str, text: str) -> bytes | None:
    """Return the csv beside an item; None where there is none.

    Raises:
        SourceError: The text cannot be read, or its 文件 is no csv file beside it.
    """
    path = (folder / file).parent / table_name(file, text)
    return path.read_bytes() if path.is_file() else None


def table_name(file: str, text: str) -> str:
    """Return the name of the csv file beside an item.

    Raises:
        SourceError: The text cannot be read, or its 文件 is no csv file beside it.
    """
    path = PurePosixPath(file)
    table = written_in(file, text).get("表格")
    name = table.get("文件") if isinstance(table, dict) else None
    if not isinstance(name, str) or not name.strip():
        return f"{path.stem}.csv"
    if PurePosixPath(name).name != name or not name.lower().endswith(".csv") or "\\" in name:
        raise SourceError(f"“{name}”不是放在旁边的 csv 文件。", "“文件”一栏留空就行。")
    return name
