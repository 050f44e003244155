"""The year's ledger (公开台账) on paper: the counts, then a row an item, on A4 across."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.clean import printable
from kit.compose.paper.flow import Heading, Paragraph, Run, Tabular
from kit.compose.paper.form import FormPaper, Running, compose_flow, form_style
from kit.compose.paper.grid import Grid, GridColumn
from kit.compose.paper.strip import Type
from kit.compose.paper.table import Ruling
from kit.duty.report_tables import OPEN
from kit.duty.year_ledger import PUBLISH_DAYS, WHOLE_TOWNSHIP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.compose.paper.flow import Element
    from kit.compose.paper.page import Document
    from kit.duty.year_ledger import LedgerItem, YearLedger
    from kit.text.typeset.metrics import Metrics

_ACROSS = FormPaper(width_mm=297.0, height_mm=210.0, left_mm=14.0, right_mm=14.0)
_SIZE_PT = 9.5
_CELLS = Type(size_pt=_SIZE_PT, leading=1.3)
_COLUMNS = (
    GridColumn(name="编号", width_mm=26.0),
    GridColumn(name="标题", bold=True),
    GridColumn(name="领域", width_mm=24.0),
    GridColumn(name="公开", width_mm=25.0),
    GridColumn(name="到", width_mm=25.0),
    GridColumn(name="渠道", width_mm=36.0),
    GridColumn(name="村", width_mm=25.0),
    GridColumn(name="版本", width_mm=50.0),
)


def compose_ledger(ledger: YearLedger, township: str, metrics: Metrics) -> Document:
    """Return the ledger over as many sheets as it needs.

    Raises:
        LayoutError: A title has signs that cannot be printed.
    """
    title = f"{township}{ledger.year}年公开台账"
    return compose_flow(
        [*_counts(ledger, title), *_rows(ledger)],
        metrics,
        style=form_style(11.0),
        running=Running(title=title),
        sheet=_ACROSS,
    )


def _counts(ledger: YearLedger, title: str) -> Iterator[Element]:
    total = OPEN if ledger.cumulative is None else str(ledger.cumulative)
    yield Heading(text=title, level=1)
    yield _said(f"本年新公开 {len(ledger.new)} 条，历年累计 {total} 条。", bold=True)
    if ledger.late:
        late = "、".join(f"{one.item_id}（{one.took_days}）" for one in ledger.late)
        yield _said(f"成文超过{PUBLISH_DAYS}个工作日才公开的 {len(ledger.late)} 条：{late}。")
    for what, counts in (
        ("按领域", ledger.by_field),
        ("按渠道", ledger.by_channel),
        ("按村", ledger.by_village),
        ("按月", ledger.by_month),
    ):
        told = "、".join(f"{name} {count}" for name, count in counts) or "没有"
        yield _said(f"{what}：{told}。")


def _said(text: str, *, bold: bool = False) -> Paragraph:
    return Paragraph(runs=(Run(printable(text, "台账"), bold=bold),), indent_em=0.0)


def _rows(ledger: YearLedger) -> Iterator[Element]:
    if not ledger.items:
        return
    new, older = ledger.new, [one for one in ledger.items if one.first.year < ledger.year]
    for heading, items in (("本年新公开的", new), ("以前公开、本年还在的", older)):
        if items:
            yield Heading(text=f"{heading} {len(items)} 条", level=2)
            yield Tabular(grid=_grid(items), ruling=Ruling.GRID, type=_CELLS)


def _grid(items: Sequence[LedgerItem]) -> Grid:
    rows = tuple(tuple(printable(cell, "台账") for cell in _cells(one)) for one in items)
    return Grid(columns=_COLUMNS, rows=rows, pad_x_em=0.4)


def _cells(one: LedgerItem) -> tuple[str, ...]:
    until = str(one.last or "长期") + (f" {one.ended}" if one.ended else "")
    taken = "；".join(one.taken_down)
    return (
        one.item_id,
        one.title,
        one.field_name,
        str(one.first),
        f"{until} {taken}".strip() if taken else until,
        "、".join(one.channels),
        "、".join(one.villages) or WHOLE_TOWNSHIP,
        "；".join(f"{version.number} {version.first:%m-%d}起" for version in one.versions),
    )
