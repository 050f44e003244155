"""Characters and their own readings, and how pinyin is written."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

from kit.text.characters import is_chinese
from kit.text.pypinyin_tables import characters

_MARKS = {"1": "\u0304", "2": "\u0301", "3": "\u030c", "4": "\u0300"}
_TONES = {mark: tone for tone, mark in _MARKS.items()}
_BEARS_TONE = ("a", "o", "e", "ê", "iu", "i", "u", "ü", "n", "m")
"""What bears the mark, the first of these that a syllable has; the last letter of it."""
_FINALS = (
    "iang|iong|uang|ueng|ang|eng|ong|ian|iao|ing|uai|uan|van|ai|an|ao|ei|en|er|ia|ie|in|iu|ou"
    "|ua|ue|ui|un|uo|ve|vn|a|e|i|o|u|v|ê"
)
_SYLLABLE = re.compile(rf"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:{_FINALS})[1-5]|(?:ng?|m|hm)[1-5]")


@lru_cache(maxsize=4096)
def own_readings(character: str) -> tuple[str, ...]:
    """Return all that a character can be read as, such as ``zhong4``, the usual one first."""
    written = characters().get(str(ord(character)), "") if is_chinese(character) else ""
    return tuple(dict.fromkeys(map(numbered, written.split(",")))) if written else ()


def with_tone_mark(pinyin: str) -> str:
    """Return pinyin as staff write it: ``zhòng`` for ``zhong4``."""
    letters, tone = pinyin[:-1].replace("v", "ü"), pinyin[-1:]
    if tone not in _MARKS:
        return letters if tone == "5" else pinyin
    bearer = next(one for one in _BEARS_TONE if one in letters)
    at = letters.index(bearer) + len(bearer)
    return normalize("NFC", f"{letters[:at]}{_MARKS[tone]}{letters[at:]}")


@lru_cache(maxsize=4096)
def numbered(pinyin: str) -> str:
    """Return pinyin with its tone as a number: ``zhong4`` for ``zhòng``, ``lv4`` for ``lǜ``."""
    marks = normalize("NFD", pinyin.replace("5", ""))
    tones = [_TONES.get(one, one) for one in marks if one in _TONES or one.isdecimal()]
    letters = "".join(one for one in marks if one not in _TONES and not one.isdecimal())
    return normalize("NFC", letters).replace("ü", "v") + (tones or ["5"])[0]


def is_syllable(pinyin: str) -> bool:
    """Return whether this is one syllable with its tone as a number."""
    return bool(_SYLLABLE.fullmatch(pinyin))


def without_tone(pinyin: str) -> str:
    """Return a numbered syllable without its tone."""
    return pinyin[:-1]
