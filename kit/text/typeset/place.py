"""Lines with every character in its place: the slack of a line is given out in CLREQ's order."""

from __future__ import annotations

from itertools import accumulate, groupby, repeat
from operator import add
from typing import TYPE_CHECKING

from kit.text.typeset.breaker import RAGGED_ABOVE_EM
from kit.text.typeset.gaps import LAST_TURN
from kit.text.typeset.measured import RUBY_SCALE
from kit.text.typeset.pieces import Align, Line, Piece, Ruby

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.text.typeset.measured import Measured


def place_lines(
    paragraph: Measured,
    ranges: Sequence[tuple[int, int]],
    measure_em: float,
    *,
    indent_em: float = 0.0,
    align: Align = Align.JUSTIFY,
) -> tuple[Line, ...]:
    """Return the lines of ``ranges``; a line the writer ended loses the indent after it."""
    lines = []
    indent = indent_em
    for start, stop in ranges:
        final = stop == len(paragraph.text) or stop - 1 in paragraph.forced
        lines.append(_place(paragraph, start, stop, measure_em, indent, align, final=final))
        indent = 0.0
    return tuple(lines)


def _place(
    paragraph: Measured,
    start: int,
    stop: int,
    measure_em: float,
    indent_em: float,
    align: Align,
    *,
    final: bool,
) -> Line:
    natural = paragraph.right[stop - 1] - paragraph.left[start]
    slack = measure_em - indent_em - natural
    added: list[float] = []
    stretch_em = 0.0
    if slack < 0:
        added = _shrunk(paragraph, start, stop, -slack)
    # The last line stays as wide as it is: stretched, three characters would fill it.
    elif align is Align.JUSTIFY and not final:
        added, stretch_em = _stretched(paragraph, start, stop, slack)
    x = indent_em + paragraph.starts[start] - paragraph.left[start]
    width = indent_em + natural + sum(added)
    if align is Align.CENTER:
        x += (measure_em - width) / 2
        width += (measure_em - width) / 2
    x -= paragraph.starts[start]
    # A line that neither gives nor takes is only moved, as most are that are not justified.
    gained = accumulate(added, initial=x) if added else repeat(x)
    edges = list(map(add, gained, paragraph.starts[start:stop]))
    return Line(
        pieces=_pieces(paragraph, start, stop, edges),
        width_em=width,
        ruby=_ruby(paragraph, start, stop, edges) if paragraph.bases else (),
        stretch_em=stretch_em,
    )


def _shrunk(paragraph: Measured, start: int, stop: int, need_em: float) -> list[float]:
    """Return what every gap loses: brackets first, stops last, equal parts within a turn."""
    gives = paragraph.gives[start : stop - 1]
    offers = [(place, give) for place, give in enumerate(gives) if give.shrink_em]
    added = [0.0] * (stop - start)
    for turn in range(LAST_TURN + 1):
        total_em = sum(give.shrink_em for _, give in offers if give.shrink_turn == turn)
        if not total_em:
            continue
        part = min(1.0, need_em / total_em)
        for place, give in offers:
            if give.shrink_turn == turn:
                added[place] = -part * give.shrink_em
        need_em -= part * total_em
    return added


def _stretched(
    paragraph: Measured, start: int, stop: int, slack_em: float
) -> tuple[list[float], float]:
    """Return what every gap gains, and the equal share of all gaps in it.

    Word spaces and the gaps beside Latin open a little first; then all gaps alike.
    """
    gives = paragraph.gives[start : stop - 1]
    easy, loose = sum(give.easy_em for give in gives), sum(give.loose for give in gives)
    part = min(1.0, slack_em / easy) if easy else 0.0
    spare = slack_em - part * easy
    share = spare / loose if loose else 0.0
    # Holes between the characters read worse than an edge that is not straight.
    if share > RAGGED_ABOVE_EM or (not loose and spare > 0):
        return [0.0] * (stop - start), 0.0
    return [*(part * give.easy_em + share * give.loose for give in gives), 0.0], share


def _pieces(
    paragraph: Measured, start: int, stop: int, edges: Sequence[float]
) -> tuple[Piece, ...]:
    offsets = tuple(map(add, edges, paragraph.shifts[start:stop]))
    weights = paragraph.weights[start:stop]
    if weights.count(weights[0]) == len(weights):
        return (Piece(paragraph.text[start:stop], offsets, weights[0]),)
    pieces, first = [], 0
    for weight, group in groupby(weights):
        last = first + len(list(group))
        pieces.append(
            Piece(paragraph.text[start + first : start + last], offsets[first:last], weight)
        )
        first = last
    return tuple(pieces)


def _ruby(paragraph: Measured, start: int, stop: int, edges: Sequence[float]) -> tuple[Ruby, ...]:
    """Return the readings whose base begins on this line, centred above it."""
    ruby = []
    for base in paragraph.bases:
        # A word parted by the line's end has its reading where it begins.
        if not start <= base.first < stop:
            continue
        last = min(base.last, stop - 1)
        middle = (edges[base.first - start] + edges[last - start] + paragraph.advances[last]) / 2
        ruby.append(
            Ruby(
                characters=base.reading,
                x_em=middle - base.width_em * RUBY_SCALE / 2,
                offsets_em=base.offsets_em,
                scale=RUBY_SCALE,
                weight=paragraph.weights[base.first],
            )
        )
    return tuple(ruby)
