"""The foot of a poster: phones to be read from the road, the code beside them, the fine print."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kit.compose.fact_words import (
    CODE_ABOVE,
    CODE_CALL,
    CODE_PROMISE,
    PROMISE,
    VILLAGE_CALL,
    phone_label,
)
from kit.compose.layouts.layout import TAKEN_HOME, Purpose
from kit.compose.paper.frames import CAPITAL_EM, width_em
from kit.compose.paper.page import Block, Box, Code, Ink, Tag
from kit.compose.posters.foot import foot_panel
from kit.compose.posters.panel import (
    CachedPart,
    Panel,
    beside,
    fill,
    fixed,
    shifted,
    size_at,
    spread,
    stacked,
)
from kit.compose.posters.space import line_panel, text_panel
from kit.compose.posters.writing import WRITING_MM, writing_line
from kit.units import MM_PER_PT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kit.compose.posters.panel import Maker, Part
    from kit.compose.posters.space import PartSpace
    from kit.model.item import Item, Phone

_BOLD = 900
# Where there is no code the phone is what people act on: it is never set small.
_ALONE_SHARE = 0.5
# A line on a sheet this narrow holds no name and number.
_NARROW_MM = 120.0


def contact_part(
    space: PartSpace,
    item: Item,
    *,
    beside_code: Callable[[PartSpace, Item], list[Maker]] | None = None,
) -> Part:
    """Return the phones and the code; without a code the phones grow into its place.

    ``beside_code`` says what stands beside the code: by default phones, promises and the foot.
    """
    if not space.has_code:
        return CachedPart(lambda share: _ruled(space, _phones_alone(space, item, share)))
    # The code's size is fixed, and what stands beside it fills its height: one size for all.
    return fixed(_ruled(space, _with_code(space, item, beside_code or _phones_and_promises)))


def _with_code(
    space: PartSpace, item: Item, beside_code: Callable[[PartSpace, Item], list[Maker]]
) -> Panel:
    code = code_panel(space)
    left = space.narrower(space.layout.code_mm + 7 * space.unit)
    words = _filled(left, beside_code(left, item), code.height_mm)
    return beside((words, code), 0.0, space.width_mm - space.layout.code_mm)


def _ruled(space: PartSpace, panel: Panel) -> Panel:
    """Return the panel with a line above it."""
    below = stacked([panel], y_mm=4.0 * space.unit, gap_mm=0.0)
    return replace(
        below,
        height_mm=panel.height_mm + 4.0 * space.unit,
        blocks=(space.rule(0.9), *below.blocks),
    )


def code_panel(space: PartSpace) -> Panel:
    """Return the code with the number of its page and the host below, to be compared."""
    side_mm = space.layout.code_mm
    code = Code(x_mm=0, y_mm=0, side_mm=side_mm, payload=space.context.payload)
    under = replace(space, width_mm=side_mm)
    host = space.context.township.page_host
    serial = line_panel(under, space.context.code_id, "serial", centred=True, weight=_BOLD)
    address = line_panel(under, host, "host", centred=True)
    figure = Panel(
        height_mm=side_mm,
        blocks=(Block(tag=Tag.FIGURE, marks=(code,), alt=f"二维码：{space.context.payload}"),),
    )
    lines = [panel for panel in (serial, address) if panel.height_mm]
    column = stacked([figure, *lines], gap_mm=1.2 * space.unit)
    # White below it all: a stamp across the sheet must touch neither modules nor number.
    ground = Box(x_mm=0, y_mm=0, width_mm=side_mm, height_mm=column.height_mm, fill=Ink.WHITE)
    return replace(column, blocks=(Block(tag=Tag.ARTIFACT, marks=(ground,)), *column.blocks))


def _filled(space: PartSpace, makers: Sequence[Maker], height_mm: float) -> Panel:
    """Return what stands beside the code, spread over its height."""
    parts = [CachedPart(maker) for maker in makers]
    gap_mm = 4.2 * space.unit
    filled = fill(parts, height_mm=height_mm, gap_mm=gap_mm)
    if filled is None:
        return stacked([part(0.0) for part in parts], gap_mm=gap_mm)
    return spread(filled.panels(), x_mm=0, y_mm=0, height_mm=height_mm)


def _phones_and_promises(space: PartSpace, item: Item) -> list[Maker]:
    """Return phones, what is never asked, and the foot where the sheet has none of its own."""
    note = space.style("note")

    def line(text: str, style: str, weight: int | None, share: float) -> Panel:
        largest_pt = size_at(space.style(style), share)
        return line_panel(space, text, style, largest_pt=largest_pt, weight=weight)

    def phones(phone_list: Sequence[Phone], share: float) -> Panel:
        size_pt = size_at(space.style("phone"), share)
        if len(phone_list) == 1:
            return _phone(space, phone_list[0], size_pt)
        return stacked(_phone_lines(space, phone_list, size_pt), gap_mm=4.5 * space.unit)

    makers: list[Maker] = [
        partial(line, PROMISE, "promise", _BOLD),
        partial(line, CODE_CALL, "note", _BOLD),
        *(partial(line, words, "note", None) for words in _promise(space)),
    ]
    if "foot" not in space.layout.frames:
        makers.append(lambda share: foot_panel(space, item, largest_pt=size_at(note, share)))
    if _has_village_line(space):
        makers.insert(0, partial(_village_line, space))
    if item.phones:
        makers.insert(0, partial(phones, item.phones))
    return makers


def far_phones(space: PartSpace, item: Item, share: float) -> Panel:
    """Return the phones of an alert: each beside its name where that leaves it large."""
    size_pt = size_at(space.style("phone"), share)
    return stacked(_phone_lines(space, item.phones, size_pt), gap_mm=(4 + 3 * share) * space.unit)


def _promise(space: PartSpace) -> tuple[str, ...]:
    """Return what the code never asks, on two lines where one would be too small to read."""
    note = space.style("note")
    if space.wide_mm(CODE_PROMISE, note.fit.smallest_pt, note.weight) <= space.width_mm:
        return (CODE_PROMISE,)
    first, rest = CODE_PROMISE.split("，")
    return f"{first}，", rest


def _phone(space: PartSpace, phone: Phone, size_pt: float) -> Panel:
    """Return whose number it is, and the number below it."""
    label_pt = max(space.style("label").fit.smallest_pt, size_pt * 0.45)
    label = line_panel(space, phone_label(phone), "label", largest_pt=label_pt)
    return stacked([label, _number(space, phone.number, size_pt)], gap_mm=2.2 * space.unit)


def _number(space: PartSpace, number: str, size_pt: float) -> Panel:
    """Return a phone number; digits have no ink below the line, so none is counted."""
    style = space.style("phone")
    size_pt = space.largest_pt(number, style.weight, size_pt)
    height = CAPITAL_EM * size_pt * MM_PER_PT
    digits = space.line(number, size_pt, style.weight, y_mm=height)
    return text_panel("phone", size_pt, [digits], height_mm=height)


def _phones_alone(space: PartSpace, item: Item, share: float) -> Panel:
    """Return the phones over the whole width, each beside its name, and the promise."""
    least = 0.0 if space.layout.purpose is Purpose.ALERT else _ALONE_SHARE
    size_pt = size_at(space.style("phone"), least + (1 - least) * share)
    if len(item.phones) == 1 and space.layout.purpose is not Purpose.ALERT:
        panels = [_phone(space, item.phones[0], size_pt)]
    else:
        panels = _phone_lines(space, item.phones, size_pt)
    if _has_village_line(space):
        panels.append(_village_line(space, share))
    # Nobody asks for money in an alert; every line costs size that is read from five metres.
    if space.layout.purpose is not Purpose.ALERT:
        panels.append(line_panel(space, PROMISE, "promise", weight=_BOLD))
    if "foot" not in space.layout.frames:
        panels.append(foot_panel(space, item))
    return stacked(panels, gap_mm=(4 + 3 * share) * space.unit)


def plain_contact(space: PartSpace, item: Item, share: float) -> Panel:
    """Return phones and promises for a poster whose code stands elsewhere."""

    def line(text: str, style: str, weight: int | None = None) -> Panel:
        largest_pt = size_at(space.style(style), share)
        return line_panel(space, text, style, largest_pt=largest_pt, weight=weight)

    panels = _phone_lines(space, item.phones, space.style("phone").fit.smallest_pt)
    panels.append(line(PROMISE, "promise", _BOLD))
    if space.has_code:
        panels.append(line(f"{CODE_ABOVE}。{CODE_PROMISE}", "note"))
    return _ruled(space, stacked(panels, gap_mm=(3 + share) * space.unit))


def _has_village_line(space: PartSpace) -> bool:
    """Whether there is a line to write on: on what is taken home, where it is long enough."""
    return space.layout.purpose in TAKEN_HOME and space.layout.width_mm > _NARROW_MM


def _village_line(space: PartSpace, share: float) -> Panel:
    """Return 村里找 and a line to write a name and a number on, at the stall or in the village."""
    style = space.style("label")
    size_pt = size_at(style, share)
    base = WRITING_MM - 2.0
    words = space.line(VILLAGE_CALL, size_pt, style.weight, y_mm=base)
    start = space.wide_mm(VILLAGE_CALL, size_pt, style.weight) + 1.5
    line = writing_line(start, space.width_mm, base + 1, 0.4)
    panel = text_panel("village", size_pt, [words], height_mm=WRITING_MM)
    return replace(panel, blocks=(*panel.blocks, Block(tag=Tag.ARTIFACT, marks=(line,))))


def _phone_lines(space: PartSpace, phones: Sequence[Phone], size_pt: float) -> list[Panel]:
    """Return a line for each phone: all names to the left, all numbers from one edge on."""
    if not phones:
        return []
    name, number = space.style("label"), space.style("phone")
    names_em = max(width_em(phone_label(p), name.weight, space.metrics) for p in phones)
    numbers_em = max(width_em(p.number, number.weight, space.metrics) for p in phones)
    wanted_pt = size_pt
    # The name is set at 0.45 of the number's size, with one em of its own between them.
    most_pt = space.width_mm / ((names_em + 1) * 0.45 + numbers_em) / MM_PER_PT
    size_pt = min(size_pt, int(most_pt * 2) / 2)
    smallest_pt = min(name.fit.smallest_pt, space.style("promise").fit.smallest_pt)
    name_pt = int(max(smallest_pt, min(size_pt * 0.45, name.fit.largest_pt)) * 2) / 2
    names_mm = (names_em + 0.4) * name_pt * MM_PER_PT
    if names_mm + numbers_em * size_pt * MM_PER_PT > space.width_mm:
        size_pt = int((space.width_mm - names_mm) / numbers_em / MM_PER_PT * 2) / 2
    if size_pt < number.fit.smallest_pt:
        # Too narrow for both on a line: a number that cannot be read helps nobody.
        return [_phone(space, phone, wanted_pt) for phone in phones]
    left = space.width_mm - numbers_em * size_pt * MM_PER_PT
    panels = []
    for phone in phones:
        digits = _number(space, phone.number, size_pt)
        label = space.line(phone_label(phone), name_pt, name.weight, y_mm=digits.height_mm)
        moved = (shifted(block, left, 0) for block in digits.blocks)
        blocks = (Block(tag=Tag.PARAGRAPH, marks=(label,)), *moved)
        panels.append(replace(digits, blocks=blocks))
    return panels
