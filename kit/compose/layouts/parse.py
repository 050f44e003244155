"""Layout files read: every fault of a file is told at once, with its key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kit.compose.layouts.keys import KeyReader
from kit.compose.layouts.layout import SHEET_MM, Fit, Frame, Layout, Purpose, Style
from kit.compose.layouts.purposes import LAYOUT_PURPOSES, PURPOSES, WIDE
from kit.compose.layouts.rules import FLOORS, faults_of
from kit.errors import LayoutError
from kit.model.township import Paper
from kit.text.toml_text import BadTomlError, parse_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

_PAGE_KEYS = ("size", "landscape", "margin_mm", "read_from_m", "seam_mm", "code_mm")
_FRAME_KEYS = ("box", "gap_mm")
_STYLE_KEYS = ("weight", "leading", "indent_em", "paragraph_gap_em", "floor", "fit")
_SHEET_FRAMES = frozenset({"body", "foot"})


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
    keys = KeyReader()
    layout = _read_layout(keys, data, file)
    if layout is not None:
        for problem in faults_of(layout):
            keys.problem(problem)
    if keys.problems or layout is None:
        listed = "；".join(keys.problems)
        raise LayoutError(
            f"版式 {file} 有 {len(keys.problems)} 处不对：{listed}。",
            "请逐条改正，写法见 docs/layouts.md。",
        )
    return layout


def _read_layout(keys: KeyReader, data: Mapping[str, Any], file: str) -> Layout | None:
    keys.known_keys(data, ("purpose", "page", "frame", "style"), "")
    purpose = keys.choice(data, "purpose", "", Purpose)
    page = keys.section(data, "page")
    keys.known_keys(page, _PAGE_KEYS, "page")
    paper = keys.choice(page, "size", "page", Paper)
    margin_mm = keys.number(page, "margin_mm", "page")
    read_from_m = keys.number(page, "read_from_m", "page")
    landscape = keys.flag(page, "landscape", "page")
    seam = keys.numbers(page, "seam_mm", "page", 2) if "seam_mm" in page else None
    code_mm = keys.number(page, "code_mm", "page", default=0.0)
    frames = _read_frames(keys, keys.section(data, "frame"))
    styles = _read_styles(keys, keys.section(data, "style"))
    if purpose is None or paper is None:
        return None
    name = file.replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".toml")
    _check_file_name(keys, name, purpose, paper)
    _check_names(keys, purpose, frames, styles)
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
        seam_mm=(seam[0], seam[1]) if seam else None,
        code_mm=code_mm,
    )


def _read_frames(keys: KeyReader, data: Mapping[str, Any]) -> dict[str, Frame]:
    frames = {}
    for name in data:
        key = f"frame.{name}"
        table = keys.section(data, name, key)
        keys.known_keys(table, _FRAME_KEYS, key)
        box = keys.numbers(table, "box", key, 4)
        gap_mm = keys.number(table, "gap_mm", key, default=4.0)
        if box is not None:
            frames[name] = Frame(
                name=name,
                x_mm=box[0],
                y_mm=box[1],
                width_mm=box[2],
                height_mm=box[3],
                gap_mm=gap_mm,
            )
    return frames


def _read_styles(keys: KeyReader, data: Mapping[str, Any]) -> dict[str, Style]:
    styles = {}
    for name in data:
        key = f"style.{name}"
        table = keys.section(data, name, key)
        keys.known_keys(table, _STYLE_KEYS, key)
        fit = keys.section(table, "fit", f"{key}.fit")
        keys.known_keys(fit, ("max", "min", "lines"), f"{key}.fit")
        floor = str(table.get("floor", "text"))
        if floor not in FLOORS:
            keys.unknown_value(floor, tuple(FLOORS), f"{key}.floor")
            # Read on with one that exists, so that the other faults are told too.
            floor = "text"
        styles[name] = Style(
            name=name,
            weight=int(keys.number(table, "weight", key, default=500)),
            leading=keys.number(table, "leading", key, default=1.3),
            indent_em=keys.number(table, "indent_em", key, default=0.0),
            paragraph_gap_em=keys.number(table, "paragraph_gap_em", key, default=0.0),
            floor=floor,
            fit=Fit(
                largest_pt=keys.number(fit, "max", f"{key}.fit"),
                smallest_pt=keys.number(fit, "min", f"{key}.fit"),
                most_lines=int(keys.number(fit, "lines", f"{key}.fit", default=0)),
            ),
        )
    return styles


def _check_file_name(keys: KeyReader, name: str, purpose: Purpose, paper: Paper) -> None:
    """Note where a file's name, by which it is chosen, says other than what is in it."""
    what, _, size = name.removesuffix(WIDE).rpartition("-")
    if LAYOUT_PURPOSES.get(what, purpose) is not purpose:
        keys.problem(f"文件名 {name} 是 {LAYOUT_PURPOSES[what]} 用的，purpose 却是 {purpose}")
    if what in LAYOUT_PURPOSES and size != paper.value.lower():
        keys.problem(f"文件名 {name} 是 {size.upper()} 纸用的，page.size 却是 {paper}")


def _check_names(
    keys: KeyReader,
    purpose: Purpose,
    frames: Mapping[str, Frame],
    styles: Mapping[str, Style],
) -> None:
    needs = PURPOSES[purpose]
    if purpose is Purpose.SHEET:
        keys.known_keys(frames, tuple(sorted(_SHEET_FRAMES)), "frame")
    else:
        keys.known_keys(frames, tuple(sorted(needs.frames)), "frame")
        keys.known_keys(styles, tuple(sorted(needs.styles)), "style")
    for kind, wanted, present in (
        ("frame", needs.frames, frames),
        ("style", needs.styles, styles),
    ):
        for name in sorted(wanted - set(present)):
            keys.problem(f"缺少 [{kind}.{name}]")
