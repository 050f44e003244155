"""One sign for each meaning, with the way back to the text as it was written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = frozenset(
    map(chr, (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF))
)
# What NFKC leaves apart or joins otherwise than a clerk means it. Greek and Cyrillic O stand on
# no clerk's keyboard, yet come with pasted text.
_ONE_SIGN = {
    **dict.fromkeys("—–－−‑‐﹣", "-"),
    **dict.fromkeys("～〜∼", "~"),
    **dict.fromkeys("圆圓", "元"),
    "²": "2",
    "³": "3",
    **dict.fromkeys("ОΟ", "O"),
    **dict.fromkeys("оο", "o"),
    "∶": ":",
    **dict.fromkeys("【［", "["),
    **dict.fromkeys("】］", "]"),
    "℃": "°C",
    "㎡": "平方米",
    "㎥": "立方米",
    "½": "1/2",
    "¼": "1/4",
    "¾": "3/4",
    "…": "…",
    "￥": "¥",
    "塊": "块",
    "⁄": "/",
}
_HAN = r"\u3400-\u9fff"
# What stays as it is: visible ASCII, and Chinese but 圆, 圓 and 塊. Most cells of a list are such.
_PLAIN = re.compile(r"[!-~\u4e00-\u5705\u5707-\u5712\u5714-\u5849\u584b-\u9fff]*")
# Nothing separates words in Chinese, so a blank beside a Chinese character carries nothing;
# between two numbers it stays: 3.20 256.00 are two cells.
_BLANK_BY_HAN = re.compile(rf"(?<=[{_HAN}\dA-Za-z%]) +(?=[{_HAN}])|(?<=[{_HAN}]) +(?=[\d{_HAN}])")


@lru_cache(maxsize=8192)
def _folded(character: str) -> str:
    if character in _INVISIBLE:
        return ""
    if character in _ONE_SIGN:
        return _ONE_SIGN[character]
    plain = unicodedata.normalize("NFKC", character)
    return " " if plain.isspace() and character != "\n" else plain


def fold(text: str) -> tuple[str, list[int]]:
    """Return the folded text, and for each of its characters (and its end) the place as written."""
    if _PLAIN.fullmatch(text):
        return text, list(range(len(text) + 1))
    signs: list[str] = []
    back: list[int] = []
    for place, character in enumerate(text):
        plain = _folded(character)
        signs.append(plain)
        back.extend([place] * len(plain))
    joined = "".join(signs)
    back.append(len(text))
    if " " not in joined:
        return joined, back
    gone = {i for match in _BLANK_BY_HAN.finditer(joined) for i in range(*match.span())}
    if not gone:
        return joined, back
    kept = [i for i in range(len(joined)) if i not in gone]
    return "".join(joined[i] for i in kept), [back[i] for i in (*kept, len(joined))]


def folded(text: str) -> str:
    """Return the folded text alone."""
    return fold(text)[0]
