"""An item and its table change together, whatever write the process is killed at."""

from __future__ import annotations

import contextlib
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from kit.errors import StorageError
from kit.office.drafts import save_draft, text_of, with_changes, written_in
from kit.source.together import settle_together, write_together
from kit.source.workspace import open_workspace
from tests.faulty_disk import FAULTS, FaultyDisk, Killed

OLD = {"items/甲.csv": b"old table", "items/甲.md": b"old text"}
NEW = {"items/甲.csv": b"new table", "items/甲.md": b"new text"}
WRITES = 11
"""Where they are put, two files and their list, their folder, its new name, and a new name and a
folder for each."""


def standing(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in OLD if (folder / name).exists()}


def workspace(folder: Path, files: dict[str, bytes]) -> Path:
    (folder / "items").mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def struck(folder: Path, disk: FaultyDisk) -> bool:
    """Write on a disk that fails; return whether the writer was told that all stands there."""
    with pytest.MonkeyPatch.context() as patch:
        disk.use(patch)
        with contextlib.suppress(Killed, StorageError):
            write_together(folder, NEW)
            return True
    return False


@pytest.mark.parametrize("before", [OLD, {"items/甲.md": b"old text"}, {}])
@pytest.mark.parametrize("fault", FAULTS)
def test_at_whatever_write_it_ends_both_are_old_or_both_are_new(
    tmp_path: Path, fault: str, before: dict[str, bytes]
) -> None:
    found = []
    for stop_at in range(1, WRITES + 2):
        folder = workspace(tmp_path / str(stop_at), before)
        was_told = struck(folder, FaultyDisk(stop_at, fault))
        settle_together(folder)

        assert standing(folder) in (before, NEW), stop_at
        assert standing(folder) == NEW or not was_told, stop_at
        found.append(standing(folder))
    assert before in found
    assert found[-1] == NEW


def test_a_file_that_somebody_saved_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "daxi", OLD)
    assert not struck(folder, FaultyDisk(WRITES - 1, "kill"))
    assert standing(folder) == NEW | {"items/甲.md": OLD["items/甲.md"]}
    (folder / "items/甲.md").write_bytes("记事本里存的".encode())
    settle_together(folder)

    assert (folder / "items/甲.md").read_text("utf-8") == "记事本里存的"
    assert not [*(folder / ".kit/together").iterdir()]


def test_a_table_that_excel_holds_open_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = workspace(tmp_path / "daxi", OLD)
    real = Path.replace

    def held(source: Path, target: Path) -> Path:
        if target.suffix == ".csv":
            raise PermissionError(13, "held")
        return real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", held)
        patch.setattr("time.sleep", lambda _: None)
        with pytest.raises(StorageError, match=r"甲\.csv"):
            write_together(folder, NEW)
    settle_together(folder)

    assert standing(folder) == OLD


def test_opening_the_workspace_goes_on_where_sending_a_draft_was_killed(
    tmp_path: Path, example: Path
) -> None:
    folder, file = shutil.copytree(example, tmp_path / "daxi"), "items/DX-2026-011.md"
    text, seen = text_of(folder, file)
    table = (folder / file).with_suffix(".csv")
    rows = table.read_bytes()
    with pytest.MonkeyPatch.context() as patch, contextlib.suppress(Killed):
        FaultyDisk(WRITES - 1, "kill").use(patch)
        new = with_changes(file, text, {"标题": "新的名单"})
        began = sha256(rows).hexdigest()
        save_draft(folder, file, new, seen=seen, table=rows + b"\n", table_seen=began)
    assert written_in(file, text_of(folder, file)[0])["标题"] != "新的名单"
    open_workspace(folder)

    assert written_in(file, text_of(folder, file)[0])["标题"] == "新的名单"
    assert table.read_bytes() == rows + b"\n"
