"""Rows that are no file yet: their numbers, and the item files they become."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.model.item import Kind
from kit.source.item_folders import ITEMS
from kit.source.item_id import ITEM_ID
from kit.source.item_rows import ELSEWHERE, NUMBER, values_of
from kit.source.numbers import next_item_id, numbers_seen
from kit.source.template import new_item_text
from kit.source.writer import with_fields

if TYPE_CHECKING:
    from datetime import date

    from kit.source.head import Written
    from kit.source.item_rows import ItemRow
    from kit.source.workspace import Workspace

_BARE = "---\n编号: {}\n---\n"
_OF_TODAY = ("成文", "贴出")
"""Days that a new file proposes; an office that wrote none is asked for them."""


class NewFiles:
    """Gives each new row its file; a number is given once."""

    def __init__(self, workspace: Workspace, today: date) -> None:
        self._prefix = workspace.township.id_prefix
        self._today = today
        self._seen = numbers_seen(workspace)
        self._next = next_item_id(workspace, today.year)

    def of_row(self, row: ItemRow) -> tuple[str, bytes]:
        """Return path inside the workspace and bytes of a row's new item file.

        Raises:
            SourceError: The number it was exported with is taken or another township's, or a
                value cannot stand in an item file.
        """
        values = values_of(row.cells)
        if row.version is None:
            return self._numbered(values)
        number = row.version.item_id
        whole = ITEM_ID.fullmatch(number)
        if whole is None or whole[1] != self._prefix or number in self._seen:
            raise SourceError(
                f"{number} 不在这个工作夹里，编号也不能再用。",
                "要当作新的一条，请把编号和最后一列都清空。",
            )
        lost = [label for label, text in row.cells.items() if text == ELSEWHERE]
        if lost:
            raise SourceError(
                f"{number} 的“{'、'.join(lost)}”装不进格子。", "请把事项文件直接复制过来。"
            )
        return row.version.file, with_fields(number, _BARE.format(number).encode(), values)

    def _numbered(self, values: dict[str, Written]) -> tuple[str, bytes]:
        number, self._next = self._next, _after(self._next)
        values.pop(NUMBER, None)
        kinds = {kind.value: kind for kind in Kind}
        text = new_item_text(
            kinds.get(str(values.get("类型", "")), Kind.NOTICE), "", number, self._today
        )
        empty = {label: None for label in _OF_TODAY if label not in values}
        return f"{ITEMS}/{number}.md", with_fields(number, text.encode(), {**values, **empty})


def _after(number: str) -> str:
    head, _, count = number.rpartition("-")
    return f"{head}-{int(count) + 1:03}"
