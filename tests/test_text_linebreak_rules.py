"""What GB/T 15834-2011 forbids, written down here from the standard and not from the breaker."""

from __future__ import annotations

import itertools
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from kit.text.typeset.linebreak import Align, Span, set_paragraph
from tests.squares import SQUARES

# 5.1.1 and 5.1.2: 句号 逗号 顿号 分号 冒号 问号 叹号 do not begin a line.
POINTS = "。，、；：？！"
# 5.1.3: the second half of 引号 括号 书名号 does not begin one, the first half does not end one.
SECOND_HALVES = "”’）］〕】》〉」』｝〗"
FIRST_HALVES = "“‘（［〔【《〈「『｛〖"
# 5.1.6: 连接号 (浪纹线, 一字线, 短横线); 5.1.7: 间隔号; 5.1.9: 分隔号 at neither side.
CONNECTORS = "～—–"
INTERPUNCT = "·"
SOLIDUS = "／"
# Their half-width forms, and what belongs to the figure before it.
HALF_WIDTH_START = ",.;:?!)]}%"
HALF_WIDTH_END = "([{"
UNITS = "％‰℃"

NOT_AT_START = set(
    POINTS + SECOND_HALVES + CONNECTORS + INTERPUNCT + SOLIDUS + HALF_WIDTH_START + UNITS
)
NOT_AT_END = set(FIRST_HALVES + SOLIDUS + HALF_WIDTH_END + "￥$")

HAN = "大溪乡公开栏政府信息明年的居民医保集中缴费通知一二三十"
WORDS = ["2026年12月31日", "400元", "0597-5831234", "〔2021〕69号", "APP", "e家", "60%", "——", "……"]
# As real text has them: a mark after characters, brackets in pairs, seldom more than three marks.
phrases = st.text(alphabet=HAN, min_size=2, max_size=9)
enclosed = st.tuples(
    st.sampled_from(list(zip(FIRST_HALVES, "”’）］〕】》〉」』｝〗", strict=True))), phrases
).map(lambda parts: parts[0][0] + parts[1] + parts[0][1])
chunks = st.one_of(phrases, enclosed, st.sampled_from(WORDS), st.sampled_from(POINTS + "·～—／"))
texts = st.lists(chunks, min_size=1, max_size=30).map("".join)
measures = st.floats(min_value=10, max_value=40)


@settings(max_examples=150)
@given(texts, measures, st.sampled_from(Align), st.sampled_from([0.0, 2.0]))
def test_no_line_begins_or_ends_with_a_forbidden_mark(
    text: str, measure_em: float, align: Align, indent_em: float
) -> None:
    lines = set_paragraph(
        [Span(text, 500)], SQUARES, measure_em=measure_em, indent_em=indent_em, align=align
    )

    for line, following in itertools.pairwise(lines):
        # A heap of marks wider than the column has to be broken somewhere.
        if not _has_a_heap(text):
            assert following.text[0] not in NOT_AT_START
            assert line.text[-1] not in NOT_AT_END
        assert not (line.text[-1] == following.text[0] and line.text[-1] in "—…")


def _has_a_heap(text: str) -> bool:
    """Whether more than four marks stand together somewhere."""
    marks = "".join("#" if c in NOT_AT_START | NOT_AT_END or c == "…" else "." for c in text)
    return "#####" in marks


@settings(max_examples=150)
@given(
    st.text(max_size=120),
    st.floats(min_value=0.1, max_value=40),
    st.sampled_from(Align),
    st.integers(min_value=1, max_value=20),
)
def test_nothing_is_lost_whatever_the_text(
    text: str, measure_em: float, align: Align, span: int
) -> None:
    spans = [Span(text[i : i + span], 500 if i % 2 else 900) for i in range(0, len(text), span)]

    lines = set_paragraph(spans, SQUARES, measure_em=measure_em, align=align)

    shown = "".join(line.text for line in lines)
    assert _solid(shown) == _solid(text)
    for line in lines:
        for piece in line.pieces:
            assert len(piece.characters) == len(piece.offsets_em)


def _solid(text: str) -> str:
    """Return what must be printed: no white space, no control or format characters."""
    return "".join(
        character
        for character in text
        if unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
        and character not in " \u00a0\u202f\u3000"
    )


@settings(max_examples=100)
@given(texts, measures, st.sampled_from([0.0, 2.0]))
def test_no_line_is_wider_than_its_measure_and_characters_keep_their_order(
    text: str, measure_em: float, indent_em: float
) -> None:
    lines = set_paragraph([Span(text, 500)], SQUARES, measure_em=measure_em, indent_em=indent_em)

    for line in lines:
        assert line.width_em <= measure_em + 1e-6
        offsets = [x for piece in line.pieces for x in piece.offsets_em]
        assert all(after >= before for before, after in itertools.pairwise(offsets))


@settings(max_examples=100)
@given(texts, measures)
def test_no_single_character_ends_a_paragraph(text: str, measure_em: float) -> None:
    lines = set_paragraph([Span(text, 500)], SQUARES, measure_em=measure_em)

    # Unavoidable only where nothing can be moved down from the line before.
    if len(lines) > 1 and not _has_a_heap(text):
        assert sum(character.isalnum() for character in lines[-1].text) != 1 or (
            _unbreakable_before(lines[-2].text)
        )


def _unbreakable_before(line: str) -> bool:
    return sum(character.isalnum() for character in line) < 2 or line[-1].isascii()
