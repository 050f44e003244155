"""The public 永定城关 table and the real report, where they lie beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.text.dialect.character_table import CharacterTable, parse_character_table
from kit.text.dialect.readings import Confidence, Coverage, DialectReading, ReadingTable, coverage
from kit.text.dialect.romanization import Syllable
from tests.hakka_words import changed_words, hakka

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
TABLE = DATA / "hakka" / "永定城关.tsv"
REPORT = DATA / "daxi-2021-report.txt"
HERE = TABLE.is_file() and REPORT.is_file()
OFFICIAL = (
    *("其他", "其它", "重要", "是否", "不断", "目的", "主要", "需要", "要求", "不足", "不予"),
    *("特别", "类别", "政府网站", "通知", "公示", "补贴", "对象", "给予", "走访", "说明"),
    *("两不愁三保障", "谁执法谁公示", "不公开为例外", "对外", "工作目标", "干部", "清单"),
)

pytestmark = pytest.mark.skipif(
    not HERE, reason="永定城关.tsv and the report are not part of the product"
)


def table() -> CharacterTable:
    return parse_character_table(TABLE.read_text("utf-8"), TABLE.name)


def test_the_table_is_read_whole_and_its_two_bad_rows_are_told() -> None:
    found = table()

    assert len(found.readings) + len(found.rejected) == 3098
    assert len(found.characters | {one.character for one in found.rejected}) == 2735
    assert len(found.finals) == 51
    assert found.tones == (1, 2, 3, 5, 7, 8)
    assert [fault.split("：")[0] for fault in found.faults] == ["第 23 行", "第 121 行"]


def test_every_syllable_has_its_own_spelling_and_comes_back() -> None:
    syllables = {reading.syllable for reading in table().readings}

    assert len(syllables) == len(come_back(syllables)) == 1133


def come_back(syllables: set[Syllable]) -> set[str]:
    """Return the spellings that lead back to the syllable they were made from."""
    spelling = hakka().spelling
    spelt = {spelling.spell(one.ipa): one for one in syllables}
    return {letters for letters, one in spelt.items() if spelling.parse(letters) == one}


def covered_report() -> Coverage:
    """Return how much of the report the table alone can read."""
    entries = tuple(
        DialectReading(
            text=one.character,
            ipa=one.syllable.ipa,
            register=one.register,
            source="永定城关",
            confidence=Confidence.ATTESTED,
        )
        for one in table().readings
    )
    return coverage([REPORT.read_text("utf-8")], ReadingTable(entries))


def test_nine_tenths_of_the_report_can_be_read_with_the_table() -> None:
    assert covered_report().share >= 0.91  # a property of the table, not of the kit


def test_official_words_of_the_report_stay() -> None:
    assert changed_words(REPORT.read_text("utf-8"), OFFICIAL) == {}
