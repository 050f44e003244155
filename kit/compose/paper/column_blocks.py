"""The columns of a listing drawn: reversed headings, groups, rules to guide the eye, sums."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compose.paper.frames import CAPITAL_EM, largest_size, one_line, width_mm
from kit.compose.paper.page import Block, Box, Ink, Rule, Tag
from kit.compose.paper.table import row_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.compose.paper.columns import Listing, PageRows, Stretch
    from kit.compose.paper.page import Mark, Text

AGAIN = "接上"
"""Beside the heading of a group that began in another column."""
_EVERY = 5
# Thickness of rules, in units of the sheet.
_HAIR, _FIFTH, _THICK = 0.25, 0.6, 0.9
_BOLD, _LABEL_WEIGHT = 900, 700
# Sizes as parts of the table's type.
_NAME_SCALE, _COUNT_SCALE, _SUM_SCALE = 0.96, 0.72, 1.06
_SUM_GAP_EM, _SUM_LABEL_GAP_EM = 1.2, 0.3


def listing_blocks(
    listing: Listing, page: PageRows, *, x_mm: float, y_mm: float, unit_mm: float
) -> tuple[Block, ...]:
    """Return the columns of a sheet from (``x_mm``, ``y_mm``) on, each a table of its own.

    ``unit_mm`` is the sheet's: rules grow with it.
    """
    step_mm = listing.table.width_mm + listing.rooms.gap_mm
    blocks = [
        _column(listing, stretch, x_mm + step_mm * place, y_mm, unit_mm)
        for place, stretch in enumerate(page)
    ]
    if listing.sums and page and page[-1].last == len(listing.table.rows):
        below_mm = y_mm + listing.height_mm(page) - listing.sums_mm
        blocks.append(_sums(listing, x_mm, below_mm, unit_mm))
    return tuple(blocks)


def _column(listing: Listing, stretch: Stretch, x_mm: float, y_mm: float, unit_mm: float) -> Block:
    table = listing.table
    marks: list[Mark] = []
    right_mm, place = x_mm + table.width_mm, 0

    def rule(thickness: float) -> Rule:
        thick_mm = thickness * unit_mm
        return Rule(x1_mm=x_mm, y1_mm=y_mm, x2_mm=right_mm, y2_mm=y_mm, width_mm=thick_mm)

    if table.header is None:
        marks.append(rule(_THICK))
    else:
        marks.append(
            Box(
                x_mm=x_mm,
                y_mm=y_mm,
                width_mm=table.width_mm,
                height_mm=table.header_mm,
                fill=Ink.BLACK,
            )
        )
        head = replace(table.head, ink=Ink.WHITE)
        marks += row_words(table.header, head, 0, x_mm=x_mm, y_mm=y_mm)
        y_mm += table.header_mm
    for row in range(stretch.first, stretch.last):
        if row in listing.headed(stretch):
            place += 1
            marks += _group_head(listing, row, place, x_mm, y_mm)
            y_mm += listing.single_mm
            marks.append(rule(_THICK))
        place += 1
        marks += row_words(table.rows[row], table.kind, place, x_mm=x_mm, y_mm=y_mm)
        y_mm += table.rows[row].height_mm
        heavy = (row + 1) % _EVERY == 0 or row + 1 in table.sums
        marks.append(rule(_THICK if row + 1 == stretch.last else _FIFTH if heavy else _HAIR))
    return Block(tag=Tag.TABLE, marks=tuple(marks))


def _group_head(listing: Listing, row: int, place: int, x_mm: float, y_mm: float) -> Iterator[Text]:
    """Yield a group's name, and at the right how many rows it has, or that it goes on."""
    group, kind = listing.group_of(row), listing.table.kind
    pad_mm = listing.pad_x_em * kind.em_mm
    middle_mm = y_mm + listing.single_mm / 2
    beside = AGAIN if row > group.first else f"{group.counted}{listing.counts}"
    beside_pt = kind.size_pt * _COUNT_SCALE
    beside_mm = width_mm(beside, beside_pt, _LABEL_WEIGHT, listing.metrics)
    room_mm = listing.table.width_mm - 3 * pad_mm - beside_mm
    name_pt = largest_size(
        group.name,
        weight=_BOLD,
        metrics=listing.metrics,
        within_mm=room_mm,
        largest_pt=kind.size_pt * _NAME_SCALE,
    )
    # Both stand on one line, which centres the larger one.
    drop_mm = CAPITAL_EM / 2 * kind.em_mm
    right_mm = x_mm + listing.table.width_mm - pad_mm
    for column, (text, left_mm, size_pt, weight) in enumerate(
        (
            (group.name, x_mm + pad_mm, name_pt, _BOLD),
            (beside, right_mm - beside_mm, beside_pt, _LABEL_WEIGHT),
        )
    ):
        yield replace(
            one_line(
                text,
                x_mm=left_mm,
                y_mm=middle_mm + drop_mm,
                size_pt=size_pt,
                weight=weight,
                metrics=listing.metrics,
            ),
            cell=(place, column),
        )


def _sums(listing: Listing, x_mm: float, y_mm: float, unit_mm: float) -> Block:
    """Return the sums below all columns: each on a line of its own, figures with headings."""
    marks: list[Mark] = []
    kind, width = listing.table.kind, listing.rooms.width_mm
    pitch_mm = listing.sums_mm / len(listing.sums)
    for place, told in enumerate(listing.sums):
        words = _sum_words(listing, told, place, kind.size_pt * _SUM_SCALE)
        end_mm = words[-1][1]
        pad_mm = listing.pad_x_em * kind.em_mm
        # A sum of many figures is set smaller, on the same line.
        scale = min(1.0, (width - 2 * pad_mm) / end_mm)
        base_mm = y_mm + pitch_mm * (place + 0.5) + CAPITAL_EM / 2 * kind.em_mm
        for word, _ in words:
            left_mm = x_mm + pad_mm + word.x_mm * scale
            size_pt = word.size_pt * scale
            marks.append(replace(word, x_mm=left_mm, y_mm=base_mm, size_pt=size_pt))
    right_mm, thick_mm = x_mm + width, _THICK * unit_mm
    marks += (
        Rule(x1_mm=x_mm, y1_mm=edge_mm, x2_mm=right_mm, y2_mm=edge_mm, width_mm=thick_mm)
        for edge_mm in (y_mm, y_mm + listing.sums_mm)
    )
    return Block(tag=Tag.TABLE, marks=tuple(marks))


def _sum_words(
    listing: Listing, told: tuple[tuple[str, str], ...], place: int, size_pt: float
) -> list[tuple[Text, float]]:
    """Return the words of a sum on one line from 0 on, each with where it ends."""
    words: list[tuple[Text, float]] = []
    x_mm, em_mm = 0.0, listing.table.kind.em_mm
    for column, (heading, cell) in enumerate(told):
        parts = [(cell, size_pt, _BOLD, _SUM_GAP_EM)]
        if column:
            small_pt = size_pt * _COUNT_SCALE
            parts.insert(0, (heading, small_pt, _LABEL_WEIGHT, _SUM_LABEL_GAP_EM))
        for text, text_pt, weight, gap_em in parts:
            word = one_line(
                text, x_mm=x_mm, y_mm=0.0, size_pt=text_pt, weight=weight, metrics=listing.metrics
            )
            end_mm = x_mm + width_mm(text, text_pt, weight, listing.metrics)
            words.append((replace(word, cell=(place + 1, column)), end_mm))
            x_mm = end_mm + gap_em * em_mm
    return words
