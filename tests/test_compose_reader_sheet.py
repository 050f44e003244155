"""The reader sheet: large, numbered, with breaths and readings, and nothing lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.compose.paper.page import Document, Rule, Text
from kit.compose.spoken.broadcast import Script, Sentence
from kit.compose.spoken.reader_sheet import (
    Note,
    ReaderLine,
    ReaderText,
    compose_reader_sheet,
    doubts_in,
    reader_text,
)
from kit.errors import LayoutError
from kit.text.readings.reading_tables import Lexicon
from tests.page_reading import Square, boxes_of, everything, outside, texts_of

SCRIPT = Script(
    item_id="DX-2026-004",
    title="交明年的居民医保",
    readings=(("便民", "biàn mín"),),
    sentences=(
        Sentence(
            written="12月31日以前，每人400元。",
            spoken="十二月三十一号以前，每人四百元。",
            pause_s=0.7,
        ),
        Sentence(written="到便民服务中心交。", spoken="到便民服务中心交。", pause_s=0.7),
        Sentence(
            written="电话再报一遍，12345。", spoken="电话再报一遍，幺二，三四五。", pause_s=1.2
        ),
    ),
)


def sheet(*lines: ReaderLine) -> Document:
    text = ReaderText(item_id="DX-1", title="试读", lines=lines)
    return compose_reader_sheet([text], Square())


def text_of(script: Script, *, repeat: int = 1) -> ReaderText:
    return reader_text(script, doubts_in(script, Lexicon()), repeat=repeat)


def large(document: Document) -> str:
    return "".join(t.characters for p in document.pages for t in texts_of(p) if t.size_pt == 28)


def small(document: Document) -> list[Text]:
    return [t for p in document.pages for t in texts_of(p) if t.size_pt < 20]


def test_a_script_is_set_large_with_numbers_and_seconds() -> None:
    document = compose_reader_sheet([text_of(SCRIPT, repeat=2)], Square())
    words = everything(document)

    assert large(document).startswith("十二月三十一号以前，每人四百元。到便民服务中心交。")
    assert "交明年的居民医保" in words
    assert "念2遍" in words
    for part in ("普通话提词稿　3 句", "停一停"):
        assert part in words
    assert {"1", "2", "3"} <= {t.characters for p in document.pages for t in texts_of(p)}


def test_the_written_form_stands_small_above_figures() -> None:
    document = compose_reader_sheet([text_of(SCRIPT)], Square())
    above = {t.characters for t in small(document)}
    assert {"12", "31日", "400", "12345"} <= above


def test_a_neighbour_reads_one_as_people_say_it() -> None:
    assert "一二，三四五。" in large(compose_reader_sheet([text_of(SCRIPT)], Square()))


def test_the_items_own_readings_stand_above_their_words() -> None:
    document = compose_reader_sheet([text_of(SCRIPT)], Square())
    page = document.pages[0]
    (base,) = (t for t in texts_of(page) if "便" in t.characters and t.size_pt == 28)
    reading = next(t for t in texts_of(page) if t.characters == "biàn")

    assert reading.y_mm < base.y_mm
    em = 28 * 25.4 / 72
    middle = base.x_mm + (base.offsets_em[base.characters.index("便")] + 0.5) * em
    assert reading.x_mm == pytest.approx(middle, abs=em)


def test_a_doubtful_character_is_dotted_and_has_both_readings_above() -> None:
    spoken = Sentence(written="请大家琢磨。", spoken="请大家琢磨。", pause_s=0.7)
    asked = replace(SCRIPT, readings=(), sentences=(spoken,))
    settled = replace(asked, readings=(("琢磨", "zuó mo"),))
    pages = [
        compose_reader_sheet([text_of(script)], Square()).pages[0] for script in (asked, settled)
    ]
    dotted, plain = (
        [m for block in page.blocks for m in block.marks if isinstance(m, Rule) and m.dash_mm]
        for page in pages
    )

    assert {"zhuó或zuó", "zuó或zhuó"} & {t.characters for t in texts_of(pages[0])}
    assert len(dotted) == 1
    assert not plain


def test_breaths_are_marked_inside_a_sentence_only() -> None:
    (one,) = sheet(ReaderLine(spoken="各位乡亲，今天是墟日。")).pages
    (none,) = sheet(ReaderLine(spoken="今天是墟日。")).pages
    slanted = [
        [
            m
            for b in page.blocks
            for m in b.marks
            if isinstance(m, Rule) and m.x1_mm != m.x2_mm and m.y1_mm != m.y2_mm
        ]
        for page in (one, none)
    ]
    assert [len(marks) for marks in slanted] == [2, 0]


def test_missing_readings_are_boxed_and_listed_polyphones_dotted() -> None:
    document = sheet(
        ReaderLine(
            spoken="今朝日系墟日。",
            beside="今天是墟日。",
            notes=(
                Note(start=0, end=2, missing=True),
                Note(start=3, end=4, several=True, reading="hae5"),
            ),
        )
    )
    (page,) = document.pages
    dotted = [m for b in page.blocks for m in b.marks if isinstance(m, Rule) and m.dash_mm]

    assert len(boxes_of(page)) == 2
    assert len(dotted) == 1
    assert "要请教本地老人的字今朝" in everything(document)
    assert "今天是墟日。" in everything(document)


def test_remarks_that_overlap_do_not_lose_words() -> None:
    notes = (Note(start=0, end=3, reading="a b c"), Note(start=2, end=4, reading="x y"))
    assert "各位乡亲。" in large(sheet(ReaderLine(spoken="各位乡亲。", notes=notes)))


def test_no_texts_give_a_sheet_that_says_so() -> None:
    assert "本周没有要念的。" in everything(compose_reader_sheet([], Square()))


def test_emoji_are_refused_with_the_sentence_number() -> None:
    with pytest.raises(LayoutError, match="第 1 句里有表情符号"):
        sheet(ReaderLine(spoken="好😀"))


@given(
    st.lists(
        st.text(alphabet="各位乡亲，今天是墟日。； ", min_size=1, max_size=90),
        min_size=1,
        max_size=12,
    )
)
@settings(max_examples=30)
def test_no_word_is_lost_and_nothing_leaves_the_sheet(sentences: list[str]) -> None:
    document = sheet(*(ReaderLine(spoken=spoken) for spoken in sentences))

    assert large(document).replace(" ", "") == "".join(sentences).replace(" ", "")
    assert not [w for page in document.pages for w in outside(page)]


def test_lines_end_where_a_breath_is_taken() -> None:
    line = ReaderLine(
        spoken="明年的居民医保，十二月三十一号以前要交。",
        notes=(Note(start=0, end=8, reading="注"), Note(start=8, end=10, reading="12")),
    )
    (page,) = sheet(line).pages
    rows = sorted({t.y_mm for t in texts_of(page) if t.size_pt == 28})
    words = ["".join(t.characters for t in texts_of(page) if t.y_mm == y) for y in rows]

    assert words[-2:] == ["1明年的居民医保，", "十二月三十一号以前要交。"]
    pitch = 28 * 1.8 * 25.4 / 72
    assert rows[-1] - rows[-2] == pytest.approx(pitch)
