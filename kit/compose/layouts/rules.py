"""What a layout may not do: stand outside its sheet, overlap, or be too small to read."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from kit.model.township import Paper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.compose.layouts.layout import Frame, Layout

# Floors, not tastes: boards are read standing, often without glasses (DESIGN §6).
SMALLEST_TEXT_PT: Mapping[Paper, float] = {
    Paper.A6: 16.0,
    Paper.A5: 16.0,
    Paper.A4: 16.0,
    Paper.A3: 28.0,
    Paper.A2: 36.0,
    Paper.A1: 52.0,
}
SMALLEST_FACT_PT: Mapping[Paper, float] = {
    Paper.A6: 16.0,
    Paper.A5: 16.0,
    Paper.A4: 30.0,
    Paper.A3: 44.0,
    Paper.A2: 60.0,
    Paper.A1: 84.0,
}
# Small print (host, document number, check code) is read from one step nearer than the text.
SMALLEST_NOTE_PT: Mapping[Paper, float] = {
    Paper.A6: 9.0,
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
# Every way to break a text into so many lines is tried, from the largest size down.
MOST_LINES = 20
LARGEST_PT = 2000.0
SMALLEST_CODE_MM: Mapping[Paper, float] = {
    Paper.A6: 30.0,
    Paper.A5: 30.0,
    Paper.A4: 30.0,
    Paper.A3: 60.0,
    Paper.A2: 60.0,
    Paper.A1: 60.0,
}


def faults_of(layout: Layout) -> list[str]:
    """Return everything that is wrong with a layout whose keys were all read."""
    return [*_page_faults(layout), *_frame_faults(layout), *_style_faults(layout)]


def _page_faults(layout: Layout) -> list[str]:
    faults = []
    if layout.margin_mm < PRINTER_MARGIN_MM:
        faults.append(
            f"page.margin_mm 是 {layout.margin_mm:g}，打印机印不到边，"
            f"请改为 {PRINTER_MARGIN_MM:g} 或更大"
        )
    if layout.read_from_m <= 0:
        faults.append(f"page.read_from_m 是 {layout.read_from_m:g}，请写人站在几米远看")
    if layout.code_mm < 0:
        faults.append(f"page.code_mm 是 {layout.code_mm:g}；不要二维码就删掉这一行")
    whole_mm = layout.width_mm - 2 * layout.margin_mm
    narrowest_mm = min((frame.width_mm for frame in layout.frames.values()), default=whole_mm)
    if layout.code_mm > narrowest_mm / 2:
        faults.append(
            f"page.code_mm 是 {layout.code_mm:g}，占了框的一半以上，"
            f"请改为 {narrowest_mm / 2:g} 或更小"
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
        if frame.gap_mm < 0:
            faults.append(f"frame.{frame.name}.gap_mm 是 {frame.gap_mm:g}，各部分会叠在一起")
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
        if style.fit.largest_pt > LARGEST_PT:
            faults.append(f"style.{style.name}.fit.max 比最大的纸还高，不得大于 {LARGEST_PT:g}")
        if not 0 <= style.fit.most_lines <= MOST_LINES:
            faults.append(
                f"style.{style.name}.fit.lines 是 {style.fit.most_lines}，请写 1 到 {MOST_LINES}"
            )
        if min(style.indent_em, style.paragraph_gap_em) < 0:
            faults.append(f"style.{style.name} 的 indent_em、paragraph_gap_em 不能是负数")
        if style.leading < 1.0:
            faults.append(f"style.{style.name}.leading 是 {style.leading:g}，行会叠在一起")
    return faults
