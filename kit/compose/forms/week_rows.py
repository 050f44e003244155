"""Parts of the week's overview: head, days, alerts, rows with a last day, rows without one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.clean import printable
from kit.compose.paper.colours import type_on
from kit.compose.paper.frames import INK_TOP_EM, largest_size, one_line, width_mm
from kit.compose.paper.page import Block, Box, Ink, Outline, Rule, Tag
from kit.compose.paper.scale import (
    FACT_PT,
    FOOT_PT,
    HEAD_PT,
    HEAVY_RULE,
    LABEL_PT,
    ROW_MOST_PT,
    ROW_PT,
    RULE,
    SMALL_PT,
    TITLE_PT,
    centre_drop_mm,
    figure_line,
    figure_mm,
)
from kit.compose.paper.stamp import tag_marks
from kit.compose.paper.strip import Type, line_marks
from kit.compose.posters.alert_parts import LEVEL_INKS
from kit.compose.posters.panel import Panel
from kit.text.typeset.linebreak import Align
from kit.text.typeset.title import fit_title
from kit.text.written_days import WEEKDAYS, told_hour, written_day
from kit.units import MM_PER_PT

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import date

    from kit.compose.paper.page import Mark, Text
    from kit.model.item import Item
    from kit.text.typeset.metrics import Metrics

WIDTH_MM = 273.0
ALERT_MM, DAYS_MM, HEADING_MM, FOOT_MM = 30.0, 35.0, 13.0, 12.0
TALL_MM = 38.0
"""From this height on a row has its title over what else there is to say."""
ROOMY_MM = 24.0
"""From this height on a row without a last day is set as large as the others."""
_DAY_MM = 76.0
_APART_MM = 6.0
_NUMBER_PT, _NOTE_PT, _LEAST_PT, _TABLE_PT = 27.0, 24.0, 20.0, 30.0


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets the parts of one overview."""

    metrics: Metrics

    def head(self, week_label: str, stamp: str, number: str) -> Panel:
        """Return the title, with the week at its right; ``number`` is 第2张，共2张."""
        height_mm = TITLE_PT * MM_PER_PT
        base = INK_TOP_EM * height_mm
        marks: list[Mark] = [self.words("本周公开", 0.0, base, TITLE_PT)]
        if stamp:
            tag, _ = tag_marks(
                stamp,
                x_mm=width_mm("本周公开", TITLE_PT, 900, self.metrics) + 5.0,
                y_mm=base - 12.0,
                high_mm=12.0,
                fill=Ink.BLACK,
                ink=Ink.WHITE,
                metrics=self.metrics,
            )
            marks += tag
        marks.append(self._right(week_label, INK_TOP_EM * ROW_PT * MM_PER_PT, ROW_PT))
        marks.append(self._right(number or "全文贴在各张公告下面", base, _NOTE_PT, 700))
        return Panel(height_mm=height_mm, blocks=(Block(tag=Tag.TITLE, marks=tuple(marks)),))

    def days(
        self, days: Sequence[date], markets: Collection[date], lunar: Callable[[date], str]
    ) -> Panel:
        """Return the seven days, market days reversed."""
        cell_mm = WIDTH_MM / len(days)
        marks: list[Mark] = []
        for number, day in enumerate(days):
            is_market = day in markets
            ink = Ink.WHITE if is_market else Ink.BLACK
            left_mm = number * cell_mm
            marks.append(
                Box(
                    x_mm=left_mm + 0.5,
                    y_mm=0.3,
                    width_mm=cell_mm - 1.0,
                    height_mm=DAYS_MM - 0.6,
                    fill=Ink.BLACK if is_market else None,
                    stroke=Ink.BLACK,
                    stroke_mm=0.6,
                )
            )
            lines = [(f"周{WEEKDAYS[day.weekday()]}", 25.0, 10.0), (str(day.day), 40.0, 22.6)]
            # People count the market by the moon: its day stands where there is one.
            moon = _moon(lunar(day))
            lines.append((f"墟天{moon}" if is_market else moon, 22.0, 31.6))
            for text, most_pt, base in lines:
                size_pt = largest_size(
                    text,
                    weight=900,
                    metrics=self.metrics,
                    within_mm=cell_mm - 3.0,
                    largest_pt=most_pt,
                )
                wide_mm = width_mm(text, size_pt, 900, self.metrics)
                x_mm = left_mm + (cell_mm - wide_mm) / 2
                marks.append(self.words(text, x_mm, base, size_pt, ink=ink))
        return Panel(height_mm=DAYS_MM, blocks=(Block(tag=Tag.PARAGRAPH, marks=tuple(marks)),))

    def alert(self, item: Item) -> Panel:
        """Return an alert in its colour, the number to call at the right; black: reversed."""
        level = item.emergency.level if item.emergency else ""
        ground = Ink.SAFE if item.cancels else LEVEL_INKS.get(level, Ink.RED)
        return Panel(
            height_mm=ALERT_MM,
            blocks=(
                Block(
                    tag=Tag.PARAGRAPH,
                    marks=self._alert(item, ground),
                    in_black=self._alert(item, Ink.BLACK),
                ),
            ),
        )

    def _alert(self, item: Item, ground: Ink) -> tuple[Mark, ...]:
        ink = type_on(ground)
        number = item.phones[0].number if item.phones else ""
        number_pt = largest_size(
            number, weight=900, metrics=self.metrics, within_mm=90.0, largest_pt=64.0
        )
        over = item.emergency.expires if item.emergency else None
        until = f"到{told_hour(over, near=item.dates.publish)}" if over else ""
        left_mm = 32.0
        room_mm = WIDTH_MM - left_mm - width_mm(number, number_pt, 900, self.metrics) - 14.0
        title = item.plain_headline
        title_pt = largest_size(
            title, weight=900, metrics=self.metrics, within_mm=room_mm, largest_pt=46.0
        )
        title_mm = 11.3 if until else ALERT_MM / 2
        marks: list[Mark] = [
            Box(x_mm=0.0, y_mm=0.0, width_mm=WIDTH_MM, height_mm=ALERT_MM, fill=ground),
            Outline(
                name="check-circle" if item.cancels else "warning",
                x_mm=5.0,
                y_mm=(ALERT_MM - 22.0) / 2,
                side_mm=22.0,
                ink=ink,
            ),
            self.words(title, left_mm, title_mm + centre_drop_mm(title_pt), title_pt, ink=ink),
        ]
        if until:
            base = 24.4 + centre_drop_mm(_NOTE_PT)
            marks.append(self.words(until, left_mm, base, _NOTE_PT, 700, ink))
        if number:
            base = ALERT_MM / 2 + centre_drop_mm(number_pt)
            marks.append(self._right(number, base, number_pt, ink=ink, edge_mm=6.0))
        return tuple(marks)

    def table_head(self, day: str) -> Panel:
        """Return the words over rows with a day; ``day`` says which: 最后一天."""
        drop = HEADING_MM / 2 + centre_drop_mm(_TABLE_PT)
        marks: tuple[Mark, ...] = (
            Box(x_mm=0.0, y_mm=0.0, width_mm=WIDTH_MM, height_mm=HEADING_MM, fill=Ink.BLACK),
            self.words(day, 3.0, drop, _TABLE_PT, ink=Ink.WHITE),
            self.words("什么事", _DAY_MM, drop, _TABLE_PT, ink=Ink.WHITE),
            self._right("问谁", drop, _TABLE_PT, ink=Ink.WHITE, edge_mm=3.0),
        )
        return Panel(height_mm=HEADING_MM, blocks=(Block(tag=Tag.PARAGRAPH, marks=marks),))

    def dated(self, item: Item, on: date | None, high_mm: float) -> Panel:
        """Return a row of a day: the day, what it is for, and whom to ask."""
        day = written_day(on, near=item.dates.publish) if on else ""
        middle = high_mm / 2
        size_pt = ROW_MOST_PT if high_mm >= TALL_MM else ROW_PT
        while figure_mm(day, size_pt, self.metrics) > _DAY_MM - 4.0:
            size_pt -= 1.0
        marks: list[Mark] = [
            *figure_line(
                day,
                x_mm=1.0,
                y_mm=middle + centre_drop_mm(size_pt),
                size_pt=size_pt,
                metrics=self.metrics,
            )
        ]
        marks += self._tall(item, high_mm) if high_mm >= TALL_MM else self._wide(item, high_mm)
        return self._row(high_mm, marks)

    def _wide(self, item: Item, high_mm: float) -> list[Mark]:
        number = item.phones[0].number if item.phones else item.dept
        right_mm = width_mm(number, _NUMBER_PT, 900, self.metrics)
        base = high_mm / 2 + centre_drop_mm(_NUMBER_PT)
        room_mm = WIDTH_MM - _DAY_MM - right_mm - _APART_MM - 1.0
        note = only_in(item)
        below_mm = 10.5 if note else 0.0
        marks = self._title(item, room_mm, high_mm - below_mm - 4.0, 2.0, ROW_PT)
        marks.append(self._right(number, base, _NUMBER_PT, edge_mm=1.0))
        if note:
            y_mm = high_mm - 2.0 - below_mm / 2 + centre_drop_mm(_NOTE_PT)
            marks.append(self.words(note, _DAY_MM, y_mm, _NOTE_PT, 700))
        return marks

    def _tall(self, item: Item, high_mm: float) -> list[Mark]:
        phone = item.phones[0] if item.phones else None
        ask, number = (phone.label, phone.number) if phone else ("", item.dept)
        under_mm = 15.0
        marks = self._title(item, WIDTH_MM - _DAY_MM, high_mm - under_mm - 6.0, 3.0, FACT_PT)
        middle = high_mm - 3.0 - under_mm / 2
        number_pt = 34.0
        number_mm = width_mm(number, number_pt, 900, self.metrics)
        marks.append(
            self._right(number, middle + centre_drop_mm(number_pt), number_pt, edge_mm=1.0)
        )
        room_mm = WIDTH_MM - _DAY_MM - number_mm - 2 * _APART_MM
        notes = [amount.short for amount in item.amounts if amount.value is not None]
        notes += [only_in(item)] if only_in(item) else []
        label_mm = width_mm(ask, _NOTE_PT, 700, self.metrics)
        base = middle + centre_drop_mm(_NOTE_PT)
        if notes and width_mm(notes[0], LABEL_PT, 900, self.metrics) > room_mm:
            notes = []
        note = "　".join(notes)
        if width_mm(note, LABEL_PT, 900, self.metrics) > room_mm:
            note = notes[0]
        if note:
            drop = middle + centre_drop_mm(LABEL_PT)
            marks.append(self.words(note, _DAY_MM, drop, LABEL_PT, 900))
        used_mm = width_mm(note, LABEL_PT, 900, self.metrics)
        if ask and used_mm + label_mm + _APART_MM < room_mm:
            edge_mm = number_mm + 4.0
            marks.append(self._right(ask, base, _NOTE_PT, 700, edge_mm=edge_mm))
        return marks

    def _title(
        self, item: Item, room_mm: float, high_mm: float, top_mm: float, most_pt: float
    ) -> list[Mark]:
        """Return a title in the middle of a height, on two lines where that is larger."""
        fitted = fit_title(
            printable(item.title, "标题"),
            self.metrics,
            width_mm=room_mm,
            height_mm=high_mm,
            largest_pt=most_pt,
            smallest_pt=_LEAST_PT * 0.6,
            leading=1.12,
            align=Align.LEFT,
        )
        kind = Type(size_pt=fitted.size_pt, leading=1.12, weight=900)
        first = top_mm + high_mm / 2 + centre_drop_mm(fitted.size_pt)
        first -= (len(fitted.lines) - 1) / 2 * kind.pitch_mm
        return [
            mark
            for number, line in enumerate(fitted.lines)
            for mark in line_marks(
                line, kind, x_mm=_DAY_MM, baseline_mm=first + number * kind.pitch_mm
            )
        ]

    def standing_head(self) -> Panel:
        """Return the heading over what has no last day."""
        size_pt, height_mm = HEAD_PT, HEADING_MM + 2.0
        word = self.words("一直贴着的", 0.0, height_mm / 2 + centre_drop_mm(size_pt), size_pt)
        rule = _rule(height_mm, HEAVY_RULE)
        return Panel(height_mm=height_mm, blocks=(Block(tag=Tag.HEADING, marks=(word, rule)),))

    def standing(self, items: Sequence[Item], columns: int, high_mm: float) -> Panel:
        """Return a row of what has no last day, side by side in so many columns."""
        cell_mm = (WIDTH_MM - _APART_MM * (columns - 1)) / columns
        marks: list[Mark] = []
        for number, item in enumerate(items):
            left_mm = number * (cell_mm + _APART_MM)
            ask = item.phones[0].number if item.phones else item.dept
            ask_mm = width_mm(ask, FOOT_PT, 700, self.metrics)
            size_pt = self.standing_pt(item, columns, high_mm)
            middle = high_mm / 2
            marks += (
                self.words(
                    item.plain_title + bracketed(item),
                    left_mm,
                    middle + centre_drop_mm(size_pt),
                    size_pt,
                    700,
                ),
                self.words(
                    ask,
                    left_mm + cell_mm - ask_mm - 1.0,
                    middle + centre_drop_mm(FOOT_PT),
                    FOOT_PT,
                    700,
                ),
            )
        return self._row(high_mm, marks)

    def standing_pt(self, item: Item, columns: int, high_mm: float = 0.0) -> float:
        """Return how large a title stands in one of so many columns, in a row so high."""
        cell_mm = (WIDTH_MM - _APART_MM * (columns - 1)) / columns
        ask = item.phones[0].number if item.phones else item.dept
        room_mm = cell_mm - width_mm(ask, FOOT_PT, 700, self.metrics) - _APART_MM
        return largest_size(
            item.plain_title + bracketed(item),
            weight=700,
            metrics=self.metrics,
            within_mm=room_mm,
            largest_pt=ROW_PT if high_mm >= ROOMY_MM else LABEL_PT,
        )

    def foot(self, off: str, government: str, stamp: str) -> Panel:
        """Return the last line: when the sheet is exchanged, who reads it out, whose it is."""
        base = FOOT_MM - 1.5
        help_ = "不识字、看不清的，请村干部念给您听"
        left_mm = (WIDTH_MM - width_mm(help_, FOOT_PT, 700, self.metrics)) / 2
        whose = f"{stamp}　{government}" if stamp else government
        marks = (
            _rule(0.0, HEAVY_RULE),
            self.words(off, 0.0, base, FOOT_PT),
            self.words(help_, left_mm, base, FOOT_PT, 700),
            self._right(whose, base, SMALL_PT, 500),
        )
        return Panel(height_mm=FOOT_MM, blocks=(Block(tag=Tag.PARAGRAPH, marks=marks),))

    def nothing(self, words: str) -> Panel:
        """Return a sentence where the rows would stand."""
        text = self.words(words, 0.0, 20.0, ROW_PT)
        return Panel(height_mm=30.0, blocks=(Block(tag=Tag.PARAGRAPH, marks=(text,)),))

    def _row(self, high_mm: float, marks: Sequence[Mark]) -> Panel:
        rule = _rule(high_mm, RULE)
        return Panel(
            height_mm=high_mm,
            blocks=(Block(tag=Tag.PARAGRAPH, marks=(*marks, rule)),),
        )

    def words(
        self,
        text: str,
        x_mm: float,
        y_mm: float,
        size_pt: float,
        weight: int = 900,
        ink: Ink = Ink.BLACK,
    ) -> Text:
        """Return words on one line."""
        return one_line(
            printable(text, "标题"),
            x_mm=x_mm,
            y_mm=y_mm,
            size_pt=size_pt,
            weight=weight,
            metrics=self.metrics,
            ink=ink,
        )

    def _right(
        self,
        text: str,
        y_mm: float,
        size_pt: float,
        weight: int = 900,
        ink: Ink = Ink.BLACK,
        edge_mm: float = 0.0,
    ) -> Text:
        x_mm = WIDTH_MM - edge_mm - width_mm(text, size_pt, weight, self.metrics)
        return self.words(text, x_mm, y_mm, size_pt, weight, ink)


def only_in(item: Item) -> str:
    """Return in which villages alone it hangs; empty for all."""
    return f"只在{'、'.join(item.villages)}" if item.villages else ""


def bracketed(item: Item) -> str:
    """Return the villages as they stand after a title."""
    return f"（{'、'.join(item.villages)}）" if item.villages else ""


def _moon(lunar: str) -> str:
    whole = lunar.partition("月")
    return lunar if whole[2] == "初一" else whole[2]


def _rule(y_mm: float, thick_mm: float) -> Rule:
    return Rule(x1_mm=0.0, y1_mm=y_mm, x2_mm=WIDTH_MM, y2_mm=y_mm, width_mm=thick_mm)
