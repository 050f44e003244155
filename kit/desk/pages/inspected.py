"""台账: what was public when and where, and what was done with it; for whoever inspects."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from kit.desk.here import here
from kit.desk.roles import clerks, who
from kit.office.account import MISSING, account, take_back
from kit.office.account_csv import account_csv

if TYPE_CHECKING:
    from django.http import HttpRequest

    from kit.office.account import Account, AccountRow

_ASKED = {"week": "week", "month": "month", "item_id": "item"}
"""What an account is asked for, and how its address says so."""


@require_GET
def inspected(request: HttpRequest) -> HttpResponse:
    """Return the account of a week, a month or an item."""
    asked = _asked(request)
    found = _account_of(asked)
    today = here().clock().date()
    context = {
        "section": "account",
        "account": found,
        "asked": asked,
        "query": urlencode({key: asked[name] for name, key in _ASKED.items() if asked[name]}),
        "rows": [_row(one) for one in found.rows],
        "nums": _nums(found),
        "has_details": bool(asked["item_id"]),
        "this_month": f"{today:%Y-%m}",
    }
    return render(request, "desk/inspected.html", context)


@require_GET
def table(request: HttpRequest) -> HttpResponse:
    """Return the account as a file for a spreadsheet."""
    found = _account_of(_asked(request))
    answer = HttpResponse(account_csv(found), content_type="text/csv; charset=utf-8")
    name = quote(f"台账 {found.label}.csv")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer


@clerks
@require_POST
def strike(request: HttpRequest) -> HttpResponse:
    """Strike out a note that was a mistake, and return to the item's account."""
    place, asked = here(), request.POST
    take_back(
        place.folder, place.clock, asked.get("seal", ""), by=who(request), why=asked.get("why", "")
    )
    back = {"item": asked.get("item", "")}
    return redirect(f"{reverse('account_page')}?{urlencode(back)}")


def _account_of(asked: dict[str, str]) -> Account:
    week, month, item_id = (asked[name] for name in ("week", "month", "item_id"))
    return account(here().folder, here().clock, week=week, month=month, item_id=item_id)


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(key, "").strip() for name, key in _ASKED.items()}


def _row(one: AccountRow) -> dict[str, Any]:
    """Return a wording with how often each thing was done with it."""
    done = Counter(deed.kind for deed in one.deeds if not deed.taken_back)
    return {"item": one, "done": tuple(done.items())}


def _nums(found: Account) -> dict[str, int]:
    """Return the figures an inspector looks for first."""
    counts = found.counts
    return {
        "public": len({one.item_id for one in found.rows if one.editions}),
        "played": counts.get("播了", 0),
        "silent": counts.get("没播成", 0),
        "photos": counts.get("照片", 0),
        "missing": counts.get(MISSING, 0),
    }
