"""Making what is uploaded to a site, and looking at it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from pathlib import PurePath
from typing import TYPE_CHECKING

from kit.compose.web.article import compose_article
from kit.compose.web.upload import upload_row, upload_text
from kit.edition.inspect.inspection import inspect_text
from kit.edition.jobs.job import MadeFile
from kit.edition.make.looks import look_at_article
from kit.model.township import SiteCell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.edition.make.web_page import PageOrder
    from kit.model.township import Site

PACK_STEM = "正文"
_MOST_PX = 1600


@dataclass(frozen=True, slots=True, kw_only=True)
class PackOrder:
    """What an item's folder is made from."""

    page: PageOrder
    site: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadOrder:
    """What the table of a site's week is made from."""

    site: Site
    entries: tuple[tuple[str, PageOrder], ...]
    """Folder and item."""


def make_pack(order: PackOrder) -> tuple[MadeFile, ...]:
    """Return the article as text and as a page, and the item's pictures."""
    from kit.render.picture import safe_picture

    page = order.page
    text = upload_text(page.item, page.setting)
    html = compose_article(page.item, page.setting, where=order.site)
    pictures = zip(_picture_endings(page), page.pictures.values(), strict=True)
    return (
        MadeFile(name=".txt", data=text.encode("utf-8-sig"), figures={}),
        MadeFile(name=".html", data=html.encode("utf-8"), figures={}),
        *(MadeFile(name=n, data=safe_picture(data, _MOST_PX), figures={}) for n, data in pictures),
    )


def _picture_endings(page: PageOrder) -> list[str]:
    names = enumerate(page.pictures, start=1)
    return [f"_图{number}{PurePath(name).suffix.lower()}" for number, name in names]


def _picture_names(page: PageOrder) -> list[str]:
    return [f"{PACK_STEM}{ending}" for ending in _picture_endings(page)]


def make_upload_table(order: UploadOrder) -> tuple[MadeFile, ...]:
    """Return the site's table with a row an item, as csv and as a workbook."""
    from kit.source.xlsx_bytes import NewSheet, workbook_bytes

    rows = [[name for name, _ in order.site.cells], *_rows(order)]
    out = StringIO()
    csv.writer(out).writerows([_harmless(cell) for cell in row] for row in rows)
    widths = dict.fromkeys(range(1, len(rows[0]) + 1), 20)
    book = workbook_bytes([NewSheet(name=order.site.name, rows=rows, widths=widths)])
    return (
        MadeFile(name=".csv", data=out.getvalue().encode("utf-8-sig"), figures={}),
        MadeFile(name=".xlsx", data=book, figures={}),
    )


def _harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell


def _rows(order: UploadOrder) -> list[list[str]]:
    made = (
        upload_row(page.item, page.setting, folder, _picture_names(page))
        for folder, page in order.entries
    )
    return [[row[cell] for _, cell in order.site.cells] for row in made]


def look_at_pack(order: PackOrder, made: Sequence[MadeFile]) -> None:
    """Read the words of an item's folder as an article's.

    Raises:
        VerifyError: A figure is not the item's, or a private number stands in it.
    """
    look_at_article(order.page, made)


def look_at_upload_table(order: UploadOrder, _made: Sequence[MadeFile]) -> None:
    """Compare the row of each item with it.

    Raises:
        VerifyError: A figure is not the item's, or a private number stands in it.
    """
    # Days and names of files stand there as the site wants them.
    dated = {SiteCell.FORMED, SiteCell.PUBLISH, SiteCell.EXPIRE, SiteCell.PAGE, SiteCell.PICTURES}
    for (_, page), row in zip(order.entries, _rows(order), strict=True):
        cells = zip(order.site.cells, row, strict=True)
        told = [text for (_, cell), text in cells if cell not in dated]
        allow = (page.setting.code_id, page.setting.check_code)
        inspect_text("\n".join(told), (page.item,), allow=allow, required=())
