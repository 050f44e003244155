from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.compose.layouts.purposes import poster_layout
from kit.compose.paper.frames import Area, bounds, covered
from kit.compose.paper.page import Block, Box, Document, Ink, Inset, Page, Tag, Text
from kit.compose.paper.tile import OVERLAP_MM, SMALLEST_JOINED, tile
from kit.compose.posters.poster import compose_poster
from kit.errors import LayoutError
from kit.model.township import Paper
from tests.sheets import item, layout, marks, setting, texts, whole_codes, words


def poster(number: str, paper: Paper) -> Document:
    one = item(number)
    return compose_poster(one, layout(poster_layout(one, paper)), setting(stamp="样例"))


def insets(document: Document) -> list[Inset]:
    """The poster's part on every sheet, the overview left out."""
    return [
        next(mark for mark in marks(page) if isinstance(mark, Inset)) for page in document.pages[1:]
    ]


def part(inset: Inset) -> Area:
    """What a sheet shows, in millimetres of the poster."""
    assert inset.clip_mm is not None
    left, top, width, height = inset.clip_mm
    return Area(
        x_mm=(left - inset.x_mm) / inset.scale,
        y_mm=(top - inset.y_mm) / inset.scale,
        width_mm=width / inset.scale,
        height_mm=height / inset.scale,
    )


def holds(outer: Area, inner: Area) -> bool:
    return (
        outer.x_mm <= inner.x_mm + 0.01
        and outer.y_mm <= inner.y_mm + 0.01
        and outer.right_mm >= inner.right_mm - 0.01
        and outer.bottom_mm >= inner.bottom_mm - 0.01
    )


@pytest.mark.parametrize("number", ["2026-001", "2026-004", "2026-008"])
def test_an_a3_poster_is_cut_in_its_joint_and_no_line_of_text_is_cut(number: str) -> None:
    document = poster(number, Paper.A3)
    sheets = tile(document, sheet=Paper.A4)

    assert len(sheets.pages) == 3 * len(document.pages)
    upper, lower = (part(inset) for inset in insets(sheets)[:2])
    for text in texts(document.pages[0]):
        area = bounds(text)
        assert holds(upper, area) != holds(lower, area), text.characters


def test_a_list_without_a_joint_takes_two_sheets_and_no_line_of_text_is_cut() -> None:
    document = poster("2026-011", Paper.A3)
    sheets = tile(document, sheet=Paper.A4)

    assert len(sheets.pages) == 3 * len(document.pages)
    upper, lower = (part(inset) for inset in insets(sheets)[:2])
    for text in texts(document.pages[0]):
        assert holds(upper, bounds(text)) or holds(lower, bounds(text)), text.characters


def test_the_code_of_an_a3_poster_is_whole_on_the_lower_sheet() -> None:
    overview, upper, lower = tile(poster("2026-004", Paper.A3), sheet=Paper.A4).pages

    assert whole_codes(upper) == ()
    assert whole_codes(lower) == whole_codes(overview) == ("HTTPS://DX.EXAMPLE/D/26W48-03",)


@pytest.mark.parametrize(
    ("paper", "sheet", "count"),
    [
        (Paper.A1, Paper.A4, 9),
        (Paper.A2, Paper.A4, 4),
        (Paper.A2, Paper.A3, 2),
        (Paper.A1, Paper.A3, 4),
        (Paper.A3, Paper.A4, 2),
    ],
)
def test_a_large_poster_takes_no_more_sheets_than_it_must(
    paper: Paper, sheet: Paper, count: int
) -> None:
    sheets = tile(poster("2026-004", paper), sheet=sheet)

    assert len(sheets.pages) == count + 1
    assert f"共 {count} 张 {sheet}" in words(sheets.pages[0])
    assert all(SMALLEST_JOINED <= inset.scale <= 1 for inset in insets(sheets))


def test_neighbours_repeat_ten_millimetres_to_be_glued() -> None:
    parts = [part(inset) for inset in insets(tile(poster("2026-004", Paper.A1), sheet=Paper.A4))]
    scale = insets(tile(poster("2026-004", Paper.A1), sheet=Paper.A4))[0].scale

    assert (parts[0].right_mm - parts[1].x_mm) * scale == pytest.approx(OVERLAP_MM)
    assert (parts[0].bottom_mm - parts[3].y_mm) * scale == pytest.approx(OVERLAP_MM)


@pytest.mark.parametrize("paper", [Paper.A3, Paper.A2, Paper.A1])
def test_every_sheet_says_where_it_belongs_and_keeps_the_printers_margin(paper: Paper) -> None:
    for page in tile(poster("2026-004", paper), sheet=Paper.A4).pages[1:]:
        labels = [m for m in marks(page) if isinstance(m, Text)]
        assert any("行第" in label.characters for label in labels)
        for mark in marks(page):
            if isinstance(mark, Inset | Text):
                area = bounds(mark)
                assert area.x_mm >= 6
                assert area.y_mm >= 6
                assert area.right_mm <= page.width_mm - 6
                assert area.bottom_mm <= page.height_mm - 6


@settings(max_examples=80)
@given(
    width=st.floats(200, 900),
    height=st.floats(200, 1300),
    sheet=st.sampled_from([Paper.A4, Paper.A3]),
)
def test_whatever_the_poster_measures_the_sheets_cover_all_that_is_printed(
    width: float, height: float, sheet: Paper
) -> None:
    box = Box(x_mm=12, y_mm=12, width_mm=width - 24, height_mm=height - 24, fill=Ink.BLACK)
    page = Page(
        width_mm=width,
        height_mm=height,
        blocks=(Block(tag=Tag.ARTIFACT, marks=(box,)),),
    )
    sheets = tile(Document(title="x", pages=(page,)), sheet=sheet)
    seen = covered(
        [
            Box(x_mm=p.x_mm, y_mm=p.y_mm, width_mm=p.width_mm, height_mm=p.height_mm)
            for p in map(part, insets(sheets))
        ]
    )

    assert seen is not None
    assert holds(seen, bounds(box))


def test_a_sheet_that_makes_no_sense_is_refused() -> None:
    huge = Page(width_mm=1e6, height_mm=200, blocks=())
    with pytest.raises(LayoutError, match="拼不到 A5 纸上"):
        tile(Document(title="x", pages=(huge,)), sheet=Paper.A5)
