"""Where items stand: in ``items`` and its folders a year; what else lies there is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.source.problems import Problems, Rule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from kit.model.finding import Finding

ITEMS = "items"
_YEAR = re.compile(r"(?:19|20)\d{2}")
_BESIDE = (".csv", ".jpg", ".jpeg", ".png")
_OFFICE = (".docx", ".doc", ".wps", ".txt", ".xlsx", ".xls", ".et")
# Left by Windows, macOS, WPS and editors; nobody's notice.
_NOT_OURS = ("~$", ".", "Thumbs.db", "desktop.ini")


def files_of_items(workspace: Path) -> dict[str, Path]:
    """Return what lies in the folders of items, by its path inside the workspace.

    Folders of years are looked into and not listed; the order is one that no disk decides.

    Raises:
        SourceError: A folder is not there or cannot be read: its items would seem withdrawn.
    """
    files: dict[str, Path] = {}
    for path in _listed(workspace / ITEMS):
        inside = _listed(path) if _is_year(path) else [path]
        files |= {one.relative_to(workspace).as_posix(): one for one in inside}
    return files


def is_item(path: Path) -> bool:
    """Return whether a file is read as an item."""
    return path.suffix.lower() == ".md"


def strays(files: dict[str, Path], used: Collection[str]) -> Iterator[Finding]:
    """Yield a finding for each of ``files`` that is neither an item nor ``used`` by one."""
    for file, path in files.items():
        if is_item(path) or file in used:
            continue
        folder = path.is_dir()
        problems = Problems(file, "" if folder else path.stem.partition(".")[0])
        if folder:
            _tell_folder(path, problems)
        else:
            _tell_file(path, problems)
        yield from problems.found


def _is_year(path: Path) -> bool:
    return bool(_YEAR.fullmatch(path.name)) and path.is_dir() and not path.is_symlink()


def _listed(folder: Path) -> list[Path]:
    try:
        found = [path for path in folder.iterdir() if not path.name.startswith(_NOT_OURS)]
    except FileNotFoundError:
        raise SourceError(
            f"{folder.parent} 里没有 {folder.name} 文件夹。",
            f"请新建 {folder.name} 文件夹，把事项文件放进去。",
        ) from None
    except OSError as error:
        raise SourceError(f"读不出 {folder}：{error.strerror}。", "请核对磁盘和权限。") from error
    return sorted(found, key=str)


def _tell_folder(folder: Path, problems: Problems) -> None:
    if folder.is_symlink():
        problems.at().stop(
            Rule.FILE,
            "这个文件夹是快捷方式（链接），里面的事项没有读。",
            f"请把文件夹本身复制到 {ITEMS} 里，取名为年份，如 {ITEMS}/2025。",
        )
        return
    count = sum(1 for _ in folder.rglob("*.md"))
    if count:
        problems.at().note(
            Rule.FILE,
            f"这个子文件夹里有 {count} 个事项，没有读；它们的编号不会再用。",
            f"往年的，请把文件夹改名为年份，如 {ITEMS}/2025；要发布的，请移到 {ITEMS} 里。",
        )


def _tell_file(path: Path, problems: Problems) -> None:
    name = path.name.lower()
    if name.endswith((".md.txt", ".md.docx")):
        problems.at().stop(
            Rule.FILE,
            f"文件名以 {''.join(path.suffixes[-2:])} 结尾，不会当作事项读。",
            f"请改名为 {path.name[: -len(path.suffix)]}；"
            f"看不到后缀的，先在“查看”里勾选“文件扩展名”。",
        )
    elif name.endswith(_OFFICE):
        problems.at().warn(
            Rule.FILE,
            "这种文件不会当作事项读。",
            "请移到别的文件夹，再用 kit import 收进来。",
        )
    elif name.endswith(_BESIDE):
        problems.at().note(
            Rule.FILE,
            "没有事项用到这个文件。",
            "要用的，请在 表格 或 图片 一栏写上它的文件名，和事项放在同一个文件夹。",
        )
    else:
        problems.at().note(Rule.FILE, "用不上这个文件。", "只是留存的，请移到别的文件夹。")
