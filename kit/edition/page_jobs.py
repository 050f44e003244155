"""Jobs for the public pages: one for every printed number, and the list of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.web import Entry, Link, PageSetting, compose_site_index
from kit.edition.index import DRAFTS
from kit.edition.job import Job, Made
from kit.edition.paper import PageOrder, make_page
from kit.edition.paper_jobs import pictures_of
from kit.edition.recipe import hash_of
from kit.edition.site import SITE, page_folder
from kit.model.item import Channel
from kit.plan.calendar import lunar_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.edition.sheet import Sheet
    from kit.model.item import Item
    from kit.model.township import Township


def page_jobs(sheet: Sheet, items: Sequence[Item], drafts: Sequence[Item]) -> Iterator[Job]:
    """Yield a page for each item with a number, also those that are over; and their list.

    A paper hangs longer than a week: who scans a code of last year still gets its page,
    which then says that it is over, or what took its place.
    """
    listed = [item for item in sheet.pages if item not in drafts]
    for item in listed:
        heard = item in items or sheet.codes[item.item_id] in sheet.heard
        yield _page_job(sheet, item, listed, heard=heard)
    for item in drafts:
        yield _page_job(sheet, item, listed, heard=False)
    entries = tuple(
        Entry(code=sheet.codes[item.item_id], item=item, expired=item.item_id in sheet.ended)
        for item in listed
    )
    yield Job(
        folder=SITE,
        stem="",
        recipe={
            "items": hash_of(
                *(f"{e.code} {sheet.digests[e.item.item_id]} {e.expired}" for e in entries)
            ),
            "township": hash_of(sheet.township),
            **sheet.paper_program(),
        },
        make=make_site_index,
        title="扫码页目录",
        channel=Channel.WEBSITE,
        order=(entries, sheet.township),
    )


def make_site_index(order: tuple[tuple[Entry, ...], Township]) -> tuple[Made, ...]:
    """Return the list of all public pages."""
    data = compose_site_index(*order).encode("utf-8")
    return (Made(name="index.html", data=data, figures={"bytes": len(data)}),)


def _page_job(sheet: Sheet, item: Item, listed: Sequence[Item], *, heard: bool) -> Job:
    draft = item.item_id in sheet.drafts
    code = sheet.codes[item.item_id]
    clip = "clip.mp3" if heard and Channel.LOUDSPEAKER in item.channels else ""
    setting = PageSetting(
        township=sheet.township,
        lunar=lunar_date,
        code_id=code,
        check_code=sheet.check_code(item),
        stamp=sheet.stamp(item),
        expired=item.item_id in sheet.ended,
        clip=clip,
        pictures={p.file: f"{n}.jpg" for n, p in enumerate(item.pictures, start=1)},
        replaced_by=_links(sheet, [other for other in listed if _replaces(other, item)]),
        replaces=_links(sheet, [other for other in listed if _replaces(item, other)]),
        listed=not draft,
    )
    recipe = {
        **sheet.paper_recipe(item),
        "outputs": hash_of(setting.clip, setting.replaced_by, setting.replaces),
        "week": str(setting.expired),
    }
    return Job(
        folder=f"{DRAFTS}/扫码页/{code}" if draft else page_folder(code),
        stem="",
        recipe=recipe,
        make=make_page,
        title=f"扫码页 {item.item_id}",
        about=(item.item_id,),
        channel=Channel.WEBSITE,
        order=PageOrder(item=item, setting=setting, pictures=pictures_of(sheet, item)),
    )


def _replaces(newer: Item, older: Item) -> bool:
    """Return whether ``newer`` names ``older`` as replaced, by its number or document number."""
    names = {older.item_id, older.doc_no} - {""}
    return newer is not older and bool(names & set(newer.replaces))


def _links(sheet: Sheet, items: Sequence[Item]) -> tuple[Link, ...]:
    return tuple(Link(code=sheet.codes[i.item_id], title=i.title) for i in items)
