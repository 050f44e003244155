"""Every figure in every field is held against the key facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.checks import check_item
from kit.model.finding import Severity
from kit.model.item import Amount, Emergency
from kit.source.item_file import read_item_text
from kit.text.figures.comparison import compare
from kit.text.figures.verdict import Answer
from kit.text.normalise.normaliser import normalise
from tests.checked import CLEAN, changed, context
from tests.figure_plants import FIELDS, answers, example, is_stopped, plants
from tests.notices import TOWNSHIP

if TYPE_CHECKING:
    from kit.model.item import Item
    from kit.text.figures.comparison import Told

ROOT = Path(__file__).parents[1]
FIELD = ROOT / "tests/data/field"
PLANTED = 3000
VILLAGES = ("松柏村", "坑口村", "石壁村", "上寨村")
# Read aloud as the other part says; here they must only not be stopped for another reason.
READ_ALOUD = {"01-leading-dot", "130-minus-in-range", "133-switch-no"}
OPEN: frozenset[str] = frozenset()
"""Cases that are not yet answered; empty in the end."""


def stops(item: Item, **around: tuple[str, ...]) -> list[Told]:
    return [told for told in compare(item, **around) if told.answer is Answer.STOP]


def listed(item: Item) -> list[Told]:
    return [told for told in compare(item) if told.answer is Answer.LISTED]


def test_no_planted_figure_is_passed_over_and_none_that_is_equal_is_stopped() -> None:
    missed, falsely, wrong = [], [], 0
    for plant in plants(PLANTED):
        found = answers(plant)
        wrong += plant.wrong
        if plant.wrong and not found:
            missed.append((plant.item.item_id, plant.field, plant.sentence))
        if not plant.wrong and is_stopped(found):
            falsely.append((plant.item.item_id, plant.field, plant.sentence))

    assert missed == []
    assert len(falsely) <= 0.005 * (PLANTED - wrong), falsely


def cases() -> list[list[str]]:
    lines = FIELD.joinpath("expected.tsv").read_text("utf-8").splitlines()[1:]
    return [line.split("\t") for line in lines]


@pytest.mark.parametrize(("name", "code", "right"), cases(), ids=[case[0] for case in cases()])
def test_what_offices_got_wrong_is_stopped(name: str, code: str, right: str) -> None:
    read = read_item_text("DX-2026-101.md", FIELD.joinpath(f"{name}.md").read_text("utf-8"), {})
    told = {f.code for f in read.findings if f.severity is Severity.STOP}
    if read.item is not None:
        township = replace(TOWNSHIP, villages=VILLAGES)
        found = check_item(read.item, context(township=township, today=date(2026, 11, 27)))
        told |= {f.code for f in found if f.severity is Severity.STOP}

    assert name in OPEN or code == "-" or code in told, right


def test_no_case_is_left_open() -> None:
    assert {name for name, code, _ in cases() if code == "-"} == READ_ALOUD
    assert not OPEN


EACH = Amount(label="每人", value=Decimal(400), unit="元")
NAMES = {
    "title": "标题", "body": "正文", "faq": "问答", "how": "怎么办", "when": "时间",
    "where": "地点", "who": "谁", "script": "广播稿", "dialect": "客家话稿", "plain": "大白话",
}  # fmt: skip
SENTENCES = {
    "money": ("每人{}", "请交{}"),
    "date": ("{}以前交", "请在{}前办理"),
    "phone": ("有事打{}", "电话{}"),
}


@pytest.mark.parametrize("kind", SENTENCES)
def test_values_that_attackers_got_through_are_stopped(kind: str) -> None:
    items, villages = example()
    item = next(one for one in items if one.item_id == "DX-2026-004")
    rows = FIELD.joinpath("wrong-figures.tsv").read_text("utf-8").splitlines()
    passed = []
    for row in rows:
        sort, verdict, where, value, *_ = row.split("\t")
        name = NAMES[
            where.rstrip("123456789bc") if where.startswith("plain") else where.rstrip("b")
        ]
        for sentence in SENTENCES[kind] if sort == kind else ():
            planted = FIELDS[name](item, sentence.format(value))
            if bool(stops(planted, villages=villages)) != (verdict == "wrong"):
                passed.append((verdict, name, sentence.format(value)))

    # ④百 is four hundred, whatever sign it is written with.
    assert [one for one in passed if "④百" not in one[2]] == []


def rights() -> list[tuple[str, str]]:
    lines = FIELD.joinpath("right-figures.tsv").read_text("utf-8").splitlines()
    return [(line.split("\t")[0], line.split("\t")[1]) for line in lines]


def test_right_figures_of_other_things_go_on_with_no_word_of_the_clerk() -> None:
    items = {item.item_id: item for item in example()[0]}
    stopped = [
        (name, sentence)
        for name, sentence in rights()
        if stops(replace(items[name], body=f"{items[name].body}\n{sentence}\n"))
    ]

    assert len(rights()) >= 49
    assert len(stopped) <= len(rights()) / 49, stopped


def test_a_product_is_accepted_and_said_how() -> None:
    item = changed(
        amounts=(Amount(label="每人每月", value=Decimal(5), unit="元"),),
        plain=("每人每月5元，三个月15元。",),
        body="交三个月的。",
    )

    assert stops(item) == []
    assert [told.why for told in listed(item)] == ["＝5元×3月"]


def test_a_factor_is_not_taken_twice() -> None:
    daily = (Amount(label="每天", value=Decimal(30), unit="元"),)
    body = "学10天。"

    assert stops(changed(amounts=daily, body=body, plain=("学10天，共补300元。",))) == []
    assert stops(changed(amounts=daily, body=body, plain=("学10天，共补3000元。",)))


def test_a_figure_of_another_thing_is_declared_in_one_line() -> None:
    said = changed(body="{截止}以前交清。12月20日发卡。")
    declared = replace(said, other_figures=("12月20日 发卡",))

    assert [told.text for told in stops(said)] == ["12月20日"]
    assert stops(declared) == []
    assert [told.why for told in listed(declared)] == ["12月20日 发卡"]


def test_what_is_declared_weakens_no_key_fact() -> None:
    declared = ("380元 去年的标准",)
    wrong = changed(plain=("每人380元。",), other_figures=declared)
    right = changed(plain=("去年是380元，今年每人{金额}。",), other_figures=declared)

    assert [told.text for told in stops(wrong)] == ["380元"]
    assert stops(right) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"plain": ("下午5点到上午8点办。",), "when": "上午8点到下午5点"}, "结束比开始还早"),
        ({"body": "2月30日公布名单。"}, "没有这一天"),
        ({"body": "闰六月前交清。"}, "这一年没有这个闰月"),
        ({"plain": ("每户400元。",), "amounts": (EACH,)}, "每户"),
        ({"who": "65岁以上老人", "body": "65岁以下老人都要来。"}, "以上"),
        ({"how": "每头2毫升", "body": "每头2升。"}, "2毫升"),
        ({"villages": ("上洋村",), "body": "下洋村的村民请来交。"}, "上洋村"),
        ({"full_title": "关于2027年度缴费的通知", "body": "现将2028年度的事通知如下。"}, "2027年"),
    ],
)  # fmt: skip
def test_a_contradiction_names_what_it_differs_from(change: dict[str, object], told: str) -> None:
    found = stops(changed(**change), villages=("上洋村", "中洋村"))

    assert any(told in one.why for one in found), found


def test_colour_and_type_of_an_alert_are_its_own() -> None:
    alert = Emergency(type="暴雨", level="橙色")
    item = changed(emergency=alert, body="发布台风红色预警。")

    assert [told.text for told in stops(item)] == ["台风", "红色"]


def test_a_clean_notice_has_nothing_to_tell() -> None:
    assert compare(CLEAN) == ()


def test_what_stands_in_one_place_alone_is_told_the_signers() -> None:
    told = compare(changed(body=f"{CLEAN.body}过期的，要等三个月。"))

    assert [(one.text, one.answer) for one in told] == [("三个月", Answer.LISTED)]


@pytest.mark.parametrize(
    ("written", "spoken"),
    [(".5亩", "零点五亩"), ("2～-3℃", "二到零下三")],
)
def test_what_must_be_read_aloud_rightly_is(written: str, spoken: str) -> None:
    assert spoken in normalise(written).spoken


def paid(*told: tuple[str, int, str]) -> tuple[Amount, ...]:
    return tuple(
        Amount(label=label, value=Decimal(yuan), unit="元", tail=tail) for label, yuan, tail in told
    )


@pytest.mark.parametrize(
    ("amounts", "right", "wrong"),
    [
        (paid(("耕地每亩", 42800, "")), "半亩地补两万一千四。", "半亩地补两万四千四。"),
        (paid(("每户", 10, ""), ("自付", 2, "")), "剩下八块财政补。", "剩下七块财政补。"),
        (paid(("每年", 1200, ""), ("后为每年", 1260, "")), "涨六十元。", "涨八十元。"),
        (paid(("每月", 6, "，每年涨2%")), "第二年六块一角二。", "第二年六块二角。"),
        (paid(("每座", 3000, ""), ("另奖", 500, "")), "拿三千五。", "拿三千八。"),
        (
            paid(("每座", 3000, ""), ("12月20日前迁的另奖", 500, "")),
            "十二月二十号前迁的拿三千五。",
            "十二月二十号前迁的拿三千块。",
        ),
    ],
)
def test_what_follows_from_two_amounts_goes_on_and_what_does_not_stops(
    amounts: tuple[Amount, ...], right: str, wrong: str
) -> None:
    assert stops(changed(amounts=amounts, plain=(right,))) == []
    assert stops(changed(amounts=amounts, plain=(wrong,)))


@pytest.mark.parametrize(
    ("where", "right", "wrong"),
    [
        ("墟场入口", "在墟场入口领。", "在墟场出口领。"),
        ("农资店（东侧第二间）", "在东侧第二间领。", "在西侧第二间领。"),
        ("乡中心小学", "地点：中心小学。", "地点：上洋村小学。"),
        (
            "上洋村、中洋村到乡仓库；下洋村到中洋村村部",
            "上洋村到乡仓库，下洋村到中洋村村部。",
            "上洋村到中洋村村部，下洋村到乡仓库。",
        ),
    ],
)
def test_the_other_side_and_another_village_s_place_stop(
    where: str, right: str, wrong: str
) -> None:
    villages = ("上洋村", "中洋村", "下洋村")

    assert stops(changed(where=where, body=right), villages=villages) == []
    assert stops(changed(where=where, body=wrong), villages=villages)


_WORDS = st.sampled_from(
    [
        word
        for line in (ROOT / "kit/text/common_words.txt").read_text("utf-8").splitlines()[2:]
        for word in line.split()[1:]
        if len(word) > 1 and not set(word) & set("一二三四五六七八九十百千万零两半几")
    ]
)
_UNITS = st.sampled_from([*"个只头亩斤元户人天次年公里米间家本张台辆件份", "公斤", "小时", "%", ""])


@given(
    words=st.tuples(_WORDS, _WORDS, _WORDS),
    number=st.integers(min_value=2101, max_value=99_999) | st.integers(min_value=32, max_value=99),
    unit=_UNITS,
    field=st.sampled_from(["plain", "how", "body"]),
)
def test_no_number_in_words_is_passed_over(
    words: tuple[str, str, str], number: int, unit: str, field: str
) -> None:
    sentence = f"{words[0]}{words[1]}{number}{unit}{words[2]}。"
    told = compare(changed(**{field: (sentence,) if field == "plain" else sentence}))

    assert any(str(number) in one.text for one in told), sentence
