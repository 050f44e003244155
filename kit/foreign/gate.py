"""What a file from elsewhere is, by its bytes, and whether it may be parsed at all.

Everything is decided on the directory of the package and while it is inflated: no parser sees
a file that was not looked at here. The limits stand far above any notice or list; the numbers
of a good file are beside them.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kit.errors import ForeignFileError

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 10_000_000
MOST_UNPACKED = 60_000_000
"""Bytes of all XML parts together; a list of 2,000 rows has 3 million."""
MOST_PART = 24_000_000
MOST_ENTRIES = 2_000
MOST_RATIO = 150
"""Unpacked to packed; a list of 2,000 rows has 38 as docx, 15 as xlsx."""
_LEAST_PACKED = 400
"""Bytes from which on the ratio counts: a part of one empty table packs to nothing."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_XML = (".xml", ".rels", ".vml")
_MACROS = ("vbaproject.bin", "vbadata.xml")

_WORD, _SHEET = "“.docx”", "“.xlsx”"
_UNPACK = ("这是压缩包。", "请先解开，把里面的 Word 或 Excel 文件放进来。")
_PICTURE = (
    "这是图片，图里的字不能自动填。",
    "请照着打一遍，或向发文单位要 Word 文件。",
)
_BY_FIRST_BYTES: tuple[tuple[bytes, tuple[str, str]], ...] = (
    (b"%PDF", ("这是 PDF。", "请打开它，选中文字复制，粘贴进来；或向发文单位要 Word 文件。")),
    (b"{\\rt", ("这是 RTF 文件。", f"请用 WPS 打开，点“文件—另存为”，选{_WORD}，再放进来。")),
    (b"Rar!", _UNPACK),
    (b"7z\xbc\xaf", _UNPACK),
    (b"\x1f\x8b", _UNPACK),
    (b"\xff\xd8\xff", _PICTURE),
    (b"\x89PNG", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"BM", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
)
_OLD = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The stream in which Office keeps a package under a password; its name stands in the file."""
_BROKEN = ("文件坏了，打不开。", "请用 WPS 打开看看，另存一份再放；打不开的，向发件人重新要。")
_SWOLLEN = ("文件展开后大得不正常，没有读。", "请用 WPS 打开，只留要公开的内容，另存一份再放。")
_MACRO = ("文件带宏，没有读。", f"请用 WPS 打开，另存为不带宏的{_WORD}或{_SHEET}。")
_LOCKED = ("文件加了密码。", "请用 WPS 打开，去掉密码，另存一份再放。")


class Kind(StrEnum):
    """What a file is, whatever its name ends in."""

    TEXT = "text"
    DOCX = "docx"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of an office file that passed the gate."""

    archive: zipfile.ZipFile
    names: tuple[str, ...]

    def part(self, name: str) -> bytes | None:
        """Return a part inflated, or None where there is none of that name.

        Raises:
            ForeignFileError: It is broken, or larger than the directory said.
        """
        if name not in self.names:
            return None
        try:
            with self.archive.open(name) as stream:
                # The size in the directory may lie, so what comes out is counted.
                data = stream.read(MOST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, RuntimeError):
            raise ForeignFileError(*_BROKEN) from None
        if len(data) > MOST_PART:
            raise ForeignFileError(*_SWOLLEN)
        return data


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that may be read: its kind, its bytes, and of an office file the parts."""

    kind: Kind
    data: bytes
    package: Package | None = None


def broken() -> ForeignFileError:
    """Return what is raised for a file that is not what it says it is."""
    return ForeignFileError(*_BROKEN)


def swollen() -> ForeignFileError:
    """Return what is raised for a file that holds more than any notice or list."""
    return ForeignFileError(*_SWOLLEN)


def may_be_workbook(data: bytes) -> bool:
    """Return whether the names of parts in ``data`` are a workbook's; nothing is opened."""
    return data.startswith(b"PK") and b"xl/workbook.xml" in data and b"word/" not in data


def open_foreign(data: bytes) -> Opened:
    """Return what ``data`` is, gated; a text is not decoded here.

    Raises:
        ForeignFileError: It is empty, too large, of an old or unknown format, under a password,
            with macros, or built to swell.
    """
    if not data.strip(b" \t\r\n"):
        raise ForeignFileError("文件是空的。", "请核对是不是放错了文件。")
    if len(data) > MOST_BYTES:
        raise too_large(len(data))
    if data.startswith(_OLD):
        raise ForeignFileError(*_old_format(data))
    for start, told in _BY_FIRST_BYTES:
        if data.startswith(start):
            raise ForeignFileError(*told)
    if not data.startswith(b"PK"):
        return Opened(Kind.TEXT, data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError):
        raise ForeignFileError(*_BROKEN) from None
    kind = _kind_of(archive)
    return Opened(kind, data, _gated(archive))


def too_large(size: int) -> ForeignFileError:
    """Return what is raised for a file of ``size`` bytes, before it is read."""
    return ForeignFileError(
        f"文件有 {size / 1e6:.0f} MB，最大 {MOST_BYTES / 1e6:.0f} MB。",
        "多半是图片太大：请另存一份，删去图片再放进来。",
    )


def _old_format(data: bytes) -> tuple[str, str]:
    """Return what to do with a compound file: an old format, or a new one under a password."""
    if _ENCRYPTED in data:
        return _LOCKED
    if "WordDocument".encode("utf-16-le") in data:
        return (
            "这是旧格式的文字文件（.doc 或 .wps）。",
            f"请用 WPS 打开，点“文件—另存为”，文件类型选{_WORD}，再放进来。",
        )
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        return (
            "这是旧格式的表格（.xls 或 .et）。",
            f"请用 WPS 打开，点“文件—另存为”，文件类型选{_SHEET}，再放进来。",
        )
    return (
        "这是旧格式的文件（.doc、.wps、.xls、.et），或者坏了。",
        f"请用 WPS 打开，点“文件—另存为”，文字选{_WORD}，表格选{_SHEET}，再放进来。",
    )


def _kind_of(archive: zipfile.ZipFile) -> Kind:
    names = set(archive.namelist())
    if "word/document.xml" in names:
        return Kind.DOCX
    if "xl/workbook.xml" in names:
        return Kind.XLSX
    if "content.xml" in names:
        raise ForeignFileError(
            "这是 ODF 文件。", f"请用 WPS 打开，点“文件—另存为”，选{_WORD}或{_SHEET}，再放进来。"
        )
    if any(name.startswith(("word/", "xl/", "ppt/")) for name in names):
        raise ForeignFileError(
            "这个文件里没有文字也没有表格（多半是演示文稿，或者坏了）。",
            "请另存为 Word 或 Excel 文件再放。",
        )
    raise ForeignFileError(*_UNPACK)


def _gated(archive: zipfile.ZipFile) -> Package:
    """Return the parts after all that the directory tells was looked at."""
    entries = archive.infolist()
    names = tuple(entry.filename for entry in entries)
    if any(entry.flag_bits & 1 for entry in entries):
        raise ForeignFileError(*_LOCKED)
    if any(name.lower().endswith(_MACROS) or "/activex/" in name.lower() for name in names):
        raise ForeignFileError(*_MACRO)
    if len(names) > MOST_ENTRIES or len(set(names)) < len(names):
        raise ForeignFileError(*_SWOLLEN)
    if any(entry.compress_type not in _METHODS for entry in _xml(entries)):
        raise ForeignFileError(*_BROKEN)
    sizes = [(entry.file_size, max(entry.compress_size, _LEAST_PACKED)) for entry in _xml(entries)]
    if sum(size for size, _ in sizes) > MOST_UNPACKED or any(
        size > MOST_PART or size > MOST_RATIO * packed for size, packed in sizes
    ):
        raise ForeignFileError(*_SWOLLEN)
    return Package(archive, names)


def _xml(entries: list[zipfile.ZipInfo]) -> Iterator[zipfile.ZipInfo]:
    return (entry for entry in entries if entry.filename.lower().endswith(_XML))
