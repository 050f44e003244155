"""Places left over from another township's notice (L05), and villages of a table (K04)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.checks.subject import Fault
from kit.text.figures.item_facts import ALL_WORDS
from kit.text.headings import sum_label
from kit.text.place_names import PlaceKind, other_places, places_above

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.checks.subject import Subject
    from kit.model.township import Township

_VILLAGE = re.compile(r"[\u4e00-\u9fff]{1,4}村")
_NAMED = re.compile(
    r"(?:(?<=[、，,。；;:：和及与到\n])|(?<![\s\S]))[\u4e00-\u9fff]{1,4}?村(?![民委部里口头])"
)
_SEVERAL = 2


def foreign_places(subject: Subject) -> Iterator[Fault]:
    """Ask about villages, townships and counties that are neither the office's nor above it."""
    own = _own(subject.context.township)
    told: set[str] = set()
    for text in subject.labelled(*ALL_WORDS):
        for found in other_places(text.text, own):
            if found.name in told:
                continue
            told.add(found.name)
            yield Fault(
                text.label,
                f"{text.place}里的“{found.name}”{_what(found.kind, subject.context.township)}。",
                "请核实：从别处抄来的，改成本地的；本来就说那里，不用改。",
                offset_lines=text.lines_before(found.start),
            )


def _what(kind: PlaceKind, township: Township) -> str:
    if kind is PlaceKind.GONE:
        return "是撤销或改名的旧地名"
    if kind is PlaceKind.VILLAGE:
        return f"不在{township.name}的村里（kit.toml 的 villages）"
    return f"不是{township.name}，也不是上级"


def _own(township: Township) -> frozenset[str]:
    """Return the names of the township, its villages, and what lies above."""
    names = {township.name, township.county, *township.villages}
    names |= {board.village for board in township.boards}
    return frozenset(names) | places_above(township.county)


def villages(subject: Subject) -> Iterator[Fault]:
    """Stop one village of a column that takes the place of one that 村, 谁 or 地点 names."""
    item = subject.item
    if item.table is None:
        return
    texts = "\n".join(text.text for text in subject.labelled("谁", "地点"))
    named = frozenset(item.villages) or frozenset(_NAMED.findall(texts))
    for index, _ in enumerate(item.table.columns):
        cells = {
            row: name
            for row, cells in enumerate(item.table.rows)
            if index < len(cells) and not sum_label(name := cells[index].strip())
        }
        found = frozenset(cells.values())
        alike = len(found) == len(named) >= _SEVERAL and len(found - named) == 1
        if not alike or not all(map(_VILLAGE.fullmatch, found)):
            continue
        for row, name in cells.items():
            if name not in named:
                missing = "、".join(sorted(named - found))
                yield Fault(
                    "表格",
                    f"{item.table.cell_place(row, index)}写的是{name}，要点里写的是{missing}。",
                    "请核对是哪个村，改成一样的。",
                )
