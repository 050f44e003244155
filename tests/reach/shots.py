"""How often a code is read when it is photographed again and again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.reach.camera import Conditions, blotted, photograph
from tests.reach.readers import READERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.reach.sheets import CodeView


@dataclass(slots=True)
class Tally:
    """Of so many pictures, how many each reader read right, any of them, or one of them wrong."""

    shots: int = 0
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(READERS, 0))
    by_some: int = 0
    wrong: int = 0

    def add(self, other: Tally) -> None:
        """Count another series in."""
        self.shots += other.shots
        self.by_some += other.by_some
        self.wrong += other.wrong
        for name, right in other.right.items():
            self.right[name] += right


def shoot(
    view: CodeView,
    *,
    distance_m: float,
    conditions: Conditions,
    seeds: Iterable[int],
    blots: float = 0.0,
) -> Tally:
    """Return what the readers make of a code, a picture for each seed; ``blots`` is a share."""
    tally = Tally()
    for seed in seeds:
        sheet = view.picture
        if blots:
            sheet = blotted(
                sheet, view.code_px, share=blots, module_px=view.module_px, seed=seed + 1000
            )
        picture = photograph(
            sheet, view.px_a_mm, distance_m=distance_m, conditions=conditions, seed=seed
        )
        read = {name: reader(picture) for name, reader in READERS.items()}
        tally.shots += 1
        tally.by_some += any(view.payload in texts for texts in read.values())
        for name, texts in read.items():
            tally.right[name] += texts == (view.payload,)
            tally.wrong += sum(text != view.payload for text in texts)
    return tally
