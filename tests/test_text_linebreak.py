from __future__ import annotations

import pytest

from kit.text.typeset.linebreak import Align, Line, Piece, Span, set_paragraph
from tests.squares import SQUARES


def set_text(
    text: str, measure_em: float, *, indent_em: float = 0.0, align: Align = Align.JUSTIFY
) -> tuple[Line, ...]:
    spans = [Span(text, 500)]
    return set_paragraph(spans, SQUARES, measure_em=measure_em, indent_em=indent_em, align=align)


def lines_of(text: str, measure_em: float) -> list[str]:
    return [line.text for line in set_text(text, measure_em)]


def offsets(text: str, measure_em: float = 100) -> list[float]:
    (line,) = set_text(text, measure_em)
    return [round(offset, 3) for piece in line.pieces for offset in piece.offsets_em]


# What stays together


@pytest.mark.parametrize(
    "whole",
    [
        "400元",
        "3.5万亩",
        "1,250.50元",
        "60多岁",
        "60%",
        "36.5℃",
        "￥400",
        "24时",
        "8:30",
        "8：30",
        "第20条",
        "〔2021〕69号",
        "0597-5831234",
        "12393",
        "COVID-19",
        "15平方公里",
        "5个工作日",
    ],
)
def test_a_number_and_what_belongs_to_it_are_never_parted(whole: str) -> None:
    text = f"明年的居民医保在本乡每人都要按时交{whole}过期要等三个月才能报销"

    for tenths in range(80, 220, 3):
        broken = set_text(text, tenths / 10)
        assert sum(whole in line.text for line in broken) == 1, [line.text for line in broken]


@pytest.mark.parametrize(
    "whole", ["2026年12月31日", "三月十五日", "三百二十元", "3～5天", "第（十一）项"]
)
def test_a_date_stays_whole_in_a_column_of_fourteen(whole: str) -> None:
    text = f"明年的居民医保在本乡每人都要按时交{whole}以前要交过期要等三个月才能报销"

    for tenths in range(140, 300, 3):
        assert sum(whole in line for line in lines_of(text, tenths / 10)) == 1


def test_a_date_wider_than_its_column_breaks_after_the_year_or_the_month() -> None:
    lines = lines_of("截止2026年12月31日前", 5)

    assert "".join(lines) == "截止2026年12月31日前"
    for part in ("2026年", "12月", "31日前"):
        assert sum(part in line for line in lines) == 1


@pytest.mark.parametrize("pair", ["——", "……"])
def test_dashes_and_ellipses_are_whole_and_do_not_begin_a_line(pair: str) -> None:
    text = f"现将有关事项公开如下{pair}请大家互相转告不要错过时间"

    for tenths in range(40, 160, 3):
        lines = lines_of(text, tenths / 10)
        assert sum(pair in line for line in lines) == 1
        assert not any(line.startswith(pair[0]) for line in lines)


def test_a_long_address_breaks_after_its_signs() -> None:
    lines = lines_of("https://www.longyan.example/zwgk/daxi/2021/10/0069.html", 12)

    assert len(lines) > 1
    assert all(line[-1] in "/.-" for line in lines[:-1])


def test_a_token_of_sixty_characters_is_set_whole_though_it_must_be_broken() -> None:
    token = "A1" * 30

    lines = lines_of(f"编号{token}号", 10)

    assert "".join(lines) == f"编号{token}号"
    assert all(line.width_em <= 10 + 1e-9 for line in set_text(f"编号{token}号", 10))


@pytest.mark.parametrize("measure_em", [0.0, 0.4, 1.0, 1.5])
def test_a_column_narrower_than_a_character_loses_nothing(measure_em: float) -> None:
    text = "《条例》2021年——“大溪”"

    assert "".join(lines_of(text, measure_em)) == text


# How marks are squeezed


def test_two_marks_take_one_and_a_half_em() -> None:
    assert offsets("《甲》、乙") == [-0.5, 0.5, 1.5, 2.0, 3.0]
    assert offsets("甲：“乙”") == [0, 1, 1.5, 2.5, 3.5]
    assert offsets("甲（《乙》）丙") == [0, 1, 1.5, 2.5, 3.5, 4.0, 5.0]


def test_an_opening_mark_at_the_line_start_leaves_its_blank_half_outside() -> None:
    lines = set_text("《条例》规定", 20, indent_em=2)

    assert lines[0].pieces[0].offsets_em[:2] == (1.5, 2.5)


def test_a_mark_at_the_line_end_counts_half() -> None:
    assert set_text("公开信息。", 20)[0].width_em == pytest.approx(4.5)
    assert set_text("公开“信息。”", 20)[0].width_em == pytest.approx(6.0)
    # GB/T 15834, 5.1.10: five characters and half a mark fill the line without any stretch.
    first = set_text("政府信息公，开工作年度报告", 5.5)[0]
    assert (first.text, first.stretch_em) == ("政府信息公，", 0)


def test_question_and_exclamation_mark_share_one_em() -> None:
    assert offsets("甲？！乙") == [0, 1, 1.5, 2.0]
    assert offsets("甲！！！乙") == [0, 1, 1.5, 2.0, 3.0]


def test_an_interpunct_takes_half_an_em() -> None:
    assert offsets("甲·乙") == [0, 0.75, 1.5]


def test_a_pair_of_dashes_fills_two_em_with_the_two_em_dash_in_the_middle() -> None:
    first, dash, second, after = offsets("甲——乙")

    assert (first, second, after) == (0, 2.0, 3.0)
    assert dash == pytest.approx(1 + (2 - 1.687) / 2, abs=1e-3)


def test_marks_shrink_before_anything_else_and_in_their_order() -> None:
    # A shrink of 0.3 em: the bracket gives it all, the comma stays as it is.
    (line,) = set_text("甲，乙《丙》丁戊", 7.7)

    assert [round(x, 3) for x in line.pieces[0].offsets_em][:3] == [0, 1, 2]
    assert line.width_em == pytest.approx(7.7)


def test_latin_marks_keep_to_the_text_before_them() -> None:
    assert offsets("群众,主动") == [0, 1, 2, 2.55, 3.55]


# Han beside Latin


def test_a_quarter_em_stands_on_both_sides_of_latin() -> None:
    assert offsets("大溪e家") == [0, 1, 2.25, 3.1]
    assert offsets("用APP交") == [0, 1.25, 1.85, 2.45, 3.3]


def test_no_quarter_em_at_the_ends_of_a_line_nor_beside_full_width_marks() -> None:
    assert offsets("（2021）") == [-0.5, 0.5, 1.1, 1.7, 2.3, 2.9]


def test_the_gap_beside_latin_stretches_to_a_third_before_all_gaps_stretch() -> None:
    # Four Han, four digits and two quarters: 6.9 em; the line is 7.05 em.
    first = set_text("公开2021信息工作报告", 7.05)[0]

    assert first.text == "公开2021信息"
    assert first.stretch_em == 0
    xs = first.pieces[0].offsets_em
    assert xs[2] - xs[1] - 1 == pytest.approx(0.25 + 0.15 / 2)
    assert xs[6] - xs[5] - 0.6 == pytest.approx(0.25 + 0.15 / 2)


def test_the_gap_beside_latin_shrinks_to_an_eighth_at_most() -> None:
    (line,) = set_text("公开2021信息", 6.7)

    xs = line.pieces[0].offsets_em
    assert xs[2] - xs[1] - 1 == pytest.approx(0.15)
    assert len(set_text("公开2021信息", 6.6)) == 2


def test_spaces_are_kept_for_copying_and_hang_outside_at_a_line_end() -> None:
    lines = set_text("甲乙丙 丁戊己", 3)

    assert [line.text for line in lines] == ["甲乙丙 ", "丁戊己"]
    assert lines[0].width_em == pytest.approx(3)


# The last line


def test_no_single_character_stands_on_a_last_line() -> None:
    text = "全乡共收到政府信息公开申请零件均已答复完毕请全体村民互相转告"

    for tenths in range(50, 300, 2):
        lines = lines_of(text, tenths / 10)
        assert len(lines) == 1 or len(lines[-1]) > 1


def test_a_single_character_and_its_mark_count_as_single() -> None:
    assert lines_of("政府信息公开工作年。", 8)[-1] == "作年。"


# Alignment


def test_justified_lines_end_at_the_measure_and_the_last_does_not() -> None:
    lines = set_text("明年的居民医保，12月31日以前要交。每人400元，过期要等三个月。", 9.3)

    assert [round(line.width_em, 6) for line in lines[:-1]] == [9.3] * (len(lines) - 1)
    assert lines[-1].width_em < 9.3


def test_left_aligned_lines_are_not_stretched() -> None:
    lines = set_text("交明年的居民医保带身份证去村委会", 6.5, align=Align.LEFT)

    assert all(line.pieces[0].offsets_em[1] == 1 for line in lines)
    assert len(lines) == 3


def test_left_aligned_lines_are_as_few_as_can_be_without_parting_a_word() -> None:
    lines = set_text("交明年的居民医保，带身份证去村委会", 9, align=Align.LEFT)

    assert len(lines) == 2


def test_centred_lines_have_the_same_room_on_both_sides() -> None:
    for line in set_text("交明年的《居民医保》", 20, align=Align.CENTER):
        assert line.pieces[0].offsets_em[0] == pytest.approx(20 - line.width_em)


def test_a_line_that_would_need_holes_is_left_ragged() -> None:
    # Nothing can join 电话 on its line: the number alone fills a line.
    first = set_text("电话0597-58312340", 8)[0]

    assert first.text == "电话"
    assert first.width_em == pytest.approx(2)


# Spans, line feeds and odd characters


def test_bold_runs_become_pieces_of_one_line() -> None:
    spans = [Span("截止", 500), Span("12月31日", 900), Span("，过期不办。", 500)]

    (line,) = set_paragraph(spans, SQUARES, measure_em=30)

    assert [(piece.characters, piece.weight) for piece in line.pieces] == [
        ("截止", 500),
        ("12月31日", 900),
        ("，过期不办。", 500),
    ]
    joined = Piece("", tuple(x for piece in line.pieces for x in piece.offsets_em), 0)
    (plain,) = set_text("截止12月31日，过期不办。", 30)
    assert joined.offsets_em == plain.pieces[0].offsets_em


def test_rules_hold_across_spans() -> None:
    spans = [Span("公开指南《", 500), Span("条例", 900), Span("》", 500), Span("，办事", 500)]

    for tenths in range(20, 110, 3):
        lines = set_paragraph(spans, SQUARES, measure_em=tenths / 10)
        assert not any(line.text.endswith("《") for line in lines)
        assert not any(line.text[0] in "》，" for line in lines)


def test_typewriter_quotes_open_and_close_in_turn() -> None:
    text = '请仔细阅读"缴费指南"再来办理"明年"的手续'

    for tenths in range(60, 200, 3):
        lines = lines_of(text, tenths / 10)
        for quoted in ('"缴', '南"', '"明', '年"'):
            assert sum(quoted in line for line in lines) == 1


def test_a_line_feed_ends_the_line_and_only_the_first_line_is_indented() -> None:
    lines = set_text("各村委会：\n现将有关事项公开如下。", 30, indent_em=2)

    assert [line.text for line in lines] == ["各村委会：", "现将有关事项公开如下。"]
    assert [line.pieces[0].offsets_em[0] for line in lines] == [2, 0]


def test_a_line_before_a_line_feed_is_not_stretched() -> None:
    assert set_text("各村\n各组", 8)[0].width_em == 2


@pytest.mark.parametrize("text", ["", " ", "\n", "　　", "\u200b\u0007", "\n \n"])
def test_an_empty_paragraph_has_no_lines(text: str) -> None:
    assert set_text(text, 10) == ()


def test_control_characters_and_outer_space_are_dropped() -> None:
    assert lines_of("　　公\u0000开\u202e指\u200b南\ud800 \t ", 10) == ["公开指南"]


def test_white_space_within_a_line_is_kept_once() -> None:
    assert lines_of("姓名　电话\t地址   备注", 30) == ["姓名　电话 地址 备注"]


def test_a_no_break_space_does_not_break() -> None:
    for tenths in range(30, 90, 4):
        assert not any(
            line.endswith("\u00a0") for line in lines_of("请找 王\u00a0五 办理", tenths / 10)
        )


def test_an_accent_stays_on_its_letter() -> None:
    for tenths in range(6, 30, 3):
        assert not any(
            line[0] == "\u0304" for line in lines_of("ma\u0304ma ha\u0304o", tenths / 10)
        )


@pytest.mark.parametrize("text", ["😀🎉👨‍👩‍👧", "שלום עליכם", "مرحبا", "𠊎讲客家话", "①②③☎✓"])
def test_emoji_rare_and_right_to_left_characters_are_set(text: str) -> None:
    shown = "".join(line.text for line in set_text(text, 3))

    assert shown.replace(" ", "") == text.replace("\u200d", "").replace(" ", "")


# Readings above the text


def test_every_character_gets_its_syllable_centred_above_it() -> None:
    (line,) = set_paragraph([Span("便民", 500, "biàn mín")], SQUARES, measure_em=20)

    bian, min_ = line.ruby
    # biàn is 4 × 0.6 em at half size: 1.2 em, wider than its base, which makes room for it.
    assert bian.characters == "biàn"
    assert bian.offsets_em == pytest.approx((0, 0.6, 1.2, 1.8))
    base = line.pieces[0].offsets_em
    assert bian.x_em + 0.6 == pytest.approx(base[0] + 0.5)
    assert min_.x_em + 0.45 == pytest.approx(base[1] + 0.5)
    assert min_.x_em > bian.x_em + 1.2


def test_a_reading_over_a_word_keeps_the_word_on_one_line() -> None:
    spans = [Span("到乡", 500), Span("便民服务中心", 500, "biànmín fúwù zhōngxīn"), Span("办", 500)]

    for tenths in range(80, 140, 5):
        lines = set_paragraph(spans, SQUARES, measure_em=tenths / 10)
        assert sum(bool(line.ruby) for line in lines) == 1
        assert any("便民服务中心" in line.text for line in lines)


def test_readings_make_a_line_wider_not_crowded() -> None:
    (plain,) = set_text("装床双", 20)
    (read,) = set_paragraph([Span("装床双", 500, "zhuāng chuáng shuāng")], SQUARES, measure_em=20)

    assert read.width_em > plain.width_em
    ends = [ruby.x_em + len(ruby.characters) * 0.3 for ruby in read.ruby]
    assert all(ruby.x_em > end for ruby, end in zip(read.ruby[1:], ends, strict=False))


def ragged(text: str, measure_em: float) -> list[str]:
    spans = [Span(text, 500)]
    return [
        one.text for one in set_paragraph(spans, SQUARES, measure_em=measure_em, align=Align.LEFT)
    ]


@pytest.mark.parametrize(
    ("text", "measure_em", "lines"),
    [
        (
            "带身份证、户口本、社保卡，到村委会办。",
            16,
            ["带身份证、户口本、社保卡，", "到村委会办。"],
        ),
        (
            "工作人员不会打电话要验证码，谨防诈骗。",
            17,
            ["工作人员不会打电话要验证码，", "谨防诈骗。"],
        ),
        ("不会用手机的，带证件到便民服务中心交", 15, ["不会用手机的，带证件到", "便民服务中心交"]),
    ],
)
def test_a_ragged_line_parts_no_known_word_and_leaves_no_scrap(
    text: str, measure_em: float, lines: list[str]
) -> None:
    assert ragged(text, measure_em) == lines


def test_keeping_words_whole_costs_no_line() -> None:
    text = "乡便民服务中心、村委会、银行都可以交，身份证或户口本带一样就行，工作人员不收手续费。"
    for measure_em in range(8, 30):
        ends = ragged(text, measure_em)
        assert len(ends) <= len(ragged("字" * len(text), measure_em)) + 1
        assert "".join(ends) == text
