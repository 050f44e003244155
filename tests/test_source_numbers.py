"""Numbers of items: found however they are typed, given once for ever."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kit.cli.app import main
from kit.errors import SourceError
from kit.review.ledger import FILE, read_ledger
from kit.source.item_id import ITEM_ID, in_order
from kit.source.numbers import find_item, full_number, next_item_id, numbers_in
from kit.source.workspace import open_workspace

FULL_WIDTH = str.maketrans("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-", "０１２３４５６７８９"
                           "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ－")  # fmt: skip
NUMBERS = st.builds(
    lambda year, count: f"DX-{year}-{count:03}",
    st.integers(2019, 2030),
    st.integers(1, 12_000),
)


@pytest.fixture
def folder(tmp_path: Path, example: Path) -> Path:
    return shutil.copytree(example, tmp_path / "daxi")


@pytest.mark.parametrize(
    "typed",
    ["5", "05", "005", "0005", "2026-5", "2026-005", "DX-2026-005", "dx-2026-5", "DX2026-005",
     "ＤＸ－２０２６－００５", "５", " 5 ", "DX—2026—005", "dx–2026–5"],
)  # fmt: skip
def test_an_item_is_found_however_its_number_is_typed(example: Path, typed: str) -> None:
    assert find_item(open_workspace(example), typed).item_id == "DX-2026-005"


@given(st.sets(NUMBERS, min_size=1, max_size=12), st.data())
def test_every_way_to_write_a_number_means_the_same(known: set[str], data: st.DataObject) -> None:
    number = data.draw(st.sampled_from(sorted(known)))
    prefix, year, count = number.split("-")
    ways = [number, number.lower(), f"{prefix}{year}-{count}", f"{year}-{int(count)}"]
    newest = max(one.split("-")[1] for one in known)
    if year == newest:
        ways += [count, str(int(count))]

    for way in ways:
        assert full_number(way, known) == number
        assert full_number(way.upper().translate(FULL_WIDTH), known) == number


@given(st.sets(NUMBERS, min_size=1, max_size=12), st.text(max_size=12))
def test_whatever_is_typed_gives_a_known_number_or_what_was_typed(
    known: set[str], typed: str
) -> None:
    found = full_number(typed, known)

    assert found in known or not ITEM_ID.fullmatch(found) or found == found.strip().upper()


def test_a_number_without_its_year_is_never_last_years(folder: Path) -> None:
    workspace = open_workspace(folder)

    assert find_item(workspace, "1").item_id == "DX-2026-001"
    (folder / "items/DX-2026-001.md").unlink()
    with pytest.raises(SourceError) as caught:
        find_item(open_workspace(folder), "1")
    assert "请写全编号：DX-2021-001" in caught.value.remedy


def test_a_number_nobody_has_is_told_and_one_with_faults_names_its_file(folder: Path) -> None:
    path = folder / "items/DX-2026-005.md"
    path.write_text(path.read_text("utf-8").replace("标题:", "题目:"), encoding="utf-8")
    workspace = open_workspace(folder)

    for typed in ("99", "DX-2026-099", "九十九", "", "5/mandarin", "../5", "4" * 5000):
        with pytest.raises(SourceError, match="没有编号是"):
            find_item(workspace, typed)
    with pytest.raises(SourceError, match=r"items/DX-2026-005.md 有毛病"):
        find_item(workspace, "5")


@pytest.mark.parametrize("typed", ["5", "005", "ＤＸ-2026-005"])
def test_the_ledger_holds_the_full_number_whatever_was_typed(folder: Path, typed: str) -> None:
    asked = ["sign", typed, "--step", "提交", "--by", "样例甲", "--in", str(folder)]

    result = CliRunner().invoke(main, asked)

    assert result.exit_code == 0, result.output
    assert list(read_ledger(folder / FILE).by_item) == ["DX-2026-005"]


def test_two_townships_in_one_folder_are_asked_for_the_whole_number() -> None:
    known = ["DX-2026-005", "FS-2026-005"]

    assert full_number("5", known) == "5"
    assert full_number("fs-2026-5", known) == "FS-2026-005"


def test_the_thousandth_item_follows_the_999th() -> None:
    numbers = ["DX-2026-1000", "DX-2026-999", "DX-2027-001", "DX-2026-002", "副本"]

    assert sorted(numbers, key=in_order) == [
        "副本", "DX-2026-002", "DX-2026-999", "DX-2026-1000", "DX-2027-001",
    ]  # fmt: skip


def test_numbers_go_on_after_999(folder: Path) -> None:
    text = (folder / "items/DX-2026-005.md").read_text("utf-8")
    for number in ("DX-2026-999", "DX-2026-1000"):
        (folder / f"items/{number}.md").write_text(
            text.replace("DX-2026-005", number), encoding="utf-8"
        )
    workspace = open_workspace(folder)

    assert find_item(workspace, "1000").item_id == "DX-2026-1000"
    assert workspace.items[-1].item_id == "DX-2026-1000"
    assert next_item_id(workspace, 2026) == "DX-2026-1001"


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("items/2026/DX-2026-041.md", ""),
        ("items/存档/旧/DX-2026-041.md", ""),
        ("items/DX-2026-041.md", "坏了"),
        ("items/DX-2026-041.md.txt", "改名忘了后缀"),
        ("items/副本.md", "---\n编号: DX-2026-041\n---\n"),
        ("codes.tsv", "码号\t编号\n26W48-01\tDX-2026-041\n"),
        ("codes.tsv", "\0\0坏了 DX-2026-041"),
        ("reviews.jsonl", '{"item":"DX-2026-041/mandarin"}\n'),
        ("output/2026-W40/r01/manifest.json", '{"items":{"DX-2026-041":{}}}'),
        ("output/2026-W40/r01/1要打印/公开栏/DX-2026-041_A3.pdf", ""),
        ("recordings/DX-2026-041/mandarin/take.toml", ""),
        ("recordings/DX-2026-041.mp3", ""),
    ],
)
def test_a_number_that_stands_anywhere_is_not_given_again(
    folder: Path, place: str, text: str
) -> None:
    path = folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")

    assert next_item_id(open_workspace(folder), 2026) == "DX-2026-042"


def test_numbers_are_seen_in_ledger_and_manifest_text() -> None:
    text = '{"item":"DX-2026-004/mandarin"} "DX-2026-1234.pdf" XDX-2026-007 DX-2026-0081234567'

    assert numbers_in(text) == {"DX-2026-004", "DX-2026-1234", "XDX-2026-007"}


def test_numbers_put_away_are_not_given_again_either(example: Path) -> None:
    workspace = open_workspace(example)

    assert next_item_id(workspace, 2026) == "DX-2026-013"
    assert next_item_id(workspace, 2026, ["DX-2026-077", "DX-2025-900", "坏的"]) == "DX-2026-078"
    assert next_item_id(workspace, 2027, ["DX-2026-077"]) == "DX-2027-001"
