"""A workspace: one folder as frozen values, with all that is wrong in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.source.item_folders import ITEMS, files_of_items, is_item, strays
from kit.source.item_id import in_order
from kit.source.kept_items import read_items
from kit.source.private import PRIVATE
from kit.source.problems import Problems, Rule
from kit.source.together import settle_together
from kit.source.township import FILE, read_township
from kit.text.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.model.finding import Finding
    from kit.model.item import Item
    from kit.model.township import Township
    from kit.source.item_file import ItemFile


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
    settle_together(folder)
    township = read_township(folder / FILE)
    files = files_of_items(folder)
    domains = {department.name: department.duty for department in township.departments}
    written = {file: path for file, path in files.items() if is_item(path)}
    readings = _without_doubles(read_items(written, domains, folder / PRIVATE))
    readings = [in_township(reading, township) for reading in readings]
    findings = [finding for reading in readings for finding in reading.findings]
    # A picture or table that no item names was most likely meant for one.
    findings += strays(files, {name for reading in readings for name in _beside(reading)})
    items = [reading.item for reading in readings if reading.item]
    return Workspace(
        folder=folder,
        township=township,
        items=tuple(sorted(items, key=lambda item: in_order(item.item_id))),
        findings=(*findings, *_none(readings)),
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


def _beside(reading: ItemFile) -> Iterator[str]:
    """Yield the paths of the files that an item uses."""
    folder = PurePosixPath(reading.file).parent
    yield from (str(folder / name) for name in reading.beside)


def _without_doubles(readings: list[ItemFile]) -> list[ItemFile]:
    """Return the readings, with items refused whose 编号 another file has, too.

    The file that has the 编号 for its name stands: the other one is its copy. Where two
    folders have such a file, neither stands.
    """
    same: dict[object, list[ItemFile]] = {}
    for reading in readings:
        same.setdefault(in_order(reading.written_id), []).append(reading)
    return [_if_alone(reading, same[in_order(reading.written_id)]) for reading in readings]


def _if_alone(reading: ItemFile, same: list[ItemFile]) -> ItemFile:
    is_copy = reading.item_id != reading.written_id
    others = [
        other.file
        for other in same
        if other is not reading and (is_copy or other.item_id == other.written_id)
    ]
    if not reading.written_id or not others:
        return reading
    return _stopped(
        reading,
        Rule.NUMBER,
        f"编号 {reading.written_id} 在 {'、'.join(others)} 里也有。",
        "是同一件事的，请删去一个文件；不是的，请给其中一个换新的编号和文件名。",
        "编号",
    )


def in_township(reading: ItemFile, township: Township) -> ItemFile:
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


def _stopped(reading: ItemFile, rule: Rule, message: str, remedy: str, label: str) -> ItemFile:
    """Return the reading without its item, and one finding more."""
    problems = Problems(reading.file, reading.item_id)
    problems.at(reading.lines.get(label), label).stop(rule, message, remedy)
    return replace(reading, item=None, findings=(*reading.findings, *problems.found))


def _none(readings: list[ItemFile]) -> Iterator[Finding]:
    if not readings:
        problems = Problems(ITEMS, "")
        problems.at().warn(Rule.FILE, "里面还没有公开事项。", "请用 kit new 新建一个。")
        yield from problems.found
