"""The two forms of the annual report (政府信息公开工作年度报告): parts, tables, rows, columns.

2021 is 国办公开办函〔2021〕30号, for 2021 and after; 2019 is 国办公开办函〔2019〕60号, for what was
reported before it. Nobody may add a row or a column, so they are data and no settings.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """Which form a report has."""

    OF_2019 = "2019"
    OF_2021 = "2021"

    @property
    def paper(self) -> str:
        """The paper by which it was laid down."""
        return {"2019": "国办公开办函〔2019〕60号", "2021": "国办公开办函〔2021〕30号"}[self.value]


def form_of(year: int) -> Form:
    """Return the form in which a year is reported."""
    return Form.OF_2021 if year >= 2021 else Form.OF_2019


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of the six parts, by the title that the form gives it and words that tell it."""

    number: str
    title: str
    told_by: tuple[str, ...]


PARTS = (
    Part(number="一", title="总体情况", told_by=("总体情况", "概述")),
    Part(number="二", title="主动公开政府信息情况", told_by=("主动公开政府信息",)),
    Part(
        number="三",
        title="收到和处理政府信息公开申请情况",
        told_by=("收到和处理", "处理政府信息公开申请", "依申请公开"),
    ),
    Part(
        number="四",
        title="政府信息公开行政复议、行政诉讼情况",
        told_by=("行政复议", "行政诉讼"),
    ),
    Part(
        number="五",
        title="存在的主要问题及改进情况",
        told_by=("主要问题", "存在问题", "存在的问题", "改进情况"),
    ),
    Part(number="六", title="其他需要报告的事项", told_by=("其他需要报告", "其他报告事项")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """An article of 第二十条 in part two: its columns and rows."""

    article: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]


_YEAR_BEFORE = ("上一年项目数量", "本年增/减")
PART_TWO = {
    Form.OF_2019: (
        Group(
            article="第二十条第（一）项",
            columns=("本年新制作数量", "本年新公开数量", "对外公开总数量"),
            rows=("规章", "规范性文件"),
        ),
        Group(
            article="第二十条第（五）项",
            columns=(*_YEAR_BEFORE, "处理决定数量"),
            rows=("行政许可", "其他对外管理服务事项"),
        ),
        Group(
            article="第二十条第（六）项",
            columns=(*_YEAR_BEFORE, "处理决定数量"),
            rows=("行政处罚", "行政强制"),
        ),
        Group(article="第二十条第（八）项", columns=_YEAR_BEFORE, rows=("行政事业性收费",)),
        Group(
            article="第二十条第（九）项",
            columns=("采购项目数量", "采购总金额"),
            rows=("政府集中采购",),
        ),
    ),
    Form.OF_2021: (
        Group(
            article="第二十条第（一）项",
            columns=("本年制发件数", "本年废止件数", "现行有效件数"),
            rows=("规章", "行政规范性文件"),
        ),
        Group(article="第二十条第（五）项", columns=("本年处理决定数量",), rows=("行政许可",)),
        Group(
            article="第二十条第（六）项",
            columns=("本年处理决定数量",),
            rows=("行政处罚", "行政强制"),
        ),
        Group(
            article="第二十条第（八）项",
            columns=("本年收费金额（单位：万元）",),
            rows=("行政事业性收费",),
        ),
    ),
}

APPLICANTS = (*("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"),)
"""Of part three: who asked; the last five are legal persons and other organisations."""
TOTAL = "总计"
PART_THREE_COLUMNS = (*APPLICANTS, TOTAL)
NEW, CARRIED_IN, DONE, CARRIED_ON = "1", "2", "3.7", "4"

_OTHER_2021 = "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"
_UNPAID_2021 = "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
_ANSWERS = {
    "3.1": "予以公开",
    "3.2": "部分公开（区分处理的，只计这一情形，不计其他情形）",
    "3.3.1": "属于国家秘密",
    "3.3.2": "其他法律行政法规禁止公开",
    "3.3.3": "危及“三安全一稳定”",
    "3.3.4": "保护第三方合法权益",
    "3.3.5": "属于三类内部事务信息",
    "3.3.6": "属于四类过程性信息",
    "3.3.7": "属于行政执法案卷",
    "3.3.8": "属于行政查询事项",
    "3.4.1": "本机关不掌握相关政府信息",
    "3.4.2": "没有现成信息需要另行制作",
    "3.4.3": "补正后申请内容仍不明确",
    "3.5.1": "信访举报投诉类申请",
    "3.5.2": "重复申请",
    "3.5.3": "要求提供公开出版物",
    "3.5.4": "无正当理由大量反复申请",
    "3.5.5": "要求行政机关确认或重新出具已获取信息",
}
ANSWER_GROUPS = {"3.3": "不予公开", "3.4": "无法提供", "3.5": "不予处理", "3.6": "其他处理"}
_OTHER = {
    Form.OF_2019: {"3.6": "其他处理"},
    Form.OF_2021: {"3.6.1": _OTHER_2021, "3.6.2": _UNPAID_2021, "3.6.3": "其他"},
}


def answers(form: Form) -> dict[str, str]:
    """Return the kinds of answer (本年度办理结果) by their number in a form."""
    return _ANSWERS | _OTHER[form]


def part_three(form: Form) -> dict[str, str]:
    """Return the labels of all rows of part three by number, in their order."""
    return {
        NEW: "本年新收政府信息公开申请数量",
        CARRIED_IN: "上年结转政府信息公开申请数量",
        **answers(form),
        DONE: TOTAL,
        CARRIED_ON: "结转下年度继续办理",
    }


RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", TOTAL)
COURTS = ("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）")
"""The three groups of part four, five columns each."""

_NUMBERED = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、|\d+(?:\.\d+)*[.．、]?)"
)


def label_key(text: str) -> str:
    """Return a label as it is compared: no blanks, no number before it, plain marks."""
    plain = unicodedata.normalize("NFKC", "".join(text.split()))
    return _NUMBERED.sub("", plain).translate(_PLAIN)


_PLAIN = str.maketrans({"“": '"', "”": '"', "、": "", ",": "", "，": "", "(": "", ")": "", ":": ""})


def table_words() -> frozenset[str]:
    """Return all that stands in the tables beside figures, as it is compared."""
    words = {"信息内容", "申请人情况", "法人或其他组织", "本年度办理结果", *ANSWER_GROUPS.values()}
    words |= {*PART_THREE_COLUMNS, *RESULTS, "未经复议直接起诉", "复议后起诉"}
    words |= {
        "行政复议",
        "行政诉讼",
        "本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和",
    }
    for form in Form:
        words |= set(part_three(form).values())
        for group in PART_TWO[form]:
            words |= {group.article, *group.columns, *group.rows}
    return frozenset(map(label_key, words))
