"""How much, as a section: one figure with what it is per, two abreast, or more below another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compose.paper.page import Block, Ink, Rule, Tag, reported
from kit.compose.paper.scale import LABEL_PT, figure_mm
from kit.compose.posters.panel import Panel, size_at, stacked
from kit.compose.posters.sections import (
    figure_panel,
    figure_size_pt,
    large_words,
    left_lines,
    words_panel,
)
from kit.compose.posters.setting import row_lines
from kit.compose.posters.space import ink_mm, text_panel
from kit.compose.posters.stack import Section
from kit.units import MM_PER_PT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.posters.space import PartSpace
    from kit.model.item import Amount

_BOLD, _STRONG, _PLAIN = 900, 700, 500
_PER_SIZE = 0.34
"""每人, as a part of its figure."""
_ABREAST = 2
_LABEL_SHARE = 0.36
"""Of the width, for whom each of several amounts is."""
_NOTE_U = 55.0
"""Narrower, what explains a figure stands below it."""


def amounts_section(space: PartSpace, amounts: Sequence[Amount], *, gap_mm: float) -> Section:
    """Return how much: one figure, two abreast, or more below one another."""

    def make(share: float, _pad_mm: float) -> Panel:
        if all(amount.figure for amount in amounts):
            if len(amounts) == _ABREAST:
                return _abreast(space, amounts, share)
            if len(amounts) > _ABREAST and all(amount.label for amount in amounts):
                return _listed(space, amounts, share)
        style = "figure" if len(amounts) == 1 else "pair"
        panels = [_amount(space, amount, style, share) for amount in amounts]
        return stacked(panels, gap_mm=5 * space.unit)

    return Section(make=make, gap_mm=gap_mm, rank=3)


def _amount(space: PartSpace, amount: Amount, name: str, share: float) -> Panel:
    """Return 每人 at the top of 400元; what explains it beside it, or below."""
    if not amount.figure:
        return large_words(space, amount.written, "words", share, field="金额")
    style, unit = space.style(name), space.unit
    size_pt = size_at(style, share)
    figure_pt = figure_size_pt(space, amount.figure, size_pt, space.width_mm)
    per_pt = max(LABEL_PT * unit, int(figure_pt * _PER_SIZE * 2) / 2)
    per_mm = space.wide_mm(amount.label, per_pt, _BOLD) + 0.12 * figure_pt * MM_PER_PT
    if amount.label and per_mm > 0.36 * space.width_mm:
        above = words_panel(space, amount.label, min(44 * unit, per_pt))
        below = _amount(space, replace(amount, label=""), name, share)
        return stacked([above, below], gap_mm=4 * unit)
    per_mm = per_mm if amount.label else 0.0
    room_mm = space.width_mm - per_mm
    figure_pt = figure_size_pt(space, amount.figure, size_pt, room_mm)
    wide_mm = figure_mm(amount.figure, figure_pt, space.metrics)
    figure = figure_panel(space, amount.figure, figure_pt, Ink.BLACK)
    panel = replace(
        stacked([figure], x_mm=per_mm, gap_mm=0.0), frames=(reported("amount", figure_pt),)
    )
    if amount.label:
        per = Block(tag=Tag.PARAGRAPH, marks=(space.line(amount.label, per_pt, _BOLD),))
        panel = replace(panel, blocks=(per, *panel.blocks))
    if not amount.condition:
        return panel
    left_mm = per_mm + wide_mm + 0.2 * figure_pt * MM_PER_PT
    needed_mm = space.wide_mm(amount.condition, LABEL_PT * unit, _PLAIN)
    if space.width_mm - left_mm > min(_NOTE_U * unit, needed_mm + unit):
        note = _note(space.narrower(left_mm), amount.condition)
        if note.height_mm <= panel.height_mm:
            y_mm = panel.height_mm - note.height_mm
            placed = stacked([note], x_mm=left_mm, y_mm=y_mm, gap_mm=0.0)
            return replace(panel, blocks=(*panel.blocks, *placed.blocks))
    return stacked([panel, _note(space, amount.condition)], gap_mm=4 * unit)


def _note(space: PartSpace, text: str) -> Panel:
    size_pt = int(LABEL_PT * space.unit * 2) / 2
    lines = row_lines(space, text, size_pt, _PLAIN)
    marks = left_lines(lines, size_pt, 1.3)
    height_mm = ink_mm(size_pt) + (len(lines) - 1) * 1.3 * size_pt * MM_PER_PT
    return text_panel("note", size_pt, marks, height_mm=height_mm)


def _listed(space: PartSpace, amounts: Sequence[Amount], share: float) -> Panel:
    """Return more amounts below one another: for whom from the left edge, figures on one line."""
    unit, half_mm = space.unit, _LABEL_SHARE * space.width_mm
    inside = space.narrower(space.width_mm - half_mm)
    figures = space.narrower(half_mm + 4 * unit)
    wanted_pt = size_at(space.style("pair"), share)
    figure_pt = min(figure_size_pt(figures, a.figure, wanted_pt, figures.width_mm) for a in amounts)
    label_pt = max(
        min(inside.largest_pt(amount.label, _STRONG, 44 * unit) for amount in amounts),
        space.style("label").fit.smallest_pt,
    )
    rows = []
    for amount in amounts:
        figure = figure_panel(figures, amount.figure, figure_pt, Ink.BLACK)
        lines = row_lines(inside, amount.label, label_pt, _STRONG)
        label_mm = ink_mm(label_pt) + (len(lines) - 1) * 1.2 * label_pt * MM_PER_PT
        high_mm = max(figure.height_mm, label_mm)
        # What it is for ends on the line that its figure stands on.
        marks = left_lines(lines, label_pt, 1.2, y_mm=high_mm - label_mm)
        beside = stacked(
            [figure], x_mm=half_mm + 4 * unit, y_mm=high_mm - figure.height_mm, gap_mm=0.0
        )
        blocks = [Block(tag=Tag.PARAGRAPH, marks=marks), *beside.blocks]
        if amount.condition:
            wide_mm = figure_mm(amount.figure, figure_pt, space.metrics) + 4 * unit
            note = _note(figures.narrower(wide_mm), amount.condition)
            y_mm = max(0.0, high_mm - note.height_mm)
            placed = stacked([note], x_mm=half_mm + 4 * unit + wide_mm, y_mm=y_mm, gap_mm=0.0)
            blocks += placed.blocks
            high_mm = max(high_mm, note.height_mm)
        rows.append(Panel(height_mm=high_mm, blocks=tuple(blocks)))
    frames = (reported("amount", figure_pt), reported("label", label_pt))
    return replace(stacked(rows, gap_mm=6 * unit), frames=frames)


def _abreast(space: PartSpace, amounts: Sequence[Amount], share: float) -> Panel:
    """Return two amounts in two columns with a line between them, labels above the figures."""
    unit = space.unit
    column_mm = space.width_mm / len(amounts)
    inside = replace(space, width_mm=column_mm - 10 * unit)
    wanted_pt = size_at(space.style("pair"), share)
    figure_pt = min(figure_size_pt(inside, a.figure, wanted_pt, inside.width_mm) for a in amounts)
    label_pt = min(
        (inside.largest_pt(a.label, _STRONG, 44 * unit) for a in amounts if a.label), default=0.0
    )
    label_pt = max(label_pt, space.style("label").fit.smallest_pt)
    columns = []
    for amount in amounts:
        labels = row_lines(inside, amount.label, label_pt, _STRONG) if amount.label else ()
        parts = [
            text_panel(
                "label",
                label_pt,
                left_lines(labels, label_pt, 1.2),
                height_mm=ink_mm(label_pt) + max(0, len(labels) - 1) * 1.2 * label_pt * MM_PER_PT,
            )
        ]
        parts.append(figure_panel(inside, amount.figure, figure_pt, Ink.BLACK))
        if amount.condition:
            parts.append(_note(inside, amount.condition))
        columns.append(stacked(parts, gap_mm=5 * unit))
    high_mm = max(column.height_mm for column in columns)
    x_mm = column_mm - 2 * unit
    line = Rule(x1_mm=x_mm, y1_mm=0, x2_mm=x_mm, y2_mm=high_mm, width_mm=0.7 * unit)
    right = stacked([columns[1]], x_mm=column_mm + 6 * unit, gap_mm=0.0)
    return Panel(
        height_mm=high_mm,
        blocks=(*columns[0].blocks, *right.blocks, Block(tag=Tag.ARTIFACT, marks=(line,))),
        frames=(reported("amount", figure_pt), reported("label", label_pt)),
    )
