"""The stall's web server: reads only, remembers nobody, and knows no file but those served."""

from __future__ import annotations

import errno
import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.office.served import TYPES
from kit.serve.guarded import GuardedHandler, GuardedServer

if TYPE_CHECKING:
    from kit.office.counts import Counts
    from kit.office.served import ServedFile, ServedFiles

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
# Windows has numbers of its own for both.
_IN_USE = {errno.EADDRINUSE, 10048}
_NOT_OURS = {errno.EADDRNOTAVAIL, 10049}
_ERROR_PAGE = (
    '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    "<title>没有这一页</title>\n</head>\n"
    '<body style="font:22px/1.8 sans-serif;margin:1em">\n<h1>没有这一页</h1>\n'
    '<p><a href="/">看全部公告</a></p>\n</body>\n</html>\n'
).encode()


class StallServer(GuardedServer):
    """Serves published files on one address."""

    def __init__(self, address: tuple[str, int], files: ServedFiles, counts: Counts) -> None:
        self.files = files
        self.counts = counts
        super().__init__(address, StallHandler)


def open_server(address: str, port: int, files: ServedFiles, counts: Counts) -> StallServer:
    """Return the server, listening.

    Raises:
        SourceError: The port is taken, or the address is not this machine's.
    """
    try:
        return StallServer((address, port), files, counts)
    except OSError as error:
        if error.errno in _IN_USE:
            raise SourceError(
                f"端口 {port} 已经有别的程序在用（也许另一个窗口已经开了 kit serve）。",
                f"请关掉那个程序，或换一个：kit serve --port {port + 1}",
            ) from error
        if error.errno in _NOT_OURS:
            raise SourceError(
                f"这台电脑没有 {address} 这个地址。", "请核对热点是不是开着，或不写 --address。"
            ) from error
        raise SourceError(
            f"开不了 {address}:{port}（{error.strerror or error}）。",
            "请换一个 1024 以上的端口：kit serve --port 8080",
        ) from error


class StallHandler(GuardedHandler):
    """Answers GET and HEAD."""

    server: StallServer
    policy = POLICY
    refused = _ERROR_PAGE

    def do_GET(self) -> None:
        """Answer with the page."""
        self._answer(body=True)

    def do_HEAD(self) -> None:
        """Answer with the head of the page."""
        self._answer(body=False)

    def _answer(self, *, body: bool) -> None:
        path = self.path.partition("?")[0].partition("#")[0]
        file = self.server.files.find(path)
        if file is None and self.server.files.find(f"{path}/"):
            # Relative: the telephone knows by which address it came.
            self.answer(HTTPStatus.MOVED_PERMANENTLY, {"Location": f"{path}/"}, b"", body=False)
            return
        data = file.read() if file else None
        if file is None or data is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        # Who asks for the head alone has not opened the page.
        if file.code and body:
            self.server.counts.add(file.code)
        self._hand_out(file, data, body=body)

    def _hand_out(self, file: ServedFile, data: bytes, *, body: bool) -> None:
        tag = f'"{file.sha256[:16]}"'
        headers = {"Content-Type": TYPES[file.kind], "ETag": tag, "Accept-Ranges": "bytes"}
        if self.headers.get("If-None-Match") == tag:
            self.answer(HTTPStatus.NOT_MODIFIED, {"ETag": tag}, b"", body=False)
            return
        wanted = self.headers.get("Range", "")
        part = _part(wanted, len(data)) if wanted and self._same(tag) else None
        if part is None:
            self.answer(HTTPStatus.OK, headers, data, body=body)
        elif part.start >= part.stop:
            headers["Content-Range"] = f"bytes */{len(data)}"
            self.answer(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers, b"", body=False)
        else:
            headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{len(data)}"
            some = data[part.start : part.stop]
            self.answer(HTTPStatus.PARTIAL_CONTENT, headers, some, body=body)

    def _same(self, tag: str) -> bool:
        """Return whether a part may be sent: the telephone has the rest of this very file."""
        return self.headers.get("If-Range", tag) == tag


def _part(wanted: str, size: int) -> range | None:
    """Return the bytes a Range header asks for; None for all, an empty range for none there.

    Telephones ask for sound in parts, and iPhones play none without.
    """
    match = _RANGE.fullmatch(wanted.strip())
    # No telephone writes more; a number of a thousand digits is slow to read.
    if match is None or not (match[1] or match[2]) or len(wanted) > 60:
        return None
    if not match[1]:
        last = min(int(match[2]), size)
        return range(size - last, size)
    first = int(match[1])
    if match[2] and int(match[2]) < first:
        return None
    last = min(int(match[2]), size - 1) if match[2] else size - 1
    return range(first, last + 1) if first < size else range(0)
