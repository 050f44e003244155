"""Which field is too long for a sheet is found by cutting, whatever the sheet is."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kit.model.item import Emergency
from kit.office.too_long import TooLong, too_long_field
from tests.notices import NOTICE


@given(most=st.integers(4, 30), more=st.integers(1, 40))
def test_the_most_characters_that_fit_are_told_exactly(most: int, more: int) -> None:
    item = replace(NOTICE, when="时" * (most + more))

    found = too_long_field(item, lambda one: len(one.when or "") <= most)

    assert found == TooLong("时间", most + more, most)


def test_of_two_that_would_do_the_one_to_cut_least_is_named() -> None:
    item = replace(NOTICE, title="题" * 10, where="地" * 40)

    found = too_long_field(item, lambda one: len(one.title) + len(one.where or "") <= 42)

    assert found == TooLong("地点", 40, 32)


def test_entries_of_a_list_are_cut_from_the_end() -> None:
    item = replace(NOTICE, bring=("身份证", "户口本", "银行卡复印件"))

    found = too_long_field(item, lambda one: len("".join(one.bring)) <= 7)

    assert found == TooLong("带什么", 12, 7)


def test_a_text_of_a_record_is_found_by_its_own_label() -> None:
    item = replace(NOTICE, emergency=Emergency(warn="险" * 30))

    found = too_long_field(item, lambda one: len(one.emergency.warn if one.emergency else "") <= 20)

    assert found == TooLong("警示", 30, 20)


def test_what_no_single_text_can_mend_names_none() -> None:
    assert too_long_field(NOTICE, lambda _item: False) is None
