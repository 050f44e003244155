"""Where to go, and which places it is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.foreign.notice.proposal import Proposal, Sure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.foreign.notice.notice import Notice

_LABELS = "地点|地方|地址|路段|停电范围|停水范围|影响范围|停电区域|影响区域|办理窗口|停水区域"
_IN_SENTENCE = re.compile(
    r"[，；][^，；。：:]{0,4}(?:地点|地址|范围|路段|区域)(?:[：:]|为|是|在)(?P<place>[^，；。]{2,30})"
)
_SPOT_END = (
    "窗口|门诊|中心|[所站室楼]|大厅|村委会|村委|武装部|店|学校|小学|教务处|卫生院|广场|办公室|网点|银行"
    "|门口|礼堂|祠堂|戏台|政府|仓库|公司|基地|避灾点|安置点|球场|操场"
)
_ACTS = (
    "办理|缴费|缴纳|申报|申请|报名|领取|登记|提交|参加|体检|接种|认证|提出|旁?免费|集中|咨询|购买|签字|核对"
    "|填|办|交|领|打|拿|报|审核|年审|避险|$|[，。；]"
)
_STRETCH = re.compile(
    r"对(?P<place>[^，。]{3,40}?(?:路段|区域|范围|水域|段|桥|村)(?:[（(][^）)]{2,16}[）)])?)"
    r"(?=实行|停电|停水|停气|封闭|进行|实施|$)"
)
_NO_PLACE = re.compile(r"\d月|[请于]|期内|[向将把]")
_LONGEST = 40
_LABEL = 10
"""Characters of a line in which its label stands."""


def propose_place(notice: Notice) -> Iterator[Proposal]:
    """Yield places behind a label, else those to which somebody is sent."""
    for one in notice.labelled(_LABELS):
        value = re.split(r"[。；]", one.value)[0].strip("， ")
        # 时间和地点： the place stands last.
        value = value.split("，")[-1] if "时间" in one.source[:_LABEL] else value
        if value and len(value) <= _LONGEST and not _NO_PLACE.search(value[:6]):
            yield Proposal(field="地点", value=value, sentence=one.source, sure=Sure.HIGH)
    sent_to = _sent_to((*notice.words.villages, *notice.words.offices))
    for sentence in notice.sentences:
        match = _IN_SENTENCE.search(sentence.text)
        if match:
            yield Proposal(
                field="地点", value=match["place"], sentence=sentence.text, sure=Sure.HIGH
            )
        for found in sent_to.finditer(sentence.text):
            if _NO_PLACE.search(found["place"]):
                continue
            yield Proposal(
                field="地点", value=found["place"], sentence=sentence.text, sure=Sure.MIDDLE
            )
        stretch = _STRETCH.search(sentence.text)
        if stretch and "部分" not in stretch["place"]:
            yield Proposal(
                field="地点", value=stretch["place"], sentence=sentence.text, sure=Sure.MIDDLE
            )


def _sent_to(own: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds a place to which somebody is sent; ``own`` are places of the township."""
    ends = "|".join((*map(re.escape, own), _SPOT_END))
    spot = (
        rf"[^，。；、：:（）]{{0,24}}?(?:{ends})[^，。；、：:（）]{{0,10}}?(?:（[^）]{{2,16}}）)?"
    )
    return re.compile(
        rf"(?<![收达直送寄报])(?:到|至|(?<![所停])在|前往|去|转移到)(?P<place>{spot})(?:现场)?(?={_ACTS})"
    )


def propose_villages(notice: Notice) -> Iterator[Proposal]:
    """Yield the township's villages that a place is said to be in, where it is not all of them."""
    for one in notice.labelled(_LABELS):
        named = [name for name in notice.words.villages if name in one.source]
        if named and len(named) < len(notice.words.villages):
            for name in named:
                yield Proposal(field="村", value=name, sentence=one.source, sure=Sure.MIDDLE)
            return
