"""Amounts: each a figure of the text with what it is for, cut so that no 约 is lost."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from kit.foreign.notice.proposal import Proposal, Sure
from kit.text.figures.quantity import Kind
from kit.text.figures.written_words import EARLIER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.foreign.notice.notice import Notice, Sentence
    from kit.text.figures.quantity import Quantity

_CLAUSE = re.compile(r"[，。；：:、（）()“”！？]|(?<=元)|(?<=块)")
_NOT_OF_IT = re.compile(
    r"^(?:现|依法|可以?|并|将|须|需|应|要|其中|标准为|标准是|拟?按照?|给予|即|是|为|由|从|每[一]?[笔张]?(?=每))+"
)
_VERB_BEFORE_EACH = re.compile(r"^.*?(?:拟?按照?|给予|其中|一次性)(?=.{0,16}每)")
_BEHIND_VERB = re.compile(
    r"^.*(?:标准为|标准是|分别为|分别是|处以|并处|给予|为|是|处|发放?|收取?(?!费)|缴纳?(?!费)|交(?![费通])|支付|补(?![助贴卡办交缴考]))(?=.)"
)
_NAMES_MONEY = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:罚款|奖励|补助|补贴|工资|押金|报名费|学费|工本费|手续费|保费|保险费|运费|租金|价格|票价|费用|押金)"
    r"(?:标准)?(?:为|是)?(?:人民币)?(?:最高|最低|不超过|约)?$"
)
_TAIL = re.compile(
    r"\s?[/／]\s?(?:人|户|亩|月|年|头|次|天|度|吨|斤|袋|包|立方米|方|·)+|(?:以上|以下|以内|左右|封顶)"
    r"|(?:一|每)(?:个人|人|户|亩|年|个月|月|天|次|只|头|斤|袋|包|吨|度)(?![\u4e00-\u9fff]?[内以])"
)
_TOTAL = re.compile(
    "财政|各级补助|政府补|总投资|投资|总额|缺口|共计|合计|总计|预算|经费|资金|注册资本|罚没|市场价|原价|去年|上年|往年|工程款|造价"
)
_SWINDLED = re.compile("冒充|自称|谎称|诈骗|骗子|骗取|谣言|网传")
_ENDS_OTHER = re.compile(r"^(?:以上|以下|以内|至|到|[-—~～])|处$")
_FREE = re.compile(
    r"不收取?(?:任何)?[^，。；]{0,6}费用?|免收[^，。；]{1,8}费|免费(?=[^，。；]{0,8})|不收费|不要钱"
    r"|不[收要花交][一1]分钱"
)
_FREE_FOR_THEM = re.compile(
    r"(?=.{4})[\u4e00-\u9fff、]+(?:免收|免费|不收费|不要钱|不[收要花交][一1]分钱)"
)
"""A clause that says for whom, or for what, nothing is paid; beside amounts for the rest."""
_NOT_A_CENT = re.compile(r"不[收要花交]$")
_EACH = re.compile("每|/|／|罚款|以上|以下|一人|一户|一亩|一个人")
_LONGEST_HEAD, _SHORT_HEAD = 14, 8
_LONGEST = 40


def propose_amounts(notice: Notice) -> Iterator[Proposal]:
    """Yield each amount with the words that say what it is for; without any, that it is free."""
    any_money = False
    for sentence in notice.sentences:
        money = [one for one in notice.figures(sentence.text) if _is_paid(sentence.text, one)]
        for place, one in enumerate(money):
            earlier = money[place - 1].end if place else 0
            yield _amount(sentence, one, earlier)
            any_money = True
    if any_money:
        yield from _free_for_some(notice)
        return
    said = [
        (value, source)
        for source in (*(one.text for one in notice.sentences), notice.title)
        for value in _free_clauses(source)
    ]
    # 全部项目免费 says more than 免费 in a longer sentence does.
    for value, source in sorted(
        said, key=lambda one: ("免费" not in one[0], len(one[0]) <= _SHORT_HEAD // 2)
    )[:1]:
        yield Proposal(field="金额", value=value, sentence=source, sure=Sure.MIDDLE, why="没有数字")


def _is_paid(text: str, one: Quantity) -> bool:
    """Return whether a figure is money; 不收一分钱 is none."""
    said = text[one.start : one.end].strip()
    return one.kind is Kind.MONEY and not (
        re.fullmatch("[一1]分钱?", said) and _NOT_A_CENT.search(text[: one.start])
    )


def _free_for_some(notice: Notice) -> Iterator[Proposal]:
    for sentence in notice.sentences:
        for clause in re.split("[，。；：:！!]", sentence.text):
            if _FREE_FOR_THEM.fullmatch(clause.strip()) and len(clause) <= _LONGEST:
                yield Proposal(
                    field="金额",
                    value=clause.strip(),
                    sentence=sentence.text,
                    sure=Sure.MIDDLE,
                    why="没有数字",
                )


def _free_clauses(source: str) -> Iterator[str]:
    """Yield what says that nothing is to be paid: its clause where that is short."""
    for clause in re.split("[，。；：:！!、]", source):
        match = _FREE.search(clause)
        if match:
            yield clause.strip() if len(clause) <= _LONGEST_HEAD else match[0]


def _amount(sentence: Sentence, one: Quantity, earlier: int) -> Proposal:
    text = sentence.text
    head = _head(text[earlier : one.start])
    tail = _TAIL.match(text, one.end)
    said = text[one.start : one.end]
    figure = _in_digits(said, one)
    value = f"{head}{figure}{tail[0] if tail else ''}"
    if len(value) > _LONGEST:
        value = f"{figure}{tail[0] if tail else ''}"
    clause = re.split("[，。；]", text[max(0, one.start - 16) : one.start])[-1]
    if _SWINDLED.search(text):
        why = "像是骗子要的钱"
        return Proposal(field="金额", value=value, sentence=text, sure=Sure.LOW, why=why)
    if _TOTAL.search(clause) or EARLIER.search(clause):
        why = "像是总数、往年的数或财政出的钱，不是要交、要领的"
        return Proposal(field="金额", value=value, sentence=text, sure=Sure.LOW, why=why)
    why = "原文是汉字数" if figure != said else ""
    sure = Sure.HIGH if _EACH.search(value) else Sure.MIDDLE
    return Proposal(field="金额", value=value, sentence=text, sure=sure, why=why)


def _head(before: str) -> str:
    """Return the words before an amount that say whose it is, as they stand."""
    clause = _ENDS_OTHER.sub("", _CLAUSE.split(before)[-1].strip())
    if "每" in clause:
        clause = _VERB_BEFORE_EACH.sub("", clause)
    elif not clause.endswith("约"):
        clause = _BEHIND_VERB.sub("", clause)
    clause = _NOT_OF_IT.sub("", clause)
    if "每" in clause:
        if len(clause) <= _LONGEST_HEAD:
            return clause
        return (
            clause[clause.index("每", max(0, len(clause) - _LONGEST_HEAD)) :]
            if "每" in clause[-_LONGEST_HEAD:]
            else ""
        )
    named = _NAMES_MONEY.search(clause)
    if named:
        return named[0]
    if len(clause) <= _SHORT_HEAD:
        return clause
    return "约" if clause.endswith("约") else ""


def _in_digits(said: str, one: Quantity) -> str:
    """Return a figure as the field takes it: 一万元 in digits, others as they stand."""
    if re.match(r"\s*(?:人民币|[¥￥])?\s*[\d０-９]", said) and not re.search("[十百千]", said):
        return said
    value = one.value
    return f"{_plain(value)}元" if isinstance(value, Decimal) else said


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
