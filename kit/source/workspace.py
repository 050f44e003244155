"""A workspace: one folder as frozen values, with all that is wrong in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.model.finding import Finding, Severity
from kit.source.numbers import ITEMS, in_order
from kit.source.problems import Problems, Rule
from kit.source.reading import read_item
from kit.source.township import FILE, read_township
from kit.text.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.model.item import Item
    from kit.model.township import Township
    from kit.source.reading import Reading

MOST_ITEMS = 200
_BESIDE = (".csv", ".jpg", ".jpeg", ".png")
# Left by Windows, macOS, WPS and editors; nobody's notice.
_NOT_OURS = ("~$", ".", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """An item file that cannot be used; its faults are among the findings."""

    file: str
    """Path inside the workspace."""
    item_id: str
    title: str
    """Empty where it could not be read."""
    written_id: str = ""
    """编号 as written in it, which may be another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """All that an edition is made from."""

    folder: Path
    township: Township
    items: tuple[Item, ...]
    """Those without a fault that stops them, by 编号."""
    findings: tuple[Finding, ...]
    refused: tuple[Refused, ...]


def open_workspace(folder: Path) -> Workspace:
    """Return the workspace in ``folder``; a faulty item is refused and told, never fatal.

    Raises:
        SourceError: There is no workspace here, or its kit.toml is wrong.
    """
    if not folder.is_dir():
        raise SourceError(f"没有 {folder} 这个文件夹。", "请核对路径，或先用 kit init 新建。")
    township = read_township(folder / FILE)
    paths, archives = _files(folder / ITEMS)
    domains = {department.name: department.duty for department in township.departments}
    readings = _without_doubles(
        [read_item(path, domains=domains) for path in paths if path.suffix.lower() == ".md"]
    )
    readings = [_in_township(reading, township) for reading in readings]
    used = {name for reading in readings for name in reading.beside}
    findings = [finding for reading in readings for finding in reading.findings]
    findings += _strays(paths, used)
    items = [reading.item for reading in readings if reading.item]
    return Workspace(
        folder=folder,
        township=township,
        items=tuple(sorted(items, key=lambda item: in_order(item.item_id))),
        findings=(*findings, *_too_many(items), *_unread(archives), *_none(paths)),
        refused=tuple(
            Refused(
                file=reading.file,
                item_id=reading.item_id,
                title=reading.title,
                written_id=reading.written_id,
            )
            for reading in readings
            if reading.item is None
        ),
    )


def _files(folder: Path) -> tuple[list[Path], list[Path]]:
    """Return files and subfolders of the items folder, in an order that no disk decides."""
    try:
        found = sorted(
            (path for path in folder.iterdir() if not path.name.startswith(_NOT_OURS)), key=str
        )
        archives = [path for path in found if path.is_dir() and not path.is_symlink()]
    except FileNotFoundError:
        raise SourceError(
            f"{folder.parent} 里没有 {ITEMS} 文件夹。", f"请新建 {ITEMS} 文件夹，把事项文件放进去。"
        ) from None
    except OSError as error:
        raise SourceError(f"读不出 {folder}：{error.strerror}。", "请核对磁盘和权限。") from error
    return [path for path in found if path not in archives], archives


def _without_doubles(readings: list[Reading]) -> list[Reading]:
    """Return the readings, with items refused whose 编号 another file has, too.

    The file that has the 编号 for its name stands: the other one is its copy.
    """
    files: dict[str, list[str]] = {}
    for reading in readings:
        if reading.written_id:
            files.setdefault(reading.written_id, []).append(reading.file)
    return [
        _stopped(
            reading,
            Rule.NUMBER,
            f"编号 {reading.written_id} 在 {'、'.join(_others(files, reading))} 里也有。",
            "请给其中一个换新的编号和文件名。",
            "编号",
        )
        if _others(files, reading)
        else reading
        for reading in readings
    ]


def _others(files: dict[str, list[str]], reading: Reading) -> list[str]:
    others = [file for file in files.get(reading.written_id, ()) if file != reading.file]
    name = f"{ITEMS}/{reading.written_id}".lower()
    is_copy = reading.item_id != reading.written_id
    return [file for file in others if is_copy or file.lower().startswith(f"{name}.")]


def _in_township(reading: Reading, township: Township) -> Reading:
    """Return the reading, refused where it names a village that kit.toml does not know."""
    unknown = [
        v for v in (reading.item.villages if reading.item else ()) if v not in township.villages
    ]
    for village in unknown:
        near = nearest(village, township.villages)
        reading = _stopped(
            reading,
            Rule.TOWNSHIP,
            f"{FILE} 里没有“{village}”这个村。",
            f"是不是“{near}”？" if near else f"请写 全乡，或在 {FILE} 的 villages 里加上它。",
            "村",
        )
    return reading


def _stopped(reading: Reading, rule: Rule, message: str, remedy: str, label: str) -> Reading:
    """Return the reading without its item, and one finding more."""
    problems = Problems(reading.file, reading.item_id)
    problems.stop(rule, message, remedy, line=reading.lines.get(label), label=label)
    return replace(reading, item=None, findings=(*reading.findings, *problems.found))


def _strays(paths: list[Path], used: set[str]) -> Iterator[Finding]:
    """Yield a finding for each file that is neither an item nor used by one."""
    for path in paths:
        name = path.name.lower()
        problems = Problems(f"{path.parent.name}/{path.name}", path.stem.partition(".")[0])
        if name.endswith((".md.txt", ".md.docx")):
            problems.stop(
                Rule.FILE,
                f"文件名以 {''.join(path.suffixes[-2:])} 结尾，不会当作事项读。",
                f"请改名为 {path.name[: -len(path.suffix)]}；"
                f"看不到后缀的，先在“查看”里勾选“文件扩展名”。",
            )
        elif name.endswith((".docx", ".doc", ".wps", ".txt", ".xlsx", ".xls", ".et")):
            problems.warn(
                Rule.FILE,
                "这种文件不会当作事项读。",
                "请用 kit new 新建事项，把文字贴进去；只是留存的，请移到别的文件夹。",
            )
        elif name.endswith(_BESIDE) and path.name not in used:
            problems.note(
                Rule.FILE,
                "没有事项用到这个文件。",
                "要用的，请在 表格 或 图片 一栏写上它的文件名。",
            )
        yield from problems.found


def _unread(archives: list[Path]) -> Iterator[Finding]:
    """Yield a note for each subfolder with items in it: an archive, or items put too deep."""
    for folder in archives:
        count = sum(1 for _ in folder.rglob("*.md"))
        if count:
            problems = Problems(f"{ITEMS}/{folder.name}", "")
            problems.note(
                Rule.FILE,
                f"这个子文件夹里有 {count} 个事项，当作存档，不会读。",
                f"要发布的，请移到 {ITEMS} 里。",
            )
            yield from problems.found


def _none(paths: list[Path]) -> Iterator[Finding]:
    if not any(path.suffix.lower() == ".md" for path in paths):
        problems = Problems(ITEMS, "")
        problems.warn(Rule.FILE, "里面还没有公开事项。", "请用 kit new 新建一个。")
        yield from problems.found


def _too_many(items: list[Item]) -> Iterator[Finding]:
    if len(items) > MOST_ITEMS:
        yield Finding(
            code=Rule.FILE.value,
            severity=Severity.WARN,
            message=f"{ITEMS} 里有 {len(items)} 个事项，超过 {MOST_ITEMS} 个，会越来越慢。",
            remedy=f"请把早已摘下的移到 {ITEMS} 里的子文件夹，如 {ITEMS}/2025。",
            file=ITEMS,
        )
