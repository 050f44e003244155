from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.errors import LayoutError
from kit.text.typeset.sense import plain_title
from kit.text.typeset.title import SetTitle, fit_title
from kit.units import PT_PER_MM
from tests.squares import SQUARES


def fit(
    text: str,
    width_mm: float = 261,
    height_mm: float = 110,
    *,
    most_lines: int = 2,
    largest_pt: float = 140,
    smallest_pt: float = 20,
) -> SetTitle:
    return fit_title(
        text,
        SQUARES,
        width_mm=width_mm,
        height_mm=height_mm,
        largest_pt=largest_pt,
        smallest_pt=smallest_pt,
        most_lines=most_lines,
    )


def broken(text: str, lines: int) -> str:
    return "／".join(line.text for line in fit(text, most_lines=lines).lines)


@pytest.mark.parametrize(
    ("title", "lines", "wanted"),
    [
        ("交明年的居民医保", 2, "交明年的／居民医保"),
        ("关于村道封闭施工的通告", 2, "关于村道／封闭施工的通告"),
        ("森林防火禁火令", 2, "森林防火／禁火令"),
        ("2022年度城乡居民基本医疗保险缴费通知", 2, "2022年度城乡居民／基本医疗保险缴费通知"),
        ("2022年度城乡居民基本医疗保险缴费通知", 3, "2022年度城乡居民／基本医疗保险／缴费通知"),
        (
            "大溪乡2026年度耕地地力保护补贴发放对象公示",
            2,
            "大溪乡2026年度耕地地力保护／补贴发放对象公示",
        ),
        (
            "关于2027年度城乡居民基本医疗保险集中缴费的通知（样例）",
            3,
            "关于2027年度／城乡居民基本医疗保险／集中缴费的通知（样例）",
        ),
        (
            "关于对大溪乡莒溪村至坑头村道路扩宽改造征求意见",
            2,
            "关于对大溪乡莒溪村至坑头村／道路扩宽改造征求意见",
        ),
        ("停", 3, "停"),
    ],
)
def test_titles_break_between_words(title: str, lines: int, wanted: str) -> None:
    assert broken(title, lines) == wanted


def test_the_writer_s_mark_comes_first_and_is_not_printed() -> None:
    assert broken("交明年｜的居民医保", 2) == "交明年／的居民医保"


def test_a_mark_is_only_a_place_where_a_break_may_be() -> None:
    assert broken("墟天｜预告", 1) == "墟天预告"


def test_where_the_marks_do_not_do_the_words_decide() -> None:
    title = "关于｜2027年度城乡居民基本医疗保险集中缴费的通知"

    fitted = fit(title, 261, 110, most_lines=3, smallest_pt=60)

    assert [line.text for line in fitted.lines] == [
        "关于2027年度",
        "城乡居民基本医疗保险",
        "集中缴费的通知",
    ]


def test_a_title_without_its_marks_is_what_is_spoken_and_listed() -> None:
    assert plain_title("交明年的｜居民医保") == "交明年的居民医保"


def test_fewer_lines_win_where_they_cost_no_size() -> None:
    assert len(fit("墟天预告", most_lines=3, largest_pt=60).lines) == 1


def test_the_title_stays_inside_its_frame() -> None:
    fitted = fit("关于2027年度城乡居民基本医疗保险集中缴费的通知", most_lines=3)

    assert fitted.height_mm <= 110
    measure_em = 261 * PT_PER_MM / fitted.size_pt
    for line in fitted.lines:
        assert line.width_em <= measure_em + 1e-6
        # Centred: as much room left as right.
        left = line.pieces[0].offsets_em[0]
        assert left == pytest.approx(measure_em - line.width_em, abs=1e-6)


def test_no_line_of_a_title_is_a_single_character() -> None:
    for title in ("暴雨红色预警！", "关于停水的通知", "禁止焚烧秸秆令"):
        for lines in (2, 3, 4):
            parts = broken(title, lines).split("／")
            assert all(sum(c.isalnum() for c in part) > 1 for part in parts), parts


def test_a_title_that_does_not_fit_is_refused_with_the_number_to_cut() -> None:
    with pytest.raises(LayoutError, match=r"请删去约 \d+ 字") as refused:
        fit("关于2027年度城乡居民基本医疗保险集中缴费的通知" * 3, smallest_pt=60)

    assert refused.value.message.startswith("标题")
    assert "60 磅" in refused.value.message


def test_an_empty_title_has_no_lines() -> None:
    assert fit("").lines == ()
    assert fit("｜").lines == ()


@settings(max_examples=60)
@given(
    st.text(alphabet="大溪乡关于的通知医保｜2026年（）《》“”，", min_size=1, max_size=40),
    st.integers(min_value=1, max_value=4),
)
def test_nothing_of_a_title_is_lost(title: str, lines: int) -> None:
    fitted = fit(title, 400, 300, most_lines=lines, smallest_pt=10)

    assert "".join(line.text for line in fitted.lines) == plain_title(title)
    assert len(fitted.lines) <= lines


def test_a_long_title_of_unknown_words_is_broken_evenly() -> None:
    title = "甲乙丙丁戊己庚辛壬癸" * 6

    fitted = fit(title, 400, 300, most_lines=4)

    assert {len(line.text) for line in fitted.lines} == {15}


def test_a_title_of_a_thousand_characters_is_refused_soon() -> None:
    with pytest.raises(LayoutError, match=r"请删去约 8\d\d 字"):
        fit("甲乙丙丁戊己庚辛壬癸" * 100, most_lines=4)


def test_as_many_characters_as_were_named_are_enough_to_cut() -> None:
    title = "关于2027年度城乡居民基本医疗保险集中缴费的通知" * 2
    with pytest.raises(LayoutError) as refused:
        fit(title, smallest_pt=60, most_lines=3)

    cut = int("".join(filter(str.isdigit, refused.value.remedy)))
    assert fit(title[: len(title) - cut], smallest_pt=60, most_lines=3).size_pt >= 60
