"""What another wording of a sheet changes, in the words of somebody who exchanges it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.text.references import fill
from kit.text.written_days import written_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.model.item import Item

OTHER = "文字改了"
"""What is said where none of the key facts differs."""
_BETWEEN, _LINE = "：", "\n"
_LONGEST = 12
"""Longer facts are named and not repeated: the sheet itself says them."""


def key_facts(item: Item) -> dict[str, str]:
    """Return what two wordings of a sheet are told apart by, in the order of a poster."""
    facts = {
        "标题": item.plain_title,
        "日子": written_day(item.deadline, near=item.dates.publish) if item.deadline else "",
        "钱数": "、".join(fill(amount.short, item) for amount in item.amounts),
        "时间": fill(item.when or "", item),
        "地方": fill(item.where or "", item),
        "电话": "、".join(phone.number for phone in item.phones),
    }
    return {name: " ".join(fact.split()) for name, fact in facts.items() if fact}


def facts_text(item: Item) -> str:
    """Return the key facts as a manifest keeps them."""
    return _LINE.join(f"{name}{_BETWEEN}{fact}" for name, fact in key_facts(item).items())


def facts_of(text: str) -> dict[str, str]:
    """Return what :func:`facts_text` wrote; of an older manifest, which kept none, nothing."""
    pairs = (line.partition(_BETWEEN) for line in text.split(_LINE) if line)
    return {name: fact for name, _, fact in pairs}


def told_changes(before: Mapping[str, str], now: Mapping[str, str]) -> str:
    """Return what is changed: 日子改成12月31日，地方改了."""
    if not before:
        return OTHER
    told = (_told(name, now.get(name, "")) for name in _changed(before, now))
    return "，".join(told) or OTHER


def old_sheet(before: Mapping[str, str], now: Mapping[str, str], check_code: str) -> str:
    """Return by what the sheet that comes off is known: 日子写12月16日的那张.

    Where no short fact tells it, by the code that is printed on it.
    """
    for name in _changed(before, now):
        if 0 < len(before.get(name, "")) <= _LONGEST:
            return f"{name}写{before[name]}的那张"
    return f"核对版本 {check_code} 的那张"


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    return [name for name in {**now, **before} if before.get(name) != now.get(name)]


def _told(name: str, fact: str) -> str:
    if not fact:
        return f"不再写{name}"
    return f"{name}改成{fact}" if len(fact) <= _LONGEST else f"{name}改了"
