"""Parts of the sheets that are cut apart: band, title and date at the head, phones at the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.paper.page import Ink
from kit.compose.posters.band import Band
from kit.compose.posters.drawn_page import space_band
from kit.compose.posters.kind_facts import big_facts
from kit.compose.posters.last_lines import last_lines
from kit.compose.posters.panel import stacked
from kit.compose.posters.row_sections import (
    Labels,
    code_panel,
    contact_sections,
    rows_section,
)
from kit.compose.posters.sections import fact_section, title_section
from kit.compose.posters.stack import Section, stack

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kit.compose.fact_words import Row
    from kit.compose.posters.panel import Panel
    from kit.compose.posters.space import PartSpace
    from kit.model.item import Item

QUESTIONS_BAND = Band(word="简明问答", pictogram="question", ground=Ink.NAVY)
# From ink to rule in a card's rows, the least and the most, in units of the card.
_PADDINGS_U = (1.4, 6.0)
CARD_BAND = Band(word="意见卡", pictogram="chat-circle-text", ground=Ink.PLUM)


def card_head(space: PartSpace, item: Item, gist: Callable[[float, float], Panel]) -> Panel | None:
    """Return a comment card's band, title and gist in its frame; None where they are too much."""
    frame = space.layout.frames["head"]
    band = space_band(space, item, CARD_BAND)
    sections = (
        Section(make=lambda _share, _pad_mm: band),
        title_section(space, item.title, gap_mm=frame.gap_mm),
        Section(make=gist, gap_mm=frame.gap_mm, rank=4),
    )
    filled = stack(sections, x_mm=frame.x_mm, y_mm=frame.y_mm, height_mm=frame.height_mm)
    return filled.panel if filled else None


def card_rows(space: PartSpace, rows: Sequence[Row], height_mm: float) -> Panel | None:
    """Return a comment card's rows as large as they fit a height; None where they do not."""
    paddings_mm = (_PADDINGS_U[0] * space.unit, _PADDINGS_U[1] * space.unit)
    for labels in Labels:
        section = rows_section(space, rows, gap_mm=0.0, labels=labels, edged=False)
        filled = stack([section], x_mm=0.0, y_mm=0.0, height_mm=height_mm, paddings_mm=paddings_mm)
        if filled is not None:
            return filled.panel
    return None


def code_beside(space: PartSpace) -> Panel | None:
    """Return the code that stands beside a card's last rows; None where there is none."""
    return code_panel(space) if space.has_code else None


def foot_lines(space: PartSpace, item: Item) -> Panel:
    """Return when it was given out, what is never asked, and the stamp."""
    return last_lines(space, item)


def head_panel(space: PartSpace, item: Item, band: Band, share: float) -> Panel:
    """Return the band, the title and the first of the large facts.

    Raises:
        LayoutError: They do not fit at the smallest sizes.
    """
    gap_mm = space.layout.frames["body"].gap_mm
    sections = [title_section(space, item.title, gap_mm=gap_mm)]
    sections += (
        fact_section(space, fact, framed=False, gap_mm=gap_mm)
        for fact in big_facts(item, space.context.lunar)[:1]
    )
    panels = [space_band(space, item, band), *(one.make(share, 0.0) for one in sections)]
    return stacked(panels, gap_mm=gap_mm)


def foot_panels(space: PartSpace, item: Item, share: float) -> Panel:
    """Return the phones with the code, and below them the last lines."""
    panels = [section.make(share, 0.0) for section in contact_sections(space, item.phones)]
    return stacked([*panels, last_lines(space, item)], gap_mm=5 * space.unit)
