"""The cells of one sheet, streamed: memory follows what is written, not how far it lies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.errors import ForeignFileError
from kit.foreign.gate import broken
from kit.foreign.plain_text import plain
from kit.foreign.safe_xml import walk
from kit.foreign.xlsx.cell_formats import GENERAL, CellFormat, Shown, shown_number

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_ROW, MOST_COLUMN = 20_000, 100
MOST_CELLS = 100_000
"""Of a whole workbook: a list of 2,000 people with twenty columns has 40,000."""
MOST_MERGES = 5_000
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PICTURE = "DISPIMG"
"""WPS keeps a picture in a cell as a formula of this name."""
_MOST_FORMULA = 60
_TOLD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A row under the number by which Excel shows it; cells by column, the first being 1."""

    number: int
    cells: dict[int, str]
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Cells made one: what stands in the first one holds for all."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet as Excel shows it, hidden rows and columns named as such."""

    name: str
    rows: tuple[SheetRow, ...]
    merges: tuple[Merge, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    told: tuple[str, ...] = ()
    """What could not be read as it was meant, each with its place and remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookParts:
    """What the sheets of a workbook share."""

    texts: Sequence[str] = ()
    formats: Sequence[CellFormat] = ()
    from_1904: bool = False


def column_of(letters: str) -> int:
    """Return the number of a column, 1 for A."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def letters_of(column: int) -> str:
    """Return the letters by which Excel names a column, the first being 1."""
    before, last = divmod(column - 1, 26)
    return f"{letters_of(before) if before else ''}{chr(ord('A') + last)}"


def cell_text(stored: str) -> str:
    """Return a text as the product keeps it; Excel writes a line end as ``_x000D_``."""
    if "_x" in stored:
        stored = _ESCAPED.sub(lambda match: _character(int(match[1], 16)), stored)
    return plain(stored)


def _character(code: int) -> str:
    # Half a character is none, and stands in no file.
    return "" if 0xD800 <= code <= 0xDFFF else chr(code)


def read_sheet(name: str, data: bytes, parts: BookParts, budget: int) -> tuple[Sheet, int]:
    """Return the sheet in ``data``, and how many of the ``budget`` cells are left.

    Raises:
        ForeignFileError: It is broken, or holds more or further away than any list.
    """
    if data.count(b"<c ") > budget:
        # Counted before anything is parsed: a busy machine takes seconds for so many.
        raise _too_many()
    reading = _Reading(parts, budget)
    walk(data, start=reading.start, end=reading.end, text=reading.text)
    sheet = Sheet(
        name=name,
        rows=tuple(
            SheetRow(number=number, cells=cells, hidden=number in reading.hidden_rows)
            for number, cells in sorted(reading.rows.items())
            if cells
        ),
        merges=tuple(sorted(reading.merges, key=lambda one: (one.top, one.left))),
        hidden_columns=tuple(sorted(reading.hidden_columns)),
        told=tuple(reading.remarks()),
    )
    return sheet, reading.budget


def _too_many() -> ForeignFileError:
    return ForeignFileError(
        f"表格超过 {MOST_CELLS // 10_000} 万格，没有读。", "请只留要公开的行，另存一份再放进来。"
    )


@dataclass(slots=True)
class _Cell:
    row: int = 0
    column: int = 0
    kind: str = "n"
    style: int = 0
    value: str | None = None
    formula: str | None = None

    @property
    def place(self) -> str:
        return f"{letters_of(self.column)}{self.row}"


class _Reading:
    """What the parser told of a sheet so far."""

    def __init__(self, parts: BookParts, budget: int) -> None:
        self._parts = parts
        self.budget = budget
        self.rows: dict[int, dict[int, str]] = {}
        self.merges: list[Merge] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self._places: dict[str, list[str]] = {fault: [] for fault in _FAULTS}
        self._row = 0
        self._column = 0
        self._cell: _Cell | None = None
        self._words: list[str] | None = None
        self._is_reading_aid = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition("}")[2]:
            case "row":
                self._row = int(attributes.get("r", self._row + 1))
                self._column = 0
                if _is_hidden(attributes, "ht"):
                    self.hidden_rows.add(self._row)
            case "col" if _is_hidden(attributes, "width"):
                last = min(int(attributes["max"]), MOST_COLUMN)
                self.hidden_columns.update(range(int(attributes["min"]), last + 1))
            case "c":
                self._open_cell(attributes)
            case "v" | "t" | "f":
                self._words = []
            case "rPh":
                self._is_reading_aid = True
            case "mergeCell":
                self._merge(attributes.get("ref", ""))
            case _:
                pass

    def text(self, data: str) -> None:
        if self._words is not None:
            self._words.append(data)

    def end(self, name: str) -> None:
        tag = name.rpartition("}")[2]
        words, cell = "".join(self._words or ()), self._cell
        if tag in {"v", "t", "f"}:
            self._words = None
        if tag == "rPh":
            self._is_reading_aid = False
        if cell is None or self._is_reading_aid:
            return
        if tag == "v":
            cell.value = words
        elif tag == "t":
            cell.value = (cell.value or "") + words
        elif tag == "f":
            cell.formula = words or "…"
        elif tag == "c":
            self._cell = None
            self._close_cell(cell)

    def remarks(self) -> list[str]:
        """Return what is to be told of cells that could not be read as they were meant."""
        found = []
        for fault, places in self._places.items():
            if places:
                some = "、".join(places[:_TOLD]) + "等" * (len(places) > _TOLD)
                found.append(f"{some} {len(places)} 格{_FAULTS[fault]}")
        return found

    def _open_cell(self, attributes: dict[str, str]) -> None:
        self.budget -= 1
        if self.budget < 0:
            raise _too_many()
        row, column = self._row, self._column + 1
        if "r" in attributes:
            row, column = _place(attributes["r"])
        self._column = column
        self._cell = _Cell(
            row, column, attributes.get("t", "n"), int(attributes.get("s", "0") or "0")
        )

    def _close_cell(self, cell: _Cell) -> None:
        shown = self._shown(cell)
        if not shown.strip():
            return
        if cell.row > MOST_ROW or cell.column > MOST_COLUMN or cell.row < 1:
            raise ForeignFileError(
                f"表格里最远的一格是 {cell.place}，太远了，没有读。",
                "请删去下面、右边多余的内容，再放进来。",
            )
        self.rows.setdefault(cell.row, {})[cell.column] = shown

    def _shown(self, cell: _Cell) -> str:
        if cell.formula is not None and _PICTURE in cell.formula.upper():
            self._places["picture"].append(cell.place)
            return ""
        if self._format(cell).shown is Shown.NOTHING and cell.value:
            self._places["unseen"].append(cell.place)
            return ""
        # A formula may have nothing for its result; then its cell is a text without letters.
        if cell.value is None or (cell.value == "" and cell.kind != "str"):
            if cell.formula is None:
                return ""
            self._places["formula"].append(cell.place)
            # The check of tables stops a cell that begins so: it cannot go out unseen.
            return f"={cell.formula}"[:_MOST_FORMULA]
        match cell.kind:
            case "s":
                return self._parts.texts[int(cell.value)]
            case "str" | "inlineStr":
                return cell_text(cell.value)
            case "e":
                self._places["error"].append(cell.place)
                return cell.value
            case "b":
                return "TRUE" if _is_true(cell.value) else "FALSE"
            case "d":
                return cell.value.removesuffix("Z").removesuffix("T00:00:00").replace("T", " ")
            case _:
                return self._number(cell, cell.value)

    def _number(self, cell: _Cell, stored: str) -> str:
        figure = shown_number(stored, self._format(cell), from_1904=self._parts.from_1904)
        if figure.lost_digits:
            self._places["long"].append(cell.place)
        elif figure.scaled:
            self._places["scaled"].append(f"{cell.place}（{figure.text}）")
        elif figure.cut_on_screen:
            self._places["cut"].append(f"{cell.place}（{figure.text}）")
        return figure.text

    def _format(self, cell: _Cell) -> CellFormat:
        formats = self._parts.formats
        return formats[cell.style] if 0 <= cell.style < len(formats) else GENERAL

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        top, left = _place(first)
        bottom, right = _place(last or first)
        if len(self.merges) >= MOST_MERGES:
            raise ForeignFileError(
                "合并的格子多得不正常，没有读。", "请取消合并，另存一份再放进来。"
            )
        self.merges.append(
            Merge(top=top, left=left, bottom=min(bottom, MOST_ROW), right=min(right, MOST_COLUMN))
        )


_FAULTS = {
    "formula": "是公式，没有算好的数。请用 WPS 打开，存一次，再放进来。",
    "picture": "里是图片，没有读。",
    "error": "是 Excel 的错误值（如 #N/A），请向报表的人要对的数。",
    "long": "的长号码（身份证、银行卡）被当成数存了，最后几位已经丢了，请向报表的人要原号码。",
    "unseen": "设成了不显示，没有读。",
    "scaled": "显示时缩小了（按千、按万显示），这里是存的数，请核对单位。",
    "cut": "存的位数比显示的多，照存的读，请核对。",
}


def _is_hidden(attributes: dict[str, str], size: str) -> bool:
    """Return whether a row or column cannot be seen: hidden, or drawn to nothing."""
    return _is_true(attributes.get("hidden")) or attributes.get(size) in {"0", "0.0"}


def _is_true(text: str | None) -> bool:
    return text in {"1", "true"}


def _place(ref: str) -> tuple[int, int]:
    match = _PLACE.fullmatch(ref)
    if match is None:
        raise broken()
    return int(match[2]), column_of(match[1])
