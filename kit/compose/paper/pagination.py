"""Strips cut into pages: what clings together is not parted, headers are repeated."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compose.paper.strip import height_of
from kit.errors import LayoutError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.compose.paper.strip import Strip


def paginate(
    strips: Sequence[Strip], *, page_mm: float, first_mm: float | None = None
) -> tuple[tuple[Strip, ...], ...]:
    """Return the strips of every page; the first may have more room than the others.

    Strips that cling together go to the next page together, unless they are taller than
    any page.

    Raises:
        LayoutError: One strip alone is taller than a page.
    """
    pages: list[list[Strip]] = [[]]
    room = max(page_mm, first_mm or 0.0)
    for chunk in _chunks(strips, page_mm):
        page = pages[-1]
        if page and (chunk[0].new_page or height_of([*page, *chunk]) > room + 1e-6):
            pages.append([])
            page, room = pages[-1], page_mm
        if not page:
            chunk = [*chunk[0].header, *chunk]
        page += chunk
    return tuple(tuple(page) for page in pages)


def unparted_strips(strips: Sequence[Strip], page_mm: float) -> tuple[Strip, ...]:
    """Return the strips with the lines of a paragraph clinging together, where a page holds it.

    What clings to the paragraph counts: a paragraph below its head is parted rather than the two.
    """
    made: list[Strip] = []
    first = 0
    for last, strip in enumerate(strips):
        if strip.with_next or (last + 1 < len(strips) and strips[last + 1].continues):
            continue
        chunk = strips[first : last + 1]
        fits = height_of([*chunk[0].header, *chunk]) <= page_mm
        made += (replace(line, with_next=True) for line in chunk[:-1]) if fits else chunk[:-1]
        made.append(strip)
        first = last + 1
    return (*made, *strips[first:])


def _chunks(strips: Sequence[Strip], page_mm: float) -> Iterator[list[Strip]]:
    chunk: list[Strip] = []
    for strip in strips:
        chunk.append(strip)
        if not strip.with_next:
            yield from _small_enough(chunk, page_mm)
            chunk = []
    yield from _small_enough(chunk, page_mm)


def _small_enough(chunk: list[Strip], page_mm: float) -> Iterator[list[Strip]]:
    if not chunk:
        return
    if height_of([*chunk[0].header, *chunk]) <= page_mm + 1e-6:
        yield chunk
        return
    for strip in chunk:
        if height_of([*strip.header, strip]) > page_mm + 1e-6:
            raise LayoutError(
                f"有一块内容高 {strip.height_mm:.0f} 毫米，一页只有 {page_mm:.0f} 毫米。",
                "请把它分成几段，或换更大的纸。",
            )
        yield [strip]
