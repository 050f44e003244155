"""How an annual report is built: six parts under their numbers, headings in one manner, signed."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from kit.duty.proof_words import at
from kit.duty.report_forms import PARTS
from kit.duty.table_sums import stop, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.duty.read_report import AnnualReport, Line
    from kit.model.finding import Finding

_SECOND = re.compile(r"^([（(])\s*([一二三四五六七八九十]+|\d{1,2})\s*[)）]\s*(\S.*)$")
_CHINESE = "一二三四五六七八九十"
_MOST_HEADING = 40


def six_parts(report: AnnualReport) -> Iterator[Finding]:
    """Yield parts that are missing, stand under a wrong number, or are none of the form."""
    there = {one.part.number: one for one in report.headings if one.part}
    for part in PARTS:
        found = there.get(part.number)
        if found is None:
            told = f"缺第{part.number}部分“{part.number}、{part.title}”的标题。"
            yield _with_next(
                stop("AR09", "标题", told, "请补上；没有内容的写“无”。"), report, part.number
            )
        elif found.written != part.number:
            told = f"“{found.line.text}”应当是第{part.number}部分。"
            yield at(
                stop("AR09", "标题", told, f"请把“{found.written}、”改成“{part.number}、”。"),
                found.line,
            )
    for heading in report.headings:
        if heading.part is None:
            told = f"“{heading.line.text}”不是格式里的六个部分。"
            remedy = "请改成格式里的标题，或降为下一级（一）。"
            yield at(warn("AR09", "标题", told, remedy), heading.line)


def _with_next(fault: Finding, report: AnnualReport, number: str) -> Finding:
    """Return the fault at the text that lies where the part should begin, if there is one."""
    words = next(part.told_by for part in PARTS if part.number == number)
    line = next(
        (
            one
            for one in report.lines
            if _SECOND.match(one.text) and any(w in one.text for w in words)
        ),
        None,
    )
    return at(fault, line) if line else fault


def second_headings(report: AnnualReport) -> Iterator[Finding]:
    """Yield second headings numbered in two manners, and numbers left out."""
    by_part: dict[str, list[tuple[Line, str]]] = {}
    for line in report.lines:
        match = _SECOND.match(line.text)
        if match and line.part and len(match[3]) <= _MOST_HEADING and not match[3].endswith("。"):
            by_part.setdefault(line.part, []).append((line, match[2]))
    for part, found in by_part.items():
        digits = [(line, number) for line, number in found if number.isdigit()]
        if digits and len(digits) < len(found):
            shown = "、".join(
                line.text.partition(number)[0] + number + "）" for line, number in found
            )
            told = f"第{part}部分的小标题写成了两样：{shown}。"
            remedy = "请都写成（一）（二）（三）。"
            yield at(stop("AR09", "标题", told, remedy), digits[0][0])
        expected = 1
        for line, number in found:
            value = int(number) if number.isdigit() else _value(number)
            if value not in (expected, 1):
                told = f"“{line.text}”前面应当是（{_chinese(expected)}）。"
                yield at(stop("AR09", "标题", told, "请核对是少了一节，还是编号写错。"), line)
            expected = value + 1


def _value(number: str) -> int:
    if number.startswith("十"):
        return 10 + (_CHINESE.index(number[1]) + 1 if len(number) > 1 else 0)
    return _CHINESE.index(number[0]) + 1


def _chinese(value: int) -> str:
    return _CHINESE[value - 1] if value <= 10 else f"十{_CHINESE[value - 11]}"


def signed(report: AnnualReport) -> Iterator[Finding]:
    """Yield that nobody signed, or on a day on which the year was not over."""
    if report.signed is None:
        yield warn("AR12", "落款", "没有找到落款的日期。", "请写上机关全称和成文日期。")
        return
    if report.year is None:
        return
    end, due = date(report.year, 12, 31), date(report.year + 1, 1, 31)
    told = ""
    if report.signed <= end:
        told = f"落款是 {report.signed}，统计要到 12 月 31 日才截止。"
        remedy = f"请在 {report.year + 1} 年 1 月统计好再成文。"
    elif report.signed > due:
        told = f"落款是 {report.signed}，晚于 {due}。"
        remedy = "上级另定了日期的，照上级的。"
    if told:
        fault = warn("AR12", "落款", told, remedy)
        yield next(
            (at(fault, one) for one in report.lines if one.number == report.signed_line), fault
        )
