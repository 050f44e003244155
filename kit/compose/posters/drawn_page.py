"""A poster drawn on the grid of its sheet: the band, the sections, the last lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compose.fact_words import PROMISE
from kit.compose.layouts.layout import TAKEN_HOME
from kit.compose.paper.coverage import MOST_INK, ink_share
from kit.compose.paper.page import Ink
from kit.compose.paper.scale import unit_mm
from kit.compose.posters.band import Band, band_panel
from kit.compose.posters.last_lines import last_lines
from kit.compose.posters.panel import stacked
from kit.compose.posters.picture_section import HEIGHTS_U, picture_section
from kit.compose.posters.space import PartSpace
from kit.compose.posters.stack import LARGE_RANK, PADDINGS_U, stack
from kit.errors import LayoutError
from kit.model.kinds import look_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kit.compose.layouts.layout import Layout
    from kit.compose.paper.page import Page
    from kit.compose.posters.panel import Panel
    from kit.compose.posters.stack import Section
    from kit.compose.sheet_context import SheetContext
    from kit.model.item import Item

# Amounts and phones that the drawing of the poster was made for.
_MANY = 2
_BETWEEN_U = 12.0
# Of a style's growth, where a sheet would hang half empty else.
_BEYOND = 1.75
_LEAST_PADDING_MM = 1.5
"""From ink to rule on the smallest sheet: words that touch a rule read as struck out."""
_IN_HAND_U = 15.0
"""From ink to rule at most: what is read in the hand needs its room for type."""
# With a picture beside them all facts are still larger than they must be.
_ROOMY = 0.3


def whole_sheet(layout: Layout, context: SheetContext) -> PartSpace:
    """Return the space between a sheet's margins."""
    return PartSpace(
        layout=layout, context=context, width_mm=layout.width_mm - 2 * layout.margin_mm
    )


def pictured_page(
    space: PartSpace,
    item: Item,
    sections: Sequence[Section],
    *,
    page_of: tuple[int, int] = (1, 1),
) -> Page | None:
    """Return the page with the item's pictures, where its facts still stand large beside them.

    None where it is too full even without: no fact gives way to a picture.
    """
    column = replace(space, width_mm=column_mm(space.layout))
    at = next((n for n, one in enumerate(sections) if one.rank > LARGE_RANK + 1), len(sections))
    for height_u in HEIGHTS_U if space.layout.purpose not in TAKEN_HOME else ():
        picture = picture_section(column, item, height_u, gap_mm=1.5 * space.gap_mm)
        if picture is None:
            break
        pictured = [*sections[:at], picture, *sections[at:]]
        page = filled_page(space, item, pictured, page_of=page_of, least_share=_ROOMY)
        if page is not None:
            return page
    return filled_page(space, item, sections, page_of=page_of)


def filled_page(
    space: PartSpace,
    item: Item,
    sections: Sequence[Section],
    *,
    page_of: tuple[int, int] = (1, 1),
    promise: str = PROMISE,
    band: Band | None = None,
    paddings_u: tuple[float, float] = PADDINGS_U,
    gaps: float = 1.7,
    least_share: float = 0.0,
) -> Page | None:
    """Return the page: band, sections, the last lines at the foot; None where it is too full.

    ``least_share``: or where the types could not all grow by this share together.
    """
    layout, unit = space.layout, space.unit
    margin_mm = layout.margin_mm
    foot = last_lines(space, item, page_of=page_of, promise=promise)
    foot_y_mm = layout.height_mm - margin_mm - foot.height_mm
    head = space_band(space, item, band or band_of(item))
    top_mm = margin_mm + head.height_mm + space.gap_mm
    is_in_hand = layout.purpose in TAKEN_HOME
    least_mm = max(_LEAST_PADDING_MM, paddings_u[0] * unit)
    most_mm = max(least_mm, (_IN_HAND_U if is_in_hand else paddings_u[1]) * unit)
    for columns in _ways(layout, sections):
        filled = [
            stack(
                column,
                x_mm=margin_mm + number * (column_mm(layout) + _BETWEEN_U * unit),
                y_mm=top_mm,
                height_mm=foot_y_mm - 5 * unit - top_mm,
                paddings_mm=(least_mm, most_mm),
                gaps=1.0 if is_in_hand else gaps,
                beyond=1.0 if is_in_hand else _BEYOND,
            )
            for number, column in enumerate(columns)
        ]
        bodies = [one.panel for one in filled if one is not None and one.share >= least_share]
        if len(bodies) == len(columns):
            break
    else:
        return None
    panels = [
        stacked([head], x_mm=margin_mm, y_mm=margin_mm, gap_mm=0.0),
        *bodies,
        stacked([foot], x_mm=margin_mm, y_mm=foot_y_mm, gap_mm=0.0),
    ]
    return space.context.page(
        layout,
        (block for panel in panels for block in panel.blocks),
        frames=(frame for panel in panels for frame in panel.frames),
    )


def light_page(make: Callable[[bool], Page | None]) -> Page | None:
    """Return the page that is made, its black boxes framed (True) where it would be too dark."""
    page = make(False)
    return page if page is None or is_light(page) else make(True)


def is_light(page: Page) -> bool:
    """Return whether a printer takes the page as it is, for it is not too dark."""
    return ink_share(page) <= MOST_INK


def _ways(layout: Layout, sections: Sequence[Section]) -> Iterator[Sequence[Sequence[Section]]]:
    """Yield the ways to share the sections among the columns of a sheet.

    A broad sheet has the large facts at the left; the phones stand where there is room.
    """
    if not layout.landscape:
        yield [sections]
        return
    large = [section for section in sections if section.rank <= LARGE_RANK]
    rows = [section for section in sections if section.rank == LARGE_RANK + 1]
    phones = [section for section in sections if section.rank > LARGE_RANK + 1]
    yield from ([large, [*rows, *phones]], [[*large, *phones], rows], [[*large, *rows], phones])


def column_mm(layout: Layout) -> float:
    """Return the width of a column: the whole sheet's, or half of a broad one's."""
    whole_mm = layout.width_mm - 2 * layout.margin_mm
    if not layout.landscape:
        return whole_mm
    return (whole_mm - _BETWEEN_U * unit_mm(layout.width_mm, layout.height_mm)) / 2


def band_of(item: Item) -> Band:
    """Return the band of an item's kind."""
    look = look_of(item)
    return Band(word=look.word, pictogram=look.pictogram, ground=Ink(look.ground), heavy=look.heavy)


def space_band(space: PartSpace, item: Item, band: Band) -> Panel:
    """Return the band over the whole width of a space."""
    return band_panel(
        band,
        item.issuer,
        space.context.stamp,
        width_mm=space.width_mm,
        unit_mm=space.unit,
        metrics=space.metrics,
    )


def too_long(space: PartSpace, item: Item) -> LayoutError:
    """Return the refusal; which field is too much office/too_long.py finds by cutting."""
    advice = []
    if len(item.amounts) > _MANY:
        advice.append("“金额”只留两项，其余写进正文")
    if len(item.phones) > _MANY:
        advice.append("“电话”只留两个")
    return LayoutError(
        f"“{item.plain_title}”的要点在{space.layout.paper}纸上放不下。",
        f"请{'、'.join(advice) or '缩短要点'}，或改用更大的纸。",
    )
