"""An alert as it is typed: its form, what can be proposed, and what is not typed right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.errors import RequestError
from kit.office.alert_fields import MOMENTS, AlertForm, office_phones
from kit.office.alert_kinds import ALERT_KINDS, LEVELS, alert_kind
from kit.office.alert_moment import typed_moment, written_moment
from kit.office.find import find
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from kit.model.item import Item
    from kit.progress import Clock

ASKED = {
    "kind": "什么预警",
    "level": "级别",
    "onset": "从什么时候",
    "expires": "到什么时候",
    "sender": "谁发的",
    "sent": "几点发的",
    "source_ref": "原文的编号",
    "area": "哪些地方",
    "warn": "会出什么事",
    "do": "叫大家做什么",
    "phones": "打什么电话",
}
"""The fields in their order, by the names that the page gives them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertFault:
    """What must be put right before it can be signed."""

    field: str
    """Name of a field of :class:`AlertForm`; empty where it is none of them."""
    message: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertOffer:
    """What may stand in a field of facts, to be put there by a press: never by itself."""

    onset: str
    """Now, as the form shows a moment."""
    area: str
    senders: Mapping[str, str]
    """Who sent the newest alert of each usual kind; nothing where there was none."""


def alert_form(folder: Path, kind: str = "") -> AlertForm:
    """Return a form in which no fact stands; of a kind that was chosen, what is mostly asked.

    Kind, level, hours, sender and area are the original's: who sees one there already does not
    look it up.

    Raises:
        SourceError: The workspace cannot be read.
    """
    if not kind:
        return AlertForm()
    township = open_workspace(folder).township
    usual = alert_kind(kind)
    return AlertForm(
        kind=kind,
        warn=usual.warn,
        do="\n".join(usual.do),
        phones="\n".join((*usual.phones, *office_phones(township))[:2]),
    )


def alert_offer(folder: Path, clock: Clock) -> AlertOffer:
    """Return what a press may put into an alert's form.

    Raises:
        SourceError: The workspace cannot be read.
    """
    workspace, now = open_workspace(folder), clock()
    return AlertOffer(
        onset=written_moment(now.replace(tzinfo=None), now.date()),
        area=workspace.township.name,
        senders={one.name: _sender(_last_alert(workspace.items, one.name)) for one in ALERT_KINDS},
    )


def alert_typed(folder: Path, item_id: str) -> AlertForm:
    """Return what was typed into an alert.

    Raises:
        RequestError: It is no alert.
        SourceError: There is no such item.
    """
    item = find(folder, item_id).item
    alert = item.emergency
    if alert is None:
        raise RequestError(f"{item_id} 不是应急预警。", "请从“公开事项”里打开它。")
    near = item.dates.publish
    moments = {name: getattr(alert, name) for name in MOMENTS}
    told = {n: written_moment(m.replace(tzinfo=None), near) for n, m in moments.items() if m}
    return AlertForm(
        kind=alert.type,
        level=alert.level,
        sender=alert.sender,
        source_ref=alert.source_ref,
        area=alert.area,
        warn=alert.warn,
        do="\n".join(alert.do),
        phones="\n".join(f"{one.label} {one.number}" for one in item.phones),
        **told,
    )


def typing_faults(form: AlertForm, now: datetime) -> Iterator[AlertFault]:
    """Yield what is missing, cannot be read, or is over already."""
    for name, label in ASKED.items():
        value = getattr(form, name)
        if not value:
            yield AlertFault(field=name, message=f"没有填“{label}”。", remedy="照原文填上。")
        elif name in MOMENTS and typed_moment(value, now.date()) is None:
            yield AlertFault(
                field=name, message=f"“{value}”看不懂。", remedy="如 11月23日 12:00，或 23日12点。"
            )
    if form.level and form.level not in LEVELS:
        yield AlertFault(field="level", message="没有这个级别。", remedy="从四个颜色里选。")
    expires = typed_moment(form.expires, now.date())
    if expires is not None and expires <= now.replace(tzinfo=None):
        yield AlertFault(
            field="expires",
            message=f"到 {written_moment(expires, now.date())} 已经过了。",
            remedy="核对原文；过了的预警不再发。",
        )


def _sender(alert: Item | None) -> str:
    return alert.emergency.sender if alert and alert.emergency else ""


def _last_alert(items: tuple[Item, ...], kind: str) -> Item | None:
    """Return the newest alert of a kind: whoever sent that one sends the next one, too."""
    alerts = (one for one in items if one.emergency and one.emergency.type == kind)
    return max(alerts, key=lambda one: one.dates.publish, default=None)
