"""The week on one sheet for the board (本周公开一览): its days, alerts, what runs out, the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from kit.compose.forms.week_gist import gist_panel
from kit.compose.forms.week_rows import FOOT_MM, Setter, only_in
from kit.compose.paper.page import Document, Page, reported
from kit.compose.posters.kind_facts import day_of
from kit.compose.posters.panel import Panel, shifted
from kit.model.item import Kind
from kit.text.written_days import short_day

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from kit.model.item import Item
    from kit.model.township import Township
    from kit.text.typeset.metrics import Metrics

_SHEET_MM = (297.0, 420.0)
_MARGIN_MM = 12.0
_GAP_MM, _MOST_GAP_MM = 6.0, 21.0
_LEAST_ROW_MM, _LEAST_NOTED_MM, _MOST_ROW_MM = 18.0, 26.0, 130.0
_LEAST_STANDING_MM, _MOST_STANDING_MM = 13.0, 40.0
_LEAST_STANDING_PT = 24.0
_MOST_ALONE = 8
_STEP_MM = 0.5
_HEAD_MM = 30.0
_HOLE_MM = 60.0
"""More white than this is given to what the week's few items say."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows of one height below a heading that stands again on the next sheet."""

    heading: Panel
    count: int
    high_mm: float
    make: Callable[[int, float], Panel]


@dataclass(slots=True)
class _Sheet:
    """Panels down a sheet, each with the least gap above it."""

    room_mm: float
    panels: list[tuple[float, Panel]] = field(default_factory=list)

    @property
    def left_mm(self) -> float:
        return self.room_mm - sum(gap_mm + panel.height_mm for gap_mm, panel in self.panels)

    def add(self, panel: Panel, gap_mm: float) -> None:
        self.panels.append((gap_mm if self.panels else 0.0, panel))


def compose_week_board(
    items: Sequence[Item],
    township: Township,
    metrics: Metrics,
    *,
    monday: date,
    week_label: str,
    markets: Sequence[date] = (),
    lunar: Callable[[date], str],
    stamp: str = "",
) -> Document:
    """Return what is up this week: alerts, then the nearest last day, then what has none.

    One sheet of A3 unless there are too many; rows are as high as the sheets bear.

    Raises:
        LayoutError: A title has signs that cannot be printed, or does not fit its row.
    """
    setter = Setter(metrics)
    days = [monday + timedelta(days=number) for number in range(7)]
    alerts = [item for item in items if item.kind is Kind.EMERGENCY]
    top = [setter.days(days, markets, lunar), *map(setter.alert, sorted(alerts, key=_urgency))]
    if not items:
        top.append(setter.nothing("本周没有新的公开事项。"))
    rest = [item for item in items if item.kind is not Kind.EMERGENCY]
    sheets = _filled(setter, top, rest)
    if len(sheets) == 1 and sheets[0].left_mm > _HOLE_MM:
        told = [*sorted(alerts, key=_urgency), *sorted(rest, key=_urgency)]
        gist = gist_panel(told, metrics, sheets[0].left_mm - 2 * _GAP_MM)
        if gist is not None:
            sheets[0].add(gist, 2 * _GAP_MM)
    return Document(
        title=f"本周公开一览　{week_label}",
        pages=tuple(
            _page(
                sheet,
                head=setter.head(week_label, stamp, _number(number, len(sheets))),
                foot=setter.foot(f"{short_day(days[-1])}后换下", township.government, stamp),
                stamp=stamp,
                size_pt=_smallest_pt(setter, rest),
            )
            for number, sheet in enumerate(sheets, start=1)
        ),
    )


def _number(number: int, count: int) -> str:
    return f"第{number}张，共{count}张" if count > 1 else ""


def _smallest_pt(setter: Setter, items: Sequence[Item]) -> float:
    """Return the size of the smallest title without a last day; such rows are the smallest."""
    standing = _standing(items)
    columns = _columns(setter, standing)
    return min((setter.standing_pt(item, columns) for item in standing), default=28.0)


def _standing(items: Sequence[Item]) -> list[Item]:
    """Return what neither ends on a day nor is on one."""
    return [item for item in items if _day(item) is None]


def _urgency(item: Item) -> tuple[bool, date, str]:
    """The nearest day first; what has none in the order it came up."""
    day = _day(item)
    return day is None, day or item.dates.publish, item.item_id


def _day(item: Item) -> date | None:
    return item.deadline or day_of(item)


def _columns(setter: Setter, standing: Sequence[Item]) -> int:
    fits = all(setter.standing_pt(item, 2) >= _LEAST_STANDING_PT for item in standing)
    return 2 if fits else 1


def _filled(setter: Setter, top: Sequence[Panel], items: Sequence[Item]) -> list[_Sheet]:
    """Return the fewest sheets that hold all, their rows grown until these are full."""
    ordered = sorted(items, key=_urgency)
    dated = [item for item in ordered if item.deadline is not None]
    on_a_day = [item for item in ordered if day_of(item) is not None]
    standing = _standing(ordered)
    has_rows = dated or on_a_day or len(standing) > _MOST_ALONE
    columns = _columns(setter, standing) if has_rows else 1
    lines = [standing[n : n + columns] for n in range(0, len(standing), columns)]
    least_mm = _LEAST_NOTED_MM if any(map(only_in, (*dated, *on_a_day))) else _LEAST_ROW_MM

    def with_day(head: str, items: Sequence[Item], high_mm: float) -> _Rows:
        return _Rows(
            setter.table_head(head),
            len(items),
            high_mm,
            lambda n, mm: setter.dated(items[n], _day(items[n]), mm),
        )

    def rows(dated_mm: float, standing_mm: float) -> list[_Rows]:
        return [
            with_day("哪一天", on_a_day, dated_mm),
            with_day("最后一天", dated, dated_mm),
            _Rows(
                setter.standing_head(),
                len(lines),
                standing_mm,
                lambda n, mm: setter.standing(lines[n], columns, mm),
            ),
        ]

    def count(dated_mm: float, standing_mm: float) -> int:
        return len(_placed(top, rows(dated_mm, standing_mm), drawn=False))

    fewest = count(least_mm, _LEAST_STANDING_MM)
    standing_mm = _grown(_LEAST_STANDING_MM, 17.0, lambda mm: count(least_mm, mm) == fewest)
    dated_mm = _grown(least_mm, _MOST_ROW_MM, lambda mm: count(mm, standing_mm) == fewest)
    most_mm = _MOST_STANDING_MM if columns == 1 else 22.0
    standing_mm = _grown(standing_mm, most_mm, lambda mm: count(dated_mm, mm) == fewest)
    return _placed(top, rows(dated_mm, standing_mm), drawn=True)


def _grown(least_mm: float, most_mm: float, fits: Callable[[float], bool]) -> float:
    """Return the largest height that fits, found by halving: what is higher needs no less."""
    low, high = 0, int((most_mm - least_mm) / _STEP_MM)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(least_mm + middle * _STEP_MM) else (low, middle - 1)
    return least_mm + low * _STEP_MM


def _placed(top: Sequence[Panel], groups: Sequence[_Rows], *, drawn: bool) -> list[_Sheet]:
    """Return the sheets; not ``drawn``, their rows are only as high as they would be."""
    room_mm = _SHEET_MM[1] - 2 * _MARGIN_MM - _HEAD_MM - FOOT_MM - 2 * _GAP_MM
    sheets = [_Sheet(room_mm)]
    for panel in top:
        sheets[-1].add(panel, _GAP_MM)
    for group in groups:
        if group.count:
            _place(group, sheets, room_mm, drawn=drawn)
    return sheets


def _place(group: _Rows, sheets: list[_Sheet], room_mm: float, *, drawn: bool) -> None:
    needed_mm = _GAP_MM + group.heading.height_mm + min(group.count, 2) * group.high_mm
    is_new = sheets[-1].left_mm < needed_mm
    for number in range(group.count):
        if is_new or sheets[-1].left_mm < group.high_mm:
            sheets.append(_Sheet(room_mm))
        if is_new or number == 0 or not sheets[-1].panels:
            sheets[-1].add(group.heading, _GAP_MM)
        is_new = False
        blank = Panel(height_mm=group.high_mm, blocks=())
        sheets[-1].add(group.make(number, group.high_mm) if drawn else blank, 0.0)


def _page(sheet: _Sheet, *, head: Panel, foot: Panel, stamp: str, size_pt: float) -> Page:
    """Return a sheet with its head and foot, the white that is left in the gaps."""
    gaps = sum(gap_mm > 0 for gap_mm, _ in sheet.panels) + 1
    add_mm = min(max(0.0, sheet.left_mm) / gaps, _MOST_GAP_MM - _GAP_MM)
    y = _MARGIN_MM + _HEAD_MM + _GAP_MM + add_mm
    blocks = [shifted(block, _MARGIN_MM, _MARGIN_MM) for block in head.blocks]
    for gap_mm, panel in sheet.panels:
        y += gap_mm + (add_mm if gap_mm else 0.0)
        blocks += (shifted(block, _MARGIN_MM, y) for block in panel.blocks)
        y += panel.height_mm
    foot_mm = _SHEET_MM[1] - _MARGIN_MM - FOOT_MM
    blocks += (shifted(block, _MARGIN_MM, foot_mm) for block in foot.blocks)
    return Page(
        width_mm=_SHEET_MM[0],
        height_mm=_SHEET_MM[1],
        blocks=tuple(blocks),
        frames=(reported("一览", size_pt),),
        stamp=stamp,
    )
