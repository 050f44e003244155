"""The phones of 电话 against those of kit.toml: as long as they are, and the office's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.checks.subject import Fault
from kit.model.finding import Severity
from kit.text.figures.fold import folded
from kit.text.figures.item_facts import digits_of
from kit.text.figures.written_words import one_slip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.checks.subject import Subject
    from kit.model.item import Phone

_AREA = re.compile(r"(0(?:10|2\d|[3-9]\d{2}))(\d+)")
# 12345, 96110, 400-…: nation-wide, and as long as they like.
_NATIONAL = re.compile(r"1\d{2,4}|9[56]\d{3,4}|[48]00\d{7}|1[3-9]\d{9}")
"""Service numbers, those of the 400 kind, and mobiles, whose length P02 knows."""


def like_the_townships_own(subject: Subject) -> Iterator[Fault]:
    """Stop a local number of another length, and ask about an office that has another one."""
    departments = subject.context.township.departments
    lengths = {len(_local(one.phone)) for one in departments if _local(one.phone)}
    offices = {one.name: one.phone for one in departments}
    for phone in subject.item.phones:
        local = _local(phone.number)
        if lengths and local and len(local) not in lengths:
            yield _other_length(phone, local, lengths)
        elif own := offices.get(phone.label.strip(), ""):
            yield from _other_number(phone, own)


def _other_length(phone: Phone, local: str, lengths: set[int]) -> Fault:
    usual = "、".join(map(str, sorted(lengths)))
    return Fault(
        "电话",
        f"“{phone.label}”的号码去掉区号有 {len(local)} 位，本乡站所的都是 {usual} 位。",
        "请数一数，是不是多写、少写了一位，再打一遍。",
        Severity.STOP,
    )


def _other_number(phone: Phone, own: str) -> Iterator[Fault]:
    digits, known = digits_of(folded(phone.number)), digits_of(own)
    if digits in (known, _local(own)):
        return
    # A line that was dialled may well be the office's second one.
    if phone.dialled is None or one_slip(digits, known):
        yield Fault(
            "电话",
            f"“{phone.label}”这里是 {phone.number}，设置里是 {own}。",
            "请两个都打一遍；设置里的旧了，就改设置，这里的错了，就改这里。",
            Severity.WARN,
        )


def _local(number: str) -> str:
    """Return a number without its area code; empty for what is no local line."""
    digits = digits_of(folded(number))
    if _NATIONAL.fullmatch(digits) or not digits:
        return ""
    with_area = _AREA.fullmatch(digits)
    return with_area[2] if with_area else digits
