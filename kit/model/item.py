"""A disclosure item (公开事项): the one source of posters, handouts, pages and clips."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

BREAK_MARK = "｜"
"""Set in a title where a line may end; never printed."""


class Kind(StrEnum):
    """What sort of notice it is (类型)."""

    PAY = "缴费"
    SIGN_UP = "报名"
    BENEFIT = "补贴"
    WATER = "停水"
    POWER = "停电"
    GAS = "停气"
    ROAD = "封路"
    BAN = "禁令"
    EXAM = "招考招生"
    MEETING = "会议活动"
    APPOINTMENT = "人事任免"
    MAJOR = "三重一大"
    PROGRESS = "整改进度"
    POLICY = "政策"
    GUIDE = "办事指南"
    PREVIEW = "预公开"
    DECISION = "决定"
    REPEAL = "废止"
    LIST = "名单公示"
    PENALTY = "处罚公示"
    ENFORCEMENT = "执法公示"
    TABLE = "数据表"
    INVENTORY = "清单"
    EMERGENCY = "应急预警"
    MARKET = "墟天预告"
    FAQ = "政策问答"
    CLARIFY = "澄清"
    NOTICE = "通知"


class Channel(StrEnum):
    """Where an item goes (渠道); the names are those of the township's own report."""

    BOARD = "公开栏"
    LOUDSPEAKER = "广播"
    MARKET = "墟天"
    LED = "LED屏"
    WECHAT = "公众号"
    WEBSITE = "网站"
    VILLAGE_NET = "村务网"
    READING_POINT = "查阅点"
    SERVICE_HALL = "办事大厅"
    HOME_VISIT = "入户"
    LECTURE = "大讲堂"


class Handout(StrEnum):
    """What is handed out at the market (墟天宣传单): all are printed on A4."""

    A5 = "A5"
    """Two on a sheet, cut apart."""
    A6 = "A6"
    """Four on a sheet, cut apart."""
    FOLDED = "对折"
    """One sheet folded once, four pages of A5."""


class Status(StrEnum):
    """Whether the item is in force (状态)."""

    VALID = "有效"
    AMENDED = "已修改"
    LAPSED = "失效"
    REPEALED = "废止"
    WITHDRAWN = "撤回"
    """Published by mistake: its page keeps nothing of what it said."""


class Scope(StrEnum):
    """Whom the item concerns (公开对象)."""

    EVERYONE = "全社会"
    SOME = "特定群体"


class Privacy(StrEnum):
    """What personal information the item holds (个人信息)."""

    NONE = "无"
    PERSONAL = "有"
    SENSITIVE = "敏感"


class ColumnType(StrEnum):
    """What stands in a column of a table; decides alignment, checks and masking."""

    TEXT = "文字"
    MONEY = "金额"
    INTEGER = "整数"
    NAME = "姓名"
    ID_NUMBER = "身份证号"
    PHONE = "电话"
    BANK = "银行账号"
    ADDRESS = "住址"


class Show(StrEnum):
    """How a column is shown."""

    FULL = "全部"
    MASK = "遮盖"
    OWN_BOARD = "本村栏"
    """Names in full on the poster of the one village whose people they are, masked elsewhere."""
    HIDE = "不公开"


class Blank(StrEnum):
    """What an empty cell of a column means."""

    AS_ABOVE = "同上"
    """Cells were merged: what stands above holds for this row too."""
    EMPTY = "留空"
    """Nothing is to stand there."""


class Reader(StrEnum):
    """Who speaks the item on the loudspeaker (朗读)."""

    MACHINE = "机读"
    PERSON = "真人"


_EXPLAINS = re.compile("[，。；（]")
_MOST_ROWS_TOLD = 5
_YUAN = {"元": 1, "万元": 10_000, "亿元": 100_000_000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """One amount of money (金额) with the words around it: 每人 400 元.

    ``value`` is None where there is no figure (不收学费); then ``label`` holds the words.
    """

    label: str
    value: Decimal | None = None
    unit: str = ""
    """元, 万元 or 亿元; empty without a figure."""
    tail: str = ""

    @property
    def figure(self) -> str:
        """The figure with its unit as written, such as ``14.60万元``; empty without one."""
        return f"{self.value}{self.unit}" if self.value is not None else ""

    @property
    def written(self) -> str:
        """The whole amount as the clerk wrote it."""
        return f"{self.label}{self.figure}{self.tail}"

    @property
    def short(self) -> str:
        """The amount without what only explains it; all of it where there is no figure."""
        return f"{self.label}{self.figure}{_EXPLAINS.split(self.tail)[0]}"

    @property
    def condition(self) -> str:
        """What follows the figure, without the mark that joined it on."""
        return self.tail.strip("，、；。 　")

    @property
    def yuan(self) -> Decimal | None:
        """The figure in 元; None without one."""
        return None if self.value is None else self.value * _YUAN[self.unit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """An office's phone (电话); on paper or air only after somebody dialled it."""

    label: str
    number: str
    dialled: date | None = None
    """The day it was dialled last (已试拨)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table; ``type`` is None where the clerk gave none."""

    name: str
    type: ColumnType | None = None
    show: Show = Show.FULL
    blank: Blank | None = None
    reason: str = ""
    """理由: why full names are shown; for those who sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table beside its item: cells are text as it stands in the csv file."""

    file: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    unit: str = ""
    checks: tuple[str, ...] = ()
    """Sums that must hold, such as ``合计 = sum(项目)``; see ``kit.checks.table_figures``."""
    row_numbers: tuple[int, ...] = field(default=(), compare=False)
    """The numbers under which Excel shows the rows; where they stand is not what they say."""

    def row_number(self, row: int) -> int:
        """Return the number under which Excel shows a row, the first one being 0 here."""
        return self.row_numbers[row] if row < len(self.row_numbers) else row + 2

    def rows_told(self, rows: Sequence[int]) -> str:
        """Return where Excel shows rows, for a message; of many the first: 第 3、7 行等 20 行."""
        shown = "、".join(str(self.row_number(row)) for row in rows[:_MOST_ROWS_TOLD])
        return f"第 {shown} 行" + (f"等 {len(rows)} 行" if len(rows) > _MOST_ROWS_TOLD else "")

    def cells_of(self, column: int) -> tuple[str, ...]:
        """Return the cells of a column; a row that is too short has none."""
        return tuple(row[column] for row in self.rows if column < len(row))

    def cell_place(self, row: int, column: int) -> str:
        """Return where Excel shows a cell, for a message: 第 7 行 D 列“金额（元）”."""
        name = self.columns[column].name
        return f"第 {self.row_number(row)} 行 {column_letters(column)} 列“{name}”"


def column_letters(column: int) -> str:
    """Return the letters by which Excel names a column: A for 0, AB for 27."""
    before, last = divmod(column, 26)
    return f"{column_letters(before - 1) if before else ''}{chr(ord('A') + last)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """The nine elements of an alert (突发事件应对法第六十四条); empty text where missing."""

    type: str = ""
    level: str = ""
    onset: datetime | None = None
    area: str = ""
    warn: str = ""
    do: tuple[str, ...] = ()
    sender: str = ""
    sent: datetime | None = None
    expires: datetime | None = None
    source_ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """How villagers can answer a consultation (意见办法), and why it is held (理由)."""

    ways: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question and its answer (问答)."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The days of an item; ``expire`` None means it hangs until replaced (长期)."""

    formed: date
    publish: date
    expire: date | None = None
    period_start: date | None = None
    period_end: date | None = None
    effective: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file beside the item; its hash is part of what is signed."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an item's fields stand: its file, and the line of each Chinese label."""

    file: str
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One disclosure item. Text fields keep ``{金额}`` and the like as written.

    None, or an empty tuple, in a key fact means 无: written by the clerk, never left out.
    """

    item_id: str
    kind: Kind
    title: str
    field_name: str
    """领域, such as 医疗保障."""
    issuer: str
    dept: str
    basis: tuple[str, ...]
    dates: Dates
    channels: tuple[Channel, ...]
    plain: tuple[str, ...]
    """大白话: one to four short sentences for ear and eye."""
    scope: Scope = Scope.EVERYONE
    villages: tuple[str, ...] = ()
    """Villages it concerns; empty means the whole township (全乡)."""
    sample: bool = False
    full_title: str = ""
    doc_no: str = ""
    who: str | None = None
    deadline: date | None = None
    amounts: tuple[Amount, ...] = ()
    when: str | None = None
    where: str | None = None
    bring: tuple[str, ...] = ()
    how: str | None = None
    phones: tuple[Phone, ...] = ()
    body: str = ""
    """正文: Markdown, the written notice as it is."""
    table: Table | None = None
    pictures: tuple[Attachment, ...] = ()
    """Image files beside the item, shown on the full-text sheet and page."""
    faq: tuple[Question, ...] = ()
    other_figures: tuple[str, ...] = ()
    """另外的数: figures of other things, each with what it is; for those who sign."""
    script: str = ""
    """广播稿: the staff's own spoken text; empty means the kit makes it."""
    readings: Mapping[str, str] = field(default_factory=dict)
    """读音: words of this item and their pinyin with tone marks."""
    handout: Handout | None = None
    """宣传单: None means the township's usual one."""
    repeat: int = 2
    reader: Reader = Reader.MACHINE
    dialect_script: str = ""
    """客家话稿: the text somebody wrote or edited to be read in the dialect."""
    privacy: Privacy = Privacy.NONE
    status: Status = Status.VALID
    withdrawn_because: str = ""
    """撤回原因: for those who sign; no page and no paper shows it."""
    emergency: Emergency | None = None
    feedback: Feedback | None = None
    remedy: str = ""
    replaces: tuple[str, ...] = ()
    """替代: document numbers or item ids this item repeals or replaces."""
    interprets: str = ""
    preview_of: str = ""
    decides: str = ""
    cancels: str = ""
    link: str = ""
    place: Place = field(default_factory=lambda: Place(file=""), compare=False)

    @property
    def plain_title(self) -> str:
        """The title without the marks where it may be broken: as it is spoken and listed."""
        return self.title.replace(BREAK_MARK, "")

    @property
    def is_drill(self) -> bool:
        """Whether it is an alert for practice only: whoever reads its title must not run."""
        return self.sample and self.emergency is not None

    @property
    def headline(self) -> str:
        """The title as it is shown, with its marks; a drill's says so before all else."""
        return f"演练：{BREAK_MARK}{self.title}" if self.is_drill else self.title

    @property
    def plain_headline(self) -> str:
        """The title as it is shown on one line."""
        return self.headline.replace(BREAK_MARK, "")
