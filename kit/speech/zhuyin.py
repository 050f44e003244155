"""Pinyin as the symbols of the newer Kokoro network for Chinese (v1.1-zh): zhuyin, and characters.

It was taught zhuyin for initials and simple finals, one Chinese character for each of the others,
and the tone as a digit behind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.speech.symbols import syllable_parts

if TYPE_CHECKING:
    from collections.abc import Mapping

INITIALS = dict(zip(
    ("b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x",
     "zh", "ch", "sh", "r", "z", "c", "s"),
    "ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙ",
    strict=True,
))  # fmt: skip
FINALS = {
    "a": "ㄚ", "o": "ㄛ", "e": "ㄜ", "ie": "ㄝ", "ai": "ㄞ", "ei": "ㄟ", "ao": "ㄠ", "ou": "ㄡ",
    "an": "ㄢ", "en": "ㄣ", "ang": "ㄤ", "eng": "ㄥ", "er": "ㄦ", "i": "ㄧ", "u": "ㄨ", "v": "ㄩ",
    "ii": "ㄭ", "iii": "十", "ve": "月", "ia": "压", "ian": "言", "iang": "阳", "iao": "要",
    "in": "阴", "ing": "应", "iong": "用", "iou": "又", "ong": "中", "ua": "穵", "uai": "外",
    "uan": "万", "uang": "王", "uei": "为", "uen": "文", "ueng": "瓮", "uo": "我",
    "van": "元", "vn": "云",
    # Interjections, by the nearest it knows.
    "ê": "ㄝ", "yo": "ㄧㄛ", "m": "ㄇ", "n": "ㄋ", "ng": "ㄋ", "hm": "ㄏㄇ", "hng": "ㄏㄋ",
}  # fmt: skip


def zhuyin_symbols(pinyin: str) -> str:
    """Return the newer network's symbols of one syllable: ``zhong1`` is ㄓ中1.

    Raises:
        SpeechError: There is no such syllable; a slip in a table of readings.
    """
    initial, final, tone = syllable_parts(pinyin)
    return f"{INITIALS.get(initial, '')}{FINALS[final]}{tone}"


def is_zhuyin(symbols: Mapping[str, int]) -> bool:
    """Return whether a network's table of symbols is the newer one's."""
    return INITIALS["b"] in symbols
