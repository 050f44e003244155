"""A workspace read from what is kept is the workspace read whole, whatever was changed since."""

from __future__ import annotations

import shutil
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.office.set_up import set_up
from kit.plan.plan import plan_week
from kit.plan.week import Week
from kit.source import item_file, kept_items
from kit.source.private import PRIVATE
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kit.plan.plan import WeekPlan
    from kit.source.workspace import Workspace

NOW = datetime.fromisoformat("2026-11-24T09:00:00+08:00")
WEEK = Week.parse("2026-W48")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept") / "daxi"
    set_up(folder, sample=True, now=NOW)
    return folder


@pytest.fixture
def workspace(example: Path, tmp_path: Path) -> Path:
    return shutil.copytree(example, tmp_path / "daxi")


@pytest.fixture
def read_anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the items that are read, as they are."""
    read: list[str] = []
    whole = item_file.read_item_bytes

    def counting(file: str, *arguments: object, **named: object) -> item_file.ItemFile:
        read.append(file)
        return whole(file, *arguments, **named)  # type: ignore[arg-type] # handed on as they came

    monkeypatch.setattr(kept_items, "read_item_bytes", counting)
    return read


def whole(folder: Path) -> Workspace:
    """Return the workspace as it is read where nothing is kept."""
    shutil.rmtree(folder / PRIVATE / kept_items.FOLDER, ignore_errors=True)
    return open_workspace(folder)


def with_places(workspace: Workspace) -> list[object]:
    """Return the items with what does not count when they are compared."""
    return [(item, item.place.file, dict(item.place.lines)) for item in workspace.items]


def test_what_is_known_is_not_read_again(workspace: Path, read_anew: list[str]) -> None:
    before = whole(workspace)
    read_anew.clear()

    after = open_workspace(workspace)

    assert not read_anew
    assert after == before
    assert with_places(after) == with_places(before)


def test_a_year_of_ended_items_is_read_once(workspace: Path, read_anew: list[str]) -> None:
    pattern = (workspace / "items" / "DX-2026-004.md").read_text("utf-8")
    (workspace / "items" / "2025").mkdir()
    for number in range(100, 600):
        name = f"DX-2025-{number}"
        text = pattern.replace("DX-2026-004", name)
        (workspace / "items" / "2025" / f"{name}.md").write_text(text, "utf-8")
    open_workspace(workspace)
    read_anew.clear()
    edit(workspace, "DX-2026-004", lambda text: text.replace("400元", "410元"))

    found = open_workspace(workspace)

    assert read_anew == ["items/DX-2026-004.md"]
    assert len(found.items) > 500


def test_another_table_beside_it_reads_an_item_anew(workspace: Path, read_anew: list[str]) -> None:
    table = next((workspace / "items").glob("*.csv"))
    open_workspace(workspace)
    read_anew.clear()
    table.write_bytes(table.read_bytes().replace(b"1", b"2"))

    found = open_workspace(workspace)

    assert any(table.stem in file for file in read_anew)
    assert found == whole(workspace)


def test_a_table_that_is_gone_stops_its_item(workspace: Path) -> None:
    table = next((workspace / "items").glob("*.csv"))
    open_workspace(workspace)
    table.unlink()

    found = open_workspace(workspace)

    assert any("找不到" in finding.message for finding in found.findings)
    assert found == whole(workspace)


def test_another_duty_of_an_office_reads_its_items_anew(workspace: Path) -> None:
    open_workspace(workspace)
    settings_file = workspace / "kit.toml"
    text = settings_file.read_text("utf-8")
    settings_file.write_text(text.replace("医疗保障", "社会保障"), "utf-8")

    assert with_places(open_workspace(workspace)) == with_places(whole(workspace))


def test_another_program_reads_everything_anew(
    workspace: Path, read_anew: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_workspace(workspace)
    read_anew.clear()
    monkeypatch.setattr(kept_items, "program_state", lambda: "another")

    open_workspace(workspace)

    assert len(read_anew) == len(list((workspace / "items").glob("*.md")))


BREAKS: tuple[Callable[[bytes], bytes], ...] = (
    lambda _data: b"",
    lambda data: data[: len(data) // 2],
    lambda data: data[:-1],
    lambda data: data.replace(b"DX-2026", b"DX-2025", 1),
    lambda _data: b"{}",
)


@pytest.mark.parametrize("breaks", BREAKS)
def test_what_is_half_written_or_altered_is_thrown_away_and_made_again(
    workspace: Path, breaks: Callable[[bytes], bytes], read_anew: list[str]
) -> None:
    right = open_workspace(workspace)
    store = workspace / PRIVATE / kept_items.FOLDER / "items.json"
    store.write_bytes(breaks(store.read_bytes()))

    assert open_workspace(workspace) == right
    read_anew.clear()
    assert open_workspace(workspace) == right
    assert not read_anew


def test_a_folder_in_its_place_stops_nobody(workspace: Path) -> None:
    right = whole(workspace)
    store = workspace / PRIVATE / kept_items.FOLDER / "items.json"
    store.unlink()
    store.mkdir()

    assert open_workspace(workspace) == right


def test_a_folder_that_is_only_looked_into_stays_as_it_is(workspace: Path) -> None:
    shutil.rmtree(workspace / PRIVATE)

    open_workspace(workspace)

    assert not (workspace / PRIVATE).exists()


def edit(workspace: Path, item_id: str, change: Callable[[str], str]) -> None:
    path = workspace / "items" / f"{item_id}.md"
    path.write_text(change(path.read_text("utf-8")), "utf-8")


def put(label: str, value: str) -> Callable[[str], str]:
    return lambda text: text.replace("\n成文:", f"\n{label}: {value}\n成文:", 1)


def instead(before: str, after: str) -> Callable[[str], str]:
    return lambda text: text.replace(before, after)


EDITS = st.sampled_from(
    [
        put("替代", "DX-2026-003"),
        put("解除", "DX-2026-006"),
        put("替代", "［DX-2026-008］"),
        instead("状态: 有效", "状态: 废止"),
        instead("状态: 有效", "状态: 失效"),
        instead("摘下: 2026", "摘下: 2025"),
        instead("摘下: 2026-12", "摘下: 2026-11"),
        instead("贴出: 2026-11", "贴出: 2027-01"),
        instead("村: 全乡", "村: 大溪村"),
        instead("广播, ", ""),
        instead("编号", "编 号"),
        instead("元", "元整"),
    ]
)


@settings(max_examples=30, deadline=None)
@given(changes=st.lists(st.tuples(st.integers(1, 12), EDITS), min_size=1, max_size=4))
def test_a_week_is_planned_alike_however_its_items_were_read(
    example: Path,
    tmp_path_factory: pytest.TempPathFactory,
    changes: list[tuple[int, Callable[[str], str]]],
) -> None:
    folder = shutil.copytree(example, tmp_path_factory.mktemp("week") / "daxi")
    for number, change in changes:
        edit(folder, f"DX-2026-{number:03}", change)
        kept = open_workspace(folder)

        anew = whole(folder)

        assert kept == anew
        assert with_places(kept) == with_places(anew)
        assert planned(kept) == planned(anew)


def planned(workspace: Workspace) -> WeekPlan:
    signed = {item.item_id for item in workspace.items}
    return plan_week(workspace.items, workspace.township, WEEK, signed=signed)
