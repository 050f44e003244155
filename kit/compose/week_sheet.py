"""The week on paper: the overview for the board (本周公开一览) and the clerk's print list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.compose.clean import printable
from kit.compose.facts import WEEKDAYS
from kit.compose.flow import FlowStyle, Heading, Paragraph, Run, Tabular
from kit.compose.grid import CellAlign, Grid, GridColumn
from kit.compose.page import FrameReport
from kit.compose.sheet import A3, A4, Running, compose_flow, form_style
from kit.compose.strip import Type
from kit.compose.table import Ruling
from kit.model.township import Paper
from kit.text.legibility import reading_distance_m
from kit.text.linebreak import Align
from kit.text.references import written_day
from kit.text.title import plain_title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from kit.compose.flow import Element
    from kit.compose.page import Document
    from kit.model.item import Item
    from kit.model.township import Township
    from kit.text.metrics import Metrics

_SHEETS = {Paper.A4: A4, Paper.A3: A3}
# Largest and smallest type of the overview; the floors are those of posters (DESIGN §6).
_SIZES_PT = {Paper.A4: (24.0, 16.0), Paper.A3: (40.0, 28.0)}
STYLE = form_style(13)
_ROW_MM = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintOrder:
    """One file to print, and where its copies go."""

    file: str
    title: str
    paper: str
    """Such as A3, or A4 双面."""
    places: tuple[tuple[str, int], ...]
    """Where copies go, and how many: 黄龙村公开栏, 1."""
    note: str = ""

    @property
    def copies(self) -> int:
        """How many to print."""
        return sum(copies for _, copies in self.places)


def compose_week_board(
    items: Sequence[Item],
    township: Township,
    metrics: Metrics,
    *,
    week_label: str,
    markets: Sequence[date] = (),
    lunar: Callable[[date], str],
    paper: Paper = Paper.A3,
    stamp: str = "",
) -> Document:
    """Return what is up this week, the nearest last day first, as large as one sheet bears.

    Raises:
        LayoutError: A title has signs that cannot be printed.
    """
    elements = tuple(_overview(items, township, week_label, markets, lunar))
    largest, smallest = _SIZES_PT.get(paper, _SIZES_PT[Paper.A3])
    size_pt = largest
    while True:
        document = compose_flow(
            elements,
            metrics,
            style=_board_style(size_pt),
            running=Running(title=f"本周公开一览　{week_label}", left=township.name, stamp=stamp),
            sheet=_SHEETS.get(paper, A3),
        )
        if len(document.pages) == 1 or size_pt <= smallest:
            break
        size_pt -= 1.0
    report = FrameReport(
        frame="一览", size_pt=size_pt, reading_distance_m=round(reading_distance_m(size_pt), 2)
    )
    return replace(document, pages=tuple(replace(p, frames=(report,)) for p in document.pages))


def _board_style(size_pt: float) -> FlowStyle:
    return FlowStyle(
        body=Type(size_pt=size_pt, leading=1.4),
        cells=Type(size_pt=size_pt, leading=1.3),
        headings=(
            Type(size_pt=size_pt * 1.8, leading=1.25, weight=900),
            Type(size_pt=size_pt * 1.1, leading=1.3, weight=900),
        ),
    )


def _overview(
    items: Sequence[Item],
    township: Township,
    week_label: str,
    markets: Sequence[date],
    lunar: Callable[[date], str],
) -> Iterator[Element]:
    yield Heading(text="本周公开一览", level=1)
    yield _middle(f"{township.government}　{week_label}")
    if markets:
        days = "、".join(
            f"{day.month}月{day.day}日（星期{WEEKDAYS[day.weekday()]}，农历{lunar(day)}）"
            for day in markets
        )
        yield _middle(f"墟天：{days}")
    if not items:
        yield _middle("本周没有新的公开事项。")
        return
    columns = (
        GridColumn(name="最后一天", bold=True, grows=False),
        GridColumn(name="什么事", bold=True),
        GridColumn(name="问谁", grows=False),
    )
    rows = tuple(_overview_row(item) for item in sorted(items, key=_urgency))
    yield Tabular(grid=Grid(columns=columns, rows=rows))
    yield Paragraph(
        runs=(Run("每件事的全文贴在本栏，不识字、看不清的，请村干部念给您听。"),),
        indent_em=0.0,
        gap_em=0.8,
    )


def _middle(text: str) -> Paragraph:
    return Paragraph(runs=(Run(text),), indent_em=0.0, align=Align.CENTER)


def _urgency(item: Item) -> tuple[bool, date, str]:
    """Deadlines first; what has none comes after, in the order it came up."""
    return (item.deadline is None, item.deadline or item.dates.publish, item.item_id)


def _overview_row(item: Item) -> tuple[str, ...]:
    deadline = written_day(item.deadline, near=item.dates.publish) if item.deadline else "—"
    amounts = [amount.written for amount in item.amounts if amount.value is not None]
    what = "\n".join((plain_title(item.title), *amounts))
    phone = item.phones[0] if item.phones else None
    ask = f"{phone.label}\n{phone.number}".strip() if phone else item.dept
    return (deadline.replace("年", "年\n"), printable(what, "标题"), printable(ask, "电话"))


def compose_print_list(
    orders: Sequence[PrintOrder],
    township: Township,
    metrics: Metrics,
    *,
    week_label: str,
) -> Document:
    """Return the clerk's list: what to print, how many, and what goes into which bag.

    Raises:
        LayoutError: A title has signs that cannot be printed.
    """
    return compose_flow(
        tuple(_print_list(orders, township, week_label)),
        metrics,
        style=STYLE,
        running=Running(title=f"打印和装袋清单　{week_label}", left=township.name),
    )


def _print_list(
    orders: Sequence[PrintOrder], township: Township, week_label: str
) -> Iterator[Element]:
    yield Heading(text="打印和装袋清单", level=1)
    sheets = sum(order.copies for order in orders)
    yield _middle(f"{township.name}　{week_label}　{len(orders)} 个文件，{sheets} 份")
    if not orders:
        yield _middle("栏里已经贴好，本周没有要打印的。")
        return
    for paper in sorted({order.paper for order in orders}):
        yield Heading(text=f"打印：{paper}")
        chosen = [order for order in orders if order.paper == paper]
        yield _table(_PRINT_COLUMNS, [_print_row(order) for order in chosen])
    bags = _bags(orders)
    if bags:
        yield Heading(text="装袋：每袋装什么")
        yield _table(_BAG_COLUMNS, [(place, "\n".join(what), "□") for place, what in bags])


_PRINT_COLUMNS = (
    GridColumn(name="文件"),
    GridColumn(name="份数", align=CellAlign.END, width_mm=18.0),
    GridColumn(name="说明", width_mm=48.0),
    GridColumn(name="印好", width_mm=18.0),
)
_BAG_COLUMNS = (
    GridColumn(name="送到", bold=True, grows=False),
    GridColumn(name="装这些"),
    GridColumn(name="装好", width_mm=18.0),
)


def _table(columns: tuple[GridColumn, ...], rows: Sequence[tuple[str, ...]]) -> Tabular:
    # What looks like a space in a file's name is taken for one by whoever looks for the file.
    grid = Grid(columns=columns, rows=tuple(rows), least_row_mm=_ROW_MM, han_latin_em=0.0)
    return Tabular(grid=grid, ruling=Ruling.GRID)


def _print_row(order: PrintOrder) -> tuple[str, ...]:
    file = printable(f"{plain_title(order.title)}\n{order.file}", "文件名")
    return (file, str(order.copies), printable(order.note, "说明"), "□")


def _bags(orders: Sequence[PrintOrder]) -> list[tuple[str, list[str]]]:
    """Return every place with what goes there, in the order of the print list."""
    bags: dict[str, list[str]] = {}
    for order in orders:
        for place, copies in order.places:
            line = f"{plain_title(order.title)}　{order.paper}　{copies} 份"
            bags.setdefault(printable(place, "地点"), []).append(printable(line, "标题"))
    return sorted(bags.items())
