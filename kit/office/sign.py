"""One signature, or one rejection, entered into the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.edition.published.settle import settle_if_free
from kit.errors import RequestError
from kit.office.find import find
from kit.review.ledger import FILE as LEDGER
from kit.review.signing import sign as enter
from kit.source.numbers import find_item
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from kit.office.find import Found
    from kit.progress import Clock


def sign(
    folder: Path, item_id: str, clock: Clock, *, step: str, by: str, reject: str = ""
) -> Found:
    """Return the item as it stands after the signature.

    Raises:
        RequestError: It is not said which step, or who signs.
        ReviewError: The chain does not allow it; says why and who may sign.
        SourceError: There is no such item, or the ledger is broken.
        StorageError: The ledger cannot be written.
    """
    settle_if_free(folder)
    workspace = open_workspace(folder)
    item = find_item(workspace, item_id)
    if not step or not by:
        raise RequestError(
            "签字要写明哪一步、谁签的。", f"如：kit sign {item_id} --step 初审 --by 张三"
        )
    township = workspace.township
    enter(folder / LEDGER, item, township, step=step, by=by, at=clock(), reject=reject)
    return find(folder, item.item_id)
