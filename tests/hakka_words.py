"""The words a careful reader marked, and where suggestions stand in the Mandarin."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kit.source.voices import read_dialect
from kit.text.dialect.dialect_words import suggest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.source.voices import DialectVoice

MARKED = Path(__file__).parent / "data" / "hakka" / "marked.tsv"


class Marked(NamedTuple):
    """A sentence, how often it is said, and its marked words."""

    sentence: str
    times: int
    spans: frozenset[tuple[int, int]]


@cache
def hakka() -> DialectVoice:
    return read_dialect("hakka-yongding", None)


def marked() -> Iterator[Marked]:
    for line in MARKED.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        _, _, times, sentence = line.split("\t")
        plain, spans = "", set()
        for part in re.split("(〔.*?〕)", sentence):
            word = part.strip("〔〕")
            if part != word:
                spans.add((len(plain), len(plain) + len(word)))
            plain += word
        yield Marked(plain, int(times), frozenset(spans))


def suggested(sentence: str) -> frozenset[tuple[int, int]]:
    """Where words of the Mandarin sentence have a suggestion."""
    spans, shift = set(), 0
    for change in suggest(sentence, hakka().wording).changes:
        start = change.start + shift
        end = start + len(change.entry.mandarin)
        spans.add((start, end))
        shift = end - change.end
    return frozenset(spans)


def marked_and_found() -> tuple[int, int]:
    """How many words were marked, each as often as it is said, and how many are suggested."""
    total = sum(one.times * len(one.spans) for one in marked())
    found = sum(one.times * len(one.spans & suggested(one.sentence)) for one in marked())
    return total, found


def changed_words(mandarin: str, words: Iterable[str]) -> dict[str, int]:
    """The words that stand less often in the suggested text, and how many of them are gone."""
    text = suggest(mandarin, hakka().wording).text
    return {word: gone for word in words if (gone := mandarin.count(word) - text.count(word))}
