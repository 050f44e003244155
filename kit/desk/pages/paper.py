"""The paper way: print the week's 审核表, and enter it when it comes back signed."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kit.desk.at_work import SHEET
from kit.desk.drawn_far import drawn_far
from kit.desk.here import here
from kit.desk.roles import clerks
from kit.desk.running import WORKS, look, newest, start
from kit.errors import RequestError, ReviewError, SourceError
from kit.office.enter_sheet import PaperStep, enter_paper
from kit.office.paper_sheets import paper_sheets, sheet_to_enter
from kit.office.waiting import waiting

if TYPE_CHECKING:
    from django.http import HttpRequest

    from kit.desk.running import Work

REVIEW = "review"
"""Of the work, as a child does it: to try every item on its sheets first takes a minute."""


@clerks
@require_http_methods(["GET", "POST"])
def sheets(request: HttpRequest) -> HttpResponse:
    """Return the page that prints a sheet and asks which one came back."""
    place, said, typed = here(), "", request.POST.get("code", "")
    if request.method == "POST":
        try:
            found = sheet_to_enter(place.folder, typed, place.clock)
        except SourceError as error:
            said = str(error)
        else:
            return redirect("enter_paper", code=found.sheet.code)
    context = {
        "sheets": paper_sheets(place.folder),
        "waiting": len(waiting(place.folder, place.clock)),
        "said": said,
        "typed": typed,
        **_drawing(newest(place.folder, REVIEW)),
    }
    return render(request, "desk/paper.html", context, status=409 if said else 200)


@clerks
@require_POST
def print_sheet(request: HttpRequest) -> HttpResponse:
    """Begin to draw the week's sheet, and return to its page; its number is kept, to be entered."""
    del request
    place = here()
    running = newest(place.folder, REVIEW)
    if running is None or not running.is_alive:
        start(place.folder, REVIEW, {}, place.clock())
    return redirect("paper")


@clerks
@require_GET
def progress(request: HttpRequest, name: str) -> HttpResponse:
    """Return how far a sheet is, for the script of its page."""
    del request
    work = look(here().folder, name)
    if not work.is_alive:
        return JsonResponse({"ended": True})
    return JsonResponse({"ended": False, **asdict(drawn_far(work))})


@clerks
@require_GET
def drawn(request: HttpRequest, name: str) -> HttpResponse:
    """Return a sheet that was drawn, as PDF."""
    del request
    path = here().private / WORKS / look(here().folder, name).name / SHEET
    if not path.is_file():
        raise Http404
    answer = HttpResponse(path.read_bytes(), content_type="application/pdf")
    answer.headers["Content-Disposition"] = "inline; filename=review.pdf"
    return answer


@clerks
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, code: str) -> HttpResponse:
    """Return a sheet to be filled in as it was signed, or what became of every row."""
    place = here()
    said: str | None = None
    entered = None
    shown = sheet_to_enter(place.folder, code, place.clock)
    typed = [_typed(request, n, one.step) for n, one in enumerate(shown.steps)]
    if request.method == "POST":
        try:
            signed = [one for one in typed if one.by]
            entered = enter_paper(place.folder, code, place.clock, signed)
        except (RequestError, ReviewError) as error:
            said = str(error)
        else:
            shown = sheet_to_enter(place.folder, code, place.clock)
            typed = [PaperStep(step=one.step, by="") for one in shown.steps]
    context = {
        "shown": shown,
        "steps": list(zip(shown.steps, typed, strict=True)),
        "entered": entered,
        "said": said,
    }
    return render(request, "desk/enter_paper.html", context, status=409 if said else 200)


def _drawing(work: Work | None) -> dict[str, Any]:
    """Return in which state the drawing of today's sheet is."""
    if work is None or (not work.is_alive and work.begun.date() != here().clock().date()):
        return {"state": "none"}
    if work.is_alive:
        return {"state": "drawing", "work": work, "far": drawn_far(work)}
    if work.result is None:
        return {"state": "broke_off", "work": work}
    return {"state": "drawn" if work.result.get("ok") else "refused", "work": work}


def _typed(request: HttpRequest, number: int, step: str) -> PaperStep:
    return PaperStep(
        step=step,
        by=request.POST.get(f"by-{number}", "").strip(),
        except_rows=request.POST.get(f"except-{number}", ""),
    )
