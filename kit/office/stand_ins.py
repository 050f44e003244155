"""What stands in for fields that are not written yet, so that a sheet can be seen all the same.

Only in a preview: nothing of it is ever saved, and the findings are those of the real text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.model.field import NOTHING, Form
from kit.model.fields import BY_LABEL
from kit.model.finding import Severity
from kit.model.item import Channel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from kit.model.finding import Finding
    from kit.model.township import Township
    from kit.source.head import Written

_CHANNELS = (Channel.BOARD, Channel.LOUDSPEAKER, Channel.MARKET)
PART = "·"
"""Stands in a finding's field between a record and its part."""
_NOT_REPLACED = frozenset({"", "编号", "表格", "图片"})


def stand_ins(
    findings: Iterable[Finding],
    written: Mapping[str, Written],
    township: Township,
    today: date,
) -> dict[str, Written | None]:
    """Return what to read in the place of each field that stops an item."""
    stopped = stopped_fields(findings)
    return {
        label: _stand_in(label, written.get(label), township, today)
        for label in stopped - _NOT_REPLACED
        if label in BY_LABEL
    }


def stopped_fields(findings: Iterable[Finding]) -> frozenset[str]:
    """Return the labels of the fields that stop an item."""
    return frozenset(
        one.field.partition(PART)[0] for one in findings if one.severity is Severity.STOP
    )


def _stand_in(
    label: str, written: Written | None, township: Township, today: date
) -> Written | None:
    field = BY_LABEL[label]
    named: dict[str, Written] = {
        "标题": "标题还没写",
        "发布单位": township.government,
        "承办": "承办站所",
        "渠道": [channel.value for channel in _CHANNELS],
        "意见办法": {"办法": ["打电话"]},
        "预警": _alert(written),
    }
    if label in named:
        return named[label]
    if field.may_be_nothing:
        return NOTHING
    if field.form is Form.DATE:
        return today.isoformat()
    if field.choices:
        return next(iter(field.choices)).value
    if not field.required and not field.required_for:
        return None
    return "还没写。" if field.form is Form.LONG else [f"{label}还没写。"]


def _alert(written: Written | None) -> Written:
    """Return an alert without the parts that can be wrong: days, hours and its level."""
    inside = written if isinstance(written, dict) else {}
    kept = {
        label: inside[label]
        for label in ("类型", "范围", "警示", "措施", "发布", "来源")
        if inside.get(label)
    }
    return kept or {"类型": "预警类型"}
