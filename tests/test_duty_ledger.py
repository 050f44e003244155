"""The year's ledger counts what was public first in that year, and what of all years was."""

from __future__ import annotations

import re
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest

from kit.duty.ledger_rows import count_rows
from kit.edition.published.manifest import Manifest
from kit.errors import RequestError, SourceError
from kit.office.print_year import ledger_pdf, ledger_workbook
from kit.office.public_ledger import year_ledger
from kit.office.report_entries import entries_file, entries_of, new_entries, year_of
from kit.render.picture import opened
from kit.returns.returns_log import Return, ReturnKind, add_returns
from kit.source.codes import CodeEntry, write_codes
from tests.made_editions import at, down, item, publish, township

if TYPE_CHECKING:
    from pathlib import Path

    from kit.duty.year_ledger import YearLedger

NOW = datetime(2027, 1, 11, 9).astimezone()
MEDICAL, OLD, LATE = "DX-2026-004", "DX-2025-061", "DX-2026-070"
BOARD = "样例一村公开栏"


def edition(
    folder: Path,
    week: str,
    revision: int,
    items: dict[str, dict[str, str]] | None = None,
    posted: dict[str, dict[str, str]] | None = None,
) -> None:
    manifest = Manifest(
        week=week,
        revision=revision,
        township="",
        files=(),
        items=items or {},
        posted=posted or {},
    )
    publish(folder, {}, manifest)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    township(tmp_path)
    medical = item("交｜医保", "26W47-01", "85WA", villages="样例一村、样例二村")
    corrected = {**medical, "check_code": "T29P-0000"}
    old = item("旧公示", "25W50-01", "AAAA", publish="2025-12-10")
    # Dated long before the week in which it was signed and went up.
    late = item("采购结果", "26W53-01", "BBBB", publish="2026-03-01", channels="网站")
    write_codes(
        tmp_path,
        [
            CodeEntry(code="25W50-01", item_id=OLD),
            CodeEntry(code="26W47-01", item_id=MEDICAL),
            CodeEntry(code="26W53-01", item_id=LATE),
        ],
    )
    edition(tmp_path, "2025-W50", 1, items={OLD: old})
    edition(tmp_path, "2026-W01", 1, items={OLD: old})
    edition(tmp_path, "2026-W02", 1, posted={OLD: down(old, "2026-01-06")})
    edition(tmp_path, "2026-W47", 1, items={MEDICAL: medical})
    edition(tmp_path, "2026-W48", 1, items={MEDICAL: corrected})
    edition(tmp_path, "2026-W53", 1, items={LATE: late})
    add_returns(
        tmp_path / "returns.jsonl",
        [
            Return(
                kind=ReturnKind.TAKEN_DOWN,
                by="样例甲",
                at=at(24, 8),
                week="2026-W48",
                items={MEDICAL: "85WA-0000"},
                places=(BOARD,),
            )
        ],
    )
    return tmp_path


def ledger(folder: Path, year: int = 2026) -> YearLedger:
    return year_ledger(folder, lambda: NOW, year)


def test_an_item_is_new_in_the_year_in_which_it_was_public_first(folder: Path) -> None:
    assert {one.item_id: one.first for one in ledger(folder).new} == {
        MEDICAL: date(2026, 11, 16),
        LATE: date(2026, 12, 28),
    }
    assert [one.item_id for one in ledger(folder, 2025).new] == [OLD]
    assert [one.item_id for one in ledger(folder).items] == [OLD, MEDICAL, LATE]


def test_every_wording_stands_in_its_line_with_who_took_the_old_one_off(folder: Path) -> None:
    (medical,) = [one for one in ledger(folder).items if one.item_id == MEDICAL]

    assert [version.number for version in medical.versions] == ["26W47-01-85WA", "26W47-01-T29P"]
    assert medical.taken_down == (f"{BOARD} 11-24 样例甲",)
    assert medical.title == "交医保"


def test_the_new_are_counted_by_channel_village_and_month(folder: Path) -> None:
    found = ledger(folder)

    assert found.by_channel == (("广播", 1), ("户外公开栏", 1), ("网站", 1))
    assert found.by_village == (("全乡", 1), ("样例一村", 1), ("样例二村", 1))
    assert dict(found.by_month)["11月"] == 1
    assert sum(count for _, count in found.by_month) == 2


def test_what_took_more_than_twenty_working_days_is_told(folder: Path, root: Path) -> None:
    assert ledger(folder).late == ()
    example = root / "examples" / "daxi" / "items" / f"{MEDICAL}.md"
    text = example.read_text("utf-8")
    (folder / "items").mkdir(exist_ok=True)
    formed = re.sub("(?m)^成文: .*$", "成文: 2026-10-12", text)
    (folder / "items" / f"{MEDICAL}.md").write_text(formed, "utf-8")

    found = ledger(folder)

    assert [(one.item_id, one.took_days) for one in found.late] == [(MEDICAL, 25)]
    assert ("合计", "超过20个工作日才公开", "1") in list(count_rows(found))


def test_the_sum_of_all_years_waits_for_what_was_before_the_kit(folder: Path) -> None:
    assert ledger(folder).cumulative is None

    enter(folder, 2026, {"启用以前累计主动公开": "186"})

    assert ledger(folder).cumulative == 189
    assert ledger(folder, 2025).total == 1


def enter(folder: Path, year: int, values: dict[str, str]) -> None:
    path = new_entries(folder, year)
    book = openpyxl.load_workbook(path)
    for row in book.worksheets[0].iter_rows():
        if row[0].value in values:
            row[1].value = values[row[0].value]
    book.save(path)


def test_workbook_and_paper_have_every_item(folder: Path) -> None:
    found = ledger(folder)
    book = openpyxl.load_workbook(BytesIO(ledger_workbook(found)))

    assert [row[0].value for row in book.worksheets[0].iter_rows(min_row=2)] == [OLD, MEDICAL, LATE]
    assert ("合计", "历年累计", "【待填】") in [
        tuple(cell.value for cell in row) for row in book.worksheets[1].iter_rows()
    ]
    with opened(ledger_pdf(folder, found)) as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert "交医保" in text
    assert "采购结果" in text


def test_a_year_without_anything_is_empty_and_not_a_fault(folder: Path) -> None:
    found = ledger(folder, 2024)

    assert found.items == ()
    assert ledger_pdf(folder, found)


@pytest.mark.parametrize("text", ["去年", "26", "1900", ""])
def test_what_is_no_year_is_refused(text: str) -> None:
    with pytest.raises(RequestError, match="年份"):
        year_of(text)


def test_the_table_to_fill_in_is_never_written_over_and_its_faults_are_named(folder: Path) -> None:
    enter(folder, 2026, {"行政许可·本年处理决定数量": "八", "主要问题": "看的人少。"})
    book = openpyxl.load_workbook(folder / entries_file(2026))
    book.worksheets[0].append(("主要问题", "路子少。"))
    book.save(folder / entries_file(2026))

    found = entries_of(folder, 2026)

    assert "不是数" in found.faults[0].message
    assert found.words["主要问题"] == "看的人少。\n路子少。"
    with pytest.raises(SourceError, match="已经有了"):
        new_entries(folder, 2026)


def test_what_was_before_the_kit_is_entered_once(folder: Path) -> None:
    enter(folder, 2026, {"启用以前累计主动公开": "186", "本年另外主动公开": "4"})
    new_entries(folder, 2027)

    assert ledger(folder).cumulative == 186 + 4 + 3
    assert entries_of(folder, 2027).count("启用以前累计主动公开") == 190


def test_a_table_without_its_head_is_refused(folder: Path) -> None:
    path = new_entries(folder, 2026)
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["A1"].value = "项目"
    book.save(path)

    with pytest.raises(SourceError, match=entries_file(2026)):
        entries_of(folder, 2026)
