"""A second round of notices by strangers, written when no rule had been seen."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from kit.model.fields import BY_LABEL
from kit.model.item import Question
from kit.text.figures.comparison import compare
from kit.text.figures.verdict import Answer
from tests.figure_plants import example
from tests.strangers_notices import DATA, rows, stops, told

if TYPE_CHECKING:
    from kit.model.item import Item

FIGURES = rows("figures.jsonl")


def of(*truths: str) -> list[dict[str, Any]]:
    return [row for row in FIGURES if row["truth"] in truths]


@pytest.mark.parametrize("row", of("wrong"), ids=lambda row: row["id"])
def test_what_is_wrong_stops_the_notice(row: dict[str, Any]) -> None:
    assert stops(row), row["why"]


@pytest.mark.parametrize("row", of("equal"), ids=lambda row: row["id"])
def test_the_same_in_other_words_goes_on(row: dict[str, Any]) -> None:
    assert [found.message for found in stops(row)] == [], row["why"]


@pytest.mark.parametrize("row", of("other"), ids=lambda row: row["id"])
def test_what_is_of_another_thing_can_be_declared(row: dict[str, Any]) -> None:
    declared = row.get("declared", [])

    assert [found.message for found in stops(row, declared)] == []


EXAMPLE = [line.split("\t") for line in (DATA / "example.tsv").read_text("utf-8").splitlines()]
"""Lines of a sixth stranger about the items of the example: item, field, kind, sentence."""


def planted(item: Item, field: str, sentence: str) -> Item:
    if field == "问答":
        asked, _, answer = sentence.partition("答：")
        asked, answer = (asked.removeprefix("问："), answer) if answer else ("怎么办？", sentence)
        return replace(item, faq=(*item.faq, Question(question=asked, answer=answer)))
    attribute = BY_LABEL[field].attribute
    old = getattr(item, attribute)
    new = sentence if field == "标题" else f"{old or ''}\n{sentence}"
    changed: dict[str, Any] = {attribute: (*old, sentence) if isinstance(old, tuple) else new}
    return replace(item, **changed)


@pytest.mark.parametrize("row", EXAMPLE, ids=lambda row: row[3])
def test_what_is_wrong_of_the_example_stops_it_and_nothing_else(row: list[str]) -> None:
    item_id, field, kind, sentence = row
    item = next(one for one in example()[0] if one.item_id == item_id)
    found = compare(planted(item, field, sentence), villages=example()[1])

    assert any(told.answer is Answer.STOP for told in found) == (kind == "wrong"), found


PRIVATE = rows("private.jsonl")
PLAIN = {"谁": "村民", "村": "全乡", "电话": ["乡党政办 0597-0123401"], "截止": "2026-12-31"}


def private_told(row: dict[str, Any]) -> list[str]:
    kind = "名单公示" if row["field"] == "表格" else "通知"
    text = [row["text"]] if row["field"] == "电话" else row["text"]
    notice = {**row, "kind": kind, "published": "2026-11-23", "facts": PLAIN, "text": text}
    return [found.message for found in told(notice) if found.code[0] in "PF"]


@pytest.mark.parametrize("row", PRIVATE, ids=lambda row: row["id"])
def test_what_is_somebody_s_own_is_told_and_nothing_else(row: dict[str, Any]) -> None:
    assert bool(private_told(row)) == row["leak"], row["what"]


def test_a_message_repeats_nothing_of_what_it_found() -> None:
    shown = "".join(message for row in PRIVATE if row["leak"] for message in private_told(row))

    assert not [row for row in PRIVATE if row["leak"] and row["text"][:8] in shown]
    assert not re.search(r"\d{6}", shown)


SLIPS = rows("slips.jsonl")


@pytest.mark.parametrize("row", SLIPS, ids=lambda row: row["id"])
def test_a_slip_is_asked_about(row: dict[str, Any]) -> None:
    notice = {**row, "kind": "通知", "published": "2026-11-23", "facts": PLAIN, "field": "正文"}

    assert {"L05", "L06"} & {found.code for found in told(notice)}
