"""Annual reports, outputs and tables with one wrong figure each, and without; a year's ledger."""

from __future__ import annotations

import random
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.duty_outputs import outputs_and_cells
from benchmarks.figures import line
from kit.duty.official_docx import paper_docx
from kit.duty.proof import proofread
from kit.edition.published.manifest import Manifest
from kit.model.item import Channel
from kit.office.annual_report import annual_report
from kit.office.print_year import ledger_pdf, ledger_workbook, report_pdf
from kit.office.public_ledger import year_ledger
from kit.plan.week import Week
from kit.returns.returns_log import Return, ReturnKind, add_returns
from kit.source.codes import CodeEntry, write_codes
from kit.source.private import RETURNS
from tests.annual_reports import made, plants, read_back
from tests.made_editions import item, publish, township
from tests.traced_items import endings, fetched_back

_PLANTS = 500
_ITEMS, _RETURNS, _WEEKS = 200, 5000, 52
_FIRST = datetime(2026, 1, 5, 9).astimezone()
_HANGS = 4
"""Weeks that an item stays."""


def run() -> int:
    """Print the figures and return how many targets are missed."""
    return _proof() + outputs_and_cells() + _relations() + _year()


def _proof() -> int:
    chance = random.Random(16)
    begun = time.perf_counter()
    found = alone = 0
    for plant in plants(chance, _PLANTS):
        faults = proofread(read_back(plant.report), read_back(plant.before))
        found += any(plant.named in one.field + one.message for one in faults)
        alone += len(faults) == 1
    false = 0
    for number in range(_PLANTS):
        before = made(chance, 2019 + number % 7)
        right = made(chance, before.year + 1, before)
        false += len(proofread(read_back(right), read_back(before)))
    taken_s = (time.perf_counter() - begun) / (4 * _PLANTS)
    missed = line(f"of {_PLANTS} wrong figures, named", found, "", least=_PLANTS)
    line("  by one sentence alone", alone, "")
    missed += line(f"of {_PLANTS} right reports, faults told", false, "", most=0)
    line("a report read and proofread", taken_s * 1000, "ms")
    return missed


def _relations() -> int:
    missed = 0
    for ending, items in endings().items():
        found = 100 * len(fetched_back(items)) / len(Channel)
        missed += line(
            f"{ending}: traces on all channels told in the same build", found, "%", least=100
        )
    return missed


def _year() -> int:
    with tempfile.TemporaryDirectory() as place:
        folder = township(Path(place))
        _fill(folder)
        now = _FIRST + timedelta(weeks=53)
        begun = time.perf_counter()
        ledger = year_ledger(folder, lambda: now, 2026)
        ledger_s = time.perf_counter() - begun
        report, _ = annual_report(folder, lambda: now, 2026)
        paper_docx(report.blocks)
        both_s = time.perf_counter() - begun
        ledger_workbook(ledger)
        ledger_pdf(folder, ledger)
        report_pdf(folder, report)
        all_s = time.perf_counter() - begun
    missed = line(f"of {_ITEMS} items, new in the year", len(ledger.new), "", least=_ITEMS)
    line(f"ledger of {_ITEMS} items and {_RETURNS} returns", ledger_s, "s")
    missed += line("  and the report as docx", both_s, "s", most=3)
    line("  and ledger as xlsx, both as PDF", all_s, "s")
    return missed


def _fill(folder: Path) -> None:
    """Write a year of weekly editions and of what was done with them."""
    entries = {}
    for number in range(_ITEMS):
        week = number * _WEEKS // _ITEMS
        day = (_FIRST + timedelta(weeks=week)).date()
        code = f"{Week.of(day).code}-{number % 90 + 1:02}"
        entries[f"DX-2026-{number + 1:03}"] = (
            week,
            item(f"样例公告{number}", code, f"{number:04}", publish=f"{day}", villages="样例一村"),
        )
    codes = [CodeEntry(code=one["code"], item_id=name) for name, (_, one) in entries.items()]
    write_codes(folder, codes)
    for week in range(_WEEKS):
        name = Week.of((_FIRST + timedelta(weeks=week)).date()).name
        items = {
            one: entry for one, (first, entry) in entries.items() if first <= week < first + _HANGS
        }
        publish(folder, {}, Manifest(week=name, revision=1, township="", files=(), items=items))
    kinds = (ReturnKind.PLAYED, ReturnKind.PLAYED, ReturnKind.PRINTED, ReturnKind.TAKEN_DOWN)
    names = list(entries)
    add_returns(
        folder / RETURNS,
        [
            Return(
                kind=kinds[number % len(kinds)],
                by="样例甲",
                at=_FIRST + timedelta(minutes=100 * number),
                week=Week.of((_FIRST + timedelta(minutes=100 * number)).date()).name,
                items={(one := names[number * _ITEMS // _RETURNS]): entries[one][1]["check_code"]},
                places=("样例一村公开栏",),
            )
            for number in range(_RETURNS)
        ],
    )
