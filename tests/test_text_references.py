from __future__ import annotations

from datetime import date
from decimal import Decimal

from kit.model.item import Amount, Channel, Dates, Item, Kind, Phone
from kit.text.references import fill, unknown_references
from kit.text.written_days import written_day


def notice(**changes: object) -> Item:
    facts: dict[str, object] = {
        "item_id": "DX-2026-004",
        "kind": Kind.NOTICE,
        "title": "交明年的居民医保",
        "field_name": "医疗保障",
        "issuer": "大溪乡人民政府",
        "dept": "乡劳保所",
        "basis": ("政府信息公开条例",),
        "dates": Dates(formed=date(2026, 11, 16), publish=date(2026, 11, 23)),
        "channels": (Channel.BOARD,),
        "plain": ("明年的居民医保要交了。",),
        "deadline": date(2026, 12, 31),
        "amounts": (
            Amount(label="每人", value=Decimal(400), unit="元"),
            Amount(label="困难户", value=Decimal("0.02"), unit="万元"),
        ),
        "phones": (
            Phone(label="医保服务热线", number="12393"),
            Phone(label="乡劳保所", number="0597-0123456"),
        ),
    }
    return Item(**{**facts, **changes})  # type: ignore[arg-type]  # a test's keyword table


def test_each_reference_becomes_the_written_fact() -> None:
    text = "{截止}以前交，每人{金额}，困难户{金额2}，打{电话}或{电话2}。"

    assert fill(text, notice()) == (
        "12月31日以前交，每人400元，困难户0.02万元，打12393或0597-0123456。"
    )


def test_the_first_reference_may_carry_its_number() -> None:
    assert fill("{金额1} {电话1} { 截止 }", notice()) == "400元 12393 12月31日"


def test_a_deadline_in_another_year_is_written_with_its_year() -> None:
    item = notice(deadline=date(2027, 1, 5))

    assert fill("{截止}", item) == "2027年1月5日"
    assert written_day(date(2026, 3, 1), near=date(2026, 12, 31)) == "3月1日"


def test_a_reference_without_a_value_stays_and_is_named_once() -> None:
    item = notice(deadline=None, amounts=(), phones=())
    text = "{截止}前交{金额}，打{电话}，{截止}。"

    assert fill(text, item) == text
    assert unknown_references(text, item) == ("{截止}", "{金额}", "{电话}")


def test_a_name_that_does_not_exist_is_named() -> None:
    assert unknown_references("{地址}和{金额3}和{截止2}和{}", notice()) == (
        "{地址}",
        "{金额3}",
        "{截止2}",
        "{}",
    )
    assert unknown_references("没有引用的句子{只有半个括号", notice()) == ()


def test_an_amount_in_words_alone_is_passed_over_by_the_plain_reference_only() -> None:
    item = notice(
        amounts=(Amount(label="不收学费"), Amount(label="每天补", value=Decimal(30), unit="元"))
    )

    assert fill("{金额}", item) == "30元"
    assert fill("{金额2}", item) == "30元"
    assert unknown_references("{金额1}", item) == ("{金额1}",)
