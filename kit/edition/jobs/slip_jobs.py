"""Jobs of the boards' slips: one for each board of the round, and one for the stall."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kit.edition.index import PRINT, SLIPS, STALL
from kit.edition.jobs.context import safe_name
from kit.edition.jobs.job import Job
from kit.edition.jobs.print_orders import board_prints, stall_prints
from kit.edition.jobs.slip_words import SlipWords
from kit.edition.make.forms import SlipOrder, make_slip
from kit.model.item import Channel
from kit.plan.board_changes import Sheet, board_changes
from kit.plan.take_down import boards_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.edition.jobs.context import EditionContext
    from kit.edition.jobs.print_orders import PrintOrder
    from kit.edition.store.store import Artefact
    from kit.model.item import Item
    from kit.model.township import Board
    from kit.plan.board_changes import BoardChange


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """The round of a week: what is printed for each of its bags, and what changes there."""

    context: EditionContext
    items: Mapping[str, Item]
    sheets: tuple[Job, ...]
    """Of what hangs or is handed out, with their recipes: a slip tells what there is."""
    changes: Mapping[Board, BoardChange]
    boards: tuple[Board, ...]
    handed: tuple[PrintOrder, ...]

    @property
    def bags(self) -> int:
        """How many bags are carried."""
        return len(self.boards) + bool(self.handed)

    def job(self, number: int, board: Board | None) -> Job:
        """Return the job of a slip; no board means the stall."""
        place = board.name if board else STALL
        return Job(
            folder=SLIPS,
            stem=f"{number:02}_{safe_name(place)}",
            make=make_slip,
            title=f"张贴单 {place}",
            channel=Channel.BOARD if board else Channel.MARKET,
            order_from=partial(self.order, f"第{number}袋，共{self.bags}袋", board),
            needs=tuple(job.key for job in self.sheets),
            of_part=True,
        )

    def order(
        self, bag: str, board: Board | None, done: Mapping[str, tuple[Artefact, ...]]
    ) -> SlipOrder:
        """Return what a slip is made from, once its sheets are made."""
        context = self.context
        made = {
            f"{job.folder}/{job.file_name(one.name)}": one.figures
            for job in self.sheets
            for one in done.get(job.key, ())
        }
        planned = board_prints(context, self.items, board) if board else self.handed
        prints = tuple(one for one in planned if one.file in made)
        words = SlipWords(context=context, items=self.items, made=made)
        return SlipOrder(
            township=context.printed,
            font=context.font,
            week_label=context.week.label,
            slip=words.board_slip(board, self.changes[board], bag)
            if board
            else words.stall_slip(prints, bag),
            prints=prints,
            stamp="样例" if context.township.sample else "",
        )


def slip_jobs(
    context: EditionContext, items: Sequence[Item], papers: Sequence[Job]
) -> Iterator[Job]:
    """Yield a job for every board on which something hangs or comes off, and for the stall.

    ``papers`` are the jobs of the sheets, with their recipes.
    """
    by_id = {item.item_id: item for item in items}
    changes = _changes(context)
    seen = {board for one in context.plan.hang for board in one.boards}
    seen |= {board for board, change in changes.items() if change.down}
    walk = _Round(
        context=context,
        items=by_id,
        sheets=tuple(job for job in papers if job.folder.startswith(f"{PRINT}/")),
        changes=changes,
        boards=tuple(board for board in context.township.boards if board in seen),
        handed=tuple(stall_prints(context, by_id)),
    )
    for number, board in enumerate(walk.boards, start=1):
        yield walk.job(number, board)
    if walk.handed:
        yield walk.job(walk.bags, None)


def _changes(context: EditionContext) -> dict[Board, BoardChange]:
    """Return by board what the week changes there, against what hangs as it begins."""
    township, digests = context.township, context.digests
    hang = {
        one.item_id: Sheet(digest=digests[one.item_id], boards=one.boards)
        for one in context.plan.hang
    }
    before = {
        item_id: Sheet(digest=one.entry["digest"], boards=boards_of(one.villages, township))
        for item_id, one in context.hanging.items()
    }
    changes = board_changes(township.boards, hang, before, context.plan.take_down)
    return {board: change for change in changes for board in change.boards}
