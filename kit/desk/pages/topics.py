"""帮助: short answers for each section, in the clerk's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

TOPICS = {
    "week": "本周",
    "items": "公开事项",
    "import": "从通知取要点",
    "sign": "签字",
    "print": "打印",
    "play": "播音",
    "stick": "U盘",
    "account": "台账",
    "settings": "设置",
    "alert": "发预警",
    "trouble": "出了问题",
}
"""By the name of a section: its help, which is the template of that name."""


@require_GET
def topic(request: HttpRequest, section: str) -> HttpResponse:
    """Return the help of a section; of one without any, that of the week."""
    if section not in TOPICS:
        return redirect("help", "week")
    context = {
        "topics": TOPICS.items(),
        "help_topic": section,
        "title": TOPICS[section],
        "answers": f"desk/help/{section}.html",
    }
    return render(request, "desk/help.html", context)
