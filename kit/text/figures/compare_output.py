"""Finished outputs against their item: every figure on paper, page and air is the item's own.

The last line of defence: it reads the text back from the PDF, the page or the script, and knows
nothing of how they were made. A figure must be one of the item's, and where the words around it
say what it is for, it must be the one for that. What an item's own words may hold is the checks'.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kit.text.figures.item_facts import digits_of
from kit.text.figures.quantity import Clock, Day, Kind
from kit.text.figures.shown import (
    COMPARED,
    DECIMAL,
    Shown,
    day_of,
    number_of,
    own_figures,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kit.model.item import Item
    from kit.text.figures.quantity import Quantity, Value
    from kit.text.figures.shown import Own

_HANGING = re.compile(r"公开时间|公示时间|贴|挂|有效期")


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure that an output must show, as it is written in the item."""

    kind: Kind
    value: Value
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """One figure of an output that is not the item's, or one of the item's that is missing."""

    kind: Kind
    found: str
    """As the output has it; empty where the item's figure is missing."""
    expected: str = ""
    """The item's figure, where it is known which one should stand here."""

    @property
    def message(self) -> str:
        """What is wrong, for staff."""
        if not self.found:
            return f"缺少{self.kind}“{self.expected}”。"
        if self.expected:
            return f"{self.kind}“{self.found}”与事项不一致，应为“{self.expected}”。"
        return f"{self.kind}“{self.found}”在事项里找不到。"


def key_figures(item: Item, *, phones: int | None = None) -> tuple[KeyFigure, ...]:
    """Return the figures that an output must show: every amount, the deadline, the phones.

    ``phones`` limits how many of the phones must be there; None means all.
    """
    found = [
        KeyFigure(Kind.MONEY, amount.yuan, amount.figure)
        for amount in item.amounts
        if amount.yuan is not None
    ]
    if item.deadline is not None:
        day = day_of(item.deadline)
        found.append(KeyFigure(Kind.DATE, day, _written(day)))
    found += [KeyFigure(Kind.PHONE, digits_of(p.number), p.number) for p in item.phones[:phones]]
    return tuple(found)


def compare_output(
    text: str,
    item: Item,
    required: Collection[KeyFigure] | None = None,
    *,
    allowed: Iterable[str] = (),
) -> tuple[Mismatch, ...]:
    """Return every figure in the text of an output that is not the item's, or is missing.

    ``text`` is read back from a PDF, a page or a script; line breaks may stand anywhere.
    ``required`` are the figures that must be there, by default :func:`key_figures`.
    ``allowed`` as for :func:`own_figures`.
    """
    shown, own = Shown(text, item.dates.publish), own_figures(item, allowed=allowed)
    cells_met = frozenset(re.findall(r"([\d,.]+)\s+[百千万亿]*元", text))
    compared = [one for one in shown.quantities if one.kind in COMPARED and not _is_lunar(one)]
    found = [m for one in compared for m in _judge(one, shown, own, cells_met)]
    found += _judge_ranges(shown, own)
    found += [
        Mismatch(kind=Kind.MONEY, found=match[0])
        for match in DECIMAL.finditer(shown.text)
        if number_of(match[0]) not in own.numbers and not _covered(match, shown)
    ]
    wanted = key_figures(item) if required is None else required
    found += [
        Mismatch(kind=one.kind, found="", expected=one.text)
        for one in wanted
        if not _is_shown(one, compared, shown.text)
    ]
    return tuple(dict.fromkeys(found))


def _is_lunar(quantity: Quantity) -> bool:
    # Lunar dates are set beside days of ours by the kit itself; a text's own are checked there.
    return isinstance(quantity.value, Day) and quantity.value.lunar


def _judge(
    quantity: Quantity, shown: Shown, own: Own, cells_met: Collection[str]
) -> Iterator[Mismatch]:
    if not _is_own(quantity, own, cells_met):
        yield Mismatch(kind=quantity.kind, found=quantity.text)
        return
    value = quantity.value
    role = shown.role(quantity) if isinstance(value, Day) else ""
    wanted = own.by_role.get(role, set()) if role else set()
    if isinstance(value, Day) and wanted and not any(_within(value, day) for day in wanted):
        expected = min(map(_written, wanted))
        yield Mismatch(kind=quantity.kind, found=quantity.text, expected=expected)
        return
    for context in shown.contexts(quantity):
        usual = own.contexts.get(context)
        if usual and not any(_same(value, one) for one in usual):
            expected = min(map(_written, usual))
            yield Mismatch(kind=quantity.kind, found=quantity.text, expected=expected)
            return


def _is_own(quantity: Quantity, own: Own, cells_met: Collection[str]) -> bool:
    value, known = quantity.value, own.values.get(quantity.kind, set())
    if isinstance(value, Day):
        return any(_within(value, day) for day in own.days)
    if isinstance(value, Clock):
        return any(isinstance(time, Clock) and value.may_be(time) for time in known)
    if value in known:
        return True
    if quantity.kind is Kind.PHONE and isinstance(value, str) and value.isdigit():
        # A bare number of five digits in a table looks like a hotline.
        return Decimal(value) in own.numbers
    # Cells of a table read back in a row: 256.00 and the unit of the next heading have met.
    met = next((cell for cell in cells_met if quantity.text.startswith(cell)), "")
    return bool(met) and quantity.kind is Kind.MONEY and number_of(met) in own.numbers


def _judge_ranges(shown: Shown, own: Own) -> Iterator[Mismatch]:
    for first, last in shown.ranges():
        one, other = first.value, last.value
        if not isinstance(one, Day) or not isinstance(other, Day):
            continue
        known = list(own.ranges)
        if own.hanging and _HANGING.search(shown.text[max(0, first.start - 12) : first.start]):
            known.append(own.hanging)
        if not any(_within(one, a) and _within(other, b) for a, b in known):
            yield Mismatch(kind=Kind.DATE, found=f"{first.text}到{last.text}")


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, Day) and isinstance(other, Day):
        pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
        return all(a is None or b is None or a == b for a, b in pairs)
    if isinstance(one, Clock) and isinstance(other, Clock):
        return one.may_be(other)
    return one == other


def _is_shown(wanted: KeyFigure, shown: Iterable[Quantity], text: str) -> bool:
    if any(one.kind is wanted.kind and _same(one.value, wanted.value) for one in shown):
        return True
    if wanted.kind is not Kind.PHONE or not isinstance(wanted.value, str):
        return False
    # A hotline set alone on its line has no word of calling beside it.
    spaced = r"[ -]?".join(wanted.value)
    return re.search(rf"(?<![\d.-]){spaced}(?![\d.-])", text) is not None


def _within(shown: Day, known: Day) -> bool:
    """Return whether all that ``shown`` says is said by ``known``: 12月31日 by 2026年12月31日."""
    return all(
        part is None or part == theirs
        for part, theirs in (
            (shown.year, known.year),
            (shown.month, known.month),
            (shown.day, known.day),
        )
    )


def _covered(match: re.Match[str], shown: Shown) -> bool:
    return any(q.start <= match.start() and match.end() <= q.end for q in shown.quantities)


def _written(value: Value) -> str:
    if not isinstance(value, Day):
        return str(value)
    parts = ((value.year, "年"), (value.month, "月"), (value.day, "日"))
    return "".join(f"{number}{sign}" for number, sign in parts if number is not None)
