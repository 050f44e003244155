from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.text.typeset.legibility import reading_distance_m, size_pt_for


@pytest.mark.parametrize(
    ("size_pt", "distance_m"),
    [(17.5, 0.87), (25, 1.33), (36.5, 2.04), (53, 3.06)],
)
def test_the_four_paper_sizes_of_the_same_notice_read_from_where_they_were_measured(
    size_pt: float, distance_m: float
) -> None:
    assert reading_distance_m(size_pt) == pytest.approx(distance_m, abs=0.005)


def test_the_worked_example_of_the_source() -> None:
    # 70 years old, 0.5 m, 100 cd/m2: acuity 0.4, and 13.5 pt sans-serif.
    assert size_pt_for(0.5, acuity=0.4) == pytest.approx(13.5, abs=0.05)


@pytest.mark.parametrize(("distance_m", "size_pt"), [(1, 19.6), (1.5, 27.7), (3, 52), (5, 84.4)])
def test_sizes_for_the_distances_of_a_village(distance_m: float, size_pt: float) -> None:
    assert size_pt_for(distance_m) == pytest.approx(size_pt, abs=0.05)


def test_an_eye_with_cataract_reads_twenty_eight_points_from_less_than_a_metre() -> None:
    assert reading_distance_m(28, acuity=0.3) == pytest.approx(0.91, abs=0.005)


def test_characters_of_many_strokes_need_larger_type() -> None:
    assert reading_distance_m(28, complexity=1.15) < reading_distance_m(28)


def test_type_below_the_threshold_is_read_from_nowhere() -> None:
    assert reading_distance_m(3) == 0


@given(
    st.floats(min_value=0.1, max_value=50),
    st.floats(min_value=0.1, max_value=1.5),
    st.floats(min_value=1, max_value=2),
)
def test_size_and_distance_are_each_other_s_inverse(
    distance_m: float, acuity: float, complexity: float
) -> None:
    size_pt = size_pt_for(distance_m, acuity, complexity)

    assert reading_distance_m(size_pt, acuity, complexity) == pytest.approx(distance_m)
