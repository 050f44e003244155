"""A phone is as long as the township's own, and an office's phone is that office's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.checks import check_items
from kit.model.finding import Severity
from kit.model.item import Phone
from kit.model.township import Department
from tests.checked import changed, context
from tests.notices import TOWNSHIP

OWN = "0597-5512306"
OFFICE = "乡劳保所"
TOWN = replace(TOWNSHIP, departments=(Department(name=OFFICE, phone=OWN, duty="社会保险"),))
DIALLED = date(2026, 11, 20)


def told(label: str, number: str, dialled: date | None = DIALLED) -> list[Severity]:
    item = changed(phones=(Phone(label=label, number=number, dialled=dialled),))
    found = check_items([item], replace(context(), township=TOWN))
    return [one.severity for one in found if one.code == "K14"]


@pytest.mark.parametrize(
    "number", ["0597-551236", "0597-55123066", "551230", "55123061", "０５９７－５５１２３０"]
)
def test_a_local_number_of_another_length_stops(number: str) -> None:
    assert told("村委会", number) == [Severity.STOP]


@pytest.mark.parametrize(
    "number",
    [OWN, "5512306", "0597-7712345", "12345", "110", "12393", "400-810-1234", "95598", "961100"],
)
def test_numbers_as_long_as_they_should_be_are_left_alone(number: str) -> None:
    assert told("村委会", number) == []


def test_an_office_with_another_number_than_in_the_settings_is_asked_about() -> None:
    assert told(OFFICE, "0597-7712345", dialled=None) == [Severity.WARN]
    assert told(OFFICE, OWN, dialled=None) == []


def test_a_second_line_that_was_dialled_is_believed_unless_one_digit_differs() -> None:
    assert told(OFFICE, "0597-7712345") == []
    assert told(OFFICE, "0597-5512305") == [Severity.WARN]


@given(st.integers(0, 6), st.integers(0, 9))
def test_a_digit_too_many_or_too_few_is_never_passed_over(at: int, digit: int) -> None:
    local = "5512306"

    assert told(OFFICE, f"0597-{local[:at]}{local[at + 1 :]}") == [Severity.STOP]
    assert told(OFFICE, f"0597-{local[:at]}{digit}{local[at:]}") == [Severity.STOP]
