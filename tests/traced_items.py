"""Items published on every channel, and what ends each: where the same build fetches it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from kit.edition.index import BACK
from kit.edition.jobs.one_item import outside_weeks
from kit.edition.jobs.round_jobs import round_jobs
from kit.edition.published.posted import BETWEEN, Record
from kit.model.item import Channel, Dates, Kind, Status
from kit.plan.plan import plan_week
from kit.plan.take_down import Posted
from kit.plan.week import Week
from tests.sheets import item, workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.edition.jobs.context import EditionContext
    from kit.model.item import Item

WEEK = Week.parse("2026-W48")
TODAY = date(2026, 11, 25)
_SINCE = Dates(formed=date(2026, 11, 16), publish=date(2026, 11, 16), expire=date(2026, 12, 31))
_NOW = Dates(formed=TODAY, publish=TODAY, effective=TODAY)
_OLD, _NEW = "7" * 64, "8" * 64


def _published(number: str) -> Item:
    return replace(item(number), channels=tuple(Channel), dates=_SINCE, villages=())


def _ending(number: str, **says: Any) -> Item:
    bare = replace(item(number), dates=_NOW, replaces=(), cancels="", decides="", villages=())
    return replace(bare, status=Status.VALID, **says)


def endings() -> dict[str, tuple[Item, ...]]:
    """Return by what ends it, an item and the one that does; a correction is one item alone."""
    notice, alert, preview = map(_published, ("2026-005", "2026-008", "2026-009"))
    assert alert.emergency is not None
    over = replace(alert.emergency, sent=alert.emergency.expires)
    return {
        "废止": (notice, _ending("2026-002", replaces=(notice.item_id,))),
        "更正": (notice,),
        "解除": (
            alert,
            _ending("2026-010", kind=Kind.EMERGENCY, emergency=over, cancels=alert.item_id),
        ),
        "决定": (preview, _ending("2026-007", kind=Kind.DECISION, decides=preview.item_id)),
    }


def fetched_back(items: Sequence[Item]) -> frozenset[Channel]:
    """Return on which channels the build that ends the first item tells what is done with it."""
    context = _context(items)
    first = items[0]
    found = set()
    listed = any(one.item_id == first.item_id and one.boards for one in context.plan.take_down)
    hung = any(one.item_id == first.item_id for one in context.plan.hang)
    if listed or (hung and context.digests[first.item_id] != _OLD):
        found.add(Channel.BOARD)
    due = [one for one in items if one.item_id in context.plan.due]
    for job in round_jobs(context, due):
        if job.folder == BACK:
            told = {part.word for part in job.order.sheet.parts}
            found |= {one for one in Channel if context.township.called(one) in told}
    return frozenset(found)


def _context(items: Sequence[Item]) -> EditionContext:
    first = items[0]
    corrected = len(items) == 1
    ids = [one.item_id for one in items]
    posted = Posted(item_id=first.item_id, title=first.title, expire=_SINCE.expire)
    plan = plan_week(
        items,
        workspace().township,
        WEEK,
        signed=ids,
        posted={first.item_id: posted},
        today=TODAY,
    )
    entry = {
        "title": first.title,
        "digest": _OLD,
        "channels": BETWEEN.join(Channel),
        "check_code": "7777-7777",
    }
    record = {first.item_id: Record(entry=entry, hangs=True)}
    return replace(
        outside_weeks(workspace(), TODAY),
        plan=plan,
        codes=dict.fromkeys(ids, "26W48-03"),
        digests=dict.fromkeys(ids, _NEW if corrected else _OLD),
        earlier=record,
        records=record,
        hanging=record,
    )
