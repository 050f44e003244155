"""The register of printed numbers: never reused, never guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import SourceError, StorageError
from kit.source.codes import CodeEntry, assign_codes, read_codes, read_register, write_codes

if TYPE_CHECKING:
    from pathlib import Path

A = CodeEntry(code="26W48-01", item_id="DX-2026-001")
B = CodeEntry(code="26W48-02", item_id="DX-2026-002")


def test_a_register_is_written_and_read(tmp_path: Path) -> None:
    assert read_codes(tmp_path) == ()
    write_codes(tmp_path, (A,))
    write_codes(tmp_path, (A, B))

    assert read_codes(tmp_path) == (A, B)
    lines = (tmp_path / "codes.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[:3] == ["码号\t编号", "26W48-01\tDX-2026-001", "26W48-02\tDX-2026-002"]
    assert read_register(tmp_path).is_sealed


def test_a_line_taken_out_or_changed_breaks_the_seal_and_is_told(tmp_path: Path) -> None:
    write_codes(tmp_path, (A, B))
    whole = (tmp_path / "codes.tsv").read_text(encoding="utf-8")
    for old, new in (("26W48-02\tDX-2026-002\n", ""), ("26W48-02", "26W48-12"), ("001", "007")):
        (tmp_path / "codes.tsv").write_text(whole.replace(old, new), encoding="utf-8")

        assert not read_register(tmp_path).is_sealed
        with pytest.raises(SourceError, match="被改动过"):
            read_codes(tmp_path)


def test_what_was_written_before_there_were_seals_is_read(tmp_path: Path) -> None:
    (tmp_path / "codes.tsv").write_text("码号\t编号\n26W48-01\tDX-2026-001\n", encoding="utf-8")

    register = read_register(tmp_path)

    assert (register.entries, register.faults, register.is_sealed) == ((A,), (), False)


def test_an_item_keeps_its_number_for_ever() -> None:
    entries = assign_codes((A,), ["DX-2026-002", "DX-2026-001"], "26W50")

    assert entries == (A, CodeEntry(code="26W50-01", item_id="DX-2026-002"))


def test_numbers_go_on_within_a_week() -> None:
    assert assign_codes((A,), ["DX-2026-002"], "26W48") == (A, B)


@given(
    st.lists(st.tuples(st.sampled_from(["26W48", "26W49"]), st.lists(st.sampled_from("abcdefgh"))))
)
def test_no_number_ever_stands_for_two_items(weeks: list[tuple[str, list[str]]]) -> None:
    entries: tuple[CodeEntry, ...] = ()
    for week, items in weeks:
        later = assign_codes(entries, items, week)
        assert later[: len(entries)] == entries
        entries = later

    assert len({entry.code for entry in entries}) == len(entries)
    assert len({entry.item_id for entry in entries}) == len(entries)


@pytest.mark.parametrize(
    "data",
    [
        "\ufeff码号\t编号\r\n26W48-01\tDX-2026-001\t\r\n\r\n".encode(),
        "码号\t编号\n26W48-01\tDX-2026-001\n".encode("gbk"),
    ],
)
def test_what_excel_makes_of_a_register_is_read(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "codes.tsv").write_bytes(data)

    assert read_codes(tmp_path) == (A,)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("26W48-02", "第 3 行不对"),
        ("第二个\tDX-2026-002", "第 3 行不对"),
        ("26W48-01\tDX-2026-002", "“26W48-01”在第 2 行已经有了"),
        ("26W48-02\tDX-2026-001", "“DX-2026-001”在第 2 行已经有了"),
    ],
)
def test_a_broken_or_doubled_line_stops_with_its_place(
    tmp_path: Path, line: str, message: str
) -> None:
    text = f"码号\t编号\n26W48-01\tDX-2026-001\n{line}\n"
    (tmp_path / "codes.tsv").write_text(text, encoding="utf-8")

    with pytest.raises(SourceError, match=message) as caught:
        read_codes(tmp_path)
    assert "备份" in caught.value.remedy


def test_a_full_disk_leaves_the_old_register(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_codes(tmp_path, (A,))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StorageError, match=r"codes\.tsv.*磁盘满了"):
        write_codes(tmp_path, (A, B))
    monkeypatch.undo()
    assert read_codes(tmp_path) == (A,)
    assert [path.name for path in tmp_path.iterdir()] == ["codes.tsv"]
