"""An annual report that somebody wrote: every wrong figure is named, a right one passes."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest

from kit.duty.proof import proofread
from kit.duty.read_report import AnnualReport, read_report
from kit.foreign.whole_document import Piece, WholeDocument
from kit.model.finding import Finding, Severity
from tests.annual_reports import made, plants, read_back, text_of


def faults(text: str) -> tuple[Finding, ...]:
    return proofread(reading(text))


def reading(text: str) -> AnnualReport:
    pieces = tuple(Piece(text=line) for line in text.split("\n"))
    return read_report(WholeDocument(pieces=pieces, counted="行"))


def right_text(year: int = 2026) -> str:
    return text_of(made(random.Random(3), year))


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2026])
def test_reports_in_which_everything_adds_up_pass(year: int) -> None:
    chance = random.Random(year)
    for _ in range(5):
        before = made(chance, year - 1)
        assert proofread(read_back(made(chance, year, before)), read_back(before)) == ()


def test_every_planted_wrong_figure_is_named() -> None:
    for plant in plants(random.Random(7), 40):
        found = proofread(read_back(plant.report), read_back(plant.before))

        assert any(plant.named in one.field + one.message for one in found), plant.table


def test_a_wrong_cell_is_named_with_what_it_should_be() -> None:
    right = made(random.Random(5))
    there = right.three["3.4.1"][2]

    (found,) = proofread(read_back(right.changed("three", "3.4.1", 2, there + 7)))

    assert found.field == "表三“无法提供·本机关不掌握相关政府信息”行“科研机构”列"
    assert f"写的是 {there + 7}" in found.message
    assert f"应当是 {there}。" in found.message


def test_two_wrong_cells_in_one_column_are_told_by_their_rows() -> None:
    right = made(random.Random(5))
    twice = right.changed("three", "3.1", 0, right.three["3.1"][0] + 2)
    twice = twice.changed("three", "3.2", 0, twice.three["3.2"][0] + 3)

    places = {one.field for one in proofread(read_back(twice))}

    assert {"表三“予以公开”行", "表三“部分公开”行", "表三“自然人”列"} <= places


@pytest.mark.parametrize(
    ("there", "instead", "named"),
    [
        ("五、存在的主要问题及改进情况\n", "", "缺第五部分"),
        ("六、其他", "五、其他", "应当是第六部分"),
        ("（二）依申请公开", "(2)依申请公开", "两样"),
        ("（三）政府信息管理", "（四）政府信息管理", "应当是（三）"),
        ("2027年，我乡将", "2026年，我乡将", "已经过完"),
        ("截至2026年", "截至2025年", "报告是 2026 年的"),
        ("照条例公开", "照《关于做好2023年政府信息公开工作年度报告的通知》公开", "2023 年的通知"),
        ("照条例公开", "按照国办公开办函〔2019〕60号公开", "已经由"),
        ("都做了保密审查", "都由镇党政办做了保密审查", "套用"),
        ("都做了保密审查", "提升了交通行业治理能力", "部门的报告"),
        ("都做了保密审查", "都做了的的审查", "的的"),
        ("都做了保密审查", "都做了,保密审查", "英文标点"),
        ("都做了保密审查", "由【待填】做了审查", "还没有填"),
        ("都做了保密审查", "落实“三审”制，初审、二审、再审、终审", "4 步"),
        ("都做了保密审查", "在样例区政府信息网和乡政府门户网站上公开", "2 种叫法"),
        ("2027年1月20日", "2026年12月31日", "才截止"),
        ("2027年1月20日", "2027年4月20日", "晚于"),
        ("2027年1月20日", "", "没有找到落款"),
        ("\t重复申请", "\t重复的申请", "没有“重复的申请”"),
    ],
)
def test_a_fault_in_the_text_is_named(there: str, instead: str, named: str) -> None:
    text = right_text()
    assert there in text

    found = faults(text.replace(there, instead, 1))

    assert any(named in one.message + one.remedy for one in found), found
    assert all(one.remedy for one in found)


def test_tables_of_the_form_that_was_replaced_are_told() -> None:
    text = right_text(2020).replace("2020", "2022").replace("2021", "2023")

    assert [one.code for one in faults(text)] == ["AR08"]


def test_parts_that_are_more_than_their_number_are_named_with_the_number_they_fit() -> None:
    text = right_text().replace(
        "都做了保密审查",
        "一共发了6条，网站发了1条。其中：甲类1条、乙类1条、丙类3条、丁类1条",
    )

    (found,) = faults(text)

    assert found.severity is Severity.STOP
    assert "写的是 1条，后面“其中”各项加起来是 6条" in found.message
    assert "正是 6" in found.remedy


@pytest.mark.parametrize(
    "sentence",
    [
        "受理低保申请3000件",
        "办理人大建议和政协提案，答复5000件",
        "比去年收到政府信息公开申请4000件少",
        "办结热线来电6000件",
        "公开了9条，其中公开栏7条",
        "一共公开9条：公开栏7条、广播2条",
        "公开了9条，包括公开栏7条、广播2条",
        "公开了9条，历年累计900条，包括公开栏7条、广播2条",
        "在样例乡人民政府网站公开，和区政府网站一样",
        "城镇和乡镇的村民、小镇党委都知道",
    ],
)
def test_what_is_right_is_not_told(sentence: str) -> None:
    assert faults(right_text().replace("都做了保密审查", sentence)) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "公开了9条，包括公开栏7条、公众号2443条",
        "一共公开9条：公开栏7条、广播3条",
    ],
)
def test_parts_that_do_not_add_up_are_told_however_they_are_listed(sentence: str) -> None:
    assert [one.code for one in faults(right_text().replace("都做了保密审查", sentence))] == [
        "AR07"
    ]


def test_a_table_that_became_text_in_another_manner_is_read_too() -> None:
    rows = re.sub(r"\n\t(?=\d+\n)", "|", right_text())

    assert "\t规章|" in rows
    assert proofread(reading(rows)) == ()
    assert reading(rows).tables == reading(right_text()).tables


def test_a_report_copied_from_a_page_is_read_as_the_document_it_was() -> None:
    page = right_text().replace("\t", "").replace("\n", "\n\n")
    page = page.replace("商业企业", "商业\n\n企业").replace("予以公开", "(一)予以公开")
    page = page.replace("\n行政规范性文件", "\n规范性文件")

    assert faults(page) == ()
    assert reading(page).tables == reading(right_text()).tables


def test_a_cell_that_is_no_figure_and_a_row_that_is_short_are_named() -> None:
    text = right_text()
    start = text.index("\t重复申请")
    cell = text[start:].split("\n")[3]
    broken = text[:start] + text[start:].replace(f"\n{cell}", "\n\t/", 1)
    short = text[:start] + text[start:].replace(f"\n{cell}", "", 1)

    assert any("不是数" in one.message for one in faults(broken))
    assert any("有 6 个数，要 7 个" in one.message for one in faults(short))


def test_a_text_that_is_no_report_is_told_so_and_nothing_breaks() -> None:
    found = faults("停水通知\n今天停水。\n")

    assert any("没有找到表格" in one.message for one in found)
    assert any("标题里没有年份" in one.message for one in found)


def test_what_was_read_does_not_hang_on_the_manner_of_blanks() -> None:
    report = reading(right_text())
    spread = reading(right_text().replace("\t", "\t\u3000\u3000"))

    assert replace(report, lines=()).tables == replace(spread, lines=()).tables
