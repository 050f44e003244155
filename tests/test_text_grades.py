"""An amount and the grade it is of are compared as a pair, in words and against tables."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.model.item import Amount, Column, ColumnType, Question, Table
from kit.text.figures.comparison import compare
from kit.text.figures.verdict import Answer
from tests.checked import changed

if TYPE_CHECKING:
    from kit.text.figures.comparison import Told

NAMES = [("C级", "D级"), ("一档", "二档"), ("一级", "二级"), ("甲类", "乙类"), ("A型", "B型")]
AMOUNTS = (800, 2500)


def stops(**changes: Any) -> list[Told]:
    found = compare(changed(**{"body": "请大家互相转告。", **changes}))
    return [told for told in found if told.answer is Answer.STOP]


def as_amounts(names: tuple[str, str]) -> dict[str, Any]:
    pairs = zip(names, AMOUNTS, strict=True)
    return {"amounts": tuple(Amount(label=n, value=Decimal(v), unit="元") for n, v in pairs)}


def as_table(names: tuple[str, str]) -> dict[str, Any]:
    columns = (
        Column(name="档次", type=ColumnType.TEXT),
        Column(name="标准（元）", type=ColumnType.MONEY),
    )
    rows = tuple((n, str(v)) for n, v in zip(names, AMOUNTS, strict=True))
    return {"amounts": (), "table": Table(file="a.csv", columns=columns, rows=rows)}


def as_body(names: tuple[str, str]) -> dict[str, Any]:
    pairs = zip(names, AMOUNTS, strict=True)
    return {"amounts": (), "body": "，".join(f"{n}的每户补{v}元" for n, v in pairs) + "。"}


def as_plain(sentence: str) -> dict[str, Any]:
    return {"plain": (sentence,)}


def as_answer(sentence: str) -> dict[str, Any]:
    return {"faq": (Question(question="补多少？", answer=sentence),)}


@settings(max_examples=60)
@given(
    names=st.sampled_from(NAMES),
    source=st.sampled_from([as_amounts, as_table, as_body]),
    told=st.sampled_from([as_plain, as_answer]),
    sentence=st.sampled_from(
        ["{0}{2}元，{1}{3}元。", "{1}补{3}元，{0}补{2}元。", "{2}元的是{0}，{3}元的是{1}。"]
    ),
    exchanged=st.booleans(),
)
def test_the_amounts_of_two_grades_are_not_exchanged(
    names: tuple[str, str], source: Any, told: Any, sentence: str, exchanged: bool
) -> None:
    amounts = AMOUNTS[::-1] if exchanged else AMOUNTS
    found = stops(**source(names), **told(sentence.format(*names, *amounts)))

    assert bool(found) == exchanged, found


@pytest.mark.parametrize("source", [as_amounts, as_table, as_body])
def test_a_grade_may_stand_in_the_question(source: Any) -> None:
    def asked(answer: str) -> list[Told]:
        question = Question(question="二档的补多少？", answer=answer)
        return stops(**source(("一档", "二档")), faq=(question,))

    assert asked("800元。")
    assert not asked("两千五百块。")


@pytest.mark.parametrize(
    "sentence",
    [
        "二档比一档多1700元。",
        "一档、二档加起来3300元。",
        "最低800元，最高2500元。",
        "1档800元，第二档2500元。",
    ],
)
def test_differences_sums_and_other_spellings_of_grades_go_on(sentence: str) -> None:
    assert not stops(**as_amounts(("一档", "二档")), plain=(sentence,))
