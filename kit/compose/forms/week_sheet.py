"""The week on paper: the overview for the board (本周公开一览) and the clerk's print list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from kit.compose.clean import printable
from kit.compose.paper.flow import FlowStyle, Heading, Tabular, middle, plain
from kit.compose.paper.form import A3, Running, compose_flow, form_style
from kit.compose.paper.grid import CellAlign, Grid, GridColumn
from kit.compose.paper.page import reported
from kit.compose.paper.strip import Type
from kit.compose.paper.table import Ruling
from kit.model.item import Kind
from kit.text.typeset.sense import plain_title
from kit.text.written_days import short_day, weekday, written_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from kit.compose.paper.flow import Element
    from kit.compose.paper.page import Document
    from kit.model.item import Item
    from kit.model.township import Township
    from kit.text.typeset.metrics import Metrics

# Sizes of the overview; the smallest is that of posters on A3.
_LARGEST_PT, _SMALLEST_PT = 40.0, 28.0
STYLE = form_style(13)
_ROW_MM = 10.0
_STAYS = "上周已贴，没有改动就不用打印"


class _Detail(IntEnum):
    """How much the overview says of each item; the most comes first."""

    AMOUNTS = 0
    OFFICES = 1
    """Without the amounts."""
    NUMBERS = 2
    """Without the amounts, and of whom to ask only the telephone number."""


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
    stays: bool = False
    """An earlier week put it up with the same text."""

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
    stamp: str = "",
) -> Document:
    """Return what is up this week: alerts, then the nearest last day, as large as a sheet bears.

    Raises:
        LayoutError: A title has signs that cannot be printed.
    """

    def made(detail: _Detail, size_pt: float) -> Document:
        return compose_flow(
            tuple(_overview(items, township, week_label, markets, lunar, detail)),
            metrics,
            style=_board_style(size_pt),
            running=Running(title=f"本周公开一览　{week_label}", left=township.name, stamp=stamp),
            sheet=A3,
        )

    # What stands on the posters anyway is left out sooner than the list goes over two sheets.
    detail = min(_Detail, key=lambda detail: (len(made(detail, _SMALLEST_PT).pages), detail))
    size_pt = _SMALLEST_PT
    document = made(detail, size_pt)
    while len(document.pages) == 1 and size_pt < _LARGEST_PT:
        larger = made(detail, size_pt + 1.0)
        if len(larger.pages) > 1:
            break
        document, size_pt = larger, size_pt + 1.0
    report = (reported("一览", size_pt),)
    return replace(document, pages=tuple(replace(p, frames=report) for p in document.pages))


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
    detail: _Detail,
) -> Iterator[Element]:
    yield Heading(text="本周公开一览", level=1)
    yield middle(f"{township.government}　{week_label}")
    if markets:
        days = "、".join(f"{short_day(d)}（{weekday(d)}，农历{lunar(d)}）" for d in markets)
        yield middle(f"墟天：{days}")
    if not items:
        yield middle("本周没有新的公开事项。")
        return
    columns = (
        GridColumn(name="最后一天", bold=True, grows=False),
        GridColumn(name="什么事", bold=True),
        GridColumn(name="电话" if detail is _Detail.NUMBERS else "问谁", grows=False),
    )
    rows = tuple(_overview_row(item, detail) for item in sorted(items, key=_urgency))
    yield Tabular(grid=Grid(columns=columns, rows=rows))
    yield plain(f"{_where_to_read(items)}不识字、看不清的，请村干部念给您听。", gap_em=0.8)


def _where_to_read(items: Sequence[Item]) -> str:
    """Return where the whole notices hang: not all of them hang on every board."""
    if any(item.villages for item in items):
        return "全文贴在公告下面；写了村名的，贴在那个村的公开栏。"
    return "每件事的全文贴在本栏。"


def _urgency(item: Item) -> tuple[bool, bool, date, str]:
    """Alerts first, then deadlines; what has none comes after, in the order it came up."""
    is_alert = item.kind is Kind.EMERGENCY
    return (not is_alert, item.deadline is None, item.deadline or item.dates.publish, item.item_id)


def _overview_row(item: Item, detail: _Detail) -> tuple[str, ...]:
    what = [item.plain_title + _villages(item)]
    if detail is _Detail.AMOUNTS:
        what += (amount.written for amount in item.amounts if amount.value is not None)
    phone = item.phones[0] if item.phones else None
    ask = f"{phone.label}\n{phone.number}".strip() if phone else item.dept
    if phone and detail is _Detail.NUMBERS:
        ask = phone.number
    return (
        _last_day(item).replace("年", "年\n"),
        printable("\n".join(what), "标题"),
        printable(ask, "电话"),
    )


def _villages(item: Item) -> str:
    return f"（{'、'.join(item.villages)}）" if item.villages else ""


def _last_day(item: Item) -> str:
    """Return the last day as written; an alert is told as one, for it holds from now on."""
    near = item.dates.publish
    if item.kind is Kind.EMERGENCY:
        over = item.emergency.expires if item.emergency else None
        return f"预警\n到{written_day(over.date(), near=near)}" if over else "预警"
    return written_day(item.deadline, near=near) if item.deadline else "—"


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
    yield middle(f"{township.name}　{week_label}　{len(orders)} 个文件，{sheets} 份")
    if not orders:
        yield middle("栏里已经贴好，本周没有要打印的。")
        return
    for paper in sorted({order.paper for order in orders}):
        yield Heading(text=f"打印：{paper}")
        chosen = [order for order in orders if order.paper == paper]
        yield _table(_PRINT_COLUMNS, [_print_row(order) for order in chosen])
    bags = _bags(orders, [board.name for board in township.boards])
    if bags:
        yield Heading(text="装袋：每袋装什么")
        yield _table(_BAG_COLUMNS, [(place, "\n".join(what), "□") for place, what in bags])


_PRINT_COLUMNS = (
    GridColumn(name="文件"),
    GridColumn(name="份数", align=CellAlign.END, width_mm=16.0),
    GridColumn(name="印好", width_mm=16.0),
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
    # The file's name has the title in it. A note stands below: few have one, and it is long.
    notes = "；".join(filter(None, (_STAYS if order.stays else "", order.note)))
    lines = (printable(order.file, "文件名"), printable(notes, "说明"))
    copies = str(order.copies) if order.copies else "＿＿"
    return ("\n".join(line for line in lines if line), copies, "□")


def _bags(orders: Sequence[PrintOrder], walk: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Return every place with what goes there: boards as kit.toml lists them, then the rest."""
    bags: dict[str, list[str]] = {}
    for order in orders:
        for place, copies in order.places:
            line = f"{plain_title(order.title)}　{order.paper}　{copies} 份"
            bags.setdefault(printable(place, "地点"), []).append(printable(line, "标题"))
    known = [printable(name, "地点") for name in walk]
    places = [name for name in known if name in bags]
    return [(name, bags[name]) for name in dict.fromkeys([*places, *bags])]
