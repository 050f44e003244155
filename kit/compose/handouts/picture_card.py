"""Cards to be sent on (转发图): pictures made for a telephone, the facts first, the text after.

A telephone shows a card some 68 mm wide: a point is 0.63 of one there. So nothing is smaller than
9 points here, and what a poster says on one sheet may take several cards.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kit.compose.fact_words import PROMISE, phone_label, sheet_title
from kit.compose.handouts.card_facts import card_actions, card_amounts, card_rows, card_times
from kit.compose.handouts.card_sections import (
    CALL_MM,
    HEIGHT_MM,
    MARGIN_MM,
    TEXT_PT,
    UNIT_MM,
    WIDTH_MM,
    CardSetter,
)
from kit.compose.handouts.card_text import card_elements
from kit.compose.paper.flow import Flow, FlowStyle
from kit.compose.paper.page import Document, Page
from kit.compose.paper.pagination import paginate, unparted_strips
from kit.compose.paper.strip import Type, height_of
from kit.compose.paper.strip import stacked as placed
from kit.compose.posters.alert_sheet import sheet_band
from kit.compose.posters.band import BAND_U, band_panel
from kit.compose.posters.panel import shifted
from kit.compose.posters.stack import fits, stack
from kit.errors import LayoutError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.compose.handouts.card_sections import CardRow
    from kit.compose.paper.flow import Element
    from kit.compose.paper.page import Block
    from kit.compose.paper.strip import Strip
    from kit.compose.posters.band import Band
    from kit.compose.posters.panel import Panel
    from kit.compose.posters.stack import Section
    from kit.compose.sheet_context import SheetContext
    from kit.model.item import Item

MOST_CARDS = 9
"""What one message of pictures holds; a longer text is read on the page."""

_TOP_MM = 6.0
_GAP_MM, _COUNT_GAP_MM = 5.5, 3.0
_ANY_COUNT = f"第1张，共{MOST_CARDS}张"
_PADDINGS_MM = (0.0, 3.0)
_MOST_GAP = 0.05
_LONGEST_ROW = 40
"""Characters; what is longer is read among the text."""
_LONGEST_ACTION = 20
"""Characters; what is longer stands in a row."""
_TEXT_MOST_PT = 26.0
_HEAD_PT = 22.0
_GROUP_SIZE = 1.3
"""Of the head of a group, as a part of its text."""


def compose_picture_cards(item: Item, context: SheetContext) -> Document:
    """Return the cards of an item, a page each: facts first, then the text, as far as it goes.

    Raises:
        LayoutError: Title, day and amounts do not fit a card.
    """
    cards = _Cards(item, context, sheet_band(item))
    rows, left_over, large = cards.shared_rows()
    leaves = cards.leaves(left_over)
    counts = [f"第{n}张，共{len(leaves) + 1}张" for n in range(1, len(leaves) + 2)]
    front = cards.front(rows, counts[0] if leaves else "", large=large)
    if front is None:
        raise cards.too_long()
    pages = [front, *map(cards.text_page, leaves, counts[1:])]
    return Document(title=sheet_title(item, "转发图"), pages=tuple(pages))


@dataclass(frozen=True, slots=True)
class _Cards:
    item: Item
    context: SheetContext
    band: Band

    @property
    def setter(self) -> CardSetter:
        return CardSetter(self.context)

    def shared_rows(self) -> tuple[tuple[CardRow, ...], tuple[CardRow, ...], bool]:
        """Return the rows of the first card, those of the next, and whether actions are large.

        Raises:
            LayoutError: Title, day and amounts do not fit a card.
        """
        longest = max(map(len, card_actions(self.item)), default=0)
        for large in (True, False) if 0 < longest <= _LONGEST_ACTION else (False,):
            rows = tuple(card_rows(self.item, self.context.lunar, with_actions=not large))
            short = tuple(row for row in rows if len(row.text) <= _LONGEST_ROW)
            for count in range(len(short), -1, -1):
                shown = short[:count]
                if self._has_room(shown, large=large):
                    return shown, tuple(row for row in rows if row not in shown), large
        raise self.too_long()

    def too_long(self) -> LayoutError:
        """Return the error that says what to cut."""
        return LayoutError(
            f"“{self.item.plain_title}”的要点在转发图上放不下。", "请缩短标题、时间或金额。"
        )

    def leaves(self, rows: Sequence[CardRow]) -> tuple[tuple[Strip, ...], ...]:
        """Return the text by card; one that is longer than a message holds is on the page."""
        for whole, unparted in ((True, True), (True, False), (False, True)):
            elements = tuple(self._elements(rows, whole=whole, unparted=unparted))
            leaves = self._leaves(elements, unparted=unparted)
            if leaves is not None and (len(leaves) < MOST_CARDS or not whole):
                return leaves
        return ()

    def front(self, rows: Sequence[CardRow], count: str, *, large: bool) -> Page | None:
        """Return the card of the facts; None where they do not fit it.

        ``large``: what to do stands larger than until when.
        """
        filled = stack(
            tuple(self._sections(rows, count, large=large)),
            x_mm=MARGIN_MM,
            y_mm=self._top_mm,
            height_mm=self._front_mm,
            paddings_mm=_PADDINGS_MM,
        )
        return self._page(filled.panel.blocks) if filled is not None else None

    def _has_room(self, rows: Sequence[CardRow], *, large: bool) -> bool:
        """Return whether the first of several cards holds so many rows."""
        sections = tuple(self._sections(rows, _ANY_COUNT, large=large))
        return fits(sections, height_mm=self._front_mm, paddings_mm=_PADDINGS_MM)

    @property
    def _top_mm(self) -> float:
        return self._band_mm + _TOP_MM

    @property
    def _front_mm(self) -> float:
        return HEIGHT_MM - CALL_MM - _TOP_MM - self._top_mm

    def _sections(self, rows: Sequence[CardRow], count: str, *, large: bool) -> Iterator[Section]:
        yield self.setter.title(self.item.headline, 0.0)
        if count:
            yield self.setter.count(count, _COUNT_GAP_MM)
        # Before the hours: below 20时 the number of an action would read as its minutes.
        if large:
            yield self.setter.actions(card_actions(self.item), _GAP_MM)
        for label, text in card_times(self.item, self.context.lunar):
            yield self.setter.when(label, text, _GAP_MM, below_actions=large)
        for figure, note in card_amounts(self.item):
            # 样例 stands in the band, and at the foot, of every card.
            shown = "" if note == self.context.stamp else note
            yield self.setter.money(figure, shown, _GAP_MM)
        if rows:
            yield self.setter.rows(rows, _GAP_MM)

    def _elements(
        self, rows: Sequence[CardRow], *, whole: bool, unparted: bool
    ) -> Iterator[Element]:
        has_code = bool(self.context.payload)
        return card_elements(self.item, rows, whole=whole, unparted=unparted, has_code=has_code)

    def _leaves(
        self, elements: Sequence[Element], *, unparted: bool
    ) -> tuple[tuple[Strip, ...], ...] | None:
        """Return the text on as few cards as it takes, at the size that fills them best.

        ``unparted``: no paragraph runs on to the next card that fits one.

        None where a table is too wide for a card.
        """
        ways: list[tuple[float, tuple[tuple[Strip, ...], ...]]] = []
        size_pt = TEXT_PT
        while size_pt <= _TEXT_MOST_PT:
            try:
                strips = self._strips(elements, size_pt)
                strips = unparted_strips(strips, self._room_mm) if unparted else strips
                leaves = paginate(strips, page_mm=self._room_mm)
            except LayoutError:
                break
            if ways and len(leaves) > len(ways[0][1]):
                break
            ways.append((min(map(height_of, leaves)), leaves))
            size_pt += 0.5
        return max(ways, key=lambda way: way[0])[1] if ways else None

    def _strips(self, elements: Sequence[Element], size_pt: float) -> tuple[Strip, ...]:
        body = Type(size_pt=size_pt, leading=1.42, bold=900)
        head = replace(body, size_pt=_GROUP_SIZE * size_pt, leading=1.3, weight=900)
        flow = Flow(
            style=FlowStyle(
                body=body,
                cells=replace(body, size_pt=14.0, leading=1.3),
                headings=(head, head),
                gap_em=0.4,
                heading_gap_em=1.0,
            ),
            metrics=self.context.metrics,
            width_mm=WIDTH_MM - 2 * MARGIN_MM,
            page_mm=self._room_mm,
        )
        return flow.strips(elements)

    def text_page(self, strips: Sequence[Strip], count: str) -> Page:
        """Return a card of the text, below the title and which card it is."""
        head = self.setter.head(self.item.plain_headline, count, _HEAD_PT)
        top_mm = self._band_mm + _TOP_MM
        blocks = [shifted(block, MARGIN_MM, top_mm) for block in head.blocks]
        blocks += placed(self._spread(strips), x_mm=MARGIN_MM, y_mm=self._text_top_mm)
        return self._page(blocks)

    def _spread(self, strips: Sequence[Strip]) -> tuple[Strip, ...]:
        """Return the strips with what a card has left shared between its paragraphs.

        A head keeps close to what stands below it.
        """
        parted = [
            number
            for number, (above, strip) in enumerate(pairwise(strips), start=1)
            if strip.gap_mm and not above.with_next
        ]
        more_mm = (self._room_mm - height_of(strips)) / max(1, len(parted))
        more_mm = min(more_mm, _MOST_GAP * HEIGHT_MM)
        return tuple(
            replace(strip, gap_mm=strip.gap_mm + more_mm) if number in parted else strip
            for number, strip in enumerate(strips)
        )

    @property
    def _band_mm(self) -> float:
        return BAND_U * UNIT_MM

    @property
    def _text_top_mm(self) -> float:
        return self._band_mm + 2 * _TOP_MM + self.setter.head(" ", " ", _HEAD_PT).height_mm

    @property
    def _room_mm(self) -> float:
        return HEIGHT_MM - CALL_MM - _TOP_MM - self._text_top_mm

    def _page(self, blocks: Sequence[Block]) -> Page:
        band = band_panel(
            self.band,
            self.item.issuer,
            self.context.stamp,
            width_mm=WIDTH_MM,
            unit_mm=UNIT_MM,
            metrics=self.context.metrics,
        )
        foot = (shifted(block, 0.0, HEIGHT_MM - CALL_MM) for block in self._call().blocks)
        return Page(
            width_mm=WIDTH_MM,
            height_mm=HEIGHT_MM,
            blocks=(*band.blocks, *blocks, *foot),
            stamp=self.context.stamp,
        )

    def _call(self) -> Panel:
        context, phones = self.context, self.item.phones
        check = f"核对版本 {context.check_code}" if context.check_code else ""
        mark = f"{context.stamp}，不是真的通知" if context.stamp else PROMISE
        return self.setter.call(
            phone_label(phones[0]) if phones else "",
            phones[0].number if phones else "",
            "　".join(filter(None, (mark, check))),
            self.band.ground,
            context.payload,
            context.code_id,
        )
