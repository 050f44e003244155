"""The editor: a form that keeps itself, and beside it what becomes of the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_POST

from kit.desk.form_page import form_page
from kit.desk.here import here
from kit.desk.item_request import number_in, posted_in, text_in, writing_of
from kit.desk.keeping import asides, choose, drop, keep, opened, send, undo
from kit.desk.models import Aside
from kit.desk.roles import clerks
from kit.desk.shown_grid import posted_grid
from kit.desk.shown_item import stops, values_of
from kit.errors import KitError
from kit.office.drafts import written_in
from kit.office.item_form import form_of, kind_of
from kit.office.item_preview import all_findings
from kit.office.kept_open import keep_open

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from kit.desk.keeping import Kept, Writing


@clerks
@require_GET
def item(request: HttpRequest, item_id: str) -> HttpResponse:
    """Return an item's form as it was kept last."""
    return form_page(request, item_id)


@clerks
@require_POST
def keep_item(request: HttpRequest, item_id: str) -> HttpResponse:
    """Keep what was typed; tell the number it has now, and what another one changed."""
    writing = writing_of(request, item_id)
    try:
        kept = keep(writing, posted_in(request), number_in(request), posted_grid(request))
    except KitError as error:
        return JsonResponse({"ok": False, "said": str(error)}, status=409)
    return JsonResponse(_told(writing, kept))


@clerks
@require_POST
def undo_item(request: HttpRequest, item_id: str) -> HttpResponse:
    """Return to the form as it was one pause earlier."""
    undo(writing_of(request, item_id))
    return redirect("item", item_id=item_id)


@clerks
@require_POST
def send_item(request: HttpRequest, item_id: str) -> HttpResponse:
    """Put the draft into the item's file, or return to the form with what must be mended first."""
    writing = writing_of(request, item_id)
    if "number" in request.POST:
        keep(writing, posted_in(request), number_in(request), posted_grid(request))
    draft = opened(writing)
    kept = keep_open(writing.folder, here().clock)
    found = all_findings(kept, text_in(writing, draft.text, draft.table))
    if stops(found) or asides(item_id):
        return form_page(request, item_id, refused=found)
    send(writing)
    return redirect(f"{reverse('items')}?sent={item_id}")


@clerks
@require_POST
def choose_item(request: HttpRequest, item_id: str, aside: int) -> HttpResponse:
    """Settle a field that two people changed, and return to the form."""
    one = get_object_or_404(Aside, pk=aside, item_id=item_id)
    choose(writing_of(request, item_id), one, mine=request.POST.get("which") == "mine")
    return redirect("item", item_id=item_id)


@clerks
@require_POST
def drop_item(request: HttpRequest, item_id: str) -> HttpResponse:
    """Let what was written go, and return to the list."""
    drop(writing_of(request, item_id))
    return redirect("items")


def _told(writing: Writing, kept: Kept) -> dict[str, Any]:
    written = written_in(writing.file, kept.text)
    fields = form_of(kind_of(written), written)
    return {
        "ok": True,
        "number": kept.number,
        "at": f"{localtime(kept.at):%H:%M}" if kept.is_draft else "",
        "can_undo": kept.can_undo,
        "clashes": list(kept.clashes),
        "others": values_of(fields, kept.others) if kept.others else {},
    }
