"""What a fresh machine needs: ``python3 run.py desk``, ``run.py demo`` and ``run.py test``.

Needs Python 3.11 or newer and nothing else; everything goes into ``.venv`` beside this file.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
KIT = "kit.bat" if os.name == "nt" else ".venv/bin/kit"
KIT_HERE = (str(PYTHON), "-m", "kit")
STAMP = VENV / "installed"
LOCK = HERE / "requirements" / "office.txt"
DEMO = HERE / "demo"
DEMO_WEEK = "2026-W48"

# What the tests need beside Python: program, Debian package.
PROGRAMS = (
    ("pdftoppm", "poppler-utils"),
    ("zbarimg", "zbar-tools"),
    ("chromium", "chromium"),
    ("node", "nodejs"),
    ("npm", "npm"),
    ("java", "default-jre-headless"),
)
# What opens and validates the pages, beside the browser; pinned, and never part of the product.
NODE = VENV / "node"
NODE_PACKAGES = ("playwright-core@1.65.1", "axe-core@4.14.1", "vnu-jar@26.9.27")
# The kit, its desk, and what reads the recordings of telephones.
OFFICE = ".[desk,phone]"
UNSIGNED = 3


def main(arguments: list[str]) -> int:
    """Run the command that was asked for and return its exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - who runs an older one must be told so
        print(f"这里的 Python 是 {sys.version.split()[0]}，需要 3.11 或更新的。请先装新的 Python。")
        return 1
    commands = {
        "desk": desk,
        "demo": demo,
        "test": test,
        "faults": faults,
        "bench": bench,
        "shots": shots,
        "gallery": gallery,
        "supply": supply,
    }
    if len(arguments) < 1 or arguments[0] not in commands:
        print(
            "用法：python3 run.py desk（打开公开台）｜demo（做一期样例）｜test（全部检查）"
            "｜faults（杀进程、断电、坏磁盘，全部试一遍）｜bench [名称]（量一量）"
            "｜shots（重拍说明书里的图）"
            "｜gallery [文件夹 [版本]]（各种纸排在一张上，和以前的版本比）"
            "｜supply 文件夹（没有网的电脑要的安装包；supply bundle 做U盘）"
        )
        return 2
    return commands[arguments[0]](arguments[1:])


def desk(arguments: list[str]) -> int:
    """Open the desk over the example, or over the folder that is named; nothing is made first."""
    install("runtime", [OFFICE])
    if not arguments or arguments[0].startswith("-"):
        make_example()
        arguments = [str(DEMO), "--practice", *arguments]
    # Named from where it was typed, and run from here.
    folder = Path(arguments[0]).absolute()
    try:
        return subprocess.run(
            [*KIT_HERE, "desk", str(folder), *arguments[1:]], cwd=HERE, check=False
        ).returncode
    except KeyboardInterrupt:
        return 0  # the desk was told as well, and said goodbye


def make_example() -> None:
    """Make the example's workspace, unless it is there."""
    if not (DEMO / "kit.toml").exists():
        run([*KIT_HERE, "init", str(DEMO), "--sample"])


def demo(_: list[str]) -> int:
    """Make the example edition and say where to look."""
    install("runtime", [OFFICE])
    make_example()
    code = subprocess.run(
        [*KIT_HERE, "build", str(DEMO), "--week", DEMO_WEEK], cwd=HERE, check=False
    ).returncode
    if code not in (0, UNSIGNED):
        print("样例没有做成，原因见上面。")
        return code
    print(f"\n做好了。请用浏览器打开：{DEMO / 'output' / '本周.html'}")
    print(f"以后的命令都写：{KIT} build demo")
    print("（样例里特意留了一条没签完字的，所以上面说它没有放进这一期。）")
    return desk([]) if wants_the_desk() else 0


def wants_the_desk() -> bool:
    """Return whether somebody sits before the screen and wants to go on in the desk."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("CI"):
        return False
    try:
        answer = input("\n打开公开台看看？在浏览器里写、签、做。按回车打开，打 n 再回车就不开：")
    except (EOFError, KeyboardInterrupt):
        return False
    return answer.strip().lower() not in ("n", "no", "不", "否", "不开")


def test(arguments: list[str]) -> int:
    """Run every check that the project's server runs."""
    missing = programs()
    if missing:
        print(f"缺少测试要用的程序。请先安装，例如：apt-get install {' '.join(missing)}")
        return 1
    install("dev", ["-e", OFFICE])
    install_node()
    steps = (
        ["ruff", "format", "--check", "."],
        ["ruff", "check", "."],
        ["mypy"],
        ["importlinter"],
        ["pytest", "-n", "2", "--dist", "worksteal", *arguments],
    )
    for step in steps:
        print(f"== {' '.join(step)}", flush=True)
        command = [str(PYTHON), "-m", *step]
        if step == ["importlinter"]:
            command = [str(PYTHON.with_name("lint-imports"))]
        code = subprocess.run(command, cwd=HERE, env=keeping_compiled(), check=False).returncode
        if code:
            return code
    return 0


def keeping_compiled() -> dict[str, str]:
    """Return the environment of the tests; they start hundreds of children.

    A server may forbid Python to keep what it compiled. Then every child compiles the kit anew,
    which takes it five times as long as to begin.
    """
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def faults(arguments: list[str]) -> int:
    """Try every fault of docs/reliability.md; ``test`` tries a share of them."""
    install("dev", ["-e", OFFICE])
    return subprocess.run(
        [*(str(PYTHON), "-m", "pytest", "tests/faults", "-n", "2"), *arguments],
        cwd=HERE,
        env={**keeping_compiled(), "KIT_FAULTS": "all"},
        check=False,
    ).returncode


def bench(arguments: list[str]) -> int:
    """Print the figures of docs/benchmarks.md, measured now."""
    missing = programs()
    if missing:
        print(f"缺少要用的程序。请先安装，例如：apt-get install {' '.join(missing)}")
        return 1
    install("dev", ["-e", OFFICE])
    run([str(PYTHON), "-m", "pip", "install", "-q", "--group", "bench"])
    install_node()
    return subprocess.run(
        [str(PYTHON), "-m", "benchmarks", *arguments], cwd=HERE, check=False
    ).returncode


def shots(arguments: list[str]) -> int:
    """Take the pictures of docs/pictures anew, of the desk over the example."""
    missing = programs()
    if missing:
        print(f"缺少要用的程序。请先安装，例如：apt-get install {' '.join(missing)}")
        return 1
    install("dev", ["-e", OFFICE])
    install_node()
    return subprocess.run(
        [str(PYTHON), "-m", "tools.shots", *arguments], cwd=HERE, check=False
    ).returncode


def gallery(arguments: list[str]) -> int:
    """Draw every kind, paper and extreme on one sheet; with a commit, beside what it was then."""
    install("runtime", [OFFICE])
    return subprocess.run(
        [str(PYTHON), "-m", "tools.gallery", *arguments], cwd=HERE, check=False
    ).returncode


def supply(arguments: list[str]) -> int:
    """Gather what a machine without network installs from, or lock its versions anew."""
    install("dev", ["-e", OFFICE])
    run([str(PYTHON), "-m", "pip", "install", "-q", "--group", "supply"])
    return subprocess.run(
        [str(PYTHON), "-m", "tools.supply", *arguments], cwd=HERE, check=False
    ).returncode


def programs() -> list[str]:
    """Return the Debian packages still missing, after installing them where that is allowed."""
    wanted = [package for program, package in PROGRAMS if not shutil.which(program)]
    if wanted and shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", *wanted]):
            subprocess.run(command, env=environment, check=False)
    return [package for program, package in PROGRAMS if not shutil.which(program)]


def install(kind: str, packages: list[str]) -> None:
    """Make ``.venv`` and install into it, unless that was done for this very pyproject.toml."""
    wanted = f"{kind} {sys.version} {(HERE / 'pyproject.toml').read_text('utf-8')}"
    done = STAMP.read_text("utf-8") if STAMP.exists() else ""
    if done == wanted or (kind == "runtime" and done == wanted.replace("runtime", "dev", 1)):
        return
    print("第一次运行，正在准备（要几分钟）……", flush=True)
    if not PYTHON.exists():
        venv.create(VENV, with_pip=True, clear=True)
    if kind == "dev":
        run([str(PYTHON), "-m", "pip", "install", "-q", "--upgrade", "pip>=25.1"])
        packages = [*packages, "--group", "dev"]
        # Alone: what they ask for would lie over the OpenCV of the tests. They run on any Python.
        alone = ["--no-deps", "--ignore-requires-python", "--group", "reach"]
        run([str(PYTHON), "-m", "pip", "install", "-q", *alone])
    else:
        # The versions and files that the tests ran with, and no other under the same name.
        run([str(PYTHON), "-m", "pip", "install", "-q", "--require-hashes", "-r", str(LOCK)])
        packages = ["--no-deps", "-e", *packages]
    run([str(PYTHON), "-m", "pip", "install", "-q", *packages])
    if kind == "dev":
        # Every wheel an office needs, for the test that installs without network.
        run([str(PYTHON), "-m", "pip", "wheel", "-q", "-w", str(VENV / "wheelhouse"), OFFICE])
    STAMP.write_text(wanted, "utf-8")


def install_node() -> None:
    """Install the pages' testers into ``.venv/node``, unless they are there."""
    wanted = " ".join(NODE_PACKAGES)
    stamp = NODE / "installed"
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return
    shutil.rmtree(NODE, ignore_errors=True)
    NODE.mkdir(parents=True)
    npm = shutil.which("npm") or "npm"  # on Windows it is npm.cmd
    quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    run([npm, "install", "--prefix", str(NODE), *quiet, *NODE_PACKAGES])
    stamp.write_text(wanted, "utf-8")


def run(command: list[str]) -> None:
    """Run a command and stop with its exit code if it fails."""
    code = subprocess.run(command, cwd=HERE, check=False).returncode
    if code:
        print(f"没有成功：{' '.join(command)}")
        raise SystemExit(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
