"""Office sheets: margins, the running head and foot, and flows made into documents."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.compose.clean import printable
from kit.compose.paper.flow import Flow, FlowStyle, Tabular
from kit.compose.paper.grid import Grid, GridColumn
from kit.compose.paper.page import Block, Document, Ink, Page, Rule, Tag
from kit.compose.paper.pagination import paginate
from kit.compose.paper.stamp import tag_marks, width_mm_of_tag
from kit.compose.paper.strip import Type, line_marks, stacked
from kit.compose.paper.table import Ruling
from kit.text.typeset.linebreak import Align, Span, set_paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kit.compose.paper.flow import Element
    from kit.compose.paper.page import Mark
    from kit.compose.paper.strip import Strip
    from kit.text.typeset.linebreak import Line
    from kit.text.typeset.metrics import Metrics

# Running head and foot are for the office: read in the hand.
RUNNING = Type(size_pt=12, leading=1.3)
_HEAD_MM = 9.0
_FOOT_MM = 8.0
_STAMP_MM = 7.2


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPaper:
    """A page's paper and text area."""

    width_mm: float = 210.0
    height_mm: float = 297.0
    left_mm: float = 20.0
    right_mm: float = 20.0
    top_mm: float = 12.0
    bottom_mm: float = 12.0

    @property
    def text_width_mm(self) -> float:
        """Width between the margins."""
        return self.width_mm - self.left_mm - self.right_mm

    @property
    def text_height_mm(self) -> float:
        """Height between the running head and foot."""
        return self.height_mm - self.top_mm - self.bottom_mm - _HEAD_MM - _FOOT_MM

    def first_mm(self, stamp: str) -> float:
        """Height of the first page's text: as it has a title of its own, the head's room too.

        With a stamp at its head it has no more than the others.
        """
        return self.text_height_mm + (0.0 if stamp else _HEAD_MM)

    @property
    def text_top_mm(self) -> float:
        """Where the text begins below a running head; without one it begins at ``top_mm``."""
        return self.top_mm + _HEAD_MM


A4 = FormPaper()
A3 = FormPaper(width_mm=297.0, height_mm=420.0, left_mm=22.0, right_mm=22.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """What stands above and below the text of every page."""

    title: str
    left: str = ""
    """At the left of the foot, such as 核对版本 7K2M-9QXD."""
    stamp: str = ""


def form_style(size_pt: float = 12.0) -> FlowStyle:
    """Return the style of the office's own forms."""
    return FlowStyle(
        body=Type(size_pt=size_pt, leading=1.5),
        cells=Type(size_pt=size_pt, leading=1.35),
        headings=(
            Type(size_pt=size_pt * 1.8, leading=1.3, weight=900),
            Type(size_pt=size_pt * 1.25, leading=1.4, weight=700),
            Type(size_pt=size_pt, leading=1.5, weight=700),
        ),
    )


def compose_flow(
    elements: Sequence[Element],
    metrics: Metrics,
    *,
    style: FlowStyle,
    running: Running,
    sheet: FormPaper = A4,
) -> Document:
    """Return the elements over as many pages as they need.

    Raises:
        LayoutError: Something does not fit the paper.
    """
    flow = Flow(
        style=style,
        metrics=metrics,
        width_mm=sheet.text_width_mm,
        page_mm=sheet.text_height_mm,
    )
    return pages_of(flow.strips(elements), metrics, running=running, sheet=sheet)


def bound(documents: Sequence[Document], title: str) -> Document:
    """Return forms as one document; ``title`` is that of several."""
    pages = tuple(page for document in documents for page in document.pages)
    title = documents[0].title if len(documents) == 1 else title
    return replace(documents[0], title=title, pages=pages)


def form_table(
    columns: Sequence[GridColumn], rows: Iterable[tuple[str, ...]], least_row_mm: float = 0.0
) -> Tabular:
    """Return a table with lines around every cell, to be filled in or ticked."""
    grid = Grid(columns=tuple(columns), rows=tuple(rows), least_row_mm=least_row_mm)
    return Tabular(grid=grid, ruling=Ruling.GRID)


def labelled(rows: Iterable[tuple[str, str]], *, bold: bool = False) -> Grid:
    """Return two columns without a heading: bold labels, and what belongs to them."""
    return Grid(
        columns=(GridColumn(name="", bold=True, grows=False), GridColumn(name="", bold=bold)),
        rows=tuple(rows),
        header=False,
    )


def labelled_table(
    rows: Iterable[tuple[str, str]], *, bold: bool = False, kind: Type | None = None
) -> Tabular:
    """Return such facts with lines around every cell."""
    return Tabular(grid=labelled(rows, bold=bold), ruling=Ruling.GRID, type=kind)


def pages_of(
    strips: Sequence[Strip], metrics: Metrics, *, running: Running, sheet: FormPaper = A4
) -> Document:
    """Return the strips as a document with running heads and feet, both with the stamp."""
    first_mm = sheet.first_mm(running.stamp)
    pages = paginate(strips, page_mm=sheet.text_height_mm, first_mm=first_mm)
    tops = [sheet.text_top_mm + sheet.text_height_mm - first_mm]
    tops += [sheet.text_top_mm] * (len(pages) - 1)
    return Document(
        title=printable(running.title, "标题"),
        pages=tuple(
            Page(
                width_mm=sheet.width_mm,
                height_mm=sheet.height_mm,
                stamp=running.stamp,
                blocks=(
                    *stacked(page, x_mm=sheet.left_mm, y_mm=tops[number - 1]),
                    *_head(running, metrics, sheet, number),
                    *_foot(running, metrics, sheet, number, len(pages)),
                ),
            )
            for number, page in enumerate(pages, start=1)
        ),
    )


def _head(running: Running, metrics: Metrics, sheet: FormPaper, number: int) -> tuple[Block, ...]:
    left, width = sheet.left_mm, sheet.text_width_mm
    tag, tag_mm = _stamp(running, metrics, right_mm=left + width, y_mm=sheet.top_mm - 2.0)
    if number == 1:
        return (Block(tag=Tag.ARTIFACT, marks=tag),) if tag else ()
    title = shortened(running.title, metrics, most_mm=width - tag_mm)
    y = sheet.top_mm + 6.0
    rule = Rule(x1_mm=left, y1_mm=y, x2_mm=left + width, y2_mm=y, width_mm=0.25)
    marks = _line(title, metrics, x_mm=left, baseline_mm=sheet.top_mm + 4.0)
    return (Block(tag=Tag.ARTIFACT, marks=(*marks, *tag, rule)),)


def _foot(
    running: Running, metrics: Metrics, sheet: FormPaper, number: int, count: int
) -> tuple[Block, ...]:
    y = sheet.height_mm - sheet.bottom_mm
    pages = f"第{number}页　共{count}页"
    width = _width_mm(pages, metrics)
    right = sheet.left_mm + sheet.text_width_mm - width
    tag, tag_mm = _stamp(running, metrics, right_mm=right - 4.0, y_mm=y - 5.5)
    left = shortened(running.left, metrics, most_mm=right - tag_mm - sheet.left_mm - 4.0)
    marks = (
        *_line(left, metrics, x_mm=sheet.left_mm, baseline_mm=y),
        *tag,
        *_line(pages, metrics, x_mm=right, baseline_mm=y),
    )
    return (Block(tag=Tag.ARTIFACT, marks=marks),)


def _stamp(
    running: Running, metrics: Metrics, *, right_mm: float, y_mm: float
) -> tuple[tuple[Mark, ...], float]:
    """Return 样例 or 送审稿 reversed in a box that ends at ``right_mm``, and the room it takes.

    At head and foot: whoever cuts one off, or copies half a sheet, still has the other.
    """
    if not running.stamp:
        return (), 0.0
    wide_mm = width_mm_of_tag(running.stamp, _STAMP_MM, metrics)
    marks, _ = tag_marks(
        running.stamp,
        x_mm=right_mm - wide_mm,
        y_mm=y_mm,
        high_mm=_STAMP_MM,
        fill=Ink.BLACK,
        ink=Ink.WHITE,
        metrics=metrics,
    )
    return marks, wide_mm + 4.0


def shortened(text: str, metrics: Metrics, *, most_mm: float) -> str:
    """Return a running head's words, cut with … where too long.

    Nothing is lost by it: the title stands whole on the first page.
    """
    if _width_mm(text, metrics) <= most_mm:
        return text
    while text and _width_mm(text + "…", metrics) > most_mm:
        text = text[:-1]
    return text + "…"


def _width_mm(text: str, metrics: Metrics) -> float:
    return max((line.width_em for line in _set(text, metrics)), default=0.0) * RUNNING.em_mm


def _set(text: str, metrics: Metrics) -> tuple[Line, ...]:
    """Return a short text on one line."""
    spans = (Span(text, RUNNING.weight),) if text else ()
    return set_paragraph(spans, metrics, measure_em=1000.0, align=Align.LEFT) if spans else ()


def _line(text: str, metrics: Metrics, *, x_mm: float, baseline_mm: float) -> tuple[Mark, ...]:
    return tuple(
        mark
        for line in _set(text, metrics)
        for mark in line_marks(line, RUNNING, x_mm=x_mm, baseline_mm=baseline_mm)
    )
