"""Sentences short enough for one breath, and what a listener has heard so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kit.compose.spoken.broadcast import Sentence
from kit.compose.spoken.rests import RULE_S
from kit.text.normalise.normaliser import WordKind, normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.text.normalise.normaliser import Normalised

MOST_CHARACTERS = 30
"""A villager hears a sentence once; longer ones are not kept in mind."""
MOST_FIGURES = 3

_STOPS = re.compile(r"[^。！？；\n]+[。！？；\n]?[”’」』）]*")
_COMMAS = re.compile(r"(?:[^，：]|(?<=\d)[，：](?=\d{2}))+[，：]?[”’」』）]*")
_ENUMERATION = re.compile(r"[^、]+、?")
_ENDINGS = "，、；：。！？ \n"
_INNER_STOP = re.compile(r"[。！？；\n]+(?=[^”’」』）])")
_GIST = 0.65
# A number to be dialled: a rest before it, so that its first digit is not lost in the word.
_DIGIT = "[零幺一二三四五六七八九]"
_DIALLED = re.compile(rf"(?<=[打拨话线])(?={_DIGIT}{{2}}，?{_DIGIT})")
_YEAR = re.compile(r"^[零一二三四五六七八九]{4}年(?=.)")


def spoken_characters(text: str) -> int:
    """Return how many characters of ``text`` make a sound."""
    return sum(character.isalnum() for character in text)


@lru_cache(maxsize=2048)
def read(
    written: str, phones: tuple[str, ...] = (), start: int = 0, end: int | None = None
) -> Normalised:
    """Return ``written``, or its part from ``start``, for a village loudspeaker: days are 号.

    Kept, because a script is weighed several times until it is short enough.
    """
    return normalise(written, day_word="号", phones=phones, start=start, end=end)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a passage; how it is read, the whole passage tells (取件码是多少？5678)."""

    passage: str
    start: int
    end: int
    phones: tuple[str, ...]

    @property
    def written(self) -> str:
        return self.passage[self.start : self.end]

    @property
    def read(self) -> Normalised:
        return read(self.passage, self.phones, self.start, self.end)

    @property
    def sounding(self) -> int:
        """How many characters make a sound."""
        return spoken_characters(self.read.spoken)

    @property
    def is_one_breath(self) -> bool:
        return _is_one_breath(self.read)

    def up_to(self, other: _Part) -> _Part:
        """Return this part with what follows, to the end of another."""
        return replace(self, end=other.end)

    def split(self, pattern: re.Pattern[str]) -> list[_Part]:
        """Return the stretches that ``pattern`` finds."""
        found = pattern.finditer(self.passage, self.start, self.end)
        return [replace(self, start=one.start(), end=one.end()) for one in found]


def breaths(written: str, phones: tuple[str, ...] = ()) -> tuple[Sentence, ...]:
    """Return ``written`` as sentences of at most one breath each, with the usual rest.

    A text is broken at its full stops; where one of its sentences is too long, at commas;
    where that is not enough, between the members of an enumeration, and never elsewhere.
    ``phones`` are read as phones wherever they stand.
    """
    stretches = _with_company(_Part(written, 0, len(written), phones).split(_STOPS))
    return tuple(_sentence(part) for stretch in stretches for part in _broken(stretch))


def is_one_breath(written: str, phones: tuple[str, ...] = ()) -> bool:
    """Return whether ``written`` is short enough and has no more than three figures."""
    return _is_one_breath(read(written, phones))


def _is_one_breath(said: Normalised) -> bool:
    return spoken_characters(said.spoken) <= MOST_CHARACTERS and len(said.figures) <= MOST_FIGURES


def _with_company(stretches: Sequence[_Part]) -> Iterator[_Part]:
    """Yield what makes a sound; a lone character joins the next: no voice gets its tone right."""
    held: _Part | None = None
    for stretch in stretches:
        part = held.up_to(stretch) if held else stretch
        if part.sounding > 1:
            yield part
        held = part if part.sounding == 1 else None
    if held:
        yield held


def _sentence(part: _Part) -> Sentence:
    """Return one breath; it ends in a full stop, so that the voice falls."""
    piece = part.written.strip()
    ending = piece[-1] if piece[-1] in "！？" else "。"
    spoken, written = (
        _INNER_STOP.sub("，", text.strip().rstrip(_ENDINGS)) + ending
        for text in (_DIALLED.sub("，", part.read.spoken), piece)
    )
    return Sentence(written=written, spoken=spoken, pause_s=RULE_S)


def _broken(part: _Part) -> Iterator[_Part]:
    """Yield a part in stretches that fit, or whole where it has no place to be broken at."""
    for pattern in (_COMMAS, _ENUMERATION):
        if part.is_one_breath:
            break
        stretches = tuple(_packed(part.split(pattern)))
        if len(stretches) > 1:
            for stretch in stretches:
                yield from _broken(stretch)
            return
    yield part


def _packed(parts: Sequence[_Part]) -> Iterator[_Part]:
    """Yield neighbouring parts together as long as they fit; a lone character is never alone."""
    held = parts[0]
    for part in parts[1:]:
        together = held.up_to(part)
        if min(held.sounding, part.sounding) < 2 or together.is_one_breath:
            held = together
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
