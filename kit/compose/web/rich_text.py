"""The written text of a page in pieces of HTML, and those pieces shared out over pages."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kit.compose.paper.flow import Divider, Figure, Heading, Paragraph, Tabular
from kit.compose.web.templating import macros
from kit.errors import LayoutError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.compose.paper.flow import Element
    from kit.compose.paper.grid import Grid

_PHONE_EM = 11.0
"""What a table has to itself on a telephone of 320 px, in characters."""
_DESK_COLUMNS = 7
_TABLE_END = "</tbody>\n</table>\n</div>\n"
_EDGE_EM = 1.0
_LAST_NARROW = "\u2e7f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A piece that is never cut: a paragraph, or one row of a table."""

    html: str
    frame: tuple[str, str] = ("", "")
    """What stands before and after a run of such pieces: a table's head and its end."""

    @property
    def size(self) -> int:
        """Its bytes."""
        return len(self.html.encode("utf-8"))

    @property
    def frame_size(self) -> int:
        """The bytes of its frame."""
        return sum(len(part.encode("utf-8")) for part in self.frame)


def chunks_of(elements: Sequence[Element], pictures: Mapping[str, str]) -> Iterator[Chunk]:
    """Yield the pieces of a text; ``pictures`` has the address of each picture's file."""
    parts = macros("parts.html")
    for element in elements:
        match element:
            case Heading():
                yield Chunk(html=parts.heading(element))
            case Paragraph():
                yield Chunk(html=parts.paragraph(element))
            case Tabular():
                yield from table_chunks(element.grid, element.caption, element.unit)
            case Figure() if element.file in pictures:
                yield figure_chunk(pictures[element.file], element.alt or "附图")
            case Divider():
                yield Chunk(html="<hr>\n")
            case _:  # a new leaf, a panel with a code: of paper only; a picture that is not there
                continue


def figure_chunk(address: str, alt: str) -> Chunk:
    """Return a picture with what it shows for those who cannot see it."""
    return Chunk(html=macros("parts.html").picture(address, alt))


def table_chunks(grid: Grid, caption: str, unit: str) -> Iterator[Chunk]:
    """Yield a table row by row; wider than a telephone, each row becomes a card there."""
    parts, shape = macros("parts.html"), _shape(grid)
    head = parts.table_head(grid, caption, unit, shape, caption or "表格，可以左右滑动")
    for row in grid.rows:
        yield Chunk(html=parts.table_row(grid, row, shape), frame=(head, _TABLE_END))


def shared_out(chunks: Sequence[Chunk], first: int, rest: int) -> list[list[Chunk]]:
    """Return the pieces page by page; there is always a first page, if an empty one.

    Raises:
        LayoutError: One piece alone is longer than a page.
    """
    pages: list[list[Chunk]] = [[]]
    room, frame = first, ("", "")
    for chunk in chunks:
        size = chunk.size + (chunk.frame_size if chunk.frame != frame else 0)
        if size > room:
            pages.append([])
            room, size = rest, chunk.size + chunk.frame_size
        if size > room:
            raise LayoutError(
                f"扫码页里有一段（或表里一行）长到 {size // 1000} KB，手机打不开。",
                "请分成几段，或把不用公开的列设为“不公开”。",
            )
        pages[-1].append(chunk)
        room, frame = room - size, chunk.frame
    return pages


def joined(chunks: Sequence[Chunk]) -> Any:
    """Return a page's pieces as HTML, each table with its head."""
    from markupsafe import Markup

    runs = groupby(chunks, key=lambda chunk: chunk.frame)
    return Markup(  # noqa: S704 - every piece came out of a template that escapes
        "".join(f"{frame[0]}{''.join(c.html for c in run)}{frame[1]}" for frame, run in runs)
    )


def _shape(grid: Grid) -> str:
    """Return how a table is shown: as it is, as cards on telephones, or wide and scrolled."""
    widths = [
        max(_width_em(text) for text in (column.name, *(row[i] for row in grid.rows)))
        for i, column in enumerate(grid.columns)
    ]
    if sum(width + _EDGE_EM for width in widths) <= _PHONE_EM or not grid.header:
        return "plain"
    return "cards many" if len(widths) > _DESK_COLUMNS else "cards"


def _width_em(text: str) -> float:
    """Return about how wide a text is: no typeface is known before the telephone has it."""
    return sum(1.0 if character > _LAST_NARROW else 0.6 for character in text)
