"""Characters and their own readings, and how pinyin is written."""

from __future__ import annotations

import re
from functools import lru_cache

from kit.text.characters import is_chinese

_FINALS = (
    "iang|iong|uang|ueng|ang|eng|ong|ian|iao|ing|uai|uan|van|ai|an|ao|ei|en|er|ia|ie|in|iu|ou"
    "|ua|ue|ui|un|uo|ve|vn|a|e|i|o|u|v|ê"
)
_SYLLABLE = re.compile(rf"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:{_FINALS})[1-5]|(?:ng?|m|hm)[1-5]")


@lru_cache(maxsize=4096)
def own_readings(character: str) -> tuple[str, ...]:
    """Return all that a character can be read as, such as ``zhong4``, the usual one first."""
    from pypinyin import Style, pinyin

    if not is_chinese(character):
        return ()
    found = pinyin(
        character,
        style=Style.TONE3,
        heteronym=True,
        neutral_tone_with_five=True,
        # The stub knows only texts; a list stands for no reading.
        errors=lambda _: [[]],  # type: ignore[arg-type,return-value]
    )
    return tuple(dict.fromkeys(one for one in found[0] if one)) if found else ()


def with_tone_mark(pinyin: str) -> str:
    """Return pinyin as staff write it: ``zhòng`` for ``zhong4``."""
    from pypinyin.contrib.tone_convert import to_tone

    return to_tone(pinyin)


def numbered(pinyin: str) -> str:
    """Return pinyin with its tone as a number: ``zhong4`` for ``zhòng``, ``lv4`` for ``lǜ``."""
    from pypinyin.contrib.tone_convert import to_tone3

    return to_tone3(pinyin, neutral_tone_with_five=True).replace("ü", "v")


def is_syllable(pinyin: str) -> bool:
    """Return whether this is one syllable with its tone as a number."""
    return bool(_SYLLABLE.fullmatch(pinyin))


def without_tone(pinyin: str) -> str:
    """Return a numbered syllable without its tone."""
    return pinyin[:-1]
