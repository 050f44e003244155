"""Sentences short enough for one breath, and what a listener has heard so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kit.compose.spoken.broadcast import Sentence
from kit.text.normalise.normaliser import WordKind, normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.text.normalise.normaliser import Normalised

MOST_CHARACTERS = 30
"""A villager hears a sentence once; longer ones are not kept in mind."""
MOST_FIGURES = 3
SHORT_PAUSE_S = 0.7
"""After a sentence; sound needs half a second for 170 m, so the far horn must be done too."""
FACT_PAUSE_S = 1.0
"""After a fact to be kept in mind."""
LONG_PAUSE_S = 2.0
"""Before something is said again."""

_STOPS = re.compile(r"[^。！？；\n]+[。！？；\n]?[”’」』）]*")
_COMMAS = re.compile(r"(?:[^，：]|(?<=\d)[，：](?=\d{2}))+[，：]?[”’」』）]*")
_ENUMERATION = re.compile(r"[^、]+、?")
_ENDINGS = "，、；：。！？ \n"
_GIST = 0.65
# A number to be dialled: a rest before it, so that its first digit is not lost in the word.
_DIALLED = re.compile(r"(?<=[打拨话线])(?=[零幺一二三四五六七八九]{3})")
_YEAR = re.compile(r"^[零一二三四五六七八九]{4}年(?=.)")


def spoken_characters(text: str) -> int:
    """Return how many characters of ``text`` make a sound."""
    return sum(character.isalnum() for character in text)


@lru_cache(maxsize=2048)
def read(written: str, phones: tuple[str, ...] = ()) -> Normalised:
    """Return ``written`` for a village loudspeaker, where days are 号.

    Kept, because a script is weighed several times until it is short enough.
    """
    return normalise(written, day_word="号", phones=phones)


def breaths(written: str, pause_s: float, phones: tuple[str, ...] = ()) -> tuple[Sentence, ...]:
    """Return ``written`` as sentences of at most one breath each, the last with ``pause_s``.

    A text is broken at its full stops; where one of its sentences is too long, at commas;
    where that is not enough, between the members of an enumeration, and never elsewhere.
    ``phones`` are read as phones wherever they stand.
    """
    stretches = _with_company(_STOPS.findall(written), phones)
    pieces = [piece for stretch in stretches for piece in _broken(stretch, phones)]
    sentences = [_sentence(piece, phones) for piece in pieces]
    if not sentences:
        return ()
    return (*sentences[:-1], replace(sentences[-1], pause_s=pause_s))


def is_one_breath(written: str, phones: tuple[str, ...] = ()) -> bool:
    """Return whether ``written`` is short enough and has no more than three figures."""
    normalised = read(written, phones)
    return (
        spoken_characters(normalised.spoken) <= MOST_CHARACTERS
        and len(normalised.figures) <= MOST_FIGURES
    )


def _with_company(stretches: Sequence[str], phones: tuple[str, ...]) -> Iterator[str]:
    """Yield what makes a sound; a lone character joins the next: no voice gets its tone right."""
    held = ""
    for stretch in stretches:
        held += stretch.strip()
        sounding = spoken_characters(read(held, phones).spoken)
        if sounding > 1:
            yield held
        held = held.rstrip(_ENDINGS) + "，" if sounding == 1 else ""
    if held:
        yield held


def _sentence(piece: str, phones: tuple[str, ...]) -> Sentence:
    """Return one breath; it ends in a full stop, so that the voice falls."""
    ending = piece[-1] if piece[-1] in "！？" else "。"
    spoken = _DIALLED.sub("，", read(piece, phones).spoken).rstrip(_ENDINGS) + ending
    written = piece.rstrip(_ENDINGS) + ending
    return Sentence(written=written, spoken=spoken, pause_s=SHORT_PAUSE_S)


def _broken(piece: str, phones: tuple[str, ...]) -> Iterator[str]:
    """Yield ``piece`` in parts that fit, or whole where it has no place to be broken at.

    Where a part alone is read otherwise (a number without its noun), nothing is broken: too
    long a breath is told, a wrong figure would be heard.
    """
    for pattern in (_COMMAS, _ENUMERATION):
        if is_one_breath(piece, phones):
            break
        parts = tuple(_packed(pattern.findall(piece), phones))
        alone = "".join(_sounding(read(part, phones).spoken) for part in parts)
        if len(parts) > 1 and alone == _sounding(read(piece, phones).spoken):
            for part in parts:
                yield from _broken(part, phones)
            return
    yield piece


def _packed(parts: Sequence[str], phones: tuple[str, ...]) -> Iterator[str]:
    """Yield neighbouring parts together as long as they fit; a lone character is never alone."""
    held = parts[0]
    for part in parts[1:]:
        lonely = min(spoken_characters(held), spoken_characters(part)) < 2
        if lonely or is_one_breath(held + part, phones):
            held += part
        else:
            yield held
            held = part
    yield held


@dataclass(frozen=True, slots=True)
class Heard:
    """What a listener has been told, so that nothing is said three times."""

    phones: tuple[str, ...] = ()
    words: str = ""
    figures: frozenset[str] = frozenset()

    def after(self, *sentences: str) -> Heard:
        """Return what is known once these written sentences were said too."""
        said = [read(written, self.phones) for written in sentences]
        words = "".join(_sounding(one.spoken) + "。" for one in said)
        figures = self.figures.union(*(_figures(one) for one in said))
        return replace(self, words=self.words + words, figures=figures)

    def has_figures(self, written: str) -> bool:
        """Return whether there are figures in ``written`` and all were heard."""
        figures = _figures(read(written, self.phones))
        return bool(figures) and figures <= self.figures

    def has(self, written: str) -> bool:
        """Return whether these very words were heard, and each figure among them as a whole."""
        normalised = read(written, self.phones)
        sounding = _sounding(normalised.spoken)
        if not sounding or sounding not in self.words:
            return False
        return _figures(normalised) <= self.figures

    def has_nearly(self, written: str, share: float) -> bool:
        """Return whether ``share`` of its character pairs and all its figures were heard."""
        normalised = read(written, self.phones)
        plain = _sounding("".join(w.spoken for w in normalised.words if not w.kind.is_figure))
        pairs = [plain[start : start + 2] for start in range(len(plain) - 1)]
        if not pairs or not _figures(normalised) <= self.figures:
            return False
        return sum(pair in self.words for pair in pairs) >= share * len(pairs)

    def has_gist(self, written: str) -> bool:
        """Return whether one sentence had most of its characters, all figures and no less 不.

        Good enough to leave out what is optional; never ask it about a warning.
        """
        normalised = read(written, self.phones)
        wanted = frozenset(_sounding(normalised.spoken))
        if not wanted or not _figures(normalised) <= self.figures:
            return False
        denials = normalised.spoken.count("不")
        return any(
            len(wanted & frozenset(one)) >= _GIST * len(wanted) and one.count("不") >= denials
            for one in self.words.split("。")
        )


def _sounding(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _figures(normalised: Normalised) -> frozenset[str]:
    """Return the figures as words; a date has its month but no year, which may be left unsaid."""
    found: list[str] = []
    month = ""
    for word in normalised.figures:
        spoken = word.spoken
        if word.kind is WordKind.DATE:
            spoken = _YEAR.sub("", spoken)
            if "月" in spoken:
                month = spoken[: spoken.index("月") + 1]
            else:
                spoken = month + spoken
        found.append(spoken)
    return frozenset(found)
