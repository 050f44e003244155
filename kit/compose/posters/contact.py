"""The foot of a poster: phones to be read from the road, the code beside them, the fine print."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kit.compose.facts import (
    CODE_ABOVE,
    CODE_CALL,
    CODE_PROMISE,
    PROMISE,
    VILLAGE_CALL,
    phone_label,
)
from kit.compose.layouts.layout import TAKEN_HOME, Purpose
from kit.compose.paper.frames import CAPITAL_EM, largest_size, one_line, width_em, width_mm
from kit.compose.paper.page import Block, Box, Code, Ink, Rule, Tag
from kit.compose.posters.foot import foot_panel
from kit.compose.posters.panel import (
    Panel,
    Remembered,
    fill,
    fixed,
    reported,
    shifted,
    size_at,
    spread,
)
from kit.compose.posters.parts import base_mm, ink_mm
from kit.units import MM_PER_PT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.posters.panel import Maker, Part
    from kit.compose.posters.parts import Bench
    from kit.model.item import Item, Phone

_BOLD = 900
# Where there is no code the phone is what people act on: it is never set small.
_ALONE_SHARE = 0.5
# A line on a sheet this narrow holds no name and number.
_NARROW_MM = 120.0
# Room for handwriting with a ball pen.
WRITING_MM = 10.0


def contact_part(bench: Bench, item: Item) -> Part:
    """Return the phones and the code; without a code the phones grow into its place."""
    if not bench.setting.payload or not bench.layout.code_mm:
        return Remembered(lambda share: _ruled(bench, _phones_alone(bench, item, share)))
    # The code's size is fixed, and what stands beside it fills its height: one size for all.
    return fixed(_ruled(bench, _with_code(bench, item)))


def _with_code(bench: Bench, item: Item) -> Panel:
    code = code_panel(bench)
    gap_mm = 7 * bench.unit
    left = replace(bench, width_mm=bench.width_mm - bench.layout.code_mm - gap_mm)
    words = _beside_code(left, item, code.height_mm)
    blocks = (
        *words.blocks,
        *(shifted(block, left.width_mm + gap_mm, 0) for block in code.blocks),
    )
    return Panel(
        height_mm=max(words.height_mm, code.height_mm),
        blocks=blocks,
        frames=(*words.frames, *code.frames),
    )


def _ruled(bench: Bench, panel: Panel) -> Panel:
    """Return the panel with a line above it."""
    rule_mm, air_mm = 0.9 * bench.unit, 4.0 * bench.unit
    rule = Rule(x1_mm=0, y1_mm=0, x2_mm=bench.width_mm, y2_mm=0, width_mm=rule_mm)
    return Panel(
        height_mm=panel.height_mm + air_mm,
        blocks=(
            Block(tag=Tag.ARTIFACT, marks=(rule,)),
            *(shifted(block, 0, air_mm) for block in panel.blocks),
        ),
        frames=panel.frames,
    )


def code_panel(bench: Bench) -> Panel:
    """Return the code with the number of its page and the host below, to be compared."""
    side_mm = bench.layout.code_mm
    code = Code(x_mm=0, y_mm=0, side_mm=side_mm, payload=bench.setting.payload)
    under = replace(bench, width_mm=side_mm)
    host = bench.setting.township.page_host
    serial = line_panel(under, bench.setting.code_id, "serial", centred=True, weight=_BOLD)
    address = line_panel(under, host, "host", centred=True)
    figure = Panel(
        height_mm=side_mm,
        blocks=(Block(tag=Tag.FIGURE, marks=(code,), alt=f"二维码：{bench.setting.payload}"),),
    )
    lines = [panel for panel in (serial, address) if panel.height_mm]
    column = stack([figure, *lines], 1.2 * bench.unit)
    # White below it all: a stamp across the sheet must touch neither modules nor number.
    ground = Box(x_mm=0, y_mm=0, width_mm=side_mm, height_mm=column.height_mm, fill=Ink.WHITE)
    return replace(column, blocks=(Block(tag=Tag.ARTIFACT, marks=(ground,)), *column.blocks))


def line_panel(
    bench: Bench,
    text: str,
    style_name: str,
    *,
    largest_pt: float | None = None,
    centred: bool = False,
    weight: int | None = None,
    ink: Ink = Ink.BLACK,
) -> Panel:
    """Return a text on one line, as large as its style and the width allow; empty if none."""
    if not text:
        return Panel(height_mm=0.0, blocks=())
    style = bench.style(style_name)
    weight = weight or style.weight
    size_pt = largest_size(
        text,
        weight=weight,
        metrics=bench.metrics,
        within_mm=bench.width_mm,
        largest_pt=largest_pt or style.fit.largest_pt,
    )
    left = 0.0
    if centred:
        left = (bench.width_mm - width_mm(text, size_pt, weight, bench.metrics)) / 2
    mark = one_line(
        text,
        x_mm=left,
        y_mm=base_mm(size_pt),
        size_pt=size_pt,
        weight=weight,
        metrics=bench.metrics,
        ink=ink,
    )
    return Panel(
        height_mm=ink_mm(size_pt),
        blocks=(Block(tag=Tag.PARAGRAPH, marks=(mark,)),),
        frames=(reported(style_name, size_pt),),
    )


def stack(panels: Sequence[Panel], gap_mm: float) -> Panel:
    """Return the panels below one another from (0, 0)."""
    height = sum(panel.height_mm for panel in panels) + gap_mm * max(0, len(panels) - 1)
    return spread(panels, x_mm=0, y_mm=0, height_mm=height)


def _beside_code(bench: Bench, item: Item, height_mm: float) -> Panel:
    """Return phones and promises, spread over the height of the code beside them."""
    note = bench.style("note")

    def line(text: str, style: str, weight: int | None, share: float) -> Panel:
        largest_pt = size_at(bench.style(style), share)
        return line_panel(bench, text, style, largest_pt=largest_pt, weight=weight)

    def phones(phone_list: Sequence[Phone], share: float) -> Panel:
        size_pt = size_at(bench.style("phone"), share)
        if len(phone_list) == 1:
            return _phone(bench, phone_list[0], size_pt)
        return stack(_phone_lines(bench, phone_list, size_pt), 4.5 * bench.unit)

    makers: list[Maker] = [
        partial(line, PROMISE, "promise", _BOLD),
        partial(line, CODE_CALL, "note", _BOLD),
        *(partial(line, words, "note", None) for words in _promise(bench)),
    ]
    if "foot" not in bench.layout.frames:
        makers.append(lambda share: foot_panel(bench, item, largest_pt=size_at(note, share)))
    if _has_village_line(bench):
        makers.insert(0, partial(_village_line, bench))
    if item.phones:
        makers.insert(0, partial(phones, item.phones))
    parts = [Remembered(maker) for maker in makers]
    gap_mm = 4.2 * bench.unit
    filled = fill(parts, height_mm=height_mm, gap_mm=gap_mm)
    if filled is None:
        return stack([part(0.0) for part in parts], gap_mm)
    return spread(filled.panels(), x_mm=0, y_mm=0, height_mm=height_mm)


def _promise(bench: Bench) -> tuple[str, ...]:
    """Return what the code never asks, on two lines where one would be too small to read."""
    note = bench.style("note")
    wide_mm = width_mm(CODE_PROMISE, note.fit.smallest_pt, note.weight, bench.metrics)
    if wide_mm <= bench.width_mm:
        return (CODE_PROMISE,)
    first, rest = CODE_PROMISE.split("，")
    return f"{first}，", rest


def _phone(bench: Bench, phone: Phone, size_pt: float) -> Panel:
    """Return whose number it is, and the number below it."""
    label_pt = max(bench.style("label").fit.smallest_pt, size_pt * 0.45)
    label = line_panel(bench, phone_label(phone), "label", largest_pt=label_pt)
    return stack([label, _number(bench, phone.number, size_pt)], 2.2 * bench.unit)


def _number(bench: Bench, number: str, size_pt: float) -> Panel:
    """Return a phone number; digits have no ink below the line, so none is counted."""
    style = bench.style("phone")
    size_pt = largest_size(
        number,
        weight=style.weight,
        metrics=bench.metrics,
        within_mm=bench.width_mm,
        largest_pt=size_pt,
    )
    height = CAPITAL_EM * size_pt * MM_PER_PT
    mark = one_line(
        number,
        x_mm=0,
        y_mm=height,
        size_pt=size_pt,
        weight=style.weight,
        metrics=bench.metrics,
    )
    return Panel(
        height_mm=height,
        blocks=(Block(tag=Tag.PARAGRAPH, marks=(mark,)),),
        frames=(reported("phone", size_pt),),
    )


def _phones_alone(bench: Bench, item: Item, share: float) -> Panel:
    """Return the phones over the whole width, each beside its name, and the promise."""
    least = 0.0 if bench.layout.purpose is Purpose.ALERT else _ALONE_SHARE
    size_pt = size_at(bench.style("phone"), least + (1 - least) * share)
    if len(item.phones) == 1 and bench.layout.purpose is not Purpose.ALERT:
        panels = [_phone(bench, item.phones[0], size_pt)]
    else:
        panels = _phone_lines(bench, item.phones, size_pt)
    if _has_village_line(bench):
        panels.append(_village_line(bench, share))
    # Nobody asks for money in an alert; every line costs size that is read from five metres.
    if bench.layout.purpose is not Purpose.ALERT:
        panels.append(line_panel(bench, PROMISE, "promise", weight=_BOLD))
    if "foot" not in bench.layout.frames:
        panels.append(foot_panel(bench, item))
    return stack(panels, (4 + 3 * share) * bench.unit)


def plain_contact(bench: Bench, item: Item, share: float) -> Panel:
    """Return phones and promises for a poster whose code stands elsewhere."""

    def line(text: str, style: str, weight: int | None = None) -> Panel:
        largest_pt = size_at(bench.style(style), share)
        return line_panel(bench, text, style, largest_pt=largest_pt, weight=weight)

    panels = _phone_lines(bench, item.phones, bench.style("phone").fit.smallest_pt)
    panels.append(line(PROMISE, "promise", _BOLD))
    if bench.setting.payload and bench.layout.code_mm:
        panels.append(line(f"{CODE_ABOVE}。{CODE_PROMISE}", "note"))
    return _ruled(bench, stack(panels, (3 + share) * bench.unit))


def _has_village_line(bench: Bench) -> bool:
    """Whether there is a line to write on: on what is taken home, where it is long enough."""
    return bench.layout.purpose in TAKEN_HOME and bench.layout.width_mm > _NARROW_MM


def _village_line(bench: Bench, share: float) -> Panel:
    """Return 村里找 and a line to write a name and a number on, at the stall or in the village."""
    style = bench.style("label")
    size_pt = size_at(style, share)
    base = WRITING_MM - 2.0
    words = one_line(
        VILLAGE_CALL,
        x_mm=0,
        y_mm=base,
        size_pt=size_pt,
        weight=style.weight,
        metrics=bench.metrics,
    )
    start = width_mm(VILLAGE_CALL, size_pt, style.weight, bench.metrics) + 1.5
    line = Rule(x1_mm=start, y1_mm=base + 1, x2_mm=bench.width_mm, y2_mm=base + 1, width_mm=0.4)
    return Panel(
        height_mm=WRITING_MM,
        blocks=(
            Block(tag=Tag.PARAGRAPH, marks=(words,)),
            Block(tag=Tag.ARTIFACT, marks=(line,)),
        ),
        frames=(reported("village", size_pt),),
    )


def _phone_lines(bench: Bench, phones: Sequence[Phone], size_pt: float) -> list[Panel]:
    """Return a line for each phone: all names to the left, all numbers from one edge on."""
    if not phones:
        return []
    name, number = bench.style("label"), bench.style("phone")
    names_em = max(width_em(phone_label(p), name.weight, bench.metrics) for p in phones)
    numbers_em = max(width_em(p.number, number.weight, bench.metrics) for p in phones)
    wanted_pt = size_pt
    # The name is set at 0.45 of the number's size, with one em of its own between them.
    most_pt = bench.width_mm / ((names_em + 1) * 0.45 + numbers_em) / MM_PER_PT
    size_pt = min(size_pt, int(most_pt * 2) / 2)
    smallest_pt = min(name.fit.smallest_pt, bench.style("promise").fit.smallest_pt)
    name_pt = int(max(smallest_pt, min(size_pt * 0.45, name.fit.largest_pt)) * 2) / 2
    names_mm = (names_em + 0.4) * name_pt * MM_PER_PT
    if names_mm + numbers_em * size_pt * MM_PER_PT > bench.width_mm:
        size_pt = int((bench.width_mm - names_mm) / numbers_em / MM_PER_PT * 2) / 2
    if size_pt < number.fit.smallest_pt:
        # Too narrow for both on a line: a number that cannot be read helps nobody.
        return [_phone(bench, phone, wanted_pt) for phone in phones]
    left = bench.width_mm - numbers_em * size_pt * MM_PER_PT
    panels = []
    for phone in phones:
        digits = _number(bench, phone.number, size_pt)
        label = one_line(
            phone_label(phone),
            x_mm=0,
            y_mm=digits.height_mm,
            size_pt=name_pt,
            weight=name.weight,
            metrics=bench.metrics,
        )
        panels.append(
            Panel(
                height_mm=digits.height_mm,
                blocks=(
                    Block(tag=Tag.PARAGRAPH, marks=(label,)),
                    *(shifted(block, left, 0) for block in digits.blocks),
                ),
                frames=digits.frames,
            )
        )
    return panels
