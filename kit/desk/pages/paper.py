"""The paper way: print the week's 审核表, and enter it when it comes back signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from kit.desk.here import here
from kit.desk.roles import clerks
from kit.errors import RequestError, ReviewError, SourceError
from kit.office.enter_sheet import PaperStep, enter_paper
from kit.office.paper_sheets import paper_sheets, sheet_to_enter
from kit.office.sheet import write_review_sheet
from kit.office.waiting import waiting

if TYPE_CHECKING:
    from django.http import HttpRequest


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
    }
    return render(request, "desk/paper.html", context, status=409 if said else 200)


@clerks
@require_POST
def print_sheet(request: HttpRequest) -> HttpResponse:
    """Return the week's sheet as PDF; what was printed is kept, to be entered by its number."""
    del request
    path = write_review_sheet(here().folder, "", here().clock)
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


def _typed(request: HttpRequest, number: int, step: str) -> PaperStep:
    return PaperStep(
        step=step,
        by=request.POST.get(f"by-{number}", "").strip(),
        except_rows=request.POST.get(f"except-{number}", ""),
    )
