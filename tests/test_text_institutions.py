"""An institution is named by its noun and its level; amounts and hours in everyday words."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.model.item import Amount, Question
from kit.text.figures.comparison import compare
from kit.text.figures.quantities import read
from kit.text.figures.verdict import Answer
from tests.checked import changed

if TYPE_CHECKING:
    from kit.text.figures.comparison import Told

PLACES = [
    "县妇幼保健院",
    "乡卫生院",
    "县农技站",
    "乡农技站",
    "乡兽医站",
    "县民政局",
    "村便民服务站",
]


def stops(**changes: Any) -> list[Told]:
    usual = {"body": "请大家互相转告。", "how": "打电话问", "plain": ("请来办。",), "bring": ()}
    item = changed(**{**usual, **changes})
    return [told for told in compare(item) if told.answer is Answer.STOP]


def as_plain(sentence: str) -> dict[str, Any]:
    return {"plain": (f"请到{sentence}登记。",)}


def as_answer(sentence: str) -> dict[str, Any]:
    return {"faq": (Question(question="到哪里办？", answer=f"{sentence}。"),)}


@settings(max_examples=60)
@given(
    own=st.sampled_from(PLACES),
    told=st.sampled_from(PLACES),
    said=st.sampled_from([as_plain, as_answer]),
)
def test_one_goes_to_the_institution_of_the_place(own: str, told: str, said: Any) -> None:
    found = stops(where=f"{own}一楼", **said(told))

    assert bool(found) == (own != told), found


@pytest.mark.parametrize("told", ["妇幼保健院", "县妇幼保健院", "保健院"])
def test_an_institution_may_be_said_short(told: str) -> None:
    assert not stops(where="样例县妇幼保健院", plain=(f"请到{told}登记。",))


def test_another_institution_that_a_field_sends_to_goes_on() -> None:
    how = "先到乡卫生院开单，再到县妇幼保健院登记"

    assert not stops(where="县妇幼保健院", how=how, plain=("请到乡卫生院登记。",))


@pytest.mark.parametrize("answer", ["二百八。", "两百八十块。", "280元。"])
def test_an_amount_may_follow_from_the_question(answer: str) -> None:
    amounts = (Amount(label="每亩", value=Decimal(40), unit="元"),)

    def asked(question: str) -> list[Told]:
        return stops(amounts=amounts, faq=(Question(question=question, answer=answer),))

    assert not asked("七亩能领多少？")
    assert asked("八亩能领多少？")


@pytest.mark.parametrize(
    "text", ["水要省一点用", "早一点来", "晚一点也行", "每样带一点", "过一点时间"]
)
def test_a_little_is_no_hour(text: str) -> None:
    assert not [one for one in read(text) if one.kind == "钟点"]


@pytest.mark.parametrize(
    "text",
    ["下午一点来", "12月3日一点开会", "从一点到三点", "一点钟", "今晚一点", "中午十二点到一点"],
)
def test_one_o_clock_is_an_hour(text: str) -> None:
    assert [one for one in read(text) if one.kind == "钟点"]
