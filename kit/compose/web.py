"""Pages for a telephone: the full text a villager gets by scanning, and the list of all.

Static, no script, no style older browsers lack (X5 of 2014: no grid, flex or variables);
large type, 7:1 contrast, readable at 320 px; every text goes through the template's escaping.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from kit.compose.facts import CODE_PROMISE, PROMISE, plain_sentences, rows_of
from kit.compose.flow import Divider, Figure, Heading, Paragraph, Tabular
from kit.compose.grid import grid_of
from kit.compose.markdown import parse_markdown
from kit.model.item import Status
from kit.text.references import fill, written_day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from jinja2 import Environment

    from kit.compose.flow import Element
    from kit.model.item import Item
    from kit.model.township import Township

LARGEST_PAGE_BYTES = 50_000
"""A page opens within a few seconds on a village's slow network."""

_CHANGED = {
    Status.REPEALED: "已废止：下面的内容不再有效，办事不要再用。",
    Status.LAPSED: "已失效：下面的内容不再有效，办事不要再用。",
    Status.AMENDED: "已修改：请以新的内容为准。",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Another page of the same site."""

    code: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSetting:
    """What a page shows beside the item's own words."""

    township: Township
    lunar: Callable[[date], str]
    code_id: str
    check_code: str
    stamp: str = ""
    expired: bool = False
    clip: str = ""
    """Address of the recording, relative to the page; empty without one."""
    pictures: Mapping[str, str] = field(default_factory=dict)
    """Address of each picture's file, relative to the page."""
    replaced_by: tuple[Link, ...] = ()
    replaces: tuple[Link, ...] = ()
    listed: bool = True
    """It stands in the site, so that a link to the list of all works."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A page in the list of all."""

    code: str
    item: Item
    expired: bool


def compose_page(item: Item, setting: PageSetting) -> str:
    """Return the full-text page of an item as HTML."""
    return (
        _environment()
        .get_template("page.html")
        .render(
            item=item,
            setting=setting,
            banner=_banner(item, setting),
            facts=_facts(item, setting.lunar),
            plain=plain_sentences(item),
            elements=parse_markdown(fill(item.body, item)),
            table=grid_of(item.table) if item.table else None,
            faq=[(fill(q.question, item), fill(q.answer, item)) for q in item.faq],
            hangs=hangs(item),
            keywords=_keywords(item),
            fill=lambda text: fill(text, item),
            promise=PROMISE,
            code_promise=CODE_PROMISE,
            kind_of=_kind_of,
        )
    )


def compose_site_index(entries: Sequence[Entry], township: Township) -> str:
    """Return the list of all pages: what is in force first, by field; then what has ended."""
    current = [entry for entry in entries if not entry.expired and not _ended(entry.item)]
    fields = sorted({entry.item.field_name for entry in current})
    return (
        _environment()
        .get_template("site.html")
        .render(
            township=township,
            newest=sorted(current, key=lambda e: (e.item.dates.publish, e.code), reverse=True),
            fields=[(name, [e for e in current if e.item.field_name == name]) for name in fields],
            ended=[entry for entry in entries if entry not in current],
            day=lambda day: f"{day.year}年{day.month}月{day.day}日",
        )
    )


def _ended(item: Item) -> bool:
    return item.status in (Status.REPEALED, Status.LAPSED)


def _banner(item: Item, setting: PageSetting) -> str:
    if item.status in _CHANGED:
        return _CHANGED[item.status]
    if setting.replaced_by:
        return _CHANGED[Status.AMENDED]
    return "已过期：办理的时间已经过了，只供查看。" if setting.expired else ""


def _facts(item: Item, lunar: Callable[[date], str]) -> list[tuple[str, list[str]]]:
    """Return label and lines of the key facts, the most wanted first."""
    facts: list[tuple[str, list[str]]] = []
    if item.deadline:
        day = written_day(item.deadline, near=item.dates.publish)
        facts.append(("最后一天", [f"{day}（农历{lunar(item.deadline)}）"]))
    if item.amounts:
        facts.append(("金额", [amount.written for amount in item.amounts]))
    rows = [(row.label, [row.text]) for row in rows_of(item)]
    if item.when and all(label != "时间" for label, _ in rows):
        facts.append(("时间", [fill(item.when, item)]))
    return facts + rows


def hangs(item: Item) -> str:
    """Return from when to when an item is public, as its page says it."""
    first = written_day(item.dates.publish, near=item.dates.formed)
    if item.dates.expire is None:
        return f"{first}起长期公开"
    return f"{first}到{written_day(item.dates.expire, near=item.dates.publish)}"


def _keywords(item: Item) -> str:
    return "，".join(dict.fromkeys((item.field_name, item.kind.value, item.title)))


def _kind_of(element: Element) -> str:
    """Return what the template calls an element."""
    kinds = {
        Heading: "heading", Paragraph: "paragraph", Tabular: "table", Figure: "figure",
        Divider: "divider",
    }  # fmt: skip
    return kinds.get(type(element), "")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("kit.compose"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
