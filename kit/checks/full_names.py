"""Names of people (P10, P12 to P14): masked, unless somebody decided otherwise and says why."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.checks.subject import Fault
from kit.model.finding import Severity
from kit.model.item import Channel, ColumnType, Show
from kit.model.outputs import Output, outputs_of
from kit.text.privacy.mask import NOTHING_SHOWN, mask_cell
from kit.text.privacy.names import Names, is_name
from kit.text.privacy.persons import Disclosed, find_persons
from kit.text.privacy.surnames import COMMON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.checks.subject import Subject
    from kit.model.item import Column, Table

_NEEDY = re.compile(
    r"救助|低保|特困|困难|帮扶|慰问|救济|残疾|伤残|学生|助学|奖学|儿童|未成年|孤儿|五保|失能|失智|精神|大病|重病|病人|患者"
    r"|医疗|医药|住院|报销|低收入|脱贫|监测户|边缘户|养老|护理|优抚|留守"
)
_NOTE = re.compile("备注|说明|情况|代领|经手|其他|附注")
_SHORTEST_TELLING = 4
_WHY_ON_OWN_BOARD = "请改为 显示: 遮盖；确要写全名的，改为 显示: 本村栏，只有本村那一张海报写全名。"
_IN_FULL = (Show.FULL, Show.OWN_BOARD)
_WHY_MASKED = "请改为 显示: 遮盖（张*、李*明）。"


def full_names(subject: Subject) -> Iterator[Fault]:
    """Stop columns of full names that nobody gave a reason for; ask where it is unsure."""
    for column, names in _shown_in_full(subject):
        if column.reason:
            continue
        if names is Names.PERSONS:
            yield Fault(
                "表格",
                f"“{column.name}”一列会写全名，没有写理由。",
                f"{_WHY_MASKED}非写全名不可、或不是人名的，加上 理由: ……，给签字的人看。",
            )
        else:
            officers = names is Names.OFFICERS
            yield Fault(
                "表格",
                f"“{column.name}”一列{'会写全名' if officers else '像是人名，会照样写出来'}。",
                f"{'是村民的' if officers else '是人名的'}，{_WHY_MASKED}"
                "可以写的，加上 显示: 全部 和 理由: ……。",
                Severity.WARN,
            )


def _shown_in_full(subject: Subject) -> Iterator[tuple[Column, Names]]:
    table = subject.item.table
    if table is not None:
        for index, names in subject.name_columns.items():
            if table.columns[index].show in _IN_FULL:
                yield table.columns[index], names


def names_of_the_needy(subject: Subject) -> Iterator[Fault]:
    """Stop full names of those who get aid, of minors and the ill off their village's own board."""
    if not _is_about_the_needy(subject) or _hangs_on_own_board_alone(subject):
        return
    own_board = _has_own_board(subject)
    for column, names in _shown_in_full(subject):
        if names is not Names.OFFICERS and column.show is Show.FULL:
            yield Fault(
                "表格",
                f"这是救助、残疾、学生、医疗一类的名单，“{column.name}”一列会写全名，"
                "还会出现在本村公开栏以外的地方（别的渠道、别村的栏，或扫码页）。",
                _WHY_ON_OWN_BOARD if own_board else _WHY_MASKED,
            )
    for text, person in subject.persons_in_texts:
        if person.told is Disclosed.NAME:
            yield Fault(
                text.label,
                f"{text.place}第{person.start + 1}字起有全名，内容是救助、残疾、学生、医疗一类。",
                "请删去，或写成 张某、李某某。",
                offset_lines=text.lines_before(person.start),
            )


def names_on_own_board(subject: Subject) -> Iterator[Fault]:
    """Stop 显示: 本村栏 where no board is one village's own, or the column holds no names."""
    table = subject.item.table
    for column in table.columns if table else ():
        if column.show is not Show.OWN_BOARD:
            continue
        if column.type is not ColumnType.NAME:
            yield Fault(
                "表格",
                f"“{column.name}”一列写了 显示: 本村栏，却不是姓名。",
                "这种显示只用于姓名；别的列请改为 遮盖 或 不公开。",
            )
        elif not _has_own_board(subject):
            yield Fault(
                "表格",
                f"“{column.name}”一列写了 显示: 本村栏，可这张海报不只贴在一个村的公开栏。",
                "请在“村”里只写一个有公开栏的村，“渠道”里去掉公众号；"
                "几个村的名单，一个村一条。" + _WHY_MASKED,
            )


def _has_own_board(subject: Subject) -> bool:
    """Return whether the poster hangs on one village's board, and no picture is made of it."""
    item, township = subject.item, subject.context.township
    boards = {board.village for board in township.boards}
    outputs = outputs_of(item)
    return (
        len(item.villages) == 1
        and boards.issuperset(item.villages)
        and Output.POSTER in outputs
        and Output.PICTURE not in outputs
    )


def _is_about_the_needy(subject: Subject) -> bool:
    item = subject.item
    said = [item.title, item.full_title, item.field_name, item.who or ""]
    if item.table is not None:
        said += [item.table.caption, *(column.name for column in item.table.columns)]
    if any(map(_NEEDY.search, said)):
        return True
    # In a note beside the name: 低保户.
    return any(_NEEDY.search(cell) for _, _, cell in subject.shown_cells)


def _hangs_on_own_board_alone(subject: Subject) -> bool:
    """Return whether one village alone sees the item, on its own board."""
    item, township = subject.item, subject.context.township
    villages = {board.village for board in township.boards}
    return (
        set(item.channels) == {Channel.BOARD}
        and len(item.villages) == 1
        and villages.issuperset(item.villages)
        # With a host, every printed number has its page in the internet.
        and not township.page_host
    )


def stars_alone(subject: Subject) -> Iterator[Fault]:
    """Tell masked columns of which nothing is left: *** on a board helps nobody."""
    table = subject.item.table
    if table is None:
        return
    for index, column in enumerate(table.columns):
        if column.show is Show.MASK and _is_stars(table, index, column):
            yield Fault(
                "表格",
                f"“{column.name}”一列遮盖以后，有的格只剩下 {NOTHING_SHOWN}，看不出是谁的。",
                "请写对类型（姓名、身份证号、电话、银行账号、住址）；不公开的，改为 显示: 不公开。",
            )


def _is_stars(table: Table, index: int, column: Column) -> bool:
    return any(mask_cell(column.type, cell) == NOTHING_SHOWN for cell in table.cells_of(index))


_TOLD = {
    Disclosed.ILLNESS: ("请删去姓名或病情。", Severity.STOP),
    Disclosed.HOUSEHOLD: ("请删去住址或病情，认得那户的人一看就知道是谁。", Severity.STOP),
    Disclosed.WHEREABOUTS: ("请删去姓名，或删去住宿、行程。", Severity.STOP),
    Disclosed.BIRTH: ("请删去出生日期、年龄，或把姓名写成 张某、李某某。", Severity.STOP),
    Disclosed.ADDRESS: ("请核实：住址只写到村，或把姓名写成 张某、李某某。", Severity.WARN),
    Disclosed.NAME: ("请核实：可以公开的不用改；不该公开的，写成 张某、李某某。", Severity.WARN),
}


def persons(subject: Subject) -> Iterator[Fault]:
    """Stop or ask where a text names somebody, alone or with address, birth or illness."""
    for text, person in subject.persons_in_texts:
        remedy, severity = _TOLD[person.told]
        yield Fault(
            text.label,
            f"{text.place}第{person.start + 1}字起有{person.told}。",
            remedy,
            severity,
            offset_lines=text.lines_before(person.start),
        )
    yield from _in_cells(subject)


def _in_cells(subject: Subject) -> Iterator[Fault]:
    """Tell whom the cells name outside of the columns of names: 李某某代领 in a note."""
    table = subject.item.table
    hits: dict[tuple[int, Disclosed], list[int]] = {}
    columns = table.columns if table else ()
    # A name alone in a note, where the column is none of names.
    notes = {n for n, one in enumerate(columns) if _NOTE.search(one.name)}
    for row, index, cell in subject.shown_cells:
        if index not in subject.name_columns and len(cell) >= _SHORTEST_TELLING:
            for person in find_persons(cell):
                hits.setdefault((index, person.told), []).append(row)
        elif index in notes and is_name(cell) and cell[0] in COMMON:
            hits.setdefault((index, Disclosed.NAME), []).append(row)
    for (index, told), rows in hits.items():
        if table is not None:
            remedy, severity = _TOLD[told]
            place = f"表格“{table.columns[index].name}”一列{table.rows_told(rows)}"
            yield Fault("表格", f"{place}有{told}。", remedy, severity)
