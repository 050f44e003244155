"""How figures are written in township notices: the patterns behind ``kit.text.figures.reader``.

One pattern with an alternative a kind, tried in the order of :data:`FIGURE`, so that the number
of 永大政〔2026〕98号 is never taken for a year and a day.
"""

from __future__ import annotations

import re
from decimal import Decimal

_CN_DIGIT = "零〇一二三四五六七八九"
_ARABIC = r"(?<![\d.A-Za-z])(?<!\d,)(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
# A Chinese number begins with a digit or 十: 万元 alone is a unit, 几百元 is no figure.
_CHINESE = (
    rf"(?<![几数{_CN_DIGIT}两十百千万亿点])[{_CN_DIGIT}两十][{_CN_DIGIT}两十百千万亿]*"
    rf"(?:点[{_CN_DIGIT}]+[万亿]?)?"
)
_NUMBER = f"(?:{_ARABIC}|{_CHINESE})"
_TO = r"(?:到|至|—+|–|-|~|～|起至|起到)"

MULTIPLE = {
    "": Decimal(1),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10_000),
    "十万": Decimal(100_000),
    "百万": Decimal(1_000_000),
    "千万": Decimal(10_000_000),
    "亿": Decimal(100_000_000),
    "万亿": Decimal(1_000_000_000_000),
}
RANGE = re.compile(rf"\s*{_TO}\s*")

_URL = r"(?P<url_>https?://[^\s，。；）)]+)"
_ID = (
    r"(?P<id_>(?<![A-Za-z0-9])(?:[A-Z]{2,8}-\d{4}-\d{3,4}|\d{4}-W\d{2}"
    # A printed number with the wording it was printed with: 26W48-04-7QF3.
    r"|\d{2}W\d{2}(?:-\d{2,3}(?:-[0-9A-HJKMNP-TV-Z]{4})?)?"
    # The short code of a signed text: two groups of four, without I, L, O and U.
    r"|(?=[0-9-]{0,8}[A-Z])[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4})(?![A-Za-z0-9]))"
)
_DOCUMENT = (
    r"(?P<document_>[〔\[【（(](?P<doc_year>(?:19|2\d)\d{2})[〕\]】）)]"
    r"\s?第?(?P<doc_number>\d{1,5})\s?号)"
)
_ORDINAL = rf"(?P<ordinal_>第\s?(?:\d+|[{_CN_DIGIT}十百千]+))"

_LUNAR_MONTH = "(?:闰?(?:正|冬|腊|十[一二]?|[二三四五六七八九])月)"
_ONE_TO_NINE = "[一二三四五六七八九]"
_LUNAR_DAY = (
    f"(?:初(?:{_ONE_TO_NINE}|十)|十{_ONE_TO_NINE}|二十{_ONE_TO_NINE}?|三十|廿{_ONE_TO_NINE}?)"
)
_LUNAR = (
    rf"(?P<lunar_>(?:农历|阴历|旧历|古历)\s?{_LUNAR_MONTH}(?:{_LUNAR_DAY}[日号]?)?"
    rf"|(?<![{_CN_DIGIT}十年]){_LUNAR_MONTH}{_LUNAR_DAY}(?![{_CN_DIGIT}十日号]))"
)


def _year(name: str) -> str:
    return rf"(?P<{name}>(?<!\d)\d{{4}}|[{_CN_DIGIT}]{{4}}|[去今本明])\s?年度?"


def _small(name: str) -> str:
    # 四十五 is no day, but it must be read to be refused.
    chinese = rf"(?<![{_CN_DIGIT}十])(?:{_ONE_TO_NINE}?十[{_CN_DIGIT}]?|{_ONE_TO_NINE})"
    return rf"(?P<{name}>(?<![\d.])\d{{1,2}}|{chinese})"


# 号 is a day in speech; 3号楼 and 5号令 are not. 个月 and 月份 as in 3个月 never reach here.
_DAY_SIGN = r"(?:日|号(?![楼院令栋机门线]))"
_DATE = (
    r"(?P<date_>"
    r"(?P<iso_year>(?<![\d-])(?:19|2\d)\d{2})(?P<sign>[-./])(?P<iso_month>\d{1,2})"
    r"(?P=sign)(?P<iso_day>\d{1,2})(?!\d)"
    rf"|(?:{_year('year')}\s?)?{_small('month')}\s?月份?(?:\s?{_small('day')}\s?{_DAY_SIGN}"
    rf"|\s?(?P<open_day>\d{{1,2}})(?=\s?{_TO}|[以之]?前|止|截))?"
    rf"|(?P<only_year>(?<![\d.A-Za-z])\d{{4}}|(?<![{_CN_DIGIT}十])[{_CN_DIGIT}]{{4}})"
    rf"(?:年度?|(?=\s?{_TO}\s?\d{{4}}\s?年)))"
)
DATE_TAIL = re.compile(
    rf"\s?{_TO}\s?(?P<last_day>"
    r"(?P<iso_year2>(?:19|2\d)\d{2})[-./](?P<iso_month2>\d{1,2})[-./](?P<iso_day2>\d{1,2})(?!\d)"
    rf"|(?:{_year('year2')}\s?)?{_small('month2')}\s?月份?(?:\s?{_small('day2')}\s?{_DAY_SIGN})?"
    rf"|(?P<open_day2>\d{{1,2}}|{_ONE_TO_NINE}?十[{_CN_DIGIT}]?|{_ONE_TO_NINE})\s?{_DAY_SIGN}"
    r"|(?P<only_year2>\d{4})\s?年度?)"
)

_MULTIPLE = "万亿|十万|百万|千万|[百千万亿]"
_MONEY = (
    rf"(?P<money_>(?:(?P<money_from>{_NUMBER})\s?(?P<from_multiple>{_MULTIPLE})?元?\s?{_TO}\s?)?"
    rf"(?P<money>{_NUMBER})[余多]?\s?(?P<multiple>{_MULTIPLE})?[余多]?"
    r"(?:元(?![宵旦素件老首帅村])|块钱|(?<=\d)块(?![地田石板]))"
    rf"(?:(?P<jiao>[\d{_CN_DIGIT}])角)?(?:零?(?P<fen>[\d{_CN_DIGIT}])分(?!钟))?"
    rf"|(?:¥|人民币¥)\s?(?P<yuan>{_ARABIC})\s?(?P<yuan_multiple>[万亿])?元?)"
)
_PERCENT = (
    rf"(?P<percent_>(?P<minus>(?<![\d])-|负)?(?:(?P<percent>{_NUMBER})\s?(?:[%‰]|个百分点)"
    rf"|百分之(?:负)?(?P<hundredth>\d+(?:\.\d+)?|[{_CN_DIGIT}十百]+(?:点[{_CN_DIGIT}]+)?)))"
)
_HOUR = rf"\d{{1,2}}|[二]?十[{_CN_DIGIT}]?|[{_CN_DIGIT}两]"
_TIME = (
    r"(?P<time_>(?P<part>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|晚)?\s?"
    rf"(?<![\d.:{_CN_DIGIT}十])(?P<hour>{_HOUR})\s?(?:[:：](?P<minute>[0-5]\d)(?::[0-5]\d)?(?!\d)"
    r"|(?:点|时(?![间候效段期常代限]))(?:(?P<minutes>"
    rf"\d{{1,2}}|[{_CN_DIGIT}](?=分)|[二三四五]?十[{_CN_DIGIT}]?|零[{_CN_DIGIT}])分?"
    rf"|(?P<half>半)|(?P<quarter>[一三])刻|[整钟])?(?![{_CN_DIGIT}意要建不儿])))"
)
_PHONE = (
    r"(?P<phone_>(?<![\d.A-Za-z])(?:(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
    r"|[（(]?\d{3,4}[）)]?[-—–]\d{3,4}[ -]?\d{4}|[（(]0\d{2,3}[）)]\s?\d{7,8}|0\d{2,3} ?\d{7,8}"
    r"|[48]00[- ]?\d{3,4}[- ]?\d{3,4})(?!\d|\.\d))"
)
_SAID = f"[{_CN_DIGIT}幺]"
_SPOKEN = (
    # A landline or a mobile is said in groups; a hotline in one breath.
    rf"(?P<spoken_>(?<![{_CN_DIGIT}幺十百千万亿点])(?:"
    rf"{_SAID}{{3,4}}[，, ]{_SAID}{{3,4}}[，, ]?{_SAID}{{4}}|{_SAID}{{3,}}+)"
    rf"(?![{_CN_DIGIT}幺十百千万亿点年月日号元块人户个条]))"
)
# Longest first. 天 and 日 are durations here: dates were taken out before.
_MEASURES = (
    "个工作日|工作日|个百分点|平方公里|平方米|周岁|个月|人次|公里|千米|厘米|公斤|千克|公顷|小时|分钟|"
    "㎡|℃|岁|人|户|名|条|件|份|次|天|日|年|亩|米|斤|吨|只|头|株|棵|台|辆|套|本|张|间|栋|座|处|项|类|种|"
    "家|所|村|组|批|场|班|倍|页|层|楼|秒|个|位|篇|册|瓶|盏|口|顷|度"
)
_COUNT = (
    rf"(?P<count_>(?:(?P<count_from>{_NUMBER})\s?(?:周岁|岁)?{_TO}\s?)?(?P<count>{_NUMBER})[余多]?\s?"
    rf"(?P<measure>{_MEASURES}))"
)
_HOTLINE = r"(?P<hotline_>(?<![\d.,A-Za-z〔-])\d{3,8}(?!\d|[.,]\d|[%年月]|\s?[元万亿]))"

_ORDER = (
    *(_URL, _ID, _DOCUMENT, _ORDINAL, _LUNAR, _DATE, _MONEY, _PERCENT, _PHONE, _TIME),
    *(_SPOKEN, _COUNT, _HOTLINE),
)
# The characters a figure can begin with: nine in ten places are passed over at once.
_FIRST = (
    rf"(?=[\d{_CN_DIGIT}幺两十廿〔【（(\[¥人农阴旧古闰正冬腊第"
    "凌清早上中下傍晚夜去今本明百负A-Zh+-])"
)
FIGURE = re.compile(f"{_FIRST}(?:{'|'.join(_ORDER)})")

HOTLINE_BEFORE = re.compile(
    r"(?:电话|热线|拨打|拨|打(?![击造好赢扫印工破算开])|号码|手机|座机|火警|匪警|急救|报警|咨询|监督)"
    r"[^，。；！？\d]{0,6}[：:，, ]?\s?$"
)
PHONE_JOINER = re.compile(r"\s?(?:、|，|,|或者?|和|/|；|转)\s?")

# Words that may stand between a date and what is said of it: 12月31日（星期四）下午5点以前.
AFTER_DATE = re.compile(
    r"(?:\s|[（(][^）)\n]{0,16}[）)]|(?:星期|周|礼拜)[一二三四五六日天]"
    rf"|[，,]?(?:凌晨|早上|上午|中午|下午|晚上)?(?:{_HOUR})(?:[:：]\d\d|[点时](?:半|\d{{1,2}}分?)?))*"
)
BIRTH_AFTER = re.compile(
    r"(?:以前|之前|前|以后|之后|后|至今|到)?[^，。；！？\n]{0,6}?(?:出生|生的)"
)
DEADLINE_AFTER = re.compile(r"(?:以前|之前|前(?![来往后期提述置])|截止|为止|止(?!步))")
DEADLINE_BEFORE = re.compile(
    r"(?:截止(?:日期|时间|日)?|最后一天|最迟|最晚|不晚于|不迟于|到期日?)[是为到至于在：:，,\s]*$"
)
EFFECT_AFTER = re.compile(r"起?[，,]?\s?(?:正式)?(?:施行|实施|执行|生效|废止|失效|停止使用)")
START_AFTER = re.compile(r"(?:起(?!草)|开始|以来)")
START_BEFORE = re.compile(r"(?:自|从)\s?$")
