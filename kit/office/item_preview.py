"""An item while it is being written: its findings, a sheet, its script, its telephone page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.edition.jobs.one_item import telephone_page
from kit.errors import SourceError
from kit.model.finding import Severity
from kit.office.doubtful import spoken_lines
from kit.office.look import look_at, sheets_of
from kit.office.unsaved import checked_beside_others, read_text_as_item, with_stand_ins
from kit.plan.calendar import lunar_date
from kit.text.written_days import weekday

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from kit.model.finding import Finding
    from kit.model.item import Item
    from kit.office.doubtful import SpokenLine
    from kit.office.kept_open import KeptOpen
    from kit.office.look import SheetLook
    from kit.office.unsaved import Text
    from kit.source.item_file import ItemFile

_DAYS = {
    "截止": "deadline",
    "成文": "formed",
    "贴出": "publish",
    "摘下": "expire",
    "起": "period_start",
    "止": "period_end",
    "施行": "effective",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPreview:
    """What can be said and seen of an item as it is written now."""

    findings: tuple[Finding, ...]
    sheets: tuple[str, ...]
    """The sheets it will get."""
    look: SheetLook | None
    """The one that was asked for, or the first; None where none can be drawn yet."""
    script: tuple[SpokenLine, ...]
    seconds: float
    days: Mapping[str, str]
    """By label of a date: its day of the week and its lunar date."""
    is_whole: bool
    """Nothing stands in for what is missing."""


def preview(kept: KeptOpen, draft: Text, sheet: str = "", page: int = 0) -> ItemPreview:
    """Return an item as it is written; nothing is saved, and any thread may ask.

    A sheet that it does not get (any more) gives way to the first that it gets.

    Raises:
        RequestError: The sheet has no such page.
    """
    reading = read_text_as_item(kept, draft)
    findings = list(reading.findings)
    item, script = reading.item, None
    if item is not None:
        found = checked_beside_others(kept, item)
        findings += found[0]
        script = found[1]
    shown = item or with_stand_ins(kept, draft, reading)
    if shown is None:
        return ItemPreview(
            findings=tuple(findings),
            sheets=(),
            look=None,
            script=(),
            seconds=0.0,
            days={},
            is_whole=False,
        )
    sheets = sheets_of(kept.opened, shown)
    look = _look(kept, shown, sheet if sheet in sheets else "".join(sheets[:1]), page)
    if item is None:
        found = checked_beside_others(kept, shown)
        script = found[1]
        findings += _of_what_is_written(found[0], reading)
    elif look is not None:
        findings += look.findings
    return ItemPreview(
        findings=tuple(dict.fromkeys(findings)),
        sheets=sheets,
        look=look,
        script=spoken_lines(script, kept.opened.workspace) if script else (),
        seconds=script.seconds if script else 0.0,
        days=_days(shown),
        is_whole=item is not None,
    )


def all_findings(kept: KeptOpen, draft: Text) -> tuple[Finding, ...]:
    """Return all that can be found in an item before it is signed: on each sheet it gets, too."""
    reading = read_text_as_item(kept, draft)
    if reading.item is None:
        shown = with_stand_ins(kept, draft, reading)
        beside = checked_beside_others(kept, shown)[0] if shown else ()
        return tuple(dict.fromkeys((*reading.findings, *_of_what_is_written(beside, reading))))
    sheets = sheets_of(kept.opened, reading.item)
    looks = [look_at(kept.opened, reading.item, sheet) for sheet in sheets]
    found = (*reading.findings, *checked_beside_others(kept, reading.item)[0])
    return tuple(dict.fromkeys((*found, *(one for look in looks for one in look.findings))))


def telephone(kept: KeptOpen, draft: Text) -> str:
    """Return the page that a telephone shows.

    Raises:
        SourceError: Too little is written yet.
        LayoutError: It is too long.
    """
    reading = read_text_as_item(kept, draft)
    shown = reading.item or with_stand_ins(kept, draft, reading)
    if shown is None:
        raise SourceError("还看不了手机页。", "先把左边标着“要改”的填好。")
    return telephone_page(kept.opened.context, shown)


def _of_what_is_written(found: Iterable[Finding], reading: ItemFile) -> list[Finding]:
    """Return what is said of words that stand there, and not of those that stand in for others."""
    stopped = {one.field for one in reading.findings if one.severity is Severity.STOP}
    return [one for one in found if one.field in reading.written and one.field not in stopped]


def _look(kept: KeptOpen, item: Item, sheet: str, page: int) -> SheetLook | None:
    return look_at(kept.opened, item, sheet, page=page) if sheet else None


def _days(item: Item) -> dict[str, str]:
    """Return how the days of an item are called."""
    days: dict[str, date | None] = {
        label: getattr(item if name == "deadline" else item.dates, name)
        for label, name in _DAYS.items()
    }
    return {label: f"{weekday(day)}，农历{lunar_date(day)}" for label, day in days.items() if day}
