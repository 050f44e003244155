"""Pictures beside an item, looked at without opening them: form, size and whether they end."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from kit.model.item import Attachment
from kit.source.attachments import read_attachment
from kit.source.problems import Rule

if TYPE_CHECKING:
    from kit.source.attachments import Beside
    from kit.source.problems import Problems

LABEL = "图片"
MOST_BYTES = 15_000_000
# A small file can unfold to gigabytes of pixels.
MOST_PIXELS = 40_000_000
SHARP_PX = 480
"""Eight centimetres at 150 dots an inch: the smallest that is worth its place on a poster."""
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
# Start-of-frame markers; C4, C8 and CC among them mean something else.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_WITHOUT_LENGTH = frozenset(range(0xD0, 0xDA)) | {0x01}


def read_picture(beside: Beside, name: str, line: int, problems: Problems) -> Attachment | None:
    """Return the picture's name and hash, or None with what is wrong with it told."""
    data = read_attachment(
        beside,
        name,
        (".jpg", ".jpeg", ".png"),
        MOST_BYTES,
        rule=Rule.PICTURE,
        label=LABEL,
        line=line,
        problems=problems,
    )
    if data is None:
        return None
    size = picture_size_px(data)
    if size is None:
        problems.at(line, LABEL).stop(
            Rule.PICTURE,
            f"{name} 不是完整的 jpg 或 png 图片。",
            "请用画图打开它，另存为 png，再放进来。",
        )
        return None
    width_px, height_px = size
    if not 0 < width_px * height_px <= MOST_PIXELS:
        problems.at(line, LABEL).stop(
            Rule.PICTURE,
            f"{name} 有 {width_px}×{height_px} 个点，太大了。",
            "请缩小到 6000×6000 以内。",
        )
        return None
    if max(size) < SHARP_PX:
        problems.at(line, LABEL).warn(
            Rule.PICTURE,
            f"{name} 只有 {width_px}×{height_px} 个点，印出来会糊，海报上不排，全文页上很小。",
            f"请换原图，长的一边要有 {SHARP_PX} 个点以上；微信里的小图不行。",
        )
    return Attachment(file=name, sha256=sha256(data).hexdigest())


def picture_size_px(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a whole PNG or JPEG file, or None when it is none."""
    if data.startswith(_PNG):
        return _png_size_px(data)
    if data.startswith(_JPEG):
        return _jpeg_size_px(data)
    return None


def _png_size_px(data: bytes) -> tuple[int, int] | None:
    if data[12:16] != b"IHDR" or b"IEND" not in data[-64:]:
        return None
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def _jpeg_size_px(data: bytes) -> tuple[int, int] | None:
    # Cameras put a few bytes after the end marker; a cut-off file has none at all.
    if b"\xff\xd9" not in data[-65_536:]:
        return None
    position = 2
    while position + 9 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if marker == 0xFF or marker in _WITHOUT_LENGTH:
            position += 1 if marker == 0xFF else 2
            continue
        if marker in _FRAMES:
            height = int.from_bytes(data[position + 5 : position + 7], "big")
            return int.from_bytes(data[position + 7 : position + 9], "big"), height
        position += 2 + int.from_bytes(data[position + 2 : position + 4], "big")
    return None
