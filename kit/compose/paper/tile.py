"""Posters over several small sheets (拼贴): what an office printer can do for a large board."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import ceil
from typing import TYPE_CHECKING

from kit.compose.layouts.layout import SHEET_MM
from kit.compose.layouts.rules import PRINTER_MARGIN_MM, SMALLEST_FACT_PT
from kit.compose.paper.frames import Area, one_line
from kit.compose.paper.page import (
    Block,
    Document,
    Inset,
    Page,
    Rule,
    Tag,
)
from kit.compose.paper.white_bands import printed_area, white_bands
from kit.errors import LayoutError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.compose.paper.page import Mark
    from kit.model.township import Paper

OVERLAP_MM = 10.0
# Shrinking a little may save a whole row of sheets; more would be seen from the board.
SMALLEST_SCALE = 0.94
# Nobody glues more than this straight.
MOST_SHEETS = 64
# Below the poster's part on every sheet, for its number.
_LABEL_MM = 5.0
_LABEL_PT = 9.0
_TICK_MM = 2.0
_THIN_MM = 0.2
_GLUE_DASH_MM = (2.0, 1.5)
# Two sheets joined between two lines: nothing is printed twice, and nobody glues three.
SMALLEST_JOINED = 0.92


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tile:
    """The part of the poster that one sheet shows, in millimetres of the poster."""

    row: int
    column: int
    part: Area
    glued_left: bool
    glued_top: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """How a poster is shared between sheets."""

    sheet_mm: tuple[float, float]
    rows: int
    columns: int
    scale: float
    tiles: tuple[_Tile, ...]
    joined: bool = False
    """Cut in an empty band: nothing is printed twice, one paper's edge is laid on a line."""


class _OfficeWidths:
    """Widths near enough for the notes to whoever glues the sheets, whatever the typeface."""

    def advance_em(self, character: str, _weight: int) -> float:
        """Return a square for Han, a little more than half of one for digits."""
        return 0.57 if character.isascii() else 1.0


_WIDTHS = _OfficeWidths()


def tile(document: Document, *, sheet: Paper) -> Document:
    """Return each page over as few sheets as it needs, an overview before them.

    A page with a white band near its middle is cut there, and nothing is printed twice;
    else neighbouring sheets repeat 10 mm to be glued over one another. Only what is printed
    must be covered: the poster's white margin needs no sheet.

    Raises:
        LayoutError: The poster is so large, or the sheet so small, that it makes no sense.
    """
    pages: list[Page] = []
    for page in document.pages:
        grid = _best_grid(page, sheet)
        pages.append(_overview(page, grid, sheet))
        pages += (_tile_page(page, grid, part) for part in grid.tiles)
    return Document(title=f"{document.title}（拼贴）", pages=tuple(pages))


def _best_grid(page: Page, sheet: Paper) -> _Grid:
    """Return the way with the fewest sheets, joined before overlapping, then the largest."""
    content = printed_area(page)
    narrow, tall = SHEET_MM[sheet]
    ways: list[_Grid] = []
    for sheet_mm in ((narrow, tall), (tall, narrow)):
        joined = _cut_between(page, content, sheet_mm)
        ways += [joined] if joined else _overlapping(content, sheet_mm)
    if not ways:
        raise LayoutError(
            f"{page.width_mm:g}×{page.height_mm:g} 毫米的海报拼不到 {sheet} 纸上。",
            "请换一种纸。",
        )
    return min(
        ways, key=lambda grid: (len(grid.tiles), not grid.joined, -grid.scale, grid.sheet_mm[0])
    )


def _shrunk_pt(page: Page, grid: _Grid) -> float:
    """Return the size of the smallest key fact where shrinking takes it below its least; else 0."""
    paper = _paper_of(page)
    floor_pt = SMALLEST_FACT_PT[paper] if paper else 0.0
    large = [frame.size_pt for frame in page.frames if frame.size_pt >= floor_pt]
    least_pt = grid.scale * min(large, default=floor_pt)
    return least_pt if least_pt < floor_pt else 0.0


def _paper_of(page: Page) -> Paper | None:
    size_mm = {page.width_mm, page.height_mm}
    return next((paper for paper in SMALLEST_FACT_PT if set(SHEET_MM[paper]) == size_mm), None)


def _room(sheet_mm: tuple[float, float]) -> tuple[float, float]:
    """Return the width and height of the poster's part on a sheet."""
    width, height = sheet_mm
    return width - 2 * PRINTER_MARGIN_MM, height - 2 * PRINTER_MARGIN_MM - _LABEL_MM


def _cut_between(page: Page, content: Area, sheet_mm: tuple[float, float]) -> _Grid | None:
    """Return two sheets that meet between two lines, or None where that cannot be.

    Of all places where the poster is white from edge to edge, the one that lets it be largest.
    """
    wide, high = _room(sheet_mm)
    scales = [
        (
            min(
                1.0,
                wide / content.width_mm,
                high / (top_mm - content.y_mm),
                high / (content.bottom_mm - bottom_mm),
            ),
            top_mm,
            bottom_mm,
        )
        for top_mm, bottom_mm in white_bands(page)
    ]
    scale, above, below = max(scales, default=(0.0, 0.0, 0.0))
    if scale < SMALLEST_JOINED:
        return None
    scale = int(scale * 1000) / 1000
    wide, high = wide / scale, high / scale
    left = content.x_mm - (wide - content.width_mm) / 2
    ends = min(below, content.y_mm + high)
    starts = max(above, content.bottom_mm - high)
    tiles = tuple(
        _Tile(
            row=row,
            column=0,
            part=Area(x_mm=left, y_mm=top, width_mm=wide, height_mm=high),
            glued_left=False,
            glued_top=row > 0,
        )
        for row, top in enumerate((ends - high, starts))
    )
    return _Grid(sheet_mm=sheet_mm, rows=2, columns=1, scale=scale, tiles=tiles, joined=True)


def _overlapping(content: Area, sheet_mm: tuple[float, float]) -> list[_Grid]:
    """Return the grids of overlapping sheets that cover the poster, shrunk a little or not."""
    wide, high = _room(sheet_mm)
    columns = (content.width_mm - OVERLAP_MM) / (wide - OVERLAP_MM)
    rows = (content.height_mm - OVERLAP_MM) / (high - OVERLAP_MM)
    grids = []
    for across, down in product(_counts(columns), _counts(rows)):
        scale = min(
            1.0,
            (across * (wide - OVERLAP_MM) + OVERLAP_MM) / content.width_mm,
            (down * (high - OVERLAP_MM) + OVERLAP_MM) / content.height_mm,
        )
        if scale >= SMALLEST_SCALE and across * down <= MOST_SHEETS:
            grids.append(_grid(content, sheet_mm, down, across, int(scale * 1000) / 1000))
    return grids


def _counts(wanted: float) -> set[int]:
    return {max(1, int(wanted)), max(1, ceil(wanted - 1e-9))}


def _grid(
    content: Area, sheet_mm: tuple[float, float], rows: int, columns: int, scale: float
) -> _Grid:
    """Return the sheets; the poster stands in the middle of what they cover."""
    wide, high = (room / scale for room in _room(sheet_mm))
    overlap = OVERLAP_MM / scale
    covers_x = columns * (wide - overlap) + overlap
    covers_y = rows * (high - overlap) + overlap
    left = content.x_mm - (covers_x - content.width_mm) / 2
    top = content.y_mm - (covers_y - content.height_mm) / 2
    tiles = tuple(
        _Tile(
            row=row,
            column=column,
            part=Area(
                x_mm=left + column * (wide - overlap),
                y_mm=top + row * (high - overlap),
                width_mm=wide,
                height_mm=high,
            ),
            glued_left=column > 0,
            glued_top=row > 0,
        )
        for row in range(rows)
        for column in range(columns)
    )
    return _Grid(sheet_mm=sheet_mm, rows=rows, columns=columns, scale=scale, tiles=tiles)


def _tile_page(page: Page, grid: _Grid, part: _Tile) -> Page:
    """Return one sheet: its part of the poster, corner ticks, glue lines and its place."""
    wide, high = _room(grid.sheet_mm)
    margin = PRINTER_MARGIN_MM
    inset = Inset(
        page=page,
        x_mm=margin - part.part.x_mm * grid.scale,
        y_mm=margin - part.part.y_mm * grid.scale,
        scale=grid.scale,
        clip_mm=(margin, margin, wide, high),
    )
    # A sheet from the poster's middle shows neither its head nor its foot.
    stamp = f"{page.stamp}　" if page.stamp else ""
    label = one_line(
        f"{stamp}第{part.row + 1}行第{part.column + 1}列，共{grid.rows}行{grid.columns}列"
        f"{_glue_words(part, grid)}",
        x_mm=margin,
        y_mm=margin + high + _LABEL_MM - 1.2,
        size_pt=_LABEL_PT,
        weight=400,
        metrics=_WIDTHS,
    )
    return Page(
        width_mm=grid.sheet_mm[0],
        height_mm=grid.sheet_mm[1],
        blocks=(
            Block(tag=Tag.PARAGRAPH, marks=(inset,)),
            Block(tag=Tag.ARTIFACT, marks=(*_ticks(wide, high), *_glue(part, grid), label)),
        ),
        frames=page.frames,
    )


def _glue_words(part: _Tile, grid: _Grid) -> str:
    if grid.joined:
        return "" if part.glued_top else "，下一张的上边对齐虚线贴牢"
    sides = [side for side, glued in (("左边", part.glued_left), ("上边", part.glued_top)) if glued]
    words = "、".join(sides)
    return f"，{words}沿虚线裁，对准图文压在前一张上" if sides else ""


def _ticks(wide: float, high: float) -> Iterator[Rule]:
    """Yield two short lines at each corner of the poster's part, outside it."""
    margin = PRINTER_MARGIN_MM
    for x, outward in ((margin, -_TICK_MM), (margin + wide, _TICK_MM)):
        for y in (margin, margin + high):
            yield Rule(x1_mm=x, y1_mm=y, x2_mm=x + outward, y2_mm=y, width_mm=_THIN_MM)
    for y, outward in ((margin, -_TICK_MM), (margin + high, _TICK_MM)):
        for x in (margin, margin + wide):
            yield Rule(x1_mm=x, y1_mm=y, x2_mm=x, y2_mm=y + outward, width_mm=_THIN_MM)


def _glue(part: _Tile, grid: _Grid) -> Iterator[Rule]:
    """Yield the dashed lines by which the sheets are joined.

    Overlapping sheets are trimmed along them and laid over the ones before. Sheets that meet
    in an empty band are not trimmed: the line is where the next paper's edge is laid.
    """
    wide, high = _room(grid.sheet_mm)
    margin = PRINTER_MARGIN_MM
    right, bottom = margin + wide, margin + high
    lines: list[tuple[float, float, float, float]] = []
    if grid.joined:
        if not part.glued_top:
            edge = grid.tiles[1].part.y_mm - margin - part.part.y_mm + margin
            lines.append((margin, edge, right, edge))
    else:
        middle = margin + OVERLAP_MM / 2
        if part.glued_left:
            lines.append((middle, margin, middle, bottom))
        if part.glued_top:
            lines.append((margin, middle, right, middle))
    for x1, y1, x2, y2 in lines:
        yield Rule(x1_mm=x1, y1_mm=y1, x2_mm=x2, y2_mm=y2, width_mm=_THIN_MM, dash_mm=_GLUE_DASH_MM)


def _overview(page: Page, grid: _Grid, sheet: Paper) -> Page:
    """Return the sheet that shows how the others belong together."""
    width, height = grid.sheet_mm
    margin, head = 15.0, 30.0
    scale = min((width - 2 * margin) / page.width_mm, (height - 2 * margin - head) / page.height_mm)
    left = (width - page.width_mm * scale) / 2
    top = margin + head
    words = _overview_words(page, grid, sheet)
    lines = tuple(
        one_line(
            text,
            x_mm=margin,
            y_mm=margin + 5 + index * 8,
            size_pt=14,
            weight=700 if index == 0 else 500,
            metrics=_WIDTHS,
        )
        for index, text in enumerate(words)
    )
    small = Inset(
        page=page,
        x_mm=left,
        y_mm=top,
        scale=scale,
        clip_mm=(left, top, page.width_mm * scale, page.height_mm * scale),
    )
    frames = tuple(
        mark for part in grid.tiles for mark in _overview_part(part, left, top, scale, page)
    )
    return Page(
        width_mm=width,
        height_mm=height,
        blocks=(
            Block(tag=Tag.PARAGRAPH, marks=lines),
            Block(tag=Tag.FIGURE, marks=(small, *frames), alt="拼贴的次序"),
        ),
    )


def _overview_words(page: Page, grid: _Grid, sheet: Paper) -> Sequence[str]:
    count = len(grid.tiles)
    scale = "" if grid.scale == 1 else f"，缩到 {grid.scale * 100:.1f}%"
    words = (
        f"这张是示意图：后面共 {count} 张 {sheet}，{grid.rows} 行 {grid.columns} 列{scale}",
        "打印时选实际大小，不要选适合页面",
    )
    shrunk_pt = _shrunk_pt(page, grid)
    if not shrunk_pt:
        return words
    whole = _paper_of(page)
    return (
        *words,
        f"这样拼，要点最小 {shrunk_pt:.1f} 磅；要照规定的字号，用 {whole} 纸打印没有拼的那一份",
    )


def _overview_part(
    part: _Tile, left: float, top: float, scale: float, page: Page
) -> Iterator[Mark]:
    """Yield the outline and the number of one sheet, cut off at the poster's edge."""
    area = part.part
    x1, x2 = max(area.x_mm, 0.0), min(area.right_mm, page.width_mm)
    y1, y2 = max(area.y_mm, 0.0), min(area.bottom_mm, page.height_mm)
    corners = ((x1, y1, x2, y1), (x2, y1, x2, y2), (x2, y2, x1, y2), (x1, y2, x1, y1))
    for from_x, from_y, to_x, to_y in corners:
        yield Rule(
            x1_mm=left + from_x * scale,
            y1_mm=top + from_y * scale,
            x2_mm=left + to_x * scale,
            y2_mm=top + to_y * scale,
            width_mm=0.5,
            dash_mm=(3.0, 1.5),
        )
    yield one_line(
        f"{part.row + 1}-{part.column + 1}",
        x_mm=left + x1 * scale - 12 if part.column == 0 else left + x1 * scale + 2,
        y_mm=top + y1 * scale + 7 if part.column == 0 else top - 2,
        size_pt=16,
        weight=900,
        metrics=_WIDTHS,
    )
