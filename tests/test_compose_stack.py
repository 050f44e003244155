"""Parts of a sheet share its height by one rule; the band and its pictogram on every printer."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.compose.paper.colours import RGB, contrast, type_on
from kit.compose.paper.frames import bounds, moved
from kit.compose.paper.ink import in_black
from kit.compose.paper.page import Block, Box, Document, Ink, Outline, Page, Tag, Text
from kit.compose.paper.pictograms import outline_of, pictogram_names
from kit.compose.paper.scale import figure_line, figure_mm
from kit.compose.posters.band import Band, band_panel
from kit.compose.posters.panel import Panel
from kit.compose.posters.stack import Section, stack
from tests.page_reading import Square


def growing(least: float, most: float, *, paddings: int = 0, rank: int = 0) -> Section:
    def make(share: float, pad_mm: float) -> Panel:
        high = least + (most - least) * share + paddings * pad_mm
        box = Box(x_mm=0, y_mm=0, width_mm=10, height_mm=high, fill=Ink.BLACK)
        return Panel(height_mm=high, blocks=(Block(tag=Tag.ARTIFACT, marks=(box,)),))

    return Section(make=make, gap_mm=5.0, paddings=paddings, rank=rank)


@given(
    st.lists(
        st.tuples(st.floats(5, 40), st.floats(0, 60), st.integers(0, 6), st.integers(0, 3)),
        min_size=1,
        max_size=7,
    ),
    st.floats(100, 400),
)
def test_parts_keep_their_gaps_stay_inside_and_no_gap_becomes_a_hole(
    sizes: list[tuple[float, float, int, int]], height_mm: float
) -> None:
    sections = [
        growing(least, least + more, paddings=paddings, rank=rank)
        for least, more, paddings, rank in sizes
    ]
    stacked = stack(sections, x_mm=0, y_mm=0, height_mm=height_mm, paddings_mm=(1.0, 4.0))

    least_mm = sum(least + paddings for least, _, paddings, _ in sizes) + 5.0 * (len(sizes) - 1)
    if stacked is None:
        assert least_mm > height_mm
        return
    areas = [bounds(block.marks[0]) for block in stacked.panel.blocks]
    gaps = [lower.y_mm - upper.bottom_mm for upper, lower in pairwise(areas)]
    assert all(5.0 - 1e-6 <= gap <= 5.0 + 0.2 * height_mm + 1e-6 for gap in gaps[:-1])
    # The last part stands at the foot; above it is what no other gap may take.
    assert not gaps or sum(gaps) == pytest.approx(5.0 * len(gaps) + stacked.left_mm)
    assert areas[-1].bottom_mm <= height_mm + 1e-6


def test_a_spare_part_stands_only_where_the_sheet_would_be_empty() -> None:
    spare = Section(make=growing(30, 30).make, gap_mm=5.0, spare=True)
    sections = [growing(20, 30), spare, growing(20, 30)]

    roomy = stack(sections, x_mm=0, y_mm=0, height_mm=200)
    tight = stack(sections, x_mm=0, y_mm=0, height_mm=70)

    assert roomy is not None
    assert tight is not None
    assert (len(roomy.panel.blocks), len(tight.panel.blocks)) == (3, 2)


def test_a_row_alone_takes_half_the_most_white_and_the_gaps_the_rest() -> None:
    def row_mm(paddings: int) -> float:
        parts = [growing(20, 20), growing(10, 10, paddings=paddings), growing(20, 20)]
        stacked = stack(parts, x_mm=0, y_mm=0, height_mm=400, paddings_mm=(2.0, 26.0))
        assert stacked is not None
        return bounds(stacked.panel.blocks[1].marks[0]).height_mm

    assert row_mm(2) == pytest.approx(10 + 2 * 14)
    assert row_mm(4) == pytest.approx(10 + 4 * 26)


def test_type_of_rows_does_not_grow_at_the_cost_of_their_air() -> None:
    rows = growing(60, 200, paddings=8)
    paddings_mm = (2.0, 22.0)

    crowded = stack([growing(20, 30), rows], x_mm=0, y_mm=0, height_mm=110, paddings_mm=paddings_mm)
    roomier = stack([growing(20, 30), rows], x_mm=0, y_mm=0, height_mm=130, paddings_mm=paddings_mm)

    assert crowded is not None
    assert roomier is not None
    # All of what the least sizes leave is air, till there is enough; the rest is type's.
    assert bounds(crowded.panel.blocks[1].marks[0]).height_mm == pytest.approx(60 + 25)
    assert crowded.share == 0.0
    assert roomier.share > 0.0


@pytest.mark.parametrize("ground", list(Ink))
def test_type_is_read_on_every_ground(ground: Ink) -> None:
    assert contrast(ground, type_on(ground)) >= 6.9
    assert contrast(ground, Ink.WHITE) > 6.9 or type_on(ground) is Ink.BLACK
    assert all(0 <= part <= 255 for part in RGB[ground])


def test_every_pictogram_is_closed_and_lies_in_its_square() -> None:
    for name in pictogram_names():
        steps = outline_of(name)
        assert (steps[0][0], steps[-1][0]) == ("M", "Z"), name
        assert all(-0.01 <= number <= 1.01 for _, numbers in steps for number in numbers), name


@given(
    st.sampled_from(list(Ink)),
    st.booleans(),
    st.sampled_from(["大溪乡人民政府", "永定区人民政府（乡政府转发）", "站" * 30]),
    st.sampled_from(["", "样例", "样例　送审稿"]),
    st.sampled_from([0.5, 0.707, 1.0, 2.0]),
)
def test_the_band_says_the_same_in_colour_and_in_black_alone(
    ground: Ink, heavy: bool, issuer: str, stamp: str, unit_mm: float
) -> None:
    band = Band(word="停水", pictogram="drop", ground=ground, heavy=heavy)
    panel = band_panel(
        band, issuer, stamp, width_mm=273 * unit_mm, unit_mm=unit_mm, metrics=Square()
    )
    page = Page(width_mm=300 * unit_mm, height_mm=panel.height_mm, blocks=panel.blocks)
    black = in_black(Document(title="停水", pages=(page,))).pages[0]

    for drawn in (page, black):
        marks = drawn.blocks[0].marks
        texts = [mark for mark in marks if isinstance(mark, Text)]
        said = "".join(text.characters for text in texts)
        assert said.replace("　", "") == f"停水{issuer}{stamp}".replace("　", "")
        edge = bounds(marks[0])
        for mark in (bounds(m) for m in marks[1:]):
            assert mark.x_mm >= edge.x_mm
            assert mark.right_mm <= edge.right_mm
            assert mark.y_mm >= edge.y_mm - 1e-6
            assert mark.bottom_mm <= edge.bottom_mm + 1e-6
        ground_box, pictogram = marks[0], marks[1]
        assert isinstance(ground_box, Box)
        assert isinstance(pictogram, Outline)
        assert ground_box.fill is not None
        assert contrast(ground_box.fill, pictogram.ink) >= 6.9
    inks = {getattr(m, "ink", Ink.BLACK) for m in black.blocks[0].marks}
    assert inks <= {Ink.BLACK, Ink.WHITE}
    filled = black.blocks[0].marks[0]
    assert isinstance(filled, Box)
    assert (filled.fill is Ink.BLACK) is heavy


def test_a_figure_and_its_unit_stand_on_one_base_line_without_touching() -> None:
    texts = figure_line("12月31日", x_mm=10, y_mm=50, size_pt=100, metrics=Square())

    assert [text.characters for text in texts] == ["12", "月", "31", "日"]
    assert [text.size_pt for text in texts] == [100, 70, 100, 70]
    assert {text.y_mm for text in texts} == {50}
    lefts = [text.x_mm for text in texts]
    assert lefts == sorted(lefts)
    end = 10 + figure_mm("12月31日", 100, Square())
    assert lefts[-1] + 70 * 25.4 / 72 == pytest.approx(end)


def test_a_moved_text_keeps_all_but_its_place() -> None:
    text = Text(
        x_mm=1.0,
        y_mm=2.0,
        characters="二村",
        offsets_em=(0.0, 1.0),
        size_pt=44.0,
        weight=900,
        ink=Ink.RED,
        angle_deg=30.0,
        cell=(1, 2),
    )

    assert moved(text, 3.0, 4.0) == replace(text, x_mm=4.0, y_mm=6.0)
