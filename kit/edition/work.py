"""What there is to do for a week: which items may go out, with which numbers, and which may not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kit.edition.source import read_source
from kit.errors import SourceError
from kit.model.item import Status
from kit.model.outputs import Output, outputs_of
from kit.model.township import Placement
from kit.plan.plan import lies_in, plan_week
from kit.source.codes import assign_codes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kit.edition.request import Options
    from kit.edition.source import Source
    from kit.model.item import Item
    from kit.plan.plan import WeekPlan
    from kit.plan.week import Week
    from kit.source.codes import CodeEntry

_MOST_TOLD = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What an edition is of, and what is not in it; its jobs are made of it by ``jobs_of``."""

    source: Source
    options: Options
    plan: WeekPlan
    items: tuple[Item, ...]
    """Published in this edition."""
    drafts: tuple[Item, ...]
    signed: frozenset[str]
    """Ids of all items that are signed and sound, due or not."""
    codes: tuple[CodeEntry, ...]
    left_out: Mapping[str, str]
    printed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By item id: check codes of all wordings on paper, with the code of what each says."""

    @property
    def made_ids(self) -> frozenset[str]:
        """Ids of all items in the edition, drafts included."""
        return frozenset(item.item_id for item in (*self.items, *self.drafts))


def look_at_week(folder: Path, options: Options) -> Work:
    """Return the week's work without doing any of it.

    Raises:
        SourceError: The workspace cannot be read, or nothing is due.
    """
    return plan_work(read_source(folder, options), options, {})


def look_at_any_week(folder: Path, options: Options, looked_at: str = "") -> Work:
    """Return the week's work, also where nothing of it could be published.

    ``looked_at`` is as :func:`kit.edition.source.read_source` takes it.

    Raises:
        SourceError: The workspace cannot be read.
    """
    return _work(read_source(folder, options, looked_at=looked_at), options, {})


def plan_work(source: Source, options: Options, failed: Mapping[str, str]) -> Work:
    """Return the week's work without the items that failed, and every due item left out.

    Raises:
        SourceError: Nothing at all is to be published this week.
    """
    work = _work(source, options, failed)
    if not (work.items or work.drafts or work.plan.take_down):
        raise _nothing_due(options.week, work.left_out)
    return work


def _work(source: Source, options: Options, failed: Mapping[str, str]) -> Work:
    workspace, unfit = source.workspace, {*source.stopped, *failed}
    digests, history = source.reviews.digests, source.history
    sound = [
        item
        for item in workspace.items
        # What is taken back is often taken back for its faults.
        if item.status is Status.WITHDRAWN or item.item_id not in unfit
    ]
    signed = frozenset(item.item_id for item in sound if item.item_id not in source.waiting)
    today = options.now.date()
    plan = plan_week(
        workspace.items,
        workspace.township,
        options.week,
        signed=signed,
        seconds={
            item.item_id: _seconds(source, item)
            for item in sound
            if Output.CLIP in outputs_of(item) and lies_in(item, options.week)
        },
        hung=history.hung(digests),
        posted=history.posted(workspace, digests, signed, source.waiting, today),
        today=today,
    )
    due = [item for item in sound if item.item_id in plan.due]
    items = tuple(item for item in due if item.item_id in signed)
    unsigned = tuple(item for item in due if item.item_id not in signed)
    left_out = {
        # A file that could not be read has no days: it may be due.
        **{n: why for n, why in source.stopped.items() if n in plan.due or n not in digests},
        **failed,
        **{item.item_id: source.waiting[item.item_id] for item in unsigned},
    }
    drafts = unsigned if options.draft else ()
    return Work(
        source=source,
        options=options,
        plan=plan,
        items=items,
        drafts=drafts,
        signed=signed,
        codes=assign_codes(
            source.codes, [item.item_id for item in (*items, *drafts)], options.week.code
        ),
        left_out=left_out,
        printed=history.printed(items, digests),
    )


def _seconds(source: Source, item: Item) -> float:
    """Return how long an item is on the air, in Mandarin and in the dialect."""
    township = source.workspace.township
    script = source.checked.scripts.get(item.item_id)
    if script is None:  # an old week built again may hold what is over by now
        from kit.compose.spoken.script import compose_script

        script = compose_script(item, township)
    seconds = script.seconds
    if township.dialect and any(s.dialect is Placement.AFTER for s in township.slots):
        reading = source.readings.get((item.item_id, township.dialect.voice))
        seconds += reading.seconds if reading and reading.signed else 0.0
    return seconds


def _nothing_due(week: Week, left_out: Mapping[str, str]) -> SourceError:
    """Return what to tell where nothing can be published: why not, item by item."""
    told = [f"\n{name}：{why}" for name, why in left_out.items()][:_MOST_TOLD]
    if len(left_out) > len(told):
        told.append(f"\n……还有 {len(left_out) - len(told)} 条。")
    return SourceError(
        f"{week.label}没有可以发布的公开事项。{''.join(told)}" + ("\n" if told else ""),
        "请用 kit check 看问题、用 kit sign 补签字，或加 --draft 做送审稿。",
    )
