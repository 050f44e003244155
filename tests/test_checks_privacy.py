"""What belongs to one person does not reach a board, and is not repeated by a finding."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kit.checks import check_item
from kit.model.finding import Severity
from kit.model.item import (
    Attachment,
    Channel,
    Column,
    ColumnType,
    Item,
    Kind,
    Phone,
    Privacy,
    Question,
    Show,
    Table,
)
from tests.checked import CLEAN, DATES, changed, codes, context, findings, stopped

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(born: str) -> str:
    body = f"999999{born}001"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


ADULT = id_number("19500101")
CHILD = id_number("20200101")
CARD = "6200000000000000018"
MOBILE = "13800000001"
SECRETS = (ADULT, CHILD, CARD, MOBILE)

COLUMNS = (
    Column(name="户主", type=ColumnType.NAME, show=Show.MASK),
    Column(name="身份证号", type=ColumnType.ID_NUMBER, show=Show.HIDE),
    Column(name="联系电话", type=ColumnType.PHONE, show=Show.HIDE),
    Column(name="一卡通账号", type=ColumnType.BANK, show=Show.HIDE),
    Column(name="备注", type=ColumnType.TEXT),
)
ROW = ("某甲乙", ADULT, MOBILE, CARD, "")


def listed(columns: tuple[Column, ...] = COLUMNS, *rows: tuple[str, ...], **changes: Any) -> Item:
    table = Table(file="items/DX-2026-011.csv", columns=columns, rows=rows or (ROW,))
    facts: dict[str, Any] = {
        "kind": Kind.LIST,
        "privacy": Privacy.PERSONAL,
        "channels": (Channel.BOARD,),
        "table": table,
    }
    return changed(**(facts | changes))


def shown(number: int, **changes: Any) -> tuple[Column, ...]:
    column = replace(COLUMNS[number], **changes)
    return (*COLUMNS[:number], column, *COLUMNS[number + 1 :])


def test_a_list_with_hidden_numbers_and_masked_names_is_clean() -> None:
    assert codes(listed()) == set()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"body": f"领取人证号{ADULT}。"}, "P01"),
        ({"plain": (f"找{MOBILE}。",)}, "P02"),
        ({"body": f"账号{CARD}。"}, "P03"),
        ({"how": f"打{MOBILE}"}, "P02"),
        ({"faq": (Question(question="打给谁？", answer=f"打{MOBILE}。"),)}, "P02"),
        ({"title": f"找{MOBILE}"}, "P02"),
        ({"link": f"https://a.example/?id={ADULT}"}, "P01"),
        ({"script": f"请记住{ADULT}。"}, "P01"),
        ({"phones": (Phone(label="张三", number=MOBILE),)}, "P02"),
        ({"body": "某户，家住样例村第3组12号。", "channels": (Channel.WEBSITE,)}, "P04"),
    ],
)
def test_a_private_number_in_any_text_stops_the_item(change: dict[str, Any], expected: str) -> None:
    assert expected in stopped(changed(**change))


def test_an_office_mobile_in_the_phones_is_allowed() -> None:
    duty = Phone(label="乡林业站值班", number=MOBILE, dialled=CLEAN.phones[0].dialled)

    item = changed(phones=(*CLEAN.phones, duty), plain=(f"打乡林业站值班{MOBILE}。",))

    assert "P02" not in codes(item)


def test_masked_numbers_are_no_finding() -> None:
    item = changed(body="领取人35*************123，电话138****1234，账号****0018。")

    assert not {code for code in codes(item) if code.startswith("P")}


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (listed(shown(1, show=Show.FULL)), "P05"),
        (listed(shown(2, show=Show.FULL)), "P05"),
        (listed(shown(3, show=Show.FULL)), "P05"),
        (listed(shown(1, type=None, show=Show.MASK)), "P05"),
        (listed(shown(2, type=None, show=Show.FULL)), "P05"),
        (listed(shown(4, type=None), ("某甲乙", "", "", "", ADULT)), "P05"),
        (listed(COLUMNS, ("某甲乙", "", "", "", ADULT)), "P01"),
        (listed(COLUMNS, ("某甲乙", "", "", "", MOBILE)), "P02"),
        (listed(COLUMNS, ("某甲乙", "", "", "", CARD)), "P03"),
        (listed(COLUMNS, ("某甲乙", "", "", "", "二级残疾")), "P06"),
        (listed(COLUMNS, ("某甲乙", CHILD, "", "", "")), "P07"),
        (listed(shown(0, name="学生姓名")), "P07"),
        (listed(dates=replace(DATES, expire=None)), "P08"),
        (listed(channels=(Channel.LOUDSPEAKER,)), "P09"),
        (listed(kind=Kind.TABLE, dates=replace(DATES, expire=None)), "P09"),
        (listed(shown(0, show=Show.FULL), title="低保名单公示"), "P10"),
    ],
)
def test_a_list_that_shows_too_much_is_found(item: Item, expected: str) -> None:
    assert expected in codes(item)


def test_an_address_below_the_township_depends_on_channel_and_name() -> None:
    columns = (
        *COLUMNS,
        Column(name="住址", type=ColumnType.ADDRESS),
    )
    group = (*ROW, "第一组")
    door = (*ROW, "第一组12号")
    named = (replace(COLUMNS[0], show=Show.FULL), *columns[1:])
    web = (Channel.BOARD, Channel.VILLAGE_NET)

    assert "P04" not in codes(listed(columns, door))
    assert "P04" in stopped(listed(columns, door, channels=web))
    assert "P04" in stopped(listed(named, group, channels=web))
    assert "P04" not in stopped(listed(columns, group, channels=web))
    assert "P04" in codes(listed(columns, group, channels=web))


def test_a_list_of_offices_and_their_landlines_is_meant_to_be_read() -> None:
    columns = (Column(name="单位"), Column(name="联系电话"))
    table = Table(file="x.csv", columns=columns, rows=(("乡劳保所", "0597-5512306"),))

    assert "P05" not in codes(changed(table=table))


def test_no_finding_repeats_what_it_found() -> None:
    texts = "，".join(SECRETS)
    item = listed(
        tuple(replace(column, show=Show.FULL, type=None) for column in COLUMNS),
        ROW,
        ("某丙丁", CHILD, MOBILE, CARD, texts),
        body=f"名单：\n{texts}",
        plain=(f"找{MOBILE}，证{ADULT}，卡{CARD}。",),
        script=f"{ADULT}，{CARD}",
        how=texts,
        phones=(Phone(label="张三", number=MOBILE),),
    )

    found = check_item(item, context())

    told = "".join(f"{f.message}{f.remedy}{f.field}" for f in found)
    assert {"P01", "P02", "P03", "P05"} <= {f.code for f in found}
    assert not [secret for secret in SECRETS if secret in told]


def test_the_row_and_the_column_are_told_instead() -> None:
    rows = tuple(("某甲乙", "", "", "", MOBILE) for _ in range(7))

    found = [f for f in findings(listed(COLUMNS, *rows)) if f.code == "P02"]

    assert len(found) == 1
    assert "“备注”一列第 2、3、4、5、6 行等 7 行" in found[0].message
    assert found[0].severity is Severity.STOP


def noted(*notes: str) -> Item:
    rows = tuple((f"张{n}", note) for n, note in zip("一二三四五六七", notes, strict=False))
    columns = (
        Column(name="户主", type=ColumnType.NAME, show=Show.MASK),
        Column(name="备注"),
    )
    return changed(table=Table(file="items/a.csv", columns=columns, rows=rows))


@pytest.mark.parametrize("note", ["李小明", "住大溪村下洋组9号", "由王小五代领"])
def test_a_note_beside_a_masked_name_gives_nobody_away(note: str) -> None:
    told = {f.code for f in findings(noted("已发放", note, "外出")) if f.code in {"P04", "P14"}}

    assert told
    assert not {
        f.code for f in findings(noted("已发放", "合格", "高龄")) if f.code in {"P04", "P14"}
    }


@pytest.mark.parametrize(("name", "asked"), [("李某身份证.jpg", True), ("栏杆.jpg", False)])
def test_a_picture_named_after_a_card_is_asked_about(name: str, asked: bool) -> None:
    item = changed(pictures=(Attachment(file=f"items/{name}", sha256="0"),))

    assert any(f.field == "图片" for f in findings(item)) == asked
