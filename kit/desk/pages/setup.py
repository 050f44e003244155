"""设置: kit.toml page by page; the first five pages are the guide of the first start."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kit.desk.at_work import SENTENCE, SOUND
from kit.desk.here import here
from kit.desk.roles import clerks
from kit.desk.running import WORKS, look, newest, start
from kit.desk.typed_settings import dropped, rows_of, typed_rows, with_row_added
from kit.errors import RequestError
from kit.office.market_days import next_market_days
from kit.office.sample_sheet import sample_sheet
from kit.office.setting_parts import BY_NAME, GUIDE
from kit.office.setting_values import meant
from kit.office.township_form import (
    fill_part,
    first_unfinished,
    open_part,
    parts_of,
    save_part,
)

if TYPE_CHECKING:
    from django.http import HttpRequest

    from kit.office.setting_cells import PartForm
    from kit.office.setting_rows import TypedPart

VOICE = "voice"
_SAVED = "saved_settings"
_STEPS = tuple(part.name for part in GUIDE)
_MINUTES = {4: "约 5 分钟", 3: "约 4 分钟", 2: "约 3 分钟", 1: "约 1 分钟"}


@clerks
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Return the list of all settings, with what is set in each."""
    context = {
        "section": "settings",
        "parts": parts_of(here().folder),
        "unfinished": first_unfinished(here().folder),
        "changed": request.session.pop(_SAVED, None),
    }
    return render(request, "desk/settings.html", context)


@clerks
@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, name: str) -> HttpResponse:
    """Return one page of settings, or save it and return to the list."""
    return _page(request, name, is_guide=False)


@clerks
@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    """Return to the step of the guide at which something is missing."""
    del request
    name = first_unfinished(here().folder) or _STEPS[0]
    return redirect("setup_step", name if name in _STEPS else _STEPS[0])


@clerks
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, name: str) -> HttpResponse:
    """Return one step of the guide, or save it and go on to the next."""
    if name not in _STEPS:
        raise Http404
    return _page(request, name, is_guide=True)


@clerks
@require_GET
def first_poster(request: HttpRequest) -> HttpResponse:
    """Return the end of the guide: the first poster of this township."""
    unfinished = first_unfinished(here().folder)
    if unfinished:
        return redirect("setup")
    context = {"section": "settings", "steps": _steps(""), **_sheet({})}
    return render(request, "desk/setup_done.html", context)


@clerks
@require_POST
def market_days(request: HttpRequest) -> HttpResponse:
    """Return the next market days by a rule that is being chosen."""
    rows = typed_rows(BY_NAME["market"], request.POST)
    context = {"days": next_market_days(here().folder, rows, here().clock)}
    return render(request, "desk/setting_days.html", context)


@clerks
@require_GET
def board_sheet(request: HttpRequest) -> HttpResponse:
    """Return what would hang on a board that is being set up."""
    return render(request, "desk/setting_sheet.html", _sheet(request.GET))


@clerks
@require_POST
def speak(request: HttpRequest) -> HttpResponse:
    """Begin to speak a sentence in a voice that is being chosen."""
    rows = typed_rows(BY_NAME["broadcast"], request.POST)["voice"]
    if len(rows) != 1:
        raise RequestError("没有选声音，念不了。", "请刷新这一页，选一个声音再听。")
    (row,) = rows
    order = {
        "name": row.values.get("name", ""),
        "speed": meant("voice", "speed", row.values.get("speed", "")),
        "preset": row.values.get("preset", ""),
    }
    work = start(here().folder, VOICE, order, here().clock())
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"name": work.name})
    return redirect("setting", "broadcast")


@clerks
@require_GET
def spoken(request: HttpRequest, name: str) -> HttpResponse:
    """Return how far the speaking is, and how many sentences can be heard already."""
    del request
    work = look(here().folder, name)
    said = dict(work.result or {})
    return JsonResponse(
        {
            "is_alive": work.is_alive,
            "is_spoken": bool(said.get("ok")),
            "sentences": work.stages[0].done if work.stages else 0,
            "told": "" if said.get("ok") else _told(said, broke_off=work.broke_off),
        }
    )


@clerks
@require_GET
def sound(request: HttpRequest, name: str) -> HttpResponse:
    """Return what was spoken, or one sentence of it by its number."""
    work, number = look(here().folder, name), request.GET.get("sentence", "")
    file = SENTENCE.format(int(number)) if number.isdecimal() else SOUND
    path = here().private / WORKS / work.name / file
    if work.kind != VOICE or not path.is_file():
        raise Http404
    return HttpResponse(path.read_bytes(), content_type="audio/mpeg")


def _told(said: dict[str, Any], *, broke_off: bool) -> str:
    if broke_off:
        return "没有念成。再点一次试听。"
    return f"{said.get('message', '')}{said.get('remedy', '')}"


def _page(request: HttpRequest, name: str, *, is_guide: bool) -> HttpResponse:
    if name not in BY_NAME:
        raise Http404
    folder, part = here().folder, BY_NAME[name]
    if request.method != "POST":
        return _shown(request, open_part(folder, name), is_guide=is_guide)
    rows: TypedPart = typed_rows(part, request.POST)
    seen = request.POST.get("seen", "")
    added, gone = request.POST.get("add", ""), request.POST.get("drop", "")
    if added or gone or "look" in request.POST:
        rows = with_row_added(part, rows, added) if added else dropped(rows, gone)
        form = fill_part(folder, name, rows, seen=seen)
        return _shown(request, form, is_guide=is_guide, added=added)
    saved = save_part(folder, name, rows, seen=seen)
    if not saved.is_saved:
        return _shown(request, saved.form, is_guide=is_guide, status=422)
    if not is_guide:
        request.session[_SAVED] = list(saved.changed)
        return redirect("settings")
    after = _STEPS[_STEPS.index(name) + 1 :]
    return redirect("setup_step", after[0]) if after else redirect("first_poster")


def _shown(
    request: HttpRequest,
    form: PartForm,
    *,
    is_guide: bool,
    added: str = "",
    status: int = 200,
) -> HttpResponse:
    name = form.part.name
    context: dict[str, Any] = {
        "section": "settings",
        "form": form,
        "is_guide": is_guide,
        "is_refused": status != 200,
        "added": added,
        "aside": {"market": "days", "boards": "sheet", "broadcast": "voice"}.get(name, ""),
    }
    if is_guide:
        at = _STEPS.index(name)
        left = len(_STEPS) - at - 1
        context |= {
            "steps": _steps(name),
            "before": _STEPS[at - 1] if at else "",
            "left": left,
            "minutes": _MINUTES.get(left, ""),
        }
        if first_unfinished(here().folder):
            context["sections"] = ()  # they all lead back here
    if name == "market":
        rows = rows_of(form)
        context["days"] = next_market_days(here().folder, rows, here().clock)
    elif name == "boards":
        first = form.groups[0].rows[:1]
        context |= _sheet({c.setting.key: c.typed for row in first for c in row.cells})
    elif name == "broadcast":
        context["voice"] = newest(here().folder, VOICE)
    return render(request, "desk/setting.html", context, status=status)


def _steps(now: str) -> list[dict[str, Any]]:
    """Return the row of steps; those before the present one are past."""
    at = _STEPS.index(now) if now else len(_STEPS)
    return [
        {"name": part.name, "short": part.short, "is_past": n < at, "is_now": n == at}
        for n, part in enumerate(GUIDE)
    ]


def _sheet(asked: Any) -> dict[str, Any]:
    """Return the sample poster for a template, on the paper and for the distance asked for."""
    try:
        read_from_m = float(asked.get("read_from_m", ""))
    except ValueError:
        read_from_m = None
    shown = sample_sheet(
        here().folder, here().clock, paper=asked.get("paper", ""), read_from_m=read_from_m
    )
    picture = base64.b64encode(shown.picture).decode("ascii") if shown else ""
    return {"sheet": shown, "picture": picture}
