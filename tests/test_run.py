"""``run.py``: what a newcomer types first, without installing anything here."""

from __future__ import annotations

import importlib.util
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path


class Started:
    """Stands in for all processes: notes what would be run, and makes the workspace."""

    def __init__(self, code: int = 0) -> None:
        self.commands: list[list[str]] = []
        self.environments: list[dict[str, str] | None] = []
        self.code = code

    def run(self, command: list[str], **options: Any) -> SimpleNamespace:
        self.environments.append(options.get("env"))
        self.commands.append([part for part in command if part not in ("-m", "kit")][1:])
        return SimpleNamespace(returncode=self.code)


@pytest.fixture
def program(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    spec = importlib.util.spec_from_file_location("run", root / "run.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "DEMO", tmp_path / "demo")
    monkeypatch.setattr(module, "install", lambda *_: None)
    monkeypatch.setattr(module, "subprocess", Started())
    return module


def before_a_screen(monkeypatch: pytest.MonkeyPatch, answer: str, *, ci: str = "") -> None:
    """Let somebody sit before the screen who answers so."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _prompt: answer)
    monkeypatch.setenv("CI", ci)


def test_the_desk_makes_the_example_and_nothing_else_before_it_opens(
    program: Any, tmp_path: Path
) -> None:
    demo = str(tmp_path / "demo")

    assert program.main(["desk"]) == 0

    assert program.subprocess.commands == [["init", demo, "--sample"], ["desk", demo, "--practice"]]


def test_the_desk_opens_the_folder_that_is_named_and_hands_its_options_on(
    program: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    program.main(["desk", "工作夹", "--no-browser"])
    assert program.subprocess.commands == [["desk", str(tmp_path / "工作夹"), "--no-browser"]]

    program.subprocess.commands.clear()
    program.DEMO.mkdir()
    (program.DEMO / "kit.toml").touch()
    program.main(["desk", "--no-browser"])
    assert program.subprocess.commands == [
        ["desk", str(program.DEMO), "--practice", "--no-browser"]
    ]


@pytest.mark.parametrize(
    ("answer", "ci", "opens"),
    [("", "", True), ("n", "", False), ("不", "", False), ("", "1", False)],
)
def test_the_demo_ends_by_offering_the_desk_where_somebody_sits(
    program: Any, monkeypatch: pytest.MonkeyPatch, answer: str, ci: str, *, opens: bool
) -> None:
    before_a_screen(monkeypatch, answer, ci=ci)

    assert program.main(["demo"]) == 0

    verbs = [command[0] for command in program.subprocess.commands]
    assert ("desk" in verbs) == opens
    assert "build" in verbs


def test_the_demo_asks_nothing_of_a_pipe(program: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda _prompt: pytest.fail("nobody is there"))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: False))

    assert program.main(["demo"]) == 0


def test_a_demo_that_failed_says_so_and_opens_nothing(
    program: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before_a_screen(monkeypatch, "")
    (program.DEMO).mkdir()
    (program.DEMO / "kit.toml").touch()
    monkeypatch.setattr(program, "subprocess", Started(code=5))

    assert program.main(["demo"]) == 5


def test_the_children_of_the_tests_keep_what_they_compile(
    program: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(program, "programs", list)
    monkeypatch.setattr(program, "install_node", lambda: None)

    assert program.main(["test"]) == 0

    assert ["pytest", "-n", "2", "--dist", "worksteal"] in program.subprocess.commands
    assert not any("PYTHONDONTWRITEBYTECODE" in one for one in program.subprocess.environments)


def test_whoever_types_something_else_is_told_what_there_is(
    program: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.main(["dask"]) == 2
    assert "desk" in capsys.readouterr().out


def test_a_double_click_on_windows_opens_the_desk(root: Path) -> None:
    assert "set ARGS=desk" in (root / "run.bat").read_text("ascii")
