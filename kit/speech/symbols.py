"""Pinyin as the symbols the offline voice was trained on: initials, finals and tone arrows.

The choice of symbols follows misaki's older Mandarin front end (``tests/golden`` holds its
answers for every syllable), because the network learnt from those; the table is made from
the phonology: 21 initials, 37 finals, two apical vowels, five tones.
"""

from __future__ import annotations

from kit.errors import SpeechError

INITIALS = {
    "b": "p", "p": "pʰ", "m": "m", "f": "f",
    "d": "t", "t": "tʰ", "n": "n", "l": "l",
    "g": "k", "k": "kʰ", "h": "x",
    "j": "ʨ", "q": "ʨʰ", "x": "ɕ",
    "zh": "ꭧ", "ch": "ꭧʰ", "sh": "ʂ", "r": "ɻ",
    "z": "ʦ", "c": "ʦʰ", "s": "s",
}  # fmt: skip

# What stands before the tone arrow, and what after it: a nasal ending follows the arrow.
FINALS = {
    "a": ("a", ""), "ai": ("ai", ""), "an": ("a", "n"), "ang": ("a", "ŋ"), "ao": ("au", ""),
    "e": ("ɤ", ""), "ei": ("ei", ""), "en": ("ə", "n"), "eng": ("ə", "ŋ"),
    "o": ("wo", ""), "ong": ("ʊ", "ŋ"), "ou": ("ou", ""),
    "i": ("i", ""), "ia": ("ja", ""), "ian": ("jɛ", "n"), "iang": ("ja", "ŋ"), "iao": ("jau", ""),
    "ie": ("je", ""), "in": ("i", "n"), "ing": ("i", "ŋ"), "iong": ("jʊ", "ŋ"), "iou": ("jou", ""),
    "u": ("u", ""), "ua": ("wa", ""), "uai": ("wai", ""), "uan": ("wa", "n"), "uang": ("wa", "ŋ"),
    "uei": ("wei", ""), "uen": ("wə", "n"), "ueng": ("wə", "ŋ"), "uo": ("wo", ""),
    "v": ("y", ""), "ve": ("ɥe", ""), "van": ("ɥɛ", "n"), "vn": ("y", "n"),
    "ii": ("ɨ", ""), "iii": ("ɨ", ""),  # the vowels of zi ci si and of zhi chi shi ri
}  # fmt: skip

# Syllables without an initial, as they are spelt, and interjections.
WHOLE = {
    "yi": "i", "ya": "ia", "ye": "ie", "yao": "iao", "you": "iou", "yan": "ian", "yin": "in",
    "yang": "iang", "ying": "ing", "yong": "iong",
    "wu": "u", "wa": "ua", "wo": "uo", "wai": "uai", "wei": "uei", "wan": "uan", "wen": "uen",
    "wang": "uang", "weng": "ueng", "wong": "ong",
    "yu": "v", "yue": "ve", "yuan": "van", "yun": "vn",
}  # fmt: skip
INTERJECTIONS = {
    "er": ("ɚ", ""), "o": ("ɔ", ""), "ê": ("ɛ", ""), "yo": ("jɔ", ""),
    "m": ("m", ""), "n": ("n", ""), "ng": ("ŋ", ""), "hm": ("hm", ""), "hng": ("hŋ", ""),
}  # fmt: skip

SHORT_SPELLINGS = {"iu": "iou", "ui": "uei", "un": "uen"}
TONES = {"1": "→", "2": "↗", "3": "↓", "4": "↘", "5": ""}

# Latin letters are read by their names (Ａ级, 5Ｇ); the network knows English symbols too.
LETTERS = {
    "A": "ˈA", "B": "bˈi", "C": "sˈi", "D": "dˈi", "E": "ˈi", "F": "ˈɛf", "G": "ʤˈi",
    "H": "ˈAʧ", "I": "ˈI", "J": "ʤˈA", "K": "kˈA", "L": "ˈɛl", "M": "ˈɛm", "N": "ˈɛn",
    "O": "ˈO", "P": "pˈi", "Q": "kjˈu", "R": "ˈɑɹ", "S": "ˈɛs", "T": "tˈi", "U": "jˈu",
    "V": "vˈi", "W": "dˈʌbᵊljˌu", "X": "ˈɛks", "Y": "wˈI", "Z": "zˈi",
}  # fmt: skip

PUNCTUATION = {
    "，": ", ", "。": ". ", "、": ", ", "：": ": ", "；": "; ", "！": "! ", "？": "? ",
    ",": ", ", ".": ". ", ":": ": ", ";": "; ", "!": "! ", "?": "? ", "…": "… ", "—": ", ",
    "“": "", "”": "", "《": "", "》": "", "（": ", ", "）": ", ", "·": "", " ": " ", "\u3000": " ",
}  # fmt: skip


def syllable_symbols(pinyin: str) -> str:
    """Return the network's symbols of one syllable such as ``zhong1``; no digit is tone 5.

    Raises:
        SpeechError: There is no such syllable; a slip in a table of readings.
    """
    initial, final, tone = syllable_parts(pinyin)
    before, after = (FINALS if initial else FINALS | INTERJECTIONS)[final]
    return f"{INITIALS.get(initial, '')}{before}{TONES[tone]}{after}"


def syllable_parts(pinyin: str) -> tuple[str, str, str]:
    """Return a syllable's initial, its final and its tone: ``zhong1`` is zh, ong, 1.

    Finals are written out: iou, uei, v; ``ii`` is the vowel of zi, ``iii`` that of zhi.

    Raises:
        SpeechError: There is no such syllable; a slip in a table of readings.
    """
    base, tone = (pinyin[:-1], pinyin[-1]) if pinyin[-1:].isdigit() else (pinyin, "5")
    parts = _initial_and_final(base.lower().replace("ü", "v").replace("u:", "v"))
    if parts is None or tone not in TONES:
        raise SpeechError(
            f"读音“{pinyin}”不是普通话的音节。",
            "请在读音表或“读音”一栏里改成 biàn mín 这样的拼音。",
        )
    return *parts, tone


def _initial_and_final(base: str) -> tuple[str, str] | None:
    """Return the initial and the final; None when there is no such syllable."""
    if base in INTERJECTIONS:
        return "", base
    if base in WHOLE:
        return "", WHOLE[base]
    initial = base[:2] if base[:2] in INITIALS else base[:1]
    if initial not in INITIALS:
        return ("", base) if base in FINALS and base[0] in "aeo" else None
    final = base[len(initial) :]
    if final == "i" and initial in {"zh", "ch", "sh", "r"}:
        return initial, "iii"
    if final == "i" and initial in {"z", "c", "s"}:
        return initial, "ii"
    if initial in {"j", "q", "x"} and final.startswith("u"):
        final = "v" + final[1:]
    final = SHORT_SPELLINGS.get(final, final)
    return (initial, final) if final in FINALS else None
