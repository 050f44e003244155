"""Phones in words against the item's own (K03): a wrong digit rings at a stranger's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.checks.compared_fields import DETAILS, SUMMARIES, figures_of, one_digit_apart
from kit.checks.subject import Fault
from kit.model.finding import Severity
from kit.text.figures.figure import FigureKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.checks.subject import Subject, Text
    from kit.text.figures.figure import Figure

_REMEDY = "请核对后改成一样的，最好写成{电话}，由程序填。"
# Everybody knows them; they may be named beside what they are for.
_EMERGENCY = {"110": "报警|公安|治安|派出所", "119": "火", "120": "救|伤|医", "122": "交通|车祸"}


def phones(subject: Subject) -> Iterator[Fault]:
    """Stop a phone in words that is not, or is nearly, one of the item's phones."""
    own = {_digits(phone.number): phone.label for phone in subject.item.phones}
    offices = {_digits(office.phone) for office in subject.context.township.departments}
    for text, figure in figures_of(subject, (*SUMMARIES, *DETAILS), FigureKind.PHONE):
        number = str(figure.value)
        if _is_one_of(number, own):
            yield from _beside_another(text, figure, own)
        elif _is_slip(number, text, figure, own):
            yield _fault(text, figure, "和“电话”里的只差一个数字", Severity.STOP)
        elif _is_one_of(number, offices) or _is_known(text, figure):
            continue
        elif text.label in SUMMARIES:
            yield _fault(text, figure, "不在“电话”里", Severity.STOP)
        else:
            yield _fault(text, figure, "不在“电话”里，没有试拨过", Severity.WARN)


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def _is_one_of(number: str, known: dict[str, str] | set[str]) -> bool:
    # Within the area people leave the area code out.
    return number in known or (
        len(number) >= 7 and any(one.endswith(number) and one.startswith("0") for one in known)
    )


def _is_known(text: Text, figure: Figure) -> bool:
    words = _EMERGENCY.get(str(figure.value))
    near = text.text[max(0, figure.start - 6) : figure.end + 4]
    return words is not None and re.search(words, near) is not None


def _is_slip(number: str, text: Text, figure: Figure, own: dict[str, str]) -> bool:
    """Return whether it is one digit off an own phone, and is not another well-known number."""
    words = _EMERGENCY.get(number)
    return any(
        one_digit_apart(number, known)
        # 报警110 beside 火警119 is right; 火警119 beside 火警019 is not.
        and (words is None or not _is_known(text, figure) or re.search(words, label))
        for known, label in own.items()
    )


def _beside_another(text: Text, figure: Figure, own: dict[str, str]) -> Iterator[Fault]:
    """Stop a number that stands behind the name of another office."""
    label = own.get(str(figure.value))
    before = text.text[max(0, figure.start - 16) : figure.start]
    for other_number, other in own.items():
        if label and other_number != figure.value and other != label and _ends_with(before, other):
            if _ends_with(before, label):
                continue
            yield Fault(
                text.label,
                f"{text.place}“{other}”后面写的是“{label}”的号码。",
                _REMEDY,
                offset_lines=text.lines_before(figure.start),
            )


def _ends_with(before: str, label: str) -> bool:
    return re.sub(r"(?:电话|热线|号码)?[是为打拨：:\s]*$", "", before).endswith(
        re.sub(r"(?:电话|热线|号码)$", "", label)
    )


def _fault(text: Text, figure: Figure, why: str, severity: Severity) -> Fault:
    return Fault(
        text.label,
        f"{text.place}的号码“{figure.text}”{why}。",
        _REMEDY if severity is Severity.STOP else "请试拨后把它加进“电话”，或删去。",
        severity,
        text.lines_before(figure.start),
    )
