"""真人录音: read in a booth or on a telephone, listened to by another, and signed."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from kit.desk.booths import booths, open_booth
from kit.desk.here import here
from kit.desk.roles import clerks, signer
from kit.errors import RequestError
from kit.office.dialect import learn as learn_reading
from kit.office.dialect_desk import dialect_desk, dialect_sheet
from kit.office.recording_desk import reader_sheet, readings_at_hand, sound_of
from kit.office.take import WhoReads, hear, open_session, take_in

if TYPE_CHECKING:
    from django.http import HttpRequest

_MOST_SHOWN = 60
"""Characters without a reading in one list: more nobody asks an old neighbour about in a day."""
_FLAC, _WAVE = b"fLaC", b"RIFF"


@require_GET
def recordings(request: HttpRequest) -> HttpResponse:
    """Return every reading with how far it has come, or those of one item."""
    return _page(request, request.GET.get("item", ""))


@clerks
@require_POST
def record(request: HttpRequest, item_id: str, voice: str) -> HttpResponse:
    """Open the booth for a reader who agreed to be broadcast, and return to the page."""
    place = here()
    session = open_session(place.folder, item_id, _who(request, voice), place.clock)
    open_booth((item_id, voice), session)
    return redirect(f"{reverse('recordings')}?item={item_id}")


@clerks
@require_POST
def bring(request: HttpRequest, item_id: str, voice: str) -> HttpResponse:
    """Take in recordings of a telephone, or return what is wrong with them.

    Raises:
        RequestError: No file came.
    """
    place, uploads = here(), request.FILES.getlist("sounds")
    if not uploads:
        raise RequestError("没有选录音。", "回上一页，选好手机里的录音再点。")
    with tempfile.TemporaryDirectory() as folder:
        files = [_kept(Path(folder), str(one.name), one.read()) for one in uploads]
        taken = take_in(
            place.folder,
            item_id,
            _who(request, voice),
            files,
            place.clock,
            anyway="anyway" in request.POST,
        )
    told = [str(one) for one in taken.imported.verdicts]
    return _page(request, item_id, told=told, is_kept=taken.imported.folder is not None)


@require_POST
def listened(request: HttpRequest, item_id: str, voice: str) -> HttpResponse:
    """Sign a recording that a signer heard from beginning to end, or send it back.

    Raises:
        RequestError: Nobody is signed in by name, or he did not say that he heard it.
    """
    by, why = signer(request), request.POST.get("why", "").strip()
    agrees = request.POST.get("verdict") == "agree"
    if not by:
        raise RequestError("听审要签字的人自己签。", "请他用自己的名字和密码进来，再打开这一页。")
    if agrees and not request.POST.get("heard"):
        raise RequestError("还没有打勾。", "从头到尾听过、和稿子一样，打了勾再签。")
    if not agrees and not why:
        raise RequestError("没有写哪里不对。", "写清楚哪一句、怎么不对，念的人照着重录。")
    place = here()
    hear(place.folder, item_id, voice, place.clock, by=by, reject="" if agrees else why)
    return redirect(f"{reverse('recordings')}?item={item_id}")


@require_GET
def sound(request: HttpRequest, item_id: str, voice: str) -> HttpResponse:
    """Return what is listened to before a recording is signed."""
    del request
    data = sound_of(here().folder, item_id, voice)
    kinds = {_FLAC: "audio/flac", _WAVE: "audio/wav"}
    return HttpResponse(data, content_type=kinds.get(data[:4], "audio/mpeg"))


@require_GET
def sheet(request: HttpRequest, item_id: str, voice: str) -> HttpResponse:
    """Return the sheet that the reader reads from."""
    del request
    rows = readings_at_hand(here().folder, item_id)
    label = next((one.reading.label for one in rows if one.reading.voice == voice), "")
    data = reader_sheet(here().folder, item_id, label)
    return HttpResponse(data, content_type="application/pdf")


@require_GET
def dialect(request: HttpRequest) -> HttpResponse:
    """Return what of each broadcast has a reading in the township's dialect."""
    desk = dialect_desk(here().folder)
    context: dict[str, Any] = {"section": "play", "desk": desk}
    if desk:
        missing, several = desk.found.missing.most_common(), desk.found.several.most_common()
        context |= {
            "missing": missing[:_MOST_SHOWN],
            "rest": len(missing[_MOST_SHOWN:]),
            "several": several[:_MOST_SHOWN],
        }
    return render(request, "desk/dialect.html", context)


@require_GET
def dialect_pdf(request: HttpRequest, item_id: str) -> HttpResponse:
    """Return the sheet of an item in the dialect as it stands."""
    del request
    place = here()
    data = dialect_sheet(place.folder, item_id, place.clock)
    return HttpResponse(data, content_type="application/pdf")


@clerks
@require_POST
def learn(request: HttpRequest) -> HttpResponse:
    """Keep a reading that a local confirmed, and return to the page."""
    place, asked = here(), request.POST
    word, reading, by = (asked.get(name, "").strip() for name in ("word", "reading", "by"))
    learn_reading(place.folder, word, reading, "", place.clock, by=by, note="")
    return redirect(f"{reverse('dialect')}?learnt={quote(word)}")


def _page(
    request: HttpRequest, item_id: str, told: list[str] | None = None, *, is_kept: bool = False
) -> HttpResponse:
    rooms = booths()
    context: dict[str, Any] = {
        "section": "play",
        "item_id": item_id,
        "rows": [
            (one.item, one.reading, rooms.get((one.item.item_id, one.reading.voice), ""))
            for one in readings_at_hand(here().folder, item_id)
        ],
        "told": told,
        "is_kept": is_kept,
        "may_sign": bool(signer(request)),
    }
    return render(request, "desk/recordings.html", context)


def _who(request: HttpRequest, voice: str) -> WhoReads:
    asked = request.POST
    return WhoReads(name=asked.get("speaker", ""), consent="consent" in asked, voice_id=voice)


def _kept(folder: Path, name: str, data: bytes) -> Path:
    # Only the last part of a name, whatever a browser calls it: the numbers in it are the order.
    path = folder / (Path(name.replace("\\", "/")).name or "录音")
    path.write_bytes(data)
    return path
