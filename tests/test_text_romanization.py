"""IPA to letters and back: nothing is lost, no two sounds share their letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import SourceError
from kit.source.voices import read_dialect
from kit.text.dialect.romanization import Spelling, Syllable

YONGDING = read_dialect("hakka-yongding", None).spelling


@given(
    st.sampled_from(("", *YONGDING.initials)),
    st.sampled_from(tuple(YONGDING.finals)),
    st.sampled_from(tuple(YONGDING.tones)),
)
def test_ipa_comes_back_from_its_letters(initial: str, final: str, tone: str) -> None:
    syllable = Syllable(initial, final, int(tone))
    letters = YONGDING.spell(syllable.ipa)

    assert letters.isascii()
    assert letters
    back = YONGDING.parse(letters)
    assert back is not None
    assert YONGDING.spell(back.ipa) == letters


@pytest.mark.parametrize(
    ("ipa", "letters"),
    [("xei3", "hei3"), ("hm1", "m1"), ("tsʰɛ̃3", "caenn3"), ("lɛ̃2 li3", "laenn2 li3")],
)
def test_readings_are_spelt_in_plain_letters(ipa: str, letters: str) -> None:
    assert YONGDING.spell(ipa) == letters


@pytest.mark.parametrize("ipa", ["", "xei", "xei6", "hello5", "xei3 q9"])
def test_what_the_tables_lack_has_no_spelling(ipa: str) -> None:
    assert not YONGDING.spell(ipa)


@pytest.mark.parametrize("letters", ["", "5", "hei", "hei9", "zzz1"])
def test_letters_that_are_no_syllable_are_none(letters: str) -> None:
    assert YONGDING.parse(letters) is None


def test_letters_for_two_sounds_are_refused() -> None:
    with pytest.raises(SourceError, match="声母“b”用了两次"):
        Spelling({"p": "b", "b": "b"}, {"a": "a"}, {"1": "1"})
