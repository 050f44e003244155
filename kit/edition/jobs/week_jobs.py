"""Jobs that sum up the week on paper: the overview for the boards, and the slip of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.forms.week_sheet import compose_week_board
from kit.edition.index import PRINT
from kit.edition.jobs.job import Job, MadeFile
from kit.edition.jobs.paper_jobs import shown_on
from kit.edition.jobs.print_orders import OVERVIEW
from kit.edition.jobs.round_jobs import round_jobs
from kit.edition.jobs.slip_jobs import slip_jobs
from kit.edition.make.sheet import office_pdf, typeface
from kit.model.item import Channel
from kit.model.outputs import Output
from kit.plan.calendar import lunar_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from kit.edition.jobs.context import EditionContext
    from kit.edition.make.sheet import FontFile
    from kit.model.item import Item
    from kit.model.township import Township


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewOrder:
    """All that the overview is made from."""

    township: Township
    font: FontFile
    monday: date
    week_label: str
    items: tuple[Item, ...]
    markets: tuple[date, ...]
    stamp: str


def week_jobs(
    context: EditionContext, items: Sequence[Item], papers: Sequence[Job]
) -> Iterator[Job]:
    """Yield the week's own jobs; ``papers`` are those of the items' sheets, with their recipes."""
    overview = tuple(job.derived(context.recipes) for job in _overview_jobs(context, items))
    yield from overview
    yield from slip_jobs(context, items, (*overview, *papers))
    yield from round_jobs(context, items)


def _overview_jobs(context: EditionContext, items: Sequence[Item]) -> Iterator[Job]:
    """Yield the job of the overview; none where nothing hangs."""
    by_id = {item.item_id: shown_on(context, item) for item in items}
    hanging = tuple(by_id[entry.item_id] for entry in context.plan.hang if entry.item_id in by_id)
    if hanging:
        yield Job(
            folder=f"{PRINT}/{Output.POSTER}",
            stem=OVERVIEW,
            make=make_week_board,
            title=OVERVIEW,
            about=tuple(item.item_id for item in hanging),
            channel=Channel.BOARD,
            order=OverviewOrder(
                township=context.printed,
                font=context.font,
                monday=context.week.monday,
                week_label=context.week.label,
                items=hanging,
                markets=context.plan.market_days,
                stamp="样例" if context.township.sample else "",
            ),
        )


def make_week_board(order: OverviewOrder) -> tuple[MadeFile, ...]:
    """Return the week's overview for the notice board."""
    document = compose_week_board(
        order.items,
        order.township,
        typeface(order.font),
        monday=order.monday,
        week_label=order.week_label,
        markets=order.markets,
        lunar=lunar_date,
        stamp=order.stamp,
    )
    data = office_pdf(document, order.township, order.font)
    return (MadeFile(name="_A3.pdf", data=data, figures={"pages": len(document.pages)}),)
