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
from kit.text.written_days import told_hour, weekday, written_day

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
    last_day: date | None = None
    """Of what people can still do something about."""
    alert: str = ""
    """Until when it holds, of an alert in force."""


def entry_of(item: Item, code: str, effect: Effect, changed: str) -> Entry:
    """Return an item's line in the lists."""
    in_force = not effect.is_over
    alert = item.emergency if in_force and not item.cancels else None
    return Entry(
        code=code,
        title=item.plain_headline,
        publish=item.dates.publish,
        field_name=item.field_name,
        villages=item.villages,
        sample=item.sample,
        is_hidden=is_hidden(item),
        changed=changed,
        state="" if in_force else effect.state.value,
        summary="".join(plain_sentences(item)) if in_force else "",
        last_day=item.deadline if in_force else None,
        alert=f"到{told_hour(alert.expires)}" if alert and alert.expires else "",
    )


def compose_site(entries: Sequence[Entry], township: Township) -> tuple[WebPage, ...]:
    """Return all lists; feed and site map only where pages have an address of their own."""
    newest = sorted(entries, key=lambda e: (e.publish, e.code), reverse=True)
    current = [entry for entry in newest if not entry.state]
    groups = (
        ("index.html", f"{township.name}政务公开", _first(current)),
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


def _first(current: Sequence[Entry]) -> Iterator[Chunk]:
    """Yield what cannot wait, then what can be missed, the soonest first, then what is new."""
    alarms = [entry for entry in current if entry.alert]
    soon = sorted((e for e in current if e.last_day), key=lambda e: (e.last_day, e.code))
    urgent = {entry.code for entry in (*alarms, *soon)}
    newest = [entry for entry in current if entry.code not in urgent]
    yield from _listed("预警，现在就要看", alarms, "alarm")
    yield from _listed("有最后一天的", soon, "soon")
    yield from _listed("最新公开", newest[:MOST_NEWEST])


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


def _listed(heading: str, entries: Iterable[Entry], look: str = "") -> Iterator[Chunk]:
    parts = macros("entries.html")
    frame = (parts.head(heading, look), "</ul>\n")
    for entry in entries:
        yield Chunk(html=parts.line(entry, _day_of(entry, look), entry.state), frame=frame)


def _day_of(entry: Entry, look: str) -> str:
    if look == "alarm":
        return entry.alert
    if look == "soon" and entry.last_day:
        return f"{written_day(entry.last_day, near=entry.publish)}　{weekday(entry.last_day)}"
    return f"{written_day(entry.publish)}公开"


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
