"""TOML that anybody may have typed: one sentence, quickly, whatever it is."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.compose.layouts.parse import parse_layout
from kit.errors import LayoutError, SourceError
from kit.source.codes import read_codes
from kit.source.files import read_text
from kit.source.township import FILE, read_township
from kit.source.tsv import parse_tsv
from kit.source.voices import read_dialect
from kit.text.toml_text import BadTomlError, parse_toml

LARGE = "9" * 4301


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = 1\nb = \n", 2),
        (f"a = 1\nb = {LARGE}\n", 2),
        ("a = 1\n\nb = [1, 1000000000]\n", 3),
        ("a = 1e300\n", 1),
        ("a = " + "[" * 20_000, 0),
        ("[a]\nb = 1\n[a]\n", 3),
    ],
)
def test_what_cannot_be_read_is_told_by_its_line(text: str, line: int) -> None:
    with pytest.raises(BadTomlError) as caught:
        parse_toml(text)

    assert caught.value.line == line


def test_settings_are_read_as_they_stand() -> None:
    assert parse_toml('a = 999_999_999\n[b]\nc = ["甲", 0.5]\n') == {
        "a": 999_999_999,
        "b": {"c": ["甲", 0.5]},
    }


@given(st.text("abc=[]{}\"'\n.0123456789_e+-#真", max_size=40))
def test_every_text_is_read_or_told(text: str) -> None:
    try:
        parse_toml(text)
    except BadTomlError as bad:
        line = bad.line
    else:
        line = 0

    assert 0 <= line <= text.count("\n") + 1


@pytest.mark.parametrize("number", [LARGE, "1000000000", "9" * 400, "1e40"])
def test_a_number_without_end_in_the_settings_is_told_with_its_line(
    tmp_path: Path, example: Path, number: str
) -> None:
    text = (example / FILE).read_text("utf-8").replace("most_items = 3 ", f"most_items = {number} ")
    line = next(n for n, one in enumerate(text.split("\n"), 1) if one.startswith("most_items"))
    (tmp_path / FILE).write_text(text, encoding="utf-8")

    with pytest.raises(SourceError, match=f"第 {line} 行的格式不对，或者数太大"):
        read_township(tmp_path / FILE)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("lines = 2 }", "lines = 1000000000 }", "数太大"),
        ("lines = 2 }", "lines = 999999999 }", "请写 1 到 20"),
        ("max = 150", "max = 900000000", "不得大于 2000"),
        ("lines = 2 }", f"lines = {LARGE} }}", "数太大"),
    ],
)
def test_a_layout_that_would_never_be_set_is_told(
    root: Path, old: str, new: str, says: str
) -> None:
    text = (root / "layouts/poster-a3.toml").read_text("utf-8")
    start, end = text.index("fit = "), text.index("}", text.index("fit = ")) + 1
    text = f"{text[:start]}fit = {{ max = 150, min = 64, lines = 2 }}{text[end:]}"

    with pytest.raises(LayoutError, match=says):
        parse_layout(text.replace(old, new, 1), "poster-a3.toml")


def test_a_voice_with_a_number_without_end_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "voices/hakka-yongding"
    folder.mkdir(parents=True)
    (folder / "voice.toml").write_text(f"a = 1\nb = {LARGE}\n", encoding="utf-8")

    with pytest.raises(SourceError, match=r"voice.toml 有 1 处要改：第 2 行：格式不对"):
        read_dialect("hakka-yongding", tmp_path)


def test_a_table_of_readings_with_an_open_quote_is_told() -> None:
    text = 'text\tsource\n墟\t"书\n' + "日\t书\n" * 60_000

    with pytest.raises(SourceError, match=r"a.tsv 第 .* 行读不下去"):
        parse_tsv(text, "a.tsv", ("text", "source"))


def test_a_pipe_or_a_folder_in_the_place_of_a_file_is_told_at_once(
    tmp_path: Path, example: Path
) -> None:
    shutil.copy(example / FILE, tmp_path / "other.toml")
    for name in (FILE, "codes.tsv", "x.toml"):
        if hasattr(os, "mkfifo"):
            os.mkfifo(tmp_path / name)
        else:
            (tmp_path / name).mkdir()

    with pytest.raises(SourceError, match=r"没有 kit.toml"):
        read_township(tmp_path / FILE)
    with pytest.raises(SourceError, match=r"codes.tsv 不是文件"):
        read_codes(tmp_path)
    with pytest.raises(SourceError, match=r"x.toml 不是文件"):
        read_text(tmp_path / "x.toml")
