"""A number of things is the length of the list beside it, before or behind, and of 带什么."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.text.figures.comparison import compare
from kit.text.figures.verdict import Answer
from tests.checked import changed

if TYPE_CHECKING:
    from kit.text.figures.comparison import Told

PAPERS = ["身份证", "户口本", "社保卡", "银行卡", "照片"]
NUMBERS = "两三四五六"


def stops(sentence: str, **changes: Any) -> list[Told]:
    item = changed(**{"body": f"带好{'、'.join(PAPERS)}。", "plain": (sentence,), **changes})
    return [told for told in compare(item) if told.answer is Answer.STOP]


@settings(max_examples=80)
@given(
    names=st.permutations(PAPERS),
    length=st.integers(2, 5),
    more=st.integers(-1, 1),
    last=st.sampled_from(["、", "和"]),
    form=st.sampled_from(
        ["要带{n}样：{list}。", "{list}{n}样都要。", "{list}这{n}样。", "有{n}样（{list}）要带。"]
    ),
)
def test_so_many_are_told_as_are_named(
    names: list[str], length: int, more: int, last: str, form: str
) -> None:
    told = "、".join(names[: length - 1]) + last + names[length - 1]
    number = "一两三四五六"[length + more - 1]
    wrong = bool(more) and number != "一"
    # A 和 may stand within a name, so one fewer than are parted by it goes on.
    doubtful = last == "和" and more == -1

    found = stops(form.format(n=number, list=told))

    assert bool(found) == (wrong and not doubtful), found


@pytest.mark.parametrize(
    "sentence",
    [
        "三样：身份证、户口本等。",
        "身份证、户口本各三份。",
        "三种人先办：老人、病人，还有学生。",
        "三个村分头办，化肥、种子都有。",
        "身份证和户口本两样都要。",
    ],
)
def test_a_list_that_is_no_whole_list_is_not_counted(sentence: str) -> None:
    assert not stops(sentence)


def test_so_many_are_to_be_brought_as_the_field_names() -> None:
    assert stops("要带三样东西。", bring=("身份证", "户口本"))
    assert not stops("要带两样东西。", bring=("身份证", "户口本"))
    assert not stops("要带三样东西。", bring=("身份证", "户口本和照片"))
