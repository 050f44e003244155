"""What is heard held against what is written: the last word before a loudspeaker.

The written text is turned into all that may be heard for it, piece by piece: a date has its
year, month and day in this order, a range its 到, a slash its 每, a code its digits one by
one. What was made for the ear must be one of these, from the first character to the last. No
rule and no position of the normaliser is trusted here: those are what is on trial. Any
difference refuses the sentence.
"""

from __future__ import annotations

from functools import lru_cache

from kit.text.normalise.folded import fold
from kit.text.normalise.heard_forms import pieces
from kit.text.normalise.spoken_words import Problem

# Words that are heard as the same, and pauses.
_ALIKE = str.maketrans("两幺〇至号", "二一零到日")
_PAUSES = dict.fromkeys(map(ord, "，、；：。！？"))


@lru_cache(maxsize=2048)
def misheard(
    written: str,
    spoken: str,
    phones: tuple[str, ...] = (),
    *,
    start: int = 0,
    end: int | None = None,
) -> Problem | None:
    """Return where ``spoken`` does not say what is written from ``start`` to ``end``, or None."""
    sounding = spoken.translate(_PAUSES)
    heard = _alike(sounding)
    ends = {0}
    folded = fold(written)
    last = len(written) if end is None else end
    for first, behind, ways in pieces(folded, tuple(map(fold, phones)), start, last):
        said = [_alike(way.translate(_PAUSES)) for way in ways]
        after = {at + len(way) for at in ends for way in said if heard.startswith(way, at)}
        if not after:
            return _difference(written, first, behind, sounding[max(ends) :], known=bool(ways))
        ends = after
    if len(heard) not in ends:
        return _difference(written, start, last, sounding[max(ends) :])
    return None


def _alike(words: str) -> str:
    """Return words with one sign for what sounds alike; every character keeps its place."""
    return words.lower().translate(_ALIKE)


def _difference(written: str, start: int, end: int, heard: str, *, known: bool = True) -> Problem:
    """Return both values; ``known`` says that the figure can be read, but is read otherwise."""
    around = written[max(0, start - 3) : end + 3].strip()
    both = f"写的是“{around}”，念出来却是“{heard[:12] or '没有声音'}”"
    if known:
        remedy = "请换一种写法，把单位和“到”“负”“每”写成中文。"
        return Problem(start, end, f"{both}，两样对不上。", remedy)
    remedy = "数目请在后面写单位，号码请在前面写“编号”或“电话”，别的请写成中文。"
    return Problem(start, end, f"{both}，拿不准对不对。", remedy)
