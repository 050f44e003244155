"""公开事项: all of them, searched as one types, and a new one begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kit.desk.form_page import tell_once
from kit.desk.here import here
from kit.desk.item_request import writing_of
from kit.desk.keeping import draft_ids, opened
from kit.desk.roles import clerks, signer
from kit.errors import RequestError, SourceError
from kit.model.item import Kind
from kit.model.kinds import COMMON, KINDS
from kit.office.find import find
from kit.office.item_list import Part, last_year, list_items
from kit.office.new import new_item
from kit.office.new_again import new_again
from kit.office.offered_templates import by_office, new_from_office
from kit.office.own_templates import (
    drop_template,
    keep_template,
    new_from_template,
    own_templates,
)
from kit.office.township_of import township_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def items(request: HttpRequest) -> HttpResponse:
    """Return the list, or its rows alone for the script that searches as one types."""
    place = here()
    part = Part.OVER if request.GET.get("part") == Part.OVER else Part.NOW
    number = request.GET.get("page", "")
    listed = list_items(
        place.folder,
        place.clock,
        words=request.GET.get("q", ""),
        part=part,
        page=int(number) if number.isdecimal() else 1,
        drafts=draft_ids(),
        signer=signer(request),
    )
    context = {
        "section": "items",
        "listed": listed,
        "words": request.GET.get("q", ""),
        "part": part.value,
        "is_over": part is Part.OVER,
        "sent": (sent := request.GET.get("sent", "")),
        "sent_title": _title(sent) if sent else "",
    }
    if request.GET.get("rows"):
        return render(request, "desk/item_rows.html", context)
    again = last_year(place.folder, place.clock)
    context["own"] = own_templates(place.folder)
    context["offices"] = by_office(township_of(place.folder))
    context |= {
        "kinds": COMMON,
        "more_kinds": [k for k in KINDS if k not in COMMON],
        "again": again,
    }
    return render(request, "desk/items.html", context)


@clerks
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Return the editor of a new item of a kind or a template, or the page where one is chosen.

    Raises:
        RequestError: There is no such kind, or no such template.
    """
    if request.method == "GET":
        return redirect("items")
    place = here()
    if name := request.POST.get("template", ""):
        path = new_from_office(place.folder, name, "", place.clock)
        return redirect("item", item_id=path.stem)
    kind = request.POST.get("kind", "")
    if kind not in set(Kind):
        raise RequestError(f"没有“{kind}”这一类。", "从列出来的里面选一类。")
    path = new_item(place.folder, Kind(kind), "", place.clock)
    return redirect("item", item_id=path.stem)


@clerks
@require_POST
def begin_again(request: HttpRequest, item_id: str) -> HttpResponse:
    """Return the editor of a new item that is written after an earlier one."""
    del request
    place = here()
    path = new_again(place.folder, item_id, place.clock)
    return redirect(f"{reverse('item', args=[path.stem])}?from={item_id}")


@clerks
@require_POST
def begin_from(request: HttpRequest) -> HttpResponse:
    """Return the editor of a new item with a template's words."""
    place = here()
    path = new_from_template(place.folder, request.POST.get("name", ""), place.clock)
    return redirect("item", item_id=path.stem)


@clerks
@require_POST
def drop_own(request: HttpRequest) -> HttpResponse:
    """Take a template away, and return to the list."""
    drop_template(here().folder, request.POST.get("name", ""))
    return redirect("items")


@clerks
@require_POST
def keep_own(request: HttpRequest, item_id: str) -> HttpResponse:
    """Keep an item's words as a template, and return to its form, which says so."""
    writing = writing_of(request, item_id)
    text = opened(writing).text
    kept = keep_template(writing.folder, request.POST.get("name", ""), writing.file, text)
    said = f"存成样子了，叫“{kept.name}”。下次在“公开事项”里点“照存好的样子写”。"
    tell_once(request, item_id, (said,))
    return redirect("item", item_id=item_id)


def _title(item_id: str) -> str:
    """Return what an item is called; an address may name one that is not there any more."""
    try:
        return find(here().folder, item_id).item.plain_title
    except SourceError:
        return item_id
