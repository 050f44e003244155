"""How far every item of a workspace is signed, by the one ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.review.chain import completed, review_state
from kit.review.digest import digest, short_code
from kit.review.ledger import FILE, read_ledger

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from kit.model.item import Item
    from kit.review.chain import ReviewState
    from kit.review.ledger import Ledger
    from kit.source.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviews:
    """What the ledger says of the items as they stand on the disk."""

    ledger: Ledger
    digests: Mapping[str, str]
    """By item id."""
    states: Mapping[str, ReviewState]
    """By item id: who signed it, and under which chain; of what is signed and over, nothing."""

    def check_code(self, item_id: str) -> str:
        """Return the short code of an item's text, 核对版本."""
        return short_code(self.digests[item_id])


def read_reviews(workspace: Workspace, past: Collection[Item] = ()) -> Reviews:
    """Return how far the items of a workspace are signed; ``past`` are those that are over.

    Raises:
        SourceError: The ledger is broken.
    """
    ledger = read_ledger(workspace.folder / FILE)
    digests = {item.item_id: digest(item) for item in workspace.items}
    chain = workspace.township.chain
    # Ten years of signatures that no week asks after are not parsed.
    done = completed(past, digests, ledger, chain)
    states = {
        item.item_id: review_state(item, digests[item.item_id], ledger, chain)
        for item in workspace.items
        if item.item_id not in done
    }
    return Reviews(ledger=ledger, digests=digests, states=states)
