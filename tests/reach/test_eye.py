"""Posters read by an elder's eye from the distance they state."""

from __future__ import annotations

import pytest

from tests.reach.eye import Line, Reading, lines_of, read_from
from tests.reach.papers import poster

LINE = Line("每人400元，12月31日以前", 44.0, 0.0, 0.0, 0.0)


def test_a_changed_digit_is_a_misread_figure_and_a_lost_mark_is_not() -> None:
    assert Reading(LINE, "每人400元 12月31日以前").misread == ()
    assert Reading(LINE, "每人400元，12月37日以前").misread == ("31日",)
    assert Reading(LINE, "每人490元，12月31日以前").wrong == 1
    assert Reading(LINE, "").misread == ("400元", "12月", "31日")


def test_lines_are_taken_from_the_sheet_with_their_sizes() -> None:
    lines = lines_of(poster("004", "poster-a3").data, 0)

    assert any("400" in line.text and line.size_pt >= 100 for line in lines)
    assert [line.text for line in lines].count("样例") == 2  # at head and foot


@pytest.mark.slow
@pytest.mark.parametrize(("number", "layout_name"), [("004", "poster-a3"), ("007", "table-a3")])
def test_every_figure_is_read_from_the_stated_distance_and_half_as_far_again(
    number: str, layout_name: str
) -> None:
    made = poster(number, layout_name)
    stated = made.figures["reading_distance_m"]

    for distance in (stated, 1.5 * stated):
        readings = read_from(made.data, 0, distance, stated)
        assert [figure for reading in readings for figure in reading.misread] == []
        letters = sum(reading.letters for reading in readings)
        assert letters > 50
        assert sum(reading.wrong for reading in readings) <= 0.02 * letters


@pytest.mark.slow
def test_the_eye_is_not_too_sharp() -> None:
    made = poster("004", "poster-a3")
    stated = made.figures["reading_distance_m"]

    readings = read_from(made.data, 0, 6 * stated, stated)

    assert any(reading.misread for reading in readings)
