"""Photos of a board: what hangs there, what is old, what must come off, what nobody saw."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from kit.edition.published.at_hand import edition_at_hand
from kit.errors import RequestError
from kit.office.board_rule import board_rule, number_of
from kit.plan.week import Week
from kit.returns.board_match import CodeState, marks_of, told
from kit.returns.photo_child import read_photo
from kit.returns.returns_log import Return, ReturnKind, add_returns, append_returns, read_returns
from kit.source.files import write_in_folder
from kit.source.private import PHOTOS, RETURNS
from kit.source.township import FILE as SETTINGS
from kit.source.township import read_township

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date
    from pathlib import Path

    from kit.edition.published.at_hand import AtHand
    from kit.model.township import Board
    from kit.progress import Clock
    from kit.returns.board_match import BoardRule, Mark
    from kit.returns.returns_log import ReturnsLog

MOST_PHOTOS = 12
"""In one go; one photo shows six sheets of A3 well."""
_UNSAFE = re.compile(r'[\\/:*?"<>|\s]+')
_TRUSTED = timedelta(days=7)
_EXIF_TIME = "%Y:%m:%d %H:%M:%S"
_BOARD_KINDS = (ReturnKind.PHOTO, ReturnKind.HUNG)


class SheetState(StrEnum):
    """What is known of a sheet that should hang."""

    THERE = "在"
    OLD = "旧的一版"
    UNSEEN = "没看见"
    NO_CODE = "没有码"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardSheet:
    """A sheet that should hang on the board."""

    item_id: str
    title: str
    number: str
    state: SheetState
    said: str
    """Who saw it, or what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoSeen:
    """A photo that was taken in, with what its codes mean."""

    file: str
    """In the workspace, made anew."""
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardSeen:
    """A board on a day, by all photos and ticks of that day."""

    board: str
    village: str
    day: date
    edition: str
    sheets: tuple[BoardSheet, ...]
    told: tuple[str, ...]
    """What is not as it should be: old, crooked, to be taken down, strange."""
    photos: tuple[PhotoSeen, ...] = ()
    """Those taken in now."""
    notes: tuple[str, ...] = ()


def board_seen(folder: Path, clock: Clock, board: str, day: date | None = None) -> BoardSeen:
    """Return what the photos and ticks of a day, today's if not told, say of a board.

    Raises:
        RequestError: There is no such board.
        SourceError: There is no edition of that week, or the township cannot be read.
        VerifyError: The edition is damaged.
    """
    day = day or clock().date()
    place = _board(folder, board)
    at_hand = edition_at_hand(folder, Week.of(day).name)
    rule = board_rule(folder, at_hand, place, day)
    return _seen(at_hand, rule, place, day, read_returns(folder / RETURNS, *_BOARD_KINDS))


def all_boards(folder: Path, clock: Clock, day: date | None = None) -> tuple[BoardSeen, ...]:
    """Return what is known of every board on a day, in the order of the round.

    Raises:
        SourceError: There is no edition of that week, or the township cannot be read.
        VerifyError: The edition is damaged.
    """
    day = day or clock().date()
    at_hand = edition_at_hand(folder, Week.of(day).name)
    log = read_returns(folder / RETURNS, *_BOARD_KINDS)
    return tuple(
        _seen(at_hand, board_rule(folder, at_hand, place, day), place, day, log)
        for place in read_township(folder / SETTINGS).boards
    )


def add_photos(
    folder: Path, clock: Clock, board: str, photos: Sequence[tuple[str, bytes]], *, by: str
) -> BoardSeen:
    """Return what a board shows after taking in ``photos``: names and bytes, as they were dropped.

    They are one return, read one by one in a child. Kept is what was made anew from the pixels.

    Raises:
        RequestError: There is no such board, no photo or too many, one that was taken in
            before, or nobody took them.
        SourceError: A photo cannot be read, the log is damaged, or there is no edition.
        StorageError: They cannot be kept.
        VerifyError: The edition is damaged.
    """
    now = clock()
    place = _board(folder, board)
    hashes = [hashlib.sha256(data).hexdigest() for _, data in photos]
    if not 1 <= len(photos) <= MOST_PHOTOS:
        raise RequestError(f"一次放 1 到 {MOST_PHOTOS} 张照片。", "一块栏拍一两张就够。")
    if not by.strip():
        raise RequestError("没有写清是谁拍的。", "请写上姓名。")
    names = [name for name, _ in photos]
    _refuse_known(read_returns(folder / RETURNS), names, hashes)
    read = [read_photo(data) for _, data in photos]
    day, notes = _day([(name, one.taken) for (name, _), one in zip(photos, read, strict=True)], now)
    at_hand = edition_at_hand(folder, Week.of(day).name)
    rule = board_rule(folder, at_hand, place, day)
    seen = tuple(
        PhotoSeen(
            file=f"{PHOTOS}/{day.year}/{day}_{_UNSAFE.sub('', place.name)}_{sha256[:8]}.jpg",
            marks=marks_of(one.codes, rule),
        )
        for one, sha256 in zip(read, hashes, strict=True)
    )
    for one, photo in zip(seen, read, strict=True):
        write_in_folder(folder / one.file, photo.kept)
    kept = dict(zip((one.file for one in seen), hashes, strict=True))
    bare = Return(kind=ReturnKind.PHOTO, by=by, at=now, week="", day=day, photos=kept)
    said = _said(bare, at_hand, rule, place, seen)

    def decide(there: ReturnsLog) -> list[Return]:
        _refuse_known(there, names, hashes)
        return [said]

    append_returns(folder / RETURNS, decide)
    log = read_returns(folder / RETURNS, *_BOARD_KINDS)
    return _seen(at_hand, rule, place, day, log, seen, notes)


def record_hung(
    folder: Path, clock: Clock, board: str, item_ids: Collection[str], *, by: str
) -> Return:
    """Return what was noted: somebody saw with their own eyes that these sheets hang.

    Raises:
        RequestError: There is no such board, an item that should not hang there, or nobody
            says it.
        SourceError: There is no edition of this week, or the log is damaged.
        StorageError: The log cannot be written.
    """
    now = clock()
    place = _board(folder, board)
    at_hand = edition_at_hand(folder, Week.of(now.date()).name)
    rule = board_rule(folder, at_hand, place, now.date())
    unknown = [one for one in item_ids if one not in rule.due]
    if unknown or not item_ids:
        which = f" {unknown[0]}" if unknown else "要记的"
        raise RequestError(f"{place.name}今天没有{which}。", "请照张贴单核对。")
    one = Return(
        kind=ReturnKind.HUNG,
        by=by,
        at=now,
        week=at_hand.manifest.week,
        revision=at_hand.manifest.revision,
        items={i: at_hand.manifest.items[i]["check_code"] for i in dict.fromkeys(item_ids)},
        places=(place.name,),
        day=now.date(),
    )
    (sealed,) = add_returns(folder / RETURNS, (one,))
    return sealed


def _board(folder: Path, name: str) -> Board:
    boards = read_township(folder / SETTINGS).boards
    found = next((one for one in boards if one.name == name), None)
    if found is None:
        names = "、".join(one.name for one in boards) or "没有"
        raise RequestError(f"没有“{name}”这块公开栏。", f"{SETTINGS} 里有：{names}。")
    return found


def _refuse_known(log: ReturnsLog, names: Sequence[str], hashes: Sequence[str]) -> None:
    known = {sha256: one for one in log for sha256 in one.photos.values()}
    for number, (name, sha256) in enumerate(zip(names, hashes, strict=True)):
        if one := known.get(sha256):
            raise RequestError(
                f"{name} 在 {one.at.month}月{one.at.day}日放进来过（{'、'.join(one.places)}）。",
                "请放新拍的。",
            )
        if sha256 in hashes[:number]:
            raise RequestError(f"{name} 放了两次。", "请去掉一张。")


def _day(taken: Sequence[tuple[str, str]], now: datetime) -> tuple[date, tuple[str, ...]]:
    """Return the day of the photos: what the telephone says of the last week, else today."""
    days = [(name, _trusted(written, now)) for name, written in taken]
    unclear = [name for name, day in days if day is None]
    day = max((day for _, day in days if day), default=now.date())
    notes = [f"{name}看不出哪天拍的，按{day.month}月{day.day}日记。" for name in unclear]
    return day, tuple(notes)


def _trusted(written: str, now: datetime) -> date | None:
    """Return the day that a telephone wrote into a photo, if it may be believed."""
    try:
        taken = datetime.strptime(written, _EXIF_TIME).replace(tzinfo=now.tzinfo)
    except ValueError:
        return None
    return taken.date() if now - _TRUSTED <= taken <= now else None


def _said(
    bare: Return, at_hand: AtHand, rule: BoardRule, place: Board, seen: Sequence[PhotoSeen]
) -> Return:
    """Return the return with what its photos show."""
    marks = [mark for photo in seen for mark in photo.marks]
    there = {mark.item_id for mark in marks if mark.state is CodeState.THERE}
    items = at_hand.manifest.items
    return replace(
        bare,
        week=at_hand.manifest.week,
        revision=at_hand.manifest.revision,
        items={item_id: items[item_id]["check_code"] for item_id in rule.due if item_id in there},
        places=(place.name,),
        seen=tuple(dict.fromkeys(mark.number for mark in marks if mark.number)),
        told=tuple(dict.fromkeys(told(marks))),
    )


def _seen(
    at_hand: AtHand,
    rule: BoardRule,
    place: Board,
    day: date,
    log: ReturnsLog,
    photos: tuple[PhotoSeen, ...] = (),
    notes: tuple[str, ...] = (),
) -> BoardSeen:
    today = [one for one in log if place.name in one.places and one.day == day]
    sheets = []
    for item_id, known in rule.due.items():
        entry = at_hand.manifest.items[item_id]
        number = number_of(entry)
        saw = [one for one in today if one.items.get(item_id) == entry["check_code"]]
        codes = {one.rpartition("-")[0] for record in today for one in record.seen}
        state, said = SheetState.UNSEEN, "请走近再拍一张，或者到栏前看过打勾。"
        if saw:
            how = "拍的照片上有" if saw[-1].kind is ReturnKind.PHOTO else "看过"
            state, said = SheetState.THERE, f"{saw[-1].by}{how}"
        elif entry["code"] and entry["code"] in codes:
            state, said = SheetState.OLD, "揭下旧的，换上新的。"
        elif item_id not in rule.coded:
            state, said = SheetState.NO_CODE, "这一张没有码，照片认不出，到栏前看过打勾。"
        sheets.append(
            BoardSheet(item_id=item_id, title=known.title, number=number, state=state, said=said)
        )
    return BoardSeen(
        board=place.name,
        village=place.village,
        day=day,
        edition=at_hand.name,
        sheets=tuple(sheets),
        told=tuple(dict.fromkeys(one for record in today for one in record.told)),
        photos=photos,
        notes=(*notes, *((log.damage,) if log.damage else ())),
    )
