"""A small signed workspace with public pages, and a stall serving it, for tests."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from datetime import date
from http.client import HTTPConnection, HTTPResponse
from typing import TYPE_CHECKING

from kit.edition.published.manifest import (
    MANIFEST,
    SIGNATURE,
    FileEntry,
    Manifest,
    manifest_bytes,
    new_key,
    sign,
)
from kit.office.counts import Counts
from kit.office.served import read_served
from kit.serve.guarded import THIS_MACHINE
from kit.serve.server import open_server
from kit.source.private import KEY, PRIVATE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kit.office.served import ServedFiles
    from kit.serve.server import StallServer

SOUND = bytes(n % 251 for n in range(100_000))
PAGE = "<!DOCTYPE html><title>交医保</title>".encode()
SITE = {
    "site/index.html": "<!DOCTYPE html><title>全部</title>".encode(),
    "site/by-date.html": "<!DOCTYPE html><title>日期</title>".encode(),
    "site/feed.xml": b"<rss/>",
    "site/D/26W48-03/index.html": PAGE,
    "site/D/26W48-03/2.html": b"<!DOCTYPE html><title>2</title>",
    "site/D/26W48-03/1.jpg": b"\xff\xd8picture",
    "site/D/26W48-03/clip.mp3": SOUND,
    "site/D/26W48-03/v1/index.html": b"<!DOCTYPE html><title>v1</title>",
}
POSTER = b"%PDF-1.7 poster"


def entry(path: str, data: bytes) -> FileEntry:
    return FileEntry(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        stem="",
        key="k",
        about=(),
        figures={},
        recipe={},
    )


def make_workspace(folder: Path, site: Mapping[str, bytes] | None = None) -> Path:
    """Return a workspace's folder with one signed edition of a poster and the pages."""
    site = SITE if site is None else site
    private = folder / PRIVATE
    private.mkdir(parents=True)
    key = new_key()
    (private / KEY).write_bytes(key)
    edition = folder / "output/2026-W48/r01"
    (edition / "1要打印").mkdir(parents=True)
    (edition / "1要打印/海报.pdf").write_bytes(POSTER)
    for path, data in site.items():
        file = folder / "output" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    manifest = manifest_bytes(
        Manifest(
            week="2026-W48",
            revision=1,
            township="大溪乡",
            files=(entry("1要打印/海报.pdf", POSTER),),
            site=tuple(entry(path, data) for path, data in site.items()),
        )
    )
    (edition / MANIFEST).write_bytes(manifest)
    (edition / SIGNATURE).write_bytes(sign(manifest, key))
    return folder


@contextlib.contextmanager
def serving(files: ServedFiles, counts: Counts | None = None) -> Iterator[StallServer]:
    """Serve published files on a free port of this machine."""
    counts = counts or Counts(None, lambda: date(2026, 11, 23))
    server = open_server(THIS_MACHINE, 0, files, counts)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextlib.contextmanager
def stall(folder: Path, counts: Counts | None = None) -> Iterator[StallServer]:
    """Serve a workspace."""
    with serving(read_served(folder), counts) as server:
        yield server


def ask(
    server: StallServer, path: str, method: str = "GET", headers: Mapping[str, str] | None = None
) -> tuple[HTTPResponse, bytes]:
    """Return the answer to one request, its path sent as it is."""
    connection = HTTPConnection(THIS_MACHINE, server.server_port, timeout=10)
    connection.putrequest(method, path, skip_accept_encoding=True)
    for name, value in (headers or {}).items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    return answer, data
