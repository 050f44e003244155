"""What a manifest tells of the items it puts up and takes down."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kit.edition.published.posted import BETWEEN, BETWEEN_LINKS, WAS
from kit.plan.links import node_of
from kit.plan.what_changed import facts_text
from kit.review.digest import chain_digest, short_code
from kit.source.private import RETURNS
from kit.source.sealed_lines import head_of

if TYPE_CHECKING:
    from kit.edition.work import Work
    from kit.model.item import Item
    from kit.review.chain import ReviewState


def returns_head(work: Work) -> str:
    """Return the seal of the last return (回执) that was noted before this edition."""
    return head_of(work.source.workspace.folder / RETURNS)


def published_entries(work: Work) -> dict[str, dict[str, str]]:
    """Return what a manifest tells of the items in it, for the day on which a file is gone."""
    return {
        item.item_id: {
            **_entry(work, item, draft=item in work.drafts),
            **_signed(work.source.reviews.states[item.item_id]),
        }
        for item in (*work.items, *work.drafts)
    }


def _signed(state: ReviewState) -> dict[str, str]:
    """Return who signed an item, and the chain that was completed."""
    signed = (*state.signed, *((state.hurried,) if state.hurried else ()))
    return {
        "chain": chain_digest(state.chain),
        "signers": "；".join(f"{one.step} {one.by} {one.at:%Y-%m-%d}" for one in signed),
    }


def posted_entries(work: Work) -> dict[str, dict[str, str]]:
    """Return what a manifest tells of items beside those published in it.

    That is what comes down, as it hung; what an earlier revision of the week put up and this
    one does not; and the day on which a file was missed first.
    """
    history, plan = work.source.history, work.plan
    items = {item.item_id: item for item in work.source.workspace.items}
    told = {one.item_id: one for one in plan.take_down}
    published = {item.item_id for item in work.items}
    missed = {
        item_id
        for item_id in plan.effects
        if item_id not in items and not history.records[item_id].gone
    }
    entries = {}
    for item_id in sorted({*told, *missed, *(history.now.keys() - published)}):
        known = history.records.get(item_id)
        gone = plan.effects[item_id].since if item_id in missed else None
        comes_down = told.get(item_id)
        entries[item_id] = {
            **(known.entry if known else _entry(work, items[item_id], draft=False)),
            "day": comes_down.day.isoformat() if comes_down else "",
            "reason": comes_down.reason if comes_down else "",
            "gone": gone.isoformat() if gone else known.gone if known else "",
            "hangs": "是" if known and known.hangs and not comes_down else "",
        }
    return entries


def _entry(work: Work, item: Item, *, draft: bool) -> dict[str, str]:
    printed = work.printed.get(item.item_id, {})
    code = next((one.code for one in work.codes if one.item_id == item.item_id), "")
    digest = work.source.reviews.digests[item.item_id]
    was = work.source.history.replaced(item.item_id, digest)
    return {
        **item_entry(item, digest, code=code, draft=draft),
        "printed": " ".join("=".join(pair) for pair in printed.items()),
        **({WAS: json.dumps(was, ensure_ascii=False, sort_keys=True)} if was else {}),
    }


def item_entry(item: Item, digest: str, *, code: str, draft: bool) -> dict[str, str]:
    """Return what a manifest tells of an item, but for the wordings that are on paper."""
    expire, node = item.dates.expire, node_of(item, signed=True)
    over = item.emergency.expires if item.emergency else None
    return {
        "title": item.title,
        "facts": facts_text(item),
        "digest": digest,
        "check_code": short_code(digest),
        "code": code,
        "draft": "是" if draft else "",
        "kind": item.kind.value,
        "channels": BETWEEN.join(item.channels),
        "villages": BETWEEN.join(item.villages),
        "publish": item.dates.publish.isoformat(),
        "expire": expire.isoformat() if expire else "",
        # Of an alert: the minute from which nobody may play it.
        "over": over.isoformat() if over else "",
        "links": BETWEEN_LINKS.join(f"{relation} {target}" for relation, target in node.links),
        "since": node.since.isoformat(),
    }
