"""Paragraphs that grow between their style's sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.paper.strip import Type, line_marks
from kit.compose.posters.panel import size_at
from kit.compose.posters.space import base_mm, ink_mm, text_panel
from kit.text.typeset.linebreak import Align, Span, set_paragraph

if TYPE_CHECKING:
    from kit.compose.paper.page import Mark
    from kit.compose.posters.panel import Panel
    from kit.compose.posters.space import PartSpace


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
