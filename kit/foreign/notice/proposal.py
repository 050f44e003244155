"""What a field could be, the sentence it was cut from, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sure(StrEnum):
    """How far a proposal may be believed; all of them are confirmed by a person."""

    HIGH = "高"
    MIDDLE = "中"
    LOW = "低"
    """Shown and never ticked beforehand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One value for one field, as it would stand in the item file."""

    field: str
    """The label of the field."""
    value: str
    sentence: str
    """Where it stands in the notice, as it stands there."""
    sure: Sure
    why: str = ""
    """What was completed, or what speaks against it; for the clerk."""
