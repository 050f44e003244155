"""A photo read in a process of its own, one at a time: it takes much memory, and is foreign."""

from __future__ import annotations

import sys
import threading

import msgspec

from kit.errors import KitError, SourceError
from kit.foreign.bound_child import bind_to_share, run_bound
from kit.render.board_codes import MOST_BYTES, BoardPhoto, PhotoCode, read_board_photo

MOST_S = 90.0
MOST_MEMORY = 1_500_000_000
MOST_WORK_S = 60
_PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); from kit.returns.photo_child import main; main()"
)
_ONE_AT_A_TIME = threading.Lock()


class _Said(msgspec.Struct, frozen=True, kw_only=True):
    """What the child writes on its first line; the photo to be kept comes after it."""

    codes: tuple[PhotoCode, ...] = ()
    taken: str = ""
    refused: tuple[str, str] | None = None


def read_photo(data: bytes) -> BoardPhoto:
    """Return what stands in a photo that somebody dropped.

    Raises:
        SourceError: It cannot be read; the sentence says what to do.
    """
    with _ONE_AT_A_TIME:
        done = run_bound(_PROGRAM, data[: MOST_BYTES + 1], most_s=MOST_S)
    line, _, kept = (done.stdout if done else b"").partition(b"\n")
    try:
        said = msgspec.json.decode(line, type=_Said)
    except msgspec.DecodeError:
        raise SourceError(
            "这张照片读不下来。", "请换一张：离公开栏 1 到 1.5 米，正对着拍。"
        ) from None
    if said.refused:
        raise SourceError(*said.refused)
    return BoardPhoto(codes=said.codes, taken=said.taken, kept=kept)


def main() -> None:
    """Read a photo from stdin; write what stands in it to stdout."""
    bind_to_share(MOST_MEMORY, MOST_WORK_S)
    kept = b""
    try:
        photo = read_board_photo(sys.stdin.buffer.read())
        said, kept = _Said(codes=photo.codes, taken=photo.taken), photo.kept
    except KitError as error:
        said = _Said(refused=(error.message, error.remedy))
    sys.stdout.buffer.write(msgspec.json.encode(said) + b"\n" + kept)
    sys.stdout.buffer.flush()
