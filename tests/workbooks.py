"""Workbooks as offices send them, and as nobody should: made here, in a few lines each."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook

from tests.foreign_files import packed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SPACES = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_BOOK = f'<workbook {_SPACES}><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="worksheets/sheet1.xml" Type="x"/></Relationships>'
)
_PART = "xl/worksheets/sheet1.xml"


def saved(book: Workbook) -> bytes:
    """The workbook as a file."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def book_of(
    rows: Sequence[Sequence[Any]],
    *,
    merged: Sequence[str] = (),
    change: Callable[[Any], object] | None = None,
) -> bytes:
    """A workbook of one sheet; ``change`` may do to it what offices do."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    if change:
        change(sheet)
    return saved(book)


def raw_book(inside: str | bytes, *, texts: str = "", stored: bool = False) -> bytes:
    """A workbook whose only sheet holds exactly this XML; ``stored`` ones swell by nothing."""
    sheet = inside if isinstance(inside, bytes) else f"<worksheet {_SPACES}>{inside}</worksheet>"
    shared = {"xl/sharedStrings.xml": texts} if texts else {}
    return packed(
        {
            "xl/workbook.xml": _BOOK,
            "xl/_rels/workbook.xml.rels": _RELATIONS,
            _PART: sheet,
            **shared,
        },
        method=zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED,
    )


def shared_texts(inside: str) -> str:
    return f"<sst {_SPACES}>{inside}</sst>"


def rows_of(count: int, columns: str = "A") -> str:
    """The XML of many rows, a 1 in each cell."""
    cells = [f'<c r="{column}%d"><v>1</v></c>' for column in columns]
    row = '<row r="%d">' + "".join(cells) + "</row>"
    filled = "".join(row % ((number,) * (1 + len(columns))) for number in range(1, count + 1))
    return f"<sheetData>{filled}</sheetData>"


def with_part_changed(data: bytes, old: str, new: str, part: str = _PART) -> bytes:
    """The workbook with a pattern replaced in one of its parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name == part:
                text, count = re.subn(old.encode(), new.encode(), text)
                assert count, f"{old} does not stand in {part}"
            after.writestr(name, text)
    return stream.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class SentList:
    """A list as an office sent it, and what a person reads in it."""

    data: bytes
    caption: str = ""
    unit: str = ""
    names: tuple[str, ...]
    first: tuple[str, ...]
    last: tuple[str, ...]
    people: int
    sums: int = 0
    told: tuple[str, ...] = ()
    types: dict[str, str] = field(default_factory=dict)


def _allowance() -> SentList:
    """低保: titles over all columns, villages merged, a signature below."""
    rows: list[list[Any]] = [
        ["样例乡2026年11月城乡低保发放名单"],
        ["填报单位：样例乡民政办", None, None, "单位：元"],
        ["序号", "村别", "户主\n姓名", "保障人数", "金　额"],
        [1, "样例一村", "甲某某", 3, 650],
        [2, None, "乙某某", 1, 410],
        [3, None, "丙某某", 2, 590],
        [4, "样例二村", "丁某某", 1, 410],
        [5, None, "戊某某", 4, 880],
        ["合　计", None, None, 11, 2940],
        ["填表人：己某某　　审核：庚某某"],
    ]
    return SentList(
        data=book_of(rows, merged=["A1:E1", "D2:E2", "B4:B6", "B7:B8", "A9:C9", "A10:E10"]),
        caption="样例乡2026年11月城乡低保发放名单",
        unit="元",
        names=("序号", "村别", "户主姓名", "保障人数", "金额"),
        first=("1", "样例一村", "甲某某", "3", "650"),
        last=("5", "样例二村", "戊某某", "4", "880"),
        people=5,
        sums=1,
        told=("拆开填了 3 格", "填表人"),
        types={"户主姓名": "姓名", "金额": "金额", "保障人数": "整数"},
    )


def _land() -> SentList:
    """耕地补贴: float dust, days as numbers, sums of villages between the rows."""
    rows: list[list[Any]] = [
        ["序号", "村", "姓名", "核实面积（亩）", "补贴金额（元）", "核实日期"],
        [1, "样例一村", "甲某某", 3.2, 256.00000000000006, date(2026, 11, 3)],
        [2, "样例一村", "乙某某", 1.5, 120, date(2026, 11, 4)],
        [None, "小计", None, 4.7, 376],
        [3, "样例三村", "丙某某", 2, 160, date(2026, 11, 5)],
        [4, "样例三村", "丁某某", 1, 80, date(2026, 11, 5)],
        [None, "小　计", None, 3, 240],
        ["合计", None, None, 7.7, 616],
    ]
    return SentList(
        data=book_of(rows),
        names=("序号", "村", "姓名", "核实面积（亩）", "补贴金额（元）", "核实日期"),
        first=("1", "样例一村", "甲某某", "3.2", "256", "2026-11-03"),
        last=("4", "样例三村", "丁某某", "1", "80", "2026-11-05"),
        people=4,
        sums=3,
        types={"姓名": "姓名", "补贴金额（元）": "金额"},
    )


def _accounts() -> SentList:
    """证号: long numbers kept as numbers have lost their ends; kept as text they are whole."""
    rows: list[list[Any]] = [
        ["序号", "领款人", "身份证号码", "一卡通账号", "联系电话"],
        [1, "甲某某", 999999195001011000, 6222000000000000, 13800000000],
        [2, "乙某某", "99999919500101100X", "6222000000000001", "13800000001"],
        [3, "丙某某", "999999195001011028", "6222000000000002", "0000-0000000"],
    ]
    return SentList(
        data=book_of(rows),
        names=("序号", "领款人", "身份证号码", "一卡通账号", "联系电话"),
        first=("1", "甲某某", "9.99999195001011E+17", "6.222E+15", "13800000000"),
        last=("3", "丙某某", "999999195001011028", "6222000000000002", "0000-0000000"),
        people=3,
        told=("C2、D2 2 格的长号码", "最后几位已经丢了"),
        types={"领款人": "姓名", "身份证号码": "身份证号", "一卡通账号": "银行账号"}
        | {"联系电话": "电话"},
    )


def _rates() -> SentList:
    """缴费率: percents as shown, and sums that were never worked out."""

    def percents(sheet: Any) -> None:
        for row in (2, 3):
            sheet.cell(row, 3).number_format = "0.0%"

    rows: list[list[Any]] = [
        ["村", "户数", "缴费率"],
        ["样例一村", 12, 0.985],
        ["样例二村", 8, 1],
        ["合计", "=SUM(B2:B3)", "=AVERAGE(C2:C3)"],
    ]
    return SentList(
        data=book_of(rows, change=percents),
        names=("村", "户数", "缴费率"),
        first=("样例一村", "12", "98.5%"),
        last=("样例二村", "8", "100.0%"),
        people=2,
        sums=1,
        told=("B4、C4 2 格是公式",),
    )


def _filtered() -> SentList:
    """补助: somebody filtered the rows, hid the telephones and a sheet of notes."""

    def hide(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet.parent.create_sheet("底稿").sheet_state = "hidden"

    rows: list[list[Any]] = [
        ["序号", "姓名", "电话", "补助"],
        [1, "甲某某", "13800000000", 100],
        [2, "乙某某", "13800000001", 100],
        [3, "丙某某", "13800000002", 100],
        ["合计", None, None, 300],
    ]
    return SentList(
        data=book_of(rows, change=hide),
        names=("序号", "姓名", "补助"),
        first=("1", "甲某某", "100"),
        last=("3", "丙某某", "100"),
        people=2,
        sums=1,
        told=("1 列是隐藏的，没有读：电话", "1 行是隐藏的", "“底稿”是隐藏的"),
        types={"姓名": "姓名", "补助": "金额"},
    )


def _two_heads() -> SentList:
    """两季补贴: names in two rows, and once more at the head of the second page."""
    head: list[list[Any]] = [
        ["序号", "村", "姓名", "早稻", None, "晚稻", None],
        [None, None, None, "面积", "金额", "面积", "金额"],
    ]
    rows: list[list[Any]] = [
        ["2026年两季补贴公示"],
        *head,
        [1, "样例一村", "甲某某", 3.2, 320, 1.5, 75],
        [2, "样例一村", "乙某某", 2, 200, 2, 100],
        *head,
        [3, "样例二村", "丙某某", 1, 100, 1, 50],
        ["总计", None, None, 6.2, 620, 4.5, 225],
    ]
    merged = ["A1:G1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2"]
    merged += ["A6:A7", "B6:B7", "C6:C7", "D6:E6", "F6:G6"]
    return SentList(
        data=book_of(rows, merged=merged),
        caption="2026年两季补贴公示",
        names=("序号", "村", "姓名", "早稻面积", "早稻金额", "晚稻面积", "晚稻金额"),
        first=("1", "样例一村", "甲某某", "3.2", "320", "1.5", "75"),
        last=("3", "样例二村", "丙某某", "1", "100", "1", "50"),
        people=3,
        sums=1,
        told=("列名有 2 层", "表头又印了 2 遍"),
        types={"姓名": "姓名", "早稻金额": "金额"},
    )


def _household() -> SentList:
    """危房改造: a sum merged over a household is one sum, and is not written twice."""
    rows: list[list[Any]] = [
        ["附件2"],
        ["危房改造补助对象公示表"],
        ["序号", "村组", "户主", "家庭成员", "补助标准（元/户）", "补助金额（元）", "备注"],
        [1, "样例一村第一组", "甲某某", "甲某某", 14000, 14000, None],
        [None, None, None, "乙某某", None, None, None],
        [2, "样例一村第二组", "丙某某", "丙某某", 14000, 14000, "鳏寡"],
        ["共计", None, None, None, None, 28000, None],
        ["注：公示期7天，监督电话 0000-0000000"],
    ]
    merged = ["A1:G1", "A2:G2", "A4:A5", "B4:B5", "C4:C5", "E4:E5", "F4:F5", "A8:G8"]
    return SentList(
        data=book_of(rows, merged=merged),
        caption="危房改造补助对象公示表",
        names=("序号", "村组", "户主", "家庭成员", "补助标准（元/户）", "补助金额（元）", "备注"),
        first=("1", "样例一村第一组", "甲某某", "甲某某", "14000", "14000", ""),
        last=("2", "样例一村第二组", "丙某某", "丙某某", "14000", "14000", "鳏寡"),
        people=3,
        sums=1,
        told=("A4、E4、F4 3 处合并的格子里是数，没有拆开填", "“注：公示期"),
        types={"户主": "姓名", "补助金额（元）": "金额"},
    )


SENT = {
    "低保": _allowance(),
    "耕地": _land(),
    "证号": _accounts(),
    "缴费率": _rates(),
    "筛选": _filtered(),
    "两层表头": _two_heads(),
    "危房": _household(),
}
