"""What is played today, in its order and with its hour, and what was said of it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from kit.edition.index import PLAY
from kit.edition.published.at_hand import edition_at_hand
from kit.errors import SourceError
from kit.plan.week import Week
from kit.returns.returns_log import ReturnKind, read_returns
from kit.source.private import RETURNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from kit.edition.published.at_hand import AtHand
    from kit.progress import Clock
    from kit.returns.returns_log import Return, ReturnsLog

RUN_SHEET = f"{PLAY}/播出单.pdf"
OPENS_BEFORE = timedelta(minutes=10)
"""From then on a programme may be played."""
MISSED_AFTER = timedelta(minutes=60)
"""From then on it is told as missed; it can still be noted."""
_ASKED_FOR = timedelta(days=7)
_NIGHT = time(22), time(6)
_ANSWERS = (ReturnKind.PLAYED, ReturnKind.NOT_PLAYED)


class AirState(StrEnum):
    """What is to be done with a programme at this minute."""

    EARLY = "太早"
    DUE = "该播了"
    PLAYED = "播过"
    NOT_PLAYED = "没播成"
    MISSED = "错过"
    OVER = "预警过时"
    NIGHT = "夜里不播"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What somebody noted of a programme."""

    played: bool
    by: str
    at: datetime
    why: str
    seal: str
    """By which the note can be taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Airing:
    """One programme on one day."""

    day: date
    name: str
    """早间, or 应急, 限时 for what stands alone."""
    at: time | None
    """None for what has no hour: an alert is played at once."""
    path: str
    """Inside the edition; with the day it names the airing."""
    file: Path
    seconds: float
    villages: tuple[str, ...]
    """Empty means all."""
    titles: tuple[str, ...]
    is_alert: bool
    over: datetime | None
    """Of an alert: when nobody may play it any more."""
    all_clear: str
    """Of an alert: the file that is played once it is lifted; empty where there is none."""
    state: AirState
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AirDesk:
    """A day's programmes: alerts, then by the hour."""

    edition: str
    week: str
    revision: int
    day: date
    airings: tuple[Airing, ...]
    missed: tuple[Airing, ...]
    """Of the last seven days: nobody noted anything."""
    notes: tuple[str, ...]


def air_desk(folder: Path, clock: Clock) -> AirDesk:
    """Return what is played today and what was noted of it.

    Raises:
        SourceError: There is no edition of this week, and none of the last.
        VerifyError: It is damaged.
    """
    now = clock()
    today = now.date()
    at_hand = edition_on(folder, today)
    log = read_returns(folder / RETURNS, *_ANSWERS)
    since = next((one.at.date() for one in log.lines), today)
    return AirDesk(
        edition=at_hand.name,
        week=at_hand.manifest.week,
        revision=at_hand.manifest.revision,
        day=today,
        airings=airings_of(at_hand, today, now, log),
        missed=tuple(_missed(folder, max(since, today - _ASKED_FOR), now, log)),
        notes=tuple(_notes(at_hand, today, log)),
    )


def edition_on(folder: Path, day: date) -> AtHand:
    """Return the edition that is played on a day: its week's, else the last one's.

    Where the new week is not made yet, an alert of the last one may still hold.

    Raises:
        SourceError: Neither week has one.
        VerifyError: It is damaged.
    """
    week = Week.of(day)
    try:
        return edition_at_hand(folder, week.name)
    except SourceError as error:
        try:
            return edition_at_hand(folder, Week.of(day - timedelta(weeks=1)).name)
        except SourceError:
            raise error from None


def _missed(folder: Path, since: date, now: datetime, log: ReturnsLog) -> Iterator[Airing]:
    """Yield the programmes of the last days of which nobody noted anything."""
    day = since
    while day < now.date():
        with suppress(SourceError):
            for one in airings_of(edition_on(folder, day), day, now, log):
                if not one.answers and one.state in (AirState.MISSED, AirState.OVER):
                    yield one
        day += timedelta(days=1)


def _notes(at_hand: AtHand, today: date, log: ReturnsLog) -> Iterator[str]:
    if log.damage:
        yield log.damage
    week = Week.of(today).name
    if at_hand.manifest.week != week:
        yield "这一周还没有做，只有上周还没过时的预警。请先制作本周。"
    elif at_hand.manifest.file(RUN_SHEET) is None:
        yield "这一版没有播出单：没有要播的，或只做了一部分。"
    elif not programmes_told(at_hand):
        yield "这一版是旧的程序做的，没有带播的次序。请再制作一次本周。"


def airings_of(at_hand: AtHand, day: date, now: datetime, log: ReturnsLog) -> tuple[Airing, ...]:
    """Return an edition's programmes of a day."""
    answers = log.of(*_ANSWERS)
    found = [
        _airing(at_hand, one, day, now, _answers(one["file"], day, answers))
        for one in programmes_told(at_hand)
        if _is_played_on(at_hand, one, day.isoformat())
    ]
    return tuple(sorted(found, key=lambda one: (not one.is_alert, one.at or time.max, one.path)))


def _is_played_on(at_hand: AtHand, told: dict[str, Any], day: str) -> bool:
    # Editions of older versions have one programme a slot, for every day.
    if days := told.get("days"):
        return day in days
    return bool(told["first"] <= day <= _last_day(at_hand, told))


def _last_day(at_hand: AtHand, told: dict[str, Any]) -> str:
    """Return the last day of a programme; an alert holds to its end, also beyond its week."""
    over = at_hand.manifest.items.get(told["items"][0], {}).get("over", "")
    last: str = told["last"]
    return max(last, over[:10]) if told["is_alert"] else last


def programmes_told(at_hand: AtHand) -> list[dict[str, Any]]:
    """Return what an edition's run sheet tells of each programme whose file it has."""
    entry = at_hand.manifest.file(RUN_SHEET)
    found: list[dict[str, Any]] = entry.figures.get("programmes", []) if entry else []
    return [one for one in found if at_hand.manifest.file(one["file"])]


def _airing(
    at_hand: AtHand,
    told: dict[str, Any],
    day: date,
    now: datetime,
    answers: tuple[Answer, ...],
) -> Airing:
    items = at_hand.manifest.items
    over = [items[item_id].get("over", "") for item_id in told["items"] if item_id in items]
    ends = datetime.fromisoformat(over[0]) if told["is_alert"] and over and over[0] else None
    at = time.fromisoformat(told["at"]) if told["at"] else None
    return Airing(
        day=day,
        name=told["name"],
        at=at,
        path=told["file"],
        file=at_hand.folder / told["file"],
        seconds=told["seconds"],
        villages=tuple(told["villages"]),
        titles=tuple(items[i]["title"].replace("｜", "") for i in told["items"] if i in items),
        is_alert=told["is_alert"],
        over=ends,
        all_clear=told["all_clear"],
        state=_state(day, at, ends, now, answers, is_alert=told["is_alert"]),
        answers=answers,
    )


def _answers(path: str, day: date, answers: Sequence[Return]) -> tuple[Answer, ...]:
    return tuple(
        Answer(
            played=one.kind is ReturnKind.PLAYED,
            by=one.by,
            at=one.began or one.at,
            why=one.why,
            seal=one.sha256,
        )
        for one in answers
        if one.file == path and one.day == day
    )


def _state(
    day: date,
    at: time | None,
    over: datetime | None,
    now: datetime,
    answers: Sequence[Answer],
    *,
    is_alert: bool,
) -> AirState:
    """Return what is to be done; hours in items and in ``kit.toml`` are those of the place."""
    moment = now.replace(tzinfo=None)
    if over and over.replace(tzinfo=None) <= moment:
        return AirState.OVER
    if answers:
        return AirState.PLAYED if answers[-1].played else AirState.NOT_PLAYED
    if at is None:
        return _state_alone(day, moment, is_alert=is_alert)
    begin = datetime.combine(day, at)
    if moment < begin - OPENS_BEFORE:
        return AirState.EARLY
    return AirState.MISSED if moment >= begin + MISSED_AFTER else AirState.DUE


def _state_alone(day: date, moment: datetime, *, is_alert: bool) -> AirState:
    if day < moment.date():
        return AirState.MISSED
    night, morning = _NIGHT
    is_night = not morning <= moment.time() < night
    return AirState.NIGHT if is_night and not is_alert else AirState.DUE
