"""The PDF file format: objects, streams and the cross-reference (ISO 32000-1, 7.3 to 7.5).

The pages are ours from the glyph positions to the structure tree, so a drawing library would
only stand between them and the file; what was measured is in docs/decisions/0002-pdf-quality.md.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from typing import TypeAlias

# The four bytes above 127 tell mail and transfer programs that the file is binary (7.5.2).
_HEADER = b"%PDF-1.7\n%\xe5\x85\xac\xe5\xbc\x80\n"
_OBJECTS_A_STREAM = 200


class Name(str):
    """A PDF name, written with a slash."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Ref:
    """Points to an object by its number."""

    number: int


Value: TypeAlias = "dict[str, Value] | list[Value] | Name | Ref | str | bytes | int | float | bool"


@dataclass(frozen=True, slots=True)
class Stream:
    """Bytes with a dictionary; written compressed unless the dictionary names a filter."""

    entries: dict[str, Value]
    data: bytes
    compressed: bool = True


class PdfFile:
    """Objects gathered in the order they are added; the same order gives the same bytes."""

    def __init__(self) -> None:
        self._objects: list[Value | Stream | None] = []

    def reserve(self) -> Ref:
        """Return a number for an object that is put later."""
        self._objects.append(None)
        return Ref(len(self._objects))

    def put(self, ref: Ref, value: Value | Stream) -> Ref:
        """Return ``ref``, which now stands for ``value``."""
        self._objects[ref.number - 1] = value
        return ref

    def add(self, value: Value | Stream) -> Ref:
        """Return a reference to ``value``, written as an object of its own."""
        return self.put(self.reserve(), value)

    def to_bytes(self, *, root: Ref, info: Ref) -> bytes:
        """Return the whole file.

        All but the streams go into object streams (7.5.7): a list of 500 rows has thousands
        of structure elements, and they compress to a tenth.
        """
        body = bytearray(_HEADER)
        places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        plain: list[int] = []
        for number, value in enumerate(self._objects, start=1):
            if isinstance(value, Stream):
                places[number] = (1, len(body), 0)
                body += _indirect(number, _stream_bytes(value))
            else:
                assert value is not None, f"object {number} was reserved but never put"
                plain.append(number)
        last = len(self._objects)
        for start in range(0, len(plain), _OBJECTS_A_STREAM):
            last += 1
            members = plain[start : start + _OBJECTS_A_STREAM]
            places.update({n: (2, last, i) for i, n in enumerate(members)})
            places[last] = (1, len(body), 0)
            body += _indirect(last, _stream_bytes(self._packed(members)))
        return bytes(body + _cross_reference(places, body, root=root, info=info))

    def _packed(self, numbers: list[int]) -> Stream:
        """Return an object stream: first where each object starts, then the objects."""
        index, content = [], bytearray()
        for number in numbers:
            value = self._objects[number - 1]
            assert value is not None
            assert not isinstance(value, Stream)
            index.append(f"{number} {len(content)}")
            content += _value_bytes(value) + b"\n"
        head = " ".join(index).encode() + b"\n"
        entries: dict[str, Value] = {
            "Type": Name("ObjStm"),
            "N": len(numbers),
            "First": len(head),
        }
        return Stream(entries, head + bytes(content))


def number_text(value: float) -> str:
    """Return a number as PDF writes it: no exponent, at most a thousandth."""
    if isinstance(value, int):
        return str(value)
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _value_bytes(value: Value) -> bytes:
    match value:
        case bool():
            return b"true" if value else b"false"
        case int() | float():
            return number_text(value).encode()
        case Name():
            return b"/" + value.encode("ascii")
        case Ref():
            return f"{value.number} 0 R".encode()
        case str():
            return _text_bytes(value)
        case bytes():
            return b"<" + value.hex().encode() + b">"
        case dict():
            inside = b" ".join(
                b"/" + k.encode("ascii") + b" " + _value_bytes(v) for k, v in value.items()
            )
            return b"<<" + inside + b">>"
        case list():
            return b"[" + b" ".join(map(_value_bytes, value)) + b"]"


def _text_bytes(text: str) -> bytes:
    """Return a text string: letters as they are, all else as UTF-16 with its mark (7.9.2.2)."""
    if text.isascii() and text.isprintable() and not set(text) & set("()\\"):
        return b"(" + text.encode("ascii") + b")"
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


def _stream_bytes(stream: Stream) -> bytes:
    data, entries = stream.data, dict(stream.entries)
    if stream.compressed and "Filter" not in entries:
        data = zlib.compress(data, 6)
        entries["Filter"] = Name("FlateDecode")
    entries["Length"] = len(data)
    # The line end before ``endstream`` is not part of the data (ISO 19005-2, 6.1.7.1).
    return _value_bytes(entries) + b"\nstream\n" + data + b"\nendstream"


def _indirect(number: int, content: bytes) -> bytes:
    return f"{number} 0 obj\n".encode() + content + b"\nendobj\n"


def _cross_reference(
    places: dict[int, tuple[int, int, int]], body: bytearray, *, root: Ref, info: Ref
) -> bytes:
    """Return the cross-reference stream and the end of the file (7.5.8)."""
    number, start = len(places), len(body)
    places[number] = (1, start, 0)
    table = b"".join(
        kind.to_bytes(1, "big") + where.to_bytes(4, "big") + index.to_bytes(2, "big")
        for kind, where, index in (places[n] for n in range(number + 1))
    )
    # The identifier comes from the content: the same sheet made twice is the same file.
    identifier = hashlib.sha256(body).digest()[:16]
    entries: dict[str, Value] = {
        "Type": Name("XRef"),
        "Size": number + 1,
        "W": [1, 4, 2],
        "Root": root,
        "Info": info,
        "ID": [identifier, identifier],
    }
    written = _indirect(number, _stream_bytes(Stream(entries, table)))
    return written + f"startxref\n{start}\n%%EOF\n".encode()
