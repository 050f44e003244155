"""The space a part of a sheet fills, and single lines set in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.compose.paper.frames import INK_BOTTOM_EM, INK_TOP_EM, largest_size, one_line, width_mm
from kit.compose.paper.page import Block, Ink, Rule, Tag, reported
from kit.compose.posters.panel import Panel
from kit.units import MM_PER_PT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.layouts.layout import Layout, Style
    from kit.compose.paper.page import Mark, Text
    from kit.compose.sheet_context import SheetContext
    from kit.text.typeset.metrics import Metrics

INK_EM = INK_TOP_EM - INK_BOTTOM_EM
# Layouts are drawn for a sheet this wide; rules and paddings grow with the sheet.
DRAWN_FOR_MM = 297.0
_GAP_U = 4.5


@dataclass(frozen=True, slots=True, kw_only=True)
class PartSpace:
    """What every part needs: the layout, the context and the width it fills."""

    layout: Layout
    context: SheetContext
    width_mm: float

    @property
    def metrics(self) -> Metrics:
        """The typeface's widths."""
        return self.context.metrics

    @property
    def unit(self) -> float:
        """How much larger than A3 the sheet is: rules and paddings follow it."""
        return min(self.layout.width_mm, self.layout.height_mm) / DRAWN_FOR_MM

    @property
    def gap_mm(self) -> float:
        """Return the least white between two sections."""
        return _GAP_U * self.unit

    @property
    def has_code(self) -> bool:
        """Whether the sheet has a code, and the layout room for it."""
        return bool(self.context.payload and self.layout.code_mm)

    def style(self, name: str) -> Style:
        """Return a style of the layout."""
        return self.layout.styles[name]

    def narrower(self, by_mm: float) -> PartSpace:
        """Return the space without so much of its width."""
        return replace(self, width_mm=self.width_mm - by_mm)

    def wide_mm(self, text: str, size_pt: float, weight: int) -> float:
        """Return the width of a text on one line."""
        return width_mm(text, size_pt, weight, self.metrics)

    def largest_pt(self, text: str, weight: int, most_pt: float) -> float:
        """Return the largest size, at most ``most_pt``, at which a text fits the width."""
        return largest_size(
            text, weight=weight, metrics=self.metrics, within_mm=self.width_mm, largest_pt=most_pt
        )

    def line(
        self,
        text: str,
        size_pt: float,
        weight: int,
        *,
        x_mm: float = 0.0,
        y_mm: float | None = None,
        ink: Ink = Ink.BLACK,
    ) -> Text:
        """Return a text on the base line ``y_mm``; by default its ink begins at the top."""
        return one_line(
            text,
            x_mm=x_mm,
            y_mm=base_mm(size_pt) if y_mm is None else y_mm,
            size_pt=size_pt,
            weight=weight,
            metrics=self.metrics,
            ink=ink,
        )

    def rule(self, thickness: float, y_mm: float = 0.0) -> Block:
        """Return a line over the whole width, its thickness in units of the sheet."""
        wide_mm, thick_mm = self.width_mm, thickness * self.unit
        rule = Rule(x1_mm=0, y1_mm=y_mm, x2_mm=wide_mm, y2_mm=y_mm, width_mm=thick_mm)
        return Block(tag=Tag.ARTIFACT, marks=(rule,))


def ink_mm(size_pt: float) -> float:
    """Return the height of a Han character's ink."""
    return INK_EM * size_pt * MM_PER_PT


def base_mm(size_pt: float) -> float:
    """Return how far below the top of the ink the base line lies."""
    return INK_TOP_EM * size_pt * MM_PER_PT


def text_panel(
    name: str,
    size_pt: float,
    marks: Sequence[Mark],
    *,
    height_mm: float | None = None,
    tag: Tag = Tag.PARAGRAPH,
) -> Panel:
    """Return marks of one size as a part, by default one line high; ``name`` is reported."""
    return Panel(
        height_mm=ink_mm(size_pt) if height_mm is None else height_mm,
        blocks=(Block(tag=tag, marks=tuple(marks)),),
        frames=(reported(name, size_pt),),
    )


def line_panel(
    space: PartSpace,
    text: str,
    style_name: str,
    *,
    largest_pt: float | None = None,
    centred: bool = False,
    weight: int | None = None,
    ink: Ink = Ink.BLACK,
) -> Panel:
    """Return a text on one line, as large as its style and the width allow; empty if none."""
    if not text:
        return Panel(height_mm=0.0, blocks=())
    style = space.style(style_name)
    weight = weight or style.weight
    size_pt = space.largest_pt(text, weight, largest_pt or style.fit.largest_pt)
    left = (space.width_mm - space.wide_mm(text, size_pt, weight)) / 2 if centred else 0.0
    return text_panel(style_name, size_pt, [space.line(text, size_pt, weight, x_mm=left, ink=ink)])
