"""U盘: which programmes go on which stick, copied by a child, read back, let go of."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from kit.desk.copied_far import copied_far
from kit.desk.here import here
from kit.desk.roles import clerks, who
from kit.desk.running import cancel, look, newest, start
from kit.errors import RequestError, SourceError
from kit.office.stick import loads, plugged_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from kit.desk.running import Work
    from kit.office.stick import Load, PluggedIn

KIND = "stick"
"""Of the work, as a child does it."""
ELSEWHERE = "elsewhere"
"""What stands for a folder that somebody types, where the stick is not found by itself."""


@clerks
@require_GET
def stick(request: HttpRequest) -> HttpResponse:
    """Return the page of the sticks: to choose, how far it is, or what came of it."""
    place = here()
    work = newest(place.folder, KIND)
    asked = request.GET.get("work", "")
    if asked and (work is None or work.name != asked):
        work = look(place.folder, asked)
    context: dict[str, Any] = {"section": "play", "work": work}
    if work is not None and (work.is_alive or asked):
        if work.is_alive:
            return render(request, "desk/stick.html", {**context, **_copying(work)})
        context |= {"state": "ended", "ended": _ended(work)}
        if context["ended"] == "done":
            return render(request, "desk/stick.html", context)
    try:
        offered = loads(place.folder, place.clock)
    except SourceError:
        # Nothing was ever made: where it is made is the next step, and no fault.
        return render(request, "desk/stick.html", {**context, "state": "nothing"})
    return render(request, "desk/stick.html", {**context, **_choice(offered, plugged_in())})


@clerks
@require_POST
def copy(request: HttpRequest) -> HttpResponse:
    """Begin to fill a stick, and return to the page, where it is shown how far it is.

    Raises:
        RequestError: No stick was chosen, or one is being filled.
    """
    place, asked = here(), request.POST
    path = asked.get("stick", "")
    if path in ("", ELSEWHERE):
        path = asked.get("folder", "").strip()
    if not path:
        raise RequestError("还没有选U盘。", "插上U盘，返回上一页，选它，再点一次。")
    order = {"path": path, "load": asked.get("load", ""), "by": who(request)}
    work = start(place.folder, KIND, order, place.clock())
    return redirect(f"{reverse('stick')}?{urlencode({'work': work.name})}")


@clerks
@require_GET
def progress(request: HttpRequest, name: str) -> HttpResponse:
    """Return how far a copy is, for the script of its page."""
    del request
    work = look(here().folder, name)
    if not work.is_alive:
        return JsonResponse({"ended": True})
    return JsonResponse({"ended": False, **asdict(copied_far(work))})


@clerks
@require_POST
def stop(request: HttpRequest, name: str) -> HttpResponse:
    """Ask a copy to end, and return to its page."""
    del request
    cancel(here().folder, name)
    return redirect(f"{reverse('stick')}?{urlencode({'work': name})}")


def _copying(work: Work) -> dict[str, Any]:
    return {"state": "copying", "far": copied_far(work)}


def _ended(work: Work) -> str:
    """Return how a copy ended."""
    if work.result is None:
        return "broke_off"
    if work.result.get("ok"):
        return "done"
    return "stopped" if work.result.get("cancelled") else "refused"


def _choice(offered: Sequence[Load], there: Sequence[PluggedIn]) -> dict[str, Any]:
    """Return what can be chosen; chosen already is the stick that was filled by us before."""
    names = [one.name for one in offered]
    known = next((one for one in there if one.load in names), None)
    # A strange disk is never the one that is chosen, unless somebody chooses it.
    ours = known or next((one for one in there if not one.others and not one.read_only), None)
    return {
        "state": "ready" if offered else "no_sound",
        "loads": offered,
        "sticks": there,
        "chosen_stick": ours,
        "chosen_load": known.load if known else next(iter(names), ""),
        "elsewhere": ELSEWHERE,
    }
