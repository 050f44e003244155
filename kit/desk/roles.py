"""Who sits before the screen: the clerk, or a signer who gave a password."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect

from kit.desk.here import here
from kit.errors import SourceError
from kit.office.signers import signer_now
from kit.office.township_of import township_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

SECTIONS = (
    {"name": "week", "label": "本周", "address": "/"},
    {"name": "items", "label": "公开事项", "address": "/items/"},
    {"name": "print", "label": "打印", "address": "/print/"},
    {"name": "play", "label": "播音", "address": "/play/"},
    {"name": "account", "label": "台账", "address": "/ledger/"},
    {"name": "settings", "label": "设置", "address": "/settings/"},
)
"""The words in the head of every page, in their order."""
CLERKS_ALONE = frozenset({"print", "settings"})
CLERK = "业务员"
"""Name of the clerk's account; who opens the desk on its own machine is the clerk."""
_CLERK_KEY = "is_clerk"


def let_clerk_in(request: HttpRequest) -> None:
    """Make this browser the clerk's, under a session number of its own."""
    request.session.cycle_key()
    request.session[_CLERK_KEY] = True


def came_by_token(request: HttpRequest) -> bool:
    """Return whether this browser was opened by the desk itself."""
    return bool(request.session.get(_CLERK_KEY)) and not request.is_secure()


def is_clerk(request: HttpRequest) -> bool:
    """Return whether the clerk asks."""
    by_password = request.user.is_authenticated and request.user.get_username() == CLERK
    return by_password or came_by_token(request)


def signer(request: HttpRequest) -> str:
    """Return the name of the signer who asks; nothing where the list has them no more."""
    account = request.user.get_username() if request.user.is_authenticated else CLERK
    if account == CLERK:
        return ""
    try:
        person = signer_now(here().folder, account, here().clock)
    except SourceError:
        return ""  # nobody can sign by a kit.toml that cannot be read
    return person.name if person is not None and person.in_office else ""


def who(request: HttpRequest) -> str:
    """Return the name that stands beside what somebody does."""
    return signer(request) or CLERK


def is_known(request: HttpRequest) -> bool:
    """Return whether anybody known asks."""
    return is_clerk(request) or bool(signer(request))


def clerks(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return a page that only the clerk opens; a signer is sent to what waits for him."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return page(request, *args, **kwargs) if is_clerk(request) else redirect("week")

    return guarded


def in_every_page(request: HttpRequest) -> dict[str, Any]:
    """Return what the head of every page shows."""
    return {
        "township": township_name(here().folder),
        "sections": _sections(request),
        "who": who(request),
        "is_clerk": is_clerk(request),
        "practised": here().clock() if here().practises else None,
    }


def _sections(request: HttpRequest) -> tuple[dict[str, str], ...]:
    """Return the words that lead somewhere for whoever asks."""
    if is_clerk(request):
        return SECTIONS
    return (
        tuple(one for one in SECTIONS if one["name"] not in CLERKS_ALONE) if signer(request) else ()
    )
