"""A script is heard, its doubtful word answered for the whole township, in a real browser."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.desk_at import desk_at
from tests.desk_pages import sample_workspace
from tests.reach.test_pages_browser import packages

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


def test_what_a_clerk_chooses_for_all_is_doubted_no_more(root: Path, tmp_path: Path) -> None:
    folder = sample_workspace(tmp_path / "乡")
    item = folder / "items" / "DX-2026-004.md"
    text = item.read_text("utf-8").replace("标题: 交明年的居民医保", "标题: 请大家琢磨")
    item.write_text(text, encoding="utf-8")
    program = shutil.which("chromium")
    assert program
    with desk_at(folder) as address:
        done = subprocess.run(
            [
                *("node", root / "tests/reach/doubt.cjs", program, address),
                *("/item/DX-2026-004/", "琢磨"),
            ],
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, "NODE_PATH": str(packages(root))},
            check=False,
        )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)

    assert seen["errors"] == []
    works = list(dict.fromkeys(work for work, _ in seen["heard"]))
    script, line = ([number for of, number in seen["heard"] if of == work] for work in works)
    assert script[:2] == [1, 2]
    assert line[0] == 1
    assert seen["heard"][-1][0] == works[1]
    assert seen["told"] == ""
    assert seen["asked"] == "这里的“琢磨”怎么念？"
    assert [way.split()[0] for way in seen["ways"][:2]] == ["zhuó", "zuó"]
    assert seen["left"] == 0
    table = (folder / "voices" / "mandarin" / "lexicon.tsv").read_text("utf-8")
    assert f"琢磨\t{seen['ways'][1]}\t" in table
