"""Jobs of what is uploaded to sites: a folder an item, and a table of each site's own columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.web.item_page import PageSetting
from kit.edition.index import FORWARD
from kit.edition.jobs.job import Job
from kit.edition.jobs.paper_jobs import pictures_of, shown_on
from kit.edition.make.upload_pack import (
    PACK_STEM,
    PackOrder,
    UploadOrder,
    look_at_pack,
    look_at_upload_table,
    make_pack,
    make_upload_table,
)
from kit.edition.make.web_page import PageOrder
from kit.model.township import SITE_CHANNELS, Site
from kit.plan.calendar import lunar_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.edition.jobs.context import EditionContext
    from kit.model.item import Item

TABLE = "上传表"


def upload_jobs(context: EditionContext, items: Sequence[Item]) -> Iterator[Job]:
    """Yield for each site the folders of its items, and its table; none is made of a draft."""
    for site in sites_of(context):
        entries = [
            (context.stem(item), page_order(context, item))
            for item in items
            if site.channel in item.channels
        ]
        for folder, page in entries:
            yield Job(
                folder=f"{FORWARD}/{site.name}/{folder}",
                stem=PACK_STEM,
                make=make_pack,
                look=look_at_pack,
                title=f"{site.name} {page.item.item_id}",
                about=(page.item.item_id,),
                channel=site.channel,
                order=PackOrder(page=page, site=site.name),
            )
        if entries:
            yield Job(
                folder=f"{FORWARD}/{site.name}",
                stem=TABLE,
                make=make_upload_table,
                look=look_at_upload_table,
                title=f"{site.name}{TABLE}",
                about=tuple(page.item.item_id for _, page in entries),
                channel=site.channel,
                order=UploadOrder(site=site, entries=tuple(entries)),
            )


def sites_of(context: EditionContext) -> tuple[Site, ...]:
    """Return the township's sites; a channel without one has a site named as people call it."""
    named, called = context.township.sites, context.township.called
    told = {site.channel for site in named}
    others = (Site(name=called(one), channel=one) for one in SITE_CHANNELS if one not in told)
    return (*named, *others)


def page_order(context: EditionContext, item: Item) -> PageOrder:
    """Return what an article is made from, with the item's pictures."""
    setting = PageSetting(
        township=context.printed,
        lunar=lunar_date,
        code_id=context.codes[item.item_id],
        check_code=context.check_code(item),
        stamp=context.stamp(item),
        effect=context.effect(item),
        listed=False,
    )
    pictures = pictures_of(context, item)
    return PageOrder(item=shown_on(context, item), setting=setting, pictures=pictures)
