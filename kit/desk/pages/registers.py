"""登记簿: catalogue, roster, letters to those who lead, and what the public thinks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from kit.desk.here import here
from kit.desk.roles import clerks, who
from kit.desk.sent_file import sent_file
from kit.errors import KitError, RequestError
from kit.office.catalogue import catalogue_pdf, catalogue_seen, catalogue_workbook
from kit.office.mailbox import draft_answers, mailbox_seen, new_mailbox
from kit.office.not_sent import who_has_sent
from kit.office.roster import new_roster, roster_pdf, roster_seen
from kit.office.survey import new_survey, survey_pdf, survey_seen
from kit.office.survey_cards import survey_cards

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

_NEW = {"roster": new_roster, "mailbox": new_mailbox, "survey": new_survey}


@clerks
@require_http_methods(["GET", "POST"])
def registers(request: HttpRequest) -> HttpResponse:
    """Return how the registers stand; posted, an empty one is put into the workspace."""
    place = here()
    if request.method == "POST":
        return _posted(request)
    folder, clock = place.folder, place.clock
    parts: dict[str, Callable[[], object]] = {
        "catalogue": lambda: catalogue_seen(folder),
        "sent": lambda: who_has_sent(folder, clock, month=f"{clock():%Y-%m}"),
        "roster": lambda: roster_seen(folder, clock),
        "mailbox": lambda: mailbox_seen(folder, clock),
        "survey": lambda: survey_seen(folder),
    }
    context: dict[str, Any] = {"section": "account", "said": []}
    for name, part in parts.items():
        try:
            context[name] = part()
        except KitError as error:
            # One register that cannot be read leaves the others to be looked at.
            context["said"].append(str(error))
    return render(request, "desk/registers.html", context)


def _posted(request: HttpRequest) -> HttpResponse:
    folder, what = here().folder, request.POST.get("do", "")
    if what == "answers":
        file = draft_answers(folder, here().clock, request.POST.getlist("letter"))
        return redirect("item", item_id=file.stem)
    if what not in _NEW:
        raise RequestError("没有这样的登记簿。", "请回到“登记簿”，点页面上的按钮。")
    _NEW[what](folder)
    return redirect("registers")


@clerks
@require_GET
def register_file(request: HttpRequest, what: str, kind: str) -> HttpResponse:
    """Return a register as a file to take away."""
    place, sheets = here(), request.GET.get("sheets", "")
    folder = place.folder
    files: dict[str, tuple[str, Callable[[], bytes]]] = {
        "catalogue.xlsx": ("标准目录核对", lambda: catalogue_workbook(catalogue_seen(folder))),
        "catalogue.pdf": ("标准目录核对", lambda: catalogue_pdf(folder, catalogue_seen(folder))),
        "roster.pdf": ("责任名册", lambda: roster_pdf(folder, roster_seen(folder, place.clock))),
        "survey.pdf": ("社会评议", lambda: survey_pdf(folder, survey_seen(folder))),
        "cards.pdf": (
            "评议卡",
            lambda: survey_cards(
                folder,
                place.clock,
                int(sheets) if sheets.isdecimal() else 1,
                by=who(request),
            ),
        ),
    }
    if f"{what}.{kind}" not in files:
        raise RequestError("没有这样的文件。", "请回到“登记簿”，点页面上的按钮。")
    name, made = files[f"{what}.{kind}"]
    return sent_file(made(), name, kind)
