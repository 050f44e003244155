"""Tables: what is shown, how wide, how aligned, and what stays together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.compose.paper.cells import CellSetter
from kit.compose.paper.grid import CellAlign, Grid, GridColumn, Need, grid_of, share_width, turned
from kit.compose.paper.page import Block, Rule, Tag, Text
from kit.compose.paper.strip import Type
from kit.compose.paper.table import (
    THICK_MM,
    Ruling,
    cut_row,
    row_marks,
    set_cells,
    set_wide,
    table_strips,
)
from kit.errors import LayoutError
from kit.model.item import Column, ColumnType, Show, Table
from tests.page_reading import Square, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.compose.paper.table import SetTable
    from kit.text.typeset.metrics import Metrics

KIND = Type(size_pt=16, leading=1.3)
METRICS = Square()


def table_of(columns: Mapping[str, ColumnType | None], *rows: tuple[str, ...]) -> Table:
    return Table(
        file="a.csv",
        columns=tuple(Column(name=name, type=kind) for name, kind in columns.items()),
        rows=rows,
    )


def set_table(table: Table, metrics: Metrics, *, width_mm: float, size_pt: float) -> SetTable:
    kind = Type(size_pt=size_pt, leading=1.3)
    return set_wide(grid_of(table), metrics, kind, width_mm=width_mm, ruling=Ruling.ROWS)


def cells(grid: Grid) -> CellSetter:
    return CellSetter(grid, METRICS, weight=KIND.weight, bold=KIND.bold)


def words_in(made: SetTable, first: int, last: int) -> str:
    """Return the words of the header and of rows ``first`` to before ``last``."""
    header = () if made.header is None else row_marks(made, made.header, 0)
    marks = [m for n in range(first, last) for m in row_marks(made, made.rows[n], n + 1)]
    return words_of(Block(tag=Tag.TABLE, marks=(*header, *marks)))


def right_of(text: Text, character: str) -> float:
    """Return where the character ends, in millimetres."""
    index = text.characters.index(character)
    em = text.size_pt * 25.4 / 72
    return text.x_mm + (text.offsets_em[index] + 0.5) * em


def cell_text(made: SetTable, row: int, column: int) -> Text:
    marks = row_marks(made, made.rows[row], row + 1)
    return next(m for m in marks if isinstance(m, Text) and m.cell == (row + 1, column))


def test_money_stands_on_its_decimal_point() -> None:
    table = table_of(
        {"项目": ColumnType.TEXT, "金额": ColumnType.MONEY},
        ("甲", "14.60"),
        ("乙", "1,203.5"),
        ("丙", "7"),
    )
    made = set_table(table, METRICS, width_mm=100, size_pt=16)

    first, second, whole = (cell_text(made, row, 1) for row in range(3))
    assert right_of(first, ".") == pytest.approx(right_of(second, "."))
    # A whole number ends where the others have their point.
    em = 16 * 25.4 / 72
    assert right_of(whole, "7") == pytest.approx(right_of(first, ".") - 0.5 * em)


def test_words_in_a_money_column_stand_right() -> None:
    table = table_of({"金额": ColumnType.MONEY}, ("14.60",), ("免收",))
    made = set_table(table, METRICS, width_mm=60, size_pt=16)

    figure, words = cell_text(made, 0, 0), cell_text(made, 1, 0)
    em = 16 * 25.4 / 72
    assert words.x_mm + (words.offsets_em[-1] + 1) * em == pytest.approx(right_of(figure, "0"))


def test_hidden_columns_are_left_out_and_masked_ones_masked() -> None:
    table = Table(
        file="a.csv",
        columns=(
            Column(name="姓名", type=ColumnType.NAME, show=Show.MASK),
            Column(name="身份证号", type=ColumnType.ID_NUMBER, show=Show.HIDE),
            Column(name="金额", type=ColumnType.MONEY),
        ),
        rows=(("张三丰", "99999919500101001X", "50"),),
    )
    made = set_table(table, METRICS, width_mm=120, size_pt=16)
    words = words_in(made, 0, 1)

    assert words == "姓名金额张*丰50"


def test_a_table_without_a_public_column_is_refused() -> None:
    table = Table(
        file="a.csv",
        columns=(Column(name="身份证号", show=Show.HIDE),),
        rows=(("1",),),
        caption="名单",
    )
    with pytest.raises(LayoutError, match="名单”没有一列可以公开") as refused:
        set_table(table, METRICS, width_mm=120, size_pt=16)
    assert "至少留一列" in refused.value.remedy


def test_short_rows_are_filled_with_blanks() -> None:
    grid = grid_of(table_of({"甲": None, "乙": None}, ("1",)))
    assert grid.rows == (("1", ""),)


def test_columns_of_figures_are_known_without_a_type() -> None:
    grid = grid_of(table_of({"数": None, "话": None}, ("1,200", "无"), ("3.5", "有")))
    assert [column.align for column in grid.columns] == [CellAlign.POINT, CellAlign.START]


def test_a_list_of_five_hundred_rows_stands_four_abreast_and_is_read_across() -> None:
    table = table_of({"户": ColumnType.TEXT}, *((f"第{n}户",) for n in range(1, 502)))
    made = set_table(table, METRICS, width_mm=170, size_pt=16)

    assert len(made.rows) == 126
    assert made.header is not None
    assert words_in(made, 0, 1) == "户户户户第1户第2户第3户第4户"
    assert words_in(made, 125, 126) == "户户户户第501户"
    # A line parts the rows that stand beside one another, none frames the list.
    upright = {
        m.x1_mm
        for m in row_marks(made, made.rows[0], 1)
        if isinstance(m, Rule) and m.y2_mm and m.x1_mm == m.x2_mm
    }
    assert upright == set(made.edges_mm[1:-1])


def test_names_and_amounts_keep_together_and_no_cell_is_broken_for_it() -> None:
    rows = [(f"样**{n % 7}", f"{n * 37}.50") for n in range(60)]
    table = table_of({"姓名": ColumnType.NAME, "金额": ColumnType.MONEY}, *rows)
    made = set_table(table, METRICS, width_mm=170, size_pt=16)

    assert len(made.edges_mm) - 1 in {4, 6}
    assert all(row.lines == 1 for row in made.rows)
    words = words_in(made, 0, len(made.rows))
    assert all(f"{name}{amount}" in words for name, amount in rows)


def test_a_table_with_totals_and_a_short_one_stay_one_below_the_other() -> None:
    rows = tuple((f"第{n}户", str(n)) for n in range(40))
    long = table_of({"户": None, "元": ColumnType.MONEY}, *rows)
    checked = replace(long, checks=("合计 = sum(元)",))
    summed = replace(long, rows=(*rows, ("合计", "780")))
    short = replace(long, rows=rows[:20])

    for table in (checked, summed, short):
        made = set_table(table, METRICS, width_mm=170, size_pt=16)
        assert len(made.rows) == len(table.rows)


def test_one_row_of_five_hundred_columns_is_turned_on_its_side() -> None:
    table = table_of({f"第{n}列": None for n in range(500)}, tuple(str(n) for n in range(500)))
    made = set_table(table, METRICS, width_mm=170, size_pt=16)

    assert len(made.rows) == 500
    assert words_in(made, 499, 500) == "第499列499"


def test_twelve_columns_of_three_rows_are_set() -> None:
    names = {f"很长的第{n}列名称": ColumnType.TEXT for n in range(12)}
    row = tuple("一段说明文字要折行" for _ in range(12))
    made = set_table(table_of(names, row, row, row), METRICS, width_mm=170, size_pt=16)

    assert len(made.rows) == 12
    assert len(made.edges_mm) == 5


def test_too_many_columns_with_many_rows_are_refused_with_a_remedy() -> None:
    names = {f"列{n}": ColumnType.TEXT for n in range(20)}
    rows = [tuple("一段说明文字要折行" for _ in range(20))] * 9
    with pytest.raises(LayoutError, match="表格有 20 列") as refused:
        set_table(table_of(names, *rows), METRICS, width_mm=170, size_pt=16)
    assert "不公开" in refused.value.remedy


def test_twelve_rows_of_three_columns_fill_the_width() -> None:
    rows = [(f"第{n}项", "说明" * 30, "1.5") for n in range(12)]
    table = table_of({"项": None, "说明": None, "金额": ColumnType.MONEY}, *rows)
    made = set_table(table, METRICS, width_mm=170, size_pt=16)

    assert made.width_mm == pytest.approx(170)
    assert all(row.lines > 1 for row in made.rows)


def test_a_long_unbroken_token_is_set_whole_over_lines() -> None:
    token = "A1" * 30
    made = set_table(
        table_of({"编码": None, "名": None}, (token, "甲")), METRICS, width_mm=80, size_pt=16
    )
    assert words_in(made, 0, 1).startswith("编码名" + token)


@pytest.mark.parametrize(
    "whole", ["永大政〔2021〕69号", "永大政办[2021]169号", "样**某", "欧阳*娜", "李*"]
)
def test_a_document_number_or_a_masked_name_is_never_broken(whole: str) -> None:
    columns = {"内容": None, "依据": None, "说明": None, "备注": None}
    row = ("要说的话很长" * 9, whole, "要说的话很长" * 9, "字" * 40)
    # Narrower and narrower, until the table is turned on its side or refused.
    for width_mm in range(200, 40, -5):
        try:
            made = set_table(table_of(columns, *[row] * 5), METRICS, width_mm=width_mm, size_pt=16)
        except LayoutError:
            break
        for number in range(5):
            assert cell_text(made, number, 1).characters == whole
    assert width_mm < 150


@pytest.mark.parametrize("name", ["样**某", "李*山", "欧阳*娜"])
def test_a_masked_name_stands_tight(name: str) -> None:
    made = set_table(table_of({"姓名": None}, (name,)), METRICS, width_mm=60, size_pt=16)
    text = cell_text(made, 0, 0)

    assert text.offsets_em == pytest.approx(
        [sum(METRICS.advance_em(c, 500) for c in name[:n]) for n in range(len(name))]
    )


def test_every_word_of_a_table_knows_its_row_and_column() -> None:
    rows = [(f"第{n}项", "说明" * 30) for n in range(40)]
    made = set_table(table_of({"项": None, "说明": None}, *rows), METRICS, width_mm=100, size_pt=16)

    marks = [mark for row in (10, 11) for mark in row_marks(made, made.rows[row], row + 1)]
    cells = [mark.cell for mark in marks if isinstance(mark, Text)]
    assert list(dict.fromkeys(cells)) == [(11, 0), (11, 1), (12, 0), (12, 1)]
    # A cell of several lines is one cell.
    assert cells.count((11, 1)) > 1
    strips = table_strips(made, page_mm=250)
    for number, strip in enumerate(strips):
        rows_in_strip = {
            mark.cell[0] for mark in strip.marks if isinstance(mark, Text) and mark.cell
        }
        assert rows_in_strip == {number}


def test_a_table_without_a_header_has_no_header_cells() -> None:
    grid = turned(grid_of(table_of({"甲": None, "乙": None}, ("一", "二"))))
    made = set_cells(cells(grid), KIND, width_mm=100, ruling=Ruling.GRID)

    marks = [mark for row in (0, 1) for mark in row_marks(made, made.rows[row], row + 1)]
    assert [mark.cell for mark in marks if isinstance(mark, Text)] == [
        (1, 0), (1, 1), (2, 0), (2, 1),
    ]  # fmt: skip


def test_a_row_taller_than_a_page_is_cut_and_keeps_its_label() -> None:
    made = set_table(
        table_of({"项目": None, "说明": None}, ("收费", "字" * 2000)),
        METRICS,
        width_mm=120,
        size_pt=16,
    )
    parts = cut_row(made, made.rows[0], 200)

    assert len(parts) > 2
    assert all(part.height_mm <= 200 + 1e-6 for part in parts)
    assert [part.cells[0] for part in parts] == [made.rows[0].cells[0]] * len(parts)
    lines = [line for part in parts for line in part.cells[1]]
    assert lines == list(made.rows[0].cells[1])


def test_the_header_stands_on_every_page_and_with_the_first_row() -> None:
    made = set_table(table_of({"名": None}, *(("甲",),) * 9), METRICS, width_mm=50, size_pt=16)
    header, *rows = table_strips(made, page_mm=250)

    assert header.with_next
    assert header.tag is Tag.TABLE
    assert all(row.header and row.header[0].marks == header.marks for row in rows)


def test_a_form_has_lines_round_every_cell_and_room_to_write() -> None:
    grid = Grid(
        columns=(GridColumn(name="签名", width_mm=30), GridColumn(name="日期")),
        rows=(("", ""),),
        least_row_mm=14,
    )
    made = set_cells(cells(grid), KIND, width_mm=100, ruling=Ruling.GRID)
    marks = row_marks(made, made.rows[0], 1)

    upright = {m.x1_mm for m in marks if isinstance(m, Rule) and m.x1_mm == m.x2_mm}
    assert upright == {0, 30, 100}
    assert made.rows[0].height_mm == 14


def test_a_turned_table_shows_its_headings_in_front() -> None:
    grid = Grid(
        columns=(GridColumn(name="甲"), GridColumn(name="乙")), rows=(("1", "2"), ("3", "4"))
    )
    assert turned(grid).rows == (("甲", "1", "3"), ("乙", "2", "4"))


@given(
    st.lists(
        st.tuples(st.floats(1, 20), st.floats(0, 300)).map(
            lambda pair: Need(least=pair[0], natural=pair[0] + pair[1])
        ),
        min_size=1,
        max_size=8,
    ),
    st.floats(20, 120),
)
@settings(max_examples=60)
def test_columns_fill_the_width_and_none_is_below_its_least(
    needs: list[Need], width_em: float
) -> None:
    if sum(need.least for need in needs) > width_em:
        with pytest.raises(LayoutError):
            share_width(needs, width_em)
        return
    widths = share_width(needs, width_em)

    assert sum(widths) == pytest.approx(width_em)
    assert all(w >= need.least - 1e-6 for w, need in zip(widths, needs, strict=True))


CELL = st.text(alphabet="公开栏补贴，。（）0123456789.AB ", max_size=25)


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=6))
@settings(max_examples=40)
def test_no_character_of_a_table_is_lost(rows: list[tuple[str, str, str]]) -> None:
    made = set_table(
        table_of({"甲": None, "乙": None, "丙": None}, *rows), METRICS, width_mm=150, size_pt=16
    )
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            lines = made.rows[number].cells[column]
            set_words = "".join(line.line.text for line in lines)
            assert set_words.replace(" ", "") == cell.replace(" ", "")


def test_names_and_numbers_are_not_broken_where_words_can_give_way() -> None:
    table = table_of(
        {"姓名": ColumnType.NAME, "电话": ColumnType.PHONE, "住址": ColumnType.TEXT},
        ("李*山", "138****1234", "大溪村一组（含下洋片）沿河路旁边的老屋"),
    )
    made = set_table(table, METRICS, width_mm=110, size_pt=16)
    assert [len(cell) for cell in made.rows[0].cells] == [1, 1, 3]


def test_a_table_ends_with_a_thick_line_on_its_last_row_only() -> None:
    made = set_table(table_of({"名": None}, *(("甲",),) * 3), METRICS, width_mm=50, size_pt=16)
    _, *rows = table_strips(made, page_mm=250)
    thick = [sum(isinstance(m, Rule) and m.width_mm == THICK_MM for m in r.marks) for r in rows]
    assert thick == [0, 0, 1]
