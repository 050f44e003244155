"""A script to be heard before it is signed: spoken by a child, for it takes half a minute."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from kit.desk.at_work import SOUND
from kit.desk.here import here
from kit.desk.roles import signer
from kit.desk.running import WORKS, look, start
from kit.errors import RequestError
from kit.office.to_sign import to_sign

if TYPE_CHECKING:
    from django.http import HttpRequest

    from kit.desk.running import Work

HEAR = "hear"
CHANGED = "changed"
"""Which sentences are heard: those that changed since the signer signed, else all."""


@require_POST
def hear(request: HttpRequest, item_id: str) -> HttpResponse:
    """Begin to speak an item's script, and return under which name to ask for it.

    Of one that was signed before, at first only what has changed since, where that is asked for.
    """
    place = here()
    order: dict[str, Any] = {"item_id": item_id}
    if request.POST.get("which") == CHANGED:
        seen = to_sign(place.folder, item_id, place.clock, signer(request))
        order["numbers"] = [one.number for one in seen.script if one.is_changed and one.number]
    work = start(place.folder, HEAR, order, place.clock())
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"name": work.name})
    return redirect("sign_item", item_id)


@require_GET
def heard(request: HttpRequest, item_id: str, name: str) -> HttpResponse:
    """Return how far the speaking is; ``code`` is the 核对版本 of what the page shows."""
    work = _work(item_id, name)
    said = dict(work.result or {})
    is_same = said.get("code") == request.GET.get("code", "")
    told = ""
    if said.get("ok") and not is_same:
        told = "念的时候内容改过，请刷新这一页再听。"
    elif work.broke_off:
        told = "念到一半停了，再点一次。"
    elif said and not said.get("ok"):
        told = f"{said.get('message', '没有念成。')}{said.get('remedy', '')}"
    is_spoken = bool(said.get("ok")) and is_same
    return JsonResponse({"is_alive": work.is_alive, "is_spoken": is_spoken, "told": told})


@require_GET
def sound(request: HttpRequest, item_id: str, name: str) -> HttpResponse:
    """Return the spoken script."""
    del request
    path = here().private / WORKS / _work(item_id, name).name / SOUND
    if not path.is_file():
        raise Http404
    return HttpResponse(path.read_bytes(), content_type="audio/mpeg")


def _work(item_id: str, name: str) -> Work:
    """Return a speaking of this very item.

    Raises:
        RequestError: There is none of that name.
    """
    work = look(here().folder, name)
    if work.kind != HEAR or work.order.get("item_id") != item_id:
        raise RequestError("没有在念这一件。", "请刷新这一页，再点“听一遍”。")
    return work
