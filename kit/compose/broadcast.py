"""What the loudspeaker says: sentences with the silence after each."""

from __future__ import annotations

from dataclasses import dataclass


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

    @property
    def characters(self) -> int:
        """Spoken characters, punctuation left out."""
        return sum(character.isalnum() for s in self.sentences for character in s.spoken)
