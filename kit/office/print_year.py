"""Ledger, report and registers as files: to look through, to go on with, to hand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.forms.ledger_sheet import compose_ledger
from kit.compose.forms.listing import compose_listing
from kit.compose.forms.official_paper import compose_official
from kit.compose.paper.ink import in_black
from kit.duty.ledger_rows import HEAD, count_rows, ledger_row
from kit.duty.official_docx import paper_docx
from kit.fonts.typeface import load_typeface
from kit.office.township_of import township_of
from kit.render.pdf import write_pdf
from kit.source.xlsx_bytes import NewSheet, workbook_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kit.compose.forms.listing import ListingSheet
    from kit.compose.paper.page import Document
    from kit.duty.annual_report import MadeReport
    from kit.duty.official import PaperBlock
    from kit.duty.year_ledger import YearLedger
    from kit.fonts.typeface import Typeface

_WIDTHS = {1: 16, 2: 40, 4: 14, 6: 10, 9: 30, 10: 20, 11: 34, 12: 40, 13: 40, 14: 24}


def ledger_workbook(ledger: YearLedger) -> bytes:
    """Return the ledger as a workbook: the items, and the counts on a sheet of their own."""
    rows = [HEAD, *map(ledger_row, ledger.items)]
    counts = [("按", "名称", "条数"), *count_rows(ledger)]
    return workbook_bytes(
        [
            NewSheet(name=f"{ledger.year}年台账", rows=rows, widths=_WIDTHS, frozen=2),
            NewSheet(name="统计", rows=counts, widths={2: 30}),
        ]
    )


def ledger_pdf(folder: Path, ledger: YearLedger) -> bytes:
    """Return the ledger as a PDF of A4 sheets across.

    Raises:
        SourceError: There is no workspace.
        LayoutError: A title has signs that cannot be printed.
    """
    typeface = load_typeface()
    township = township_of(folder).name
    return _pdf(folder, compose_ledger(ledger, township, typeface), typeface)


def official_document(blocks: Sequence[PaperBlock]) -> bytes:
    """Return an official paper as a Word document, to go on with in WPS."""
    return paper_docx(blocks)


def report_pdf(folder: Path, report: MadeReport) -> bytes:
    """Return a report as a PDF.

    Raises:
        SourceError: There is no workspace.
        LayoutError: A text has signs that cannot be printed.
    """
    return official_pdf(folder, report.title, report.blocks)


def official_pdf(folder: Path, title: str, blocks: Sequence[PaperBlock]) -> bytes:
    """Return an official paper as a PDF.

    Raises:
        SourceError: There is no workspace.
        LayoutError: A text has signs that cannot be printed.
    """
    typeface = load_typeface()
    return _pdf(folder, compose_official(title, blocks, typeface), typeface)


def listing_pdf(folder: Path, sheet: ListingSheet) -> bytes:
    """Return a register as a PDF.

    Raises:
        SourceError: There is no workspace.
        LayoutError: A cell has signs that cannot be printed.
    """
    typeface = load_typeface()
    return _pdf(folder, compose_listing(sheet, typeface), typeface)


def _pdf(folder: Path, document: Document, typeface: Typeface) -> bytes:
    black_only = township_of(folder).black_only
    return write_pdf(in_black(document) if black_only else document, typeface)
