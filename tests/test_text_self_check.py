"""What is heard must be what is written: any difference refuses the sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.spoken_phrases import measured
from kit.compose.spoken.script import compose_script
from kit.model.finding import Severity
from kit.text.figures.quantities import read
from kit.text.figures.quantity import Kind
from kit.text.normalise import normaliser
from kit.text.normalise.normaliser import normalise
from kit.text.normalise.self_check import misheard
from kit.text.normalise.spoken_words import Rule, Said, WordKind
from tests.test_compose_script import INSURANCE, TOWNSHIP

if TYPE_CHECKING:
    from re import Match

DATA = Path(__file__).parent / "data" / "speech"
READINGS = [
    line.partition("\t")[0]
    for name in ("given", "fresh", "strangers", "found", "written")
    for line in (DATA / f"normalise_{name}.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#") and not line.endswith("\t!")
]


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("气温-5～-2℃", "气温零下五到到二摄氏度"),
        ("气温-2～5℃", "气温零下二到五摄氏度"),
        ("面积.5亩", "面积五亩"),
        ("每人400元", "每人四百零一元"),
        ("每人400元", "每人四元"),
        ("每人400元", "每人四零零元"),
        ("50元/月·人", "五十元每月人"),
        ("编号2026-015", "编号二零二六到零一五"),
        ("编号2026-015", "编号二零二六零一五"),
        ("短号6688", "短号六千六百八十八"),
        ("溪南911线", "溪南九百一十一线"),
        ("2026-5期", "二零二六年五月期"),
        ("请打119、120", "请打幺幺九、一百二十"),
        ("8:30开始", "八点三分开始"),
        ("差15.92-14.6", "差十五点九二到十四点六"),
        ("1:500兑水", "一点五百兑水"),
        ("12月31日前", "十二月三十号前"),
        ("2026-12-31", "二零二六年十二月三十一"),
        ("下降3.2%", "下降三点二"),
        ("1/3以上", "三分之二以上"),
        ("不收费", "收费"),
        ("每人400元。", "每人四百元。再说一遍，每人四百元。"),
    ],
)
def test_a_wrong_reading_is_told_with_both_values(written: str, spoken: str) -> None:
    difference = misheard(written, spoken)

    assert difference is not None
    assert "写的是" in difference.message
    assert "念出来却是" in difference.message
    assert 0 <= difference.written_start < difference.written_end <= len(written)


@pytest.mark.parametrize("written", READINGS)
def test_a_right_reading_is_never_refused_by_the_self_check(written: str) -> None:
    told = [problem.message for problem in normalise(written, day_word="号").problems]

    assert not any("念出来却是" in message for message in told)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (WordKind.MONEY, {Kind.MONEY}),
        (WordKind.DATE, {Kind.DATE, Kind.ORDER}),
        (WordKind.TIME, {Kind.TIME}),
        (WordKind.PHONE, {Kind.PHONE, Kind.NUMBER}),
    ],
)
def test_what_is_said_is_what_the_reader_of_quantities_found(
    said: WordKind, found: set[Kind]
) -> None:
    for written in READINGS:
        quantities = read(written)
        for word in normalise(written).figures:
            at = (word.written_start, word.written_end)
            kinds = {one.kind for one in quantities if one.start <= at[0] < at[1] <= one.end}
            assert word.kind is not said or kinds & found, (written, word)


def test_phrases_in_every_form_are_read_as_they_are_written_or_refused() -> None:
    tally = measured(2000, seed=7)

    assert not tally.wrong
    assert len(tally.refused) <= 0.02 * tally.tried, tally.refused
    assert len(tally.mutations_passed) <= 0.001 * tally.mutated, tally.mutations_passed


def test_a_rule_gone_wrong_is_refused_whatever_the_rule_believes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def forty(_match: Match[str]) -> Said:
        return Said("四十元", WordKind.MONEY)

    wrong = Rule(re.compile("400元"), forty)
    monkeypatch.setitem(normaliser._FIRST, "4", (wrong,))

    (problem,) = normalise("每人400元").problems

    assert "400" in problem.message
    assert "四十元" in problem.message


def test_a_breath_never_takes_a_number_from_the_noun_that_tells_how_it_is_read() -> None:
    said = "存折末四位5678、6789、1234、4567、2345、3456的群众请到乡便民服务中心来领取补贴款"

    script = compose_script(replace(INSURANCE, script=said), TOWNSHIP)

    assert "四五六七" in "".join(one.spoken for one in script.sentences)
    assert all(one.severity is not Severity.STOP for one in script.findings)


@pytest.mark.parametrize("field", ["广播稿", "客家话稿"])
@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("问：电话多少？答：5210386。请大家记一下这个号码。", "五二幺，零三八六"),
        ("请记好取件码。521038。到了就能取。", "五二幺零三八"),
        ("村里的短号是多少？6680。", "六六八零"),
        ("今年的户数核过了。一共6680户。", "六千六百八十户"),
    ],
)
def test_a_number_is_said_as_the_sentence_before_it_tells(
    field: str, said: str, heard: str
) -> None:
    item = {
        "广播稿": replace(INSURANCE, script=said),
        "客家话稿": replace(INSURANCE, dialect_script=said),
    }[field]

    script = compose_script(item, TOWNSHIP)

    assert all(finding.severity is not Severity.STOP for finding in script.findings)
    assert field == "客家话稿" or any(heard in one.spoken for one in script.sentences)


def test_pauses_are_nothing_and_the_radios_one_is_a_one() -> None:
    assert misheard("电话0597-0123456", "电话，零五九七，零幺二，三四五六。") is None
    assert misheard("12月31日", "十二月三十一号") is None
    assert misheard("", "") is None
    assert misheard("样例", "") is not None
