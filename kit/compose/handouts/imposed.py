"""Small pages on sheets of A4: copies to be cut apart, and one sheet to be folded."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from kit.compose.layouts.layout import SHEET_MM
from kit.compose.paper.page import Block, Inset, Page, Rule, Tag
from kit.model.township import Paper

if TYPE_CHECKING:
    from collections.abc import Sequence


CUT_DASH_MM = (3.0, 2.0)
FOLD_MM = 5.0
"""Length of the marks at both ends of a fold: the crease itself carries no line."""
# How many stand beside and below one another, by the height of a page.
_GRIDS = {SHEET_MM[Paper.A5][1]: (2, 1), SHEET_MM[Paper.A6][1]: (2, 2)}
_THIN_MM = 0.25


def cut_apart(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Return a side of A4 for each page, with as many copies as it holds.

    All copies are alike, so the sides meet however the sheet is turned and whichever is left.
    How it is printed and cut stands in the print list: a copy belongs to who takes it home.
    """
    return tuple(map(_copies, pages))


def copies_at_mm(width_mm: float, height_mm: float) -> tuple[tuple[float, float], ...]:
    """Return where the copies of a page of that size begin on their side of A4."""
    columns, rows = _GRIDS[height_mm]
    return tuple(
        (column * width_mm, row * height_mm) for row, column in product(range(rows), range(columns))
    )


def _copies(page: Page) -> Page:
    columns, rows = _GRIDS[page.height_mm]
    width_mm, height_mm = columns * page.width_mm, rows * page.height_mm
    spots = copies_at_mm(page.width_mm, page.height_mm)
    blocks = [_placed(page, spot, first=number == 0) for number, spot in enumerate(spots)]
    cuts = [
        *(_cut(x * page.width_mm, 0, x * page.width_mm, height_mm) for x in range(1, columns)),
        *(_cut(0, y * page.height_mm, width_mm, y * page.height_mm) for y in range(1, rows)),
    ]
    blocks.append(Block(tag=Tag.ARTIFACT, marks=tuple(cuts)))
    return Page(width_mm=width_mm, height_mm=height_mm, blocks=tuple(blocks), frames=page.frames)


def folded(pages: Sequence[Page]) -> tuple[Page, Page]:
    """Return both sides of a sheet that is folded once: cover, two inner pages, back.

    The cover stands at the right of the outer side, and behind it, the sheet turned like a
    leaf, the first inner page.
    """
    cover, left, right, back = pages
    outer = _side(back, cover)
    # The cover is read first, though it stands at the right.
    first, second, *rest = outer.blocks
    return replace(outer, blocks=(second, first, *rest)), _side(left, right)


def _side(left: Page, right: Page) -> Page:
    width_mm, height_mm = 2 * left.width_mm, left.height_mm
    fold = left.width_mm
    ends = ((0.0, FOLD_MM), (height_mm - FOLD_MM, height_mm))
    marks = tuple(_cut(fold, top, fold, bottom) for top, bottom in ends)
    blocks = [
        _placed(left, (0.0, 0.0), first=True),
        _placed(right, (fold, 0.0), first=True),
        Block(tag=Tag.ARTIFACT, marks=marks),
    ]
    return Page(
        width_mm=width_mm,
        height_mm=height_mm,
        blocks=tuple(blocks),
        frames=(*left.frames, *right.frames),
    )


def _placed(page: Page, spot: tuple[float, float], *, first: bool) -> Block:
    """Return the page at its spot; copies after the first are not read aloud again."""
    inset = Inset(page=page, x_mm=spot[0], y_mm=spot[1])
    return Block(tag=Tag.PARAGRAPH if first else Tag.ARTIFACT, marks=(inset,))


def _cut(x1_mm: float, y1_mm: float, x2_mm: float, y2_mm: float) -> Rule:
    return Rule(
        x1_mm=x1_mm, y1_mm=y1_mm, x2_mm=x2_mm, y2_mm=y2_mm, width_mm=_THIN_MM, dash_mm=CUT_DASH_MM
    )
