"""Pictures put beside an item: upright, small, without what a telephone writes into them."""

from __future__ import annotations

import shutil
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from kit.errors import RequestError, SourceError
from kit.office.drafts import text_of, with_changes
from kit.office.item_pictures import (
    MOST_PX,
    add_picture,
    picture_path,
    pictures_in,
    turn_picture,
    without_picture,
)

if TYPE_CHECKING:
    from pathlib import Path

FILE = "items/DX-2026-004.md"
ORIENTATION, GPS = 0x0112, 0x8825


@pytest.fixture
def workspace(example: Path, tmp_path: Path) -> Path:
    return shutil.copytree(example, tmp_path / "daxi")


@pytest.fixture
def text(workspace: Path) -> str:
    return text_of(workspace, FILE)[0]


def photo(width: int = 400, height: int = 200) -> bytes:
    """Return a photograph held sideways, which says where it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[2] = (24.0, 43.0, 0.0)
    out = BytesIO()
    Image.new("RGB", (width, height), "green").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_photograph_is_kept_upright_and_without_its_place(workspace: Path, text: str) -> None:
    after = add_picture(workspace, FILE, text, photo())

    assert pictures_in(FILE, after) == ("DX-2026-004-图1.jpg",)
    with Image.open(workspace / "items" / "DX-2026-004-图1.jpg") as kept:
        assert kept.size == (200, 400)
        assert not kept.getexif()


def test_a_large_one_is_made_as_small_as_paper_needs(workspace: Path, text: str) -> None:
    after = add_picture(workspace, FILE, text, photo(5000, 3000))

    with Image.open(workspace / "items" / pictures_in(FILE, after)[0]) as kept:
        assert max(kept.size) == MOST_PX


def test_a_turned_one_is_another_file_so_that_what_was_signed_stays(
    workspace: Path, text: str
) -> None:
    one = add_picture(workspace, FILE, text, photo())
    before = (workspace / "items" / "DX-2026-004-图1.jpg").read_bytes()

    turned = turn_picture(workspace, FILE, one, "DX-2026-004-图1.jpg")

    (name,) = pictures_in(FILE, turned)
    assert name != "DX-2026-004-图1.jpg"
    assert (workspace / "items" / "DX-2026-004-图1.jpg").read_bytes() == before
    with Image.open(workspace / "items" / name) as kept:
        assert kept.size == (400, 200)


def test_one_that_is_let_go_leaves_the_text_and_not_the_disk(workspace: Path, text: str) -> None:
    one = add_picture(workspace, FILE, text, photo())

    assert pictures_in(FILE, without_picture(FILE, one, "DX-2026-004-图1.jpg")) == ()
    assert (workspace / "items" / "DX-2026-004-图1.jpg").is_file()


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + bytes(50)])
def test_what_is_no_picture_is_refused_and_nothing_is_written(
    workspace: Path, text: str, data: bytes
) -> None:
    before = sorted((workspace / "items").iterdir())

    with pytest.raises(SourceError):
        add_picture(workspace, FILE, text, data)

    assert sorted((workspace / "items").iterdir()) == before


def test_more_than_an_item_may_have_are_refused(workspace: Path, text: str) -> None:
    full = with_changes(FILE, text, {"图片": [f"{number}.jpg" for number in range(6)]})

    with pytest.raises(RequestError, match="最多 6 张"):
        add_picture(workspace, FILE, full, photo())


@pytest.mark.parametrize("name", ["../kit.toml", "DX-2026-005.md", "..\\kit.toml"])
def test_only_an_items_own_pictures_are_shown(workspace: Path, text: str, name: str) -> None:
    with pytest.raises(RequestError):
        picture_path(workspace, FILE, text, name)
