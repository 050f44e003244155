"""The ledger of what was made public (公开台账): a line an item, and the counts of a year."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

WHOLE_TOWNSHIP = "全乡"
PUBLISH_DAYS = 20
"""Working days in which what was made is to be public (政府信息公开条例第二十六条)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A wording that was public."""

    number: str
    """As printed below its code, or else its check code."""
    first: date
    signers: str
    editions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerItem:
    """An item from the day it was made public to the day it came off."""

    item_id: str
    title: str
    kind: str
    field_name: str
    first: date
    """The day on which it was public first, in whatever year."""
    last: date | None
    """The last day it hangs; None as long as nothing ends it."""
    ended: str
    """Why it came off before its own day."""
    channels: tuple[str, ...]
    villages: tuple[str, ...]
    """None means the whole township."""
    versions: tuple[Version, ...]
    taken_down: tuple[str, ...]
    """Where, when and by whom: 样例一村公开栏 11-30 张三."""
    deeds: Mapping[str, int]
    """How often it was printed, played, …, as far as that was noted."""
    took_days: int | None = None
    """Working days from its making to the day it was public; None where its file is gone."""

    @property
    def is_late(self) -> bool:
        """Whether it took more than 条例 26 gives."""
        return self.took_days is not None and self.took_days > PUBLISH_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLedger:
    """What was public in a year, and how much of it began then."""

    year: int
    items: tuple[LedgerItem, ...]
    total: int
    """Of all years since the kit is used, up to the end of this one."""
    before: int | None
    """Made public without the kit, up to the end of the year; None until somebody enters it."""
    notes: tuple[str, ...] = ()

    @property
    def new(self) -> tuple[LedgerItem, ...]:
        """The items made public in this year for the first time."""
        return tuple(one for one in self.items if one.first.year == self.year)

    @property
    def late(self) -> tuple[LedgerItem, ...]:
        """The new items that took longer than they may."""
        return tuple(one for one in self.new if one.is_late)

    @property
    def cumulative(self) -> int | None:
        """历年累计; None while what was without the kit is not known."""
        return None if self.before is None else self.before + self.total

    @property
    def by_field(self) -> tuple[tuple[str, int], ...]:
        """New items by 领域, the most frequent first."""
        return _counted(self.new, lambda one: (one.field_name,))

    @property
    def by_channel(self) -> tuple[tuple[str, int], ...]:
        """New items by channel; an item counts in each of its channels."""
        return _counted(self.new, lambda one: one.channels)

    @property
    def by_village(self) -> tuple[tuple[str, int], ...]:
        """New items by village; what concerns all counts once, as 全乡."""
        return _counted(self.new, lambda one: one.villages or (WHOLE_TOWNSHIP,))

    @property
    def by_kind(self) -> tuple[tuple[str, int], ...]:
        """New items by what sort of notice they are."""
        return _counted(self.new, lambda one: (one.kind,))

    @property
    def by_month(self) -> tuple[tuple[str, int], ...]:
        """New items by month, all twelve."""
        months = Counter(one.first.month for one in self.new)
        return tuple((f"{month}月", months[month]) for month in range(1, 13))


def _counted(
    items: Sequence[LedgerItem], of: Callable[[LedgerItem], Iterable[str]]
) -> tuple[tuple[str, int], ...]:
    found = Counter(name for one in items for name in of(one))
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
