"""The house keeps its size and its promises: measured here, so that they are no matter of taste."""

from __future__ import annotations

import ast
import re
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")


def modules(root: Path) -> list[Path]:
    return sorted((root / "kit").rglob("*.py"))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            yield f"{path.name}:{node.name}", node.end_lineno - node.lineno + 1


def test_no_module_is_longer_than_a_person_reads_at_once(root: Path) -> None:
    long = {
        p.name: n
        for p in modules(root)
        if (n := len(p.read_text("utf-8").splitlines())) > LONGEST_MODULE
    }

    assert not long


def test_no_function_is_longer_than_a_screen(root: Path) -> None:
    long = {
        name: n for path in modules(root) for name, n in functions(path) if n > LONGEST_FUNCTION
    }

    assert not long


def test_nothing_unfinished_stands_in_the_product(root: Path) -> None:
    found = [path.name for path in modules(root) if UNFINISHED.search(path.read_text("utf-8"))]

    assert not found


def test_there_is_no_drawer_for_odds_and_ends(root: Path) -> None:
    assert not [p for p in modules(root) if p.stem in ("utils", "helpers", "misc", "common")]


def test_only_the_command_line_prints(root: Path) -> None:
    printing = [
        path.name
        for path in modules(root)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print"
    ]

    assert not printing


def test_only_the_command_line_reads_the_clock(root: Path) -> None:
    asking = re.compile(r"\b(datetime|date)\.(now|today|utcnow)\(|\btime\.time\(|os\.environ")
    found = [
        path.relative_to(root).as_posix()
        for path in modules(root)
        if asking.search(path.read_text("utf-8"))
    ]

    assert all(path.startswith("kit/cli/") for path in found)


@pytest.mark.parametrize("pattern", [r"(?<![A-Za-z0-9_.])/(work|farm|home|root)/\w", r"/tmp/\w"])
def test_no_path_of_somebodys_machine_stands_in_a_file(root: Path, pattern: str) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True
    ).stdout.decode()
    text_files = [
        root / name
        for name in listed.split("\0")
        if name.endswith((".py", ".md", ".toml", ".html", ".css", ".tsv", ".bat", ".txt"))
    ]

    found = [
        path.relative_to(root).as_posix()
        for path in text_files
        if path.is_file()
        and path != root / "tests" / "test_house.py"
        and re.search(pattern, path.read_text("utf-8"))
    ]

    assert not found
