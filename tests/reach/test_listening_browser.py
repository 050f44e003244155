"""A blind comparison in a real browser: listened to, chosen, saved, and read back."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from kit.office.hear_voices import SENTENCES, compare_page
from kit.office.voice_votes import tallied
from kit.speech import engine
from tests.beeper import BEEPER
from tests.reach.test_pages_browser import packages
from tests.test_edition_build import NOW

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


@pytest.fixture
def page(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(engine, "ENGINES", {"kokoro": lambda *_: BEEPER})
    folder = tmp_path / "daxi"
    (folder / "items").mkdir(parents=True)
    shutil.copy(example / "kit.toml", folder)
    return compare_page(folder, "zf_xiaoyi", "zm_yunjian", 1, lambda: NOW)


def listened(page: Path, saved: Path, root: Path) -> dict[str, Any]:
    program = shutil.which("chromium")
    assert program
    done = subprocess.run(
        ["node", root / "tests/reach/listening.cjs", program, page, saved],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "NODE_PATH": str(packages(root))},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


def test_the_page_tells_who_is_who_at_the_end_and_its_file_says_the_same(
    page: Path, root: Path, tmp_path: Path
) -> None:
    saved = tmp_path / "结果.json"
    seen = listened(page, saved, root)
    tally = tallied((saved,))

    assert seen["errors"] == seen["outside"] == seen["overflows"] == []
    assert seen["seconds"] > 1
    assert "zf_xiaoyi" not in seen["before"]
    assert seen["left"][0] == f"还有 {len(SENTENCES)} 句没有选"
    assert tally.alike == 3
    assert sum(tally.votes.values()) == len(SENTENCES) - 3
    for name, count in tally.votes.items():
        assert f"{name}\t{count} 句" in seen["tally"]
