"""What waits for signatures: for one person, or for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.plan.plan import is_ahead
from kit.plan.week import Week
from kit.review.ledger import FILE as LEDGER
from kit.review.ledger import read_ledger
from kit.review.turns import last_signature, turn_of
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime
    from pathlib import Path

    from kit.model.item import Item
    from kit.model.township import Township
    from kit.progress import Clock
    from kit.review.ledger import Ledger
    from kit.review.turns import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An item whose next signature is missing."""

    item_id: str
    title: str
    step: str
    post: str
    publish: date
    """The day it is to be put up."""
    is_late: bool
    is_urgent: bool
    """One signature lets it out: an alert, or what is taken back."""
    signed: int
    """How many steps are signed."""
    steps: int
    rejection: str = ""
    """Why it was sent back, and nobody has signed since."""
    names: tuple[str, ...] = ()
    """Who may sign it today, as the list of signers has them."""
    signed_before: bool = False
    """Whether the person who is asked for signed an earlier wording of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A signature or a rejection of one person, as the ledger has it."""

    item_id: str
    title: str
    step: str
    at: datetime
    rejection: str
    is_present: bool
    """Whether the item still says what was signed."""


def waiting(folder: Path, clock: Clock, by: str = "") -> tuple[Waiting, ...]:
    """Return what waits for ``by`` to sign it, or all that waits: the most urgent first.

    Raises:
        SourceError: The workspace or its ledger cannot be read.
    """
    workspace, now = open_workspace(folder), clock()
    week, there = Week.of(now.date()), read_ledger(folder / LEDGER)
    ahead = (item for item in workspace.items if is_ahead(item, workspace.township, week))
    found = [
        _waiting(item, turn, workspace.township, there, by, now)
        for item, turn in turns(ahead, workspace.township, there, by, now)
    ]
    return tuple(sorted(found, key=lambda one: (not one.is_urgent, one.publish, one.item_id)))


def turns(
    items: Iterable[Item], township: Township, there: Ledger, by: str, now: datetime
) -> Iterator[tuple[Item, Turn]]:
    """Yield what lacks a signature that ``by`` may give now; without a name, that anybody may."""
    for item in items:
        turn = turn_of(item, township, there, by, now)
        if turn.step is not None and (not by or turn.is_mine):
            yield item, turn


def signed_by(folder: Path, by: str, most: int) -> tuple[Signed, ...]:
    """Return what ``by`` signed or sent back last, newest first: who reads it knows what is theirs.

    Raises:
        SourceError: The workspace or its ledger cannot be read.
    """
    from kit.review.chain import same_person
    from kit.review.digest import digest

    workspace, there = open_workspace(folder), read_ledger(folder / LEDGER)
    mine = (
        Signed(
            item_id=item.item_id,
            title=item.plain_title,
            step=one.step,
            at=one.at,
            rejection=one.rejection,
            is_present=one.digest == digest(item),
        )
        for item in workspace.items
        for one in there.of(item.item_id)
        if same_person(one.by, by)
    )
    return tuple(sorted(mine, key=lambda one: one.at, reverse=True)[:most])


def _waiting(
    item: Item, turn: Turn, township: Township, there: Ledger, by: str, now: datetime
) -> Waiting:
    assert turn.step is not None
    rejected = turn.state.rejected
    return Waiting(
        item_id=item.item_id,
        title=item.plain_title,
        step=turn.step.name,
        post=turn.step.post,
        publish=item.dates.publish,
        is_late=item.dates.publish < now.date(),
        is_urgent=turn.is_urgent,
        signed=len(turn.state.signed),
        steps=len(turn.state.chain),
        rejection=rejected.rejection if rejected else "",
        names=may_sign(item, township, there, now),
        signed_before=bool(by) and last_signature(there, item.item_id, by) is not None,
    )


def may_sign(item: Item, township: Township, there: Ledger, now: datetime) -> tuple[str, ...]:
    """Return the names on the list of signers who may sign the next step of an item."""
    names = dict.fromkeys(one.name for one in township.signers)
    return tuple(name for name in names if turn_of(item, township, there, name, now).is_mine)
