"""The sheets of one item outside any week: for whoever writes it, or is to read it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from kit.compose.web.item_page import PageSetting, compose_page
from kit.edition.jobs.context import EditionContext
from kit.edition.jobs.paper_jobs import paper_jobs, shown_on
from kit.edition.jobs.voice_jobs import ReaderOrder
from kit.edition.make.sheet import PaperOrder, font_of
from kit.plan.calendar import lunar_date
from kit.plan.plan import plan_week
from kit.plan.week import Week
from kit.review.digest import digest
from kit.source.codes import read_codes
from kit.source.private import STORE

if TYPE_CHECKING:
    from datetime import date

    from kit.model.item import Item
    from kit.source.voices import DialectVoice
    from kit.source.workspace import Workspace

_NO_CODE = "26W00-00"
"""As wide as a printed number, for an item that has none yet."""


def outside_weeks(workspace: Workspace, today: date) -> EditionContext:
    """Return what the jobs of single items share: nothing is due, and every number is known."""
    return EditionContext(
        workspace=workspace,
        plan=plan_week((), workspace.township, Week.of(today), signed=()),
        digests={},
        codes={entry.item_id: entry.code for entry in read_codes(workspace.folder)},
        drafts=frozenset(),
        font=font_of(workspace),
        store_folder=workspace.folder / STORE,
    )


def sheet_orders(context: EditionContext, item: Item) -> dict[str, PaperOrder]:
    """Return what each of an item's sheets is made from, by the sheet's name.

    Raises:
        SourceError: A layout is missing.
    """
    context = _as_draft(context, item)
    orders = [job.order for job in paper_jobs(context, item)]
    laid_out = (order for order in orders if isinstance(order, PaperOrder))
    return {PurePath(order.layout_file).stem: order for order in laid_out}


def telephone_page(context: EditionContext, item: Item) -> str:
    """Return the page that whoever scans an item's code will read, without its pictures.

    Raises:
        LayoutError: It is too long for a telephone however it is cut.
    """
    context = _as_draft(context, item)
    setting = PageSetting(
        township=context.printed,
        lunar=lunar_date,
        code_id=context.codes[item.item_id],
        check_code=context.check_code(item),
        stamp=context.stamp(item),
        listed=False,
    )
    return compose_page(replace(shown_on(context, item), pictures=()), setting)[0].html


def dialect_order(context: EditionContext, item: Item, voice: DialectVoice) -> ReaderOrder:
    """Return what an item's sheet in dialect is made from as the item stands, signed or not."""
    context = _as_draft(context, item)
    return ReaderOrder(
        item=item,
        township=context.printed,
        font=context.font,
        check_code=context.check_code(item),
        stamp=context.stamp(item),
        voice=voice,
    )


def _as_draft(context: EditionContext, item: Item) -> EditionContext:
    # Stamped as a draft: a picture of what nobody signed must not hang anywhere.
    return replace(
        context,
        digests={item.item_id: digest(item)},
        codes={item.item_id: _NO_CODE, **context.codes},
        drafts=frozenset({item.item_id}),
    )
