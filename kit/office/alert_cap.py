"""An alert filled from a CAP 1.2 message of those above, whose original and signature are kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from kit.errors import ForeignFileError, RequestError
from kit.foreign.cap_reader import read_cap
from kit.foreign.cap_signature import Signed, signature_of
from kit.foreign.child import bytes_of
from kit.model.cap import ACTUAL, CANCEL, EXERCISE, SEVERITY_OF
from kit.model.field import Level
from kit.office.alert_form import alert_form
from kit.office.alert_moment import written_moment
from kit.source.files import write_in_folder
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, tzinfo
    from pathlib import Path

    from kit.foreign.cap_signature import CapSignature
    from kit.model.cap import CapInfo, CapMessage
    from kit.office.alert_fields import AlertForm
    from kit.progress import Clock

RECEIVED = "收到的预警"
"""Folder of the workspace: originals as they came, and below it the senders' certificates."""
CERTIFICATES = "证书"
_CERTIFICATE_ENDS = (".pem", ".cer", ".crt")
_CHINESE = "zh"
_ENDS = re.compile(r"[。；;！!\n]+")
_KIND = re.compile(r"(?:发布|变更)?(\S{2,8}?)(?:[蓝黄橙红]色)?预警")
_UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedAlert:
    """A message as the form of an alert, and what must be looked at before it is signed."""

    form: AlertForm
    told: tuple[str, ...]
    """On its signature, and on what the message leaves open."""


def receive_alert(folder: Path, data: bytes, clock: Clock) -> ReceivedAlert:
    """Return an alert's form filled from a CAP message; the original is kept in the workspace.

    Nothing is made up: what the message does not say stands empty in the form.

    Raises:
        ForeignFileError: It is no message of CAP 1.2, or its signature does not fit its text.
        RequestError: It is no alert that may be passed on: a test, an all-clear, long over.
        StorageError: The disk does not take the original.
    """
    message = read_cap(data)
    signature = signature_of(data, _certificates(folder))
    if signature.signed is Signed.BROKEN:
        raise ForeignFileError(
            "预警文件的签名和内容对不上：内容可能被人改过，没有读。",
            "先打电话向发布单位核实，请他们重新发一份；不要照这份发。",
        )
    township = open_workspace(folder).township
    info = _chinese(message)
    _may_be_passed_on(message, info, clock(), is_practice=township.sample)
    write_in_folder(folder / RECEIVED / _file_name(message, data), data)
    form = _form(folder, message, info, clock())
    return ReceivedAlert(form=form, told=tuple(_told(signature, form, info, township.name)))


def read_received(folder: Path, file: Path, clock: Clock) -> ReceivedAlert:
    """Return what :func:`receive_alert` makes of a file.

    Raises:
        ForeignFileError: The file cannot be read, and as there.
        RequestError: As there.
        StorageError: As there.
    """
    return receive_alert(folder, bytes_of(file), clock)


def _may_be_passed_on(
    message: CapMessage, info: CapInfo, now: datetime, *, is_practice: bool
) -> None:
    if message.message_type == CANCEL:
        raise RequestError("这是解除预警的文件，不是新预警。", "请打开原来那条预警，按“解除”办。")
    if message.status != ACTUAL and not (is_practice and message.status == EXERCISE):
        raise RequestError(
            "这是演练或测试用的文件，不能当真的发。", "核对是不是放错了文件；演练请用样例工作区。"
        )
    if info.expires is not None and info.expires <= now:
        over = written_moment(_local(info.expires, now.tzinfo), now.date())
        raise RequestError(f"这条预警到 {over} 已经过了。", "过了的预警不再发；向上级要新的。")


def _form(folder: Path, message: CapMessage, info: CapInfo, now: datetime) -> AlertForm:
    usual = alert_form(folder, _kind(info))
    onset = info.onset or info.effective
    return replace(
        usual,
        level=_level(info),
        onset=_written(onset, now),
        expires=_written(info.expires, now),
        sent=_written(message.sent, now),
        sender=info.sender_name,
        source_ref=message.identifier,
        area="、".join(info.areas),
        warn=info.description,
        do="\n".join(_sentences(info.instruction)),
    )


def _told(signature: CapSignature, form: AlertForm, info: CapInfo, township: str) -> Iterator[str]:
    if signature.signed is Signed.BY_KNOWN:
        yield f"签名对：{signature.by}，内容没有改过。"
    elif signature.signed is Signed.BY_UNKNOWN:
        where = f"{RECEIVED}/{CERTIFICATES}"
        yield f"有签名，但不认得“{signature.by}”的证书：打电话核实；是上级的，证书放进“{where}”。"
    else:
        yield "文件没有签名：打电话向发布单位核实。"
    if township not in form.area:
        yield f"范围里没有写{township}：核对是不是发给本地的，再改成本地的说法。"
    if info.severity in SEVERITY_OF.values() and form.level != _by_severity(info):
        yield f"标题写的是{form.level}，文件里的级别码是{_by_severity(info)}：向发布单位核实。"
    if info.contact:
        yield f"原文留的联系方式：{info.contact}"


def _chinese(message: CapMessage) -> CapInfo:
    """Return what the message says in Chinese; what it says at all where it says it once."""
    found = [one for one in message.infos if one.language.lower().startswith(_CHINESE)]
    if not found and len(message.infos) == 1:
        found = list(message.infos)
    if not found:
        raise ForeignFileError("文件里没有中文的预警内容。", "请向发来的单位要中文的一份。")
    return found[0]


def _kind(info: CapInfo) -> str:
    """Return 暴雨 of 暴雨, 暴雨预警 or 某某气象台发布暴雨橙色预警."""
    found = _KIND.search(info.event)
    return found[1] if found else _without_colour(info.event)


def _without_colour(text: str) -> str:
    for level in Level:
        text = text.replace(level.value, "")
    return text


def _level(info: CapInfo) -> str:
    """Return the colour that the headline or the event names, else that of the severity."""
    for text in (info.headline, info.event):
        for level in Level:
            if level.value in text:
                return level.value
    return _by_severity(info)


def _by_severity(info: CapInfo) -> str:
    return next((one.value for one, name in SEVERITY_OF.items() if name == info.severity), "")


def _sentences(text: str) -> Iterator[str]:
    return filter(None, (part.strip() for part in _ENDS.split(text)))


def _written(moment: datetime | None, now: datetime) -> str:
    return written_moment(_local(moment, now.tzinfo), now.date()) if moment else ""


def _local(moment: datetime, zone: tzinfo | None) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def _file_name(message: CapMessage, data: bytes) -> str:
    """Return a name that any disk takes, and that a second text under one number does not share."""
    return f"{_UNSAFE.sub('_', message.identifier)[:60]}_{sha256(data).hexdigest()[:8]}.xml"


def _certificates(folder: Path) -> list[bytes]:
    found = sorted((folder / RECEIVED / CERTIFICATES).glob("*"))
    return [bytes_of(one) for one in found if one.suffix.lower() in _CERTIFICATE_ENDS]
