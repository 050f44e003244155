"""What a column of a list holds, by its heading and its cells, in the words of 列·类型.

Only the type: whether a column is shown is for a clerk to decide, and stays open.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.model.item import ColumnType
from kit.text.headings import folded, heading_of
from kit.text.privacy.names import Names, names_in_column

if TYPE_CHECKING:
    from collections.abc import Sequence

_BY_HEADING = (
    (ColumnType.ID_NUMBER, re.compile(r"身份证|身份号|证件号|公民身份|残疾证|户口簿号")),
    (ColumnType.BANK, re.compile(r"[账帐]号|卡号|一卡通|银行卡|存折|折号")),
    (ColumnType.PHONE, re.compile(r"电话|手机|联系方式|联系号码")),
    (ColumnType.ADDRESS, re.compile(r"住址|住所|家庭地址|户籍地|居住地|门牌")),
)
_FIGURE = re.compile(r"-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")
_WHOLE = re.compile(r"-?\d+")
_COUNTED = frozenset({"人", "户", "头", "只", "羽", "株", "棵", "次", "天", "月", "台", "口"})
_BLANK = frozenset({"", "-", "—", "——", "/", "无"})


def column_type(heading: str, cells: Sequence[str]) -> ColumnType | None:
    """Return what a column holds; None where heading and cells do not say it plainly."""
    name = folded(heading)
    for kind, pattern in _BY_HEADING:
        if pattern.search(name):
            return kind
    if names_in_column(heading, cells) is Names.PERSONS:
        return ColumnType.NAME
    filled = [cell for cell in cells if cell not in _BLANK]
    said = heading_of(heading)
    # A word among the figures would make the whole column wrong: then nothing is said of it.
    if not filled or said.is_share or said.is_serial or said.is_code or said.is_day:
        return None
    if (said.is_money or (said.is_rate and "元" in said.unit)) and _all(_FIGURE, filled):
        return ColumnType.MONEY
    if said.unit in _COUNTED and _all(_WHOLE, filled):
        return ColumnType.INTEGER
    return None


def _all(pattern: re.Pattern[str], cells: Sequence[str]) -> bool:
    return all(pattern.fullmatch(cell) for cell in cells)
