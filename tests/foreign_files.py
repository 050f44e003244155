"""Office files as a stranger sends them: packages made part by part, and what is done to them."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ENTRY = b"PK\x01\x02"
"""Begins each entry of a zip's directory; flags and sizes stand at fixed places behind it."""
OLD_FORMAT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
BILLION = (
    '<!DOCTYPE l [<!ENTITY a "lol">'
    + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">'
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


def packed(
    parts: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED, more: str = ""
) -> bytes:
    """Return a package of ``parts``; one of the name ``more`` stands in it a second time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
        if more:
            archive.writestr(more, parts[more])
    return stream.getvalue()


def word_body(inside: str, *, before: str = "") -> str:
    return f'{before}<w:document xmlns:w="{_WORD}"><w:body>{inside}</w:body></w:document>'


def word_file(document: str | bytes, **parts: str | bytes) -> bytes:
    """Return a docx; further parts by name, with __ for / and without the ending."""
    named = {f"{name.replace('__', '/')}.xml": data for name, data in parts.items()}
    return packed({"[Content_Types].xml": TYPES, "word/document.xml": document} | named)


def one_line(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def with_password_bit(data: bytes) -> bytes:
    return _each_entry(data, 8, lambda old: bytes([old[0] | 1]), 1)


def with_size_told(data: bytes, size: int) -> bytes:
    """Return the package with ``size`` told for every part in its directory."""
    return _each_entry(data, 24, lambda _old: struct.pack("<I", size), 4)


def _each_entry(data: bytes, at: int, change: Callable[[bytes], bytes], length: int) -> bytes:
    out, place = bytearray(data), 0
    while (place := out.find(_ENTRY, place)) >= 0:
        where = slice(place + at, place + at + length)
        out[where] = change(bytes(out[where]))
        place += len(_ENTRY)
    return bytes(out)
