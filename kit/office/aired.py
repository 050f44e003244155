"""The note that a programme was played, or why it was not: the broadcaster's log (播出记录)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from kit.errors import RequestError
from kit.office.air_desk import OPENS_BEFORE, RUN_SHEET, airings_of, edition_on
from kit.office.printed import wordings
from kit.returns.returns_log import Return, ReturnKind, append_returns, read_returns
from kit.source.private import RETURNS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from kit.edition.published.at_hand import AtHand
    from kit.office.air_desk import Airing
    from kit.progress import Clock
    from kit.returns.returns_log import ReturnsLog

PRESSED_TWICE = timedelta(seconds=30)
"""No programme is over so soon: who answers again within it has pressed the button twice."""
REASONS = ("停电", "喇叭、功放坏了", "打雷下雨", "没人值班")
"""Why it usually is not played; any other may be written."""


def record_played(
    folder: Path,
    clock: Clock,
    path: str,
    *,
    by: str,
    day: date | None = None,
    began: datetime | None = None,
) -> Return:
    """Return what was noted: the programme of ``path`` was played, today if not told.

    ``began`` is when, where it is noted later. An alert's end is noted in the same way.

    Raises:
        RequestError: There is no such programme that day, it is too early, or its alert was
            over by then; or nobody did it.
        SourceError: There is no edition, or the log is damaged.
        StorageError: The log cannot be written.
    """
    now = clock()
    began = _with_zone(began, now)
    day = day or (began or now).date()
    at_hand, airing = _find(folder, path, day, now)
    started = began or now
    if started > now:
        raise RequestError("还没有到这个钟点。", "播完了再记。")
    _refuse_wrong_hour(airing, path, day, started.replace(tzinfo=None))
    said = Return(kind=ReturnKind.PLAYED, by=by, at=now, week="", day=day, began=began)
    return _record(folder, at_hand, airing, path, said)


def record_not_played(
    folder: Path, clock: Clock, path: str, *, by: str, why: str, day: date | None = None
) -> Return:
    """Return what was noted: the programme was not played, and why.

    Raises:
        RequestError: There is no such programme that day, the day is to come, nobody says it,
            or nobody says why.
        SourceError: There is no edition, or the log is damaged.
        StorageError: The log cannot be written.
    """
    now = clock()
    day = day or now.date()
    at_hand, airing = _find(folder, path, day, now)
    said = Return(kind=ReturnKind.NOT_PLAYED, by=by, at=now, week="", day=day, why=why)
    return _record(folder, at_hand, airing, path, said)


def _with_zone(began: datetime | None, now: datetime) -> datetime | None:
    return began.replace(tzinfo=now.tzinfo) if began and began.tzinfo is None else began


def _find(folder: Path, path: str, day: date, now: datetime) -> tuple[AtHand, Airing]:
    if day > now.date():
        raise RequestError(f"{day.month}月{day.day}日还没有到。", "到了那天再记。")
    at_hand = edition_on(folder, day)
    airings = airings_of(at_hand, day, now, read_returns(folder / RETURNS))
    airing = next((one for one in airings if path in (one.path, one.all_clear)), None)
    if airing is None:
        raise RequestError(
            f"{day.month}月{day.day}日没有“{path}”这个节目。",
            f"请照 {RUN_SHEET} 里的文件名写，或核对日期。",
        )
    return at_hand, airing


def _refuse_wrong_hour(airing: Airing, path: str, day: date, started: datetime) -> None:
    is_all_clear = path == airing.all_clear
    if airing.over and not is_all_clear and started >= airing.over.replace(tzinfo=None):
        raise RequestError(
            f"这个预警 {airing.over.hour}:{airing.over.minute:02} 就过了，不能再播。",
            "是以前播的，请写上几点播的；现在播了的，马上停。",
        )
    if airing.at and started < datetime.combine(day, airing.at) - OPENS_BEFORE:
        raise RequestError(
            f"“{airing.name}”{airing.at.hour}:{airing.at.minute:02} 才播。", "播完了再记。"
        )
    if started >= datetime.combine(day, datetime.min.time()) + timedelta(days=1) and airing.at:
        raise RequestError("写的日子和播的时间对不上。", "请核对是哪一天播的。")


def _record(folder: Path, at_hand: AtHand, airing: Airing, path: str, said: Return) -> Return:
    entry = at_hand.manifest.file(path)
    at = f" {airing.at:%H:%M}" if airing.at else ""
    one = replace(
        said,
        week=at_hand.manifest.week,
        revision=at_hand.manifest.revision,
        file=path,
        content=entry.sha256 if entry else "",
        items=wordings(at_hand, entry.about if entry else ()),
        places=airing.villages,
        slot=f"解除 {airing.name}" if path == airing.all_clear else f"{airing.name}{at}",
    )
    before: list[Return] = []

    def decide(log: ReturnsLog) -> tuple[Return, ...]:
        before.extend(_just_said(log, one))
        return () if before else (one,)

    return (*append_returns(folder / RETURNS, decide, one.kind), *before)[0]


def _just_said(log: ReturnsLog, said: Return) -> Iterator[Return]:
    """Yield the same answer where it was given a moment ago: a button that was pressed twice."""
    for one in log.of(said.kind):
        is_same = (one.file, one.day, one.by) == (said.file, said.day, said.by)
        if is_same and one.content == said.content and abs(said.at - one.at) < PRESSED_TWICE:
            yield one
