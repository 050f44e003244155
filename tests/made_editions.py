"""Editions put together by hand, signed as real ones are: for what is done with a finished one."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from kit.edition.index import SLIPS, STALL
from kit.edition.published.manifest import (
    MANIFEST,
    SIGNATURE,
    FileEntry,
    Manifest,
    manifest_bytes,
    sign,
    write_key,
)
from kit.office.set_up import set_up
from kit.source.private import KEY, PRIVATE
from kit.source.setup import create_workspace

WEEK = "2026-W48"
MONDAY = datetime(2026, 11, 23, 9, 30).astimezone()


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of November 2026."""
    return datetime(2026, 11, day, hour, minute).astimezone()


def pdf(words: str, pages: int = 1) -> bytes:
    """Return a sheet that says ``words`` and the number of its page."""
    out = BytesIO()
    canvas = Canvas(out, invariant=True)
    for number in range(pages):
        canvas.drawString(72, 72, f"{words} p{number + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def entry(path: str, data: bytes, *about: str, **figures: Any) -> FileEntry:
    """Return a file's line in the manifest; its bytes are written by :func:`publish`."""
    stem = path.rpartition("/")[2].rpartition("_")[0] or path.rpartition("/")[2].split(".")[0]
    return FileEntry(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        stem=stem,
        key="k",
        about=about,
        figures=figures,
        recipe={},
    )


def item(title: str, code: str, wording: str, **more: str) -> dict[str, str]:
    """Return what a manifest tells of an item."""
    told = {
        "title": title,
        "code": code,
        "check_code": f"{wording}-0000",
        "digest": wording * 16,
        "draft": "",
        "kind": "通知",
        "villages": "",
        "channels": "公开栏、广播",
        "publish": "2026-11-16",
        "expire": "2026-12-31",
        "over": "",
        "printed": f"{wording}=0000",
        "signers": "终审 样例乙 2026-11-20",
    }
    return {**told, **more}


def down(one: dict[str, str], day: str, reason: str = "到期") -> dict[str, str]:
    """Return what a manifest tells of an item that comes down."""
    return {**one, "day": day, "reason": reason, "gone": "", "hangs": ""}


def slips(
    *orders: tuple[str, str, str, tuple[tuple[str, int], ...]], stays: bool = False
) -> dict[str, dict[str, Any]]:
    """Return by path what the boards' slips order: file, title, paper, and where copies go.

    Without a place it is given into the hand, and goes to the market's stall.
    """
    by_place: dict[str, list[dict[str, Any]]] = {}
    for file, title, paper, places in orders:
        for place, copies in places or ((STALL, 0),):
            told = {"file": file, "title": title, "paper": paper, "copies": copies}
            by_place.setdefault(place, []).append({**told, "note": "", "stays": stays})
    return {
        f"{SLIPS}/{number:02}_{place}.pdf": {"place": place, "orders": told}
        for number, (place, told) in enumerate(by_place.items(), start=1)
    }


def township(folder: Path) -> Path:
    """Return a workspace with the example's ``kit.toml``, a key, and no items."""
    create_workspace(folder, sample=True)
    for path in (folder / "items").iterdir():
        path.unlink()
    write_key(folder / PRIVATE / KEY)
    return folder


def with_one_notice(folder: Path, item_id: str, now: datetime) -> Path:
    """Return a new workspace with one of the example's notices, and the files beside it."""
    set_up(folder, sample=True, now=now)
    for path in (folder / "items").iterdir():
        if not path.name.startswith(item_id):
            path.unlink()
    return folder


def publish(
    folder: Path,
    files: dict[str, bytes],
    manifest: Manifest,
    figures: dict[str, dict[str, Any]] | None = None,
    about: dict[str, tuple[str, ...]] | None = None,
) -> Path:
    """Write an edition of these files and return its folder."""
    edition = folder / "output" / manifest.week / f"r{manifest.revision:02}"
    figures, about = figures or {}, about or {}
    entries = tuple(
        entry(path, data, *about.get(path, ()), **figures.get(path, {}))
        for path, data in sorted(files.items())
    )
    for path, data in files.items():
        (edition / path).parent.mkdir(parents=True, exist_ok=True)
        (edition / path).write_bytes(data)
    edition.mkdir(parents=True, exist_ok=True)
    data = manifest_bytes(replace(manifest, files=entries, township="大溪乡"))
    (edition / MANIFEST).write_bytes(data)
    (edition / SIGNATURE).write_bytes(sign(data, (folder / PRIVATE / KEY).read_bytes()))
    return edition
