"""Personal information as it may be shown: masked cells, and the columns that are shown at all.

The forms are those of the county notices (35*************123, 138****1234, the address down to
the township): 个人信息保护法第六条 asks for no more than is needed to recognise one's own line.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kit.model.item import ColumnType, Show
from kit.text.headings import sum_label
from kit.text.privacy.names import is_name, without_blanks
from kit.text.privacy.private_numbers import find_private

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kit.model.item import Column, Table

_MOBILE = re.compile(r"1\d{10}")
# 镇 and 乡 inside a county's name (景德镇市) do not end the township.
_TOWNSHIP = re.compile(r"^.*?(?:乡|镇|街道)(?![市区县])")
NOTHING_SHOWN = "***"
"""What is printed of a cell that has no customary part."""
_LETTER = re.compile(r"[^\W\d_]")
_NO_NAMES = frozenset({"无", "空缺", "同上"})
_BODIES = ("合作社", "公司", "委员会", "小组", "学校", "小学", "中学", "政府", "集体", "村")
_LONGEST_NAME = 4
# What lies between names, and what follows them, stays: 张三、李四等2户.
_PART = re.compile(
    r"（[^）]*）|等\d+[户人]|[^、,，;；/／（）]+?(?=等\d+[户人]|[、,，;；/／（）]|$)"
)
_ASIDE = re.compile(r"[(（][^)）]*[)）]")


def mask_cell(column_type: ColumnType | None, cell: str) -> str:
    """Return the cell with all but the customary part hidden; an empty cell stays empty.

    A column without a type, or of a type that has no customary form, is hidden whole: what
    the clerk asked to mask must not appear because the kit did not know how.
    """
    text = cell.strip()
    if not text:
        return ""
    if column_type is None:
        return NOTHING_SHOWN
    return _MASKS.get(column_type, _hide)(text)


def on_own_board(table: Table) -> Table:
    """Return the table as the one village's own board may have it: its names in full."""
    columns = (
        replace(column, show=Show.FULL)
        if column.show is Show.OWN_BOARD and column.type is ColumnType.NAME
        else column
        for column in table.columns
    )
    return replace(table, columns=tuple(columns))


def visible_columns(table: Table) -> tuple[Column, ...]:
    """Return the columns that are shown, in their order."""
    return tuple(column for column in table.columns if column.show is not Show.HIDE)


def visible_rows(table: Table) -> tuple[tuple[str, ...], ...]:
    """Return the rows as they may be shown: hidden columns left out, masked ones masked.

    Each row is as long as :func:`visible_columns`, also where the csv file's row is short.
    """
    shown = [
        (index, column)
        for index, column in enumerate(table.columns)
        if column.show is not Show.HIDE
    ]
    return tuple(
        tuple(
            _shown_cell(column, row[index] if index < len(row) else "") for index, column in shown
        )
        for row in table.rows
    )


def _shown_cell(column: Column, cell: str) -> str:
    return cell if column.show is Show.FULL else mask_cell(column.type, cell)


def _keep(text: str, first: int, last: int) -> str:
    """Return ``text`` with stars between its first and last characters.

    A text too short to hide at least as much as it shows is hidden whole.
    """
    hidden = len(text) - first - last
    if hidden < first + last:
        return NOTHING_SHOWN
    return f"{text[:first]}{'*' * hidden}{text[len(text) - last :]}"


def _id_number(text: str) -> str:
    return _keep(text, 2, 3)


def _phone(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    if _MOBILE.fullmatch(digits):
        return f"{digits[:3]}****{digits[-4:]}"
    return f"****{digits[-2:]}" if len(digits) >= 7 else NOTHING_SHOWN


def _names(cell: str) -> str:
    """Return names with their middle covered, one by one; 合计 and 无 are none."""
    text = without_blanks(cell)
    if sum_label(text) or not _LETTER.search(text) or text in _NO_NAMES:
        return text
    if len(text) > _LONGEST_NAME and text.endswith(_BODIES):
        return text
    return _PART.sub(lambda part: _name(part[0]), _ASIDE.sub(_aside, text))


def _aside(bracket: re.Match[str]) -> str:
    """Return what stands in brackets behind a name, but no other name: （已故）."""
    words = bracket[0][1:-1]
    beside = _LETTER.search(words) and any(
        is_name(words[at : at + size]) for size in (2, 3) for at in range(len(words) - size + 1)
    )
    return "" if beside or find_private(words) else f"（{words}）"


def _name(text: str) -> str:
    if text.startswith(("（", "等")):
        return text
    if len(text) == 1:
        return "*"
    if len(text) == 2:
        return f"{text[0]}*"
    return f"{text[0]}{'*' * (len(text) - 2)}{text[-1]}"


def _bank(text: str) -> str:
    # The number of stars does not follow the length: which bank it is concerns nobody.
    digits = re.sub(r"\D", "", text)
    return f"****{digits[-4:]}" if len(digits) >= 12 else NOTHING_SHOWN


def _address(text: str) -> str:
    match = _TOWNSHIP.match(text)
    # A number before the township's name (张某138…大溪乡) is not a part of the address.
    return match[0] if match and not find_private(match[0]) else NOTHING_SHOWN


def _hide(_text: str) -> str:
    return NOTHING_SHOWN


_MASKS: Mapping[ColumnType, Callable[[str], str]] = {
    ColumnType.ID_NUMBER: _id_number,
    ColumnType.PHONE: _phone,
    ColumnType.NAME: _names,
    ColumnType.BANK: _bank,
    ColumnType.ADDRESS: _address,
}
