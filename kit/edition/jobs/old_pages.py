"""Pages of notices that are over: carried from edition to edition, not made at each.

A township's pages grow for ever, and a week changes none of the old ones. So an edition lists
them as the newest one did, as long as each still says what is true: the item's wording, what
became of it and by whom, what is printed of it, and the township as its pages show it. Where
only the program is another, a share is made anew at each build. docs/decisions/0014.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kit.edition.jobs.all_jobs import context_of, jobs_of
from kit.edition.jobs.job import settled
from kit.edition.jobs.page_jobs import public_items, wording_of
from kit.edition.make.looks import look_at_page, look_at_printed_page
from kit.edition.make.paper_pages import make_note, make_printed_page
from kit.edition.make.web_page import keep_earlier, make_page
from kit.edition.published.newest import newest_manifest
from kit.edition.published.site import is_site_path
from kit.edition.store.canonical import canonical
from kit.program import hash_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from kit.edition.jobs.context import EditionContext
    from kit.edition.jobs.job import Job
    from kit.edition.jobs.page_jobs import PublicItems
    from kit.edition.published.manifest import FileEntry, Manifest
    from kit.edition.store.store import Store
    from kit.edition.work import Work
    from kit.model.item import Item

MOST_REMADE = 50
"""Old pages made anew in one build because the program is another: an alert must not wait."""

SAID, MADE_BY, DAY = "said", "made_by", "day"
"""What a manifest tells of the pages of an item that is over: a hash of what they say beside
the program, a hash of the program, and the day of their wording."""

MAKERS = (make_page, make_printed_page, make_note, keep_earlier, look_at_page, look_at_printed_page)
VALUES = (
    "kit.model.item",
    "kit.model.township",
    "kit.plan.relations",
    "kit.plan.calendar",
    "kit.compose.web.item_page",
    "kit.compose.web.paper_pages",
    "kit.edition.make.web_page",
    "kit.edition.make.paper_pages",
)
"""All that the orders of pages can be made of: whole, for nobody looks into an old page's order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldPages:
    """The pages of all that is over, those that are carried and those that are made."""

    entries: tuple[FileEntry, ...] = ()
    """Files that are carried, as the newest edition lists them."""
    told: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By item id: what the manifest tells of its pages."""
    carried: Mapping[str, str] = field(default_factory=dict)
    """By item id: the day of the wording, of those that are not made."""
    late: int = 0
    """Items whose pages an earlier program made, and that wait for a later build."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What staff are told."""
        return (f"软件更新了，旧公告的网页还有 {self.late} 页下次更新。",) if self.late else ()


def jobs_beside_old_pages(
    work: Work, store: Store, lost: Collection[str]
) -> tuple[tuple[Job, ...], OldPages]:
    """Return every job of a week's edition, and the pages that none of them makes.

    ``lost`` are the paths of pages whose files are not as they were signed.
    """
    context = context_of(work)
    newest = newest_manifest(context.workspace.folder)
    old = old_pages(context, newest, work.made_ids, lost)
    jobs = settled(jobs_of(work, replace(context, carried=old.carried)), store)
    waiting = _waiting(newest, jobs, old) if newest else ()
    return jobs, replace(old, entries=(*old.entries, *waiting))


def old_pages(
    context: EditionContext, newest: Manifest | None, made: Collection[str], lost: Collection[str]
) -> OldPages:
    """Return what becomes of the pages of items that are over and not ``made`` this week."""
    before = newest.pages if newest else {}
    entries = _by_item(newest, lost) if newest else {}
    now = {
        item.item_id: said
        for item, said in _said(context, public_items(context))
        if item.item_id not in made and context.effect(item).is_over
    }
    true = [i for i, said in now.items() if i in entries and before.get(i, {}).get(SAID) == said]
    program = context.recipes.program_of(MAKERS, VALUES)
    stale = [item_id for item_id in true if before[item_id][MADE_BY] != program]
    # The newest first: more people still scan them.
    stale.sort(key=lambda item_id: context.codes[item_id], reverse=True)
    kept = set(true) - set(stale[:MOST_REMADE])
    told = {
        item_id: before[item_id]
        if item_id in kept
        else {SAID: said, MADE_BY: program, DAY: wording_of(context, context.pages[item_id]).day}
        for item_id, said in now.items()
    }
    return OldPages(
        entries=tuple(entry for item_id in sorted(kept) for entry in entries[item_id]),
        told=told,
        carried={item_id: told[item_id][DAY] for item_id in kept},
        late=len(stale[MOST_REMADE:]),
    )


def _waiting(newest: Manifest, jobs: Collection[Job], old: OldPages) -> Iterator[FileEntry]:
    """Yield the pages of what was sent back or cannot be read today: they say what was signed.

    While they stand they are listed, so that what is spoilt of them is put back.
    """
    pages = (job for job in jobs if is_site_path(f"{job.folder}/"))
    done = {*old.carried, *(job.about[0] for job in pages if len(job.about) == 1)}
    for item_id, entries in _by_item(newest, ()).items():
        if item_id not in done:
            yield from entries


def _by_item(newest: Manifest, lost: Collection[str]) -> dict[str, list[FileEntry]]:
    """Return by item id the public files about it alone, if none of them is lost."""
    found: dict[str, list[FileEntry]] = {}
    spoilt = set()
    for entry in newest.site:
        if len(entry.about) == 1:
            # Without a key: it is no output of today's work.
            carried = replace(entry, key="", figures={}, recipe={}) if entry.recipe else entry
            found.setdefault(entry.about[0], []).append(carried)
            if entry.path in lost:
                spoilt.add(entry.about[0])
    return {item_id: entries for item_id, entries in found.items() if item_id not in spoilt}


def _said(context: EditionContext, public: PublicItems) -> Iterator[tuple[Item, str]]:
    """Yield each item with a hash of all that its pages say: what differs in it is not true."""
    around = hash_of(sorted(canonical(context.printed).parts.items()))
    for item_id, item in public.items.items():
        effect = context.effect(item)
        linked = (*public.named(effect.by), None, *public.ended.get(item_id, ()))
        links = [(context.codes[one.item_id], one.title) if one else () for one in linked]
        printed = sorted(context.wordings.get(item_id, {}).items())
        code = context.codes[item_id]
        yield item, hash_of(around, context.digests[item_id], code, effect, links, printed)
