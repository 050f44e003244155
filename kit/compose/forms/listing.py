"""A register on paper: what it comes to, then a row an entry, on A4 upright or across."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.clean import printable
from kit.compose.paper.flow import Heading, Paragraph, Run, Tabular
from kit.compose.paper.form import FormPaper, Running, compose_flow, form_style
from kit.compose.paper.grid import Grid, GridColumn
from kit.compose.paper.strip import Type
from kit.compose.paper.table import Ruling

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.compose.paper.flow import Element
    from kit.compose.paper.page import Document
    from kit.text.typeset.metrics import Metrics

_ACROSS = FormPaper(width_mm=297.0, height_mm=210.0, left_mm=14.0, right_mm=14.0)
_UPRIGHT = FormPaper(left_mm=18.0, right_mm=18.0)
_CELLS = Type(size_pt=10.5, leading=1.3)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPart:
    """A heading with its rows; without rows it says so."""

    heading: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingSheet:
    """All of a register that is printed."""

    title: str
    said: tuple[str, ...]
    """Sentences above the rows; the first is the largest."""
    columns: tuple[str, ...]
    widths_mm: Mapping[str, float]
    """By column, where it is not by content."""
    parts: tuple[ListingPart, ...]
    is_across: bool = False


def compose_listing(sheet: ListingSheet, metrics: Metrics) -> Document:
    """Return a register over as many sheets as it needs.

    Raises:
        LayoutError: A cell has signs that cannot be printed.
    """
    return compose_flow(
        list(_elements(sheet)),
        metrics,
        style=form_style(12.0),
        running=Running(title=sheet.title),
        sheet=_ACROSS if sheet.is_across else _UPRIGHT,
    )


def _elements(sheet: ListingSheet) -> Iterator[Element]:
    yield Heading(text=printable(sheet.title, "标题"), level=1)
    for number, text in enumerate(sheet.said):
        run = Run(printable(text, sheet.title), bold=number == 0)
        yield Paragraph(runs=(run,), indent_em=0.0)
    for part in sheet.parts:
        yield Heading(text=printable(part.heading, sheet.title), level=2)
        if part.rows:
            yield Tabular(grid=_grid(sheet, part.rows), ruling=Ruling.GRID, type=_CELLS)


def _grid(sheet: ListingSheet, rows: Sequence[Sequence[str]]) -> Grid:
    columns = tuple(
        GridColumn(name=name, width_mm=sheet.widths_mm.get(name)) for name in sheet.columns
    )
    cells = tuple(tuple(printable(cell, sheet.title) for cell in row) for row in rows)
    return Grid(columns=columns, rows=cells, pad_x_em=0.4)
