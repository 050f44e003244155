"""本周: what waits, the days, and the one button that makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.views.decorators.http import require_GET

from kit.desk.here import here
from kit.desk.how_far import how_far, minutes, time_of
from kit.desk.roles import is_clerk, signer
from kit.desk.running import newest, past
from kit.office.build import is_building
from kit.office.reminders import coming_days
from kit.office.to_do import to_do
from kit.office.today_round import today_round
from kit.office.week import view_week

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from kit.desk.running import Work
    from kit.office.reminders import ComingDays
    from kit.office.today_round import TodayRound
    from kit.office.week import WeekView

MOST_SHOWN = 8
"""Things that wait; more are behind a link."""


@require_GET
def this_week(request: HttpRequest) -> HttpResponse:
    """Return the page everyone begins at."""
    place = here()
    view = view_week(place.folder, request.GET.get("week", ""), place.clock)
    by = "" if is_clerk(request) else signer(request)
    wait = to_do(place.folder, place.clock, by=by)
    # Who only signs carries no paper to the boards.
    today = None if by else today_round(place.folder, view, place.clock)
    coming = None if by else coming_days(place.folder, place.clock)
    context = {
        "section": "week",
        "view": view,
        "mine": wait.mine[:MOST_SHOWN],
        "more": len(wait.mine[MOST_SHOWN:]),
        "elsewhere": wait.elsewhere,
        "today": today,
        "coming": coming,
        "count": len(wait.mine) + _more(today, coming),
        **_making(view),
    }
    return render(request, "desk/week.html", context)


def _more(today: TodayRound | None, coming: ComingDays | None) -> int:
    """Return how many things wait that are no item to write or sign."""
    round_ = bool(today and today.hang) + bool(today and today.down)
    return round_ + (len(coming.days) if coming else 0)


def _making(view: WeekView) -> dict[str, Any]:
    """Return in which state the making of this week is, and what its card tells of it."""
    folder = here().folder
    work, before = newest(folder, "build"), past(folder, "build")
    usual_s = next((s for s in map(time_of, before) if s), None)
    told: dict[str, Any] = {"usual": minutes(usual_s) if usual_s else "", "work": work}
    if work is not None and work.is_alive:
        return {**told, "state": "making", "far": how_far(work, before)}
    if is_building(folder):
        return {**told, "state": "elsewhere"}
    if view.made is not None:
        return {**told, "state": "made", "result": _result(work, view.made.edition)}
    state = "nothing" if view.is_empty else "ready"
    return {**told, "state": state, "ended": _ended(work, view)}


def _result(work: Work | None, edition: str) -> dict[str, Any]:
    """Return what the work that made an edition told of it; nothing where another hand made it."""
    result = work.result if work and work.result else {}
    return dict(result) if str(result.get("edition", "")).endswith(edition) else {}


def _ended(work: Work | None, view: WeekView) -> str:
    """Return how the newest work of this week ended where nothing came of it."""
    if work is None or work.order.get("week") != view.week:
        return ""
    if work.broke_off:
        return "broke_off"
    result = work.result or {}
    if result.get("ok") or work.begun.date() != view.today:
        return ""
    return "stopped" if result.get("cancelled") else "refused"
