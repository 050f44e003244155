"""Recipes: every input of an output by its hash, so that nobody has to remember."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import kit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Recipe: TypeAlias = "Mapping[str, str]"

PAPER_STAGES = ("errors.py", "units.py", "model", "text", "fonts", "compose", "render")
PAPER_LIBRARIES = (
    "reportlab", "uharfbuzz", "qrcode", "pillow", "pypdfium2", "markdown-it-py", "jinja2",
)  # fmt: skip
SPEECH_STAGES = ("errors.py", "units.py", "model", "text", "compose", "speech", "recordings")
SPEECH_LIBRARIES = ("numpy", "onnxruntime", "pypinyin", "lameenc", "soundfile", "av")
_SOURCE_SUFFIXES = frozenset({".py", ".html", ".css", ".tsv", ".xml"})


def key_of(recipe: Recipe) -> str:
    """Return the key of a recipe: the hash of its canonical JSON, the same on every machine."""
    text = json.dumps(dict(recipe), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def hash_of(*parts: object) -> str:
    """Return one hash over values that have a canonical ``repr`` or are text or bytes."""
    digest = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode("utf-8")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


@cache
def code_fingerprint(stages: tuple[str, ...]) -> str:
    """Return the hash of the source of these stages; no one has to raise a version."""
    root = Path(kit.__file__).parent
    files: list[Path] = []
    for stage in stages:
        path = root / stage
        files += [path] if path.is_file() else _sources(path)
    return hash_of(*(part for path in files for part in (path.name, path.read_bytes())))


def _sources(folder: Path) -> list[Path]:
    return sorted(
        p for p in folder.rglob("*") if p.suffix in {".py", ".html", ".css", ".tsv", ".xml"}
    )


@cache
def library_versions(names: tuple[str, ...]) -> str:
    """Return the installed versions of these packages in one line."""
    return " ".join(f"{name}={_version(name)}" for name in names)


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "none"  # an extra; once it is installed, what it was wanted for is made again


def changed_inputs(old: Recipe, new: Recipe) -> Iterable[str]:
    """Return the names of inputs in which two recipes differ."""
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
