"""A file as a bad stick, a broken download or somebody ill-willed leaves it: known by its seed."""

from __future__ import annotations

import io
import random
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_JUNK = (
    b"\0" * 9,
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"9" * 4_301,
    b"-1",
    b"1e999",
    b"NaN",
    b"\r\n\r\n",
    b"\t\t\t",
    b'"',
    b"[" * 3_000,
    b"{" * 3_000,
    b"<a>" * 2_000,
    b"&lol;",
    b"&#0;",
    b"]]>",
    b"---\n",
    b"../../../etc/passwd",
    b"C:\\CON",
    b"=cmd|' /C calc'!A0",
    b"<script>alert(1)</script>",
    b"2026-02-30",
    "二〇二六年十三月四十日".encode(),
    "\u202e\u2066\u200d\ufeff".encode(),
    "\u0301".encode() * 500,
)
"""Lengths, signs and words at which readers have stumbled before, here and elsewhere."""


def mutated(data: bytes, seed: str) -> bytes:
    """Return ``data`` damaged in one to four ways; of a packed file often inside a member."""
    chance = random.Random(seed)
    if data.startswith(b"PK\x03\x04") and chance.random() < 0.6:
        return _inside(data, chance)
    return _damaged(data, chance)


def _damaged(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 4)):
        data = chance.choice(_WAYS)(data, chance)
    return data


def _flipped(data: bytes, chance: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(min(len(found), chance.choice((1, 1, 8, 64)))):
        found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _without(data: bytes, chance: random.Random) -> bytes:
    start = chance.randint(0, len(data))
    return data[:start] + data[start + chance.choice((1, 4, 60, 4_096)) :]


def _with_junk(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(_JUNK) + data[at + chance.choice((0, 0, 1, 8)) :]


def _twice(data: bytes, chance: random.Random) -> bytes:
    start = chance.randint(0, len(data))
    part = data[start : start + chance.choice((1, 16, 400))]
    return data[:start] + part * chance.choice((2, 50)) + data[start + len(part) :]


def _moved(data: bytes, chance: random.Random) -> bytes:
    a, b, c = sorted(chance.randint(0, len(data)) for _ in range(3))
    return data[:a] + data[b:c] + data[a:b] + data[c:]


_WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flipped,
    _cut,
    _without,
    _with_junk,
    _with_junk,
    _twice,
    _moved,
)


def _inside(data: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        struck = chance.choice(names)
        for name in names:
            part = old.read(name)
            new.writestr(name, _damaged(part, chance) if name == struck else part)
    return out.getvalue()
