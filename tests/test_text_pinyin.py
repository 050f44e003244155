"""Pinyin is read and written as the dictionary's own library does, without loading it."""

from __future__ import annotations

import subprocess
import sys
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.contrib.tone_convert import to_tone, to_tone3

from kit.text.pypinyin_tables import phrase, phrases
from kit.text.readings.pinyin import is_syllable, numbered, own_readings, with_tone_mark

WRITTEN = {one for text in PINYIN_DICT.values() for one in text.split(",")}
NUMBERED = {numbered(one) for one in WRITTEN}


def by_library(written: str) -> str:
    return to_tone3(written, neutral_tone_with_five=True).replace("ü", "v")


def test_every_reading_of_the_dictionary_is_numbered_as_the_library_does() -> None:
    assert {one: numbered(one) for one in WRITTEN} == {one: by_library(one) for one in WRITTEN}


def test_every_syllable_bears_its_mark_where_the_library_puts_it() -> None:
    # Of m, n and ng it leaves the tone a number, where its table has no letter for it.
    syllables = {
        one[:-1] + tone for one, tone in product(NUMBERED, "12345") if set(one) & set("aoeiuvê")
    }

    assert {one: with_tone_mark(one) for one in syllables} == {
        one: to_tone(one) for one in syllables
    }


@pytest.mark.parametrize("character", "重行长乐了的吕略嗯呣欸诶一")
def test_a_character_has_the_readings_that_the_library_gives(character: str) -> None:
    (found,) = pinyin(character, Style.TONE3, heteronym=True, neutral_tone_with_five=True)

    assert own_readings(character) == tuple(dict.fromkeys(found))


def test_what_is_no_chinese_character_has_no_reading() -> None:
    assert own_readings("A") == own_readings("，") == ()


def test_phrases_are_those_of_the_library() -> None:
    assert phrases().keys() == PHRASES_DICT.keys()
    for word in [*PHRASES_DICT][::97]:
        assert phrase(word) == tuple(one[0] for one in PHRASES_DICT[word])
    assert phrase("没有这个词") == ()


@given(st.text("abcehinorguvüzêāáǎàéǒùǚǜ123450 ", max_size=8))
def test_what_somebody_types_is_a_syllable_where_it_is_one_to_the_library(typed: str) -> None:
    ours, theirs = numbered(typed), by_library(typed)

    assert is_syllable(ours) == is_syllable(theirs)
    assert ours == theirs or not is_syllable(ours)


def test_letters_and_marks_typed_apart_are_the_same_syllable() -> None:
    assert numbered("zho\u0300ng") == "zhong4"


def test_reading_a_sentence_loads_no_library_of_readings() -> None:
    script = (
        "import sys\n"
        "from kit.text.readings.reader import readings\n"
        "from kit.text.readings.reading_tables import Lexicon\n"
        "assert readings('请重新登记。', Lexicon())[1].pinyin == 'chong2'\n"
        "assert 'pypinyin' not in sys.modules\n"
    )

    subprocess.run([sys.executable, "-c", script], check=True)
