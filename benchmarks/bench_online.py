"""Does the online voice read what it is told to: each told word as written, and as it is sent.

Asks the service, so it needs internet and ``pip install township-kit[online]``; the sentences in
``online_readings.tsv`` are all that leaves this machine. Without internet it says why, and misses
nothing. Toneless: of readings that differ in tone alone it tells nothing, somebody must listen.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import line
from benchmarks.hearing import compare, hear
from kit.errors import OfflineError
from kit.speech.edge import EdgeSpec
from kit.speech.filters import resample
from kit.speech.same_sound import respelt
from kit.speech.sound import RATE_HZ
from kit.text.readings.reader import readings
from kit.text.readings.reading_tables import lexicon_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.speech.edge import Edge
    from kit.text.readings.reading_tables import Lexicon

TABLE = Path(__file__).with_name("online_readings.tsv")
VOICE = EdgeSpec("zh-CN-YunyangNeural", 0.9)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with a word whose reading is told."""

    sentence: str
    word: str
    lexicon: Lexicon

    @property
    def pinyin(self) -> tuple[str, ...]:
        return tuple(one.pinyin for one in readings(self.sentence, self.lexicon))

    @property
    def sent(self) -> str:
        return respelt(self.sentence, self.pinyin).text


def told() -> Iterator[Told]:
    for row in TABLE.read_text("utf-8").splitlines():
        if not row.startswith("#"):
            sentence, word, pinyin = row.split("\t")
            yield Told(sentence, word, lexicon_of(((word, pinyin),), row))


def run() -> int:
    engine = VOICE.load()
    rows = list(told())
    plain = respelt_right = 0
    try:
        for one in rows:
            # No pinyin, no respelling: what the service makes of the written sentence.
            as_written, as_sent = heard(engine, one, ()), heard(engine, one, one.pinyin)
            plain += as_written == one.word
            respelt_right += as_sent == one.word
            print(f"  {one.sentence}  {one.sent}  听成 {as_written} / {as_sent}")
    except OfflineError as error:
        print(f"  {error.message}")
        for one in rows:
            print(f"  {one.sentence}  送去 {one.sent}")
        return 0
    line("told words heard right, as written", plain, f"of {len(rows)}")
    line("the same, as they are sent", respelt_right, f"of {len(rows)}")
    return 0


def heard(engine: Edge, one: Told, pinyin: tuple[str, ...]) -> str:
    """Return what the recogniser hears in the word's place; the word itself if it sounds so."""
    samples = engine.speak(one.sentence, pinyin)
    written = hear(resample(samples, from_hz=engine.rate_hz, to_hz=RATE_HZ))
    comparison = compare(one.sentence, written, one.lexicon)
    words = "".join(character for character in one.sentence if character.isalnum())
    start = words.index(one.word)
    return "".join(comparison.heard[start : start + len(one.word)])
