"""What a short week leaves of its overview: the items once more, in their plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.fact_words import plain_sentences, sheet_title
from kit.compose.forms.week_rows import WIDTH_MM
from kit.compose.paper.frames import INK_TOP_EM
from kit.compose.paper.page import Block, Tag
from kit.compose.paper.scale import HEAD_PT, LABEL_PT, ROW_MOST_PT, ROW_PT, TITLE_PT
from kit.compose.paper.strip import Type, line_marks
from kit.compose.posters.panel import Panel, stacked
from kit.compose.posters.setting import sense_lines
from kit.units import MM_PER_PT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.model.item import Item
    from kit.text.typeset.metrics import Metrics

_SIZES_PT = (TITLE_PT, 72.0, ROW_MOST_PT, 52.0, ROW_PT, HEAD_PT)
_LEADING, _BETWEEN_EM = 1.3, 0.7
_BOLD, _PLAIN = 900, 500


def gist_panel(items: Sequence[Item], metrics: Metrics, room_mm: float) -> Panel | None:
    """Return the plain sentences of as many items as fit, the first ones first, as large as can be.

    None where not even the first one's fit; an item's sentences are never parted.
    """
    told = [item for item in items if plain_sentences(item)]
    for count in range(len(told), 0, -1):
        for size_pt in _SIZES_PT:
            panels = [_item(item, metrics, size_pt, titled=len(items) > 1) for item in told[:count]]
            panel = stacked(panels, gap_mm=_BETWEEN_EM * size_pt * MM_PER_PT)
            if panel.height_mm <= room_mm:
                return panel
    return None


def _item(item: Item, metrics: Metrics, size_pt: float, *, titled: bool) -> Panel:
    kind = Type(size_pt=size_pt, leading=_LEADING)
    parts = []
    if titled:
        parts.append(_words(sheet_title(item), metrics, Type(size_pt=LABEL_PT, weight=_BOLD)))
    parts += (_words(sentence, metrics, kind) for sentence in plain_sentences(item))
    return stacked(parts, gap_mm=0.3 * kind.em_mm)


def _words(text: str, metrics: Metrics, kind: Type) -> Panel:
    lines = sense_lines(text, kind.size_pt, WIDTH_MM, kind.weight, metrics)
    marks = tuple(
        mark
        for number, line in enumerate(lines)
        for mark in line_marks(
            line, kind, x_mm=0.0, baseline_mm=INK_TOP_EM * kind.em_mm + number * kind.pitch_mm
        )
    )
    blocks = (Block(tag=Tag.PARAGRAPH, marks=marks),)
    return Panel(height_mm=(len(lines) - 1) * kind.pitch_mm + kind.em_mm, blocks=blocks)
