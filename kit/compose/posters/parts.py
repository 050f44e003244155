"""The parts of a poster and of a handout's front: each grows between its style's sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.paper.frames import moved
from kit.compose.paper.page import Block, Box, Ink, Tag, reported
from kit.compose.paper.scale import centre_drop_mm
from kit.compose.paper.strip import Type, line_marks
from kit.compose.posters.panel import Panel, size_at
from kit.compose.posters.space import base_mm, ink_mm, text_panel
from kit.text.typeset.linebreak import Align, Span, set_paragraph
from kit.text.typeset.title import fit_title
from kit.units import MM_PER_PT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.paper.page import Mark
    from kit.compose.posters.space import PartSpace
    from kit.text.typeset.linebreak import Line

_UNLIMITED_MM = 10_000.0


def issuer_part(space: PartSpace, issuer: str, kind: str, share: float) -> Panel:
    """Return the issuer left, what sort of notice it is right, and the line below.

    A stamp (样例, 送审稿) also stands here, white on black: seen before the title is read.
    """
    style = space.style("issuer")
    size_pt = size_at(style, share)
    high_mm = ink_mm(size_pt)
    needed_mm = space.wide_mm(issuer, style.fit.smallest_pt, style.weight)
    stamp = ((space.context.stamp, True),)
    tags, room_mm = _tags(space, ((kind, False), *stamp), size_pt * 0.8, high_mm)
    if room_mm < needed_mm:
        # Who says it matters more than what sort of notice it is; the stamp stays.
        tags, room_mm = _tags(space, stamp, size_pt * 0.8, high_mm)
    issuer_pt = space.narrower(space.width_mm - room_mm).largest_pt(issuer, style.weight, size_pt)
    y = high_mm / 2 + centre_drop_mm(issuer_pt)
    rule_mm = 0.9 * space.unit
    rule_y = high_mm + 3.5 * space.unit
    marks = (space.line(issuer, issuer_pt, style.weight, y_mm=y), *tags)
    return Panel(
        height_mm=rule_y + rule_mm / 2,
        blocks=(Block(tag=Tag.PARAGRAPH, marks=marks), space.rule(0.9, rule_y)),
        frames=(reported("issuer", issuer_pt),),
    )


def _tags(
    space: PartSpace, tags: tuple[tuple[str, bool], ...], size_pt: float, high_mm: float
) -> tuple[tuple[Mark, ...], float]:
    """Return the tags from the right edge on, and the width they leave at the left."""
    placed: list[Mark] = []
    right_mm = space.width_mm
    for words, filled in tags:
        if words:
            marks, wide_mm = _tag_marks(space, words, size_pt, high_mm, filled=filled)
            right_mm -= wide_mm
            placed += (moved(mark, right_mm, 0) for mark in marks)
            right_mm -= 3 * space.unit
    return tuple(placed), right_mm - 3 * space.unit


def _tag_marks(
    space: PartSpace, words: str, size_pt: float, high_mm: float, *, filled: bool
) -> tuple[tuple[Mark, ...], float]:
    """Return the words in a box from x 0 on, as high as the line, and the box's width."""
    em_mm = size_pt * MM_PER_PT
    wide_mm = space.wide_mm(words, size_pt, 700) + em_mm
    stroke_mm = 0.6 * space.unit
    box = Box(
        x_mm=stroke_mm / 2,
        y_mm=stroke_mm / 2,
        width_mm=wide_mm - stroke_mm,
        height_mm=high_mm - stroke_mm,
        fill=Ink.BLACK if filled else None,
        stroke=Ink.BLACK,
        stroke_mm=stroke_mm,
    )
    y_mm = high_mm / 2 + centre_drop_mm(size_pt)
    ink = Ink.WHITE if filled else Ink.BLACK
    text = space.line(words, size_pt, 700, x_mm=em_mm / 2, y_mm=y_mm, ink=ink)
    return (box, text), wide_mm


def title_part(space: PartSpace, title: str, share: float) -> Panel:
    """Return the title, centred, as large as its share allows."""
    return display(space, title, "title", share, field="标题")


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
