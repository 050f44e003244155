"""Rests are long where something is to be kept in mind or comes again, and nowhere else."""

from __future__ import annotations

import pytest

from kit.compose.spoken import rests
from kit.compose.spoken.breath import breaths
from kit.compose.spoken.rests import rested
from kit.compose.spoken.script import compose_all_clear, compose_script
from kit.source.workspace import open_workspace
from tests.golden_scripts import ROOT

WORKSPACE = open_workspace(ROOT / "examples" / "daxi")


def rest_after(written: str, following: str = "不会用手机的，到村委会交。") -> float:
    one, *_ = rested(breaths(f"{written}{following}请互相转告。大家都要来。"))
    return one.pause_s


@pytest.mark.parametrize(
    ("written", "following", "rest_s"),
    [
        ("要交医保了。", "到村委会交。", rests.RULE_S),
        ("大溪乡人民政府通知。", "要交医保了。", rests.AFTER_CALL_S),
        ("永定区教育局通知，乡政府转发。", "要报名了。", rests.AFTER_CALL_S),
        ("全乡群众，请注意。", "要交医保了。", rests.AFTER_CALL_S),
        ("请注意防火。", "不烧田埂。", rests.RULE_S),
        ("要交医保了。", "再说一遍。", rests.BEFORE_AGAIN_S),
        ("再说一遍。", "要交医保了。", rests.RULE_S),
        ("最后一天，12月31日。", "到村委会交。", rests.AFTER_FIGURES_S),
        ("每人400元。", "到村委会交。", rests.AFTER_FIGURES_S),
        ("每人四百二十元。", "到村委会交。", rests.AFTER_FIGURES_S),
        ("医保热线，12393。", "电话再报一遍，12393。", rests.AFTER_FIGURES_S),
        ("名额40人。", "到村委会报名。", rests.RULE_S),
        ("一共有三件事。", "先说头一件。", rests.RULE_S),
    ],
)
def test_a_rest_is_as_long_as_what_was_said_and_what_comes_next_ask(
    written: str, following: str, rest_s: float
) -> None:
    assert rest_after(written, following) == rest_s


def test_the_last_sentence_stands_apart_a_little() -> None:
    *_, before, last = rested(breaths("要交医保了。到村委会交。谢谢大家收听。"))

    assert (before.pause_s, last.pause_s) == (rests.BEFORE_LAST_S, rests.RULE_S)


def test_nothing_has_no_rest() -> None:
    assert rested(()) == ()


@pytest.mark.parametrize("item", WORKSPACE.items, ids=lambda item: item.item_id)
def test_the_example_is_said_at_the_pace_people_follow_and_little_of_it_is_silence(
    item: object,
) -> None:
    scripts = [compose_script(item, WORKSPACE.township)]  # type: ignore[arg-type]
    if scripts[0].emergency:
        scripts.append(compose_all_clear(item, WORKSPACE.township))  # type: ignore[arg-type]

    for script in scripts:
        silent_s = sum(sentence.pause_s for sentence in script.sentences[:-1])
        assert script.characters * 60 / script.seconds >= 200
        assert silent_s / script.seconds <= 0.3
