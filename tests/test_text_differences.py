"""Two wordings beside each other: nothing is lost, figures stay whole, what stayed is left out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.text.differences import Piece, changed_lines, pieces

WORDS = st.text("每人一二三12元0.,月日年：交医保Ab \n", max_size=30)
LINES = st.lists(st.sampled_from(["甲", "乙", "丙12", "丁", "戊3元", ""]), max_size=12)


def told(found: Sequence[Piece]) -> str:
    return "".join(
        f"-{one.text}-" if one.went else f"+{one.text}+" if one.came else one.text for one in found
    )


@pytest.mark.parametrize(
    ("before", "now", "seen"),
    [
        ("12月16日以前要交", "12月31日以前要交", "-12月16日-+12月31日+以前要交"),
        ("每人400元。", "每人40元。", "每人-400元-+40元+。"),
        ("每人400元", "每人400万元", "每人-400元-+400万元+"),
        ("0597-0123456", "0597-0123465", "-0597-0123456-+0597-0123465+"),
        ("上午8:30到11点", "上午8:00到11点", "上午-8:30-+8:00+到11点"),
        ("带身份证", "带户口本、身份证", "带+户口本、+身份证"),
        ("一样的", "一样的", "一样的"),
        ("", "新的", "+新的+"),
        ("旧的", "", "-旧的-"),
    ],
)
def test_a_figure_is_struck_out_as_a_whole(before: str, now: str, seen: str) -> None:
    assert told(pieces(before, now)) == seen


@given(WORDS, WORDS)
def test_both_wordings_can_be_read_back(before: str, now: str) -> None:
    found = pieces(before, now)

    assert "".join(one.text for one in found if not one.came) == before
    assert "".join(one.text for one in found if not one.went) == now
    assert (before == now) == all(one.stayed for one in found)


@given(LINES, LINES)
def test_the_lines_that_changed_lead_from_one_text_to_the_other(
    before: list[str], now: list[str]
) -> None:
    changed = changed_lines(before, now)

    came = {
        number: "".join(one.text for one in line if not one.went)
        for number, line in changed
        if any(not one.went for one in line)
    }
    assert all(now[number - 1] == text for number, text in came.items())
    stayed = [line for number, line in enumerate(now, start=1) if number not in came]
    went = ["".join(p.text for p in line if not p.came) for _, line in changed]
    # Every line of before stayed or is told; an empty line that came or went leaves no piece.
    assert sorted([*stayed, *went]).count("甲") >= before.count("甲")
    assert (not changed) == (before == now)


def test_one_changed_row_of_many_is_found_at_once() -> None:
    before = [f"第{n}户 {n}元" for n in range(20_000)]
    now = [*before[:9_000], "第9000户 1元", *before[9_001:]]

    ((number, line),) = changed_lines(before, now)

    assert (number, told(line)) == (9_001, "第9000户 -9000元-+1元+")
