"""The lists of all pages: by date, field and village; the feed and the site map."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from xml.etree import ElementTree as ET

from kit.compose.web.item_page import LARGEST_PAGE_BYTES
from kit.compose.web.site_index import MOST_IN_FEED, Entry, compose_site, entry_of
from kit.model.item import Dates, Emergency, Privacy
from kit.plan.relations import IN_FORCE, Effect, State
from tests.notices import TOWNSHIP, notice
from tests.test_compose_web import Outline, seen


def entry(number: int, effect: Effect = IN_FORCE, **changes: object) -> Entry:
    day = date(2026, 1 + number % 12, 1 + number % 28)
    item = notice(
        title=f"第{number}件事",
        sample=False,
        deadline=None,
        dates=Dates(formed=day, publish=day),
    )
    item = replace(item, **changes)  # type: ignore[arg-type] # Item's own names
    return entry_of(item, f"26W48-{number:02}", effect, day.isoformat())


def site(*entries: Entry, host: str = "daxi.example.cn") -> dict[str, str]:
    township = replace(TOWNSHIP, page_host=host)
    return {page.name: seen(page.html) for page in compose_site(entries, township)}


def test_the_newest_stand_first() -> None:
    first = site(entry(1), entry(2), entry(3))["index.html"]

    assert first.index("第3件事") < first.index("第2件事") < first.index("第1件事")


def test_the_first_page_opens_with_alerts_and_what_can_be_missed() -> None:
    expires = datetime.fromisoformat("2026-11-26T20:00")
    alert = Emergency(type="森林火险", level="橙色", expires=expires)
    first = site(
        entry(1),
        entry(2, deadline=date(2026, 12, 31)),
        entry(3, deadline=date(2026, 12, 2)),
        entry(4, emergency=alert),
        entry(5, emergency=alert, cancels="DX-2026-008"),
        entry(6, Effect(state=State.CANCELLED), emergency=alert),
    )["index.html"]

    order = [
        "第4件事",
        "到2026年11月26日晚上8点",
        "第3件事",
        "12月2日　星期三",
        "第2件事",
        "第5件事",
    ]
    places = [first.index(words) for words in order]
    assert places == sorted(places)
    assert "第6件事" not in first
    assert first.count("第3件事") == 1


def test_everything_is_found_by_field_village_and_date() -> None:
    pages = site(
        entry(1, field_name="养老服务"),
        entry(2, field_name="医疗保障", villages=("黄龙村",)),
    )

    assert pages["by-field.html"].index("养老服务</h2>") < pages["by-field.html"].index("第1件事")
    villages = pages["by-village.html"]
    assert villages.index("黄龙村</h2>") < villages.index("第2件事")
    assert villages.index("全乡的</h2>") < villages.index("第1件事")
    assert "大溪村</h2>" not in villages
    assert "2026年3月</h2>" in pages["by-date.html"]


def test_what_has_ended_stands_by_date_only_and_says_so() -> None:
    repealed, expired = Effect(state=State.REPEALED), Effect(state=State.EXPIRED)
    pages = site(entry(1, repealed), entry(2, expired), entry(3))

    assert "第1件事" not in pages["index.html"] + pages["by-field.html"] + pages["feed.xml"]
    assert "已废止" in pages["by-date.html"]
    assert "已过期" in pages["by-date.html"]


def test_an_empty_site_says_so() -> None:
    assert "现在没有。" in site()["index.html"]


def test_years_of_pages_stay_small_pages_that_link_on() -> None:
    pages = site(*(entry(n) for n in range(1200)))

    html = [page for name, page in pages.items() if name.endswith(".html")]
    assert all(len(p.encode("utf-8")) <= LARGEST_PAGE_BYTES for p in html)
    by_date = [name for name in pages if name.startswith("by-date")]
    assert len(by_date) > 2
    outlines = [Outline(pages[name]) for name in by_date]
    assert sum(a.startswith("D/") for o in outlines for a in o.addresses) == 1200
    for outline, following in zip(outlines, by_date[1:], strict=False):
        assert following in outline.addresses


def test_every_link_of_the_lists_leads_somewhere() -> None:
    pages = site(*(entry(n) for n in range(400)))
    codes = {f"D/26W48-{n:02}/index.html" for n in range(400)}

    for page in (html for name, html in pages.items() if name.endswith(".html")):
        assert set(Outline(page).addresses) <= codes | set(pages)


def test_the_feed_is_xml_with_whole_addresses() -> None:
    entries = [entry(n, title="<收费> & “补贴”") for n in range(MOST_IN_FEED + 5)]
    feed = ET.fromstring(site(*entries)["feed.xml"])
    items = feed.findall("channel/item")

    assert len(items) == MOST_IN_FEED
    assert items[0].findtext("title") == "<收费> & “补贴”"
    assert all((i.findtext("link") or "").startswith("https://daxi.example.cn/D/") for i in items)
    assert (items[0].findtext("pubDate") or "").endswith("08:00:00 +0800")


def test_the_site_map_leaves_out_peoples_names() -> None:
    pages = site(entry(1), entry(2, privacy=Privacy.PERSONAL), entry(3, sample=True))

    assert "26W48-01" in pages["sitemap.xml"]
    assert "26W48-02" not in pages["sitemap.xml"]
    assert "26W48-03" not in pages["sitemap.xml"]
    ET.fromstring(pages["sitemap.xml"])


def test_without_an_address_of_its_own_a_site_has_neither() -> None:
    pages = site(entry(1), host="")

    assert set(pages) == {"index.html", "by-field.html", "by-village.html", "by-date.html"}
    assert "feed.xml" not in pages["index.html"]
