"""The last line of a poster: when it comes down, the document number, the check code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.fact_words import handed_out, said, take_down
from kit.compose.layouts.layout import TAKEN_HOME
from kit.compose.paper.frames import width_em
from kit.compose.paper.page import Block, Tag, reported
from kit.compose.posters.panel import Panel, shifted
from kit.compose.posters.space import ink_mm
from kit.units import MM_PER_PT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.posters.space import PartSpace
    from kit.model.item import Item

_BOLD = 900
# Between two texts of the line, at least.
_GAP_EM = 1.5


def foot_panel(
    space: PartSpace,
    item: Item,
    *,
    page_of: tuple[int, int] = (1, 1),
    largest_pt: float | None = None,
) -> Panel:
    """Return the last line, or as many as it takes for none to be too small to read."""
    style = space.style("note")
    check = f"核对版本 {space.context.check_code}" if space.context.check_code else ""
    number, count = page_of
    page = f"第{number}页，共{count}页" if count > 1 else ""
    middle = "　".join(text for text in (said(item.doc_no, item, "文号"), page) if text)
    until = handed_out(item) if space.layout.purpose in TAKEN_HOME else take_down(item)
    rows = _rows(space, until, middle, check)
    most_pt = min(largest_pt or style.fit.largest_pt, *(_largest_pt(space, row) for row in rows))
    size_pt = int(most_pt * 2) / 2
    lines = [_line(space, row, size_pt, bold=index == 0) for index, row in enumerate(rows)]
    pitch = 1.3 * size_pt * MM_PER_PT
    return Panel(
        height_mm=ink_mm(size_pt) + pitch * (len(lines) - 1),
        blocks=tuple(shifted(line, 0, pitch * index) for index, line in enumerate(lines)),
        frames=(reported("foot", size_pt),),
    )


def _rows(space: PartSpace, until: str, middle: str, check: str) -> list[tuple[str, str, str]]:
    """Return the texts of each line: all on one, or the fewest that bear the smallest size."""
    alone = [*until.split("，"), middle, check]
    ways = [
        [(until, middle, check)],
        [(until, "", check), (middle, "", "")],
        [(text, "", "") for text in alone],
    ]
    ways = [[row for row in rows if any(row)] for rows in ways]
    least_pt = space.style("note").fit.smallest_pt
    fitting = (rows for rows in ways if min(_largest_pt(space, row) for row in rows) >= least_pt)
    return next(fitting, ways[-1])


def _weights(space: PartSpace, *, bold: bool) -> tuple[int, int, int]:
    """Return the weights of a line's texts; the day it comes down stands out."""
    weight = space.style("note").weight
    return (_BOLD if bold else weight, weight, weight)


def _largest_pt(space: PartSpace, texts: Sequence[str]) -> float:
    """Return the size at which the texts fill the line."""
    whole_em = sum(
        width_em(text, weight, space.metrics)
        for text, weight in zip(texts, _weights(space, bold=True), strict=True)
    )
    gaps = _GAP_EM * max(0, sum(map(bool, texts)) - 1)
    return space.width_mm / (whole_em + gaps) / MM_PER_PT


def _line(space: PartSpace, texts: Sequence[str], size_pt: float, *, bold: bool) -> Block:
    """Return the texts at the left, in the middle and at the right."""
    weights = _weights(space, bold=bold)
    first, middle, last = (
        space.wide_mm(text, size_pt, weight) for text, weight in zip(texts, weights, strict=True)
    )
    free = space.width_mm - first - middle - last
    lefts = (0.0, first + free / 2, space.width_mm - last)
    marks = tuple(
        space.line(text, size_pt, weight, x_mm=left)
        for text, weight, left in zip(texts, weights, lefts, strict=True)
        if text
    )
    return Block(tag=Tag.PARAGRAPH, marks=marks)
