"""Sound as a browser's player asks for it: whole, or from where somebody has moved to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.http import HttpResponse

if TYPE_CHECKING:
    from django.http import HttpRequest

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def partial_sound(request: HttpRequest, data: bytes) -> HttpResponse:
    """Return an MP3, or the part of it that was asked for (RFC 9110, 14.2).

    Without parts no player in a browser can be moved, and some do not begin.
    """
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if not asked or asked[1] == asked[2] == "":
        answer = HttpResponse(data, content_type="audio/mpeg")
    else:
        first = int(asked[1]) if asked[1] else max(0, len(data) - int(asked[2]))
        last = min(int(asked[2]), len(data) - 1) if asked[1] and asked[2] else len(data) - 1
        if first > last:
            answer = HttpResponse(status=416)
            answer["Content-Range"] = f"bytes */{len(data)}"
            return answer
        answer = HttpResponse(data[first : last + 1], status=206, content_type="audio/mpeg")
        answer["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
    answer["Accept-Ranges"] = "bytes"
    return answer
