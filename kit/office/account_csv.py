"""The account as a file for a spreadsheet, a line for everything that was done."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.office.account import Account, AccountRow, Deed

HEAD = (
    *("编号", "标题", "类型", "核对版本", "码号", "贴出", "摘下", "渠道", "村", "签字", "期"),
    *("做了什么", "日期", "钟点", "谁", "在哪里", "哪一样", "份数", "原因", "划掉", "缺的记录"),
)
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def account_csv(account: Account) -> bytes:
    """Return the account as csv that Excel and WPS open by a double click."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for row in account.rows:
        writer.writerows(map(_safe, _lines(row)))
    for deed in account.others:
        writer.writerow(_safe(("",) * 11 + _done(deed) + ("",)))
    # A byte order mark: without it Excel takes the text for GBK.
    return out.getvalue().encode("utf-8-sig")


def _lines(row: AccountRow) -> Iterator[tuple[str, ...]]:
    item = (
        *(row.item_id, row.title, row.kind, row.wording, row.number),
        str(row.publish or ""),
        str(row.expire or "长期"),
        *(row.channels, row.villages or "全乡", row.signers, "；".join(row.editions)),
    )
    gaps = "；".join(row.gaps)
    for deed in row.deeds:
        yield (*item, *_done(deed), gaps)
    if not row.deeds:
        yield (*item, *("",) * 9, gaps)


def _done(deed: Deed) -> tuple[str, ...]:
    return (
        deed.kind,
        deed.at.date().isoformat(),
        f"{deed.at:%H:%M}",
        deed.by,
        "、".join(deed.places),
        deed.what,
        str(deed.copies or ""),
        deed.why,
        deed.taken_back,
    )


def _safe(cells: tuple[str, ...]) -> list[str]:
    """Return cells of which a spreadsheet takes none for a formula."""
    return [f"'{cell}" if cell.startswith(_FORMULAS) else cell for cell in cells]
