"""What a sound file says about itself: title, sender, and that a machine speaks.

Since 2025-09-01 files of synthetic speech must carry a mark in their metadata as well as a
spoken cue (人工智能生成合成内容标识办法; GB 45438-2025 names the fields).
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

MARK, MARK_FIELD = "AIGC", "Label"
MARK_REACH = 160
"""Bytes from the mark's key to its first field, with what a container puts between."""
GENERATED = "1"
"""Label of content that is certainly machine-made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """The words in a file; ``produce_id`` None means that no machine spoke in it."""

    title: str
    artist: str
    """Who issues it: the township's government, also named as producer of synthetic speech."""
    album: str
    day: date
    produce_id: str | None = None
    """The file's own number, such as ``2026-W48/r02/01_DXGK``."""

    @property
    def aigc(self) -> str:
        """The mark of synthetic content as JSON; empty for purely human recordings."""
        if self.produce_id is None:
            return ""
        fields = {
            MARK_FIELD: GENERATED,
            "ContentProducer": self.artist,
            "ProduceID": self.produce_id,
            "ReservedCode1": "",
            "ContentPropagator": self.artist,
            "PropagateID": self.produce_id,
            "ReservedCode2": "",
        }
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def id3v2(tags: Tags) -> bytes:
    """Return an ID3v2.3 tag in UTF-16: what players read most widely for Chinese."""
    frames = [
        _text("TIT2", tags.title),
        _text("TPE1", tags.artist),
        _text("TALB", tags.album),
        _text("TYER", f"{tags.day:%Y}"),
        _text("TDAT", f"{tags.day:%d%m}"),
    ]
    if tags.aigc:
        frames.append(_frame("TXXX", b"\x01" + _utf16(MARK) + b"\0\0" + _utf16(tags.aigc)))
    body = b"".join(frames)
    size = bytes((len(body) >> shift) & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\0\0" + size + body


def id3v1(tags: Tags) -> bytes:
    """Return the 128 bytes at a file's end that old players read, in GBK as they show it."""
    fields = (
        (tags.title, 30),
        (tags.artist, 30),
        (tags.album, 30),
        (f"{tags.day:%Y}", 4),
        ("", 30),
    )
    # 0xFF: no genre.
    return b"TAG" + b"".join(_gbk(text, width) for text, width in fields) + b"\xff"


def carries_mark(data: bytes) -> bool:
    """Return whether a file says of itself that a machine made it.

    Looked for byte by byte, for every kind of file keeps it elsewhere: ID3 frames, chunks of
    WAV, atoms of M4A, comments of FLAC and OGG, XMP; in UTF-8 or UTF-16. The standard's key
    with its first field close behind is nothing that sound holds by chance.
    """
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        key, field = MARK.encode(encoding), MARK_FIELD.encode(encoding)
        at = data.find(key)
        while at >= 0:
            if field in data[at : at + MARK_REACH]:
                return True
            at = data.find(key, at + 1)
    return False


def _text(name: str, text: str) -> bytes:
    return _frame(name, b"\x01" + _utf16(text))


def _frame(name: str, body: bytes) -> bytes:
    return name.encode() + struct.pack(">I", len(body)) + b"\0\0" + body


def _utf16(text: str) -> bytes:
    # Little-endian on every machine: the same file wherever it is made.
    return b"\xff\xfe" + text.encode("utf-16-le")


def _gbk(text: str, width: int) -> bytes:
    """Return ``text`` in GBK filled to ``width``, never cut inside a character."""
    taken = b""
    for character in text:
        encoded = character.encode("gbk", errors="replace")
        if len(taken) + len(encoded) > width:
            break
        taken += encoded
    return taken.ljust(width, b"\0")
