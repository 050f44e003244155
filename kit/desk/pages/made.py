"""核对做好的: whether anything made was changed since, and what each output was made with."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from kit.desk.here import here
from kit.desk.roles import is_clerk
from kit.desk.running import newest, start
from kit.errors import SourceError
from kit.office.why import why_all

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_KIND = "verify"


@require_http_methods(["GET", "POST"])
def verified(request: HttpRequest) -> HttpResponse:
    """Return what the last look at the finished files found, or begin another."""
    place = here()
    work = newest(place.folder, _KIND)
    if request.method == "POST" and is_clerk(request) and not (work and work.is_alive):
        start(place.folder, _KIND, {}, place.clock())
        return redirect("verify")
    stage = work.stages[-1] if work and work.stages else None
    context = {"section": "account", "work": work, "stage": stage}
    return render(request, "desk/verify.html", context)


@require_GET
def origins(request: HttpRequest) -> HttpResponse:
    """Return what every output of the newest edition was made with, what changed first."""
    context: dict[str, object] = {"section": "week"}
    # Where nothing was ever made, the page says so.
    with suppress(SourceError):
        context["found"] = why_all(here().folder, request.GET.get("week", ""))
    return render(request, "desk/why.html", context)
