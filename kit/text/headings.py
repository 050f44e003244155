"""What the heading of a table's column says of its cells, and which rows sum up others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

_BRACKETS = re.compile(r"（[^（）]*）")
_UNIT = (
    "平方公里|平方米|立方米|公斤|公里|公顷|千克|千米|万元|亿元|千元|万亩|万人|斤|吨|亩|元|人|户|"
    "天|日|月|年|次|头|只|羽|株|棵|个|座|米|袋|包|盒|套|台|口|组|项|件|处|盏|度|方|工日|车|栋|间"
)
_HAS_UNIT = re.compile(rf"(?:单位[:：])?({_UNIT})")
_PER = re.compile(rf"(?:/|每|·|、|／)({_UNIT})")
_RATE_UNIT = re.compile(rf"(元|万元|公斤|斤)(?:/|每|／)((?:{_UNIT})(?:[·/／、.每]?(?:{_UNIT}))*)")
_EACH = re.compile(rf"每({_UNIT})")
_FIXED = re.compile(
    rf"(?P<rate>\d+(?:\.\d+)?)元(?:/|每|／)(?P<unit>{_UNIT})"
    rf"|每(?P<each>{_UNIT})(?P<price>\d+(?:\.\d+)?)元"
)
_ONE = re.compile(_UNIT)
# A heading that has no unit in brackets, but says what it counts.
_COUNTED = re.compile(r"(亩|人|户|天|月|年|头|只|羽|株|棵|袋|台|工日|次|间|盏|吨|公斤|斤)数$")
_RATE = re.compile(r"标准$|单价$|定额$|均价$|价格$|价$|额度$")
_MONEY = re.compile(
    r"金额|资金|补贴$|补助$|补偿$|补贴款|补助款|补偿款|奖金|费用|费$|款$|总额|总价|应[发付补缴收交领]|"
    r"实[发付补缴收交领]|工资|合计|小计|总计|预算|决算|收入|支出"
)
_SUMMED = re.compile(r"(?:小计|合计|总计|共计|累计|总和)(?:金额|数)?$")
# What nobody adds up though it is written in digits.
_NOT_ADDED = re.compile(
    r"序号|次序|顺序|编号|户号|组别|代码|号码|证号|账号|卡号|电话|手机|年龄|年度|年份|出生|日期|时间|排名|"
    r"名次|累计|读数|表码|倍率|月份|批次|楼层|届|[组村班级层]$|增[长幅减速]|比例|占比|比重|比率|税率|利率|费率|率$|平均|人均|户均|亩均|邮编|得分|分数|成绩|工龄|%|％|℃"
)
_LEFT = re.compile(r"余额|结余|结存|库存|剩余")
_SHARE = re.compile(r"率$|占比|比例|比重|增幅|增速")
_GROUP = re.compile(
    r"村民小组|小组|组别|村组|自然村|行政村|村名|所在村|所属村|村$|组$|片区|类别|类型|种类|项目类|科目|"
    r"单位|部门|所属|街道|乡镇|区域|地点|作物|品种|线路|台区"
)
_CODE = re.compile(
    r"编号|代码|地块|图斑|宗地|门牌|房号|楼号|栋号|幢号|座号|铺位|摊位|规格|型号|比例|比分|班级|杆号|表号|"
    r"[^文]号$"
)
_DAY = re.compile(r"日期|时间|出生|生日|年月|日$|期$|期限|截止|起止")
_SERIAL = re.compile(r"序号|次序|顺序号?|序|[Nn][Oo]\.?")
_SUM_MARKS = frozenset("计和总")
_SUM_ROW = re.compile(
    r"(?P<of>[\u4e00-\u9fff\d]{0,10}?)(?P<word>小计|合计|总计|共计|累计|总和|总数)"
    r"(?:金额|数|人数|户数)?(?:[:：]?共?\d+[户人名家项笔宗个])?"
)
_RANKS = {"小计": 1, "总计": 3}
_WHOLE = re.compile(r"全|总|本年|历年")


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's name without blanks and brackets, its unit, and what one of it is for."""

    name: str
    unit: str = ""
    per: frozenset[str] = frozenset()
    """亩 in 标准（元/亩）; 人 and 月 in 元/人·月."""
    rate: str = ""
    """150 in 金额（150元/亩）: then its cells are amounts for all of it."""

    @property
    def is_rate(self) -> bool:
        """Whether its cells are an amount for one of something."""
        return not self.rate and bool(self.per or _RATE.search(self.name))

    @property
    def is_money(self) -> bool:
        """Whether its cells are sums of money."""
        if self.is_rate or (self.unit and "元" not in self.unit):
            return False
        return "元" in self.unit or bool(_MONEY.search(self.name))

    @property
    def is_added(self) -> bool:
        """Whether its cells may be added up."""
        return not self.is_rate and self.unit not in {"%", "℃"} and not _NOT_ADDED.search(self.name)

    @property
    def is_share(self) -> bool:
        """Whether its cells are shares of something, in per cent."""
        return self.unit == "%" or bool(_SHARE.search(self.name))

    @property
    def is_left(self) -> bool:
        """Whether its cells are what is left after each row: 余额, 库存."""
        return bool(_LEFT.search(self.name))

    @property
    def is_sum(self) -> bool:
        """Whether its cells sum up those beside them."""
        return bool(_SUMMED.search(self.name))

    @property
    def is_group(self) -> bool:
        """Whether several rows share what stands in it, so that its cells are merged."""
        return bool(_GROUP.search(self.name)) and not self.is_code

    @property
    def is_code(self) -> bool:
        """Whether its cells are codes such as 1-2, which Excel takes for days."""
        return bool(_CODE.search(self.name)) and not _DAY.search(self.name)

    @property
    def is_day(self) -> bool:
        """Whether its cells are days."""
        return bool(_DAY.search(self.name))

    @property
    def is_serial(self) -> bool:
        """Whether its cells number the rows."""
        return bool(_SERIAL.fullmatch(self.name))


def folded(text: str) -> str:
    """Return a heading without blanks and line breaks, its brackets full-width."""
    plain = re.sub(r"\s", "", normalize("NFKC", text))
    return plain.replace("(", "（").replace(")", "）").replace("[", "（").replace("]", "）")


def is_unit(text: str) -> bool:
    """Return whether ``text`` is a unit: 亩, 元, 元/亩."""
    return bool(_ONE.fullmatch(text) or _RATE_UNIT.fullmatch(text))


def plain_name(heading: str) -> str:
    """Return a heading without its unit: 面积 for 面积（亩）."""
    return _BRACKETS.sub("", heading.replace("(", "（").replace(")", "）")).strip()


@lru_cache(maxsize=512)
def heading_of(text: str) -> Heading:
    """Return what a heading says, in whatever way it is broken and spaced."""
    whole = folded(text)
    name = plain_name(whole)
    fixed = _FIXED.search(whole)
    if fixed:
        unit = fixed["unit"] or fixed["each"]
        return Heading(name, "元", frozenset({unit}), fixed["rate"] or fixed["price"])
    rate = _RATE_UNIT.search(whole)
    if rate:
        return Heading(name, rate[1], frozenset(_ONE.findall(rate[2])))
    each = _EACH.findall(whole)
    if each:
        return Heading(name, "元" if "元" in whole else "", frozenset(each))
    in_brackets = [_HAS_UNIT.fullmatch(part[1:-1]) for part in _BRACKETS.findall(whole)]
    unit = next((found[1] for found in in_brackets if found), "")
    counted = _COUNTED.search(name)
    if not unit and counted:
        unit = counted[1]
    if not unit and "面积" in name:
        unit = "亩"
    if "%" in whole:
        unit = "%"
    return Heading(name, unit)


@dataclass(frozen=True, slots=True)
class SumLabel:
    """What a row that sums up others says of which."""

    of: str
    """第一组 in 第一组小计; empty for a plain 合计."""
    rank: int
    """1 for parts of the table, 2 for most of it, 3 for all of it."""
    word: str


def sum_label(cell: str) -> SumLabel | None:
    """Return what the label of a row says, if it sums up others, as 合　计 does."""
    if _SUM_MARKS.isdisjoint(cell):  # as most cells of a list
        return None
    match = _SUM_ROW.fullmatch(plain_name(folded(cell)).rstrip(":："))
    if match is None:
        return None
    rank = 3 if _WHOLE.match(match["of"]) else _RANKS.get(match["word"], 1 if match["of"] else 2)
    return SumLabel(match["of"], rank, match["word"])
