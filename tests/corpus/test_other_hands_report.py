"""The township's own report names no strange place, and has the two slips it really has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kit.text.place_names import other_places, places_above
from kit.text.slips import slips

if TYPE_CHECKING:
    from pathlib import Path


def test_the_report_names_its_own_places_and_has_three_slips(root: Path) -> None:
    file = root.parent / "shared/data/daxi-2021-report.txt"
    if not file.is_file():
        pytest.skip("没有 ../shared/data/daxi-2021-report.txt，这项只在开发机上测。")
    report = file.read_text(encoding="utf-8")

    assert (
        list(other_places(report, frozenset({"大溪乡", "永定区"}) | places_above("永定区"))) == []
    )
    assert [slip.written for slip in slips(report)] == ["公众号", "以及和", "的的"]
