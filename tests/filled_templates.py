"""Items begun from every template of the offices and filled in to the brim, as a clerk would."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any

from kit.model.item import Amount, ColumnType, Kind
from kit.office.drafts import text_of, with_changes, written_in
from kit.office.offered_templates import OPEN, Template, new_from_office, templates
from kit.source.setup import example_folder
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.item import Item

_SEED = 16
_LEAVES = 12
NOW = datetime(2026, 11, 23, 9).astimezone()
_NAMES = ("张样甲", "李样乙", "王样丙", "陈样丁", "林样戊", "黄样己")
_LONG = (
    "沿街商铺占用人行道摆摊设点、堆放杂物",
    "未经批准在河道边搭建棚屋，经告知后仍不拆除",
    "消防通道被车辆和货物堵住，影响邻里进出",
    "按规定的程序办理，当场告知并听取了陈述和申辩",
)
_DAY = re.compile("日期|哪天|有效期")
_BODY = "这一项按规定办理，材料齐全，经过会议讨论，参加的人都签了名，有不同意见的也记了下来。"
_FACTS: dict[str, Any] = {
    "样例": "否",
    "谁": "住在镇上和各村、在这里办厂开店、承包田地山林的所有群众和单位都要看",
    "截止": "2026-12-25",
    "时间": "11月23日到12月25日，上午8点到11点半，下午3点到5点半",
    "地点": "乡政府门口的政务公开栏、便民服务中心一楼大厅",
    "带什么": ["身份证", "营业执照", "承包合同"],
    "怎么办": "不上网的看公开栏、听广播；看不懂的到承办的站所问，也可以打电话，走不动的请人代问",
    "电话": [
        "乡财政所 0597-5512306（已试拨 2026-11-20）",
        "政务服务热线 12345（已试拨 2026-11-20）",
    ],
    "承办": "乡财政所",
    "成文": "2026-11-20",
    "贴出": "2026-11-23",
    "摘下": "2026-12-31",
}


def filled(folder: Path) -> dict[str, Item]:
    """Return the items by their template's name, written into a new workspace and read back."""
    begin(folder)
    chance = Random(_SEED)
    names = {}
    for template in templates():
        path = new_from_office(folder, template.name, "", lambda: NOW)
        names[path.stem] = template.name
        _fill(folder, f"items/{path.name}", template, chance)
    opened = open_workspace(folder)
    assert not opened.refused, opened.findings
    return {names[item.item_id]: item for item in opened.items}


def begin(folder: Path) -> None:
    """Make a workspace with the example's township and nothing else in it."""
    (folder / "items").mkdir(parents=True)
    told = (example_folder() / "kit.toml").read_text("utf-8")
    (folder / "kit.toml").write_text(re.sub(r"(?m)^sample = .*$", "sample = false", told), "utf-8")


def _fill(folder: Path, file: str, template: Template, chance: Random) -> None:
    text, _ = text_of(folder, file)
    written = written_in(file, text)
    rows = _rows(template, chance)
    changes: dict[str, Any] = {
        label: value
        for label, value in _FACTS.items()
        if label == "样例" or label not in {*template.nothing, *template.extra}
    }
    changes["正文"] = re.sub(f"{OPEN}：[^\n]*", _BODY * 3, str(written["正文"]))
    if "金额" not in template.nothing:
        changes["金额"] = [f"合计{_of_checks(template, rows)}"]
    if template.kind is Kind.REPEAL:
        changes["替代"] = ["永大综罚〔2026〕12号"]
    if template.kind is Kind.LIST:
        changes |= {"起": "2026-11-23", "止": "2026-12-25"}
    (folder / file).write_text(with_changes(file, text, changes), "utf-8")
    if rows:
        path = (folder / file).with_suffix(".csv")
        header = next(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
        out = io.StringIO(newline="")
        csv.writer(out).writerows([header, *rows])
        path.write_bytes(out.getvalue().encode("utf-8-sig"))


def _rows(template: Template, chance: Random) -> list[list[str]]:
    """Return the rows such a table has at most, its sums and differences right."""
    if not template.columns:
        return []
    usual = [row for row in template.rows if row != "合计"]
    leaves = usual if len(usual) > 1 else [""] * _LEAVES
    rows = [
        [_cell(column, number, row, chance) for column in template.columns]
        for number, row in enumerate(leaves)
    ]
    if "合计" in template.rows:
        rows.append(_sums(template, rows))
    for row in rows:
        _put_differences(template, row)
    return rows


def _cell(column: tuple[str, ...], number: int, first: str, chance: Random) -> str:
    name, kind, *_ = (*column, "文字")
    if name == "序号":
        return str(number + 1)
    if kind == "整数":
        return str(chance.randint(3, 900))
    if kind == "金额":
        return f"{Decimal(chance.randint(1, 999_999)) / 100:.2f}"
    if kind == "姓名":
        return _NAMES[number % len(_NAMES)]
    if name in {"项目", "村"} and first:
        return first
    if name in {"村", "村民小组"}:
        return f"第{number // len(_NAMES) + 1}组" if name == "村民小组" else f"样{number}村"
    if _DAY.search(name):
        return f"2026年10月{number + 1}日"
    return f"{_LONG[chance.randrange(len(_LONG))]}，样{number}村"


def _is_number(column: tuple[str, ...]) -> bool:
    return column[0] != "序号" and column[1:2] in (("金额",), ("整数",))


def _sums(template: Template, rows: list[list[str]]) -> list[str]:
    added = [
        str(sum(Decimal(row[index]) for row in rows)) if _is_number(column) else ""
        for index, column in enumerate(template.columns)
    ]
    return ["合计", *added[1:]]


def _put_differences(template: Template, row: list[str]) -> None:
    places = {column[0].partition("（")[0]: n for n, column in enumerate(template.columns)}
    for check in template.checks:
        if match := re.fullmatch(r"(\S+) = (\S+) - (\S+)", check):
            one, other = (Decimal(row[places[name]]) for name in match.group(2, 3))
            row[places[match[1]]] = f"{one - other:.2f}"


def _of_checks(template: Template, rows: list[list[str]]) -> str:
    """Return the amount that the template asks to be a cell of the last row."""
    name = next(c.partition("合计.")[2] for c in template.checks if c.startswith("金额 = 合计."))
    place = next(n for n, one in enumerate(template.columns) if one[0].startswith(name))
    in_heading = "万元" if "万元" in template.columns[place][0] else "元"
    return f"{rows[-1][place]}{template.unit or in_heading}"


def right_again(item: Item, chance: Random) -> Item:
    """Return an item of a template with other figures, right ones, in its table."""
    template = next(one for one in templates() if one.caption == getattr(item.table, "caption", ""))
    rows = _rows(template, chance)
    written = re.fullmatch(r"([\d.]+)(\D+)", _of_checks(template, rows))
    assert written is not None
    value, unit = written.groups()
    amount = Amount(label="合计", value=Decimal(value), unit=unit)
    assert item.table is not None
    return replace(item, amounts=(amount,), table=replace(item.table, rows=tuple(map(tuple, rows))))


def with_wrong_figure(item: Item, chance: Random) -> Item:
    """Return the item with one more or less in a figure that its table adds up or compares."""
    assert item.table is not None
    rows = [list(row) for row in item.table.rows]
    places = [
        (row, column)
        for column, one in enumerate(item.table.columns)
        if one.type is ColumnType.MONEY
        for row in range(len(rows))
        if re.fullmatch(r"-?\d+\.\d\d", rows[row][column])
    ]
    row, column = chance.choice(places)
    rows[row][column] = f"{float(rows[row][column]) + chance.choice((-90, 1, 0.09)):.2f}"
    return replace(item, table=replace(item.table, rows=tuple(map(tuple, rows))))
