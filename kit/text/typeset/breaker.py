"""Where the lines of a paragraph end: the whole paragraph is weighed, not line after line.

After Knuth and Plass (Breaking paragraphs into lines, 1981), with what Chinese asks for:
nearly every gap is a break, marks shrink before anything stretches (CLREQ, line adjustment),
and a paragraph does not end in a single character (孤字不成行).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from kit.text.typeset.bonds import Bond
from kit.text.typeset.pieces import Align
from kit.text.typeset.sense import between_words, torn_places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.text.typeset.measured import Measured

RAGGED_ABOVE_EM = 0.5
"""A line that would need more than this between every two characters is left ragged."""

_EVEN_EM = 0.12  # stretch above which a reader sees the holes
_TOLERANCE_EM = 0.25
_NARROW_EM = 14.0  # in a narrower column a date is parted rather than a line left half empty
_FIRST_SLACK_EM = 2.0  # stretch tried first, a line; more is seldom needed and costs time
_RAGGED_COST = 2_000.0
_EMPTY_COST = 8_000.0  # times the square of the part of the line that stays empty
_SINGLE_COST = 20_000.0
_LINE_COST = 1_000.0
_TORN_COST = 1_100.0
"""A word parted at a ragged line's end: better a line more, but in a column."""
_COLUMN_EM = 8.0
_POOR_COST = 60.0
"""A break after 为 or before 的: worth a line that is three quarters empty."""
_AT_MARK_COST = -12.0
_SHORT_END = 4
_SHORT_END_COST = 150.0
"""Fewer characters than that, or a quarter of a line: 会办。 alone says nothing."""
_MARKS = frozenset("，；。：！？")
_BROKEN_COST = (0.0, 2_800.0, 40_000.0, 400_000.0, 4_000_000.0)  # by bond
_OVERFULL_COST = 1e9
_EPSILON = 1e-9


class _Pass(NamedTuple):
    weakest: Bond
    """Bonds up to this one may be broken."""
    tolerance_em: float
    single_cost: float
    """Cost of a single character on a last line."""


@dataclass(slots=True)
class _Front:
    """Where a line may begin, and the cheapest way to each of these places."""

    active: list[int] = field(default_factory=lambda: [0])
    """In reading order: the widest line first."""
    cost_to: dict[int, float] = field(default_factory=lambda: {0: 0.0})
    came_from: dict[int, int] = field(default_factory=dict)

    def reach(self, end: int, origin: int, cost: float, *, final: bool) -> None:
        """Note the best line that ends with character ``end``; after a final one all begin anew."""
        self.came_from[end + 1] = origin
        self.cost_to[end + 1] = cost
        if final:
            self.active.clear()
        self.active.append(end + 1)

    def path(self, stop: int) -> list[int]:
        """Return the starts of the lines, and ``stop``."""
        starts = [stop]
        while starts[-1]:
            starts.append(self.came_from[starts[-1]])
        return starts[::-1]


def _passes(measure_em: float) -> Iterator[_Pass]:
    """Yield what is tried one after the other.

    Most paragraphs are done in the first pass, nearly all in the second; the others are for
    narrow columns and long tokens.
    """
    yield _Pass(Bond.FREE, min(_TOLERANCE_EM, _FIRST_SLACK_EM / measure_em), inf)
    yield _Pass(Bond.FREE, _TOLERANCE_EM, inf)
    yield _Pass(Bond.FREE, 0.4 if measure_em < _NARROW_EM else inf, inf)
    for weakest in (Bond.SOFT, Bond.WORD, Bond.MARK, Bond.WHOLE):
        yield _Pass(weakest, inf, _SINGLE_COST)


def break_lines(
    paragraph: Measured, measure_em: float, *, indent_em: float = 0.0, align: Align = Align.JUSTIFY
) -> tuple[tuple[int, int], ...]:
    """Return the first character and the one after the last of every line.

    Always a way is found: what is wider than the measure is broken, bond after bond, and at
    the last a single character may stick out. Nothing is ever left out.
    """
    if not paragraph.text:
        return ()
    measure_em = max(measure_em, _EPSILON)
    whole_em = indent_em + paragraph.right[-1] - paragraph.left[0]
    if not paragraph.forced and whole_em <= measure_em + _EPSILON:
        # Cells of tables, labels, phones: no way costs less than a single line.
        return ((0, len(paragraph.text)),)
    for attempt in _passes(measure_em):
        ends = _ends(paragraph, attempt.weakest)
        if align is Align.JUSTIFY:
            starts = _justified(paragraph, ends, measure_em, indent_em, attempt)
        else:
            starts = _ragged(paragraph, ends, measure_em, indent_em, attempt)
        if starts:
            return tuple(pairwise(starts))
    raise AssertionError  # the last pass takes any line of one character


def _ends(paragraph: Measured, weakest: Bond) -> list[int]:
    bonds, forced = paragraph.bonds, paragraph.forced
    last = len(bonds) - 1
    if forced:
        return [i for i, bond in enumerate(bonds) if bond <= weakest or i in forced or i == last]
    ends = [i for i, bond in enumerate(bonds) if bond <= weakest]
    if not ends or ends[-1] != last:
        ends.append(last)
    return ends


def _justified(
    paragraph: Measured, ends: Sequence[int], measure_em: float, indent_em: float, attempt: _Pass
) -> list[int]:
    """Return the starts of the lines and the end of the last, or nothing if no way was found.

    One piece on purpose: a call for every pair of breaks would double the time of a poster.
    """
    left, right, shrink = paragraph.left, paragraph.right, paragraph.shrink
    easy, loose, content = paragraph.easy, paragraph.loose, paragraph.content
    bonds, forced, last = paragraph.bonds, paragraph.forced, len(paragraph.text) - 1
    tolerance = attempt.tolerance_em
    front = _Front()
    active, cost_to, widest, opening = front.active, front.cost_to, 0, 0
    for end in ends:
        final = end == last or end in forced
        edge, end_shrink, end_easy, end_loose = right[end], shrink[end], easy[end], loose[end]
        best, origin = inf, -1
        for place in range(widest, len(active)):
            start = active[place]
            slack = measure_em - edge + left[start]
            if start == opening:
                slack -= indent_em
            if slack < -_EPSILON:
                give = end_shrink - shrink[start]
                if -slack > give + _EPSILON:
                    if attempt.weakest is Bond.WHOLE and start == end and best == inf:
                        best, origin = cost_to[start] + _OVERFULL_COST, start
                    elif place == widest:
                        widest += 1
                    continue
                cost = 2.0 + 60.0 * (slack / give) ** 2
            elif final:
                cost = 0.0
            else:
                spare = slack - end_easy + easy[start]
                if spare <= 0:
                    cost = 1.0
                else:
                    gaps = end_loose - loose[start]
                    each = spare / gaps if gaps else inf
                    if each > tolerance or (each > RAGGED_ABOVE_EM and best < inf):
                        break
                    cost = _stretch_cost(each, slack / measure_em)
            if final and start != opening and content[end + 1] - content[start] < 2:
                cost += attempt.single_cost
            cost += cost_to[start]
            if cost < best:
                best, origin = cost, start
        if origin < 0:
            if final:
                return []
            continue
        front.reach(end, origin, best + _BROKEN_COST[bonds[end]] * (not final), final=final)
        if final:
            widest, opening, indent_em = 0, end + 1, 0.0
    return front.path(last + 1)


def _stretch_cost(each_em: float, empty: float) -> float:
    """Return the cost of a line stretched by ``each_em`` at every gap; holes cost dearly."""
    if each_em > RAGGED_ABOVE_EM:
        return _RAGGED_COST + _EMPTY_COST * empty * empty
    part = each_em / _EVEN_EM
    return 45.0 * part * part * (1.0 + part)


def _ragged(
    paragraph: Measured, ends: Sequence[int], measure_em: float, indent_em: float, attempt: _Pass
) -> list[int]:
    """Return what :func:`_justified` does, for lines that are not stretched.

    As few lines as can be without parting a word, and among those the evenest.
    """
    left, right, content = paragraph.left, paragraph.right, paragraph.content
    bonds, forced, last = paragraph.bonds, paragraph.forced, len(paragraph.text) - 1
    text = paragraph.text
    short = max(2, min(_SHORT_END, int(measure_em / 4)))
    whole = between_words(text)
    torn = torn_places(text)
    torn_cost = _TORN_COST if measure_em >= _COLUMN_EM else _POOR_COST
    front = _Front()
    active, cost_to, widest, opening = front.active, front.cost_to, 0, 0
    for end in ends:
        final = end == last or end in forced
        poor = torn_cost if end + 1 in torn else _POOR_COST * (end + 1 not in whole)
        at_end = poor + _AT_MARK_COST * (text[end] in _MARKS)
        best, origin = inf, -1
        for place in range(widest, len(active)):
            start = active[place]
            slack = measure_em - right[end] + left[start]
            if start == opening:
                slack -= indent_em
            cost = cost_to[start] + _LINE_COST
            if slack < -_EPSILON:
                if attempt.weakest is Bond.WHOLE and start == end and best == inf:
                    cost += _OVERFULL_COST
                else:
                    widest += place == widest
                    continue
            elif not final:
                empty = slack / measure_em
                if empty > 0.7 and best < inf:
                    break
                cost += 100.0 * empty * empty
            elif start != opening and content[end + 1] - content[start] < short:
                is_single = content[end + 1] - content[start] < 2
                cost += _LINE_COST / 2 if is_single else _SHORT_END_COST
            if cost < best:
                best, origin = cost, start
        if origin < 0:
            if final:
                return []
            continue
        broken = 0.0 if final else _BROKEN_COST[bonds[end]] + at_end
        front.reach(end, origin, best + broken, final=final)
        if final:
            widest, opening, indent_em = 0, end + 1, 0.0
    return front.path(last + 1)
