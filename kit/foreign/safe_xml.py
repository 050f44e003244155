"""XML without what XML can do: no document type, no entities, a cap on elements and depth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn
from xml.etree.ElementTree import TreeBuilder
from xml.parsers import expat

from kit.errors import ForeignFileError
from kit.foreign.gate import broken, swollen

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

MOST_ELEMENTS = 600_000
MOST_DEPTH = 200
"""Readers go down by recursion; Word itself stays below forty."""


@dataclass(slots=True)
class _Count:
    elements: int = 0
    depth: int = 0


def walk(
    data: bytes,
    *,
    start: Callable[[str, dict[str, str]], object],
    end: Callable[[str], object],
    text: Callable[[str], object],
    most_elements: int = MOST_ELEMENTS,
) -> None:
    """Tell ``start``, ``end`` and ``text`` what stands in ``data``; names are ``{space}name``.

    For parts that are too long for a tree, such as the rows of a sheet.

    Raises:
        ForeignFileError: It is no XML, has a document type, or more than any notice or list.
    """
    count = _Count()

    def started(name: str, attributes: dict[str, str]) -> None:
        count.elements += 1
        count.depth += 1
        if count.elements > most_elements or count.depth > MOST_DEPTH:
            raise swollen()
        start(_named(name), {_named(key): value for key, value in attributes.items()})

    def ended(name: str) -> None:
        count.depth -= 1
        end(_named(name))

    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = text
    # Asked of the parser and not of the bytes: in UTF-16 no search for <!DOCTYPE finds it.
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise broken() from None


def tree(data: bytes, *, most_elements: int = MOST_ELEMENTS) -> Element:
    """Return the root of ``data``.

    Raises:
        ForeignFileError: As :func:`walk`.
    """
    builder = TreeBuilder()
    walk(data, start=builder.start, end=builder.end, text=builder.data, most_elements=most_elements)
    return builder.close()


def _named(raw: str) -> str:
    return f"{{{raw}" if "}" in raw else raw


def _refuse_doctype(*_: object) -> NoReturn:
    raise ForeignFileError(
        "文件里夹着不该有的定义（DOCTYPE），没有读。", "请用 WPS 打开，另存一份再放进来。"
    )
