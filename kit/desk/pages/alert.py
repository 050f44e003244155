"""发预警: typed after the original, signed on the spot, made by itself, played."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kit.desk.here import here
from kit.desk.how_far import how_far, spoken_s
from kit.desk.roles import CLERK, clerks, signer
from kit.desk.running import cancel, newest, past, start
from kit.desk.to_sign_page import page_of
from kit.office.aired import REASONS, record_not_played, record_played
from kit.office.alert import look_at_alert, write_alert
from kit.office.alert_cap import receive_alert
from kit.office.alert_fields import AlertForm
from kit.office.alert_form import alert_form, alert_offer, alert_typed
from kit.office.alert_kinds import ALERT_KINDS, LEVELS
from kit.office.alert_now import AlertState, alert_now, alert_sound

if TYPE_CHECKING:
    from django.http import HttpRequest

    from kit.desk.running import Work
    from kit.office.alert_form import AlertFault
    from kit.office.alert_now import AlertNow

OTHER = "别的"
_AN_HOUR_S = 3600
_TIMES = "alert_times"
"""In the session: when the form was opened and the alert written, to tell how long it took."""


@clerks
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, item_id: str = "") -> HttpResponse:
    """Return the form of an alert; what was typed whole goes to be signed."""
    place = here()
    if request.method == "POST":
        form = _typed(request)
        written = write_alert(place.folder, form, place.clock, item_id)
        if not written.faults:
            request.session[_TIMES] = {
                **request.session.get(_TIMES, {}),
                "item": written.item_id,
                "written": place.clock().isoformat(),
            }
            return redirect("alert_now", written.item_id)
        return _form(request, form, item_id, _by_field(written.faults))
    if not item_id:
        request.session[_TIMES] = {"began": place.clock().isoformat()}
    form = (
        alert_typed(place.folder, item_id)
        if item_id
        else alert_form(place.folder, request.GET.get("kind", ""))
    )
    return _form(request, form, item_id, {})


@clerks
@require_POST
def received(request: HttpRequest) -> HttpResponse:
    """Return the form of an alert filled from a CAP file, with what must be looked at."""
    upload = request.FILES.get("file")
    if upload is None:
        return redirect("alert")
    place = here()
    request.session[_TIMES] = {"began": place.clock().isoformat()}
    found = receive_alert(place.folder, upload.read(), place.clock)
    return _form(request, found.form, "", {}, told=found.told)


@require_GET
def now(request: HttpRequest, item_id: str) -> HttpResponse:
    """Return an alert's page on its way: waiting, being made, made, over."""
    place = here()
    alert = alert_now(place.folder, item_id, place.clock)
    work = newest(place.folder, "build")
    took_s = _since(request, item_id, "began")
    context = {
        "section": "alert",
        "alert": alert,
        "stage": _stage(alert, work),
        "work": work,
        "waited_s": _since(request, item_id, "written"),
        "sound_told": spoken_s(alert.sound.seconds) if alert.sound else "",
        "took_told": spoken_s(took_s) if took_s is not None and took_s < _AN_HOUR_S else "",
        "reasons": REASONS,
        "noted": request.GET.get("noted", ""),
    }
    if work is not None and work.is_alive:
        context["far"] = how_far(work, past(place.folder, "build"))
    if alert.state is AlertState.WRITTEN:
        # A signer who stands beside the clerk signs here, and the clerk goes on.
        context |= page_of(alert.item_id, signer(request)) | {"next": request.path}
    return render(request, "desk/alert_now.html", context)


@clerks
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Return how a typed alert will hang and sound, for the script of its form."""
    place = here()
    found = look_at_alert(place.folder, _typed(request), place.clock)
    picture = b64encode(found.picture).decode()
    return JsonResponse(
        {
            "picture": f"data:image/png;base64,{picture}" if picture else "",
            "distance": f"约 {found.distance_m:.1f} 米看得清" if found.distance_m else "",
            "seconds": f"广播念一遍约 {round(found.seconds)} 秒" if found.seconds else "",
            "faults": [asdict(one) for one in found.faults],
            "warnings": list(found.warnings),
        }
    )


@require_GET
def look(request: HttpRequest, item_id: str) -> HttpResponse:
    """Return where an alert is, for the script of its page."""
    del request
    place = here()
    alert = alert_now(place.folder, item_id, place.clock)
    return JsonResponse({"stage": _stage(alert, newest(place.folder, "build"))})


@clerks
@require_POST
def make(request: HttpRequest, item_id: str) -> HttpResponse:
    """Begin to make a signed alert alone; whatever else is being made gives way."""
    del request
    place = here()
    work = newest(place.folder, "build")
    if work is None or not work.is_alive:
        alert = alert_now(place.folder, item_id, place.clock)
        if alert.state is AlertState.SIGNED:
            order = {"week": "", "only_item": alert.item_id, "wording": alert.wording}
            start(place.folder, "build", order, place.clock())
    elif work.order.get("only_item") != item_id and not work.is_stopping:
        cancel(place.folder, work.name)
    return redirect("alert_now", item_id)


@require_GET
def sound(request: HttpRequest, item_id: str) -> HttpResponse:
    """Return what is played of an alert, or of its end."""
    place = here()
    data = alert_sound(place.folder, item_id, place.clock, all_clear="end" in request.GET)
    return HttpResponse(data, content_type="audio/mpeg")


@clerks
@require_POST
def note(request: HttpRequest, item_id: str) -> HttpResponse:
    """Enter whether the village heard it, and return to its page."""
    place = here()
    alert = alert_now(place.folder, item_id, place.clock)
    path = alert.sound.path if alert.sound else ""
    by, why = signer(request) or CLERK, request.POST.get("why", "").strip()
    if request.POST.get("heard") == "yes":
        record_played(place.folder, place.clock, path, by=by)
    else:
        why = request.POST.get("other", "").strip() or why
        record_not_played(place.folder, place.clock, path, by=by, why=why)
    heard = "yes" if request.POST.get("heard") == "yes" else "no"
    return redirect(f"{reverse('alert_now', args=[item_id])}?noted={heard}")


def _by_field(faults: tuple[AlertFault, ...]) -> dict[str, AlertFault]:
    """Return the first of each field, in the order of the form."""
    found: dict[str, AlertFault] = {}
    for one in faults:
        found.setdefault(one.field, one)
    return found


def _typed(request: HttpRequest) -> AlertForm:
    typed = {one.name: request.POST.get(one.name, "") for one in fields(AlertForm)}
    if typed["kind"] == OTHER:
        typed["kind"] = request.POST.get("other", "")
    return AlertForm(**typed)


def _form(
    request: HttpRequest,
    form: AlertForm,
    item_id: str,
    faults: dict[str, AlertFault],
    told: tuple[str, ...] = (),
) -> HttpResponse:
    known = ["", *(one.name for one in ALERT_KINDS)]
    offer = alert_offer(here().folder, here().clock)
    context = {
        "section": "alert",
        "form": form,
        "item_id": item_id,
        "kinds": [asdict(one) | {"sender": offer.senders[one.name]} for one in ALERT_KINDS],
        "levels": LEVELS,
        "offer": offer,
        "sender": offer.senders.get(form.kind, ""),
        "is_other": form.kind not in known,
        "faults": faults,
        "told": told,
    }
    return render(request, "desk/alert.html", context, status=422 if faults else 200)


def _stage(alert: AlertNow, work: Work | None) -> str:
    """Return what the page shows: the alert's own state, and what a child does about it."""
    if alert.state is not AlertState.SIGNED:
        return alert.state.name.lower()
    if work is None:
        return "signed"
    mine = work.order.get("only_item") == alert.item_id
    if work.is_alive:
        return "making" if mine else "giving_way" if work.is_stopping else "busy"
    # Tried with this very wording, and it is not in the edition: no second try helps.
    return "failed" if mine and work.order.get("wording") == alert.wording else "signed"


def _since(request: HttpRequest, item_id: str, what: str) -> int | None:
    """Return the seconds since then; None for an alert that was not begun in this browser."""
    times = request.session.get(_TIMES, {})
    then = parse_datetime(times.get(what, "")) if times.get("item") == item_id else None
    return round((here().clock() - then).total_seconds()) if then else None
