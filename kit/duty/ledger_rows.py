"""The ledger as rows of a table: the same on paper and in a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.duty.report_tables import OPEN
from kit.duty.year_ledger import PUBLISH_DAYS, WHOLE_TOWNSHIP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.duty.year_ledger import LedgerItem, YearLedger

HEAD = (
    *(
        "编号",
        "标题",
        "类型",
        "领域",
        "公开",
        "用了几个工作日",
        "到",
        "为什么提前",
        "渠道",
        "村",
        "版本",
    ),
    *("签字", "摘下", "印、播、贴"),
)


def ledger_row(one: LedgerItem) -> tuple[str, ...]:
    """Return an item as a row below :data:`HEAD`."""
    return (
        *(one.item_id, one.title, one.kind, one.field_name),
        *(str(one.first), "" if one.took_days is None else str(one.took_days)),
        *(str(one.last or "长期"), one.ended),
        "、".join(one.channels),
        "、".join(one.villages) or WHOLE_TOWNSHIP,
        "；".join(f"{version.number}（{version.first:%m-%d}起）" for version in one.versions),
        one.versions[-1].signers,
        "；".join(one.taken_down),
        "、".join(f"{what} {count}" for what, count in one.deeds.items()),
    )


def count_rows(ledger: YearLedger) -> Iterator[tuple[str, str, str]]:
    """Yield by what is counted, a name and the number: 渠道, 公开栏, 143."""
    before, total = ledger.before, ledger.cumulative
    yield "合计", "本年新公开", str(len(ledger.new))
    yield "合计", "不是用这个程序公开的", OPEN if before is None else str(before)
    yield "合计", f"超过{PUBLISH_DAYS}个工作日才公开", str(len(ledger.late))
    yield "合计", "历年累计", OPEN if total is None else str(total)
    for what, counts in (
        ("类型", ledger.by_kind),
        ("领域", ledger.by_field),
        ("渠道", ledger.by_channel),
        ("村", ledger.by_village),
        ("月", ledger.by_month),
    ):
        for name, count in counts:
            yield what, name, str(count)
