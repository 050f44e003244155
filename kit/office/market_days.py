"""The next market days, while somebody is still choosing the rule for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from kit.office.plan import MarketDay
from kit.office.settings_draft import township_as_typed
from kit.plan.calendar import lunar_date, market_days

if TYPE_CHECKING:
    from pathlib import Path

    from kit.office.setting_rows import TypedPart
    from kit.progress import Clock

SHOWN = 10
_LOOK_AHEAD = timedelta(days=400)
"""A market on the thirtieth alone is held less than once a month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMarketDays:
    """The days, or why there are none to show."""

    days: tuple[MarketDay, ...] = ()
    findings: tuple[str, ...] = ()
    has_rule: bool = True


def next_market_days(folder: Path, typed: TypedPart, clock: Clock) -> NextMarketDays:
    """Return the next ten market days by the rule as it is typed, today among them.

    Raises:
        SourceError: There is no ``kit.toml``, or it is no TOML.
    """
    township, faults = township_as_typed(folder, "market", typed)
    if township is None:
        return NextMarketDays(findings=tuple(fault.message for fault in faults))
    if township.market is None:
        return NextMarketDays(has_rule=False)
    today = clock().date()
    found = market_days(township.market, today, today + _LOOK_AHEAD)[:SHOWN]
    return NextMarketDays(days=tuple(MarketDay(day, lunar_date(day)) for day in found))
