"""Making the public pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kit.edition.jobs.job import MadeFile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.compose.web.item_page import PageSetting, WebPage
    from kit.compose.web.site_index import Entry
    from kit.model.item import Item
    from kit.model.township import Township


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOrder:
    """All that a public page is made from."""

    item: Item
    setting: PageSetting
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def make_page(order: PageOrder) -> tuple[MadeFile, ...]:
    """Return the full-text page and its pictures."""
    from kit.compose.web.item_page import compose_page, is_withdrawn
    from kit.render.picture import safe_picture

    setting = order.setting
    pages = compose_page(order.item, setting)
    shown = {} if is_withdrawn(order.item, setting.effect) else order.pictures
    return (
        *(_page(page) for page in pages),
        *(
            MadeFile(name=setting.pictures[name], data=safe_picture(data, 1200), figures={})
            for name, data in shown.items()
        ),
    )


def make_article(order: PageOrder) -> tuple[MadeFile, ...]:
    """Return the article for the township's account."""
    from kit.compose.web.article import compose_article

    html = compose_article(order.item, order.setting)
    return (MadeFile(name=".html", data=html.encode("utf-8"), figures={}),)


def make_lists(order: tuple[tuple[Entry, ...], Township]) -> tuple[MadeFile, ...]:
    """Return the lists of all public pages, the feed and the site map."""
    from kit.compose.web.site_index import compose_site

    return tuple(_page(page) for page in compose_site(*order))


def keep_earlier(files: tuple[tuple[str, bytes], ...]) -> tuple[MadeFile, ...]:
    """Return an earlier wording's files as they are: they were inspected when they were made."""
    return tuple(MadeFile(name=name, data=data, figures={}) for name, data in files)


def _page(page: WebPage) -> MadeFile:
    data = page.html.encode("utf-8")
    return MadeFile(name=page.name, data=data, figures={"bytes": len(data)})
