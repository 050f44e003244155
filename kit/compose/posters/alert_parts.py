"""Parts of an alert: its level, seen without colour too; where and how long; what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.paper.colours import type_on
from kit.compose.paper.frames import CAPITAL_EM
from kit.compose.paper.page import Block, Box, Ink, Outline, Rule, Tag, reported
from kit.compose.paper.scale import FOOT_PT, centre_drop_mm, figure_line, figure_mm
from kit.compose.posters.panel import Panel, size_at, stacked
from kit.compose.posters.sections import large_words, left_lines
from kit.compose.posters.space import base_mm, ink_mm, text_panel
from kit.compose.posters.stack import Section
from kit.model.field import Level
from kit.text.typeset.linebreak import Align
from kit.text.typeset.title import fit_title
from kit.units import MM_PER_PT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.compose.paper.page import Mark
    from kit.compose.posters.space import PartSpace
    from kit.text.typeset.linebreak import Line

LEVEL_INKS: Mapping[str, Ink] = {
    Level.BLUE: Ink.BLUE,
    Level.YELLOW: Ink.YELLOW,
    Level.ORANGE: Ink.ORANGE,
    Level.RED: Ink.RED,
}
"""Highest red, then orange, yellow, blue (突发事件应对法第六十三条)."""

_UNLIMITED_MM = 10_000.0
_LADDER_U, _LADDER_PT = 13.0, 26.0
_PAD_U = 6.0
_BOLD, _PLAIN = 900, 500
_STRUCK_SIZE = 0.56
_DRILL_PAD_U, _DRILL_EDGE_U = 1.2, 1.4
_DRILL_LEAST_PT = 60.0
_PERIOD_SIZE = 0.72


def alert_head(
    space: PartSpace, title: str, level: str, pictogram: str, *, ladder: bool, gap_mm: float
) -> Section:
    """Return the title on the level's colour; above it the ``ladder``, its own level reversed."""
    ground = LEVEL_INKS.get(level, Ink.BLACK)

    def make(share: float, _pad_mm: float) -> Panel:
        unit = space.unit
        ladder_mm = _LADDER_U * unit if ladder and level in LEVEL_INKS else 0.0
        size_pt, lines, side_mm, text_mm = _title(space, title, share)
        high_mm = ladder_mm + max(text_mm, side_mm) + 2 * _PAD_U * unit

        def marks(fill: Ink) -> tuple[Mark, ...]:
            ink = type_on(fill)
            box = Box(x_mm=0, y_mm=0, width_mm=space.width_mm, height_mm=high_mm, fill=fill)
            middle_mm = ladder_mm + (high_mm - ladder_mm) / 2
            icon = Outline(
                name=pictogram,
                x_mm=_PAD_U * unit,
                y_mm=middle_mm - side_mm / 2,
                side_mm=side_mm,
                ink=ink,
            )
            words = _placed(
                lines, size_pt, ink, side_mm + 2.2 * _PAD_U * unit, middle_mm - text_mm / 2
            )
            rungs = _ladder(space, level, fill) if ladder_mm else ()
            return (box, icon, *rungs, *words)

        block = Block(tag=Tag.TITLE, marks=marks(ground), in_black=marks(Ink.BLACK))
        return Panel(height_mm=high_mm, blocks=(block,), frames=(reported("title", size_pt),))

    return Section(make=make, gap_mm=gap_mm, rank=3)


def drill_section(space: PartSpace, words: str, title: str, *, gap_mm: float) -> Section:
    """Return what a drill says over its title, framed and as large: nobody reads past it."""

    def make(share: float, _pad_mm: float) -> Panel:
        edge_mm, pad_mm = _DRILL_EDGE_U * space.unit, _DRILL_PAD_U * space.unit
        title_pt, *_ = _title(space, title, share)
        inner = space.narrower(2 * (edge_mm + pad_mm))
        size_pt = inner.largest_pt(words, _BOLD, max(title_pt, _DRILL_LEAST_PT))
        high_mm = ink_mm(size_pt) + 2 * (edge_mm + pad_mm)
        frame = Box(
            x_mm=edge_mm / 2,
            y_mm=edge_mm / 2,
            width_mm=space.width_mm - edge_mm,
            height_mm=high_mm - edge_mm,
            stroke=Ink.BLACK,
            stroke_mm=edge_mm,
        )
        left_mm = (space.width_mm - space.wide_mm(words, size_pt, _BOLD)) / 2
        top_mm = edge_mm + pad_mm + base_mm(size_pt)
        text = space.line(words, size_pt, _BOLD, x_mm=left_mm, y_mm=top_mm)
        block = Block(tag=Tag.PARAGRAPH, marks=(frame, text))
        return Panel(height_mm=high_mm, blocks=(block,))

    return Section(make=make, gap_mm=gap_mm, rank=3)


def cleared_head(space: PartSpace, title: str, struck: str, *, gap_mm: float) -> Section:
    """Return the title of an all-clear, framed and ticked, what is over struck out below it."""

    def make(share: float, _pad_mm: float) -> Panel:
        unit = space.unit
        edge_mm = 2.4 * unit
        size_pt, lines, side_mm, text_mm = _title(space, title, share)
        struck_pt = int(size_pt * _STRUCK_SIZE * 2) / 2
        left_mm = side_mm + 2.2 * _PAD_U * unit
        struck_mm = 0.0
        if struck:
            room = space.narrower(left_mm + _PAD_U * unit)
            struck_pt = room.largest_pt(struck, _PLAIN, struck_pt)
            struck_mm = ink_mm(struck_pt) + 5 * unit
        inner_mm = max(text_mm + struck_mm, side_mm)
        high_mm = inner_mm + 2 * _PAD_U * unit + 2 * edge_mm
        top_mm = (high_mm - text_mm - struck_mm) / 2
        marks: list[Mark] = [
            Box(
                x_mm=edge_mm / 2,
                y_mm=edge_mm / 2,
                width_mm=space.width_mm - edge_mm,
                height_mm=high_mm - edge_mm,
                stroke=Ink.SAFE,
                stroke_mm=edge_mm,
            ),
            Outline(
                name="check-circle",
                x_mm=_PAD_U * unit,
                y_mm=(high_mm - side_mm) / 2,
                side_mm=side_mm,
                ink=Ink.SAFE,
            ),
            *_placed(lines, size_pt, Ink.SAFE, left_mm, top_mm),
        ]
        if struck:
            base = high_mm - top_mm - ink_mm(struck_pt) + base_mm(struck_pt)
            y_mm = base - centre_drop_mm(struck_pt)
            wide_mm = space.wide_mm(struck, struck_pt, _PLAIN)
            marks += (
                space.line(struck, struck_pt, _PLAIN, x_mm=left_mm, y_mm=base),
                Rule(
                    x1_mm=left_mm,
                    y1_mm=y_mm,
                    x2_mm=left_mm + wide_mm,
                    y2_mm=y_mm,
                    width_mm=2 * unit,
                ),
            )
        block = Block(tag=Tag.TITLE, marks=tuple(marks))
        return Panel(height_mm=high_mm, blocks=(block,), frames=(reported("title", size_pt),))

    return Section(make=make, gap_mm=gap_mm, rank=3)


def where_section(
    space: PartSpace, area: str, period: str, sender: str, *, gap_mm: float
) -> Section:
    """Return where it holds, from when to when, and who says so."""

    def make(share: float, _pad_mm: float) -> Panel:
        unit = space.unit
        size_pt = size_at(space.style("area"), share)
        panels: list[Panel] = []
        if area:
            panels.append(large_words(space, area, "area", share, field="范围"))
        if period:
            panels.append(_period(space, period, size_pt * _PERIOD_SIZE))
        if sender:
            wanted_pt = FOOT_PT * 1.2 * unit
            sender_pt = space.largest_pt(sender, _PLAIN, wanted_pt)
            panels.append(text_panel("sender", sender_pt, [space.line(sender, sender_pt, _PLAIN)]))
        return stacked(panels, gap_mm=5 * unit)

    return Section(make=make, gap_mm=gap_mm, rank=2)


def _period(space: PartSpace, period: str, wanted_pt: float) -> Panel:
    """Return from when to when on one line, where it is none too small; else on two."""
    natural_mm = figure_mm(period, 100.0, space.metrics)
    size_pt = int(min(wanted_pt, 100.0 * space.width_mm / natural_mm) * 2) / 2
    if size_pt < space.style("label").fit.smallest_pt:
        return large_words(space, period, "label", 1.0, field="时间")
    high_mm = CAPITAL_EM * size_pt * MM_PER_PT
    marks = figure_line(period, x_mm=0, y_mm=high_mm, size_pt=size_pt, metrics=space.metrics)
    return text_panel("label", size_pt, marks, height_mm=high_mm)


def _title(
    space: PartSpace, title: str, share: float
) -> tuple[float, tuple[Line, ...], float, float]:
    """Return the title's size and lines, the pictogram's side, and the height of the lines."""
    style, unit = space.style("title"), space.unit
    side_mm = (48 + 30 * share) * unit
    fitted = fit_title(
        title,
        space.metrics,
        width_mm=space.width_mm - side_mm - 3.4 * _PAD_U * unit,
        height_mm=_UNLIMITED_MM,
        largest_pt=max(size_at(style, share), style.fit.smallest_pt),
        smallest_pt=0.6 * style.fit.smallest_pt,
        most_lines=style.fit.most_lines or 2,
        weight=_BOLD,
        leading=style.leading,
        align=Align.LEFT,
    )
    pitch_mm = style.leading * fitted.size_pt * MM_PER_PT
    text_mm = ink_mm(fitted.size_pt) + (len(fitted.lines) - 1) * pitch_mm
    return fitted.size_pt, fitted.lines, side_mm, text_mm


def _placed(
    lines: tuple[Line, ...], size_pt: float, ink: Ink, x_mm: float, y_mm: float
) -> tuple[Mark, ...]:
    return left_lines(lines, size_pt, 1.14, x_mm=x_mm, y_mm=y_mm, ink=ink)


def _ladder(space: PartSpace, level: str, ground: Ink) -> tuple[Mark, ...]:
    """Return the four levels from the least to the highest; the alert's own is reversed."""
    unit, ink = space.unit, type_on(ground)
    cell_mm, high_mm = space.width_mm / len(Level), _LADDER_U * unit
    size_pt, edge_mm = _LADDER_PT * unit, 0.7 * unit
    marks: list[Mark] = []
    for number, one in enumerate(Level):
        on, left_mm = one == level, number * cell_mm
        marks.append(
            Box(
                x_mm=left_mm + edge_mm,
                y_mm=edge_mm,
                width_mm=cell_mm - 2 * edge_mm,
                height_mm=high_mm - edge_mm,
                fill=ink if on else None,
                stroke=ink,
                stroke_mm=edge_mm,
            )
        )
        wide_mm = space.wide_mm(one, size_pt, _BOLD)
        marks.append(
            space.line(
                one,
                size_pt,
                _BOLD if on else _PLAIN,
                x_mm=left_mm + (cell_mm - wide_mm) / 2,
                y_mm=high_mm / 2 + edge_mm / 2 + centre_drop_mm(size_pt),
                ink=ground if on else ink,
            )
        )
    return tuple(marks)
