"""A notice without a fault, and what the checks say of it when something is changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from kit.checks import Context, check_item
from kit.model.finding import Finding, Severity
from kit.model.item import Dates, Item, Kind, Phone, Place
from tests.notices import NOTICE, TOWNSHIP

TODAY = date(2026, 11, 23)
DATES = Dates(formed=date(2026, 11, 16), publish=TODAY, expire=date(2026, 12, 31))
CLEAN = replace(
    NOTICE,
    kind=Kind.PAY,
    sample=False,
    full_title="关于2027年度城乡居民基本医疗保险集中缴费的通知",
    phones=(
        Phone(label="医保服务热线", number="12393", dialled=date(2026, 11, 20)),
        Phone(label="乡劳保所", number="0597-5512306", dialled=date(2026, 11, 20)),
    ),
    body="集中缴费期为2026年9月1日至{截止}。过期的，报不了销。\n工作人员不会打电话要验证码。",
    place=Place(file="items/DX-2026-004.md", lines={"大白话": 20, "正文": 40, "电话": 16}),
)


def changed(**changes: Any) -> Item:
    return replace(CLEAN, **changes)


def context(**changes: Any) -> Context:
    return replace(Context(township=TOWNSHIP, today=TODAY), **changes)


def findings(item: Item, **around: Any) -> tuple[Finding, ...]:
    return check_item(item, context(**around))


def codes(item: Item, **around: Any) -> set[str]:
    """The codes of all that stops or warns."""
    return {f.code for f in findings(item, **around) if f.severity is not Severity.INFO}


def stopped(item: Item, **around: Any) -> set[str]:
    return {f.code for f in findings(item, **around) if f.severity is Severity.STOP}
