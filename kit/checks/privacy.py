"""Personal information and secrets (P and S rules): what must never hang on a board.

No message repeats what it found: findings are printed, logged and mailed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.checks.subject import Fault
from kit.model.finding import Severity
from kit.model.item import Channel, ColumnType, Kind, Privacy, Show
from kit.model.outputs import Output, outputs_of
from kit.text.privacy.names import Names
from kit.text.privacy.persons import ILLNESS
from kit.text.privacy.private_kinds import MERELY_ASKED, PrivateKind
from kit.text.privacy.private_numbers import (
    find_private,
    is_id_number,
    is_mobile,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kit.checks.subject import Subject
    from kit.model.item import Column, Table

_MASKED = {
    PrivateKind.ID_NUMBER: "35*************123",
    PrivateKind.MOBILE: "138****1234",
    PrivateKind.BANK: "****1234",
}
_PRIVATE_TYPES = {
    ColumnType.ID_NUMBER: "身份证号",
    ColumnType.PHONE: "电话",
    ColumnType.BANK: "银行账号",
}
_PRIVATE_HEADING = re.compile(
    r"身份证|证件号|公民身份|手机|联系电话|联系方式|银行卡|账号|帐号|卡号|一卡通|出生|生日|密码|验证码"
)
_OFFICE = re.compile(
    r"(?:办|办公室|所|站|中心|局|委|委员会|会|队|热线|学校|小学|中学|幼儿园|医院|卫生院|政府|科|股|处|室|厅|部门|"
    r"部|值班|值守|窗口|服务台|专线|银行|公司|合作社|公安|派出所|法庭|司法所|邮政|电话)$"
)
_STARS = 3
_CHILD_HEADING = re.compile(r"学生|幼儿|儿童|孩子")
_HOME = re.compile(
    r"(?:家住|住址|住在|户籍地|居住地|现住|家庭地址|收件地址|租房)"
    r"[^。；\n]{0,24}?(?:\d|[一二三四五六七八九十百]|\d-)+(?:组|号|栋|幢|室|单元)"
)
_HOUSE_OF_GROUP = re.compile(r"[村组坊屋](?:\d|[一二三四五六七八九十百])+号(?![楼窗柜厅文令公])")
_CARD_PICTURE = re.compile("身份证|户口|病历|诊断|残疾证|银行卡|社保卡|存折|结婚证|护照")
_ADDRESS_HEADING = re.compile(r"住址|居住|户籍|家庭地址|现住")
_DEEP = re.compile(r"(?:\d|[一二三四五六七八九十百])+\s*(?:号|栋|幢|室|单元)")
_GROUP = re.compile(r"组")
_WEB = frozenset({Channel.WECHAT, Channel.WEBSITE, Channel.VILLAGE_NET})

_SECRET = re.compile(r"(?:绝密|机密|秘密)\s*[★☆]|密级\s*[:：]|[★☆]\s*\d+\s*年")
_INTERNAL = re.compile(
    r"(?m)^[ \u3000]*(?:(?:内部(?:资料|文件|材料)|不得外传|注意保[存密]|工作秘密|此件不公开"
    r"|不予公开)[ \u3000,，、。]*)+$"
)
_PROCESS = re.compile(r"请示|签报|会议记录|讨论稿|内部情况通报|征求意见稿")


def private_numbers(kind: PrivateKind) -> Callable[[Subject], Iterator[Fault]]:
    """Return the check that keeps numbers of one kind off boards and loudspeakers."""
    asked = Severity.WARN if kind in MERELY_ASKED else None
    masked = f"，或改成 {_MASKED[kind]} 的样子" if kind in _MASKED else ""
    remedy = "请核实：是个人的，请删去；是单位的，不用改。" if asked else f"请删去{masked}。"

    def look(subject: Subject) -> Iterator[Fault]:
        for text, found in subject.private_in_texts:
            if found.kind is kind:
                yield Fault(
                    text.label,
                    f"{text.place}第{found.start + 1}字起是{kind}。",
                    remedy,
                    asked,
                    offset_lines=text.lines_before(found.start),
                )
        table = subject.item.table
        hits: dict[int, list[int]] = {}
        for cell in subject.private_in_cells:
            if cell.kind is kind:
                hits.setdefault(cell.column, []).append(cell.row)
        for index, rows in hits.items():
            if table is not None:
                yield Fault(
                    "表格",
                    f"表格“{table.columns[index].name}”一列{table.rows_told(rows)}有{kind}。",
                    remedy if asked else f"请把这一列的显示改为“不公开”{masked}。",
                    asked,
                )

    return look


def phones_of_persons(subject: Subject) -> Iterator[Fault]:
    """Stop a mobile in 电话 that is no office's; an office's duty mobile may stand there."""
    for phone in subject.item.phones:
        if is_mobile(phone.number) and not _OFFICE.search(phone.label.strip()):
            yield Fault(
                "电话",
                "电话里有手机号，前面写的不像单位。",
                "请改用单位的固定电话；确是值班手机的，写成“××所值班”。",
            )


def home_addresses(subject: Subject) -> Iterator[Fault]:
    """Stop home addresses below the township from the web; elsewhere, ask."""
    item = subject.item
    web = "、".join(sorted(channel.value for channel in _WEB.intersection(item.channels)))
    for text in subject.texts:
        if match := _HOME.search(text.text):
            yield Fault(
                text.label,
                f"{text.place}写到了住址的门牌或小组{f'，还要发到{web}' if web else ''}。",
                "请只写到乡镇；小组只能贴在本村公开栏。" if web else "请核实；个人的，只写到村。",
                None if web else Severity.WARN,
                offset_lines=text.lines_before(match.start()),
            )
    yield from _address_columns(subject, web)
    yield from _addresses_in_cells(subject)


def _addresses_in_cells(subject: Subject) -> Iterator[Fault]:
    """Tell a house that stands in a note, beside names: 住样例一村上洋组9号."""
    table = subject.item.table
    if table is None or not _named(subject):
        return
    hits: dict[int, list[int]] = {}
    for row, index, cell in subject.shown_cells:
        column = table.columns[index]
        if not _holds_addresses(column) and (_HOME.search(cell) or _HOUSE_OF_GROUP.search(cell)):
            hits.setdefault(index, []).append(row)
    for index, rows in hits.items():
        yield Fault(
            "表格",
            f"表格“{table.columns[index].name}”一列{table.rows_told(rows)}有住址的门牌。",
            "请核实；个人的，只写到村。",
            Severity.WARN,
        )


def pictures_named_after_people(subject: Subject) -> Iterator[Fault]:
    """Ask about a picture whose file is named after a card or carries somebody's number."""
    for picture in subject.item.pictures:
        if _CARD_PICTURE.search(picture.file) or find_private(picture.file):
            yield Fault(
                "图片",
                "有一张图片的文件名里有证件、病历的名称，或个人的号码。",
                "请打开看一看：照片上有个人信息的不能公开；没有的，改个文件名。",
                Severity.WARN,
            )


def _address_columns(subject: Subject, web: str) -> Iterator[Fault]:
    table = subject.item.table
    if table is None or not _named(subject):
        return
    whole_names = any(column.show is Show.FULL for column in _named(subject))
    for index, column in enumerate(table.columns):
        if column.show is not Show.FULL or not _holds_addresses(column):
            continue
        cells = table.cells_of(index)
        deep = any(_DEEP.search(cell) for cell in cells)
        grouped = any(_GROUP.search(cell) for cell in cells)
        if web and (deep or (whole_names and grouped)):
            yield Fault(
                "表格",
                f"“{column.name}”一列和人名一起发到{web}，住址过细。",
                "请把这一列的显示改为“遮盖”（只留到乡镇），或去掉网上的渠道。",
            )
        elif deep and whole_names:
            yield Fault(
                "表格",
                f"“{column.name}”一列是门牌，旁边是全名。",
                "请核实；不必写这么细的，把这一列的显示改为“遮盖”（只留到乡镇）。",
                Severity.WARN,
            )
        elif web and grouped:
            yield Fault(
                "表格",
                f"“{column.name}”一列写到村民小组，还要发到{web}。",
                "小组一般只贴本村公开栏；请保密审查时核实。",
                Severity.WARN,
            )


def _holds_addresses(column: Column) -> bool:
    return column.type is ColumnType.ADDRESS or bool(_ADDRESS_HEADING.search(column.name))


def open_columns(subject: Subject) -> Iterator[Fault]:
    """Stop columns of personal numbers that are shown in full."""
    table = subject.item.table
    if table is None:
        return
    for index, column in enumerate(table.columns):
        if column.show is Show.HIDE:
            continue
        if column.type in _PRIVATE_TYPES and column.show is Show.FULL:
            yield Fault(
                "表格",
                f"“{column.name}”一列是{_PRIVATE_TYPES[column.type]}，现在会全部公开。",
                "请把这一列的显示改为“不公开”或“遮盖”。",
            )
        elif column.type is None and _looks_private(subject, table, index):
            yield Fault(
                "表格",
                f"“{column.name}”一列像是个人号码，没有写类型。",
                "请写上类型（身份证号、电话、银行账号），显示改为“不公开”或“遮盖”。",
            )


def _looks_private(subject: Subject, table: Table, index: int) -> bool:
    if any(
        found.kind not in MERELY_ASKED
        for cell in table.cells_of(index)
        for found in find_private(cell)
    ):
        return True
    # A list of offices with their landlines is meant to be read.
    filled = [cell for cell in table.cells_of(index) if cell.strip()]
    if filled and all(cell.count("*") >= _STARS for cell in filled):
        return False  # masked by whoever made the list
    name = table.columns[index].name
    offices = "电话" in name and not _named(subject)
    return bool(_PRIVATE_HEADING.search(name)) and not offices


def _named(subject: Subject) -> list[Column]:
    """Return the columns of people's names that are shown, in full or masked."""
    table = subject.item.table
    return [
        table.columns[index]
        for index, names in subject.name_columns.items()
        if table and names is Names.PERSONS
    ]


def health_beside_names(subject: Subject) -> Iterator[Fault]:
    """Stop illness, disability and the like from standing in a row with a name."""
    table = subject.item.table
    if table is None or not _named(subject):
        return
    bad = {
        table.columns[index].name for _, index, cell in subject.shown_cells if ILLNESS.search(cell)
    }
    bad |= {c.name for c in table.columns if c.show is Show.FULL and ILLNESS.search(c.name)}
    for name in sorted(bad):
        yield Fault(
            "表格",
            f"“{name}”一列写到病情、残疾、家事等情况，和人名在一行。",
            "请把这一列的显示改为“不公开”。",
        )


def children_by_name(subject: Subject) -> Iterator[Fault]:
    """Stop lists that name children under fourteen."""
    table = subject.item.table
    if table is None or not _named(subject):
        return
    named = any(_CHILD_HEADING.search(column.name) for column in _named(subject))
    if named or any(_is_child(subject, cell) for row in table.rows for cell in row):
        yield Fault(
            "表格",
            "名单里有不满十四岁的孩子，或是学生名单。",
            "请公布报名号，把姓名一列的显示改为“不公开”。",
        )


def _is_child(subject: Subject, cell: str) -> bool:
    number = cell.strip()
    if len(number) != 18 or not is_id_number(number):
        return False
    publish = subject.item.dates.publish
    age = publish.year - int(number[6:10]) - (f"{publish:%m%d}" < number[10:14])
    return 0 <= age < 14


def list_without_end(subject: Subject) -> Iterator[Fault]:
    """Stop lists of people that would hang for ever."""
    item = subject.item
    if item.kind is Kind.LIST and item.privacy is not Privacy.NONE and item.dates.expire is None:
        yield Fault("摘下", "名单有个人信息，却没有写哪天摘下。", "请在“摘下”写公示期满后的日期。")


def list_read_aloud(subject: Subject) -> Iterator[Fault]:
    """Warn of lists of people on the loudspeaker, or on a page without an end."""
    item = subject.item
    named = bool(_named(subject))
    if named and Output.CLIP in outputs_of(item):
        yield Fault(
            "渠道", "这是有人名的名单，渠道里有广播。", "名单不要广播；请在渠道里去掉广播。"
        )
    personal = named and item.privacy is not Privacy.NONE
    if personal and item.kind is not Kind.LIST and item.dates.expire is None:
        yield Fault("摘下", "有人名的表没有写哪天摘下，扫码页会一直在。", "请在“摘下”写上日期。")


def secret_marks(subject: Subject) -> Iterator[Fault]:
    """Stop papers that carry a mark of state secrets."""
    for text in subject.texts:
        if match := _SECRET.search(text.text):
            yield Fault(
                text.label,
                f"{text.place}有国家秘密标志。",
                "涉密文件不能公开；请停止操作，交保密审查员处理。",
                offset_lines=text.lines_before(match.start()),
            )
    if any(_SECRET.search(cell) for _, _, cell in subject.shown_cells):
        yield Fault("表格", "表格里有国家秘密标志。", "请停止操作，交保密审查员处理。")


def internal_marks(subject: Subject) -> Iterator[Fault]:
    """Stop papers with a line that says they are internal."""
    for text in subject.texts:
        if match := _INTERNAL.search(text.text):
            yield Fault(
                text.label,
                f"{text.place}有一行“内部资料、不得外传”之类的标记。",
                "请交保密审查员核实；可以公开的，删去这一行。",
                offset_lines=text.lines_before(match.start()),
            )


def process_papers(subject: Subject) -> Iterator[Fault]:
    """Warn where the title names a paper of the process, not its result."""
    item = subject.item
    for label, title in (("标题", item.title), ("全称", item.full_title)):
        match = _PROCESS.search(title)
        if match and not (match[0] == "征求意见稿" and item.kind is Kind.PREVIEW):
            yield Fault(
                label,
                f"{label}里有“{match[0]}”，像是过程性文件。",
                "请核实是否可以公开；要公开的是最后的结果。",
            )
