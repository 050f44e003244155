"""How brackets, dashes, list numbers, Latin letters and symbols are read aloud, or not read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.text.normalise.numerals import by_digit, by_phone_digit, cardinal
from kit.text.normalise.spoken_words import Rule, Said, Unreadable, WordKind, after, before

if TYPE_CHECKING:
    from re import Match

    from kit.text.normalise.spoken_words import Reading

_PAUSES = {",": "，", ";": "；", "!": "！", "?": "？", ":": "：", "—": "，", "…": "，", "|": "，"}
_SILENT = frozenset("“”‘’\"'《》〈〉「」『』 ·•★☆☎☏✆\u200b\ufeff\ufe0f^")
_WORDS = {sign: said for sign, _, said in (entry.partition(":") for entry in (
    "+:加", "=:等于", "≥:不少于", "≤:不超过", ">:大于", "<:小于", "×:乘", "÷:除以", "&:和", "〇:零",
    "○:零", "½:二分之一", "¼:四分之一", "¾:四分之三", "⅓:三分之一", "⅔:三分之二",
))}  # fmt: skip
_CIRCLED_STARTS = {"①": 0x2460, "⑴": 0x2474, "⒈": 0x2488, "㈠": 0x3220, "❶": 0x2776}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

_CLAUSE = re.compile(r"（([一二三四五六七八九十百]{1,4}|\d{1,2})）")
_LABEL = re.compile(
    r"(\d{1,2}(?:\.\d{1,2}){0,2})(?:[.．、](?![\d.])|[)）]|(?<=\.\d) |(?<=\.\d\d) )"
    r" ?(?=[^\d\s.元块角万亿亩%户人])"
)
# 1.2026年起 and 2.3月底前 begin with a number of the list, not with a decimal.
_LABEL_BEFORE_DATE = re.compile(r"(\d{1,2})\.(?=(?:(?:19|20)\d{2} ?年|(?:[1-9]|1[0-2]) ?月))")
_LABEL_NEAR = re.compile(r"(?:^|[\n。；：:！？）] ?|[^\d、，] )$")
_CIRCLED = re.compile(r"[①-⑳⑴-⒇⒈-⒛㈠-㈩❶-❿]")
# ④百元, ⑫月31日 are figures; ①年满60周岁 and ①元旦放假 are entries of a list.
_CIRCLED_FIGURE = re.compile(r"[①-⓿]*(?:元(?!旦)|[块%℃\d]|百[元块]|月\d|日[前起止，。])")
_ROMAN_SIGN = re.compile(r"[Ⅰ-Ⅻⅰ-ⅻ]")
_ROMAN_LETTERS = re.compile(
    r"([IVX]{1,4})(?=级|类|期|度|型|区|档| ?[-~至到、和] ?[IVX]{1,4}(?:级|类|期|度|型|区|档))"
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s，。；（）一-鿿]+|[A-Za-z0-9._-]+@[A-Za-z0-9.-]+"
    r"|[A-Za-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|cn|net|org)\b[^\s，。；（）一-鿿]*"
)
_BLANK = re.compile(
    r"[xX×]{2,}|[xX×](?=[年月日元时点村户人号])|_{2,}|\{[^}]*\}?|\*{2,}"
    r"|[?？]{2,}(?=[一-鿿])|＿{2,}|[□○]{2,}|　{4,}"
)
_VERSION = re.compile(r"\d+(?:\.\d+){2,3}(?=版)|(?<=版本)\d+(?:\.\d+){2,3}")
_LETTERS = re.compile(r"[A-Za-z]+")
_SPELLED = frozenset(
    ("app", "wifi", "vip", "pos", "pvc", "led", "atm", "etc", "ktv", "gps", "vlog", "ph")
)
_CODED = re.compile(r"([A-Z]{1,4})([- ]?)(\d+(?:\.\d+)*)((?:-\d+)*)(?![A-Za-z%])")
_DASH = re.compile(r" ?[-~] ?")
_FIGURE_NEAR = re.compile(
    r"(?:\d ?(?:[^\d，。；、（）\s]{0,5}|亿|万)|(?:周|星期)[一二三四五六日天]"
    r"|[一二三四五六七八九十百千万零]|[a-zA-Z级])$"
)
_FIGURE_BEHIND = re.compile(
    r"(?:次日|当日|当天|第二天|[上下中]午|晚上?|凌晨|早上|翌日|农历|第|次年|同年|-|零下)?"
    r"[\d一二三四五六七八九十百千]|(?:周|星期)[一二三四五六日天]|[IVXⅠ-Ⅻ]|K\d"
)
_PER = re.compile(r"/(?=[一-鿿])")
_PER_AMOUNT = re.compile(r"/(?=\d+ ?(?:[a-zA-Z]|公斤|斤|吨|亩))")
_MORE = re.compile(r"(?<=\d)\+(?=[人户亩名家个件元])")
# 3号楼/会议室 are two places: behind numbers of order a slash is no 每.
_PER_NEAR = re.compile(
    r"(?:\d ?[A-Za-zμµ]{1,4}[23²³]?|[㎡㎥²³℃]|/[^\d，。；、/（）]{1,4}"
    r"|\d ?[^\d，。；、/（）号楼层室日月年时点村届条款期]{1,4}|[元块角])$"
)
_PER_POINT = re.compile(r"[·.](?=[一-鿿])")
_HASH = re.compile(r"#(?!\d)")
_NUMBERED = re.compile(r"#(\d{1,4})(号?)(?=[一-鿿])")
_BULLET = re.compile(r"[-•●■◆▲★☆◇○►▶※◎*·»✓✔] *")
_MARK = re.compile(r".", re.DOTALL)


def _clause(match: Match[str], _day_word: str) -> Reading:
    """Return （一） as a label, and 第（十一）项 without a break."""
    words = cardinal(int(match[1])) if match[1].isdigit() else match[1]
    if before(match, 1) == "第":
        return Said(words, WordKind.TEXT)
    return Said(f"，{words}，", WordKind.LABEL)


def _label(match: Match[str], _day_word: str) -> Reading:
    if not _LABEL_NEAR.search(before(match)) or int(match[1].partition(".")[0]) == 0:
        return None
    words = "点".join(cardinal(int(part)) for part in match[1].split("."))
    return Said(f"，{words}，", WordKind.LABEL)


def _circled(match: Match[str], _day_word: str) -> Reading:
    if before(match, 1).isdecimal() or _CIRCLED_FIGURE.match(after(match)):
        return Unreadable(f"“{match[0]}”不知道是序号还是数。", "数请用 0—9 写，序号后面请用顿号。")
    code = ord(match[0])
    start = max(start for start in _CIRCLED_STARTS.values() if start <= code)
    return Said(f"，{cardinal(code - start + 1)}，", WordKind.LABEL)


def _roman_sign(match: Match[str], _day_word: str) -> Reading:
    code = ord(match[0])
    return Said(cardinal(code - (0x2170 if code >= 0x2170 else 0x2160) + 1), WordKind.NUMBER)


def _roman_letters(match: Match[str], _day_word: str) -> Reading:
    if match[1] not in _ROMAN:
        return None
    return Said(cardinal(_ROMAN.index(match[1]) + 1), WordKind.NUMBER)


def _address(match: Match[str], _day_word: str) -> Reading:
    return Unreadable(f"“{match[0]}”是网址或邮箱，念出来没人记得住。", "请删去，改说到哪里看。")


def _blank(match: Match[str], _day_word: str) -> Reading:
    return Unreadable(f"“{match[0]}”像是没有填完的空。", "请填好再播。")


def _coded(match: Match[str], _day_word: str) -> Reading:
    """Return codes such as N95, PM2.5, G319 and DX-2026-004."""
    letters, _, digits, rest = match.groups()
    if before(match, 2) == "P-":
        return Unreadable(f"“{match[0]}”不知道怎么读。", "请写成“氮磷钾二十、十、十”。")
    whole, _, decimals = digits.partition(".")
    # K12+300 is twelve kilometres and three hundred metres along a road.
    counted = whole == "10" or (letters == "K" and after(match, 1) == "+")
    if counted:
        words = cardinal(int(whole))
    else:
        words = by_phone_digit(whole) if len(whole) > 2 else by_digit(whole)
    for part in decimals.split(".") if decimals else ():
        words += f"点{by_digit(part)}"
    for group in rest.split("-")[1:]:
        words += "，" + by_phone_digit(group)
    return Said(letters + words, WordKind.CODE)


def _version(match: Match[str], _day_word: str) -> Reading:
    return Said("点".join(map(by_digit, match[0].split("."))), WordKind.CODE)


def _letters(match: Match[str], _day_word: str) -> Reading:
    """Return letters one by one; a foreign word is not guessed at."""
    letters = match[0]
    if len(letters) == 1 or letters.lower() in _SPELLED or (letters.isupper() and len(letters) < 7):
        return Said(letters if len(letters) == 1 else letters.upper(), WordKind.LETTERS)
    return Unreadable(f"“{letters}”是外文，读不出来。", "请改写成中文。")


def _dash(match: Match[str], _day_word: str) -> Reading:
    """Return 到 between two figures or days of the week; elsewhere a pause."""
    near, behind = before(match), after(match)
    coded = re.search(r"([A-Z]{1,3})\d+ ?$", near)
    between_codes = coded and re.match(rf"{coded[1]}\d", behind)
    if between_codes or (_FIGURE_NEAR.search(near) and _FIGURE_BEHIND.match(behind)):
        return Said("到", WordKind.MARK)
    if behind[:1].isdigit() and near:
        return Unreadable(f"“{match[0]}{behind[:1]}”前的横线不知道怎么读。", "请写成“到”或“负”。")
    return Said("，", WordKind.MARK)


def _per(match: Match[str], _day_word: str) -> Reading:
    return Said("每", WordKind.MARK) if _PER_NEAR.search(before(match)) else None


def _per_point(match: Match[str], _day_word: str) -> Reading:
    return Said("每", WordKind.MARK) if re.search(r"/[^\d，。；、/]{1,4}$", before(match)) else None


def _per_amount(match: Match[str], _day_word: str) -> Reading:
    """Return 20mg/100ml and 50元/50kg as one measure in another; 4G/5G are two networks."""
    near, behind = before(match), after(match)
    measured = re.search(r"(?<![A-Za-z])(?:[kmμµ]?g|m?[lL])$", near)
    paid = near.endswith("元") and re.match(r"\d+ ?(?:[A-Za-z]|公斤|斤|吨|亩)", behind)
    return Said("每", WordKind.MARK) if measured or paid else None


def _more(_match: Match[str], _day_word: str) -> Reading:
    return Said("多", WordKind.TEXT)


def _slash(match: Match[str], _day_word: str) -> Reading:
    """Return a pause between words; behind an amount a slash would be a 每 that vanishes."""
    if (
        re.search(r"\d ?[万亿千百]?(?:元|[kmc]?[gmL]|[A-Za-z]{1,3})$", before(match))
        and not re.match(r"\d", after(match))
        and after(match, 1)
    ):
        return Unreadable(f"“/{after(match, 2)}”不知道怎么读。", "请写成“每什么”，或把两样分开写。")
    return Said("、", WordKind.MARK)


def _hash(match: Match[str], _day_word: str) -> Reading:
    return Said("号", WordKind.MARK) if before(match, 1).isdigit() else None


def _numbered(match: Match[str], _day_word: str) -> Reading:
    """Return #3杆 as power and water works write it: 三号杆."""
    return Said(cardinal(int(match[1]), counting=False) + "号", WordKind.CODE)


def _bullet(match: Match[str], _day_word: str) -> Reading:
    return Said("", WordKind.MARK) if before(match, 1) in {"", "\n"} else None


def _bracket(_match: Match[str], _day_word: str) -> Reading:
    return Said("，", WordKind.MARK)


def _stop(match: Match[str], _day_word: str) -> Reading:
    """Return a full stop of ASCII text; a line's end is one too."""
    return Said("。" if match[0] == "\n" or before(match, 1) else "", WordKind.MARK)


def _mark(match: Match[str], _day_word: str) -> Reading:
    mark = match[0]
    if mark in _SILENT:
        return Said("", WordKind.MARK)
    if mark in _PAUSES:
        return Said(_PAUSES[mark], WordKind.MARK)
    if mark in _WORDS:
        return Said(_WORDS[mark], WordKind.TEXT)
    return Unreadable(f"不认得“{mark}”。", "请删去或改写成中文。")


LABEL_RULES = (Rule(_VERSION, _version), Rule(_LABEL, _label), Rule(_LABEL_BEFORE_DATE, _label))
LETTER_RULES = (
    Rule(_ADDRESS, _address),
    Rule(_BLANK, _blank),
    Rule(_ROMAN_LETTERS, _roman_letters),
    Rule(_CODED, _coded),
    Rule(_LETTERS, _letters),
)
BRACKET_RULES = (Rule(_CLAUSE, _clause), Rule(_MARK, _bracket))
DASH_RULES = (Rule(_BULLET, _bullet), Rule(_DASH, _dash))
MORE_RULES = (Rule(_MORE, _more),)
SLASH_RULES = (Rule(_PER, _per), Rule(_PER_AMOUNT, _per_amount), Rule(re.compile("/"), _slash))
STOP_RULES = (Rule(_PER_POINT, _per_point), Rule(_BULLET, _bullet), Rule(_MARK, _stop))
OTHER_RULES = (
    Rule(_BLANK, _blank),
    Rule(_CIRCLED, _circled),
    Rule(_ROMAN_SIGN, _roman_sign),
    Rule(_HASH, _hash),
    Rule(_NUMBERED, _numbered),
    Rule(_PER_POINT, _per_point),
    Rule(_BULLET, _bullet),
    Rule(_MARK, _mark),
)
