"""What a file from elsewhere holds, in lines for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.office.rows_read import RowRead, RowsRead
    from kit.office.sent_lists import ListRead

_NEW_LABELS = 6


def list_lines(read: ListRead) -> Iterator[str]:
    """Yield a list as a person would check it: names, ends, and all that was done to it."""
    if read.caption:
        yield f"表名：{read.caption}" + (f"（单位：{read.unit}）" if read.unit else "")
    yield "列：" + "、".join(f"{name}（{kind or '没认出'}）" for name, kind in read.columns)
    sums = f"，其中合计、小计 {read.sums} 行" if read.sums else ""
    yield f"共 {len(read.rows)} 行{sums}。头尾两行："
    for row in (read.rows[0], read.rows[-1]):
        yield f"  {' │ '.join(row)}"
    for note in read.notes:
        yield f"没有放进表里：{note}"
    for told in read.told:
        yield f"注意：{told}"


def row_lines(read: RowsRead) -> Iterator[str]:
    """Yield what a workbook of items would do, row by row, and what it would not."""
    for row in read.rows:
        yield from _row_lines(row)
    for table in read.tables:
        yield f"工作表“{table.sheet}”：{'换成新的' if table.seen else '新放'} {table.file}"
    for one in read.refused:
        yield f"不收：{one.place} {one.message}{one.remedy}"
    for told in read.told:
        yield f"注意：{told}"
    new = sum(row.is_new for row in read.rows)
    yield (
        f"新的 {new} 条，要改的 {len(read.rows) - new} 条，名单 {len(read.tables)} 份，"
        f"没有变的 {read.unchanged} 条，不收的 {len(read.refused)} 处。"
    )


def _row_lines(row: RowRead) -> Iterator[str]:
    what = "新建" if row.is_new else "改"
    labels = row.labels if not row.is_new else row.labels[:_NEW_LABELS]
    more = f"等 {len(row.labels)} 栏" if len(labels) < len(row.labels) else ""
    yield f"第 {row.row} 行：{what} {row.item_id} {row.title}（{'、'.join(labels)}{more}）"
    for one in row.findings:
        if one.severity is not Severity.INFO:
            yield f"  {one.severity} {one.place} {one.message}{one.remedy}"
