"""Sheets of sixty generated items, measured: ink, sizes, what is large, and where lines break."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import cycle, pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from kit.compose.full_text import compose_full_text
from kit.compose.layouts.layout import Purpose
from kit.compose.layouts.purposes import poster_layout, purpose_of
from kit.compose.paper.coverage import ink_share
from kit.compose.paper.frames import bounds
from kit.compose.paper.ink import in_black
from kit.compose.paper.page import Code, Inset, Outline, Rule, Text
from kit.compose.posters.kind_facts import big_facts, kind_rows, large_amounts
from kit.compose.posters.poster import compose_poster
from kit.edition.make.any_sheet import compose_any
from kit.errors import LayoutError
from kit.fonts import load_typeface
from kit.model.item import Amount, Kind
from kit.model.township import Paper
from kit.plan.calendar import lunar_date
from kit.render.pdf import write_pdf
from kit.text.typeset.sense import inside_words
from tests.generated_items import COUNT, generated
from tests.rendered_pages import page_image
from tests.sheets import layout, marks, overlaps, setting, texts, words
from tests.test_edition_legible import order
from tests.test_text_linebreak_rules import NOT_AT_END, NOT_AT_START

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.compose.paper.page import Document, Page
    from kit.model.item import Item

PAPERS = cycle((Paper.A3, Paper.A3, Paper.A4, Paper.A2))
SMALLEST_PT = {Paper.A4: 9.0, Paper.A3: 14.0, Paper.A2: 14.0, Paper.A1: 14.0}
FACTS = {"title", "date", "lead", "amount", "words", "phone"}
FACT_PT = 44.0
"""On A3; other papers in proportion."""
UNITS = re.compile(
    r"(\d+年)?\d+月\d+日|\d+[年月日]|\d+点半?|\d+(\.\d+)?元|[0-9-]{5,}|第[一二三四五六七八九十]+天"
)


@dataclass(frozen=True)
class Sheet:
    """A poster of a generated item."""

    item: Item
    paper: Paper
    document: Document

    @property
    def unit(self) -> float:
        """Times the size of A3."""
        page = self.document.pages[0]
        return min(page.width_mm, page.height_mm) / 297

    def __str__(self) -> str:
        return f"{self.item.item_id} {self.item.kind} {self.item.title} {self.paper}"


@cache
def sheets() -> tuple[Sheet, ...]:
    made = []
    for number, (one, paper) in enumerate(zip(generated(), PAPERS, strict=False)):
        context = setting(code=number % 4 > 0, stamp="样例")
        try:
            document = compose_poster(one, layout(poster_layout(one, paper)), context)
        except LayoutError as refused:
            assert "放不下" in refused.message  # noqa: PT017 - the fullest may be too full
            continue
        made.append(Sheet(one, paper, document))
    return tuple(made)


def pages() -> Iterable[tuple[Sheet, int, Page]]:
    return ((sheet, n, page) for sheet in sheets() for n, page in enumerate(sheet.document.pages))


def test_nine_of_ten_fit_though_the_fullest_say_all_that_can_be_said() -> None:
    assert len(sheets()) >= 0.88 * COUNT


def test_no_two_texts_touch_and_none_stands_in_the_margin() -> None:
    for sheet, _, page in pages():
        margin_mm = layout(poster_layout(sheet.item, sheet.paper)).margin_mm - 0.6
        assert not overlaps(page), sheet
        for text in texts(page):
            area = bounds(text)
            assert margin_mm <= area.x_mm, (sheet, text.characters)
            assert area.right_mm <= page.width_mm - margin_mm, (sheet, text.characters)
            assert area.bottom_mm <= page.height_mm - margin_mm, (sheet, text.characters)


def test_no_type_is_smaller_than_can_be_read_there() -> None:
    for sheet, _, page in pages():
        smallest = min(texts(page), key=lambda text: text.size_pt)
        assert smallest.size_pt >= SMALLEST_PT[sheet.paper], (sheet, smallest.characters)


def test_what_when_and_how_much_are_read_from_the_road() -> None:
    for sheet, _, page in pages():
        if purpose_of(sheet.item) in {Purpose.TABLE, Purpose.REPEAL}:
            continue  # a list has its own distance
        for frame in page.frames:
            if frame.frame in FACTS:
                assert frame.size_pt >= FACT_PT * sheet.unit - 0.5, (sheet, frame)


def test_facts_take_more_than_half_of_the_height() -> None:
    for sheet, number, page in pages():
        if number == 0:
            least_pt = min(f.size_pt for f in page.frames if f.frame in {*FACTS, "rows", "cells"})
            share = _height_of(page, min(least_pt, FACT_PT * sheet.unit - 0.5)) / page.height_mm
            assert share >= 0.5, (share, sheet)


def _height_of(page: Page, least_pt: float) -> float:
    """Return the height from the first to the last of what is large, phones left out."""
    large = [
        bounds(text)
        for text in texts(page)
        if text.size_pt >= least_pt and not re.fullmatch(r"[\d-]{5,}", text.characters)
    ]
    return max(area.bottom_mm for area in large) - min(area.y_mm for area in large)


def test_no_hole_is_higher_than_a_fifth_of_the_sheet() -> None:
    for sheet, number, page in pages():
        if number:
            continue  # a list ends where it ends
        seen = sorted(
            (bounds(mark) for mark in marks(page) if isinstance(mark, Text | Code | Outline)),
            key=lambda area: area.y_mm,
        )
        below_mm, hole_mm = seen[0].y_mm, 0.0
        for area in seen:
            hole_mm = max(hole_mm, area.y_mm - below_mm)
            below_mm = max(below_mm, area.bottom_mm)
        assert hole_mm <= 0.2 * page.height_mm, sheet


def test_a_sheet_is_neither_pale_nor_dark() -> None:
    for sheet, number, page in pages():
        most = 0.36 if sheet.item.emergency else 0.28
        assert (0.08 if number == 0 else 0.05) <= ink_share(page) <= most, sheet


@pytest.mark.slow
def test_ink_is_told_as_it_is_printed_and_black_alone_needs_no_more() -> None:
    face = load_typeface()
    for sheet in sheets()[::5]:
        coloured = _ink(write_pdf(sheet.document, face))
        black = _ink(write_pdf(in_black(sheet.document), face))
        assert abs(ink_share(sheet.document.pages[0]) - coloured) <= (
            0.06 if sheet.item.emergency else 0.016
        ), sheet
        assert black <= coloured + (0.06 if sheet.item.emergency else 0.016), sheet


def _ink(pdf: bytes) -> float:
    grey = np.asarray(page_image(pdf, 0, 60).convert("L"), dtype=float)
    return float(1 - grey.mean() / 255)


def test_in_black_alone_the_same_words_stand_in_the_same_places() -> None:
    for sheet in sheets():
        for page, black in zip(sheet.document.pages, in_black(sheet.document).pages, strict=True):
            assert {_place(text) for text in texts(page)} <= {_place(text) for text in texts(black)}


def _place(text: Text) -> tuple[str, float, float]:
    return text.characters, round(text.x_mm, 2), round(text.y_mm, 2)


def test_no_line_begins_or_ends_with_a_forbidden_mark() -> None:
    for sheet, _, page in pages():
        for before, after in breaks(page, sheet.item):
            assert after[0] not in NOT_AT_START, (sheet, before, after)
            assert before[-1] not in NOT_AT_END, (sheet, before, after)


def test_no_line_ends_inside_a_date_a_figure_or_a_known_word() -> None:
    for sheet, _, page in pages():
        for before, after in breaks(page, sheet.item):
            whole, place = before + after, len(before)
            figures = [m for m in UNITS.finditer(whole) if m.start() < place < m.end()]
            assert not figures, (sheet, before, after)
            assert place not in inside_words(whole), (sheet, before, after)


def breaks(page: Page, one: Item) -> Iterable[tuple[str, str]]:
    """Yield the words before and after every line's end inside a passage of the item."""
    sources = _sources(one)
    for block in page.blocks:
        lines = [mark for mark in block.marks if isinstance(mark, Text)]
        for upper, lower in pairwise(lines):
            joined = upper.characters.rstrip() + lower.characters
            if lower.y_mm > upper.y_mm + 1 and any(joined in source for source in sources):
                yield upper.characters.rstrip(), lower.characters


def _sources(one: Item) -> tuple[str, ...]:
    cells = (cell for row in (one.table.rows if one.table else ()) for cell in row)
    told = (one.plain_title, one.who, one.when, one.where, one.how, "、".join(one.bring), one.body)
    return tuple(filter(None, (*told, *one.plain, *cells)))


@pytest.mark.parametrize("name", ["handout-a5", "handout-a6", "leaflet-a5"])
def test_what_is_read_in_the_hand_has_no_type_below_nine_points(name: str) -> None:
    made = 0
    for one in generated()[::6]:
        try:
            document = compose_any(order(one, name))
        except LayoutError:
            continue  # of a list nothing is handed out
        made += 1
        shown = [mark for page in document.pages for mark in marks(page) if isinstance(mark, Inset)]
        for inset in shown:
            least_pt = min((text.size_pt for text in texts(inset.page)), default=9.0)
            assert least_pt * inset.scale >= 9.0, (one.title, least_pt)
            assert not overlaps(inset.page), one.title
            assert _least_to_rule_mm(inset.page) >= 1.2, one.title
    assert made >= 6


def _least_to_rule_mm(page: Page) -> float:
    """Return the least white between the words of the rows and a rule across the sheet."""
    rows_pt = max((frame.size_pt for frame in page.frames if frame.frame == "rows"), default=0.0)
    across = [
        mark.y1_mm
        for mark in marks(page)
        if isinstance(mark, Rule) and mark.x2_mm - mark.x1_mm > 0.8 * page.width_mm
    ]
    areas = [bounds(text) for text in texts(page) if text.size_pt == rows_pt]
    gaps = (gap for y_mm in across for a in areas for gap in (y_mm - a.bottom_mm, a.y_mm - y_mm))
    return min((gap for gap in gaps if gap > -1.0), default=2.0)


def test_rows_stand_off_their_rules_and_only_the_fullest_sheets_are_close() -> None:
    airs = {
        str(sheet): _least_to_rule_mm(sheet.document.pages[0]) / sheet.unit
        for sheet in sheets()
        if purpose_of(sheet.item) not in {Purpose.TABLE, Purpose.REPEAL, Purpose.ALERT}
    }

    assert min(airs.values()) >= 1.9, min(airs, key=airs.__getitem__)
    assert sum(air >= 4.0 for air in airs.values()) >= 0.7 * len(airs)


def test_an_alert_says_hours_as_a_village_does_and_once_as_its_authority_did() -> None:
    for sheet, _, page in pages():
        if sheet.item.emergency is not None:
            official = [t.characters for t in texts(page) if re.search(r"\d时", t.characters)]
            assert len(official) == 1, sheet
            assert official[0].endswith("发布"), sheet


def test_a_last_day_has_its_year_where_the_sheet_hangs_over_a_years_end() -> None:
    one = next(one for one in generated() if one.kind is Kind.PAY and one.deadline is not None)
    over = replace(one, dates=replace(one.dates, expire=date(2027, 1, 31)))
    within = replace(one, dates=replace(one.dates, expire=date(2026, 12, 31)), when=None, who=None)

    assert [fact.text for fact in big_facts(over, lunar_date)] == ["2026年12月31日"]
    assert [fact.text for fact in big_facts(within, lunar_date)] == ["12月31日"]
    other = replace(within, who="2021年8月31日以前出生的孩子")
    assert [fact.text for fact in big_facts(other, lunar_date)] == ["2026年12月31日"]


@pytest.mark.parametrize("kind", [Kind.SIGN_UP, Kind.EXAM, Kind.MEETING, Kind.MARKET])
@pytest.mark.parametrize("aside", ["每天补", "押金", "来的人发"])
def test_what_one_gets_beside_or_deposits_is_a_row_and_never_large(kind: Kind, aside: str) -> None:
    amount = Amount(label=f"不收学费，{aside}", value=Decimal(30), unit="元", tail="伙食")
    for title in ("样例二村开班", "样例乡便民服务中心搬到新街"):
        one = replace(generated()[0], kind=kind, title=title, amounts=(amount,), when="12月3日")

        assert [shown.written for shown in large_amounts(one)] == ["不收学费"]
        assert [row.text for row in kind_rows(one) if row.field == "金额"] == [f"{aside}30元伙食"]
        alone = replace(one, amounts=(replace(amount, label=aside),))
        assert large_amounts(alone) == ()


@pytest.mark.slow
def test_no_full_text_of_any_length_ends_on_a_page_with_only_a_signature() -> None:
    one = next(one for one in generated() if one.table is None and one.emergency is None)
    sentence = "请各村把通知传到每一户，外出务工的由家里人转告。"
    for count in range(1, 90, 2):
        long = replace(one, body="\n\n".join([sentence] * count))
        pages = compose_full_text(long, None, setting()).pages
        last = words(pages[-1]).replace("\n", "")
        assert len(pages) == 1 or "家里人转告" in last or "请各村把通知" in last, count
