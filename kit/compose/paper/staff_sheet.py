"""Parts of the sheets staff carry along: head, counts, rows to tick, lines to write on.

All stand on two edges: the left one of ticks and headings, and that of the words beside them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.compose.clean import printable
from kit.compose.paper.form import FormPaper
from kit.compose.paper.frames import INK_TOP_EM, largest_size, one_line, width_mm
from kit.compose.paper.page import Box, Ink, Outline, Rule, Tag
from kit.compose.paper.scale import centre_drop_mm
from kit.compose.paper.strip import Strip
from kit.units import MM_PER_PT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.compose.paper.page import Mark, Text
    from kit.text.typeset.metrics import Metrics

STAFF = FormPaper(left_mm=14.0, right_mm=14.0, top_mm=14.0, bottom_mm=11.0)
WIDTH_MM = STAFF.text_width_mm
HEAVY_MM, FINE_MM = 0.7, 0.25
NOTE_LINE_MM = 10.0
LEAST_ROW_MM, DEEP_ROW_MM = 11.0, 14.5
"""Of a row that bears a tick, and of one with its note below its title."""
_WORDS_MM = 26.0
"""The second left edge: words beside a tick and a mark."""
_HEAD_PT, _BESIDE_PT, _SMALL_PT = 30.0, 18.0, 13.0
_COUNT_MM, _TICK_MM = 17.0, 6.0
_TITLE_PT, _NOTE_PT, _MARK_PT = 18.0, 14.0, 14.0
_LEAST_TITLE_PT, _LEAST_NOTE_PT = 15.0, 12.0
_APART_MM = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of a sheet: what it is about, and what is to be known of it."""

    title: str
    note: str = ""
    mark: str = ""
    """What stands before it: its paper, or its place in the order."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many, or how long: 贴上去 4件; only what asks for work is reversed."""

    word: str
    told: str
    pictogram: str
    is_work: bool = True


def base_mm(size_pt: float, height_mm: float) -> float:
    """Return the base line of Han characters in the optical middle of a height."""
    return height_mm / 2 + centre_drop_mm(size_pt)


def headed(
    title: str, metrics: Metrics, *, beside: str, small: str = "", below: str = ""
) -> tuple[Strip, ...]:
    """Return the sheet's head: what it is, ``beside`` at the right, and a small line below."""
    right_mm = width_mm(beside, _BESIDE_PT, 900, metrics)
    room_mm = WIDTH_MM - right_mm - _APART_MM
    size_pt = largest_size(
        title, weight=900, metrics=metrics, within_mm=room_mm, largest_pt=_HEAD_PT
    )
    height_mm = _HEAD_PT * MM_PER_PT
    base = INK_TOP_EM * _HEAD_PT * MM_PER_PT
    first = (
        _words(title, 0.0, base, size_pt, 900, metrics),
        _words(beside, WIDTH_MM - right_mm, base, _BESIDE_PT, 900, metrics),
    )
    under_mm = _SMALL_PT * MM_PER_PT
    second = tuple(
        _words(text, x_mm, base_mm(_SMALL_PT, under_mm), _SMALL_PT, 500, metrics)
        for text, x_mm in (
            (small, 0.0),
            (below, WIDTH_MM - width_mm(below, _SMALL_PT, 500, metrics)),
        )
        if text
    )
    return (
        Strip(height_mm=height_mm, marks=first, tag=Tag.TITLE, with_next=True),
        Strip(height_mm=under_mm + 1.5, marks=second, gap_mm=1.0, with_next=True),
    )


def counted(counts: Sequence[Count], metrics: Metrics) -> Strip:
    """Return the counts side by side, work in black."""
    cell_mm = (WIDTH_MM - 2.0 * (len(counts) - 1)) / len(counts)
    marks: list[Mark] = []
    for number, one in enumerate(counts):
        left_mm = number * (cell_mm + 2.0)
        fill, ink = (Ink.BLACK, Ink.WHITE) if one.is_work else (Ink.WHITE, Ink.BLACK)
        inset = 0.0 if one.is_work else 0.3
        marks.append(
            Box(
                x_mm=left_mm + inset,
                y_mm=inset,
                width_mm=cell_mm - 2 * inset,
                height_mm=_COUNT_MM - 2 * inset,
                fill=fill,
                stroke=None if one.is_work else Ink.BLACK,
                stroke_mm=0.0 if one.is_work else 0.6,
            )
        )
        room_mm = cell_mm - 21.0 - width_mm(one.word, 18.0, 900, metrics)
        told_pt = largest_size(
            one.told, weight=900, metrics=metrics, within_mm=room_mm, largest_pt=22.0
        )
        right_mm = left_mm + cell_mm - 4.0 - width_mm(one.told, told_pt, 900, metrics)
        marks += (
            Outline(name=one.pictogram, x_mm=left_mm + 4.0, y_mm=4.0, side_mm=9.0, ink=ink),
            _words(one.word, left_mm + 15.5, base_mm(18.0, _COUNT_MM), 18.0, 900, metrics, ink),
            _words(one.told, right_mm, base_mm(told_pt, _COUNT_MM), told_pt, 900, metrics, ink),
        )
    return Strip(height_mm=_COUNT_MM, marks=tuple(marks), gap_mm=4.0)


def section(word: str, hint: str, metrics: Metrics, *, edged: bool = True) -> Strip:
    """Return a heading with a hint at its right; a heavy rule below it unless not ``edged``.

    What begins with a line of its own needs no rule above that line.
    """
    height_mm = 8.0
    base = base_mm(16.0, height_mm - 1.5)
    marks: list[Mark] = [_words(word, 0.0, base, 16.0, 900, metrics)]
    if hint:
        left_mm = WIDTH_MM - width_mm(hint, _LEAST_NOTE_PT, 500, metrics)
        marks.append(_words(hint, left_mm, base, _LEAST_NOTE_PT, 500, metrics))
    if edged:
        marks.append(across(height_mm, HEAVY_MM))
    return Strip(
        height_mm=height_mm, marks=tuple(marks), tag=Tag.HEADING, gap_mm=5.0, with_next=True
    )


def listed(word: str, hint: str, lines: Sequence[Line], metrics: Metrics) -> tuple[Strip, ...]:
    """Return a heading and rows below it that ask for no tick."""
    head, deep = section(word, hint, metrics), two_deep(lines, metrics)
    row_mm = DEEP_ROW_MM if deep else LEAST_ROW_MM
    return (
        head,
        *ticked(lines, metrics, row_mm=row_mm, ticks=False, deep=deep, header=head),
    )


def two_deep(lines: Sequence[Line], metrics: Metrics) -> bool:
    """Whether some title and its note do not fit side by side: then all stand below one another."""
    return any(
        width_mm(one.title, _LEAST_TITLE_PT, 700, metrics)
        + width_mm(one.note, _LEAST_NOTE_PT, 500, metrics)
        > WIDTH_MM - _WORDS_MM - _APART_MM
        for one in lines
    )


def ticked(
    lines: Sequence[Line],
    metrics: Metrics,
    *,
    row_mm: float,
    ticks: bool,
    deep: bool,
    header: Strip,
) -> Iterator[Strip]:
    """Yield rows of one height, each with a box to tick unless nothing is to be done there."""
    for number, one in enumerate(lines):
        words = (_deep if deep else _wide)(one, row_mm, metrics)
        marks: list[Mark] = [*(text for text in words if text.characters), across(row_mm, FINE_MM)]
        if ticks:
            marks.append(
                Box(
                    x_mm=1.0,
                    y_mm=(row_mm - _TICK_MM) / 2,
                    width_mm=_TICK_MM,
                    height_mm=_TICK_MM,
                    stroke=Ink.BLACK,
                    stroke_mm=0.5,
                )
            )
        if one.mark:
            base = base_mm(_MARK_PT, row_mm)
            left_mm = 11.0 if ticks else 1.0
            marks.append(_words(one.mark, left_mm, base, _MARK_PT, 900, metrics))
        yield Strip(
            height_mm=row_mm,
            marks=tuple(marks),
            header=(replace(header, gap_mm=0.0),),
            # A heading with one row of several below it reads as if that were all.
            with_next=number == 0 and len(lines) > 1,
        )


def _wide(line: Line, row_mm: float, metrics: Metrics) -> tuple[Text, Text]:
    """Return title and note on one base line, the note at the right edge."""
    room_mm = WIDTH_MM - _WORDS_MM - _APART_MM
    least_mm = width_mm(line.title, _LEAST_TITLE_PT, 700, metrics)
    note_pt = largest_size(
        line.note, weight=500, metrics=metrics, within_mm=room_mm - least_mm, largest_pt=_NOTE_PT
    )
    note_mm = width_mm(line.note, note_pt, 500, metrics)
    title_pt = largest_size(
        line.title, weight=700, metrics=metrics, within_mm=room_mm - note_mm, largest_pt=_TITLE_PT
    )
    base = base_mm(title_pt, row_mm)
    return (
        _words(line.title, _WORDS_MM, base, title_pt, 700, metrics),
        _words(line.note, WIDTH_MM - note_mm, base, note_pt, 500, metrics),
    )


def _deep(line: Line, row_mm: float, metrics: Metrics) -> tuple[Text, Text]:
    """Return the note below its title."""
    room_mm = WIDTH_MM - _WORDS_MM
    title_pt = largest_size(
        line.title, weight=700, metrics=metrics, within_mm=room_mm, largest_pt=_TITLE_PT
    )
    note_pt = largest_size(
        line.note, weight=500, metrics=metrics, within_mm=room_mm, largest_pt=_NOTE_PT
    )
    half = row_mm / 2
    return (
        _words(line.title, _WORDS_MM, base_mm(title_pt, half) + 0.6, title_pt, 700, metrics),
        _words(line.note, _WORDS_MM, half + base_mm(note_pt, half) - 0.6, note_pt, 500, metrics),
    )


def ruled(label: str, metrics: Metrics, *, room_mm: float) -> tuple[Strip, ...]:
    """Return lines to write on in the room that is left; none where there is too little."""
    head = section(label, "", metrics, edged=False)
    count = int((room_mm - head.height_mm - head.gap_mm) / NOTE_LINE_MM)
    if count < 1:
        return ()
    line = Strip(height_mm=NOTE_LINE_MM, marks=(across(NOTE_LINE_MM, FINE_MM),), tag=Tag.ARTIFACT)
    return (head, *(line,) * count)


def filled_in(labels: Sequence[str], metrics: Metrics, *, gap_mm: float) -> Strip:
    """Return a row of labels, each with a line to write on."""
    height_mm, size_pt = 9.0, 14.0
    cell_mm = WIDTH_MM / len(labels)
    marks: list[Mark] = []
    for number, label in enumerate(labels):
        left_mm = number * cell_mm
        start_mm = left_mm + width_mm(label, size_pt, 700, metrics) + 2.0
        end_mm = (number + 1) * cell_mm - (0.0 if number == len(labels) - 1 else _APART_MM)
        marks += (
            _words(label, left_mm, height_mm - 1.2, size_pt, 700, metrics),
            Rule(x1_mm=start_mm, y1_mm=height_mm, x2_mm=end_mm, y2_mm=height_mm, width_mm=FINE_MM),
        )
    return Strip(height_mm=height_mm, marks=tuple(marks), gap_mm=gap_mm)


def across(y_mm: float, thick_mm: float) -> Rule:
    """Return a rule over the whole width."""
    return Rule(x1_mm=0.0, y1_mm=y_mm, x2_mm=WIDTH_MM, y2_mm=y_mm, width_mm=thick_mm)


def _words(
    text: str,
    x_mm: float,
    y_mm: float,
    size_pt: float,
    weight: int,
    metrics: Metrics,
    ink: Ink = Ink.BLACK,
) -> Text:
    return one_line(
        printable(text, "标题"),
        x_mm=x_mm,
        y_mm=y_mm,
        size_pt=size_pt,
        weight=weight,
        metrics=metrics,
        ink=ink,
    )
