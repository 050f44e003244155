"""The township's real report of 2021: told in our own words, and read whole as a body.

Its text is not part of the project: the tests read it where it lies beside the project.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kit.source.item_file import read_item

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_SHARED = 16
"""Characters; names of offices, rules and columns are no longer, copied sentences are."""


@pytest.fixture
def report(root: Path) -> str:
    path = root.parent / "shared" / "data" / "daxi-2021-report.txt"
    if not path.exists():
        pytest.skip("no ../shared/data/daxi-2021-report.txt beside the project")
    return path.read_text(encoding="utf-8-sig")


def test_no_sentence_of_the_report_is_copied_into_the_example(example: Path, report: str) -> None:
    plain = re.sub(r"\s", "", report)
    text = (example / "items" / "DX-2021-001.md").read_text(encoding="utf-8")
    # Its name and number must be the report's own.
    text = re.sub(r"(全称|文号|标题): .*", "", text)
    text = re.sub(r"\s", "", text)
    windows = (text[start : start + LONGEST_SHARED] for start in range(len(text)))

    copied = [window for window in windows if len(window) == LONGEST_SHARED and window in plain]

    assert copied == []


def test_the_whole_report_is_read_as_the_body_of_an_item(
    example: Path, report: str, tmp_path: Path
) -> None:
    source = (example / "items" / "DX-2021-001.md").read_text(encoding="utf-8")
    head = source.partition("\n---\n")[0]
    (tmp_path / "DX-2021-001.md").write_text(f"{head}\n---\n\n{report}", encoding="utf-8")
    (tmp_path / "DX-2021-001.csv").write_bytes((example / "items" / "DX-2021-001.csv").read_bytes())

    reading = read_item(tmp_path / "DX-2021-001.md")

    assert reading.item is not None
    assert reading.findings == ()
    assert re.sub(r"\s", "", reading.item.body) == re.sub(r"\s", "", report)
