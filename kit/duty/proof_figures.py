"""The figures in the sentences of an annual report, held against each other and its tables."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from kit.duty.proof_words import at, quoted
from kit.duty.report_forms import CARRIED_IN, CARRIED_ON, DONE, NEW, PART_THREE_COLUMNS
from kit.duty.report_tables import decimal_of, row_name
from kit.duty.table_sums import stop, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.duty.read_report import AnnualReport, Line
    from kit.duty.report_tables import ReportTables
    from kit.model.finding import Finding

_COUNT = re.compile(r"(?<![\d.年月])(\d[\d,]*)\s*(件次|人次|余?[条件个次起篇宗份期])")
_OF_THESE = re.compile(r"其中[，,：:]?|包括[：:]?|(?<=[条件])[：:]")
_ALL = len(PART_THREE_COLUMNS) - 1
_END = re.compile(r"[。；;]|[)）]")
"""Of what 其中 lists; a sentence may go on behind the bracket."""
_KINDS = re.compile(r"类别(?:主要)?(?:涵盖|包括|有)(.+?)(?:等|。|$)")
_PAPERS = "规范性文件"

_CLAIMS = (
    (
        re.compile(r"(?:收到|受理|新收)[^。；，（]{0,24}?申请[^。；，（\d]{0,8}?(\d+)\s*[件宗个]"),
        NEW,
    ),
    (re.compile(r"(?:收到|受理|新收)[^。；，（\d]{0,8}(\d+)\s*[件宗个][^。；，（]{0,16}申请"), NEW),
    (re.compile(r"(?:依申请公开|公开申请)[^。；，（\d]{0,6}(\d+)\s*[件宗]"), NEW),
    (re.compile(r"(?:办结|答复)[^。；，（\d]{0,8}(\d+)\s*[件宗]"), DONE),
    (re.compile(r"结转(?:下年度|下一年|至下年)[^。；，（\d]{0,10}(\d+)\s*[件宗]"), CARRIED_ON),
    (re.compile(r"上年结转[^。；，（\d]{0,10}(\d+)\s*[件宗]"), CARRIED_IN),
)
_COURTS = (
    (re.compile(r"行政复议[^。；，、（\d]{0,8}(\d+)\s*[件起宗]"), (4,)),
    (re.compile(r"行政诉讼[^。；，、（\d]{0,8}(\d+)\s*[件起宗]"), (9, 14)),
)
_TOGETHER = re.compile("历年|累计")
"""Counts over all years: neither this year's table nor what 其中 lists has them."""
_OTHER_COUNT = re.compile("去年|上一年|同比|较|建议|提案|议案|热线|信箱|信访")
"""Counts of another year, or of letters that are no request."""
_REQUESTS = re.compile("公开申请|依申请|申请[^，。；]{0,8}公开|政府信息申请")
_OPENNESS = "公开"


def parts_of_a_number(report: AnnualReport) -> Iterator[Finding]:
    """Yield where what 其中 lists is more, or less, than the number before it."""
    for line in report.lines:
        for match in _OF_THESE.finditer(line.text):
            end = _END.search(line.text, match.end())
            listed = line.text[match.end() : end.start() if end else len(line.text)]
            parts = _COUNT.findall(listed)
            before = [
                one
                for one in _COUNT.finditer(line.text, 0, match.start())
                if not _TOGETHER.search(line.text, max(0, one.start() - 6), one.start())
            ]
            if parts and before and all(unit == parts[0][1] for _, unit in parts):
                yield from _held(line, before, parts)


def _held(
    line: Line, before: list[re.Match[str]], parts: list[tuple[str, str]]
) -> Iterator[Finding]:
    stated, unit = before[-1], parts[0][1]
    if stated[2] != unit:
        return
    total = sum((decimal_of(number) or Decimal() for number, _ in parts), Decimal())
    figure = decimal_of(stated[1]) or Decimal()
    if total == figure or (total < figure and len(parts) == 1):
        return
    place = quoted(line, *stated.span())
    told = f"{place}写的是 {figure}{unit}，后面“其中”各项加起来是 {total}{unit}。"
    same = next((one for one in before[:-1] if decimal_of(one[1]) == total), None)
    hint = f"前面{quoted(line, *same.span())}正是 {total}：" if same else ""
    remedy = f"{hint}请照台账核对，改正写错的一个。"
    if total > figure:
        yield at(stop("AR07", "数字", told, remedy), line)
    else:
        yield at(warn("AR07", "数字", told, "没有列全的，写“其中主要是”；列全的请核对。"), line)


def text_and_tables(report: AnnualReport) -> Iterator[Finding]:
    """Yield counts of requests and lawsuits in the text that the tables do not have."""
    if report.tables is None:
        return
    for line in report.lines:
        for sentence in re.split(r"(?<=[。；])", line.text):
            yield from _sentence(report.tables, line, sentence)


def _sentence(tables: ReportTables, line: Line, sentence: str) -> Iterator[Finding]:
    told: set[str] = set()
    for form, row in _CLAIMS:
        for match in form.finditer(sentence):
            right = tables.figure(row, _ALL)
            said = decimal_of(match[1])
            clause = max(sentence.rfind(mark, 0, match.start()) for mark in "，；（")
            before = sentence[clause + 1 : match.end()]
            if right in (None, said) or row in told or _TOGETHER.search(before):
                continue
            if _OTHER_COUNT.search(before) or not _REQUESTS.search(sentence[: match.end()]):
                continue
            told.add(row)
            message = f"正文写“{match[0]}”，表三“{row_name(tables.form, row)}”的总计是 {right}。"
            yield at(stop("AR07", "正文和表", message, "请照登记簿核对，两处写成一样。"), line)
    for form, columns in _COURTS:
        figures = [decimal_of(tables.four[one]) for one in columns if one < len(tables.four)]
        right = sum((one or Decimal() for one in figures), Decimal())
        for match in form.finditer(sentence):
            if _OPENNESS not in line.text or _OTHER_COUNT.search(match[0]):
                continue
            if len(figures) == len(columns) and decimal_of(match[1]) != right:
                message = f"正文写“{match[0]}”，表四的总计是 {right}。"
                yield at(stop("AR07", "正文和表", message, "请照文书核对，两处写成一样。"), line)


def kinds_and_counts(report: AnnualReport) -> Iterator[Finding]:
    """Yield that more kinds are named than were made public, or papers that the table has not."""
    posted = max(
        (
            len(_COUNT.findall(line.text[match.end() :]))
            for line in report.lines
            for match in _OF_THESE.finditer(line.text)
            if "条" in line.text[match.end() :]
        ),
        default=0,
    )
    for line in report.lines:
        match = _KINDS.search(line.text)
        if not match:
            continue
        between = "(?<=类)、|(?<=类信息)、" if match[1].count("类") > 1 else "、"
        kinds = [one for one in re.split(between, match[1]) if one]
        if posted and len(kinds) > posted:
            told = f"写了 {len(kinds)} 个类别，前面只列出 {posted} 类有公开的信息。"
            yield at(warn("AR17", "类别", told, "请只写这一年真的公开了的类别。"), line)
        papers = report.tables and [
            decimal_of(cell) or 0
            for name, cells in report.tables.two.items()
            if _PAPERS in name
            for cell in cells
        ]
        if _PAPERS in match[1] and papers and not any(papers):
            told = f"类别里有{_PAPERS}，表二“{_PAPERS}”却都是 0。"
            yield at(warn("AR17", "类别", told, "请照文件目录核对是哪一处错了。"), line)
