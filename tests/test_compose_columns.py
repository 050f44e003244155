"""Long tables in columns: no row is lost or doubled, groups and sums keep what is theirs."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random
from typing import TYPE_CHECKING

import pytest

from kit.compose.paper.column_blocks import AGAIN, listing_blocks
from kit.compose.paper.columns import Rooms
from kit.compose.paper.frames import bounds
from kit.compose.paper.grid import grid_of
from kit.compose.paper.lister import Lister
from kit.compose.paper.page import Page, Rule, Text
from kit.compose.paper.strip import Type
from kit.compose.posters.poster import compose_poster
from kit.errors import LayoutError
from kit.model.item import Column, ColumnType, Table
from tests.page_reading import Square
from tests.sheets import item, layout, overlaps, setting

if TYPE_CHECKING:
    from kit.compose.paper.lister import Hung
    from kit.compose.paper.page import Block

KIND = Type(size_pt=28, leading=1.08)
METRICS = Square()
ROOMS = Rooms(width_mm=273, gap_mm=9, first_mm=190, next_mm=350)
SIZES = (28.0, 32.0, 36.0, 40.0)
NAMES = ("张*甲", "李*乙", "欧阳*丙", "样**丁")
LONG = "因住房修缮、子女就学、大病住院等情况经村民小组评议后列入" * 3


def made(chance: Random) -> Table:
    """A table of 1 to 300 rows and 2 to 8 columns, with groups, sums and long cells by chance."""
    count = chance.choice((1, 2, 3, chance.randint(4, 40), chance.randint(41, 300)))
    wide = chance.random() < 0.25
    groups = chance.randint(2, 6) if count > 20 and chance.random() < 0.6 else 0
    columns = [Column(name="序号", type=ColumnType.INTEGER), Column(name="户主")]
    columns += [Column(name="村民小组")] * bool(groups)
    columns += [Column(name=f"说明{n}") for n in range(chance.randint(1, 4) if wide else 0)]
    columns += [Column(name="金额（元）", type=ColumnType.MONEY)]
    rows = []
    for number in range(count):
        row = [str(number + 1), chance.choice(NAMES)]
        row += [f"第{'一二三四五六'[number * groups // count]}组"] * bool(groups)
        row += [
            chance.choice(("有", "已核实", LONG[: chance.randint(4, 60)]))
            for _ in columns[len(row) : -1]
        ]
        rows.append((*row, f"{chance.randint(1, 99999) / 100:.2f}"))
    if chance.random() < 0.6:
        rows.append(("", f"合计{count}户", *[""] * (len(columns) - 3), f"{count * 99:,}.00"))
    return Table(file="a.csv", columns=tuple(columns), rows=tuple(rows))


def hung_of(table: Table) -> Hung:
    return Lister(grid_of(table), METRICS, KIND).hung(ROOMS, SIZES)


def blocks_of(hung: Hung, number: int) -> tuple[Block, ...]:
    listing, page = hung.sheet(number)
    return listing_blocks(listing, page, x_mm=0, y_mm=0, unit_mm=1)


def cells_in(block: Block) -> dict[int, list[str]]:
    """Return the words of every row of a block, cell by cell."""
    rows: dict[int, dict[int, str]] = {}
    for mark in block.marks:
        if isinstance(mark, Text):
            assert mark.cell is not None
            row, column = mark.cell
            cells = rows.setdefault(row, {})
            cells[column] = cells.get(column, "") + mark.characters
    return {row: list(cells.values()) for row, cells in rows.items()}


def every_row(hung: Hung) -> list[list[str]]:
    """Return the rows in reading order, headings of columns and of groups left out."""
    rows: list[list[str]] = []
    for number in range(1, len(hung.pages) + 1):
        blocks = blocks_of(hung, number)
        columns = len(hung.pages[number - 1])
        for place, block in enumerate(blocks):
            shown = cells_in(block)
            # Every column has its headings; the sums below them have none.
            assert bool(shown.pop(0, None)) == (place < columns)
            rows += shown.values()
    names = {group.name for group in hung.listing.groups if group.name}
    return [row for row in rows if row[0] not in names]


@cache
def by_chance(seed: int) -> tuple[Table, Hung]:
    table = made(Random(seed))
    return table, hung_of(table)


SEEDS = range(40)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_row_is_lost_or_doubled_and_nothing_overlaps(seed: int) -> None:
    table, hung = by_chance(seed)
    grouped = len(hung.listing.groups) > 1
    kept = [i for i, c in enumerate(table.columns) if not (grouped and c.name == "村民小组")]

    wanted = [[row[i] for i in kept if row[i]] for row in table.rows]
    if hung.listing.sums:
        # Below all columns every figure of a sum has the heading of its column before it.
        label, figure = wanted[-1]
        wanted[-1] = [label, f"{table.columns[-1].name}{figure}"]
    if hung.listing.table.header is not None:
        assert every_row(hung) == wanted
    for number in range(1, len(hung.pages) + 1):
        room_mm = ROOMS.first_mm if number == 1 else ROOMS.next_mm
        listing, page = hung.sheet(number)
        assert listing.height_mm(page) <= room_mm + 1e-6
        blocks = blocks_of(hung, number)
        sheet = Page(width_mm=297, height_mm=420, blocks=blocks)
        assert not overlaps(sheet)
        for block in blocks:
            for mark in block.marks:
                area = bounds(mark)
                assert -0.2 <= area.x_mm <= area.right_mm <= ROOMS.width_mm + 0.2
                assert area.bottom_mm <= room_mm + 0.2


@pytest.mark.parametrize("seed", SEEDS)
def test_groups_and_sums_keep_what_is_theirs(seed: int) -> None:
    _, hung = by_chance(seed)
    listing = hung.listing
    sheets = [hung.sheet(number)[1] for number in range(1, len(hung.pages) + 1)]
    ends = {stretch.last for page in sheets for stretch in page}
    for page in sheets:
        for stretch in page:
            group = listing.group_of(stretch.first)
            assert stretch.first not in listing.table.sums
            low = all(row.lines == 1 for row in listing.table.rows)
            if low and len(listing.table.rows) > 3 and stretch.first > group.first:
                assert group.last - stretch.first >= 2
                assert stretch.first - group.first >= 2
    # The sheet of the sums has the last rows of their table.
    assert len(listing.table.rows) in ends
    assert not listing.sums or sheets[-1]


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_of_one_line_are_equally_high_on_a_sheet(seed: int) -> None:
    _, hung = by_chance(seed)
    for number in range(1, len(hung.pages) + 1):
        listing, page = hung.sheet(number)
        rows = [row for s in page for row in listing.table.rows[s.first : s.last]]
        heights = {round(row.height_mm, 3) for row in rows if row.lines == 1}
        assert len(heights) <= 1
        assert heights <= {round(listing.single_mm, 3)}


def test_a_group_that_goes_on_says_so_and_counts_no_sum() -> None:
    rows = [(str(n + 1), "张*甲", f"第{'一二'[n // 60]}组", "1.00") for n in range(120)]
    rows.insert(60, ("", "", "第一组小计", "60.00"))
    columns = ("序号", "户主", "村民小组", "金额（元）")
    table = Table(file="", columns=tuple(Column(name=name) for name in columns), rows=tuple(rows))
    hung = hung_of(table)
    words = [
        [cells for cells in cells_in(block).values() if cells[0].startswith("第")]
        for number in range(1, len(hung.pages) + 1)
        for block in blocks_of(hung, number)
    ]

    heads = [tuple(head) for block in words for head in block if "小计" not in head[0]]
    assert heads[0] == ("第一组", "60户")
    assert ("第二组", "60户") in heads
    assert set(heads) <= {
        ("第一组", "60户"),
        ("第二组", "60户"),
        ("第一组", AGAIN),
        ("第二组", AGAIN),
    }
    assert all(block for block in words)
    assert any("第一组小计" in head for block in words for cells in block for head in cells)


def test_blank_groups_among_repeated_ones_say_nothing() -> None:
    names = ["第一组"] * 10 + [""] * 10 + ["第二组"] * 10
    rows = tuple((str(n), "张*甲", name) for n, name in enumerate(names))
    columns = tuple(Column(name=name) for name in ("序号", "户主", "村民小组"))
    table = Table(file="", columns=columns, rows=rows)
    assert len(hung_of(table).listing.groups) == 1

    merged = tuple((n, one, name if n in ("0", "10") else "") for n, one, name in rows)
    merged = tuple((n, one, "第二组" if n == "10" else name) for n, one, name in merged)
    groups = hung_of(replace(table, rows=merged)).listing.groups
    assert [(group.name, group.counted) for group in groups] == [("第一组", 10), ("第二组", 20)]


def test_every_fifth_row_has_a_heavier_line() -> None:
    rows = tuple((str(n), "张*甲") for n in range(1, 13))
    table = Table(file="", columns=(Column(name="序号"), Column(name="户主")), rows=rows)
    hung = hung_of(table)
    rules = [m.width_mm for m in blocks_of(hung, 1)[0].marks if isinstance(m, Rule)]
    assert len(rules) == 6
    assert max(rules[:-1]) == rules[4] > rules[3]
    # The last line of a column ends it.
    assert rules[5] > rules[4]


def test_more_than_four_columns_or_a_long_cell_stand_one_abreast() -> None:
    row = ("1", "张*甲", "1.00", "2.00", "3.00")
    names = ("序号", "户主", "甲", "乙", "丙")
    five = Table(file="", columns=tuple(Column(name=n) for n in names), rows=(row,) * 80)
    long = Table(
        file="",
        columns=(Column(name="序号"), Column(name="说明")),
        rows=(*((str(n), "有") for n in range(80)), ("81", "字" * 200)),
    )
    assert hung_of(five).listing.abreast == 1
    assert hung_of(long).listing.abreast == 1


def test_a_row_taller_than_a_sheet_is_refused_with_its_number() -> None:
    table = Table(
        file="",
        columns=(Column(name="序号"), Column(name="说明")),
        rows=(("1", "有"), ("2", "字" * 2000)),
    )
    with pytest.raises(LayoutError, match="第 2 行太高"):
        hung_of(table)


def sheets_of(rows: int) -> int:
    listed = item("2026-011")
    assert listed.table is not None
    cells = tuple(
        (str(n + 1), "样例甲", "", "", "", f"第{'一二三四五六'[n * 6 // rows]}组", "6.80", "544.00")
        for n in range(rows)
    )
    total = ("", "合计", "", "", "", "", f"{rows * 6.8:.2f}", f"{rows * 544:,}.00")
    one = replace(listed, table=replace(listed.table, rows=(*cells, total)))
    return len(compose_poster(one, layout("table-a3"), setting()).pages)


@pytest.mark.parametrize(
    ("rows", "most"), [(12, 1), (40, 2), (80, 2), (120, 3), (200, 4), (300, 6)]
)
def test_a_list_takes_few_sheets_of_a3(rows: int, most: int) -> None:
    assert sheets_of(rows) <= most


def test_what_names_the_rows_is_not_broken_for_a_long_text_beside_it() -> None:
    rows = tuple((str(n), "样例村道路硬化", LONG) for n in range(1, 9))
    columns = tuple(Column(name=name) for name in ("序号", "项目名称", "内容"))
    listing = hung_of(Table(file="", columns=columns, rows=rows)).listing

    assert all(len(row.cells[1]) == 1 < len(row.cells[2]) for row in listing.table.rows)


def test_a_long_title_is_set_smaller_before_it_is_refused() -> None:
    long = replace(item("2026-011"), title="核对2026年耕地地力保护补贴面积和金额名单")
    (page,) = compose_poster(long, layout("table-a3"), setting()).pages

    assert not overlaps(page)
    assert 60 <= next(f.size_pt for f in page.frames if f.frame == "title") < 76


@pytest.mark.parametrize("times", [20, 40])
def test_facts_too_long_for_a_sheet_are_to_blame_and_not_the_table(times: int) -> None:
    long = replace(item("2026-011"), how="面积或金额有错，7天内带身份证到村委会说，" * times)
    with pytest.raises(LayoutError, match="要点在A3纸上放不下"):
        compose_poster(long, layout("table-a3"), setting())
