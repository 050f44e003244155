"""Which handout an item gets: the township's usual one, or its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from kit.edition.jobs.paper_jobs import handout_layout
from kit.errors import SourceError
from kit.model.item import Handout
from kit.source.setup import create_workspace
from kit.source.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from kit.edition.jobs.context import EditionContext


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_workspace(tmp_path / "daxi", sample=True)
    return tmp_path / "daxi"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def layout_of(workspace: Workspace, number: str) -> str:
    item = next(one for one in workspace.items if one.item_id == number)
    return handout_layout(cast("EditionContext", workspace), item)


@pytest.mark.parametrize(
    ("chosen", "name"), [("A5", "handout-a5"), ("A6", "handout-a6"), ("对折", "leaflet-a5")]
)
def test_the_township_chooses_its_handout(folder: Path, chosen: str, name: str) -> None:
    change(folder / "kit.toml", 'handout = "A5"', f'handout = "{chosen}"')

    assert layout_of(open_workspace(folder), "DX-2026-004") == name


def test_an_item_may_want_another_one(folder: Path) -> None:
    path = folder / "items" / "DX-2026-004.md"
    change(path, "播几遍: 2", "宣传单: 对折\n播几遍: 2")
    workspace = open_workspace(folder)

    assert layout_of(workspace, "DX-2026-004") == "leaflet-a5"
    assert layout_of(workspace, "DX-2026-010") == "handout-a5"


def test_a_handout_that_does_not_exist_is_refused_with_those_that_do(folder: Path) -> None:
    change(folder / "kit.toml", 'handout = "A5"', 'handout = "A7"')

    with pytest.raises(SourceError, match="只能是 A5、A6、对折"):
        open_workspace(folder)


def test_no_poster_is_made_anew_because_of_another_handout(folder: Path) -> None:
    before = open_workspace(folder).township
    change(folder / "kit.toml", 'handout = "A5"', 'handout = "A6"')
    after = open_workspace(folder).township

    assert after.handout is Handout.A6
    assert repr(after) == repr(before)
