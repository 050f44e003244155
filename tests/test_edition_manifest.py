from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kit.edition.published.manifest import (
    MANIFEST,
    SIGNATURE,
    FileEntry,
    Manifest,
    check_signature,
    compare_files,
    fingerprint,
    manifest_bytes,
    new_key,
    parse_manifest,
    public_key_of,
    read_signed_manifest,
    sign,
)
from kit.errors import VerifyError
from kit.program import hash_of

if TYPE_CHECKING:
    from pathlib import Path


def entry(path: str, data: bytes) -> FileEntry:
    import hashlib

    return FileEntry(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        stem="x",
        key=hash_of(path),
        about=("DX-2026-004",),
        figures={"pt": 44.0},
        recipe={"item": "1"},
    )


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """Return a small signed edition of three files."""
    folder = tmp_path / "r01"
    files = {"1要打印/a.pdf": b"poster", "2要播放/01.mp3": b"sound", "index.html": b"<p>"}
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    manifest = Manifest(
        week="2026-W48",
        revision=1,
        township="大溪乡",
        files=tuple(entry(name, data) for name, data in files.items()),
    )
    data = manifest_bytes(manifest)
    (folder / MANIFEST).write_bytes(data)
    (folder / SIGNATURE).write_bytes(sign(data, new_key()))
    return folder


def faults(edition: Path) -> tuple[str, ...]:
    manifest, _ = read_signed_manifest(edition, None)
    return compare_files(edition, manifest)


def test_a_key_in_which_any_bit_turned_over_is_the_same_key_or_none() -> None:
    key = new_key()
    public = public_key_of(key)
    refused = 0
    for place in range(8 * len(key)):
        flipped = bytearray(key)
        flipped[place // 8] ^= 1 << place % 8
        try:
            assert public_key_of(bytes(flipped)) == public
        except VerifyError:
            refused += 1

    assert refused > 4 * len(key)


def test_a_key_from_before_its_hash_stood_below_it_still_signs() -> None:
    key = new_key()

    assert public_key_of(key.partition(b"sha256: ")[0]) == public_key_of(key)


def test_a_manifest_survives_being_written_and_read() -> None:
    manifest = Manifest(
        week="2026-W48",
        revision=2,
        township="大溪乡",
        files=(entry("a.pdf", b"1"),),
        site=(entry("site/D/26W48-01/index.html", b"2"),),
        items={"DX-2026-004": {"title": "交明年的居民医保"}},
        left_out={"DX-2026-006": "还没有人签字"},
    )

    assert parse_manifest(manifest_bytes(manifest)) == manifest


def test_an_untouched_edition_has_no_faults(edition: Path) -> None:
    assert faults(edition) == ()


def test_a_changed_file_is_named(edition: Path) -> None:
    (edition / "2要播放/01.mp3").write_bytes(b"other")

    assert faults(edition) == ("“2要播放/01.mp3”被改动过。",)


def test_a_missing_an_added_and_a_renamed_file_are_named(edition: Path) -> None:
    (edition / "1要打印/a.pdf").rename(edition / "1要打印/b.pdf")

    assert faults(edition) == ("少了“1要打印/a.pdf”。", "多了“1要打印/b.pdf”。")


def test_every_changed_byte_of_the_manifest_breaks_the_signature(edition: Path) -> None:
    data = (edition / MANIFEST).read_bytes()
    for position in range(0, len(data), 37):
        changed = bytearray(data)
        changed[position] ^= 1
        (edition / MANIFEST).write_bytes(bytes(changed))

        with pytest.raises(VerifyError):
            read_signed_manifest(edition, None)


def test_somebody_elses_signature_is_refused_with_its_fingerprint(edition: Path) -> None:
    data = (edition / MANIFEST).read_bytes()
    ours, theirs = new_key(), new_key()
    (edition / SIGNATURE).write_bytes(sign(data, theirs))

    with pytest.raises(VerifyError, match=fingerprint(public_key_of(theirs))):
        read_signed_manifest(edition, public_key_of(ours))


def test_a_right_signature_tells_whose_it_is() -> None:
    key = new_key()

    assert check_signature(b"data", sign(b"data", key), public_key_of(key)) == public_key_of(key)


@pytest.mark.parametrize("name", [MANIFEST, SIGNATURE])
def test_an_edition_without_its_list_or_signature_is_refused(edition: Path, name: str) -> None:
    (edition / name).unlink()

    with pytest.raises(VerifyError):
        read_signed_manifest(edition, None)


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"format": 2}', '{"format": 1, "files": 3}', '{"format": 1, "files": [{}]}'],
)
def test_what_is_no_manifest_is_refused_with_a_sentence(content: str) -> None:
    with pytest.raises(VerifyError):
        parse_manifest(content.encode())


@pytest.mark.parametrize("content", ["", "{}", '{"public_key": "x", "signature": "y"}', "[1]"])
def test_what_is_no_signature_is_refused_with_a_sentence(content: str) -> None:
    with pytest.raises(VerifyError):
        check_signature(b"data", content.encode(), None)


def test_the_manifest_is_readable_by_people(edition: Path) -> None:
    assert "1要打印" in (edition / MANIFEST).read_text("utf-8")
    assert json.loads((edition / MANIFEST).read_bytes())["format"] == 1
