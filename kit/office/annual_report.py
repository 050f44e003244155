"""The year's annual report, made from ledger, register and entries, and put into the workspace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.duty.annual_report import YearFacts, make_report
from kit.duty.report_forms import Form, form_of
from kit.errors import RequestError
from kit.model.finding import Severity
from kit.office.print_year import official_document, report_pdf
from kit.office.public_ledger import year_ledger
from kit.office.report_entries import entries_of
from kit.office.request_register import register_of
from kit.office.township_of import township_of
from kit.source.files import write_in_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.duty.annual_report import MadeReport
    from kit.duty.year_ledger import YearLedger
    from kit.progress import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWritten:
    """What was written, and what a clerk has still to do with it."""

    files: tuple[Path, ...]
    open_places: tuple[str, ...]
    notes: tuple[str, ...]


def annual_report(
    folder: Path, clock: Clock, year: int, form: str = "", *, ledger: YearLedger | None = None
) -> tuple[MadeReport, tuple[str, ...]]:
    """Return a year's report, and what is to be known of where its figures come from.

    ``form`` is 2019 or 2021; without it the form is that of the year. Whoever has counted the
    year's ledger already hands it in.

    Raises:
        SourceError: There is no workspace, or one of its tables cannot be read.
        ForeignFileError: The register or the table of entries cannot be opened.
    """
    township = township_of(folder)
    file, register, _ = register_of(folder)
    facts = YearFacts(
        year=year,
        form=Form(form) if form else form_of(year),
        township=township.name,
        government=township.government,
        ledger=ledger or year_ledger(folder, clock, year),
        register=register if file else None,
        entered=entries_of(folder, year),
    )
    return make_report(facts), tuple(_notes(facts))


def write_report(folder: Path, clock: Clock, year: int, form: str = "") -> ReportWritten:
    """Return where a year's report was written: to go on with in WPS, and to be looked at.

    Raises:
        RequestError: The document is there: somebody may have written in it.
        SourceError: As :func:`annual_report`.
        StorageError: The disk does not take it.
    """
    report, notes = annual_report(folder, clock, year, form)
    document, paper = (folder / f"{report.title}{end}" for end in (".docx", ".pdf"))
    if document.exists():
        raise RequestError(
            f"{document.name} 已经有了，没有动它。", "要重新做，请先把它改名，或移到别处。"
        )
    write_in_folder(document, official_document(report.blocks), called=document.name)
    write_in_folder(paper, report_pdf(folder, report), called=paper.name)
    return ReportWritten(files=(document, paper), open_places=report.open_places, notes=notes)


def _notes(facts: YearFacts) -> Iterator[str]:
    register = facts.register
    if register is None:
        yield "没有依申请公开登记簿，表三空着：请放一份，没有申请的也放一份空的。"
    elif wrong := [one for one in register.faults if one.severity is Severity.STOP]:
        yield f"登记簿有 {len(wrong)} 处要改，改好以前表三空着。"
    for fault in facts.entered.faults:
        yield f"填报表第 {fault.line} 行：{fault.message}{fault.remedy}"
    if not facts.entered.figures:
        yield "填报表还没有填，没有地方数的都空着：请放一份，填好再做。"
    kinds = dict(facts.ledger.by_kind)
    if penalties := kinds.get("处罚公示"):
        yield f"台账里有 {penalties} 条处罚公示，请和表二“行政处罚”的件数核对。"
    yield from facts.ledger.notes
