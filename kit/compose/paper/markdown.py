"""The written notice (正文) as elements of a flow; what the clerk wrote is never lost.

Clerks paste, they do not write Markdown: a line is a paragraph, 138****1234 keeps its stars,
and a tag of HTML is shown as the text it is.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import unquote

from kit.compose.paper.flow import Divider, Figure, Heading, Paragraph, Run, Tabular
from kit.compose.paper.grid import CellAlign, Grid, GridColumn, is_number, sums_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from kit.compose.paper.flow import Element

# Rules of CommonMark that would swallow or rewrite what a clerk pastes: indented text is no
# program, a row of dashes no heading, and brackets with a colon no hidden link.
_OFF = ("code", "fence", "lheading", "reference", "html_block", "html_inline", "autolink", "entity")
# Stars are emphasis only as a pair: alone, in threes, or between digits they mask a number.
# Underscores leave room to write; [2021](69号) is no link.
_LITERAL = re.compile(
    r"\\[*_|]|(?<!\*)\*(?!\*)(?![ \t])|\*{3,}|(?<=[0-9A-Za-z])\*+(?=[0-9A-Za-z])|_+|\\"
    r"|\](?=\((?!https?://|[^()\s]+\.(?:png|jpe?g)\)))"
)
_BULLET = "·"
# Word parts a list's number from its words by a tab, as Excel parts cells.
_LIST_MARK = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[)）.．、]+|[·•●■◆※-]")
_HEADING_END = "。；：，、！？.;:,…"
_OUTLINE: tuple[tuple[re.Pattern[str], int, int], ...] = (
    (re.compile(r"[一二三四五六七八九十]{1,3}、"), 2, 34),
    (re.compile(r"（[一二三四五六七八九十]{1,3}）"), 3, 34),
    (re.compile(r"[1-9]\d?[.．、](?!\d)"), 4, 26),
)


def parse_markdown(text: str) -> tuple[Element, ...]:
    """Return the elements of a Markdown text in order.

    Headings of the civil-service outline (一、 （一） 1.) are known by their form, and lines whose
    cells are parted by tabs are a table, as Excel and Word paste it.
    """
    if not text.strip():
        return ()
    tokens = _parser().parse(_LITERAL.sub(_escaped, with_tables(text).strip("\n")))
    return tuple(_elements(tokens))


def with_tables(text: str) -> str:
    """Return the text with tables pasted from Excel written as Markdown has them."""
    if "\t" not in text:
        return text
    done: list[str] = []
    for is_table, run in groupby(text.split("\n"), key=lambda line: len(_cells_of(line)) > 1):
        lines = list(run)
        rows = [_cells_of(line) for line in lines]
        if is_table and len(rows) > 1 and not all(_LIST_MARK.fullmatch(row[0]) for row in rows):
            lines = _as_markdown(rows)
        done += lines
    return "\n".join(done)


def _cells_of(line: str) -> list[str]:
    """Return what tabs part; none where only the line's beginning is moved in by them."""
    cells = [cell.strip() for cell in line.rstrip().split("\t")]
    return cells if sum(map(bool, cells)) > 1 else []


def _as_markdown(rows: Sequence[Sequence[str]]) -> list[str]:
    wide = max(map(len, rows))
    filled = [[*row, *[""] * (wide - len(row))] for row in rows]
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in filled]
    return ["", lines[0], "|---" * wide + "|", *lines[1:], ""]


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table").disable(list(_OFF))


def _escaped(match: re.Match[str]) -> str:
    if len(match[0]) == 2 and match[0][0] == "\\":
        return match[0]
    return "".join(f"\\{character}" for character in match[0])


def outline_level(line: str) -> int:
    """Return the heading level a line's form tells, 0 for plain text."""
    for pattern, level, longest in _OUTLINE:
        if pattern.match(line) and len(line) <= longest and line[-1] not in _HEADING_END:
            return level
    return 0


def _elements(tokens: Sequence[Token]) -> Iterator[Element]:
    depth = 0
    marker = ""
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == "table_open":
            end = _closing(tokens, index, "table_close")
            yield _table(tokens[index:end])
            index = end
        elif token.type == "heading_open":
            # Level 1 is the sheet's own title.
            level = max(2, int(token.tag[1:]))
            yield Heading(text=_plain(tokens[index + 1]), level=level)
            index += 2
        elif token.type in ("blockquote_open", "bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("blockquote_close", "bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif token.type == "list_item_open":
            marker = _marker(token)
        elif token.type == "list_item_close":
            if marker not in ("", _BULLET):
                # A number with nothing behind it is a line of its own.
                yield _paragraph((Run(marker),), marker="", depth=depth)
            marker = ""
        elif token.type == "hr":
            yield Divider()
        elif token.type == "inline":
            yield from _paragraphs(token, marker=marker, depth=depth)
            marker = ""
        index += 1


def _closing(tokens: Sequence[Token], start: int, kind: str) -> int:
    return next(i for i in range(start, len(tokens)) if tokens[i].type == kind)


def _marker(token: Token) -> str:
    """Return a list item's marker as the clerk wrote it: numbers are not counted anew."""
    return f"{token.info}{token.markup}" if token.info else _BULLET


def _plain(token: Token) -> str:
    return "".join(run.text for run in _runs(token.children or ()) if isinstance(run, Run))


def _paragraphs(token: Token, *, marker: str, depth: int) -> Iterator[Element]:
    runs: list[Run] = []

    def finished() -> Iterator[Element]:
        nonlocal marker
        joined = _joined(runs)
        runs.clear()
        if joined:
            yield _paragraph(joined, marker=marker, depth=depth)
            marker = ""

    for part in _runs(token.children or ()):
        if isinstance(part, Run):
            runs.append(part)
            continue
        yield from finished()
        if isinstance(part, Figure):
            yield part
    yield from finished()


def _joined(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return the runs without blanks at the ends and without empty ones."""
    kept = [run for run in runs if run.text]
    if kept:
        kept[0] = Run(kept[0].text.lstrip(), kept[0].bold)
        kept[-1] = Run(kept[-1].text.rstrip(), kept[-1].bold)
    return tuple(run for run in kept if run.text)


def _paragraph(runs: tuple[Run, ...], *, marker: str, depth: int) -> Element:
    text = "".join(run.text for run in runs)
    level = outline_level(text) if not marker and not depth else 0
    if level:
        return Heading(text=text, level=level)
    return Paragraph(
        runs=runs,
        marker=marker,
        depth=depth - 1 if marker else depth,
        indent_em=0.0 if depth else 2.0,
    )


class _Break:
    """The end of a line."""


def _runs(tokens: Sequence[Token]) -> Iterator[Run | Figure | _Break]:
    bold = 0
    address = ""
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            bold += token.nesting
        elif token.type in ("softbreak", "hardbreak"):
            yield _Break()
        elif token.type == "image":
            # The parser encodes addresses; a file's name is its own.
            yield Figure(file=unquote(str(token.attrGet("src") or "")), alt=token.content)
        elif token.type == "link_open":
            address = str(token.attrGet("href") or "")
        elif token.type == "link_close":
            # Paper cannot be clicked: the address stands behind the words.
            yield Run(f"（{unquote(address)}）", bool(bold))
        elif token.content:
            yield Run(token.content, bool(bold))


def _table(tokens: Sequence[Token]) -> Tabular:
    rows: list[list[str]] = []
    aligns: list[str] = []
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            rows[-1].append(_plain(tokens[index + 1]))
            if token.type == "th_open":
                aligns.append(str(token.attrGet("style") or ""))
    head, *body = rows
    columns = tuple(
        GridColumn(name=name, align=_cell_align(style, [row[i] for row in body]))
        for i, (name, style) in enumerate(zip(head, aligns, strict=True))
    )
    filled = tuple(tuple(row) for row in body)
    return Tabular(grid=Grid(columns=columns, rows=filled, sums=sums_in(filled)))


def _cell_align(style: str, cells: Sequence[str]) -> CellAlign:
    if "center" in style:
        return CellAlign.CENTRE
    # A dash in a column of numbers says that there is none.
    filled = [cell for cell in cells if cell.strip("—－- ")]
    if "right" in style or (filled and all(is_number(cell) for cell in filled)):
        return CellAlign.POINT
    return CellAlign.START
