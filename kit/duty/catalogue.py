"""The standard catalogue (政务公开事项标准目录): what should be public, held against what is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from kit.duty.report_forms import label_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

MATTER, LEVEL, WAY, OURS = "二级事项", "公开层级", "公开方式", "对应编号"
COLUMNS = (
    *("一级事项", MATTER, "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道"),
    *("公开对象", WAY, LEVEL),
)
"""The ten of 国办发〔2019〕54号; offices set 公开对象 and the like over several columns to tick."""
NOT_OURS = "不涉及"
_TICKS = frozenset("√✓✔●■是1")
_TOWNSHIP = re.compile("[乡镇]|街道")
_NUMBERS = re.compile(r"[、，,;；\s]+")
_LEAST_SHARED = 2
_TWO = 2


class State(StrEnum):
    """How a matter of the catalogue stands."""

    PUBLIC = "已公开"
    WRITTEN = "写了，还没有公开"
    MAYBE = "请核对"
    """Items sound like it; whether they are it, a clerk says in 对应编号."""
    MISSING = "没有"
    NOT_OURS = "不涉及"
    ELSEWHERE = "不是乡级主动公开"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A row of a catalogue, its cells by the name of the column."""

    sheet: str
    row: int
    cells: Mapping[str, str]
    ticked: Mapping[str, str]
    """Of columns to tick: the words above the ticks, 乡级、村级."""

    @property
    def name(self) -> str:
        """What it is called: the second level, or the first where there is none."""
        return self.cells.get(MATTER) or self.cells.get("一级事项", "")

    @property
    def is_elsewhere(self) -> bool:
        """Whether another level publishes it, or only on request; unsaid it counts as ours."""
        level, way = self.told(LEVEL), self.told(WAY)
        return bool(level and not _TOWNSHIP.search(level)) or bool(way and "主动" not in way)

    def told(self, column: str) -> str:
        """Return what a column says, whether in words or by ticks."""
        return self.ticked.get(column) or self.cells.get(column, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The matters of one sheet, and what about it was not as it should be."""

    matters: tuple[Matter, ...]
    missing: tuple[str, ...]
    """Columns that are not there."""
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An item as the catalogue is held against it."""

    item_id: str
    title: str
    field_name: str
    is_public: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A matter with its state, the items it is or may be, and what is wrong with its numbers."""

    matter: Matter
    state: State
    items: tuple[str, ...] = ()
    wrong: str = ""


def read_catalogue(
    sheet: str, names: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]
) -> Catalogue:
    """Return the matters of a sheet; columns that are not there are named and not guessed."""
    places = _places(names)
    missing = tuple(column for column in COLUMNS if not places.get(column))
    matters: list[Matter] = []
    empty: list[str] = []
    for number, cells in rows:
        one = _matter(sheet, number, cells, names, places)
        if one.name:
            matters.append(one)
        else:
            empty.append(str(number))
    told = (f"第 {'、'.join(empty)} 行没有写事项，没有算。",) if empty else ()
    return Catalogue(matters=tuple(matters), missing=missing, told=told)


def is_catalogue(names: Sequence[str]) -> bool:
    """Return whether a table names matters at all: a sheet of remarks beside it does not."""
    places = _places(names)
    return bool(places.get(MATTER) or places.get("一级事项"))


def _places(names: Sequence[str]) -> dict[str, list[int]]:
    keys = [label_key(name) for name in names]
    return {
        column: [place for place, key in enumerate(keys) if column in key]
        for column in (*COLUMNS, OURS)
    }


def _matter(
    sheet: str,
    number: int,
    cells: Sequence[str],
    names: Sequence[str],
    places: Mapping[str, Sequence[int]],
) -> Matter:
    words: dict[str, str] = {}
    ticked: dict[str, str] = {}
    for column, found in places.items():
        texts = [(names[place], cells[place].strip()) for place in found if place < len(cells)]
        above = [
            label_key(name).replace(column, "", 1)
            for name, text in texts
            if text and text[0] in _TICKS
        ]
        if any(above):
            ticked[column] = "、".join(filter(None, above))
        words[column] = "、".join(text for _, text in texts if text and text[0] not in _TICKS)
    return Matter(sheet=sheet, row=number, cells=words, ticked=ticked)


def held_against(matters: Iterable[Matter], items: Sequence[Known]) -> Iterator[Held]:
    """Yield every matter with its state; only a clerk's number makes it certain."""
    by_id = {one.item_id: one for one in items}
    for matter in matters:
        written = matter.cells.get(OURS, "")
        if NOT_OURS in written:
            yield Held(matter=matter, state=State.NOT_OURS)
            continue
        numbers = list(filter(None, _NUMBERS.split(written)))
        strange = [one for one in numbers if one not in by_id]
        known = [by_id[one] for one in numbers if one in by_id]
        wrong = f"没有编号 {'、'.join(strange)} 的事项" if strange else ""
        if known:
            state = State.PUBLIC if any(one.is_public for one in known) else State.WRITTEN
            yield Held(
                matter=matter, state=state, items=tuple(one.item_id for one in known), wrong=wrong
            )
        elif matter.is_elsewhere:
            yield Held(matter=matter, state=State.ELSEWHERE, wrong=wrong)
        else:
            near = tuple(one.item_id for one in items if _sounds_like(matter, one))
            state = State.MAYBE if near else State.MISSING
            yield Held(matter=matter, state=state, items=near, wrong=wrong)


def _sounds_like(matter: Matter, item: Known) -> bool:
    """Return whether an item's title holds the matter's name, or is of its field and near it."""
    name, title = label_key(matter.name), label_key(item.title)
    if len(name) > _TWO and name in title:
        return True
    field = label_key(item.field_name)
    above = label_key(matter.cells.get("一级事项", "") + matter.sheet)
    shared = {a + b for a, b in pairwise(name)} & {a + b for a, b in pairwise(title)}
    return bool(field) and field in above and len(shared) >= _LEAST_SHARED
