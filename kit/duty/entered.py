"""What no item and no register tells of a year, and a clerk enters: labels and values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kit.duty.report_forms import COURTS, PART_TWO, RESULTS, TOTAL, Form
from kit.duty.report_tables import decimal_of
from kit.model.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

COLUMNS = ("栏", "填写", "说明")
BEFORE_PUBLISHED, BEFORE_REQUESTS = "启用以前累计主动公开", "启用以前累计受理申请"
PUBLISHED_BESIDE = "本年另外主动公开"
WORDS = ("总体情况", "政府信息管理", "平台建设", "监督保障", "主要问题", "改进情况", "其他事项")
"""Texts of the parts; for another paragraph the row is written once more."""
_HELP = {
    BEFORE_PUBLISHED: "用这个程序以前公开的总条数；没有写 0",
    BEFORE_REQUESTS: "用这个程序以前受理的总件数；没有写 0",
    PUBLISHED_BESIDE: "本年不是用这个程序公开的条数；没有写 0",
    "总体情况": "第一部分开头，数程序会写；要分段的，下面加一行，栏名一样",
    "政府信息管理": "怎么审核、怎么更新",
    "平台建设": "用哪些渠道，网站只用全名",
    "监督保障": "考核、评议、责任追究",
    "主要问题": "第五部分",
    "改进情况": "第五部分；下一步的打算写明年",
    "其他事项": "第六部分；没有写“无”。收取信息处理费的情况写在这里",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What was entered for a year; an empty place is open, and stays so."""

    figures: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Finding, ...] = ()

    def count(self, label: str) -> int | None:
        """Return a number that was entered; None where it is open."""
        figure = decimal_of(self.figures.get(label, ""))
        return None if figure is None else int(figure)


def outside(entered: Entered) -> int | None:
    """Return how much was made public without the kit up to the end of the year entered.

    None as long as nobody entered what was before; the next year begins with this number.
    """
    before = entered.count(BEFORE_PUBLISHED)
    return None if before is None else before + (entered.count(PUBLISHED_BESIDE) or 0)


def two_label(name: str, column: str) -> str:
    """Return the label of a cell of part two: 行政许可·本年处理决定数量."""
    return f"{name}·{column}"


def court_label(court: str, result: str) -> str:
    """Return the label of a cell of part four: 行政复议·结果维持."""
    return f"{court}·{result}"


def figure_labels(form: Form) -> Iterator[str]:
    """Yield the labels of all figures of a form that nobody can count for the clerk."""
    yield from (BEFORE_PUBLISHED, BEFORE_REQUESTS, PUBLISHED_BESIDE)
    for group in PART_TWO[form]:
        for name in group.rows:
            for column in group.columns:
                yield two_label(name, column)
    for court in COURTS:
        for result in RESULTS:
            if result != TOTAL:
                yield court_label(court, result)


def empty_rows(form: Form, known: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return the table to be filled in, with what is ``known`` from the year before."""
    labels = [*figure_labels(form), *WORDS]
    return [
        (label, known.get(label, ""), _HELP.get(label, "没有的写 0；不知道的先空着"))
        for label in labels
    ]


def read_entered(rows: Iterable[tuple[int, Sequence[str]]]) -> Entered:
    """Return what stands in the table; a label that no form has, or no figure, is named."""
    labels = {label for form in Form for label in figure_labels(form)}
    figures: dict[str, str] = {}
    words: dict[str, str] = {}
    faults = []
    for number, (label, value, *_) in rows:
        name, written = label.strip(), value.strip()
        if name in WORDS:
            words[name] = "\n".join(filter(None, (words.get(name, ""), written)))
        elif name not in labels:
            told = f"没有“{name}”这一栏。"
            faults.append(_fault(number, told, "栏的名称请不要改；多出来的行请删去。"))
        elif written and (decimal_of(written) is None or (decimal_of(written) or 0) < 0):
            faults.append(_fault(number, f"“{name}”写的“{written}”不是数。", "没有的写 0。"))
        elif written:
            figures[name] = written
    return Entered(figures=figures, words=words, faults=tuple(faults))


def _fault(line: int, message: str, remedy: str) -> Finding:
    return Finding(
        code="EN01",
        severity=Severity.STOP,
        field="填报表",
        line=line,
        message=message,
        remedy=remedy,
    )
