"""How items speak of each other, and who ends whom by it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kit.model.item import Kind, Status
from kit.source.numbers import full_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime

    from kit.model.item import Item


class Relation(StrEnum):
    """How one item speaks of another; the values are the labels of its fields."""

    REPLACES = "替代"
    CANCELS = "解除"
    DECIDES = "决定"
    PREVIEW_OF = "预公开"
    INTERPRETS = "解读"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What relations need of an item; one whose file is gone is known from a manifest."""

    item_id: str
    publish: date
    kind: Kind | None = None
    """None where an older manifest does not tell it."""
    signed: bool = True
    stands: bool = False
    """It was signed and published, and somebody has begun to change it: its links are those
    of the published wording, and hold until another one is signed."""
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


@dataclass(frozen=True, slots=True)
class Edge:
    """One item ends another, and which item says so in which words."""

    ender: Node
    ended: Node
    relation: Relation
    holder: Node
    target: str


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


def edges_of(nodes: Sequence[Node]) -> Iterator[Edge]:
    """Yield who ends whom, also where that cannot hold."""
    find = finder(nodes)
    for node in nodes:
        for relation, target in node.links:
            other = find(target)
            # 解读 ends nothing: an explanation stands beside what it explains.
            if other is None or relation is Relation.INTERPRETS:
                continue
            # 预公开 stands in the consultation and names the decision: the same, told backwards.
            backwards = relation is Relation.PREVIEW_OF
            if backwards and other.kind is not Kind.DECISION:
                continue
            ender, ended = (other, node) if backwards else (node, other)
            yield Edge(ender, ended, relation, node, target)


def finder(nodes: Sequence[Node]) -> Callable[[str], Node | None]:
    """Return who is meant by a number, whole or its end, or by a 文号."""
    # Of two with one 文号 the newer is meant.
    named = {node.doc_no: node for node in sorted(nodes, key=lambda n: n.order) if node.doc_no}
    by_id = {node.item_id: node for node in nodes}
    named |= by_id
    return lambda target: named.get(target) or by_id.get(full_number(target, by_id))
