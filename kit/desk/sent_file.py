"""Files to take away: what a page answers when something is saved."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "ics": "text/calendar; charset=utf-8",
}


def sent_file(data: bytes, name: str, kind: str) -> HttpResponse:
    """Return the answer that saves ``data`` under a name, which may be Chinese."""
    answer = HttpResponse(data, content_type=_TYPES[kind])
    answer["Content-Disposition"] = (
        f"attachment; filename*=UTF-8''{quote(f'{name}.{kind}', safe='')}"
    )
    return answer
