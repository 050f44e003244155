"""Chinese paragraphs set into lines as CLREQ and GB/T 15834 ask.

Spans go in, lines of placed characters come out, all in em: a type size is only another
measure. What a line holds is the text as written, so that it can be copied; that “——” is
drawn as one two-em dash (U+2E3A) is the renderer's affair, and its place is prepared here.

Control characters, direction marks and the white space around a paragraph are dropped; a
line feed ends a line. Right-to-left scripts keep the order in which they were written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.text.typeset.breaker import break_lines
from kit.text.typeset.gaps import HAN_LATIN_EM
from kit.text.typeset.measured import Measured, measure
from kit.text.typeset.pieces import Align, Line, Piece, Ruby, Span
from kit.text.typeset.place import place_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.text.typeset.metrics import Metrics

__all__ = [
    "Align",
    "Line",
    "Measured",
    "Piece",
    "Ruby",
    "Span",
    "measure",
    "set_measured",
    "set_paragraph",
]


def set_paragraph(
    spans: Sequence[Span],
    metrics: Metrics,
    *,
    measure_em: float,
    indent_em: float = 0.0,
    align: Align = Align.JUSTIFY,
    han_latin_em: float = HAN_LATIN_EM,
) -> tuple[Line, ...]:
    """Return the lines of a paragraph ``measure_em`` wide; none for an empty one.

    Every character is set, also where the measure is narrower than a word or a character.
    """
    paragraph = measure(spans, metrics, han_latin_em=han_latin_em)
    return set_measured(paragraph, measure_em=measure_em, indent_em=indent_em, align=align)


def set_measured(
    paragraph: Measured,
    *,
    measure_em: float,
    indent_em: float = 0.0,
    align: Align = Align.JUSTIFY,
) -> tuple[Line, ...]:
    """Return the lines of a paragraph measured before; see :func:`set_paragraph`."""
    ranges = break_lines(paragraph, measure_em, indent_em=indent_em, align=align)
    return place_lines(paragraph, ranges, measure_em, indent_em=indent_em, align=align)
