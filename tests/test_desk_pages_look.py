"""The desk's pages in a real browser: read by all, at every width, in the light and in the dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.desk_pages import (
    FIRST_PAGES,
    NARROW,
    PAGES,
    WIDE,
    empty_workspace,
    looked_at,
    sample_workspace,
)

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


def test_a_browser_finds_no_fault_on_any_page(tmp_path: Path) -> None:
    assert looked_at(sample_workspace(tmp_path / "乡"), PAGES, (*WIDE, *NARROW)) == {}


def test_a_browser_finds_no_fault_on_the_first_start(tmp_path: Path) -> None:
    assert looked_at(empty_workspace(tmp_path / "乡"), FIRST_PAGES, WIDE) == {}
