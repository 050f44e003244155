"""Facts as tables: the key facts for a full-text sheet or a form, the documents repealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.fact_words import near_of
from kit.compose.paper.grid import is_whole
from kit.model.item import Column, Table
from kit.text.references import fill
from kit.text.written_days import weekday, written_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from kit.model.item import Emergency, Item


def fact_rows(item: Item, lunar: Callable[[date], str]) -> list[tuple[str, str]]:
    """Return label and text of every key fact; one that is 无 has no row.

    An all-clear has what is over, and what to do now: an old ban beside it would still be obeyed.
    """
    rows = _all_clear_rows(item) if item.cancels else _rows(item, lunar)
    return [(label, fill(text, item)) for label, text in rows if text]


def _all_clear_rows(item: Item) -> list[tuple[str, str | None]]:
    alert = item.emergency
    over = [*_over_rows(alert)] if alert is not None else []
    return [*over, ("现在", item.how), ("电话", _phones(item))]


def _over_rows(alert: Emergency) -> Iterator[tuple[str, str | None]]:
    yield "解除", f"{alert.type}{alert.level}"
    yield "从", _moment(alert.sent)
    yield "范围", alert.area
    yield "发布", alert.sender
    yield "来源", alert.source_ref


def _rows(item: Item, lunar: Callable[[date], str]) -> list[tuple[str, str | None]]:
    near = near_of(item)
    alert = _alert_rows(item.emergency) if item.emergency is not None else []
    return [
        *alert,
        ("谁", item.who),
        ("最后一天", _full_day(item.deadline, near, lunar) if item.deadline else None),
        ("金额", "\n".join(amount.written for amount in item.amounts)),
        ("时间", item.when),
        ("公示期", _unless_said(item, item.dates.period_start, item.dates.period_end)),
        ("施行", _unless_said(item, item.dates.effective)),
        ("地点", item.where),
        ("带什么", "、".join(item.bring)),
        ("怎么办", item.how),
        ("怎么提", "、".join(item.feedback.ways) if item.feedback else None),
        ("电话", _phones(item)),
    ]


def _phones(item: Item) -> str:
    return "\n".join(f"{phone.label} {phone.number}".strip() for phone in item.phones)


def _alert_rows(alert: Emergency) -> list[tuple[str, str | None]]:
    return [
        ("预警", f"{alert.type}{alert.level}"),
        ("起始", _moment(alert.onset)),
        ("范围", alert.area),
        ("警示", alert.warn),
        ("做什么", "\n".join(alert.do)),
        ("发布", "　".join(part for part in (alert.sender, _moment(alert.sent)) if part)),
        ("到期", _moment(alert.expires)),
        ("来源", alert.source_ref),
    ]


def _moment(moment: datetime | None) -> str:
    if moment is None:
        return ""
    return f"{written_day(moment)}{moment.hour}时{moment.minute:02}分"


def _full_day(day: date, near: date | None, lunar: Callable[[date], str]) -> str:
    return f"{written_day(day, near=near)}　{weekday(day)}　农历{lunar(day)}"


def _unless_said(item: Item, *days: date | None) -> str:
    """Return the days joined by 到; nothing where one is missing or 时间 names them all."""
    written = [written_day(day, near=item.dates.publish) for day in days if day is not None]
    said = item.when is not None and all(day in item.when for day in written)
    return "到".join(written) if len(written) == len(days) and not said else ""


def repealed_table(item: Item) -> Table | None:
    """Return the numbers of the documents that are repealed, where no table tells more."""
    if not item.replaces:
        return None
    rows = tuple((number,) for number in item.replaces)
    # What has no 文号 is named by its number on the boards.
    name = "文号" if all(map(is_whole, item.replaces)) else "文号或编号"
    return Table(file="", caption="停用的文件", columns=(Column(name=name),), rows=rows)
