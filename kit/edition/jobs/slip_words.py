"""What the slip of a board says: titles and, in people's words, why each goes up or comes off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.fact_words import take_down as comes_off
from kit.compose.forms.board_slip import BoardSlip
from kit.compose.paper.staff_sheet import Line
from kit.edition.index import STALL
from kit.edition.jobs.print_orders import OVERVIEW, OVERVIEW_FILE, poster_file
from kit.edition.jobs.traces import replaced_wording, told_change
from kit.model.township import Paper
from kit.plan.what_changed import facts_of, key_facts, old_sheet
from kit.text.code_content import check_mark
from kit.text.typeset.sense import plain_title
from kit.text.written_days import short_day, weekday

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from kit.edition.jobs.context import EditionContext
    from kit.edition.jobs.print_orders import PrintOrder
    from kit.model.item import Item
    from kit.model.township import Board, Recipient
    from kit.plan.board_changes import BoardChange, Down

_BRING = "带＿＿＿份"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipWords:
    """What the slips of an edition are written from."""

    context: EditionContext
    items: Mapping[str, Item]
    made: Mapping[str, Mapping[str, Any]]
    """By path: the figures of the sheets that this edition has."""

    def board_slip(self, board: Board, change: BoardChange, bag: str) -> BoardSlip:
        """Return the slip of a board."""
        hang = self.context.plan.hang
        here = [
            self.items[one.item_id]
            for one in hang
            if board in one.boards and one.item_id in self.items
        ]
        again = [item for item in here if item.item_id in change.again]
        moving = {*change.new, *change.again, *(one.item_id for one in change.down)}
        return BoardSlip(
            place=board.name,
            where=board.place,
            bag=bag,
            up=tuple(self._up(board, change, here)),
            down=(*map(self._old, again), *map(self._down, change.down)),
            stay=tuple(
                Line(title=item.plain_title, note=comes_off(item))
                for item in here
                if item.item_id not in moving
            ),
        )

    def stall_slip(self, prints: Sequence[PrintOrder], bag: str) -> BoardSlip:
        """Return the slip of the market's stall."""
        market = self.context.township.market
        return BoardSlip(
            place=STALL,
            where=market.place if market else "",
            bag=bag,
            hand_out=tuple(
                Line(title=plain_title(one.title), note=_BRING, mark=_size(one)) for one in prints
            ),
        )

    def recipient_slip(self, to: Recipient, prints: Sequence[PrintOrder], bag: str) -> BoardSlip:
        """Return the slip of what is brought to a works, a school, a village."""
        return BoardSlip(
            place=to.name,
            where=to.place,
            bag=bag,
            hand_out=tuple(
                Line(title=plain_title(one.title), note=f"{to.copies}份", mark=_size(one))
                for one in prints
            ),
        )

    def _up(self, board: Board, change: BoardChange, here: Sequence[Item]) -> Iterator[Line]:
        """Yield what goes up, as far as this edition has it."""
        for item in here:
            sheet = self.made.get(poster_file(self.context, item, board.paper))
            if sheet is not None and item.item_id in (*change.new, *change.again):
                notes = [why_up(self.context, item)]
                if sheet["pages"] > 1:
                    notes.append(f"{sheet['pages']}张一套，并排贴")
                yield Line(title=item.plain_title, note="，".join(notes), mark=board.paper)
        if OVERVIEW_FILE in self.made:
            note = "换掉上周的" if self.context.hanging else "新的"
            yield Line(title=OVERVIEW, note=note, mark=Paper.A3)

    def _old(self, item: Item) -> Line:
        """Return the line of the wording that is exchanged."""
        record = self.context.hanging[item.item_id]
        code = record.entry["check_code"]
        note = old_sheet(facts_of(record.facts), key_facts(item), code)
        return Line(title=f"{plain_title(record.entry['title'])}（旧）", note=note)

    def _down(self, down: Down) -> Line:
        told = next((t for t in self.context.plan.take_down if t.item_id == down.item_id), None)
        if told is None or down.day is None:
            return Line(title=self.items[down.item_id].plain_title, note="改贴别处，现在就摘")
        # The number of what ended it says nothing to who stands before the board.
        reason = told.reason.partition("（见")[0]
        day = f"{short_day(down.day)}（{weekday(down.day)}）"
        return Line(title=plain_title(told.title), note=f"{day}起不能再贴：{reason}")


def _size(one: PrintOrder) -> str:
    """Return not the paper it is printed on, but what lies on the table: A5 of _A5两联."""
    return one.file.rpartition("_")[2][:2]


def why_up(context: EditionContext, item: Item) -> str:
    """Return why a poster goes up: it is new, or what is changed, and which sheets it replaces."""
    hangs, before = context.hanging.get(item.item_id), replaced_wording(context, item)
    old = _put_up_since(context, item, hangs.entry["check_code"] if hangs else "")
    words = told_change(before, item) if before else "新的"
    return f"{words}，先摘下核对版本 {'、'.join(old)} 开头的" if old else words


def _put_up_since(context: EditionContext, item: Item, hangs: str) -> list[str]:
    """Return the beginnings of the check codes of what this week's editions put up before.

    ``hangs`` is that of the sheet from an earlier week, which has a line of its own; a wording
    that says what the present one says may stay.
    """
    on_paper = context.wordings.get(item.item_id, {})
    now = check_mark(context.check_code(item))
    codes = list(on_paper)
    since = codes.index(check_mark(hangs)) + 1 if check_mark(hangs) in codes else 0
    says = on_paper.get(now)
    return [code for code in codes[since:] if code != now and on_paper[code] != says]
