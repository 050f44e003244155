"""The page of an item's form: what stands in it, who signed it, what two people changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from kit.desk.here import here
from kit.desk.item_request import writing_of
from kit.desk.keeping import asides, opened
from kit.desk.shown_grid import shown_grid
from kit.desk.shown_item import shown_findings, stops
from kit.office.drafts import written_in
from kit.office.item_form import form_of, kind_of
from kit.office.item_list import state_of
from kit.office.item_pictures import pictures_in
from kit.office.kept_open import keep_open
from kit.office.new_again import earlier_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest, HttpResponse

    from kit.desk.keeping import Writing
    from kit.desk.models import Aside
    from kit.model.finding import Finding


_TOLD = "told"
"""In the session: what the next look at an item's form says above it, by item."""


def tell_once(request: HttpRequest, item_id: str, told: Sequence[str]) -> None:
    """Have the next look at an item's form say what became of it."""
    request.session[_TOLD] = {item_id: list(told)}


def form_page(
    request: HttpRequest, item_id: str, refused: tuple[Finding, ...] = ()
) -> HttpResponse:
    """Return the form of an item; ``refused`` are the findings that kept it from being sent."""
    writing = writing_of(request, item_id)
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
        "pictures": pictures_in(writing.file, draft.text),
        "grid": shown_grid(writing, draft, written),
        "told": request.session.pop(_TOLD, {}).get(item_id, []),
    }
    return render(request, "desk/item.html", context)


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
