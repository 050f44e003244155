"""An item's fields out of a typed alert: the original's words, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.office.alert_moment import typed_moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from kit.model.township import Township
    from kit.source.head import Written

_CHANNELS = ("广播", "LED屏", "公开栏", "公众号", "网站")
_LAW = "突发事件应对法（2024）第六十四条"
_DUTY = "应急管理"
_MOST_PLAIN = 3
_TIMES = "3"
MOMENTS = ("onset", "expires", "sent")
"""Fields of the form that name a day and an hour."""


def title_of(form: AlertForm) -> str:
    """Return the alert's title: 森林火险橙色预警."""
    return f"{form.kind}{form.level}预警"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertForm:
    """An alert as it is typed: every field is text, as the original has it."""

    kind: str = ""
    level: str = ""
    onset: str = ""
    expires: str = ""
    sender: str = ""
    sent: str = ""
    source_ref: str = ""
    area: str = ""
    warn: str = ""
    do: str = ""
    """One a line, the most urgent first."""
    phones: str = ""
    """One a line: whose, and the number."""


def fields_of(form: AlertForm, township: Township, now: datetime) -> Mapping[str, Written | None]:
    """Return the item's fields: the original's words, and what follows from them."""
    onset, expires, sent = (
        _moment(getattr(form, name), now) for name in ("onset", "expires", "sent")
    )
    do = [line.strip() for line in form.do.splitlines() if line.strip()]
    last_day = expires.date().isoformat()
    return {
        "样例": "是" if township.sample else "否",
        "领域": _DUTY,
        "标题": title_of(form),
        "全称": f"转发{form.sender}{title_of(form)}",
        "谁": f"{form.area}的人",
        "截止": "无",
        "金额": [],
        "时间": f"{_spoken(onset)}到{_spoken(expires)}",
        "地点": form.area,
        "带什么": [],
        "怎么办": "有危险、要帮忙，马上打电话，或找村干部",
        "电话": [line.strip() for line in form.phones.splitlines() if line.strip()],
        "大白话": [_sentence(line) for line in do[:_MOST_PLAIN]],
        "预警": {
            "类型": form.kind,
            "级别": form.level,
            "起始": f"{onset:%Y-%m-%d %H:%M}",
            "范围": form.area,
            "警示": form.warn,
            "措施": list(do),
            "发布": form.sender,
            "发布时间": f"{sent:%Y-%m-%d %H:%M}",
            "到期": f"{expires:%Y-%m-%d %H:%M}",
            "来源": form.source_ref,
        },
        "承办": _office(township),
        "发布单位": f"{form.sender}（{township.name}政府转发）",
        "依据": [_LAW],
        "成文": sent.date().isoformat(),
        "贴出": now.date().isoformat(),
        "摘下": last_day,
        "渠道": list(_CHANNELS),
        "村": "全乡",
        "播几遍": _TIMES,
    }


def _moment(text: str, now: datetime) -> datetime:
    found = typed_moment(text, now.date())
    assert found is not None
    return found


def _spoken(moment: datetime) -> str:
    minutes = f"{moment.minute}分" if moment.minute else ""
    return f"{moment.month}月{moment.day}日{moment.hour}时{minutes}"


def _sentence(text: str) -> str:
    return text if text.endswith(("。", "！", "？")) else f"{text}。"


def _office(township: Township) -> str:
    """Return the office that handles alerts; the first one where none has that duty."""
    of_duty = [one.name for one in township.departments if one.duty == _DUTY]
    return next(iter((*of_duty, *(one.name for one in township.departments))), township.government)


def office_phones(township: Township) -> Iterator[str]:
    """Yield the phone of the office that handles alerts, as an item has it."""
    for one in township.departments:
        if one.name == _office(township) and one.phone:
            yield f"{one.name} {one.phone}"
