"""How many comment cards were printed with a number: what the log of returns says of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kit.duty.opinions import CARDS_ON_A_SHEET
from kit.edition.index import PRINT
from kit.model.outputs import Output
from kit.returns.returns_log import ReturnKind, read_returns
from kit.source.private import RETURNS

if TYPE_CHECKING:
    from pathlib import Path

_CARDS = f"{PRINT}/{Output.CARD}/"


def printed_cards(folder: Path) -> Counter[str]:
    """Return by item the number of the last card that somebody noted as printed.

    What was taken back was printed all the same: no number is given out twice.
    """
    found: Counter[str] = Counter()
    for one in read_returns(folder / RETURNS, ReturnKind.PRINTED).lines:
        if one.kind is ReturnKind.PRINTED and one.file.startswith(_CARDS):
            for item_id in one.items:
                found[item_id] += one.copies * CARDS_ON_A_SHEET
    return found
