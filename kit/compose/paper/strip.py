"""Strips: the slices a flow is cut into, and marks moved to their place on the page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.compose.paper.frames import moved
from kit.compose.paper.page import Block, Box, Ink, Tag, Text
from kit.text.typeset.linebreak import Align, set_paragraph
from kit.text.typeset.title import fit_title
from kit.units import MM_PER_PT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kit.compose.paper.page import Mark
    from kit.text.typeset.linebreak import Line, Piece, Ruby, Span
    from kit.text.typeset.metrics import Metrics

# Where the base line lies in the square a Han character is drawn in (Noto Sans SC).
ASCENT_EM = 0.88
TICK_BOX = "□"
"""Drawn as a box to tick: no typeface of the kit has a good one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A slice of a flow that no page break cuts; marks count from its top left corner."""

    height_mm: float
    marks: tuple[Mark, ...] = ()
    tag: Tag = Tag.PARAGRAPH
    gap_mm: float = 0.0
    """White space above it, left out at the top of a page."""
    with_next: bool = False
    """A page break below it would part what belongs together."""
    continues: bool = False
    """It belongs to the same paragraph or table as the strip before."""
    header: tuple[Strip, ...] = ()
    """Repeated above it where it begins a page."""
    new_page: bool = False
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """How a run of text is set."""

    size_pt: float
    leading: float = 1.6
    """Distance between base lines as a multiple of the type size."""
    weight: int = 500
    bold: int = 700
    ink: Ink = Ink.BLACK

    @property
    def em_mm(self) -> float:
        """The type size in millimetres."""
        return self.size_pt * MM_PER_PT

    @property
    def pitch_mm(self) -> float:
        """Distance between base lines."""
        return self.em_mm * self.leading

    @property
    def base_mm(self) -> float:
        """From the top of a line's strip down to its base line."""
        return (self.pitch_mm - self.em_mm) / 2 + self.em_mm * ASCENT_EM


def tick_box(x_mm: float, baseline_mm: float, em_mm: float) -> Box:
    """Return a box to tick, standing on the line as a Han character does."""
    side = 0.78 * em_mm
    return Box(
        x_mm=x_mm + 0.11 * em_mm,
        y_mm=baseline_mm - 0.76 * em_mm,
        width_mm=side,
        height_mm=side,
        stroke=Ink.BLACK,
        stroke_mm=max(0.25, 0.05 * em_mm),
    )


def line_marks(
    line: Line,
    kind: Type,
    *,
    x_mm: float,
    baseline_mm: float,
    cell: tuple[int, int] | None = None,
) -> tuple[Mark, ...]:
    """Return the marks of one set line whose left edge is at ``x_mm``, in a table its ``cell``."""
    marks: list[Mark] = []
    for piece in line.pieces:
        marks += _piece_marks(piece, kind, x_mm=x_mm, baseline_mm=baseline_mm, cell=cell)
    marks += (_reading(ruby, kind, x_mm=x_mm, baseline_mm=baseline_mm) for ruby in line.ruby)
    return tuple(marks)


def _reading(ruby: Ruby, kind: Type, *, x_mm: float, baseline_mm: float) -> Text:
    """Return a reading just above its characters."""
    return Text(
        x_mm=x_mm + ruby.x_em * kind.em_mm,
        y_mm=baseline_mm - (ASCENT_EM + 0.16 * ruby.scale) * kind.em_mm,
        characters=ruby.characters,
        offsets_em=ruby.offsets_em,
        size_pt=kind.size_pt * ruby.scale,
        weight=ruby.weight,
        ink=kind.ink,
    )


def _piece_marks(
    piece: Piece, kind: Type, *, x_mm: float, baseline_mm: float, cell: tuple[int, int] | None
) -> list[Mark]:
    marks: list[Mark] = []
    start = 0
    characters, offsets = piece.characters, piece.offsets_em
    for end in [*(i for i, c in enumerate(characters) if c == TICK_BOX), len(characters)]:
        if end > start:
            marks.append(
                Text(
                    x_mm=x_mm,
                    y_mm=baseline_mm,
                    characters=characters[start:end],
                    offsets_em=offsets[start:end],
                    size_pt=kind.size_pt,
                    weight=piece.weight,
                    ink=kind.ink,
                    cell=cell,
                )
            )
        if end < len(characters):
            marks.append(tick_box(x_mm + offsets[end] * kind.em_mm, baseline_mm, kind.em_mm))
        start = end + 1
    return marks


def paragraph_strips(
    spans: Sequence[Span],
    metrics: Metrics,
    kind: Type,
    *,
    width_mm: float,
    left_mm: float = 0.0,
    indent_em: float = 0.0,
    align: Align = Align.JUSTIFY,
    flush_right: bool = False,
    gap_mm: float = 0.0,
    with_next: bool = False,
) -> tuple[Strip, ...]:
    """Return a strip for each line; no first or last line will stand alone on a page."""
    measure = (width_mm - left_mm) / kind.em_mm
    lines = set_paragraph(
        spans,
        metrics,
        measure_em=measure,
        indent_em=indent_em,
        align=Align.LEFT if flush_right else align,
    )
    lefts = [
        left_mm + ((measure - line.width_em) * kind.em_mm if flush_right else 0.0) for line in lines
    ]
    count = len(lines)
    return tuple(
        Strip(
            height_mm=kind.pitch_mm,
            marks=line_marks(line, kind, x_mm=left, baseline_mm=kind.base_mm),
            gap_mm=gap_mm if number == 0 else 0.0,
            with_next=_clings(number, count) or with_next,
            continues=number > 0,
        )
        for number, (line, left) in enumerate(zip(lines, lefts, strict=True))
    )


def title_strips(
    text: str,
    metrics: Metrics,
    kind: Type,
    *,
    width_mm: float,
    smallest_pt: float,
    gap_mm: float,
    align: Align = Align.CENTER,
) -> tuple[Strip, ...]:
    """Return a title, broken where the sense allows, as large as ``kind`` or less.

    Raises:
        LayoutError: It is too long for three lines at ``smallest_pt``.
    """
    fitted = fit_title(
        text,
        metrics,
        width_mm=width_mm,
        height_mm=3 * kind.pitch_mm,
        largest_pt=kind.size_pt,
        smallest_pt=smallest_pt,
        most_lines=3,
        weight=kind.weight,
        leading=kind.leading,
        align=align,
    )
    set_kind = replace(kind, size_pt=fitted.size_pt)
    return tuple(
        Strip(
            height_mm=set_kind.pitch_mm,
            marks=line_marks(line, set_kind, x_mm=0.0, baseline_mm=set_kind.base_mm),
            tag=Tag.TITLE,
            gap_mm=gap_mm if number == 0 else 0.0,
            with_next=True,
            continues=number > 0,
        )
        for number, line in enumerate(fitted.lines)
    )


def _clings(number: int, count: int) -> bool:
    """Whether line ``number`` of ``count`` must stay with the line below it."""
    # Three lines stay together; of more, two at either end.
    return number < count - 1 and (count == 3 or number in (0, count - 2))


def height_of(strips: Iterable[Strip]) -> float:
    """Return the height in millimetres of strips stacked, the first one's gap left out."""
    return sum(
        strip.height_mm + (strip.gap_mm if number else 0.0) for number, strip in enumerate(strips)
    )


def stacked(strips: Sequence[Strip], *, x_mm: float, y_mm: float) -> tuple[Block, ...]:
    """Return the blocks of strips stacked from (``x_mm``, ``y_mm``) down.

    Lines of one paragraph and rows of one table become one block: who reads by ear
    should hear a sentence whole.
    """
    blocks: list[Block] = []
    y = y_mm
    for number, strip in enumerate(strips):
        y += strip.gap_mm if number else 0.0
        marks = tuple(moved(mark, x_mm, y) for mark in strip.marks)
        y += strip.height_mm
        if strip.continues and blocks and blocks[-1].tag is strip.tag:
            blocks[-1] = replace(blocks[-1], marks=blocks[-1].marks + marks)
        elif marks:
            blocks.append(Block(tag=strip.tag, marks=marks, alt=strip.alt))
    return tuple(blocks)
