"""Jobs that sum up the week on paper: the overview for the board, and what to print where."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from kit.compose.forms.week_sheet import PrintOrder, compose_print_list, compose_week_board
from kit.compose.layouts.purposes import CARD_LAYOUT, QUESTIONS_LAYOUT, SHEETS
from kit.edition.index import PRINT
from kit.edition.jobs.job import Job, MadeFile
from kit.edition.jobs.paper_jobs import handout_layout
from kit.edition.make.sheet import office_pdf, typeface
from kit.model.item import Channel
from kit.model.outputs import Output, outputs_of
from kit.model.township import Paper
from kit.plan.calendar import lunar_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from kit.edition.jobs.context import EditionContext
    from kit.edition.make.sheet import FontFile
    from kit.model.item import Item
    from kit.model.township import Township
    from kit.plan.plan import Hanging

_AFTER_PRINTING = {
    "_A5两联": "裁开是两份",
    "_A6四联": "裁开是四份",
    "_A4对折": "沿中线对折，不裁",
}
_SHOP = "送印刷厂用名字里带“印刷厂”的那份"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekOrder:
    """All that the week's own sheets are made from."""

    township: Township
    font: FontFile
    week_label: str
    items: tuple[Item, ...] = ()
    markets: tuple[date, ...] = ()
    orders: tuple[PrintOrder, ...] = ()
    stamp: str = ""


def week_jobs(context: EditionContext, items: Sequence[Item]) -> Iterator[Job]:
    """Yield the overview that hangs on every board, and the clerk's print list."""
    by_id = {item.item_id: item for item in items}
    hanging = tuple(by_id[entry.item_id] for entry in context.plan.hang if entry.item_id in by_id)
    if not hanging:
        return
    stamp = "样例" if context.township.sample else ""
    orders = tuple(_print_orders(context, by_id))
    about = tuple(item.item_id for item in hanging)
    order = WeekOrder(
        # The print list says how many each board wants.
        township=replace(context.printed, boards=context.township.boards),
        font=context.font,
        week_label=context.week.label,
        items=hanging,
        markets=context.plan.market_days,
        orders=orders,
        stamp=stamp,
    )
    for folder, stem, make in (
        (f"{PRINT}/公开栏", "本周公开一览", make_week_board),
        (PRINT, "打印清单", make_print_list),
    ):
        yield Job(
            folder=folder,
            stem=stem,
            make=make,
            title=stem,
            about=about,
            channel=Channel.BOARD,
            order=order,
        )


def make_week_board(order: WeekOrder) -> tuple[MadeFile, ...]:
    """Return the week's overview for the notice board."""
    document = compose_week_board(
        order.items,
        order.township,
        typeface(order.font),
        week_label=order.week_label,
        markets=order.markets,
        lunar=lunar_date,
        stamp=order.stamp,
    )
    data = office_pdf(document, order.township, order.font)
    return (MadeFile(name="_A3.pdf", data=data, figures={"pages": len(document.pages)}),)


def make_print_list(order: WeekOrder) -> tuple[MadeFile, ...]:
    """Return the list of what to print, how often, and for which board."""
    document = compose_print_list(
        order.orders, order.township, typeface(order.font), week_label=order.week_label
    )
    data = office_pdf(document, order.township, order.font)
    # The desk prints from what an edition tells, in the order of this list.
    told = [{**asdict(one), "file": f"{PRINT}/{one.file}"} for one in order.orders]
    figures = {"pages": len(document.pages), "orders": told}
    return (MadeFile(name="_A4.pdf", data=data, figures=figures),)


def _print_orders(context: EditionContext, items: dict[str, Item]) -> Iterator[PrintOrder]:
    yield PrintOrder(
        file="公开栏/本周公开一览_A3.pdf",
        title="本周公开一览",
        paper=Paper.A3.value,
        places=tuple((board.name, 1) for board in context.township.boards),
    )
    for entry in context.plan.hang:
        item = items.get(entry.item_id)
        if item is not None:
            yield from _poster_orders(context, item, entry)
    for item_id in context.plan.hand_out:
        if item_id in items:
            yield from _handout_orders(context, items[item_id])
    for entry in context.plan.hang:
        item = items.get(entry.item_id)
        if item is not None and Output.CARD in outputs_of(item):
            yield _hand_order(context, item, Output.CARD, CARD_LAYOUT, "放在交卡的地方和摊位上")


def _handout_orders(context: EditionContext, item: Item) -> Iterator[PrintOrder]:
    note = f"按赶墟人数打，双面选“{context.township.flip}”"
    yield _hand_order(context, item, Output.HANDOUT, handout_layout(context, item), note)
    if Output.QUESTIONS in outputs_of(item):
        yield _hand_order(context, item, Output.QUESTIONS, QUESTIONS_LAYOUT, "有人问的时候发")


def _hand_order(
    context: EditionContext, item: Item, output: Output, layout_name: str, note: str
) -> PrintOrder:
    """Return the order of what is given into the hand: as many as people come."""
    name = SHEETS[layout_name]
    return PrintOrder(
        file=f"{output}/{context.stem(item)}{name}.pdf",
        title=item.title if output is Output.HANDOUT else f"{item.title}（{output}）",
        paper="A4 双面" if output is Output.HANDOUT else "A4",
        places=(),
        note=f"{note}，{_AFTER_PRINTING[name]}",
    )


def _poster_orders(context: EditionContext, item: Item, entry: Hanging) -> Iterator[PrintOrder]:
    shop = _SHOP if context.township.print_shop else ""
    # Where no board is, somebody may still hang one on a wall.
    for paper in sorted({board.paper for board in entry.boards} or {Paper.A3}):
        boards = [board.name for board in entry.boards if board.paper is paper]
        yield PrintOrder(
            file=f"{Output.POSTER}/{context.stem(item)}_{paper}.pdf",
            title=item.title,
            paper=paper.value,
            places=tuple(Counter(boards).items()),
            note=shop,
            stays=not entry.new,
        )
    yield PrintOrder(
        file=f"{Output.FULL_TEXT}/{context.stem(item)}_A4.pdf",
        title=f"{item.title}（全文）",
        paper="A4",
        places=tuple(Counter(board.name for board in entry.boards).items()),
        stays=not entry.new,
    )
