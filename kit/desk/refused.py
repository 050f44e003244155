"""What a browser is shown when Django itself refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from kit.errors import RequestError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page for a form that was opened before the desk was started anew."""
    del reason
    error = RequestError("这一页开得太久了，没有办成。", "请返回上一页，刷新以后再点一次。")
    return render(request, "desk/refused.html", {"error": error}, status=403)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page for an address that leads nowhere."""
    del exception
    error = RequestError("没有这一页。", "请从上面的栏目里找。")
    return render(request, "desk/refused.html", {"error": error}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Return the page for a defect of ours."""
    error = RequestError(
        "软件自己出了错。填的字还在，做好的各期没有动。", "请把 kit.log 发给维护的人。"
    )
    return render(request, "desk/refused.html", {"error": error}, status=500)
