"""A workspace kept in one file: whole, compared, and put back byte for byte or not at all."""

from __future__ import annotations

import errno
import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.cli.app import main
from kit.errors import ExitCode, RequestError, SourceError, StorageError
from kit.office.backup import back_up, look_at_backup, restore
from kit.office.set_up import set_up

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOW = datetime(2026, 11, 30, 9, 5, tzinfo=ZoneInfo("Asia/Shanghai"))
LIST = "备份清单.json"


def clock() -> datetime:
    return NOW


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("backup") / "daxi"
    set_up(folder, sample=True, now=NOW)
    with closing(sqlite3.connect(folder / ".kit" / "desk.sqlite3")) as database:
        database.execute("create table drafts (text)")
        database.execute("insert into drafts values ('写了一半')")
        database.commit()
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    return shutil.copytree(whole, tmp_path / "daxi")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "stick"
    place.mkdir()
    return place


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }


def test_what_is_restored_is_what_was_kept(folder: Path, stick: Path, tmp_path: Path) -> None:
    made = back_up(folder, stick, clock)

    restore(made.path, tmp_path / "again")

    assert made.path.name == "备份_大溪乡_20261130_0905.zip"
    before, after = tree(folder), tree(tmp_path / "again")
    assert set(after) == set(before)
    assert {name for name in before if before[name] != after[name]} <= {".kit/desk.sqlite3"}


def test_the_signing_key_is_kept_for_without_it_nobody_can_publish(
    folder: Path, stick: Path, tmp_path: Path
) -> None:
    restore(back_up(folder, stick, clock).path, tmp_path / "again")

    assert (tmp_path / "again/.kit/key.pem").read_bytes() == (folder / ".kit/key.pem").read_bytes()


def test_what_is_made_anew_takes_no_room(folder: Path, stick: Path, tmp_path: Path) -> None:
    for name in ("store/ab", "desk/works/1", "desk/incoming/x", "desk/static"):
        (folder / ".kit" / name).mkdir(parents=True)
        (folder / ".kit" / name / "big").write_bytes(b"0" * 1000)
    (folder / ".kit/build.lock").touch()

    restore(back_up(folder, stick, clock).path, tmp_path / "again")

    assert not (tmp_path / "again/.kit/store").exists()
    assert not any(name.endswith(("/big", ".lock")) for name in tree(tmp_path / "again"))


def test_a_database_in_use_is_kept_as_it_was_at_one_moment(
    folder: Path, stick: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(folder / ".kit/desk.sqlite3")) as live:
        live.execute("pragma journal_mode=wal")
        live.execute("insert into drafts values ('刚存的')")
        live.commit()
        restore(back_up(folder, stick, clock).path, tmp_path / "again")

    with closing(sqlite3.connect(tmp_path / "again/.kit/desk.sqlite3")) as kept:
        assert kept.execute("pragma integrity_check").fetchone() == ("ok",)
        assert [row[0] for row in kept.execute("select text from drafts")] == [
            "写了一半",
            "刚存的",
        ]


def test_two_backups_of_one_state_are_one_file(folder: Path, tmp_path: Path) -> None:
    places = [tmp_path / "a", tmp_path / "b"]
    for place in places:
        place.mkdir()

    first, second = (back_up(folder, place, clock).path.read_bytes() for place in places)
    assert first == second


def test_a_file_that_changes_meanwhile_is_kept_in_its_last_state(
    folder: Path, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kit.office import backup

    was: Callable[[Path], bytes] = backup._bytes
    settings_file = folder / "kit.toml"
    once = iter((b"# later\n",))

    def changing(path: Path) -> bytes:
        data = was(path)
        if path == settings_file:
            with settings_file.open("ab") as stream:
                stream.write(next(once, b""))
        return data

    monkeypatch.setattr(backup, "_bytes", changing)
    restore(back_up(folder, stick, clock).path, tmp_path / "again")

    assert (tmp_path / "again/kit.toml").read_bytes().endswith(b"# later\n")


def test_where_files_never_stop_changing_nothing_is_kept_half(
    folder: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kit.office import backup

    was: Callable[[Path], bytes] = backup._bytes

    def changing(path: Path) -> bytes:
        if path.name == "kit.toml":
            path.write_bytes(path.read_bytes() + b"#")
        return was(path)

    monkeypatch.setattr(backup, "_bytes", changing)
    with pytest.raises(RequestError, match="一直有文件在变"):
        back_up(folder, stick, clock)
    assert not any(stick.iterdir())


def test_a_workspace_with_broken_settings_is_kept_too(folder: Path, stick: Path) -> None:
    (folder / "kit.toml").write_bytes(b"= broken")

    assert back_up(folder, stick, clock).township == "daxi"


def test_what_is_no_workspace_and_what_is_no_goal_are_told(folder: Path, stick: Path) -> None:
    with pytest.raises(SourceError, match="不是工作夹"):
        back_up(stick, stick, clock)
    with pytest.raises(RequestError, match="没有“"):
        back_up(folder, stick / "none", clock)
    with pytest.raises(RequestError, match="不能放在工作夹里"):
        back_up(folder, folder, clock)


def test_a_full_stick_is_told_before_anything_is_written(
    folder: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type(shutil.disk_usage(stick))(10, 9, 1)
    monkeypatch.setattr("kit.office.backup.shutil.disk_usage", lambda _place: usage)

    with pytest.raises(StorageError, match="只剩"):
        back_up(folder, stick, clock)
    assert not any(stick.iterdir())


def test_a_stick_that_is_pulled_out_leaves_no_half_backup(
    folder: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_handle: int) -> None:
        raise OSError(errno.EIO, "gone")

    monkeypatch.setattr("kit.office.backup.os.fsync", gone)

    with pytest.raises(StorageError):
        back_up(folder, stick, clock)
    assert not any(stick.iterdir())


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_changed_or_cut_backup_is_refused_and_restores_nothing(
    whole: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    place = tmp_path_factory.mktemp("damaged")
    path = back_up(whole, place, clock).path
    good = path.read_bytes()
    if data.draw(st.booleans(), label="cut"):
        bad = good[: data.draw(st.integers(0, len(good) - 1))]
    else:
        at = data.draw(st.integers(0, len(good) - 1))
        bad = good[:at] + bytes([good[at] ^ (1 << data.draw(st.integers(0, 7)))]) + good[at + 1 :]
    path.write_bytes(bad)

    try:
        restore(path, place / "again")
    except StorageError as refused:
        assert refused.remedy  # noqa: PT017 - a flip in a field that zip does not use is harmless
        assert not (place / "again").exists()
    else:
        assert tree(place / "again").keys() == tree(whole).keys()
    assert not list(place.glob("*.part"))


@pytest.mark.parametrize("name", ["../out", "/out", "a/../../out", "C:\\out", "..\\out"])
def test_a_backup_that_leads_out_of_its_folder_is_refused(
    name: str, stick: Path, tmp_path: Path
) -> None:
    path = stick / "bad.zip"
    files = {name: {"size": 1, "sha256": sha256(b"x").hexdigest()}}
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, b"x")
        archive.writestr(
            LIST, json.dumps({"format": 1, "township": "", "made": "", "files": files})
        )

    with pytest.raises(StorageError):
        restore(path, tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_a_backup_of_a_later_program_says_so(stick: Path) -> None:
    path = stick / "later.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(LIST, json.dumps({"format": 2, "files": {}}))

    with pytest.raises(StorageError, match="更新的程序"):
        look_at_backup(path)


def test_nothing_is_restored_over_what_stands_there(
    folder: Path, stick: Path, tmp_path: Path
) -> None:
    made = back_up(folder, stick, clock)

    with pytest.raises(RequestError, match="已经有东西了"):
        restore(made.path, folder)
    (tmp_path / "empty").mkdir()
    assert restore(made.path, tmp_path / "empty").files == made.files


def test_the_commands_say_what_was_done_and_what_comes_next(
    folder: Path, stick: Path, tmp_path: Path
) -> None:
    run = CliRunner().invoke
    kept = run(main, ["backup", str(stick), "--in", str(folder)])
    (path,) = stick.iterdir()
    seen = run(main, ["restore", str(path)])
    done = run(main, ["restore", str(path), str(tmp_path / "again")])

    assert kept.exit_code == seen.exit_code == done.exit_code == ExitCode.OK
    assert "读回来一样" in kept.output
    assert "要锁好" in kept.output
    assert seen.output.startswith("备份是好的：大溪乡")
    assert (tmp_path / "again/kit.toml").is_file()
    assert "kit desk" in done.output
