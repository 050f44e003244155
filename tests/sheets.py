"""The example township's items, layouts and setting, for tests of what is composed from them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kit.compose.layouts.parse import parse_layout
from kit.compose.paper.frames import Area, bounds
from kit.compose.paper.page import Code, Inset, Text
from kit.compose.sheet_context import SheetContext
from kit.fonts import load_typeface
from kit.plan.calendar import lunar_date
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.compose.layouts.layout import Layout
    from kit.compose.paper.page import Mark, Page
    from kit.model.item import Item
    from kit.source.workspace import Workspace

ROOT = Path(__file__).parents[1]


@cache
def workspace() -> Workspace:
    return open_workspace(ROOT / "examples" / "daxi")


def items() -> tuple[Item, ...]:
    return workspace().items


def item(number: str) -> Item:
    return next(one for one in items() if one.item_id.endswith(number))


@cache
def layout(name: str) -> Layout:
    file = ROOT / "layouts" / f"{name}.toml"
    return parse_layout(file.read_text(encoding="utf-8"), f"layouts/{name}.toml")


def layout_names() -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in (ROOT / "layouts").glob("*.toml")))


def setting(*, code: bool = True, stamp: str = "") -> SheetContext:
    return SheetContext(
        township=workspace().township,
        metrics=load_typeface(),
        lunar=lunar_date,
        payload="HTTPS://DX.EXAMPLE/D/26W48-03" if code else "",
        code_id="26W48-03" if code else "",
        stamp=stamp,
        check_code="7K3M-9QPW",
    )


def marks(page: Page) -> Iterator[Mark]:
    for block in page.blocks:
        yield from block.marks


def texts(page: Page) -> tuple[Text, ...]:
    """Every line of text, on pages drawn into this one too, stamps left out."""
    inside = (text for mark in marks(page) if isinstance(mark, Inset) for text in texts(mark.page))
    own = (mark for mark in marks(page) if isinstance(mark, Text) and not mark.angle_deg)
    return (*own, *inside)


def words(page: Page) -> str:
    return "\n".join(text.characters for text in texts(page))


def overlaps(page: Page) -> list[tuple[str, str]]:
    """Pairs of text lines whose ink shares a place."""
    placed = [(text.characters, bounds(text)) for text in texts(page) if text.characters.strip()]
    return [
        (one, other)
        for index, (one, area) in enumerate(placed)
        for other, second in placed[index + 1 :]
        if _meet(area, second)
    ]


def _meet(one: Area, other: Area) -> bool:
    # Marks at the end of a line may stick out by a hair without being seen to touch.
    slack = 0.3
    return (
        one.x_mm + slack < other.right_mm
        and other.x_mm + slack < one.right_mm
        and one.y_mm + slack < other.bottom_mm
        and other.y_mm + slack < one.bottom_mm
    )


def as_text(page: Page) -> str:
    """The page as text, a line for each mark, to be compared with what was looked at."""
    lines = [f"page {page.width_mm:g} x {page.height_mm:g} mm"]
    lines += [_line(mark, block.tag) for block in page.blocks for mark in block.marks]
    lines += [
        f"frame {frame.frame}: {frame.size_pt:g} pt, {frame.reading_distance_m:g} m"
        for frame in page.frames
    ]
    return "\n".join(lines) + "\n"


def _line(mark: Mark, tag: str) -> str:
    area = bounds(mark)
    place = f"{area.x_mm:7.1f} {area.y_mm:7.1f} {area.width_mm:7.1f} {area.height_mm:7.1f}"
    what = type(mark).__name__.lower()
    if isinstance(mark, Text):
        what = f"{mark.size_pt:g} pt {mark.weight} {mark.ink} {mark.characters}"
    return f"{place}  {tag}  {what}"


def whole_codes(page: Page) -> tuple[str, ...]:
    """Return the payloads of the codes that stand whole on the page, each once.

    On a tile a code may be cut away or cut through: it is read when the sheets are joined.
    """
    sheet = Area(x_mm=0.0, y_mm=0.0, width_mm=page.width_mm, height_mm=page.height_mm)
    return tuple(sorted(set(_codes_within(page, sheet))))


def _codes_within(page: Page, seen: Area) -> Iterator[str]:
    """Yield the payloads of codes inside ``seen``, an area of the page."""
    for block in page.blocks:
        for mark in block.marks:
            if isinstance(mark, Code) and _holds(seen, bounds(mark)):
                yield mark.payload
            elif isinstance(mark, Inset):
                frame = _shared(seen, bounds(mark))
                yield from _codes_within(
                    mark.page,
                    Area(
                        x_mm=(frame.x_mm - mark.x_mm) / mark.scale,
                        y_mm=(frame.y_mm - mark.y_mm) / mark.scale,
                        width_mm=frame.width_mm / mark.scale,
                        height_mm=frame.height_mm / mark.scale,
                    ),
                )


def _holds(outer: Area, inner: Area) -> bool:
    slack = 1e-6
    return (
        outer.x_mm <= inner.x_mm + slack
        and outer.y_mm <= inner.y_mm + slack
        and outer.right_mm >= inner.right_mm - slack
        and outer.bottom_mm >= inner.bottom_mm - slack
    )


def _shared(one: Area, other: Area) -> Area:
    """Return where both areas lie; of no size where they do not meet."""
    left, top = max(one.x_mm, other.x_mm), max(one.y_mm, other.y_mm)
    right, bottom = min(one.right_mm, other.right_mm), min(one.bottom_mm, other.bottom_mm)
    return Area(
        x_mm=left,
        y_mm=top,
        width_mm=max(0.0, right - left),
        height_mm=max(0.0, bottom - top),
    )
