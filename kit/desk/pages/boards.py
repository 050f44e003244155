"""公开栏照片: what hangs on each board by photos and eyes, and what nobody saw there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET, require_POST

from kit.desk.here import here
from kit.desk.photos_in import forget_photos, keep_photos
from kit.desk.roles import clerks, who
from kit.desk.running import look, newest, past, start
from kit.errors import RequestError, SourceError
from kit.office.back_sheets import back_sheets, record_back
from kit.office.board_photo import SheetState, all_boards, record_hung
from kit.office.photo_kept import kept_photos, read_kept_photo

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.http import HttpRequest

    from kit.desk.running import Work
    from kit.office.board_photo import BoardSeen

KIND = "photos"
"""Of the work, as a child does it."""
_SHORT = {
    "在": "在",
    "旧的一版": "旧",
    "该摘下": "该摘",
    "不该贴在这里": "贴错栏",
    "不认得": "认不出",
}
"""What stands on a photo, where there is room for a word."""
_CROOKED = "歪"


@require_GET
def boards(request: HttpRequest) -> HttpResponse:
    """Return the boards of a day, one of them with its photos."""
    place = here()
    work = _work(request.GET.get("work", ""))
    result = (work.result if work else None) or {}
    # A photo of yesterday is shown with yesterday's board.
    day = _day(request.GET.get("day", "") or result.get("day", "")) or place.clock().date()
    context: dict[str, Any] = {"section": "account", "day": day, "work": work}
    try:
        seen = all_boards(place.folder, place.clock, day)
    except SourceError:
        # Nothing was ever made: where it is made is the next step, and no fault.
        return render(request, "desk/boards.html", context)
    context["notes"] = result.get("notes", ())
    chosen = _chosen(seen, request.GET.get("board", ""))
    told: dict[str, Any] = {
        "rows": [_row(one) for one in seen],
        "chosen": chosen,
        "photos": _photos(chosen, day),
    }
    told["back"] = back_sheets(place.folder)
    return render(request, "desk/boards.html", {**context, **told})


@clerks
@require_POST
def take_photos(request: HttpRequest) -> HttpResponse:
    """Begin to read the photos of a board, and return to the page.

    Raises:
        RequestError: There is no photo, or others are being read.
    """
    place, board = here(), request.POST.get("board", "")
    files = request.FILES.getlist("photos")
    if not files:
        raise RequestError("还没有选照片。", "返回上一页，选一两张，再放一次。")
    running = newest(place.folder, KIND)
    if running is None or not running.is_alive:
        forget_photos()
    kept = keep_photos((str(one.name), one.read()) for one in files)
    order = {"board": board, "by": who(request), "photos": kept}
    work = start(place.folder, KIND, order, place.clock())
    return _to(board=board, work=work.name)


@clerks
@require_POST
def hung(request: HttpRequest) -> HttpResponse:
    """Note what somebody saw hanging with their own eyes, and return to the board."""
    place, board = here(), request.POST.get("board", "")
    ids = request.POST.getlist("seen")
    record_hung(place.folder, place.clock, board, ids, by=who(request))
    return _to(board=board)


@clerks
@require_POST
def sheet_back(request: HttpRequest) -> HttpResponse:
    """Note that a sheet came back, with what on it has no tick, and return to the page."""
    place, asked = here(), request.POST
    record_back(
        place.folder,
        place.clock,
        asked.get("file", ""),
        by=who(request),
        week=asked.get("week", ""),
        not_done=asked.getlist("not_done"),
    )
    return redirect(f"{reverse('boards')}#back")


@require_GET
def photo(request: HttpRequest) -> HttpResponse:
    """Return a photo that was kept."""
    data = read_kept_photo(here().folder, request.GET.get("file", ""))
    return HttpResponse(data, content_type="image/jpeg")


def _to(**asked: str) -> HttpResponse:
    return redirect(f"{reverse('boards')}?{urlencode(asked)}")


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _work(name: str) -> Work | None:
    """Return the reading that is under way, else the one that is asked for."""
    running = newest(here().folder, KIND)
    if running is not None and running.is_alive:
        return running
    return look(here().folder, name) if name else None


def _chosen(seen: Sequence[BoardSeen], name: str) -> BoardSeen | None:
    return next((one for one in seen if one.board == name), seen[0] if seen else None)


def _row(one: BoardSeen) -> dict[str, Any]:
    """Return a board with how many of its sheets somebody saw there."""
    there = sum(sheet.state is SheetState.THERE for sheet in one.sheets)
    old = sum(sheet.state is SheetState.OLD for sheet in one.sheets)
    return {"board": one, "there": there, "old": old, "all": len(one.sheets)}


def _photos(chosen: BoardSeen | None, day: date) -> list[dict[str, Any]]:
    """Return the photos of a board, the newest first, with what was read where on each."""
    if chosen is None:
        return []
    folder = here().folder
    read = {
        photo["file"]: photo["marks"]
        for work in past(folder, KIND)
        for photo in (work.result or {}).get("photos", ())
    }
    return [
        {"file": file, "marks": [_mark(one) for one in read.get(file, ())]}
        for file in reversed(kept_photos(folder, chosen.board, day))
    ]


def _mark(told: dict[str, Any]) -> dict[str, Any]:
    """Return a word for a place on a photo."""
    word = _SHORT.get(told["state"], told["state"])
    is_right = word == _SHORT["在"] and not told["tilt"]
    if word == _SHORT["在"] and told["tilt"]:
        word = _CROOKED
    percent = {"x": round(100 * told["x"], 1), "y": round(100 * told["y"], 1)}
    return {**percent, "word": word, "title": told["title"], "is_right": is_right}
