"""The stall's web server: reads only, remembers nobody, and knows no file but the shelf's."""

from __future__ import annotations

import errno
import os
import re
import socketserver
import sys
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from kit.errors import SourceError
from kit.office.shelf import TYPES

if TYPE_CHECKING:
    from kit.office.counts import Counts
    from kit.office.shelf import Book, Shelf

THIS_MACHINE = "127.0.0.1"
MOST_AT_ONCE = 200
"""Connections; a hotspot has a dozen telephones, and each opens a few."""
IDLE_S = 15.0
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_IN_USE = {errno.EADDRINUSE, 10048}
_NOT_OURS = {errno.EADDRNOTAVAIL, 10049}
_ERROR_PAGE = (
    '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    "<title>没有这一页</title>\n</head>\n"
    '<body style="font:22px/1.8 sans-serif;margin:1em">\n<h1>没有这一页</h1>\n'
    '<p><a href="/">看全部公告</a></p>\n</body>\n</html>\n'
).encode()


class StallServer(ThreadingHTTPServer):
    """Serves a shelf on one address."""

    daemon_threads = True
    request_queue_size = 128
    # On Windows this would let two programs listen on one port.
    allow_reuse_address = os.name != "nt"

    def __init__(self, address: tuple[str, int], shelf: Shelf, counts: Counts) -> None:
        self.shelf = shelf
        self.counts = counts
        self._room = threading.BoundedSemaphore(MOST_AT_ONCE)
        super().__init__(address, StallHandler)

    def server_bind(self) -> None:
        """Bind; the base class would ask the network for this machine's name, and wait."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        """Handle a connection in its own thread; when there are too many, close it."""
        if self._room.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Handle a connection, and make room for the next."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of telephones that went away; anything else is a defect of the kit."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


def open_server(address: str, port: int, shelf: Shelf, counts: Counts) -> StallServer:
    """Return the server, listening.

    Raises:
        SourceError: The port is taken, or the address is not this machine's.
    """
    try:
        return StallServer((address, port), shelf, counts)
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


class StallHandler(BaseHTTPRequestHandler):
    """Answers GET and HEAD."""

    server: StallServer
    protocol_version = "HTTP/1.1"
    timeout = IDLE_S
    # Head and page leave in one packet, and each at once: half the time on a slow hotspot.
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Answer with the page."""
        self._answer(body=True)

    def do_HEAD(self) -> None:
        """Answer with the head of the page."""
        self._answer(body=False)

    def version_string(self) -> str:
        """Return what the server calls itself: no versions to look up weaknesses of."""
        return "kit"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Keep no log: who reads what is nobody's business."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer that there is no such page, in Chinese; what is no GET or HEAD, with 405."""
        del message, explain
        status = HTTPStatus(code)
        if status is HTTPStatus.NOT_IMPLEMENTED:
            status = HTTPStatus.METHOD_NOT_ALLOWED
        self.close_connection = True
        headers = {"Allow": "GET, HEAD"} if status is HTTPStatus.METHOD_NOT_ALLOWED else {}
        headers |= {"Content-Type": TYPES[".html"], "Connection": "close"}
        self._send(status, headers, _ERROR_PAGE, body=self.command != "HEAD")

    def _answer(self, *, body: bool) -> None:
        path = self.path.partition("?")[0].partition("#")[0]
        book = self.server.shelf.find(path)
        if book is None and self.server.shelf.find(f"{path}/"):
            # Relative: the telephone knows by which address it came.
            self._send(HTTPStatus.MOVED_PERMANENTLY, {"Location": f"{path}/"}, b"", body=False)
            return
        data = book.read() if book else None
        if book is None or data is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        if book.code and body:
            self.server.counts.add(book.code)
        self._hand_out(book, data, body=body)

    def _hand_out(self, book: Book, data: bytes, *, body: bool) -> None:
        tag = f'"{book.sha256[:16]}"'
        headers = {"Content-Type": TYPES[book.kind], "ETag": tag, "Accept-Ranges": "bytes"}
        if self.headers.get("If-None-Match") == tag:
            self._send(HTTPStatus.NOT_MODIFIED, {"ETag": tag}, b"", body=False)
            return
        wanted = self.headers.get("Range", "")
        part = _part(wanted, len(data)) if wanted and self._same(tag) else None
        if part is None:
            self._send(HTTPStatus.OK, headers, data, body=body)
        elif part.start >= part.stop:
            headers["Content-Range"] = f"bytes */{len(data)}"
            self._send(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers, b"", body=False)
        else:
            headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{len(data)}"
            some = data[part.start : part.stop]
            self._send(HTTPStatus.PARTIAL_CONTENT, headers, some, body=body)

    def _same(self, tag: str) -> bool:
        """Return whether a part may be sent: the telephone has the rest of this very file."""
        return self.headers.get("If-Range", tag) == tag

    def _send(self, status: int, headers: dict[str, str], data: bytes, *, body: bool) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-cache")
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if body:
            self.wfile.write(data)


def _part(wanted: str, size: int) -> range | None:
    """Return the bytes a Range header asks for; None for all, an empty range for none there.

    Telephones ask for sound in parts, and iPhones play none without.
    """
    match = _RANGE.fullmatch(wanted.strip())
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
