"""What the township's own table says of itself: the dictionary for reading its notices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kit.model.township import Township


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownWords:
    """Names that no list of endings knows: 村部, 农资店, and the offices with their phones."""

    township: str = ""
    government: str = ""
    villages: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    today: date | None = None
    """The day on which it is read; a day without any other to go by is near to it."""


NO_WORDS = KnownWords()


def words_of(township: Township, today: date) -> KnownWords:
    """Return the dictionary that stands in ``kit.toml``, for a notice that is read today."""
    return KnownWords(
        township=township.name,
        government=township.government,
        villages=township.villages,
        offices=tuple(one.name for one in township.departments),
        today=today,
    )
