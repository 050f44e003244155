from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.edition.store.recipe import changed_inputs, key_of
from kit.edition.store.store import Store
from kit.errors import StorageError
from kit.program import hash_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def test_what_was_put_is_read_back(store: Store) -> None:
    artefact = store.put("_A3.pdf", b"poster", {"pt": 44})

    assert store.read(artefact.sha256) == b"poster"
    assert (artefact.name, artefact.size, artefact.figures) == ("_A3.pdf", 6, {"pt": 44})


def test_the_same_bytes_are_kept_once(store: Store) -> None:
    store.put("a", b"same")
    store.put("b", b"same")

    assert len([path for path in store.folder.rglob("*") if path.is_file()]) == 1


def test_threads_that_keep_the_same_bytes_do_not_disturb_each_other(store: Store) -> None:
    with ThreadPoolExecutor(8) as threads:
        kept = set(threads.map(lambda name: store.put(name, b"same").sha256, ["a"] * 64))

    assert [store.read(one) for one in kept] == [b"same"]


def test_a_recipe_remembers_all_that_it_made(store: Store) -> None:
    artefacts = (store.put(".mp3", b"sound", {"seconds": 61.5}), store.put(".txt", b"words"))

    store.remember("ab" * 32, artefacts)

    assert store.recall("ab" * 32) == artefacts


def test_a_recipe_that_was_never_made_is_unknown(store: Store) -> None:
    assert store.recall("cd" * 32) is None


@given(st.integers(min_value=0, max_value=199), st.integers(min_value=0, max_value=7))
def test_a_single_flipped_bit_is_found_and_the_file_is_gone(
    tmp_path_factory: pytest.TempPathFactory, byte: int, bit: int
) -> None:
    store = Store(tmp_path_factory.mktemp("store"))
    artefact = store.put("", bytes(range(200)))
    (path,) = (p for p in store.folder.rglob("*") if p.is_file())
    data = bytearray(path.read_bytes())
    data[byte] ^= 1 << bit
    path.write_bytes(bytes(data))

    assert store.read(artefact.sha256) is None
    assert not store.holds(artefact)
    assert not path.exists()


def test_a_record_that_was_cut_short_is_as_if_it_had_never_been(store: Store) -> None:
    store.remember("ef" * 32, (store.put("", b"x"),))
    (path,) = (p for p in (store.folder / "recipes").rglob("*") if p.is_file())
    path.write_bytes(path.read_bytes()[:-3])

    assert store.recall("ef" * 32) is None


def test_no_half_written_file_is_left_behind(store: Store) -> None:
    store.put("", b"x" * 100_000)

    assert not list(store.folder.rglob("*.part"))


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file where the folder should be")

    with pytest.raises(StorageError) as caught:
        Store(tmp_path / "store").put("", b"x")

    assert ".kit/store" in caught.value.message
    assert "原来的没有动" in caught.value.remedy


def test_a_key_depends_on_every_input_and_not_on_their_order() -> None:
    assert key_of({"a": "1", "b": "2"}) == key_of({"b": "2", "a": "1"})
    assert key_of({"a": "1"}) != key_of({"a": "2"}) != key_of({"b": "1"})


def test_parts_of_a_hash_do_not_run_into_each_other() -> None:
    assert hash_of("ab", "c") != hash_of("a", "bc")


def test_what_differs_between_two_recipes_is_named() -> None:
    old, new = {"item": "1", "layout": "a"}, {"item": "2", "layout": "a", "stamp": "样例"}

    assert list(changed_inputs(old, new)) == ["item", "stamp"]


def test_a_record_put_in_anothers_place_is_not_believed(store: Store) -> None:
    store.remember("ab" * 32, (store.put(".pdf", b"one"),), ("DX-2026-004",))
    store.remember("cd" * 32, (store.put(".pdf", b"other"),), ("DX-2026-005",))
    one, other = (store.folder / "recipes" / part / (part * 31) for part in ("ab", "cd"))
    one.write_bytes(other.read_bytes())

    assert store.recall("ab" * 32, ("DX-2026-004",)) is None
    assert store.recall("cd" * 32, ("DX-2026-004",)) is None
    assert store.recall("cd" * 32, ("DX-2026-005",)) is not None


def test_a_file_of_zeros_with_the_right_size_is_written_anew(store: Store) -> None:
    artefact = store.put("", b"poster")
    (path,) = (p for p in store.folder.rglob("*") if p.is_file())
    path.write_bytes(bytes(6))

    assert store.put("", b"poster") == artefact
    assert store.read(artefact.sha256) == b"poster"
