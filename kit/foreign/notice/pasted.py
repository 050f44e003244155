"""Text pasted from a chat or a web page: the notice in it, without what the page puts around.

What is left out is handed back too: somebody looks at it before it is gone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from kit.foreign.blocks import Document, Grid, Paragraph
from kit.foreign.notice.patterns import OFFICE_END, squeezed, undecorated
from kit.text.figures.quantities import read
from kit.text.figures.quantity import Day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from kit.foreign.blocks import Block

_DAY = r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?"
_HOUR = r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
_BY = (
    "来源|作者|编辑|责任编辑|责编|审核|校对|撰稿|供稿|图文|文图|监制|值班主任|一审|二审|三审|主办"
    "|承办单位|音乐|主播|转自|原创"
)
_OF_PAGE = (
    rf".*(?:发布时间|发布日期|更新时间|发稿时间|生成日期)[：:]\s?{_DAY}.*",
    rf".{{0,16}}{_DAY}\s*{_HOUR}.{{0,8}}",
    rf".{{0,16}}(?:昨天|今天|前天)\s?{_HOUR}.{{0,10}}",
    rf"{_DAY}\s+\S{{4,16}}",
    r"(?:阅读|浏览|点击)(?:次数|量|数)?[：:]?\s?\d.*",
    r".*(?:浏览|点击|阅读)(?:次数|量|数)[：:]?\s?[破过]?\d.*",
    r".*字[体号]\s?[：:]?.{0,3}[大中小].*",
    r"[\[【（]?\s?(?:索\s?引\s?号|主题词|有效性|公开方式|信息来源|网站标识码|投稿邮箱)\s?[：:].*",
    rf"(?:{_BY})\s?[：:|｜丨/].{{0,60}}",
    r"原创\s.*",
    r"[【\[]?(?:打印|关闭|收藏|返回|图片|视频|语音|表情|链接)[】\]]?.{0,6}",
    r"广告|为您播报|公告内容|正文|首页|@所有人",
    r"收到请?回复?.{0,10}|.{1,8}[：:](?:收到|好的|1|\+1|谢谢)",
    r"[-—=_~*·.。]{3,}|\d{2}:\d{2}\s?/\s?\d{2}:\d{2}|[△▲]\s?.*",
    r"当前位置[：:].*|您?.{0,4}位置[：:].*|附件下载[：:]?.*|技术支持[：:].*",
    r".*ICP备.*|.*公网安备.*",
)
"""Lines that only a page or a chat has."""
_LIKELY_OF_PAGE = (
    r".*(?:>>|[>＞»]\s).*",
    r".*(?:蓝字|关注(?:我们|该?公众号)|扫码|二维码|扫一扫|阅读原文|点[个亮]?\S?[赞在]|分享到|转发扩散|让更多人).*",
    r".*(?:一键三连|星标|戳这里|点击预览|预览时标签|为家乡转发|收藏.{0,3}在看|写留言|小助手|小编).*",
)
"""A notice may have such words too: only short lines without a figure are of the page."""
_MOST_LIKELY = 36
_PAGE_LINE = re.compile("|".join(f"(?:{one})" for one in _OF_PAGE))
_LIKELY_PAGE_LINE = re.compile("|".join(_LIKELY_OF_PAGE))
_PAGE_BELOW = re.compile(
    r"[-—=\s]*(?:END|The End|THE END|end|往期(?:推荐|回顾|精选)|猜你喜欢|相关(?:链接|阅读|推荐)"
    r"|推荐阅读|延伸阅读|热门推荐|上一[篇条][：:]?.*)[-—=\s]*"
)
"""From such a line on, nothing is the notice any more."""
_NUMERAL = r"[\d一二三四五六七八九十]{1,3}"
_SIGNED_DAY = re.compile(
    rf"(?P<who>.{{2,40}}?{OFFICE_END})?[\d〇○零一二三四五六七八九十]{{4}}[年./-]{_NUMERAL}[月./-]{_NUMERAL}日?"
)
_OFFICE_LINE = re.compile(rf".{{2,40}}{OFFICE_END}")
_STILL_NOTICE = re.compile(r"[（(]|附|联系|咨询|电话|抄送|注[：:]|备注|此件")
_ANSWER = re.compile(r"[^：:，。]{1,8}[：:].{0,60}(?<!。)|[^，。：:]{0,16}")
_PAGE_DAY = re.compile(_DAY)
_FROM = re.compile(
    r"(?:信息来源|来源|发文机关|发布机构|主办单位|转自)\s?[：:|｜]\s?(?P<who>[\u4e00-\u9fff]{4,20})"
)
_TABLE_HEAD = re.compile(r"序号|姓名|村名|村别|户主|日期|项目")
_FEWEST_ROWS, _FEWEST_CELLS = 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """A pasted text, taken apart."""

    document: Document
    aside: tuple[str, ...]
    """Lines of the page around it."""
    page_day: date | None = None
    page_office: str = ""
    """Who published the page, where it says so."""


def read_pasted(text: str) -> Pasted:
    """Return the notice in a text, its tables found by tabs, and what stood around it."""
    lines = [
        line.strip(" \u3000\t\u00a0\r") if "\t" not in line else line for line in text.split("\n")
    ]
    kept, aside = _without_page(lines)
    kept, below = _without_answers(kept)
    around = "\n".join(aside)
    office = _FROM.search(around)
    return Pasted(
        document=Document(blocks=tuple(_blocks(kept))),
        aside=(*aside, *below),
        page_day=_first_day(around),
        page_office=office["who"] if office and re.search(f"{OFFICE_END}$", office["who"]) else "",
    )


def _without_page(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the lines of the notice, and those of the page around it."""
    kept: list[str] = []
    aside: list[str] = []
    for place, line in enumerate(lines):
        plain = undecorated(line)
        if kept and plain and _PAGE_BELOW.fullmatch(plain):
            return kept, [*aside, *(one for one in lines[place:] if one.strip())]
        (aside if _is_of_page(plain) or _is_of_page(line.strip()) else kept).append(line)
    return kept, aside


def _is_of_page(text: str) -> bool:
    if not text:
        return False
    likely = len(text) <= _MOST_LIKELY and not re.search(r"\d", text)
    return bool(_PAGE_LINE.fullmatch(text) or (likely and _LIKELY_PAGE_LINE.fullmatch(text)))


def _without_answers(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return the lines without those that a chat puts below the signature.

    A plan that is sent with a notice stands below its signature too: where anything there is no
    answer of a chat, all of it stays.
    """
    at = _signed_at(lines)
    if at is None:
        return lines, []
    below = [line for line in lines[at + 1 :] if line.strip()]
    answers = [line for line in below if not _STILL_NOTICE.match(undecorated(line))]
    if not all(_ANSWER.fullmatch(undecorated(line)) for line in answers):
        return lines, []
    return [*lines[: at + 1], *(one for one in below if one not in answers)], answers


def _signed_at(lines: Sequence[str]) -> int | None:
    """Return the last line that is a day with an office beside it or above it."""
    for at in range(len(lines) - 1, 1, -1):
        match = _SIGNED_DAY.fullmatch(squeezed(undecorated(lines[at])))
        above = next((one for one in reversed(lines[:at]) if one.strip()), "")
        if match and (match["who"] or _OFFICE_LINE.fullmatch(squeezed(undecorated(above)))):
            return at
    return None


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Yield paragraphs, and as grids the rows that were copied out of a table."""
    for columns, group in groupby(_with_columns(lines), key=lambda one: one[0]):
        rows = [line for _, line in group]
        if columns and len(rows) >= _FEWEST_ROWS:
            yield Grid(
                rows=tuple(
                    tuple(
                        cell.strip()
                        for cell in re.split(r"\t|\s+" if "\t" not in row else "\t", row)
                    )
                    for row in rows
                )
            )
        else:
            yield from (Paragraph(text=row.replace("\t", " ").strip()) for row in rows)


def _with_columns(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield each line with the number of cells it has as a row; 0 for running text."""
    columns, by_tab = 0, False
    for line in lines:
        tabs = line.count("\t") + 1
        blanks = len(line.split())
        if tabs >= _FEWEST_CELLS:
            columns, by_tab = tabs, True
        elif (
            _TABLE_HEAD.match(line.strip())
            and blanks >= _FEWEST_CELLS
            and not re.search("[：:，。]", line)
        ):
            columns, by_tab = blanks, False
        elif (tabs if by_tab else blanks) != columns or re.search("[：:。]", line):
            columns = 0
        yield columns, line


def _first_day(text: str) -> date | None:
    from kit.foreign.notice.frame import solar

    for match in _PAGE_DAY.finditer(text):
        for one in read(match[0]):
            if isinstance(one.value, Day) and (day := solar(one.value)):
                return day
    return None
