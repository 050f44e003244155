"""The words of everything that is made of an item, by the name of the output."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.full_text import compose_full_text
from kit.compose.handouts.lecture import compose_talk
from kit.compose.handouts.picture_card import compose_picture_cards
from kit.compose.handouts.slides import compose_slides
from kit.compose.layouts.purposes import poster_layout
from kit.compose.led import led_message
from kit.compose.posters.poster import compose_poster
from kit.compose.spoken.script import compose_script
from kit.compose.web.article import compose_article
from kit.compose.web.item_page import PageSetting, compose_page
from kit.edition.inspect.inspection import text_of_html
from kit.edition.make.any_sheet import compose_any
from kit.errors import LayoutError
from kit.model.township import Paper
from kit.plan.calendar import lunar_date
from kit.plan.told_days import days_said
from kit.text.figures.compare_output import compare_output, key_figures
from tests.sheets import layout, setting, words
from tests.test_edition_legible import order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kit.compose.paper.page import Document
    from kit.model.item import Item
    from kit.text.figures.compare_output import Mismatch

SHEETS = ("公开栏", "全文页", "扫码页")
"""Outputs that show every key figure; what is handed out and heard may leave one to them."""
CODES = ("26W48-03", "7K3M-9QPW")
"""Numbers beside the item's own."""


@dataclass(frozen=True, kw_only=True)
class Made:
    """What was made of an item: its sheets, the words of all outputs, and what was refused."""

    documents: Mapping[str, Document]
    texts: Mapping[str, str]
    refused: tuple[str, ...]


def made_of(item: Item) -> Made:
    """Return all outputs of an item."""
    makers: dict[str, Callable[[], Document]] = {
        "公开栏": lambda: compose_poster(item, layout(poster_layout(item, Paper.A3)), setting()),
        "全文页": lambda: compose_full_text(item, None, setting()),
        "墟天": lambda: compose_any(order(item, "handout-a5")),
        "公众号": lambda: compose_picture_cards(item, setting()),
        "幻灯片": lambda: compose_slides(item, setting()),
        "念稿": lambda: compose_talk(item, setting()),
    }
    documents, refused = {}, []
    for name, make in makers.items():
        try:
            documents[name] = make()
        except LayoutError as error:
            refused.append(f"{name}：{error}")
    texts = {name: "\n".join(map(words, one.pages)) for name, one in documents.items()}
    return Made(documents=documents, texts=texts | _texts(item), refused=tuple(refused))


def _texts(item: Item) -> dict[str, str]:
    context = setting()
    page = PageSetting(
        township=context.township,
        lunar=lunar_date,
        code_id=context.code_id,
        check_code=context.check_code,
    )
    script = compose_script(item, context.township)
    return {
        "扫码页": text_of_html("\n".join(one.html for one in compose_page(item, page))),
        "公众号文章": text_of_html(compose_article(item, page)),
        "LED屏": "\n".join(led_message(item)),
        "广播": "\n".join(one.written for one in script.sentences),
    }


def mismatches(item: Item, made: Made) -> Iterator[tuple[str, Mismatch]]:
    """Yield every figure of an output that is not the item's, or is missing, with the output."""
    allowed = (*CODES, *days_said(item, setting().township))
    for output, text in made.texts.items():
        required = key_figures(item) if output in SHEETS else ()
        for found in compare_output(text, item, required, allowed=allowed):
            yield output, found
