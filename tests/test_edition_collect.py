"""Old revisions give way but for their lists; the store keeps what recent editions use."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from kit.edition.published.manifest import (
    MANIFEST,
    SIGNATURE,
    FileEntry,
    Manifest,
    manifest_bytes,
    new_key,
    sign,
)
from kit.edition.published.verify import verify_workspace
from kit.edition.store import collect
from kit.edition.store.collect import collect_revisions, collect_store
from kit.edition.store.store import Store
from kit.progress import Step
from kit.source.private import KEY, PRIVATE, STORE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NOW = datetime(2026, 11, 23, 9).astimezone()
OLD = NOW - timedelta(days=90)


def quiet(step: Step) -> None:
    """Take progress and show nothing."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a workspace with a key and a store, and nothing published."""
    (tmp_path / PRIVATE).mkdir()
    (tmp_path / PRIVATE / KEY).write_bytes(new_key())
    return tmp_path


def store_of(folder: Path) -> Store:
    return Store(folder / STORE)


def edition(
    folder: Path,
    week: str,
    revision: int,
    data: bytes = b"poster",
    items: Mapping[str, dict[str, str]] | None = None,
    down: Mapping[str, dict[str, str]] | None = None,
) -> Path:
    """Sign and write an edition of one poster."""
    artefact = store_of(folder).put(".pdf", data)
    one = FileEntry(
        path="1要打印/海报.pdf", sha256=artefact.sha256, size=len(data), stem="海报",
        key="ab" * 32, about=(), figures={}, recipe={},
    )  # fmt: skip
    manifest = Manifest(
        week=week,
        revision=revision,
        township="大溪乡",
        files=(one,),
        items=dict(items or {}),
        posted=dict(down or {}),
    )
    path = folder / "output" / week / f"r{revision:02}"
    (path / "1要打印").mkdir(parents=True)
    (path / one.path).write_bytes(data)
    text = manifest_bytes(manifest)
    (path / MANIFEST).write_bytes(text)
    (path / SIGNATURE).write_bytes(sign(text, (folder / PRIVATE / KEY).read_bytes()))
    return path


def names(path: Path) -> set[str]:
    return {file.name for file in path.rglob("*") if file.is_file()}


def test_of_old_revisions_only_the_signed_list_stays(folder: Path) -> None:
    this_week = [edition(folder, "2026-W48", number) for number in range(1, 6)]
    before = [edition(folder, "2026-W47", number) for number in (1, 2)]

    collect_revisions(folder / "output", "2026-W48")

    whole = {MANIFEST, SIGNATURE, "海报.pdf"}
    assert [names(one) for one in this_week] == [{MANIFEST, SIGNATURE}] * 2 + [whole] * 3
    assert [names(one) for one in before] == [{MANIFEST, SIGNATURE}, whole]


def age(path: Path, day: datetime) -> None:
    os.utime(path, (day.timestamp(), day.timestamp()))


def kept(folder: Path, key: str, data: bytes, day: datetime) -> str:
    """Put a record and its blob into the store, last used on a day; return the blob's hash."""
    store = store_of(folder)
    store.put_bytes(key, data)
    sha256 = store.put("", data).sha256
    age(folder / STORE / "recipes" / key[:2] / key[2:], day)
    age(folder / STORE / "blobs" / sha256[:2] / sha256[2:], day)
    return sha256


def test_what_nobody_used_for_long_goes_and_what_an_edition_holds_stays(folder: Path) -> None:
    edition(folder, "2026-W48", 1, b"in use")
    used = kept(folder, "ab" * 32, b"in use", OLD)
    spare = kept(folder, "cd" * 32, b"spare", OLD)
    young = kept(folder, "ef" * 32, b"young", NOW - timedelta(days=5))

    collect_store(store_of(folder), folder / "output", NOW)

    store = store_of(folder)
    assert [store.read(one) is not None for one in (used, spare, young)] == [True, False, True]
    assert store.recall("cd" * 32) is None
    assert store.get_bytes("ef" * 32) == b"young"


def test_a_sentence_asked_for_again_is_young_again(folder: Path) -> None:
    kept(folder, "cd" * 32, b"spoken", OLD)
    assert store_of(folder).get_bytes("cd" * 32) == b"spoken"

    collect_store(store_of(folder), folder / "output", NOW)

    assert store_of(folder).get_bytes("cd" * 32) == b"spoken"


def test_a_store_that_is_too_large_loses_the_oldest_first(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collect, "LARGEST_STORE_BYTES", 1000)
    for number in range(5):
        kept(folder, f"{number}0" * 32, bytes([number]) * 400, NOW - timedelta(days=30 - number))

    collect_store(store_of(folder), folder / "output", NOW)

    left = [store_of(folder).get_bytes(f"{number}0" * 32) is not None for number in range(5)]
    assert left == [False, False, False, True, True]


def test_a_record_of_zeros_and_a_half_written_file_go(folder: Path) -> None:
    kept(folder, "cd" * 32, b"x", NOW)
    record = folder / STORE / "recipes" / "cd" / ("cd" * 31)
    record.write_bytes(bytes(80))
    part = record.with_name("x.1.part")
    part.write_bytes(b"half")

    collect_store(store_of(folder), folder / "output", NOW)

    assert not record.exists()
    assert not part.exists()


def item(expire: str = "", *, draft: bool = False) -> dict[str, str]:
    return {"title": "x", "digest": "d", "draft": "是" if draft else "", "expire": expire}


def test_every_week_of_which_something_hangs_is_looked_at_and_the_rest_is_told(
    folder: Path,
) -> None:
    edition(folder, "2026-W44", 1, items={"DX-2026-001": item("2026-11-01")})
    edition(folder, "2026-W45", 1, items={"DX-2026-002": item()})
    long = edition(folder, "2026-W46", 1, items={"DX-2026-003": item("2026-12-31")})
    gone = {"day": "2026-11-20", "reason": "已被替代", "gone": ""}
    edition(folder, "2026-W48", 1, items={}, down={"DX-2026-002": {**item(), **gone}})
    (long / "1要打印/海报.pdf").write_bytes(b"altered")

    verified, passed = verify_workspace(folder, NOW.date(), quiet)

    assert [one.edition.parent.name for one in verified] == ["2026-W48", "2026-W46"]
    assert [bool(one.faults) for one in verified] == [False, True]
    assert passed == ("2026-W45/r01", "2026-W44/r01")


def test_an_edition_of_an_earlier_version_tells_no_day_and_is_looked_at(folder: Path) -> None:
    old = {"title": "x", "digest": "d", "draft": ""}
    edition(folder, "2026-W40", 1, items={"DX-2026-001": old})
    edition(folder, "2026-W48", 1)

    verified, passed = verify_workspace(folder, NOW.date(), quiet)

    assert (len(verified), passed) == (2, ())
