"""Jobs for paper: posters for the boards' sizes, full-text sheets, handouts, pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.layout import handout_layout, poster_layout, sheet_layout
from kit.edition.index import DRAFTS, FORWARD, PRINT
from kit.edition.job import Job
from kit.edition.paper import (
    PaperOrder,
    make_forward_picture,
    make_full_text,
    make_handout,
    make_poster,
)
from kit.model.item import Channel
from kit.model.township import Paper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from kit.edition.job import Made
    from kit.edition.sheet import Sheet
    from kit.model.item import Item


def paper_jobs(sheet: Sheet, item: Item) -> Iterator[Job]:
    """Yield the jobs that put one item on paper."""
    if Channel.BOARD in item.channels:
        for paper in board_papers(sheet, item):
            name = poster_layout(item, paper)
            yield _job(sheet, item, "公开栏", name, make_poster, Channel.BOARD)
        yield _job(sheet, item, "全文页", sheet_layout(item), make_full_text, Channel.BOARD)
    if Channel.MARKET in item.channels:
        yield _job(sheet, item, "墟天", handout_layout(item), make_handout, Channel.MARKET)
    if Channel.WECHAT in item.channels and item.item_id not in sheet.drafts:
        name = poster_layout(item, Paper.A3)
        yield _job(sheet, item, "公众号", name, make_forward_picture, Channel.WECHAT, FORWARD)


def board_papers(sheet: Sheet, item: Item) -> tuple[Paper, ...]:
    """Return the sizes of the boards the item hangs on; A3 where there is no board."""
    boards = [
        board
        for board in sheet.township.boards
        if not item.villages or board.village in item.villages
    ]
    return tuple(sorted({board.paper for board in boards})) or (Paper.A3,)


def _job(
    sheet: Sheet,
    item: Item,
    place: str,
    layout_name: str,
    make: Callable[[Any], Sequence[Made]],
    channel: Channel,
    top: str = PRINT,
) -> Job:
    layout = sheet.layout(layout_name)
    draft = item.item_id in sheet.drafts
    order = PaperOrder(
        item=item,
        township=sheet.township,
        layout_text=layout.text,
        layout_file=layout.file,
        font_file=sheet.font_file,
        payload=sheet.payload(item),
        code_id=sheet.codes.get(item.item_id, ""),
        stamp=sheet.stamp(item),
        check_code=sheet.check_code(item),
        pictures=pictures_of(sheet, item),
    )
    return Job(
        folder=f"{DRAFTS if draft else top}/{place}",
        stem=sheet.stem(item),
        recipe={**sheet.paper_recipe(item), "layout": f"{layout_name} {layout.sha256}"},
        make=make,
        title=f"{place} {item.item_id}",
        about=(item.item_id,),
        channel=channel,
        order=order,
    )


def pictures_of(sheet: Sheet, item: Item) -> dict[str, bytes]:
    """Return the item's pictures; their hashes are part of its digest."""
    folder = sheet.workspace.folder / "items"
    return {picture.file: (folder / picture.file).read_bytes() for picture in item.pictures}
