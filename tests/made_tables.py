"""Tables as offices leave them, made by chance: right ones, and the same with one wrong figure."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from kit.checks.subject import Context, Subject
from kit.checks.table_figures import sums
from kit.model.finding import Severity
from kit.model.item import Amount, ColumnType
from kit.source.attachments import files_given
from kit.source.problems import Problems
from kit.source.tables import read_table
from tests.checked import TODAY, changed
from tests.notices import TOWNSHIP

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

TOTALS = (
    "合计",
    "合计12户",
    "合计（元）",
    "总计金额",
    "合　计",
    "合 计",
    "总计",
    "总 计",
    "合计：",
    "共计",
    "全村合计",
    "合\n计",
)
SUBTOTALS = ("小计", "小　计", "小 计", "{}小计", "{} 小计", "小计：")
GROUPS = ("第一组", "第二组", "第三组", "第四组", "第五组", "第六组")
NAMES = ("张样甲", "李样乙", "王样丙", "陈样丁", "林样戊", "黄样己", "吴样庚", "刘样辛")
CROPS = ("早稻", "中稻", "烤烟", "玉米", "大豆", "油菜")
_FULL = str.maketrans("0123456789.", "０１２３４５６７８９．")


@dataclass(frozen=True)
class Made:
    """A table, and what is wrong in it."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sums: tuple[int, ...] = ()
    """Rows that sum up others."""
    money: tuple[int, ...] = ()
    """Columns in which a wrong figure must be found."""
    rates: tuple[str, ...] = ()
    """The item's own amounts."""
    above: tuple[tuple[str, ...], ...] = ()
    typed: bool = True

    def data(self) -> bytes:
        """Return the csv file as Excel saves it."""
        out = io.StringIO(newline="")
        csv.writer(out).writerows((*self.above, self.header, *self.rows))
        return out.getvalue().encode("utf-8-sig")


def _money(value: Decimal) -> str:
    return f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP)}"


def _area(chance: Random) -> Decimal:
    return Decimal(chance.randint(30, 900)) / 100


def _added(rows: list[list[str]], columns: tuple[int, ...]) -> dict[int, Decimal]:
    return {c: sum((Decimal(row[c] or "0") for row in rows), Decimal(0)) for c in columns}


def subsidies(chance: Random) -> Made:
    """A list of families by group: area, rate, amount; sums where offices put them."""
    rate = Decimal(chance.choice((80, 100, 120, 95, 150, 240)))
    with_rate = chance.random() < 0.6
    header = ["序号", "户主", "村民小组", "面积（亩）"]
    header += [
        chance.choice(("补贴标准（元/亩）", "标准(元/亩)", "每亩补贴（元）", "标准\n（元/亩）"))
    ] * with_rate
    header += [chance.choice(("金额（元）", "补贴金额(元)", "金额\n（元）"))]
    last = len(header) - 1
    added = (3, last)
    groups = GROUPS[: chance.randint(1, 5)]
    per_group, on_top = chance.random() < 0.5, chance.random() < 0.15
    label_column = chance.choice((0, 1, 2))
    rows: list[list[str]] = []
    leaves: list[list[str]] = []
    sum_rows: list[int] = []
    number = 0
    # A merged group column: the name stands in the first row only.
    merged = chance.random() < 0.4

    def total(label: str, over: list[list[str]]) -> list[str]:
        row = [""] * len(header)
        row[label_column] = label
        for column, value in _added(over, added).items():
            row[column] = _money(value)
        return row

    for group in groups:
        own: list[list[str]] = []
        for place in range(chance.randint(2, 9)):
            number += 1
            area = _area(chance)
            row = [str(number), chance.choice(NAMES), group if not (merged and place) else ""]
            row += [_money(area)] + [str(rate)] * with_rate + [_money(area * rate)]
            own.append(row)
        label = chance.choice(SUBTOTALS).format(group)
        rows += own
        leaves += own
        if per_group and len(groups) > 1:
            sum_rows.append(len(rows))
            rows.append(total(label, own))
    label = chance.choice(TOTALS)
    if on_top and not per_group:
        rows.insert(0, total(label, leaves))
        sum_rows.append(0)
    else:
        sum_rows.append(len(rows))
        rows.append(total(label, leaves))
    return Made(
        tuple(header),
        tuple(map(tuple, rows)),
        tuple(sum_rows),
        added,
        () if with_rate else (f"每亩{rate}元",),
        typed=chance.random() < 0.5,
    )


def people(chance: Random) -> Made:
    """人数×标准(×月数)=金额, village by village."""
    months = chance.random() < 0.5
    header = ["村名", "人数" if chance.random() < 0.5 else "人数（人）"]
    header += ["月数"] * months
    header += [
        "标准（元/人·月）" if months else chance.choice(("标准（元/人）", "补助标准（元）", "标准"))
    ]
    header += [chance.choice(("金额（元）", "补助金额（元）", "补助资金（元）"))]
    rows = []
    for index in range(chance.randint(3, 14)):
        count, rate, time = (
            chance.randint(1, 60),
            chance.choice((30, 45, 60, 120)),
            chance.randint(1, 12),
        )
        amount = count * rate * (time if months else 1)
        rows.append(
            [f"样例{index + 1}村", str(count), *[str(time)] * months, str(rate), str(amount)]
        )
    last = len(header) - 1
    added = (1, last)
    total = [chance.choice(TOTALS), *[""] * last]
    for column, value in _added(rows, added).items():
        total[column] = str(value)
    return Made(tuple(header), tuple(map(tuple, [*rows, total])), (len(rows),), added)


def budgets(chance: Random) -> Made:
    """A table of spending with a column 合计 and a row 合计, in 万元."""
    places = chance.choice(("基本支出", "人员支出", "工资福利"))
    header = ["项目", places, "项目支出", chance.choice(("合计", "小计", "合　计", "支出合计"))]
    if chance.random() < 0.4:
        header.insert(0, "序号")
    first = header.index(places)
    rows = []
    for index in range(chance.randint(3, 10)):
        one, two = (Decimal(chance.randint(0, 90_000)) / 100 for _ in "ab")
        row = [f"项目{chr(ord('甲') + index)}支出", _money(one), _money(two), _money(one + two)]
        rows.append([str(index + 1)] * (first == 2) + row)
    added = (first, first + 1, first + 2)
    total = [""] * len(header)
    total[chance.choice((0, first - 1))] = chance.choice(TOTALS)
    for column, value in _added(rows, added).items():
        total[column] = _money(value)
    return Made(tuple(header), tuple(map(tuple, [*rows, total])), (len(rows),), added, typed=False)


def crops(chance: Random) -> Made:
    """Two pairs of area and amount in a row, and their sum."""
    rates = [chance.choice((60, 75, 90)), chance.choice((100, 130))]
    header = ["序号", "户主"]
    for crop in chance.sample(CROPS, 2):
        header += [f"{crop}面积（亩）", f"{crop}标准（元/亩）", f"{crop}金额（元）"]
    header += ["合计金额（元）"]
    rows = []
    for index in range(chance.randint(3, 20)):
        one, two = _area(chance), _area(chance)
        row = [
            str(index + 1),
            chance.choice(NAMES),
            _money(one),
            str(rates[0]),
            _money(one * rates[0]),
        ]
        row += [_money(two), str(rates[1]), _money(two * rates[1])]
        rows.append([*row, _money(one * rates[0] + two * rates[1])])
    added = (2, 4, 5, 7, 8)
    total = [""] * len(header)
    total[chance.choice((0, 1))] = chance.choice(TOTALS)
    for column, value in _added(rows, added).items():
        total[column] = _money(value)
    return Made(tuple(header), tuple(map(tuple, [*rows, total])), (len(rows),), (4, 7, 8))


MAKERS: tuple[Callable[[Random], Made], ...] = (subsidies, people, budgets, crops)


def as_left_by_excel(made: Made, chance: Random) -> Made:
    """Return the table with titles above, full-width digits and binary dust here and there."""
    rows = []
    for row in made.rows:
        cells = list(row)
        for index, cell in enumerate(cells):
            if "." in cell and chance.random() < 0.05:
                cells[index] = (
                    repr(float(cell) + 3e-14) if chance.random() < 0.5 else cell.translate(_FULL)
                )
        rows.append(tuple(cells))
    blank = ("",) * (len(made.header) - 1)
    titles: tuple[tuple[str, ...], ...] = ()
    if chance.random() < 0.3:
        titles = (("2026年样例表", *blank), ("填报单位：样例乡", *blank))
    return replace(made, rows=tuple(rows), above=titles[: chance.randint(0, 2)])


def with_wrong_figure(made: Made, chance: Random) -> Made:
    """Return the table with one figure another one: a digit, two exchanged, or a sum cut short."""
    row, column = chance.choice(
        [(r, c) for r in made.sums for c in made.money]
        + [(r, made.money[-1]) for r in range(len(made.rows)) if r not in made.sums]
    )
    cell = made.rows[row][column]
    digits = [i for i, sign in enumerate(cell) if sign.isdigit()]
    wrong = cell
    while Decimal(wrong or "0") == Decimal(cell or "0"):
        place = chance.choice(digits)
        signs = list(cell)
        if chance.random() < 0.3 and place != digits[-1]:
            other = digits[digits.index(place) + 1]
            signs[place], signs[other] = signs[other], signs[place]
        else:
            signs[place] = chance.choice("0123456789")
        wrong = "".join(signs)
    rows = [list(cells) for cells in made.rows]
    rows[row][column] = wrong
    return replace(made, rows=tuple(map(tuple, rows)))


def told(made: Made) -> list[tuple[Severity, str]]:
    """Return what reading and checking say of a table, hints left out."""
    kinds = {"户主": ColumnType.NAME, "序号": ColumnType.INTEGER}
    figures = set(made.money) | {
        i for i, heading in enumerate(made.header) if "面积" in heading or "人数" in heading
    }
    columns = tuple(
        {
            "name": "".join(name.split()),
            "type": kinds.get(name) or (ColumnType.MONEY if i in figures else ColumnType.TEXT),
        }
        for i, name in enumerate(made.header)
    )
    problems = Problems("items/DX-2026-101.md", "DX-2026-101")
    spec = {"file": "a.csv", "columns": columns if made.typed else ()}
    table = read_table(files_given({"a.csv": made.data()}), spec, "a.csv", 1, problems)
    found = [(finding.severity, finding.message) for finding in problems.found]
    if table is not None:
        amounts = tuple(
            Amount(label=rate[:2], value=Decimal(rate[2:-1]), unit="元") for rate in made.rates
        )
        item = changed(table=table, amounts=amounts)
        subject = Subject(item, Context(township=TOWNSHIP, today=TODAY))
        found += [(fault.severity or Severity.STOP, fault.message) for fault in sums(subject)]
    return [one for one in found if one[0] is not Severity.INFO]
