"""Why an output is as it is: the inputs that made it, and which of them changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.edition.published.manifest import MANIFEST, parse_manifest
from kit.edition.published.site import SITE
from kit.edition.store.recipe import changed_inputs
from kit.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kit.edition.published.manifest import FileEntry, Manifest

INPUT_NAMES: Mapping[str, str] = {
    "item": "公开事项的内容",
    "items": "公开事项的内容",
    "township": "kit.toml",
    "layout": "版式",
    "typeface": "字体",
    "payload": "二维码",
    "code": "印在纸上的编号",
    "stamp": "样例、送审稿的标记",
    "check_code": "核对版本",
    "voice": "音色",
    "lexicon": "读音表",
    "engine": "语音引擎",
    "week": "星期",
    "plan": "本周安排",
    "outputs": "这一期的其他成品",
    "program": "软件的版本",
    "libraries": "软件所用的库",
    "pictures": "图片",
    "recordings": "真人录音",
    "review": "签字",
    "key": "签名的钥匙",
}
"""What staff call the inputs of a recipe."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an output comes from."""

    path: str
    about: tuple[str, ...]
    inputs: Mapping[str, str]
    changed: tuple[str, ...] | None
    """Inputs that differ from the revision before; None where there is none before."""


def origin_of(path: Path) -> Origin:
    """Return what made a file of an edition, or a public page.

    Raises:
        SourceError: It lies in neither, or the kit did not make it.
    """
    path = path.resolve()
    for folder in path.parents:
        if (folder / MANIFEST).is_file():
            name = path.relative_to(folder).as_posix()
            before = folder.with_name(f"r{int(folder.name[1:]) - 1:02}")
            return _origin(name, [_manifest(folder).file(name), *_older(before, name)])
        if folder.name == SITE:
            name = path.relative_to(folder.parent).as_posix()
            return _origin(name, _pages(folder.parent, name))
    raise SourceError(
        f"“{path.name}”不在做好的一期里。",
        "请指到 output/2026-W48/r01 里的一个文件，或 output/site 里的一页。",
    )


def _origin(name: str, entries: list[FileEntry | None]) -> Origin:
    """Return the origin of the first entry, beside the one before it."""
    entry, old = (*entries, None, None)[:2]
    if entry is None:
        raise SourceError(f"“{name}”不在清单里。", "它不是 kit 做的，请删去或另放。")
    return Origin(
        path=name,
        about=entry.about,
        inputs=entry.recipe,
        changed=tuple(changed_inputs(old.recipe, entry.recipe)) if old else None,
    )


def _older(before: Path, name: str) -> list[FileEntry | None]:
    return [_manifest(before).file(name)] if (before / MANIFEST).is_file() else []


def _pages(output: Path, name: str) -> list[FileEntry | None]:
    """Return a public page's entries, newest first: every edition that has it made it."""
    editions = [path.parent for path in output.glob(f"[0-9]*-W*/r*/{MANIFEST}")]
    editions.sort(key=lambda path: (path.parent.name, int(path.name[1:])), reverse=True)
    return [
        entry for edition in editions for entry in _manifest(edition).site if entry.path == name
    ]


def _manifest(edition: Path) -> Manifest:
    return parse_manifest((edition / MANIFEST).read_bytes())
