"""A new item written after an earlier one: its words stay, its days and figures are asked anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.model.field import Form
from kit.model.fields import FIELDS
from kit.office.drafts import text_of, with_changes, written_in
from kit.office.item_form import kind_of
from kit.office.kept_open import file_of, forget, keep_open
from kit.source.files import write_atomic
from kit.source.item_folders import ITEMS
from kit.source.numbers import next_item_id

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kit.progress import Clock
    from kit.source.head import Written

_ASKED_ANEW = frozenset(
    {
        "金额",
        "时间",
        "文号",
        "另外的数",
        "状态",
        "撤回原因",
        "替代",
        "决定",
        "解除",
        "预公开",
        "图片",
    }
)
"""What was true of the earlier one alone; its days are, too."""


def new_again(folder: Path, item_id: str, clock: Clock) -> Path:
    """Return the file of a new item with the words of an earlier one.

    What must not be taken over unseen is left empty, so that the check asks for it.

    Raises:
        SourceError: There is no such item, or it cannot be read.
        StorageError: The disk does not take it.
    """
    kept = keep_open(folder, clock)
    file = file_of(kept, item_id)
    text, _ = text_of(folder, file)
    today = clock().date()
    number = next_item_id(kept.opened.workspace, today.year)
    written = written_in(file, text)
    changes = asked_anew(written) | {
        "编号": number,
        "成文": today.isoformat(),
        "贴出": today.isoformat(),
    }
    path = folder / ITEMS / f"{number}.md"
    write_atomic(path, with_changes(file, text, changes).encode())
    forget(folder)
    return path


def asked_anew(written: Mapping[str, Written]) -> dict[str, Written | None]:
    """Return what becomes of the fields that were true of one item alone; None takes one out.

    Nobody has dialled its phones anew; a table's columns stay and its rows do not.
    """
    changes: dict[str, Written | None] = {
        field.label: None
        for field in FIELDS
        if field.label in written and (field.form is Form.DATE or field.label in _ASKED_ANEW)
    }
    if "电话" in written:
        changes["电话"] = _not_dialled(written["电话"])
    if isinstance(table := written.get("表格"), dict):
        changes["表格"] = {key: value for key, value in table.items() if key != "文件"}
    return changes


def earlier_words(folder: Path, item_id: str, clock: Clock) -> dict[str, str]:
    """Return what an earlier item said in the fields that are asked anew, by label.

    Raises:
        SourceError: There is no such item, or it cannot be read.
    """
    file = file_of(keep_open(folder, clock), item_id)
    written = written_in(file, text_of(folder, file)[0])
    kind = kind_of(written)
    return {
        field.label: "\n".join(_lines(written[field.label]))
        for field in FIELDS
        if field.label in written
        and field.asked_for(kind)
        and (field.form is Form.DATE or field.label in {"金额", "时间"})
    }


def _lines(value: Written) -> list[str]:
    return [value] if isinstance(value, str) else [one for one in value if isinstance(one, str)]


def _not_dialled(value: Written) -> Written:
    """Return phones without the days on which they were dialled."""
    if isinstance(value, str):
        return value.partition("（")[0].partition("(")[0].strip()
    if isinstance(value, list):
        return [_not_dialled(one) for one in value]
    return value
