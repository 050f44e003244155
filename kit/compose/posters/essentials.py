"""The text code (要点码) on a handout's back: the key facts, read by a phone without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.fact_words import amounts_of, said
from kit.compose.paper.frames import largest_size, one_line
from kit.compose.paper.page import Block, Box, Code, Ink, Tag
from kit.text.code_content import MOST_ESSENTIALS_BYTES
from kit.text.written_days import written_day
from kit.units import MM_PER_PT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.compose.sheet_context import SheetContext
    from kit.model.item import Item

SIDE_MM = 45.0
"""Version 15 with its quiet zone has 93 modules: 0.48 mm, scanned from 20 cm."""

_GAP_MM = 4.0
_CAPTION = ("要点码", "不上网也能扫：", "日期、钱数、电话", "都在码里。", "扫不出就看纸上的字。")
_LARGEST_PT, _LEADING = 18.0, 1.4
_BOLD, _PLAIN = 900, 500


def wants_essentials(context: SheetContext) -> bool:
    """Return whether a handout carries the code: no page to open, or the township asks for it."""
    return not context.payload or context.township.essentials_code


def essentials(item: Item, context: SheetContext) -> str:
    """Return what the code says; empty where the facts that must be in it are too many.

    A code that lacks the deadline or an amount would be believed all the same, so those are
    all in it or there is none. Who, place and further phones come in as far as they fit.
    """
    lines = list(_must_say(item, context))
    if _bytes(lines) > MOST_ESSENTIALS_BYTES:
        return ""
    for line in _may_say(item, context):
        if _bytes([*lines, line]) <= MOST_ESSENTIALS_BYTES:
            lines.append(line)
    return "\n".join(lines)


def _must_say(item: Item, context: SheetContext) -> Iterator[str]:
    mark = f"【{context.stamp}】" if context.stamp else ""
    yield f"{mark}{said(item.title, item, '标题')}"
    if item.deadline is not None:
        yield f"最后一天：{written_day(item.deadline)}"
    elif item.when:
        yield f"时间：{said(item.when, item, '时间')}"
    yield from amounts_of(item)
    for phone in item.phones[:1]:
        yield f"{phone.label}：{phone.number}"


def _may_say(item: Item, context: SheetContext) -> Iterator[str]:
    yield f"{item.issuer} {context.code_id}".rstrip()
    for phone in item.phones[1:]:
        yield f"{phone.label}：{phone.number}"
    for label, text in (("谁", item.who), ("地点", item.where)):
        if text:
            yield f"{label}：{said(text, item, label)}"


def _bytes(lines: list[str]) -> int:
    return len("\n".join(lines).encode("utf-8"))


def essentials_blocks(
    text: str, context: SheetContext, *, x_mm: float, y_mm: float, width_mm: float
) -> tuple[Block, ...]:
    """Return the code at the left of a strip ``SIDE_MM`` high, what it is for beside it."""
    code = Code(x_mm=x_mm, y_mm=y_mm, side_mm=SIDE_MM, payload=text)
    # White below it: a stamp across the sheet must not touch the modules.
    ground = Box(x_mm=x_mm, y_mm=y_mm, width_mm=SIDE_MM, height_mm=SIDE_MM, fill=Ink.WHITE)
    left_mm = x_mm + SIDE_MM + _GAP_MM
    size_pt = min(
        largest_size(
            line,
            weight=_BOLD,
            metrics=context.metrics,
            within_mm=width_mm - SIDE_MM - _GAP_MM,
            largest_pt=_LARGEST_PT,
        )
        for line in _CAPTION
    )
    step_mm = size_pt * MM_PER_PT * _LEADING
    first_mm = y_mm + (SIDE_MM - step_mm * len(_CAPTION)) / 2 + size_pt * MM_PER_PT
    marks = tuple(
        one_line(
            line,
            x_mm=left_mm,
            y_mm=first_mm + number * step_mm,
            size_pt=size_pt,
            weight=_PLAIN if number else _BOLD,
            metrics=context.metrics,
        )
        for number, line in enumerate(_CAPTION)
    )
    return (
        Block(tag=Tag.ARTIFACT, marks=(ground,)),
        Block(tag=Tag.FIGURE, marks=(code,), alt=f"要点码：{text}"),
        Block(tag=Tag.PARAGRAPH, marks=marks),
    )
