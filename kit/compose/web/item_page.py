"""Pages for a telephone: the full text a villager gets by scanning.

Static, no script, no style older browsers lack (X5 of 2014: no grid, flex or variables);
large type, 7:1 contrast, readable at 320 px; every text goes through the template's escaping.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kit.compose.fact_table import fact_rows
from kit.compose.fact_words import (
    CODE_PROMISE,
    PROMISE,
    lines_at_end,
    plain_sentences,
)
from kit.compose.paper.grid import grid_of
from kit.compose.paper.markdown import parse_markdown
from kit.compose.web.page_band import band_values
from kit.compose.web.rich_text import chunks_of, figure_chunk, joined, shared_out, table_chunks
from kit.compose.web.templating import filled
from kit.errors import LayoutError
from kit.model.item import Kind, Privacy
from kit.model.kinds import ENFORCED, Biggest, look_of
from kit.model.outputs import Output, outputs_of
from kit.plan.relations import IN_FORCE, State
from kit.text.references import fill
from kit.text.written_days import written_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from kit.compose.web.rich_text import Chunk
    from kit.model.item import Item
    from kit.model.township import Township
    from kit.plan.relations import Effect

LARGEST_PAGE_BYTES = 50_000
"""A page opens within a few seconds on a village's slow network."""
CARD = "card.jpg"
"""Beside the page: the picture that is shown with a link to it."""
_AS_PRINTED_BYTES = 1_000
"""What a page gains where it stands under a printed number: a sentence, and longer links."""
MOST_PARTS = 40
"""Nobody turns more leaves than that on a telephone."""

_ENDED = "下面的内容不再有效，办事不要再用。"
_OVER = {
    State.EXPIRED: "时间已经过了，下面的内容只供查看。",
    State.DECIDED: "征求意见已经结束，决定已经公布。",
    State.CANCELLED: "预警已经解除，下面的内容只供查看。",
}
_LARGE_FACTS = ("警示", "做什么", "最后一天", "时间", "金额")
_LAST_FACTS = ("预警", "起始", "到期", "发布", "来源")
# Where what only explains begins: the weekday of a day, the condition of an amount.
_ASIDE = {"最后一天": re.compile("　"), "金额": re.compile("[（，；]")}
_ELSEWHERE = ("电话", "怎么提")
_SOUND = re.compile(r"<!--sound-->.*?<!--/sound-->", re.DOTALL)
_HISTORY = re.compile(r"<!--history-->.*?<!--/history-->", re.DOTALL)
_UPWARD = re.compile(r'(href|src)="((?:\.\./)+)')
_ROBOTS = re.compile(r'<meta name="robots" content="[^"]*">')


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Another page of the same site."""

    code: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An earlier wording of a page, kept below it."""

    number: int
    day: str
    """When it was published, as it is written."""
    check_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSetting:
    """What a page shows beside the item's own words."""

    township: Township
    lunar: Callable[[date], str]
    code_id: str
    check_code: str
    stamp: str = ""
    effect: Effect = IN_FORCE
    """Whether it is in force, and what ended it."""
    clip: str = ""
    """Address of the recording, relative to the page; empty without one."""
    pictures: Mapping[str, str] = field(default_factory=dict)
    """Address of each picture's file, relative to the page."""
    replaced_by: tuple[Link, ...] = ()
    """The page of what ended it."""
    replaces: tuple[Link, ...] = ()
    """Pages of what it ended."""
    listed: bool = True
    """It stands in the site, so that a link to the list of all works."""
    version: str = ""
    """Which wording it is, for the next kit: ``kit.edition.published.site``."""
    corrected: str = ""
    """The day its wording was changed, as it is written; empty for the first wording."""
    earlier: tuple[Version, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """A file of HTML."""

    name: str
    html: str


def compose_page(item: Item, setting: PageSetting) -> tuple[WebPage, ...]:
    """Return an item's page; a long text goes on in ``2.html`` and so on.

    Raises:
        LayoutError: It is too long for a telephone however it is cut.
    """
    withdrawn = is_withdrawn(item, setting.effect)
    chunks = () if withdrawn else tuple(_chunks(item, setting))
    values = {**page_values(item, setting), "withdrawn": withdrawn}
    # Weighed with the longest count: a digit more must not push a page over its size.
    first = _room(filled("page.html", **values, content="", number=1, count=MOST_PARTS))
    rest = _room(filled("part.html", **values, content="", number=2, count=MOST_PARTS))
    leaves = shared_out(chunks, first, rest)
    if len(leaves) > MOST_PARTS:
        raise LayoutError(
            f"扫码页要分成 {len(leaves)} 页，手机上翻不完。",
            "请把不用公开的列设为“不公开”，或把长表、长文分成几条。",
        )
    return tuple(
        WebPage(
            name="index.html" if number == 1 else f"{number}.html",
            html=filled(
                "page.html" if number == 1 else "part.html",
                **values,
                content=joined(leaf),
                number=number,
                count=len(leaves),
            ),
        )
        for number, leaf in enumerate(leaves, start=1)
    )


def is_withdrawn(item: Item, effect: Effect) -> bool:
    """Return whether the names are to be taken off: their public notice is over.

    The number on paper keeps its page; what it says of people does not outlive its purpose
    (个人信息保护法第十九条).
    """
    return effect.is_over and item.privacy is not Privacy.NONE


def has_card(item: Item, township: Township, effect: Effect) -> bool:
    """Return whether a picture stands beside links to the item's page, as :data:`CARD`.

    It needs a whole address, and is there as long as the item is in force.
    """
    wanted = Output.PICTURE in outputs_of(item) and item.privacy is Privacy.NONE
    return wanted and bool(township.page_host) and not effect.is_over


def is_hidden(item: Item) -> bool:
    """Return whether search engines are asked to leave it alone: samples, and people's names."""
    return item.sample or item.privacy is not Privacy.NONE or item.kind in {*ENFORCED, Kind.LIST}


def state_told(effect: Effect) -> str:
    """Return what an item is, with the day since when: 已废止（2026年11月26日起）."""
    # Built on Monday, read on Friday: with its day the sentence is true on both.
    since = f"（{written_day(effect.since)}起）" if effect.since and effect.by else ""
    return f"{effect.state}{since}"


def as_earlier(html: str, number: int) -> str:
    """Return a page as the earlier wording it has become, for the folder ``v1`` below its own.

    Its text stays to the letter. Its sound goes: beside the page stands the new recording.
    """
    page = _HISTORY.sub("", _SOUND.sub("", html))
    page = _UPWARD.sub(r'\1="../\2', page)
    page = _ROBOTS.sub('<meta name="robots" content="noindex, noarchive">', page)
    banner = (
        f'<p class="banner">这是更正以前的第{number}版，不要再用。'
        '<br><a href="../index.html">看更正后的</a></p>'
    )
    return page.replace("<!--banner-->", banner)


def hangs(item: Item) -> str:
    """Return from when to when an item is public, as its page says it."""
    first = written_day(item.dates.publish, near=item.dates.formed)
    if item.dates.expire is None:
        return f"{first}起长期公开"
    return f"{first}到{written_day(item.dates.expire, near=item.dates.publish)}"


def page_values(item: Item, setting: PageSetting) -> dict[str, object]:
    """Return what an item's templates are filled with, but for the written text."""
    return {
        "item": item,
        **band_values(item),
        "setting": setting,
        "card": CARD if setting.listed and has_card(item, setting.township, setting.effect) else "",
        "township": setting.township,
        "banner": _banner(setting.effect),
        "facts": _facts(item, setting.lunar),
        "large": large_facts(item),
        "plain": plain_sentences(item),
        "faq": [(fill(q.question, item), fill(q.answer, item)) for q in item.faq],
        "hangs": hangs(item),
        "hidden": is_hidden(item) or bool(setting.stamp),
        "keywords": "，".join(dict.fromkeys((item.field_name, item.kind.value, item.title))),
        "at_end": lines_at_end(item),
        "promise": PROMISE,
        "code_promise": CODE_PROMISE,
    }


def _chunks(item: Item, setting: PageSetting) -> Iterator[Chunk]:
    """Yield the written text, its pictures and its table."""
    yield from chunks_of(parse_markdown(fill(item.body, item)), setting.pictures)
    for file, address in setting.pictures.items():
        if f"({file})" not in item.body:
            yield figure_chunk(address, f"附图：{file.rpartition('.')[0]}")
    if item.table is not None:
        yield from table_chunks(grid_of(item.table), item.table.caption, item.table.unit)


def _room(page: str) -> int:
    """Return the bytes that are left of a page for its text."""
    return LARGEST_PAGE_BYTES - _AS_PRINTED_BYTES - len(page.encode("utf-8"))


def _banner(effect: Effect) -> str:
    if effect.is_over:
        return f"{state_told(effect)}：{_OVER.get(effect.state, _ENDED)}"
    return "已修改：请以新的内容为准。" if effect.state is State.AMENDED else ""


def large_facts(item: Item) -> tuple[str, ...]:
    """Return the labels of what is read at a glance, the most wanted first.

    时间 only where nothing else is as large on paper: of a meeting, a market, a cut.
    """
    is_timed = look_of(item).biggest is Biggest.TIME
    return tuple(label for label in _LARGE_FACTS if is_timed or label != "时间")


def _facts(item: Item, lunar: Callable[[date], str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return label and lines of the key facts, the most wanted first, an alert's papers last.

    A line is what is read at a glance and what only explains it.
    """
    rows = [row for row in fact_rows(item, lunar) if row[0] not in _ELSEWHERE]
    large = large_facts(item)
    order = {label: number - len(large) for number, label in enumerate(large)}
    order |= dict.fromkeys(_LAST_FACTS, 1)
    rows.sort(key=lambda row: order.get(row[0], 0))
    return [(label, [_parted(label, line) for line in text.split("\n")]) for label, text in rows]


def _parted(label: str, line: str) -> tuple[str, str]:
    aside = _ASIDE[label].search(line) if label in _ASIDE else None
    return (line[: aside.start()], line[aside.start() :]) if aside else (line, "")
