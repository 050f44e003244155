"""An annual report that somebody wrote, proofread; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.duty.proof import proofread
from kit.duty.read_report import read_report
from kit.errors import ForeignFileError
from kit.foreign.child import bytes_of, read_foreign
from kit.foreign.gate import Kind
from kit.foreign.whole_document import WholeDocument
from kit.model.finding import Severity

if TYPE_CHECKING:
    from pathlib import Path

    from kit.duty.read_report import AnnualReport
    from kit.model.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofOfReport:
    """What is wrong in a report, and what of it was read."""

    title: str
    year: int | None
    faults: tuple[Finding, ...]
    figures: int
    """Cells of tables that were held against each other."""
    counted: str
    """What ``line`` of a fault counts: 行 or 段."""
    told: tuple[str, ...]
    """What was not read as it stands."""

    @property
    def stops(self) -> bool:
        """Whether it must not go out like this."""
        return any(fault.severity is Severity.STOP for fault in self.faults)


def proof_report(source: Path | bytes, before: Path | bytes | None = None) -> ProofOfReport:
    """Return what is wrong in a report; ``before`` is that of the year before.

    Raises:
        ForeignFileError: A file is refused; the sentence says how to bring it again.
    """
    report = _read(source)
    tables = report.tables
    rows = (*tables.two.values(), *tables.three.values(), tables.four) if tables else ()
    return ProofOfReport(
        title=report.title,
        year=report.year,
        faults=proofread(report, _read(before) if before is not None else None),
        figures=sum(map(len, rows)),
        counted=report.counted,
        told=report.told,
    )


def _read(source: Path | bytes) -> AnnualReport:
    read = read_foreign(source if isinstance(source, bytes) else bytes_of(source), whole=True)
    if read.kind is Kind.XLSX:
        raise ForeignFileError("这是表格，不是年度报告。", "请放 Word 文件（.docx）或文字文件。")
    return read_report(read.as_type(WholeDocument))
