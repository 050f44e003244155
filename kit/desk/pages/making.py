"""Making the week: begun, watched, stopped; the work itself is a child process's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from kit.desk.here import here
from kit.desk.roles import clerks
from kit.desk.running import cancel, look, start

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@clerks
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Begin to make a week, and return to its page."""
    order = {"week": request.POST.get("week", ""), "only_item": request.POST.get("item", "")}
    start(here().folder, "build", order, here().clock())
    return redirect("week")


@require_GET
def progress(request: HttpRequest, name: str) -> HttpResponse:
    """Return how far a work is, for the script of its page."""
    del request
    work = look(here().folder, name)
    steps = [dict(step) for step in work.steps]
    return JsonResponse({"alive": work.is_alive, "steps": steps, "done": work.result is not None})


@clerks
@require_POST
def stop(request: HttpRequest, name: str) -> HttpResponse:
    """Ask a work to end, and return to the week."""
    del request
    cancel(here().folder, name)
    return redirect("week")
