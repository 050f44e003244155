"""Whether an item that an office sends is there already: the same form comes twice easily."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.model.item import BREAK_MARK
from kit.source.values import WrongValue, parse_date
from kit.source.writer import written_fields

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kit.source.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class SentItem:
    """By what an item is known again, whoever numbers it."""

    title: str
    dept: str
    formed: date | None
    name: str
    """Its number, or where it stands."""

    def is_same(self, other: SentItem, year: int) -> bool:
        """Return whether two are the same matter; what recurs every year has another 成文.

        What one of them leaves open is no difference, within the ``year``.
        """
        if not self.title or self.title != other.title:
            return False
        if self.dept and other.dept and self.dept != other.dept:
            return False
        if self.formed and other.formed:
            return self.formed == other.formed
        return all(one.year == year for one in (self.formed, other.formed) if one)


def sent_item(fields: Mapping[str, object], name: str) -> SentItem:
    """Return by what an item is known again, from what stands under its labels."""
    title, dept, formed = (str(fields.get(one) or "").strip() for one in ("标题", "承办", "成文"))
    try:
        day = parse_date(formed.partition(" ")[0])
    except WrongValue:
        day = None
    return SentItem(title=title.replace(BREAK_MARK, ""), dept=dept, formed=day, name=name)


def sent_before(workspace: Workspace) -> list[SentItem]:
    """Return all that came before; what cannot be used yet has come, too."""
    there = [
        SentItem(title=one.plain_title, dept=one.dept, formed=one.dates.formed, name=one.item_id)
        for one in workspace.items
    ]
    for refused in workspace.refused:
        try:
            data = (workspace.folder / refused.file).read_bytes()
            there.append(sent_item(written_fields(refused.file, data), refused.item_id))
        except (SourceError, OSError):
            continue  # told by the check; what it says cannot be read
    return there
