"""An item beside its predecessor, field by field: last year's, or the one that it replaces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.model.field import Form
from kit.model.fields import FIELDS
from kit.office.drafts import text_of, written_in
from kit.office.item_form import kind_of
from kit.office.kept_open import file_of, keep_open
from kit.text.differences import changed_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from kit.model.item import Item
    from kit.progress import Clock
    from kit.source.head import Written
    from kit.text.differences import Piece

_OF_THE_FILE = frozenset({"编号", "样例"})
"""Fields that differ between any two items and say nothing."""
_MOVES = frozenset({"金额", "时间", "文号"}) | {f.label for f in FIELDS if f.form is Form.DATE}
"""What is another every year, mostly."""
_ALIKE = 0.5
"""Share of two titles' pairs of characters from which one is the other's forerunner."""
MOST_OFFERED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideRow:
    """A field of both."""

    label: str
    said: str
    """What it says now."""
    lines: tuple[tuple[Piece, ...], ...]
    """What changed, with its pieces; empty where both say the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """An item beside an earlier one."""

    earlier: Item | None
    """None where there is none to lay beside it."""
    why: str
    """Why it is this one: 它替代的, 标题最像的."""
    offered: tuple[Item, ...]
    """Others that may be meant, the likeliest first."""
    rows: tuple[BesideRow, ...]

    @property
    def changed(self) -> tuple[BesideRow, ...]:
        """The fields that say something else."""
        return tuple(one for one in self.rows if one.lines)

    @property
    def unmoved(self) -> tuple[BesideRow, ...]:
        """Days, amounts and numbers that are still those of the earlier one: to be looked at."""
        return tuple(one for one in self.rows if not one.lines and one.label in _MOVES)

    @property
    def same(self) -> tuple[BesideRow, ...]:
        """The other fields of which both say the same."""
        return tuple(one for one in self.rows if not one.lines and one.label not in _MOVES)


def beside(folder: Path, item_id: str, text: str, clock: Clock, earlier_id: str = "") -> Beside:
    """Return an item, whose file says ``text``, beside its forerunner or the one that is named.

    Raises:
        SourceError: There is no such item, or it cannot be read.
    """
    kept = keep_open(folder, clock)
    file = file_of(kept, item_id)
    now = written_in(file, text)
    others = [one for one in kept.opened.workspace.items if one.item_id != item_id]
    ranked = sorted(
        (one for one in others if one.kind == kind_of(now)),
        key=lambda one: (_likeness(one, now), one.dates.publish),
        reverse=True,
    )
    earlier, why = _chosen(others, ranked, now, earlier_id)
    rows: tuple[BesideRow, ...] = ()
    if earlier is not None:
        place = earlier.place.file
        rows = tuple(_rows(written_in(place, text_of(folder, place)[0]), now))
    offered = tuple(one for one in ranked[:MOST_OFFERED] if one is not earlier)
    return Beside(earlier=earlier, why=why, offered=offered, rows=rows)


def _chosen(
    others: Sequence[Item], ranked: Sequence[Item], now: Mapping[str, Written], earlier_id: str
) -> tuple[Item | None, str]:
    if earlier_id:
        return next((one for one in others if one.item_id == earlier_id), None), "您选的"
    replaced = set(_lines(now.get("替代")))
    for one in others:
        if one.item_id in replaced or (one.doc_no and one.doc_no in replaced):
            return one, "它替代的"
    likeliest = next(iter(ranked), None)
    if likeliest is not None and _likeness(likeliest, now) >= _ALIKE:
        return likeliest, "标题最像的"
    return None, ""


def _likeness(one: Item, now: Mapping[str, Written]) -> float:
    """Return how much of the titles is the same, years and figures aside."""
    before = _pairs(one.title)
    mine = _pairs(str(now.get("标题") or ""))
    return len(before & mine) / max(1, min(len(before), len(mine)))


def _pairs(title: str) -> set[str]:
    plain = re.sub(r"[\W\d〇一二三四五六七八九十年]", "", title)
    return {plain[at : at + 2] for at in range(len(plain) - 1)}


def _rows(before: Mapping[str, Written], now: Mapping[str, Written]) -> Iterator[BesideRow]:
    for label in (field.label for field in FIELDS if field.label not in _OF_THE_FILE):
        old, new = (tuple(_lines(one.get(label))) for one in (before, now))
        if old or new:
            changed = changed_lines(old, new) if old != new else ()
            yield BesideRow(
                label=label,
                said="\n".join(new),
                lines=tuple(pieces for _, pieces in changed),
            )


def _lines(value: Written | None) -> Iterator[str]:
    """Yield a value line by line, as it is written."""
    if isinstance(value, list):
        for one in value:
            yield from _lines(one)
    elif isinstance(value, dict):
        for label, one in value.items():
            yield f"{label}：{'、'.join(_lines(one))}"
    elif value:
        yield from str(value).splitlines()
