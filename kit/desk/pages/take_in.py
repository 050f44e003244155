"""导入: a file of another office, each field beside its sentence, nothing taken over unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from kit.desk.form_page import tell_once
from kit.desk.here import here
from kit.desk.incoming import let_go, name_of, take_in, waiting_file
from kit.desk.roles import clerks
from kit.errors import ForeignFileError, RequestError
from kit.model.field import LISTS, NOTHING
from kit.model.fields import BY_LABEL
from kit.model.item import Kind
from kit.office.import_file import is_list, read_sent
from kit.office.import_list import new_list_item
from kit.office.import_notice import read_notice
from kit.office.sent_lists import ListRead
from kit.office.take_over import take_over
from kit.office.take_rows import take_rows

if TYPE_CHECKING:
    from pathlib import Path

    from django.http import HttpRequest, HttpResponse

    from kit.office.import_notice import NoticeRead

_PASTED = "粘贴的文字.txt"
_KIND = "类型"
_ROWS_SHOWN = 8


@clerks
@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Return the page to bring a file, or what stands in the one that was brought."""
    if request.method == "GET":
        mark = request.GET.get("file", "")
        return _shown(request, mark) if mark else render(request, "desk/import.html", _empty())
    upload = request.FILES.get("file")
    text = request.POST.get("text", "").strip()
    if upload is None and not text:
        return render(request, "desk/import.html", _empty("还没有文件。选一份，或者粘贴文字。"))
    name = str(upload.name) if upload else _PASTED
    mark = take_in(name, upload.read() if upload else text.encode())
    return _shown(request, mark)


@clerks
@require_POST
def take(request: HttpRequest, mark: str) -> HttpResponse:
    """Put what was confirmed of a notice into a new item, and return its editor."""
    path, place = waiting_file(mark), here()
    notice = read_notice(place.folder, _source(path), place.clock)
    taken = take_over(
        place.folder,
        {_KIND: request.POST.get("kind", Kind.NOTICE), **_confirmed(request, notice)},
        place.clock,
        body=notice.body,
        lists=notice.lists,
    )
    let_go(mark)
    tell_once(request, taken.path.stem, taken.told)
    return redirect("item", item_id=taken.path.stem)


@clerks
@require_POST
def take_list(request: HttpRequest, mark: str) -> HttpResponse:
    """Put a list or the rows of a form into the workspace."""
    path, place = waiting_file(mark), here()
    found = read_sent(place.folder, path, place.clock, sheet=request.POST.get("sheet", ""))
    if isinstance(found, ListRead):
        made = new_list_item(place.folder, found, place.clock)
        let_go(mark)
        return redirect("item", item_id=made.stem)
    taken = take_rows(place.folder, found)
    let_go(mark)
    context = _empty() | {"rows_taken": len(taken.files), "rows_refused": taken.refused}
    return render(request, "desk/import.html", context)


def _empty(said: str = "") -> dict[str, Any]:
    return {"section": "items", "help_topic": "import", "said": said}


def _shown(request: HttpRequest, mark: str) -> HttpResponse:
    """Return what stands in a file that waits, or why it is not read."""
    path, place = waiting_file(mark), here()
    try:
        if name_of(path) != _PASTED and is_list(path):
            found: Any = read_sent(place.folder, path, place.clock)
            what = "list" if isinstance(found, ListRead) else "rows"
        else:
            found, what = read_notice(place.folder, _source(path), place.clock), "notice"
    except (ForeignFileError, RequestError) as error:
        return render(request, "desk/import.html", _empty(str(error)))
    context = _empty() | {"mark": mark, "name": name_of(path), "what": what, what: found}
    if what == "notice":
        context["kinds"] = list(Kind)
    if what == "list":
        context["some_rows"] = found.rows[:_ROWS_SHOWN]
    return render(request, "desk/import.html", context)


def _source(path: Path) -> Path | bytes:
    return path.read_bytes() if name_of(path) == _PASTED else path


def _confirmed(request: HttpRequest, notice: NoticeRead) -> dict[str, Any]:
    """Return the fields of which somebody said that they are right, as they were left.

    Raises:
        RequestError: Two values of a field that has one were confirmed.
    """
    fields: dict[str, Any] = {}
    sure = request.POST.getlist("sure")
    rows = [row for place, row in enumerate(notice.rows) if str(place) in sure]
    for number, one in (value for row in rows for value in row.values):
        value = request.POST.get(f"value-{number}", "").strip()
        if not value:
            continue
        if BY_LABEL[one.field].form in LISTS:
            fields.setdefault(one.field, []).append(value)
        elif fields.setdefault(one.field, value) != value:
            raise RequestError(
                f"“{one.field}”有两个都点了“对”。", "返回上一页，只留一个，再填进去。"
            )
    if "nothing" in request.POST:
        fields |= dict.fromkeys(notice.may_be_nothing, NOTHING)
    return fields
