"""Which offices have sent something in a week or month, and which have not."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kit.errors import RequestError, SourceError
from kit.office.build import week_of
from kit.source.values import WrongValue, parse_date
from kit.source.workspace import open_workspace
from kit.source.writer import written_fields

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.progress import Clock
    from kit.source.workspace import Workspace

_MONTH = re.compile(r"((?:19|20)\d{2})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What came from which office between two days, both counted."""

    first: date
    last: date
    sent: dict[str, int]
    """Items by office (承办), in the order of ``kit.toml``."""
    missing: tuple[str, ...]
    """Offices of ``kit.toml`` from which nothing came."""
    others: tuple[str, ...]
    """Who stands in 承办 and not in ``kit.toml``: written otherwise, or no office of ours."""


def who_has_sent(folder: Path, clock: Clock, *, week: str = "", month: str = "") -> Sent:
    """Return who sent an item with its 成文 or 贴出 in a week, or a month; else in this week.

    Items that cannot be used yet count: they came.

    Raises:
        RequestError: ``week`` or ``month`` is none, or both are given.
        SourceError: The workspace cannot be read.
    """
    first, last = _period(week, month, clock)
    workspace = open_workspace(folder)
    counts = Counter(
        dept for dept, days in _came(workspace) if any(first <= day <= last for day in days)
    )
    offices = [one.name for one in workspace.township.departments]
    return Sent(
        first=first,
        last=last,
        sent={name: counts[name] for name in offices if counts[name]},
        missing=tuple(name for name in offices if not counts[name]),
        others=tuple(sorted(name for name in counts if name not in offices)),
    )


def _period(week: str, month: str, clock: Clock) -> tuple[date, date]:
    if not month:
        found = week_of(week, clock())
        return found.monday, found.sunday
    if week:
        raise RequestError("星期和月份只能写一样。", "请去掉 --week 或 --month。")
    match = _MONTH.fullmatch(month)
    if match is None:
        raise RequestError(f"“{month[:20]}”不是月份。", "请写成 2026-11 这样。")
    first = date(int(match[1]), int(match[2]), 1)
    after = (first + timedelta(days=31)).replace(day=1)
    return first, after - timedelta(days=1)


def _came(workspace: Workspace) -> Iterator[tuple[str, tuple[date, ...]]]:
    """Yield the office of every item, and the days on which it may have come."""
    for item in workspace.items:
        yield item.dept, (item.dates.formed, item.dates.publish)
    for one in workspace.refused:
        try:
            written = written_fields(one.file, (workspace.folder / one.file).read_bytes())
        except (SourceError, OSError):
            continue  # told by the check; whose it is cannot be read
        yield str(written.get("承办") or ""), tuple(_days(written.get(k) for k in ("成文", "贴出")))


def _days(written: Iterator[object]) -> Iterator[date]:
    for text in written:
        try:
            yield parse_date(str(text or ""))
        except WrongValue:
            continue
