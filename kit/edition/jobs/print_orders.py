"""What is printed for a board or for the market's stall, on which paper, and how often."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.compose.layouts.purposes import CARD_LAYOUT, QUESTIONS_LAYOUT, SHEETS
from kit.edition.index import PRINT
from kit.edition.jobs.paper_jobs import handout_layout
from kit.model.outputs import Output, outputs_of
from kit.model.township import Paper

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kit.edition.jobs.context import EditionContext
    from kit.model.item import Item
    from kit.model.township import Board, Recipient

OVERVIEW = "本周公开一览"
OVERVIEW_FILE = f"{PRINT}/{Output.POSTER}/{OVERVIEW}_A3.pdf"
_AFTER_PRINTING = {
    "_A5两联": "裁开是两份",
    "_A6四联": "裁开是四份",
    "_A4对折": "沿中线对折，封面朝外，不裁",
}
_ON_A_SHEET = {"_A5两联": 2, "_A6四联": 4, "_A4对折": 1}
_SHOP = "送印刷厂用名字里带“印刷厂”的那份"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintOrder:
    """A file to print for one place."""

    file: str
    """Inside the edition."""
    title: str
    paper: str
    """Such as A3, or A4 双面."""
    copies: int
    """0: as many as people come."""
    note: str = ""
    stays: bool = False
    """An earlier week put it up with the same text."""


def board_prints(
    context: EditionContext, items: Mapping[str, Item], board: Board
) -> Iterator[PrintOrder]:
    """Yield what hangs on a board, in the order of the week's plan."""
    yield PrintOrder(file=OVERVIEW_FILE, title=OVERVIEW, paper=Paper.A3, copies=1)
    shop = _SHOP if context.township.print_shop else ""
    for one in context.plan.hang:
        item = items.get(one.item_id)
        if item is None or board not in one.boards:
            continue
        yield PrintOrder(
            file=poster_file(context, item, board.paper),
            title=item.title,
            paper=board.paper,
            copies=1,
            note=shop,
            stays=not one.new,
        )
        yield PrintOrder(
            file=f"{PRINT}/{Output.FULL_TEXT}/{context.stem(item)}_A4.pdf",
            title=f"{item.title}（全文）",
            paper=Paper.A4,
            copies=1,
            stays=not one.new,
        )


def poster_file(context: EditionContext, item: Item, paper: Paper) -> str:
    """Return where an item's poster of that size stands inside the edition."""
    return f"{PRINT}/{Output.POSTER}/{context.stem(item)}_{paper}.pdf"


def stall_prints(context: EditionContext, items: Mapping[str, Item]) -> list[PrintOrder]:
    """Return what is given into the hand; and posters of villages that have no board."""
    hang = [one for one in context.plan.hang if one.item_id in items]
    found: list[PrintOrder] = []
    for item_id in context.plan.hand_out:
        if item_id in items:
            item = items[item_id]
            note = f"按赶墟人数打，双面选“{context.township.flip}”"
            layout = handout_layout(context, item)
            found.append(_hand_print(context, item, Output.HANDOUT, layout, note))
            if Output.QUESTIONS in outputs_of(item):
                layout = QUESTIONS_LAYOUT
                note = f"有人问的时候发，有两面的双面打，选“{context.township.flip}”"
                found.append(_hand_print(context, item, Output.QUESTIONS, layout, note))
    for one in hang:
        item = items[one.item_id]
        if Output.CARD in outputs_of(item):
            note = "放在交卡的地方和摊位上"
            found.append(_hand_print(context, item, Output.CARD, CARD_LAYOUT, note))
        if not one.boards:
            found.append(
                PrintOrder(
                    file=poster_file(context, item, Paper.A3),
                    title=item.title,
                    paper=Paper.A3,
                    copies=0,
                    note="这个村没有公开栏，贴在看得见的地方",
                )
            )
    return found


def recipient_prints(
    context: EditionContext, items: Mapping[str, Item], to: Recipient
) -> list[PrintOrder]:
    """Return the handouts that are brought to a works, a school, a village: what is said anew."""
    note = f"双面选“{context.township.flip}”"
    layouts = {
        item_id: handout_layout(context, item)
        for item_id, item in items.items()
        if Output.HANDOUT in outputs_of(item)
        and context.says_anew(item)
        and (not to.fields or item.field_name in to.fields)
    }
    return [
        replace(
            _hand_print(context, items[item_id], Output.HANDOUT, layout, note),
            copies=-(-to.copies // _ON_A_SHEET[SHEETS[layout]]),
        )
        for item_id, layout in layouts.items()
    ]


def _hand_print(
    context: EditionContext, item: Item, output: Output, layout_name: str, note: str
) -> PrintOrder:
    """Return the order of what is given into the hand: as many as people come."""
    name = SHEETS[layout_name]
    return PrintOrder(
        file=f"{PRINT}/{output}/{context.stem(item)}{name}.pdf",
        title=item.title if output is Output.HANDOUT else f"{item.title}（{output}）",
        paper="A4 双面" if output is Output.HANDOUT else "A4",
        copies=0,
        note=f"{note}，{_AFTER_PRINTING[name]}",
    )
