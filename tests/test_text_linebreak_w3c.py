"""What the W3C's tests of ``line-break: strict`` keep from the start of a Chinese line.

The marks are those of web-platform-tests, css/css-text/i18n/zh, css-text-line-break-zh-*-strict
(cpm, hyphens, in, iteration, po); a line there holds six characters, the mark being the seventh.
"""

from __future__ import annotations

import pytest

from kit.text.typeset.linebreak import Align, Span, set_paragraph
from tests.squares import SQUARES

CENTRED_PUNCTUATION = "・：；･‼⁇⁈⁉！？"
HYPHENS = "‐–〜゠"
INSEPARABLE = "․‥…⋯︙𐫶"
ITERATION = "々〻ゝゞヽヾ"
POSTFIXES = "°‰′″‵℃℉﹪％￠"
KEPT = CENTRED_PUNCTUATION + HYPHENS + INSEPARABLE + ITERATION + POSTFIXES


@pytest.mark.parametrize("mark", KEPT, ids=lambda mark: f"U+{ord(mark):04X}")
@pytest.mark.parametrize("align", Align)
def test_the_character_before_the_mark_goes_down_with_it(mark: str, align: Align) -> None:
    text = "文" * 6 + mark + "字字"

    lines = set_paragraph([Span(text, 500)], SQUARES, measure_em=6.2, align=align)

    assert [line.text for line in lines] == ["文" * 5, f"文{mark}字字"]


@pytest.mark.parametrize("mark", KEPT, ids=lambda mark: f"U+{ord(mark):04X}")
def test_it_is_kept_beside_bold_type_too(mark: str) -> None:
    spans = [Span("文" * 6, 500), Span(mark, 900), Span("字字", 500)]

    lines = set_paragraph(spans, SQUARES, measure_em=6.2)

    assert lines[1].text == f"文{mark}字字"


def test_all_of_the_list_are_there_once() -> None:
    assert len(KEPT) == len(set(KEPT)) == 36
