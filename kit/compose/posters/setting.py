"""Lines of the rows: broken at a comma, else between words, torn only where nothing helps."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from kit.text.typeset.linebreak import Align, Span, measure, set_measured
from kit.text.typeset.place import place_lines
from kit.text.typeset.sense import sense_units, torn_places
from kit.text.typeset.title import lines_at_sense
from kit.units import MM_PER_PT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.posters.space import PartSpace
    from kit.text.typeset.linebreak import Line, Measured
    from kit.text.typeset.metrics import Metrics

# A quarter em between Han and digits, right for a book, is a hole in type this large.
HAN_LATIN_EM = 0.125
_COMMAS = "，；。、"
_PAUSE = re.compile("[，；。]")
_SHRINK = 0.92
_LESS = (0.98, 0.96, 0.94)
LABEL_SIZE = 0.74
"""Of a row's size; not below it is what explains the others."""
_LESS_ASIDE = (*_LESS, 0.92, 0.86, 0.8)
_MOST_SPARED = 3
"""Of more lines one less is not worth a smaller type."""
_MOST_PARTED = 4
"""Of more lines it matters less where each ends, and the ways to cut them are many."""
_NARROWER = (1.0, 0.88, 0.78, 0.7)
"""Parts of the width: shorter lines end at other words."""
_ORPHAN_EM = 2.6
_LOST_EM = 2.0
"""Where a line ends, a space and the blank halves of marks may fall away, never so much."""
_EPSILON = 1e-6


def row_lines(space: PartSpace, text: str, size_pt: float, weight: int) -> tuple[Line, ...]:
    """Return a text's lines from the left edge, at a size in half points."""
    return sense_lines(text, int(size_pt * 2) / 2, round(space.width_mm, 3), weight, space.metrics)


def row_of(
    space: PartSpace, text: str, size_pt: float, weight: int, *, is_aside: bool = False
) -> tuple[float, tuple[Line, ...]]:
    """Return a row's size and lines: one a little too long for its lines is set smaller.

    ``is_aside``: it is no fact to act on, and may be as small as a label, below the least of rows.
    """
    lines = row_lines(space, text, size_pt, weight)
    if not 1 < len(lines) <= _MOST_SPARED:
        return size_pt, lines
    least, shares = (LABEL_SIZE, _LESS_ASIDE) if is_aside else (_SHRINK, _LESS)
    floor_pt = (LABEL_SIZE if is_aside else 1.0) * space.style("rows").fit.smallest_pt

    def fewer(share: float) -> tuple[float, tuple[Line, ...]] | None:
        smaller_pt = max(int(share * size_pt * 2) / 2, floor_pt)
        if not _may_fit(space, text, smaller_pt, weight, len(lines) - 1):
            return None
        tried = row_lines(space, text, smaller_pt, weight)
        return (smaller_pt, tried) if len(tried) < len(lines) else None

    smallest = fewer(least)
    if smallest is None:
        return size_pt, lines
    return next(filter(None, map(fewer, shares)), smallest)


def _may_fit(space: PartSpace, text: str, size_pt: float, weight: int, count: int) -> bool:
    """Return whether so many lines are long enough for a text, wherever they end."""
    paragraph = measure([Span(text, weight)], space.metrics, han_latin_em=HAN_LATIN_EM)
    measure_em = space.width_mm / (size_pt * MM_PER_PT)
    if count == 1:
        return _is_squeezed_in(paragraph, measure_em)
    return paragraph.right[-1] <= count * measure_em + (count - 1) * _LOST_EM


def is_well_broken(text: str, lines: Sequence[Line]) -> bool:
    """Return whether no line of a text is badly broken, nor ends amid a clause it need not."""
    return not is_badly_broken(text, lines) and not _runs_on(lines)


def is_badly_broken(text: str, lines: Sequence[Line]) -> bool:
    """Return whether a line of a text ends inside a unit of sense, or is but a word or two."""
    if len(lines) < 2:
        return False
    ends = accumulate(len(line.text) for line in lines[:-1])
    is_torn = not set(accumulate(map(len, sense_units(text)))).issuperset(ends)
    return is_torn or min(line.width_em for line in lines) < _ORPHAN_EM


def _runs_on(lines: Sequence[Line]) -> bool:
    """Return whether a line ends amid a clause that began or ends in the middle of a line."""
    return len(lines) <= _MOST_PARTED and any(
        upper.text[-1:] not in _COMMAS
        and (_PAUSE.search(upper.text[:-1]) or _PAUSE.search(lower.text[:-1]))
        for upper, lower in pairwise(lines)
    )


def _is_squeezed_in(paragraph: Measured, measure_em: float) -> bool:
    """Return whether a text fits one line once its marks give the blank half they have."""
    give_em = sum(give.shrink_em for give in paragraph.gives[:-1])
    whole_em = paragraph.right[-1] - paragraph.left[0]
    return not paragraph.forced and whole_em - give_em <= measure_em + _EPSILON


def _is_torn(text: str, lines: Sequence[Line]) -> bool:
    place, torn = 0, torn_places(text)
    for line in lines[:-1]:
        place += len(line.text)
        # Blanks at a line's end are not set.
        place += len(text[place:]) - len(text[place:].lstrip())
        if place in torn:
            return True
    return False


@lru_cache(maxsize=2048)
def sense_lines(
    text: str, size_pt: float, width_mm: float, weight: int, metrics: Metrics
) -> tuple[Line, ...]:
    """Return a text's lines from the left edge: at a comma, else between words, torn at last."""
    measure_em = width_mm / (size_pt * MM_PER_PT)

    paragraph = measure([Span(text, weight)], metrics, han_latin_em=HAN_LATIN_EM)
    lines = set_measured(paragraph, measure_em=measure_em, align=Align.LEFT)
    if len(lines) > 1 and _is_squeezed_in(paragraph, measure_em):
        return place_lines(paragraph, ((0, len(paragraph.text)),), measure_em, align=Align.LEFT)
    if len(lines) < 2:
        return lines
    cuts = [n + 1 for n, sign in enumerate(text[:-1]) if sign in _COMMAS]
    # Where the sense pauses longest, and as evenly as may be.
    cuts.sort(key=lambda n: (text[n - 1] == "、", abs(len(text) - 2 * n)))
    for cut in cuts if len(lines) <= _MOST_PARTED else ():
        parts = (text[:cut], text[cut:])
        halves = [sense_lines(part, size_pt, width_mm, weight, metrics) for part in parts]
        if sum(map(len, halves)) == len(lines) and all(map(is_well_broken, parts, halves)):
            return (*halves[0], *halves[1])
    # A line of a word or two is an orphan: the others give some of theirs.
    # Better amid a clause than a line more, and better a line more than a word torn.
    fair: tuple[Line, ...] = ()
    for share in _NARROWER:
        as_many = _at_sense(text, size_pt, share * width_mm, weight, metrics, len(lines))
        if not as_many or is_badly_broken(text, as_many):
            continue
        if not _runs_on(as_many):
            return as_many
        fair = fair or as_many
    if fair:
        return fair
    more = _at_sense(text, size_pt, width_mm, weight, metrics, len(lines) + 1)
    if more and not is_badly_broken(text, more):
        return more
    whole = _at_sense(text, size_pt, width_mm, weight, metrics, len(lines))
    return whole or more or lines


def _at_sense(
    text: str, size_pt: float, width_mm: float, weight: int, metrics: Metrics, most_lines: int
) -> tuple[Line, ...]:
    """Return the lines broken between words; none where that takes more of them."""
    lines = lines_at_sense(
        text, metrics, width_mm=width_mm, size_pt=size_pt, most_lines=most_lines, weight=weight
    )
    return () if _is_torn(text, lines) else lines
