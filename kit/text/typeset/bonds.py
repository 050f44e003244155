"""What belongs together in a line: numbers with units, dates, times, phones, document numbers.

CLREQ forbids breaking between digits and their prefixes and suffixes. The lists are those
of township notices; a unit that is missing here costs a break in a poor place, no more.
"""

from __future__ import annotations

import re
from enum import IntEnum
from operator import itemgetter


class Bond(IntEnum):
    """How firmly two neighbours hold together; a higher one breaks only when nothing else helps."""

    FREE = 0
    SOFT = 1
    """Parts of one expression (2026年｜12月31日): breaks in a column too narrow for it."""
    WORD = 2
    """Inside a word, a number or a number and its unit."""
    MARK = 3
    """A mark that may not begin or end a line."""
    WHOLE = 4
    """A letter and its accent, the halves of a dash or an ellipsis."""


_UNIT = (
    "平方公里|平方千米|平方米|立方米|个工作日|工作日|人次|千瓦时|公里|千米|厘米|毫米|公顷|公斤"
    "|千克|毫克|毫升|小时|分钟|秒钟|个月|周岁|周年|年度|年级|季度|月份|月底|年底|日起|日前|时许"
    "|点钟|世纪|[年月日时点分秒周天元角岁度期届个件次条项款号户人口名位家所座栋幢间处块台辆架艘只"
    "头匹羽棵株亩斤两吨克升米寸批级类种份张页本册篇套层楼室组路村区队班站场岗轮遍回顿餐席磅折倍成厘毫]"
)
_HUNDREDS = "[余多来几]?[十百千万亿]{0,3}[余多来几]?"
_NUMBER = r"\d+(?:[,.:：]\d+)*"
_HAN_NUMBER = "[〇零一二三四五六七八九十百千万两]"

_WITH_DIGITS = tuple(
    (re.compile(pattern), bond)
    for pattern, bond in (
        # 每人400元, 约3.5万亩, 第20条, 24时, 60多岁
        (rf"第?{_NUMBER}[%％‰℃]?{_HUNDREDS}(?:{_UNIT})?", Bond.WORD),
        # 上午8点, 晚上9点
        (r"(?:[上下中]午|[早晚]上|凌晨|傍晚)\d", Bond.SOFT),
        # 2点半, 3年半
        (r"\d[点个年]半", Bond.WORD),
        # 〔2021〕69号, (2021)第3号, [2021]5号
        (r"[〔（(［\[]\d{4}[〕）)］\]]第?\d+号", Bond.WORD),
        # 7天内, 15个工作日内, 24小时以内
        (rf"\d(?:{_UNIT})以?内", Bond.SOFT),
        # 2026年12月31日24时: parts of one day
        (rf"(?:{_NUMBER}[年月日号时点])+{_NUMBER}[年月日号时点分]", Bond.SOFT),
        # 3～5天, 8:00—11:30, 0597—5831234, 12393转2, 138 0000 0000
        (r"\d[—–～~至转-]+\d|\d +\d", Bond.SOFT),
    )
)
_WITHOUT_DIGITS = tuple(
    (sign, re.compile(pattern), bond)
    for sign, pattern, bond in (
        # 样**某, 李*山, 35*************123: a masked name or number is read as one
        (
            "*",
            r"(?:[\u4e00-\u9fff]{1,2}|[0-9A-Za-z]*)\*+(?:[\u4e00-\u9fff]|[0-9A-Za-z]*)",
            Bond.WORD,
        ),
        # 永大政〔2021〕69号: the name of the office stays with its year where it can.
        ("〔", "[\u4e00-\u9fff]〔", Bond.SOFT),
        # 二〇二六年十二月三十一日
        ("年", f"(?:{_HAN_NUMBER}+[年月日号时])+", Bond.SOFT),
        ("月", f"(?:{_HAN_NUMBER}+[月日号时])+", Bond.SOFT),
        # 三百二十元
        ("元", f"{_HAN_NUMBER}{{2,}}元", Bond.SOFT),
        # 第二十条, 第（十一）项
        (
            "第",
            rf"第[（(]?(?:{_HAN_NUMBER}+|\d+)[）)]?[条款项章节次批期届名]?",
            Bond.SOFT,
        ),
    )
)
# 三组, 两个月, 第四季度 written out: one expression, as its digits would be
_HAN_COUNTED = re.compile(rf"{_HAN_NUMBER}+(?:{_UNIT})(?:以?内)?")
_DIGIT = re.compile(r"\d")
# Where an address of the web or of mail may be cut: after a sign, three letters from its ends.
_ADDRESS = re.compile(r"[A-Za-z0-9._~:/?#@!$&()*+,;=%-]{13,}")
_CUT = re.compile(r"(?<=...)[/?&=_.@-](?=...)")


def bonds_in(text: str) -> list[Bond]:
    """Return the bond between each character of ``text`` and the next, FREE where none is due."""
    bonds = [Bond.FREE] * len(text)
    patterns = [(pattern, bond) for sign, pattern, bond in _WITHOUT_DIGITS if sign in text]
    patterns.append((_HAN_COUNTED, Bond.SOFT))
    if _DIGIT.search(text):
        patterns += _WITH_DIGITS
    # The firmest last: what is written later holds.
    for pattern, bond in sorted(patterns, key=itemgetter(1)):
        for match in pattern.finditer(text):
            first, last = match.span()
            bonds[first : last - 1] = [bond] * (last - 1 - first)
    return bonds


def cuts_in(text: str) -> frozenset[int]:
    """Return the places of the characters after which a long address may be broken."""
    return frozenset(
        address.start() + cut.start()
        for address in _ADDRESS.finditer(text)
        if any(character.isalpha() for character in address.group())
        for cut in _CUT.finditer(address.group())
    )
