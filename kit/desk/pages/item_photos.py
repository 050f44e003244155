"""Pictures of an item: dropped in, turned, let go."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from kit.desk.item_request import writing_of
from kit.desk.keeping import opened, rewrite
from kit.desk.roles import clerks
from kit.errors import RequestError
from kit.office.item_pictures import add_picture, picture_path, turn_picture, without_picture

if TYPE_CHECKING:
    from django.http import HttpRequest

    from kit.desk.keeping import Writing


@clerks
@require_POST
def add(request: HttpRequest, item_id: str) -> HttpResponse:
    """Put pictures beside an item, and return to its form.

    Raises:
        RequestError: None was sent.
        SourceError: One is no picture.
    """
    uploads = request.FILES.getlist("file")
    if not uploads:
        raise RequestError("还没有选图片。", "返回上一页，选一张 jpg 或 png。")
    writing = writing_of(request, item_id)
    for upload in uploads:
        rewrite(writing, partial(_with_picture, writing, upload.read()))
    return _back(item_id)


@clerks
@require_POST
def change(request: HttpRequest, item_id: str, name: str) -> HttpResponse:
    """Turn a picture or let it go, and return to the form."""
    writing = writing_of(request, item_id)
    if request.POST.get("do") == "turn":
        rewrite(writing, lambda text: turn_picture(writing.folder, writing.file, text, name))
    else:
        rewrite(writing, partial(without_picture, writing.file, name=name))
    return _back(item_id)


@clerks
@require_GET
def show(request: HttpRequest, item_id: str, name: str) -> HttpResponse:
    """Return a picture."""
    writing = writing_of(request, item_id)
    path = picture_path(writing.folder, writing.file, opened(writing).text, name)
    kind = "image/png" if path.suffix.lower() == ".png" else "image/jpeg"
    return HttpResponse(path.read_bytes(), content_type=kind)


def _with_picture(writing: Writing, data: bytes, text: str) -> str:
    return add_picture(writing.folder, writing.file, text, data)


def _back(item_id: str) -> HttpResponse:
    return redirect(f"{reverse('item', args=[item_id])}#f-图片")
