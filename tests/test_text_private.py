from __future__ import annotations

import random
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.text.privacy.persons import find_persons
from kit.text.privacy.private_kinds import PrivateKind
from kit.text.privacy.private_numbers import (
    find_private,
    is_id_number,
    is_mobile,
    passes_luhn,
    without_private,
)

if TYPE_CHECKING:
    from pathlib import Path

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(born: date, serial: int, area: str = "999999") -> str:
    """An identity-card number of a region that does not exist."""
    body = f"{area}{born:%Y%m%d}{serial:03d}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


def card(digits: str) -> str:
    return next(digits + last for last in "0123456789" if passes_luhn(digits + last))


SOME_ID = id_number(date(1950, 1, 1), 1)
SOME_CARD = card("620000000000000001")


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(0, 999))
@settings(max_examples=50)
def test_every_id_number_is_found_and_its_neighbours_are_not(born: date, serial: int) -> None:
    number = id_number(born, serial)
    other_check = "1" if number[-1] == "0" else "0"

    found = find_private(f"李某{number}领取")

    assert [(f.kind, f.start, f.end) for f in found] == [(PrivateKind.ID_NUMBER, 2, 20)]
    assert not is_id_number(number[:-1] + other_check)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (f"身份证{SOME_ID}", ["身份证号"]),
        (f"{SOME_ID[:6]} {SOME_ID[6:14]} {SOME_ID[14:]}", ["身份证号"]),
        (f"{SOME_ID[:10]}\n{SOME_ID[10:]}", ["身份证号"]),
        (SOME_ID.translate(str.maketrans("0123456789", "０１２３４５６７８９")), ["身份证号"]),
        ("999999500101001", ["身份证号"]),
        ("999999501301001", []),
        (f"卡{SOME_CARD}", ["银行账号"]),
        (" ".join(SOME_CARD[i : i + 4] for i in range(0, 19, 4)), ["银行账号"]),
        (f"一卡通账号：{card('955880000000000')}", ["银行账号"]),
        (f"合同号{card('955880000000000')}", []),
        ("身份证尾号拼起来是：999999、1972、0314、123、4", ["身份证号"]),
        ("身份证满199999、2026、1231起换", []),
        ("退伍证：南字第099999号", ["证件号"]),
        ("水表户号样某甲：0099123，欠费86元", ["QQ、微信一类的号"]),
        ("密码初始为身份证后六位，样某的是190036。", ["密码、验证码"]),
        ("密码初始为身份证后六位，请改为自己的。", []),
        ("手机13800000001，13900000002", ["手机号", "手机号"]),
        ("电话138-0000-0001", ["手机号"]),
        ("+86 13800000001", ["手机号"]),
        ("138****0001和35*************123和****0018", []),
        ("电话0597-0123456，12393，400-123-4567", []),
        ("面积3.20 256.00 13.80000000001", []),
        ("12345678901234567890123", []),
    ],
)
def test_private_numbers_are_found_however_they_are_written(text: str, kinds: list[str]) -> None:
    assert [found.kind.value for found in find_private(text)] == kinds


def test_all_that_passed_in_the_field_is_found(root: Path) -> None:
    path = root / "tests" / "data" / "private" / "private.tsv"
    texts = [line.split("\t")[2] for line in path.read_text("utf-8").splitlines()]

    passed = [text for text in texts if not find_private(text) and not find_persons(text)]

    assert len(texts) == 224
    assert not passed


@pytest.mark.parametrize(
    "text",
    [
        "对公账户35001234567800001234（乡卫生院）",
        "缴款户名：样例村股份经济合作社，账号9070000000100120000012",
        "采购编号999999202612050001",
        "全镇总产值19900000012元",
        "地块编码：9999991072030000012",
        "公车闽F·00001为公务用车",
        "医保热线12393，办公室电话0597-0123456",
        "微信公众号“大溪乡发布”",
        "信箱 dx@longyan.gov.cn",
    ],
)
def test_what_is_an_office_s_own_is_let_pass(text: str) -> None:
    assert not find_private(text)


def test_an_office_mobile_is_known_and_passed_over() -> None:
    text = "值班手机13800000001，王某13800000002"

    found = find_private(text, known={"13800000001"})

    assert [text[number.start : number.end] for number in found] == ["13800000002"]


def test_what_is_found_does_not_carry_the_number() -> None:
    found = find_private(f"{SOME_ID}，{SOME_CARD}，13800000001")

    assert len(found) == 3
    assert not any(secret in repr(found) for secret in (SOME_ID, SOME_CARD, "13800000001"))


def test_random_long_numbers_are_hardly_ever_taken_for_id_numbers() -> None:
    rng = random.Random(1)

    hits = sum(is_id_number(f"{rng.randrange(10**18):018d}") for _ in range(20_000))

    assert hits <= 5


def test_a_mobile_is_eleven_digits_and_nothing_else() -> None:
    assert is_mobile("13800000001")
    assert not is_mobile("0597-0123456")
    assert not is_mobile("13800000001转2")


@pytest.mark.parametrize(
    "secret",
    ["99999919500101001X", "999999195001010019", "13805970123", "１３８０５９７０１２３",
     "+86 138 0597 0123",
     "6228480402564890018", "138-0597-0123 6228480402564890018"],
)  # fmt: skip
def test_a_message_never_repeats_a_number_right_or_mistyped(secret: str) -> None:
    told = without_private(f"“{secret}”不是日期。")

    assert not re.search(r"[\d０-９]{4}", told)
    assert told.startswith("“")
    assert told.endswith("”不是日期。")


@pytest.mark.parametrize(
    "message", ["“0597-0123456”没有区号。", "请写成 2026-12-31。", "35*************123"]
)
def test_other_numbers_stay_in_messages(message: str) -> None:
    assert without_private(message) == message
