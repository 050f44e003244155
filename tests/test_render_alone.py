"""What the PDF library would take from the path, the home folder and the environment."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ASK = """
import reportlab_alone_probe
import kit.render.canvas
from reportlab import rl_config
print(rl_config.pageCompression, rl_config.useA85, rl_config.invariant)
"""


def told(folder: Path, root: Path, **environment: str) -> str:
    """Return what ReportLab goes by in a process that starts in ``folder``."""
    (folder / "reportlab_alone_probe.py").write_text("", "utf-8")  # this folder is on the path
    found = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{root}", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return found.stdout


def test_nothing_beside_the_program_changes_how_a_pdf_is_written(
    tmp_path: Path, root: Path
) -> None:
    home, spoiled, plain = (tmp_path / name for name in ("home", "spoiled", "plain"))
    for folder in (home, spoiled, plain):
        folder.mkdir()
    ran = tmp_path / "ran"
    code = f"open({str(ran)!r}, 'w')\npageCompression = 7\n"
    for file in (
        spoiled / "reportlab_mods.py",
        spoiled / "reportlab_settings.py",
        home / ".reportlab_mods",
        home / ".reportlab_settings",
    ):
        file.write_text(code, "utf-8")

    usual = told(plain, root)

    assert told(spoiled, root, HOME=str(home), USERPROFILE=str(home)) == usual
    assert told(plain, root, HOME=str(home), USERPROFILE=str(home)) == usual
    assert told(plain, root, RL_pageCompression="0", RL_useA85="0", RL_invariant="1") == usual
    assert not ran.exists()
