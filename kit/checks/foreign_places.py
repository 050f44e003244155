"""Names of places left over where a notice was copied from another township's (L05)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.checks.subject import Fault
from kit.text.figures.item_facts import ALL_WORDS
from kit.text.place_names import PlaceKind, other_places, places_above

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.checks.subject import Subject
    from kit.model.township import Township


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
