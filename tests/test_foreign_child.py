"""Whatever a file does to its reader, a sentence comes back and the kit goes on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kit.errors import ForeignFileError
from kit.foreign import child, read
from kit.foreign.child import bytes_of, read_foreign
from kit.foreign.gate import MOST_BYTES, Kind
from kit.foreign.known_words import words_of
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

NOTICE = "停水通知\n大溪村停水。\n"


def test_a_text_comes_back_from_the_child_as_it_is() -> None:
    content = read_foreign(NOTICE.encode("gbk"))

    assert content.kind is Kind.TEXT
    assert "大溪村停水" in content.packed.decode()


def test_what_the_gate_says_in_the_child_is_said_to_the_clerk() -> None:
    with pytest.raises(ForeignFileError, match="PDF"):
        read_foreign(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("while True: pass", "太久"),
        ("import os; os.abort()", "读不下"),
        ("import os; os._exit(0)", "读不下"),
        ("from kit.foreign.read import _bind_to_share as b; b(); x = bytes(10**9)", "读不下"),
    ],
)
def test_a_reader_that_does_not_end_well_is_one_sentence(
    program: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "import sys; sys.path.insert(0, sys.argv[1])\n"
    monkeypatch.setattr(child, "_PROGRAM", path + program)

    with pytest.raises(ForeignFileError, match=said):
        read_foreign(NOTICE.encode(), most_s=3)


@pytest.mark.skipif("sys.platform == 'win32'", reason="Windows has the parent's clock alone")
def test_the_child_ends_itself_when_its_share_of_work_is_used_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from kit.foreign import read; read.MOST_WORK_S = 1; read._bind_to_share()\n"
        "while True: pass"
    )
    monkeypatch.setattr(child, "_PROGRAM", program)

    with pytest.raises(ForeignFileError, match="太久"):
        read_foreign(NOTICE.encode(), most_s=60)


@pytest.mark.parametrize("trouble", [MemoryError, RecursionError, KeyError, UnicodeError])
def test_a_defect_of_a_reader_is_a_broken_file_to_the_clerk(
    trouble: type[Exception], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise trouble

    monkeypatch.setattr(read, "_reader", lambda _kind: fail)
    said = read.answer(NOTICE.encode(), child.Asked()).decode()

    assert "refused" in said
    assert "WPS" in said
    capfd.readouterr()


def test_a_folder_of_foreign_files_lends_the_child_no_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "msgspec.py").write_text("raise SystemExit('taken in')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert read_foreign(NOTICE.encode()).kind is Kind.TEXT


def test_a_file_is_looked_at_before_it_is_read(tmp_path: Path) -> None:
    large = tmp_path / "large.docx"
    with large.open("wb") as stream:
        stream.truncate(MOST_BYTES + 1)

    with pytest.raises(ForeignFileError, match="最大 10 MB"):
        bytes_of(large)
    with pytest.raises(ForeignFileError, match="找不到文件"):
        bytes_of(tmp_path / "none.docx")
    with pytest.raises(ForeignFileError, match="找不到文件"):
        bytes_of(tmp_path)


def test_the_dictionary_is_the_township_s_own_table(example: Path) -> None:
    words = words_of(open_workspace(example).township, date(2026, 11, 23))

    assert words.villages
    assert words.government in words.government
    assert all(words.offices)
