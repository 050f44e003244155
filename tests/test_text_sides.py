"""以后 of a deadline, 以前 of a start, and hours that are turned round over midnight."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.model.item import Question
from kit.text.figures.comparison import compare
from kit.text.figures.verdict import Answer
from tests.checked import changed

if TYPE_CHECKING:
    from kit.text.figures.comparison import Told

REGISTER = {
    "deadline": date(2026, 12, 20),
    "when": "12月1日起受理，12月20日截止",
    "how": "带身份证到村委会登记",
    "body": "请大家互相转告。",
}
NO_WATER = {
    "title": "检修停水",
    "deadline": None,
    "when": "12月5日7时到19时停水",
    "how": "请提前储水",
    "body": "请大家互相转告。",
}
OPEN = {**NO_WATER, "title": "图书室开放", "when": "每天7时到19时开门", "how": "带身份证登记"}


def stops(item: dict[str, Any], sentence: str, field: str = "plain") -> list[Told]:
    question = Question(question="什么时候去登记？", answer=sentence)
    said = {"plain": (sentence,), "body": sentence, "faq": (question,)}[field]
    found = compare(changed(**{**item, field: said}))
    return [told for told in found if told.answer is Answer.STOP]


@settings(max_examples=80)
@given(
    day=st.sampled_from(["12月1日", "十二月一号", "12月20日", "十二月二十号"]),
    side=st.sampled_from(["以后", "之后", "起", "以前", "前"]),
    deed=st.sampled_from(["登记", "到村委会登记", "都可以来"]),
    field=st.sampled_from(["plain", "body", "faq"]),
)
def test_what_is_done_lies_between_the_first_day_and_the_last(
    day: str, side: str, deed: str, field: str
) -> None:
    first, after = day in ("12月1日", "十二月一号"), side in ("以后", "之后", "起")
    found = stops(REGISTER, f"{day}{side}{deed}。", field)

    assert bool(found) == (first != after), found


@pytest.mark.parametrize(
    "sentence",
    [
        "12月20日以后不再受理。",
        "过了12月20日就不收了。",
        "12月20日以后来的，要等明年。",
        "12月20日以后由乡里公示。",
        "12月20日以后出生的不用登记。",
        "错过12月20日的，等下一批。",
        "12月1日起，12月20日止。",
    ],
)
def test_what_is_over_by_the_last_day_goes_on(sentence: str) -> None:
    assert not stops(REGISTER, sentence)


@pytest.mark.parametrize("sentence", ["晚上7点开始停水。", "停水到早上7点为止。", "7时前停水。"])
def test_the_end_of_the_hours_is_not_their_beginning(sentence: str) -> None:
    assert stops(NO_WATER, sentence)


@pytest.mark.parametrize(
    "sentence", ["早上7点起停水。", "19时以后来水。", "晚上7点起恢复供水。", "7时前请接满水。"]
)
def test_the_right_side_of_an_hour_goes_on(sentence: str) -> None:
    assert not stops(NO_WATER, sentence)


@settings(max_examples=40)
@given(
    to=st.sampled_from(["到", "至", "到第二天", "至次日", "到翌日"]),
    part=st.sampled_from(["", "早上"]),
    deed=st.sampled_from(["开门", "可以登记", "不开门", "关门"]),
)
def test_hours_that_go_over_midnight_are_turned_round(to: str, part: str, deed: str) -> None:
    found = stops(OPEN, f"19时{to}{part}7时{deed}。")

    assert bool(found) == (deed in ("开门", "可以登记")), found


def test_a_night_is_a_night_in_other_words() -> None:
    night = {**NO_WATER, "when": "12月5日19时至次日7时停水"}

    assert not stops(night, "晚上7点到第二天早上7点停水。")
    assert stops(night, "早上7点到晚上7点停水。")


def test_what_begins_on_a_day_is_not_repealed_on_it() -> None:
    law = {**REGISTER, "deadline": None, "when": "2027年1月1日起施行"}

    assert stops(law, "2027年1月1日以前施行。")
    assert stops(law, "本办法2027年1月1日起废止。")
    assert not stops(law, "2027年1月1日以前的事，照老办法办。")
