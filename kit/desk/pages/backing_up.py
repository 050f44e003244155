"""备份: the workspace kept in one file on a stick, by a child, and read back."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from kit.desk.copied_far import copied_far
from kit.desk.here import here
from kit.desk.roles import clerks
from kit.desk.running import look, newest, start
from kit.errors import RequestError
from kit.office.stick import plugged_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

KIND = "backup"
_UNIT = "个文件"


@clerks
@require_GET
def backup(request: HttpRequest) -> HttpResponse:
    """Return the page of the backup: where to, how far it is, or what came of it."""
    folder, asked = here().folder, request.GET.get("work", "")
    work = newest(folder, KIND)
    if asked and (work is None or work.name != asked):
        work = look(folder, asked)
    context = {"section": "settings", "work": work}
    if work is not None and work.is_alive:
        return render(request, "desk/backup.html", {**context, "far": copied_far(work, _UNIT)})
    ended = work.result if work is not None and asked else None
    broke_off = work is not None and bool(asked) and ended is None
    told = {"ended": ended, "broke_off": broke_off, "sticks": plugged_in()}
    return render(request, "desk/backup.html", {**context, **told})


@clerks
@require_POST
def back_up_now(request: HttpRequest) -> HttpResponse:
    """Begin a backup, and return to the page, where it is shown how far it is.

    Raises:
        RequestError: No stick was chosen, or a backup is being made.
    """
    path = request.POST.get("stick", "") or request.POST.get("folder", "").strip()
    if not path:
        raise RequestError("还没有选U盘。", "插上U盘，返回上一页，选它，再点一次。")
    place = here()
    work = start(place.folder, KIND, {"path": path}, place.clock())
    return redirect(f"{reverse('backup')}?{urlencode({'work': work.name})}")


@clerks
@require_GET
def backup_far(request: HttpRequest, name: str) -> HttpResponse:
    """Return how far a backup is, for the script of its page."""
    del request
    work = look(here().folder, name)
    if not work.is_alive:
        return JsonResponse({"ended": True})
    return JsonResponse({"ended": False, **asdict(copied_far(work, _UNIT))})
