"""Rows of posters are broken at commas and between words, and no word is torn."""

from __future__ import annotations

import pytest

from kit.compose.fact_words import plain_sentences
from kit.compose.posters.kind_facts import kind_rows
from kit.compose.posters.setting import is_badly_broken, is_well_broken, sense_lines
from kit.fonts import load_typeface
from kit.text.typeset.linebreak import Align
from kit.text.typeset.sense import torn_places
from kit.text.typeset.title import fit_title
from kit.units import MM_PER_PT
from tests.sheets import items

# A document number alone is one word, wider than a line of large type.
ROWS = sorted({row.text for item in items() for row in kind_rows(item) if "〔" not in row.text})
SENTENCES = sorted({sentence for item in items() for sentence in plain_sentences(item)})
HARD = (
    "对定价或做法有意见，7天内打电话说",
    "写信或打电话到组织办，写明姓名和事情",
    "60天内可以申请行政复议，6个月内可以起诉",
    "样例村三组到四组，两个月内修好",
    "没有参加职工医保的村民，不分老少，外出务工的也要办",
    "走不动的老人，家里人和村干部可以代办",
)


def starts_of(text: str, size_pt: float, width_mm: float) -> list[int]:
    """Return before which characters lines after the first begin."""
    lines = sense_lines(text, size_pt, width_mm, 500, load_typeface())
    assert "".join(line.text for line in lines).replace(" ", "") == text.replace(" ", "")
    starts, place = [], 0
    for line in lines[:-1]:
        place = text.index(line.text, place) + len(line.text)
        starts.append(place + len(text[place:]) - len(text[place:].lstrip()))
    return starts


@pytest.mark.parametrize("text", [*ROWS, *SENTENCES, *HARD])
def test_no_word_number_or_day_is_torn_at_any_usual_size(text: str) -> None:
    for size_pt, width_mm in ((28, 140), (28, 190), (36, 140), (44, 180), (48, 190), (60, 190)):
        for start in starts_of(text, size_pt, width_mm):
            assert start not in torn_places(text), (size_pt, text[:start], text[start:])


@pytest.mark.parametrize(
    ("text", "size_pt", "width_mm", "lines"),
    [
        (
            "收到决定书之日起六十日内可以申请行政复议，六个月内可以提起行政诉讼。",
            46,
            208,
            ["收到决定书之日起六十日内", "可以申请行政复议，", "六个月内可以提起行政诉讼。"],
        ),
        ("关好阀门，来气以前不要打火", 60, 190, ["关好阀门，", "来气以前不要打火"]),
    ],
)
def test_a_line_ends_where_a_clause_does(
    text: str, size_pt: float, width_mm: float, lines: list[str]
) -> None:
    made = sense_lines(text, size_pt, width_mm, 500, load_typeface())

    assert [line.text for line in made] == lines
    assert not is_badly_broken(text, made)


def test_a_clause_that_ends_in_the_middle_of_a_line_asks_for_smaller_type() -> None:
    text = "没有参加职工医保的村民，不分老少"
    made = sense_lines(text, 60, 200, 500, load_typeface())

    assert [line.text for line in made] == ["没有参加职工医保的", "村民，不分老少"]
    assert not is_badly_broken(text, made)
    assert not is_well_broken(text, made)


@pytest.mark.parametrize("width_mm", range(120, 260, 10))
@pytest.mark.parametrize(
    "text", [*SENTENCES, "清点、登记当面进行，当事人签字领回，过期不领的依法处理"]
)
def test_no_text_takes_a_line_more_for_where_its_clauses_end(text: str, width_mm: int) -> None:
    """A sheet that is full would be refused for it."""
    face = load_typeface()
    made = sense_lines(text, 40, width_mm, 500, face)
    fewest = fit_title(
        text, face, width_mm=width_mm, height_mm=9e9, largest_pt=40, smallest_pt=40, most_lines=99,
        weight=500, align=Align.LEFT,
    ).lines  # fmt: skip

    if len(made) > len(fewest):
        assert is_badly_broken(text, fewest)


def test_marks_give_their_blank_half_before_a_line_more_is_taken() -> None:
    text, width_mm = "乡公开栏、村公开栏、村民小组", 13.2 * 44 * MM_PER_PT

    (line,) = sense_lines(text, 44.0, width_mm, 500, load_typeface())

    assert line.text == text
    assert line.width_em <= 13.2 + 1e-6
    assert len(sense_lines(text, 44.0, 12.8 * 44 * MM_PER_PT, 500, load_typeface())) == 2


def test_a_word_wider_than_its_line_is_torn_and_nothing_is_lost() -> None:
    assert starts_of("城乡居民基本医疗保险", 60, 60)
