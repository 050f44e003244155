"""签字: what waits, one item with all that its signer has to see, and the signature itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kit.desk.here import here
from kit.desk.passwords import signer_by_password
from kit.desk.roles import clerks, is_clerk, signer
from kit.desk.to_sign_page import page_of, sheet_picture
from kit.errors import RequestError, ReviewError
from kit.office.sign import sign as enter
from kit.office.signers import signers_now
from kit.office.waiting import waiting

if TYPE_CHECKING:
    from django.http import HttpRequest

    from kit.errors import KitError

BY_PASSWORD = "密码"  # noqa: S105 - a word of the ledger
"""How the ledger says that whoever signed gave a password."""
ON_THE_SPOT = "就地签，密码"


@require_GET
def waiting_list(request: HttpRequest) -> HttpResponse:
    """Return what waits for whoever asks, and for the clerk also what waits for others."""
    place, me = here(), signer(request)
    mine = waiting(place.folder, place.clock, me) if me else ()
    known = {one.item_id for one in mine}
    all_of_them = waiting(place.folder, place.clock) if is_clerk(request) else ()
    context = {
        "section": "week",
        "help_topic": "sign",
        "me": me,
        "mine": mine,
        "others": [one for one in all_of_them if one.item_id not in known],
        "has_list": bool(signers_now(place.folder, place.clock)),
        "done": request.GET.get("done", ""),
    }
    return render(request, "desk/sign_list.html", context)


@require_http_methods(["GET", "POST"])
def sign_item(request: HttpRequest, item_id: str) -> HttpResponse:
    """Return an item to be signed; after the signature, the next one that waits."""
    me = signer(request)
    if request.method != "POST":
        return _page(request, item_id)
    try:
        verdict = _enter(request, item_id, me, BY_PASSWORD)
    except (RequestError, ReviewError) as error:
        return _page(request, item_id, said=error)
    ahead = waiting(here().folder, here().clock, me)
    target = reverse("sign_item", args=[ahead[0].item_id]) if ahead else reverse("sign")
    return redirect(f"{target}?done={verdict}")


@clerks
@require_POST
def on_the_spot(request: HttpRequest, item_id: str) -> HttpResponse:
    """Enter a signer's signature by their password while the clerk stays who they are."""
    try:
        by = signer_by_password(request.POST.get("name", ""), request.POST.get("password", ""))
        verdict = _enter(request, item_id, by, ON_THE_SPOT)
    except (RequestError, ReviewError) as error:
        return _page(request, item_id, said=error, is_spot=True)
    target = request.POST.get("next", "").partition("?")[0]
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = reverse("sign")
    return redirect(f"{target}?done={verdict}")


@require_GET
def sheet(request: HttpRequest, item_id: str, name: str, page: int) -> HttpResponse:
    """Return a picture of a sheet as it will hang, of exactly the text that is on the page."""
    picture = sheet_picture(item_id, name, page, request.GET.get("code", ""))
    return HttpResponse(picture, content_type="image/png")


def _enter(request: HttpRequest, item_id: str, by: str, way: str) -> str:
    """Enter what was posted, and return the verdict.

    Raises:
        RequestError: Something is not said: that it was read, or why it is sent back.
        ReviewError: The chain does not allow it, or the item is not what was seen.
    """
    if not by:
        raise ReviewError("没有用密码进来，不能签。", "就地签，或者用自己的密码进来。")
    posted = request.POST
    verdict, reason = posted.get("verdict", ""), posted.get("reason", "").strip()
    if verdict not in ("agree", "reject"):
        raise RequestError("没有说同意还是退回。", "请点“同意”或“退回”。")
    if verdict == "agree" and posted.get("read") != "on":
        raise RequestError("“这一步要看的”还没有打勾。", "看过了，打个勾，再点“同意”。")
    if verdict == "reject" and not reason:
        raise RequestError("没有写为什么退回。", "写清楚哪里、改成什么，再点“退回”。")
    if not posted.get("seen") or not posted.get("step"):
        raise RequestError("这一页不完整，没有签。", "请刷新以后再签。")
    enter(
        here().folder,
        item_id,
        here().clock,
        step=posted["step"],
        by=by,
        reject=reason if verdict == "reject" else "",
        seen=posted["seen"],
        way=way,
    )
    return verdict


def _page(
    request: HttpRequest, item_id: str, *, said: KitError | None = None, is_spot: bool = False
) -> HttpResponse:
    me = signer(request)
    context: dict[str, Any] = page_of(item_id, me)
    ahead = [one.item_id for one in waiting(here().folder, here().clock, me)] if me else []
    context |= {
        "section": "week",
        "help_topic": "sign",
        "me": me,
        "said": said,
        "is_spot": is_spot,
        "left": len(ahead),
        "number": ahead.index(item_id) + 1 if item_id in ahead else 0,
        "done": request.GET.get("done", ""),
        "reason": request.POST.get("reason", ""),
        "spot_name": request.POST.get("name", ""),
        "was_read": request.POST.get("read") == "on",
    }
    return render(request, "desk/sign_item.html", context, status=409 if said else 200)
