"""An annual report that somebody wrote, as its title, sentences, headings and tables."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from kit.duty.report_forms import PART_TWO, PARTS, Form, label_key, part_three, table_words
from kit.duty.report_tables import ReportTables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.duty.report_forms import Part
    from kit.foreign.blocks import Grid
    from kit.foreign.whole_document import WholeDocument

_HEADING = re.compile(r"^([一二三四五六七八九十]+)、\s*(\S.{0,40})$")
_CELL = re.compile(
    r"[-+－]?[\d０-９][\d０-９,，]*(?:[.．][\d０-９]+)?|[-—－/]+|【待填】|[xX×*＊_]+"
)
_BETWEEN = re.compile(r"[\t|]")
"""What stands between the cells of a row when a table becomes text."""
_DATE = re.compile(r"^(?:.{0,30})?(20\d\d)年(\d{1,2})月(\d{1,2})日$")
_YEAR = re.compile(r"(20\d\d)\s*年")
_OLD_WORDS = ("本年新制作数量", "上一年项目数量", "采购项目数量", "其他对外管理服务事项")
_NEW_WORDS = ("本年制发件数", "现行有效件数", "本年处理决定数量")
_LAST_LINES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph of running text, by the number under which the writing program shows it."""

    number: int
    text: str
    part: str = ""
    """Number of the part in whose text it stands, as it should be: 五."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of a part as it is written, and the part that it means."""

    line: Line
    written: str
    """The number before it: 五."""
    part: Part | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualReport:
    """A report read; nothing of it is judged yet."""

    title: str
    year: int | None
    lines: tuple[Line, ...]
    headings: tuple[Heading, ...]
    tables: ReportTables | None
    """None where no table was found."""
    signer: str
    signed: date | None
    signed_line: int
    told: tuple[str, ...] = ()
    counted: str = "段"
    """What its lines are: 行 of a text file, 段 of a document."""

    def place(self, number: int) -> str:
        """Return how a line is named to a clerk."""
        return f"第 {number} {self.counted}"


def read_report(document: WholeDocument) -> AnnualReport:
    """Return what stands in a document that is an annual report, or means to be one."""
    taken = _Taken()
    for number, piece in enumerate(document.pieces, 1):
        if piece.grid:
            taken.grid(piece.grid)
        else:
            for text in piece.text.split("\n"):
                taken.text(number, text)
    lines = tuple(taken.lines)
    title, year = _title(lines)
    signer, signed, signed_line = _signature(lines)
    return AnnualReport(
        title=title,
        year=year,
        lines=lines,
        headings=tuple(taken.headings),
        tables=taken.tables(),
        signer=signer,
        signed=signed,
        signed_line=signed_line,
        told=document.told,
        counted=document.counted,
    )


@dataclass(slots=True)
class _Taken:
    """What was read so far: prose on one side, rows of tables on the other."""

    lines: list[Line] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    rows: list[tuple[int, str, list[str]]] = field(default_factory=list)
    """Table, the label's words before the figures, the figures."""
    words: set[str] = field(default_factory=set)
    table: int = 0
    part: str = ""
    before: list[str] = field(default_factory=list)

    def grid(self, grid: Grid) -> None:
        """Take in a table whose cells are known by their places."""
        texts = ["".join(cell.split()) for row in grid.rows for cell in row]
        self.words |= set(map(label_key, texts))
        self.table = _table_of(texts) or self.table
        for number, row in enumerate(grid.rows):
            shown = _once(grid, number, row)
            if self.table == 3 and len(shown) >= 8:
                self._row(shown[:-7], shown[-7:])
            elif self.table == 2 and len(shown) > 1:
                self._row(shown[:1], shown[1:])
            elif self.table == 4 and sum(map(bool, map(_CELL.fullmatch, shown))) * 2 > len(shown):
                self.rows.append((4, "", shown))
        self.table = 0

    def _row(self, labels: list[str], figures: list[str]) -> None:
        label = next((one for one in reversed(labels) if one), "")
        known = label_key(label) in _WORDS
        if any(map(_CELL.fullmatch, figures)) or (known and not any(figures)):
            self.rows.append((self.table, label, figures))

    def text(self, number: int, text: str) -> None:
        """Take in a line: a heading, prose, or what a table left when it became text."""
        plain = text.strip()
        if not plain:
            return
        if self._heading(number, plain):
            self.before.clear()
            return
        cells = [one.strip() for one in _BETWEEN.split(text) if one.strip()]
        if self.part in "二三四" and all(map(self._is_cell, cells)):
            for cell in cells:
                self._cell(cell)
        elif text.startswith("\t") and self.part in "二三四":
            self.before += map(label_key, cells)
            self.words |= set(map(label_key, cells))
        else:
            self.lines.append(Line(number=number, text=plain, part=self.part))

    @staticmethod
    def _is_cell(cell: str) -> bool:
        return bool(_CELL.fullmatch(cell)) or label_key(cell) in _WORDS

    def _heading(self, number: int, plain: str) -> bool:
        match = _HEADING.match(plain)
        if not match or label_key(plain) in _WORDS - _TITLES or match[2].endswith(("。", "；")):
            return False
        key = label_key(match[2])
        part = next((one for one in PARTS if any(word in key for word in one.told_by)), None)
        self.part = part.number if part else match[1]
        self.table = 0
        line = Line(number=number, text=plain, part=self.part)
        self.headings.append(Heading(line=line, written=match[1], part=part))
        return True

    def _cell(self, cell: str) -> None:
        if not _CELL.fullmatch(cell):
            self.before.append(cell)
            self.words.add(label_key(cell))
            self.table = {"二": 2, "三": 3, "四": 4}[self.part]
        elif self.before or not self.rows:
            self.rows.append((self.table, self.before[-1] if self.before else "", [cell]))
            self.before.clear()
        else:
            self.rows[-1][2].append(cell)

    def tables(self) -> ReportTables | None:
        """Return the rows under the labels of their form."""
        old = sum(label_key(word) in self.words for word in _OLD_WORDS)
        new = sum(label_key(word) in self.words for word in _NEW_WORDS)
        form = Form.OF_2019 if old > new else Form.OF_2021
        if not self.rows:
            return None
        two: dict[str, tuple[str, ...]] = {}
        three: dict[str, tuple[str, ...]] = {}
        four: tuple[str, ...] = ()
        unknown = []
        names = {label_key(name): name for group in PART_TWO[form] for name in group.rows}
        numbers = {label_key(label): row for row, label in part_three(form).items()}
        for table, label, figures in self.rows:
            key = label_key(label)
            if table == 4:
                four = tuple(figures)
            elif table == 2 and (name := names.get(key) or _longer(key, names)):
                two[name] = tuple(figures)
            elif table == 3 and (row := numbers.get(key) or _near(key, numbers)):
                three[row] = tuple(figures)
            else:
                unknown.append(label)
        return ReportTables(form=form, two=two, three=three, four=four, unknown=tuple(unknown))


def _near(key: str, numbers: dict[str, str]) -> str:
    """Return the row whose label begins as a shortened one does, or goes on where it ends."""
    found = [row for label, row in numbers.items() if len(key) > 3 and label.startswith(key)]
    return found[0] if len(found) == 1 else ""


def _longer(key: str, names: dict[str, str]) -> str:
    """Return the one row whose name ends as this does: many write 规范性文件 for 行政规范性文件."""
    found = [name for known, name in names.items() if len(key) > 3 and known.endswith(key)]
    return found[0] if len(found) == 1 else ""


def _once(grid: Grid, number: int, row: Sequence[str]) -> list[str]:
    """Return a row's cells; one that lies over several columns counts once."""
    copies = {
        column
        for merge in grid.merged
        if merge.top <= number <= merge.bottom
        for column in range(merge.left + 1, merge.right + 1)
    }
    return ["".join(cell.split()) for column, cell in enumerate(row) if column not in copies]


def _table_of(texts: Sequence[str]) -> int:
    keys = set(map(label_key, texts))
    if "自然人" in keys:
        return 3
    return 4 if "结果维持" in keys else 2 if "信息内容" in keys else 0


def _title(lines: Sequence[Line]) -> tuple[str, int | None]:
    """Return the title, over as many lines as it has, and the year that it names."""
    head: list[str] = []
    for line in lines:
        if line.part:
            break
        head.append(line.text)
        if "年度报告" in line.text or "年报" in line.text:
            break
    text = "".join(head[-2:])
    match = _YEAR.search(unicodedata.normalize("NFKC", text))
    return text, int(match[1]) if match else None


def _signature(lines: Sequence[Line]) -> tuple[str, date | None, int]:
    for place in range(len(lines) - 1, max(-1, len(lines) - 1 - _LAST_LINES), -1):
        match = _DATE.match(unicodedata.normalize("NFKC", "".join(lines[place].text.split())))
        if match:
            above = next(_signers(lines[:place]), "")
            try:
                day = date(int(match[1]), int(match[2]), int(match[3]))
            except ValueError:
                day = None
            return above, day, lines[place].number
    return "", None, 0


def _signers(lines: Sequence[Line]) -> Iterator[str]:
    yield from (line.text for line in lines[-1:] if len(line.text) <= 30)


_WORDS = table_words()
_TITLES = frozenset(label_key(part.title) for part in PARTS)
