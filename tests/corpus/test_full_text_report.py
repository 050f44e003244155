"""The township's own report of 2021, hung up as it is: nothing of it is lost over the sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kit.compose.full_text import compose_full_text
from kit.compose.paper.page import Tag
from kit.fonts.typeface import load_typeface
from tests.notices import SETTING, notice
from tests.page_reading import everything, outside, words_of

if TYPE_CHECKING:
    from pathlib import Path


def test_the_whole_report_is_set_in_order(root: Path) -> None:
    file = root.parent / "shared/data/daxi-2021-report.txt"
    if not file.is_file():
        pytest.skip("没有 ../shared/data/daxi-2021-report.txt，这项只在开发机上测。")
    report = file.read_text(encoding="utf-8")
    setting = type(SETTING)(township=SETTING.township, metrics=load_typeface(), lunar=SETTING.lunar)
    document = compose_full_text(notice(body=report), None, setting)

    flowing = "".join(
        words_of(block)
        for page in document.pages
        for block in page.blocks
        if block.tag in (Tag.PARAGRAPH, Tag.HEADING)
    )
    wanted = [character for character in report if character.isalnum()]
    kept = [character for character in flowing if character.isalnum()]
    start = "".join(kept).index("".join(wanted[:40]))
    assert kept[start : start + len(wanted)] == wanted
    assert 15 <= len(document.pages) <= 30
    assert not [words for page in document.pages for words in outside(page)]
    assert "共" in everything(document)
