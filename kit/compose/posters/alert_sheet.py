"""The alert poster (应急预警): one look from five metres tells what, where, what to do."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kit.compose.fact_words import Row, rows_of, said
from kit.compose.paper.page import Block, Box, Ink, Tag
from kit.compose.posters.contact import contact_part, far_phones
from kit.compose.posters.fact_parts import RowSetter
from kit.compose.posters.panel import CachedPart, fill, size_at
from kit.compose.posters.parts import display, issuer_part
from kit.compose.posters.poster_page import poster_page
from kit.compose.posters.space import PartSpace, line_panel, on_black
from kit.errors import LayoutError
from kit.text.typeset.legibility import size_pt_for
from kit.text.written_days import written_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from kit.compose.layouts.layout import Layout
    from kit.compose.paper.page import Page
    from kit.compose.posters.panel import Filled, Maker, Panel, Part
    from kit.compose.sheet_context import SheetContext
    from kit.model.item import Emergency, Item

DRILL = "演练，不是真的"
# The border lies just inside the margin, the frames leave it room.
_BORDER_MM = 3.0
_STEP_PT = 4.0
_ABOVE_COSTS = 0.1
# Distance of what to do counts more than any size above it.
_FAR_WORTH = 12.0


def alert_page(item: Item, layout: Layout, context: SheetContext) -> Page:
    """Return the alert's page.

    Red is only an addition: the warning is white on black and says its level in words, for
    every twelfth man sees no red and many printers have none (GB 2893 uses it with a shape).

    Raises:
        LayoutError: What to do does not fit at a size that is read from five metres.
    """
    space = PartSpace(layout=layout, context=context, width_mm=layout.frames["head"].width_mm)
    best = max(_plans(space, item), key=lambda plan: plan[0], default=None)
    if best is None and space.has_code:
        # What to do goes before the code: an alert is not kept off the board for want of room.
        return alert_page(item, replace(layout, code_mm=0.0), context)
    if best is None:
        raise LayoutError(
            f"“{item.plain_title}”的海报在 {layout.paper} 纸上放不下。",
            "请缩短“预警”里的措施，一条不超过 8 字，最多 3 条。",
        )
    _, upper, lower = best
    beneath = _border(space)
    return poster_page(space, item, upper.panels(), lower.panels(), beneath=beneath)


def _plans(space: PartSpace, item: Item) -> Iterator[tuple[float, Filled, Filled]]:
    """Yield a score and both frames for every way that fits.

    What to do must be read from as far as the layout says; beyond that the title grows.
    """
    rows = RowSetter(space=space, rows=_rows(item))
    fit = space.style("rows").fit
    far_pt = size_pt_for(space.layout.read_from_m)
    head, contact = _head(space, item), contact_part(space, item, beside_code=_beside_code)
    # Without a code beside it, who gave the alert has a line of its own.
    source = () if space.has_code else tuple(map(CachedPart, _source(space, item)))
    upper_frame, lower_frame = space.layout.frames["head"], space.layout.frames["lines"]
    size_pt = fit.largest_pt
    while size_pt >= fit.smallest_pt:
        for above in range(len(rows.rows) + 1):
            upper, lower = list(head), [contact, *source]
            if above:
                upper.append(rows.part(0, above, size_pt))
            if above < len(rows.rows):
                lower.insert(0, rows.part(above, len(rows.rows), size_pt))
            below = fill(lower, height_mm=lower_frame.height_mm, gap_mm=lower_frame.gap_mm)
            if below is None:
                continue
            top = fill(upper, height_mm=upper_frame.height_mm, gap_mm=upper_frame.gap_mm)
            if top is not None:
                far = min(1.0, size_pt / far_pt)
                score = _FAR_WORTH * far + top.share + below.share - _ABOVE_COSTS * above
                yield score, top, below
        size_pt -= _STEP_PT


def _head(space: PartSpace, item: Item) -> list[Part]:
    makers: list[Maker] = [
        partial(issuer_part, space, item.issuer, item.kind.value),
        partial(_warning, space, item),
    ]
    area = item.emergency.area if item.emergency else ""
    if area or item.where:
        words = said(area or item.where or "", item, "范围")
        makers.append(partial(_area, space, words))
    if item.sample:
        makers.append(partial(_drill, space))
    return [CachedPart(make) for make in makers]


def _area(space: PartSpace, words: str, share: float) -> Panel:
    return display(space, words, "area", share, field="范围")


def _drill(space: PartSpace, share: float) -> Panel:
    return display(space, DRILL, "lead", share, field="样例")


def _warning(space: PartSpace, item: Item, share: float) -> Panel:
    """Return the title white on black, the time it holds below it."""
    pad_mm = 7 * space.unit
    inside = space.narrower(2 * pad_mm)
    title = display(inside, item.title, "title", share, field="标题", ink=Ink.WHITE)
    label_pt = size_at(space.style("label"), share)
    below = line_panel(
        inside, _period(item), "label", largest_pt=label_pt, centred=True, ink=Ink.WHITE
    )
    panels = [title, below] if below.blocks else [title]
    return on_black(space, panels, pad_mm=pad_mm, gap_mm=5 * space.unit)


def _period(item: Item) -> str:
    alert = item.emergency
    if alert is not None and item.cancels and alert.sent is not None:
        return f"{_hour(alert.sent, item)}　起解除"
    if alert is not None and alert.onset is not None and alert.expires is not None:
        return f"{_hour(alert.onset, item)}　到　{_hour(alert.expires, item)}"
    return said(item.when or "", item, "时间")


def _hour(moment: datetime, item: Item) -> str:
    day = written_day(moment.date(), near=item.dates.publish)
    minute = f"{moment.minute}分" if moment.minute else ""
    return f"{day}{moment.hour}时{minute}"


def _rows(item: Item) -> tuple[Row, ...]:
    """Return what to do, numbered; without 措施, the rows every poster has.

    Once it is over only 怎么办: a ban repeated under 解除 reads as if it still held.
    """
    if item.cancels:
        return (
            (Row(label="现在", text=said(item.how, item, "怎么办"), field="怎么办"),)
            if item.how
            else ()
        )
    measures = item.emergency.do if item.emergency else ()
    if not measures:
        return rows_of(item)
    return tuple(
        Row(label=str(number), text=said(text, item, "措施"), field="措施")
        for number, text in enumerate(measures, start=1)
    )


def _beside_code(space: PartSpace, item: Item) -> list[Maker]:
    """Return the phones and who gave the alert: nobody is asked for money in an alert."""
    phones = [partial(far_phones, space, item)] if item.phones else []
    return [*phones, *_source(space, item)]


def _source(space: PartSpace, item: Item) -> list[Maker]:
    """Return the line that says who gave the alert, and when, if that is known."""
    alert = item.emergency
    if alert is None or not alert.sender:
        return []
    words = _sender(alert, item)
    return [lambda _share: display(space, words, "promise", 1.0, field="发布")]


def _sender(alert: Emergency, item: Item) -> str:
    sent = f"　{_hour(alert.sent, item)}" if alert.sent else ""
    return f"{said(alert.sender, item, '发布')}{sent}发布"


def _border(space: PartSpace) -> tuple[Block, ...]:
    """Return the border round the sheet."""
    layout, border_mm = space.layout, _BORDER_MM * space.unit
    inset_mm = layout.margin_mm + border_mm / 2
    box = Box(
        x_mm=inset_mm,
        y_mm=inset_mm,
        width_mm=layout.width_mm - 2 * inset_mm,
        height_mm=layout.height_mm - 2 * inset_mm,
        stroke=Ink.RED,
        stroke_mm=border_mm,
    )
    return (Block(tag=Tag.ARTIFACT, marks=(box,)),)
