from __future__ import annotations

import json
from pathlib import Path

import pytest

from kit.errors import SpeechError
from kit.speech import network
from kit.speech.engine import Utterance, pinyin_of
from kit.speech.network import STRETCH_SYMBOLS, phrases
from kit.speech.symbols import FINALS, INITIALS, LETTERS, PUNCTUATION, TONES, syllable_symbols
from kit.text.readings.reading_tables import Lexicon

GOLDEN = Path(__file__).parent / "golden" / "misaki-syllables.tsv"
VOCABULARY = json.loads(
    (Path(__file__).parents[1] / "voices" / "mandarin" / "vocab.json").read_text("utf-8")
)


def symbols_of(sentence: str, readings: tuple[tuple[str, str], ...] = ()) -> str:
    return network.symbols_of(sentence, pinyin_of(Utterance(sentence, readings), Lexicon()))


def golden() -> list[tuple[str, str]]:
    lines = GOLDEN.read_text("utf-8").splitlines()[1:]
    pairs = [line.split("\t") for line in lines]
    return [(syllable, symbols) for syllable, symbols in pairs]


def test_every_syllable_is_written_as_the_network_learnt_it() -> None:
    differing = [s for s, symbols in golden() if syllable_symbols(f"{s}1") != symbols]

    # 哟: misaki writes it like 我; ours is what people say.
    assert differing == ["yo"]
    assert len(golden()) == 426


def test_a_tone_stands_after_the_vowel_and_before_a_nasal_ending() -> None:
    assert [syllable_symbols(f"zhang{tone}") for tone in TONES] == [
        "ꭧa→ŋ", "ꭧa↗ŋ", "ꭧa↓ŋ", "ꭧa↘ŋ", "ꭧaŋ",
    ]  # fmt: skip
    assert syllable_symbols("hao3") == "xau↓"
    assert syllable_symbols("de") == "tɤ"


@pytest.mark.parametrize("spelling", ["lü4", "lv4", "lu:4"])
def test_umlaut_may_be_spelt_in_three_ways(spelling: str) -> None:
    assert syllable_symbols(spelling) == "ly↘"


@pytest.mark.parametrize("wrong", ["", "xyz1", "zhx4", "bian6", "i1", "中"])
def test_what_is_no_syllable_is_refused_with_a_remedy(wrong: str) -> None:
    with pytest.raises(SpeechError, match="拼音"):
        syllable_symbols(wrong)


def test_the_network_knows_every_symbol_the_tables_can_write() -> None:
    texts = [*INITIALS.values(), *TONES.values(), *LETTERS.values(), *PUNCTUATION.values()]
    texts += [before + after for before, after in FINALS.values()]
    assert {symbol for text in texts for symbol in text} <= VOCABULARY.keys()


def test_a_sentence_becomes_symbols_with_its_own_readings() -> None:
    assert symbols_of("便宜。").startswith("pʰjɛ↗n")
    assert symbols_of("便民。", (("便民", "biàn mín"),)) == "pjɛ↘nmi↗n."
    assert symbols_of("Ａ级".replace("Ａ", "A")) == "ˈA ʨi↗"


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("每人400元。", "4"),
        ("请看😀这里。", "😀"),
        ("……！", "没有可读的字"),
        ("", "没有可读的字"),
        ("好。", "单独一个字"),
        ("面积五㎡。", "㎡"),
    ],
)
def test_what_cannot_be_read_stops_with_a_sentence_saying_so(sentence: str, says: str) -> None:
    with pytest.raises(SpeechError, match=says):
        symbols_of(sentence)


def test_twenty_thousand_characters_are_cut_at_punctuation_and_none_is_lost() -> None:
    symbols = symbols_of("大溪乡公开栏，请各位村民看一看。" * 1250)
    parts = list(phrases(symbols))

    assert max(len(part) for part in parts) <= STRETCH_SYMBOLS
    assert "".join(parts).replace(" ", "") == symbols.replace(" ", "")


def test_a_breath_longer_than_a_stretch_is_said_whole() -> None:
    long = symbols_of("公开" * 30)

    assert len(long) > STRETCH_SYMBOLS
    assert list(phrases(symbols_of("请看。" + "公开" * 30)))[1] == long


def test_a_breath_without_punctuation_that_is_too_long_is_refused() -> None:
    with pytest.raises(SpeechError, match="逗号"):
        list(phrases(symbols_of("公开" * 100)))
