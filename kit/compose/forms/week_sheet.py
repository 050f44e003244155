"""The week on paper: the overview for the board (本周公开一览)."""

from __future__ import annotations

from dataclasses import replace
from enum import IntEnum
from typing import TYPE_CHECKING

from kit.compose.clean import printable
from kit.compose.paper.flow import FlowStyle, Heading, Tabular, middle, plain
from kit.compose.paper.form import A3, Running, compose_flow
from kit.compose.paper.grid import Grid, GridColumn
from kit.compose.paper.page import reported
from kit.compose.paper.strip import Type
from kit.model.item import Kind
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


class _Detail(IntEnum):
    """How much the overview says of each item; the most comes first."""

    AMOUNTS = 0
    OFFICES = 1
    """Without the amounts."""
    NUMBERS = 2
    """Without the amounts, and of whom to ask only the telephone number."""


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
