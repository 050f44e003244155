"""The sheet a person fills in asks for what the kit really prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kit.compose.posters.essentials import SIDE_MM
from kit.render.qr import module_mm, scan_distance_m
from tests.reach.papers import PAYLOAD
from tests.sheets import layout

if TYPE_CHECKING:
    from pathlib import Path

SHEETS = {
    "宣传单 A5 正面": "handout-a5",
    "全文页 A4": "full-text-a4",
    "海报 A4": "poster-a4",
    "海报 A3": "poster-a3",
    "海报 A2": "poster-a2",
    "海报 A1": "poster-a1",
}


@pytest.mark.parametrize(("words", "name"), SHEETS.items())
def test_sizes_and_distances_are_those_of_the_layouts(root: Path, words: str, name: str) -> None:
    sheet = (root / "docs" / "field-test.md").read_text(encoding="utf-8")
    side_mm = layout(name).code_mm
    stated_m = scan_distance_m(module_mm(PAYLOAD, side_mm))

    assert f"| {words} | {side_mm:g} | |" in sheet
    assert f"写明的距离 **{stated_m:.2f} 米**；近一些 **{0.6 * stated_m:.2f} 米**" in sheet


def test_the_text_code_is_asked_for_at_its_size(root: Path) -> None:
    sheet = (root / "docs" / "field-test.md").read_text(encoding="utf-8")

    assert f"| 宣传单 A5 背面要点码 | {SIDE_MM:g} | |" in sheet
