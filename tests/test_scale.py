"""What docs/scale.md says is what the measured costs give, and invented townships are many."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.bench_province import forecast, limits, read_costs, table
from benchmarks.counties import name_of

if TYPE_CHECKING:
    from pathlib import Path


def test_the_table_is_the_one_that_the_costs_give(root: Path) -> None:
    told = (root / "docs" / "scale.md").read_text("utf-8").splitlines()

    assert set(table()) <= set(told)
    for what, most in limits(read_costs()).items():
        assert any(what in row and f"{most:,}" in row for row in told), what


def test_a_night_half_as_long_takes_more_machines_and_never_fewer() -> None:
    costs = read_costs()
    short = replace(costs, night_h=costs.night_h / 20)

    assert forecast(38_000, short).machines > forecast(38_000, costs).machines
    assert forecast(38_000, short).hours <= short.night_h


def test_no_two_townships_have_one_name() -> None:
    assert len({name_of(number) for number in range(1_000)}) == 1_000
