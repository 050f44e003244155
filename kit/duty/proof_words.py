"""What the sentences of an annual report say: of other years, other offices, other reports."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kit.duty.report_forms import Form, form_of
from kit.duty.table_sums import stop, warn
from kit.model.finding import Finding, Severity
from kit.text.slips import slips

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.duty.read_report import AnnualReport, Line

_BESIDE = 8
"""Characters before and after what is quoted."""
_SHOWN = 4
_LEVELS = "乡镇"
_TOWNSHIP = re.compile(r"([乡镇])人民政府|(街道)办事处")
_TRADES = (
    "交通(?:运输)?|住建|水利|教育|卫生健康|卫健|税务|市场监管|文旅|自然资源|气象|公安|医保|人社"
)
_OF_A_TRADE = re.compile(rf"(?:{_TRADES})(?:行业|系统)|(?:{_TRADES})(?=信息发布)")
_NOTICE = re.compile(r"《[^》]{0,40}?(20\d\d)年[^》]{0,40}年度报告[^》]{0,20}》")
_UNTIL = re.compile(r"截[至止](?:到)?(20\d\d)年(?:12月31日|年?底)?")
_WILL = re.compile(r"(20\d\d)年(?:度)?[，,]?(?:我[乡镇]|本[乡镇]|[^，。；]{0,6}[乡镇])?将")
_HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff])[,.;:!?](?=[\u4e00-\u9fff])")
_PARTED_QUOTES = re.compile(r"”、“")
_LEFT_OPEN = re.compile(
    r"【待填】|[×xX]{2,}(?=[年月日件条个乡镇村])|(?<=[为共有])[_＿]{2,}|某某[乡镇]"
)
_SITE = re.compile(
    r"[\u4e00-\u9fff]{0,12}?(?:政府|政务)(?:信息|门户)?(?:公开)?网(?![上络点])(?:站)?"
)
_BEFORE_A_NAME = re.compile(
    ".*(?:通过|依托|利用|充分|加强|积极|以及|同时|进一步|推进|拓展|对应|将|在|和|与|到|是|对|的|及|向)"
)
_COMMON = re.compile("[县区市乡镇]?政府网站?|政务网站?")
"""What any sentence may call a site, the county's too."""
_CHANNELS = {
    "公开栏": "公开栏|公告栏|公示栏",
    "公众号": "公众号|e家|E家",
    "村务网": "村务网",
    "网站": "政府网|信息网|门户网站|政务网|公开网站|政府网站",
    "显示屏": "LED|显示屏",
    "宣传单": "宣传单",
    "广播": "广播|大喇叭",
    "墟天": "墟天|赶集|摆摊",
}
_REVIEW_STEPS = re.compile(r"提交|初审|复审|二审|再审|三审(?!”|’|制)|终审")


def quoted(line: Line, start: int, end: int) -> str:
    """Return what stands there with a few characters around, in its own quotation marks."""
    before, after = max(0, start - _BESIDE), end + _BESIDE
    text = line.text[before:after]
    return f"“{'…' * (before > 0)}{text}{'…' * (after < len(line.text))}”"


def at(fault: Finding, line: Line) -> Finding:
    """Return a fault under the number of its line."""
    return Finding(
        code=fault.code,
        severity=fault.severity,
        field=fault.field,
        line=line.number,
        message=fault.message,
        remedy=fault.remedy,
    )


def other_years(report: AnnualReport) -> Iterator[Finding]:
    """Yield years that are not the report's: in cited notices, in 截至, in plans with 将."""
    year = report.year
    if year is None:
        yield stop(
            "AR10", "标题", "标题里没有年份。", "请写成：某某乡2026年政府信息公开工作年度报告。"
        )
        return
    for line in report.lines:
        for match in _NOTICE.finditer(line.text):
            if int(match[1]) != year:
                told = f"引用的是 {match[1]} 年的通知，报告是 {year} 年的。"
                fault = stop("AR10", match[0], told, "多半是照旧报告改的：请换成今年的通知。")
                yield at(fault, line)
        for match in _UNTIL.finditer(line.text):
            if int(match[1]) != year:
                told = f"写的是{quoted(line, *match.span())}，报告是 {year} 年的。"
                fault = stop(
                    "AR10", "统计期", told, f"请改成截至{year}年12月31日，数也要是那时的。"
                )
                yield at(fault, line)
        for match in _WILL.finditer(line.text):
            if int(match[1]) <= year:
                told = f"{quoted(line, *match.span())}是打算，{match[1]} 年却已经过完。"
                yield at(warn("AR10", "改进情况", told, f"请改成“{year + 1}年”或“下一步”。"), line)


def old_form(report: AnnualReport) -> Iterator[Finding]:
    """Yield that tables or cited papers are of a form that did not hold for the year."""
    if report.year is None:
        return
    wanted = form_of(report.year)
    if report.tables and report.tables.form is not wanted:
        told = f"表格是{report.tables.form.paper}的格式，{report.year} 年要用{wanted.paper}的。"
        yield stop("AR08", "表格", told, _new_form(wanted))
    for line in report.lines:
        start = line.text.find(Form.OF_2019.paper)
        if wanted is Form.OF_2021 and start >= 0:
            told = f"引用的{Form.OF_2019.paper}已经由{wanted.paper}代替。"
            yield at(stop("AR08", "依据", told, "请改引新的文号。"), line)


def _new_form(wanted: Form) -> str:
    if wanted is Form.OF_2019:
        return "请照当年的格式。"
    return (
        "请用新格式：表二是制发、废止、现行有效件数，没有第（九）项采购；"
        "表三的“其他处理”分三行。kit report 年份 会做好空表。"
    )


def other_offices(report: AnnualReport) -> Iterator[Finding]:
    """Yield words of an office of another level or trade: left over from somebody's template."""
    match = _TOWNSHIP.search(report.signer or report.title) or re.search(
        r"([乡镇])(?=\d{4}年)", report.title
    )
    own = match and (match[1] or "")
    if not own or own not in _LEVELS:
        return
    other = _LEVELS.replace(own, "")
    self_named = re.compile(
        rf"[我本全](?<!基本)(?={other}(?!{own}|村|区)){other}"
        rf"|(?<![乡城集小市村、]){other}(?={_OFFICES})"
    )
    for line in report.lines:
        for found in self_named.finditer(line.text):
            told = f"这是{own}的报告，却写着{quoted(line, *found.span())}。"
            yield at(stop("AR11", "别处的字", told, f"多半是套用的：请改成“{own}”。"), line)
        for found in _OF_A_TRADE.finditer(line.text):
            told = f"{quoted(line, *found.span())}像是部门的报告，不是{own}的。"
            yield at(
                stop("AR11", "别处的字", told, "多半是套用的：请改成本乡镇的事，或删去。"), line
            )


_OFFICES = "党政办|政府|人民政府|党委|人大|财政所|便民服务中心|综合执法"


def left_open(report: AnnualReport) -> Iterator[Finding]:
    """Yield places that nobody filled in."""
    for line in report.lines:
        for match in _LEFT_OPEN.finditer(line.text):
            told = f"还没有填：{quoted(line, *match.span())}。"
            yield at(stop("AR14", "空着的地方", told, "请填上，不知道的问清楚再填。"), line)


def slips_and_marks(report: AnnualReport) -> Iterator[Finding]:
    """Yield slips of the pen, half-width marks in Chinese, marks between quotations."""
    for line in report.lines:
        for slip in slips(line.text):
            end = slip.start + len(slip.written)
            meant = f"应为“{slip.meant}”" if slip.meant else "重复了，或不通"
            told = f"{quoted(line, slip.start, end)}里的“{slip.written}”{meant}。"
            yield at(warn("AR15", "错字", told, "请改正；没有错的，不用改。"), line)
    marks = [(line, match) for line in report.lines for match in _HALF_WIDTH.finditer(line.text)]
    if marks:
        some = "、".join(quoted(line, *match.span()) for line, match in marks[:_SHOWN])
        more = "等" * (len(marks) > _SHOWN)
        told = f"{len(marks)} 处用了英文标点：{some}{more}。"
        yield at(warn("AR15", "标点", told, "请换成中文标点。"), marks[0][0])
    for line in report.lines:
        for match in _PARTED_QUOTES.finditer(line.text):
            told = f"{quoted(line, *match.span())}：引号之间不用顿号。"
            yield at(_info("AR15", "标点", told, "请删去顿号（GB/T 15834）。"), line)


def names_of_one_site(report: AnnualReport) -> Iterator[Finding]:
    """Yield that one site goes by several names."""
    found: dict[str, Line] = {}
    for line in report.lines:
        for match in _SITE.finditer(line.text):
            name = _BEFORE_A_NAME.sub("", match[0])
            if not _COMMON.fullmatch(name):
                found.setdefault(name, line)
    own = {a: line for a, line in found.items() if not any(b != a and b.endswith(a) for b in found)}
    if len(own) > 1:
        names = "、".join(f"“{name}”（{report.place(line.number)}）" for name, line in own.items())
        told = f"政府网站有 {len(own)} 种叫法：{names}。"
        fault = warn("AR16", "网站名称", told, "同一个网站请只用它的全名。")
        yield at(fault, next(iter(own.values())))


def lists_of_channels(report: AnnualReport) -> Iterator[Finding]:
    """Yield that the ways of making public are told differently from place to place."""
    lists: list[tuple[Line, frozenset[str]]] = []
    for line in report.lines:
        for sentence in line.text.split("。"):
            named = frozenset(k for k, words in _CHANNELS.items() if re.search(words, sentence))
            if len(named) >= 3:
                lists.append((line, named))
    if any(one[1] != two[1] for one, two in pairwise(lists)):
        told = "；".join(
            f"{report.place(line.number)}：{'、'.join(sorted(named))}" for line, named in lists
        )
        message = f"公开的渠道列了 {len(lists)} 遍，各不相同（{told}）。"
        yield at(
            _info("AR16", "公开渠道", message, "请照实际用的渠道，全文列成一样。"), lists[0][0]
        )


def steps_of_review(report: AnnualReport) -> Iterator[Finding]:
    """Yield that 三审 is told beside a chain of more, or fewer, steps."""
    three = next((line for line in report.lines if re.search(r"[“‘]?三审[”’]?制", line.text)), None)
    for line in report.lines:
        for sentence in line.text.split("。"):
            steps = _REVIEW_STEPS.findall(sentence)
            if three and len(steps) >= 3 and sum(one != "提交" for one in steps) != 3:
                place, shown = report.place(three.number), "、".join(steps)
                told = f"{place}写“三审”，这里写了 {len(steps)} 步：{shown}。"
                yield at(warn("AR16", "审核", told, "请照本乡镇真正的审核步骤，写成一样。"), line)


def _info(code: str, place: str, message: str, remedy: str) -> Finding:
    return Finding(code=code, severity=Severity.INFO, field=place, message=message, remedy=remedy)
