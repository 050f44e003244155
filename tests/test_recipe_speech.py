"""What a spoken sentence is found by: its engine, its words, its readings, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kit.edition.make.studio import Sentences, Studio, studio_of
from kit.edition.store import recipe as recipe_module
from kit.edition.store.canonical import canonical
from kit.edition.store.closure import Code, library_versions, own_code
from kit.edition.store.store import Store
from kit.program import own_files
from kit.source.builtin import builtin_dir
from kit.source.workspace import open_workspace
from kit.speech.engine import speak
from kit.speech.kokoro import kokoro_spec

if TYPE_CHECKING:
    from pathlib import Path

    from kit.source.workspace import Workspace

SPEC = kokoro_spec(builtin_dir("voices") / "mandarin", "zf_xiaoyi", 0.9)
ROOTS = {(speak.__module__, speak.__qualname__), *canonical(SPEC).roots}


@pytest.fixture(scope="module")
def workspace(example: Path) -> Workspace:
    return open_workspace(example)


def studio(workspace: Workspace, folder: Path, *changed: str) -> Studio:
    """Return the voice as it is in a program where one text of one file is another."""
    with pytest.MonkeyPatch.context() as patch:
        if changed:
            file, old, new = changed
            text = own_files()[file].decode("utf-8")
            assert old in text
            code = Code({**own_files(), file: text.replace(old, new).encode("utf-8")})
            patch.setattr(recipe_module, "own_code", lambda: code)
        return studio_of(workspace, folder)


def test_the_engine_is_its_network_its_symbols_and_its_libraries() -> None:
    found = own_code().closure(ROOTS)

    names = {f"{module}.{name}" for module, name in found.definitions}
    assert {
        "kit.speech.network.Kokoro",
        "kit.speech.symbols.syllable_symbols",
        "kit.speech.flac.encode_flac",
    } <= names
    assert {"onnxruntime", "numpy", "soundfile"} <= library_versions(found).keys()


def test_neither_the_normaliser_nor_the_readings_are_the_engine() -> None:
    modules = {module for module, _ in own_code().closure(ROOTS).definitions}

    assert not [one for one in modules if one.startswith(("kit.text.norm", "kit.compose"))]


@pytest.mark.parametrize(
    ("file", "old", "new", "is_another"),
    [
        ("speech/network.py", "MOST_SYMBOLS = 400", "MOST_SYMBOLS = 300", True),
        ("speech/engine.py", "CACHE_HEADROOM = 0.5", "CACHE_HEADROOM = 0.4", True),
        ("text/normalise/numerals.py", "def ", "FIRST = 1\n\n\ndef ", False),
        ("speech/chime.py", "RISE_S = 0.008", "RISE_S = 0.009", False),
    ],
)
def test_a_mended_engine_speaks_anew_and_nothing_else_does(
    workspace: Workspace, tmp_path: Path, file: str, old: str, new: str, *, is_another: bool
) -> None:
    before = studio(workspace, tmp_path / "1")
    after = studio(workspace, tmp_path / "2", file, old, new)

    assert (before.engine != after.engine) is is_another


def test_words_and_readings_are_in_the_key_and_do_not_run_into_each_other(tmp_path: Path) -> None:
    kept = Sentences(Store(tmp_path), "engine 1")
    kept.put("四百元。", ("si4", "bai3", "yuan2", ""), b"heard")

    assert kept.get("四百元。", ("si4", "bai3", "yuan2", "")) == b"heard"
    assert kept.get("四百元。", ("si4", "bo2", "yuan2", "")) is None
    assert kept.get("五百元。", ("si4", "bai3", "yuan2", "")) is None
    other = Sentences(Store(tmp_path), "engine 2")
    assert other.get("四百元。", ("si4", "bai3", "yuan2", "")) is None


def test_a_new_reading_is_neither_another_engine_nor_an_input_of_all_sound(
    workspace: Workspace, tmp_path: Path
) -> None:
    plain = studio(workspace, tmp_path)
    assert canonical(plain).parts == canonical(studio(workspace, tmp_path / "other")).parts

    told = replace(plain, voice=replace(plain.voice, readings=(("圩天", "xū tiān"),)))
    assert told.engine == plain.engine
    assert canonical(told).parts == canonical(plain).parts
