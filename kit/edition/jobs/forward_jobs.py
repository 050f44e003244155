"""Jobs for what is sent on: cards, articles, messages of the LED screen, alerts as CAP files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compose.led import led_order
from kit.compose.web.item_page import CARD, has_card
from kit.edition.index import FORWARD
from kit.edition.jobs.job import Job
from kit.edition.jobs.paper_jobs import sheet_order, shown_on
from kit.edition.jobs.upload_jobs import page_order, upload_jobs
from kit.edition.make.cap_file import CapOrder, look_at_cap_file, make_cap_file
from kit.edition.make.cards import (
    look_at_picture_cards,
    look_at_share_card,
    make_picture_cards,
    make_share_card,
)
from kit.edition.make.forms import make_led_text
from kit.edition.make.looks import look_at_article, look_at_led_text
from kit.edition.make.web_page import make_article
from kit.edition.published.site import page_folder
from kit.model.item import Channel
from kit.model.outputs import Output, outputs_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.edition.jobs.context import EditionContext
    from kit.model.item import Item


def forward_jobs(context: EditionContext, items: Sequence[Item]) -> Iterator[Job]:
    """Yield the jobs of cards, articles, CAP files, packs for sites, and the LED's messages.

    None is made of a draft: it would be sent on.
    """
    for item in items:
        outputs = outputs_of(item)
        if Output.PICTURE in outputs:
            yield _card_job(context, item)
        if Output.ARTICLE in outputs:
            yield _article_job(context, item)
        if Output.CAP in outputs:
            yield _cap_job(context, item)
    yield from upload_jobs(context, items)
    for item in context.pages.values():
        is_open = item.item_id not in context.drafts
        if is_open and has_card(item, context.township, context.effect(item)):
            yield _share_job(context, item)
    shown = led_order(
        shown_on(context, item) for item in items if Output.LED_TEXT in outputs_of(item)
    )
    if shown:
        yield Job(
            folder=FORWARD,
            stem=Output.LED_TEXT,
            make=make_led_text,
            look=look_at_led_text,
            title=Output.LED_TEXT,
            about=tuple(item.item_id for item in shown),
            channel=Channel.LED,
            order=shown,
        )


def _share_job(context: EditionContext, item: Item) -> Job:
    """Return the job of the picture that stands beside a link to the item's page."""
    return Job(
        folder=page_folder(context.codes[item.item_id]),
        stem=CARD.removesuffix(".jpg"),
        make=make_share_card,
        look=look_at_share_card,
        title=f"链接图 {item.item_id}",
        about=(item.item_id,),
        channel=Channel.WEBSITE,
        order=sheet_order(context, item),
    )


def _card_job(context: EditionContext, item: Item) -> Job:
    return Job(
        folder=f"{FORWARD}/{Output.PICTURE}",
        stem=context.stem(item),
        make=make_picture_cards,
        look=look_at_picture_cards,
        title=f"{Output.PICTURE} {item.item_id}",
        about=(item.item_id,),
        channel=Channel.WECHAT,
        order=sheet_order(context, item),
    )


def _cap_job(context: EditionContext, item: Item) -> Job:
    ended = (one for one in context.workspace.items if one.item_id == item.cancels)
    return Job(
        folder=f"{FORWARD}/{Output.CAP}",
        stem=context.stem(item),
        make=make_cap_file,
        look=look_at_cap_file,
        title=f"{Output.CAP} {item.item_id}",
        about=(item.item_id,),
        channel=Channel.WEBSITE,
        order=CapOrder(item=item, township=context.printed, ended=next(ended, None)),
    )


def _article_job(context: EditionContext, item: Item) -> Job:
    # Its pictures are uploaded one by one: the account takes none that is pasted.
    order = replace(page_order(context, item), pictures={})
    return Job(
        folder=f"{FORWARD}/{Output.ARTICLE}",
        stem=context.stem(item),
        make=make_article,
        look=look_at_article,
        title=f"{Output.ARTICLE} {item.item_id}",
        about=(item.item_id,),
        channel=Channel.WECHAT,
        order=order,
    )
