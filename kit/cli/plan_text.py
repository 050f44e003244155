"""The week's plan as lines for a clerk, or as JSON for a program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kit.plan.calendar import lunar_date, weekday
from kit.text.references import written_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kit.edition.work import Work


def plan_lines(work: Work) -> Iterator[str]:
    """Yield the week as a clerk reads it, one line an entry."""
    plan, titles = work.plan, _titles(work)
    yield f"{work.source.workspace.township.name}　{plan.week.label}（{plan.week.name}）"
    yield "墟天：" + ("、".join(_day(d) for d in plan.market_days) or "这一周没有")
    yield "要贴："
    for hanging in plan.hang:
        places = "、".join(board.name for board in hanging.boards) or "没有合适的公开栏"
        mark = "新" if hanging.new else "已贴"
        until = f"，{_short(hanging.until, plan.week.monday)}后摘下" if hanging.until else ""
        yield f"  [{mark}] {titles[hanging.item_id]}：{places}{until}"
    yield "要发（墟天宣传单）：" + ("、".join(titles[i] for i in plan.hand_out) or "没有")
    yield "要播："
    for programme in plan.programmes:
        alone = "（单独一份，随时播）" if programme.is_alert else "（单独一份，白天播）"
        at = f" {programme.slot.at:%H:%M}" if programme.slot else alone
        names = "、".join(titles[item_id] for item_id in programme.item_ids)
        first, last = (_short(day, plan.week.monday) for day in (programme.first, programme.last))
        where = f"（{'、'.join(programme.villages)}）" if programme.villages else ""
        yield f"  {programme.name}{at}{where} {first}—{last}：{names}"
    if plan.unheard:
        yield "没有排进广播："
    for one in plan.unheard:
        where = f"（{'、'.join(one.villages)}）" if one.villages else ""
        yield f"  {titles[one.item_id]}{where}：{one.reason}"
    yield "该贴还没签完字：" + ("" if plan.overdue else "没有")
    for late in plan.overdue:
        why = work.left_out.get(late.item_id, "")
        yield f"  {titles[late.item_id]}（该在{_short(late.since, plan.week.monday)}贴出）：{why}"
    yield "要摘下：" + ("" if plan.take_down else "没有")
    for entry in plan.take_down:
        places = "、".join(board.name for board in entry.boards)
        yield f"  {_day(entry.day)} {titles[entry.item_id]}（{entry.reason}）：{places}"


def plan_as_json(work: Work) -> dict[str, Any]:
    """Return the week's plan as plain values."""
    plan = work.plan
    return {
        "week": plan.week.name,
        "due": list(plan.due),
        "market_days": [{"day": d.isoformat(), "lunar": lunar_date(d)} for d in plan.market_days],
        "hang": [
            {"item": h.item_id, "boards": [b.name for b in h.boards], "new": h.new}
            for h in plan.hang
        ],
        "hand_out": list(plan.hand_out),
        "programmes": [
            {
                "name": p.name,
                "at": p.slot.at.isoformat("minutes") if p.slot else "",
                "items": list(p.item_ids),
                "first": p.first.isoformat(),
                "last": p.last.isoformat(),
                "villages": list(p.villages),
            }
            for p in plan.programmes
        ],
        "unheard": [
            {"item": u.item_id, "villages": list(u.villages), "reason": u.reason}
            for u in plan.unheard
        ],
        "overdue": [{"item": o.item_id, "since": o.since.isoformat()} for o in plan.overdue],
        "take_down": [
            {"item": t.item_id, "day": t.day.isoformat(), "reason": t.reason}
            for t in plan.take_down
        ],
        "left_out": dict(work.left_out),
    }


def _titles(work: Work) -> dict[str, str]:
    return {i.item_id: f"{i.item_id} {i.title}" for i in work.source.workspace.items}


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日{weekday(day)}（农历{lunar_date(day)}）"


def _short(day: date, near: date) -> str:
    return written_day(day, near=near)
