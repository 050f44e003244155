"""Words by which a township notice is known: genres, offices, numbers before lines, web junk."""

from __future__ import annotations

import re

from kit.text.figures.fold import folded

GENRE = (
    "(?:通知书?|通告|公告|公示表?|通报|决定书?|意见|办法|方案|细则|规定|须知|指南|名单|预警|解读|问答|函|简章|安排"
    "|一览表|明白[纸卡]|告知书|倡议书|公开信?|提示|提醒|启事|说明|声明|倡议|一封信)"
)
ENDS_IN_GENRE = re.compile(rf"{GENRE}(?:[（(][^）)]*[）)])?[!！]?$")
OFFICE_END = (
    "(?:人民政府|政府|委员会|村委会?|居委会|中心|指挥部|办公室|项目部|教务处|卫生院|卫生室|供电所|供电公司|医院|小学|中学"
    "|学校|幼儿园|公司|合作社|银行|支行|信用社|窗口|大厅|热线|火警|纪委|大队|中队|执法队|武装部|村部|水厂|厂|门诊|气象台"
    "|专班|工作组|[所站办局队院科股店])"
)
OFFICE = re.compile(rf"[\u4e00-\u9fff]{{0,18}}?{OFFICE_END}(?![\u4e00-\u9fff]*{OFFICE_END})")
OPENED_BY_NUMBER = re.compile(
    r"\s*(?:第?[一二三四五六七八九十]{1,3}[、．.条章]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}(?:[、．]|\.(?!\d)|[）)])|[①-⑳])\s*"
)
DOCUMENT_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{2,12}\s?[〔\[［【（(]\s?[0-9０-９]{4}\s?[〕\]］】）)]\s?第?\s?[0-9０-９]{1,5}\s?号"
)
DECORATION = re.compile(
    "^[\\s\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\u25a0-\u25ff"
    "\ufe0f\u20e3*#|·•※>＞~～=＝_—-]+(?=\\S)"
)
"""Arrows, dots and small pictures with which a line of a chat begins."""
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u20e3]")
_BLANKS_IN_WORD = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000](?=[\u4e00-\u9fff](?:[ \u3000：:]|$))")


def undecorated(text: str) -> str:
    """Return a line without the signs that a chat puts before and between words."""
    return _EMOJI.sub("", DECORATION.sub("", text)).strip(" \u3000\t\u00a0")


def squeezed(text: str) -> str:
    """Return a text as it is compared: folded, without blanks but for one between two digits.

    Figures of neighbouring cells would become a third one: 20, 1 and 70301 a day of 2017.
    """
    return _BLANKS.sub("", re.sub(r"\s+", " ", folded(text)))


_BLANKS = re.compile(r"(?<!\d) | (?!\d)")


def unspread(text: str) -> str:
    """Return a line whose words were spread to a width: 联 系 人 is 联系人."""
    return _BLANKS_IN_WORD.sub("", text)
