"""One item by its number, or all of a workspace, and how far each is signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.review.reviews import read_reviews
from kit.source.numbers import find_item
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.item import Item
    from kit.review.chain import ReviewState
    from kit.source.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An item as it stands on the disk, and how far its review has come."""

    item: Item
    check_code: str
    """Short code of exactly this text, 核对版本."""
    state: ReviewState


def open_items(folder: Path) -> tuple[Found, ...]:
    """Return every item that can be read.

    Raises:
        SourceError: The workspace or its ledger cannot be read.
    """
    return found_in(open_workspace(folder))


def found_in(workspace: Workspace) -> tuple[Found, ...]:
    """Return every item of an open workspace.

    Raises:
        SourceError: The ledger is broken.
    """
    reviews = read_reviews(workspace)
    return tuple(
        Found(
            item=item,
            check_code=reviews.check_code(item.item_id),
            state=reviews.states[item.item_id],
        )
        for item in workspace.items
    )


def find(folder: Path, item_id: str) -> Found:
    """Return the item of that number, written in full or by its end.

    Raises:
        SourceError: There is none, more than one, or it cannot be read.
    """
    workspace = open_workspace(folder)
    item = find_item(workspace, item_id)
    return next(one for one in found_in(workspace) if one.item is item)
