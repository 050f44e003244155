"""Voice folders: data in tables that clerks edit, the workspace's over the kit's."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.errors import SourceError
from kit.source.builtin import builtin_dir
from kit.source.tsv import parse_tsv, read_tsv, write_tsv
from kit.source.voices import LEXICON, PHRASES, WORDING, dialect_folders, read_dialect
from kit.text.dialect.dialect_words import suggest

HAKKA = builtin_dir("voices") / "hakka-yongding"
CANTONESE = {
    "voice.toml": 'name = "粤语（样例）"\nkind = "dialect"\nlabel = "广东话"\nlocality = "广州"\n',
    "lexicon.tsv": (
        "text\tspelling\tsource\tconfidence\n"
        "唔\tm4\t自编\tattested\n唔该\tm4 goi1\t自编\tattested\n"
    ),
    "wording.tsv": (
        "zh\thakka\tscope\tstatus\tevidence\n"
        "不\t唔\tword\tgeneral\t自编\n谢谢\t唔该\tword\tgeneral\t自编\n"
    ),
    "protect.txt": "不断\n",
}


def voice_in(workspace: Path, files: dict[str, str], name: str = "cantonese") -> Path:
    folder = workspace / "voices" / name
    folder.mkdir(parents=True)
    for file, text in files.items():
        (folder / file).write_text(text, encoding="utf-8")
    return workspace


def test_a_new_dialect_is_a_folder_and_no_code(tmp_path: Path) -> None:
    voice = read_dialect("cantonese", voice_in(tmp_path, CANTONESE))

    assert voice.label == "广东话"
    assert suggest("谢谢，不断，不去。", voice.wording).text == "唔该，不断，唔去。"
    assert [one.readings[0].sound for one in voice.readings.read("唔该")] == ["m4 goi1"]
    assert voice.phrases == ()


def test_the_mandarin_voice_is_no_dialect() -> None:
    assert list(dialect_folders(None)) == ["hakka-yongding"]


def test_the_workspace_adds_to_the_kits_folder_and_wins(tmp_path: Path) -> None:
    files = {
        "lexicon.tsv": (
            "text\tspelling\tsource\tconfidence\tverified_by\n"
            "系\thei1\t样甲口述\tlocal-verified\t样甲\n"
        ),
        "wording.tsv": "zh\thakka\tscope\tstatus\tevidence\n不\t毋\tword\tlocal\t样甲\n",
        "protect.txt": "不老\n",
    }
    voice = read_dialect("hakka-yongding", voice_in(tmp_path, files, "hakka-yongding"))

    assert voice.readings.read("系")[0].readings[0].spelling == "hei1"
    assert suggest("不好，不老，没有。", voice.wording).text == "毋好，不老，无。"


def test_every_row_of_the_kits_tables_says_where_it_comes_from() -> None:
    for name, columns in (
        (LEXICON, ("source", "confidence", "locality")),
        (WORDING, ("status", "evidence")),
        (PHRASES, ("source", "confidence")),
    ):
        table = read_tsv(HAKKA / name, columns)
        assert table.rows
        assert all(row[column] for row in table.rows for column in columns)


def test_the_kits_readings_are_attested_and_none_is_passed_off_as_local() -> None:
    voice = read_dialect("hakka-yongding", None)
    assert {entry.confidence.value for entry in voice.readings.entries} == {"attested"}
    assert "未经大溪本地人核对" in voice.name
    assert not any(phrase.take_file for phrase in voice.phrases)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tables_saved_by_notepad_and_excel_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "lexicon.tsv"
    path.write_text('text\tnote\r\n墟\t"说""墟日"""\r\n\r\n日\t\r\n', encoding=encoding)

    table = read_tsv(path, ("text",))

    assert [row["text"] for row in table.rows] == ["墟", "日"]
    assert table.rows[0]["note"] == '说"墟日"'
    assert table.lines == (2, 4)


def test_tables_saved_with_commas_are_read() -> None:
    assert parse_tsv("text,note\n墟,好\n", "表.csv", ("text",)).rows == (
        {"text": "墟", "note": "好"},
    )


def test_unknown_columns_and_comments_come_back(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.tsv"
    path.write_text("# 说明\ntext\t备忘\n墟\t问过\n# 后来加的\n日\t没问\n", encoding="utf-8")
    table = read_tsv(path, ("text",))

    write_tsv(path, table.with_row({"text": "圳", "ipa": "tseŋ"}))

    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    again = read_tsv(path, ("text", "备忘", "ipa"))
    assert again.comments == ("# 说明", "# 后来加的")
    assert [dict(row) for row in again.rows] == [
        {"text": "墟", "备忘": "问过", "ipa": ""},
        {"text": "日", "备忘": "没问", "ipa": ""},
        {"text": "圳", "备忘": "", "ipa": "tseŋ"},
    ]


@pytest.mark.parametrize(
    ("file", "row", "told"),
    [
        ("lexicon.tsv", "墟日\txi1\t书\tattested", "有 2 个字，读音有 1 个音节"),
        ("lexicon.tsv", "墟\t\t书\tattested", "没有读音"),
        ("lexicon.tsv", "墟\txi1\t\tattested", "没有写出处"),
        ("lexicon.tsv", "墟\txi1\t书\t大概", "只能写 local-verified、attested、inferred"),
        ("lexicon.tsv", "墟\txi1\t书\tlocal-verified", "没有写是谁"),
        ("wording.tsv", "不\t唔\t词\tgeneral\t书", "范围（scope）只能写"),
        ("wording.tsv", "不\t唔\tword\t好\t书", "可靠程度（status）只能写"),
        ("wording.tsv", "不\t\tword\tgeneral\t书", "没有方言说法"),
    ],
)
def test_every_faulty_row_is_told_with_its_line(
    tmp_path: Path, file: str, row: str, told: str
) -> None:
    heading = CANTONESE[file].splitlines()[0]
    workspace = voice_in(tmp_path, CANTONESE | {file: f"{heading}\n{row}\n{row}\n"})

    with pytest.raises(SourceError, match="有 2 处要改：第 2 行") as caught:
        read_dialect("cantonese", workspace)
    assert told in caught.value.message


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    workspace = voice_in(tmp_path, CANTONESE | {"lexicon.tsv": "text\tipa\n墟\txi\n"})
    with pytest.raises(SourceError, match="缺这几列：source、confidence"):
        read_dialect("cantonese", workspace)


def test_a_voice_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read_dialect("klingon", tmp_path)
    assert "hakka-yongding" in caught.value.remedy


@pytest.mark.parametrize("text", ["name = ", 'kind = "dialect"\n[spelling]\ninitials = "b"\n'])
def test_a_broken_description_is_told(tmp_path: Path, text: str) -> None:
    workspace = voice_in(tmp_path, {"voice.toml": text}, "mine")
    with pytest.raises(SourceError, match=r"voice\.toml"):
        read_dialect("mine", workspace)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("tones = 5\n", "tones：填法不对。要每行写"),
        ("label = 5\n", "第 2 行：label：填法不对"),
        ('sources = "书"\n', 'sources：填法不对。要写成 ["甲", "乙"]'),
        ('spelling = "b"\n', "要写成 [spelling] 开头的一段"),
        ("[spelling]\ninitials = [1]\n", "第 3 行：initials：填法不对"),
        ("[preview]\nespeak = true\n", "第 3 行：espeak：填法不对"),
        ('[preview]\nespeak = "hak"\n[preview.tones]\n"1" = [24]\n', "tones：填法不对"),
    ],
)
def test_every_odd_value_of_a_description_is_told(tmp_path: Path, text: str, says: str) -> None:
    workspace = voice_in(tmp_path, {"voice.toml": f'kind = "dialect"\n{text}'}, "mine")

    with pytest.raises(SourceError, match=r"mine/voice\.toml 有 1 处要改") as caught:
        read_dialect("mine", workspace)

    assert says in caught.value.message


def test_keys_of_a_machine_voice_in_the_same_folder_are_not_minded(tmp_path: Path) -> None:
    text = 'kind = "dialect"\nlabel = "无"\nengine = "kokoro"\n[voices.a]\nlabel = "女声"\n'

    voice = read_dialect("mine", voice_in(tmp_path, {"voice.toml": text}, "mine"))

    assert (voice.name, voice.label, voice.rough) == ("mine", "方言", None)
