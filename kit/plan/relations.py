"""What every item is in a week: relations between items, resolved once for all channels.

Pure, and the order of files decides nothing. Who ends whom is decided by signature, day and
kind alone; docs/decisions/0007.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from kit.model.finding import Severity
from kit.model.item import Kind, Status
from kit.model.kinds import ENFORCED
from kit.plan.links import Relation, edges_of
from kit.plan.relation_faults import faults_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from kit.plan.links import Edge, Node
    from kit.plan.week import Week


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

    @property
    def is_over(self) -> bool:
        """Whether it was in force once, or never will be."""
        return not self.may_hang and self.state is not State.NOT_YET


IN_FORCE = Effect(state=State.IN_FORCE)

_ENDINGS = {
    Relation.REPLACES: State.REPLACED,
    Relation.CANCELS: State.CANCELLED,
    Relation.DECIDES: State.DECIDED,
    Relation.PREVIEW_OF: State.DECIDED,
}

_BY_HAND = {
    Status.LAPSED: State.LAPSED,
    Status.REPEALED: State.REPEALED,
    Status.WITHDRAWN: State.WITHDRAWN,
}


def resolve(nodes: Sequence[Node], week: Week, today: date | None = None) -> Mapping[str, Effect]:
    """Return by id what every item is in ``week``, from ``today`` on where it lies in the week.

    An edition serves a whole week, so what ends on its Thursday is not put up on its Monday:
    nobody would walk to the board a second time, and a stick plays for seven days. What was over
    by its own date yesterday is over: it would be printed and taken down on the same day.
    """
    stopped = [fault for fault in faults_of(nodes) if fault.severity is Severity.STOP]
    faulty = {(fault.item_id, fault.relation, fault.target) for fault in stopped}
    edges = [
        edge
        for edge in edges_of(nodes)
        if (edge.holder.item_id, edge.relation, edge.target) not in faulty
    ]
    speaking = _speaking(edges, week.sunday)
    endings: dict[str, Edge] = {}
    # Two items may be linked twice, from either end: then the relation's name decides.
    for edge in sorted(edges, key=lambda edge: (edge.ender.order, edge.relation.value)):
        if edge.ender.item_id in speaking and _is_signed(edge.holder):
            endings[edge.ended.item_id] = edge  # the newest word on it stands
    first = week.left_from(today)
    return MappingProxyType(
        {node.item_id: _effect(node, endings.get(node.item_id), week, first) for node in nodes}
    )


def _speaking(edges: Sequence[Edge], last: date) -> frozenset[str]:
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
    if node.stands:
        return True  # a typo mended in a repeal must not put up again what it had ended
    return node.signed and node.gone is None and node.status not in _BY_HAND


def _effect(node: Node, edge: Edge | None, week: Week, first: date) -> Effect:
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
            bare=node.kind in ENFORCED,
        )
    if node.status in _BY_HAND:
        state = _BY_HAND[node.status]
        return Effect(state=state, bare=state is State.WITHDRAWN or node.kind in ENFORCED)
    if over and over <= first:
        return Effect(state=State.EXPIRED, since=over, down_from=over)
    if not node.signed:
        return Effect(state=State.UNSIGNED, down_from=over)
    if node.publish > week.sunday:
        return Effect(state=State.NOT_YET, down_from=over)
    amended = node.status is Status.AMENDED
    return Effect(state=State.AMENDED if amended else State.IN_FORCE, down_from=over)
