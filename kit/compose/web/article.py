"""An article for the township's account (公众号): HTML whose look goes along when it is pasted.

The account's editor throws away classes, style sheets and scripts, so every style stands in its
element; links to elsewhere it does not take, so there is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.paper.flow import Heading, Paragraph, Tabular
from kit.compose.paper.grid import grid_of
from kit.compose.paper.markdown import parse_markdown
from kit.compose.web.item_page import page_values
from kit.compose.web.templating import filled
from kit.model.item import Kind, Privacy
from kit.text.references import fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.compose.paper.grid import Grid
    from kit.compose.web.item_page import PageSetting
    from kit.model.item import Item

MOST_ROWS = 60
"""A longer table is looked up, not read through: it stays on the board and on the page."""
MOST_COLUMNS = 4
"""What a telephone shows side by side."""


def compose_article(item: Item, setting: PageSetting, *, where: str = "公众号") -> str:
    """Return the article as a page to be opened, selected whole and copied to ``where``."""
    grids = tuple(_grids(item))
    # What was sent on cannot be taken back: names stay where they are taken down in time.
    names_people = item.kind is Kind.LIST or item.privacy is not Privacy.NONE
    shown = () if names_people else tuple(pair for pair in grids if _is_small(pair[0]))
    return filled(
        "article.html",
        **page_values(item, setting),
        where=where,
        stamp=setting.stamp,
        text=tuple(_text(item)),
        table=shown,
        left_out="" if shown == grids else _elsewhere(item, setting),
    )


def _text(item: Item) -> Iterator[tuple[str, str]]:
    for element in parse_markdown(fill(item.body, item)):
        if isinstance(element, Heading):
            yield "heading", element.text
        elif isinstance(element, Paragraph):
            words = "".join(run.text for run in element.runs)
            yield "paragraph", f"{element.marker} {words}" if element.marker else words


def _grids(item: Item) -> Iterator[tuple[Grid, str]]:
    for element in parse_markdown(fill(item.body, item)):
        if isinstance(element, Tabular):
            yield element.grid, element.caption
    if item.table is not None:
        unit = f"（单位：{item.table.unit}）" if item.table.unit else ""
        yield grid_of(item.table), f"{item.table.caption}{unit}"


def _is_small(grid: Grid) -> bool:
    return len(grid.rows) <= MOST_ROWS and len(grid.columns) <= MOST_COLUMNS


def _elsewhere(item: Item, setting: PageSetting) -> str:
    host = setting.township.page_host
    page = f"，或打开网页 https://{host}/D/{setting.code_id}/" if host else ""
    return f"表格不在这里，请看公开栏{page}。要查的请问{item.dept}。"
