"""The week on one page: its days, what its boards change by, and whether it is made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from kit.edition.inspect.legible import too_small
from kit.edition.published.manifest import manifest_in
from kit.edition.published.posted import records_before
from kit.edition.published.unchanged import last_result
from kit.edition.request import OUTPUT, edition_name, newest_revision
from kit.office.kept_week import week_work
from kit.office.reasons import left_out
from kit.office.week_days import Named, week_days, weekday_of, where_of
from kit.plan.board_changes import Sheet, board_changes
from kit.plan.calendar import lunar_date, market_days
from kit.plan.take_down import boards_of
from kit.plan.week import Week

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from kit.edition.published.manifest import Manifest
    from kit.edition.published.posted import Record
    from kit.edition.work import Work
    from kit.office.week_days import Day
    from kit.plan.board_changes import BoardChange
    from kit.plan.programmes import Unheard
    from kit.progress import Clock

_WEEK = timedelta(days=7)
_LAYOUT = re.compile(r"版式 \S+-(a\d)\b")
"""A clerk knows the sheet by its paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Down:
    """A poster that comes off."""

    title: str
    day: date | None
    """By when; None where it moves to other boards and comes off now."""
    weekday: str
    """周五; empty without a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """What boards of one paper change by; all three are empty where nobody needs to go."""

    where: str
    """样例一村、样例二村公开栏."""
    paper: str
    new: tuple[str, ...]
    """Titles."""
    again: tuple[str, ...]
    down: tuple[Down, ...]

    @property
    def is_still(self) -> bool:
        """Whether nothing changes there."""
        return not (self.new or self.again or self.down)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The week's edition, where it holds all that a build would make now."""

    edition: str
    """Its name, such as ``2026-W48/r02``."""
    is_first: bool
    """Nothing was published this week before it."""
    left_out: tuple[Named, ...]
    hard_to_read: tuple[Named, ...]
    """Sheets with words too small for where people stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekView:
    """A week as its page shows it."""

    week: str
    monday: date
    sunday: date
    today: date
    lunar: str
    """Lunar date of ``today``."""
    is_present: bool
    before: str
    after: str
    """Names of the weeks beside it."""
    market_soon: str
    """今天, 明天 where that is a market day; else empty."""
    days: tuple[Day, ...]
    ready: tuple[Named, ...]
    """Signed and sound: what a build makes."""
    left_out: tuple[Named, ...]
    boards: tuple[BoardRow, ...]
    hand_out: tuple[str, ...]
    """Titles."""
    unheard: tuple[Named, ...]
    """Found no room on the air."""
    made: Made | None
    nearest: date | None
    """Where nothing new is put up in it: Monday of the next week with something, or the last."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be made of it."""
        return not self.ready and not any(row.down for row in self.boards)


def view_week(folder: Path, week: str, clock: Clock) -> WeekView:
    """Return a week as its page shows it.

    Raises:
        RequestError: ``week`` is none.
        SourceError: The workspace cannot be read.
    """
    work = week_work(folder, week, clock)
    today, plan, monday = clock().date(), work.plan, work.plan.week.monday
    titles = _titles(work)
    made = _made(work, titles)
    history = work.source.history
    before = history.records
    if made is not None:
        before = records_before(folder / OUTPUT / plan.week.name, history.earlier)
    changes = _changes(work, before)
    return WeekView(
        week=plan.week.name,
        monday=monday,
        sunday=plan.week.sunday,
        today=today,
        lunar=lunar_date(today),
        is_present=monday <= today <= plan.week.sunday,
        before=(monday - _WEEK).isoformat(),
        after=(monday + _WEEK).isoformat(),
        market_soon=_market_soon(work, today),
        days=tuple(week_days(work, changes, titles, today)),
        ready=tuple(Named(item_id=i.item_id, title=i.plain_title) for i in work.items),
        left_out=_named(left_out(work), titles),
        boards=tuple(_row(one, titles) for one in changes),
        hand_out=tuple(titles[item_id] for item_id in plan.hand_out),
        unheard=_named({one.item_id: _unheard(one) for one in plan.unheard}, titles),
        made=made,
        nearest=_nearest(work),
    )


def _nearest(work: Work) -> date | None:
    here = work.plan.week.monday
    mondays = {Week.of(one.dates.publish).monday for one in work.source.workspace.items}
    if here in mondays:
        return None
    ahead = min((one for one in mondays if one > here), default=None)
    return ahead or max((one for one in mondays if one < here), default=None)


def _made(work: Work, titles: Mapping[str, str]) -> Made | None:
    """Return the week's newest edition if a build would add nothing to what it says."""
    edition = newest_revision(work.source.workspace.folder / OUTPUT / work.plan.week.name)
    manifest = manifest_in(edition)
    if edition is None or manifest is None or not _holds_all(work, manifest):
        return None
    failed = {i: why for i, why in manifest.left_out.items() if i in work.made_ids}
    # Of what could not be made only a build knows whether it was mended since.
    if failed and last_result(work.source.workspace.folder, work.options) is None:
        return None
    small = {
        one.item_id: _LAYOUT.sub(lambda m: f"{m[1].upper()} 海报", f"{one.message}{one.remedy}")
        for one in too_small(manifest.files)
    }
    return Made(
        edition=edition_name(edition),
        is_first=manifest.revision == 1,
        left_out=_named({**left_out(work), **failed}, titles),
        hard_to_read=_named(small, titles),
    )


def _holds_all(work: Work, manifest: Manifest) -> bool:
    digests, effects = work.source.reviews.digests, work.plan.effects
    there = {i: entry["digest"] for i, entry in manifest.items.items() if not entry["draft"]}
    wanted = {i: digests[i] for i in work.made_ids if i in there or i not in manifest.left_out}
    told = {item_id: entry["day"] for item_id, entry in manifest.posted.items()}
    # What ends in mid-week was in the week's first edition, with the day on which it comes down.
    over = {i for i in there.keys() - wanted.keys() if i in effects and effects[i].is_over}
    return (
        wanted == {i: one for i, one in there.items() if i not in over}
        and all(told.get(one.item_id) == one.day.isoformat() for one in work.plan.take_down)
        and manifest.definitions == work.source.definitions.hashes
    )


def _unheard(one: Unheard) -> str:
    return f"{'、'.join(one.villages)}{'：' if one.villages else ''}{one.reason}"


def _titles(work: Work) -> dict[str, str]:
    workspace = work.source.workspace
    return {
        **{one.item_id: one.title for one in work.plan.take_down},
        **{one.item_id: one.title for one in workspace.refused if one.title},
        **{item.item_id: item.plain_title for item in workspace.items},
    }


def _named(reasons: Mapping[str, str], titles: Mapping[str, str]) -> tuple[Named, ...]:
    return tuple(
        Named(item_id=name, title=titles.get(name, name), why=why) for name, why in reasons.items()
    )


def _changes(work: Work, before: Mapping[str, Record]) -> tuple[BoardChange, ...]:
    township, digests = work.source.workspace.township, work.source.reviews.digests
    hang = {
        one.item_id: Sheet(digest=digests[one.item_id], boards=one.boards) for one in work.plan.hang
    }
    hung = {
        item_id: Sheet(
            digest=one.entry["digest"],
            boards=boards_of(one.villages, township),
        )
        for item_id, one in before.items()
        if one.hangs or one.until_told
    }
    return board_changes(township.boards, hang, hung, work.plan.take_down)


def _row(change: BoardChange, titles: Mapping[str, str]) -> BoardRow:
    return BoardRow(
        where=where_of([board.name for board in change.boards]),
        paper=change.boards[0].paper.value,
        new=tuple(titles[item_id] for item_id in change.new),
        again=tuple(titles[item_id] for item_id in change.again),
        down=tuple(
            Down(
                title=titles.get(one.item_id, one.item_id),
                day=one.day,
                weekday=weekday_of(one.day) if one.day else "",
            )
            for one in change.down
        ),
    )


def _market_soon(work: Work, today: date) -> str:
    cycle, tomorrow = work.source.workspace.township.market, today + timedelta(days=1)
    near = market_days(cycle, today, tomorrow) if cycle else ()
    return "今天" if today in near else "明天" if near else ""
