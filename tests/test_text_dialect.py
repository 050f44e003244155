"""Readings of a dialect: words over characters, locals over books, gaps told."""

from __future__ import annotations

import pytest

from kit.text.dialect.readings import Confidence, DialectReading, ReadingTable, coverage


def entry(text: str, sound: str, **more: str) -> DialectReading:
    confidence = Confidence(more.pop("confidence", "attested"))
    return DialectReading(
        text=text, spelling=sound, source=more.pop("source", "小表"), confidence=confidence, **more
    )


def shown(text: str, *entries: DialectReading, locality: str = "") -> list[tuple[str, str]]:
    table = ReadingTable(entries, locality)
    return [
        (text[one.start : one.end], "/".join(reading.sound for reading in one.readings))
        for one in table.read(text)
    ]


def test_words_win_over_characters_and_marks_are_passed_over() -> None:
    rows = entry("墟", "xi1"), entry("日", "ngi5"), entry("墟日", "xi1 nyit5")
    assert shown("墟日，墟。", *rows) == [("墟日", "xi1 nyit5"), ("墟", "xi1")]


def test_the_last_local_wins_over_every_book() -> None:
    rows = (
        entry("墟", "si1", confidence="local-verified", verified_by="样甲"),
        entry("墟", "hi1", confidence="local-verified", verified_by="样乙"),
        entry("墟", "xi1"),
    )
    assert shown("墟", *rows) == [("墟", "hi1")]


def test_the_voices_own_locality_wins_over_its_neighbours() -> None:
    rows = entry("系", "hei6", locality="下洋"), entry("系", "hei3", locality="城关")
    assert shown("系", *rows, locality="城关") == [("系", "hei3")]
    assert shown("系", *rows, locality="大溪") == [("系", "hei6/hei3")]


def test_borrowed_readings_serve_only_where_there_is_no_other() -> None:
    rows = (
        entry("背", "ba2", register="训"),
        entry("背", "boi4"),
        entry("背", "boi3", register="白"),
    )
    assert shown("背", *rows) == [("背", "boi4/boi3")]
    assert shown("背", rows[0]) == [("背", "ba2")]


def test_equal_readings_of_two_books_are_one() -> None:
    (one,) = ReadingTable((entry("莫", "moh6"), entry("莫", "moh6", source="别处"))).read("莫")
    assert not one.several


@pytest.mark.parametrize("text", ["今", "□", "𠊎"])
def test_what_nobody_has_read_is_missing(text: str) -> None:
    (one,) = ReadingTable((entry("墟", "xi1"),)).read(text)
    assert one.missing


def test_coverage_counts_characters_words_sources_and_gaps() -> None:
    rows = entry("墟日", "xi1 nyit5", source="甲"), entry("好", "hau3"), entry("好", "hau4")
    found = coverage(["墟日好。", "今墟日"], ReadingTable(rows))

    assert (found.characters, found.read, found.words) == (6, 5, 2)
    assert found.share == pytest.approx(5 / 6)
    assert found.missing == {"今": 1}
    assert found.several == {"好": 1}
    assert found.sources == {"甲（书上有）": 4, "小表（书上有）": 1}


def test_nothing_to_read_is_read_wholly() -> None:
    assert coverage([], ReadingTable()).share == 1
    assert coverage(["12，。"], ReadingTable()).characters == 0
