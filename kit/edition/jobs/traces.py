"""What stands out there of items that ended or were corrected: by channel, to be fetched back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.edition.published.posted import BETWEEN
from kit.model.item import Channel
from kit.plan.what_changed import facts_of, key_facts, told_changes
from kit.text.typeset.sense import plain_title
from kit.text.written_days import short_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.edition.jobs.context import EditionContext
    from kit.model.item import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """An item that was published, and is over by this week, or says something else now."""

    item_id: str
    title: str
    channels: tuple[Channel, ...]
    """Where it was published."""
    why: str
    is_over: bool
    """It has no new wording that takes its place."""


def traces(context: EditionContext, items: Sequence[Item]) -> tuple[Trace, ...]:
    """Return what ended by this week, then what is published anew with another wording."""
    return (*_ended(context, items), *_corrected(context, items))


def _ended(context: EditionContext, items: Sequence[Item]) -> Iterator[Trace]:
    published = {item.item_id: item for item in items}
    for one in context.plan.take_down:
        channels = _ever(context, one.item_id, published.get(one.item_id))
        if channels:
            yield Trace(
                item_id=one.item_id,
                title=plain_title(one.title),
                channels=channels,
                why=f"{short_day(one.day)}起不能再用：{one.reason.partition('（见')[0]}",
                is_over=True,
            )


def _corrected(context: EditionContext, items: Sequence[Item]) -> Iterator[Trace]:
    for item in items:
        if before := replaced_wording(context, item):
            yield Trace(
                item_id=item.item_id,
                title=plain_title(before["title"]),
                channels=_channels(before),
                why=f"{told_change(before, item)}，换新的",
                is_over=False,
            )


def replaced_wording(context: EditionContext, item: Item) -> Mapping[str, str]:
    """Return the wording that the present one takes the place of; empty where there is none.

    What hangs since an earlier week comes before what this week's editions have put up.
    """
    earlier = context.earlier.get(item.item_id)
    known = [earlier.entry if earlier else {}, context.replaced.get(item.item_id, {})]
    if item.item_id not in context.hanging:
        known.reverse()
    now = context.digests[item.item_id]
    return next((one for one in known if one and one["digest"] != now), {})


def told_change(before: Mapping[str, str], item: Item) -> str:
    """Return what an item says otherwise than the wording before it: 改了：金额 380元→400元."""
    return f"改了：{told_changes(facts_of(before.get('facts', '')), key_facts(item))}"


def _ever(context: EditionContext, item_id: str, item: Item | None) -> tuple[Channel, ...]:
    """Return where an item was published; what goes out and is over in one week goes out now."""
    if item is None:
        record = context.records.get(item_id)
        return _channels(record.entry) if record else ()
    earlier = context.earlier.get(item_id)
    known = (earlier.entry if earlier else {}, context.replaced.get(item_id, {}))
    before = {channel for entry in known for channel in _channels(entry)}
    return tuple(channel for channel in Channel if channel in before or channel in item.channels)


def _channels(entry: Mapping[str, str]) -> tuple[Channel, ...]:
    told = entry.get("channels", "").split(BETWEEN)
    return tuple(channel for channel in Channel if channel in told)
