"""Write ``kit/speech/same_sound.txt``: for a syllable, the character nobody reads otherwise.

Of the 3755 everyday characters, those that every phrase of pypinyin's dictionary reads in one
way; of several the one most often met.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from pathlib import Path

from pypinyin import Style, pinyin
from pypinyin.constants import PHRASES_DICT
from pypinyin.contrib.tone_convert import to_tone3

KIT = Path(__file__).resolve().parent.parent / "kit"
COMMON = KIT / "text" / "common_words.txt"
TABLE = KIT / "speech" / "same_sound.txt"
HEAD = """\
# Made by tools/same_sound.py from pypinyin's phrases and kit/text/common_words.txt.
# A syllable, and an everyday character that is read in no other way.
"""
LEAST_PHRASES = 3
"""In fewer the dictionary tells nothing of how a character is read."""


def main() -> None:
    often, read = frequencies(), read_in_phrases()
    best: dict[str, str] = {}
    for character in everyday():
        syllables = read[character]
        if len(syllables) != 1 or syllables.total() < LEAST_PHRASES:
            continue
        syllable = next(iter(syllables))
        first = pinyin(character, style=Style.TONE3, neutral_tone_with_five=True)[0][0]
        if syllable != first or syllable.endswith("5"):
            continue
        if often[character] > often[best.get(syllable, "")]:
            best[syllable] = character
    rows = "".join(f"{syllable}\t{character}\n" for syllable, character in sorted(best.items()))
    TABLE.write_text(HEAD + rows, encoding="utf-8", newline="\n")
    print(f"{len(best)} 个音节")


def everyday() -> list[str]:
    """Return the 3755 characters of everyday use (GB 2312, level 1)."""
    cells = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return [character for one in cells if (character := one.decode("gb2312", "ignore"))]


def frequencies() -> Counter[str]:
    """Return how often a character is met, in all the common words."""
    often: Counter[str] = Counter()
    for line in COMMON.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            logarithm, *words = line.split()
            for word in words:
                for character in word:
                    often[character] += round(math.exp(int(logarithm) / 2))
    return often


def read_in_phrases() -> defaultdict[str, Counter[str]]:
    """Return how the phrases read each character, and in how many of them; no neutral tones."""
    read: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for phrase, syllables in PHRASES_DICT.items():
        if len(phrase) != len(syllables):
            continue
        for character, choices in zip(phrase, syllables, strict=True):
            syllable = to_tone3(choices[0], neutral_tone_with_five=True)
            if not syllable.endswith("5"):
                read[character][syllable] += 1
    return read


if __name__ == "__main__":
    main()
