"""播音: what is played now, what comes next, and whether the village heard it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date, parse_time
from django.views.decorators.http import require_GET, require_POST

from kit.desk.here import here
from kit.desk.how_far import spoken_s
from kit.desk.partial_sound import partial_sound
from kit.desk.roles import who
from kit.errors import RequestError, SourceError
from kit.office.air_desk import AirState, air_desk
from kit.office.aired import REASONS, record_not_played, record_played
from kit.office.edition_file import read_edition_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from kit.office.air_desk import AirDesk, Airing

_PLACE = "plays_at"
_LOOK_AGAIN_S = 30
"""Seconds after which a page that nobody touches looks at the clock again."""


@require_GET
def playing(request: HttpRequest) -> HttpResponse:
    """Return the broadcaster's page: one thing to do, then the rest of the day."""
    place = here()
    now = place.clock()
    context = {
        "section": "play",
        "now": now,
        "second_of_day": now.hour * 3600 + now.minute * 60 + now.second,
        "again_s": _LOOK_AGAIN_S,
        "reasons": REASONS,
    }
    try:
        desk = air_desk(place.folder, place.clock)
    except SourceError:
        # Nothing was ever made: where it is made is the next step, and no fault.
        return render(request, "desk/play.html", context)
    places = _places(desk)
    chosen = request.GET.get("at", request.session.get(_PLACE, ""))
    if chosen not in places:
        chosen = next(iter(places), "")
    request.session[_PLACE] = chosen
    told = {"desk": desk, "places": places, "chosen": chosen, **_shown(desk, chosen, now)}
    return render(request, "desk/play.html", {**context, **told})


@require_GET
def sound(request: HttpRequest) -> HttpResponse:
    """Return a programme of an edition; a player may ask for a part of it."""
    revision = request.GET.get("revision", "")
    data = read_edition_file(
        here().folder,
        request.GET.get("path", ""),
        week=request.GET.get("week", ""),
        revision=int(revision) if revision.isdecimal() else 0,
    )
    return partial_sound(request, data)


@require_POST
def heard(request: HttpRequest) -> HttpResponse:
    """Enter what was answered, and return to the page.

    Raises:
        RequestError: The day or the hour is none.
    """
    place = here()
    asked = request.POST
    path, by = asked.get("path", ""), who(request)
    day = parse_date(asked.get("day", "")) or place.clock().date()
    if asked.get("heard") == "yes":
        began = _began(asked.get("began", ""), day)
        record_played(place.folder, place.clock, path, by=by, day=day, began=began)
    else:
        why = asked.get("other", "").strip() or asked.get("why", "").strip()
        record_not_played(place.folder, place.clock, path, by=by, why=why, day=day)
    return redirect("play")


def _began(text: str, day: Any) -> datetime | None:
    if not text.strip():
        return None
    try:
        at = parse_time(text.strip().replace("：", ":").replace("点", ":"))
    except ValueError:
        at = None
    if at is None:
        raise RequestError(f"“{text}”不是钟点。", "请写成 7:05 这样。")
    return datetime.combine(day, at)


def _places(desk: AirDesk) -> tuple[str, ...]:
    """Return the villages that hear different programmes today, those of one stick together."""
    found = dict.fromkeys("、".join(one.villages) for one in desk.airings if one.villages)
    return tuple(found)


def _shown(desk: AirDesk, at: str, now: datetime) -> dict[str, Any]:
    """Return what the page puts first: what is due, else what comes next."""

    def is_heard(one: Airing) -> bool:
        return not one.villages or not at or "、".join(one.villages) == at

    airings = [one for one in desk.airings if is_heard(one)]
    before = [one for one in desk.missed if is_heard(one)]
    slots = [one for one in airings if not one.is_alert]
    open_states = (AirState.DUE, AirState.EARLY)
    first = next((one for one in slots if one.state in open_states), None)
    later = [one for one in slots if one is not first and one.state is AirState.EARLY]
    return {
        "first": _told(first, now) if first else None,
        "next": [_told(one, now) for one in later],
        "alerts": [_told(one, now) for one in airings if one.is_alert],
        "log": _answered(airings),
        "missed": [_told(one, now) for one in (*_missed_today(slots), *before)],
    }


def _told(one: Airing, now: datetime) -> dict[str, Any]:
    """Return a programme with how long it takes, and how long until it begins."""
    wait_min = 0
    if one.at and one.state in (AirState.DUE, AirState.EARLY):
        begins = datetime.combine(one.day, one.at)
        wait_min = round((begins - now.replace(tzinfo=None)).total_seconds() / 60)
    return {
        "airing": one,
        "lasts": spoken_s(one.seconds),
        "wait_min": wait_min,
        "is_due": one.state is AirState.DUE,
        "may_play": one.state in (AirState.DUE, AirState.PLAYED, AirState.NOT_PLAYED),
    }


def _missed_today(slots: Sequence[Airing]) -> list[Airing]:
    return [one for one in slots if one.state is AirState.MISSED]


def _answered(airings: Sequence[Airing]) -> list[tuple[Airing, Any]]:
    """Return every answer of the day, in the order in which they were given."""
    found = [(airing, answer) for airing in airings for answer in airing.answers]
    return sorted(found, key=lambda pair: pair[1].at)
