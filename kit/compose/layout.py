"""Layouts (版式) as data: frames in millimetres, styles in points, every fault told at once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING, Any

from kit.compose.layout_reading import Reading
from kit.errors import LayoutError
from kit.model.township import Paper

if TYPE_CHECKING:
    from collections.abc import Mapping

SHEET_MM: Mapping[Paper, tuple[float, float]] = {
    Paper.A5: (148.5, 210.0),  # half of A4, so that two stand on a sheet without a strip left over
    Paper.A4: (210.0, 297.0),
    Paper.A3: (297.0, 420.0),
    Paper.A2: (420.0, 594.0),
    Paper.A1: (594.0, 841.0),
}

# Floors, not tastes: boards are read standing, often without glasses (DESIGN §6).
SMALLEST_TEXT_PT: Mapping[Paper, float] = {
    Paper.A5: 16.0,
    Paper.A4: 16.0,
    Paper.A3: 28.0,
    Paper.A2: 36.0,
    Paper.A1: 52.0,
}
SMALLEST_FACT_PT: Mapping[Paper, float] = {
    Paper.A5: 16.0,
    Paper.A4: 30.0,
    Paper.A3: 44.0,
    Paper.A2: 60.0,
    Paper.A1: 84.0,
}
# Small print (host, document number, check code) is read from one step nearer than the text.
SMALLEST_NOTE_PT: Mapping[Paper, float] = {
    Paper.A5: 9.0,
    Paper.A4: 10.0,
    Paper.A3: 16.0,
    Paper.A2: 20.0,
    Paper.A1: 28.0,
}
FLOOR_WORDS: Mapping[str, str] = {"text": "正文", "fact": "要点", "note": "小字"}
FLOORS: Mapping[str, Mapping[Paper, float]] = {
    "text": SMALLEST_TEXT_PT,
    "fact": SMALLEST_FACT_PT,
    "note": SMALLEST_NOTE_PT,
}
# Office printers leave about this much of a sheet white.
PRINTER_MARGIN_MM = 6.0
SMALLEST_CODE_MM: Mapping[Paper, float] = {
    Paper.A5: 30.0,
    Paper.A4: 30.0,
    Paper.A3: 60.0,
    Paper.A2: 60.0,
    Paper.A1: 60.0,
}


class Purpose(StrEnum):
    """What a layout is for; decides which frames and styles it must have."""

    FACTS = "facts"
    ALERT = "alert"
    TABLE = "table"
    PROSE = "prose"
    HANDOUT = "handout"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """The frames a layout must have and the styles its composer asks for."""

    frames: frozenset[str]
    styles: frozenset[str]


_POSTER_FRAMES = frozenset({"head", "lines", "foot"})
_POSTER_STYLES = frozenset(
    {"issuer", "title", "label", "phone", "promise", "serial", "host", "note"}
)
_FACT_STYLES = frozenset({"date", "lead", "figure", "pair", "words", "rows"})
PURPOSES: Mapping[Purpose, Needs] = {
    Purpose.FACTS: Needs(frames=_POSTER_FRAMES, styles=_POSTER_STYLES | _FACT_STYLES),
    Purpose.ALERT: Needs(frames=_POSTER_FRAMES, styles=_POSTER_STYLES | {"area", "rows", "lead"}),
    Purpose.TABLE: Needs(
        frames=_POSTER_FRAMES, styles=_POSTER_STYLES | {"lead", "rows", "cells"}
    ),
    Purpose.PROSE: Needs(frames=_POSTER_FRAMES, styles=_POSTER_STYLES | {"body"}),
    Purpose.HANDOUT: Needs(
        frames=_POSTER_FRAMES | {"back"},
        styles=_POSTER_STYLES | _FACT_STYLES | {"heading", "body"},
    ),
    # Flowing A4 sheets: their composers name their own styles.
    Purpose.SHEET: Needs(frames=frozenset({"body"}), styles=frozenset()),
}
_SHEET_FRAMES = frozenset({"body", "foot"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How large and how small a text may be set, and on how many lines (0: any)."""

    largest_pt: float
    smallest_pt: float
    most_lines: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How the text of one part looks."""

    name: str
    fit: Fit
    weight: int = 500
    leading: float = 1.3
    """Distance of base lines as a multiple of the type size."""
    indent_em: float = 0.0
    paragraph_gap_em: float = 0.0
    floor: str = "text"
    """Which floor holds: ``fact``, ``text`` or ``note``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A rectangle of the sheet, origin at its top left corner."""

    name: str
    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    gap_mm: float = 4.0
    """Least space between the parts inside."""

    @property
    def right_mm(self) -> float:
        """The x of its right edge."""
        return self.x_mm + self.width_mm

    @property
    def bottom_mm(self) -> float:
        """The y of its lower edge."""
        return self.y_mm + self.height_mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A sheet, its frames and its styles."""

    name: str
    purpose: Purpose
    paper: Paper
    landscape: bool
    width_mm: float
    height_mm: float
    margin_mm: float
    read_from_m: float
    frames: Mapping[str, Frame]
    styles: Mapping[str, Style]
    seam_mm: tuple[float, float] | None = None
    """Band without text, where two smaller sheets are joined."""
    code_mm: float = 0.0
    """Side of the QR code with its quiet zone; 0 where the layout carries none."""


def parse_layout(text: str, file: str) -> Layout:
    """Return the layout that ``text`` describes; ``file`` is named in messages.

    Raises:
        LayoutError: With every fault of the file at once, each with its key.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LayoutError(
            f"版式 {file} 不是有效的 TOML：{error}。", "请对照 docs/layouts.md 改正这一行。"
        ) from error
    reading = Reading()
    layout = _read_layout(reading, data, file)
    if layout is not None:
        for problem in _faults(layout):
            reading.problem(problem)
    if reading.problems or layout is None:
        listed = "；".join(reading.problems)
        raise LayoutError(
            f"版式 {file} 有 {len(reading.problems)} 处不对：{listed}。",
            "请逐条改正，写法见 docs/layouts.md。",
        )
    return layout


def _read_layout(reading: Reading, data: Mapping[str, Any], file: str) -> Layout | None:
    reading.known_keys(data, ("purpose", "page", "frame", "style"), "")
    purpose = reading.choice(data, "purpose", "", Purpose)
    page = reading.section(data, "page")
    reading.known_keys(page, _PAGE_KEYS, "page")
    paper = reading.choice(page, "size", "page", Paper)
    margin_mm = reading.number(page, "margin_mm", "page")
    read_from_m = reading.number(page, "read_from_m", "page")
    landscape = reading.flag(page, "landscape", "page")
    seam = reading.numbers(page, "seam_mm", "page", 2) if "seam_mm" in page else None
    code_mm = reading.number(page, "code_mm", "page", default=0.0)
    frames = _read_frames(reading, reading.section(data, "frame"))
    styles = _read_styles(reading, reading.section(data, "style"))
    if purpose is None or paper is None:
        return None
    _check_names(reading, purpose, frames, styles)
    width_mm, height_mm = SHEET_MM[paper]
    if landscape:
        width_mm, height_mm = height_mm, width_mm
    return Layout(
        name=file.replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".toml"),
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


_PAGE_KEYS = ("size", "landscape", "margin_mm", "read_from_m", "seam_mm", "code_mm")
_FRAME_KEYS = ("box", "gap_mm")
_STYLE_KEYS = ("weight", "leading", "indent_em", "paragraph_gap_em", "floor", "fit")


def _read_frames(reading: Reading, data: Mapping[str, Any]) -> dict[str, Frame]:
    frames = {}
    for name in data:
        key = f"frame.{name}"
        table = reading.section(data, name, key)
        reading.known_keys(table, _FRAME_KEYS, key)
        box = reading.numbers(table, "box", key, 4)
        gap_mm = reading.number(table, "gap_mm", key, default=4.0)
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


def _read_styles(reading: Reading, data: Mapping[str, Any]) -> dict[str, Style]:
    styles = {}
    for name in data:
        key = f"style.{name}"
        table = reading.section(data, name, key)
        reading.known_keys(table, _STYLE_KEYS, key)
        fit = reading.section(table, "fit", f"{key}.fit")
        reading.known_keys(fit, ("max", "min", "lines"), f"{key}.fit")
        floor = str(table.get("floor", "text"))
        if floor not in FLOORS:
            reading.unknown_value(floor, tuple(FLOORS), f"{key}.floor")
            floor = "text"
        styles[name] = Style(
            name=name,
            weight=int(reading.number(table, "weight", key, default=500)),
            leading=reading.number(table, "leading", key, default=1.3),
            indent_em=reading.number(table, "indent_em", key, default=0.0),
            paragraph_gap_em=reading.number(table, "paragraph_gap_em", key, default=0.0),
            floor=floor,
            fit=Fit(
                largest_pt=reading.number(fit, "max", f"{key}.fit"),
                smallest_pt=reading.number(fit, "min", f"{key}.fit"),
                most_lines=int(reading.number(fit, "lines", f"{key}.fit", default=0)),
            ),
        )
    return styles


def _check_names(
    reading: Reading,
    purpose: Purpose,
    frames: Mapping[str, Frame],
    styles: Mapping[str, Style],
) -> None:
    needs = PURPOSES[purpose]
    if purpose is Purpose.SHEET:
        reading.known_keys(frames, tuple(sorted(_SHEET_FRAMES)), "frame")
    else:
        reading.known_keys(frames, tuple(sorted(needs.frames)), "frame")
        reading.known_keys(styles, tuple(sorted(needs.styles)), "style")
    for kind, wanted, present in (
        ("frame", needs.frames, frames),
        ("style", needs.styles, styles),
    ):
        for name in sorted(wanted - set(present)):
            reading.problem(f"缺少 [{kind}.{name}]")


def _faults(layout: Layout) -> list[str]:
    return [*_page_faults(layout), *_frame_faults(layout), *_style_faults(layout)]


def _page_faults(layout: Layout) -> list[str]:
    faults = []
    if layout.margin_mm < PRINTER_MARGIN_MM:
        faults.append(
            f"page.margin_mm 是 {layout.margin_mm:g}，打印机印不到边，"
            f"请改为 {PRINTER_MARGIN_MM:g} 或更大"
        )
    smallest_mm = SMALLEST_CODE_MM[layout.paper]
    if 0 < layout.code_mm < smallest_mm:
        faults.append(
            f"page.code_mm 是 {layout.code_mm:g}，手机扫不清，请改为 {smallest_mm:g} 或更大"
        )
    return faults


def _frame_faults(layout: Layout) -> list[str]:
    faults = []
    left_mm = top_mm = layout.margin_mm
    right_mm, bottom_mm = layout.width_mm - left_mm, layout.height_mm - top_mm
    for frame in layout.frames.values():
        outside = (
            frame.x_mm < left_mm
            or frame.y_mm < top_mm
            or frame.right_mm > right_mm
            or frame.bottom_mm > bottom_mm
        )
        if outside or frame.width_mm <= 0 or frame.height_mm <= 0:
            faults.append(
                f"frame.{frame.name}.box 出了版心（{left_mm:g}～{right_mm:g}，"
                f"{top_mm:g}～{bottom_mm:g} 毫米）"
            )
        if layout.seam_mm and _overlap(
            frame.y_mm, frame.bottom_mm, layout.seam_mm[0], layout.seam_mm[1]
        ):
            faults.append(f"frame.{frame.name}.box 压住了拼接处 seam_mm")
    for one, other in combinations(_front(layout), 2):
        if _overlap(one.x_mm, one.right_mm, other.x_mm, other.right_mm) and _overlap(
            one.y_mm, one.bottom_mm, other.y_mm, other.bottom_mm
        ):
            faults.append(f"frame.{one.name}.box 和 frame.{other.name}.box 重叠")
    return faults


def _front(layout: Layout) -> list[Frame]:
    """The frames of the front page: a handout's back is another page."""
    return [frame for frame in layout.frames.values() if frame.name != "back"]


def _overlap(start: float, end: float, other_start: float, other_end: float) -> bool:
    return start < other_end and other_start < end


def _style_faults(layout: Layout) -> list[str]:
    faults = []
    for style in layout.styles.values():
        floor_pt = FLOORS[style.floor][layout.paper]
        if style.fit.smallest_pt < floor_pt:
            faults.append(
                f"style.{style.name}.fit.min 是 {style.fit.smallest_pt:g} 磅，老人看不清，"
                f"{layout.paper} 的{FLOOR_WORDS[style.floor]}不得小于 {floor_pt:g}"
            )
        if style.fit.largest_pt < style.fit.smallest_pt:
            faults.append(f"style.{style.name}.fit.max 比 min 小")
        if not 100 <= style.weight <= 900:
            faults.append(f"style.{style.name}.weight 是 {style.weight}，应在 100 到 900 之间")
        if style.leading < 1.0:
            faults.append(f"style.{style.name}.leading 是 {style.leading:g}，行会叠在一起")
    return faults
