"""Which pinyin each character of a sentence is spoken with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.speech.sound import Readings

_RUNS = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|.", re.DOTALL)


def pinyin_of(sentence: str, readings: Readings) -> Iterator[tuple[str, str]]:
    """Yield each character with its pinyin (``zhong1``); an empty one where it has none."""
    from pypinyin import Style, lazy_pinyin
    from pypinyin.contrib.tone_convert import to_tone3

    for run in _RUNS.findall(sentence):
        # The stub knows only texts; a list gives one entry for each unknown character.
        found = lazy_pinyin(
            run,
            style=Style.TONE3,
            neutral_tone_with_five=True,
            errors=lambda text: [""] * len(text),  # type: ignore[arg-type,return-value]
        )
        for word, pinyin in readings:
            at = run.find(word)
            while at >= 0:
                spoken = [to_tone3(one, neutral_tone_with_five=True) for one in pinyin.split()]
                found[at : at + len(word)] = spoken
                at = run.find(word, at + len(word))
        yield from zip(run, found, strict=True)
