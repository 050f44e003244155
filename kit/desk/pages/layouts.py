"""版式: what every sheet can look like, and one taken over to be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kit.desk.at_work import LAYOUTS
from kit.desk.here import here
from kit.desk.roles import clerks
from kit.desk.running import WORKS, newest, start
from kit.office.layouts import copy

if TYPE_CHECKING:
    from django.http import HttpRequest

    from kit.desk.running import Work

_KIND = "layouts"


@clerks
@require_http_methods(["GET", "POST"])
def layouts(request: HttpRequest) -> HttpResponse:
    """Return the pictures of all layouts as they were drawn last, or begin to draw them."""
    place = here()
    work = newest(place.folder, _KIND)
    if request.method == "POST" and not (work and work.is_alive):
        start(place.folder, _KIND, {}, place.clock())
        return redirect("layouts")
    context = {
        "section": "settings",
        "work": work,
        "stage": work.stages[-1] if work and work.stages else None,
        "groups": _drawn(work),
        "copied": request.GET.get("copied", ""),
    }
    return render(request, "desk/layouts.html", context)


@clerks
@require_GET
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """Return the picture of a layout."""
    del request
    work = newest(here().folder, _KIND)
    drawn = {one["name"]: one["picture"] for _, same in _drawn(work) for one in same}
    if work is None or not drawn.get(name):
        raise Http404
    path = here().private / WORKS / work.name / LAYOUTS / drawn[name]
    return HttpResponse(path.read_bytes(), content_type="image/png")


@clerks
@require_POST
def take_over(request: HttpRequest, name: str) -> HttpResponse:
    """Copy a layout into the workspace, to be changed there."""
    del request
    path = copy(name, "", here().folder)
    return redirect(f"{reverse('layouts')}?{urlencode({'copied': path.name})}")


def _drawn(work: Work | None) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the layouts of a drawing that came to its end, by what they are for."""
    return (work.result or {}).get("groups", []) if work else []
