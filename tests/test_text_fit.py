from __future__ import annotations

import re
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.errors import LayoutError
from kit.text.typeset.breaker import widest_word
from kit.text.typeset.fit import ASCENT_EM, STEP_PT, Fitted, fit_paragraphs
from kit.text.typeset.legibility import reading_distance_m
from kit.text.typeset.linebreak import Align, Span, measure, set_paragraph
from kit.units import MM_PER_PT, PT_PER_MM
from tests.squares import SQUARES

NOTICE = [
    "各村（居）委会、全体村民：",
    "现将我乡2027年度城乡居民医保集中缴费有关事项公开如下——请大家互相转告：“早缴费、早受益”，不要错过时间！",
    "一、缴费对象。凡我乡户籍、未参加职工医保的居民，包括在校学生、新生儿、外出务工人员等，均可参保。",
    "二、缴费标准。每人400元；60周岁以上老人与其他居民标准相同，由县（区）统一划拨。",
    "三、缴费办法。带上身份证或户口本，到乡便民服务中心、各村村部缴费……逾期未缴的，2027年1月1日起不享受待遇。",
    "四、联系电话。咨询、投诉请拨打0597-0123456，或扫描下方二维码看全文。",
]


def spans_of(texts: list[str]) -> list[list[Span]]:
    return [[Span(text, 500)] for text in texts]


def fit(
    texts: list[str],
    width_mm: float = 261,
    height_mm: float = 280,
    *,
    largest_pt: float = 80,
    smallest_pt: float = 12,
    leading: float = 1.5,
    gap_em: float = 0.35,
    align: Align = Align.JUSTIFY,
) -> Fitted:
    return fit_paragraphs(
        spans_of(texts),
        SQUARES,
        width_mm=width_mm,
        height_mm=height_mm,
        largest_pt=largest_pt,
        smallest_pt=smallest_pt,
        leading=leading,
        paragraph_gap_em=gap_em,
        align=align,
    )


def height_at(
    texts: list[str], size_pt: float, width_mm: float, leading: float, gap: float
) -> float:
    """Count the height anew, without the fitter."""
    measure_em = width_mm * PT_PER_MM / size_pt
    set_lines = [
        set_paragraph(spans, SQUARES, measure_em=measure_em, indent_em=2)
        for spans in spans_of(texts)
    ]
    if any(line.width_em > measure_em + 1e-6 for lines in set_lines for line in lines):
        return inf
    lines = [len(lines) for lines in set_lines]
    shown = [count for count in lines if count]
    if not shown:
        return 0
    em = 1 + (sum(shown) - 1) * leading + (len(shown) - 1) * gap
    return em * size_pt * MM_PER_PT


@pytest.mark.parametrize("height_mm", [110, 150, 200, 280, 340])
@pytest.mark.parametrize("width_mm", [130, 174, 261])
def test_the_text_fits_and_half_a_point_more_does_not(width_mm: float, height_mm: float) -> None:
    fitted = fit(NOTICE, width_mm, height_mm)

    assert fitted.height_mm <= height_mm
    assert fitted.height_mm == pytest.approx(height_at(NOTICE, fitted.size_pt, width_mm, 1.5, 0.35))
    assert height_at(NOTICE, fitted.size_pt + STEP_PT, width_mm, 1.5, 0.35) > height_mm


def test_no_larger_step_fits_either_though_heights_do_not_grow_evenly() -> None:
    for height_mm in (90, 121, 168):
        fitted = fit(NOTICE[:3], 150, height_mm, largest_pt=60)
        size_pt = fitted.size_pt + STEP_PT
        while size_pt <= 60:
            assert height_at(NOTICE[:3], size_pt, 150, 1.5, 0.35) > height_mm
            size_pt += STEP_PT


def test_the_largest_size_is_the_limit() -> None:
    assert fit(["停水。"], largest_pt=80).size_pt == 80


def test_type_is_not_made_so_large_that_a_phone_number_is_torn() -> None:
    fitted = fit(["电话：0597-0123456"], 100, 400, largest_pt=200, leading=1.2)

    assert any("0597-0123456" in line.text for line in fitted.paragraphs[0])
    assert fitted.size_pt < 45


def test_a_notice_of_300_characters_on_a3_is_read_from_one_and_a_half_metres() -> None:
    texts = [text[: 300 // len(NOTICE)] for text in NOTICE]

    assert reading_distance_m(fit(texts, 261, 318, smallest_pt=28).size_pt) >= 1.5


def test_base_lines_stand_a_leading_apart_and_paragraphs_a_gap_more() -> None:
    fitted = fit(NOTICE[:2], largest_pt=40, leading=1.4, gap_em=0.5)

    flat = [y for lines in fitted.base_lines_mm for y in lines]
    assert flat[0] == pytest.approx(ASCENT_EM * fitted.size_mm)
    assert flat[1] - flat[0] == pytest.approx(1.9 * fitted.size_mm)
    assert flat[2] - flat[1] == pytest.approx(1.4 * fitted.size_mm)
    assert flat[-1] + (1 - ASCENT_EM) * fitted.size_mm == pytest.approx(fitted.height_mm)


def test_an_empty_paragraph_takes_no_room() -> None:
    with_empty, without = fit([NOTICE[0], "", NOTICE[1]]), fit(NOTICE[:2])

    assert with_empty.size_pt == without.size_pt
    assert [len(lines) for lines in with_empty.paragraphs][1] == 0


def test_no_text_fits_at_the_largest_size() -> None:
    assert fit([]).height_mm == 0
    assert fit([""]).size_pt == 80


def test_what_is_too_long_is_refused_with_the_number_of_characters_to_cut() -> None:
    with pytest.raises(LayoutError) as refused:
        fit(NOTICE, 261, 200, smallest_pt=36)

    assert "正文" in refused.value.message
    assert "36 磅" in refused.value.message
    found = re.fullmatch(r"请删去约 (\d+) 字，或改用更大的纸。", refused.value.remedy)
    assert found is not None
    cut = int(found[1])
    text = "\n".join(NOTICE)
    assert 0 < cut < len(text)

    def shortened(characters: int) -> list[str]:
        kept = sum(map(len, NOTICE)) - characters
        texts = []
        for paragraph in NOTICE:
            texts.append(paragraph[:kept])
            kept -= len(texts[-1])
        return [text for text in texts if text]

    assert fit(shortened(cut), 261, 200, smallest_pt=36).size_pt >= 36
    with pytest.raises(LayoutError):
        fit(shortened(cut - 1), 261, 200, smallest_pt=36)


def test_a_frame_lower_than_a_line_asks_for_a_larger_frame() -> None:
    with pytest.raises(LayoutError, match="更大的纸") as refused:
        fit(NOTICE, 261, 5, smallest_pt=36)

    assert "删去" not in refused.value.remedy


def test_twenty_thousand_characters_are_refused_soon() -> None:
    with pytest.raises(LayoutError, match=r"请删去约 1\d{4} 字"):
        fit(["".join(NOTICE) * 60], smallest_pt=28)


def test_twenty_thousand_characters_fit_a_frame_that_is_large_enough() -> None:
    fitted = fit(["".join(NOTICE) * 60], 800, 1100, smallest_pt=6, largest_pt=40)

    assert fitted.height_mm <= 1100


def test_a_token_without_a_break_is_set_all_the_same() -> None:
    fitted = fit(["0123456789" * 6], 100, 100, smallest_pt=16, gap_em=0)

    assert "".join(line.text for line in fitted.paragraphs[0]) == "0123456789" * 6


def test_left_aligned_text_is_fitted_too() -> None:
    fitted = fit(NOTICE, align=Align.LEFT)

    assert fitted.height_mm <= 280
    assert fitted.paragraphs[1][0].stretch_em == 0


@settings(max_examples=25)
@given(
    st.lists(
        st.text(alphabet="公开栏大喇叭墟天2026年月，。《》（）—…A", min_size=0, max_size=120),
        min_size=1,
        max_size=4,
    ),
    st.floats(min_value=60, max_value=300),
    st.floats(min_value=40, max_value=300),
    st.floats(min_value=1.0, max_value=1.8),
)
def test_nothing_is_lost_and_a_larger_size_would_not_fit(
    texts: list[str], width_mm: float, height_mm: float, leading: float
) -> None:
    try:
        fitted = fit(texts, width_mm, height_mm, smallest_pt=8, largest_pt=60, leading=leading)
    except LayoutError:
        assert height_at(texts, 8, width_mm, leading, 0.35) > height_mm - 1e-6
        return

    assert "".join(line.text for lines in fitted.paragraphs for line in lines) == "".join(texts)
    assert fitted.height_mm <= height_mm + 1e-6
    if fitted.size_pt < 60 and not _torn(texts, fitted.size_pt + STEP_PT, width_mm):
        larger = height_at(texts, fitted.size_pt + STEP_PT, width_mm, leading, 0.35)
        assert larger > height_mm - 1e-6


def _torn(texts: list[str], size_pt: float, width_mm: float) -> bool:
    """Whether a part that should be whole is wider than the column at this size."""
    measured = [measure(spans, SQUARES) for spans in spans_of(texts)]
    widest_em = max(widest_word(paragraph, indent_em=2) for paragraph in measured)
    return widest_em * size_pt * MM_PER_PT > width_mm
