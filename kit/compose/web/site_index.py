"""The lists of all pages: newest first, by field, by village, by date; feed and site map."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone
from email.utils import format_datetime
from itertools import groupby
from typing import TYPE_CHECKING

from kit.compose.fact_words import plain_sentences
from kit.compose.web.item_page import LARGEST_PAGE_BYTES, WebPage, is_hidden
from kit.compose.web.rich_text import Chunk, joined, shared_out
from kit.compose.web.templating import filled, macros
from kit.text.written_days import written_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from kit.model.item import Item
    from kit.model.township import Township
    from kit.plan.relations import Effect

FEED, SITEMAP = "feed.xml", "sitemap.xml"
MOST_NEWEST = 20
MOST_IN_FEED = 30
_LISTS = (
    ("by-field.html", "按领域找"),
    ("by-village.html", "按村找"),
    ("by-date.html", "按日期找（也有已经结束的）"),
)
_WHOLE_TOWNSHIP = "全乡的"
_HEAD_BYTES = 400
"""What the number of a page adds to its title, its heading and its links."""
_CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A page in the lists: what they show of it and no more, for they list ten years of pages."""

    code: str
    title: str
    publish: date
    field_name: str
    villages: tuple[str, ...]
    sample: bool
    is_hidden: bool
    """Search engines are asked to leave it alone."""
    changed: str
    """The day of its present wording, ISO."""
    state: str = ""
    """What is to be known before it is opened; empty while it is in force."""
    summary: str = ""
    """What the feed says of it; empty where it is over."""


def entry_of(item: Item, code: str, effect: Effect, changed: str) -> Entry:
    """Return an item's line in the lists."""
    return Entry(
        code=code,
        title=item.title,
        publish=item.dates.publish,
        field_name=item.field_name,
        villages=item.villages,
        sample=item.sample,
        is_hidden=is_hidden(item),
        changed=changed,
        state=effect.state.value if effect.is_over else "",
        summary="" if effect.is_over else "".join(plain_sentences(item)),
    )


def compose_site(entries: Sequence[Entry], township: Township) -> tuple[WebPage, ...]:
    """Return all lists; feed and site map only where pages have an address of their own."""
    newest = sorted(entries, key=lambda e: (e.publish, e.code), reverse=True)
    current = [entry for entry in newest if not entry.state]
    groups = (
        ("index.html", f"{township.name}政务公开", _listed("", current[:MOST_NEWEST])),
        ("by-field.html", "按领域找", _by_field(current)),
        ("by-village.html", "按村找", _by_village(current, township)),
        ("by-date.html", "按日期找", _by_date(newest)),
    )
    pages = [
        page
        for name, heading, chunks in groups
        for page in _pages(name, heading, list(chunks), township)
    ]
    if township.page_host:
        pages += _machine_read(newest, current, township)
    return tuple(pages)


def _by_field(entries: Sequence[Entry]) -> Iterator[Chunk]:
    for name in sorted({entry.field_name for entry in entries}):
        yield from _listed(name, [e for e in entries if e.field_name == name])


def _by_village(entries: Sequence[Entry], township: Township) -> Iterator[Chunk]:
    """Yield each village with what concerns it alone, and at the end what concerns all."""
    for village in township.villages:
        yield from _listed(village, [e for e in entries if village in e.villages])
    yield from _listed(_WHOLE_TOWNSHIP, [e for e in entries if not e.villages])


def _by_date(entries: Sequence[Entry]) -> Iterator[Chunk]:
    for (year, month), of_month in groupby(entries, lambda e: (e.publish.year, e.publish.month)):
        yield from _listed(f"{year}年{month}月", of_month)


def _listed(heading: str, entries: Iterable[Entry]) -> Iterator[Chunk]:
    parts = macros("entries.html")
    frame = (parts.head(heading), "</ul>\n")
    for entry in entries:
        html = parts.line(entry, written_day(entry.publish), entry.state)
        yield Chunk(html=html, frame=frame)


def _pages(
    name: str, heading: str, chunks: Sequence[Chunk], township: Township
) -> Iterator[WebPage]:
    values = {
        "township": township,
        "heading": heading,
        "first": name == "index.html",
        "lists": _LISTS,
        "feed": bool(township.page_host),
    }
    # Weighed as one page of several: the links to the others count too.
    empty = filled("list.html", **values, content="", number=1, count=2, following=name)
    room = LARGEST_PAGE_BYTES - len(empty.encode("utf-8")) - _HEAD_BYTES
    leaves = shared_out(chunks, room, room)
    names = [name, *(f"{name.removesuffix('.html')}-{n}.html" for n in range(2, len(leaves) + 1))]
    for number, leaf in enumerate(leaves, start=1):
        html = filled(
            "list.html",
            **values,
            content=joined(leaf) if leaf else "现在没有。",
            number=number,
            count=len(leaves),
            previous=names[number - 2],
            following=names[number % len(names)],
        )
        yield WebPage(name=names[number - 1], html=html)


def _machine_read(
    newest: Sequence[Entry], current: Sequence[Entry], township: Township
) -> Iterator[WebPage]:
    """Yield the feed and the site map, which need whole addresses."""
    home = f"https://{township.page_host}/"
    feed = filled(
        "feed.xml",
        township=township,
        home=home,
        entries=current[:MOST_IN_FEED],
        moment=_moment,
    )
    found = [entry for entry in newest if not entry.is_hidden]
    yield WebPage(name=FEED, html=feed)
    yield WebPage(name=SITEMAP, html=filled("sitemap.xml", home=home, entries=found))


def _moment(day: date) -> str:
    """Return the morning of a day as feeds write it (RFC 2822)."""
    return format_datetime(datetime.combine(day, time(8), _CHINA))
