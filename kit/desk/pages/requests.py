"""依申请公开: every request with its clock, its letters to take away, and the blank form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from kit.desk.here import here
from kit.desk.roles import clerks
from kit.desk.sent_file import sent_file
from kit.errors import KitError, RequestError
from kit.office.print_year import official_document, official_pdf
from kit.office.request_letters import FORM_NAME, blank_form, letter_names, letter_paper
from kit.office.request_register import new_register, request_register

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@clerks
@require_http_methods(["GET", "POST"])
def requests(request: HttpRequest) -> HttpResponse:
    """Return the requests as they stand today; posted, an empty register is put there."""
    place = here()
    if request.method == "POST":
        new_register(place.folder)
        return redirect("requests")
    context: dict[str, Any] = {"section": "account", "said": ""}
    try:
        register = context["register"] = request_register(place.folder, place.clock)
        names = letter_names(place.folder)
        context["rows"] = [(one, names.get(one.request.row, ())) for one in register.clocks]
    except KitError as error:
        context["said"] = str(error)
    return render(request, "desk/requests.html", context)


@clerks
@require_GET
def letter(request: HttpRequest, kind: str) -> HttpResponse:
    """Return a letter about a request as a file; without a number the blank form."""
    folder = here().folder
    number, name = request.GET.get("number", ""), request.GET.get("letter", "")
    paper = letter_paper(folder, number, name) if number else blank_form(folder)
    if kind == "docx":
        data = official_document(paper.blocks)
    elif kind == "pdf":
        data = official_pdf(folder, paper.title, paper.blocks)
    else:
        raise RequestError("没有这样的文件。", "请回到“依申请公开”，点页面上的按钮。")
    return sent_file(data, f"{number}{name}" if number else FORM_NAME, kind)
