"""Any text at any reader of texts: something comes back, or a sentence that refuses it."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.compose.layouts.parse import parse_layout
from kit.compose.paper.markdown import parse_markdown
from kit.errors import KitError
from kit.foreign.child import Asked
from kit.foreign.read import answer
from kit.source.township import township_in
from kit.text.figures.quantities import read
from kit.text.normalise.normaliser import normalise
from kit.text.privacy.persons import find_persons
from kit.text.privacy.private_numbers import find_private, without_private
from kit.text.readings.reading_tables import parse_lexicon
from kit.text.slips import slips
from kit.text.typeset.bonds import bonds_in
from kit.text.typeset.sense import sense_units
from tests.faults.conftest import ALL

if TYPE_CHECKING:
    from collections.abc import Callable

EACH = 8_000 if ALL else 25
READERS: dict[str, Callable[[str], object]] = {
    "quantities": read,
    "spoken": normalise,
    "persons": find_persons,
    "private numbers": find_private,
    "private numbers hidden": without_private,
    "slips": lambda text: tuple(slips(text)),
    "bonds": bonds_in,
    "sense units": sense_units,
    "body": parse_markdown,
    "readings": lambda text: parse_lexicon(text, "lexicon.tsv"),
    "layout": lambda text: parse_layout(text, "own.toml"),
    "settings": township_in,
    "notice": lambda text: answer(text.encode(errors="replace"), Asked()),
}
_PIECES = st.one_of(
    st.text(max_size=12),
    st.text(
        alphabet="零〇一二三十百千万亿半两0123456789０９年月日号时点分元角块亩斤人户成折%％‰℃.．-—~～:：/／",
        max_size=12,
    ),
    st.text(
        alphabet="，。；、！？（）()《》“”[]{}<>&#*_|`\"'\\ \t\n\r\u3000\u00a0\u200b\u202e\ufeff",
        max_size=6,
    ),
    st.sampled_from(
        (
            *(
                "截止",
                "每人",
                "每月",
                "以前",
                "下周五",
                "腊月三十",
                "电话",
                "<script>",
                "{截止}",
                "| a | b |",
            ),
            *(
                "[a](javascript:x)",
                "![x](y)",
                "0597-5831234",
                "闽永政〔2026〕9号",
                "= [1]\n",
                "a\tb",
                "圩天",
            ),
        )
    ),
)


@pytest.mark.parametrize("name", READERS)
def test_no_text_is_too_much_for_a_reader(
    name: str, tried: Callable[[str, int], None], capfd: pytest.CaptureFixture[str]
) -> None:
    @settings(max_examples=EACH, database=None)
    @given(st.lists(_PIECES, max_size=12).map("".join))
    def reads(text: str) -> None:
        with contextlib.suppress(KitError):
            READERS[name](text)

    reads()

    assert "Traceback" not in capfd.readouterr().err
    tried("texts read", EACH)
