"""意见: what was said on consultations, noted and counted, and what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from kit.desk.here import here
from kit.desk.roles import clerks
from kit.desk.sent_file import sent_file
from kit.errors import KitError, RequestError
from kit.office.opinions import (
    draft_outcome,
    new_opinions,
    note_opinion,
    opinions_seen,
)
from kit.office.opinions_sheet import opinions_pdf
from kit.office.reminders import reminder_file, reminders
from kit.office.township_of import township_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@clerks
@require_http_methods(["GET", "POST"])
def opinions(request: HttpRequest) -> HttpResponse:
    """Return the consultations with their opinions; posted, one is noted or the outcome drafted."""
    place = here()
    context: dict[str, Any] = {"section": "account", "said": "", "typed": request.POST}
    if request.method == "POST":
        try:
            return _posted(request)
        except KitError as error:
            # What was typed stays in the form.
            context["said"] = str(error)
    try:
        context["seen"] = opinions_seen(place.folder)
        context["due"] = reminders(place.folder, place.clock)
        context["villages"] = township_of(place.folder).villages
    except KitError as error:
        context["said"] = context["said"] or str(error)
    context["today"] = place.clock().date()
    context["noted"] = request.GET.get("noted", "")
    return render(request, "desk/opinions.html", context)


def _posted(request: HttpRequest) -> HttpResponse:
    place, form = here(), request.POST
    preview = form.get("preview", "")
    if form.get("do") == "register":
        new_opinions(place.folder)
        return redirect("opinions")
    if form.get("do") == "draft":
        file = draft_outcome(place.folder, place.clock, preview)
        return redirect("item", item_id=file.stem)
    number = note_opinion(
        place.folder,
        place.clock,
        preview,
        form.get("words", ""),
        form.get("way", ""),
        form.get("village", ""),
        form.get("card", ""),
    )
    return redirect(f"{reverse('opinions')}?{urlencode({'noted': number})}")


@clerks
@require_GET
def opinion_file(request: HttpRequest, kind: str) -> HttpResponse:
    """Return the opinions on a consultation as a PDF, or what is due as a calendar."""
    place = here()
    preview = request.GET.get("item", "")
    if kind == "pdf":
        return sent_file(opinions_pdf(place.folder, preview), f"{preview}意见汇总", kind)
    if kind == "ics":
        return sent_file(reminder_file(place.folder, place.clock), "公开的日子", kind)
    raise RequestError("没有这样的文件。", "请回到“意见”，点页面上的按钮。")
