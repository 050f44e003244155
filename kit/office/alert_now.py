"""How far an alert has come: written, signed, made, over; and what there is to play."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kit.edition.published.at_hand import edition_at_hand
from kit.errors import RequestError, SourceError, VerifyError
from kit.office.air_desk import programmes_told
from kit.office.find import find
from kit.office.township_of import township_of
from kit.plan.take_down import boards_of
from kit.plan.week import Week
from kit.review.chain import refusal_of_emergency

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from kit.edition.published.at_hand import AtHand
    from kit.office.find import Found
    from kit.progress import Clock


class AlertState(StrEnum):
    """Where an alert is on its way."""

    WRITTEN = "等人签"
    SIGNED = "签了，还没做"
    MADE = "做好了"
    OVER = "过时了"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """A file to play, by its path inside the edition."""

    path: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertNow:
    """An alert as its page shows it."""

    item_id: str
    title: str
    wording: str
    """Short code of exactly this text."""
    state: AlertState
    over: datetime
    """From then on it must not be played."""
    refusal: str
    """Why one signature does not do; empty where it does."""
    signers: tuple[tuple[str, str], ...]
    """Who may sign it today, with their posts; empty where the township keeps no list."""
    phone: str
    """Of the first office: where somebody is called to sign."""
    rejection: str
    review_by: datetime | None
    """By when the review must be made up."""
    sound: Sound | None
    all_clear: Sound | None
    boards: int
    """On how many boards it hangs."""


def alert_now(folder: Path, item_id: str, clock: Clock) -> AlertNow:
    """Return how far an alert has come.

    Raises:
        RequestError: It is no alert.
        SourceError: There is no such item, or the workspace cannot be read.
    """
    found, now = find(folder, item_id), clock()
    item = found.item
    if item.emergency is None or item.emergency.expires is None:
        raise RequestError(f"{item_id} 不是应急预警。", "请从“公开事项”里打开它。")
    township, over = township_of(folder), item.emergency.expires
    at_hand = _edition_with(folder, found, now)
    state = AlertState.SIGNED if found.state.complete else AlertState.WRITTEN
    sound, all_clear = _sounds(at_hand, item.item_id) if at_hand else (None, None)
    state = AlertState.MADE if at_hand else state
    return AlertNow(
        item_id=item.item_id,
        title=item.plain_title,
        wording=found.check_code,
        state=AlertState.OVER if over.replace(tzinfo=None) <= now.replace(tzinfo=None) else state,
        over=over,
        refusal=refusal_of_emergency(item),
        signers=tuple(
            (one.name, "、".join(one.posts))
            for one in township.signers
            if any(one.holds(post, now.date()) for post in one.posts)
        ),
        phone=next((one.phone for one in township.departments if one.phone), ""),
        rejection=found.state.rejected.rejection if found.state.rejected else "",
        review_by=found.state.review_by,
        sound=sound,
        all_clear=all_clear,
        boards=len(boards_of(item.villages, township)) if at_hand else 0,
    )


def alert_sound(folder: Path, item_id: str, clock: Clock, *, all_clear: bool = False) -> bytes:
    """Return the sound of an alert that is made, or of its end, as it was published.

    Raises:
        RequestError: It is not made, or it is over.
        VerifyError: The file was changed or lost since.
    """
    alert = alert_now(folder, item_id, clock)
    sound = alert.all_clear if all_clear else alert.sound
    if alert.state is AlertState.OVER and not all_clear:
        raise RequestError("这个预警已经过时了，不能再播。", "还有危险的，请等上级的新预警。")
    if sound is None:
        raise RequestError("这个预警还没有做好。", "等它做好再播。")
    return edition_at_hand(folder, Week.of(clock().date()).name).read(sound.path)


def _edition_with(folder: Path, found: Found, now: datetime) -> AtHand | None:
    """Return this week's edition if it holds exactly this wording of the alert."""
    try:
        at_hand = edition_at_hand(folder, Week.of(now.date()).name)
    except (SourceError, VerifyError):
        return None
    entry = at_hand.manifest.items.get(found.item.item_id, {})
    same = entry.get("check_code") == found.check_code and not entry.get("draft")
    return at_hand if same and found.state.complete else None


def _sounds(at_hand: AtHand, item_id: str) -> tuple[Sound | None, Sound | None]:
    for told in programmes_told(at_hand):
        if told["is_alert"] and item_id in told["items"]:
            end = at_hand.manifest.file(told["all_clear"]) if told["all_clear"] else None
            return (
                Sound(path=told["file"], seconds=told["seconds"]),
                Sound(path=end.path, seconds=end.figures.get("seconds", 0.0)) if end else None,
            )
    return None, None
