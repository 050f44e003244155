"""Sentences with one character in brackets and its reading, and how many are read right."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kit.text.readings.reader import readings
from kit.text.readings.reading_tables import parse_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.text.readings.reading_tables import Lexicon

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "voices" / "mandarin" / "lexicon.tsv"
SPEECH = ROOT / "tests" / "data" / "speech"
PUBLIC = ROOT.parent / "shared" / "data" / "speech" / "cpp_dev.tsv"
"""10,000 sentences of an encyclopedia (CC BY-SA); not part of the project."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence, where the character in question stands, and its reading."""

    sentence: str
    at: int
    wanted: str


@dataclass(frozen=True, slots=True)
class Score:
    """How a list was read."""

    cases: int
    wrong: tuple[Marked, ...]
    silent: tuple[Marked, ...]
    """The wrong ones that nobody is asked to listen for."""

    @property
    def right_share(self) -> float:
        return 1 - len(self.wrong) / self.cases

    @property
    def silent_share(self) -> float:
        return len(self.silent) / self.cases


def kit_table() -> Lexicon:
    return parse_lexicon(TABLE.read_text("utf-8"), TABLE.name)


def marked(file: Path) -> list[Marked]:
    lines = file.read_text("utf-8").splitlines()
    return [one_marked(*line.split("\t")[:2]) for line in lines if line and line[0] != "#"]


def one_marked(text: str, wanted: str) -> Marked:
    """The last character in brackets is asked."""
    before, _, rest = text.rpartition("[")
    plain = str.maketrans("", "", "[]")
    sentence = (before + rest).translate(plain)
    return Marked(sentence, len(before.translate(plain)), wanted.strip().replace("u:", "v"))


def score(cases: Iterable[Marked], table: Lexicon) -> Score:
    read = [(one, readings(one.sentence, table)[one.at]) for one in cases]
    wrong = [(one, reading) for one, reading in read if reading.pinyin != one.wanted]
    silent = tuple(one for one, reading in wrong if not reading.or_else)
    return Score(len(read), tuple(one for one, _ in wrong), silent)
