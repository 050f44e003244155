"""The band across the head of a sheet: what kind it is, who says it, and 样例 or 送审稿."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.paper.colours import type_on
from kit.compose.paper.frames import largest_size, one_line, width_mm
from kit.compose.paper.page import Block, Box, Ink, Outline, Tag, reported
from kit.compose.paper.scale import centre_drop_mm
from kit.compose.paper.stamp import tag_marks, width_mm_of_tag
from kit.compose.paper.strip import Type, line_marks
from kit.compose.posters.panel import Panel
from kit.text.typeset.linebreak import Align
from kit.text.typeset.title import fit_title

if TYPE_CHECKING:
    from kit.compose.paper.page import Mark
    from kit.text.typeset.linebreak import Line
    from kit.text.typeset.metrics import Metrics

BAND_U = 22.0
_PICTOGRAM_U, _PAD_U, _FRAME_U = 16.0, 4.0, 1.2
_WORD_PT, _ISSUER_PT, _ISSUER_LEAST_PT = 42.0, 30.0, 20.0
_TAG_HIGH_U = 12.0
_LEAST_TAG_MM = 4.5
"""Nine points, on the smallest sheets."""
_BOLD, _STRONG = 900, 700


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """What a sheet says at a glance."""

    word: str
    """缴费, 停水, 征求意见; empty for a sheet that is no notice."""
    pictogram: str
    ground: Ink
    heavy: bool = False
    """Filled black where there is no colour; quiet kinds are framed."""


def band_panel(
    band: Band, issuer: str, stamp: str, *, width_mm: float, unit_mm: float, metrics: Metrics
) -> Panel:
    """Return the band, ``BAND_U`` units high.

    Raises:
        LayoutError: The issuer does not fit it on two lines.
    """
    setter = _Band(band, issuer, stamp, width_mm, unit_mm, metrics)
    return Panel(
        height_mm=BAND_U * unit_mm,
        blocks=(
            Block(
                tag=Tag.PARAGRAPH,
                marks=setter.marks(band.ground, framed=False),
                in_black=setter.marks(
                    Ink.BLACK if band.heavy else Ink.WHITE, framed=not band.heavy
                ),
            ),
        ),
        frames=(reported("band", _WORD_PT * unit_mm), reported("issuer", setter.issuer_pt)),
    )


class _Band:
    """Sets the band in colour and in black alone: the same words in the same places."""

    def __init__(
        self, band: Band, issuer: str, stamp: str, wide_mm: float, unit_mm: float, metrics: Metrics
    ) -> None:
        self.band, self.stamp, self.unit, self.metrics = band, stamp, unit_mm, metrics
        self.wide_mm = wide_mm
        self.left_mm = _PAD_U * unit_mm
        if band.pictogram:
            self.left_mm += (_PICTOGRAM_U + 3) * unit_mm
        right_mm = wide_mm - 5 * unit_mm
        self.tag_x_mm = right_mm
        self.tag_mm = max(_TAG_HIGH_U * unit_mm, _LEAST_TAG_MM)
        if stamp:
            self.tag_x_mm -= width_mm_of_tag(stamp, self.tag_mm, metrics)
            right_mm = self.tag_x_mm - 5 * unit_mm
        word_mm = width_mm(band.word, _WORD_PT * unit_mm, _BOLD, metrics)
        room_mm = right_mm - self.left_mm - word_mm - (6 * unit_mm if word_mm else 0)
        self.issuer_pt, self.issuer_lines = self._issuer(issuer, room_mm)
        self.right_mm = right_mm

    def _issuer(self, issuer: str, room_mm: float) -> tuple[float, tuple[Line, ...]]:
        most_pt, least_pt = _ISSUER_PT * self.unit, _ISSUER_LEAST_PT * self.unit
        one_pt = largest_size(
            issuer, weight=_STRONG, metrics=self.metrics, within_mm=room_mm, largest_pt=most_pt
        )
        fitted = fit_title(
            issuer,
            self.metrics,
            width_mm=room_mm,
            height_mm=(BAND_U - 2) * self.unit,
            largest_pt=max(one_pt, least_pt),
            smallest_pt=min(least_pt, max(one_pt, 0.8 * least_pt)),
            most_lines=1 if one_pt >= least_pt else 2,
            weight=_STRONG,
            leading=1.2,
            align=Align.LEFT,
            what="发布机构",
        )
        return fitted.size_pt, fitted.lines

    def marks(self, ground: Ink, *, framed: bool) -> tuple[Mark, ...]:
        unit, ink = self.unit, type_on(ground)
        high_mm = BAND_U * unit
        edge_mm = _FRAME_U * unit if framed else 0.0
        marks: list[Mark] = [
            Box(
                x_mm=edge_mm / 2,
                y_mm=edge_mm / 2,
                width_mm=self.wide_mm - edge_mm,
                height_mm=high_mm - edge_mm,
                fill=ground,
                stroke=Ink.BLACK if framed else None,
                stroke_mm=edge_mm,
            )
        ]
        if self.band.pictogram:
            top_mm = (BAND_U - _PICTOGRAM_U) / 2 * unit
            marks.append(
                Outline(
                    name=self.band.pictogram,
                    x_mm=_PAD_U * unit,
                    y_mm=top_mm,
                    side_mm=_PICTOGRAM_U * unit,
                    ink=ink,
                )
            )
        marks += self._words(high_mm, ink)
        if self.stamp:
            tag, _ = tag_marks(
                self.stamp,
                x_mm=self.tag_x_mm,
                y_mm=(BAND_U * unit - self.tag_mm) / 2,
                high_mm=self.tag_mm,
                fill=ink,
                ink=ground,
                metrics=self.metrics,
            )
            marks += tag
        return tuple(marks)

    def _words(self, high_mm: float, ink: Ink) -> list[Mark]:
        word_pt = _WORD_PT * self.unit
        word = one_line(
            self.band.word,
            x_mm=self.left_mm,
            y_mm=high_mm / 2 + centre_drop_mm(word_pt),
            size_pt=word_pt,
            weight=_BOLD,
            metrics=self.metrics,
            ink=ink,
        )
        kind = Type(size_pt=self.issuer_pt, leading=1.2, ink=ink)
        first_mm = high_mm / 2 + centre_drop_mm(self.issuer_pt)
        first_mm -= (len(self.issuer_lines) - 1) / 2 * kind.pitch_mm
        marks: list[Mark] = [word] if self.band.word else []
        for number, line in enumerate(self.issuer_lines):
            marks += line_marks(
                line,
                kind,
                x_mm=self.right_mm - line.width_em * kind.em_mm,
                baseline_mm=first_mm + number * kind.pitch_mm,
            )
        return marks
