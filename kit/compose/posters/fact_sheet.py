"""One side with the key facts: the front of a fact poster and of a handout.

Above: issuer, title, the black band, the amounts. Below: the rows 谁 · 去哪 · 带 · 怎么办, the
phones and the code. Where a large fact is missing, the first rows move up into its place.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from kit.compose.fact_words import band_of, rows_of
from kit.compose.posters.contact import contact_part
from kit.compose.posters.fact_parts import RowSetter, amounts_part, band_part
from kit.compose.posters.panel import CachedPart, fill, fixed
from kit.compose.posters.parts import display, issuer_part, title_part
from kit.compose.posters.poster_page import poster_page
from kit.compose.posters.space import PartSpace
from kit.errors import LayoutError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kit.compose.fact_words import Row
    from kit.compose.layouts.layout import Layout
    from kit.compose.paper.page import Page
    from kit.compose.posters.panel import Filled, Maker, Panel, Part
    from kit.compose.sheet_context import SheetContext
    from kit.model.item import Item

# Labels in a column of their own read better: worth some of the size that run-in labels win.
_BESIDE_WORTH = 0.2
# The joint between the halves of the sheet is the natural place between large facts and rows.
_ABOVE_COSTS = 0.1
# What, by when and how much come first: room goes to them before it goes to the rows.
_HEAD_WORTH, _ROWS_WORTH = 1.5, 0.5
# Without a code the phone is what people act on: it grows before the rows do.
_PHONE_WORTH = 0.25
# Sizes tried for the rows, as parts of their smallest: finer ones look the same.
_SIZE_STEP = 0.06
# Amounts and phones that the drawing of the poster was made for.
_MANY = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """A way to share the rows between the upper and the lower frame."""

    head: Filled
    lines: Filled
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SideContent:
    """What stands in rows, and what is framed between them and the phones."""

    rows: tuple[Row, ...]
    framed: Callable[[PartSpace, float], Panel] | None = None
    """Made at the rows' type size."""
    rows_worth: float = _ROWS_WORTH
    """What room is worth to the rows, where the large facts have ``_HEAD_WORTH``."""
    beneath: str = ""
    """A sentence below the large facts; one too long for it stands on the full-text sheet only."""


def fact_page(
    item: Item,
    layout: Layout,
    context: SheetContext,
    *,
    pages: int = 1,
    told: Callable[[Item], SideContent] | None = None,
) -> Page:
    """Return the side with the item's key facts; ``pages`` follow it, itself counted.

    ``told`` says what of them stands in rows; by default all.

    Raises:
        LayoutError: They do not fit at the layout's smallest sizes.
    """
    space = _space(layout, context)
    chosen = told(item) if told else SideContent(rows=rows_of(item))
    # The sentence below the large facts is the first to give way: it stands on the full text.
    for tried in (chosen, replace(chosen, beneath="")):
        page = _page(space, item, tried, pages)
        if page is not None:
            return page
    raise _too_long(space, item)


def fact_front(item: Item, layout: Layout, context: SheetContext) -> tuple[Page, tuple[Row, ...]]:
    """Return the side with the first rows that fit, and those left for the back.

    Raises:
        LayoutError: Not even the large facts fit.
    """
    space, rows = _space(layout, context), rows_of(item)
    for count in range(len(rows), -1, -1):
        page = _page(space, item, SideContent(rows=rows[:count]), 1)
        if page is not None:
            return page, rows[count:]
    raise _too_long(space, item)


def _space(layout: Layout, context: SheetContext) -> PartSpace:
    return PartSpace(layout=layout, context=context, width_mm=layout.frames["head"].width_mm)


def _page(space: PartSpace, item: Item, told: SideContent, pages: int) -> Page | None:
    plan = max(_plans(space, item, told), key=lambda plan: plan.score, default=None)
    if plan is None:
        return None
    return poster_page(space, item, plan.head.panels(), plan.lines.panels(), page_of=(1, pages))


def _head_parts(space: PartSpace, item: Item) -> list[Part]:
    makers: list[Maker] = [
        partial(issuer_part, space, item.issuer, item.kind.value),
        partial(title_part, space, item.title),
    ]
    band = band_of(item, space.context.lunar)
    if band is not None:
        makers.append(partial(band_part, space, band))
    if item.amounts:
        makers.append(partial(amounts_part, space, item.amounts))
    return [CachedPart(make) for make in makers]


def _beneath(space: PartSpace, told: SideContent) -> tuple[Part, ...]:
    """Return the sentence below the large facts.

    Raises:
        LayoutError: It is too long for its lines.
    """
    if not told.beneath:
        return ()
    part = CachedPart(lambda share: display(space, told.beneath, "reason", share, field="理由"))
    part(0.0)
    return (part,)


def _plans(space: PartSpace, item: Item, told: SideContent) -> Iterator[_Plan]:
    """Yield the ways that fit: rows above, labels beside or run in, at every size."""
    head = _head_parts(space, item)
    with suppress(LayoutError):
        head += _beneath(space, told)
    contact = contact_part(space, item)
    fit, rows = space.style("rows").fit, told.rows
    if not rows and told.framed is None:
        yield from _at(space, head, [contact], worth=told.rows_worth)
    for beside in (True, False):
        setter = RowSetter(space=space, rows=rows, beside=beside)
        for above in range(len(rows) + 1 if rows or told.framed else 0):
            size_pt = fit.smallest_pt
            while size_pt <= fit.largest_pt:
                room = (size_pt - fit.smallest_pt) / max(1.0, fit.largest_pt - fit.smallest_pt)
                upper, lower = list(head), [*_framed(told, space, size_pt), contact]
                if above:
                    upper.append(setter.part(0, above, size_pt))
                if above < len(rows):
                    lower.insert(0, setter.part(above, len(rows), size_pt))
                worth = (_BESIDE_WORTH if beside else 0.0) - _ABOVE_COSTS * above
                worth += told.rows_worth * room
                plans = list(_at(space, upper, lower, worth=worth))
                if not plans:
                    break
                yield from plans
                size_pt += max(0.5, round(_SIZE_STEP * fit.smallest_pt * 2) / 2)


def _framed(told: SideContent, space: PartSpace, size_pt: float) -> tuple[Part, ...]:
    return (fixed(told.framed(space, size_pt)),) if told.framed else ()


def _at(
    space: PartSpace, upper: Sequence[Part], lower: Sequence[Part], *, worth: float
) -> Iterator[_Plan]:
    """Yield the plan with these parts, if they fit."""
    frames = space.layout.frames
    lines_frame, head_frame = frames["lines"], frames["head"]
    lines = fill(lower, height_mm=lines_frame.height_mm, gap_mm=lines_frame.gap_mm)
    if lines is None:
        return
    head = fill(upper, height_mm=head_frame.height_mm, gap_mm=head_frame.gap_mm)
    if head is not None:
        phone = 0.0 if space.context.payload else _PHONE_WORTH * lines.share
        score = _HEAD_WORTH * head.share + phone + worth
        yield _Plan(head=head, lines=lines, score=score)


def _too_long(space: PartSpace, item: Item) -> LayoutError:
    # Which field is too much no composer can tell: office/too_long.py finds it by cutting.
    return LayoutError(
        f"“{item.plain_title}”的要点在{space.layout.paper}纸上放不下。",
        f"请{_shorter(item)}，或改用更大的纸。",
    )


def _shorter(item: Item) -> str:
    """Return what to say less of where no single text is too long."""
    advice = []
    if len(item.amounts) > _MANY:
        advice.append("“金额”只留两项，其余写进正文")
    if len(item.phones) > _MANY:
        advice.append("“电话”只留两个")
    return "、".join(advice) or "缩短要点"
