from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kit.text.dialect.line_pairs import line_pairs

TOLD = (
    "满八十岁个老人家，每月有一百元。",
    "满九十岁个，每月有两百元。",
    "带身份证、户口本，到村委会办。",
    "老人家行唔动，家人做得代办。",
)


def test_lines_in_the_same_words_stand_below_their_own() -> None:
    assert line_pairs(TOLD, TOLD) == ((0,), (1,), (2,), (3,))


def test_lines_in_another_order_are_found() -> None:
    assert line_pairs(TOLD[::-1], TOLD) == ((3,), (2,), (1,), (0,))


def test_two_sentences_said_in_one_stand_above_it_together() -> None:
    assert line_pairs((TOLD[0] + TOLD[1], TOLD[3]), (TOLD[0], TOLD[1], TOLD[3])) == ((0, 1), (2,))


def test_a_sentence_said_in_two_stands_above_both() -> None:
    assert line_pairs(("带身份证、户口本来，", "到村委会办。"), (TOLD[2],)) == ((0,), (0,))


def test_another_figure_is_another_sentence() -> None:
    assert line_pairs(("满九十岁个，每月有一百元。",), TOLD[:2]) != ((0, 1),)
    assert line_pairs(("电话，零五九七，零一二，三四五六。",), ("热线，一二三四五。",)) in (
        ((),),
        ((0,),),
    )


def test_of_a_sentence_said_twice_the_nearer_is_meant() -> None:
    assert line_pairs(
        ("再讲一遍。", *TOLD, "再讲一遍。"), ("再讲一遍。", *TOLD, "再讲一遍。")
    ) == tuple((place,) for place in range(6))


def test_what_says_nothing_of_it_stands_below_nothing() -> None:
    assert line_pairs(("今朝落水，路上滑。",), TOLD) == ((),)
    assert line_pairs((), TOLD) == ()
    assert line_pairs(TOLD, ()) == ((), (), (), ())


@given(st.lists(st.text(max_size=12), max_size=6), st.lists(st.text(max_size=12), max_size=6))
def test_every_line_has_places_that_there_are(own: list[str], suggested: list[str]) -> None:
    pairs = line_pairs(own, suggested)

    assert len(pairs) == len(own)
    assert all(0 <= place < len(suggested) for places in pairs for place in places)
    assert all(places == tuple(sorted(set(places))) for places in pairs)
