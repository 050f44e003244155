"""Personal information as it may be shown: masked cells, and the columns that are shown at all.

The forms are those of the county notices (35*************123, 138****1234, the address down to
the township): 个人信息保护法第六条 asks for no more than is needed to recognise one's own line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.model.item import ColumnType, Show

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kit.model.item import Column, Table

_MOBILE = re.compile(r"1\d{10}")
# 镇 and 乡 inside a county's name (景德镇市) do not end the township.
_TOWNSHIP = re.compile(r"^.*?(?:乡|镇|街道)(?![市区县])")
_NOTHING_SHOWN = "***"


def mask_cell(column_type: ColumnType | None, cell: str) -> str:
    """Return the cell with all but the customary part hidden; an empty cell stays empty.

    A column without a type, or of a type that has no customary form, is hidden whole: what
    the clerk asked to mask must not appear because the kit did not know how.
    """
    text = cell.strip()
    if not text:
        return ""
    if column_type is None:
        return _NOTHING_SHOWN
    return _MASKS.get(column_type, _hide)(text)


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
    return mask_cell(column.type, cell) if column.show is Show.MASK else cell


def _keep(text: str, first: int, last: int) -> str:
    """Return ``text`` with stars between its first and last characters.

    A text too short to hide at least as much as it shows is hidden whole.
    """
    hidden = len(text) - first - last
    if hidden < first + last:
        return _NOTHING_SHOWN
    return f"{text[:first]}{'*' * hidden}{text[len(text) - last :]}"


def _id_number(text: str) -> str:
    return _keep(text, 2, 3)


def _phone(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    if _MOBILE.fullmatch(digits):
        return f"{digits[:3]}****{digits[-4:]}"
    return f"****{digits[-2:]}" if len(digits) >= 7 else _NOTHING_SHOWN


def _name(text: str) -> str:
    if len(text) == 1:
        return "*"
    if len(text) == 2:
        return f"{text[0]}*"
    return f"{text[0]}{'*' * (len(text) - 2)}{text[-1]}"


def _bank(text: str) -> str:
    # The number of stars does not follow the length: which bank it is concerns nobody.
    digits = re.sub(r"\D", "", text)
    return f"****{digits[-4:]}" if len(digits) >= 12 else _NOTHING_SHOWN


def _address(text: str) -> str:
    match = _TOWNSHIP.match(text)
    return match[0] if match else _NOTHING_SHOWN


def _hide(_text: str) -> str:
    return _NOTHING_SHOWN


_MASKS: Mapping[ColumnType, Callable[[str], str]] = {
    ColumnType.ID_NUMBER: _id_number,
    ColumnType.PHONE: _phone,
    ColumnType.NAME: _name,
    ColumnType.BANK: _bank,
    ColumnType.ADDRESS: _address,
}
