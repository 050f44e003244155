"""The text of a notice as it goes into an item: Markdown, its lists as tables beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.foreign.blocks import Grid
from kit.foreign.notice.lines import is_form

if TYPE_CHECKING:
    from kit.foreign.blocks import Document, Paragraph

MOST_ROWS_IN_TEXT = 12
"""A table of more rows is a list, and goes beside the item as csv."""
_MOST_HEADING = 20
_NAMES = re.compile("姓名|户主|领款人|户名")
_NUMBERED = re.compile(
    r"第?[一二三四五六七八九十]{1,3}[、．.章]|[（(][一二三四五六七八九十]{1,3}[）)]"
)
_IN_SENTENCE = re.compile("[，。；：:]")
_MARKDOWN = re.compile(r"^([#>*+-]|\d+[.)](?=\s))")


def body_and_lists(document: Document, head: frozenset[str]) -> tuple[str, tuple[Grid, ...]]:
    """Return the text without the lines in ``head``, and the tables that are lists."""
    parts: list[str] = []
    lists: list[Grid] = []
    for block in document.blocks:
        if not isinstance(block, Grid):
            parts += _lines(block, head)
        elif is_list(block):
            lists.append(block)
        else:
            parts.append(_markdown_table(block.rows))
    return re.sub(r"\n{3,}", "\n\n", "\n\n".join(parts)).strip(), tuple(lists)


def is_list(grid: Grid) -> bool:
    """Return whether a table is long or names people, and is no part of the running text."""
    if is_form(grid):
        return False
    heads = "".join(cell for row in grid.rows[:3] for cell in row)
    return len(grid.rows) > MOST_ROWS_IN_TEXT or bool(_NAMES.search(heads))


def _lines(paragraph: Paragraph, head: frozenset[str]) -> list[str]:
    found = []
    for place, raw in enumerate(paragraph.text.split("\n")):
        text = ("" if place else paragraph.number) + raw.strip(" \u3000\t\u00a0")
        if not text or text in head:
            continue
        short = len(text) <= _MOST_HEADING and not _IN_SENTENCE.search(text)
        heading = _NUMBERED.match(text) and short
        found.append(f"## {text}" if heading else _MARKDOWN.sub(r"\\\1", text))
    return found


def _markdown_table(rows: tuple[tuple[str, ...], ...]) -> str:
    if not rows:
        return ""
    first, *others = ([cell.replace("\n", " ").replace("|", "\\|") for cell in row] for row in rows)
    drawn = [first, ["---"] * len(first), *others]
    return "\n".join(f"| {' | '.join(row)} |" for row in drawn)
