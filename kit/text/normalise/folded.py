"""One sign for each meaning: wide and narrow forms, dashes, brackets and blanks."""

from __future__ import annotations

import re

# One character for one: positions in the text must not move.
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_KEPT = "，！？；（）"  # full-width punctuation that is already what the voice wants
_FOLDED = str.maketrans(
    {code: char for code, char in _FULL_WIDTH.items() if chr(code) not in _KEPT}
    | dict.fromkeys(map(ord, "–―－−‐‑"), "-")
    | dict.fromkeys(map(ord, "～〜∼"), "~")
    | dict.fromkeys(map(ord, "〔[【［｛"), "（")
    | dict.fromkeys(map(ord, "〕]】］｝"), "）")
    | dict.fromkeys(map(ord, "\u3000\u00a0\u2002\u2003\u2009\u202f\t\r"), " ")
    | {
        ord("("): "（",
        ord(")"): "）",
        ord("￥"): "¥",
        ord("∶"): ":",
        ord("．"): ".",
        ord("﹪"): "%",
    }
)
_EM_DASH = re.compile("——+|—")


def fold(text: str) -> str:
    """Return ``text`` with one sign for each meaning, every character in its old place."""
    folded = text.translate(_FOLDED)
    if "—" in folded:
        # A long dash is a pause in the sentence; a single one joins figures like a hyphen.
        folded = _EM_DASH.sub(lambda m: "…" * len(m[0]) if len(m[0]) > 1 else "-", folded)
    return folded
