"""Which of a page's looks is the newest: an older one that still waits is not worth its work."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest

_MOST = 200
_newest: OrderedDict[tuple[str, str], int] = OrderedDict()
_turn = Lock()
_work = Lock()


@dataclass(frozen=True, slots=True)
class Wish:
    """A look that a page asked for; the page counts them."""

    page: tuple[str, str]
    count: int


def wish(request: HttpRequest, item_id: str) -> Wish:
    """Note that a page asks for a look."""
    count = request.POST.get("count", "")
    wished = Wish((request.POST.get("leaf", ""), item_id), int(count) if count.isdecimal() else 0)
    with _turn:
        _newest[wished.page] = max(_newest.get(wished.page, 0), wished.count)
        _newest.move_to_end(wished.page)
        while len(_newest) > _MOST:
            _newest.popitem(last=False)
    return wished


def is_newest(wished: Wish) -> bool:
    """Return whether the page has not asked again since."""
    with _turn:
        return _newest.get(wished.page, 0) <= wished.count


def one_at_a_time() -> Lock:
    """Return the lock of a look: four at once would each take four times as long."""
    return _work
