"""The year's ledger as files: a workbook to look through, a PDF to hand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.forms.ledger_sheet import compose_ledger
from kit.compose.paper.ink import in_black
from kit.duty.ledger_rows import HEAD, count_rows, ledger_row
from kit.fonts.typeface import load_typeface
from kit.office.township_of import township_of
from kit.render.pdf import write_pdf
from kit.source.xlsx_bytes import NewSheet, workbook_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from kit.duty.year_ledger import YearLedger

_WIDTHS = {1: 16, 2: 40, 4: 14, 8: 30, 9: 20, 10: 34, 11: 40, 12: 40, 13: 24}


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
    township = township_of(folder)
    typeface = load_typeface()
    document = compose_ledger(ledger, township.name, typeface)
    return write_pdf(in_black(document) if township.black_only else document, typeface)
