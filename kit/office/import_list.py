"""A list from another office put beside an item as its table."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from kit.errors import RequestError
from kit.model.item import Kind
from kit.office.new import new_item
from kit.office.open import open_item, save
from kit.source.together import write_together
from kit.source.writer import changed
from kit.text.headings import folded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kit.office.sent_lists import ListRead
    from kit.progress import Clock
    from kit.source.head import Written

_TABLE = "表格"
_MOST_CAPTION = 60


def new_list_item(folder: Path, found: ListRead, clock: Clock) -> Path:
    """Return a new item file (名单公示) with the list beside it, to be filled in.

    Raises:
        SourceError: The workspace cannot be read.
        StorageError: The disk does not take it.
    """
    path = new_item(folder, Kind.LIST, "", clock)
    put_beside(folder, path.stem, found, replace=False)
    if found.caption:
        opened = open_item(folder, path.stem)
        save(folder, path.stem, {"全称": found.caption}, opened.seen)
    return path


def put_beside(folder: Path, item_id: str, found: ListRead, *, replace: bool) -> Path:
    """Return the csv beside the item, after its 表格 says what stands in each column.

    What the item says of a column of the same name (显示, 理由, 空格) is kept.

    Raises:
        SourceError: There is no such item, or its file was changed meanwhile.
        RequestError: There is another table already and ``replace`` does not say to take its place.
        StorageError: The disk does not take it.
    """
    opened = open_item(folder, item_id)
    spec = opened.written.get(_TABLE)
    spec = dict(spec) if isinstance(spec, dict) else {}
    written = spec.get("文件")
    name = written if isinstance(written, str) and is_name_of_csv(written) else ""
    file = PurePosixPath(opened.file).with_name(name or f"{opened.item_id}.csv")
    path = folder / file
    if path.exists() and not replace and path.read_bytes() != found.csv:
        raise RequestError(
            f"{path.name} 已经有了，内容不一样。", "要换成新的，请加 --replace；旧的请先留一份。"
        )
    changes: dict[str, Written | None] = {_TABLE: _spec(spec, path.name, found)}
    text = changed(folder / opened.file, changes, seen=opened.seen)
    write_together(folder, {str(file): found.csv, opened.file: text})
    return path


def is_name_of_csv(name: str) -> bool:
    """Return whether ``name`` can be a csv file beside an item."""
    return name.lower().endswith(".csv") and not any(sign in name for sign in "/\\:")


def _spec(before: Mapping[str, Written], name: str, found: ListRead) -> dict[str, Written]:
    """Return 表格 with its columns as they are now; what was said of it before stays."""
    spec: dict[str, Written] = {"文件": name}
    if found.caption and len(found.caption) <= _MOST_CAPTION:
        spec["标题"] = found.caption
    if found.unit:
        spec["单位"] = found.unit
    spec |= {key: value for key, value in before.items() if value and key not in {"文件", "列"}}
    said = before.get("列")
    known = {
        folded(str(one["名称"])): one
        for one in (said if isinstance(said, list) else ())
        if isinstance(one, dict) and "名称" in one
    }
    spec["列"] = [
        known.get(folded(column), {"名称": column, **({"类型": kind.value} if kind else {})})
        for column, kind in found.columns
    ]
    return spec
