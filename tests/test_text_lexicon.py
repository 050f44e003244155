"""Every character gets the reading a villager expects, or somebody is told before it airs."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import SourceError
from kit.text.normalise.lexicon import (
    Lexicon,
    is_rare,
    lent_readings,
    lexicon_of,
    parse_lexicon,
    polyphones,
    readings,
    unknown_characters,
)

DATA = Path(__file__).parent / "data" / "speech"
TABLE = Path(__file__).parents[1] / "voices" / "mandarin" / "lexicon.tsv"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return parse_lexicon(TABLE.read_text(encoding="utf-8"), TABLE.name)


def cases(name: str) -> list[tuple[str, str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(marked, wanted) for marked, wanted in pairs]


def pinyin_of(marked: str, lexicon: Lexicon) -> str:
    """Return the reading of the last character in brackets."""
    before, _, rest = marked.rpartition("[")
    position = len(before.replace("[", "").replace("]", ""))
    sentence = (before + rest).replace("[", "").replace("]", "")
    return readings(sentence, lexicon)[position].pinyin


@pytest.mark.parametrize(
    ("marked", "wanted"), [*cases("polyphones_given.tsv"), *cases("polyphones.tsv")]
)
def test_polyphones_are_read_right(marked: str, wanted: str, lexicon: Lexicon) -> None:
    assert pinyin_of(marked, lexicon) == wanted


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        ("集中缴费期[为]二〇二六年", "wei2"),
        ("以区医保局公布[为]准", "wei2"),
        ("[为]改善村庄环境", "wei4"),
        ("现[为]村民办理", "wei4"),
        ("因[为]下雨", "wei4"),
        ("将[为]参保人报销", "wei4"),
        ("村民也看[得]到", "de5"),
        ("取[得]快速发展", "de2"),
        ("及时[地]公开", "de5"),
        ("村里的耕[地]点名册", "di4"),
        ("由乡[长]负责", "zhang3"),
        ("[三]重一大", "san1"),
        ("三[重]一大", "zhong4"),
    ],
)
def test_small_words_are_read_by_what_stands_around_them(
    marked: str, wanted: str, lexicon: Lexicon
) -> None:
    assert pinyin_of(marked, lexicon) == wanted


def test_every_character_has_one_reading_and_marks_have_none(lexicon: Lexicon) -> None:
    sentence = "每人四百元，到A楼办。"

    found = readings(sentence, lexicon)

    assert "".join(reading.character for reading in found) == sentence
    assert [reading.character for reading in found if not reading.pinyin] == ["，", "A", "。"]


def test_the_items_own_reading_wins_over_the_table_and_longer_words_over_shorter(
    lexicon: Lexicon,
) -> None:
    own = lexicon_of([("朝阳村", "zhāo yáng cūn")], "DX-2026-004")

    assert readings("朝阳村", lexicon)[0].pinyin == "chao2"
    assert readings("朝阳村", lexicon.with_words(own))[0].pinyin == "zhao1"
    shorter = lexicon.with_words(lexicon_of([("朝阳", "zhāo yáng")], "x"))
    assert readings("朝阳村", shorter)[0].pinyin == "chao2"


def test_pinyin_may_be_written_with_marks_or_numbers() -> None:
    marked = parse_lexicon("便民\tbiàn mín\n绿\tlǜ\n好的\thǎo de", "x")
    numbered = parse_lexicon("便民\tbian4 min2\n绿\tlv4\n好的\thao3 de5", "x")

    assert marked == numbered
    assert marked.words["绿"] == ("lv4",)


def test_all_wrong_lines_of_a_table_are_told_at_once() -> None:
    with pytest.raises(SourceError) as error:
        parse_lexicon("便民\tbiàn\n好\thello3\n\tbiàn\n对\tduì\n", "lexicon.tsv")

    assert "lexicon.tsv" in error.value.message
    for number in (1, 2, 3):
        assert f"第 {number} 行" in error.value.message
    assert "第 4 行" not in error.value.message


def test_a_table_from_notepad_is_read() -> None:
    assert parse_lexicon("\ufeff便民\tbiàn mín\r\n", "x").words == {"便民": ("bian4", "min2")}


LENT = (
    "四百\twǔ bǎi", "六百\tlù bǎi", "元\tjiǎo", "上午\txià wǔ", "每人\tměi hù", "停水\tlái shuǐ",
)  # fmt: skip


@pytest.mark.parametrize("entry", LENT)
def test_a_table_never_says_another_word_in_the_place_of_one(entry: str, lexicon: Lexicon) -> None:
    table = parse_lexicon(entry, "x")
    sentence = "每人四百元，每户六百元，上午停水。"

    assert readings(sentence, lexicon.with_words(table)) == readings(sentence, lexicon)
    assert lent_readings(table) == (entry.partition("\t")[0],)


def test_a_table_chooses_among_a_characters_own_readings(lexicon: Lexicon) -> None:
    table = parse_lexicon("十石\tshí dàn\n朝阳\tzhāo yáng\n一百\tyì bǎi\n畲\tsā", "x")

    assert not lent_readings(table)
    assert not lent_readings(lexicon)
    assert readings("十石", table)[1].pinyin == "dan4"


@given(st.text("零一二两三四五六七八九十百千万亿点", min_size=2, max_size=9), st.data())
def test_no_entry_whatever_changes_how_a_number_is_heard(number: str, data: st.DataObject) -> None:
    syllables = st.lists(
        st.sampled_from(["wu3", "bai3", "lu4", "shi2", "yi1"]),
        min_size=len(number),
        max_size=len(number),
    )
    table = Lexicon({number: tuple(data.draw(syllables)), number[0]: ("jiu3",)})

    assert readings(f"每人{number}元", table) == readings(f"每人{number}元", Lexicon())


def test_polyphones_are_shown_with_the_reading_chosen(lexicon: Lexicon) -> None:
    (shown,) = [one for one in polyphones("还款日期", lexicon) if one.character == "还"]

    assert (shown.position, shown.pinyin, shown.sure) == (0, "huan2", True)
    assert "hai2" in shown.others


def test_rare_characters_are_shown_too(lexicon: Lexicon) -> None:
    shown = polyphones("畲族村民", lexicon)

    assert [(one.character, one.pinyin, one.rare) for one in shown] == [("畲", "she1", True)]
    assert not is_rare("民")
    assert not is_rare("A")


def test_a_character_without_a_reading_is_a_problem(lexicon: Lexicon) -> None:
    (problem,) = unknown_characters("姓\U00030000的村民", lexicon)

    assert (problem.written_start, problem.written_end) == (1, 2)
    assert "读音" in problem.remedy
    assert not unknown_characters("全乡村民，12345", lexicon)


def test_no_entry_of_the_built_in_table_is_there_twice() -> None:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    words = [line.split("\t")[0] for line in lines if not line.startswith("#")]

    assert len(words) == len(set(words))
    assert all(len(line.split("\t")) == 3 for line in lines if not line.startswith("#"))
