"""Jobs of the boards' slips: one for each board of the round, and one for the stall."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kit.edition.index import PRINT, SLIPS, STALL
from kit.edition.jobs.context import safe_name
from kit.edition.jobs.job import Job
from kit.edition.jobs.print_orders import board_prints, recipient_prints, stall_prints
from kit.edition.jobs.slip_words import SlipWords
from kit.edition.make.forms import SlipOrder, make_slip
from kit.model.item import Channel
from kit.model.township import Board
from kit.plan.board_changes import Sheet, board_changes
from kit.plan.take_down import boards_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kit.compose.forms.board_slip import BoardSlip
    from kit.edition.jobs.context import EditionContext
    from kit.edition.jobs.print_orders import PrintOrder
    from kit.edition.store.store import Artefact
    from kit.model.item import Item
    from kit.model.township import Recipient
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
    brought: Mapping[Recipient, tuple[PrintOrder, ...]]

    @property
    def bags(self) -> tuple[Board | Recipient | None, ...]:
        """What a bag is carried to, in the order of the round; None is the market's stall."""
        return (*self.boards, *([None] if self.handed else []), *self.brought)

    def job(self, number: int, to: Board | Recipient | None) -> Job:
        """Return the job of the slip of a bag."""
        place = to.name if to else STALL
        return Job(
            folder=SLIPS,
            stem=f"{number:02}_{safe_name(place)}",
            make=make_slip,
            title=f"张贴单 {place}",
            channel=Channel.BOARD if isinstance(to, Board) else Channel.MARKET,
            order_from=partial(self.order, f"第{number}袋，共{len(self.bags)}袋", to),
            needs=tuple(job.key for job in self.sheets),
            of_part=True,
        )

    def order(
        self, bag: str, to: Board | Recipient | None, done: Mapping[str, tuple[Artefact, ...]]
    ) -> SlipOrder:
        """Return what a slip is made from, once its sheets are made."""
        context = self.context
        made = {
            f"{job.folder}/{job.file_name(one.name)}": one.figures
            for job in self.sheets
            for one in done.get(job.key, ())
        }
        prints = tuple(one for one in self._planned(to) if one.file in made)
        words = SlipWords(context=context, items=self.items, made=made)
        return SlipOrder(
            township=context.printed,
            font=context.font,
            week_label=context.week.label,
            slip=self._slip(words, to, prints, bag),
            prints=prints,
            stamp="样例" if context.township.sample else "",
        )

    def _planned(self, to: Board | Recipient | None) -> Iterable[PrintOrder]:
        if isinstance(to, Board):
            return board_prints(self.context, self.items, to)
        return self.brought[to] if to else self.handed

    def _slip(
        self, words: SlipWords, to: Board | Recipient | None, prints: Sequence[PrintOrder], bag: str
    ) -> BoardSlip:
        if isinstance(to, Board):
            return words.board_slip(to, self.changes[to], bag)
        return words.recipient_slip(to, prints, bag) if to else words.stall_slip(prints, bag)


def slip_jobs(
    context: EditionContext, items: Sequence[Item], papers: Sequence[Job]
) -> Iterator[Job]:
    """Yield a job for every board on which something hangs or comes off, and for who gets handouts.

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
        brought={
            to: tuple(prints)
            for to in context.township.recipients
            if (prints := recipient_prints(context, by_id, to))
        },
    )
    for number, to in enumerate(walk.bags, start=1):
        yield walk.job(number, to)


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
