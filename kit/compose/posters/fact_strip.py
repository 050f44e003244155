"""The strip above a list: the last day, what one gets, whom to tell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.compose.fact_words import phone_label, said
from kit.compose.paper.frames import CAPITAL_EM, one_line
from kit.compose.paper.page import Block, Box, Ink, Rule, Tag, reported
from kit.compose.paper.scale import figure_line, figure_mm
from kit.compose.posters.compared_sum import only_sum, other_sum, own_sum
from kit.compose.posters.kind_facts import last_day
from kit.compose.posters.panel import Panel, stacked
from kit.compose.posters.space import base_mm, ink_mm
from kit.model.kinds import Biggest, look_of
from kit.text.headings import sum_label
from kit.units import MM_PER_PT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.compose.posters.space import PartSpace
    from kit.model.item import Item

# In units of the sheet: round the cells, between two lines of them, beside their hairline.
_PAD, _LINE_GAP, _BESIDE, _LABEL_GAP = 5.0, 4.5, 6.0, 3.5
_HAIR, _FRAME = 0.35, 1.2
# A label beside its fact is read with it, not above it.
_BESIDE_SCALE = 1.25
_CALL_SIZE = 0.75
_UNLIMITED_PT = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """A fact with what it is above it; ``style`` is that of the fact."""

    label: str
    fact: str
    style: str
    frame: str


def strip_part(space: PartSpace, item: Item, share: float) -> Panel:
    """Return the strip, its facts on as few lines as they fit; empty without any.

    What is largest in the item's kind comes first.
    """
    day, money = list(_day(space, item)), list(_money(item))
    large = [*money, *day] if look_of(item).biggest is Biggest.MONEY else [*day, *money]
    cells = [*large, *_phones(item)]
    if not cells:
        return Panel(height_mm=0.0, blocks=())
    setter = _Strip(space, share)
    return setter.panel(setter.lines_of(cells))


def _day(space: PartSpace, item: Item) -> Iterator[_Cell]:
    day = last_day(item, space.context.lunar)
    if day is not None:
        yield _Cell(label="　".join(day.beside), fact=day.text, style="date", frame="date")


def _money(item: Item) -> Iterator[_Cell]:
    """Yield the amounts; of accounts, what else their sum row says stands beside the sum."""
    for amount in item.amounts:
        if amount.figure:
            of = own_sum(item, amount) if sum_label(amount.label) else ""
            label = said(f"{of}{amount.label}{amount.condition or ''}", item, "金额")
            fact = said(amount.figure, item, "金额")
            yield _Cell(label=label, fact=fact, style="figure", frame="amount")
            other = other_sum(item, amount)
            if other is not None:
                whole = f"{other[0]}{amount.label}" if of else other[0]
                yield _Cell(label=whole, fact=other[1], style="figure", frame="amount")
    alone = only_sum(item)
    if alone is not None:
        yield _Cell(label=f"{alone[0]}合计", fact=alone[1], style="figure", frame="amount")


def _phones(item: Item) -> Iterator[_Cell]:
    for phone in item.phones:
        yield _Cell(label=phone_label(phone), fact=phone.number, style="phone", frame="phone")


class _Strip:
    """Places cells at one share of their growth."""

    def __init__(self, space: PartSpace, share: float) -> None:
        self.space, self.share, self.unit = space, share, space.unit
        self.width_mm = space.width_mm - 2 * _PAD * space.unit

    def _size_pt(self, style: str, share: float) -> float:
        fit = self.space.style(style).fit
        return fit.smallest_pt + (fit.largest_pt - fit.smallest_pt) * share

    def _wide_mm(self, cell: _Cell, share: float) -> float:
        label_pt = self._size_pt("label", share)
        label = self.space.style("label")
        fact = figure_mm(cell.fact, self._size_pt(cell.style, share), self.space.metrics)
        return max(self.space.wide_mm(cell.label, label_pt, label.weight), fact)

    def _line_mm(self, cells: Sequence[_Cell], share: float) -> float:
        beside_mm = 2 * _BESIDE * self.unit * (len(cells) - 1)
        return sum(self._wide_mm(cell, share) for cell in cells) + beside_mm

    def lines_of(self, cells: Sequence[_Cell]) -> list[list[_Cell]]:
        """Return the cells on as few lines as hold them at their smallest."""
        lines: list[list[_Cell]] = []
        for cell in cells:
            if lines and self._line_mm([*lines[-1], cell], 0.0) <= self.width_mm:
                lines[-1].append(cell)
            else:
                lines.append([cell])
        return lines

    def _share_of(self, cells: Sequence[_Cell]) -> float:
        """Return the share at which a line still fits."""
        share = self.share
        while share > 0 and self._line_mm(cells, share) > self.width_mm:
            share = max(0.0, share - 0.04)
        return share

    def panel(self, lines: Sequence[Sequence[_Cell]]) -> Panel:
        """Return the first line white on black, the others framed below it.

        One black box is seen from afar; a second would cost as much ink and say no more. Whom to
        call is never what is seen first.
        """
        pad_mm, high_mm = _PAD * self.unit, 0.0
        panels: list[Panel] = []
        is_call = all(cell.style == "phone" for cell in lines[0])
        filled, framed = ((), lines) if is_call else (lines[:1], lines[1:])
        for cells in filled:
            first = self._line(cells, Ink.WHITE)
            high_mm = first.height_mm + 2 * pad_mm
            panels += [self._ground(high_mm), stacked([first], x_mm=pad_mm, y_mm=pad_mm, gap_mm=0)]
        if framed:
            most_pt = self._most_phone_pt(filled)
            rest = stacked(
                [self._line(cells, Ink.BLACK, most_pt) for cells in framed],
                x_mm=pad_mm,
                y_mm=high_mm + _LINE_GAP * self.unit,
                gap_mm=_LINE_GAP * self.unit,
            )
            high_mm += rest.height_mm + 2 * _LINE_GAP * self.unit
            panels += [self._frame(high_mm), rest]
        return Panel(
            height_mm=high_mm,
            blocks=tuple(block for panel in panels for block in panel.blocks),
            frames=tuple(frame for panel in panels for frame in panel.frames),
        )

    def _most_phone_pt(self, filled: Sequence[Sequence[_Cell]]) -> float:
        """Return how large a number may be below the facts: clearly smaller than they are."""
        facts = [self._size_pt(c.style, self._share_of(line)) for line in filled for c in line]
        least_pt = self.space.style("phone").fit.smallest_pt
        return max(least_pt, _CALL_SIZE * min(facts, default=_UNLIMITED_PT))

    def _ground(self, height_mm: float) -> Panel:
        ground = Box(
            x_mm=0, y_mm=0, width_mm=self.space.width_mm, height_mm=height_mm, fill=Ink.BLACK
        )
        return Panel(height_mm=0.0, blocks=(Block(tag=Tag.ARTIFACT, marks=(ground,)),))

    def _frame(self, height_mm: float) -> Panel:
        edge_mm = _FRAME * self.unit
        frame = Box(
            x_mm=edge_mm / 2,
            y_mm=edge_mm / 2,
            width_mm=self.space.width_mm - edge_mm,
            height_mm=height_mm - edge_mm,
            stroke=Ink.BLACK,
            stroke_mm=edge_mm,
        )
        return Panel(height_mm=0.0, blocks=(Block(tag=Tag.ARTIFACT, marks=(frame,)),))

    def _line(self, cells: Sequence[_Cell], ink: Ink, most_pt: float = _UNLIMITED_PT) -> Panel:
        """Return one line of cells, from its own top left corner."""
        if len(cells) == 1 and (beside := self._beside(cells[0], ink, most_pt)):
            return beside
        share = self._share_of(cells)
        label_pt = self._size_pt("label", share)
        facts_pt = [min(most_pt, self._size_pt(cell.style, share)) for cell in cells]
        fact_mm = CAPITAL_EM * max(facts_pt) * MM_PER_PT
        height_mm = ink_mm(label_pt) + _LABEL_GAP * self.unit + fact_mm
        # What is left is shared between the cells, so that the line is as wide as the sheet.
        spare_mm = max(0.0, self.width_mm - self._line_mm(cells, share)) / len(cells)
        blocks: list[Block] = []
        frames = [reported("label", label_pt)]
        x_mm = 0.0
        for number, (cell, size_pt) in enumerate(zip(cells, facts_pt, strict=True)):
            if number:
                blocks.append(self._hairline(x_mm - _BESIDE * self.unit, height_mm, ink))
            shown_pt = self._shown_pt(cell, size_pt, self.width_mm)
            label_at = (x_mm, base_mm(label_pt), label_pt)
            blocks.append(self._cell(cell, label_at, (x_mm, height_mm, shown_pt), ink))
            frames.append(reported(cell.frame, shown_pt))
            x_mm += self._wide_mm(cell, share) + spare_mm + 2 * _BESIDE * self.unit
        return Panel(height_mm=height_mm, blocks=tuple(blocks), frames=tuple(frames))

    def _beside(self, cell: _Cell, ink: Ink, most_pt: float) -> Panel | None:
        """Return a fact alone on its line, its label at its left; None where that is too wide."""
        label = self.space.style("label")
        label_pt = self._size_pt("label", self.share) * _BESIDE_SCALE
        left_mm = self.space.wide_mm(cell.label, label_pt, label.weight) + _BESIDE * self.unit
        fit = self.space.style(cell.style).fit
        room_mm = self.width_mm - left_mm
        wanted_pt = min(most_pt, self._size_pt(cell.style, self.share))
        size_pt = self._shown_pt(cell, wanted_pt, room_mm)
        if size_pt < fit.smallest_pt:
            return None
        high_mm = CAPITAL_EM * size_pt * MM_PER_PT
        block = self._cell(cell, (0.0, high_mm, label_pt), (left_mm, high_mm, size_pt), ink)
        frames = (reported(cell.frame, size_pt), reported("label", label_pt))
        return Panel(height_mm=high_mm, blocks=(block,), frames=frames)

    def _hairline(self, x_mm: float, height_mm: float, ink: Ink) -> Block:
        hair = Rule(
            x1_mm=x_mm,
            y1_mm=0.0,
            x2_mm=x_mm,
            y2_mm=height_mm,
            width_mm=_HAIR * self.unit,
            ink=ink,
        )
        return Block(tag=Tag.ARTIFACT, marks=(hair,))

    def _shown_pt(self, cell: _Cell, size_pt: float, room_mm: float) -> float:
        """Return the size, at most ``size_pt``, at which a fact fits."""
        wide_mm = figure_mm(cell.fact, size_pt, self.space.metrics)
        return int(size_pt * min(1.0, room_mm / wide_mm) * 2) / 2

    def _cell(
        self,
        cell: _Cell,
        label_at: tuple[float, float, float],
        fact_at: tuple[float, float, float],
        ink: Ink,
    ) -> Block:
        """Return label and fact, each from its left end and base line on, at its size."""
        style = self.space.style("label")
        x_mm, y_mm, size_pt = label_at
        inside = replace(self.space, width_mm=self.width_mm)
        label_pt = inside.largest_pt(cell.label, style.weight, size_pt)
        label = inside.line(cell.label, label_pt, style.weight, x_mm=x_mm, y_mm=y_mm, ink=ink)
        x_mm, y_mm, size_pt = fact_at
        # A phone number is read off digit by digit: it is one word of one size.
        fact = (one_line if cell.style == "phone" else figure_line)(
            cell.fact,
            x_mm=x_mm,
            y_mm=y_mm,
            size_pt=size_pt,
            metrics=self.space.metrics,
            weight=self.space.style(cell.style).weight,
            ink=ink,
        )
        marks = fact if isinstance(fact, tuple) else (fact,)
        return Block(tag=Tag.PARAGRAPH, marks=(label, *marks))
