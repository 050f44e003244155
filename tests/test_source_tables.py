"""Tables as Excel and WPS leave them: mended where that is plain, else told with the place."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.model.finding import Severity
from kit.model.item import Amount, Blank, Column, ColumnType, Table, column_letters
from kit.review.digest import digest
from kit.source.attachments import files_given
from kit.source.problems import Problems
from kit.source.tables import read_table
from tests.checked import changed, findings

FIELD = Path(__file__).parent / "data" / "tables"
LIST = "序号,户主,村民小组,面积（亩）,金额（元）\n"


def read(data: str | bytes, *columns: dict[str, Any]) -> tuple[Table | None, Problems]:
    problems = Problems("items/DX-2026-101.md", "DX-2026-101")
    spec = {"file": "a.csv", "columns": columns}
    whole = data if isinstance(data, bytes) else data.encode()
    return read_table(files_given({"a.csv": whole}), spec, "a.csv", 1, problems), problems


def messages(data: str, *columns: dict[str, Any]) -> list[str]:
    return [finding.message for finding in read(data, *columns)[1].found]


@pytest.mark.parametrize(
    ("file", "severity", "told"),
    [
        ("21c-sum-row-name-col", Severity.STOP, "第 4 行 E 列“金额（元）”的合计写的是 504.00"),
        ("21d-sum-row-spaced", Severity.STOP, "第 2～3 行相加是 404.00，差 100.00"),
        ("21e-sum-row-spaced2", Severity.STOP, "第 4 行 E 列“金额（元）”的合计写的是 504.00"),
        ("22-row-product-wrong-no-check", Severity.STOP, "写的是 265.00，面积×80元是 256"),
        ("23-float-artefact", Severity.INFO, "256.00000000000006→256"),
        ("25-excel-date-from-plot", Severity.STOP, "第 2 行 C 列“地块编号”"),
        ("26-merged-cells", Severity.WARN, "第 3、5 行空着，像是合并过的单元格"),
        ("26b-merged-long-list", Severity.WARN, "第 3、4、5、6、7 行等 44 行空着"),
        ("33-fullwidth-digits", Severity.INFO, "第 2 行 A 列“序号”"),
        ("38-duplicate-row", Severity.WARN, "第 2、3 行一模一样"),
        ("39-serial-gap", Severity.WARN, "“序号”里没有 2"),
    ],
)
def test_a_table_from_the_field_is_told_where_excel_shows_it(
    file: str, severity: Severity, told: str
) -> None:
    table, problems = read((FIELD / f"{file}.csv").read_bytes())
    assert table is not None
    each = (Amount(label="每亩", value=Decimal(80), unit="元"),)

    found = [*problems.found, *findings(changed(table=table, amounts=each))]

    assert [f.severity for f in found if told in f.message] == [severity], found


def test_a_cell_of_several_lines_is_one_row_as_for_excel() -> None:
    (told,) = messages('户主,金额\n\n"甲\n（户主）",1\n乙,#REF!\n')

    assert "第 4 行 B 列“金额”是 Excel 的错误值" in told


@given(st.integers(0, 20_000))
def test_columns_are_lettered_as_excel_does(column: int) -> None:
    number = 0
    for letter in column_letters(column):
        number = number * 26 + ord(letter) - ord("A") + 1

    assert number == column + 1


def test_where_a_row_stands_is_not_signed() -> None:
    near, _ = read("户主,金额\n甲,1\n")
    far, _ = read("户主,金额\n\n\n甲,1\n")
    assert near is not None
    assert far is not None

    assert near.row_numbers != far.row_numbers
    assert digest(changed(table=near)) == digest(changed(table=far))


@pytest.mark.parametrize(
    ("cell", "read_as"),
    [
        ("２５６．００", "256.00"),
        ("1，148.00", "1,148.00"),
        ("第１２组", "第12组"),
        ("256.00000000000006", "256"),
        ("255.99999999999997", "256"),
        ("0.30000000000000004", "0.3"),
        ("-3.2000000000000002", "-3.2"),
        ("样例甲（第2户）", "样例甲（第2户）"),
        ("3.125", "3.125"),
    ],
)
def test_figures_are_read_as_they_were_meant_and_that_is_said(cell: str, read_as: str) -> None:
    table, problems = read(f'户主,内容\n甲,"{cell}"\n')

    assert table is not None
    assert table.rows[0][1] == read_as
    assert [f.severity for f in problems.found] == [Severity.INFO] * (cell != read_as)


@pytest.mark.parametrize(
    "cell", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "####", "########", "=SUM(B2:B9)"]
)
def test_what_excel_could_not_work_out_stops(cell: str) -> None:
    _, problems = read(f'户主,备注\n甲,"{cell}"\n')

    assert problems.stopped
    assert "第 2 行 B 列“备注”是 Excel 的错误值" in problems.found[0].message


def test_a_share_that_was_not_rounded_stops() -> None:
    _, problems = read("户主,金额\n甲,3.33333333333333\n")

    assert problems.stopped
    assert "没有取整" in problems.found[0].message


@pytest.mark.parametrize("day", ["1月2日", "2-Jan", "Feb-13", "2026/1/2"])
def test_codes_that_became_days_stop_and_days_do_not(day: str) -> None:
    assert "被 Excel 改成了日期" in messages(f"户主,地块编号\n甲,{day}\n")[0]
    assert "被 Excel 改成了日期" in messages(f"户主,位置\n甲,{day}\n乙,13-45\n")[0]
    assert messages(f"户主,缴费日期\n甲,{day}\n") == []


def test_days_shown_as_numbers_stop_and_are_not_repeated() -> None:
    (told,) = messages("户主,出生日期\n甲,23456\n")

    assert "第 2 行 B 列“出生日期”是 Excel 的日期数" in told
    assert "23456" not in told
    assert messages("户主,编号\n甲,23456\n") == []


ROW = "1,样例甲,第一组,3.20,256.00\n"


@pytest.mark.parametrize("described", [True, False])
@pytest.mark.parametrize(
    ("above", "caption", "unit"),
    [
        ("2026年种地补贴发放清册,,,,\n", "2026年种地补贴发放清册", ""),
        ("种地补贴发放清册\n", "种地补贴发放清册", ""),
        ("发放清册,,,,\n填报单位：大溪乡,,,单位：元,\n", "发放清册", "元"),
        ("附件2,,,,\n发放汇总表,,,,\n制表单位：农业服务中心,,,2026年12月,\n", "发放汇总表", ""),
    ],
)
def test_titles_above_the_headings_go_where_they_belong_and_that_is_said(
    above: str, caption: str, unit: str, *, described: bool
) -> None:
    columns = [{"name": name} for name in LIST.strip().split(",")] if described else []

    table, problems = read(above + LIST + ROW, *columns)

    assert table is not None
    assert (table.caption, table.unit) == (caption, unit)
    assert [column.name for column in table.columns] == LIST.strip().split(",")
    assert [f.severity for f in problems.found] == [Severity.WARN]
    assert f"列名在第 {above.count(chr(10)) + 1} 行" in problems.found[0].message


def test_two_units_for_one_table_stop() -> None:
    problems = Problems("items/DX-2026-101.md", "DX-2026-101")
    data = {"a.csv": f"单位：万元,,,,\n{LIST}{ROW}".encode()}

    read_table(files_given(data), {"file": "a.csv", "unit": "元"}, "a.csv", 1, problems)

    assert problems.stopped
    assert "写着单位“万元”，“单位”一栏写的是“元”" in problems.found[0].message


def test_two_lines_of_headings_become_one_and_that_is_said() -> None:
    table, problems = read("村名,早稻,,合计\n,面积,金额,\n甲村,3.2,256,256\n")

    assert table is not None
    assert [column.name for column in table.columns] == ["村名", "早稻面积", "早稻金额", "合计"]
    assert table.row_numbers == (3,)
    assert [f.severity for f in problems.found] == [Severity.WARN]
    assert "已并成一层" in problems.found[0].message


@pytest.mark.parametrize("units", [",,亩,元/亩,元", ",,（亩）,（元/亩）,（元）"])
def test_a_line_of_units_below_the_names_is_read_into_them(units: str) -> None:
    table, problems = read(f"序号,户主,面积,标准,金额\n{units}\n1,甲,3.2,80,256\n2,乙,1,80,80\n")

    assert table is not None
    assert [c.name for c in table.columns][2:] == ["面积（亩）", "标准（元/亩）", "金额（元）"]
    assert [f.severity for f in problems.found] == [Severity.WARN]


def test_two_lines_of_headings_that_do_not_fit_stop_with_the_cause() -> None:
    columns = [{"name": name} for name in LIST.strip().split(",")]

    _, problems = read("序号,户主,补贴情况,,\n" + LIST + ROW, *columns)

    assert problems.stopped
    assert "列名有 2 层" in problems.found[0].message


def test_a_sum_above_the_headings_is_a_row_of_the_table() -> None:
    table, problems = read("合计,,,3.20,256.00\n" + LIST + ROW)

    assert table is not None
    assert problems.found == ()
    assert table.row_numbers == (1, 3)


@pytest.mark.parametrize("cell", ["3.5亩左右", "4OO", "三亩"])
def test_one_cell_that_is_no_number_among_numbers_stops(cell: str) -> None:
    _, problems = read(f"户主,面积（亩）\n甲,1\n乙,2\n丙,{cell}\n")

    assert problems.stopped
    assert "第 4 行 B 列“面积（亩）”不是数" in problems.found[0].message


def test_nothing_is_smaller_than_no_land() -> None:
    assert "是负数" in messages("户主,面积（亩）\n甲,1\n乙,-2\n丙,3\n")[0]
    assert messages("项目,差额（元）\n甲,1\n乙,-2\n丙,3\n") == []


def test_a_broken_heading_is_read_and_said() -> None:
    table, problems = read('户 主,"面积\n(亩)"\n甲,3.2\n', {"name": "户主"}, {"name": "面积（亩）"})

    assert table is not None
    assert [column.name for column in table.columns] == ["户主", "面积（亩）"]
    assert [f.severity for f in problems.found] == [Severity.INFO]
    assert "有换行或空格" in problems.found[0].message


def test_headings_written_again_on_each_sheet_stop() -> None:
    _, problems = read("户主,金额\n甲,1\n户主,金额\n乙,2\n")

    assert problems.stopped
    assert "第 3 行又写了一遍列名" in problems.found[0].message


def test_a_note_below_the_table_is_asked_about() -> None:
    _, problems = read(LIST + "1,样例甲,第一组,3.20,256.00\n制表：样例乙,,,,\n")

    assert [f.severity for f in problems.found] == [Severity.WARN]
    assert "第 3 行只有一格有字" in problems.found[0].message


def test_the_label_of_a_sum_may_stand_in_a_column_of_numbers() -> None:
    data = LIST + "1,样例甲,第一组,3.20,256.00\n合计,,,3.20,256.00\n"

    _, problems = read(
        data,
        *(
            {"name": n, "type": ColumnType.INTEGER if n == "序号" else None}
            for n in LIST.strip().split(",")
        ),
    )

    assert problems.found == ()


GROUPED = LIST + "1,甲,第一组,1,80\n2,乙,{0},1,80\n,小计,,2,160\n3,丙,第二组,1,80\n4,丁,{0},1,80\n"


@pytest.mark.parametrize("blank", ["", "〃", "同上"])
def test_merged_cells_are_filled_down_within_their_group(blank: str) -> None:
    table, _ = read(GROUPED.format(blank))

    assert table is not None
    assert [row[2] for row in table.rows] == ["第一组", "第一组", "", "第二组", "第二组"]


def test_the_clerk_says_what_a_blank_means() -> None:
    names = LIST.strip().split(",")
    data = LIST + "1,甲,第一组,1,80\n2,乙,,1,80\n3,丙,第一组,1,80\n"

    def blanks(blank: Blank | None) -> tuple[list[str], int]:
        described = ({"name": n, "blank": blank if n == "村民小组" else None} for n in names)
        table, problems = read(data, *described)
        assert table is not None
        return [row[2] for row in table.rows], len(problems.found)

    assert blanks(None) == (["第一组", "", "第一组"], 1)
    assert blanks(Blank.AS_ABOVE) == (["第一组", "第一组", "第一组"], 0)
    assert blanks(Blank.EMPTY) == (["第一组", "", "第一组"], 0)


def test_two_lists_abreast_are_named_as_the_cause() -> None:
    told = messages("序号,户主,面积,序号,户主,面积\n1,甲,2,3,丙,1\n2,乙,3,4,丁,2\n")

    assert told == ["a.csv 是左右两栏并排的表。"]


def test_a_line_of_signatures_below_the_table_is_no_row_of_figures() -> None:
    _, problems = read("序号,户主,金额\n1,甲,1\n2,乙,2\n单位负责人：,,填表人：\n")

    assert not problems.stopped


def test_a_merged_cell_may_go_on_below_a_sum_when_the_clerk_says_so() -> None:
    data = "村,组,面积\n甲村,一组,1\n,小计,1\n,二组,2\n,小计,2\n"

    table, _ = read(data, {"name": "村", "blank": Blank.AS_ABOVE}, {"name": "组"}, {"name": "面积"})

    assert table is not None
    assert [row[0] for row in table.rows] == ["甲村", "", "甲村", ""]


def test_a_blank_that_is_no_merged_cell_is_left_and_asked_about() -> None:
    table, problems = read(LIST + "1,甲,第一组,1,80\n2,乙,第二组,1,80\n3,丙,,1,80\n")

    assert table is not None
    assert table.rows[2][2] == ""
    assert "看不出是合并过的还是漏填的" in problems.found[0].message


def test_places_name_row_and_column_without_a_file() -> None:
    table = Table(file="", columns=(Column(name="甲"), Column(name="乙")), rows=(("1", "2"),))

    assert table.cell_place(0, 1) == "第 2 行 B 列“乙”"
