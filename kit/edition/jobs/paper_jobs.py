"""Jobs for paper: posters for the boards' sizes, full-text sheets, handouts, pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.layouts.layout import (
    CARD_LAYOUT,
    HANDOUT_LAYOUTS,
    QUESTIONS_LAYOUT,
    SHEET_LAYOUT,
    poster_layout,
)
from kit.edition.index import DRAFTS, FORWARD, PRINT
from kit.edition.jobs.job import Job
from kit.edition.make.paper import (
    PaperOrder,
    make_forward_picture,
    make_full_text,
    make_handout,
    make_poster,
)
from kit.edition.store.recipe import hash_of
from kit.model.item import Channel
from kit.model.township import Paper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from kit.edition.jobs.context import EditionContext
    from kit.edition.jobs.job import Made
    from kit.model.item import Item
    from kit.model.township import Board


HANDOUTS, QUESTIONS, CARDS = "墟天", "问答", "意见卡"
"""Folders of what is handed out."""


def paper_jobs(context: EditionContext, item: Item) -> Iterator[Job]:
    """Yield the jobs that put one item on paper."""
    if Channel.BOARD in item.channels:
        for paper in board_papers(context, item):
            name = poster_layout(item, paper)
            yield _job(context, item, "公开栏", name, make_poster, Channel.BOARD)
        yield _job(context, item, "全文页", SHEET_LAYOUT, make_full_text, Channel.BOARD)
    if Channel.MARKET in item.channels:
        name = handout_layout(context, item)
        yield _job(context, item, HANDOUTS, name, make_handout, Channel.MARKET)
        if item.faq:
            yield _job(context, item, QUESTIONS, QUESTIONS_LAYOUT, make_handout, Channel.MARKET)
    if item.feedback is not None:
        # Cards lie where people go, also where there is no market.
        channel = Channel.MARKET if Channel.MARKET in item.channels else Channel.BOARD
        yield _job(context, item, CARDS, CARD_LAYOUT, make_handout, channel)
    if Channel.WECHAT in item.channels and item.item_id not in context.drafts:
        name = poster_layout(item, Paper.A3)
        yield _job(context, item, "公众号", name, make_forward_picture, Channel.WECHAT, FORWARD)


def handout_layout(context: EditionContext, item: Item) -> str:
    """Return the name of the layout of the item's handout: its own choice, else the township's."""
    return HANDOUT_LAYOUTS[item.handout or context.township.handout]


def board_papers(context: EditionContext, item: Item) -> tuple[Paper, ...]:
    """Return the sizes of the boards the item hangs on; A3 where there is no board."""
    return tuple(sorted({board.paper for board in boards_of(context, item)})) or (Paper.A3,)


def boards_of(context: EditionContext, item: Item) -> tuple[Board, ...]:
    """Return the boards of the item's villages."""
    return tuple(
        board
        for board in context.township.boards
        if not item.villages or board.village in item.villages
    )


def _board_m(context: EditionContext, item: Item, layout_name: str) -> float:
    """Return how far away people stand from the boards that take this size of poster.

    The full-text sheet hangs below and is read from near, whatever the board.
    """
    if layout_name == SHEET_LAYOUT:
        return 0.0
    stands = [
        board.read_from_m
        for board in boards_of(context, item)
        if poster_layout(item, board.paper) == layout_name
    ]
    return max(stands, default=0.0)


def _job(
    context: EditionContext,
    item: Item,
    place: str,
    layout_name: str,
    make: Callable[[Any], Sequence[Made]],
    channel: Channel,
    top: str = PRINT,
) -> Job:
    layout = context.layout(layout_name)
    draft = item.item_id in context.drafts
    order = PaperOrder(
        item=item,
        township=context.township,
        layout_text=layout.text,
        layout_file=layout.file,
        font_file=context.font_file,
        payload=context.payload(item),
        code_id=context.codes.get(item.item_id, ""),
        stamp=context.stamp(item),
        check_code=context.check_code(item),
        read_from_m=_board_m(context, item, layout_name) if channel is Channel.BOARD else 0.0,
        pictures=pictures_of(context, item),
    )
    return Job(
        folder=f"{DRAFTS if draft else top}/{place}",
        stem=context.stem(item),
        recipe={**context.paper_recipe(item), "layout": f"{layout_name} {hash_of(layout.text)}"},
        make=make,
        title=f"{place} {item.item_id}",
        about=(item.item_id,),
        channel=channel,
        order=order,
    )


def pictures_of(context: EditionContext, item: Item) -> dict[str, bytes]:
    """Return the item's pictures; their hashes are part of its digest."""
    folder = context.workspace.folder / "items"
    return {picture.file: (folder / picture.file).read_bytes() for picture in item.pictures}
