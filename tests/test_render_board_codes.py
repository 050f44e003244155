"""A photo of a board gives its codes and their tilt, and is kept without what the phone adds."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from kit.errors import SourceError
from kit.render.board_codes import MOST_BYTES, PhotoCode, read_board_photo
from kit.returns import photo_child
from kit.returns.photo_child import read_photo
from tests.board_photos import board

ONE, TWO, THREE = (f"https://dx.example/26W48-0{n}-85WA" for n in (1, 2, 3))


@pytest.fixture(scope="module")
def photo() -> bytes:
    return board([ONE, TWO, "", THREE], turned=(0, 9), taken="2026:11:24 09:30:00")


def from_left(photo: bytes) -> list[PhotoCode]:
    return sorted(read_board_photo(photo).codes, key=lambda one: one.x)


def test_every_code_is_read_once_where_it_hangs(photo: bytes) -> None:
    codes = from_left(photo)

    assert [one.text for one in codes] == [ONE, TWO, THREE]
    assert [round(one.x, 1) for one in codes] == [0.1, 0.4, 0.8]
    assert all(0.5 < one.y < 0.75 for one in codes)


def test_the_tilt_is_told_to_a_degree(photo: bytes) -> None:
    straight, turned, other = from_left(photo)

    assert straight.degrees == pytest.approx(0, abs=1)
    assert turned.degrees == pytest.approx(9, abs=1)
    assert other.degrees == pytest.approx(0, abs=1)


def test_the_same_sheet_hung_twice_is_seen_twice() -> None:
    assert [one.text for one in read_board_photo(board([ONE, ONE])).codes] == [ONE, ONE]


def test_a_sheet_upside_down_is_read() -> None:
    (code,) = read_board_photo(board([ONE], turned=(180,))).codes

    assert abs(code.degrees) == pytest.approx(180, abs=1)


def test_what_is_kept_has_no_place_no_time_and_no_owner(photo: bytes) -> None:
    read = read_board_photo(photo)

    assert read.taken == "2026:11:24 09:30:00"
    with Image.open(BytesIO(read.kept)) as kept:
        assert kept.format == "JPEG"
        assert max(kept.size) <= 2000
        assert not kept.getexif()
        assert set(kept.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert "样例手机".encode() not in read.kept


def test_a_photo_held_sideways_is_turned_upright() -> None:
    out = BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise by a quarter
    with Image.open(BytesIO(board([ONE]))) as straight:
        straight.rotate(90, expand=True).save(out, "JPEG", exif=exif)

    read = read_board_photo(out.getvalue())
    assert [round(one.degrees) for one in read.codes] == [0]
    with Image.open(BytesIO(read.kept)) as kept:
        assert kept.size == (720, 1100)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_kinds_of_photos_are_read_too(kind: str) -> None:
    assert [one.text for one in read_board_photo(board([ONE], kind=kind)).codes] == [ONE]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\0\0\0\x18ftypheic" + b"\0" * 99, "兼容性最佳"),
        (b"\xff" * (MOST_BYTES + 1), "最多 25 MB"),
        (b"GIF89a" + b"\0" * 99, "不是 PNG 或 JPG"),
        (b"", "不是 PNG 或 JPG"),
        (b"%PDF-1.7", "不是 PNG 或 JPG"),
    ],
)
def test_what_is_no_photo_is_refused_with_what_to_do(data: bytes, told: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_board_photo(data)
    assert told in str(caught.value)


def test_a_picture_that_unfolds_to_gigabytes_is_refused() -> None:
    out = BytesIO()
    Image.new("1", (9000, 7000)).save(out, "PNG")

    with pytest.raises(SourceError, match="6000 万像素"):
        read_board_photo(out.getvalue())


def test_the_child_says_the_same(photo: bytes) -> None:
    assert read_photo(photo) == read_board_photo(photo)
    with pytest.raises(SourceError, match="不是 PNG 或 JPG"):
        read_photo(b"no photo\nat all")


def test_a_child_that_dies_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photo_child, "_PROGRAM", "import os; os._exit(3)")

    with pytest.raises(SourceError, match="读不下来"):
        read_photo(b"")
