"""The one table of kinds (类型): what a sheet of each says at a glance, and in which words.

A new kind is a line here and a value of :class:`Kind`: the form, the template, what is read
from a notice, and the sheets follow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from kit.model.item import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kit.model.item import Item


class Biggest(Enum):
    """The fact that is largest on a poster."""

    DAY = auto()
    """Until when, then how much."""
    MONEY = auto()
    """How much, then until when."""
    TIME = auto()
    """From when to when, day and clock: nothing is to be done by then."""
    BAN = auto()
    """What is forbidden, under a ring with a bar."""
    TITLE = auto()
    """What it says."""


ROW_PICTOGRAMS: Mapping[str, str] = {
    "谁": "users-three",
    "时间": "clock",
    "地点": "map-pin",
    "带什么": "identification-card",
    "怎么办": "list-checks",
    "意见办法": "chat-circle-text",
    "理由": "question",
    "文号": "file-text",
    "依据": "file-text",
    "救济": "scales",
    "金额": "coins",
    "截止": "calendar-check",
    "电话": "phone",
    "正文": "seal-question",
    "大白话": "seal-check",
}
"""The pictogram beside a row, by the field it comes from."""

_USUAL: Mapping[str, str] = {
    "谁": "谁",
    "时间": "时间",
    "地点": "去哪",
    "带什么": "带什么",
    "怎么办": "怎么办",
    "意见办法": "怎么提",
    "文号": "依据",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row of a table told as a fact: by words of their headings, what leads and what follows."""

    lead: str
    """Whom or what it is about."""
    result: str
    """What came of it: the post, the sum, the fine."""
    leads_to: bool = False
    """The result is what somebody becomes: an arrow stands before it."""

    def columns(self, headings: Sequence[str]) -> tuple[int, int] | None:
        """Return which column leads and which is the result; None where one is missing."""
        lead = next((n for n, name in enumerate(headings) if re.search(self.lead, name)), None)
        results = (n for n, name in enumerate(headings) if re.search(self.result, name))
        result = next((n for n in results if n != lead), None)
        return None if lead is None or result is None else (lead, result)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a kind looks like and how it calls its facts."""

    word: str
    """On the band: 缴费, 停水."""
    pictogram: str
    ground: str
    """The band's colour, by its name in ``kit.compose.paper.page.Ink``."""
    heavy: bool = False
    """Filled where there is no colour; quiet kinds are framed."""
    biggest: Biggest = Biggest.DAY
    last_day: str = "最后一天"
    """What the deadline is called; only what ends with it is a last day."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Row labels that are not the usual ones, by field; at most four characters."""
    entry: Entry | None = None
    """How a row of its table stands where there are few; None: always as a table."""
    told_by: str = ""
    """Words of a notice's heading that tell this kind."""
    by_title: tuple[str, ...] = ()
    """A plain notice with its words in the title and one of these facts looks like this kind."""
    asides: bool = False
    """Whoever comes or enrols comes for something else: what one gets beside is never large."""
    common: bool = False
    """Offered first where an item is begun."""

    def label(self, field_label: str) -> str:
        """Return what a row is called."""
        return self.words.get(field_label, _USUAL.get(field_label, field_label))


def _outage(word: str, pictogram: str, told_by: str, **more: str) -> Look:
    return Look(
        word=word,
        pictogram=pictogram,
        ground="black",
        heavy=True,
        biggest=Biggest.TIME,
        words={"谁": "影响谁", "地点": "哪里停"} | more,
        told_by=told_by,
        by_title=("when",),
        common=True,
    )


FORBIDDEN: Mapping[str, str] = {
    "火|烧|烟|鞭炮|爆竹": "flames",
    "垃圾|秸秆": "trash",
    "车|通行": "car",
    "砍|伐|采": "tree",
}
"""Pictograms under the ring of a ban, by words of its title."""

HAZARDS: Mapping[str, str] = {
    "火": "fire",
    "雷": "cloud-lightning",
    "雨|洪|汛|涝": "cloud-rain",
    "风": "wind",
    "高温|热": "thermometer-hot",
    "寒|雪|冰|霜|冻": "snowflake",
    "地质|滑坡|泥石流|山体": "mountains",
    "疫|病": "first-aid",
}
"""Pictograms of alerts, by words of what is warned of."""

_OPINION = {"怎么办": "有意见"}

# What a heading is tried for, in this order: 征求意见 before 收费, 报名 before 培训费.
KINDS: Mapping[Kind, Look] = {
    Kind.PENALTY: Look(
        word="处罚公示",
        pictogram="gavel",
        ground="brown",
        biggest=Biggest.MONEY,
        words={"谁": "罚谁", "地点": "在哪", "救济": "不服的"},
        entry=Entry(lead="做了什么|违法|案由|事由|事项", result="罚|处罚结果|处理"),
        told_by="处罚",
    ),
    Kind.ENFORCEMENT: Look(
        word="执法公示",
        pictogram="seal-check",
        ground="brown",
        biggest=Biggest.TITLE,
        words={"谁": "对谁", "地点": "在哪", "救济": "不服的"},
        told_by="双随机|执法公示|行政(?:许可|强制|检查).*公[示开]",
    ),
    Kind.EMERGENCY: Look(
        word="应急预警",
        pictogram="warning",
        ground="red",
        heavy=True,
        biggest=Biggest.TITLE,
        words={"地点": "哪里"},
        told_by="预警|应急响应",
    ),
    Kind.PREVIEW: Look(
        word="征求意见",
        pictogram="chat-circle-text",
        ground="plum",
        last_day="提意见到这天",
        words={"谁": "问谁", "地点": "去哪提"},
        told_by="征求.*意见|征集.*意见|预公开|听取.*意见|意见征集",
        common=True,
    ),
    Kind.REPEAL: Look(
        word="文件停用",
        pictogram="file-x",
        ground="brown",
        last_day="从这天起不用",
        words={"地点": "哪里", "怎么办": "现在"},
        entry=Entry(lead="名称|文件|标题|事项", result="处理|结果|状态|去留", leads_to=True),
        told_by="废止|失效|停止执行|停用",
        common=True,
    ),
    Kind.WATER: _outage("停水", "drop", "停水|停供.*水|供水"),
    Kind.POWER: _outage("停电", "lightning", "停电|停送电|停供.*电"),
    Kind.GAS: _outage("停气", "gas-can", "停气|停供.*气"),
    Kind.ROAD: _outage(
        "封路", "barricade", "封路|封闭|断道|绕行|交通管制|禁行", 地点="哪里封", 怎么办="怎么走"
    ),
    Kind.APPOINTMENT: Look(
        word="人事任免",
        pictogram="identification-badge",
        ground="teal",
        last_day="公示到这天",
        words={"谁": "任免谁", "地点": "在哪"} | _OPINION,
        entry=Entry(
            lead="姓名|名字|谁", result="^(?!原|现|曾|旧|免).*(?:任|职务|去向)", leads_to=True
        ),
        told_by="任免|任职|任前公示|免职",
    ),
    Kind.MAJOR: Look(
        word="三重一大",
        pictogram="scales",
        ground="teal",
        last_day="公示到这天",
        biggest=Biggest.MONEY,
        words={"谁": "谁来做", "地点": "在哪"} | _OPINION,
        entry=Entry(lead="事项|项目|内容|名称", result="金额|资金|价|预算"),
        told_by="三重一大",
    ),
    Kind.PROGRESS: Look(
        word="整改进度",
        pictogram="list-checks",
        ground="teal",
        biggest=Biggest.TITLE,
        told_by="督查|整改",
    ),
    Kind.INVENTORY: Look(
        word="清单",
        pictogram="list-checks",
        ground="teal",
        biggest=Biggest.TITLE,
        words={"谁": "管谁", "地点": "哪里看"},
        told_by="(?:权责|权力|责任|事项)清单",
    ),
    Kind.LIST: Look(
        word="名单公示",
        pictogram="user-list",
        ground="teal",
        last_day="公示最后一天",
        words={"地点": "去哪看"},
        told_by="公示|名单",
        common=True,
    ),
    Kind.CLARIFY: Look(
        word="澄清",
        pictogram="seal-check",
        ground="navy",
        biggest=Biggest.TITLE,
        words={"正文": "传言", "大白话": "事实"},
        told_by="澄清|辟谣|不实|谣言",
    ),
    Kind.FAQ: Look(
        word="政策问答",
        pictogram="question",
        ground="navy",
        biggest=Biggest.TITLE,
        told_by="解读|问答",
    ),
    Kind.POLICY: Look(
        word="政策",
        pictogram="file-text",
        ground="navy",
        biggest=Biggest.TITLE,
        told_by=r"(?:办法|细则|规定|方案)(?:[（(].*[）)])?$",
    ),
    Kind.DECISION: Look(
        word="决定", pictogram="stamp", ground="navy", biggest=Biggest.TITLE, told_by="决定书?$"
    ),
    Kind.EXAM: Look(
        word="招考招生",
        pictogram="graduation-cap",
        asides=True,
        ground="navy",
        words={"谁": "谁能报", "地点": "去哪报", "怎么办": "怎么报"},
        told_by="招考|招聘|招录|招生|招募|征兵",
        by_title=("deadline", "when"),
    ),
    Kind.SIGN_UP: Look(
        word="报名",
        pictogram="note-pencil",
        asides=True,
        ground="navy",
        words={"谁": "谁能报", "地点": "去哪报", "怎么办": "怎么报"},
        told_by="报名|培训",
        by_title=("deadline", "when"),
        common=True,
    ),
    Kind.TABLE: Look(
        word="账目公开",
        pictogram="chart-bar",
        ground="teal",
        biggest=Biggest.MONEY,
        words={"地点": "去哪看"},
        told_by="决算|预算|三公|收支|一览表",
        common=True,
    ),
    Kind.BAN: Look(
        word="禁令",
        pictogram="prohibit",
        ground="red",
        heavy=True,
        biggest=Biggest.BAN,
        words={"谁": "管谁", "地点": "哪里禁", "金额": "违反了"},
        told_by="禁止|严禁|禁放|禁烧|禁火|禁渔|不准|不许",
        by_title=("when", "deadline", "where"),
        common=True,
    ),
    Kind.PAY: Look(
        word="缴费",
        pictogram="currency-cny",
        ground="navy",
        words={"谁": "谁要交", "地点": "去哪交"},
        told_by="(?<![收上追免])缴(?!获|械)|交费|交款|^交(?![通流接警界易换])",
        by_title=("amounts",),
        common=True,
    ),
    Kind.BENEFIT: Look(
        word="领补贴",
        pictogram="hand-coins",
        ground="green",
        biggest=Biggest.MONEY,
        words={"谁": "谁能领", "地点": "去哪办"},
        told_by="补贴|补助|津贴|救助|奖补|低保|慰问金",
        by_title=("amounts",),
        common=True,
    ),
    Kind.MEETING: Look(
        word="会议活动",
        pictogram="users-three",
        asides=True,
        ground="navy",
        biggest=Biggest.TIME,
        words={"谁": "谁来", "地点": "在哪"},
        told_by="会议|开会|大会|义诊|体检|演出|放映|[比球竞决]赛|赛事",
        by_title=("when",),
    ),
    Kind.MARKET: Look(
        word="墟天",
        pictogram="storefront",
        asides=True,
        ground="navy",
        biggest=Biggest.TIME,
        words={"谁": "谁来", "地点": "在哪", "怎么办": "能办啥"},
        told_by="墟",
    ),
    Kind.GUIDE: Look(
        word="办事指南",
        pictogram="list-checks",
        ground="green",
        biggest=Biggest.MONEY,
        words={"谁": "谁能办", "地点": "去哪办"},
        told_by="须知|指南|流程|怎么办|如何办|一次性告知",
        common=True,
    ),
    Kind.NOTICE: Look(word="通知", pictogram="megaphone", ground="navy", common=True),
}
_OTHERWISE = re.compile("取消|恢复|解除|推迟|延期|不再|退费|免[缴交]")
_PLAIN = frozenset({Kind.NOTICE, Kind.GUIDE, Kind.POLICY, Kind.DECISION})
ENFORCED = frozenset({Kind.PENALTY, Kind.ENFORCEMENT})
"""Of acts upon somebody: when one is over or taken back, nothing of it is kept."""
COMMON = tuple(kind for kind, look in KINDS.items() if look.common)
"""Offered first where an item is begun."""


def kind_told(heading: str) -> Kind | None:
    """Return the kind a notice's heading tells, or None."""
    return next(
        (kind for kind, look in KINDS.items() if look.told_by and re.search(look.told_by, heading)),
        None,
    )


def look_of(item: Item) -> Look:
    """Return what an item looks like: by its kind, a plain notice by its title and its facts.

    Words alone dress nothing up: a fee without an amount is a notice, and so is what takes back
    or puts off what its words name.
    """
    own, title = KINDS[item.kind], item.plain_title
    if item.kind not in _PLAIN or _OTHERWISE.search(title):
        return own
    told = (
        look
        for look in KINDS.values()
        if any(getattr(item, fact) for fact in look.by_title) and re.search(look.told_by, title)
    )
    return next(told, own)


def pictogram_of(words: Mapping[str, str], text: str, usual: str = "") -> str:
    """Return the pictogram whose words stand in ``text``, of :data:`HAZARDS` and the like."""
    return next((name for told, name in words.items() if re.search(told, text)), usual)
