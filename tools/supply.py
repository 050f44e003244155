"""What an office without internet is given: ``python3 run.py supply lock`` or ``… supply FOLDER``.

``lock`` writes ``requirements/office.txt`` anew: every package that the kit runs on, one version
of each, with the SHA-256 of its files for Windows and Linux; and ``cluster.txt``, the same with
what a cluster's machines need beside. With a folder: the wheels for both
by that list, the kit's own wheel, a bill of materials (CycloneDX) and the hashes of all of it.
``key`` and ``bundle`` are for a stick: ``tools/bundle.py``.
"""

from __future__ import annotations

import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements" / "office.txt"
CLUSTER = LOCK.with_name("cluster.txt")
OLDEST = "3.11"
PLATFORMS = {
    "windows": ("win_amd64",),
    "linux": tuple(f"manylinux_2_{minor}_x86_64" for minor in (28, 27, 24, 17, 12, 5)),
}
"""For pip: which wheels fit; those of Linux by the oldest C library that is still in use."""
MARKS = {
    "windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
}
_ENTRY = re.compile(r"(?m)^(?=\S)")
SUMS = "SHA256SUMS.txt"


def main(arguments: list[str]) -> int:
    from tools.bundle import bundle, key

    commands = {"lock": lock, "key": key, "bundle": bundle}
    if not arguments or (arguments[0] not in commands and len(arguments) > 1):
        print(
            "可以写：lock（重写锁定的清单）｜一个新文件夹（放安装包）｜key 文件（发程序用的钥匙）"
        )
        print("｜bundle 文件夹 --python 免安装包.zip --key 钥匙（做U盘，Windows 用）")
        return 2
    if arguments[0] in commands:
        return commands[arguments[0]](arguments[1:])
    return gather(Path(arguments[0]))


def lock(_: list[str]) -> int:
    LOCK.parent.mkdir(exist_ok=True)
    # A machine of a cluster has the very versions of an office, and what deals out its work.
    within = ("--extra", "cluster", "--constraint", str(LOCK))
    return _lock(LOCK) or _lock(CLUSTER, *within)


def _lock(goal: Path, *more: str) -> int:
    extras = [part for name in ("desk", "phone") for part in ("--extra", name)]
    # No registry's name in the file: who installs says where from.
    plain = ["--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header"]
    command = ["pip", "compile", "pyproject.toml", *extras, "--universal", "--generate-hashes"]
    return run(
        *(sys.executable, "-m", "uv", *command, "--python-version", OLDEST, "--quiet"),
        *(*plain, "--upgrade", *more, "--output-file", str(goal)),
    )


def gather(goal: Path) -> int:
    if goal.exists() and any(goal.iterdir()):
        print(f"“{goal}”里已经有东西了。请换一个空的文件夹。")
        return 1
    goal.mkdir(parents=True, exist_ok=True)
    for name in PLATFORMS:
        if code := wheels_for(name, goal):
            return code
    code = bill_of_materials(goal / "sbom.cdx.json")
    if not code:
        write_sums(goal)
        print(f"好了：{goal}，{sum(1 for one in goal.rglob('*.whl'))} 个安装包。")
    return code


def wheels_for(name: str, goal: Path) -> int:
    """Gather the wheels for one system, by their hashes, and the kit's own."""
    wheels = goal / f"wheels-{name}"
    listed = goal / f"{name}.txt"
    listed.write_text(entries_for(LOCK.read_text("utf-8"), name), "utf-8")
    platforms = [part for one in PLATFORMS[name] for part in ("--platform", one)]
    by_list = ["--require-hashes", "-r", str(listed), "--dest", str(wheels)]
    code = pip(
        *("download", "--only-binary", ":all:", "--no-deps", *platforms),
        *("--python-version", OLDEST, *by_list),
    )
    return code or pip("wheel", "--no-deps", "--wheel-dir", str(wheels), str(ROOT))


def bill_of_materials(goal: Path) -> int:
    return run(
        *(sys.executable, "-m", "cyclonedx_py", "requirements", str(LOCK), "--output-reproducible"),
        *("--pyproject", str(ROOT / "pyproject.toml"), "-o", str(goal)),
    )


def entries_for(locked: str, name: str) -> str:
    """Return the lock's entries for one system, without their markers.

    pip asks them of the machine that it runs on, whatever platform it gathers for.
    """
    kept = []
    environment = {**MARKS[name], "python_version": OLDEST, "python_full_version": f"{OLDEST}.0"}
    for entry in filter(str.strip, _ENTRY.split(locked)):
        head, _, hashes = entry.partition(" \\\n")
        wanted = Requirement(head)
        if wanted.marker is None or wanted.marker.evaluate(environment):
            kept.append(f"{wanted.name}{wanted.specifier} \\\n{hashes}")
    return "".join(kept)


def write_sums(goal: Path) -> None:
    files = sorted(one for one in goal.rglob("*") if one.is_file() and one.name != SUMS)
    lines = (
        f"{sha256(one.read_bytes()).hexdigest()}  {one.relative_to(goal).as_posix()}\n"
        for one in files
    )
    (goal / SUMS).write_text("".join(lines), "utf-8")


def pip(*words: str) -> int:
    return run(sys.executable, "-m", "pip", "-q", *words)


def run(*command: str) -> int:
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
