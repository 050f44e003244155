"""A sealed file is read whole, or as if it were not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.source.sealed import read_sealed, write_sealed

if TYPE_CHECKING:
    from pathlib import Path


@given(body=st.binary())
def test_what_was_sealed_is_read_again(
    body: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("sealed") / "kept"

    write_sealed(file, body)

    assert read_sealed(file) == body


@pytest.mark.parametrize("place", [0, 40, 64, 65, -1])
def test_one_byte_that_changed_anywhere_is_seen(tmp_path: Path, place: int) -> None:
    file = tmp_path / "kept"
    write_sealed(file, b"five and three make eight")
    data = bytearray(file.read_bytes())
    data[place] ^= 1

    file.write_bytes(data)

    assert read_sealed(file) is None


@pytest.mark.parametrize("left", [b"", b"\0" * 90, b"no seal at all"])
def test_what_a_crash_left_is_no_sealed_file(tmp_path: Path, left: bytes) -> None:
    file = tmp_path / "kept"
    file.write_bytes(left)

    assert read_sealed(file) is None


def test_a_file_or_a_folder_that_is_not_one_is_as_good_as_none(tmp_path: Path) -> None:
    assert read_sealed(tmp_path / "gone") is None
    assert read_sealed(tmp_path) is None
