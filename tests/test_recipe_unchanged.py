"""“Nothing has changed” is said only where no recipe could have: it goes by more than they do."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kit
from kit import program
from kit.edition.published.unchanged import inputs_hash, remember, source_hash
from kit.edition.request import BuildResult
from kit.office.set_up import set_up
from kit.program import hash_of, installed, own_files, own_hashes
from kit.source.private import KEY, PHOTOS, PRIVATE, RETURNS
from tests.executed import NOW, OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "daxi"
    set_up(folder, sample=True, now=NOW)
    return folder


@pytest.fixture
def reloaded() -> Iterator[None]:
    """Let the state of the program be asked anew."""
    program.program_state.cache_clear()
    yield
    program.program_state.cache_clear()


def test_every_file_of_the_workspace_counts(workspace: Path) -> None:
    before = inputs_hash(workspace, OPTIONS)
    files = [
        path for path in workspace.rglob("*") if path.is_file() and "/." not in path.as_posix()
    ]
    assert len(files) > 15
    for path in files:
        data = path.read_bytes()
        path.write_bytes(data + b" ")
        assert inputs_hash(workspace, OPTIONS) != before, path
        path.write_bytes(data)

    assert inputs_hash(workspace, OPTIONS) == before


def test_a_recording_that_is_new_counts_and_what_the_kit_made_does_not(workspace: Path) -> None:
    before = inputs_hash(workspace, OPTIONS)
    for made in (PRIVATE, "output", "preview"):
        (workspace / made).mkdir(exist_ok=True)
        (workspace / made / "made.txt").write_text("made", "utf-8")
    assert inputs_hash(workspace, OPTIONS) == before

    (workspace / "recordings").mkdir(exist_ok=True)
    (workspace / "recordings" / "DX-2026-004.mp3").write_bytes(b"heard")
    assert inputs_hash(workspace, OPTIONS) != before


def test_what_people_note_of_an_edition_asks_for_no_new_one(workspace: Path) -> None:
    before = inputs_hash(workspace, OPTIONS)
    (workspace / RETURNS).write_bytes(b"{}\n")
    (workspace / PHOTOS / "2026").mkdir(parents=True)
    (workspace / PHOTOS / "2026" / "board.jpg").write_bytes(b"photo")

    assert inputs_hash(workspace, OPTIONS) == before


def test_the_key_that_the_run_sheet_tells_counts(workspace: Path) -> None:
    before = inputs_hash(workspace, OPTIONS)
    (workspace / PRIVATE / KEY).write_bytes(b"another")

    assert inputs_hash(workspace, OPTIONS) != before


def test_what_an_earlier_week_hung_counts(workspace: Path) -> None:
    before = inputs_hash(workspace, OPTIONS)
    edition = workspace / "output" / "2026-W40" / "r01"
    edition.mkdir(parents=True)
    (edition / "manifest.sig").write_text("signed", "utf-8")

    assert inputs_hash(workspace, OPTIONS) != before


def test_every_file_of_the_program_counts(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, reloaded: None
) -> None:
    package = Path(kit.__file__).parent
    everything = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*")
        if path.is_file() and not {"__pycache__", "_data"} & set(path.parts)
    }
    assert own_files().keys() == everything

    before = inputs_hash(workspace, OPTIONS)
    other = {**own_hashes(), "compose/led.py": hash_of("other")}
    monkeypatch.setattr(program, "own_hashes", lambda: other)
    program.program_state.cache_clear()
    assert inputs_hash(workspace, OPTIONS) != before


def test_a_program_that_was_replaced_meanwhile_is_not_read_as_the_one_that_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(program, "own_hashes", lambda: {"program.py": hash_of("before")})
        program.own_files.cache_clear()
        with pytest.raises(OSError, match="刚被换过"):
            own_files()["program.py"]
    program.own_files.cache_clear()


def test_every_version_of_every_library_counts(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, reloaded: None
) -> None:
    names = {f"{one.metadata['Name']}-{one.version}".lower() for one in metadata.distributions()}
    told = {name.rpartition(".")[0].replace("_", "-").lower() for name in installed()}
    assert len({name.replace("_", "-").replace(".", "-") for name in names}) <= len(told)

    before = inputs_hash(workspace, OPTIONS)
    monkeypatch.setattr(program, "installed", lambda: (*installed(), "borax-99.dist-info"))
    program.program_state.cache_clear()
    assert inputs_hash(workspace, OPTIONS) != before


@pytest.mark.parametrize("saved_meanwhile", [False, True])
def test_what_is_saved_while_a_build_is_at_work_does_not_pass_for_built(
    workspace: Path, *, saved_meanwhile: bool
) -> None:
    begun = source_hash(workspace)
    if saved_meanwhile:
        (workspace / "items" / "DX-2026-004.md").write_text("another", "utf-8")
    result = BuildResult(
        edition=workspace / "output" / "2026-W48" / "r01",
        changed=True,
        made=1,
        reused=0,
        left_out={},
    )

    remember(workspace, OPTIONS, result, begun=begun)

    assert (workspace / PRIVATE / "last.json").exists() is not saved_meanwhile
