"""A second round of notices by strangers, written when no rule had been seen."""

from __future__ import annotations

from typing import Any

import pytest

from tests.strangers_notices import rows, stops

FIGURES = rows("figures.jsonl")


def of(*truths: str) -> list[dict[str, Any]]:
    return [row for row in FIGURES if row["truth"] in truths]


@pytest.mark.parametrize("row", of("wrong"), ids=lambda row: row["id"])
def test_what_is_wrong_stops_the_notice(row: dict[str, Any]) -> None:
    assert stops(row), row["why"]


@pytest.mark.parametrize("row", of("equal"), ids=lambda row: row["id"])
def test_the_same_in_other_words_goes_on(row: dict[str, Any]) -> None:
    assert [found.message for found in stops(row)] == [], row["why"]


@pytest.mark.parametrize("row", of("other"), ids=lambda row: row["id"])
def test_what_is_of_another_thing_can_be_declared(row: dict[str, Any]) -> None:
    declared = row.get("declared", [])

    assert [found.message for found in stops(row, declared)] == []
