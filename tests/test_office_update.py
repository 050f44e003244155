"""A new version from a stick: signed, tried out, switched at once; or the present one stays."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from click.testing import CliRunner
from filelock import FileLock

from kit.cli import main
from kit.edition.published.manifest import new_key, sign
from kit.errors import ExitCode, KitError, LockedError, RequestError, StorageError, VerifyError
from kit.office.release import (
    CURRENT,
    LIST,
    VERSIONS,
    current,
    own_home,
    read_release,
    sign_release,
)
from kit.office.update import go_back, release_on, self_test, update

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    from kit.progress import Step

OLD, NEW = "2026.1", "2026.2"
KEY = new_key()


def quiet(_step: Step) -> None:
    """Take progress and show nothing."""


def fine(_version: Path) -> str:
    return ""


def bundle(folder: Path, version: str, *, key: bytes = KEY, workspace: int = 1) -> Path:
    """Return a folder laid out as a stick and as the machine that was set up from it."""
    inside = folder / VERSIONS / version
    for name in ("python/python.exe", "site/kit/__init__.py", "site/数据/表.tsv"):
        (inside / name).parent.mkdir(parents=True, exist_ok=True)
        (inside / name).write_text(f"{version} {name}", "utf-8")
    sign_release(inside, version, workspace, key)
    (folder / CURRENT).write_text(f"{version}\r\n", "ascii")
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return bundle(tmp_path / "公开 台", OLD)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return bundle(tmp_path / "U盘", NEW)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in sorted(folder.rglob("*"))
        if one.is_file() and one.suffix != ".lock"
    }


def test_a_newer_version_is_opened_next_and_the_old_one_is_kept(home: Path, stick: Path) -> None:
    before = tree(home / VERSIONS / OLD)
    tried: list[Path] = []

    def works(version: Path) -> str:
        tried.append(version)
        return ""

    done = update(home, stick, quiet, try_out=works)

    assert (done.version, done.before, current(home)) == (NEW, OLD, NEW)
    assert tried == [home / VERSIONS / NEW]
    assert tree(home / VERSIONS / NEW) == tree(stick / VERSIONS / NEW)
    assert tree(home / VERSIONS / OLD) == before


def test_what_is_on_the_stick_and_not_on_the_list_is_not_brought(home: Path, stick: Path) -> None:
    (stick / VERSIONS / NEW / "site/kit/__pycache__").mkdir()
    (stick / VERSIONS / NEW / "site/kit/__pycache__/a.pyc").write_bytes(b"somebody's")
    update(home, stick, quiet, try_out=fine)

    assert not list((home / VERSIONS / NEW).rglob("*.pyc"))


def test_one_goes_back_to_the_version_before_and_forward_again(home: Path, stick: Path) -> None:
    update(home, stick, quiet, try_out=fine)

    assert go_back(home, fine).version == OLD == current(home)
    assert go_back(home, fine).version == NEW == current(home)


def test_one_goes_back_to_no_version_that_does_not_work(home: Path, stick: Path) -> None:
    update(home, stick, quiet, try_out=fine)

    with pytest.raises(VerifyError, match="自检没有通过"):
        go_back(home, lambda _: "打不开。")
    assert current(home) == NEW


def test_one_goes_back_to_no_version_in_which_a_bit_turned_over(home: Path, stick: Path) -> None:
    update(home, stick, quiet, try_out=fine)
    (home / VERSIONS / OLD / "site/数据/表.tsv").write_text("2026.0", "utf-8")

    with pytest.raises(VerifyError, match=r"“site/数据/表\.tsv”坏了"):
        go_back(home, fine)
    assert current(home) == NEW


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a script of a Unix shell")
def test_a_program_that_breaks_off_is_told_by_its_last_word(stick: Path) -> None:
    program = stick / VERSIONS / NEW / "python/python.exe"
    program.write_text("#!/bin/sh\necho 'Traceback:\nImportError: no kit' >&2\nexit 1\n", "ascii")
    program.chmod(0o755)

    assert self_test(stick / VERSIONS / NEW) == "程序打不开（ImportError: no kit）。"


def test_of_three_versions_the_last_two_are_kept(home: Path, stick: Path, tmp_path: Path) -> None:
    update(home, stick, quiet, try_out=fine)
    update(home, bundle(tmp_path / "third", "2026.10"), quiet, try_out=fine)

    assert sorted(one.name for one in (home / VERSIONS).iterdir()) == ["2026.10", NEW]


def spoilt_file(stick: Path) -> None:
    (stick / VERSIONS / NEW / "site/数据/表.tsv").write_bytes(b"2026.3")


def missing_file(stick: Path) -> None:
    (stick / VERSIONS / NEW / "site/数据/表.tsv").unlink()


def spoilt_list(stick: Path) -> None:
    path = stick / VERSIONS / NEW / LIST
    path.write_bytes(path.read_bytes().replace(b"2026.2", b"2026.3"))


def no_list(stick: Path) -> None:
    (stick / VERSIONS / NEW / "release.sig").unlink()


def brackets_for_a_signature(stick: Path) -> None:
    (stick / VERSIONS / NEW / "release.sig").write_bytes(b"[" * 100_000)


def brackets_for_a_list(stick: Path) -> None:
    listed = b"[" * 100_000
    (stick / VERSIONS / NEW / LIST).write_bytes(listed)
    (stick / VERSIONS / NEW / "release.sig").write_bytes(sign(listed, new_key()))


def another_key(stick: Path) -> None:
    sign_release(stick / VERSIONS / NEW, NEW, 1, new_key())


def another_name(stick: Path) -> None:
    (stick / VERSIONS / NEW).rename(stick / VERSIONS / "2026.3")
    (stick / CURRENT).write_text("2026.3", "ascii")


def a_way_out(stick: Path) -> None:
    (stick / CURRENT).write_text("../../elsewhere", "ascii")


def older(stick: Path) -> None:
    bundle(stick, "2025.9")


def the_same(stick: Path) -> None:
    bundle(stick, OLD)


def no_number(stick: Path) -> None:
    bundle(stick, "newest")


def older_format(stick: Path) -> None:
    bundle(stick, NEW, workspace=0)


@pytest.mark.parametrize(
    ("how", "error", "told"),
    [
        (spoilt_file, VerifyError, "U盘上的“site/数据/表.tsv”坏了"),
        (missing_file, VerifyError, "U盘上的“site/数据/表.tsv”读不出"),
        (spoilt_list, VerifyError, "清单和签名对不上"),
        (no_list, VerifyError, "没有清单或签名"),
        (brackets_for_a_signature, VerifyError, "清单和签名对不上"),
        (brackets_for_a_list, VerifyError, "清单读不懂"),
        (another_key, VerifyError, "不是原来发程序的人签的"),
        (another_name, VerifyError, "文件夹叫“2026.3”，里面是 2026.2 版"),
        (a_way_out, RequestError, "没有能用的程序"),
        (older, RequestError, "U盘上是旧版"),
        (the_same, RequestError, "现在用的就是 2026.1 版"),
        (no_number, VerifyError, "版本号“newest”看不懂"),
        (older_format, RequestError, "读不了现在的工作夹"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_all_stays(
    home: Path, stick: Path, how: Callable[[Path], None], error: type[KitError], told: str
) -> None:
    how(stick)
    before = tree(home)

    with pytest.raises(error, match=told) as refused:
        update(home, stick, quiet, try_out=fine)

    assert refused.value.remedy
    assert tree(home) == before


def test_an_older_one_comes_when_it_is_said(home: Path, stick: Path) -> None:
    older(stick)

    assert update(home, stick, quiet, older=True, try_out=fine).version == "2025.9"


def test_a_version_that_fails_its_self_test_is_taken_away_again(home: Path, stick: Path) -> None:
    before = tree(home)

    with pytest.raises(VerifyError, match="自检没有通过：缺运行库。") as refused:
        update(home, stick, quiet, try_out=lambda _: "缺运行库。")

    assert "还是用 2026.1 版" in refused.value.remedy
    assert tree(home) == before


def test_a_program_that_does_not_start_fails_its_self_test(stick: Path) -> None:
    assert "打不开 python/python.exe" in self_test(stick / VERSIONS / NEW)


def test_a_new_format_of_the_workspace_is_told(home: Path, tmp_path: Path) -> None:
    stick = bundle(tmp_path / "U盘", NEW, workspace=2)

    assert update(home, stick, quiet, try_out=fine).is_new_format
    with pytest.raises(RequestError, match=r"2026\.1 版读不了现在的工作夹") as refused:
        go_back(home, fine)
    assert "kit restore" in refused.value.remedy


def test_there_is_nothing_to_go_back_to_before_the_first_update(home: Path) -> None:
    with pytest.raises(RequestError, match="没有留着以前的一版"):
        go_back(home, fine)


def test_two_updates_at_once_are_one(home: Path, stick: Path) -> None:
    with FileLock(home / "update.lock"), pytest.raises(LockedError, match="另一个窗口正在更新"):
        update(home, stick, quiet, try_out=fine)


def test_a_disk_without_room_is_told_before_anything_is_copied(
    home: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(home)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 0))

    with pytest.raises(StorageError, match="只剩 0 MB"):
        update(home, stick, quiet, try_out=fine)
    assert tree(home) == before


def test_a_list_with_names_that_lead_elsewhere_is_refused(stick: Path) -> None:
    folder = stick / VERSIONS / NEW
    data = (folder / LIST).read_bytes().replace("site/数据".encode(), "../../数据".encode())
    (folder / LIST).write_bytes(data)
    (folder / "release.sig").write_bytes(sign(data, KEY))

    with pytest.raises(VerifyError, match="不该有的文件名"):
        read_release(folder)


def test_a_kit_that_was_installed_otherwise_says_so() -> None:
    with pytest.raises(RequestError, match="不是从U盘装的") as refused:
        own_home()
    assert refused.value.exit_code is ExitCode.USAGE


class Stick(NamedTuple):
    """What is known of one that is plugged in, as far as it matters here."""

    path: Path


def kit_says(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_the_verb_says_what_is_opened_now_and_how_to_go_back(
    home: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.office.release.own_home", lambda: home)
    monkeypatch.setattr("kit.office.update.self_test", fine)
    done = kit_says("update", str(stick))
    back = kit_says("update", "--back")

    assert done.output.startswith("更新好了：2026.2 版，3 个文件都核对过")
    assert "kit update --back 换回 2026.1 版" in done.output
    assert "换回 2026.1 版了" in back.output


def test_the_verb_finds_the_release_on_what_is_plugged_in(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle(tmp_path / "E" / "公开台", NEW)
    plugged = [Stick(tmp_path / "another"), Stick(tmp_path / "E")]
    monkeypatch.setattr("kit.office.release.own_home", lambda: home)
    monkeypatch.setattr("kit.office.update.self_test", fine)
    monkeypatch.setattr("kit.office.stick.plugged_in", lambda: plugged)

    assert "更新好了：2026.2 版" in kit_says("update").output


def test_no_release_and_several_are_told(tmp_path: Path) -> None:
    (tmp_path / "E").mkdir()
    with pytest.raises(RequestError, match="插着的U盘上没有新版"):
        release_on([tmp_path / "E"])
    bundle(tmp_path / "E" / "一份", NEW)
    bundle(tmp_path / "E" / "又一份", NEW)
    with pytest.raises(RequestError, match=r"有几份新版：.+一份、.+又一份"):
        release_on([tmp_path / "E"])


def test_the_verb_of_the_self_test_tells_that_it_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kit.office.selftest.self_test", lambda _: 9)

    assert "自检通过：样例做成一期，9 个文件都核对过" in kit_says("selftest").output
