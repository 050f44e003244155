"""The rows of a poster as sections: who, where, with what; the phones and the code."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from kit.compose.fact_words import CODE_CALL, phone_label
from kit.compose.paper.frames import CAPITAL_EM
from kit.compose.paper.page import Block, Code, Ink, Outline, Rule, Tag, reported
from kit.compose.paper.pictograms import DISC
from kit.compose.paper.scale import HEAVY_RULE, LABEL_PT, RULE, centre_drop_mm
from kit.compose.posters.panel import Panel, beside, size_at, stacked
from kit.compose.posters.sections import left_lines, words_panel
from kit.compose.posters.setting import HAN_LATIN_EM, LABEL_SIZE, is_well_broken, row_lines, row_of
from kit.compose.posters.space import INK_EM, base_mm, ink_mm
from kit.compose.posters.stack import Section
from kit.text.typeset.linebreak import Align, Span, set_paragraph
from kit.units import MM_PER_PT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.compose.fact_words import Row
    from kit.compose.posters.space import PartSpace
    from kit.model.item import Phone
    from kit.text.typeset.linebreak import Line

_BOLD, _STRONG = 900, 700
LEADING = 1.24
_PICTOGRAM_EM = 1.02
_AFTER_NUMBER_EM = 0.35
_ONE_LINE = 1.1
"""Times the smallest size: an action as large on one line stays on it."""
_SMALLER = 0.8
_MOST_LABEL = 0.28
"""Of the width: what is said needs the room more than what it is called."""
_ABOVE_U = 4.5
_REASON = "理由"
_NONE = Panel(height_mm=0.0, blocks=())


def rules_block(space: PartSpace, ys_mm: Sequence[float], *, edged: bool = True) -> Block:
    """Return a rule at each height, the first and the last one heavier, or none there."""
    marks = []
    for number, y_mm in enumerate(ys_mm):
        heavy = number in (0, len(ys_mm) - 1)
        if heavy and not edged:
            continue
        marks.append(
            Rule(
                x1_mm=0.0,
                y1_mm=y_mm,
                x2_mm=space.width_mm,
                y2_mm=y_mm,
                width_mm=(HEAVY_RULE if heavy else RULE) * space.unit,
            )
        )
    return Block(tag=Tag.ARTIFACT, marks=tuple(marks))


def text_height_mm(lines: int, size_pt: float) -> float:
    """Return the height of so many lines of a row, from ink to ink."""
    return ink_mm(size_pt) + (lines - 1) * LEADING * size_pt * MM_PER_PT


class Labels(Enum):
    """How rows are told apart, from the best to what saves most room."""

    PICTURED = auto()
    PLAIN = auto()
    RUN_IN = auto()
    """Each label runs into its text."""


def rows_section(
    space: PartSpace,
    rows: Sequence[Row],
    *,
    gap_mm: float,
    labels: Labels = Labels.PICTURED,
    edged: bool = True,
) -> Section:
    """Return the rows with their labels.

    ``edged``: a heavy rule above and below them, where nothing else parts them from the sheet.
    """
    style = space.style("rows")

    def make(share: float, pad_mm: float) -> Panel:
        setter = _whole_words(space, rows, labels, size_at(style, share))
        size_pt = setter.size_pt
        blocks: list[Block] = []
        ys_mm = [0.0]
        for row in rows:
            made, high_mm = setter.row(row, style.weight, ys_mm[-1] + pad_mm)
            blocks += made
            ys_mm.append(ys_mm[-1] + high_mm + 2 * pad_mm)
        return Panel(
            height_mm=ys_mm[-1],
            blocks=(rules_block(space, ys_mm, edged=edged), *blocks),
            frames=(reported("rows", size_pt),),
        )

    return Section(make=make, gap_mm=gap_mm, paddings=2 * len(rows), rank=4)


def _whole_words(space: PartSpace, rows: Sequence[Row], labels: Labels, wanted_pt: float) -> _Rows:
    """Return a setter of the largest size, at most the wanted one, that breaks no row badly.

    Where a fifth less does not help, it is the wanted one.
    """
    widest = max((row.label for row in rows), key=len)
    least_pt = max(_SMALLER * wanted_pt, space.style("rows").fit.smallest_pt)
    tried = list(rows)
    for step in range(int(wanted_pt - least_pt) + 1):
        setter = _Rows(space, wanted_pt - step, labels, widest)
        bad = next(filter(setter.breaks_badly, tried), None)
        if bad is None:
            return setter
        # What broke badly does so a little smaller too, most often: it is asked first.
        tried.remove(bad)
        tried.insert(0, bad)
    return _Rows(space, wanted_pt, labels, widest)


class _Rows:
    """Sets rows of one size: all labels from one edge, all texts from another."""

    def __init__(self, space: PartSpace, size_pt: float, labels: Labels, widest: str) -> None:
        self.space, self.size_pt, self.labels = space, size_pt, labels
        before_em = _PICTOGRAM_EM + 0.3 if labels is Labels.PICTURED else 0.0
        label_em = LABEL_SIZE * space.wide_mm(widest, 1.0, _BOLD) / MM_PER_PT
        most_mm = _MOST_LABEL * space.width_mm
        em_mm = min(size_pt * MM_PER_PT, most_mm / (before_em + label_em + 0.5))
        self.label_pt = int(em_mm / MM_PER_PT * LABEL_SIZE * 2) / 2
        self.icon_mm = _PICTOGRAM_EM * em_mm if before_em else 0.0
        self.label_x_mm = before_em * em_mm
        self.text_x_mm = (before_em + label_em + 0.5) * em_mm
        self._inside = space.narrower(self.text_x_mm)

    def breaks_badly(self, row: Row) -> bool:
        """Return whether a line of the row ends inside a unit of sense, or is but a word or two."""
        if self.labels is Labels.RUN_IN:
            return False
        _, lines = self._lines(row)
        return not is_well_broken(row.text, lines)

    def _lines(self, row: Row) -> tuple[float, tuple[Line, ...]]:
        weight = self.space.style("rows").weight
        return row_of(self._inside, row.text, self.size_pt, weight, is_aside=row.field == _REASON)

    def row(self, row: Row, weight: int, top_mm: float) -> tuple[list[Block], float]:
        """Return a row whose ink begins at ``top_mm``, and how high its ink is."""
        if self.labels is Labels.RUN_IN:
            return self._run_in(row, weight, top_mm)
        row_pt, lines = self._lines(row)
        text = left_lines(lines, row_pt, LEADING, x_mm=self.text_x_mm, y_mm=top_mm)
        # A smaller label stands at the middle of the larger line.
        lift_mm = centre_drop_mm(row_pt) - centre_drop_mm(self.label_pt)
        base = top_mm + base_mm(row_pt) - lift_mm
        label = self.space.line(row.label, self.label_pt, _BOLD, x_mm=self.label_x_mm, y_mm=base)
        blocks = [Block(tag=Tag.PARAGRAPH, marks=(label, *text))]
        if self.icon_mm:
            blocks.insert(0, _pictogram(row.pictogram, top_mm, row_pt, self.icon_mm))
        return blocks, text_height_mm(len(lines), row_pt)

    def _run_in(self, row: Row, weight: int, top_mm: float) -> tuple[list[Block], float]:
        lines = set_paragraph(
            [Span(f"{row.label}　", _BOLD), Span(row.text, weight)],
            self.space.metrics,
            measure_em=self.space.width_mm / (self.size_pt * MM_PER_PT),
            align=Align.LEFT,
            han_latin_em=HAN_LATIN_EM,
        )
        text = left_lines(lines, self.size_pt, LEADING, y_mm=top_mm)
        return [Block(tag=Tag.PARAGRAPH, marks=text)], text_height_mm(len(lines), self.size_pt)


def _pictogram(name: str, top_mm: float, size_pt: float, side_mm: float) -> Block:
    middle_mm = top_mm + ink_mm(size_pt) / 2
    mark = Outline(name=name, x_mm=0.0, y_mm=middle_mm - side_mm / 2, side_mm=side_mm)
    return Block(tag=Tag.ARTIFACT, marks=(mark,))


def numbered_section(space: PartSpace, texts: Sequence[str], *, gap_mm: float) -> Section:
    """Return what to do, numbered; it grows first, for it is read from furthest."""
    style = space.style("rows")
    # What fits one line well is not broken for the sake of size.
    beside_em = INK_EM + _AFTER_NUMBER_EM
    whole_pt = min(
        space.width_mm / (space.wide_mm(words, 1.0, _BOLD) + beside_em * MM_PER_PT)
        for words in texts
    )
    is_short = whole_pt >= _ONE_LINE * style.fit.smallest_pt

    def make(share: float, pad_mm: float) -> Panel:
        wanted_pt = size_at(style, share)
        size_pt = min(wanted_pt, int(whole_pt * 2) / 2) if is_short else wanted_pt
        side_mm, number_pt = ink_mm(size_pt), int(size_pt * LABEL_SIZE * 2) / 2
        text_x_mm = side_mm + _AFTER_NUMBER_EM * size_pt * MM_PER_PT
        inside = space.narrower(text_x_mm)
        blocks: list[Block] = []
        ys_mm = [0.0]
        for number, words in enumerate(texts, start=1):
            lines = row_lines(inside, words, size_pt, _BOLD)
            top_mm = ys_mm[-1] + pad_mm
            disc = Outline(name=DISC, x_mm=0.0, y_mm=top_mm, side_mm=side_mm)
            digit = str(number)
            left_mm = (side_mm - space.wide_mm(digit, number_pt, _BOLD)) / 2
            base = top_mm + side_mm / 2 + CAPITAL_EM / 2 * number_pt * MM_PER_PT
            label = space.line(digit, number_pt, _BOLD, x_mm=left_mm, y_mm=base, ink=Ink.WHITE)
            text = left_lines(lines, size_pt, LEADING, x_mm=text_x_mm, y_mm=top_mm)
            blocks += (
                Block(tag=Tag.ARTIFACT, marks=(disc,)),
                Block(tag=Tag.PARAGRAPH, marks=(label, *text)),
            )
            ys_mm.append(top_mm + text_height_mm(len(lines), size_pt) + pad_mm)
        return Panel(
            height_mm=ys_mm[-1],
            blocks=(rules_block(space, ys_mm), *blocks),
            frames=(reported("rows", size_pt),),
        )

    return Section(make=make, gap_mm=gap_mm, paddings=2 * len(texts), rank=1)


def contact_sections(space: PartSpace, phones: Sequence[Phone]) -> Iterator[Section]:
    """Yield the phones with air, the code at their right where the sheet has one."""
    if not phones and not space.has_code:
        return

    def make(share: float, _pad_mm: float) -> Panel:
        if not space.has_code:
            return _phones(space, phones, share)
        code = code_panel(space)
        words = _phones(space.narrower(space.layout.code_mm + 7 * space.unit), phones, share)
        # The code has white of its own above it; numbers taller than the code need some too.
        high_mm = max(code.height_mm, words.height_mm + _ABOVE_U * space.unit)
        free_mm = high_mm - words.height_mm
        top_mm = max(free_mm / 2, min(free_mm, _ABOVE_U * space.unit))
        placed = stacked([words], y_mm=top_mm, gap_mm=0.0)
        right_mm = space.width_mm - space.layout.code_mm
        return replace(beside([placed, code], 0.0, right_mm), height_mm=high_mm)

    # The code brings its own white along.
    gap_mm = 2 * space.unit if space.has_code else space.gap_mm
    yield Section(make=make, gap_mm=gap_mm, rank=5)


def code_panel(space: PartSpace) -> Panel:
    """Return the code with the number of its page below it, to be compared."""
    side_mm = space.layout.code_mm
    code = Code(x_mm=0.0, y_mm=0.0, side_mm=side_mm, payload=space.context.payload)
    figure = Block(tag=Tag.FIGURE, marks=(code,), alt=f"二维码：{space.context.payload}")
    words = f"全文 {space.context.code_id}".rstrip()
    under = replace(space, width_mm=side_mm)
    size_pt = under.largest_pt(words, _BOLD, space.style("serial").fit.largest_pt)
    left_mm = (side_mm - space.wide_mm(words, size_pt, _BOLD)) / 2
    y_mm = side_mm + base_mm(size_pt)
    serial = space.line(words, size_pt, _BOLD, x_mm=left_mm, y_mm=y_mm)
    return Panel(
        height_mm=side_mm + ink_mm(size_pt),
        blocks=(figure, Block(tag=Tag.PARAGRAPH, marks=(serial,))),
        frames=(reported("serial", size_pt),),
    )


def _phones(space: PartSpace, phones: Sequence[Phone], share: float) -> Panel:
    """Return one phone with its office above, or several with all offices in a column.

    Where offices beside their numbers would leave these small, each stands above its own.
    """
    if not phones:
        return words_panel(space, CODE_CALL, 44 * space.unit) if space.has_code else _NONE
    style, unit = space.style("phone"), space.unit
    wanted_pt = size_at(style, share)
    label_pt = LABEL_PT * unit
    icon_mm = 1.25 * ink_mm(label_pt)
    names_mm = max(space.wide_mm(phone_label(p), label_pt, _STRONG) for p in phones)
    column_mm = icon_mm + 2 * unit + names_mm + 0.7 * label_pt * MM_PER_PT
    column_pt = _number_pt(space.narrower(column_mm), phones, wanted_pt)
    if len(phones) == 1 or column_pt < style.fit.smallest_pt:
        size_pt = max(_number_pt(space, phones, wanted_pt), 0.5)
        panels = [_one_phone(space, phone, size_pt, label_pt, icon_mm) for phone in phones]
        return stacked(panels, gap_mm=7 * unit)
    return _phone_column(space, phones, column_pt, label_pt, icon_mm, column_mm)


def _number_pt(space: PartSpace, phones: Sequence[Phone], wanted_pt: float) -> float:
    return min(space.largest_pt(phone.number, _BOLD, wanted_pt) for phone in phones)


def _one_phone(
    space: PartSpace, phone: Phone, size_pt: float, label_pt: float, icon_mm: float
) -> Panel:
    label_x_mm = icon_mm + 2 * space.unit
    inside = space.narrower(label_x_mm)
    label_pt = inside.largest_pt(phone_label(phone), _STRONG, label_pt)
    high_mm = ink_mm(label_pt) + 4.5 * space.unit + CAPITAL_EM * size_pt * MM_PER_PT
    marks = (
        space.line(phone_label(phone), label_pt, _STRONG, x_mm=label_x_mm),
        space.line(phone.number, size_pt, _BOLD, y_mm=high_mm),
    )
    icon = Outline(name="phone", x_mm=0.0, y_mm=(ink_mm(label_pt) - icon_mm) / 2, side_mm=icon_mm)
    return Panel(
        height_mm=high_mm,
        blocks=(
            Block(tag=Tag.ARTIFACT, marks=(icon,)),
            Block(tag=Tag.PARAGRAPH, marks=marks),
        ),
        frames=(reported("phone", size_pt),),
    )


def _phone_column(
    space: PartSpace,
    phones: Sequence[Phone],
    size_pt: float,
    label_pt: float,
    icon_mm: float,
    column_mm: float,
) -> Panel:
    cap_mm = CAPITAL_EM * size_pt * MM_PER_PT
    pitch_mm = cap_mm + max(7 * space.unit, 0.26 * size_pt * MM_PER_PT)
    blocks: list[Block] = []
    for number, phone in enumerate(phones):
        base = cap_mm + number * pitch_mm
        middle = base - cap_mm / 2
        label_y_mm = middle + centre_drop_mm(label_pt)
        icon = Outline(name="phone", x_mm=0.0, y_mm=middle - icon_mm / 2, side_mm=icon_mm)
        marks = (
            space.line(
                phone_label(phone),
                label_pt,
                _STRONG,
                x_mm=icon_mm + 2 * space.unit,
                y_mm=label_y_mm,
            ),
            space.line(phone.number, size_pt, _BOLD, x_mm=column_mm, y_mm=base),
        )
        blocks += (
            Block(tag=Tag.ARTIFACT, marks=(icon,)),
            Block(tag=Tag.PARAGRAPH, marks=marks),
        )
    return Panel(
        height_mm=cap_mm + (len(phones) - 1) * pitch_mm,
        blocks=tuple(blocks),
        frames=(reported("phone", size_pt),),
    )
