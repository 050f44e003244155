"""What every item is in a week: relations between items, resolved once for all channels.

Pure, and the order of files decides nothing. Who ends whom is decided by signature, day and
kind alone; docs/decisions/0007.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from kit.model.finding import Finding, Severity
from kit.model.item import Kind, Status
from kit.source.numbers import full_number

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from kit.model.item import Item
    from kit.plan.week import Week


class Relation(StrEnum):
    """How one item speaks of another; the values are the labels of its fields."""

    REPLACES = "替代"
    CANCELS = "解除"
    DECIDES = "决定"
    PREVIEW_OF = "预公开"
    INTERPRETS = "解读"


class State(StrEnum):
    """What an item is in a week, in the words a villager is told."""

    IN_FORCE = "有效"
    AMENDED = "已修改"
    UNSIGNED = "没签完"
    NOT_YET = "还没到"
    EXPIRED = "已过期"
    LAPSED = "已失效"
    REPEALED = "已废止"
    REPLACED = "已被替代"
    CANCELLED = "已解除"
    DECIDED = "已决定"
    WITHDRAWN = "已撤回"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What relations need of an item; one whose file is gone is known from a manifest."""

    item_id: str
    publish: date
    kind: Kind | None = None
    """None where an older manifest does not tell it."""
    signed: bool = True
    expire: date | None = None
    effective: date | None = None
    """施行: a repeal signed today may hold from a later day."""
    sent: datetime | None = None
    links: tuple[tuple[Relation, str], ...] = ()
    status: Status = Status.VALID
    doc_no: str = ""
    gone: date | None = None
    """The day of the first build that missed its file."""

    @property
    def since(self) -> date:
        """From which day its word on others holds."""
        return self.effective or self.publish

    @property
    def order(self) -> tuple[date, str, str]:
        """Sorts by the newest word."""
        return self.since, self.sent.isoformat() if self.sent else "", self.item_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What an item is in a week, and all that the channels need to know of it."""

    state: State
    by: str = ""
    """The item that ended it."""
    since: date | None = None
    """From which day it is over."""
    down_from: date | None = None
    """The first day on which it must hang no more; None where that day is not written down."""
    bare: bool = False
    """Its page tells that it is over, and nothing of what it said."""

    @property
    def may_hang(self) -> bool:
        """Whether it hangs and sounds as soon as it is signed."""
        return self.state in (State.IN_FORCE, State.AMENDED, State.UNSIGNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A relation that cannot hold, or one whose consequence nobody may expect."""

    item_id: str
    relation: Relation
    target: str
    message: str
    remedy: str
    severity: Severity = Severity.STOP


@dataclass(frozen=True, slots=True)
class _Edge:
    """One item ends another, and which item says so in which words."""

    ender: Node
    ended: Node
    relation: Relation
    holder: Node
    target: str


_ENDINGS = {
    Relation.REPLACES: State.REPLACED,
    Relation.CANCELS: State.CANCELLED,
    Relation.DECIDES: State.DECIDED,
    Relation.PREVIEW_OF: State.DECIDED,
}
"""解读 ends nothing: an explanation stands beside what it explains."""

_BY_HAND = {
    Status.LAPSED: State.LAPSED,
    Status.REPEALED: State.REPEALED,
    Status.WITHDRAWN: State.WITHDRAWN,
}
# What stands in 替代 or 解读 may be the number of a paper that never was in the workspace.
_LIKE_OURS = re.compile(r"(?:[A-Z]{2,8}-)?(?:\d{4}-)?\d{1,6}")
_LONE_NUMBER = "编号要写全，如 DX-2026-004；请核对。"


def node_of(item: Item, *, signed: bool) -> Node:
    """Return what relations need of an item."""
    single = (
        (Relation.CANCELS, item.cancels),
        (Relation.DECIDES, item.decides),
        (Relation.PREVIEW_OF, item.preview_of),
        (Relation.INTERPRETS, item.interprets),
    )
    return Node(
        item_id=item.item_id,
        publish=item.dates.publish,
        kind=item.kind,
        signed=signed,
        expire=item.dates.expire,
        effective=item.dates.effective,
        sent=item.emergency.sent if item.emergency else None,
        links=(
            *((Relation.REPLACES, target) for target in item.replaces),
            *((relation, target) for relation, target in single if target),
        ),
        status=item.status,
        doc_no=item.doc_no,
    )


def resolve(nodes: Sequence[Node], week: Week) -> Mapping[str, Effect]:
    """Return by id what every item is in ``week``.

    An edition serves a whole week, so what ends on its Thursday is not put up on its Monday:
    nobody would walk to the board a second time, and a stick plays for seven days.
    """
    faulty = {(f.item_id, f.relation, f.target) for f in faults_of(nodes) if _is_void(f)}
    edges = [
        edge
        for edge in _edges(nodes)
        if (edge.holder.item_id, edge.relation, edge.target) not in faulty
    ]
    speaking = _speaking(edges, week.sunday)
    endings: dict[str, _Edge] = {}
    for edge in sorted(edges, key=lambda edge: edge.ender.order):
        if edge.ender.item_id in speaking and _is_signed(edge.holder):
            endings[edge.ended.item_id] = edge  # the newest word on it stands
    return MappingProxyType(
        {node.item_id: _effect(node, endings.get(node.item_id), week) for node in nodes}
    )


def _speaking(edges: Sequence[_Edge], last: date) -> frozenset[str]:
    """Return the ids whose word on others holds on ``last``.

    A repeal of a repeal takes its word back, and what it had ended is in force again. Nothing
    else does: the notice that replaced a replacement does not bring the first one back, and a
    repeal whose own sheet came down after two weeks has still repealed.
    """
    repeals: dict[str, list[Node]] = {}
    for edge in edges:
        if edge.ender.kind is Kind.REPEAL and edge.ended.kind is Kind.REPEAL:
            repeals.setdefault(edge.ended.item_id, []).append(edge.ender)
    known: dict[str, bool] = {}
    todo = [edge.ender for edge in edges]
    while todo:  # a loop, for a chain may be longer than Python's stack is deep
        node = todo.pop()
        if node.item_id in known:
            continue
        waiting = [one for one in repeals.get(node.item_id, ()) if one.item_id not in known]
        if waiting:
            todo += [node, *waiting]
            continue
        taken_back = any(known[one.item_id] for one in repeals.get(node.item_id, ()))
        known[node.item_id] = _is_signed(node) and node.since <= last and not taken_back
    return frozenset(item_id for item_id, speaks in known.items() if speaks)


def _is_signed(node: Node) -> bool:
    """Return whether a node may speak of others: signed, and not itself taken back by hand."""
    return node.signed and node.gone is None and node.status not in _BY_HAND


def _edges(nodes: Sequence[Node]) -> Iterator[_Edge]:
    """Yield who ends whom, also where that cannot hold."""
    find = _finder(nodes)
    for node in nodes:
        for relation, target in node.links:
            other = find(target)
            if other is None or relation not in _ENDINGS:
                continue
            # 预公开 stands in the consultation and names the decision: the same, told backwards.
            backwards = relation is Relation.PREVIEW_OF
            if backwards and other.kind is not Kind.DECISION:
                continue
            ender, ended = (other, node) if backwards else (node, other)
            yield _Edge(ender, ended, relation, node, target)


def _finder(nodes: Sequence[Node]) -> Callable[[str], Node | None]:
    named = {node.doc_no: node for node in sorted(nodes, key=lambda n: n.order) if node.doc_no}
    by_id = {node.item_id: node for node in nodes}
    named |= by_id
    return lambda target: named.get(target) or by_id.get(full_number(target, by_id))


def _effect(node: Node, edge: _Edge | None, week: Week) -> Effect:
    over = node.expire + timedelta(days=1) if node.expire else None
    if node.gone is not None:
        # A file that is gone does not unsay what hangs on the boards.
        down_from = min(node.gone, over) if over else node.gone
        return Effect(state=State.WITHDRAWN, since=node.gone, down_from=down_from, bare=True)
    if edge is not None:
        since = edge.ender.since
        return Effect(
            state=State.REPEALED if edge.ender.kind is Kind.REPEAL else _ENDINGS[edge.relation],
            by=edge.ender.item_id,
            since=since,
            down_from=min(since, over) if over else since,
            bare=node.kind is Kind.PENALTY,
        )
    if node.status in _BY_HAND:
        state = _BY_HAND[node.status]
        return Effect(state=state, bare=state is State.WITHDRAWN or node.kind is Kind.PENALTY)
    if over and over <= week.monday:
        return Effect(state=State.EXPIRED, since=over, down_from=over)
    if not node.signed:
        return Effect(state=State.UNSIGNED, down_from=over)
    if node.publish > week.sunday:
        return Effect(state=State.NOT_YET, down_from=over)
    amended = node.status is Status.AMENDED
    return Effect(state=State.AMENDED if amended else State.IN_FORCE, down_from=over)


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
    find = _finder(nodes)
    edges = list(_edges(nodes))
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


def _fault(edge: _Edge, ends: Mapping[str, set[str]]) -> _Wrong | None:
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


def _is_void(fault: Fault) -> bool:
    return fault.severity is Severity.STOP
