"""Coming in and going out: by the token of this start, or with a name and a password."""

from __future__ import annotations

from hmac import compare_digest
from typing import TYPE_CHECKING

from django.contrib.auth import login, logout
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kit.desk.here import here
from kit.desk.passwords import names_with_password, signed_in
from kit.desk.read_ahead import is_reading
from kit.desk.roles import came_by_token, let_clerk_in
from kit.errors import ReviewError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def open_with_token(request: HttpRequest, token: str) -> HttpResponse:
    """Return the way in for whoever was opened by the desk itself.

    While the week is still being read, a page that says so and leads on as soon as it is read.
    """
    # From another machine everyone comes by name and password.
    if request.is_secure() or not compare_digest(token.encode(), here().token.encode()):
        return render(request, "desk/closed.html", status=403)
    let_clerk_in(request)
    return render(request, "desk/opening.html") if is_reading() else redirect("week")


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Return the page for name and password, or the week to whoever gave them."""
    name = request.POST.get("name", "")
    said = ""
    if request.method == "POST":
        try:
            user = signed_in(name, request.POST.get("password", ""))
        except ReviewError as error:
            said = str(error)
        else:
            login(request, user)
            return redirect("sign" if came_by_token(request) else "week")
    names = names_with_password()
    context = {"names": names, "chosen": name, "said": said}
    return render(request, "desk/sign_in.html", context, status=403 if said else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; the clerk who opened this desk stays, only the signer goes."""
    stays = came_by_token(request)
    logout(request)
    if not stays:
        return redirect("sign_in")
    let_clerk_in(request)
    return redirect("sign")
