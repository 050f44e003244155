"""The editor: a form that keeps itself, and beside it what becomes of the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_POST

from kit.desk.here import here
from kit.desk.keeping import Writing, asides, choose, drop, keep, opened, send, undo
from kit.desk.models import Aside
from kit.desk.newest_wish import is_newest, wish
from kit.desk.roles import clerks, who
from kit.desk.shown_item import shown_findings, shown_preview, stops, values_of
from kit.errors import KitError
from kit.office.drafts import with_changes, written_in
from kit.office.item_form import changes_in, form_of, kind_of
from kit.office.item_list import state_of
from kit.office.item_preview import all_findings, preview, telephone
from kit.office.kept_open import file_of, keep_open
from kit.office.new_again import earlier_words
from kit.office.unsaved import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from django.http import HttpRequest

    from kit.desk.keeping import Kept
    from kit.model.finding import Finding

_PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
"""Of the telephone's page, which brings its own style: it stands in a frame and may do nothing."""


@clerks
@require_GET
def item(request: HttpRequest, item_id: str) -> HttpResponse:
    """Return an item's form as it was kept last."""
    return _form_page(request, item_id)


@clerks
@require_POST
def keep_item(request: HttpRequest, item_id: str) -> HttpResponse:
    """Keep what was typed; tell the number it has now, and what another one changed."""
    writing = _writing(request, item_id)
    try:
        kept = keep(writing, _posted(request), _number(request), request.POST.get("csv", ""))
    except KitError as error:
        return JsonResponse({"ok": False, "said": str(error)}, status=409)
    return JsonResponse(_told(writing, kept))


@clerks
@require_POST
def undo_item(request: HttpRequest, item_id: str) -> HttpResponse:
    """Return to the form as it was one pause earlier."""
    undo(_writing(request, item_id))
    return redirect("item", item_id=item_id)


@clerks
@require_POST
def look_item(request: HttpRequest, item_id: str) -> HttpResponse:
    """Return what becomes of what is typed; nothing is kept by it."""
    wished = wish(request, item_id)
    writing = _writing(request, item_id)
    kept = keep_open(writing.folder, here().clock)
    if not is_newest(wished):
        return HttpResponse(status=204)  # the next key is already on its way
    draft = opened(writing)
    changes = changes_in(_posted(request), written_in(writing.file, draft.text))
    text = with_changes(writing.file, draft.text, changes)
    page = request.POST.get("page", "")
    seen = preview(
        kept,
        _text(writing, text, request.POST.get("csv", "") or draft.table),
        request.POST.get("sheet", ""),
        int(page) if page.isdecimal() else 0,
    )
    return JsonResponse(shown_preview(seen))


@clerks
@require_GET
def telephone_page(request: HttpRequest, item_id: str) -> HttpResponse:
    """Return the page a telephone will show, for the frame beside the form."""
    writing = _writing(request, item_id)
    draft = opened(writing)
    html = telephone(
        keep_open(writing.folder, here().clock), _text(writing, draft.text, draft.table)
    )
    answer = HttpResponse(html)
    answer.headers["Content-Security-Policy"] = _PAGE_POLICY
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


@clerks
@require_POST
def send_item(request: HttpRequest, item_id: str) -> HttpResponse:
    """Put the draft into the item's file, or return to the form with what must be mended first."""
    writing = _writing(request, item_id)
    if "number" in request.POST:
        keep(writing, _posted(request), _number(request), request.POST.get("csv", ""))
    draft = opened(writing)
    kept = keep_open(writing.folder, here().clock)
    found = all_findings(kept, _text(writing, draft.text, draft.table))
    if stops(found) or asides(item_id):
        return _form_page(request, item_id, refused=found)
    send(writing)
    return redirect(f"{reverse('items')}?sent={item_id}")


@clerks
@require_POST
def choose_item(request: HttpRequest, item_id: str, aside: int) -> HttpResponse:
    """Settle a field that two people changed, and return to the form."""
    one = get_object_or_404(Aside, pk=aside, item_id=item_id)
    choose(_writing(request, item_id), one, mine=request.POST.get("which") == "mine")
    return redirect("item", item_id=item_id)


@clerks
@require_POST
def drop_item(request: HttpRequest, item_id: str) -> HttpResponse:
    """Let what was written go, and return to the list."""
    drop(_writing(request, item_id))
    return redirect("items")


def _form_page(
    request: HttpRequest, item_id: str, refused: tuple[Finding, ...] = ()
) -> HttpResponse:
    writing = _writing(request, item_id)
    draft = opened(writing)
    written = written_in(writing.file, draft.text)
    workspace = keep_open(writing.folder, here().clock)
    review = workspace.reviews.states.get(item_id)
    state, tone = state_of(workspace, item_id)
    earlier = request.GET.get("from", "")
    must = shown_findings(stops(refused))
    context = {
        "section": "items",
        "item_id": item_id,
        "title": str(written.get("标题", "")) or "还没有标题",
        "fields": form_of(kind_of(written), written),
        "draft": draft,
        "state": "还没送签" if draft.is_draft else state,
        "tone": "look" if draft.is_draft else tone.value,
        "signed": review.signed if review else (),
        "asides": [_shown_aside(writing, one, written) for one in asides(item_id)],
        "refused": must,
        "departments": workspace.opened.workspace.township.departments,
        "government": workspace.opened.workspace.township.government,
        "earlier": earlier_words(writing.folder, earlier, here().clock) if earlier else {},
        "today": writing.now.date().isoformat(),
        "has_table": isinstance(written.get("表格"), dict) or kind_of(written).value in _TABLES,
    }
    return render(request, "desk/item.html", context)


_TABLES = frozenset({"名单公示", "数据表"})


def _shown_aside(writing: Writing, one: Aside, written: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "pk": one.pk,
        "label": one.label,
        "mine": _as_text(one.mine),
        "theirs": _as_text(written.get(one.label)),
        "is_own": one.by == writing.by,
        "by": one.by,
        "at": one.at,
    }


def _as_text(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(map(_as_text, value))
    if isinstance(value, dict):
        return "\n".join(f"{label}：{_as_text(one)}" for label, one in value.items())
    return str(value or "")


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


def _writing(request: HttpRequest, item_id: str) -> Writing:
    place = here()
    return Writing(
        folder=place.folder,
        item_id=item_id,
        file=file_of(keep_open(place.folder, place.clock), item_id),
        by=who(request),
        now=place.clock(),
    )


def _text(writing: Writing, text: str, table: str) -> Text:
    return Text(file=writing.file, text=text, table=table.encode() or None)


def _posted(request: HttpRequest) -> dict[str, list[str]]:
    return {name: request.POST.getlist(name) for name in request.POST}


def _number(request: HttpRequest) -> int:
    number = request.POST.get("number", "")
    return int(number) if number.isdecimal() else 0
