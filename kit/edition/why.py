"""Why an output is as it is: the inputs that made it, and which of them changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.edition.manifest import MANIFEST, parse_manifest
from kit.edition.recipe import changed_inputs
from kit.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

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
    """Return what made a file of an edition.

    Raises:
        SourceError: It does not lie in an edition, or is not one of its files.
    """
    for edition in path.resolve().parents:
        if (edition / MANIFEST).is_file():
            break
    else:
        raise SourceError(
            f"“{path.name}”不在做好的一期里。", "请指到 output/2026-W48/r01 里的一个文件。"
        )
    name = path.resolve().relative_to(edition).as_posix()
    entry = parse_manifest((edition / MANIFEST).read_bytes()).file(name)
    if entry is None:
        raise SourceError(f"“{name}”不在这一期的清单里。", "它不是 kit 做的，请删去或另放。")
    before = edition.with_name(f"r{int(edition.name[1:]) - 1:02}") / MANIFEST
    old = parse_manifest(before.read_bytes()).file(name) if before.is_file() else None
    return Origin(
        path=name,
        about=entry.about,
        inputs=entry.recipe,
        changed=tuple(changed_inputs(old.recipe, entry.recipe)) if old else None,
    )
