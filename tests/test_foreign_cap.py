"""CAP messages of others: read after the standard, their signature held against known senders."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.errors import ForeignFileError
from kit.foreign.cap_reader import MOST_BYTES, read_cap
from kit.foreign.cap_signature import CapSignature, Signed, signature_of
from tests.cap_messages import cap, pem, signed

SENDER = "永定区预警中心"


def test_a_message_is_read_with_all_that_an_alert_needs() -> None:
    message = read_cap(cap())

    (info,) = message.infos
    assert (message.identifier, message.message_type) == ("99999941600000_20261123113000", "Alert")
    assert message.sent == datetime.fromisoformat("2026-11-23T11:30:00+08:00")
    assert (info.event, info.severity, info.areas) == ("暴雨", "Severe", ("大溪乡",))
    assert info.expires == datetime.fromisoformat("2026-11-26T20:00:00+08:00")
    assert info.instruction.startswith("危险处先转移")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("cap:1.2", "cap:1.1"), "这不是 CAP 1.2 预警文件"),
        (("<status>Actual</status>", ""), "“status”没有写"),
        (("<status>Actual<", "<status>Real<"), "“status”写的“Real”标准里没有"),
        (("<severity>Severe<", "<severity>橙色<"), "“severity”写的“橙色”标准里没有"),
        (("<event>暴雨<", "<event> <"), "“event”是空的"),
        (("<scope>Public</scope>", "<scope>Public</scope><scope>Public</scope>"), "不止一个"),
        (("<scope>Public</scope>", "<scope>Public</scope><colour>红</colour>"), "“colour”不是标准"),
        (("<urgency>Immediate</urgency>", ""), "“urgency”没有写"),
        (("T20:00:00+08:00", "T20:00:00"), "“expires”不是带时区的时间"),
        (("2026-11-26T", "2026-02-30T"), "“expires”没有这个时间"),
        (("<areaDesc>大溪乡</areaDesc>", ""), "“areaDesc”没有写"),
        (("_20261123113000", " 20261123113000"), "“identifier”里有空格"),
        (("<language>zh-CN</language>", ""), ""),
    ],
)
def test_what_the_standard_forbids_is_refused_by_its_name(
    change: tuple[str, str], told: str
) -> None:
    if not told:
        assert read_cap(cap(change)).infos[0].language == "en-US"
        return
    with pytest.raises(ForeignFileError, match=told):
        read_cap(cap(change))


def test_elements_out_of_their_order_are_refused() -> None:
    turned = (
        "<urgency>Immediate</urgency>\n    <severity>Severe</severity>",
        "<severity>Severe</severity>\n    <urgency>Immediate</urgency>",
    )

    with pytest.raises(ForeignFileError, match="“urgency”的次序不对"):
        read_cap(cap(turned))


@pytest.mark.parametrize(
    "data",
    [b"", b"<alert", b"\xff\xfe\x00", b"PK\x03\x04", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"],
)
def test_what_is_no_message_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(ForeignFileError) as refused:
        read_cap(data)
    assert refused.value.remedy


def test_a_file_far_too_large_is_not_parsed() -> None:
    with pytest.raises(ForeignFileError, match="太大"):
        read_cap(b" " * (MOST_BYTES + 1))


@settings(max_examples=150)
@given(st.data())
def test_a_damaged_message_is_read_or_refused_and_never_more(data: st.DataObject) -> None:
    whole = bytearray(cap())
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))

    with suppress(ForeignFileError):
        assert read_cap(bytes(whole)).identifier


def test_a_known_senders_signature_holds_after_its_certificate_ran_out() -> None:
    assert signature_of(signed(cap()), [b"no certificate", pem()]) == CapSignature(
        Signed.BY_KNOWN, SENDER
    )


def test_a_signature_of_somebody_unknown_is_told_from_one_that_is_known() -> None:
    found = signature_of(signed(cap(), "别处的中心"), [pem()])

    assert found == CapSignature(Signed.BY_UNKNOWN, "别处的中心")


def test_a_message_without_a_signature_says_so() -> None:
    assert signature_of(cap(), [pem()]).signed is Signed.NOT


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("暴雨橙色", "暴雨红色"),
        ("26T20", "27T20"),
        ("<ds:SignatureValue>", "<ds:SignatureValue>AA"),
    ],
)
def test_a_changed_message_breaks_its_signature(old: str, new: str) -> None:
    changed = signed(cap()).decode().replace(old, new)

    assert signature_of(changed.encode(), [pem()]).signed is Signed.BROKEN


def test_a_signature_over_a_part_is_none_over_the_message() -> None:
    """A signed message wrapped into another: what is read is not what was signed."""
    inner = signed(cap()).decode().partition("?>")[2]
    wrapped = cap(("</info>\n</alert>", f"</info>\n{inner[inner.index('<ds:Signature') :]}"))

    assert signature_of(wrapped.replace("橙色".encode(), "红色".encode()), [pem()]).signed is (
        Signed.BROKEN
    )
