"""名单、账目、任免、三重一大、处罚：each has its own largest facts, its order and its words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from kit.compose.layouts.purposes import poster_layout
from kit.compose.paper.frames import bounds
from kit.compose.paper.page import Ink, Outline, Text
from kit.compose.posters.compared_sum import only_sum, other_sum
from kit.compose.posters.entries import MOST_ENTRIES, entries_of
from kit.compose.posters.poster import compose_poster
from kit.model.item import Amount, Column, Item, Kind, Phone, Table
from kit.model.township import Paper
from tests.sheets import item, layout, marks, overlaps, setting, texts, words

if TYPE_CHECKING:
    from kit.compose.paper.page import Page

APPOINTED = (
    ("李样例", "样例村委员", "样例村党支部书记"),
    ("王样例", "便民中心干事", "便民服务中心主任"),
    ("陈样例", "—", "综治办副主任"),
)
FINED = (("1", "张*三", "河道倒建筑垃圾", "2,000"), ("2", "样例砂场", "无证采砂", "10,000"))
DECIDED = (
    ("1", "三组到四组道路硬化", "乡党委会通过", "38.60"),
    ("2", "便民服务中心空调", "乡长办公会通过", "4.28"),
)
TABLES = {
    Kind.APPOINTMENT: (("姓名", "原任职务", "拟任职务"), APPOINTED),
    Kind.PENALTY: (("序号", "谁", "做了什么", "罚多少（元）"), FINED),
    Kind.MAJOR: (("序号", "事项", "怎么定的", "金额（万元）"), DECIDED),
}


def table_of(names: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Table:
    return Table(file="x.csv", columns=tuple(Column(name=name) for name in names), rows=rows)


def told(kind: Kind, **changes: object) -> Item:
    base = replace(
        item("2026-004"),
        kind=kind,
        title="样例乡的一件事",
        full_title="",
        body="",
        amounts=(),
        bring=(),
        faq=(),
        when=None,
        who=None,
        where=None,
        how="有意见的，7天内打电话说",
        deadline=date(2026, 12, 12),
        phones=(Phone(label="乡党政办", number="0597-0123456"),),
        table=table_of(*TABLES[kind]) if kind in TABLES else None,
    )
    return replace(base, **changes)  # type: ignore[arg-type] # Item's own names


def page_of(one: Item, paper: Paper = Paper.A3) -> Page:
    (page,) = compose_poster(one, layout(poster_layout(one, paper)), setting()).pages
    return page


def line(page: Page, characters: str) -> Text:
    return next(text for text in texts(page) if text.characters == characters)


def icons(page: Page) -> list[Outline]:
    return [mark for mark in marks(page) if isinstance(mark, Outline)]


def test_an_appointment_says_who_becomes_what_on_one_line() -> None:
    page = page_of(told(Kind.APPOINTMENT))

    for name, before, after in APPOINTED:
        who, post = line(page, name), line(page, after)
        assert (who.y_mm, who.size_pt, who.weight) == (post.y_mm, post.size_pt, post.weight)
        arrow = next(i for i in icons(page) if i.name == "arrow-right" and _beside(i, post))
        assert bounds(who).right_mm < arrow.x_mm < post.x_mm
        assert before == "—" or line(page, f"原任职务：{before}").size_pt < who.size_pt
    assert "—" not in words(page)


def _beside(icon: Outline, text: Text) -> bool:
    area = bounds(text)
    return area.y_mm - 1 <= icon.y_mm + icon.side_mm / 2 <= area.bottom_mm + 1


def test_a_fine_stands_large_beside_what_was_done() -> None:
    page = page_of(told(Kind.PENALTY))

    for _, who, done, fine in FINED:
        assert line(page, done).size_pt == line(page, fine).size_pt >= 28
        assert line(page, f"谁：{who}").size_pt >= 20
    assert words(page).count("元") == len(FINED)


def test_a_decision_has_its_sum_in_the_unit_of_its_heading() -> None:
    page = page_of(told(Kind.MAJOR))

    assert {text.characters for text in texts(page)} >= {"38.60", "4.28", "万元"}
    assert "怎么定的：乡党委会通过" in words(page)
    assert "公示到这天" in words(page)


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("paper", [Paper.A4, Paper.A3, Paper.A2, Paper.A1])
def test_entries_touch_nothing_on_any_paper(kind: Kind, paper: Paper) -> None:
    page = page_of(told(kind), paper)
    margin = layout(poster_layout(told(kind), paper)).margin_mm - 0.2

    assert not overlaps(page)
    for mark in marks(page):
        area = bounds(mark)
        assert area.x_mm >= margin
        assert area.right_mm <= page.width_mm - margin


def test_more_rows_than_one_takes_in_are_a_table() -> None:
    many = tuple((f"样例{n}", "干事", "主任") for n in "甲乙丙丁戊己庚")
    assert len(many) > MOST_ENTRIES
    listed = told(Kind.APPOINTMENT, table=table_of(TABLES[Kind.APPOINTMENT][0], many))

    assert not entries_of(listed)
    assert "姓名" in words(page_of(listed))


def test_rows_with_a_sum_below_them_are_a_table() -> None:
    names, rows = TABLES[Kind.MAJOR]
    summed = told(Kind.MAJOR, table=table_of(names, (*rows, ("", "合计", "", "42.88"))))

    assert not entries_of(summed)
    assert "合计" in words(page_of(summed))


def test_a_table_that_names_no_result_stays_a_table() -> None:
    bare = told(Kind.APPOINTMENT, table=table_of(("姓名", "性别"), (("李样例", "女"),)))

    assert not entries_of(bare)
    assert "性别" in words(page_of(bare))


def test_entries_too_long_for_a_sheet_are_set_as_a_table() -> None:
    long = "因工作需要，经研究决定，负责全乡便民服务和政务公开的日常工作" * 4
    rows = tuple((f"样例{n}", "干事", long) for n in "甲乙丙丁")
    one = told(Kind.APPOINTMENT, table=table_of(TABLES[Kind.APPOINTMENT][0], rows))

    assert entries_of(one)
    pages = compose_poster(one, layout("table-a3"), setting()).pages
    assert any(text.cell for page in pages for text in texts(page))


def test_whom_the_title_of_an_appointment_names_is_not_told_again() -> None:
    one = told(Kind.APPOINTMENT, table=None, title="李样例任样例村党支部书记", who="李样例")

    assert "任免谁" not in words(page_of(one))
    assert "任免谁" in words(page_of(replace(one, who="王样例")))


def test_a_penalty_says_whom_by_what_and_what_one_can_do() -> None:
    fine = Amount(label="罚款", value=Decimal(2000), unit="元")
    one = told(
        Kind.PENALTY,
        table=None,
        who="张*三",
        how=None,
        basis=("水法第六十五条",),
        remedy="60天内可以申请行政复议，6个月内可以起诉",
        amounts=(fine,),
    )
    shown = words(page_of(one))

    for label in ("罚谁", "依据", "不服的"):
        assert label in shown
    assert "水法第六十五条" in shown.replace("\n", "")
    largest = max(texts(page_of(one)), key=lambda text: text.size_pt)
    assert largest.characters == "2000"


def test_grounds_longer_than_a_glance_are_left_to_the_full_text() -> None:
    one = told(Kind.PENALTY, table=None, who="张*三", where="桥头", remedy="不服的，" * 20)

    assert "不服的" not in words(page_of(one))


def accounts(*rows: tuple[str, ...], amount: str = "14.60") -> Item:
    table = replace(table_of(("项目", "预算数", "决算数"), rows), unit="万元")
    sums = (Amount(label="合计", value=Decimal(amount), unit="万元"),)
    return told(Kind.TABLE, table=table, amounts=sums, deadline=None)


def test_beside_the_sum_of_accounts_stands_what_it_is_compared_with() -> None:
    one = accounts(("接待费", "18.00", "14.60"), ("合计", "18.00", "14.60"))
    page = page_of(one)

    assert other_sum(one, one.amounts[0]) == ("预算数", "18.00万元")
    sizes = [text.size_pt for text in texts(page) if text.characters in ("14.60", "18.00")]
    assert sorted(sizes)[-2] >= 64


def test_a_sum_says_of_what_it_is_and_so_does_what_it_is_compared_with() -> None:
    page = page_of(accounts(("接待费", "18.00", "14.60"), ("合计", "18.00", "14.60")))

    assert {"决算数合计", "预算数合计"} <= {text.characters for text in texts(page)}


def test_a_report_leads_with_what_it_comes_to_and_never_with_whom_to_call() -> None:
    rows = (("环保", "2"), ("表彰", "4"), ("合计", "6"))
    counted = replace(table_of(("哪一类", "条数"), rows), unit="条")
    one = told(Kind.TABLE, table=counted, amounts=(), deadline=None)
    two = replace(one, table=replace(counted, rows=rows[:2]))

    assert only_sum(one) == ("条数", "6条")
    assert only_sum(two) is None
    # Without any sum nothing is filled black: a number alone is framed.
    called = {t.characters: t.ink for t in texts(page_of(two))}
    assert {called[phone.number] for phone in two.phones} == {Ink.BLACK}


@pytest.mark.parametrize(
    "one",
    [
        accounts(("接待费", "18.00", "14.60")),
        accounts(("接待费", "18.00", "14.60"), ("合计", "18.00", "14.60"), amount="14.50"),
        accounts(("接待费", "14.60", "14.60"), ("合计", "14.60", "14.60")),
        accounts(("小计", "18.00", "14.60"), ("合计", "18.00", "14.60")),
    ],
)
def test_a_sum_that_is_not_plain_is_compared_with_nothing(one: Item) -> None:
    assert other_sum(one, one.amounts[0]) is None


@pytest.mark.parametrize("number", ["2026-011", "2026-007", "2026-002"])
def test_rows_below_a_table_have_their_pictograms_and_the_words_of_the_kind(number: str) -> None:
    one = item(number)
    page = page_of(one)
    labels = {"2026-011": "去哪看", "2026-007": "去哪看", "2026-002": "依据"}

    assert labels[number] in words(page)
    assert {"users-three", "list-checks"} <= {icon.name for icon in icons(page)}
    assert not overlaps(page)
