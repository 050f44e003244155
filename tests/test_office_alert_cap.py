"""An alert from a CAP file: filled and told, and refused where it must not be passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kit.errors import ForeignFileError, RequestError
from kit.office.alert import write_alert
from kit.office.alert_cap import CERTIFICATES, RECEIVED, ReceivedAlert, receive_alert
from kit.office.find import find
from tests.cap_messages import cap, pem, signed
from tests.test_office_alert import clock, empty, folder

if TYPE_CHECKING:
    from pathlib import Path


__all__ = ["empty", "folder"]


def real(folder: Path) -> Path:
    """Make a sample's workspace one in which nothing is a sample."""
    settings = folder / "kit.toml"
    text = settings.read_text(encoding="utf-8")
    assert "sample = true" in text
    settings.write_text(text.replace("sample = true", "sample = false"), encoding="utf-8")
    return folder


def received(folder: Path, *changes: tuple[str, str]) -> ReceivedAlert:
    return receive_alert(folder, cap(*changes), clock)


def test_a_message_fills_the_form_as_the_original_has_it(folder: Path) -> None:
    form = received(folder).form

    assert (form.kind, form.level, form.area) == ("暴雨", "橙色", "大溪乡")
    assert (form.onset, form.expires, form.sent) == (
        "11月23日 12:00",
        "11月26日 20:00",
        "11月23日 11:30",
    )
    assert form.do.splitlines() == ["危险处先转移", "不涉水过河", "别去河沟边"]
    assert form.source_ref == "99999941600000_20261123113000"


def test_a_filled_form_becomes_an_item_that_names_its_original(folder: Path) -> None:
    done = write_alert(folder, received(folder).form, clock)

    assert not done.faults
    alert = find(folder, done.item_id).item.emergency
    assert alert is not None
    assert alert.source_ref == "99999941600000_20261123113000"
    assert (alert.level, alert.sender) == ("橙色", "永定区气象台")


def test_hours_of_another_zone_are_told_in_our_own(folder: Path) -> None:
    form = received(folder, ("26T20:00:00+08:00", "26T12:00:00Z")).form

    assert form.expires == "11月26日 20:00"


def test_the_original_is_kept_byte_for_byte_with_its_signature(folder: Path) -> None:
    data = signed(cap())

    receive_alert(folder, data, clock)
    receive_alert(folder, data, clock)

    (kept,) = (folder / RECEIVED).iterdir()
    assert kept.read_bytes() == data
    assert kept.name.startswith("99999941600000_20261123113000_")


def test_a_second_text_under_the_same_number_takes_nothing_away(folder: Path) -> None:
    received(folder)
    received(folder, ("雨大", "雨很大"))

    assert len(list((folder / RECEIVED).iterdir())) == 2


def test_who_signed_it_is_told_before_anything_else(folder: Path) -> None:
    unknown = receive_alert(folder, signed(cap()), clock).told[0]
    place = folder / RECEIVED / CERTIFICATES
    place.mkdir()
    (place / "county.pem").write_bytes(pem())
    known = receive_alert(folder, signed(cap()), clock).told[0]

    assert received(folder).told[0] == "文件没有签名：打电话向发布单位核实。"
    assert unknown.startswith("有签名，但不认得“永定区预警中心”的证书")
    assert known == "签名对：永定区预警中心，内容没有改过。"


def test_a_message_changed_after_it_was_signed_is_not_read(folder: Path) -> None:
    changed = signed(cap()).replace("橙色".encode(), "红色".encode())

    with pytest.raises(ForeignFileError, match="签名和内容对不上"):
        receive_alert(folder, changed, clock)
    assert not (folder / RECEIVED).exists()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("11-26T20:00:00", "11-23T11:00:00"), "到 11月23日 11:00 已经过了"),
        (("<msgType>Alert<", "<msgType>Cancel<"), "这是解除预警的文件"),
        (("<status>Actual<", "<status>Exercise<"), "这是演练或测试用的文件"),
        (("<status>Actual<", "<status>Test<"), "这是演练或测试用的文件"),
    ],
)
def test_what_must_not_be_passed_on_is_refused_and_not_kept(
    folder: Path, change: tuple[str, str], told: str
) -> None:
    with pytest.raises(RequestError, match=told):
        received(real(folder), change)
    assert not (folder / RECEIVED).exists()


def test_a_practice_workspace_takes_an_exercise(folder: Path) -> None:
    assert received(folder, ("<status>Actual<", "<status>Exercise<")).form.kind == "暴雨"


def test_a_message_without_chinese_words_is_refused(folder: Path) -> None:
    english = cap().replace(b"</info>", b"</info>\n<info>", 1)
    two = english.replace(b"<info>", cap()[cap().index(b"  <info>") :].split(b"</info>")[0], 1)
    both = two.replace(b"zh-CN", b"en-US")

    with pytest.raises(ForeignFileError):
        receive_alert(folder, both, clock)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("<areaDesc>大溪乡", "<areaDesc>坎市镇"), "范围里没有写大溪乡"),
        (("<severity>Severe", "<severity>Extreme"), "标题写的是橙色，文件里的级别码是红色"),
        (("<event>暴雨", "<event>暴雨"), "原文留的联系方式：0597-5100000"),
    ],
)
def test_what_the_message_leaves_open_is_told(
    folder: Path, change: tuple[str, str], told: str
) -> None:
    assert any(told in one for one in received(folder, change).told)


@pytest.mark.parametrize(
    ("event", "headline", "kind", "level"),
    [
        ("暴雨", "发布预警", "暴雨", "橙色"),
        ("暴雨橙色预警", "发布预警", "暴雨", "橙色"),
        ("森林火险红色预警信号", "发布预警", "森林火险", "红色"),
        ("雷电", "永定区气象台发布雷电黄色预警信号", "雷电", "黄色"),
    ],
)
def test_kind_and_level_are_found_however_a_sender_writes_them(
    folder: Path, event: str, headline: str, kind: str, level: str
) -> None:
    changes = (
        ("<event>暴雨<", f"<event>{event}<"),
        ("永定区气象台发布暴雨橙色预警", headline),
    )

    form = received(folder, *changes).form
    assert (form.kind, form.level) == (kind, level)


def test_what_the_message_does_not_say_stands_empty_and_is_asked_for(folder: Path) -> None:
    form = received(
        folder,
        ("<onset>2026-11-23T12:00:00+08:00</onset>", ""),
        ("<senderName>永定区气象台</senderName>", ""),
    ).form

    assert (form.onset, form.sender) == ("", "")
    assert {one.field for one in write_alert(folder, form, clock).faults} == {"onset", "sender"}
