"""The list of all items: what each waits for, searched, leafed, and what came a year ago."""

from __future__ import annotations

import shutil
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from kit.errors import SourceError
from kit.office.item_list import Part, Tone, last_year, list_items, state_of
from kit.office.kept_open import file_of, keep_open
from kit.review.signing import sign_samples
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from kit.office.item_list import Listed

NOTICE = "DX-2026-004"


def now() -> datetime:
    return datetime(2026, 11, 23, 9).astimezone()


@pytest.fixture
def workspace(example: Path, tmp_path: Path) -> Path:
    return shutil.copytree(example, tmp_path / "daxi")


def state(listed: Listed, item_id: str) -> tuple[str, Tone]:
    row = next(row for row in listed.rows if row.item_id == item_id)
    return row.state, row.tone


@pytest.mark.parametrize(
    "words", ["医保", "居民 医保", "12393", "dx-2026-004", "ＤＸ-2026-004", "劳保所 医保"]
)
def test_an_item_is_found_by_whatever_one_remembers_of_it(workspace: Path, words: str) -> None:
    found = list_items(workspace, now, words=words)

    assert NOTICE in {row.item_id for row in found.rows}


def test_what_is_over_is_listed_apart_and_told_when_searched_for(workspace: Path) -> None:
    path = workspace / "items" / f"{NOTICE}.md"
    old = path.read_text("utf-8").replace(NOTICE, "DX-2024-001").replace("摘下: 2026", "摘下: 2024")
    old = old.replace("贴出: 2026", "贴出: 2024").replace("成文: 2026", "成文: 2024")
    (workspace / "items" / "DX-2024-001.md").write_text(old, "utf-8")

    now_hanging = list_items(workspace, now, words="居民医保")
    over = list_items(workspace, now, words="居民医保", part=Part.OVER)

    assert "DX-2024-001" not in {row.item_id for row in now_hanging.rows}
    assert now_hanging.elsewhere == 1
    assert [(row.item_id, row.state) for row in over.rows] == [("DX-2024-001", "没签完，过期了")]


def test_the_states_are_said_in_the_offices_words(workspace: Path) -> None:
    sign_samples(open_workspace(workspace), at=now())
    (workspace / "items" / "DX-2026-003.md").write_text("---\n标题: 半截\n---\n", "utf-8")

    listed = list_items(workspace, now, drafts={"DX-2026-010"})

    assert state(listed, NOTICE) == ("签完", Tone.DONE)
    assert state(listed, "DX-2026-010") == ("还没送签", Tone.LOOK)
    assert state(listed, "DX-2026-003") == ("还没写完", Tone.LOOK)
    assert state(listed, "DX-2026-006")[0].startswith("迟了 ")
    assert state_of(keep_open(workspace, now), NOTICE) == ("签完", Tone.DONE)


def test_what_waits_for_the_one_who_looks_stands_first(workspace: Path) -> None:
    toml = workspace / "kit.toml"
    text = toml.read_text("utf-8")
    if "\n[[signer]]" not in text:
        text += '\n[[signer]]\nname = "样例甲"\nposts = ["党政办业务人员"]\n'
        toml.write_text(text, "utf-8")
    signers = keep_open(workspace, now).opened.workspace.township.signers
    name = next(one.name for one in signers if "党政办业务人员" in one.posts)

    rows = list_items(workspace, now, signer=name).rows

    assert (rows[0].state, rows[0].tone) == ("等我签", Tone.ACT)


def test_fifty_stand_on_a_page_and_a_page_too_far_is_the_last(workspace: Path) -> None:
    path = workspace / "items" / f"{NOTICE}.md"
    for number in range(100, 160):
        text = path.read_text("utf-8").replace(NOTICE, f"DX-2026-{number}")
        (workspace / "items" / f"DX-2026-{number}.md").write_text(text, "utf-8")

    first, last = (list_items(workspace, now, words="医保", page=page) for page in (1, 99))

    assert (len(first.rows), first.pages, last.page) == (50, 2, 2)
    assert not {row.item_id for row in first.rows} & {row.item_id for row in last.rows}


def test_a_changed_file_is_seen_at_the_next_look(workspace: Path) -> None:
    before = keep_open(workspace, now)
    assert keep_open(workspace, now) is before

    path = workspace / "items" / f"{NOTICE}.md"
    path.write_text(path.read_text("utf-8").replace("标题: 交", "标题: 快交"), "utf-8")

    assert list_items(workspace, now, words="快交").found == 1


def test_what_hung_a_year_ago_is_offered_again(workspace: Path) -> None:
    path = workspace / "items" / f"{NOTICE}.md"
    text = path.read_text("utf-8").replace(NOTICE, "DX-2025-007")
    for label in ("成文", "贴出", "摘下"):
        text = text.replace(f"{label}: 2026", f"{label}: 2025")
    (workspace / "items" / "DX-2025-007.md").write_text(text, "utf-8")

    assert [row.item_id for row in last_year(workspace, now)] == ["DX-2025-007"]


def test_a_number_nobody_has_is_refused(workspace: Path) -> None:
    with pytest.raises(SourceError, match="没有编号是 DX-2026-099"):
        file_of(keep_open(workspace, now), "DX-2026-099")
