"""What a workbook of items would do, row by row; nothing of it is done yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.model.finding import Severity

if TYPE_CHECKING:
    from kit.errors import KitError
    from kit.model.finding import Finding
    from kit.model.item import Item
    from kit.source.item_rows import ItemRow, ItemTable


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFinding:
    """What is to be said of a row, with its place as Excel shows it."""

    severity: Severity
    place: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRead:
    """An item file as a row would have it."""

    row: int
    """As Excel shows it."""
    item_id: str
    title: str
    file: str
    """Path inside the workspace."""
    labels: tuple[str, ...]
    """The fields that change; of a new item those that were filled in."""
    data: bytes
    seen: str
    """SHA-256 of the file that changes; empty for a new item."""
    item: Item | None
    """None where it cannot be used yet."""
    findings: tuple[RowFinding, ...]

    @property
    def is_new(self) -> bool:
        """Whether there is no such file yet."""
        return not self.seen

    @property
    def stops(self) -> tuple[RowFinding, ...]:
        """Return what keeps the item from being used."""
        return tuple(one for one in self.findings if one.severity is Severity.STOP)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRead:
    """A csv file as a sheet would have it."""

    sheet: str
    file: str
    """Path inside the workspace."""
    data: bytes
    seen: str
    """SHA-256 of the file that changes; empty for a new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsRead:
    """All that a workbook would do."""

    rows: tuple[RowRead, ...]
    tables: tuple[TableRead, ...]
    refused: tuple[RowFinding, ...]
    """Rows and sheets that change nothing, and why."""
    unchanged: int
    """Rows that say what their files say."""
    told: tuple[str, ...]


def placed(table: ItemTable, row: ItemRow, finding: Finding) -> RowFinding:
    """Return a finding of an item with the place of its field in the workbook."""
    return RowFinding(
        severity=finding.severity,
        place=table.place(row, finding.field.partition("·")[0]),
        message=finding.message,
        remedy=finding.remedy,
    )


def refusal(place: str, error: KitError) -> RowFinding:
    """Return why a row or a sheet changes nothing."""
    return RowFinding(
        severity=Severity.STOP, place=place, message=error.message, remedy=error.remedy
    )
