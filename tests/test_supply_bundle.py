"""The stick for an office: laid out as it runs on Windows, and started here as its .bat does."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import struct
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from kit import __version__
from kit.edition.published.manifest import new_key, public_key_of
from kit.office.release import CURRENT, VERSIONS, faults_of_release, read_release
from tools.bundle import LIBRARIES, LICENCES, PYTHON, TEXTS, bundle, finish, key, unfit
from tools.supply import SUMS

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY = new_key()
AMD64, I386 = 0x8664, 0x14C


def program(machine: int) -> bytes:
    """Return the head of a program for Windows."""
    return b"MZ".ljust(0x3C, b"\0") + struct.pack("<I4sH", 0x40, b"PE\0\0", machine).ljust(
        80, b"\0"
    )


EMBEDDABLE = {
    "python.exe": program(AMD64),
    "python311._pth": b"python311.zip\r\n.\r\n\r\n# import site\r\n",
    "python311.zip": b"the standard library",
    "LICENSE.txt": b"of Python",
}


def archive(file: Path, contents: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(file, "w") as packed:
        for name, data in contents.items():
            packed.writestr(name, data)
    return file


@pytest.fixture(scope="module")
def stick(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a finished bundle; it holds one library, for the rest this machine's serve."""
    place = tmp_path_factory.mktemp("stick")
    goal = place / "公开 台"
    site = goal / VERSIONS / __version__ / "site"
    shutil.copytree(root / "kit", site / "kit", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("layouts", "voices", "examples"):
        shutil.copytree(root / name, site / "kit/_data" / name)
    info = site / "a_library-1.0.dist-info"
    (info / "licenses").mkdir(parents=True)
    (info / "licenses/LICENSE").write_text("free", "ascii")
    (info / "METADATA").write_text("Name: a-library\nVersion: 1.0\nLicense: MIT\n", "ascii")
    (info / "RECORD").write_text(f"{info.name}/licenses/LICENSE,,\n", "ascii")
    finish(goal, archive(place / "python.zip", EMBEDDABLE), KEY)
    return goal


def test_the_version_is_whole_and_signed_by_the_releaser(stick: Path) -> None:
    version = stick / VERSIONS / __version__
    release, signer = read_release(version)

    assert signer == public_key_of(KEY)
    assert not [*faults_of_release(version, release)]
    assert {one.path for one in release.files} >= {"python/python.exe", "site/kit/__init__.py"}
    assert (stick / CURRENT).read_text("ascii").strip() == release.version


def test_the_kit_is_compiled_for_good_and_tells_nothing_of_the_packagers_machine(
    stick: Path,
) -> None:
    site = stick / VERSIONS / __version__ / "site"
    (compiled,) = (site / "kit/__pycache__").glob("__main__.*.pyc")
    data = compiled.read_bytes()

    # Flags of PEP 552: by hash, and not to be checked, for copying changes times.
    assert struct.unpack_from("<I", data, 4) == (0b01,)
    assert os.fsencode(stick) not in data


def test_python_finds_the_libraries_beside_it_and_none_of_the_machine(stick: Path) -> None:
    python = stick / VERSIONS / __version__ / PYTHON

    assert (python / "python311._pth").read_bytes() == b"python311.zip\r\n.\r\n..\\site\r\n"


def test_licences_stand_where_a_person_looks(stick: Path) -> None:
    licences = stick / VERSIONS / __version__ / LICENCES

    assert (licences / "LICENSE.txt").read_text("utf-8").startswith("MIT")
    assert (licences / "Python.txt").read_bytes() == b"of Python"
    assert [one.read_text("ascii") for one in (licences / "a-library").iterdir()] == ["free"]
    assert (licences / LIBRARIES).read_text("utf-8") == "a-library 1.0: MIT\n"


def test_all_of_the_stick_is_in_the_sums(stick: Path) -> None:
    listed = {line[66:] for line in (stick / SUMS).read_text("utf-8").splitlines()}

    assert {"打开工作台.bat", "kit.bat", "先看这个.txt", CURRENT} <= listed


@pytest.mark.parametrize("name", ["打开工作台.bat", "更新.bat", "kit.bat"])
def test_what_cmd_reads_is_ascii_with_its_line_ends_and_no_fixed_place(
    stick: Path, name: str
) -> None:
    data = (stick / name).read_bytes()

    # cmd reads in the code page of the machine, and loses its place after other characters.
    assert data.isascii()
    assert data.count(b"\n") == data.count(b"\r\n") > 3
    assert not re.search(rb"[A-Za-z]:\\", data)


def test_the_clerks_page_names_files_and_verbs_that_there_are(stick: Path) -> None:
    said = (stick / "先看这个.txt").read_text("utf-8-sig")

    assert all(one.name in said for one in stick.iterdir() if one.name != "先看这个.txt")
    from kit.cli.app import VERBS

    assert set(re.findall(r"kit ([a-z]+)", said)) <= VERBS.keys()


def as_cmd_does(bat: Path, *arguments: str) -> tuple[list[str], Path]:
    """Return what a .bat starts and where; its lines are of the few kinds that are known here."""
    here, said = Path.cwd(), dict[str, str]()
    for line in bat.read_text("ascii").splitlines():
        for name, value in said.items():
            line = line.replace(f"%{name}%", value)
        line = line.replace("%~dp0", f"{bat.parent}/").replace("%*", shlex.join(arguments))
        line = line.replace("\\", "/")
        if line.startswith("pushd "):
            here = Path(*shlex.split(line[6:]))
        elif match := re.fullmatch(r'set /p (\w+)=<"?(.+?)"?', line):
            said[match[1]] = (here / match[2]).read_text("ascii").splitlines()[0]
        elif line.startswith('"'):
            first, *rest = shlex.split(line)
            return [str(here / first), *rest], here
    raise AssertionError("starts nothing")


@pytest.fixture
def runs_here(stick: Path, tmp_path: Path) -> Path:
    """Return the bundle with this machine's Python in the place of that for Windows.

    Its list of paths is read by the same rule: no environment, no packages of the machine.
    """
    home = tmp_path / "D 盘" / stick.name
    shutil.copytree(stick, home)
    python = home / VERSIONS / __version__ / PYTHON
    (python / "python.exe").unlink()
    (python / "python.exe").symlink_to(Path(sys.executable).resolve())
    own = (python / "python311._pth").read_text("ascii").replace("\\", "/").splitlines()
    paths = sysconfig.get_paths()
    library = [paths["stdlib"], sysconfig.get_config_var("DESTSHARED"), *own[1:]]
    (python / "python.exe._pth").write_text("\n".join([*library, paths["purelib"]]), "utf-8")
    return home


@pytest.mark.skipif(os.name == "nt", reason="stands in for Windows where there is none")
def test_a_double_click_opens_the_desk_over_a_workspace_of_its_own(runs_here: Path) -> None:
    command, here = as_cmd_does(runs_here / "打开工作台.bat")
    # What the machine has set must not matter.
    foreign = {"PYTHONPATH": "/elsewhere", "PYTHONHOME": "/elsewhere", "BROWSER": "true"}

    with subprocess.Popen(
        command, cwd=here, env={**os.environ, **foreign}, stdout=subprocess.PIPE
    ) as desk:
        assert desk.stdout
        said = desk.stdout.readline().decode("utf-8")
        try:
            address = re.search(r"http://\S+", said)
            assert address, said
            browser = build_opener(HTTPCookieProcessor())
            with browser.open(address[0], timeout=30) as page:
                assert page.status == 200
                assert "公开台" in page.read().decode("utf-8")
        finally:
            desk.terminate()

    assert (runs_here / "workspace/kit.toml").is_file()
    assert not list(here.glob("*.log"))


@pytest.mark.skipif(os.name == "nt", reason="stands in for Windows where there is none")
def test_the_command_runs_the_version_that_the_pointer_names(runs_here: Path) -> None:
    update, there = as_cmd_does(runs_here / "更新.bat")
    asked = subprocess.run(update, cwd=there, capture_output=True, check=False)
    command, _ = as_cmd_does(runs_here / "kit.bat", "update", "--back")
    done = subprocess.run(command, cwd=runs_here.parent, capture_output=True, check=False)

    assert "插着的U盘上没有新版" in asked.stderr.decode("utf-8")
    # It found its own home, its list and its key, and only then that there is nothing older.
    assert "没有留着以前的一版" in done.stderr.decode("utf-8")
    assert re.search(r"VERSION=<", (TEXTS / "kit.bat").read_text("ascii"))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"python.exe": program(I386)}, "不是 64 位的"),
        ({"python.exe": b""}, "不是 Python 的免安装包"),
        ({"python312._pth": b""}, "不是 Python 的免安装包"),
        ({"python311._pth": None, "python310._pth": b""}, "是 Python 3.10"),
    ],
)
def test_a_package_of_python_that_would_not_run_is_told_before_anything_is_gathered(
    tmp_path: Path, changed: dict[str, bytes | None], told: str
) -> None:
    whole = {**EMBEDDABLE, **changed}
    contents = {name: data for name, data in whole.items() if data is not None}

    assert told in unfit(archive(tmp_path / "python.zip", contents))


def test_the_package_that_runs_is_taken(tmp_path: Path) -> None:
    assert unfit(archive(tmp_path / "python.zip", EMBEDDABLE)) == ""


def test_what_is_no_archive_is_told(tmp_path: Path) -> None:
    (tmp_path / "python.zip").write_bytes(b"<html>")

    assert "打不开" in unfit(tmp_path / "python.zip")


def test_a_folder_with_something_in_it_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    python = archive(tmp_path / "python.zip", EMBEDDABLE)

    assert bundle([str(tmp_path), "--python", str(python), "--key", "none"]) == 1
    assert "已经有东西了" in capsys.readouterr().out


def test_a_key_is_made_once_and_its_fingerprint_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "release.pem"

    assert key([str(file)]) == 0
    assert "指纹" in capsys.readouterr().out
    assert file.stat().st_mode & 0o077 == 0
    assert key([str(file)]) == 2
