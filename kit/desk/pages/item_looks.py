"""Beside the form: what becomes of the words while they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from kit.desk.here import here
from kit.desk.item_request import posted_in, text_in, writing_of
from kit.desk.keeping import opened, typed
from kit.desk.newest_wish import is_newest, one_at_a_time, wish
from kit.desk.roles import clerks
from kit.desk.running import start, stop
from kit.desk.shown_grid import posted_grid
from kit.desk.shown_item import shown_preview
from kit.errors import KitError, RequestError
from kit.office.item_preview import preview, telephone
from kit.office.kept_open import keep_open
from kit.office.township_reading import learn_township_reading

if TYPE_CHECKING:
    from django.http import HttpRequest

_PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
"""Of the telephone's page, which brings its own style: it stands in a frame and may do nothing."""

MOST_SAID, MOST_SENTENCES = 300, 80
"""Characters of a sentence, sentences of a script."""


@clerks
@require_POST
def look_item(request: HttpRequest, item_id: str) -> HttpResponse:
    """Return what becomes of what is typed; nothing is kept by it."""
    wished = wish(request, item_id)
    writing = writing_of(request, item_id)
    with one_at_a_time():
        if not is_newest(wished):
            return HttpResponse(status=204)  # the next key is already on its way
        kept = keep_open(writing.folder, here().clock)
        text, table = typed(writing, opened(writing), posted_in(request), posted_grid(request))
        page = request.POST.get("page", "")
        seen = preview(
            kept,
            text_in(writing, text, table),
            request.POST.get("sheet", ""),
            int(page) if page.isdecimal() else 0,
        )
    return JsonResponse(shown_preview(seen))


@clerks
@require_POST
def hear_item(request: HttpRequest, item_id: str) -> HttpResponse:
    """Begin to speak sentences of the script; the sound is fetched like any voice's sample.

    What is still being spoken of the same item gives way: somebody wants to hear this now.
    """
    said = [one[:MOST_SAID] for one in request.POST.getlist("said") if one.strip()]
    words = request.POST.get("readings", "").splitlines()
    pairs = [line.replace("：", ":").partition(":") for line in words]
    order = {
        "item": item_id,
        "said": said[:MOST_SENTENCES],
        "readings": [(word.strip(), way.strip()) for word, _, way in pairs if word and way],
    }
    try:
        stop(here().folder, "voice", item=item_id)
        work = start(here().folder, "voice", order, here().clock())
    except RequestError as error:
        return JsonResponse({"said": str(error)}, status=409)
    return JsonResponse({"at": reverse("spoken_sample", args=[work.name])})


@clerks
@require_POST
def learn_reading(request: HttpRequest, item_id: str) -> HttpResponse:
    """Have a word read so in every item of the township."""
    writing = writing_of(request, item_id)
    word, way = (request.POST.get(name, "") for name in ("word", "way"))
    try:
        learn_township_reading(writing.folder, word, way, by=writing.by, day=writing.now.date())
    except KitError as error:
        return JsonResponse({"ok": False, "said": str(error)}, status=409)
    return JsonResponse({"ok": True})


@clerks
@require_GET
def telephone_page(request: HttpRequest, item_id: str) -> HttpResponse:
    """Return the page a telephone will show, for the frame beside the form."""
    writing = writing_of(request, item_id)
    draft = opened(writing)
    html = telephone(
        keep_open(writing.folder, here().clock), text_in(writing, draft.text, draft.table)
    )
    answer = HttpResponse(html)
    answer.headers["Content-Security-Policy"] = _PAGE_POLICY
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer
