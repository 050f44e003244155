"""Finished outputs against their item: every figure on paper, page and air is the item's own.

The last line of defence: it reads the text back from the PDF, the page or the script, and knows
nothing of how they were made. A figure must be one of the item's, and where the words around it
say what it is for, it must be the one for that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.text.figures.figure import Clock, Day, FigureKind, Role
from kit.text.figures.item_figures import (
    DECIMAL,
    contexts_of,
    item_figures,
    key_figures,
    number_in,
    ranges_in,
)
from kit.text.figures.reader import figures, join_broken_text
from kit.text.figures.roles import Likeness, likeness, money_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kit.model.item import Item
    from kit.text.figures.figure import Figure
    from kit.text.figures.item_figures import ItemFigures

__all__ = ["Mismatch", "compare_output", "item_figures", "key_figures"]

_COMPARED = (
    FigureKind.MONEY,
    FigureKind.DATE,
    FigureKind.TIME,
    FigureKind.PHONE,
    FigureKind.PERCENT,
    FigureKind.DOCUMENT,
)
# On a sheet the weekday and the lunar date stand between 最后一天 and its date.
_LAST_DAY = re.compile(r"(?:最后一天|截止(?:日期|时间)?)[^，。；！？\d]{0,24}$")
_HANGING = re.compile(r"公开时间|公示时间|贴|挂|有效期")
_STRICT_ROLES = (Role.DEADLINE, Role.EFFECT, Role.BIRTH, Role.START)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """One figure of an output that is not the item's, or one of the item's that is missing."""

    kind: FigureKind
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


def compare_output(
    text: str,
    item: Item,
    required: Collection[Figure] | None = None,
    *,
    allowed: Iterable[str] = (),
) -> tuple[Mismatch, ...]:
    """Return every figure in the text of an output that is not the item's, or is missing.

    ``text`` is read back from a PDF, a page or a script; line breaks may stand anywhere.
    ``required`` are the figures that must be there, by default :func:`key_figures`.
    ``allowed`` as for :func:`item_figures`.
    """
    read = join_broken_text(text)
    own = item_figures(item, allowed=allowed)
    shown = [f for f in figures(read, near=item.dates.publish) if f.kind in _COMPARED]
    cells_met = frozenset(re.findall(r"([\d,.]+)\s+[百千万亿]*元", text))
    found = [m for figure in shown for m in _judge(figure, read, own, cells_met)]
    found += _judge_ranges(shown, read, own)
    found += [
        Mismatch(kind=FigureKind.MONEY, found=match[0])
        for match in DECIMAL.finditer(read)
        if number_in(match[0]) not in own.numbers and not _covered(match, shown)
    ]
    wanted = key_figures(item) if required is None else required
    found += [
        Mismatch(kind=figure.kind, found="", expected=_written(figure))
        for figure in wanted
        if not _is_shown(figure, shown, read)
    ]
    return tuple(dict.fromkeys(found))


def _judge(
    figure: Figure, text: str, own: ItemFigures, cells_met: Collection[str]
) -> Iterator[Mismatch]:
    if not _is_own(figure, own, cells_met):
        yield Mismatch(kind=figure.kind, found=figure.text)
        return
    if isinstance(figure.value, Day):
        right = _right_days(figure, text, own)
    elif figure.kind is FigureKind.MONEY:
        right = _right_money(figure, text, own)
    else:
        right = ""
    if right:
        yield Mismatch(kind=figure.kind, found=figure.text, expected=right)
        return
    for context in contexts_of(figure, text):
        usual = own.contexts.get(context)
        if usual and not any(_same(figure, one) for one in usual):
            expected = min(one.text for one in usual)
            yield Mismatch(kind=figure.kind, found=figure.text, expected=expected)
            return


def _is_own(figure: Figure, own: ItemFigures, cells_met: Collection[str]) -> bool:
    value, known = figure.value, own.values.get(figure.kind, set())
    if isinstance(value, Day):
        return any(_within(value, day) for day in own.days)
    if isinstance(value, Clock):
        return any(isinstance(time, Clock) and value.agrees_with(time) for time in known)
    if value in known:
        return True
    if figure.kind is FigureKind.PHONE and isinstance(value, str):
        # A bare number of five digits in a table looks like a hotline.
        return number_in(value) in own.numbers
    # Cells of a table read back in a row: 256.00 and the unit of the next heading have met.
    met = any(figure.text.startswith(cell) for cell in cells_met)
    return figure.kind is FigureKind.MONEY and met and number_in(figure.text) in own.numbers


def _right_days(figure: Figure, text: str, own: ItemFigures) -> str:
    """Return the day that should stand here by the words beside it; empty if it does."""
    role = figure.role
    before = text[max(0, figure.start - 32) : figure.start]
    if role is Role.NONE and _LAST_DAY.search(before):
        role = Role.DEADLINE
    wanted = own.by_role.get(role, set()) if role in _STRICT_ROLES else set()
    if role is Role.START and figure.range_part:
        return ""  # ranges are judged whole
    value = figure.value
    if not wanted or not isinstance(value, Day) or any(_within(value, day) for day in wanted):
        return ""
    return _day_words(min(wanted, key=_day_words))


def _right_money(figure: Figure, text: str, own: ItemFigures) -> str:
    """Return the amount that should stand here by the words before it; empty if it does."""
    words = money_words(text, figure.start, figure.end)
    keys = [key for key in own.keys if likeness(words, key.words) is Likeness.SAME]
    if keys and all(key.value != figure.value for key in keys):
        return keys[0].amount.figure
    usual = own.money.get((words.head, words.per), set())
    told = words.head or words.per
    if told and usual and figure.value not in usual | {key.value for key in own.keys}:
        return f"{min(usual):f}元"
    return ""


def _judge_ranges(shown: Iterable[Figure], text: str, own: ItemFigures) -> Iterator[Mismatch]:
    for first, last in ranges_in(shown):
        one, other = first.value, last.value
        if not isinstance(one, Day) or not isinstance(other, Day):
            continue
        known = list(own.ranges)
        if own.hanging and _HANGING.search(text[max(0, first.start - 12) : first.start]):
            known.append(own.hanging)
        if not any(_within(one, a) and _within(other, b) for a, b in known):
            yield Mismatch(kind=FigureKind.DATE, found=f"{first.text}到{last.text}")


def _same(one: Figure, other: Figure) -> bool:
    if one.kind is not other.kind:
        return False
    if isinstance(one.value, Day) and isinstance(other.value, Day):
        return one.value.agrees_with(other.value)
    if isinstance(one.value, Clock) and isinstance(other.value, Clock):
        return one.value.agrees_with(other.value)
    return one.value == other.value


def _is_shown(wanted: Figure, shown: Iterable[Figure], text: str) -> bool:
    if any(_same(one, wanted) for one in shown):
        return True
    if wanted.kind is not FigureKind.PHONE or not isinstance(wanted.value, str):
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


def _covered(match: re.Match[str], shown: Iterable[Figure]) -> bool:
    return any(f.start <= match.start() and match.end() <= f.end for f in shown)


def _written(figure: Figure) -> str:
    return _day_words(figure.value) if isinstance(figure.value, Day) else figure.text


def _day_words(day: Day) -> str:
    parts = ((day.year, "年"), (day.month, "月"), (day.day, "日"))
    return "".join(f"{number}{sign}" for number, sign in parts if number is not None)
