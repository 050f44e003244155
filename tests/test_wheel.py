"""The wheel as an office gets it: into a bare environment, from a folder of wheels, no network."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from kit import __version__

BLOCK_NETWORK = """
import socket

def refuse(*_args, **_kwargs):
    raise OSError("the network is not to be used here")

socket.socket.connect = refuse
socket.socket.connect_ex = refuse
socket.getaddrinfo = refuse
"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of a bare environment into which the wheel was installed offline."""
    folder = tmp_path_factory.mktemp("wheel")
    wheelhouse = Path(sys.prefix) / "wheelhouse"
    assert wheelhouse.is_dir(), "python3 run.py test 会准备好 wheelhouse"
    pip = [sys.executable, "-m", "pip", "-q"]
    built = [*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(root)]
    subprocess.run(built, check=True)
    (wheel,) = folder.glob("*.whl")
    environment = folder / "venv"
    venv.create(environment, with_pip=True)
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    offline = ["install", "--no-index", "--find-links", str(wheelhouse), str(wheel)]
    subprocess.run([str(python), "-m", "pip", "-q", *offline], check=True)
    (folder / "block").mkdir()
    (folder / "block" / "sitecustomize.py").write_text(BLOCK_NETWORK, encoding="utf-8")
    return python


def kit(python: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    block = python.parents[2] / "block"
    return subprocess.run(
        [str(python), "-m", "kit", *map(str, arguments)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        cwd=block,
        env={**os.environ, "PYTHONPATH": str(block), "PYTHONUTF8": "1"},
    )


def test_the_installed_kit_tells_its_version(installed: Path) -> None:
    assert __version__ in kit(installed, "--version").stdout


def test_the_installed_kit_makes_and_verifies_a_notice_without_network(
    installed: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "daxi"
    assert kit(installed, "init", folder, "--sample").returncode == 0

    built = kit(
        installed, "build", folder, "--week", "2026-W48", "--only-item", "DX-2026-004",
        "--workers", "2",
    )  # fmt: skip

    # The unsigned sample is neither asked for nor lost, so nothing is said of it.
    assert built.returncode == 0, built.stdout + built.stderr
    # No alert: on the days after its last one in that week it is over, by the real clock.
    edition = folder / "output" / "2026-W48" / "r01"
    assert list(edition.glob("1要打印/公开栏/DX-2026-004*_A3.pdf"))
    assert list(edition.glob("2要播放/clips/DX-2026-004.mp3"))
    verified = kit(installed, "verify", edition)
    assert verified.returncode == 0, verified.stdout + verified.stderr
