"""The one table of an item's fields: label, attribute, form, rule and help.

Item files, templates, messages and everything that writes items use it; there is no second
list. The order is the order in which a clerk fills in the form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum, StrEnum, auto
from typing import TYPE_CHECKING
from unicodedata import normalize

from kit.model.item import Channel, ColumnType, Handout, Kind, Privacy, Reader, Scope, Show, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

NOTHING = "无"
"""Written where a key fact does not apply; a key fact is never just left out."""
_NOTHING = re.compile(r"[\W_]*[无無][\W_]*")
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
    LINK = auto()
    READINGS = auto()
    """Words and their pinyin."""
    RECORD = auto()
    """Labels of its own below the label."""
    RECORDS = auto()
    """A list of such records."""


class Level(StrEnum):
    """Levels of an alert (级别), the least first."""

    BLUE = "蓝色"
    YELLOW = "黄色"
    ORANGE = "橙色"
    RED = "红色"


LISTS = frozenset({Form.CHOICES, Form.WORDS, Form.LINES, Form.AMOUNTS, Form.PHONES, Form.RECORDS})


@dataclass(frozen=True, slots=True)
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
    Field("文件", "file", Form.TEXT, "csv 文件名，不写就是 编号.csv"),
    Field("标题", "caption", Form.TEXT, "表上面的名字", most=60),
    Field("单位", "unit", Form.TEXT, "如 万元", most=10),
    Field(
        "列",
        "columns",
        Form.RECORDS,
        "每一列的名称、类型、显示",
        parts=(
            Field("名称", "name", Form.TEXT, "和 csv 第一行一样", required=True),
            Field("类型", "type", Form.CHOICE, "这一列是什么", choices=ColumnType),
            Field("显示", "show", Form.CHOICE, "全部、遮盖或不公开", choices=Show),
        ),
    ),
    Field("核对", "checks", Form.LINES, "要对得上的数"),
)
_FEEDBACK = (
    Field("办法", "ways", Form.WORDS, "怎么提意见：电话、意见卡、墟天摊位", required=True, most=30),
    Field("理由", "reason", Form.TEXT, "为什么定这个方案", most=200),
)
_FAQ = (
    Field("问", "question", Form.TEXT, "一问", required=True, most=40),
    Field("答", "answer", Form.TEXT, "一答", required=True, most=120),
)
_EMERGENCY = (
    Field("类型", "type", Form.TEXT, "如 森林火险", most=20),
    Field("级别", "level", Form.CHOICE, "蓝色、黄色、橙色或红色", choices=Level),
    Field("起始", "onset", Form.MOMENT, "从几号几点起"),
    Field("范围", "area", Form.TEXT, "哪些地方", most=60),
    Field("警示", "warn", Form.TEXT, "会出什么事", most=60),
    Field("措施", "do", Form.LINES, "要大家做什么，一样一行", most=40),
    Field("发布", "sender", Form.TEXT, "哪个县级以上单位发的", most=60),
    Field("发布时间", "sent", Form.MOMENT, "几号几点发的"),
    Field("到期", "expires", Form.MOMENT, "到几号几点止"),
    Field("来源", "source_ref", Form.TEXT, "原预警的编号", most=60),
)
FIELDS: tuple[Field, ...] = (
    Field("编号", "item_id", Form.TEXT, "和文件名一样，自动写好，不要改", example="DX-2026-004"),
    Field("样例", "sample", Form.YES_NO, "练习用写 是，正式的写 否"),
    Field("类型", "kind", Form.CHOICE, "先选，下面的栏目随它变", required=True, choices=Kind),
    Field("领域", "field_name", Form.TEXT, "如 医疗保障；不写就按承办站所的领域", most=20),
    Field(
        "标题",
        "title",
        Form.TEXT,
        "八个字最好，说要做什么",
        example="交明年的居民医保",
        required=True,
        least=2,
        most=24,
    ),
    Field("全称", "full_title", Form.TEXT, "正式文件名", most=100),
    Field("文号", "doc_no", Form.TEXT, "如 永大政〔2026〕1号", most=40),
    Field("公开对象", "scope", Form.CHOICE, "全社会，或特定群体", choices=Scope),
    Field(
        "谁",
        "who",
        Form.TEXT,
        "哪些人要看、要办",
        example="没有参加职工医保的村民",
        required=True,
        may_be_nothing=True,
        most=40,
    ),
    Field(
        "截止",
        "deadline",
        Form.DATE,
        "最后一天，没有填 无",
        example="2026-12-31",
        required=True,
        may_be_nothing=True,
    ),
    Field(
        "金额",
        "amounts",
        Form.AMOUNTS,
        "一条写一个数，带上 元 或 万元，没有填 无",
        example="每人400元",
        required=True,
        may_be_nothing=True,
        most=40,
        most_entries=4,
    ),
    Field(
        "时间",
        "when",
        Form.TEXT,
        "哪天到哪天，几点，没有填 无",
        example="9月1日到12月31日，上午8点到11点半",
        required=True,
        may_be_nothing=True,
        most=40,
    ),
    Field(
        "地点",
        "where",
        Form.TEXT,
        "去哪里，写到门口，没有填 无",
        example="乡便民服务中心一楼",
        required=True,
        may_be_nothing=True,
        most=40,
    ),
    Field(
        "带什么",
        "bring",
        Form.WORDS,
        "证件，一样一行，没有填 无",
        example="身份证",
        required=True,
        may_be_nothing=True,
        most=20,
        most_entries=8,
    ),
    Field(
        "怎么办",
        "how",
        Form.TEXT,
        "不用手机的人怎么办，没有填 无",
        example="不会用手机的，带证件到便民服务中心办",
        required=True,
        may_be_nothing=True,
        most=60,
    ),
    Field(
        "电话",
        "phones",
        Form.PHONES,
        "单位加号码，先试拨，没有填 无",
        example="乡党政办 0597-0123456（已试拨 2026-11-20）",
        required=True,
        may_be_nothing=True,
        most_entries=4,
    ),
    Field(
        "大白话",
        "plain",
        Form.LINES,
        "一到四句，像当面说；数字用 {金额} {截止} {电话}",
        example="{截止}以前要交，每人{金额}。",
        required=True,
        least=4,
        most=45,
        most_entries=4,
    ),
    Field("正文", "body", Form.LONG, "写在文件下半部，照原文贴，一字不改", most=20000),
    Field(
        "表格",
        "table",
        Form.RECORD,
        "名单另放 csv 文件，别贴正文",
        kinds=(Kind.LIST, Kind.TABLE, Kind.REPEAL),
        required_for=(Kind.LIST, Kind.TABLE),
        parts=_TABLE,
    ),
    Field("图片", "pictures", Form.WORDS, "放在同一个文件夹里的 jpg 或 png 文件名", most_entries=6),
    Field("问答", "faq", Form.RECORDS, "常有人问的，一问一答", parts=_FAQ, most_entries=12),
    Field(
        "意见办法",
        "feedback",
        Form.RECORD,
        "怎么提意见（办法），为什么（理由）",
        required=True,
        kinds=(Kind.PREVIEW,),
        parts=_FEEDBACK,
    ),
    Field(
        "救济",
        "remedy",
        Form.LONG,
        "不服怎么办：复议、诉讼的期限",
        required=True,
        kinds=(Kind.PENALTY,),
        most=300,
    ),
    Field(
        "预警",
        "emergency",
        Form.RECORD,
        "照上级预警填，一项不漏",
        required=True,
        kinds=(Kind.EMERGENCY,),
        parts=_EMERGENCY,
    ),
    Field(
        "替代",
        "replaces",
        Form.WORDS,
        "停用的文件的文号或编号，一个一行",
        kinds=(Kind.REPEAL, Kind.POLICY, Kind.DECISION),
        required_for=(Kind.REPEAL,),
    ),
    Field("承办", "dept", Form.TEXT, "哪个站所负责", example="乡劳保所", required=True, most=30),
    Field(
        "发布单位",
        "issuer",
        Form.TEXT,
        "转发的要写原单位",
        example="大溪乡人民政府",
        required=True,
        most=40,
    ),
    Field(
        "依据",
        "basis",
        Form.LINES,
        "文号或文件名，一个一行",
        example="政府信息公开条例第二十条",
        required=True,
        most=100,
    ),
    Field("成文", "dates.formed", Form.DATE, "文件落款的日子", example="2026-11-16", required=True),
    Field("贴出", "dates.publish", Form.DATE, "哪天贴", example="2026-11-23", required=True),
    Field(
        "摘下",
        "dates.expire",
        Form.DATE,
        "哪天摘；一直贴着的填 无",
        example="2026-12-31",
        required=True,
        may_be_nothing=True,
    ),
    Field(
        "起",
        "dates.period_start",
        Form.DATE,
        "公示、征求意见的第一天",
        example="2026-11-23",
        kinds=(Kind.PREVIEW, Kind.LIST),
        required_for=(Kind.PREVIEW,),
    ),
    Field(
        "止",
        "dates.period_end",
        Form.DATE,
        "公示、征求意见的最后一天",
        example="2026-12-25",
        kinds=(Kind.PREVIEW, Kind.LIST),
        required_for=(Kind.PREVIEW,),
    ),
    Field(
        "施行",
        "dates.effective",
        Form.DATE,
        "哪天起施行",
        kinds=(Kind.POLICY, Kind.DECISION, Kind.REPEAL),
    ),
    Field(
        "渠道",
        "channels",
        Form.CHOICES,
        "贴哪、播哪：公开栏、广播、墟天、LED屏、公众号、网站、村务网、查阅点、办事大厅、入户、大讲堂",
        example="[公开栏, 广播, 墟天]",
        required=True,
        choices=Channel,
    ),
    Field("村", "villages", Form.WORDS, "哪几村，都要的写 全乡"),
    Field("宣传单", "handout", Form.CHOICE, "A5、A6 或 对折；不写就按 kit.toml", choices=Handout),
    Field("播几遍", "repeat", Form.COUNT, "一个时段播几遍，一到五", least=1, most=5),
    Field("朗读", "reader", Form.CHOICE, "机读，或真人录音", choices=Reader),
    Field("读音", "readings", Form.READINGS, "容易读错的词和拼音，如 便民: biàn mín"),
    Field("广播稿", "script", Form.LONG, "不写就自动编；要自己写才填", most=1000),
    Field(
        "客家话稿",
        "dialect_script",
        Form.LONG,
        "改好的方言稿，一句一行；不写就只有建议稿",
        most=1000,
    ),
    Field("状态", "status", Form.CHOICE, "有效、已修改、失效、废止或撤回", choices=Status),
    Field(
        "个人信息",
        "privacy",
        Form.CHOICE,
        "无、有或敏感",
        required=True,
        kinds=(Kind.LIST, Kind.PENALTY),
        choices=Privacy,
    ),
    Field("解读", "interprets", Form.TEXT, "解读哪份文件", most=60),
    Field("预公开", "preview_of", Form.TEXT, "预公开哪项决定", kinds=(Kind.PREVIEW,), most=60),
    Field("决定", "decides", Form.TEXT, "对应哪个预公开的编号", kinds=(Kind.DECISION,), most=60),
    Field("解除", "cancels", Form.TEXT, "解除哪个预警的编号", kinds=(Kind.EMERGENCY,), most=60),
    Field("链接", "link", Form.LINK, "二维码改指这个网页，以 https:// 开头"),
)

BY_LABEL = {field.label: field for field in FIELDS}


def is_nothing(text: str) -> bool:
    """Return whether ``text`` says 无 and no more, whatever blanks and marks stand around it."""
    return bool(_NOTHING.fullmatch(normalize("NFKC", text)))


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word most like ``word``, or an empty text when none is like it."""
    # Labels have two to four characters: one right character of two is already a hint.
    # English keys share letters by chance.
    alike = 0.7 if word.isascii() else 0.4
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=alike)), "")
