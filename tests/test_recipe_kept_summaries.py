"""What modules say is summed up once on a machine, and a spoilt record never counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kit.edition.store import kept_summaries as module
from kit.edition.store.kept_summaries import KeptSummaries
from kit.edition.store.summary import summed_up
from kit.program import own_files

if TYPE_CHECKING:
    from pathlib import Path

    from kit.edition.store.summary import Summary

NAMES = ("kit.edition.store.closure", "kit.text.near_words", "kit.compose.led")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "summaries.json"


def summaries(kept: KeptSummaries) -> dict[str, Summary]:
    return {name: kept.summed_up(source(name), name, is_package=False) for name in NAMES}


def source(name: str) -> bytes:
    return own_files()[f"{name.removeprefix('kit.').replace('.', '/')}.py"]


FRESH = {name: summed_up(source(name), name, is_package=False) for name in NAMES}


def never(*_: object, **__: object) -> Summary:
    raise AssertionError


def test_the_next_process_sums_nothing_up_and_knows_the_same(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = KeptSummaries(place)
    assert summaries(first) == FRESH
    first.keep()

    monkeypatch.setattr(module, "summed_up", never)

    assert summaries(KeptSummaries(place)) == FRESH


def test_what_was_known_is_not_written_again(place: Path) -> None:
    first = KeptSummaries(place)
    summaries(first)
    first.keep()
    place.unlink()

    first.keep()

    assert not place.exists()


@pytest.mark.parametrize("at", [0.0, 0.1, 0.5, 0.99])
def test_a_spoilt_record_is_made_anew(place: Path, at: float) -> None:
    first = KeptSummaries(place)
    summaries(first)
    first.keep()
    whole = place.read_bytes()
    spoilt = bytearray(whole)
    spoilt[int(at * len(whole))] ^= 1
    place.write_bytes(spoilt)

    again = KeptSummaries(place)
    assert summaries(again) == FRESH
    again.keep()

    assert place.read_bytes() == whole


def test_another_program_s_record_does_not_count(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(module, "program_state", lambda: "another")
        other = KeptSummaries(place)
        other.summed_up(b"WIDTH = 1", NAMES[0], is_package=False)
        other.keep()

    assert summaries(KeptSummaries(place)) == FRESH


def test_a_folder_that_takes_nothing_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    nowhere = KeptSummaries(tmp_path / "file" / "summaries.json")

    assert summaries(nowhere) == FRESH
    nowhere.keep()
