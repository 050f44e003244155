"""How phones, hotlines, document numbers, identity and account numbers are read aloud."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.text.normalise.numerals import by_digit, by_phone_digit, cardinal
from kit.text.normalise.spoken_words import Rule, Said, Unreadable, WordKind, after, before

if TYPE_CHECKING:
    from re import Match

    from kit.text.normalise.spoken_words import Reading

_BRACKETED_YEAR = re.compile(r"（((?:19|20)\d{2})）")
_AREA = r"010|02\d|0[3-9]\d{2}"
_LANDLINE = re.compile(
    rf"（?({_AREA})(?:）|[- ]{{1,3}})?(\d{{7,8}})(?:(?:-| ?转 ?)(\d{{1,5}}))?(?!\d)(?![A-Za-z])"
)
_MOBILE = re.compile(r"(?:\+?86[- ]?)?(1[3-9]\d)([- ]?)(\d{4})\2(\d{4})(?![\dA-Za-z])")
_FREE_PHONE = re.compile(r"([48]00(?:[- ]?\d){7})(?!\d)")
_MASKED = re.compile(r"[\dA-Za-z]*\d[\dA-Za-z]*(?:\*{2,}|[xX]{4,})[\dA-Za-z]*")
_SPACED_PHONE = re.compile(rf"({_AREA}) (\d{{2,4}}) (\d{{2,4}})(?: (\d{{2,4}}))?(?![ \d])")
_IDENTITY = re.compile(r"(\d{17}[\dXx])(?![\dA-Za-z])")
_LONG = re.compile(r"(\d{4}(?: \d{4}){2,4}(?: \d{1,4})?|\d{12,})(?![\d,.])")
_COUNTED_LONG = re.compile(r" ?[余多]?(?:[元万亿户亩吨个件斤千]|人(?!工)|平方|立方)")
_MIXED = re.compile(r"(?=[A-Z]*\d)(?=\d*[A-Z])(?!\d+[A-Z]{1,2}(?![\dA-Z]))[0-9A-Z]{8,}(?![a-z])")

_SHORT = re.compile(r"(\d{3}|\d{5,6})(?![\d,.:/%]|[-~]\d|，\d{3}(?!\d))")
_HOTLINE = r"(?:1(?:10|12|14|19|20|22)|12[1-3]\d\d|95\d{3}|100\d{2}|96\d{3,4})"
_HOTLINE_SHAPE = re.compile(rf"{_HOTLINE}$")
_HOTLINES = re.compile(rf"(?<![\d.]){_HOTLINE}(?:[、,，/和或及]{_HOTLINE}(?!\d))+")
# Hotlines that no sum of money or people is mistaken for, even without the word 电话.
_KNOWN = re.compile(
    r"121(?:10|17|19|21|22|23)$|123(?:0[69]|1[35678]|2[0189]|3[36789]|4[058]|5[0156]|6[6789]"
    r"|7[1789]|8[015-9]|9[0358])$|95598$|96110$"
)
_PHONE_WORDS = (
    r"电话|热线|手机|传真|联系方式|联系|咨询|举报|报警|监督|投诉|总机|座机|短号|服务台|客服|专线|报修"
    r"|求助|火警|急救|短信|致电|来电|拨打|拨通|拨|打"
)
_PHONE_NEAR = re.compile(rf"(?:{_PHONE_WORDS})(?:号码|号)?[^，。；！？\n]{{0,9}}$")
# 电话共接听110次 counts calls; 打 and 拨 speak of a phone only right before the number.
_COUNTS_NEAR = re.compile(
    r"(?:共|计|约|达|为民|收到|接听|受理|办理|处理|拨付|拨款|[一二三四五六七八九十]次)[^0-9]{0,4}$"
)
_PHONE_BEHIND = re.compile(
    r"[”’」）]?(?:[一-鿿]{0,6}(?:热线|专线|电话)|热线|电话|报警|接警|出警|指挥|值班|平台|举报|服务|咨询|客服|急救|投诉|便民|政务|消费|反诈|纪检|专线|求助|森林|消防|市民|医保"
    r"|来电|回访|回拨|是[^，。；]{0,3}(?:热线|专线|电话)|或|和|及|、|/)"
)
_NOT_COUNTED = re.compile(r"[，。；、！？）”’」/或和及 ]|$")
_LISTED_NEAR = re.compile(r"(?:\d{5,6}|(?<!\d)1[12]\d)[”」]?[、/或和及][“「]?$")
_COUNTING_NEAR = re.compile(r"(?:[共计数达约为到至超近总有是余和及比-]|不足|[多少高低大小]于)$")
_ALONE_NEAR = re.compile(r"(?:^|[。；\n（“])$")
_APART = re.compile(r"(?:^|[，。；：:、！？（“‘\n ])$")
_COUNTED = re.compile(
    r" ?[余多]?(?:人(?:民币|(?![社力工民才]))|[元圆万亿户个条亩名件次份家位例起米斤吨天年岁项套台辆"
    r"株头只度级分号℃㎡a-zA-Z]|公里|公斤|平方|千瓦)"
)
_LOCAL = re.compile(r"(\d{7,8})(?:(?:-| ?转 ?)(\d{1,5}))?(?![\d,.:/%]|[-~]\d)")
_LOCAL_NEAR = re.compile(
    rf"(?:(?:{_PHONE_WORDS}|[办所站局处委院部室校行厅司社心])(?:号码|号)?[:为是（ ]{{0,2}}"
    r"|(?:电话|打)[^，。；\d]{0,6}[?？] ?答?:?|\d{7,8}[/、或和及 ])$"
)
# What a number is called before it: any noun of numbers, told by its last character.
_CODE_NOUN = (
    r"(?:(?<![\d一二三四五六七八九十第])号|码|[尾末后前][一二三四五六两\d]位(?:数字?|号码)?|邮编|车牌|图斑|小班|宗地"
    r"|地块|(?:[电水气]|燃气|煤气)表|[总分座手话]机|电话|(?<!数)线|口令|频道|传真|客服|QQ群?|微信群?|短信|电杆|杆塔|台区|[国省县乡]道|[座室])"
)
_CODE_NEAR = re.compile(rf"{_CODE_NOUN}[是为:（ ]{{0,2}}$")
# Of two digits only a code's end and what is typed in are said one by one: 编号12 is twelve.
_TYPED_NEAR = re.compile(
    r"(?:[尾末后前][一二三四五六两\d]位(?:数字?|号码)?|尾号|[件证密]码)[是为:（ ]{0,2}$"
)
_CODE_LISTED = re.compile(rf"{_CODE_NOUN}[是为:（ ]{{0,2}}(?:[\dA-Z-]{{2,}}[、和或及])+$")
_CODE = re.compile(r"(\d{2,})(?![\d.:/%‰℃°]|[,，]\d)")
_BEHIND_CODED = re.compile(
    r"\d{2,4}(?=开关|刀闸|断路器|间隔|支线|线路?(?![下上索条段索外])|电杆|杆塔)"
)
_HYPHENED = re.compile(r"[\dA-Z]*\d(?:-+[\dA-Z]*\d[\dA-Z]*)+(?![\d.:/%℃]|[元亩吨户人])")
_FERTILISER = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{1,2})(?!-?\d)")
_ROOM_HYPHENED = re.compile(r"\d{1,3}(?:-\d{1,2})?-\d{3,4}(?=室|房|住户)")
_PLATE = re.compile(r"([A-Z])[· ]?(?=[A-Z]{0,2}\d)([A-Z\d]{2})[ ]?([A-Z\d]{3,4})(?![A-Za-z\d])")
_ROOM = re.compile(r"\d{3,4}(?=室|房间|号房|包间|教室|会议室|办公室)")
_ROOM_BEHIND_HOUSE = re.compile(r"(?:(?<=单元)|(?<=[楼层幢栋座])|(?<=[楼层][,，]))\d{3,4}(?!\d)")
_COURT = re.compile(
    r"(?<=[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼])\d{2,4}(?=[民刑行执破财赔司])"
)
_ROAD = re.compile(r"(\d{3})(?=国道|省道|县道|乡道|路公交|路车)")
# “211工程”, “863”计划, “1234”工作法 and 84消毒液 are names.
_NAMED = re.compile(r"(\d{3,4})(?=[”」\"])|(\d{3})(?=工程|计划|高校|大学)|(84)(?=消毒)")
_DOCUMENT = re.compile(r"（ ?(\d{4}) ?）( ?第)? ?(\d{1,5})( ?号)")


def _grouped(*groups: str) -> str:
    """Return digits in the breaths in which a phone is said: 零五九七，五八三，幺二三四."""
    return "，".join(by_phone_digit(group) for group in groups if group)


def _halves(local: str) -> tuple[str, str]:
    return local[:-4], local[-4:]


def _extension(digits: str | None) -> str:
    return f"，转{by_phone_digit(digits)}" if digits else ""


def _landline(match: Match[str], _day_word: str) -> Reading:
    opened, closed = match[0].startswith("（"), "）" in match[0]
    if (opened and not closed) or _COUNTED_LONG.match(after(match)):
        return None
    said = _grouped(match[1], *_halves(match[2])) + _extension(match[3])
    return Said(said, WordKind.PHONE)


def _mobile(match: Match[str], _day_word: str) -> Reading:
    if _COUNTED_LONG.match(after(match)):
        return None
    return Said(_grouped(match[1], match[3], match[4]), WordKind.PHONE)


def _free_phone(match: Match[str], _day_word: str) -> Reading:
    if _COUNTED_LONG.match(after(match)):
        return None
    groups = re.split("[- ]", match[1])
    if len(groups) == 1:
        groups = [match[1][:3], match[1][3:6], match[1][6:]]
    return Said(_grouped(*groups), WordKind.PHONE)


def _spaced_phone(match: Match[str], _day_word: str) -> Reading:
    return Said(_grouped(*match.groups(default="")), WordKind.PHONE)


def _masked(_match: Match[str], _day_word: str) -> Reading:
    return Unreadable("这里是遮盖过的号码，没法读。", "广播里请不要念号码，删去这一处。")


def _identity(match: Match[str], _day_word: str) -> Reading:
    if _COUNTED_LONG.match(after(match)):
        return None
    digits, last = match[1][:-1], match[1][-1].upper()
    said = by_phone_digit(digits) + (last if last == "X" else by_phone_digit(last))
    return Said(said, WordKind.CODE)


def _long(match: Match[str], _day_word: str) -> Reading:
    if _COUNTED_LONG.match(after(match)):
        return None
    groups = match[1].split(" ")
    return Said(_grouped(*groups), WordKind.CODE)


def _mixed(match: Match[str], _day_word: str) -> Reading:
    return Said(_characters(match[0]), WordKind.CODE)


def _hotlines(match: Match[str], _day_word: str) -> Reading:
    """Return 120,110,119 behind a word for calling as three numbers, not as one."""
    near = before(match)
    if _COUNTED.match(after(match)) or not (_PHONE_NEAR.search(near) or _ALONE_NEAR.search(near)):
        return None
    parts = re.split("([、,，/和或及])", match[0])
    said = (by_phone_digit(p) if p.isdigit() else p if p in "和或及" else "、" for p in parts)
    return Said("".join(said), WordKind.PHONE)


def _short(match: Match[str], _day_word: str) -> Reading:
    """Return a hotline; its neighbours must say that it is one."""
    digits = match[1]
    near, behind = before(match), after(match)
    counts = _COUNTED.match(behind) or _COUNTS_NEAR.search(near) or near.endswith("第")
    if counts or not _HOTLINE_SHAPE.match(digits):
        return None
    if len(digits) == 5 and not _COUNTING_NEAR.search(near):
        return Said(by_phone_digit(digits), WordKind.PHONE)  # 95588工商银行: no count is so shaped
    if _ALONE_NEAR.search(near) and re.match(r"[，。；）”\n]|$", behind):
        return Said(by_phone_digit(digits), WordKind.PHONE)
    joined = behind[:1] in set("或和及、/")
    listed = _LISTED_NEAR.search(near)
    known = _KNOWN.match(digits) and (_NOT_COUNTED.match(behind) or _APART.search(near))
    if _PHONE_NEAR.search(near) or known or listed or (_PHONE_BEHIND.match(behind) and not joined):
        return Said(by_phone_digit(digits), WordKind.PHONE)
    return None


def _local(match: Match[str], _day_word: str) -> Reading:
    if not _LOCAL_NEAR.search(before(match)) or _COUNTED.match(after(match)):
        return None
    return Said(_grouped(*_halves(match[1])) + _extension(match[2]), WordKind.PHONE)


def _code(match: Match[str], _day_word: str) -> Reading:
    near, behind = before(match, 80), after(match)
    if _COUNTED.match(behind) or re.match(r" ?[A-Za-z]", behind):
        return None
    called = _CODE_NEAR.search(near) or _CODE_LISTED.search(near)
    if not (called if len(match[1]) > 2 or match[1][0] == "0" else _TYPED_NEAR.search(near)):
        return None
    return Said(by_phone_digit(match[1]), WordKind.CODE)


def _hyphened(match: Match[str], _day_word: str) -> Reading:
    """Return 2026-015 behind 编号 with its hyphen; 编号1-5 are five numbers, not one."""
    near = before(match, 80)
    if not (_CODE_NEAR.search(near) or _CODE_LISTED.search(near)):
        return None
    parts = re.split("-+", match[0])
    low, high = parts[0], parts[-1]
    rises = len(parts) == 2 and low.isdigit() and high.isdigit() and int(low) < int(high)
    padded = low.startswith("0") or high.startswith("0")
    if rises and not padded and len(low) < 4 and len(high) - len(low) < 2:
        return None
    return Said("杠".join(map(_characters, parts)), WordKind.CODE)


def _room_hyphened(match: Match[str], _day_word: str) -> Reading:
    return Said("杠".join(map(_characters, match[0].split("-"))), WordKind.CODE)


def _fertiliser(match: Match[str], _day_word: str) -> Reading:
    """Return 15-15-15 as shares of nitrogen, phosphorus and potassium, where fertiliser is near."""
    near = before(match) + after(match, 10)
    if "肥" not in near and "氮磷钾" not in near:
        return None
    return Said("，".join(cardinal(int(share)) for share in match.groups()), WordKind.CODE)


def _characters(code: str) -> str:
    return "".join(by_phone_digit(c) if c.isdigit() else c for c in code)


def _plate(match: Match[str], _day_word: str) -> Reading:
    if not re.search(
        "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]$", before(match, 1)
    ):
        return None
    return Said(_characters("".join(match.groups())), WordKind.CODE)


def _room(match: Match[str], _day_word: str) -> Reading:
    return Said(by_phone_digit(match[0]), WordKind.CODE)


def _room_behind_house(match: Match[str], day_word: str) -> Reading:
    return None if _COUNTED.match(after(match)) else _room(match, day_word)


def _bracketed_year(match: Match[str], _day_word: str) -> Reading:
    return Said(f"，{by_digit(match[1])}，", WordKind.DATE)


def _named(match: Match[str], _day_word: str) -> Reading:
    digits = match[1] or match[2] or match[3]
    if match[1] and before(match, 1) not in {"“", "「", '"'}:
        return None
    said = by_phone_digit(digits) if len(digits) == 3 else by_digit(digits)
    return Said(said, WordKind.PHONE if _HOTLINE_SHAPE.match(digits) else WordKind.CODE)


def _document(match: Match[str], _day_word: str) -> Reading:
    """Return the number of a document: 〔2021〕69号 二零二一，六十九号."""
    ordinal = "第" if match[2] else ""
    said = f"{by_digit(match[1])}，{ordinal}{cardinal(int(match[3]), counting=False)}号"
    return Said(said, WordKind.CODE)


def phone_words(number: str) -> str:
    """Return a number known to be a phone, however it is written; empty if it is none."""
    for pattern, read in ((_LANDLINE, _landline), (_MOBILE, _mobile), (_FREE_PHONE, _free_phone)):
        match = pattern.fullmatch(number)
        said = read(match, "") if match else None
        if isinstance(said, Said):
            return said.spoken
    if re.search(r"[^\d（） -]", number):
        return ""
    groups = re.findall(r"\d+", number)
    return _grouped(*(half for group in groups for half in _breaths(group)))


def _breaths(group: str) -> tuple[str, ...]:
    return _halves(group) if len(group) in {7, 8} else (group,)


def known_phone(text: str, start: int, phones: tuple[str, ...]) -> str:
    """Return which of ``phones`` stands at ``start``; 119户 counts households all the same."""
    for phone in phones:
        end = start + len(phone)
        alone = not text[start - 1 : start].isdigit() and not text[end : end + 1].isdigit()
        if text.startswith(phone, start) and alone and not _COUNTED.match(text, end):
            return phone
    return ""


BRACKET_CODE_RULES = (
    Rule(_DOCUMENT, _document),
    Rule(_LANDLINE, _landline),
    Rule(_BRACKETED_YEAR, _bracketed_year),
)
# Before the dates: 2026-015 behind 编号 is no January, and a phone is no other code.
HYPHEN_RULES = (
    Rule(_HOTLINES, _hotlines),
    Rule(_SPACED_PHONE, _spaced_phone),
    Rule(_LANDLINE, _landline),
    Rule(_MOBILE, _mobile),
    Rule(_FREE_PHONE, _free_phone),
    Rule(_HYPHENED, _hyphened),
    Rule(_ROOM_HYPHENED, _room_hyphened),
    Rule(_FERTILISER, _fertiliser),
)
PLATE_RULES = (Rule(_PLATE, _plate),)
CODE_RULES = (
    Rule(_MASKED, _masked),
    Rule(_IDENTITY, _identity),
    Rule(_LOCAL, _local),
    Rule(_SHORT, _short),
    Rule(_CODE, _code),
    Rule(_LONG, _long),
    Rule(_MIXED, _mixed),
    Rule(_NAMED, _named),
    Rule(_ROOM, _room),
    Rule(_ROOM_BEHIND_HOUSE, _room_behind_house),
    Rule(_COURT, _room),
    Rule(_ROAD, _room),
    Rule(_BEHIND_CODED, _room),
)
