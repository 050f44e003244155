"""A CAP 1.2 message read: held against the standard's tables, refused by the element's name."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from kit.errors import ForeignFileError
from kit.foreign.safe_xml import tree
from kit.model.cap import (
    ALERT_ELEMENTS,
    AREA_ELEMENTS,
    INFO_ELEMENTS,
    NAMESPACE,
    CapInfo,
    CapMessage,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element as XmlElement

    from kit.model.cap import Element

MOST_BYTES = 2_000_000
"""A message with a map in it has a few hundred thousand."""
_MOST_ELEMENTS = 20_000
_SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}"
_ENCRYPTION = "{http://www.w3.org/2001/04/xmlenc#}"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[-+]\d\d:\d\d|Z)")
_UNFIT = re.compile(r"[\s,<&]")
"""Characters that no identifier or sender may have: references are cut at them."""
_ASK = "请向发来的单位重新要一份；急用时照原文打字：kit alert。"


def read_cap(data: bytes) -> CapMessage:
    """Return the message in ``data``.

    A moment without seconds' zone is refused, for a guess could be eight hours off; a trailing Z,
    which the standard does not know but senders write, is taken for UTC.

    Raises:
        ForeignFileError: It is no message of CAP 1.2, or one that the standard forbids.
    """
    if len(data) > MOST_BYTES:
        raise ForeignFileError("文件太大，不像是一条预警。", "请核对是不是放错了文件。")
    root = tree(data, most_elements=_MOST_ELEMENTS)
    if root.tag != f"{{{NAMESPACE}}}alert":
        raise ForeignFileError(
            "这不是 CAP 1.2 预警文件。", "请核对是不是放错了文件；旧版（1.0、1.1）的照原文打字。"
        )
    _hold(root, ALERT_ELEMENTS, "")
    for name in ("identifier", "sender"):
        if _UNFIT.search(_text(root, name)):
            raise _against(name, "里有空格、逗号或“<”“&”")
    return CapMessage(
        identifier=_text(root, "identifier"),
        sender=_text(root, "sender"),
        sent=_needed_moment(root, "sent"),
        status=_text(root, "status"),
        message_type=_text(root, "msgType"),
        scope=_text(root, "scope"),
        source=_text(root, "source"),
        note=_text(root, "note"),
        references=_text(root, "references"),
        infos=tuple(_info(one) for one in root.findall(f"{{{NAMESPACE}}}info")),
    )


def _info(info: XmlElement) -> CapInfo:
    _hold(info, INFO_ELEMENTS, "info")
    areas = info.findall(f"{{{NAMESPACE}}}area")
    for area in areas:
        _hold(area, AREA_ELEMENTS, "area")
    return CapInfo(
        language=_text(info, "language") or "en-US",
        category=_text(info, "category"),
        event=_text(info, "event"),
        urgency=_text(info, "urgency"),
        severity=_text(info, "severity"),
        certainty=_text(info, "certainty"),
        effective=_moment(info, "effective"),
        onset=_moment(info, "onset"),
        expires=_moment(info, "expires"),
        sender_name=_text(info, "senderName"),
        headline=_text(info, "headline"),
        description=_text(info, "description"),
        instruction=_text(info, "instruction"),
        contact=_text(info, "contact"),
        areas=tuple(_text(area, "areaDesc") for area in areas),
    )


def _hold(parent: XmlElement, elements: Sequence[Element], where: str) -> None:
    """Hold the children of ``parent`` against the standard.

    Raises:
        ForeignFileError: One is unknown, missing, too often there, out of order, or has a value
            that the standard does not know.
    """
    known = {f"{{{NAMESPACE}}}{one.name}": place for place, one in enumerate(elements)}
    counted = [0] * len(elements)
    last = 0
    for child in parent:
        if not where and child.tag.startswith((_SIGNATURE, _ENCRYPTION)):
            continue
        place = known.get(child.tag)
        if place is None:
            raise _against(child.tag.rpartition("}")[2], "不是标准里有的")
        one = elements[place]
        if place < last:
            raise _against(one.name, "的次序不对")
        last = place
        counted[place] += 1
        if one.values and _stripped(child) not in one.values:
            raise _against(one.name, f"写的“{_stripped(child)[:20]}”标准里没有")
        if one.is_moment and not _MOMENT.fullmatch(_stripped(child)):
            raise _against(one.name, "不是带时区的时间，如 2026-11-23T12:00:00+08:00")
    for one, count in zip(elements, counted, strict=True):
        if count < one.least:
            raise _against(one.name, "没有写")
        if count > one.most:
            raise _against(one.name, "写了不止一个")
        if one.least and not all(_stripped(child) or len(child) for child in _named(parent, one)):
            raise _against(one.name, "是空的")


def _named(parent: XmlElement, element: Element) -> list[XmlElement]:
    return parent.findall(f"{{{NAMESPACE}}}{element.name}")


def _text(parent: XmlElement, name: str) -> str:
    child = parent.find(f"{{{NAMESPACE}}}{name}")
    return "" if child is None else _stripped(child)


def _stripped(element: XmlElement) -> str:
    return (element.text or "").strip()


def _moment(parent: XmlElement, name: str) -> datetime | None:
    return _needed_moment(parent, name) if _text(parent, name) else None


def _needed_moment(parent: XmlElement, name: str) -> datetime:
    try:
        return datetime.fromisoformat(_text(parent, name))
    except ValueError:
        raise _against(name, "没有这个时间") from None


def _against(name: str, what: str) -> ForeignFileError:
    return ForeignFileError(f"预警文件里“{name}”{what}，不合 CAP 1.2 标准，没有读。", _ASK)
