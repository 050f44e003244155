"""Who comes in: nobody without a session, and no page that a foreign script could steer."""

from __future__ import annotations

from traceback import format_exception
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render

from kit.desk.here import here
from kit.desk.roles import is_known
from kit.errors import KitError
from kit.office.defect import write_defect
from kit.office.township_of import township_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

OPEN_TO_ALL = ("/open/", "/sign-in/", "/static/")
OPEN_BEFORE_SETUP = (*OPEN_TO_ALL, "/sign-out/", "/settings/", "/start/", "/help/")
"""What answers while ``kit.toml`` cannot be read; everything else leads to the guide."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "media-src 'self' blob:; connect-src 'self'; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


class SecureCookies:
    """Django middleware, the outermost: what travels by TLS never travels without."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer, its cookies marked where it goes to another machine."""
        response = self.answer(request)
        for cookie in response.cookies.values() if request.is_secure() else ():
            cookie["secure"] = True
        return response


class Door:
    """Django middleware: lets in, adds the headers, and turns a ``KitError`` into a page."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer to a request, or the page that says how to come in."""
        if _is_foreign(request):
            response = HttpResponse("这一页只能在公开台自己的窗口里打开。", status=403)
        elif not request.path.startswith(OPEN_TO_ALL) and not is_known(request):
            response = (
                redirect("sign_in")
                if request.is_secure()
                else render(request, "desk/closed.html", status=403)
            )
        elif not request.path.startswith(OPEN_BEFORE_SETUP) and not township_name(here().folder):
            response = redirect("setup")
        else:
            response = self.answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page for what a use case refuses; anything else is a defect of ours."""
        if not isinstance(error, KitError):
            place = here()
            # Where it broke, and nothing of who asked for what.
            write_defect(place.folder, "".join(format_exception(error)), place.clock())
            return None
        return render(request, "desk/refused.html", {"error": error}, status=409)


def _is_foreign(request: HttpRequest) -> bool:
    """Whether a page of another origin sent it; Host itself is checked by Django."""
    origin = request.headers.get("Origin")
    own = f"{request.scheme}://{request.get_host()}"
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    return (origin is not None and origin != own) or site not in ("same-origin", "none")
