"""签字人: who may sign, their passwords, and what was signed in one's own name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import update_session_auth_hash
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from kit.desk.here import here
from kit.desk.passwords import accounts, change, set_first
from kit.desk.roles import is_clerk, signer
from kit.errors import RequestError, ReviewError
from kit.office.signers import account_name
from kit.office.waiting import signed_by

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from kit.desk.passwords import Account

MOST_TOLD = 20
"""Signatures: who looks through them sees a month."""


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """Return the list of signers for the clerk; for a signer what is theirs."""
    me = signer(request)
    context = {
        "people": accounts() if is_clerk(request) else (),
        "me": _account_of(me),
        "recent": signed_by(here().folder, me, MOST_TOLD) if me else (),
        "done": request.GET.get("done", ""),
    }
    return render(request, "desk/account.html", context)


@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Return the form for a password, or the list once it is set."""
    asked = request.POST.get("name", request.GET.get("name", ""))
    wanted = _account_of(asked if is_clerk(request) else signer(request))
    if wanted is None:
        raise RequestError(f"签字人名单里没有“{asked}”。", "请先在“设置”里把他加进名单。")
    said = ""
    if request.method == "POST":
        try:
            _set(request, wanted)
        except (RequestError, ReviewError) as error:
            said = str(error)
        else:
            return redirect("/account/?done=password")
    context = {"wanted": wanted, "said": said}
    return render(request, "desk/password.html", context, status=409 if said else 200)


def _set(request: HttpRequest, wanted: Account) -> None:
    """Set the first password, which only the clerk's machine takes, or change it by the old one."""
    new, again = request.POST.get("new", ""), request.POST.get("again", "")
    if wanted.since is None:
        set_first(wanted.person.account, new, again)
        return
    user = change(wanted.person.account, request.POST.get("old", ""), new, again)
    if request.user.is_authenticated and request.user.get_username() == user.get_username():
        update_session_auth_hash(request, user)


def _account_of(name: str) -> Account | None:
    if not name:
        return None
    return next((one for one in accounts() if one.person.account == account_name(name)), None)
