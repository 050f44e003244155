"""What was found wrong in one file, gathered while it is read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kit.model.finding import Finding, Severity
from kit.text.privacy.private_numbers import without_private

if TYPE_CHECKING:
    from collections.abc import Iterable


class Rule(StrEnum):
    """Stable names of what reading finds."""

    FILE = "F01"
    """The file as such: coding, name, size, link."""
    HEAD = "F02"
    """The head is not YAML, or lacks its fences."""
    FIELD = "F03"
    """A label that is unknown, doubled or of another kind."""
    MISSING = "F04"
    VALUE = "F05"
    TABLE = "F06"
    PICTURE = "F07"
    NUMBER = "F08"
    """编号: doubled, or not the file's name."""
    MENDED = "F09"
    """Read although it was not written quite right."""
    TOWNSHIP = "F10"
    """Names something that kit.toml does not know."""


class Problems:
    """Collects the findings of one file; the only thing that changes while reading."""

    def __init__(self, file: str, item_id: str) -> None:
        self.file = file
        self.item_id = item_id
        self._found: list[Finding] = []

    @property
    def found(self) -> tuple[Finding, ...]:
        """All findings so far, in the order of the lines."""
        return tuple(sorted(self._found, key=lambda finding: finding.line or 0))

    @property
    def stopped(self) -> bool:
        """Whether anything found keeps the item from being used."""
        return any(finding.severity is Severity.STOP for finding in self._found)

    def at(self, line: int | None = None, label: str = "") -> Spot:
        """Return a place in the file: a line, and the label it stands under."""
        return Spot(self, line, label)

    def extend(self, findings: Iterable[Finding]) -> None:
        """Add findings made elsewhere."""
        self._found.extend(findings)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file where something is wrong."""

    problems: Problems
    line: int | None
    label: str

    def stop(self, rule: Rule, message: str, remedy: str) -> None:
        """Add what keeps the item from being used."""
        self.add(Severity.STOP, rule, message, remedy)

    def warn(self, rule: Rule, message: str, remedy: str) -> None:
        """Add what a person must look at."""
        self.add(Severity.WARN, rule, message, remedy)

    def note(self, rule: Rule, message: str, remedy: str) -> None:
        """Add what was read all the same."""
        self.add(Severity.INFO, rule, message, remedy)

    def add(self, severity: Severity, rule: Rule, message: str, remedy: str) -> None:
        """Add a finding of this weight."""
        finding = Finding(
            code=rule.value,
            severity=severity,
            # It may quote what was written, and findings are printed, kept and mailed.
            message=without_private(message),
            remedy=without_private(remedy),
            item_id=self.problems.item_id,
            file=self.problems.file,
            line=self.line,
            field=self.label,
        )
        self.problems.extend([finding])
