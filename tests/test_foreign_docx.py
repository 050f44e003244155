"""A Word or WPS document is read as a person sees it, and what is not read is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import ForeignFileError
from kit.foreign.blocks import Document, Grid, Merged, Paragraph
from kit.foreign.docx import read_docx
from kit.foreign.docx_numbers import chinese
from kit.foreign.gate import open_foreign
from tests.foreign_files import one_line, word_body, word_file
from tests.word_made import (
    BELOW_TITLE,
    DOWN,
    NAMES,
    Wide,
    Xml,
    boxed,
    deleted,
    document,
    inserted,
    note_mark,
    para,
    run,
    table,
    word_art,
)


def read(data: bytes) -> Document:
    package = open_foreign(data).package
    assert package
    return read_docx(package)


def lines(data: bytes) -> list[str]:
    return [
        one.number + one.text
        for one in read(data).blocks
        if isinstance(one, Paragraph) and one.text
    ]


def grid(data: bytes) -> Grid:
    return next(one for one in read(data).blocks if isinstance(one, Grid))


@pytest.mark.parametrize("by_wps", [False, True])
@pytest.mark.parametrize("strict", [False, True])
def test_runs_are_joined_however_the_program_cut_them(*, by_wps: bool, strict: bool) -> None:
    text = "集中缴费期为2026年9月1日至12月31日，每人400元。"

    assert lines(document(para(text, by_wps=by_wps), strict=strict)) == [text]


def test_automatic_numbers_stand_before_their_paragraphs() -> None:
    made = document(
        para("对象", numbered=1),
        para("标准", numbered=1, by_wps=True),
        para("户口簿", numbered=3),
        para("时间", numbered=1),
        para("总则", numbered=4),
        para("带证", numbered=5),
    )

    assert lines(made) == [
        "一、对象",
        "二、标准",
        "（1）户口簿",
        "三、时间",
        "第一条　总则",
        "①带证",
    ]


def test_a_list_begun_anew_and_a_level_below_count_as_word_draws_them() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, text in enumerate(("%1.", "%1.%2"))
    )
    over = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = (
        f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{over}</w:num></w:numbering>'
    )
    made = document(
        para("甲", numbered=1),
        para("乙", numbered=1, level=1),
        para("丙", numbered=1, level=1),
        para("丁", numbered=1),
        para("戊", numbered=1, level=1),
        para("己", numbered=2),
        parts={"word/numbering.xml": numbering},
    )

    assert lines(made) == ["1.甲", "1.1乙", "1.2丙", "2.丁", "2.1戊", "5.己"]


def test_a_text_box_is_read_once_and_before_its_paragraph() -> None:
    made = document(para(boxed(para("大溪乡"), para("公示"))), para("现予公示。"))

    blocks = read(made).blocks

    assert lines(made) == ["大溪乡", "公示", "现予公示。"]
    assert [one.boxed for one in blocks if isinstance(one, Paragraph) and one.text] == [
        True,
        True,
        False,
    ]


def test_boxes_in_boxes_are_read_once_each() -> None:
    inner = para(boxed(para("里")))
    for _ in range(6):
        inner = para(boxed(inner, para("层")))

    assert sorted(lines(document(inner))) == ["层"] * 6 + ["里"]


def test_a_head_drawn_as_a_picture_of_words_is_read() -> None:
    assert lines(document(para(word_art("大溪乡人民政府文件")))) == ["大溪乡人民政府文件"]


def test_changes_are_read_as_accepted_and_told() -> None:
    made = document(para(Xml(run("每亩") + deleted("120") + inserted("135") + run("元。"))))

    assert lines(made) == ["每亩135元。"]
    (told,) = read(made).told
    assert "加了 1 处，删了 1 处（“120”）" in told


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    made = document(para("每人", mark_deleted=True), para("400元。"))

    assert lines(made) == ["每人400元。"]


def test_what_is_hidden_commented_or_drawn_is_told_and_not_read() -> None:
    hidden = run("内部掌握", extra="<w:vanish/>")
    shown = run("停水", extra='<w:vanish w:val="0"/>')
    made = document(
        para(Xml(f"<w:commentRangeStart/>{hidden}{shown}<w:r><w:object/></w:r>")),
        parts={"word/media/image1.png": "x"},
    )

    assert lines(made) == ["停水"]
    assert read(made).told == (
        "批注 1 条没有读。",
        "隐藏文字 1 处没有读。",
        "图片 1 张，图里的字没有读。",
        "嵌入的表格或公式 1 个没有读。",
    )


def test_a_footnote_stands_where_it_is_called() -> None:
    made = document(para(Xml(run("照片2张") + note_mark(1) + run("。"))), notes=("须为免冠照片",))

    assert lines(made) == ["照片2张（注：须为免冠照片）。"]


def test_merged_cells_are_filled_with_what_is_shown_in_them() -> None:
    made = document(
        table(
            (Wide("补贴名单", 3),),
            ("村", "姓名", "金额"),
            (f"{DOWN}样例一村", "甲某某", "300"),
            (DOWN, "乙某某", "600"),
        )
    )

    found = grid(made)

    assert found.rows[0] == ("补贴名单",) * 3
    assert found.rows[3] == ("样例一村", "乙某某", "600")
    assert found.merged == (
        Merged(top=0, left=0, bottom=0, right=2),
        Merged(top=2, left=0, bottom=3, right=0),
    )


def test_a_table_in_a_cell_is_lines_of_that_cell() -> None:
    inner = table(("甲", "乙"))
    outer = table(("事由", "")).replace("<w:p><w:pPr></w:pPr></w:p>", inner)

    assert grid(document(outer)).rows == (("事由", "甲\n乙"),)


def test_alignment_and_size_come_down_from_the_styles() -> None:
    (title,) = read(document(para("通告", style=BELOW_TITLE))).blocks

    assert isinstance(title, Paragraph)
    assert title.centred
    assert title.size_pt == 22


MARKET = "<w:r><w:t>墟</w:t></w:r>"


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<w:p><w:r><w:t>一</w:t><w:br w:type="page"/><w:t>二</w:t></w:r></w:p>', ["一二"]),
        (
            "<w:p><w:r><w:t>0597</w:t><w:noBreakHyphen/><w:t>0123456</w:t></w:r></w:p>",
            ["0597-0123456"],
        ),
        (
            '<w:p><w:r><w:sym w:char="F052"/><w:t>是</w:t><w:sym w:char="F0A8"/></w:r></w:p>',
            ["☑是□"],
        ),
        (
            f"<w:p><w:r><w:ruby><w:rt/><w:rubyBase>{MARKET}</w:rubyBase></w:ruby></w:r></w:p>",
            ["墟"],
        ),
        (
            f"<w:sdt><w:sdtContent><w:p><w:hyperlink>{MARKET}</w:hyperlink></w:p></w:sdtContent></w:sdt>",
            ["墟"],
        ),
    ],
)
def test_what_both_programs_wrap_text_in_is_seen_through(inside: str, expected: list[str]) -> None:
    assert lines(word_file(word_body(inside))) == expected


WIDE_CELL = '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc>'
ODD_NUMBER = '<w:p><w:pPr><w:numPr><w:ilvl w:val="z"/><w:numId w:val="x"/></w:numPr></w:pPr></w:p>'
ODD_LIST = f'<w:numbering {NAMES}><w:abstractNum><w:lvl w:ilvl="z"/></w:abstractNum></w:numbering>'
OWN_BASE = '<w:style w:styleId="a"><w:basedOn w:val="a"/></w:style>'


@pytest.mark.parametrize(
    "data",
    [
        word_file(word_body(f"<w:tbl><w:tr>{WIDE_CELL}</w:tr></w:tbl>")),
        word_file(word_body(ODD_NUMBER)),
        word_file(word_body(one_line("a")), word__numbering=ODD_LIST),
        word_file(word_body(ODD_NUMBER), word__styles=f"<w:styles {NAMES}>{OWN_BASE}</w:styles>"),
        word_file(f"<w:document {NAMES}/>"),
        word_file("<x/>"),
    ],
)
def test_nonsense_in_a_document_is_read_past(data: bytes) -> None:
    assert read(data).told == ()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (word_file(b"<w:document>"), "坏了"),
        (word_file(word_body("<w:sdt>" * 300 + "</w:sdt>" * 300)), "不正常"),
        (
            word_file(word_body("<w:tbl><w:tr>" + "<w:tc><w:p/></w:tc>" * 121 + "</w:tr></w:tbl>")),
            "不正常",
        ),
    ],
)
def test_a_document_that_no_program_writes_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(ForeignFileError, match=said):
        read(data)


def test_chinese_numbers_are_counted_as_in_a_notice() -> None:
    assert [chinese(n) for n in (1, 10, 11, 20, 21, 99, 100)] == [
        "一",
        "十",
        "十一",
        "二十",
        "二十一",
        "九十九",
        "100",
    ]


@given(
    st.lists(st.text("停水每人400元，。一、\t ", min_size=1, max_size=30), min_size=1, max_size=6)
)
def test_every_visible_character_of_every_paragraph_is_read(texts: list[str]) -> None:
    made = document(*(para(text, by_wps=place % 2 == 0) for place, text in enumerate(texts)))

    assert "".join("".join(lines(made)).split()) == "".join("".join(texts).split())
