"""The workspace's own readings: a table taken in with its licence, locals' words kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kit.errors import SourceError
from kit.source.tsv import read_tsv
from kit.source.voice_tables import import_table, learn
from kit.source.voices import read_dialect
from tests.test_text_character_table import TABLE

DAY = date(2026, 11, 23)
VOICE = "hakka-yongding"


def take_in(workspace: Path) -> Path:
    path = workspace / "小表.tsv"
    path.write_text(TABLE, encoding="utf-8")
    return import_table(
        path, workspace, VOICE, locality="永定城关", source="自编小表", licence="MIT"
    )[0]


def test_a_table_becomes_the_workspaces_lexicon_with_source_and_licence(tmp_path: Path) -> None:
    path = take_in(tmp_path)
    lexicon = read_tsv(path, ("text",))

    assert path == tmp_path / "voices" / VOICE / "lexicon.tsv"
    assert lexicon.comments[:2] == ("# 来源：自编小表；自编的小表", "# 许可：MIT")
    assert [(r["text"], r["ipa"], r["tone_class"], r["spelling"]) for r in lexicon.rows][:3] == [
        ("甲", "pa", "1", "ba1"),
        ("乙", "pa", "1", "ba1"),
        ("丙", "pa", "2", "ba2"),
    ]
    assert "一种" not in path.read_text("utf-8-sig")  # glosses are somebody's text
    assert read_dialect(VOICE, tmp_path).readings.read("甲")[0].readings[0].spelling == "ba1"


def test_what_locals_confirmed_outlives_a_new_import(tmp_path: Path) -> None:
    take_in(tmp_path)
    learn("甲", "boh5", tmp_path, VOICE, by="样甲", day=DAY)
    take_in(tmp_path)

    (reading,) = read_dialect(VOICE, tmp_path).readings.read("甲")[0].readings
    assert (reading.spelling, reading.verified_by, reading.verified_on) == (
        "boh5",
        "样甲",
        "2026-11-23",
    )


@pytest.mark.parametrize("reading", ["xi1 nyiaeh5", "ɕi1 ɲiɛʔ7"])
def test_a_word_is_learnt_in_letters_or_ipa(tmp_path: Path, reading: str) -> None:
    learn("墟日", reading, tmp_path, VOICE, by="样甲", day=DAY, note="老街")

    (spoken,) = read_dialect(VOICE, tmp_path).readings.read("墟日")
    assert spoken.readings[0].spelling == "xi1 nyiaeh5"
    assert spoken.readings[0].note == "老街"


@pytest.mark.parametrize(
    ("word", "reading", "by", "told"),
    [
        ("墟日", "xi1", "样甲", "有 2 个字，读音有 1 个音节"),
        ("墟", "xi9", "样甲", "不是这个方言的音节"),
        ("墟", "xi1", " ", "没有写是谁确认的"),
    ],
)
def test_what_is_no_reading_is_refused(
    tmp_path: Path, word: str, reading: str, by: str, told: str
) -> None:
    with pytest.raises(SourceError, match=told):
        learn(word, reading, tmp_path, VOICE, by=by, day=DAY)
    assert not (tmp_path / "voices").exists()


def test_a_dialect_without_a_table_of_letters_keeps_them_as_given(tmp_path: Path) -> None:
    folder = tmp_path / "voices" / "cantonese"
    folder.mkdir(parents=True)
    (folder / "voice.toml").write_text('kind = "dialect"\n', encoding="utf-8")

    learn("唔该", "m4 goi1", tmp_path, "cantonese", by="样乙", day=DAY)

    (spoken,) = read_dialect("cantonese", tmp_path).readings.read("唔该")
    assert spoken.readings[0].sound == "m4 goi1"
