"""How brackets, dashes, list numbers, Latin letters and symbols are read aloud, or not read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.text.figures.code_forms import COUNTED
from kit.text.normalise.numerals import cardinal
from kit.text.normalise.spoken_words import Rule, Said, Unreadable, WordKind, after, before
from kit.text.unit_signs import UNITS

if TYPE_CHECKING:
    from re import Match

    from kit.text.normalise.spoken_words import Reading

from kit.text.unit_signs import one_of

_PAUSES = {",": "，", ";": "；", "!": "！", "?": "？", ":": "：", "—": "，", "…": "，", "|": "，"}
_SILENT = frozenset("“”‘’\"'《》〈〉「」『』 ·•★☆☎☏✆\u200b\ufeff\ufe0f^")
_WORDS = {sign: said for sign, _, said in (entry.partition(":") for entry in (
    "+:加", "=:等于", "≥:大于等于", "≤:小于等于", ">:大于", "<:小于", "×:乘", "÷:除以", "&:和",
    "〇:零", "○:零", "½:二分之一", "¼:四分之一", "¾:四分之三", "⅓:三分之一", "⅔:三分之二",
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
_HEAD = re.compile(r"(?:^|[\n。；：:]) ?$")
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
_LETTERS = re.compile(r"[A-Za-z]+")
_SPELLED = frozenset(
    ("app", "wifi", "vip", "pos", "pvc", "led", "atm", "etc", "ktv", "gps", "vlog", "ph")
)
_DASH = re.compile(r" ?[-~] ?")
_FIGURE_NEAR = re.compile(
    r"(?:\d ?(?:[^\d，。；、（）\s]{0,5}|亿|万)|(?:周|星期)[一二三四五六日天]"
    r"|[一二三四五六七八九十百千万零]|[a-zA-Z级])$"
)
_FIGURE_BEHIND = re.compile(
    r"(?:次日|当日|当天|第二天|[上下中]午|晚上?|凌晨|早上|翌日|农历|第|次年|同年|-|零下)?"
    r" ?[\d一二三四五六七八九十百千]|(?:周|星期)[一二三四五六日天]|[IVXⅠ-Ⅻ]|K\d"
)
_PER = re.compile(rf"/({one_of(UNITS)}|[da])?(?![A-Za-z\d]) ?")
_HAN = re.compile("[一-鿿]")
_LOW_END = re.compile(r"(?<![\d.:])\d+(?:\.\d+)?$")
_HIGH_END = re.compile(r"\d+(?:\.\d+)?(?![\d.:月年])")
_SHORT_BEFORE = re.compile(r"(?<!\d)(?!1[12]\d)\d{1,4}$")
_SHORT_BEHIND = re.compile(r"(?!1[12]\d)\d{1,4}(?!\d)")
_NUMBER_NEAR = re.compile(r"\d ?$|\d[^\d，。；、（至到~-]{1,2}$")
_MINUS_NEAR = re.compile(r"(?:[为是到至约达在（，：:降升长温~-]|海拔|结转|结余|余额) ?$|^$")
_SHARE_BEHIND = re.compile(r"[\d.,]+ ?[%‰]")
_SIGN = re.compile(r" ?([-+±]) ?(?=\d)")
_SIZE_NEAR = re.compile(r"\d ?(?:m|米|cm|厘米|mm|毫米)?$")
_PER_TIME = {"d": "天", "a": "年"}
_UNKNOWN_PER = re.compile(r"(?<=[A-Za-z²³㎡㎥㎏℃])/[a-z]+")
_TIMES = re.compile(r" ?[xX*×] ?(?=\d)")
_COLON = re.compile(r": ?(?=\d)")
_PER_AMOUNT = re.compile(r"/(?=\d+ ?(?:[a-zA-Z]|公斤|斤|吨|亩))")
_MORE = re.compile(r"(?<=\d)\+(?=[人户亩名家个件元])")
# 3号楼/会议室 are two places: behind numbers of order a slash is no 每.
_PER_NEAR = re.compile(
    r"(?:\d ?[A-Za-zμµ]{1,4}[23²³]?|[㎡㎥²³℃]|/[^\d，。；、/（）]{1,4}"
    r"|\d ?[^\d，。；、/（）号楼层室日月年时点村届条款期]{1,4}|[元块角]) ?$"
)
_PER_POINT = re.compile(r"[·.](?=[一-鿿])")
_HASH = re.compile(r"#(?!\d)")
_NUMBERED = re.compile(r"#(\d{1,4})(号?)(?= ?[一-鿿])")
_BULLET = re.compile(r"[-•●■◆▲★☆◇○►▶※◎*·»✓✔] *")
_MARK = re.compile(r".", re.DOTALL)


def _clause(match: Match[str]) -> Reading:
    """Return （一） as a label, and 第（十一）项 without a break."""
    words = cardinal(int(match[1])) if match[1].isdigit() else match[1]
    if before(match, 1) == "第":
        return Said(words, WordKind.TEXT)
    return Said(f"，{words}，", WordKind.LABEL)


def _label(match: Match[str]) -> Reading:
    if not _LABEL_NEAR.search(before(match)) or int(match[1].partition(".")[0]) == 0:
        return None
    marked = re.search(r"[.．、)）] ?$", match[0]) or match[0][-1] != " "
    if not marked and (COUNTED.match(after(match)) or not _HEAD.search(before(match))):
        return None  # 每亩 1.5 袋
    words = "点".join(cardinal(int(part)) for part in match[1].split("."))
    return Said(f"，{words}，", WordKind.LABEL)


def _circled(match: Match[str]) -> Reading:
    if before(match, 1).isdecimal() or _CIRCLED_FIGURE.match(after(match)):
        return Unreadable(f"“{match[0]}”不知道是序号还是数。", "数请用 0—9 写，序号后面请用顿号。")
    code = ord(match[0])
    start = max(start for start in _CIRCLED_STARTS.values() if start <= code)
    return Said(f"，{cardinal(code - start + 1)}，", WordKind.LABEL)


def _roman_sign(match: Match[str]) -> Reading:
    code = ord(match[0])
    return Said(cardinal(code - (0x2170 if code >= 0x2170 else 0x2160) + 1), WordKind.NUMBER)


def _roman_letters(match: Match[str]) -> Reading:
    if match[1] not in _ROMAN:
        return None
    return Said(cardinal(_ROMAN.index(match[1]) + 1), WordKind.NUMBER)


def _address(match: Match[str]) -> Reading:
    return Unreadable(f"“{match[0]}”是网址或邮箱，念出来没人记得住。", "请删去，改说到哪里看。")


def _blank(match: Match[str]) -> Reading:
    return Unreadable(f"“{match[0]}”像是没有填完的空。", "请填好再播。")


def _letters(match: Match[str]) -> Reading:
    """Return letters one by one; a foreign word is not guessed at."""
    letters = match[0]
    if len(letters) == 1 or letters.lower() in _SPELLED or (letters.isupper() and len(letters) < 7):
        return Said(letters if len(letters) == 1 else letters.upper(), WordKind.LETTERS)
    return Unreadable(f"“{letters}”是外文，读不出来。", "请改写成中文。")


def _dash(match: Match[str]) -> Reading:
    """Return 到 between two figures or days of the week; elsewhere a pause."""
    near, behind = before(match), after(match)
    coded = re.search(r"([A-Z]{1,3})\d+ ?$", near)
    between_codes = coded and re.match(rf"{coded[1]}\d", behind)
    if between_codes or (_FIGURE_NEAR.search(near) and _FIGURE_BEHIND.match(behind)):
        low, high = _LOW_END.search(near), _HIGH_END.match(behind)
        if low and high and float(low[0]) >= float(high[0]):
            return Unreadable(
                f"“{low[0]}{match[0]}{high[0]}”不知道是号码还是从几到几。",
                "从几到几请写“到”，号码前请写“电话”或“编号”。",
            )
        return Said("到", WordKind.MARK)
    if behind[:1].isdigit() and near:
        return Unreadable(f"“{match[0]}{behind[:1]}”前的横线不知道怎么读。", "请写成“到”或“负”。")
    return Said("，", WordKind.MARK)


def _sign(match: Match[str]) -> Reading:
    """Return the sign of a number; a dash behind a figure is no minus."""
    near = before(match)
    is_share = _SHARE_BEHIND.match(after(match, 12))
    told = match[1] != "-" or is_share or _MINUS_NEAR.search(near)
    if _NUMBER_NEAR.search(near) or not told:
        return None
    return Said({"-": "负", "+": "正", "±": "正负"}[match[1]], WordKind.MARK)


def _times(match: Match[str]) -> Reading:
    return Said("乘", WordKind.MARK) if _SIZE_NEAR.search(before(match)) else None


def _colon(match: Match[str]) -> Reading:
    """Refuse 14:60, neither an hour nor a ratio."""
    if not before(match).rstrip(" ")[-1:].isdigit():
        return None
    return Unreadable("冒号前后的数不知道是几点几分还是比例。", "请写成“几点几分”或“几比几”。")


def _per(match: Match[str]) -> Reading:
    unit = match[1] or ""
    if not _PER_NEAR.search(before(match)) or not (unit or _HAN.match(after(match, 1))):
        return None
    return Said("每" + (UNITS | _PER_TIME).get(unit, unit), WordKind.MARK)


def _unknown_per(match: Match[str]) -> Reading:
    return Unreadable(f"“{match[0]}”不知道是每什么。", "请把单位写成中文，如“吨每天”。")


def _per_point(match: Match[str]) -> Reading:
    return Said("每", WordKind.MARK) if re.search(r"/[^\d，。；、/]{1,4}$", before(match)) else None


def _per_amount(match: Match[str]) -> Reading:
    """Return 20mg/100ml and 50元/50kg as one measure in another; 4G/5G are two networks."""
    near, behind = before(match), after(match)
    measured = re.search(r"(?<![A-Za-z])(?:[kmμµ]?g|m?[lL])$", near)
    paid = near.endswith("元") and re.match(r"\d+ ?(?:[A-Za-z]|公斤|斤|吨|亩)", behind)
    return Said("每", WordKind.MARK) if measured or paid else None


def _more(_match: Match[str]) -> Reading:
    return Said("多", WordKind.TEXT)


def _slash(match: Match[str]) -> Reading:
    """Return a pause between words; behind an amount a slash would be a 每 that vanishes."""
    near, behind = before(match), after(match)
    between = near[-1:].isdigit() and behind[:1].isdigit()
    if between and (_SHORT_BEFORE.search(near) or _SHORT_BEHIND.match(behind)):
        return Unreadable(
            "斜线前后的数不知道是日期、分数还是别的。", "日期请写几月几日，分数请写几分之几。"
        )
    if (
        re.search(r"\d ?[万亿千百]?(?:元|[kmc]?[gmL]|[A-Za-z]{1,3})$", before(match))
        and not re.match(r"\d", after(match))
        and after(match, 1)
    ):
        return Unreadable(f"“/{after(match, 2)}”不知道怎么读。", "请写成“每什么”，或把两样分开写。")
    return Said("、", WordKind.MARK)


def _hash(match: Match[str]) -> Reading:
    return Said("号", WordKind.MARK) if before(match, 1).isdigit() else None


def _numbered(match: Match[str]) -> Reading:
    """Return #3杆 as power and water works write it: 三号杆."""
    return Said(cardinal(int(match[1]), counting=False) + "号", WordKind.CODE)


def _bullet(match: Match[str]) -> Reading:
    return Said("", WordKind.MARK) if before(match, 1) in {"", "\n"} else None


def _bracket(_match: Match[str]) -> Reading:
    return Said("，", WordKind.MARK)


def _stop(match: Match[str]) -> Reading:
    """Return a full stop of ASCII text; a line's end is one too."""
    return Said("。" if match[0] == "\n" or before(match, 1) else "", WordKind.MARK)


def _mark(match: Match[str]) -> Reading:
    mark = match[0]
    if mark in _SILENT:
        return Said("", WordKind.MARK)
    if mark in _PAUSES:
        return Said(_PAUSES[mark], WordKind.MARK)
    if mark in _WORDS:
        return Said(_WORDS[mark], WordKind.TEXT)
    return Unreadable(f"不认得“{mark}”。", "请删去或改写成中文。")


LABEL_RULES = (Rule(_LABEL, _label), Rule(_LABEL_BEFORE_DATE, _label))
LETTER_RULES = (
    Rule(_TIMES, _times),
    Rule(_ADDRESS, _address),
    Rule(_BLANK, _blank),
    Rule(_ROMAN_LETTERS, _roman_letters),
    Rule(_LETTERS, _letters),
)
BRACKET_RULES = (Rule(_CLAUSE, _clause), Rule(_MARK, _bracket))
DASH_RULES = (Rule(_SIGN, _sign), Rule(_BULLET, _bullet), Rule(_DASH, _dash))
MORE_RULES = (Rule(_MORE, _more), Rule(_SIGN, _sign))
SLASH_RULES = (
    Rule(_PER, _per),
    Rule(_UNKNOWN_PER, _unknown_per),
    Rule(_PER_AMOUNT, _per_amount),
    Rule(re.compile("/"), _slash),
)
STOP_RULES = (Rule(_PER_POINT, _per_point), Rule(_BULLET, _bullet), Rule(_MARK, _stop))
OTHER_RULES = (
    Rule(_BLANK, _blank),
    Rule(_CIRCLED, _circled),
    Rule(_SIGN, _sign),
    Rule(_TIMES, _times),
    Rule(_COLON, _colon),
    Rule(_ROMAN_SIGN, _roman_sign),
    Rule(_HASH, _hash),
    Rule(_NUMBERED, _numbered),
    Rule(_PER_POINT, _per_point),
    Rule(_BULLET, _bullet),
    Rule(_MARK, _mark),
)
