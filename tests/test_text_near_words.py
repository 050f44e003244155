"""How characters sound is read without loading the library that knows it."""

from __future__ import annotations

import re

from pypinyin import Style, pinyin

from kit.text.near_words import _sounds


def test_every_character_sounds_as_the_library_says() -> None:
    for number in range(0x4E00, 0xA000):
        character = chr(number)
        readings = pinyin(character, style=Style.NORMAL, heteronym=True)[0]

        assert _sounds(character) == {
            re.sub("ng$", "n", re.sub("^([zcs])h", r"\1", one)) for one in readings
        }


def test_what_is_no_character_sounds_like_itself() -> None:
    assert _sounds("Ａ") == {"Ａ"}
