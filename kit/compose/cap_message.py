"""An alert as a CAP 1.2 message: for the county's system, receivers and other screens."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from kit.compose.clean import printable
from kit.errors import LayoutError
from kit.model.cap import ACTUAL, ALERT, CANCEL, EXERCISE, NAMESPACE, SEVERITY_OF

if TYPE_CHECKING:
    from datetime import datetime
    from xml.etree.ElementTree import Element

    from kit.model.item import Emergency, Item
    from kit.model.township import Township

_CATEGORY = {
    "Fire": ("火险", "火灾"),
    "Geo": ("地质", "地震", "山洪", "滑坡", "泥石流"),
    "Health": ("疫", "中毒"),
    "Met": ("雨", "风", "高温", "寒", "冰", "雪", "雷", "雾", "霾", "旱", "霜"),
}
"""Words of a kind of alert by the standard's categories; the first that fits."""
_OTHER = "Other"
_CHINESE = "zh-CN"


def cap_message(item: Item, township: Township, *, ended: Item | None = None) -> bytes:
    """Return the message of an alert as UTF-8 XML; with ``ended``, that the alert is over.

    How sure and how urgent it is no notice says, and nothing is made up: both are Unknown.

    Raises:
        LayoutError: The item is no alert, or has no hour at which it was sent.
    """
    alert = item.emergency
    if alert is None or alert.sent is None:
        error = LayoutError(
            "没有写“发布时间”，做不成 CAP 文件。", "请照原文在“预警”里写上“发布时间”。"
        )
        error.about = (item.item_id,)
        raise error
    root = ET.Element("alert", xmlns=NAMESPACE)
    _add(root, "identifier", _identifier(item, township))
    _add(root, "sender", _sender(township))
    _add(root, "sent", _moment(alert.sent))
    _add(root, "status", EXERCISE if item.sample else ACTUAL)
    _add(root, "msgType", CANCEL if item.cancels else ALERT)
    _add(root, "source", alert.source_ref)
    _add(root, "scope", "Public")
    if item.sample:
        _add(root, "note", "演练，不是真的")
    if ended is not None and ended.emergency is not None and ended.emergency.sent is not None:
        earlier = (_identifier(ended, township), _sender(township), _moment(ended.emergency.sent))
        _add(root, "references", ",".join(earlier))
    _add_info(root, item, alert, township)
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _add_info(root: Element, item: Item, alert: Emergency, township: Township) -> None:
    info = ET.SubElement(root, "info")
    _add(info, "language", _CHINESE)
    _add(info, "category", _category(alert.type))
    _add(info, "event", alert.type)
    if item.cancels:
        _add(info, "responseType", "AllClear")
    _add(info, "urgency", "Past" if item.cancels else "Unknown")
    _add(info, "severity", _severity(alert.level))
    _add(info, "certainty", "Unknown")
    for name, moment in (("onset", alert.onset), ("expires", alert.expires)):
        if moment is not None:
            _add(info, name, _moment(moment))
    _add(info, "senderName", f"{alert.sender}（{township.name}政府转发）")
    _add(info, "headline", item.plain_title)
    _add(info, "description", alert.warn)
    _add(info, "instruction", "。".join((*alert.do, "")))
    _add(info, "contact", "；".join(f"{one.label} {one.number}" for one in item.phones))
    area = ET.SubElement(info, "area")
    _add(area, "areaDesc", alert.area or township.name)


def _add(parent: Element, name: str, text: str) -> None:
    if text:
        ET.SubElement(parent, name).text = printable(text, "预警")


def _identifier(item: Item, township: Township) -> str:
    """Return what no other message has: no blank, comma, < or & may stand in it."""
    return f"{_sender(township)}-{item.item_id}"


def _sender(township: Township) -> str:
    return township.page_host or township.id_prefix


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _category(kind: str) -> str:
    return next(
        (name for name, words in _CATEGORY.items() if any(word in kind for word in words)), _OTHER
    )


def _severity(level: str) -> str:
    known = {one.value: severity for one, severity in SEVERITY_OF.items()}
    return known.get(level, "Unknown")
