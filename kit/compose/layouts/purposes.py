"""What each layout is for: the frames and styles it must have, and which one an item takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.layouts.layout import Purpose
from kit.model.item import Handout, Kind
from kit.model.township import BOARD_PAPERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.model.item import Item
    from kit.model.township import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Required:
    """The frames a layout must have, the styles its composer asks for, and what it is."""

    words: str
    frames: frozenset[str]
    styles: frozenset[str]


# Posters are drawn on the grid of the sheet, without frames.
_DRAWN_STYLES = frozenset({"title", "label", "phone", "serial", "note"})
# A foot of its own stands where pages follow or no code does; else it is part of the lines.
_POSTER_FRAMES = frozenset({"head", "lines"})
_FACT_STYLES = frozenset({"date", "lead", "figure", "pair", "words", "rows"})
# A table takes the height that its facts leave it: no frame parts them.
_TABLE_STYLES = frozenset(
    {"running", "title", "label", "date", "figure", "words", "rows", "cells", "phone"}
    | {"serial", "note"}
)
PURPOSES: Mapping[Purpose, Required] = {
    Purpose.FACTS: Required(
        words="要点海报：做什么、哪天以前、多少钱",
        frames=frozenset(),
        styles=_DRAWN_STYLES | _FACT_STYLES,
    ),
    Purpose.CONSULT: Required(
        words="预公开海报：打算做什么，怎么提意见",
        frames=frozenset(),
        styles=_DRAWN_STYLES | _FACT_STYLES,
    ),
    Purpose.REPEAL: Required(
        words="废止海报：停用了什么，从哪天起，现在怎么办",
        frames=frozenset(),
        styles=_TABLE_STYLES,
    ),
    Purpose.ALERT: Required(
        words="应急预警：远处一眼看清", frames=frozenset(), styles=_DRAWN_STYLES | {"area", "rows"}
    ),
    Purpose.TABLE: Required(
        words="带表格的海报：名单公示、数据表",
        frames=frozenset(),
        styles=_TABLE_STYLES,
    ),
    Purpose.PROSE: Required(
        words="只有文字的公告", frames=frozenset(), styles=_DRAWN_STYLES | {"body"}
    ),
    # Flowing A4 sheets: their composers name their own styles.
    Purpose.SHEET: Required(
        words="全文页，贴在海报下面", frames=frozenset({"body"}), styles=frozenset()
    ),
    Purpose.HANDOUT: Required(
        words="墟天宣传单，裁开发",
        frames=frozenset({"back"}),
        styles=_DRAWN_STYLES | _FACT_STYLES | {"heading", "body"},
    ),
    Purpose.LEAFLET: Required(
        words="墟天宣传单，A4 对折成四面",
        frames=frozenset({"back"}),
        styles=_DRAWN_STYLES | _FACT_STYLES | {"heading", "body"},
    ),
    Purpose.QUESTIONS: Required(
        words="政策简明问答，裁开发",
        frames=frozenset({"body"}),
        styles=_DRAWN_STYLES | {"date", "lead", "words", "body"},
    ),
    Purpose.CARD: Required(
        words="意见卡，裁开发",
        frames=_POSTER_FRAMES | {"foot"},
        styles=frozenset({"title", "label", "body", "rows", "serial", "note"}),
    ),
    Purpose.WINDOW: Required(
        words="办事大厅窗口单，放在窗口",
        frames=frozenset(),
        styles=_DRAWN_STYLES | _FACT_STYLES,
    ),
}
_MOST_SCHEDULED = 8
WIDE = "-wide"
"""Ending of a spare layout: used where it is copied under the name without it."""
LAYOUT_PURPOSES: Mapping[str, Purpose] = {
    **{purpose.value: purpose for purpose in PURPOSES if purpose is not Purpose.FACTS},
    "poster": Purpose.FACTS,
    "full-text": Purpose.SHEET,
}
"""By what a file's name says before its paper, the purpose it must have."""


def purpose_of(item: Item) -> Purpose:
    """Return what sort of poster an item wants."""
    if item.emergency is not None:
        return Purpose.ALERT
    if item.kind is Kind.REPEAL and (item.table is not None or item.replaces):
        return Purpose.REPEAL
    if item.feedback is not None:
        return Purpose.CONSULT
    if is_scheduled(item) or item.kind is Kind.CLARIFY:
        return Purpose.FACTS
    if item.table is not None:
        return Purpose.TABLE
    # Fewer than two facts would leave a fact poster with one line on it.
    return Purpose.FACTS if facts_told(item) > 1 else Purpose.PROSE


def is_scheduled(item: Item) -> bool:
    """Whether the table is a schedule of a cut, short enough to stand among the facts."""
    return (
        item.table is not None
        and item.kind in (Kind.WATER, Kind.POWER, Kind.GAS, Kind.ROAD)
        and 1 <= len(item.table.rows) <= _MOST_SCHEDULED
    )


def facts_told(item: Item) -> int:
    """Return how many key facts an item has, phones not counted: nearly every item has some."""
    facts = (item.deadline, item.amounts, item.who, item.where, item.how, item.bring, item.when)
    return sum(map(bool, facts))


def poster_layout(item: Item, paper: Paper) -> str:
    """Return the name of the layout an item's poster is made with, such as ``poster-a3``."""
    name = "poster" if purpose_of(item) is Purpose.FACTS else purpose_of(item).value
    return f"{name}-{paper.value.lower()}"


HANDOUT_LAYOUTS: Mapping[Handout, str] = {
    Handout.A5: "handout-a5",
    Handout.A6: "handout-a6",
    Handout.FOLDED: "leaflet-a5",
}
QUESTIONS_LAYOUT = "questions-a5"
CARD_LAYOUT = "card-a5"
SHEET_LAYOUT = "full-text-a4"
WINDOW_LAYOUT = "window-a4"
DOOR_LAYOUT = HANDOUT_LAYOUTS[Handout.A5]
"""A slip for the door is a handout that says who brought it."""
SHEETS: Mapping[str, str] = {
    **dict.fromkeys(("handout-a5", QUESTIONS_LAYOUT, CARD_LAYOUT), "_A5两联"),
    "handout-a6": "_A6四联",
    "leaflet-a5": "_A4对折",
}
"""By layout, how what is handed out stands on its sheet: the ending of the file's name."""


def is_used(name: str) -> bool:
    """Return whether items are made with a layout of this name."""
    what, _, size = name.rpartition("-")
    hangs = what in LAYOUT_PURPOSES and size.upper() in BOARD_PAPERS
    if LAYOUT_PURPOSES.get(what) is Purpose.WINDOW:
        return name == WINDOW_LAYOUT
    return hangs or name in SHEETS or name == SHEET_LAYOUT
