"""登记簿: the catalogue held against the items, and who answers for what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from kit.desk.here import here
from kit.desk.roles import clerks
from kit.desk.sent_file import sent_file
from kit.errors import KitError, RequestError
from kit.office.catalogue import catalogue_pdf, catalogue_seen, catalogue_workbook
from kit.office.not_sent import who_has_sent
from kit.office.roster import new_roster, roster_pdf, roster_seen

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


@clerks
@require_http_methods(["GET", "POST"])
def registers(request: HttpRequest) -> HttpResponse:
    """Return how the registers stand; posted, an empty one is put into the workspace."""
    place = here()
    if request.method == "POST":
        new_roster(place.folder)
        return redirect("registers")
    folder, clock = place.folder, place.clock
    parts: dict[str, Callable[[], object]] = {
        "catalogue": lambda: catalogue_seen(folder),
        "sent": lambda: who_has_sent(folder, clock, month=f"{clock():%Y-%m}"),
        "roster": lambda: roster_seen(folder, clock),
    }
    context: dict[str, Any] = {"section": "account", "said": []}
    for name, part in parts.items():
        try:
            context[name] = part()
        except KitError as error:
            # One register that cannot be read leaves the others to be looked at.
            context["said"].append(str(error))
    return render(request, "desk/registers.html", context)


@clerks
@require_GET
def register_file(request: HttpRequest, what: str, kind: str) -> HttpResponse:
    """Return a register as a file to take away."""
    del request
    place = here()
    if (what, kind) == ("catalogue", "xlsx"):
        return sent_file(catalogue_workbook(catalogue_seen(place.folder)), "标准目录核对", kind)
    if (what, kind) == ("catalogue", "pdf"):
        data = catalogue_pdf(place.folder, catalogue_seen(place.folder))
        return sent_file(data, "标准目录核对", kind)
    if (what, kind) == ("roster", "pdf"):
        data = roster_pdf(place.folder, roster_seen(place.folder, place.clock))
        return sent_file(data, "责任名册", kind)
    raise RequestError("没有这样的文件。", "请回到“登记簿”，点页面上的按钮。")
