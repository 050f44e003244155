"""References in an item's own text: ``{金额}`` ``{截止}`` ``{电话}`` become the written fact.

A fact stands once, in the key facts; where a sentence refers to it, a later correction reaches
every poster, page and loudspeaker, and the two can never differ.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.text.written_days import written_day

if TYPE_CHECKING:
    from kit.model.item import Item

_REFERENCE = re.compile(r"\{([^{}\n]{0,12})\}")
_NAME = re.compile(r"(金额|截止|电话)([1-9]?)")


def fill(text: str, item: Item) -> str:
    """Return ``text`` with each reference replaced by the item's fact as it is written.

    A reference without a value stays as it stands: :func:`unknown_references` names it, and
    the item is stopped. Leaving it out would publish a sentence with a hole in it.
    """
    if "{" not in text:
        return text

    def written(match: re.Match[str]) -> str:
        value = _value(match[1].strip(), item)
        return match[0] if value is None else value

    return _REFERENCE.sub(written, text)


def unknown_references(text: str, item: Item) -> tuple[str, ...]:
    """Return each reference, braces included, that names no fact of this item."""
    unknown = (m[0] for m in _REFERENCE.finditer(text) if _value(m[1].strip(), item) is None)
    return tuple(dict.fromkeys(unknown))


def _value(name: str, item: Item) -> str | None:
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    kind, number = match[1], match[2]
    if kind == "截止":
        if item.deadline is None or number not in ("", "1"):
            return None
        return written_day(item.deadline, near=item.dates.publish)
    if kind == "电话":
        return _nth([phone.number for phone in item.phones], number)
    figures = [amount.figure for amount in item.amounts]
    # {金额} alone is the first figure there is; {金额2} is the second line of 金额 as the
    # clerk counts them, so that adding 不收学费 in front of it becomes a finding, not a shift.
    return _nth([figure for figure in figures if figure] if not number else figures, number)


def _nth(values: list[str], number: str) -> str | None:
    index = int(number or "1") - 1
    return (values[index] or None) if index < len(values) else None
