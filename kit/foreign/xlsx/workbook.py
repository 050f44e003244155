"""A workbook as frozen sheets; what is hidden in it is left out, and told."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.errors import ForeignFileError
from kit.foreign.gate import broken
from kit.foreign.plain_text import plain
from kit.foreign.safe_xml import tree, walk
from kit.foreign.xlsx.cell_formats import CellFormat, format_of
from kit.foreign.xlsx.sheet_cells import MOST_CELLS, BookParts, Sheet, cell_text, read_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

    from kit.foreign.gate import Opened, Package
    from kit.foreign.known_words import KnownWords

MOST_SHEETS = 200
_SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", _SPACE[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
"""The other names that “Strict Open XML” files give to the same things."""
_HEAD = 4_000
_NO_CELLS = {
    "批注": ("xl/comments", "xl/threadedComments"),
    "图片": ("xl/media/",),
    "文本框或图形": ("xl/drawings/drawing",),
}
_NO_TABLES = ("/chartsheet", "/dialogsheet", "/xlMacrosheet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """The visible sheets of a workbook, and what of it was left out."""

    sheets: tuple[Sheet, ...]
    told: tuple[str, ...] = ()


def read_workbook(opened: Opened, _words: KnownWords) -> Workbook:
    """Return the sheets of a workbook that passed the gate.

    Raises:
        ForeignFileError: It is broken, or holds more than any list.
    """
    package = opened.package
    if package is None:
        raise broken()
    book = _tree(package, "xl/workbook.xml")
    if book is None:
        raise broken()
    listed = list(book.iter(f"{_SPACE}sheet"))
    if len(listed) > MOST_SHEETS:
        raise ForeignFileError(
            f"工作表有 {len(listed)} 张，最多 {MOST_SHEETS} 张。", "请只留要公开的，另存一份再放。"
        )
    properties = book.find(f"{_SPACE}workbookPr")
    parts = BookParts(
        texts=tuple(_texts(package)),
        formats=tuple(_formats(package)),
        from_1904=properties is not None and properties.get("date1904") in {"1", "true"},
    )
    targets = _targets(package)
    sheets: list[Sheet] = []
    told: list[str] = []
    budget = MOST_CELLS
    for entry in listed:
        name = plain(entry.get("name", ""))
        data = _part(package, targets.get(entry.get(_ID, ""), ""))
        if entry.get("state") in {"hidden", "veryHidden"}:
            told.append(f"工作表“{name}”是隐藏的，没有读。")
        elif data is None:
            told.append(f"“{name}”不是表格（多半是图表），没有读。")
        else:
            sheet, budget = read_sheet(name, data, parts, budget)
            sheets.append(sheet)
    return Workbook(sheets=tuple(sheets), told=(*told, *_unread(package)))


def _unread(package: Package) -> Iterator[str]:
    """Yield what else lies in a workbook and stands in no cell."""
    for what, folders in _NO_CELLS.items():
        if any(name.startswith(folders) for name in package.names):
            yield f"表里有{what}，没有读。"


def _part(package: Package, name: str) -> bytes | None:
    data = package.part(name) if name else None
    if data is not None and b"purl.oclc.org" in data[:_HEAD]:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    return data


def _tree(package: Package, name: str) -> Element | None:
    data = _part(package, name)
    return None if data is None else tree(data)


def _targets(package: Package) -> Mapping[str, str]:
    """Return the part of each table's relation; a target may be written from the root."""
    root = _tree(package, "xl/_rels/workbook.xml.rels")
    found = {}
    for relation in root if root is not None else ():
        target = relation.get("Target", "")
        if relation.get("Type", "").endswith(_NO_TABLES):
            continue
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        found[relation.get("Id", "")] = posixpath.normpath(path)
    return found


def _texts(package: Package) -> Iterator[str]:
    """Yield the shared texts, without the small readings above their characters."""
    data = _part(package, "xl/sharedStrings.xml")
    if data is None:
        return
    texts: list[str] = []
    now: list[str] = []
    inside: list[str] = []

    def start(name: str, _: dict[str, str]) -> None:
        tag = name.rpartition("}")[2]
        inside.append(tag)
        if tag == "si":
            now.clear()

    def text(words: str) -> None:
        if inside and inside[-1] == "t" and "rPh" not in inside:
            now.append(words)

    def end(_: str) -> None:
        if inside.pop() == "si":
            texts.append(cell_text("".join(now)))

    walk(data, start=start, end=end, text=text)
    yield from texts


def _formats(package: Package) -> Iterator[CellFormat]:
    """Yield how each cell style shows numbers."""
    root = _tree(package, "xl/styles.xml")
    if root is None:
        return
    try:
        own = {
            int(one.get("numFmtId", "")): one.get("formatCode", "")
            for one in root.iter(f"{_SPACE}numFmt")
        }
        styles = root.find(f"{_SPACE}cellXfs")
        for style in styles if styles is not None else ():
            number = int(style.get("numFmtId", "0"))
            yield format_of(number, own.get(number))
    except ValueError:
        raise broken() from None
