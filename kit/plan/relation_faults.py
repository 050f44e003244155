"""Relations that cannot hold, told before anybody signs them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.model.finding import Finding, Severity
from kit.model.item import Kind
from kit.plan.links import Relation, edges_of, finder, node_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from kit.model.item import Item
    from kit.plan.links import Edge, Node

# What stands in 替代 or 解读 may be the number of a paper that never was in the workspace.
_LIKE_OURS = re.compile(r"(?:[A-Z]{2,8}-)?(?:\d{4}-)?\d{1,6}")
_LONE_NUMBER = "编号要写全，如 DX-2026-004；请核对。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A relation that cannot hold, or one whose consequence nobody may expect."""

    item_id: str
    relation: Relation
    target: str
    message: str
    remedy: str
    severity: Severity = Severity.STOP


def relation_findings(items: Collection[Item], known: Collection[str]) -> tuple[Finding, ...]:
    """Return what is wrong with the relations of all items, told before anybody signs.

    ``known`` are the ids on paper: who deleted a file may still name what hangs.
    """
    by_id = {item.item_id: item for item in items}
    return tuple(
        Finding(
            code="T10",
            severity=fault.severity,
            message=fault.message,
            remedy=fault.remedy,
            item_id=fault.item_id,
            file=by_id[fault.item_id].place.file,
            line=by_id[fault.item_id].place.lines.get(fault.relation),
            field=fault.relation.value,
        )
        for fault in faults_of([node_of(item, signed=True) for item in items], known)
    )


def faults_of(nodes: Sequence[Node], known: Collection[str] = ()) -> tuple[Fault, ...]:
    """Return the relations that cannot hold; each is void as a whole, never half applied.

    ``known`` are ids that somebody may name although they are not among the nodes.
    """
    find = finder(nodes)
    edges = list(edges_of(nodes))
    ends: dict[str, set[str]] = {}
    for edge in edges:
        ends.setdefault(edge.ender.item_id, set()).add(edge.ended.item_id)
    told = {(edge.holder.item_id, edge.relation, edge.target): _fault(edge, ends) for edge in edges}
    faults = []
    for node in nodes:
        for relation, target in dict.fromkeys(node.links):
            other = find(target)
            if other is None and target not in known:
                told[node.item_id, relation, target] = _unknown(relation, target)
            elif relation is Relation.PREVIEW_OF and other is node:
                told[node.item_id, relation, target] = _ITSELF
            wrong = told.get((node.item_id, relation, target))
            if wrong is not None:
                message, remedy, severity = wrong
                faults.append(
                    Fault(
                        item_id=node.item_id,
                        relation=relation,
                        target=target,
                        message=message,
                        remedy=remedy,
                        severity=severity,
                    )
                )
    return tuple(faults)


_Wrong = tuple[str, str, Severity]
_ITSELF = ("指的就是这一条自己。", "请写另一条的编号。", Severity.STOP)


def _unknown(relation: Relation, target: str) -> _Wrong | None:
    """Return what is wrong with a number that nobody has; a paper's own number may be older."""
    must_be_ours = relation in (Relation.CANCELS, Relation.DECIDES)
    if not must_be_ours and not _LIKE_OURS.fullmatch(target):
        return None
    return f"没有编号是“{target}”的公开事项。", _LONE_NUMBER, Severity.STOP


def _fault(edge: Edge, ends: Mapping[str, set[str]]) -> _Wrong | None:
    """Return what is wrong with one relation; None where it holds."""
    ender, ended = edge.ender, edge.ended
    if ender is ended:
        return _ITSELF
    if ender.item_id in ends.get(ended.item_id, ()):
        return (
            f"和 {ended.item_id} 互相停用，程序不知道哪一条算数。",
            "请删去其中一条里的编号。",
            Severity.STOP,
        )
    if _comes_back(ended.item_id, ender.item_id, ends):
        return (
            f"从 {ended.item_id} 一条指一条，转一圈又指回这一条。",
            "请核对这几条的编号，断开一处。",
            Severity.STOP,
        )
    if edge.relation is Relation.CANCELS:
        return _wrong_all_clear(ender, ended)
    if edge.relation is Relation.DECIDES and ended.kind is not Kind.PREVIEW:
        return f"{ended.item_id} 不是预公开。", "请写预公开那一条的编号。", Severity.STOP
    if ender.kind is Kind.REPEAL and ended.kind is Kind.REPEAL:
        back = sorted(ends.get(ended.item_id, set()) - ends[ender.item_id])
        if back:
            return (
                f"停用 {ended.item_id} 以后，它原来停用的 {'、'.join(back)} 会重新贴出。",
                # In law a repealed paper does not revive by itself: somebody must mean it.
                "文件废止后不会自己恢复；不想恢复的，请把它们也写进“替代”。",
                Severity.WARN,
            )
    return None


def _wrong_all_clear(ender: Node, ended: Node) -> _Wrong | None:
    if ended.kind is not Kind.EMERGENCY:
        return f"{ended.item_id} 不是应急预警。", "请写预警那一条的编号。", Severity.STOP
    if ender.sent and ended.sent and ender.sent < ended.sent:
        return (
            f"解除的发布时间比预警 {ended.item_id} 还早。",
            "请核对两条的“发布时间”。",
            Severity.STOP,
        )
    return None


def _comes_back(start: str, goal: str, ends: Mapping[str, set[str]]) -> bool:
    todo, seen = [start], {start}
    while todo:
        following = ends.get(todo.pop(), set()) - seen
        if goal in following:
            return True
        seen |= following
        todo += following
    return False
