"""The large parts of a poster as sections: title, when, how much, a sentence, the foot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.compose.paper.frames import CAPITAL_EM, OPENING
from kit.compose.paper.page import Block, Box, Ink, Outline, Rule, Tag, reported
from kit.compose.paper.pictograms import BAN_RING, DISC
from kit.compose.paper.scale import (
    HEAD_PT,
    LABEL_PT,
    UNIT_OF_DIGITS,
    figure_line,
    figure_mm,
)
from kit.compose.paper.strip import Type, line_marks
from kit.compose.posters.panel import Panel, size_at, stacked
from kit.compose.posters.setting import row_lines, row_of
from kit.compose.posters.space import base_mm, ink_mm, text_panel
from kit.compose.posters.stack import Section
from kit.model.item import BREAK_MARK
from kit.text.typeset.linebreak import Align, set_paragraph
from kit.text.typeset.title import fit_title
from kit.units import MM_PER_PT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.paper.page import Mark
    from kit.compose.posters.kind_facts import BigFact
    from kit.compose.posters.space import PartSpace
    from kit.text.typeset.linebreak import Line, Span

_UNLIMITED_MM = 10_000.0
_BOLD, _STRONG, _PLAIN = 900, 700, 500
_ALONE = 1.3
"""Times the size of the rows, on a sheet whose types have all grown."""
_FEW_EM = 14.0
"""Of so few characters a line, an indent is a hole and a torn word is seen from afar."""
# What is forbidden within its ring, the white around it, and that behind its holes; parts of
# the ring.
_FORBIDDEN, _HALO, _CLEARED = 0.68, 0.76, 0.56
_ONE_LINE = 1.2
"""Times the smallest size: words as large on one line stay on it."""


def left_lines(
    lines: Sequence[Line],
    size_pt: float,
    leading: float,
    *,
    x_mm: float = 0.0,
    y_mm: float = 0.0,
    ink: Ink = Ink.BLACK,
) -> tuple[Mark, ...]:
    """Return lines from the left edge, the first one's ink beginning at ``y_mm``."""
    kind = Type(size_pt=size_pt, leading=leading, ink=ink)
    marks: list[Mark] = []
    for number, line in enumerate(lines):
        baseline_mm = y_mm + base_mm(size_pt) + number * kind.pitch_mm
        first_em = line.pieces[0].offsets_em[0] if line.pieces else 0.0
        if line.pieces and line.pieces[0].characters[:1] in OPENING:
            first_em += 0.5  # its ink stands in the right half of its square
        left_mm = x_mm - first_em * kind.em_mm
        marks += line_marks(line, kind, x_mm=left_mm, baseline_mm=baseline_mm)
    return tuple(marks)


def large_words(
    space: PartSpace,
    text: str,
    name: str,
    share: float,
    *,
    field: str,
    ink: Ink = Ink.BLACK,
    whole: bool = True,
) -> Panel:
    """Return few large words from the left edge, broken at sense, in the style ``name``.

    ``whole``: what fits one line well is not broken for the sake of size.

    Raises:
        LayoutError: They do not fit on the style's lines at its smallest size; ``field`` is named.
    """
    style = space.style(name)
    wanted_pt = max(size_at(style, share), style.fit.smallest_pt)
    one_pt = space.largest_pt(text, style.weight, max(wanted_pt, style.fit.largest_pt))
    if whole and BREAK_MARK not in text and one_pt >= _ONE_LINE * style.fit.smallest_pt:
        wanted_pt = min(wanted_pt, one_pt)
    fitted = fit_title(
        text,
        space.metrics,
        width_mm=space.width_mm,
        height_mm=_UNLIMITED_MM,
        largest_pt=wanted_pt,
        smallest_pt=style.fit.smallest_pt,
        most_lines=style.fit.most_lines or 2,
        weight=style.weight,
        leading=style.leading,
        align=Align.LEFT,
        what=field,
    )
    marks = left_lines(fitted.lines, fitted.size_pt, style.leading, ink=ink)
    pitch_mm = style.leading * fitted.size_pt * MM_PER_PT
    height_mm = ink_mm(fitted.size_pt) + max(0, len(fitted.lines) - 1) * pitch_mm
    tag = Tag.TITLE if name == "title" else Tag.PARAGRAPH
    return text_panel(name, fitted.size_pt, marks, height_mm=height_mm, tag=tag)


def title_section(space: PartSpace, title: str, *, gap_mm: float) -> Section:
    """Return the title; it grows first."""

    def make(share: float, _pad_mm: float) -> Panel:
        return large_words(space, title, "title", share, field="标题")

    return Section(make=make, gap_mm=gap_mm, rank=1)


def ban_section(space: PartSpace, title: str, pictogram: str, *, gap_mm: float) -> Section:
    """Return what is forbidden beside a ring with a bar, which is red where there is colour."""
    unit = space.unit

    def make(share: float, _pad_mm: float) -> Panel:
        side_mm = (62 + 22 * share) * unit
        left_mm = side_mm + 9 * unit
        inside = space.narrower(left_mm)
        # Beside the ring is room for two lines: 禁止 above what is forbidden.
        words = large_words(inside, title, "title", share, field="标题", whole=False)
        high_mm = max(side_mm, words.height_mm)
        ring_mm = (high_mm - side_mm) / 2
        ring = Outline(name=BAN_RING, x_mm=0.0, y_mm=ring_mm, side_mm=side_mm, ink=Ink.RED)
        marks: tuple[Mark, ...] = (ring,)
        if pictogram:
            # Before the bar, and white around it: what a bar cuts through is not made out.
            laid = (
                (DISC, _CLEARED, Ink.WHITE),
                (pictogram, _HALO, Ink.WHITE),
                (pictogram, _FORBIDDEN, Ink.BLACK),
            )
            marks += tuple(
                Outline(
                    name=name,
                    x_mm=(side_mm - part * side_mm) / 2,
                    y_mm=ring_mm + (side_mm - part * side_mm) / 2,
                    side_mm=part * side_mm,
                    ink=ink,
                )
                for name, part, ink in laid
            )
        placed = stacked([words], x_mm=left_mm, y_mm=(high_mm - words.height_mm) / 2, gap_mm=0.0)
        return Panel(
            height_mm=high_mm,
            blocks=(Block(tag=Tag.ARTIFACT, marks=marks), *placed.blocks),
            frames=placed.frames,
        )

    return Section(make=make, gap_mm=gap_mm, rank=1)


def fact_section(space: PartSpace, fact: BigFact, *, framed: bool, gap_mm: float) -> Section:
    """Return when, white on black; ``framed``: black in a frame, for a second black box is ink."""

    def make(share: float, _pad_mm: float) -> Panel:
        return _fact(space, fact, share, framed=framed)

    return Section(make=make, gap_mm=gap_mm, rank=2)


def _fact(space: PartSpace, fact: BigFact, share: float, *, framed: bool) -> Panel:
    unit = space.unit
    ink = Ink.BLACK if framed else Ink.WHITE
    inside = space.narrower(16 * unit)
    style = space.style("date")
    wanted_pt = size_at(style, share)
    column = _column(space, fact, wanted_pt)
    if column is None:
        label = "　".join((fact.label, *fact.beside)).strip("　")
        size_pt = figure_size_pt(space, fact.text, wanted_pt, inside.width_mm)
    else:
        label = fact.label
        size_pt = column.figure_pt
    parts = [words_panel(inside, label, HEAD_PT * unit, ink)] if label else []
    if size_pt >= style.fit.smallest_pt * UNIT_OF_DIGITS:
        figure = figure_panel(inside, fact.text, size_pt, ink)
        parts.append(_with_column(inside, figure, column, ink) if column else figure)
    else:
        parts.append(large_words(inside, fact.text, "lead", share, field=fact.field, ink=ink))
    return boxed(space, stacked(parts, gap_mm=4.5 * unit), ink)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """Words at the right of a figure, and how large that may then be."""

    words: tuple[str, ...]
    wide_mm: float
    size_pt: float
    figure_pt: float


def _column(space: PartSpace, fact: BigFact, wanted_pt: float) -> _Column | None:
    """Return the words in a column no higher than the figure; None where they go above it."""
    unit = space.unit
    size_pt = LABEL_PT * unit
    if not fact.beside:
        return None
    first, *rest = fact.beside
    joined = (f"{first}　{rest[0]}", *rest[1:]) if rest else (first,)
    for words in (fact.beside, joined):
        wide_mm = max(space.wide_mm(line, size_pt, _STRONG) for line in words)
        room_mm = space.width_mm - 16 * unit - wide_mm - 12 * unit
        figure_pt = figure_size_pt(space, fact.text, wanted_pt, room_mm)
        is_tall = CAPITAL_EM * figure_pt * MM_PER_PT >= 1.1 * ink_mm(size_pt) * len(words)
        if is_tall and figure_pt >= space.style("date").fit.smallest_pt:
            return _Column(words=words, wide_mm=wide_mm, size_pt=size_pt, figure_pt=figure_pt)
    return None


def figure_size_pt(space: PartSpace, text: str, wanted_pt: float, room_mm: float) -> float:
    """Return the largest size, at most the wanted one, at which a figure fits a width."""
    natural_mm = figure_mm(text, 100.0, space.metrics)
    return int(min(wanted_pt, 100.0 * room_mm / natural_mm) * 2) / 2


def figure_panel(space: PartSpace, text: str, size_pt: float, ink: Ink) -> Panel:
    """Return 12月31日 as one group; where words stand in it, their ink counts below the line."""
    high_mm = CAPITAL_EM * size_pt * MM_PER_PT
    marks = figure_line(
        text, x_mm=0.0, y_mm=high_mm, size_pt=size_pt, metrics=space.metrics, ink=ink
    )
    return text_panel("date", size_pt, marks, height_mm=high_mm)


def words_panel(space: PartSpace, text: str, size_pt: float, ink: Ink = Ink.BLACK) -> Panel:
    """Return words on one line, smaller where they would not fit, on two where too small."""
    fitted_pt = space.largest_pt(text, _STRONG, size_pt)
    least_pt = space.style("label").fit.smallest_pt
    if fitted_pt >= least_pt or "　" not in text:
        return text_panel("label", fitted_pt, [space.line(text, fitted_pt, _STRONG, ink=ink)])
    first, _, rest = text.partition("　")
    lines = [words_panel(space, part, size_pt, ink) for part in (first, rest)]
    return stacked(lines, gap_mm=2.5 * space.unit)


def _with_column(space: PartSpace, figure: Panel, column: _Column, ink: Ink) -> Panel:
    """Return the figure with words in a column at its right, a hairline between."""
    unit, left_mm = space.unit, space.width_mm - column.wide_mm
    base, count = base_mm(column.size_pt), len(column.words)
    # Two lines stay together in the middle; three fill the height.
    step_mm = (figure.height_mm - ink_mm(column.size_pt)) / max(1, count - 1)
    step_mm = min(step_mm, 1.6 * ink_mm(column.size_pt))
    base += (figure.height_mm - ink_mm(column.size_pt) - (count - 1) * step_mm) / 2
    marks = tuple(
        space.line(words, column.size_pt, _STRONG, x_mm=left_mm, y_mm=base + n * step_mm, ink=ink)
        for n, words in enumerate(column.words)
    )
    x_mm = left_mm - 6 * unit
    line = Rule(
        x1_mm=x_mm, y1_mm=0.0, x2_mm=x_mm, y2_mm=figure.height_mm, width_mm=0.7 * unit, ink=ink
    )
    return replace(
        figure,
        blocks=(
            *figure.blocks,
            Block(tag=Tag.PARAGRAPH, marks=marks),
            Block(tag=Tag.ARTIFACT, marks=(line,)),
        ),
        frames=(*figure.frames, reported("label", column.size_pt)),
    )


def boxed(space: PartSpace, panel: Panel, ink: Ink) -> Panel:
    """Return the panel in a box as wide as the space: filled black, or framed."""
    unit = space.unit
    pad_mm, framed = 6.5 * unit, ink is Ink.BLACK
    edge_mm = 1.2 * unit if framed else 0.0
    high_mm = panel.height_mm + 2 * pad_mm
    ground = Box(
        x_mm=edge_mm / 2,
        y_mm=edge_mm / 2,
        width_mm=space.width_mm - edge_mm,
        height_mm=high_mm - edge_mm,
        fill=None if framed else Ink.BLACK,
        stroke=Ink.BLACK if framed else None,
        stroke_mm=edge_mm,
    )
    inner = stacked([panel], x_mm=8 * unit, y_mm=pad_mm, gap_mm=0.0)
    blocks = (Block(tag=Tag.ARTIFACT, marks=(ground,)), *inner.blocks)
    return replace(inner, height_mm=high_mm, blocks=blocks)


def sentence_section(
    space: PartSpace, text: str, *, gap_mm: float, spare: bool, weight: int = 500
) -> Section:
    """Return a sentence in the size of the rows; one of a line may grow to all of its width."""
    style = space.style("rows")
    whole_pt = space.largest_pt(text, weight, _ALONE * style.fit.largest_pt)

    def make(share: float, _pad_mm: float) -> Panel:
        wanted_pt = size_at(style, share)
        if share >= 1.0:
            wanted_pt = max(wanted_pt, whole_pt)
        size_pt, lines = row_of(space, text, wanted_pt, weight)
        height_mm = ink_mm(size_pt) + (len(lines) - 1) * 1.3 * size_pt * MM_PER_PT
        return text_panel("rows", size_pt, left_lines(lines, size_pt, 1.3), height_mm=height_mm)

    return Section(make=make, gap_mm=gap_mm, spare=spare)


def _paragraph(
    space: PartSpace, spans: Sequence[Span], kind: Type, indent_em: float
) -> Sequence[Line]:
    """Return a paragraph's lines: on few words to a line, from the left edge and at sense."""
    measure_em = space.width_mm / kind.em_mm
    if measure_em < _FEW_EM and len(spans) == 1:
        return row_lines(space, spans[0].text, kind.size_pt, spans[0].weight)
    indent_em = indent_em if measure_em >= _FEW_EM else 0.0
    return set_paragraph(
        spans, space.metrics, measure_em=measure_em, indent_em=indent_em, align=Align.LEFT
    )


def paragraphs_section(
    space: PartSpace, paragraphs: Sequence[Sequence[Span]], *, gap_mm: float
) -> Section:
    """Return the text, its paragraphs indented, its lines from the left edge."""
    style = space.style("body")

    def make(share: float, _pad_mm: float) -> Panel:
        # Whole paragraphs in larger type would be lines of a few words.
        kind = Type(size_pt=size_at(style, min(share, 1.0)), leading=style.leading)
        placed: list[tuple[float, Line]] = []
        y_mm = 0.0
        for spans in paragraphs:
            lines = _paragraph(space, spans, kind, style.indent_em)
            placed += ((y_mm + n * kind.pitch_mm, line) for n, line in enumerate(lines))
            y_mm += len(lines) * kind.pitch_mm + style.paragraph_gap_em * kind.em_mm
        base = base_mm(kind.size_pt)
        marks = [
            mark
            for top_mm, line in placed
            for mark in line_marks(line, kind, x_mm=0.0, baseline_mm=base + top_mm)
        ]
        high_mm = ink_mm(kind.size_pt) + (placed[-1][0] if placed else 0.0)
        return text_panel("body", kind.size_pt, marks, height_mm=high_mm)

    return Section(make=make, gap_mm=gap_mm, rank=4)
