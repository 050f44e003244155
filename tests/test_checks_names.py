"""Full names reach a board only when somebody decided so, and those who sign see why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from benchmarks.private_plants import leaks, plants
from kit.compose.forms.review_sheet import full_names_told
from kit.model.finding import Severity
from kit.model.item import Channel, Column, ColumnType, Item, Kind, Privacy, Show, Table
from kit.model.township import Board, Paper, Township
from kit.source.attachments import files_given
from kit.source.problems import Problems
from kit.source.tables import read_table
from kit.text.privacy.mask import on_own_board, visible_rows
from tests.checked import changed, codes, context, findings, stopped
from tests.notices import TOWNSHIP

NAMES = ("张三", "李　四", "王小五", "赵六", "欧阳　华", "孙七")


def table(heading: str = "户主", **described: Any) -> Table:
    """Read a table of names as the clerk's csv, its column described so."""
    rows = [f"{number},{name},100.00" for number, name in enumerate(NAMES, start=1)]
    data = "\n".join((f"序号,{heading},金额（元）", *rows)).encode()
    columns = [{"name": "序号"}, {"name": heading, **described}, {"name": "金额（元）"}]
    found = read_table(
        files_given({"a.csv": data}), {"columns": columns}, "a.csv", 1, Problems("a.md", "DX")
    )
    assert found is not None
    return found


def listed(found: Table, **changes: Any) -> Item:
    facts = {"kind": Kind.LIST, "privacy": Privacy.PERSONAL, "channels": (Channel.BOARD,)}
    return changed(table=found, **(facts | changes))


def shown(found: Table) -> list[str]:
    return [row[1] for row in visible_rows(found)]


MASKED = ["张*", "李*", "王*五", "赵*", "欧*华", "孙*"]


@pytest.mark.parametrize("heading", ["户主", "姓名", "领款人", "对方", "备注"])
@pytest.mark.parametrize("described", [{}, {"type": ColumnType.TEXT}, {"type": ColumnType.NAME}])
def test_a_column_of_names_is_masked_without_a_word(
    heading: str, described: dict[str, Any]
) -> None:
    found = table(heading, **described)

    assert shown(found) == MASKED
    assert not {code for code in codes(listed(found)) if code.startswith("P")}


def test_names_masked_as_nothing_in_particular_are_masked_as_names() -> None:
    assert shown(table(show=Show.MASK)) == MASKED


def test_full_names_need_a_reason() -> None:
    found = table(show=Show.FULL)

    assert "P12" in stopped(listed(found))


def test_the_reason_stands_on_the_review_sheet() -> None:
    item = listed(table(show=Show.FULL, reason="村民代表会议决定"))

    assert "P12" not in codes(item)
    assert "□“户主”一列写全名，理由：村民代表会议决定" in full_names_told(item)
    assert not full_names_told(listed(table()))


@pytest.mark.parametrize("heading", ["负责人", "网格员"])
def test_officers_are_asked_about_and_stay_readable(heading: str) -> None:
    found = table(heading)

    assert shown(found) == list(NAMES)
    assert [f.severity for f in findings(listed(found)) if f.code == "P12"] == [Severity.WARN]


NEEDY = ("低保对象公示", "特困供养名单", "残疾人补贴", "助学金发放", "医疗救助名单")


@pytest.mark.parametrize("title", NEEDY)
def test_the_needy_are_never_named_in_full_off_their_own_board(title: str) -> None:
    full = table(show=Show.FULL, reason="村里要求")
    villages = (TOWNSHIP.villages[0],)

    assert "P10" in stopped(listed(full, title=title))
    assert "P10" in stopped(listed(full, title=title, villages=villages, channels=tuple(Channel)))
    assert "P10" not in codes(listed(table(), title=title))


def test_on_the_village_s_own_board_a_reason_is_enough() -> None:
    own = Board(
        name="样例栏", village=TOWNSHIP.villages[0], place="村口", paper=Paper.A3, read_from_m=1.5
    )
    item = listed(
        table(show=Show.FULL, reason="村里要求"), title="低保名单", villages=(own.village,)
    )
    alone = replace(TOWNSHIP, boards=(own,), page_host="")
    with_pages = replace(alone, page_host="a.example")

    def told(township: Any) -> set[str]:
        return {f.code for f in findings(item, township=township)}

    assert "P10" not in told(alone)
    assert "P10" in told(with_pages)
    assert context(township=alone).township.page_host == ""


def test_a_list_of_the_needy_names_nobody_in_its_text() -> None:
    item = changed(title="低保对象公示", body="本月新增：张三、李四、王小五。")

    assert "P10" in stopped(item)


def test_stars_alone_are_told() -> None:
    found = table("金额说明", show=Show.MASK)
    money = replace(found.columns[2], show=Show.MASK)
    starred = replace(found, columns=(*found.columns[:2], money))

    assert "P13" in codes(listed(starred))


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((("甲", "999999", "195001010011"),), "P01"),
        ((("甲", "9999991950", ""), ("乙", "01010011", "")), "P01"),
        ((("甲", "99999919500101001", ""),), "P01"),
        ((("甲", "138", "05970123"),), "P02"),
        ((("甲", "李某某代领，村民张三", ""),), "P14"),
        ((("甲", "闽F·A1234", ""),), "P11"),
    ],
)
def test_what_is_private_in_cells_and_over_cells_is_told(
    rows: tuple[tuple[str, ...], ...], code: str
) -> None:
    columns = tuple(Column(name=name) for name in ("组", "说明", "其他"))

    found = codes(listed(Table(file="a.csv", columns=columns, rows=rows)))

    assert code in found


def test_a_row_of_figures_is_no_number_of_a_person() -> None:
    columns = tuple(
        Column(name=name) for name in ("项目", "面积（亩）", "数量（株）", "金额（元）")
    )
    rows = (("甲", "138", "2300", "4500"), ("乙", "350821", "19600101", "1234"))

    found = codes(listed(Table(file="a.csv", columns=columns, rows=rows[:1])))

    assert not {"P01", "P02", "P03"} & found


def test_nothing_private_that_is_planted_leaks() -> None:
    leaked = [(one.place, one.secret) for one in plants(100, seed=7) if leaks(one)]

    assert not leaked


def test_no_message_repeats_what_was_planted() -> None:
    for one in plants(60, seed=8):
        told = "".join(f"{f.message}{f.remedy}" for f in findings(one.item) if f.code[0] == "P")
        assert one.secret not in told


BOARD_ONLY = {"channels": (Channel.BOARD,)}


def own_list(**changes: Any) -> Item:
    shown = table(show=Show.OWN_BOARD, reason="村民代表会议决定")
    village = (TOWNSHIP.villages[0],)
    usual = {"table": shown, "title": "低保名单", "villages": village}
    return changed(kind=Kind.LIST, privacy=Privacy.PERSONAL, **(BOARD_ONLY | usual | changes))


def with_own_board() -> Township:
    own = Board(
        name="样例栏", village=TOWNSHIP.villages[0], place="村口", paper=Paper.A3, read_from_m=1.5
    )
    return replace(TOWNSHIP, boards=(own,))


def test_the_own_board_alone_has_full_names_even_with_pages_in_the_internet() -> None:
    item = own_list()
    found = {f.code for f in findings(item, township=with_own_board()) if f.code[0] == "P"}

    assert not found & {"P10", "P12"}
    assert item.table is not None
    assert shown(item.table) == MASKED
    assert shown(on_own_board(item.table)) == list(NAMES)
    assert "只在本村公开栏写全名" in full_names_told(item)


@pytest.mark.parametrize(
    "change",
    [
        {"villages": ()},
        {"villages": TOWNSHIP.villages},
        {"channels": (Channel.BOARD, Channel.WECHAT)},
        {"channels": (Channel.WEBSITE,)},
    ],
)
def test_what_is_for_the_own_board_goes_nowhere_else(change: dict[str, Any]) -> None:
    found = findings(own_list(**change), township=with_own_board())

    assert any("本村栏" in f.message for f in found if f.severity is Severity.STOP)


def test_only_names_are_for_the_own_board() -> None:
    shown_table = own_list().table
    assert shown_table is not None
    columns = [replace(column, show=Show.OWN_BOARD) for column in shown_table.columns]
    item = own_list(table=replace(shown_table, columns=tuple(columns)))

    assert any("却不是姓名" in f.message for f in findings(item, township=with_own_board()))
    assert item.table is not None
    assert visible_rows(on_own_board(item.table))[0] == ("***", "张三", "***")
