"""和去年的比一比: an item beside its forerunner, what differs first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from kit.desk.here import here
from kit.desk.item_request import writing_of
from kit.desk.keeping import opened
from kit.desk.roles import clerks
from kit.office.beside import beside

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@clerks
@require_GET
def beside_item(request: HttpRequest, item_id: str) -> HttpResponse:
    """Return an item as it is being written beside last year's, or the one that was chosen."""
    writing = writing_of(request, item_id)
    found = beside(
        writing.folder,
        item_id,
        opened(writing).text,
        here().clock,
        request.GET.get("with", ""),
    )
    return render(
        request, "desk/beside.html", {"section": "items", "item_id": item_id, "found": found}
    )
