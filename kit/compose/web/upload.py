"""What somebody uploads to a site by hand (上传包): the text, and a row of the site's own table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.fact_table import fact_rows
from kit.compose.fact_words import lines_at_end, plain_sentences, said
from kit.compose.paper.flow import Heading, Paragraph
from kit.compose.paper.markdown import parse_markdown
from kit.model.township import SiteCell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from kit.compose.web.item_page import PageSetting
    from kit.model.item import Item

_INDENT = "　　"


def upload_text(item: Item, setting: PageSetting) -> str:
    """Return the whole notice as plain text; its tables are in the page beside it."""
    return "\n".join(_lines(item, setting)) + "\n"


def upload_row(
    item: Item, setting: PageSetting, folder: str, pictures: Sequence[str]
) -> Mapping[SiteCell, str]:
    """Return by what it is all that a site's table can tell of the item.

    ``folder`` holds what is uploaded, ``pictures`` the names of its pictures there.
    """
    dates = item.dates
    return {
        SiteCell.TITLE: item.plain_headline,
        SiteCell.FULL_TITLE: said(item.full_title or item.plain_headline, item, "全称"),
        SiteCell.DOC_NO: item.doc_no,
        SiteCell.ISSUER: item.issuer,
        SiteCell.DEPT: item.dept,
        SiteCell.FIELD: item.field_name,
        SiteCell.KIND: item.kind.value,
        SiteCell.FORMED: _day(dates.formed),
        SiteCell.PUBLISH: _day(dates.publish),
        SiteCell.EXPIRE: _day(dates.expire),
        SiteCell.PLAIN: "".join(plain_sentences(item)),
        SiteCell.TEXT: upload_text(item, setting),
        SiteCell.PAGE: f"{folder}/正文.html",
        SiteCell.PICTURES: "；".join(f"{folder}/{name}" for name in pictures),
        SiteCell.CODE: setting.code_id,
        SiteCell.CHECK: setting.check_code,
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else "长期"


def _lines(item: Item, setting: PageSetting) -> Iterator[str]:
    if setting.stamp:
        yield f"【{setting.stamp}，不是真的通知】"
    yield item.plain_headline
    if item.full_title:
        yield said(item.full_title, item, "全称")
    yield "　".join(filter(None, (item.issuer, item.doc_no)))
    yield ""
    for label, text in fact_rows(item, setting.lunar):
        yield f"{label}：{'；'.join(text.splitlines())}"
    # Between a number and a year at the text's beginning, which would read as one.
    yield "全文："
    for element in parse_markdown(said(item.body, item, "正文")):
        if isinstance(element, Heading):
            yield element.text
        elif isinstance(element, Paragraph):
            words = "".join(run.text for run in element.runs)
            yield f"{_INDENT}{element.marker}{words}"
    for pair in item.faq:
        yield f"问：{said(pair.question, item, '问答')}"
        yield f"答：{said(pair.answer, item, '问答')}"
    for heading, words in lines_at_end(item):
        yield f"{heading}：{words}"
    if item.table is not None:
        yield "表格在同一个文件夹的网页里，或看公开栏。"
    yield f"编号 {setting.code_id}　核对版本 {setting.check_code}"
