"""Annual reports that are right, made by chance, and the same with one figure wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.duty.read_report import read_report
from kit.duty.report_forms import (
    ANSWER_GROUPS,
    CARRIED_IN,
    CARRIED_ON,
    DONE,
    NEW,
    PART_THREE_COLUMNS,
    PART_TWO,
    PARTS,
    Form,
    answers,
    part_three,
)
from kit.foreign.whole_document import Piece, WholeDocument

if TYPE_CHECKING:
    import random

    from kit.duty.read_report import AnnualReport


@dataclass(frozen=True, slots=True)
class Made:
    """A report's figures; its text is made from them."""

    year: int
    form: Form
    two: dict[str, list[int]]
    three: dict[str, list[int]]
    four: list[int]
    said: dict[str, int]
    """Counts that its sentences tell."""

    def changed(self, table: str, row: str, column: int, value: int) -> Made:
        two = {name: [*cells] for name, cells in self.two.items()}
        three = {name: [*cells] for name, cells in self.three.items()}
        four, said = [*self.four], dict(self.said)
        if table == "four":
            four[column] = value
        elif table == "said":
            said[row] = value
        else:
            (two if table == "two" else three)[row][column] = value
        return Made(self.year, self.form, two, three, four, said)


def made(chance: random.Random, year: int = 2026, before: Made | None = None) -> Made:
    """Return a report in which everything adds up, and goes on from ``before``."""
    form = Form.OF_2021 if year >= 2021 else Form.OF_2019
    two = {
        name: [chance.randrange(9) for _ in group.columns]
        for group in PART_TWO[form]
        for name in group.rows
    }
    for name in ("规章", "行政规范性文件", "规范性文件"):
        if name in two and form is Form.OF_2021:
            valid = before.two[name][2] if before and name in before.two else 12
            two[name][2] = valid + two[name][0] - two[name][1]
        elif name in two:
            two[name][2] = two[name][1] + 20
    for name in ("行政许可", "其他对外管理服务事项", "行政处罚", "行政强制"):
        if form is Form.OF_2019:
            two[name][2] += 1
    three = {row: [0] * 7 for row in part_three(form)}
    for column in range(6):
        for row in answers(form):
            three[row][column] = chance.choice((0, 0, 0, 1, 2, 5))
        three[DONE][column] = sum(three[row][column] for row in answers(form))
        carried = before.three[CARRIED_ON][column] if before else chance.randrange(3)
        three[CARRIED_IN][column] = carried
        three[CARRIED_ON][column] = max(0, carried - three[DONE][column]) + chance.randrange(3)
        three[NEW][column] = three[DONE][column] + three[CARRIED_ON][column] - carried
    for cells in three.values():
        cells[6] = sum(cells[:6])
    groups = [[chance.randrange(4) for _ in range(4)] for _ in range(3)]
    posted = [chance.randrange(1, 40) for _ in range(3)]
    return Made(
        year=year,
        form=form,
        two=two,
        three=three,
        four=[figure for group in groups for figure in (*group, sum(group))],
        said={
            "公开": sum(posted),
            "公开栏": posted[0],
            "广播": posted[1],
            "墟天": posted[2],
            "申请": three[NEW][6],
            "办结": three[DONE][6],
            "结转": three[CARRIED_ON][6],
            "复议": sum(groups[0]),
        },
    )


def text_of(report: Made) -> str:
    """Return the report as a text file: a cell a line, as a document becomes text."""
    said, year = report.said, report.year
    prose = {
        "一": [
            f"{year}年，我乡照条例公开政府信息。",
            "（一）主动公开情况",
            posted_sentence(year, said),
            "（二）依申请公开情况",
            asked_sentence(year, said),
            "（三）政府信息管理情况",
            "信息公开以前，都做了保密审查。",
        ],
        "五": ["看公开信息的路子少，村民不习惯上网。", f"{year + 1}年，我乡将多用广播和公开栏。"],
        "六": ["无"],
    }
    lines = [f"样例乡{year}年政府信息公开工作年度报告", ""]
    for part in PARTS:
        lines.append(f"{part.number}、{part.title}")
        lines += prose.get(part.number, _table(report, part.number))
    return "\n".join([*lines, "样例区样例乡人民政府", f"{year + 1}年1月20日", ""])


def posted_sentence(year: int, said: dict[str, int]) -> str:
    parts = "、".join(f"{name}{said[name]}条" for name in ("公开栏", "广播", "墟天"))
    return f"{year}年主动公开政府信息{said['公开']}条，历年累计900条。其中：{parts}。"


def asked_sentence(year: int, said: dict[str, int]) -> str:
    asked = f"截至{year}年12月31日，全乡共收到政府信息公开申请{said['申请']}件"
    done = f"办结{said['办结']}件，结转下年度{said['结转']}件"
    return f"{asked}，{done}。行政复议{said['复议']}件。"


def _table(report: Made, part: str) -> list[str]:
    if part == "四":
        return ["\t行政复议", "\t行政诉讼", "\t结果维持", *(f"\t{one}" for one in report.four)]
    lines = []
    if part == "二":
        for group in PART_TWO[report.form]:
            lines += [f"\t{group.article}", "\t信息内容", *(f"\t{one}" for one in group.columns)]
            for name in group.rows:
                lines += [f"\t{name}", *(f"\t{one}" for one in report.two[name])]
        return lines
    lines += ["\t申请人情况", *(f"\t{one}" for one in PART_THREE_COLUMNS)]
    for row, label in part_three(report.form).items():
        if row in ("3.1", "3.3.1", "3.4.1", "3.5.1", "3.6.1"):
            lines.append(f"\t{ANSWER_GROUPS.get(row[:3], '三、本年度办理结果')}")
        lines += [f"\t{label}", *(f"\t{one}" for one in report.three[row])]
    return lines


def read_back(report: Made) -> AnnualReport:
    """Return what is read of the report's text."""
    pieces = tuple(Piece(text=line) for line in text_of(report).split("\n"))
    return read_report(WholeDocument(pieces=pieces, counted="行"))


@dataclass(frozen=True, slots=True)
class Plant:
    """A wrong figure, and a word that its fault has to name."""

    report: Made
    before: Made
    table: str
    named: str


def plants(chance: random.Random, count: int) -> list[Plant]:
    """Return reports with one wrong figure each, over all that can be held against something."""
    found: list[Plant] = []
    while len(found) < count:
        before = made(chance, 2025)
        right = made(chance, 2026, before)
        table = chance.choice(("three", "three", "three", "four", "said", "two"))
        if table == "three":
            row, column = chance.choice([*right.three]), chance.randrange(7)
            there, named = right.three[row][column], PART_THREE_COLUMNS[column]
        elif table == "four":
            row, column = "", chance.randrange(15)
            there, named = right.four[column], "表四"
        elif table == "said":
            row, column = chance.choice([*right.said]), 0
            there, named = right.said[row], "正文" if row in _AGAINST_TABLES else "其中"
        else:
            row, column = chance.choice(("规章", "行政规范性文件")), chance.randrange(3)
            there, named = right.two[row][column], row
        wrong = there + chance.choice((1, 2, 5, 9))
        found.append(Plant(right.changed(table, row, column, wrong), before, table, named))
    return found


_AGAINST_TABLES = ("申请", "办结", "结转", "复议")
