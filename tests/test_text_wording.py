"""Suggested wording: the marked words are found, official words stay, nothing is silent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.source.voices import read_dialect
from kit.text.dialect.dialect_words import Scope, Status, suggest
from tests.golden_scripts import example_scripts
from tests.hakka_words import hakka, marked, marked_and_found, suggested

WORDING = hakka().wording
PROTECTED = [
    "其他",
    "重要",
    "是否",
    "不断",
    "目的",
    "需要",
    "主要",
    "要求",
    "必要",
    "要点",
    "说明",
    "不动产",
    "不足",
    "不得",
    "不予",
    "和谐",
    "共和国",
    "对象",
    "核对",
    "给予",
    "从事",
    "走访",
    "网站",
    "车站",
    "特别",
    "性别",
    "被征地",
    "高龄老人补贴",
    "谁执法谁公示",
    "两不愁三保障",
    "通知",
    "公示",
    "医保",
    "补贴",
    "征求意见",
    "居民医保",
    "户口本",
    "乡便民服务中心",
    "乡环保站",
    "政务公开栏",
    "小学",
    "小组",
    "累计",
    "清单",
    "好评",
    "干部",
    "行政复议",
]


@pytest.mark.parametrize("word", PROTECTED)
def test_official_words_stay_as_they_are(word: str) -> None:
    for sentence in (word, f"乡里{word}工作", f"按{word}，办理。"):
        assert suggest(sentence, WORDING).text == sentence


def test_nine_of_ten_marked_words_are_suggested() -> None:
    total, found = marked_and_found()

    assert total >= 300
    # 291 of 303 in the very first run, 300 after it; then 从 was left as it is, six times.
    assert found / total >= 0.97


def test_hardly_a_word_is_suggested_that_nobody_marked() -> None:
    more = sum(one.times * len(suggested(one.sentence) - one.spans) for one in marked())
    assert more <= 3


@pytest.mark.parametrize(
    ("mandarin", "hakka_text"),
    [
        ("这不是真的通知。", "这唔系真个通知。"),
        ("还没有定。", "盲定。"),
        ("不会用手机的，直接到学校报名。", "唔会用手机个，直接到学校报名。"),
        ("一是加强领导，二是其他重要工作。", "一系加强领导，二系其他重要工作。"),
        ("", ""),
    ],
)
def test_the_longest_word_wins(mandarin: str, hakka_text: str) -> None:
    assert suggest(mandarin, WORDING).text == hakka_text


def test_every_change_says_what_it_replaced_and_how_sure_it_is() -> None:
    suggestion = suggest("晚上开会，我们不去。", WORDING)

    assert [
        (suggestion.text[c.start : c.end], c.entry.mandarin, c.entry.status)
        for c in suggestion.changes
    ] == [
        ("夜晡", "晚上", Status.ATTESTED),
        ("我齐", "我们", Status.SPLIT),
        ("唔", "不", Status.ATTESTED),
    ]
    assert suggestion.changes[1].entry.forms == ("我齐", "我兜人")


def test_every_entry_has_a_status_and_its_evidence() -> None:
    assert len(WORDING.entries) > 150
    assert all(entry.evidence for entry in WORDING.entries.values())
    assert {entry.status for entry in WORDING.entries.values()} >= {
        Status.ATTESTED, Status.SPLIT, Status.GENERAL, Status.VERIFY,
    }  # fmt: skip


def test_what_has_no_agreed_character_is_never_suggested() -> None:
    holes = [e for e in WORDING.entries.values() if "□" in e.forms[0]]
    assert holes
    assert {entry.scope for entry in holes} == {Scope.REFERENCE}


def test_figures_and_phones_in_the_samples_are_never_touched() -> None:
    for script in example_scripts().values():
        for sentence in script.sentences:
            text = suggest(sentence.spoken, WORDING).text
            for digit in "零一二三四五六七八九十百千万幺":
                assert text.count(digit) == sentence.spoken.count(digit)


@given(st.text(alphabet="是不的要他说没有其重目是否断和对象，。", max_size=40))
def test_taking_the_changes_back_gives_the_mandarin(mandarin: str) -> None:
    suggestion = suggest(mandarin, WORDING)
    back, done = "", 0
    for change in suggestion.changes:
        back += suggestion.text[done : change.start] + change.entry.mandarin
        done = change.end

    assert back + suggestion.text[done:] == mandarin


def test_the_voice_is_read_once_more_the_same() -> None:
    assert read_dialect("hakka-yongding", None) == hakka()
