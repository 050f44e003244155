"""The township's own report of 2021, proofread: all that is wrong in it, and no right sum."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.duty.annual_report import YearFacts, make_report
from kit.duty.entered import court_label, read_entered, two_label
from kit.duty.read_report import read_report
from kit.duty.report_forms import COURTS, PART_TWO, RESULTS, Form, part_three
from kit.duty.requests import Register
from kit.duty.year_ledger import YearLedger
from kit.foreign.child import read_foreign
from kit.foreign.whole_document import WholeDocument
from kit.office.proof_report import ProofOfReport, proof_report

REPORT = Path(__file__).resolve().parents[3] / "shared" / "data" / "daxi-2021-report.txt"
pytestmark = pytest.mark.skipif(not REPORT.is_file(), reason="the report is no part of the product")

KNOWN = (
    (33, "各项加起来是 6条"),
    (437, "缺第五部分"),
    (441, "应当是第六部分"),
    (29, "（一）、（2）、（3）"),
    (None, "2019〕60号的格式"),
    (50, "已经由"),
    (20, "镇党政办"),
    (23, "交通信息发布"),
    (30, "交通行业"),
    (44, "2019 年的通知"),
    (440, "已经过完"),
    (15, "应为“公众”"),
    (440, "的的"),
    (44, "以及和"),
    (12, "12 处用了英文标点"),
    (25, "引号之间"),
    (None, "行政许可 上一年 0、增减 8、处理 0"),
    (35, "10 个类别，前面只列出 4 类"),
    (35, "规范性文件”却都是 0"),
    (9, "5 种叫法"),
    (9, "各不相同"),
    (446, "才截止"),
    (44, "5 步"),
)


@pytest.fixture(scope="module")
def proof() -> ProofOfReport:
    return proof_report(REPORT)


@pytest.mark.parametrize(("line", "said"), KNOWN)
def test_every_known_fault_is_named_at_its_place(
    line: int | None, said: str, proof: ProofOfReport
) -> None:
    assert any(one.line == line and said in one.message for one in proof.faults)


def test_nothing_else_is_told_and_the_sums_that_are_right_pass(proof: ProofOfReport) -> None:
    told = [one for one in proof.faults if not any(said in one.message for _, said in KNOWN)]

    assert told == []
    assert not [one for one in proof.faults if one.code in ("AR00", "AR01", "AR02", "AR03", "AR04")]
    assert proof.figures == 22 + 23 * 7 + 15


def test_its_tables_are_reproduced_from_what_is_entered_in_the_form_it_had() -> None:
    document = read_foreign(REPORT.read_bytes(), whole=True).as_type(WholeDocument)
    tables = read_report(document).tables
    assert tables is not None
    rows = [
        (two_label(name, column), cell)
        for group in PART_TWO[tables.form]
        for name in group.rows
        for column, cell in zip(group.columns, tables.two[name], strict=True)
    ]
    rows += [(court_label(court, one), "0") for court in COURTS for one in RESULTS[:-1]]
    old, new = (
        make_report(
            YearFacts(
                year=2021,
                form=form,
                township="",
                government="",
                ledger=YearLedger(year=2021, items=(), total=0, before=186 - 6),
                register=Register(),
                entered=read_entered(enumerate(rows, 2)),
            )
        )
        for form in Form
    )

    assert old.tables == tables
    assert "【待填】" in new.tables.two["行政许可"]
    assert [*new.tables.three] == [*part_three(Form.OF_2021)]
    assert {cell for cells in new.tables.three.values() for cell in cells} == {"0"}
