"""Jobs for the public pages: one for every printed number, its earlier wordings, the lists."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from kit.compose.web.item_page import Link, PageSetting, Version
from kit.compose.web.site_index import entry_of
from kit.edition.index import DRAFTS
from kit.edition.jobs.job import Job
from kit.edition.jobs.number_jobs import code_of, ended_job, is_bare, is_shut, number_jobs
from kit.edition.jobs.paper_jobs import pictures_of, shown_on
from kit.edition.make.looks import look_at_page
from kit.edition.make.web_page import PageOrder, keep_earlier, make_lists, make_page
from kit.edition.published.posted import text_code
from kit.edition.published.site import CLIP, SITE, earlier_wordings, next_wording, page_folder
from kit.model.item import Channel, Privacy
from kit.model.outputs import Output, outputs_of
from kit.plan.calendar import lunar_date
from kit.text.written_days import written_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.compose.web.site_index import Entry
    from kit.edition.jobs.context import EditionContext
    from kit.edition.published.site import Wording
    from kit.model.item import Item


def page_jobs(
    context: EditionContext, items: Sequence[Item], drafts: Sequence[Item]
) -> Iterator[Job]:
    """Yield a page for each item with a number, also those that are over; and the lists.

    A paper hangs longer than a week: who scans a code of last year still gets its page,
    which then says that it is over, or what took its place. What is carried is not made.
    """
    public = public_items(context)
    days = dict(context.carried)
    for item_id, item in public.items.items():
        if item_id not in days:
            wording = wording_of(context, item)
            days[item_id] = wording.day
            yield from _pages(context, item, wording, items, _setting(context, item, public))
    for item_id in context.plan.effects:
        if is_shut(context, item_id):
            yield from _shut_pages(context, item_id)
    for item in drafts:
        setting = replace(_setting(context, item, public), listed=False)
        yield _page_job(context, item, setting, f"{DRAFTS}/扫码页/{setting.code_id}")
    listed = [item for item in public.items.values() if Output.LISTING in outputs_of(item)]
    yield _lists_job(context, listed, days)


@dataclass(frozen=True, slots=True)
class PublicItems:
    """The items whose words may be read on a public page, and which of them ended which."""

    items: Mapping[str, Item]
    """By id."""
    ended: Mapping[str, Sequence[Item]]
    """By the id of what ended them."""

    def named(self, item_id: str) -> tuple[Item, ...]:
        """Return the item of that number, as long as it has such a page."""
        return (self.items[item_id],) if item_id in self.items else ()


def public_items(context: EditionContext) -> PublicItems:
    """Return the items with a page of their words; what each ended is found once for all."""
    items = {
        item_id: item
        for item_id, item in context.pages.items()
        if item_id not in context.drafts and not is_bare(context, item_id)
    }
    ended: dict[str, list[Item]] = {}
    for item in items.values():
        if by := context.effect(item).by:
            ended.setdefault(by, []).append(item)
    return PublicItems(items, ended)


def _pages(
    context: EditionContext,
    item: Item,
    wording: Wording,
    items: Sequence[Item],
    setting: PageSetting,
) -> Iterator[Job]:
    """Yield an item's page, its earlier wordings below it, and those of its printed numbers."""
    earlier = _earlier(context, item, wording)
    setting = replace(
        setting,
        clip=CLIP if _is_heard(context, item, items) else "",
        version=wording.mark,
        corrected=_written(wording.day) if wording.number > 1 else "",
        earlier=tuple(
            Version(number=w.number, day=_written(w.day), check_code=w.check_code)
            for w, _ in earlier
        ),
    )
    job = _page_job(context, item, setting, page_folder(setting.code_id))
    yield job
    for before, files in earlier:
        yield _earlier_job(item, f"{page_folder(setting.code_id)}/v{before.number}", files)
    yield from number_jobs(context, item.item_id, job)


def _shut_pages(context: EditionContext, item_id: str) -> Iterator[Job]:
    """Yield pages without a word of what was said, for all numbers and wordings of an item."""
    code = code_of(context, item_id)
    published = context.published(code)
    folder = page_folder(code)
    version = published.wording.mark if published else ""
    yield ended_job(context, item_id, code, folder, "../../", version)
    for before, _ in published.earlier if published else ():
        yield ended_job(context, item_id, code, f"{folder}/v{before.number}", "../../../")
    yield from number_jobs(context, item_id, None)


def _setting(context: EditionContext, item: Item, public: PublicItems) -> PageSetting:
    effect = context.effect(item)
    return PageSetting(
        township=context.printed,
        lunar=lunar_date,
        code_id=context.codes[item.item_id],
        check_code=context.check_code(item),
        stamp=context.stamp(item),
        effect=effect,
        pictures={p.file: f"{n}.jpg" for n, p in enumerate(item.pictures, start=1)},
        replaced_by=_links(context, public.named(effect.by)),
        replaces=_links(context, public.ended.get(item.item_id, ())),
    )


def _page_job(context: EditionContext, item: Item, setting: PageSetting, folder: str) -> Job:
    return Job(
        folder=folder,
        stem="",
        make=make_page,
        look=look_at_page,
        title=f"扫码页 {item.item_id}",
        about=(item.item_id,),
        channel=Channel.WEBSITE,
        order=PageOrder(
            item=shown_on(context, item), setting=setting, pictures=pictures_of(context, item)
        ),
        plays=f"{folder}/{setting.clip}" if setting.clip else "",
    )


def _earlier_job(item: Item, folder: str, files: Mapping[str, bytes]) -> Job:
    order = tuple(sorted(files.items()))
    return Job(
        folder=folder,
        stem="",
        make=keep_earlier,
        title=f"旧版 {item.item_id}",
        about=(item.item_id,),
        channel=Channel.WEBSITE,
        order=order,
    )


def _lists_job(context: EditionContext, listed: Sequence[Item], days: Mapping[str, str]) -> Job:
    entries = tuple(_entry(context, item, days[item.item_id]) for item in listed)
    return Job(
        folder=SITE,
        stem="",
        make=make_lists,
        title="扫码页目录",
        channel=Channel.WEBSITE,
        order=(entries, context.printed),
    )


def _entry(context: EditionContext, item: Item, changed: str) -> Entry:
    effect = context.effect(item)
    # Of the thousands that are over, a line says nothing of any day.
    shown = item if effect.is_over else shown_on(context, item)
    return entry_of(shown, context.codes[item.item_id], effect, changed)


def wording_of(context: EditionContext, item: Item) -> Wording:
    """Return the wording that an item's page has with this edition."""
    return next_wording(
        context.published(context.codes[item.item_id]),
        context.check_code(item),
        text_code(item),
        first_day=item.dates.publish.isoformat(),
        today=context.today,
    )


def _earlier(
    context: EditionContext, item: Item, wording: Wording
) -> tuple[tuple[Wording, Mapping[str, bytes]], ...]:
    """Return the earlier wordings to keep; none of what holds people's names.

    A list of names is corrected because a name was wrong, or should not have stood there.
    """
    if item.privacy is not Privacy.NONE:
        return ()
    published = context.published(context.codes[item.item_id])
    return earlier_wordings(published, wording, context.is_ours)


def _is_heard(context: EditionContext, item: Item, items: Sequence[Item]) -> bool:
    """Return whether there is a recording that says exactly what the page says.

    None for what is over: a recording of an old alert must not sound again.
    """
    if Output.CLIP not in outputs_of(item) or context.effect(item).is_over:
        return False
    published = context.published(context.codes[item.item_id])
    kept = (
        published is not None
        and published.heard
        and published.wording.check_code == context.check_code(item)
    )
    return kept or (item.item_id in context.sounds and item in items)


def _links(context: EditionContext, items: Sequence[Item]) -> tuple[Link, ...]:
    return tuple(Link(code=context.codes[i.item_id], title=i.title) for i in items)


def _written(day: str) -> str:
    return written_day(date.fromisoformat(day))
