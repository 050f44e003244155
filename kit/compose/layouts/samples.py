"""Which of some items shows most of what a layout can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.layouts.layout import Purpose
from kit.compose.layouts.purposes import facts_told, purpose_of
from kit.model.outputs import Output, outputs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kit.model.item import Item

# Of the layouts that no poster chooses by itself.
_FITS: Mapping[Purpose, Callable[[Item], bool]] = {
    Purpose.QUESTIONS: lambda item: Output.QUESTIONS in outputs_of(item),
    Purpose.WINDOW: lambda item: Output.WINDOW in outputs_of(item),
    Purpose.CARD: lambda item: Output.CARD in outputs_of(item),
    Purpose.SHEET: lambda item: bool(item.body),
    Purpose.PROSE: lambda item: bool(item.body),
    Purpose.HANDOUT: lambda item: Output.HANDOUT in outputs_of(item),
    Purpose.LEAFLET: lambda item: Output.HANDOUT in outputs_of(item),
}


def sample_of(purpose: Purpose, items: Sequence[Item]) -> Item:
    """Return the item that tells most of what a layout for ``purpose`` shows."""
    fits = _FITS.get(purpose)
    chosen = (one for one in items if (fits(one) if fits else purpose_of(one) is purpose))
    return max(chosen, key=lambda item: facts_told(item) + len(item.phones))
