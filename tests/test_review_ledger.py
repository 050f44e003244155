"""The ledger only grows, and shows every change of what it holds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import filelock
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import LockedError, SourceError, StorageError
from kit.model.township import Step
from kit.review.ledger import Ledger, SignOff, append_sign_offs, read_ledger

if TYPE_CHECKING:
    from collections.abc import Sequence

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def sign_off(by: str = "样例甲", step: str = "提交") -> SignOff:
    return SignOff(item_id="DX-2026-004", digest="ab" * 32, step=step, by=by, at=AT)


def add(path: Path, one: SignOff) -> SignOff:
    return append_sign_offs(path, lambda _: (one,))[0]


def read_all(path: Path) -> tuple[SignOff, ...]:
    return read_ledger(path).of("DX-2026-004")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "reviews.jsonl"
    for step in ("提交", "初审", "二审", "再审"):
        add(path, sign_off(step=step))
    return path


def test_no_ledger_yet_is_an_empty_one(tmp_path: Path) -> None:
    assert read_ledger(tmp_path / "reviews.jsonl") == Ledger()


def test_what_is_added_is_read_back(ledger: Path) -> None:
    added = add(ledger, sign_off(by="样例乙", step="终审"))

    read = read_all(ledger)
    assert read[-1] == added
    assert [one.step for one in read] == ["提交", "初审", "二审", "再审", "终审"]
    assert [one.previous for one in read] == ["", *(one.sha256 for one in read[:-1])]


def test_looking_at_it_with_notepad_does_no_harm(ledger: Path) -> None:
    before = read_ledger(ledger)
    ledger.write_bytes(b"\xef\xbb\xbf" + ledger.read_bytes().replace(b"\n", b"\r\n"))

    assert read_ledger(ledger) == before


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        (lambda lines: [lines[0].replace("样例甲", "样例乙"), *lines[1:]], 1),
        (lambda lines: [*lines[:3], lines[3].replace("样例甲", "样例乙")], 4),
        (lambda lines: [lines[0], *lines[2:]], 2),
        (lambda lines: lines[1:], 1),
        (lambda lines: [lines[0], lines[2], lines[1], lines[3]], 2),
        (lambda lines: [*lines, lines[3]], 5),
        (lambda lines: [*lines, "{}"], 5),
        (lambda lines: [*lines, "[" * 20_000], 5),
        (lambda lines: [*lines, lines[3].replace('"step":"再审"', '"step":3')], 5),
        (lambda lines: [*lines[:3], lines[3][:40]], 4),
        (lambda lines: [lines[0], "", *lines[1:]], 2),
        (lambda lines: [lines[0].replace("提交", "\\u63d0\\u4ea4"), *lines[1:]], 1),
    ],
)
def test_the_first_broken_line_is_named(ledger: Path, damage: object, line: int) -> None:
    lines = ledger.read_text(encoding="utf-8").splitlines()
    assert callable(damage)
    ledger.write_text("\n".join(damage(lines)) + "\n", encoding="utf-8")

    with pytest.raises(SourceError, match=f"reviews.jsonl 第 {line} 行") as caught:
        read_ledger(ledger)
    assert "备份" in caught.value.remedy


def test_no_single_changed_character_is_missed(ledger: Path) -> None:
    text = ledger.read_text(encoding="utf-8")
    before = read_ledger(ledger)
    for place in range(0, len(text) - 1, 7):
        changed = text[:place] + ("x" if text[place] != "x" else "y") + text[place + 1 :]
        ledger.write_text(changed, encoding="utf-8")
        with pytest.raises(SourceError):
            read_ledger(ledger)
    ledger.write_text(text, encoding="utf-8")
    assert read_ledger(ledger) == before


def test_a_broken_ledger_takes_no_more(ledger: Path) -> None:
    text = ledger.read_text(encoding="utf-8").replace("样例甲", "样例乙", 1)
    ledger.write_text(text, encoding="utf-8")

    with pytest.raises(SourceError):
        add(ledger, sign_off())
    assert ledger.read_text(encoding="utf-8") == text


def test_many_who_sign_at_once_all_stand_in_it(tmp_path: Path) -> None:
    path = tmp_path / "reviews.jsonl"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: add(path, sign_off(by=f"样例{n}")), range(24)))

    assert {one.by for one in read_all(path)} == {f"样例{n}" for n in range(24)}


def test_a_disk_that_is_full_leaves_the_ledger_as_it_was(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ledger.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StorageError, match="磁盘满了"):
        add(ledger, sign_off())
    assert ledger.read_bytes() == before


def test_a_locked_ledger_is_told_not_waited_for_for_ever(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.source.sealed_lines._LOCK_WAIT_S", 0.0)
    other = filelock.FileLock(ledger.with_name(f".{ledger.name}.lock"))
    with other, pytest.raises(LockedError, match="别人正在签字"):
        add(ledger, sign_off())


OLD = Path(__file__).parent / "data" / "review" / "reviews-2026.1.jsonl"


def test_a_ledger_from_before_chains_and_posts_is_read_and_goes_on_unchanged(
    tmp_path: Path,
) -> None:
    path = tmp_path / "reviews.jsonl"
    path.write_bytes(OLD.read_bytes())

    old = read_ledger(path)
    assert {name: len(lines) for name, lines in old.by_item.items()} == {
        "DX-2026-004": 6,
        "DX-2026-005": 2,
        "DX-2026-008": 1,
        "DX-2026-007": 1,
        "DX-2026-004/hakka-yongding": 1,
    }
    assert [one.rejection for one in old.of("DX-2026-005")] == ["", '电话"0597"\n没有试拨\\']
    assert [one.step for one in old.recordings] == ["听审"]
    assert old.chains == {}

    added = add(path, replace(sign_off(), chain="", posts=("业务人员",)))

    assert path.read_bytes().startswith(OLD.read_bytes())
    assert added.previous == old.head
    assert read_ledger(path).of("DX-2026-004")[-1] == added


def test_only_what_is_asked_after_is_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "reviews.jsonl"
    many = [replace(sign_off(), item_id=f"DX-2026-{n:03}") for n in range(200)]
    append_sign_offs(path, lambda _: many)
    parsed: list[int] = []

    def count(lines: Sequence[bytes]) -> tuple[SignOff, ...]:
        parsed.append(len(lines))
        return ()

    monkeypatch.setattr("kit.review.ledger._parsed", count)
    read_ledger(path).of("DX-2026-004")

    assert parsed == [1]


def test_a_chain_that_is_not_the_one_a_line_names_is_told(ledger: Path) -> None:
    chain = (Step(name="提交", post="业务人员"),)
    named = replace(sign_off(), chain="ab" * 32)
    append_sign_offs(ledger, lambda _: (named,), chain)

    with pytest.raises(SourceError, match="第 5 行的审核链对不上"):
        read_ledger(ledger)


@given(st.text(max_size=30), st.text(max_size=30), st.lists(st.text(max_size=9), max_size=3))
def test_whatever_is_written_into_a_line_is_read_back(by: str, why: str, posts: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "reviews.jsonl"
        one = add(path, replace(sign_off(by=by), rejection=why, posts=tuple(posts)))
        other = add(path, sign_off())

        assert read_all(path) == (one, other)
