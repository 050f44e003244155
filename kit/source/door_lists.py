"""Who lives where (入户名单): a csv a village, outside all items; nothing of it is published."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.errors import KitError
from kit.source.csv_rows import BrokenRow, read_rows
from kit.source.files import read_own

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FOLDER = "名单"
_NAME = re.compile("姓名|户主|名字")
_PLACE = re.compile("门牌|住址|地址|住处|组")


@dataclass(frozen=True, slots=True)
class Household:
    """A household that is called on."""

    name: str
    place: str


@dataclass(frozen=True, slots=True)
class DoorList:
    """The households of a village; none where there is no list, or it cannot be read."""

    village: str
    households: tuple[Household, ...] = ()
    fault: str = ""
    """Why a list that is there is not used, for those who carry the sheet."""


def read_door_list(folder: Path, village: str) -> DoorList:
    """Return the households in ``名单/入户-村名.csv`` of the workspace ``folder``."""
    path = folder / FOLDER / f"入户-{village}.csv"
    if not path.is_file():
        return DoorList(village)
    try:
        rows = [row for _, row in read_rows(read_own(path)).rows]
    except BrokenRow as broken:
        return DoorList(village, fault=f"名单第 {broken.number} 行有一个引号没有收尾")
    except (KitError, OSError):
        return DoorList(village, fault="名单打不开，请关掉别的程序再做")
    head, *body = rows or [()]
    name, place = _column(head, _NAME), _column(head, _PLACE)
    if name is None and place is None:
        return DoorList(village, fault="名单第一行要有“户主”“门牌”")
    households = tuple(Household(_cell(row, name), _cell(row, place)) for row in body)
    return DoorList(village, tuple(one for one in households if one.name or one.place))


def _column(head: Sequence[str], wanted: re.Pattern[str]) -> int | None:
    return next((number for number, name in enumerate(head) if wanted.search(name)), None)


def _cell(row: Sequence[str], column: int | None) -> str:
    return row[column].strip() if column is not None and column < len(row) else ""
