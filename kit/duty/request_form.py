"""The blank form on which somebody asks for information (政府信息公开申请表)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.duty.letters import open_place
from kit.duty.official import OfficialPaper, PaperParagraph, PaperTitle, SpanCell, SpanTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PERSON = ("姓名", "证件名称、号码", "联系电话", "通信地址、邮编")
_OFFICE = ("名称", "统一社会信用代码", "联系人和电话", "通信地址、邮编")
_WANTED = (
    ("名称、文号，或者便于查询的其他特征", 4),
    ("形式（选一种）", 1),
    ("怎么给（选一种）", 1),
)
_CHOICES = {
    "形式（选一种）": "□ 纸质　□ 电子邮件　□ 光盘　□ 当面看",
    "怎么给（选一种）": "□ 邮寄　　□ 自己来取　　□ 电子邮件：",
}
_BOX = "□ "


def request_form(facts: Mapping[str, str]) -> OfficialPaper:
    """Return the form, one sheet; it asks for no more than 条例 29 lets an office ask."""
    title = "政府信息公开申请表"
    office, place, phone = (
        facts.get(name) or open_place(name) for name in ("机关", "地址", "电话")
    )
    return OfficialPaper(
        title=title,
        blocks=(
            PaperTitle(text=title),
            PaperParagraph(text=f"{office}：", is_address=True),
            _table(),
            PaperParagraph(text=f"交到：{place}；也可以寄来。电话：{phone}。", is_address=True),
            PaperParagraph(
                text="不会写的，可以当面说，由工作人员代填，您看过以后签名。",
                is_address=True,
            ),
        ),
    )


def _table() -> SpanTable:
    cells: list[SpanCell] = []
    row = 0
    for group, names in (("公民", _PERSON), ("法人或者其他组织", _OFFICE)):
        cells.append(_head(row, 0, f"{_BOX}{group}", rows=len(names)))
        for name in names:
            cells += [_head(row, 1, name), SpanCell(top=row, left=2, text="", columns=2)]
            row += 1
    first = row
    for name, rows in _WANTED:
        cells.append(_head(row, 1, name, rows=rows))
        told = _CHOICES.get(name, "")
        cells.append(SpanCell(top=row, left=2, text=told, rows=rows, columns=2, at_left=True))
        row += rows
    cells.append(_head(first, 0, "要什么信息", rows=row - first))
    cells += _signed(row)
    return SpanTable(
        widths_mm=(26.0, 42.0, 40.0, 48.0),
        rows=row + 2,
        cells=tuple(cells),
        least_row_mm=10.5,
    )


def _signed(row: int) -> Iterator[SpanCell]:
    yield _head(row, 0, "申请人签名或者盖章", columns=2)
    yield SpanCell(top=row, left=2, text="")
    yield SpanCell(top=row, left=3, text="年　　月　　日")
    yield _head(row + 1, 0, "以下由受理机关填", columns=2)
    yield SpanCell(top=row + 1, left=2, text="编号：", at_left=True)
    yield SpanCell(top=row + 1, left=3, text="收到：　　年　月　日", at_left=True)


def _head(top: int, left: int, text: str, *, rows: int = 1, columns: int = 1) -> SpanCell:
    return SpanCell(top=top, left=left, text=text, rows=rows, columns=columns, is_head=True)
