"""``kit why`` names the functions, data files and libraries that changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kit.edition.published.manifest import MANIFEST, FileEntry, Manifest, manifest_bytes
from kit.edition.published.why import origin_of
from kit.edition.store.recipe import LOOK, PROGRAM
from kit.edition.store.store import Store
from kit.errors import SourceError
from kit.source.private import PRIVATE

if TYPE_CHECKING:
    from pathlib import Path

BEFORE = ("borax 4.1.3", "kit.plan.calendar.lunar_date 1111", "web/page.html 2222")
NAME = "1要打印/海报.pdf"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / PRIVATE / "store")


def listed(store: Store, *lines: str) -> str:
    return store.put("", "\n".join(lines).encode("utf-8")).sha256


def entry(**recipe: str) -> FileEntry:
    return FileEntry(
        path=NAME, sha256="", size=0, stem="海报", key="", about=(), figures={}, recipe=recipe
    )


def published(folder: Path, *entries: FileEntry) -> Path:
    """Write a revision for each state of the poster; return the newest one's file."""
    week = folder / "output" / "2026-W48"
    for number, one in enumerate(entries, start=1):
        edition = week / f"r{number:02}"
        (edition / "1要打印").mkdir(parents=True)
        (edition / NAME).write_bytes(b"poster")
        manifest = Manifest(week="2026-W48", revision=number, township="大溪乡", files=(one,))
        (edition / MANIFEST).write_bytes(manifest_bytes(manifest))
    return edition / NAME


def test_what_changed_in_the_program_is_named(tmp_path: Path, store: Store) -> None:
    after = ("borax 4.1.4", "kit.plan.calendar.lunar_date 1111", "web/page.html 3333", "new 1")
    path = published(
        tmp_path,
        entry(item="1", **{PROGRAM: listed(store, *BEFORE)}),
        entry(item="1", **{PROGRAM: listed(store, *after)}),
    )

    origin = origin_of(path)

    assert origin.changed == (PROGRAM,)
    assert origin.program == ("borax", "new", "web/page.html")


def test_a_mended_check_is_named_too(tmp_path: Path, store: Store) -> None:
    program = listed(store, *BEFORE)
    old, new = (listed(store, f"kit.edition.inspect.compare {n}") for n in (1, 2))
    path = published(
        tmp_path,
        entry(**{PROGRAM: program, LOOK: old}),
        entry(**{PROGRAM: program, LOOK: new}),
    )

    assert origin_of(path).changed == (LOOK,)
    assert origin_of(path).program == ("kit.edition.inspect.compare",)


def test_of_hundreds_the_first_are_named_and_all_counted(tmp_path: Path, store: Store) -> None:
    many = [f"kit.part{n:03} " for n in range(120)]
    path = published(
        tmp_path,
        entry(**{PROGRAM: listed(store, *(f"{one}1" for one in many))}),
        entry(**{PROGRAM: listed(store, *(f"{one}2" for one in many))}),
    )

    told = origin_of(path).program

    assert len(told) == 11
    assert told[-1] == "……共 120 处"


def test_what_the_store_forgot_is_left_out(tmp_path: Path, store: Store) -> None:
    now = listed(store, *BEFORE)
    path = published(tmp_path, entry(**{PROGRAM: "0" * 64}), entry(**{PROGRAM: now}))

    assert origin_of(path).changed == (PROGRAM,)
    assert origin_of(path).program == ()


def test_an_edition_of_before_recipes_were_derived_is_read(tmp_path: Path, store: Store) -> None:
    old = replace(entry(), recipe={"item": "1", "program": "abc", "libraries": "borax=4"})
    path = published(tmp_path, old, entry(item="1", **{PROGRAM: listed(store, *BEFORE)}))

    assert origin_of(path).changed == ("libraries", PROGRAM)
    assert origin_of(path).program == ()


def test_a_file_that_lies_elsewhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"")

    with pytest.raises(SourceError, match="不在做好的一期里"):
        origin_of(tmp_path / "a.pdf")
