"""年终: the year's ledger, the register of requests, and the annual report, made or proofread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kit.desk.here import here
from kit.desk.roles import clerks
from kit.desk.sent_file import sent_file
from kit.errors import KitError, RequestError
from kit.office.annual_report import annual_report
from kit.office.print_year import (
    ledger_pdf,
    ledger_workbook,
    official_document,
    report_pdf,
)
from kit.office.proof_report import proof_report
from kit.office.public_ledger import year_ledger
from kit.office.report_entries import entries_file, new_entries, year_of
from kit.office.request_register import new_register, request_register

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_LAST_MONTH = 3
"""Until the end of March the year that is reported is the last one."""


@clerks
@require_http_methods(["GET", "POST"])
def year_end(request: HttpRequest) -> HttpResponse:
    """Return how the year stands; with a file that was brought, what is wrong in that report."""
    context = _stands(_year(request))
    if request.method == "POST":
        upload = request.FILES.get("file")
        if upload is None:
            context["said"] = "还没有文件。请选一份年报（.docx、.txt）。"
        else:
            try:
                context["proof"] = proof_report(upload.read())
            except KitError as error:
                context["said"] = str(error)
    return render(request, "desk/year_end.html", context)


@clerks
@require_GET
def year_file(request: HttpRequest, what: str, kind: str) -> HttpResponse:
    """Return the ledger or the report of a year as a file."""
    place, year = here(), _year(request)
    if (what, kind) in (("ledger", "xlsx"), ("ledger", "pdf")):
        ledger = year_ledger(place.folder, place.clock, year)
        data = ledger_workbook(ledger) if kind == "xlsx" else ledger_pdf(place.folder, ledger)
        name = f"公开台账{year}"
    elif (what, kind) in (("report", "docx"), ("report", "pdf")):
        report, _ = annual_report(place.folder, place.clock, year)
        data = (
            official_document(report.blocks) if kind == "docx" else report_pdf(place.folder, report)
        )
        name = report.title
    else:
        raise RequestError("没有这样的文件。", "请回到“年终”，点页面上的按钮。")
    return sent_file(data, name, kind)


@clerks
@require_POST
def year_table(request: HttpRequest) -> HttpResponse:
    """Put an empty register, or the year's table to fill in, into the workspace."""
    year = _year(request)
    if request.POST.get("table") == "register":
        new_register(here().folder)
    else:
        new_entries(here().folder, year)
    return redirect(f"{reverse('year_end')}?year={year}")


def _year(request: HttpRequest) -> int:
    today = here().clock().date()
    usual = today.year - (today.month <= _LAST_MONTH)
    return year_of(request.POST.get("year") or request.GET.get("year") or str(usual))


def _stands(year: int) -> dict[str, Any]:
    place = here()
    context: dict[str, Any] = {"section": "account", "year": year, "said": ""}
    table = place.folder / entries_file(year)
    context |= {"entries": table.name if table.is_file() else "", "before": year - 1}
    try:
        ledger = context["ledger"] = year_ledger(place.folder, place.clock, year)
        context["register"] = request_register(place.folder, place.clock)
        report, context["notes"] = annual_report(place.folder, place.clock, year, ledger=ledger)
        context["open_places"] = report.open_places
    except KitError as error:
        # What cannot be read is told; an annual report may be proofread all the same.
        context["said"] = str(error)
    return context
