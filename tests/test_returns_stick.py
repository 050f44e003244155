"""A stick is filled, read back, and never costs anybody a file, whenever it is pulled out."""

from __future__ import annotations

import errno
import json
import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import Cancelled, StorageError
from kit.progress import Step
from kit.returns import stick_files as module
from kit.returns.removable import let_go, mounted_sticks, stick_at
from kit.returns.stick_files import LIST, SPARE_LIST, is_old_name, list_on, others_on, put

LAST_WEEK = {"01_0700.MP3": b"old one", "02_1200.MP3": b"old two", "03_1800.MP3": b"old three"}
THIS_WEEK = {"02_1200.MP3": b"new two" * 99, "01_0700.MP3": b"new one" * 99}


LISTS = {LIST, SPARE_LIST}


def silent(_: Step) -> None:
    pass


def on(stick: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in stick.iterdir() if path.name not in LISTS}


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "歌.mp3").write_bytes(b"somebody's song")
    (tmp_path / "System Volume Information").mkdir()
    put(tmp_path, LAST_WEEK, silent, edition="2026-W47/r01", load="样例一村")
    return tmp_path


def test_old_files_go_new_ones_come_and_others_stay(stick: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    put(stick, THIS_WEEK, lambda s: steps.append((s.stage, s.done, s.total)), load="样例一村")

    (stick / "System Volume Information").rmdir()
    assert on(stick) == {**THIS_WEEK, "歌.mp3": b"somebody's song"}
    assert others_on(stick) == ("歌.mp3",)
    assert list_on(stick).load == "样例一村"
    assert not list_on(stick).writing
    assert steps == [("拷贝", 1, 4), ("拷贝", 2, 4), ("核对", 3, 4), ("核对", 4, 4)]


def test_files_are_written_in_the_order_in_which_they_are_played(
    stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    real = module._write

    def write(path: Path, data: bytes) -> None:
        written.append(path.name)
        real(path, data)

    monkeypatch.setattr(module, "_write", write)
    put(stick, THIS_WEEK, silent)

    assert written == [SPARE_LIST, LIST, "02_1200.MP3", "01_0700.MP3", SPARE_LIST, LIST]


@given(cut=st.integers(0, 10), torn=st.integers(0, 700), again=st.integers(0, 10))
def test_pulled_out_at_any_moment_the_next_copy_goes_through(
    cut: int, torn: int, again: int
) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        stick = Path(folder)
        (stick / "SONG.MP3").write_bytes(b"somebody's song")
        put(stick, LAST_WEEK, silent)
        real_write, real_unlink, left = module._write, Path.unlink, cut

        def act() -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise OSError(errno.EIO, "pulled out")

        def write(path: Path, data: bytes) -> None:
            try:
                act()
            except OSError:
                path.write_bytes(data[:torn])
                raise
            real_write(path, data)

        def unlink(path: Path, missing_ok: bool = False) -> None:
            act()
            real_unlink(path, missing_ok=missing_ok)

        for cut_again in (cut, again):
            left = cut_again
            patch.setattr(module, "_write", write)
            patch.setattr(Path, "unlink", unlink)
            with suppress(StorageError):
                put(stick, THIS_WEEK, silent)
            patch.setattr(module, "_write", real_write)
            patch.setattr(Path, "unlink", real_unlink)

        put(stick, THIS_WEEK, silent)
        assert on(stick) == {**THIS_WEEK, "SONG.MP3": b"somebody's song"}


def test_stopped_by_the_clerk_the_next_copy_goes_through(stick: Path) -> None:
    def stop(step: Step) -> None:
        if step.done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        put(stick, THIS_WEEK, stop)
    assert list_on(stick).writing
    put(stick, THIS_WEEK, silent)
    assert on_names(stick) == {"01_0700.MP3", "02_1200.MP3", "歌.mp3"}


def on_names(stick: Path) -> set[str]:
    return {path.name for path in stick.iterdir() if path.is_file()} - LISTS


def test_somebody_else_s_file_of_the_same_name_is_not_overwritten(stick: Path) -> None:
    (stick / "04_2000.MP3").write_bytes(b"somebody's")

    with pytest.raises(StorageError, match=r"已经有别人的 04_2000\.MP3"):
        put(stick, {"04_2000.MP3": b"ours"}, silent)
    assert (stick / "04_2000.MP3").read_bytes() == b"somebody's"
    assert (stick / "01_0700.MP3").read_bytes() == b"old one"


def test_a_file_that_was_changed_since_is_not_deleted(stick: Path) -> None:
    (stick / "02_1200.MP3").write_bytes(b"cut by hand")

    with pytest.raises(StorageError, match=r"02_1200\.MP3 不是原来放的"):
        put(stick, THIS_WEEK, silent)
    assert (stick / "02_1200.MP3").read_bytes() == b"cut by hand"


def test_what_is_read_back_differently_is_told(
    stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = module._digest
    monkeypatch.setattr(module, "_digest", lambda p, cold=False: "0" if cold else real(p))

    with pytest.raises(StorageError, match="读回来不一样"):
        put(stick, THIS_WEEK, silent)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "放不下"),
        (errno.EROFS, "写保护"),
        (errno.EACCES, "写保护"),
        (errno.EIO, "拔早了"),
    ],
)
def test_what_the_system_says_of_a_stick_is_a_sentence(
    stick: Path, monkeypatch: pytest.MonkeyPatch, number: int, told: str
) -> None:
    def fail(_path: Path, _data: bytes) -> None:
        raise OSError(number, "system")

    monkeypatch.setattr(module, "_write", fail)
    with pytest.raises(StorageError) as caught:
        put(stick, THIS_WEEK, silent)
    assert told in str(caught.value)


def test_a_full_stick_is_refused_before_anything_is_deleted(
    stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(stick)._replace(free=1_999_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)

    with pytest.raises(StorageError, match="放不下"):
        put(stick, THIS_WEEK, silent)
    assert on_names(stick) == {*LAST_WEEK, "歌.mp3"}


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"[]",
        b'{"files": 3}',
        b'{"files": {"../KIT.TOM": [1, "ab"]}}',
        b'{"files": {"..": [1, "ab"]}}',
        b'{"files": {"/ETC.X": [1, "ab"]}}',
        b"[" * 99_000,
    ],
)
def test_a_list_that_is_not_ours_leads_nowhere(tmp_path: Path, content: bytes) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (tmp_path / "KIT.TOM").write_bytes(b"outside")
    (stick / LIST).write_bytes(content)

    assert list_on(stick).files == {}
    put(stick, THIS_WEEK, silent)
    assert (tmp_path / "KIT.TOM").read_bytes() == b"outside"
    assert json.loads((stick / LIST).read_bytes())["files"].keys() == THIS_WEEK.keys()


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("01_0700.MP3", True),
        ("JIECHU.MP3", True),
        ("PLAYLIST.M3U8", False),
        ("早间.MP3", False),
        ("LONGNAME9.MP3", False),
        ("NUL.MP3", False),
        ("A B.MP3", False),
        ("A.B.C", False),
        ("", False),
    ],
)
def test_only_names_that_the_oldest_players_show(name: str, fits: bool) -> None:
    assert is_old_name(name) is fits


def test_any_folder_can_stand_for_a_stick(tmp_path: Path) -> None:
    found = stick_at(tmp_path)

    assert (found.path, found.label, found.read_only) == (tmp_path, tmp_path.name, False)
    assert found.old_players
    assert found.free > 0


@pytest.mark.skipif("sys.platform == 'win32'", reason="Windows keeps nothing back for sticks")
@pytest.mark.parametrize(("said", "gone"), [("exit 0", True), ("exit 1", False), ("", False)])
def test_a_linux_desktop_is_told_to_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, gone: bool
) -> None:
    if said:
        tool = tmp_path / "udisksctl"
        tool.write_text(f'#!/bin/sh\n[ "$4" = /dev/sdb1 ] || exit 9\n{said}\n')
        tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert let_go(replace(stick_at(tmp_path), device="/dev/sdb1")) is gone
    assert not let_go(stick_at(tmp_path))


def test_linux_tells_sticks_by_medium_or_bus(tmp_path: Path) -> None:
    blocks, usb = tmp_path / "block", tmp_path / "devices" / "usb1"
    for name, base, removable in (("sdb", tmp_path / "devices", 1), ("sdc", usb, 0)):
        (base / name / f"{name}1").mkdir(parents=True)
        (base / name / "removable").write_text(f"{removable}\n")
    (tmp_path / "devices" / "sda" / "sda1").mkdir(parents=True)
    (tmp_path / "devices" / "sda" / "removable").write_text("0\n")
    blocks.mkdir()
    for name, base in (("sda", tmp_path / "devices"), ("sdb", tmp_path / "devices"), ("sdc", usb)):
        (blocks / f"{name}1").symlink_to(base / name / f"{name}1")
    where = tmp_path / "一村 喇叭"
    where.mkdir()
    told = "".join(
        chr(byte) if 32 < byte < 127 else f"\\{byte:03o}" for byte in str(where).encode()
    )
    mounts = tmp_path / "mounts"
    mounts.write_text(
        f"proc /proc proc rw 0 0\n/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 {told} vfat rw,nosuid 0 0\n"
        f"/dev/sdc1 {tmp_path} exfat ro 0 0\n/dev/sdd1 /gone vfat rw 0 0\n"
    )

    first, second = mounted_sticks(mounts, blocks)
    assert (first.path, first.label, first.read_only) == (where, "一村 喇叭", False)
    assert first.old_players
    assert (second.path, second.read_only, second.old_players) == (tmp_path, True, False)
