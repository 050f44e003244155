"""Making the week: begun, watched, stopped; the work itself is a child process's."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from kit.desk.here import here
from kit.desk.how_far import how_far
from kit.desk.roles import clerks
from kit.desk.running import cancel, look, newest, past, start

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@clerks
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Begin to make a week, and return to its page, where it is shown how far it is."""
    week = request.POST.get("week", "")
    order = {"week": week, "only_item": request.POST.get("item", "")}
    running = newest(here().folder, "build")
    if running is None or not running.is_alive:
        start(here().folder, "build", order, here().clock())
    return HttpResponseRedirect(f"{reverse('week')}{_query(week)}")


@require_GET
def progress(request: HttpRequest, name: str) -> HttpResponse:
    """Return how far a work is, for the script of its page."""
    del request
    folder = here().folder
    work = look(folder, name)
    if not work.is_alive:
        return JsonResponse({"ended": True})
    return JsonResponse({"ended": False, **asdict(how_far(work, past(folder, work.kind)))})


@clerks
@require_POST
def stop(request: HttpRequest, name: str) -> HttpResponse:
    """Ask a work to end, and return to the week."""
    del request
    cancel(here().folder, name)
    return redirect("week")


def _query(week: str) -> str:
    return f"?{urlencode({'week': week})}" if week else ""
