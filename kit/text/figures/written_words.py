"""The words beside a figure that say what it is for; patterns on folded text."""

from __future__ import annotations

import re

_WEEKDAY = r"(?:\(?[星期周礼拜一二三四五六日天]*\)?)?"
_HOUR = r"(?:(?:上午|下午|中午|晚上)?[\d一二三四五六七八九十:点半时整零]*)?"
BY_THEN = re.compile(
    rf"{_WEEKDAY}{_HOUR}(?:以前|之前|前(?![来往后期提述置])|截止|为止|止(?!步))|[过超]期"
)
"""Behind a day: it is a deadline."""
LATEST = re.compile(
    r"(?:截止[日期时间到至为是]*|最迟|最晚|不晚于|不迟于|最后一天[是为]?|办?交?报?到)[是为到至于在:,]*$"
)
"""Before a day: it is a deadline."""
BIRTH = re.compile(
    r"(?:\(含\))?(?:以前|之前|前|以后|之后|后|至|到)?[^,。;!?\n]{0,8}(?:出生|生的|生)"
    r"|[^,。]{0,3}出生|前?(?:年|未|不)?满"
)
EVENT = re.compile(
    "公布|公示|录取|开班|开学|开课|召开|举行|考试|面试|抽签|验收|评审|发放|到账|施行|实施|作出|印发|"
    "成立|出生|通过|批准|审议|审定|发布|检查|生效|开工|完工|竣工|修订|修正|开会|领证|体检|入学|报到|"
    "观摩|演练|参观|讨论|颁奖|合影|散会|参保|核实|核对|完成|上报|享受|废止|失效"
)
"""Something happens on that day that need not be the item's own."""
OTHER_MONEY = re.compile(
    "缺口|预算|决算|去年|上年|往年|以前年度|上一年|其中|财政|资助|政府补|医保基金|起付|封顶|限额|押金|"
    "保证金|工本费|罚|总投资|投资|经费|拨款|捐|工资|收入|运费|成本|比如|例如|如果|举例|违约|滞纳|利息|"
    "贷款|报销|赔|奖|伙食|住宿|差额|余额|结余|全乡|全村|全区|全县|全市|总额|邻|外乡|另发|另外|其他|"
    "低保|特困|孤儿|残疾|军人|学生|儿童|老人|周岁|岁|类|档|级|以外|户籍|商户|困难|脱贫|养老金|慰问|资金|报废|往届|上届"
)
"""The words of another amount than the item's own, unless the item's own say them too."""
ELSEWHERE = re.compile(
    "隔壁|邻[村乡镇县居]|外[乡县地省]|城[里区]|别的[村乡镇县市]|那边|[一-鿿]{2}打工"
)
"""Before a figure: it is another place's."""
EARLIER = re.compile(
    "去年|上年|往年|前年|上届|往届|历年|比如|例如|举例|如果|其中|邻|另|商户|" + ELSEWHERE.pattern
)
"""Before a figure in the same sentence: it is of another time or place, or of an example."""
CHANGED_BY = re.compile(
    r"(?:自[家己]?实?[出掏付]|实[出付交缴收]|还要?[出交付]|省下?|[少多][补交缴发领收付]?|涨|剩下?|余下|增加|减少|增长|下降|降低|提高|上涨|上升|节省|节约|超出|超支|结余|差|差额)(?:了|约|是|为)*$"
)
"""Before an amount: it is a difference of two."""
SENTENCE_END = re.compile(r"[。;!?\n]")
CLAUSE_BEGIN = re.compile(r"[,、(]")
CLAUSE_END = re.compile(r"[,、)]")


def around(text: str, start: int, end: int, before: int = 14, after: int = 14) -> tuple[str, str]:
    """Return what stands before and behind in the same sentence, so many characters of it."""
    return (
        SENTENCE_END.split(text[max(0, start - before) : start])[-1],
        SENTENCE_END.split(text[end : end + after])[0],
    )


def one_slip(one: str, other: str) -> bool:
    """Return whether one digit is changed, left out or doubled, or two are exchanged."""
    if one == other or not one or not other:
        return False
    if len(one.rstrip("0")) == len(other.rstrip("0")) == 1:
        return False  # 400 and 700: a round sum is no slip of another
    if len(one) == len(other):
        differ = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if len(differ) == 1:
            return True
        return (
            len(differ) == 2
            and differ[1] == differ[0] + 1
            and one[differ[0]] == other[differ[1]]
            and one[differ[1]] == other[differ[0]]
        )
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(
        long[:i] + long[i + 1 :] == short for i in range(len(long))
    )
