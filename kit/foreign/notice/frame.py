"""The frame of a notice: red head and title above, signature and day below, text between."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.foreign.notice.notice_head import head_of
from kit.foreign.notice.patterns import OFFICE_END, squeezed
from kit.text.figures.quantities import read
from kit.text.figures.quantity import Day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kit.foreign.notice.lines import Line
    from kit.foreign.notice.notice_head import Head

_MOST_FOOT = 9
_MOST_TITLE_LINE = 60
_MOST_SIGNER = 40
_ADDRESSED = re.compile(r"[：:]$")
_NO_ADDRESSEE = re.compile(
    "如下|根据|现将|[。，\\d]|通告|公告|(?:对象|时间|地点|材料|方式|标准|流程|条件|电话)[：:]$"
)
_SIGNED = re.compile(rf"{OFFICE_END}(?:[（(].{{0,8}}[）)])?$")
_WITH_DAY = re.compile(
    rf"(?P<who>.{{2,24}}?{OFFICE_END})?(?P<day>[\d〇○零一二三四五六七八九十年月日./-]{{8,14}})"
)
_TWO_OFFICES = re.compile(r"(?<=[\u4e00-\u9fff]{4})[ \u3000]+(?=[\u4e00-\u9fff]{4})")
_NOT_SIGNED = re.compile("[，。；：:]|电话|联系")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The parts of a notice."""

    head: Head
    head_lines: tuple[Line, ...]
    addressee: str
    """各村民委员会： as it stands; empty where nobody is addressed."""
    body: tuple[Line, ...]
    signers: tuple[Line, ...]
    day_line: Line | None
    formed: date | None
    """The day below the signature."""


def frame_of(lines: Sequence[Line]) -> Frame:
    """Return the parts of a notice."""
    head = head_of(lines)
    rest = list(lines[head.count :])
    addressee = ""
    if rest and _is_addressee(rest[0]):
        addressee = rest.pop(0).text
    foot = _foot(rest)
    if foot is None:
        return Frame(
            head=head,
            head_lines=tuple(lines[: head.count]),
            addressee=addressee,
            body=tuple(rest),
            signers=(),
            day_line=None,
            formed=None,
        )
    at, formed, signed_beside = foot
    first = at
    while not signed_beside and first > 0 and _is_signer(rest[first - 1]):
        first -= 1
    return Frame(
        head=head,
        head_lines=tuple(lines[: head.count]),
        addressee=addressee,
        body=tuple(rest[:first] + rest[at + 1 :]),
        signers=(rest[at],) if signed_beside else tuple(rest[first:at]),
        day_line=rest[at],
        formed=formed,
    )


def signer_name(line: Line) -> str:
    """Return the office that signed in this line; of two beside each other both."""
    with_day = _WITH_DAY.fullmatch(squeezed(line.bare))
    if with_day and with_day["who"]:
        return with_day["who"]
    return " ".join(_TWO_OFFICES.split(line.bare))


def _is_addressee(line: Line) -> bool:
    return (
        bool(_ADDRESSED.search(line.text))
        and len(line.text) < _MOST_TITLE_LINE
        and not line.cell
        and not line.number
        and not _NO_ADDRESSEE.search(line.text)
    )


def _foot(rest: list[Line]) -> tuple[int, date, bool] | None:
    """Return where the last full day stands alone, the day, and whether an office is beside it.

    Further up than the end only below an office: there it signs the letter to what follows.
    """
    for at in range(len(rest) - 1, -1, -1):
        signed = _signed_day(rest[at])
        if signed is None:
            continue
        formed, beside = signed
        at_end = at >= len(rest) - _MOST_FOOT
        if at_end or beside or (at and _is_signer(rest[at - 1])):
            return at, formed, beside
    return None


def _signed_day(line: Line) -> tuple[date, bool] | None:
    """Return the day that alone fills a line, and whether an office stands before it."""
    bare = squeezed(line.bare)
    shape = None if line.cell else _WITH_DAY.fullmatch(bare)
    found = read(bare) if shape else ()
    if shape is None or len(found) != 1 or not isinstance(found[0].value, Day):
        return None
    formed = solar(found[0].value)
    return None if formed is None else (formed, bool(shape["who"]))


def solar(value: Day) -> date | None:
    """Return a full day of the solar calendar; None where a part of it is not written."""
    from datetime import date

    if value.lunar or not (value.year and value.month and value.day):
        return None
    try:
        return date(value.year, value.month, value.day)
    except ValueError:
        return None


def _is_signer(line: Line) -> bool:
    bare = squeezed(line.bare)
    return (
        len(bare) <= _MOST_SIGNER
        and bool(_SIGNED.search(bare))
        and not line.cell
        and not _NOT_SIGNED.search(bare)
    )
