"""The slides of a lecture: how the first, those with a thought, and the last are set."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kit.compose.clean import printable
from kit.compose.fact_words import CODE_PROMISE, PROMISE
from kit.compose.paper.flow import Flow, FlowStyle, ragged
from kit.compose.paper.frames import largest_size, one_line, width_mm
from kit.compose.paper.page import Block, Code, Ink, Page, Rule, Tag, reported
from kit.compose.paper.stamp import tag_marks, width_mm_of_tag
from kit.compose.paper.strip import Type, height_of, line_marks
from kit.compose.paper.strip import stacked as placed
from kit.compose.posters.alert_sheet import sheet_band
from kit.compose.posters.band import BAND_U, band_panel
from kit.errors import LayoutError
from kit.text.typeset.linebreak import Align
from kit.text.typeset.title import fit_title
from kit.units import MM_PER_PT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.compose.paper.page import Mark
    from kit.compose.paper.strip import Strip
    from kit.compose.sheet_context import SheetContext
    from kit.model.item import Item, Phone

WIDE_MM, HIGH_MM = 320.0, 180.0
"""16 to 9, as projectors show it."""
LEAST_PT = 40.0
"""Read from eight metres on a screen two metres wide."""
_MARGIN_MM = 18.0
_UNIT_MM = 0.9
_LABEL_PT, _MOST_PT, _TITLE_PT, _NUMBER_PT, _FOOT_PT = 44.0, 120.0, 130.0, 90.0, 20.0
_TOP_MM, _FOOT_MM = 52.0, 20.0
_MOST_LINES = 4
_CODE_MM = 84.0
_INSIDE_MM = WIDE_MM - 2 * _MARGIN_MM
_ROOM_MM = HIGH_MM - _TOP_MM - _FOOT_MM - 6.0
_BOLD, _STRONG = 900, 700
_SENTENCES = re.compile(r"[^。；！？]+[。；！？]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """What one slide says."""

    text: str = ""
    label: str = ""
    strips: tuple[Strip, ...] = field(default=())
    """Of what is too long for large type: lines already set."""


@dataclass(frozen=True, slots=True)
class SlideSetter:
    """Sets the slides of an item."""

    item: Item
    context: SheetContext

    def cut(self, label: str, text: str) -> Iterator[Slide]:
        """Yield the slides of a thought: one, unless it is longer than a slide bears."""
        shown = ""
        for sentence in _SENTENCES.findall(text):
            if self._fits(shown + sentence):
                shown += sentence
                continue
            if shown:
                yield Slide(label=label, text=shown)
            shown = sentence if self._fits(sentence) else ""
            if not shown:
                yield from self._small(label, sentence)
        if shown:
            yield Slide(label=label, text=shown)

    def _small(self, label: str, text: str) -> Iterator[Slide]:
        """Yield a sentence too long for large type over as many slides as it takes."""
        body = Type(size_pt=LEAST_PT, leading=1.4, weight=_STRONG)
        style = FlowStyle(body=body, cells=body, headings=(body,))
        flow = Flow(
            style=style, metrics=self.context.metrics, width_mm=_INSIDE_MM, page_mm=_ROOM_MM
        )
        for strips in flow.pages((ragged(text),)):
            yield Slide(label=label, strips=strips)

    def cover(self, number: str) -> Page:
        """Return the first slide: what kind of notice it is, its title, who says it."""
        item, metrics = self.item, self.context.metrics
        band = band_panel(
            sheet_band(item),
            item.issuer,
            self.context.stamp,
            width_mm=WIDE_MM,
            unit_mm=_UNIT_MM * 1.4,
            metrics=metrics,
        )
        top_mm = BAND_U * _UNIT_MM * 1.4
        title = self._large(item.headline, _TITLE_PT, top_mm, HIGH_MM - _FOOT_MM, tag=Tag.TITLE)
        return self._page((*band.blocks, title), number, stamp=False)

    def slide(self, slide: Slide, number: str) -> Page:
        """Return a slide: its label above a rule, below it the text as large as it may be."""
        blocks = [*self._label(slide.label)]
        if slide.strips:
            top_mm = _TOP_MM + (_ROOM_MM - height_of(slide.strips)) / 2
            blocks += placed(slide.strips, x_mm=_MARGIN_MM, y_mm=top_mm)
        else:
            blocks.append(self._large(slide.text, _MOST_PT, _TOP_MM, _TOP_MM + _ROOM_MM))
        return self._page(blocks, number)

    def last(self, number: str) -> Page:
        """Return the last slide: whom to ask, and the code of the whole text."""
        payload = self.context.payload
        room_mm = _INSIDE_MM - (_CODE_MM + 10.0 if payload else 0.0)
        lines = tuple(self._asked(room_mm))
        blocks = [*self._label("还有不清楚的"), Block(tag=Tag.PARAGRAPH, marks=lines)]
        if payload:
            code = Code(
                x_mm=WIDE_MM - _MARGIN_MM - _CODE_MM, y_mm=_TOP_MM, side_mm=_CODE_MM,
                payload=payload,
            )  # fmt: skip
            words = f"扫码看全文 {self.context.code_id}".rstrip()
            size_pt = self._fitting(words, _FOOT_PT, _CODE_MM)
            y_mm = _TOP_MM + _CODE_MM + 8.0
            under = self._line(words, size_pt, _STRONG, code.x_mm, y_mm)
            blocks += (
                Block(tag=Tag.FIGURE, marks=(code,), alt=f"二维码：扫码看全文，{payload}"),
                Block(tag=Tag.PARAGRAPH, marks=(under,)),
            )
        return self._page(blocks, number)

    def _asked(self, room_mm: float) -> Iterator[Mark]:
        phones: Sequence[Phone] = self.item.phones
        step_mm = (_ROOM_MM - 16.0) / max(1, len(phones))
        number_pt = min(
            (
                self._fitting(phone.number, 90.0 / max(1, len(phones) - 1), room_mm)
                for phone in phones
            ),
            default=LEAST_PT,
        )
        label_pt = min(LEAST_PT, 0.6 * number_pt)
        for place, phone in enumerate(phones):
            top_mm = _TOP_MM + place * step_mm
            label = printable(phone.label or "电话", "电话")
            size_pt = self._fitting(label, label_pt, room_mm)
            label_mm = top_mm + size_pt * MM_PER_PT
            yield self._line(label, size_pt, _STRONG, _MARGIN_MM, label_mm)
            number_mm = label_mm + (0.35 * label_pt + 0.8 * number_pt) * MM_PER_PT
            yield self._line(phone.number, number_pt, _BOLD, _MARGIN_MM, number_mm)
        promise = CODE_PROMISE if self.context.payload and not phones else PROMISE
        size_pt = self._fitting(promise, 28.0, room_mm)
        yield self._line(promise, size_pt, _STRONG, _MARGIN_MM, HIGH_MM - _FOOT_MM - 8.0)

    def _label(self, label: str) -> Iterator[Block]:
        if not label:
            return
        size_pt = self._fitting(label, _LABEL_PT, _INSIDE_MM)
        words = self._line(label, size_pt, _BOLD, _MARGIN_MM, _TOP_MM - 16.0)
        yield Block(tag=Tag.HEADING, marks=(words,))
        rule = Rule(
            x1_mm=_MARGIN_MM,
            y1_mm=_TOP_MM - 8.0,
            x2_mm=WIDE_MM - _MARGIN_MM,
            y2_mm=_TOP_MM - 8.0,
            width_mm=1.2,
        )
        yield Block(tag=Tag.ARTIFACT, marks=(rule,))

    def _large(
        self, text: str, most_pt: float, top_mm: float, low_mm: float, *, tag: Tag = Tag.PARAGRAPH
    ) -> Block:
        """Return a text as large as it may be, in the middle between two heights."""
        fitted = fit_title(
            text,
            self.context.metrics,
            width_mm=_INSIDE_MM,
            height_mm=low_mm - top_mm - 8.0,
            largest_pt=most_pt,
            smallest_pt=LEAST_PT,
            most_lines=_MOST_LINES,
            align=Align.LEFT,
            what="幻灯片",
        )
        kind = Type(size_pt=fitted.size_pt, leading=1.2, weight=_BOLD)
        first_mm = top_mm + (low_mm - top_mm - fitted.height_mm) / 2 + kind.base_mm
        marks = tuple(
            mark
            for number, line in enumerate(fitted.lines)
            for mark in line_marks(
                line, kind, x_mm=_MARGIN_MM, baseline_mm=first_mm + number * kind.pitch_mm
            )
        )
        return Block(tag=tag, marks=marks)

    def _fits(self, text: str) -> bool:
        try:
            self._large(text, LEAST_PT, _TOP_MM, _TOP_MM + _ROOM_MM)
        except LayoutError:
            return False
        return True

    def _page(self, blocks: Sequence[Block], number: str, *, stamp: bool = True) -> Page:
        return Page(
            width_mm=WIDE_MM,
            height_mm=HIGH_MM,
            blocks=(*blocks, self._foot(number, stamp=stamp)),
            frames=(reported("slide", LEAST_PT),),
            stamp=self.context.stamp,
        )

    def _foot(self, number: str, *, stamp: bool) -> Block:
        """Return the last line: what it is about, 样例 or 送审稿, and which slide it is."""
        metrics, y_mm = self.context.metrics, HIGH_MM - 9.0
        right_mm = WIDE_MM - _MARGIN_MM - width_mm(number, _FOOT_PT, _STRONG, metrics)
        marks: list[Mark] = [self._line(number, _FOOT_PT, _STRONG, right_mm, y_mm)]
        room_mm = right_mm - _MARGIN_MM - 6.0
        if self.context.stamp and stamp:
            wide_mm = width_mm_of_tag(self.context.stamp, 9.0, metrics)
            tag, _ = tag_marks(
                self.context.stamp,
                x_mm=right_mm - wide_mm - 6.0,
                y_mm=y_mm - 7.0,
                high_mm=9.0,
                fill=Ink.BLACK,
                ink=Ink.WHITE,
                metrics=metrics,
            )
            marks += tag
            room_mm -= wide_mm + 6.0
        item = self.item
        words = printable(f"{item.plain_headline}　{item.issuer}", "标题")
        size_pt = self._fitting(words, _FOOT_PT, room_mm)
        marks.append(self._line(words, size_pt, 500, _MARGIN_MM, y_mm))
        return Block(tag=Tag.PARAGRAPH, marks=tuple(marks))

    def _fitting(self, text: str, most_pt: float, room_mm: float) -> float:
        return largest_size(
            text,
            weight=_BOLD,
            metrics=self.context.metrics,
            within_mm=room_mm,
            largest_pt=most_pt,
        )

    def _line(self, text: str, size_pt: float, weight: int, x_mm: float, y_mm: float) -> Mark:
        return one_line(
            text,
            x_mm=x_mm,
            y_mm=y_mm,
            size_pt=size_pt,
            weight=weight,
            metrics=self.context.metrics,
        )
