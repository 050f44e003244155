"""The one table of an item's fields: label, attribute, form, rule and help.

Item files, templates, messages and everything that writes items use it; there is no second
list. The order is the order in which a clerk fills in the form.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum, auto
from typing import TYPE_CHECKING

from kit.model.item import Channel, ColumnType, Kind, Privacy, Reader, Scope, Show, Status

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import StrEnum

NOTHING = "无"
"""Written where a key fact does not apply; a key fact is never just left out."""
EVERYWHERE = "全乡"
"""Written in 村 where the whole township is meant."""


class Form(Enum):
    """How a field is written, and so how it is read."""

    TEXT = auto()
    """One line of text."""
    LONG = auto()
    """Text of several lines."""
    CHOICE = auto()
    CHOICES = auto()
    YES_NO = auto()
    COUNT = auto()
    DATE = auto()
    MOMENT = auto()
    """Day and time of day."""
    WORDS = auto()
    """Several short entries; on one line they may stand between 、."""
    LINES = auto()
    """Several sentences, one a line."""
    AMOUNTS = auto()
    PHONES = auto()
    READINGS = auto()
    """Words and their pinyin."""
    RECORD = auto()
    """Labels of its own below the label."""
    RECORDS = auto()
    """A list of such records."""


LISTS = frozenset({Form.CHOICES, Form.WORDS, Form.LINES, Form.AMOUNTS, Form.PHONES, Form.RECORDS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One line of the form."""

    label: str
    attribute: str
    """Attribute of the item; ``dates.formed`` is the attribute ``formed`` of its dates."""
    form: Form
    help: str
    """What the clerk writes here, as a comment above the field."""
    example: str = ""
    required: bool = False
    may_be_nothing: bool = False
    """``无`` is an answer."""
    kinds: tuple[Kind, ...] = ()
    """The field stands on the form of these kinds only; empty means all."""
    required_for: tuple[Kind, ...] = ()
    """Kinds that demand it, where not all do."""
    least: int = 0
    most: int = 0
    """Characters of a text or of an entry; the value of a count. 0 means no limit."""
    most_entries: int = 0
    choices: type[StrEnum] | None = None
    parts: tuple[Field, ...] = ()
    """The labels of a record."""

    def asked_for(self, kind: Kind) -> bool:
        """Whether an item of ``kind`` has this field on its form."""
        return not self.kinds or kind in self.kinds

    def demanded_of(self, kind: Kind) -> bool:
        """Whether an item of ``kind`` cannot do without it."""
        return kind in self.required_for or (self.required and self.asked_for(kind))


_TABLE = (
    Field(label="文件", attribute="file", form=Form.TEXT, help="csv 文件名，不写就是 编号.csv"),
    Field(label="标题", attribute="caption", form=Form.TEXT, help="表上面的名字", most=60),
    Field(label="单位", attribute="unit", form=Form.TEXT, help="如 万元", most=10),
    Field(
        label="列",
        attribute="columns",
        form=Form.RECORDS,
        help="每一列的名称、类型、显示",
        parts=(
            Field(
                label="名称",
                attribute="name",
                form=Form.TEXT,
                help="和 csv 第一行一样",
                required=True,
            ),
            Field(
                label="类型",
                attribute="type",
                form=Form.CHOICE,
                help="这一列是什么",
                choices=ColumnType,
            ),
            Field(
                label="显示",
                attribute="show",
                form=Form.CHOICE,
                help="全部、遮盖或不公开",
                choices=Show,
            ),
        ),
    ),
    Field(label="核对", attribute="checks", form=Form.LINES, help="要对得上的数"),
)
_FEEDBACK = (
    Field(
        label="办法",
        attribute="ways",
        form=Form.WORDS,
        help="怎么提意见：电话、意见卡、墟天摊位",
        required=True,
        most=30,
    ),
    Field(label="理由", attribute="reason", form=Form.TEXT, help="为什么定这个方案", most=200),
)
_FAQ = (
    Field(label="问", attribute="question", form=Form.TEXT, help="一问", required=True, most=40),
    Field(label="答", attribute="answer", form=Form.TEXT, help="一答", required=True, most=120),
)
_EMERGENCY = (
    Field(label="类型", attribute="type", form=Form.TEXT, help="如 森林火险", most=20),
    Field(label="级别", attribute="level", form=Form.TEXT, help="蓝色、黄色、橙色、红色", most=10),
    Field(label="起始", attribute="onset", form=Form.MOMENT, help="从几号几点起"),
    Field(label="范围", attribute="area", form=Form.TEXT, help="哪些地方", most=60),
    Field(label="警示", attribute="warn", form=Form.TEXT, help="会出什么事", most=60),
    Field(label="措施", attribute="do", form=Form.LINES, help="要大家做什么，一样一行", most=40),
    Field(label="发布", attribute="sender", form=Form.TEXT, help="哪个县级以上单位发的", most=60),
    Field(label="发布时间", attribute="sent", form=Form.MOMENT, help="几号几点发的"),
    Field(label="到期", attribute="expires", form=Form.MOMENT, help="到几号几点止"),
    Field(label="来源", attribute="source_ref", form=Form.TEXT, help="原预警的编号", most=60),
)

FIELDS: tuple[Field, ...] = (
    Field(
        label="编号",
        attribute="item_id",
        form=Form.TEXT,
        help="和文件名一样，自动写好，不要改",
        example="DX-2026-004",
    ),
    Field(label="样例", attribute="sample", form=Form.YES_NO, help="练习用写 是，正式的写 否"),
    Field(
        label="类型",
        attribute="kind",
        form=Form.CHOICE,
        help="先选，下面的栏目随它变",
        required=True,
        choices=Kind,
    ),
    Field(
        label="领域",
        attribute="field_name",
        form=Form.TEXT,
        help="如 医疗保障；不写就按承办站所的领域",
        most=20,
    ),
    Field(
        label="标题",
        attribute="title",
        form=Form.TEXT,
        help="八个字最好，说要做什么",
        example="交明年的居民医保",
        required=True,
        least=2,
        most=24,
    ),
    Field(label="全称", attribute="full_title", form=Form.TEXT, help="正式文件名", most=100),
    Field(label="文号", attribute="doc_no", form=Form.TEXT, help="如 永大政〔2026〕1号", most=40),
    Field(
        label="公开对象",
        attribute="scope",
        form=Form.CHOICE,
        help="全社会，或特定群体",
        choices=Scope,
    ),
    Field(
        label="谁",
        attribute="who",
        form=Form.TEXT,
        help="哪些人要看、要办",
        example="没有参加职工医保的村民",
        required=True,
        may_be_nothing=True,
        most=40,
    ),
    Field(
        label="截止",
        attribute="deadline",
        form=Form.DATE,
        help="最后一天，没有填 无",
        example="2026-12-31",
        required=True,
        may_be_nothing=True,
    ),
    Field(
        label="金额",
        attribute="amounts",
        form=Form.AMOUNTS,
        help="一条写一个数，带上 元 或 万元，没有填 无",
        example="每人400元",
        required=True,
        may_be_nothing=True,
        most=40,
        most_entries=4,
    ),
    Field(
        label="时间",
        attribute="when",
        form=Form.TEXT,
        help="哪天到哪天，几点，没有填 无",
        example="9月1日到12月31日，上午8点到11点半",
        required=True,
        may_be_nothing=True,
        most=40,
    ),
    Field(
        label="地点",
        attribute="where",
        form=Form.TEXT,
        help="去哪里，写到门口，没有填 无",
        example="乡便民服务中心一楼",
        required=True,
        may_be_nothing=True,
        most=40,
    ),
    Field(
        label="带什么",
        attribute="bring",
        form=Form.WORDS,
        help="证件，一样一行，没有填 无",
        example="身份证",
        required=True,
        may_be_nothing=True,
        most=20,
        most_entries=8,
    ),
    Field(
        label="怎么办",
        attribute="how",
        form=Form.TEXT,
        help="不用手机的人怎么办，没有填 无",
        example="不会用手机的，带证件到便民服务中心办",
        required=True,
        may_be_nothing=True,
        most=60,
    ),
    Field(
        label="电话",
        attribute="phones",
        form=Form.PHONES,
        help="单位加号码，先试拨，没有填 无",
        example="乡党政办 0597-0000000（已试拨 2026-11-20）",
        required=True,
        may_be_nothing=True,
        most_entries=4,
    ),
    Field(
        label="大白话",
        attribute="plain",
        form=Form.LINES,
        help="一到四句，像当面说；数字用 {金额} {截止} {电话}",
        example="{截止}以前要交，每人{金额}。",
        required=True,
        least=4,
        most=45,
        most_entries=4,
    ),
    Field(
        label="正文",
        attribute="body",
        form=Form.LONG,
        help="写在文件下半部，照原文贴，一字不改",
        most=20_000,
    ),
    Field(
        label="表格",
        attribute="table",
        form=Form.RECORD,
        help="名单另放 csv 文件，别贴正文",
        kinds=(Kind.LIST, Kind.TABLE, Kind.REPEAL),
        required_for=(Kind.LIST, Kind.TABLE),
        parts=_TABLE,
    ),
    Field(
        label="图片",
        attribute="pictures",
        form=Form.WORDS,
        help="放在同一个文件夹里的 jpg 或 png 文件名",
        most_entries=6,
    ),
    Field(
        label="问答",
        attribute="faq",
        form=Form.RECORDS,
        help="常有人问的，一问一答",
        parts=_FAQ,
        most_entries=12,
    ),
    Field(
        label="意见办法",
        attribute="feedback",
        form=Form.RECORD,
        help="怎么提意见（办法），为什么（理由）",
        required=True,
        kinds=(Kind.PREVIEW,),
        parts=_FEEDBACK,
    ),
    Field(
        label="救济",
        attribute="remedy",
        form=Form.LONG,
        help="不服怎么办：复议、诉讼的期限",
        required=True,
        kinds=(Kind.PENALTY,),
        most=300,
    ),
    Field(
        label="预警",
        attribute="emergency",
        form=Form.RECORD,
        help="照上级预警填，一项不漏",
        required=True,
        kinds=(Kind.EMERGENCY,),
        parts=_EMERGENCY,
    ),
    Field(
        label="替代",
        attribute="replaces",
        form=Form.WORDS,
        help="停用的文件的文号或编号，一个一行",
        kinds=(Kind.REPEAL, Kind.POLICY, Kind.DECISION),
        required_for=(Kind.REPEAL,),
    ),
    Field(
        label="承办",
        attribute="dept",
        form=Form.TEXT,
        help="哪个站所负责",
        example="乡劳保所",
        required=True,
        most=30,
    ),
    Field(
        label="发布单位",
        attribute="issuer",
        form=Form.TEXT,
        help="转发的要写原单位",
        example="大溪乡人民政府",
        required=True,
        most=40,
    ),
    Field(
        label="依据",
        attribute="basis",
        form=Form.LINES,
        help="文号或文件名，一个一行",
        example="政府信息公开条例第二十条",
        required=True,
        most=100,
    ),
    Field(
        label="成文",
        attribute="dates.formed",
        form=Form.DATE,
        help="文件落款的日子",
        example="2026-11-16",
        required=True,
    ),
    Field(
        label="贴出",
        attribute="dates.publish",
        form=Form.DATE,
        help="哪天贴",
        example="2026-11-23",
        required=True,
    ),
    Field(
        label="摘下",
        attribute="dates.expire",
        form=Form.DATE,
        help="哪天摘；一直贴着的填 无",
        example="2026-12-31",
        required=True,
        may_be_nothing=True,
    ),
    Field(
        label="起",
        attribute="dates.period_start",
        form=Form.DATE,
        help="公示、征求意见的第一天",
        example="2026-11-23",
        kinds=(Kind.PREVIEW, Kind.LIST),
        required_for=(Kind.PREVIEW,),
    ),
    Field(
        label="止",
        attribute="dates.period_end",
        form=Form.DATE,
        help="公示、征求意见的最后一天",
        example="2026-12-25",
        kinds=(Kind.PREVIEW, Kind.LIST),
        required_for=(Kind.PREVIEW,),
    ),
    Field(
        label="施行",
        attribute="dates.effective",
        form=Form.DATE,
        help="哪天起施行",
        kinds=(Kind.POLICY, Kind.DECISION, Kind.REPEAL),
    ),
    Field(
        label="渠道",
        attribute="channels",
        form=Form.CHOICES,
        help="贴哪、播哪：公开栏、广播、墟天、LED屏、公众号、网站、村务网、"
        "查阅点、办事大厅、入户、大讲堂",
        example="[公开栏, 广播, 墟天]",
        required=True,
        choices=Channel,
    ),
    Field(label="村", attribute="villages", form=Form.WORDS, help="哪几村，都要的写 全乡"),
    Field(
        label="播几遍",
        attribute="repeat",
        form=Form.COUNT,
        help="一个时段播几遍，一到五",
        least=1,
        most=5,
    ),
    Field(
        label="朗读", attribute="reader", form=Form.CHOICE, help="机读，或真人录音", choices=Reader
    ),
    Field(
        label="读音",
        attribute="readings",
        form=Form.READINGS,
        help="容易读错的词和拼音，如 便民: biàn mín",
    ),
    Field(
        label="广播稿",
        attribute="script",
        form=Form.LONG,
        help="不写就自动编；要自己写才填",
        most=1_000,
    ),
    Field(
        label="客家话稿",
        attribute="hakka_note",
        form=Form.LONG,
        help="给客家话播音员的话",
        most=1_000,
    ),
    Field(
        label="状态",
        attribute="status",
        form=Form.CHOICE,
        help="有效、已修改、失效或废止",
        choices=Status,
    ),
    Field(
        label="个人信息",
        attribute="privacy",
        form=Form.CHOICE,
        help="无、有或敏感",
        required=True,
        kinds=(Kind.LIST, Kind.PENALTY),
        choices=Privacy,
    ),
    Field(label="解读", attribute="interprets", form=Form.TEXT, help="解读哪份文件", most=60),
    Field(
        label="预公开",
        attribute="preview_of",
        form=Form.TEXT,
        help="预公开哪项决定",
        kinds=(Kind.PREVIEW,),
        most=60,
    ),
    Field(
        label="决定",
        attribute="decides",
        form=Form.TEXT,
        help="对应哪个预公开的编号",
        kinds=(Kind.DECISION,),
        most=60,
    ),
    Field(
        label="解除",
        attribute="cancels",
        form=Form.TEXT,
        help="解除哪个预警的编号",
        kinds=(Kind.EMERGENCY,),
        most=60,
    ),
    Field(
        label="链接",
        attribute="link",
        form=Form.TEXT,
        help="二维码改指这个网页，以 https:// 开头",
        most=200,
    ),
)

BY_LABEL = {field.label: field for field in FIELDS}


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word most like ``word``, or an empty text when none is like it."""
    # Labels have two to four characters: one right character of two is already a hint.
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.4)), "")
