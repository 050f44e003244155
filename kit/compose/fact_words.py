"""What a poster says, in its order: taken from the item's key facts, in villagers' words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.clean import printable
from kit.model.field import Form
from kit.model.item import Kind
from kit.text.passages import texts_at_end
from kit.text.references import fill
from kit.text.written_days import weekday, written_day

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from kit.model.item import Item, Phone

PROMISE = "不收手续费，不问验证码"
CODE_PROMISE = "本码只看公告，不收钱、不填身份证、不下载软件"
CODE_CALL = "扫右边的码，看全文"
VILLAGE_CALL = "村里找"

_LAST_DAY = {Kind.PREVIEW: "提意见的最后一天", Kind.LIST: "公示的最后一天"}
# Where there is nothing to go for, 去哪 would send people on their way.
_PLACE_ONLY = {Kind.PENALTY, Kind.EMERGENCY, Kind.REPEAL}
_TO_READ = {Kind.LIST, Kind.TABLE}
# What is left of 时间 when its dates are taken away: only this means a plain period.
_DATES = re.compile(r"(\d{4}年)?(\d{1,2}月)?\d{1,2}[日号]")
_BETWEEN = re.compile(r"[从自起到至止前以\s—–~～-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One of the lines below the large facts: 谁 · 去哪 · 带 · 怎么办."""

    label: str
    text: str
    field: str
    """Label of the field it comes from, for the message when it is too long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """What stands in the black band: the last day, or else the time."""

    label: str
    text: str
    is_date: bool


def band_of(item: Item, lunar: Callable[[date], str]) -> Band | None:
    """Return the deadline with weekday and lunar date, else the time, else None.

    Of what is repealed it is the first day without it.
    """
    day = item.deadline
    effective = item.dates.effective
    if item.kind is Kind.REPEAL and effective is not None:
        return Band(
            label="从这天起停用",
            text=written_day(effective, near=item.dates.publish),
            is_date=True,
        )
    if day is not None:
        label = _LAST_DAY.get(item.kind, "最后一天")
        return Band(
            label=f"{label}　{weekday(day)}　农历{lunar(day)}",
            text=written_day(day, near=item.dates.publish),
            is_date=True,
        )
    if item.when:
        return Band(label="时间", text=said(item.when, item, "时间"), is_date=False)
    return None


def rows_of(item: Item, *, with_time: bool = False) -> tuple[Row, ...]:
    """Return the rows in reading order; a fact that is 无 has none.

    ``with_time``: 时间 has a row also where the black band would show it.
    """
    rows: list[Row] = []

    def add(label: str, text: str | None, field: str) -> None:
        if text:
            rows.append(Row(label=label, text=said(text, item, field), field=field))

    add("谁", item.who, "谁")
    if item.kind is Kind.REPEAL:
        add("依据", item.doc_no or item.full_title, "文号")
    if with_time or says_more_than_deadline(item):
        add("时间", item.when, "时间")
    add(_place_label(item.kind), item.where, "地点")
    add("带", "、".join(item.bring), "带什么")
    if item.feedback is not None:
        add("怎么提", "、".join(item.feedback.ways), "意见办法")
    # What is repealed asks for nothing; what counts is how things are done from now on.
    add("现在" if item.kind is Kind.REPEAL else "怎么办", item.how, "怎么办")
    return tuple(rows)


def _place_label(kind: Kind) -> str:
    if kind in _PLACE_ONLY:
        return "地点"
    return "去哪看" if kind in _TO_READ else "去哪"


def says_more_than_deadline(item: Item) -> bool:
    """Whether 时间 needs a row: not when the band shows it, nor when it is a bare period.

    A bare period (9月1日到12月31日) ends on the last day, which stands in the band.
    A consultation's period is part of what must be told (重大行政决策程序暂行条例第十五条).
    """
    if item.when is None or item.deadline is None:
        return False
    return item.kind is Kind.PREVIEW or not _BETWEEN.fullmatch(_DATES.sub("", item.when))


def sheet_title(item: Item, kind: str = "") -> str:
    """Return the title of a sheet as a file, ``kind`` in brackets: 交医保（宣传单）."""
    return printable(item.plain_title, "标题") + (f"（{kind}）" if kind else "")


def take_down(item: Item) -> str:
    """Return when the sheet comes down, as it is printed on it."""
    if item.dates.expire is None:
        return "长期张贴"
    return f"{written_day(item.dates.expire, near=item.dates.publish)}后摘下"


def hangs_from(item: Item) -> str:
    """Return when the sheet went up and when it comes down."""
    return f"{written_day(item.dates.publish, near=item.dates.formed)}贴出，{take_down(item)}"


def handed_out(item: Item) -> str:
    """Return when a sheet for the hand was given out, and until when it holds.

    With its year: such a sheet lies in a drawer. A deadline stands on it already.
    """
    given = f"{written_day(item.dates.publish)}公开"
    if item.deadline is not None or item.dates.expire is None:
        return given
    return f"{given}，有效期至{written_day(item.dates.expire)}"


def amounts_of(item: Item) -> tuple[str, ...]:
    """Return the amounts as they are printed."""
    return tuple(said(amount.written, item, "金额") for amount in item.amounts)


def plain_sentences(item: Item) -> tuple[str, ...]:
    """Return 大白话 with its references filled; of an all-clear nothing, for it is advice."""
    if item.cancels:
        return ()
    return tuple(said(sentence, item, "大白话") for sentence in item.plain)


def lines_at_end(item: Item) -> tuple[tuple[str, str], ...]:
    """Return heading and text of what stands below the notice: its grounds, what one can do.

    A repeal's list of documents is told once: what body or table name is not named again.
    """
    cells = [cell for row in item.table.rows for cell in row] if item.table else []
    told = "\n".join((item.body, *cells))
    lines = []
    for field, texts in texts_at_end(item):
        heading = field.heading or field.label
        words = field.form is Form.WORDS
        new = [text for text in texts if not words or text not in told]
        if new:
            lines.append((heading, printable(("、" if words else "；").join(new), field.label)))
    return tuple(lines)


def said(text: str, item: Item, field: str) -> str:
    """Return a text of the item as it is printed: references filled, stray signs left out.

    Raises:
        LayoutError: It holds signs that cannot be printed; ``field`` is named.
    """
    return printable(fill(text, item), field)


def phone_label(phone: Phone) -> str:
    """Return what stands above a number."""
    return phone.label or "电话"
