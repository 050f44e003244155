"""打印: a job for every paper, in the order of the bags; ticked once it lies there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from kit.desk.here import here
from kit.desk.roles import clerks, who
from kit.errors import SourceError
from kit.office.print_desk import print_desk
from kit.office.printed import Chosen, file_for_printer, record_printed
from kit.office.take_down import record_taken_down, to_take_down

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

    from kit.office.print_desk import PrintDesk, Sheet

_COPIES = "copies:"
_TILED = "tiled"
_APART = "|"


@clerks
@require_GET
def printing(request: HttpRequest) -> HttpResponse:
    """Return what is to be printed, and what comes off the boards."""
    place = here()
    tiled = frozenset(request.GET.getlist(_TILED))
    context = {
        "section": "print",
        "tiled": sorted(tiled),
        "round": to_take_down(place.folder, place.clock),
        "asked": request.GET.get("asked", ""),
    }
    try:
        desk = print_desk(place.folder, tiled=tiled)
    except SourceError:
        # Nothing was ever made: where it is made is the next step, and no fault.
        return render(request, "desk/print.html", context)
    shown = {"desk": desk, "next": _next(desk), "bags": _bags(desk)}
    return render(request, "desk/print.html", {**context, **shown})


@clerks
@require_GET
def file(request: HttpRequest) -> HttpResponse:
    """Return one PDF for a printer, in the order of the bags."""
    place = here()
    made = file_for_printer(
        place.folder,
        _chosen(request.GET),
        place.clock,
        by=who(request),
        copies=_copies(request.GET),
    )
    answer = HttpResponse(made.data, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{made.name}"'
    return answer


@clerks
@require_POST
def done(request: HttpRequest) -> HttpResponse:
    """Tick what was printed, all but what came out badly, and return to the page."""
    place = here()
    record_printed(
        place.folder,
        _chosen(request.POST),
        place.clock,
        by=who(request),
        copies=_copies(request.POST),
    )
    return redirect("print")


@clerks
@require_POST
def taken_down(request: HttpRequest) -> HttpResponse:
    """Tick what was taken off the boards, and return to the round."""
    place = here()
    pairs = [tuple(one.split(_APART, 1)) for one in request.POST.getlist("off")]
    chosen = [(pair[0], pair[1]) for pair in pairs if len(pair) == 2]
    record_taken_down(place.folder, place.clock, chosen, by=who(request))
    return redirect(f"{reverse('print')}#off")


def _chosen(asked: QueryDict) -> Chosen:
    pairs = [one.split(_APART, 1) for one in asked.getlist("bad")]
    revision = asked.get("revision", "")
    return Chosen(
        paper=asked.get("paper", ""),
        week=asked.get("week", ""),
        revision=int(revision) if revision.isdecimal() else 0,
        tiled=frozenset(asked.getlist(_TILED)),
        places=frozenset(asked.getlist("place")),
        paths=frozenset(asked.getlist("path")),
        but=frozenset((pair[0], pair[1]) for pair in pairs if len(pair) == 2),
    )


def _copies(asked: QueryDict) -> dict[str, int]:
    return {
        key.removeprefix(_COPIES): int(value)
        for key, value in asked.items()
        if key.startswith(_COPIES) and value.isdecimal()
    }


def _bags(desk: PrintDesk) -> dict[str, list[tuple[str, Sheet]]]:
    """Return what goes into each bag, with its paper: one hand fills it from all piles."""
    found: dict[str, list[tuple[str, Sheet]]] = {}
    for job in desk.jobs:
        for bag in job.bags:
            found.setdefault(bag.place, []).extend((job.paper, one) for one in bag.sheets)
    return found


def _next(desk: PrintDesk) -> str:
    """Return the paper whose job is the page's one thing to do."""
    return next((job.paper for job in desk.jobs if job.to_print), "")
