"""A table as a grid and back: nothing is lost, and what is decided of a column stays with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import RequestError
from kit.office.table_grid import (
    GridColumn,
    TableGrid,
    csv_of,
    grid_from,
    grid_in,
    likely_types,
    spec_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from kit.source.head import Written

ID = "999999199001010011"
CSV = f"姓名,身份证号,金额（元）\n甲某某,{ID},150\n乙某某,{ID},200\n".encode("utf-8-sig")
CELL = st.text(alphabet='甲乙1,"\n .-=+@', max_size=8).map(str.strip)


def test_a_grid_shows_names_rows_and_what_was_decided_of_each_column() -> None:
    written: dict[str, Written] = {
        "表格": {"标题": "清册", "列": [{"名称": "身份证号", "类型": "身份证号", "显示": "不公开"}]}
    }

    grid = grid_in(CSV, written)

    assert [one.name for one in grid.columns] == ["姓名", "身份证号", "金额（元）"]
    assert grid.columns[1] == GridColumn(name="身份证号", type="身份证号", show="不公开")
    assert grid.rows[1][0] == "乙某某"
    assert grid.caption == "清册"


def test_an_untouched_grid_is_the_same_grid_again(example: Path) -> None:
    for path in sorted((example / "items").glob("*.csv")):
        grid = grid_in(path.read_bytes(), {})
        assert grid_in(csv_of(grid), {}) == grid


@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=6).filter(
        lambda rows: any(rows[-1]) and all(any(row) for row in rows) and any(r[2] for r in rows)
    )
)
def test_whatever_stands_in_a_cell_comes_back(rows: list[list[str]]) -> None:
    columns = tuple(GridColumn(name=name) for name in ("甲", "乙", "丙"))
    grid = TableGrid(columns=columns, rows=tuple(map(tuple, rows)))

    assert grid_in(csv_of(grid), {}).rows == grid.rows


def test_what_a_grid_does_not_show_stays_in_the_item() -> None:
    written: dict[str, Written] = {
        "表格": {
            "文件": "名单.csv",
            "核对": ["合计 = sum(金额（元）)"],
            "列": [{"名称": "姓名", "显示": "遮盖", "自己加的": "留着"}],
        }
    }
    grid = grid_in(CSV, written)

    spec = spec_of(grid, written)

    assert spec["文件"] == "名单.csv"
    assert spec["核对"] == ["合计 = sum(金额（元）)"]
    assert isinstance(spec["列"], list)
    assert spec["列"][0] == {"名称": "姓名", "显示": "遮盖", "自己加的": "留着"}


def test_columns_of_which_nothing_is_decided_are_not_written_down() -> None:
    assert spec_of(grid_in(CSV, {}), {}) == {}


def test_headings_say_what_columns_seem_to_hold() -> None:
    assert likely_types(grid_in(CSV, {})) == ("姓名", "身份证号", "金额")


def test_rows_of_other_lengths_are_left_to_a_spreadsheet() -> None:
    assert not grid_in("甲,乙\n1,2,3\n".encode(), {}).readable


@pytest.mark.parametrize(
    "posted",
    [None, [], {"columns": "x", "rows": []}, {"columns": [], "rows": [[1]]}, {"rows": []}],
)
def test_what_is_no_grid_is_refused(posted: object) -> None:
    with pytest.raises(RequestError, match="表格没有存上"):
        grid_from(posted)


def test_a_grid_too_large_to_be_typed_is_refused() -> None:
    with pytest.raises(RequestError, match="超过"):
        grid_from({"columns": [{"name": "甲"}] * 100, "rows": [[""]] * 700})
