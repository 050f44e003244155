"""JSON that somebody else wrote: read in one place, whatever stands in it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from kit.json_text import parse_json

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '{"a":' * 100_000, b"\xff"])
def test_what_is_no_json_is_one_kind_of_fault(text: str | bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_json(text)


def test_nothing_else_reads_json(root: Path) -> None:
    """Each place of its own would forget one of the faults, as eight did with depth."""
    readers = {
        path.relative_to(root).as_posix()
        for path in (root / "kit").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"json.loads", "json.load"}
    }

    assert readers == {"kit/json_text.py"}
