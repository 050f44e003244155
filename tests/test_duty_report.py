"""The year's report is made from what is known, marks what is open, and reads back as it is."""

from __future__ import annotations

import random
from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest
from click.testing import CliRunner

from kit.cli.app import main
from kit.duty.annual_report import MadeReport, YearFacts, make_report, tables_of
from kit.duty.entered import Entered, figure_labels, read_entered
from kit.duty.official import SpanTable
from kit.duty.official_docx import paper_docx
from kit.duty.read_report import read_report
from kit.duty.report_forms import Form
from kit.duty.report_tables import OPEN, ReportTables
from kit.duty.requests import Register, read_register
from kit.duty.span_table import table_four, table_three, table_two
from kit.duty.year_ledger import YearLedger
from kit.errors import RequestError
from kit.foreign.gate import open_foreign
from kit.foreign.known_words import NO_WORDS
from kit.foreign.whole_document import read_whole_file
from kit.model.finding import Severity
from kit.office.annual_report import annual_report, write_report
from kit.office.print_year import report_pdf
from kit.office.proof_report import proof_report
from kit.office.report_entries import entries_file, new_entries
from kit.office.request_register import NAME
from kit.render.picture import opened
from tests.annual_reports import made
from tests.made_editions import township

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2027, 1, 11, 9).astimezone()
NAMES = ("编号", "收到", "方式", "申请人类别", "申请内容", "答复", "答复种类")
WORDS = {
    "总体情况": "本乡照条例公开政府信息。",
    "政府信息管理": "公开以前都做保密审查。",
    "平台建设": "用公开栏、广播和墟天摊位。",
    "监督保障": "没有责任追究的情况。",
    "主要问题": "看公开信息的路子少。",
    "改进情况": "2027年，本乡将多用广播。",
    "其他事项": "无",
}


def chance_tables(form: Form, seed: int) -> ReportTables:
    report = made(random.Random(seed), 2026 if form is Form.OF_2021 else 2019)
    return ReportTables(
        form=form,
        two={name: tuple(map(str, cells)) for name, cells in report.two.items()},
        three={row: tuple(map(str, cells)) for row, cells in report.three.items()},
        four=tuple(map(str, report.four)),
    )


def facts(
    *, form: Form = Form.OF_2021, register: Register | None = None, entered: Entered | None = None
) -> YearFacts:
    return YearFacts(
        year=2026,
        form=form,
        township="样例乡",
        government="样例乡人民政府",
        ledger=YearLedger(year=2026, items=(), total=0, before=None),
        register=register,
        entered=entered or Entered(),
    )


def read_back(report: MadeReport) -> ReportTables | None:
    document = read_whole_file(open_foreign(paper_docx(report.blocks)), NO_WORDS)
    return read_report(document).tables


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("seed", range(3))
def test_tables_come_back_from_the_document_cell_by_cell(form: Form, seed: int) -> None:
    tables = chance_tables(form, seed)
    blocks = (table_two(tables), table_three(tables), table_four(tables))

    assert read_back(MadeReport(title="年报", blocks=blocks, tables=tables)) == tables


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("table", [table_two, table_three, table_four])
def test_the_cells_of_a_table_fill_it_and_lie_nowhere_twice(form: Form, table: object) -> None:
    assert callable(table)
    drawn: SpanTable = table(chance_tables(form, 1))
    covered = [
        (row, column)
        for cell in drawn.cells
        for row in range(cell.top, cell.top + cell.rows)
        for column in range(cell.left, cell.left + cell.columns)
    ]

    assert len(covered) == len(set(covered)) == drawn.rows * len(drawn.widths_mm)


def test_what_nobody_knows_is_open_and_never_nought() -> None:
    tables = tables_of(facts())

    assert {cell for cells in tables.two.values() for cell in cells} == {OPEN}
    assert {cell for cells in tables.three.values() for cell in cells} == {OPEN}
    assert set(tables.four) == {OPEN}
    assert "主动公开政府信息【待填】条" in words_of(make_report(facts()))


def test_what_is_open_is_told_by_table_row_or_cell() -> None:
    whole = make_report(facts()).open_places
    figures = {"行政许可·本年处理决定数量": "8"}
    part = make_report(facts(register=Register(), entered=Entered(figures=figures))).open_places

    assert {"表二（整张）", "表三（整张）", "表四（整张）"} <= set(whole)
    assert "表二“行政处罚”行“本年处理决定数量”" in part
    assert not [one for one in part if "表三" in one or "行政许可" in one]


def words_of(report: MadeReport) -> str:
    return "\n".join(getattr(block, "text", "") for block in report.blocks)


def test_a_register_with_a_row_that_cannot_be_leaves_its_table_open() -> None:
    row = ("1", "2026-11-20", "当面", "自然人", "甲", "2026-11-2", "予以公开")
    wrong = read_register(NAMES, [(2, row)])

    assert set(tables_of(facts(register=wrong)).three["1"]) == {OPEN}
    assert set(tables_of(facts(register=Register())).three["1"]) == {"0"}


def test_the_requests_are_told_as_the_table_has_them() -> None:
    rows = [
        ("1", "2026-10-20", "当面", "自然人", "甲", "2026-11-2", "予以公开"),
        ("2", "2026-12-20", "信函", "商业企业", "乙", "", ""),
    ]
    entered = Entered(figures={"启用以前累计受理申请": "3"})
    report = make_report(
        facts(register=read_register(NAMES, [*enumerate(rows, 2)]), entered=entered)
    )

    assert "收到政府信息公开申请2件（其中，当面1件、信函1件）" in words_of(report)
    assert "办结1件，结转下年度1件。历年累计受理5件。" in words_of(report)


def test_the_total_of_a_group_is_summed_and_open_while_a_part_is() -> None:
    figures = {f"行政复议·{name}": "2" for name in ("结果维持", "结果纠正", "其他结果")}

    assert tables_of(facts(entered=Entered(figures=figures))).four[4] == OPEN
    figures["行政复议·尚未审结"] = "1"
    assert tables_of(facts(entered=Entered(figures=figures))).four[4] == "7"


def test_a_report_of_the_old_form_is_reproduced_and_the_new_form_stands_beside_it() -> None:
    told = {"行政许可": ("0", "8", "0"), "行政处罚": ("0", "5", "0"), "行政强制": ("0", "5", "0")}
    columns = ("上一年项目数量", "本年增/减", "处理决定数量")
    rows = [
        (f"{name}·{column}", cell)
        for name, cells in told.items()
        for column, cell in zip(columns, cells, strict=True)
    ]
    rows += [("行政许可·本年处理决定数量", "0")]
    entered = read_entered(enumerate(rows, 2))
    old = make_report(facts(form=Form.OF_2019, register=Register(), entered=entered))
    new = make_report(facts(form=Form.OF_2021, register=Register(), entered=entered))

    assert entered.faults == ()
    assert old.tables.two["行政处罚"] == told["行政处罚"]
    assert new.tables.two["行政许可"] == ("0",)
    assert len(old.tables.three) == 23
    assert len(new.tables.three) == 25


def test_the_same_report_is_the_same_bytes() -> None:
    assert paper_docx(make_report(facts()).blocks) == paper_docx(make_report(facts()).blocks)


def fill(folder: Path, year: int, figure: str) -> None:
    path = folder / entries_file(year)
    book = openpyxl.load_workbook(path)
    for row in book.worksheets[0].iter_rows(min_row=2):
        label = row[0].value
        row[1].value = WORDS.get(str(label), figure)
    book.save(path)


def test_a_clerks_year_end_enter_make_proofread_print(tmp_path: Path) -> None:
    township(tmp_path)
    rows = ["2026-1,2026-10-12,当面,自然人,低保名单,2026-10-20,予以公开"]
    (tmp_path / f"{NAME}.csv").write_text("\n".join([",".join(NAMES), *rows]), "utf-8")
    run = CliRunner().invoke

    entered = run(main, ["report", "2026", "--new", "--in", str(tmp_path)])
    fill(tmp_path, 2026, "0")
    written = run(main, ["report", "2026", "--in", str(tmp_path)])
    document = tmp_path / "大溪乡2026年政府信息公开工作年度报告.docx"
    proof = proof_report(document)

    assert entered.exit_code == written.exit_code == 0, written.output
    assert "还有 1 处【待填】：落款" in written.output
    assert {one.code for one in proof.faults} == {"AR12", "AR14"}
    assert {one.line for one in proof.faults if one.severity is Severity.STOP} == {31}
    assert proof.figures == 10 + 25 * 7 + 15
    with opened(document.with_suffix(".pdf").read_bytes()) as pdf:
        text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert "结转下年度继续办理" in "".join(text.split())


def test_a_document_in_which_somebody_may_have_written_is_not_written_over(tmp_path: Path) -> None:
    township(tmp_path)
    write_report(tmp_path, lambda: NOW, 2026)

    with pytest.raises(RequestError, match="已经有了"):
        write_report(tmp_path, lambda: NOW, 2026)


def test_what_is_missing_is_told_with_the_next_step(tmp_path: Path) -> None:
    township(tmp_path)
    _, notes = annual_report(tmp_path, lambda: NOW, 2026)

    told = CliRunner().invoke(main, ["report", "2026", "--in", str(tmp_path)]).output

    assert any("没有依申请公开登记簿" in one for one in notes)
    assert any("填报表还没有填" in one for one in notes)
    assert "kit report 2026 --new" in told


def test_the_old_form_has_its_own_table_to_fill_in(tmp_path: Path) -> None:
    township(tmp_path)
    path = new_entries(tmp_path, 2021, "2019")
    labels = [row[0].value for row in openpyxl.load_workbook(path).worksheets[0].iter_rows()]

    assert "政府集中采购·采购总金额" in labels
    assert set(figure_labels(Form.OF_2019)) <= set(labels)
    report, _ = annual_report(tmp_path, lambda: NOW, 2021, "2019")
    assert report.tables.form is Form.OF_2019
    assert report_pdf(tmp_path, report)


@pytest.mark.parametrize("words", [["report"], ["report", "2026", "--proof", "年报.docx"]])
def test_a_report_is_either_made_or_proofread(words: list[str], tmp_path: Path) -> None:
    told = CliRunner().invoke(main, [*words, "--in", str(tmp_path)])

    assert told.exit_code == 2
    assert "kit report 2026" in told.output


def test_long_words_run_over_more_pages(tmp_path: Path) -> None:
    township(tmp_path)
    entered = Entered(words=dict.fromkeys(WORDS, "公开栏、广播、墟天都公开了。" * 60))
    report = make_report(facts(register=Register(), entered=entered))

    with opened(report_pdf(tmp_path, report)) as pdf:
        assert len(pdf) > 4
