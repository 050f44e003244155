"""The parts of a card for a telephone: title, day, amounts, rows, and the panel with the number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.paper.colours import type_on
from kit.compose.paper.frames import CAPITAL_EM, INK_BOTTOM_EM, INK_TOP_EM, largest_size, one_line
from kit.compose.paper.frames import width_mm as text_mm
from kit.compose.paper.page import Block, Box, Code, Ink, Outline, Rule, Tag
from kit.compose.paper.pictograms import DISC
from kit.compose.paper.scale import centre_drop_mm, figure_line, figure_mm
from kit.compose.paper.strip import Type, line_marks
from kit.compose.posters.panel import Panel, stacked
from kit.compose.posters.stack import Section
from kit.text.typeset.linebreak import Align
from kit.text.typeset.title import fit_title
from kit.units import MM_PER_PT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.compose.paper.page import Mark
    from kit.compose.sheet_context import SheetContext
    from kit.text.typeset.linebreak import Line

WIDTH_MM, HEIGHT_MM = 108.0, 192.0
"""1080 by 1920 pixels, ten to a millimetre."""
UNIT_MM = 0.5625
"""Half as large again as on a sheet so narrow: a telephone shows a card smaller than it is."""
MARGIN_MM = 7.0
CALL_MM = 36.5
"""Height of the panel with the number and the code, at the foot of every card."""
SMALLEST_PT = 9.0
"""Of what is compared, not read: the version and the number of the page."""
READ_PT = 11.5
"""Forty pixels: a telephone shows them at two thirds, and they are still read."""
TEXT_PT = 17.0

_INSIDE_MM = WIDTH_MM - 2 * MARGIN_MM
_TITLE_PT, _DAY_PT, _MONEY_PT, _ROW_PT = (40.0, 60.0), (50.0, 64.0), (52.0, 78.0), (16.0, 20.0)
_WORDS_PT = (18.0, 30.0)
# As on the poster: what to do in an alert is larger than until when it holds.
_ACTION_PT, _ALERT_DAY_PT = (30.0, 46.0), (24.0, 28.0)
_TITLE_LEAST_PT = 26.0
_LABEL_PT, _NUMBER_PT = 15.0, 48.0
_CODE_MM = 26.0
_HEAD_MOST_PT, _COUNT_PT = 22.0, 13.0
_BOLD, _STRONG, _PLAIN = 900, 700, 500
_UNLIMITED_MM = 10_000.0
_MOST_ROW_LINES = 4
_BESIDE_EM = 1.18
"""The number before an action, and the white after it."""
_FOOT_MM = 4.0
"""Below the last words: telephones round their corners."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """A line of what else is to be known; without a pictogram its label stands alone."""

    label: str
    text: str
    pictogram: str = ""


@dataclass(frozen=True, slots=True)
class CardSetter:
    """Sets the parts of a card, ``_INSIDE_MM`` wide."""

    context: SheetContext

    def title(self, title: str, gap_mm: float) -> Section:
        """Return the title, the first thing that is read."""

        def make(share: float, _pad_mm: float) -> Panel:
            wanted_pt = _grown(_TITLE_PT, share)
            return self._words(title, wanted_pt, _TITLE_LEAST_PT, 3, tag=Tag.TITLE)

        return Section(make=make, gap_mm=gap_mm, rank=1)

    def when(self, label: str, text: str, gap_mm: float, *, below_actions: bool) -> Section:
        """Return when, white on black: a day as large as it may be, other words on lines.

        ``below_actions``: no larger than what is to be done.
        """
        day_pt = _ALERT_DAY_PT if below_actions else _DAY_PT

        def make(share: float, _pad_mm: float) -> Panel:
            pad_mm = 4.0
            head = self._line(label, _LABEL_PT, Ink.WHITE, within_mm=_INSIDE_MM - 2 * pad_mm)
            big = (
                self._figure(text, _grown(day_pt, share), Ink.WHITE, _INSIDE_MM - 2 * pad_mm)
                if self._is_short(text)
                else self._words(
                    text,
                    _grown(_WORDS_PT, share),
                    _WORDS_PT[0],
                    4,
                    ink=Ink.WHITE,
                    within_mm=_INSIDE_MM - 2 * pad_mm,
                )
            )
            parts = [head, big] if label else [big]
            inner = stacked(parts, x_mm=pad_mm, y_mm=pad_mm + 0.6, gap_mm=3.2)
            high_mm = inner.height_mm + 2 * pad_mm + 1.2
            ground = Box(x_mm=0, y_mm=0, width_mm=_INSIDE_MM, height_mm=high_mm, fill=Ink.BLACK)
            blocks = (Block(tag=Tag.ARTIFACT, marks=(ground,)), *inner.blocks)
            return Panel(height_mm=high_mm, blocks=blocks)

        return Section(make=make, gap_mm=gap_mm, rank=2)

    def money(self, figure: str, note: str, gap_mm: float) -> Section:
        """Return an amount as large as it may be, and below it what only explains it."""

        def make(share: float, _pad_mm: float) -> Panel:
            if not self._is_short(figure):
                big = self._words(figure, _grown(_WORDS_PT, share), _WORDS_PT[0], 3)
            else:
                big = self._figure(figure, _grown(_MONEY_PT, share), Ink.BLACK, _INSIDE_MM)
            small = [self._words(note, 14.0, READ_PT, 2, weight=_PLAIN)] if note else []
            return stacked([big, *small], gap_mm=2.4)

        return Section(make=make, gap_mm=gap_mm, rank=3)

    def actions(self, texts: Sequence[str], gap_mm: float) -> Section:
        """Return what to do, numbered: the largest after the title."""
        # What fits one line well is not broken for the sake of size.
        whole_pt = min(
            _INSIDE_MM / (self._wide_mm(words, 1.0, _BOLD) + _BESIDE_EM * MM_PER_PT)
            for words in texts
        )

        def make(share: float, pad_mm: float) -> Panel:
            size_pt = _grown(_ACTION_PT, share)
            if whole_pt >= _ACTION_PT[0]:
                size_pt = min(size_pt, int(whole_pt * 2) / 2)
            parts = [self._action(n, words, size_pt) for n, words in enumerate(texts, start=1)]
            gap_mm = 0.36 * size_pt * MM_PER_PT + 2 * pad_mm
            return stacked(parts, gap_mm=gap_mm)

        return Section(make=make, gap_mm=gap_mm, paddings=2 * (len(texts) - 1), rank=2)

    def _action(self, number: int, words: str, size_pt: float) -> Panel:
        em_mm = size_pt * MM_PER_PT
        side_mm, left_mm, digit = INK_TOP_EM * em_mm, _BESIDE_EM * em_mm, str(number)
        text = self._words(words, size_pt, 16.0, 3, within_mm=_INSIDE_MM - left_mm)
        digit_pt = 0.74 * size_pt
        x_mm = (side_mm - self._wide_mm(digit, digit_pt, _BOLD)) / 2
        middle_mm = (INK_TOP_EM - INK_BOTTOM_EM) / 2 * em_mm
        base_mm = middle_mm + CAPITAL_EM / 2 * digit_pt * MM_PER_PT
        disc = Outline(name=DISC, x_mm=0.0, y_mm=middle_mm - side_mm / 2, side_mm=side_mm)
        label = self._text(digit, digit_pt, _BOLD, x_mm, base_mm, Ink.WHITE)
        placed = stacked([text], x_mm=left_mm, gap_mm=0.0)
        blocks = (
            Block(tag=Tag.ARTIFACT, marks=(disc,)),
            Block(tag=Tag.PARAGRAPH, marks=(label,)),
            *placed.blocks,
        )
        return Panel(height_mm=text.height_mm, blocks=blocks)

    def count(self, words: str, gap_mm: float) -> Section:
        """Return which of the cards this is, and how many there are."""

        def make(_share: float, _pad_mm: float) -> Panel:
            return self._line(words, _COUNT_PT, Ink.BLACK, within_mm=_INSIDE_MM)

        return Section(make=make, gap_mm=gap_mm)

    def rows(self, rows: Sequence[CardRow], gap_mm: float) -> Section:
        """Return rows between rules; from ink to rule it is the same in all of them."""

        def make(share: float, pad_mm: float) -> Panel:
            size_pt = _grown(_ROW_PT, share)
            pad_mm += 0.35 * size_pt * MM_PER_PT
            parts = [self._row(row, rows, size_pt, pad_mm) for row in rows]
            whole = stacked(parts, gap_mm=0.0)
            last = _rule(whole.height_mm, 0.5)
            return Panel(height_mm=whole.height_mm, blocks=(*whole.blocks, last))

        return Section(make=make, gap_mm=gap_mm, paddings=2 * len(rows), rank=4)

    def head(self, title: str, count: str, size_pt: float) -> Panel:
        """Return the title again, small, on a card that goes on."""
        count_pt = _COUNT_PT
        size_pt = self._largest(title, _BOLD, _INSIDE_MM, size_pt)
        base_mm = INK_TOP_EM * _HEAD_MOST_PT * MM_PER_PT
        count_mm = base_mm + 1.6 + count_pt * MM_PER_PT
        marks = (
            self._text(title, size_pt, _BOLD, 0.0, base_mm),
            self._text(count, count_pt, _STRONG, 0.0, count_mm),
        )
        return Panel(height_mm=count_mm, blocks=(Block(tag=Tag.TITLE, marks=marks),))

    def call(
        self, name: str, number: str, words: str, ground: Ink, payload: str, code_id: str
    ) -> Panel:
        """Return the panel at the foot: whom to call, the code, and what a card must say."""
        ink = type_on(ground)
        # The code's own quiet zone is white: it stands on a white ground of its own.
        code_x_mm = WIDTH_MM - MARGIN_MM - _CODE_MM
        room_mm = (code_x_mm - 3 if payload else WIDTH_MM - MARGIN_MM) - MARGIN_MM
        box = Box(x_mm=0, y_mm=0, width_mm=WIDTH_MM, height_mm=CALL_MM, fill=ground)
        marks: list[Mark] = []
        icons: list[Mark] = [box]
        if name:
            icons.append(Outline(name="phone", x_mm=MARGIN_MM, y_mm=3.6, side_mm=7.0, ink=ink))
            left_mm = MARGIN_MM + 9.0
            size_pt = self._largest(name, _STRONG, room_mm - 9.0, _LABEL_PT)
            base_mm = 7.1 + centre_drop_mm(size_pt)
            marks.append(self._text(name, size_pt, _STRONG, left_mm, base_mm, ink))
        if number:
            size_pt = self._largest(number, _BOLD, room_mm, _NUMBER_PT)
            base_mm = 18.6 + CAPITAL_EM / 2 * size_pt * MM_PER_PT
            marks.append(self._text(number, size_pt, _BOLD, MARGIN_MM, base_mm, ink))
        size_pt = self._largest(words, _STRONG, room_mm, READ_PT)
        marks.append(self._text(words, size_pt, _STRONG, MARGIN_MM, CALL_MM - _FOOT_MM, ink))
        blocks = [
            Block(tag=Tag.ARTIFACT, marks=tuple(icons)),
            Block(tag=Tag.PARAGRAPH, marks=tuple(marks)),
        ]
        if payload:
            size_pt = self._largest(code_id, _STRONG, _CODE_MM, SMALLEST_PT)
            marks.append(self._text(code_id, size_pt, _STRONG, code_x_mm, CALL_MM - _FOOT_MM, ink))
            blocks[-1] = Block(tag=Tag.PARAGRAPH, marks=tuple(marks))
            code = Code(x_mm=code_x_mm, y_mm=3.0, side_mm=_CODE_MM, payload=payload)
            blocks.append(Block(tag=Tag.FIGURE, marks=(code,), alt=f"二维码：{payload}"))
        return Panel(height_mm=CALL_MM, blocks=tuple(blocks))

    def _row(self, row: CardRow, rows: Sequence[CardRow], size_pt: float, pad_mm: float) -> Panel:
        em_mm = size_pt * MM_PER_PT
        label_pt = 0.86 * size_pt
        icon_mm = 1.1 * em_mm
        has_icons = any(one.pictogram for one in rows)
        label_mm = icon_mm + 2.2 if has_icons else 0.0
        widest = max(self._wide_mm(one.label, label_pt, _BOLD) for one in rows)
        left_mm = label_mm + widest + 3.0
        text = self._words(
            row.text, size_pt, 12.0, _MOST_ROW_LINES, weight=_PLAIN, within_mm=_INSIDE_MM - left_mm
        )
        middle_mm = pad_mm + (INK_TOP_EM - INK_BOTTOM_EM) / 2 * em_mm
        label_base_mm = middle_mm + centre_drop_mm(label_pt)
        label = self._text(row.label, label_pt, _BOLD, label_mm, label_base_mm)
        icons: tuple[Mark, ...] = (
            (Outline(name=row.pictogram, x_mm=0.0, y_mm=middle_mm - icon_mm / 2, side_mm=icon_mm),)
            if row.pictogram
            else ()
        )
        inner = stacked([text], x_mm=left_mm, y_mm=pad_mm, gap_mm=0.0)
        blocks = (
            _rule(0.0, 0.5 if row is rows[0] else 0.25),
            *((Block(tag=Tag.ARTIFACT, marks=icons),) if icons else ()),
            Block(tag=Tag.PARAGRAPH, marks=(label,)),
            *inner.blocks,
        )
        return Panel(height_mm=text.height_mm + 2 * pad_mm, blocks=blocks)

    def _words(
        self,
        text: str,
        largest_pt: float,
        smallest_pt: float,
        most_lines: int,
        *,
        ink: Ink = Ink.BLACK,
        weight: int = _BOLD,
        within_mm: float = _INSIDE_MM,
        tag: Tag = Tag.PARAGRAPH,
    ) -> Panel:
        """Return words broken at sense, from the left.

        Raises:
            LayoutError: They do not fit at the smallest size.
        """
        leading = 1.16 if weight == _BOLD else 1.28
        fitted = fit_title(
            text,
            self.context.metrics,
            width_mm=within_mm,
            height_mm=_UNLIMITED_MM,
            largest_pt=largest_pt,
            smallest_pt=min(smallest_pt, largest_pt),
            most_lines=most_lines,
            weight=weight,
            leading=leading,
            align=Align.LEFT,
            what=text[:6],
        )
        size_pt, lines = fitted.size_pt, fitted.lines
        kind = Type(size_pt=size_pt, leading=leading, ink=ink)
        marks: list[Mark] = []
        for number, line in enumerate(lines):
            baseline_mm = INK_TOP_EM * kind.em_mm + number * kind.pitch_mm
            marks += line_marks(line, kind, x_mm=_flush_mm(line, kind), baseline_mm=baseline_mm)
        high_mm = (INK_TOP_EM - INK_BOTTOM_EM) * kind.em_mm + (len(lines) - 1) * kind.pitch_mm
        return Panel(height_mm=high_mm, blocks=(Block(tag=tag, marks=tuple(marks)),))

    def _figure(self, text: str, size_pt: float, ink: Ink, within_mm: float) -> Panel:
        metrics = self.context.metrics
        size_pt = min(size_pt, size_pt * within_mm / figure_mm(text, size_pt, metrics))
        high_mm = CAPITAL_EM * size_pt * MM_PER_PT
        marks = figure_line(text, x_mm=0.0, y_mm=high_mm, size_pt=size_pt, metrics=metrics, ink=ink)
        return Panel(height_mm=high_mm, blocks=(Block(tag=Tag.PARAGRAPH, marks=marks),))

    def _is_short(self, text: str) -> bool:
        """Return whether a figure stays large on one line."""
        return figure_mm(text, _WORDS_PT[1], self.context.metrics) <= _INSIDE_MM - 8.0

    def _line(self, text: str, size_pt: float, ink: Ink, *, within_mm: float) -> Panel:
        size_pt = self._largest(text, _STRONG, within_mm, size_pt)
        base_mm = INK_TOP_EM * size_pt * MM_PER_PT
        mark = self._text(text, size_pt, _STRONG, 0.0, base_mm, ink)
        high_mm = (INK_TOP_EM - INK_BOTTOM_EM) * size_pt * MM_PER_PT
        return Panel(height_mm=high_mm, blocks=(Block(tag=Tag.PARAGRAPH, marks=(mark,)),))

    def _text(
        self, text: str, size_pt: float, weight: int, x_mm: float, y_mm: float, ink: Ink = Ink.BLACK
    ) -> Mark:
        return one_line(
            text,
            x_mm=x_mm,
            y_mm=y_mm,
            size_pt=size_pt,
            weight=weight,
            metrics=self.context.metrics,
            ink=ink,
        )

    def _largest(self, text: str, weight: int, within_mm: float, largest_pt: float) -> float:
        return largest_size(
            text,
            weight=weight,
            metrics=self.context.metrics,
            within_mm=within_mm,
            largest_pt=largest_pt,
        )

    def _wide_mm(self, text: str, size_pt: float, weight: int) -> float:
        return text_mm(text, size_pt, weight, self.context.metrics)


def _grown(sizes_pt: tuple[float, float], share: float) -> float:
    least, most = sizes_pt
    return int((least + (most - least) * share) * 2) / 2


def _flush_mm(line: Line, kind: Type) -> float:
    """Return where a line begins so that its ink stands at the edge."""
    return -(line.pieces[0].offsets_em[0] if line.pieces else 0.0) * kind.em_mm


def _rule(y_mm: float, thick_mm: float) -> Block:
    rule = Rule(x1_mm=0, y1_mm=y_mm, x2_mm=_INSIDE_MM, y2_mm=y_mm, width_mm=thick_mm)
    return Block(tag=Tag.ARTIFACT, marks=(rule,))
