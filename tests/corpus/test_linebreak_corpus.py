"""The township's real report, every paragraph at 22 measures (8 to 39.5 em)."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from kit.text.typeset.linebreak import Line, Span, set_paragraph
from tests.squares import SQUARES
from tests.test_text_linebreak_rules import NOT_AT_END, NOT_AT_START

REPORT = Path(__file__).resolve().parents[3] / "shared" / "data" / "daxi-2021-report.txt"
MEASURES_EM = [8 + 1.5 * i for i in range(22)]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def settings() -> list[tuple[float, tuple[Line, ...]]]:
    if not REPORT.exists():
        pytest.skip("../shared/data/daxi-2021-report.txt is not here: it is not ours to publish")
    paragraphs = [p.strip() for p in REPORT.read_text(encoding="utf-8").splitlines() if p.strip()]
    return [
        (
            measure_em,
            set_paragraph([Span(text, 500)], SQUARES, measure_em=measure_em, indent_em=2),
        )
        for measure_em in MEASURES_EM
        for text in paragraphs
    ]


Settings = list[tuple[float, tuple[Line, ...]]]


def test_no_line_begins_or_ends_with_a_forbidden_mark(settings: Settings) -> None:
    faults = [
        (measure_em, line.text, following.text)
        for measure_em, lines in settings
        for line, following in pairwise(lines)
        if following.text[0] in NOT_AT_START or line.text.rstrip()[-1] in NOT_AT_END
    ]

    assert faults == []


def test_next_to_no_paragraph_ends_in_a_single_character(settings: Settings) -> None:
    broken = [lines for _, lines in settings if len(lines) > 1]

    single = [lines for lines in broken if sum(c.isalnum() for c in lines[-1].text) < 2]

    # Of those that are broken at all: one-line paragraphs would flatter the figure.
    assert len(single) <= 0.007 * len(broken)


def test_the_stretch_is_seldom_seen(settings: Settings) -> None:
    stretches = sorted(
        line.stretch_em
        for measure_em, lines in settings
        for line in lines[:-1]
        if abs(line.width_em - measure_em) < 1e-6
        for _ in line.text[1:]
    )

    assert stretches[int(len(stretches) * 0.99)] <= 0.17


def test_ragged_lines_are_few(settings: Settings) -> None:
    full = [(measure_em, line) for measure_em, lines in settings for line in lines[:-1]]

    ragged = [line for measure_em, line in full if abs(line.width_em - measure_em) > 1e-6]

    assert len(ragged) <= 0.005 * len(full)
