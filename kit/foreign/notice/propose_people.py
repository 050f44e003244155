"""Whom it is for, what to bring, and what those without a telephone do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.foreign.notice.patterns import OPENED_BY_NUMBER
from kit.foreign.notice.proposal import Proposal, Sure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.foreign.notice.notice import Notice

_WHO_LABELS = (
    "对象|人群|应聘条件|[报申招参适][名请报聘保用](?:条件|范围)|招聘条件|适用范围|参保范围"
)
_WHO = tuple(
    re.compile(pattern)
    for pattern in (
        r"^凡(?:是)?(?P<who>.{4,40}?)(?:，|均|都|可|应|需|须|必须)",
        r"(?:^|，)(?P<who>[^，。：:；]{2,24}?(?:单位|个人|群众|村民|居民|人员|农户|用户|家长|老人|商户|养殖户))(?:不得|必须|应当|严禁|禁止|要(?!求)|须)",
        r"(?:拟对|现对|对)(?:下列|以下|符合条件的)?(?P<who>[^，。]{2,24}?)(?:发放|给予|实施救助|实行补)",
        r"^(?P<who>[^，。：:]{3,30}的)，(?=[^。]{0,12}(?:转移|撤离|要|请|须|应|可以|打))",
    )
)
_NOT_PEOPLE = re.compile("各|所属|直属|单位")
_NOT_THEM = re.compile(
    "便的|不会|卧床|逾期|未按|违反|异议|意见|不服|如|需要|转账|确需|发现|举报|收到|没有网|老花"
)
_LONGEST_WHO, _LONGEST_SHOWN = 40, 120

_BRING_LABELS = "材料|证件|手续|携带资料|所需资料|资料|携带物品|带什么"
_THING = re.compile(
    r"(?:证|[簿本卡表件书折票章据]|照片|材料|合同|协议|证明|户口|存折|册|报告|档案|凳|口罩|雨伞)(?:[（(][^）)]*[）)])?(?:原件|复印件|[一二两三\d]+[张份])*$"
)
_NO_THING = frozenset({"证件", "材料", "相关材料", "相关证件", "有关材料", "申请材料", "本通知"})
_TO_BRING = re.compile(
    r"(?:携带|需带|要带|带上|带好|带齐|请带|记得带|自带|持|凭|提供|提交|(?<![附连务系领])带(?![来动头领]))(?:好|上|齐|本人|有效)?"
    r"(?P<things>[^。；，,]{2,60}?)(?=前来|到|前往|来|去|办理|申请|申报|报名|领取|进行|[，,。；!！]|$)"
)
_BETWEEN = re.compile(r"(?:[、，,；]|[和及与](?!其?复印))(?![^（(]*[）)])")
_TRIM = re.compile(
    r"^(?:本人|有效|好|相关|个人|以下|齐|上|的|等|各自|自己的)+|等(?:相关)?(?:证件|材料)?$|各[一二两三\d]+[份张]$|（注：.*"
)
_LONGEST_THING = 20

_HOW = (
    re.compile(
        r"不会(?!影响|因|再)|不用手机|没有手机|无智能|不使用智能|老年人可|用不来手机|没有智能"
    ),
    re.compile(r"不(?:方)?便|卧床|上门|入户(?!调查|核查|走访)|代办|代缴|代交|委托|代领|代为(?!调)"),
    re.compile(r"现场(?:报名|办理|缴费|登记)|窗口(?:办理|缴费)|^线下"),
    re.compile(r"异议|有意见的|意见.{0,20}反映"),
)
_SORRY = re.compile("带来.{0,4}不便|敬请|谅解|不便之处")
_HOW_LABEL = re.compile(r"^[^，。：:]{0,6}(?:方式|办法|途径|流程|渠道)[：:]")
_LONGEST_HOW = 60


def propose_who(notice: Notice) -> Iterator[Proposal]:
    """Yield whom it is for: behind a label, by a pattern, or as the notice addresses them."""
    for one in notice.labelled(_WHO_LABELS):
        value = re.split(r"[。；]", one.value)[0]
        if OPENED_BY_NUMBER.match(one.value):
            continue  # the first of several conditions is not whom it is for
        if 1 < len(value) <= _LONGEST_WHO:
            yield Proposal(field="谁", value=value, sentence=one.source, sure=Sure.HIGH)
        elif len(value) <= _LONGEST_SHOWN:
            why = f"超过 {_LONGEST_WHO} 字，请缩短"
            yield Proposal(field="谁", value=value, sentence=one.source, sure=Sure.LOW, why=why)
    addressee = notice.frame.addressee
    people = [one for one in re.split("[、，,]", addressee) if one and not _NOT_PEOPLE.search(one)]
    if people:
        value = re.sub(r"^(?:尊敬的|广大|亲爱的)|[：:]$", "", "、".join(people))
        yield Proposal(field="谁", value=value, sentence=addressee, sure=Sure.MIDDLE, why="称呼")
    for sentence in notice.sentences:
        for pattern in _WHO:
            match = pattern.search(sentence.text)
            if match and not _NOT_THEM.search(match["who"]):
                yield Proposal(
                    field="谁", value=match["who"], sentence=sentence.text, sure=Sure.MIDDLE
                )


def propose_bring(notice: Notice) -> Iterator[Proposal]:
    """Yield each paper to bring: listed below a label, else in a sentence that says to bring it."""
    found = False
    for one in notice.labelled(_BRING_LABELS):
        listed = [(line.bare, line.text) for line in one.below]
        if one.value not in [bare for bare, _ in listed]:
            listed = [(one.value.partition("。")[0], one.source)]
        for text, source in listed:
            for thing in filter(_is_thing, _split(text)):
                found = True
                yield Proposal(field="带什么", value=thing, sentence=source, sure=Sure.HIGH)
        if found:
            return
    for sentence in notice.sentences:
        for match in _TO_BRING.finditer(sentence.text):
            for thing in _split(match["things"]):
                if _is_thing(thing):
                    yield Proposal(
                        field="带什么", value=thing, sentence=sentence.text, sure=Sure.MIDDLE
                    )


def _split(text: str) -> Iterator[str]:
    for part in _BETWEEN.split(text.rstrip("。；;")):
        yield _TRIM.sub("", part.strip(" \u3000：:。；;，"))


def _is_thing(text: str) -> bool:
    return bool(_THING.search(text)) and len(text) <= _LONGEST_THING and text not in _NO_THING


def propose_how(notice: Notice) -> Iterator[Proposal]:
    """Yield what those do who do not use a telephone, the plainest sentence first."""
    ranked: list[tuple[int, str, str]] = []
    for sentence in notice.sentences:
        text = re.sub(r"（注：.*?）", "", _HOW_LABEL.sub("", sentence.text)).strip("。；;！ ")
        for rank, pattern in enumerate(_HOW):
            if pattern.search(text) and not _SORRY.search(sentence.text):
                ranked.append((rank, text, sentence.text))
                break
    ranked.sort(key=lambda one: one[0])
    for place, (_, text, source) in enumerate(ranked):
        fits = len(text) <= _LONGEST_HOW
        yield Proposal(
            field="怎么办",
            value=text[:_LONGEST_HOW],
            sentence=source,
            sure=Sure.MIDDLE if fits and not place else Sure.LOW,
            why="" if fits else f"超过 {_LONGEST_HOW} 字，请缩短",
        )


def propose_remedy(notice: Notice) -> Iterator[Proposal]:
    """Yield what somebody can do who does not agree with a penalty."""
    for sentence in notice.sentences:
        if re.search("行政复议|行政诉讼", sentence.text) and "处罚" in notice.title:
            yield Proposal(
                field="救济", value=sentence.text, sentence=sentence.text, sure=Sure.HIGH
            )
            return
