"""A typeface for tests: Han characters are one em wide, ASCII half an em."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.paper.page import Box, Text

if TYPE_CHECKING:
    from kit.compose.paper.page import Block, Document, Page


class Square:
    """Metrics whose widths can be counted."""

    def advance_em(self, character: str, weight: int) -> float:
        return 0.5 if character.isascii() and weight else 1.0


def texts_of(page: Page) -> list[Text]:
    return [mark for block in page.blocks for mark in block.marks if isinstance(mark, Text)]


def words_of(block: Block) -> str:
    return "".join(mark.characters for mark in block.marks if isinstance(mark, Text))


def lines_of(page: Page) -> list[str]:
    """Return the words of a page, line by line, as they stand from top to bottom."""
    rows: dict[float, list[Text]] = {}
    for text in texts_of(page):
        rows.setdefault(round(text.y_mm, 1), []).append(text)
    return [
        "│".join(t.characters for t in sorted(rows[y], key=lambda t: t.x_mm + t.offsets_em[0]))
        for y in sorted(rows)
    ]


def everything(document: Document) -> str:
    return "".join(text.characters for page in document.pages for text in texts_of(page))


def boxes_of(page: Page) -> list[Box]:
    return [mark for block in page.blocks for mark in block.marks if isinstance(mark, Box)]


def outside(page: Page) -> list[str]:
    """Return the texts that begin or end beyond the sheet's printable part."""
    bad = []
    for text in texts_of(page):
        if text.angle_deg:
            continue
        em = text.size_pt * 25.4 / 72
        left = text.x_mm + text.offsets_em[0] * em
        right = text.x_mm + (text.offsets_em[-1] + 1) * em
        if left < 6 or right > page.width_mm - 5 or not 6 < text.y_mm < page.height_mm - 6:
            bad.append(text.characters)
    return bad
