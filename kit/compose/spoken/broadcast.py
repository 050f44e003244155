"""What the loudspeaker says: sentences with the silence after each."""

from __future__ import annotations

from dataclasses import dataclass

from kit.model.finding import Finding

SPOKEN_A_MINUTE = 273
"""Characters the default voice says in a minute without rests, measured at its speed 0.9."""
READ_A_MINUTE = 227
"""Characters a neighbour reads in a minute without rests."""
HEARD_A_MINUTE = 220
"""Characters villagers can follow in a minute, rests included: a quick voice gets longer ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One breath of speech.

    ``written`` is what staff read on the sheet (12月31日), ``spoken`` what the voice is
    given (十二月三十一号): words only, no digit, no sign it could stumble over.
    """

    written: str
    spoken: str
    pause_s: float
    """Silence after it; longer than in a studio, so that far horns do not overlap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """An item's broadcast text (广播稿)."""

    item_id: str
    title: str
    sentences: tuple[Sentence, ...]
    headline: tuple[Sentence, ...] = ()
    """Title and essentials alone, for the start of a programme."""
    readings: tuple[tuple[str, str], ...] = ()
    """The item's own words and their pinyin with tone marks."""
    emergency: bool = False
    sample: bool = False
    left_out: tuple[str, ...] = ()
    """Written sentences that gave way to the length of a broadcast."""
    findings: tuple[Finding, ...] = ()
    """What could not be read, or is too long for the ear."""

    @property
    def written(self) -> str:
        """Its sentences as staff read them."""
        return "".join(sentence.written for sentence in self.sentences)

    @property
    def characters(self) -> int:
        """Spoken characters, punctuation left out."""
        return sum(character.isalnum() for s in self.sentences for character in s.spoken)

    @property
    def seconds(self) -> float:
        """About how long it lasts, rests included.

        Counted by its rests, or by the pace villagers can follow, whichever is longer.
        """
        pauses_s = sum(sentence.pause_s for sentence in self.sentences[:-1])
        spoken_s = self.characters * 60 / SPOKEN_A_MINUTE
        return max(spoken_s + pauses_s, self.characters * 60 / HEARD_A_MINUTE)
