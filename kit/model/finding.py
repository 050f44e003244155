"""What is wrong with an item: a value, gathered and told all at once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs."""

    STOP = "不能发布"
    WARN = "请核实"
    INFO = "提示"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault, where it stands and what to do; never repeats a secret it found."""

    code: str
    """Stable name of the rule, such as ``P01``."""
    severity: Severity
    message: str
    remedy: str
    item_id: str = ""
    file: str = ""
    """Path inside the workspace, with ``/``."""
    line: int | None = None
    field: str = ""
    """Chinese label of the field, such as ``截止``."""
