"""本周: what waits, the days, and the one button that makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from kit.desk.here import here
from kit.desk.running import newest
from kit.office.plan import plan_week

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def this_week(request: HttpRequest) -> HttpResponse:
    """Return the page everyone begins at."""
    place = here()
    planned = plan_week(place.folder, request.GET.get("week", ""), place.clock)
    context = {"section": "week", "planned": planned, "work": newest(place.folder, "build")}
    return render(request, "desk/week.html", context)
