"""What a poster says, in its order: taken from the item's key facts, in villagers' words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.clean import printable
from kit.model.field import Form
from kit.model.item import Kind
from kit.model.kinds import ROW_PICTOGRAMS
from kit.text.passages import texts_at_end
from kit.text.references import fill
from kit.text.written_days import written_day

if TYPE_CHECKING:
    from datetime import date

    from kit.model.item import Item, Phone

PROMISE = "不收手续费，不问验证码"
CODE_PROMISE = "本码只看公告，不收钱、不填身份证、不下载软件"
CODE_CALL = "扫右边的码，看全文"
VILLAGE_CALL = "村里找"

# What is left of 时间 when its dates are taken away: only this means a plain period.
_DATES = re.compile(r"(\d{4}年)?(\d{1,2}月)?\d{1,2}[日号]")
_YEAR = re.compile(r"(\d{4})年")
_WORDS = re.compile("[\u4e00-\u9fff]{2,16}")
_BETWEEN = re.compile(r"[从自起到至止前以\s—–~～-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One of the lines below the large facts: 谁 · 去哪 · 带 · 怎么办."""

    label: str
    text: str
    field: str
    """Label of the field it comes from, for the message when it is too long."""
    own_pictogram: str = ""
    """Where it is not the field's."""

    @property
    def pictogram(self) -> str:
        """The pictogram beside it; empty where there is none."""
        return self.own_pictogram or ROW_PICTOGRAMS.get(self.field, "")


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
    return printable(item.plain_headline, "标题") + (f"（{kind}）" if kind else "")


def near_of(item: Item) -> date | None:
    """Return the day beside which a day of the sheet goes without its year.

    None where years must be told apart: the sheet hangs over a year's end, or names another one.
    """
    first, last = item.dates.publish, item.dates.expire
    told = {int(year) for year in _YEAR.findall(f"{item.who}{item.when}")}
    hangs_on = last is None or last.year != first.year
    return None if hangs_on or told - {first.year} else first


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


def caption_of(item: Item, file: str) -> str:
    """Return what a picture of the item shows, as the text says it, else as its file is called.

    The name a camera or the kit gave it says nothing.
    """
    told = re.search(rf"!\[([^\]\n]*)\]\({re.escape(file)}\)", item.body)
    words = told[1] if told else ""
    named = file.rpartition("/")[2].rpartition(".")[0]
    if not words and _WORDS.fullmatch(named):
        words = named
    return said(words, item, "图片")


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
