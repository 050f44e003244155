"""How the rooms of the house hang together: no circle, no crowd, no two of one name."""

from __future__ import annotations

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
MOST_IMPORTS = 15
# Use cases, commands and pages are named after what they open, so these rooms repeat names.
NAMED_AFTER_WHAT_THEY_CALL = ("kit.cli", "kit.office", "kit.desk.pages")
SAME_NAME = {
    "paper_pages": "edition makes the pages that web composes",
    "township": "source reads the township that model is",
    "voices": "source reads voices from their folders, speech makes them speak",
    "sound": "edition makes the sound that speech knows as samples",
}


@cache
def imports() -> dict[str, frozenset[str]]:
    """Every module of the kit with those it imports, also lazily or for its types alone."""
    files = {_name(path): path for path in sorted((ROOT / "kit").rglob("*.py"))}
    return {name: _imported(name, path, files) for name, path in files.items()}


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _imported(name: str, path: Path, files: dict[str, Path]) -> frozenset[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                module = f"{node.module}.{alias.name}"
                found.add(module if module in files else node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return frozenset((found & set(files)) - {name})


def reached(start: str) -> set[str]:
    """All modules that one needs, and theirs; itself too where there is a circle."""
    known: set[str] = set()
    ahead = set(imports()[start])
    while ahead:
        module = ahead.pop()
        if module not in known:
            known.add(module)
            ahead |= imports()[module]
    return known


def test_no_module_imports_more_than_a_person_keeps_in_mind() -> None:
    crowded = {name for name, needs in imports().items() if len(needs) > MOST_IMPORTS}

    assert not crowded


def test_no_import_leads_back_to_where_it_began() -> None:
    assert not [name for name in imports() if name in reached(name)]


def test_no_two_files_have_one_name() -> None:
    by_name = defaultdict(list)
    for path in (ROOT / "kit").rglob("*.py"):
        name = _name(path)
        if path.name != "__init__.py" and not name.startswith(NAMED_AFTER_WHAT_THEY_CALL):
            by_name[path.stem].append(name)
    twice = {stem: names for stem, names in by_name.items() if len(names) > 1}

    assert set(twice) <= set(SAME_NAME), twice
