"""Which columns hold names, and how a name is covered."""

from __future__ import annotations

import pytest

from benchmarks.private_plants import columns
from kit.text.privacy.names import Names, is_name, names_in_column

MOST_TAKEN_FOR_NAMES = 0.01


def test_made_columns_of_names_are_found_and_hardly_any_other_is_taken_for_one() -> None:
    judged = [(bool(names_in_column(h, cells)), names) for h, cells, names in columns(120)]

    assert all(found for found, are_names in judged if are_names)
    others = [found for found, are_names in judged if not are_names]
    assert len(others) == 1200
    assert sum(others) <= MOST_TAKEN_FOR_NAMES * len(others)


NAMES = "张三 张　三 李小明 欧阳　华 阿卜杜·热合曼 王五（已故） 1李有财 李有财户"
WORDS = "水稻 黄牛 安全 高龄 江背村 张坊 石坑 王家小学 单身 A1"


@pytest.mark.parametrize("cell", [*NAMES.split(" "), "李 小 明", "张\n三"])
def test_a_name_is_known_however_it_is_set(cell: str) -> None:
    assert is_name(cell)


@pytest.mark.parametrize("cell", [*WORDS.split(" "), ""])
def test_a_word_that_begins_like_a_surname_is_no_name(cell: str) -> None:
    assert not is_name(cell)


@pytest.mark.parametrize(
    ("heading", "cells", "names"),
    [
        ("户主", ("样例甲", "样例乙"), Names.PERSONS),
        ("姓　名", (), Names.PERSONS),
        ("姓\n名", ("张三", "李四"), Names.PERSONS),
        ("负责人", ("张三", "李四"), Names.OFFICERS),
        ("负责人职务", ("支书", "主任"), None),
        ("一", ("张三", "李四", "王五", "赵六", "孙七", "周八"), Names.PERSONS),
        ("一", ("张三", "李四", "王五"), Names.PERHAPS),
        ("户主信息", ("见附件", "见附件", "见附件"), None),
        ("姓名笔画", ("7", "4", "8"), None),
        ("户", ("第1户", "第2户", "第3户"), None),
        ("户", ("李有财户", "王秀兰户", "林水生户"), Names.PERSONS),
        ("户数", ("12", "30"), None),
        ("户主电话", ("0597-0123456", "0597-0123457"), None),
        ("自然村", ("张坊", "李家", "王田", "陈厝", "江背", "林前"), None),
        ("与户主关系", ("本人", "配偶", "儿子"), None),
    ],
)
def test_a_column_is_one_of_names_by_its_heading_or_its_cells(
    heading: str, cells: tuple[str, ...], names: Names | None
) -> None:
    assert names_in_column(heading, cells) is names
