"""The week's plan as lines for a clerk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.office.plan import lunar_day, short_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.office.plan import OnAir, Planned


def plan_lines(plan: Planned) -> Iterator[str]:
    """Yield the week as a clerk reads it, one line an entry."""
    named = {item: f"{item} {title}" for item, title in plan.titles.items()}
    yield f"{plan.township}　{plan.label}（{plan.week}）"
    yield "墟天：" + ("、".join(lunar_day(m.day) for m in plan.market_days) or "这一周没有")
    yield "要贴："
    for hanging in plan.hang:
        places = _places(hanging.boards)
        mark = "新" if hanging.new else "已贴"
        until = f"，{short_day(hanging.until, plan.monday)}后摘下" if hanging.until else ""
        yield f"  [{mark}] {named[hanging.item]}：{places}{until}"
    yield "要发（墟天宣传单）：" + ("、".join(named[item] for item in plan.hand_out) or "没有")
    yield "要播："
    yield from (f"  {_on_air(one, plan, named)}" for one in plan.programmes)
    if plan.unheard:
        yield "没有排进广播："
    for unheard in plan.unheard:
        yield f"  {named[unheard.item]}{_villages(unheard.villages)}：{unheard.reason}"
    yield "还没签完字：" + ("" if plan.overdue else "没有")
    for late in plan.overdue:
        since = f"该在{short_day(late.since, plan.monday)}贴出"
        waits = "撤回，签完以前网页还是原来的" if late.is_withdrawal else since
        yield f"  {named[late.item]}（{waits}）：{late.reason}"
    yield "要摘下：" + ("" if plan.take_down else "没有")
    for entry in plan.take_down:
        where = _places(entry.boards)
        yield f"  {lunar_day(entry.day)} {entry.item} {entry.title}（{entry.reason}）：{where}"


def _on_air(one: OnAir, plan: Planned, named: dict[str, str]) -> str:
    alone = "（单独一份，随时播）" if one.is_alert else "（单独一份，白天播）"
    at = f" {one.at:%H:%M}" if one.at else alone
    first, last = (short_day(day, plan.monday) for day in (one.first, one.last))
    names = "、".join(named[item] for item in one.items)
    days = one.weekdays or f"{first}—{last}"
    return f"{one.name}{at}{_villages(one.villages)} {days}：{names}"


def _villages(names: Sequence[str]) -> str:
    return f"（{'、'.join(names)}）" if names else ""


def _places(boards: Sequence[str]) -> str:
    return "、".join(boards) or "没有合适的公开栏"
