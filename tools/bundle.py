"""What a Windows PC without internet is set up from: ``python3 run.py supply bundle FOLDER …``.

A folder for a stick: Python, the libraries, the kit and its voices in ``versions/2026.1``, whose
files are listed and signed; beside them what a clerk double-clicks. Python for Windows comes from
the packager, as the "embeddable package" (64 bit) of python.org. What runs this must be of the
same version: what it compiles is put on the stick, else the first start of each would take long.
"""

from __future__ import annotations

import argparse
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING

from kit import __version__
from kit.edition.published.manifest import fingerprint, public_key_of, write_key
from kit.office.release import CURRENT, SITE, VERSIONS, sign_release
from kit.source.private import FORMAT
from tools.supply import OLDEST, ROOT, bill_of_materials, pip, wheels_for, write_sums

if TYPE_CHECKING:
    from importlib.metadata import Distribution

TEXTS = Path(__file__).parent / "stick"
"""What lies at the top of the stick, as it stands there."""
PYTHON = "python"
LICENCES = "licences"
LIBRARIES = "libraries.txt"
_AMD64 = 0x8664
_LICENCE = re.compile(r"(?i)\.dist-info/licen[cs]es/|(licen[cs]e|copying|notices?)[^/]*$")
_PATHS = re.compile(r"python(\d)(\d+)\._pth")


def key(arguments: list[str]) -> int:
    """Make the releaser's key: the first stick brings its public half, and binds later ones."""
    if len(arguments) != 1 or Path(arguments[0]).exists():
        print("请写一个新的文件名，如 supply key release.pem；已经有的钥匙不会盖掉。")
        return 2
    file = Path(arguments[0]).absolute()
    write_key(file)
    print(f"钥匙在 {file}：锁好，备份，不要放进程序的文件夹。")
    print(f"指纹：{fingerprint(public_key_of(file.read_bytes()))}")
    return 0


def bundle(arguments: list[str]) -> int:
    """Fill a folder for a stick, and sign the version in it."""
    parser = argparse.ArgumentParser(prog="run.py supply bundle")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--python", type=Path, required=True, help="python-3.x.y-embed-amd64.zip")
    parser.add_argument("--key", type=Path, required=True, help="made by: run.py supply key FILE")
    asked = parser.parse_args(arguments)
    fault = unfit(asked.python)
    if asked.folder.exists() and any(asked.folder.iterdir()):
        fault = f"“{asked.folder}”里已经有东西了。请换一个空的文件夹。"
    if fault:
        print(fault)
        return 1
    version = asked.folder / VERSIONS / __version__
    with tempfile.TemporaryDirectory() as place:
        code = wheels_for("windows", Path(place))
        code = code or install(sorted(Path(place, "wheels-windows").glob("*.whl")), version / SITE)
    (version / LICENCES).mkdir(exist_ok=True)
    code = code or bill_of_materials(version / LICENCES / "sbom.cdx.json")
    if code:
        return code
    finish(asked.folder, asked.python, asked.key.read_bytes())
    print(f"好了：{asked.folder}。整个文件夹拷到U盘上。")
    print(f"发程序的钥匙，指纹：{fingerprint(public_key_of(asked.key.read_bytes()))}")
    return 0


def finish(goal: Path, python: Path, private_key: bytes) -> None:
    """Put Python, licences and starters to what is installed in ``goal``, and sign it."""
    version = goal / VERSIONS / __version__
    unpack(python, version / PYTHON)
    compile_all(version / SITE)
    gather_licences(version)
    sign_release(version, __version__, FORMAT, private_key)
    (goal / CURRENT).write_text(f"{__version__}\r\n", "ascii", newline="")
    for text in sorted(TEXTS.iterdir()):
        # Of Notepad on old Windows, and of cmd: both want their line ends, Notepad its mark.
        mark = "utf-8-sig" if text.suffix == ".txt" else "ascii"
        said = text.read_text("utf-8").replace("\n", "\r\n")
        (goal / text.name).write_text(said, mark, newline="")
    write_sums(goal)


def unfit(archive: Path) -> str:
    """Return why Python's package cannot be used; empty where it can."""
    other = "请下载 Windows embeddable package (64-bit)。"
    try:
        with zipfile.ZipFile(archive) as packed:
            found = [match for name in packed.namelist() if (match := _PATHS.fullmatch(name))]
            program = packed.read("python.exe") if "python.exe" in packed.namelist() else b""
    except (OSError, zipfile.BadZipFile):
        return f"“{archive}”打不开。{other}"
    if len(found) != 1 or len(program) < 64:
        return f"“{archive.name}”不是 Python 的免安装包。{other}"
    (start,) = struct.unpack_from("<I", program, 0x3C)
    if struct.unpack_from("<H", program.ljust(start + 6, b"\0"), start + 4) != (_AMD64,):
        return f"“{archive.name}”不是 64 位的。{other}"
    there, here = ".".join(found[0].groups()), ".".join(map(str, sys.version_info[:2]))
    if {there, here} != {OLDEST}:
        return f"“{archive.name}”是 Python {there}，运行这个的是 {here}：都要 {OLDEST}。"
    return ""


def unpack(archive: Path, goal: Path) -> None:
    """Unpack Python, and let it find the libraries beside it, and nothing else on the machine."""
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(goal)
    (paths,) = goal.glob("python*._pth")
    library = f"{paths.stem}.zip"
    paths.write_text(f"{library}\n.\n..\\{SITE}\n", "ascii", newline="\r\n")


def install(wheels: list[Path], site: Path) -> int:
    """Unpack wheels of Windows, whatever system this is."""
    code = pip(
        *("install", "--no-deps", "--no-index", "--no-compile", "--only-binary", ":all:"),
        *("--platform", "win_amd64", "--python-version", OLDEST, "--target", str(site)),
        *map(str, wheels),
    )
    # Commands for the system this runs on; the kit is started as a module.
    for name in ("bin", "Scripts"):
        shutil.rmtree(site / name, ignore_errors=True)
    for told in site.glob("*.dist-info/direct_url.json"):
        told.unlink()  # where the packager had the wheel
    return code


def compile_all(site: Path) -> None:
    """Compile all, to be taken as it is: copying changes the times that Python goes by."""
    how = ["--invalidation-mode", "unchecked-hash", "-s", str(site), "-q", "-q"]
    subprocess.run([sys.executable, "-m", "compileall", *how, str(site)], check=False)


def gather_licences(version: Path) -> None:
    """Put every library's licence where a person finds it, and a list of what each one says."""
    goal, site = version / LICENCES, version / SITE
    goal.mkdir(exist_ok=True)
    shutil.copyfile(ROOT / "LICENSE", goal / "LICENSE.txt")
    if (version / PYTHON / "LICENSE.txt").exists():
        shutil.copyfile(version / PYTHON / "LICENSE.txt", goal / "Python.txt")
    said = []
    for one in sorted(distributions(path=[str(site)]), key=lambda one: one.name.lower()):
        for name in one.files or ():
            # Some say it in their package, most beside it.
            place = Path(name.locate())
            if _LICENCE.search(name.as_posix()) and place.suffix not in (".py", ".pyc"):
                (goal / one.name).mkdir(exist_ok=True)
                shutil.copyfile(place, goal / one.name / name.as_posix().replace("/", "-"))
        classed = [known for known in one.metadata.get_all("Classifier") or () if "Licen" in known]
        told = [*said_of(one, "License-Expression"), *said_of(one, "License"), *classed, "?"]
        said.append(f"{one.name} {one.version}: {first_line(told[0])}\n")
    (goal / LIBRARIES).write_text("".join(said), "utf-8")


def said_of(one: Distribution, name: str) -> list[str]:
    return list(filter(None, one.metadata.get_all(name) or ()))


def first_line(told: str) -> str:
    """Return what a licence is called, where somebody wrote all of it in the name's place."""
    return told.rpartition(" :: ")[2].strip().partition("\n")[0][:100]
