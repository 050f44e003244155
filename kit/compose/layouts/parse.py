"""Layout files read: every fault of a file is told at once, with its key."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kit.compose.layouts.keys import KeyReader
from kit.compose.layouts.layout import SHEET_MM, Fit, Frame, Layout, Purpose, Style
from kit.compose.layouts.purposes import LAYOUT_PURPOSES, PURPOSES, WIDE
from kit.compose.layouts.rules import FLOORS, faults_of
from kit.errors import LayoutError
from kit.model.township import Paper
from kit.text.toml_text import BadTomlError, parse_toml

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGE_KEYS = ("size", "landscape", "margin_mm", "read_from_m", "code_mm")
_FRAME_KEYS = ("box", "gap_mm")
_STYLE_KEYS = ("weight", "leading", "indent_em", "paragraph_gap_em", "floor", "fit")
_SHEET_FRAMES = frozenset({"body", "foot"})


@lru_cache(maxsize=64)
def parse_layout(text: str, file: str) -> Layout:
    """Return the layout that ``text`` describes; ``file`` is named in messages.

    Raises:
        LayoutError: With every fault of the file at once, each with its key.
    """
    try:
        data = parse_toml(text)
    except BadTomlError as bad:
        where = f"第 {bad.line} 行" if bad.line else "有一处"
        raise LayoutError(
            f"版式 {file} {where}不是有效的 TOML，或者数太大。",
            "请对照 docs/layouts.md 改正这一行。",
        ) from None
    whole = KeyReader(data)
    layout = _read_layout(whole, file)
    if layout is not None:
        whole.problems.extend(faults_of(layout))
    if whole.problems or layout is None:
        listed = "；".join(whole.problems)
        raise LayoutError(
            f"版式 {file} 有 {len(whole.problems)} 处不对：{listed}。",
            "请逐条改正，写法见 docs/layouts.md。",
        )
    return layout


def _read_layout(whole: KeyReader, file: str) -> Layout | None:
    whole.known_keys(("purpose", "page", "frame", "style"))
    purpose = whole.choice("purpose", Purpose)
    page = whole.section("page")
    page.known_keys(_PAGE_KEYS)
    paper = page.choice("size", Paper)
    margin_mm = page.number("margin_mm")
    read_from_m = page.number("read_from_m")
    landscape = page.flag("landscape")
    code_mm = page.number("code_mm", 0.0)
    # Posters have no frames: their sections share out the sheet.
    frame_tables = whole.section("frame") if "frame" in whole.data else whole.empty("frame")
    style_tables = whole.section("style")
    frames = {frame.name: frame for frame in _frames(frame_tables)}
    styles = {name: _style(style_tables.section(name), name) for name in style_tables.data}
    if purpose is None or paper is None:
        return None
    name = file.replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".toml")
    whole.problems.extend(_faults_of_name(name, purpose, paper))
    _check_names(purpose, frame_tables, style_tables)
    width_mm, height_mm = SHEET_MM[paper]
    if landscape:
        width_mm, height_mm = height_mm, width_mm
    return Layout(
        name=name,
        purpose=purpose,
        paper=paper,
        landscape=landscape,
        width_mm=width_mm,
        height_mm=height_mm,
        margin_mm=margin_mm,
        read_from_m=read_from_m,
        frames=frames,
        styles=styles,
        code_mm=code_mm,
    )


def _frames(tables: KeyReader) -> Iterator[Frame]:
    for name in tables.data:
        table = tables.section(name)
        table.known_keys(_FRAME_KEYS)
        box, gap_mm = table.numbers("box", 4), table.number("gap_mm", 4.0)
        if box is not None:
            x_mm, y_mm, width_mm, height_mm = box
            yield Frame(
                name=name,
                x_mm=x_mm,
                y_mm=y_mm,
                width_mm=width_mm,
                height_mm=height_mm,
                gap_mm=gap_mm,
            )


def _style(table: KeyReader, name: str) -> Style:
    table.known_keys(_STYLE_KEYS)
    fit = table.section("fit")
    fit.known_keys(("max", "min", "lines"))
    floor = str(table.data.get("floor", "text"))
    if floor not in FLOORS:
        table.unknown_value("floor", floor, tuple(FLOORS))
        # Read on with one that exists, so that the other faults are told too.
        floor = "text"
    return Style(
        name=name,
        weight=int(table.number("weight", 500)),
        leading=table.number("leading", 1.3),
        indent_em=table.number("indent_em", 0.0),
        paragraph_gap_em=table.number("paragraph_gap_em", 0.0),
        floor=floor,
        fit=Fit(
            largest_pt=fit.number("max"),
            smallest_pt=fit.number("min"),
            most_lines=int(fit.number("lines", 0)),
        ),
    )


def _faults_of_name(name: str, purpose: Purpose, paper: Paper) -> Iterator[str]:
    """Yield where a file's name, by which it is chosen, says other than what is in it."""
    what, _, size = name.removesuffix(WIDE).rpartition("-")
    if LAYOUT_PURPOSES.get(what, purpose) is not purpose:
        yield f"文件名 {name} 是 {LAYOUT_PURPOSES[what]} 用的，purpose 却是 {purpose}"
    if what in LAYOUT_PURPOSES and size != paper.value.lower():
        yield f"文件名 {name} 是 {size.upper()} 纸用的，page.size 却是 {paper}"


def _check_names(purpose: Purpose, frames: KeyReader, styles: KeyReader) -> None:
    needs = PURPOSES[purpose]
    if purpose is Purpose.SHEET:
        # Its composer names styles of its own, so any may stand there.
        frames.known_keys(tuple(sorted(_SHEET_FRAMES)))
    else:
        frames.known_keys(tuple(sorted(needs.frames)))
        styles.known_keys(tuple(sorted(needs.styles)))
    frames.missing(needs.frames)
    styles.missing(needs.styles)
