"""What must come off the boards, board by board, and what is late; and the tick that it is off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kit.edition.published.newest import own_revision, public_key_in, signed_in
from kit.edition.published.posted import BETWEEN
from kit.edition.request import OUTPUT
from kit.errors import RequestError
from kit.plan.take_down import boards_of
from kit.plan.week import Week
from kit.returns.returns_log import Return, ReturnKind, append_returns, read_returns
from kit.source.private import RETURNS
from kit.source.township import FILE as SETTINGS
from kit.source.township import read_township

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from kit.edition.published.manifest import Manifest
    from kit.model.township import Township
    from kit.progress import Clock
    from kit.returns.returns_log import ReturnsLog

WEEKS_BACK = 8
"""What nobody ticked for so long is told no more: somebody saw the board since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hanging:
    """A sheet that comes off one board."""

    item_id: str
    title: str
    wording: str
    """Check code of what hangs."""
    day: date
    """On that day it must hang no more."""
    reason: str
    week: str
    """Of the edition whose list told it."""
    revision: int
    late: bool
    done_by: str = ""
    """Who took it off, and when; empty as long as nobody did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A board on the round, with what comes off it: the earliest day first."""

    board: str
    village: str
    place: str
    sheets: tuple[Hanging, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToTakeDown:
    """What comes off the boards up to a day, and what is still to come this week."""

    day: date
    stops: tuple[Stop, ...]
    notes: tuple[str, ...]

    @property
    def due(self) -> int:
        """How many sheets must be off by now and are not ticked."""
        sheets = (one for stop in self.stops for one in stop.sheets)
        return sum(not one.done_by and one.day <= self.day for one in sheets)


def to_take_down(folder: Path, clock: Clock) -> ToTakeDown:
    """Return the round: what this week's list takes down, and what of earlier ones is late.

    Late is what an earlier list told since the log was begun and nobody ticked.

    Raises:
        SourceError: The township cannot be read.
    """
    log = read_returns(folder / RETURNS, ReturnKind.TAKEN_DOWN)
    return _round(folder, log, clock().date())


def _round(folder: Path, log: ReturnsLog, today: date) -> ToTakeDown:
    township = read_township(folder / SETTINGS)
    by_board: dict[str, list[Hanging]] = {}
    for board, sheet in _sheets(folder, township, log, today):
        by_board.setdefault(board, []).append(sheet)
    return ToTakeDown(
        day=today,
        stops=tuple(
            Stop(
                board=board.name,
                village=board.village,
                place=board.place,
                sheets=tuple(sorted(by_board[board.name], key=lambda one: (one.day, one.item_id))),
            )
            for board in township.boards
            if board.name in by_board
        ),
        notes=(log.damage,) if log.damage else (),
    )


def record_taken_down(
    folder: Path, clock: Clock, done: Collection[tuple[str, str]], *, by: str
) -> tuple[Return, ...]:
    """Return what was noted; ``done`` are boards with the item that was taken off each.

    Raises:
        RequestError: Nothing is said to be taken down, or what is not on the list, or nobody
            did it.
        SourceError: The township cannot be read, or the log is damaged.
        StorageError: The log cannot be written.
    """
    now, wanted = clock(), list(dict.fromkeys(done))

    def decide(log: ReturnsLog) -> list[Return]:
        stops = _round(folder, log, now.date()).stops
        open_ones = ((stop.board, one) for stop in stops for one in stop.sheets if not one.done_by)
        listed = {(board, one.item_id): one for board, one in open_ones}
        unknown = [pair for pair in wanted if pair not in listed]
        if unknown or not wanted:
            which = f"{unknown[0][0]}的 {unknown[0][1]}" if unknown else "要记的"
            raise RequestError(f"单子上没有{which}。", "也许已经记过了；请照张贴单核对。")
        return [
            Return(
                kind=ReturnKind.TAKEN_DOWN,
                by=by,
                at=now,
                week=listed[board, item_id].week,
                revision=listed[board, item_id].revision,
                items={item_id: listed[board, item_id].wording},
                places=(board,),
            )
            for board, item_id in wanted
        ]

    return append_returns(folder / RETURNS, decide, ReturnKind.TAKEN_DOWN)


def _sheets(
    folder: Path, township: Township, log: ReturnsLog, today: date
) -> Iterator[tuple[str, Hanging]]:
    """Yield what each list takes down, but what a later edition hangs again."""
    week = Week.of(today)
    first = max(week.monday - timedelta(weeks=WEEKS_BACK), _begun(log, week).monday)
    told: dict[str, tuple[Manifest, dict[str, str]]] = {}
    for manifest in _manifests(folder, first, week):
        for item_id, entry in manifest.items.items():
            if not entry["draft"]:
                told.pop(item_id, None)
        for item_id, entry in manifest.posted.items():
            if entry["day"]:
                told[item_id] = (manifest, entry)
    done = log.of(ReturnKind.TAKEN_DOWN)
    for item_id, (manifest, entry) in told.items():
        day = date.fromisoformat(entry["day"])
        villages = tuple(filter(None, entry["villages"].split(BETWEEN)))
        for board in boards_of(villages, township):
            tick = _tick(done, item_id, board.name, manifest.week)
            if tick and manifest.week != week.name:
                continue
            yield (
                board.name,
                Hanging(
                    item_id=item_id,
                    title=entry["title"].replace("｜", ""),
                    wording=entry["check_code"],
                    day=day,
                    reason=entry["reason"],
                    week=manifest.week,
                    revision=manifest.revision,
                    late=not tick and day < today,
                    done_by=f"{tick.by} {tick.at.month}月{tick.at.day}日" if tick else "",
                ),
            )


def _tick(done: Collection[Return], item_id: str, board: str, week: str) -> Return | None:
    """Return the tick that a sheet is off: made for this list or for a later one."""
    found = (one for one in done if item_id in one.items and board in one.places)
    return next((one for one in found if one.week >= week), None)


def _begun(log: ReturnsLog, week: Week) -> Week:
    """Return the week in which the first tick was made; what was told before, nobody ticked."""
    return min(week, Week.of(log.lines[0].at.date())) if log.lines else week


def _manifests(folder: Path, first: date, last: Week) -> Iterator[Manifest]:
    """Yield the newest list of every week, the oldest first; a damaged one tells nothing."""
    key = public_key_in(folder)
    day = first
    while day <= last.monday:
        manifest = signed_in(own_revision(folder / OUTPUT / Week.of(day).name, key), key)
        if manifest is not None:
            yield manifest
        day += timedelta(weeks=1)
