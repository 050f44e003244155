"""A dialect reader's text: suggestions beside the Mandarin, a person's own words as they are."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from kit.compose.spoken.dialect_text import dialect_text, own_sentences, read_aloud
from kit.compose.spoken.reader_sheet import ReaderText, compose_reader_sheet
from kit.compose.spoken.script import compose_script
from kit.fonts import load_typeface
from kit.model.township import Dialect
from kit.text.dialect.readings import Confidence, DialectReading, ReadingTable
from tests.hakka_words import hakka
from tests.page_reading import everything, texts_of
from tests.sheets import item, items, workspace

SETTINGS = Dialect(voice="hakka-yongding")


def text_of(number: str, settings: Dialect = SETTINGS, **voice: object) -> ReaderText:
    one = item(number)
    script = compose_script(one, workspace().township)
    return dialect_text(
        replace(one, dialect_script="") if voice.pop("unedited", False) else one,
        script,
        replace(hakka(), **voice),  # type: ignore[arg-type]  # a voice's own names
        settings,
        covers=load_typeface().covers,
    )


def row(text: str, ipa: str, register: str = "") -> DialectReading:
    return DialectReading(
        text=text,
        ipa=ipa,
        spelling=hakka().spelling.spell(ipa),
        register=register,
        locality="永定城关",
        source="小表",
        confidence=Confidence.ATTESTED,
    )


def test_every_suggested_sentence_has_its_mandarin_above() -> None:
    text = text_of("004")
    script = compose_script(item("004"), workspace().township)

    assert [line.beside for line in text.lines] == [one.written for one in script.sentences]
    assert text.lines[0].spoken == "这系样例稿，唔系真个通知。"
    assert "还没有人改过" in text.remarks[0]


def test_suggested_words_are_underlined_and_listed_with_their_status() -> None:
    text = text_of("004")
    first = text.lines[0]
    underlined = [first.spoken[n.start : n.end] for n in first.notes if n.suggested]
    (listed,) = (e.lines[0] for e in text.endnotes if e.heading == "建议换的说法")

    assert underlined == ["系", "唔系", "个"]
    assert "不是 → 唔系（有据）" in listed


def test_what_a_person_wrote_is_read_as_it_stands() -> None:
    text = text_of("005")

    assert "满八十岁个老人家，每月有一百元。" in [line.spoken for line in text.lines]
    assert not any(note.suggested for line in text.lines for note in line.notes)
    assert not any("还没有人改过" in remark for remark in text.remarks)


def test_above_each_line_that_a_person_wrote_stands_the_mandarin_it_says() -> None:
    above = {line.spoken: line.beside for line in text_of("005").lines}

    assert above["满九十岁个，每月有两百元。"] == "满90岁的有200元。90岁以上每月200元。"
    assert above["老人家行唔动，屋下人、村干部做得代办。"] == "老人走不动，家人和村干部可以代办。"
    assert all(above.values())


def test_what_a_person_left_out_stands_on_the_last_page() -> None:
    (left,) = (one for one in text_of("005").endnotes if "没有念到" in one.heading)

    assert "政务热线，12345。" in left.lines[0]
    assert "大溪乡人民政府通知。" not in left.lines[0]


def test_a_text_that_says_everything_has_no_such_page() -> None:
    one = item("004")
    script = compose_script(one, workspace().township)
    said = "\n".join(read_aloud(replace(one, dialect_script=""), script, hakka()))
    text = dialect_text(
        replace(one, dialect_script=said), script, hakka(), SETTINGS, covers=lambda _: True
    )

    assert not [one for one in text.endnotes if "没有念到" in one.heading]
    assert all(line.beside for line in text.lines)


def test_figures_stand_written_above_their_words_also_after_a_change() -> None:
    text = text_of("004")
    line = next(one for one in text.lines if one.beside.startswith("明年的居民医保，12月31日"))
    above = {line.spoken[n.start : n.end]: n.reading for n in line.notes if n.reading[:1].isdigit()}

    assert above == {"十二": "12", "三十一号": "31日"}


def test_neighbours_say_one_as_people_do() -> None:
    assert not any("幺" in said for one in items() for said in lines_of(one.item_id))


@cache
def lines_of(item_id: str) -> tuple[str, ...]:
    one = item(item_id[-3:])
    return read_aloud(one, compose_script(one, workspace().township), hakka())


def test_readings_stand_on_dialect_words_rare_characters_and_polyphones() -> None:
    rows = (row("知", "ti1"), row("知", "tsɿ1", "文"), row("唔", "hm1"), row("通", "tʰoŋ1"))
    text = text_of("004", readings=ReadingTable(rows, "永定城关"))
    notes = {
        text.lines[0].spoken[n.start : n.end]: n for n in text.lines[0].notes if not n.suggested
    }

    assert notes["唔"].reading == "m1"
    assert (notes["知"].reading, notes["知"].several) == ("di1", True)
    assert "通" not in notes
    assert any("知 di1、zii1（文）" in line for e in text.endnotes for line in e.lines)


def test_a_suggested_word_has_the_reading_meant() -> None:
    rows = (row("分", "feŋ1", "文"), row("分", "peŋ1", "白"))
    text = text_of("012", readings=ReadingTable(rows, "永定城关"))
    line = next(one for one in text.lines if "念分您听" in one.spoken)
    (note,) = (n for n in line.notes if n.reading)

    assert (note.reading, note.several) == ("beng1", False)


def test_all_readings_and_ipa_are_options() -> None:
    rows = (row("通", "tʰoŋ1"), row("系", "xei3"))
    table = ReadingTable(rows, "永定城关")
    full = Dialect(voice="x", all_readings=True, ipa=True)

    in_ipa = text_of("004", full, readings=table)
    one = item("004")
    in_letters = dialect_text(
        one,
        compose_script(one, workspace().township),
        replace(hakka(), readings=table),
        full,
        covers=lambda character: character.isascii() or character > "一",
    )

    def shown(text: ReaderText) -> list[str]:
        return [n.reading for n in text.lines[0].notes if n.reading]

    assert shown(in_ipa) == ["xei3", "xei3", "tʰoŋ1"]
    assert shown(in_letters) == ["hei3", "hei3", "tong1"]
    assert any("字体里没有国际音标" in remark for remark in in_letters.remarks)
    assert not any("国际音标" in remark for remark in in_ipa.remarks)


def test_the_kits_own_typeface_has_every_sign_of_the_voices_ipa() -> None:
    covers = load_typeface().covers
    sounds = {c for reading in hakka().readings.entries for c in reading.ipa}
    signs = sounds.union(*hakka().spelling.initials, *hakka().spelling.finals) - {" "}

    assert len(signs) > 25
    assert {sign for sign in signs if not covers(sign)} == set()


def test_gaps_are_boxed_once_the_table_is_a_real_one() -> None:
    said = "".join(lines_of("DX-2026-004"))
    known = tuple(row(character, "pa1") for character in set(said) - {"居"})
    bare = text_of("004", readings=ReadingTable())
    full = text_of("004", readings=ReadingTable(known))

    assert {
        line.spoken[n.start : n.end] for line in full.lines for n in line.notes if n.missing
    } == {"居"}
    # Without a table only what few can read is asked: a box on every character helps nobody.
    assert not any(
        n.missing and line.spoken[n.start : n.end] == "居"
        for line in bare.lines
        for n in line.notes
    )


@pytest.mark.parametrize("item_id", [one.item_id for one in items()])
def test_every_sample_is_set_and_printable_at_28_points(item_id: str) -> None:
    text = text_of(item_id)
    document = compose_reader_sheet([text], load_typeface())
    large = "".join(t.characters for p in document.pages for t in texts_of(p) if t.size_pt == 28)

    for line in text.lines:
        assert line.spoken.replace(" ", "") in large.replace(" ", "")
    assert "提词稿（客家话）" in document.title
    assert all(load_typeface().covers(c) for c in everything(document) if not c.isspace())


def test_an_item_without_own_text_has_none() -> None:
    assert own_sentences(replace(item("005"), dialect_script=" \n")) == ()
