"""What earlier weeks published is remembered, and read again wherever an edition changed."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from kit.edition.published import history as module
from kit.edition.published.history import FILE, read_history
from kit.edition.published.manifest import (
    MANIFEST,
    SIGNATURE,
    FileEntry,
    Manifest,
    manifest_bytes,
    new_key,
    sign,
)
from kit.edition.published.newest import published_test
from kit.plan.week import Week
from kit.source.private import KEY, PRIVATE

if TYPE_CHECKING:
    from pathlib import Path

ID = "DX-2026-004"
WEEK = Week.parse("2026-W48")


OURS = new_key()


def entry(title: str, links: str = "") -> dict[str, str]:
    told = {"title": title, "digest": title, "check_code": "", "code": "26W40-01", "draft": ""}
    return {**told, "links": links}


def publish(
    folder: Path,
    week: str,
    title: str,
    *,
    revision: int = 1,
    printed: bool = True,
    key: bytes = OURS,
    links: str = "",
) -> None:
    poster = FileEntry(
        path=f"1要打印/公开栏/{ID}_A3.pdf", sha256="", size=0, stem="", key="", about=(ID,),
        figures={}, recipe={},
    )  # fmt: skip
    manifest = Manifest(
        week=week, revision=revision, township="", files=(poster,) if printed else (),
        items={ID: entry(title, links)},
    )  # fmt: skip
    edition = folder / "output" / week / f"r{revision:02}"
    edition.mkdir(parents=True)
    data = manifest_bytes(manifest)
    (edition / MANIFEST).write_bytes(data)
    (edition / SIGNATURE).write_bytes(sign(data, key))


def with_page(folder: Path, week: str, page: bytes, key: bytes | None) -> None:
    """Put an edition there that says it published a page; without a key nobody signed it."""
    listed = FileEntry(
        path="site/D/26W40-01/index.html", sha256=sha256(page).hexdigest(), size=len(page),
        stem="", key="", about=(ID,), figures={}, recipe={},
    )  # fmt: skip
    data = manifest_bytes(Manifest(week=week, revision=1, township="", files=(), site=(listed,)))
    edition = folder / "output" / week / "r01"
    edition.mkdir(parents=True)
    (edition / MANIFEST).write_bytes(data)
    if key is not None:
        (edition / SIGNATURE).write_bytes(sign(data, key))


def title_in(folder: Path, week: Week = WEEK) -> str:
    found = read_history(folder / "output", week, folder / ".kit").earlier
    return found[ID].entry["title"] if found else ""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".kit").mkdir()
    (tmp_path / PRIVATE / KEY).write_bytes(OURS)
    publish(tmp_path, "2026-W46", "一")
    publish(tmp_path, "2026-W47", "二")
    return tmp_path


def test_the_newest_week_before_counts_and_is_read_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert title_in(folder) == "二"
    monkeypatch.setattr(
        module,
        "records_of",
        lambda week_folder, _: {}[week_folder] if week_folder.name < WEEK.name else {},
    )

    assert title_in(folder) == "二"


def test_a_new_revision_of_an_earlier_week_is_seen(folder: Path) -> None:
    title_in(folder)
    publish(folder, "2026-W46", "改过的一", revision=2)
    publish(folder, "2026-W47", "改过的二", revision=2)

    assert title_in(folder) == "改过的二"


def test_an_earlier_week_knows_nothing_of_later_ones(folder: Path) -> None:
    title_in(folder)

    assert title_in(folder, Week.parse("2026-W47")) == "一"
    assert title_in(folder) == "二"


@pytest.mark.parametrize("damage", [b"", b"\0" * 40, b"half", b"{}"])
def test_what_is_damaged_is_read_again(folder: Path, damage: bytes) -> None:
    title_in(folder)
    (folder / ".kit" / FILE).write_bytes(damage)

    assert title_in(folder) == "二"


def test_what_was_altered_by_a_hand_is_read_again(folder: Path) -> None:
    title_in(folder)
    file = folder / ".kit" / FILE
    file.write_bytes(
        file.read_bytes().replace(json.dumps("二", ensure_ascii=False).encode(), '"三"'.encode())
    )

    assert title_in(folder) == "二"


def test_what_a_partial_build_did_not_print_hangs_as_before(folder: Path) -> None:
    publish(folder, "2026-W48", "三", printed=False)
    record = read_history(folder / "output", Week.parse("2026-W49"), folder / ".kit").earlier[ID]

    assert record.hangs
    assert record.entry["title"] == "二"


def test_a_damaged_edition_tells_nothing(folder: Path) -> None:
    (folder / "output/2026-W47/r01" / MANIFEST).write_bytes(b"{")
    (folder / "output/2026-W47/r01" / SIGNATURE).unlink()

    assert title_in(folder) == "一"


def test_what_nobody_signed_tells_nothing(folder: Path) -> None:
    path = folder / "output/2026-W47/r01" / MANIFEST
    path.write_text(path.read_text("utf-8").replace("二", "假"), encoding="utf-8")

    assert title_in(folder) == "一"


@pytest.mark.parametrize(("key", "links"), [(OURS, "替代 DX-2026-005"), (new_key(), "")])
def test_only_what_our_own_key_signed_ends_anything(folder: Path, key: bytes, links: str) -> None:
    publish(folder, "2026-W48", "三", key=key, links="替代 DX-2026-005")

    (record,) = read_history(folder / "output", WEEK, folder / ".kit").now.values()

    assert (record.entry["title"], record.entry["links"]) == ("三", links)


def test_only_what_the_workspace_itself_signed_was_published(folder: Path) -> None:
    with_page(folder, "2026-W41", b"ours", OURS)
    with_page(folder, "2026-W42", b"of somebody else", new_key())
    with_page(folder, "2026-W43", b"of nobody", None)

    is_ours = published_test(folder)

    assert [page for page in (b"ours", b"of somebody else", b"of nobody") if is_ours(page)] == [
        b"ours"
    ]
