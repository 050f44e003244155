"""The township's own templates (样子): words that come again, without the days and figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from kit.errors import RequestError, SourceError
from kit.office.drafts import text_of, with_changes, written_in
from kit.office.item_form import kind_of
from kit.office.kept_open import forget
from kit.office.new_again import asked_anew
from kit.source.files import storage_errors, write_in_folder
from kit.source.item_folders import ITEMS
from kit.source.numbers import next_item_id
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.model.item import Kind
    from kit.progress import Clock

TEMPLATES = "templates"
"""Folder of a workspace; each file in it is an item's file without number, days and figures."""
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|.\x00-\x1f]+')
_MOST = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTemplate:
    """A template: what a new item may begin from."""

    name: str
    kind: Kind


def own_templates(folder: Path) -> tuple[OwnTemplate, ...]:
    """Return the templates by name; a file that cannot be read is none."""
    return tuple(sorted(_found(folder), key=lambda one: one.name))


def keep_template(folder: Path, name: str, file: str, text: str) -> OwnTemplate:
    """Return the template made of an item's ``text``; one of the same name is replaced.

    Raises:
        RequestError: It has no name.
        SourceError: The text cannot be read.
        StorageError: The disk does not take it.
    """
    plain = _NOT_IN_NAMES.sub("", name).strip()[:_MOST]
    if not plain:
        raise RequestError("样子还没有名字。", "写几个字，如“停水通知”，再点一次。")
    written = written_in(file, text)
    changes = asked_anew(written) | {"编号": None}
    data = with_changes(file, text, changes).encode()
    write_in_folder(folder / TEMPLATES / f"{plain}.md", data)
    return OwnTemplate(name=plain, kind=kind_of(written))


def new_from_template(folder: Path, name: str, clock: Clock) -> Path:
    """Return the file of a new item with a template's words; what it left open is asked.

    Raises:
        RequestError: There is no such template.
        SourceError: It cannot be read, or the workspace cannot.
        StorageError: The disk does not take it.
    """
    file, today = _file(folder, name), clock().date()
    number = next_item_id(open_workspace(folder), today.year)
    changes = {"编号": number, "贴出": today.isoformat()}
    text = with_changes(file, text_of(folder, file)[0], changes)
    path = folder / ITEMS / f"{number}.md"
    write_in_folder(path, text.encode())
    forget(folder)
    return path


def drop_template(folder: Path, name: str) -> None:
    """Take a template away; items that were begun from it stay.

    Raises:
        RequestError: There is no such template.
        StorageError: The disk does not take it.
    """
    path = folder / _file(folder, name)
    with storage_errors(path):
        path.unlink()


def _file(folder: Path, name: str) -> str:
    """Return a template's path inside the workspace, by the names there are."""
    if name not in {one.name for one in own_templates(folder)}:
        raise RequestError(f"没有叫“{name}”的样子。", "刷新这一页，从列出来的里面选。")
    return f"{TEMPLATES}/{name}.md"


def _found(folder: Path) -> Iterator[OwnTemplate]:
    for path in (folder / TEMPLATES).glob("*.md"):
        file = PurePosixPath(TEMPLATES, path.name).as_posix()
        try:
            written = written_in(file, text_of(folder, file)[0])
        except SourceError:
            continue
        yield OwnTemplate(name=path.stem, kind=kind_of(written))
