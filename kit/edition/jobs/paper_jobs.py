"""Jobs for paper: posters, full-text sheets, handouts, what lies at counters and on doors."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kit.compose.layouts.purposes import (
    CARD_LAYOUT,
    DOOR_LAYOUT,
    HANDOUT_LAYOUTS,
    QUESTIONS_LAYOUT,
    SHEET_LAYOUT,
    WINDOW_LAYOUT,
    poster_layout,
)
from kit.edition.index import DRAFTS, PRINT
from kit.edition.jobs.job import Job
from kit.edition.make.channel_sheets import (
    look_at_door_slip,
    look_at_lecture,
    make_door_slip,
    make_lecture,
    make_window_sheet,
)
from kit.edition.make.handouts import make_handout
from kit.edition.make.looks import look_at_handout, look_at_paper
from kit.edition.make.paper import make_full_text, make_poster
from kit.edition.make.sheet import PaperOrder, SheetOrder
from kit.model.outputs import Output, outputs_of
from kit.model.township import Paper
from kit.plan.take_down import boards_of
from kit.plan.told_days import dated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any

    from kit.edition.jobs.context import EditionContext
    from kit.edition.jobs.job import MadeFile
    from kit.model.item import Channel, Item


def paper_jobs(context: EditionContext, item: Item) -> Iterator[Job]:
    """Yield the jobs that put one item on paper."""
    for output, channel in outputs_of(item).items():
        if output in _PAPER:
            for name in _PAPER[output].layouts(context, item):
                yield _job(context, item, output, name, channel)
        elif output is Output.LECTURE:
            yield _lecture_job(context, item, channel)


def handout_layout(context: EditionContext, item: Item) -> str:
    """Return the name of the layout of the item's handout: its own choice, else the township's."""
    return HANDOUT_LAYOUTS[item.handout or context.township.handout]


def board_papers(context: EditionContext, item: Item) -> tuple[Paper, ...]:
    """Return the sizes of the boards the item hangs on; A3 where there is no board."""
    boards = boards_of(item.villages, context.township)
    return tuple(sorted({board.paper for board in boards})) or (Paper.A3,)


def _poster_layouts(context: EditionContext, item: Item) -> tuple[str, ...]:
    return tuple(poster_layout(item, paper) for paper in board_papers(context, item))


class _Paper(NamedTuple):
    """How an output is put on paper."""

    layouts: Callable[[EditionContext, Item], tuple[str, ...]]
    make: Callable[[Any], Sequence[MadeFile]]
    look: Callable[[Any, Sequence[MadeFile]], None] | None


_PAPER: Mapping[Output, _Paper] = {
    Output.POSTER: _Paper(_poster_layouts, make_poster, look_at_paper),
    Output.FULL_TEXT: _Paper(
        lambda _context, _item: (SHEET_LAYOUT,), make_full_text, look_at_paper
    ),
    Output.HANDOUT: _Paper(
        lambda context, item: (handout_layout(context, item),), make_handout, look_at_handout
    ),
    Output.QUESTIONS: _Paper(
        lambda _context, _item: (QUESTIONS_LAYOUT,), make_handout, look_at_handout
    ),
    Output.CARD: _Paper(lambda _context, _item: (CARD_LAYOUT,), make_handout, look_at_handout),
    Output.BINDER: _Paper(lambda _context, _item: (SHEET_LAYOUT,), make_full_text, look_at_paper),
    Output.WINDOW: _Paper(
        lambda _context, _item: (WINDOW_LAYOUT,), make_window_sheet, look_at_paper
    ),
    Output.DOOR: _Paper(lambda _context, _item: (DOOR_LAYOUT,), make_door_slip, look_at_door_slip),
}


def _board_m(context: EditionContext, item: Item, layout_name: str) -> float:
    """Return how far away people stand from the boards that take this size of poster.

    The full-text sheet hangs below and is read from near, whatever the board.
    """
    if layout_name == SHEET_LAYOUT:
        return 0.0
    stands = [
        board.read_from_m
        for board in boards_of(item.villages, context.township)
        if poster_layout(item, board.paper) == layout_name
    ]
    return max(stands, default=0.0)


def _job(
    context: EditionContext,
    item: Item,
    output: Output,
    layout_name: str,
    channel: Channel,
) -> Job:
    layout = context.layout(layout_name)
    order = PaperOrder(
        item=shown_on(context, item),
        township=context.printed,
        layout_text=layout.text,
        layout_file=layout.file,
        font=context.font,
        payload=context.payload(item),
        code_id=context.number(item),
        stamp=context.stamp(item),
        check_code=context.check_code(item),
        read_from_m=_board_m(context, item, layout_name) if output is Output.POSTER else 0.0,
        pictures=pictures_of(context, item),
    )
    return Job(
        folder=_folder(context, item, output),
        stem=context.stem(item),
        make=_PAPER[output].make,
        look=_PAPER[output].look,
        title=f"{output} {item.item_id}",
        about=(item.item_id,),
        channel=channel,
        order=order,
    )


def _lecture_job(context: EditionContext, item: Item, channel: Channel) -> Job:
    return Job(
        folder=_folder(context, item, Output.LECTURE),
        stem=context.stem(item),
        make=make_lecture,
        look=look_at_lecture,
        title=f"{Output.LECTURE} {item.item_id}",
        about=(item.item_id,),
        channel=channel,
        order=sheet_order(context, item),
    )


def _folder(context: EditionContext, item: Item, output: Output) -> str:
    return f"{DRAFTS if item.item_id in context.drafts else PRINT}/{output}"


def sheet_order(context: EditionContext, item: Item) -> SheetOrder:
    """Return what a sheet without a layout of its own is made from."""
    return SheetOrder(
        item=shown_on(context, item),
        township=context.printed,
        font=context.font,
        payload=context.payload(item),
        code_id=context.number(item),
        stamp=context.stamp(item),
        check_code=context.check_code(item),
    )


def shown_on(context: EditionContext, item: Item) -> Item:
    """Return an item as sheets, pages and screens show it: its relative days as dates."""
    return dated(item, context.township)


def pictures_of(context: EditionContext, item: Item) -> dict[str, bytes]:
    """Return the item's pictures; their hashes are part of its digest."""
    folder = (context.workspace.folder / item.place.file).parent
    return {picture.file: (folder / picture.file).read_bytes() for picture in item.pictures}
