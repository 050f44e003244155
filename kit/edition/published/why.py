"""Why an output is as it is: the inputs that made it, and which of them changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.edition.published.manifest import MANIFEST, MANIFESTS, parse_manifest
from kit.edition.published.site import SITE
from kit.edition.store.recipe import LOOK, PROGRAM, changed_inputs
from kit.edition.store.store import Store
from kit.errors import SourceError
from kit.source.private import STORE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kit.edition.published.manifest import FileEntry, Manifest
    from kit.edition.store.recipe import Recipe

INPUT_NAMES: Mapping[str, str] = {
    "item": "公开事项的内容",
    "items": "公开事项的内容",
    "entries": "所列的内容",
    "order": "所列的内容",
    "slip": "张贴单上的字",
    "sheet": "单子上的字",
    "told": "单子上的字",
    "prints": "打印的份数",
    "spoken": "要播的内容和真人录音",
    "said": "念的话和读音",
    "doubts": "拿不准的读音",
    "studio": "音色和 kit.toml",
    "voice": "方言的读音和用字",
    "township": "kit.toml",
    "slot": "广播时段",
    "layout_text": "版式",
    "layout_file": "版式的名字",
    "font": "字体",
    "setting": "页面的编号、旧版和关系",
    "page": "扫码页的内容",
    "payload": "二维码",
    "code_id": "印在纸上的编号",
    "number": "声音文件的编号",
    "file_name": "声音文件的名字",
    "check_code": "核对版本",
    "stamp": "样例、送审稿的标记",
    "draft": "样例、送审稿的标记",
    "read_from_m": "看的距离",
    "pictures": "图片",
    "title": "标题",
    "day": "日期",
    "week_label": "星期",
    "monday": "星期",
    "markets": "墟天",
    "unheard": "没排上的广播",
    "first_words": "一次广播开头的话",
    "ended": "解除的那件预警",
    "site": "上传的网站",
    "sites": "上传的网站",
    PROGRAM: "软件",
    LOOK: "软件（成品的检查）",
}
"""What staff call the inputs of a recipe: the fields of all orders, and the program."""
_SHOWN = 10
"""Of the program's parts that changed; a new version changes hundreds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an output comes from."""

    path: str
    about: tuple[str, ...]
    inputs: Mapping[str, str]
    changed: tuple[str, ...] | None
    """Inputs that differ from the revision before; None where there is none before."""
    program: tuple[str, ...] = ()
    """Functions, data files and libraries that changed, as far as the store still knows them."""


def origins_in(edition: Path) -> tuple[Origin, ...]:
    """Return the origin of every file of an edition, each beside the revision before it."""
    store, manifest = _store(edition.parents[1]), _manifest(edition)
    before = _before(edition)
    earlier = _manifest(before) if (before / MANIFEST).is_file() else None
    return tuple(
        _origin(one.path, [one, *([earlier.file(one.path)] if earlier else [])], store)
        for one in manifest.files
    )


def origin_of(path: Path) -> Origin:
    """Return what made a file of an edition, or a public page.

    Raises:
        SourceError: It lies in neither, or the kit did not make it.
    """
    path = path.resolve()
    for folder in path.parents:
        if (folder / MANIFEST).is_file():
            name = path.relative_to(folder).as_posix()
            entries = [_manifest(folder).file(name), *_older(_before(folder), name)]
            return _origin(name, entries, _store(folder.parents[1]))
        if folder.name == SITE:
            name = path.relative_to(folder.parent).as_posix()
            return _origin(name, _pages(folder.parent, name), _store(folder.parent))
    raise SourceError(
        f"“{path.name}”不在做好的一期里。",
        "请指到 output/2026-W48/r01 里的一个文件，或 output/site 里的一页。",
    )


def _before(edition: Path) -> Path:
    """Return where the revision before an edition stands, if there is one."""
    return edition.with_name(f"r{int(edition.name[1:]) - 1:02}")


def _store(output: Path) -> Store:
    return Store(output.parent / STORE)


def _origin(name: str, entries: list[FileEntry | None], store: Store) -> Origin:
    """Return the origin of the first entry, beside the one before it."""
    entry, old = (*entries, None, None)[:2]
    if entry is None:
        raise SourceError(f"“{name}”不在清单里。", "它不是 kit 做的，请删去或另放。")
    return Origin(
        path=name,
        about=entry.about,
        inputs=entry.recipe,
        changed=tuple(changed_inputs(old.recipe, entry.recipe)) if old else None,
        program=_changed_program(old.recipe, entry.recipe, store) if old else (),
    )


def _changed_program(old: Recipe, new: Recipe, store: Store) -> tuple[str, ...]:
    """Return what is another now of all that makes an output or looks at it."""
    found: dict[str, None] = {}
    for part in (PROGRAM, LOOK):
        before, now = (_listed(recipe.get(part, ""), store) for recipe in (old, new))
        if before and now:
            found |= dict.fromkeys(n for n in before | now if before.get(n) != now.get(n))
    names = sorted(found)
    more = [f"……共 {len(names)} 处"] if len(names) > _SHOWN else []
    return (*names[:_SHOWN], *more)


def _listed(program: str, store: Store) -> dict[str, str]:
    """Return by name what a program consists of; nothing where the store forgot it."""
    data = store.read(program) if program else None
    lines = data.decode("utf-8").splitlines() if data else []
    return {name: now for name, _, now in (line.rpartition(" ") for line in lines)}


def _older(before: Path, name: str) -> list[FileEntry | None]:
    return [_manifest(before).file(name)] if (before / MANIFEST).is_file() else []


def _pages(output: Path, name: str) -> list[FileEntry | None]:
    """Return a public page's entries, newest first: of the editions that made it."""
    editions = [path.parent for path in output.glob(MANIFESTS)]
    editions.sort(key=lambda path: (path.parent.name, int(path.name[1:])), reverse=True)
    return [
        entry
        for edition in editions
        for entry in _manifest(edition).site
        if entry.path == name and entry.recipe  # others list it as it was made before
    ]


def _manifest(edition: Path) -> Manifest:
    return parse_manifest((edition / MANIFEST).read_bytes())
