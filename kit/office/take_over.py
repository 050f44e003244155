"""A notice taken over into a new item: what somebody confirmed of it, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.errors import RequestError
from kit.model.fields import BY_LABEL
from kit.model.item import Kind
from kit.office.import_list import put_beside
from kit.office.new import begun
from kit.office.sent_lists import list_in_grid
from kit.source.files import write_atomic
from kit.source.remarks import with_remarks
from kit.source.workspace import open_workspace
from kit.source.writer import BODY, with_fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from kit.foreign.blocks import Grid
    from kit.progress import Clock
    from kit.source.head import Written

_KIND, _TITLE, _TABLE, _FORMED = "类型", "标题", "表格", "成文"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """The new item, and what could not be put into it."""

    path: Path
    told: tuple[str, ...]


def take_over(
    folder: Path,
    fields: Mapping[str, Written],
    clock: Clock,
    *,
    body: str = "",
    lists: Sequence[Grid] = (),
    remarks: Mapping[str, Sequence[str]] | None = None,
) -> TakenOver:
    """Return a new item with the confirmed ``fields``; a list goes beside it as csv.

    What was not confirmed stays open, the day of the paper too: the check asks for it.

    Raises:
        RequestError: There is no such kind of item.
        SourceError: The workspace cannot be read, or a value cannot stand in an item.
        StorageError: The disk does not take it.
    """
    kind = _kind(fields.get(_KIND, Kind.NOTICE.value))
    path, text = begun(open_workspace(folder), kind, str(fields.get(_TITLE, "")), clock)
    asked = {
        label: value
        for label, value in fields.items()
        if label in BY_LABEL and BY_LABEL[label].asked_for(kind) and label not in (_KIND, _TITLE)
    }
    changes = {_FORMED: ""} | asked | ({BODY: body} if body else {})
    data = with_fields(path.name, text, changes)
    write_atomic(path, with_remarks(data.decode(), remarks or {}).encode())
    not_asked = [label for label in fields if label not in asked and label not in (_KIND, _TITLE)]
    told = [f"“{kind}”没有“{label}”这一栏，没有放进去。" for label in not_asked]
    return TakenOver(path=path, told=(*told, *_put_lists(folder, path, kind, lists)))


def _kind(name: object) -> Kind:
    try:
        return Kind(str(name))
    except ValueError:
        raise RequestError(f"没有“{name}”这一类事项。", f"请选：{'、'.join(Kind)}。") from None


def _put_lists(folder: Path, path: Path, kind: Kind, lists: Sequence[Grid]) -> Iterator[str]:
    """Put the first list beside the item, and yield what was done and what was not."""
    if not lists:
        return
    if not BY_LABEL[_TABLE].asked_for(kind):
        yield f"文件里有 {len(lists)} 张名单，“{kind}”不放表格：要公开的，请另立一条“名单公示”。"
        return
    found = list_in_grid(lists[0], path.name)
    put_beside(folder, path.stem, found, replace=False)
    yield from found.told
    if len(lists) > 1:
        yield f"文件里有 {len(lists)} 张名单，只放了第一张：其余的请各立一条。"
