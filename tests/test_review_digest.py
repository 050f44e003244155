"""The digest stands for all an item says, and for nothing else."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.model.item import (
    Amount,
    Attachment,
    Channel,
    Column,
    Dates,
    Emergency,
    Feedback,
    Item,
    Kind,
    Phone,
    Place,
    Privacy,
    Question,
    Reader,
    Scope,
    Status,
    Table,
)
from kit.review.digest import canonical_form, digest, short_code
from kit.source.workspace import open_workspace

TABLE = Table(file="a.csv", columns=(Column(name="户主"),), rows=(("甲",),))
ITEM = Item(
    item_id="DX-2026-004",
    kind=Kind.NOTICE,
    title="交明年的居民医保",
    field_name="医疗保障",
    issuer="大溪乡人民政府",
    dept="乡劳保所",
    basis=("条例",),
    dates=Dates(formed=date(2026, 11, 16), publish=date(2026, 11, 23)),
    channels=(Channel.BOARD,),
    plain=("{截止}以前要交。",),
    amounts=(Amount(label="每人", value=Decimal(400), unit="元"),),
    phones=(Phone(label="乡劳保所", number="0597-0123456"),),
    table=TABLE,
)
OTHER: dict[str, Any] = {
    "item_id": "DX-2026-005",
    "kind": Kind.GUIDE,
    "basis": ("条例", "办法"),
    "dates": replace(ITEM.dates, expire=date(2026, 12, 31)),
    "channels": (Channel.BOARD, Channel.LED),
    "plain": ("{截止}以前交。",),
    "scope": Scope.SOME,
    "villages": ("样例一村",),
    "sample": True,
    "deadline": date(2026, 12, 31),
    "amounts": (Amount(label="每人", value=Decimal("400.0"), unit="元"),),
    "bring": ("身份证",),
    "phones": (Phone(label="乡劳保所", number="0597-0000001"),),
    "table": replace(TABLE, rows=(("乙",),)),
    "pictures": (Attachment(file="a.png", sha256="0"),),
    "faq": (Question(question="问", answer="答"),),
    "readings": {"便民": "biàn mín"},
    "repeat": 3,
    "reader": Reader.PERSON,
    "privacy": Privacy.PERSONAL,
    "status": Status.REPEALED,
    "emergency": Emergency(level="橙色"),
    "feedback": Feedback(ways=("电话",)),
    "replaces": ("永大政〔2017〕901号",),
}


def test_what_was_signed_with_the_first_version_is_still_what_was_signed() -> None:
    # A change of the canonical form voids every signature in the country: this one must not move.
    assert digest(ITEM) == "dd04831f8191da5f039e747e27e326176fae87b9164408ab740e0185f3ed2f21"


@pytest.mark.parametrize("name", [field.name for field in fields(Item) if field.name != "place"])
def test_any_change_of_any_field_is_another_digest(name: str) -> None:
    changed = replace(ITEM, **{name: OTHER.get(name, "别的")})

    assert digest(changed) != digest(ITEM)


def test_where_the_item_stands_is_not_signed() -> None:
    moved = replace(ITEM, place=Place(file="items/2025/a.md", lines={"标题": 3}))

    assert digest(moved) == digest(ITEM)


def test_what_looks_the_same_is_the_same() -> None:
    accented = "bia\u0300n mi\u0301n"

    assert digest(replace(ITEM, dialect_script=accented)) == digest(
        replace(ITEM, dialect_script="bi\u00e0n m\u00edn")
    )


def test_the_order_of_readings_does_not_count() -> None:
    one, other = {"便民": "biàn mín", "行": "háng"}, {"行": "háng", "便民": "biàn mín"}

    assert digest(replace(ITEM, readings=one)) == digest(replace(ITEM, readings=other))


def test_the_form_stays_as_it_is() -> None:
    # A change here voids every signature in every township: it needs a decision record.
    assert canonical_form(replace(ITEM, table=None)).decode() == (
        '{"amounts":[{"label":"每人","unit":"元","value":"400"}],"basis":["条例"],'
        '"channels":["公开栏"],"dates":{"formed":"2026-11-16","publish":"2026-11-23"},'
        '"dept":"乡劳保所","field_name":"医疗保障","form":1,"issuer":"大溪乡人民政府",'
        '"item_id":"DX-2026-004","kind":"通知",'
        '"phones":[{"label":"乡劳保所","number":"0597-0123456"}],"plain":["{截止}以前要交。"],'
        '"privacy":"无","reader":"机读","repeat":2,"sample":false,"scope":"全社会",'
        '"status":"有效","title":"交明年的居民医保"}'
    )


@given(st.lists(st.text(max_size=4), max_size=4), st.lists(st.text(max_size=4), max_size=4))
def test_two_texts_never_share_a_form(one: list[str], other: list[str]) -> None:
    first, second = (canonical_form(replace(ITEM, plain=tuple(t))) for t in (one, other))

    from unicodedata import normalize

    same = [normalize("NFC", t) for t in one] == [normalize("NFC", t) for t in other]
    assert (first == second) == same


def test_a_short_code_is_read_without_mistakes_and_tells_items_apart(example: Path) -> None:
    codes = [short_code(digest(item)) for item in open_workspace(example).items]

    assert len(set(codes)) == len(codes)
    assert short_code("ff" * 32) == "ZZZZ-ZZZZ"
    assert short_code("00" * 32) == "0000-0000"
    assert short_code("08421" + "0" * 59) == "1111-0000"
    assert not set("".join(codes)) & set("ILOU")
