"""The largest type that fills a frame, and what to cut when even the smallest does not fit.

Heights are counted as in the frame: n lines of a paragraph take (n − 1)·leading + 1 em, two
paragraphs stand ``paragraph_gap_em`` further apart than two lines.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.errors import LayoutError
from kit.text.typeset.breaker import break_lines, fewest_lines, widest_word
from kit.text.typeset.linebreak import Align, measure, set_measured
from kit.units import MM_PER_PT, PT_PER_MM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.text.typeset.linebreak import Line, Measured, Span
    from kit.text.typeset.metrics import Metrics

STEP_PT = 0.5
"""Printers and eyes do not tell finer steps apart."""

ASCENT_EM = 0.88
"""From the top of an ideograph's square to its base line, in Noto Sans SC and most CJK faces."""

_EPSILON = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """Text at the size that fits its frame."""

    size_pt: float
    paragraphs: tuple[tuple[Line, ...], ...]
    """The lines of every paragraph, in em of ``size_pt``."""
    height_mm: float
    """From the top of the first line's squares to the bottom of the last line's."""
    leading: float
    """Distance between base lines as a multiple of the size."""
    paragraph_gap_em: float = 0.0

    @property
    def size_mm(self) -> float:
        """One em in millimetres."""
        return self.size_pt * MM_PER_PT

    @property
    def base_lines_mm(self) -> tuple[tuple[float, ...], ...]:
        """Base lines of every paragraph's lines, from the top of the text."""
        places, y_em = [], ASCENT_EM
        for lines in self.paragraphs:
            places.append(
                tuple((y_em + i * self.leading) * self.size_mm for i in range(len(lines)))
            )
            if lines:
                y_em += len(lines) * self.leading + self.paragraph_gap_em
        return tuple(places)


@dataclass(frozen=True, kw_only=True)
class _Frame:
    """The frame and how text stands in it."""

    width_mm: float
    height_mm: float
    leading: float
    paragraph_gap_em: float
    indent_em: float
    align: Align

    def height_of(self, lines: Sequence[int], size_pt: float) -> float:
        """Return the height in mm of paragraphs of so many lines."""
        filled = [count for count in lines if count]
        if not filled:
            return 0.0
        gaps = (sum(filled) - 1) * self.leading + (len(filled) - 1) * self.paragraph_gap_em
        return (gaps + 1) * size_pt * MM_PER_PT

    def holds(self, paragraphs: Sequence[Measured], size_pt: float) -> bool:
        """Whether the text fits at ``size_pt``."""
        lines = self.fewest(paragraphs, size_pt)
        for place, paragraph in enumerate(paragraphs):
            if self.height_of(lines, size_pt) > self.height_mm + _EPSILON:
                return False  # already too high before the rest is broken
            lines[place] = len(self.ranges(paragraph, size_pt))
        return self.height_of(lines, size_pt) <= self.height_mm + _EPSILON

    def may_hold(self, paragraphs: Sequence[Measured], size_pt: float) -> bool:
        """Whether it is worth trying; never false for a size at which the text fits."""
        lines = self.fewest(paragraphs, size_pt)
        return self.height_of(lines, size_pt) <= self.height_mm + _EPSILON

    def fewest(self, paragraphs: Sequence[Measured], size_pt: float) -> list[int]:
        """Return for every paragraph a number of lines it will not go below."""
        measure_em = self.width_mm * PT_PER_MM / size_pt
        return [fewest_lines(p, measure_em, indent_em=self.indent_em) for p in paragraphs]

    def ranges(self, paragraph: Measured, size_pt: float) -> tuple[tuple[int, int], ...]:
        """Return the lines of one paragraph at ``size_pt``."""
        measure_em = self.width_mm * PT_PER_MM / size_pt
        return break_lines(paragraph, measure_em, indent_em=self.indent_em, align=self.align)


def fit_paragraphs(  # noqa: PLR0913 - a frame, a text and a style, all by name
    paragraphs: Sequence[Sequence[Span]],
    metrics: Metrics,
    *,
    width_mm: float,
    height_mm: float,
    largest_pt: float,
    smallest_pt: float,
    leading: float = 1.5,
    paragraph_gap_em: float = 0.0,
    indent_em: float = 2.0,
    align: Align = Align.JUSTIFY,
    what: str = "正文",
) -> Fitted:
    """Return the paragraphs at the largest size, in steps of half a point, that fits the frame.

    ``what`` names the text in the error.

    Raises:
        LayoutError: It does not fit at ``smallest_pt``; the remedy counts the characters to cut.
    """
    frame = _Frame(
        width_mm=width_mm,
        height_mm=height_mm,
        leading=leading,
        paragraph_gap_em=paragraph_gap_em,
        indent_em=indent_em,
        align=align,
    )
    measured = [measure(spans, metrics) for spans in paragraphs]
    # Type so large that a phone number is torn in two does not fit, whatever the height.
    widest_em = max([_EPSILON, *(widest_word(p, indent_em=indent_em) for p in measured)])
    whole_pt = width_mm * PT_PER_MM / widest_em
    if whole_pt >= smallest_pt:
        largest_pt = min(largest_pt, whole_pt)
    size_pt = _largest_size(measured, frame, largest_pt, smallest_pt)
    if size_pt is None:
        raise _too_long(paragraphs, metrics, frame, smallest_pt, what)
    measure_em = width_mm * PT_PER_MM / size_pt
    lines = tuple(
        set_measured(paragraph, measure_em=measure_em, indent_em=indent_em, align=align)
        for paragraph in measured
    )
    return Fitted(
        size_pt=size_pt,
        paragraphs=lines,
        height_mm=frame.height_of([len(paragraph) for paragraph in lines], size_pt),
        leading=leading,
        paragraph_gap_em=paragraph_gap_em,
    )


def _largest_size(
    paragraphs: Sequence[Measured], frame: _Frame, largest_pt: float, smallest_pt: float
) -> float | None:
    """Return the largest size of the steps below ``largest_pt`` that fits, or None.

    Height does not grow evenly with size: a larger size may need fewer lines by luck of the
    breaks. So no search by halves over real heights; a lower bound of them, which does grow
    evenly, brackets the size from above, and from there every step is tried.
    """
    steps = max(0, int((largest_pt - smallest_pt) / STEP_PT + _EPSILON))
    low, high = -1, steps
    while low < high:
        middle = (low + high + 1) // 2
        if frame.may_hold(paragraphs, smallest_pt + middle * STEP_PT):
            low = middle
        else:
            high = middle - 1
    for step in range(low, -1, -1):
        if frame.holds(paragraphs, smallest_pt + step * STEP_PT):
            return smallest_pt + step * STEP_PT
    return None


def _too_long(
    paragraphs: Sequence[Sequence[Span]],
    metrics: Metrics,
    frame: _Frame,
    smallest_pt: float,
    what: str,
) -> LayoutError:
    """Return the error that says how many characters to cut, counted by cutting them."""
    total = sum(len(span.text) for spans in paragraphs for span in spans)
    message = f"{what} {total} 字，用最小的 {smallest_pt:g} 磅也放不下。"

    def holds(kept: int) -> bool:
        measured = [measure(spans, metrics) for spans in _first(paragraphs, kept)]
        return frame.may_hold(measured, smallest_pt) and frame.holds(measured, smallest_pt)

    low, high = 0, total - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    if low == 0:
        return LayoutError(message, "请改用更大的纸，或在版式里把这一框放大。")
    return LayoutError(message, f"请删去约 {total - low} 字，或改用更大的纸。")


def _first(paragraphs: Sequence[Sequence[Span]], characters: int) -> list[list[Span]]:
    """Return the paragraphs up to ``characters``; a span cut short loses its reading."""
    kept: list[list[Span]] = []
    for spans in paragraphs:
        if characters <= 0:
            break
        kept.append([])
        for span in spans:
            whole = len(span.text) <= characters
            kept[-1].append(span if whole else replace(span, text=span.text[:characters], ruby=""))
            characters = max(0, characters - len(span.text))
    return kept
