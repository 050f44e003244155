"""Large words in the middle, and paragraphs: each grows between its style's sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.paper.page import Ink, Tag
from kit.compose.paper.strip import Type, line_marks
from kit.compose.posters.panel import size_at
from kit.compose.posters.space import base_mm, ink_mm, text_panel
from kit.text.typeset.linebreak import Align, Span, set_paragraph
from kit.text.typeset.title import fit_title
from kit.units import MM_PER_PT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.paper.page import Mark
    from kit.compose.posters.panel import Panel
    from kit.compose.posters.space import PartSpace
    from kit.text.typeset.linebreak import Line

_UNLIMITED_MM = 10_000.0


def display(
    space: PartSpace,
    text: str,
    name: str,
    share: float,
    *,
    field: str,
    ink: Ink = Ink.BLACK,
) -> Panel:
    """Return few large words, centred and broken at sense, in the style ``name``.

    Raises:
        LayoutError: They do not fit on the style's lines at its smallest size; ``field`` is named.
    """
    style = space.style(name)
    fitted = fit_title(
        text,
        space.metrics,
        width_mm=space.width_mm,
        height_mm=_UNLIMITED_MM,
        largest_pt=max(size_at(style, share), style.fit.smallest_pt),
        smallest_pt=style.fit.smallest_pt,
        most_lines=style.fit.most_lines or 2,
        weight=style.weight,
        leading=style.leading,
        what=field,
    )
    marks, height = centred_lines(
        fitted.lines, fitted.size_pt, style.leading, width_mm=space.width_mm, ink=ink
    )
    tag = Tag.TITLE if name == "title" else Tag.PARAGRAPH
    return text_panel(name, fitted.size_pt, marks, height_mm=height, tag=tag)


def paragraph_panel(space: PartSpace, lead: str, text: str, name: str, share: float) -> Panel:
    """Return a text, its ``lead`` in bold, in the style ``name`` as large as its share allows."""
    style = space.style(name)
    spans = [Span(words, weight) for words, weight in ((lead, 900), (text, style.weight)) if words]
    kind = Type(size_pt=size_at(style, share), leading=style.leading)
    measure_em = space.width_mm / kind.em_mm
    lines = set_paragraph(spans, space.metrics, measure_em=measure_em, align=Align.LEFT)
    marks: list[Mark] = []
    for number, line in enumerate(lines):
        baseline_mm = base_mm(kind.size_pt) + number * kind.pitch_mm
        marks += line_marks(line, kind, x_mm=0, baseline_mm=baseline_mm)
    height_mm = ink_mm(kind.size_pt) + (len(lines) - 1) * kind.pitch_mm
    return text_panel(name, kind.size_pt, marks, height_mm=height_mm)


def centred_lines(
    lines: Sequence[Line], size_pt: float, leading: float, *, width_mm: float, ink: Ink
) -> tuple[tuple[Mark, ...], float]:
    """Return the lines centred in ``width_mm`` from y 0 down, and their height in ink."""
    em_mm = size_pt * MM_PER_PT
    kind = Type(size_pt=size_pt, leading=leading, ink=ink)
    marks: list[Mark] = []
    for number, line in enumerate(lines):
        start_em = line.pieces[0].offsets_em[0] if line.pieces else 0.0
        marks += line_marks(
            line,
            kind,
            x_mm=(width_mm - (line.width_em + start_em) * em_mm) / 2,
            baseline_mm=base_mm(size_pt) + number * leading * em_mm,
        )
    height = ink_mm(size_pt) + max(0, len(lines) - 1) * leading * em_mm
    return tuple(marks), height
