"""A web server for people nearby: nobody holds it up, and it tells nobody anything of itself.

Python's own server gives a thread to everybody who connects, and a new wait to every byte that
arrives. Here connections are counted, each in all and by address, and a request as a whole has
a time by which it must be there: a telephone that says one byte every few seconds is let go.
"""

from __future__ import annotations

import io
import os
import re
import socketserver
import sys
import threading
import time
from collections import Counter
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import socket
    from collections.abc import Mapping

THIS_MACHINE = "127.0.0.1"
MOST_AT_ONCE = 128
"""Connections; a hotspot has a dozen telephones, and each opens up to six."""
MOST_AN_ADDRESS = 24
REQUEST_S = 15.0
"""For the wait before a request and its whole head."""
BODY_S = 60.0
ANSWER_S = 120.0
"""For a whole answer: a megabyte takes a minute on the edge of a hotspot."""
_LENGTH = re.compile(r"\d{1,12}", re.ASCII)


class GuardedServer(ThreadingHTTPServer):
    """Takes so many connections, so many of them from one address, and closes the rest."""

    daemon_threads = True
    request_queue_size = 128
    # On Windows this would let two programs listen on one port.
    allow_reuse_address = os.name != "nt"

    def __init__(self, address: tuple[str, int], handler: type[GuardedHandler]) -> None:
        self._connected: Counter[str] = Counter()
        self._lock = threading.Lock()
        super().__init__(address, handler)

    def server_bind(self) -> None:
        """Bind; the base class would ask the network for this machine's name, and wait."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        """Handle a connection in its own thread; where there are too many, close it."""
        with self._lock:
            full = self._connected.total() >= MOST_AT_ONCE
            full = full or self._connected[client_address[0]] >= MOST_AN_ADDRESS
            if not full:
                self._connected[client_address[0]] += 1
        if full:
            self.shutdown_request(request)
        else:
            super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Handle a connection, and make room for the next."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self._lock:
                self._connected[client_address[0]] -= 1
                self._connected += Counter()  # drops addresses that are gone

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of telephones that went away; anything else is a defect of the kit."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Timed(io.RawIOBase):
    """What a telephone says, until a moment that no byte of it puts off."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._until_s = 0.0

    def wait(self, seconds: float) -> None:
        """Listen for so long from now on, in all."""
        self._until_s = time.monotonic() + seconds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left_s = self._until_s - time.monotonic()
        if left_s <= 0:
            raise TimeoutError
        self._connection.settimeout(left_s)
        return self._connection.recv_into(buffer)


class _Answer(io.BytesIO):
    """An answer, sent in one piece: half the time on a slow hotspot, and one time for it all."""

    def __init__(self, connection: socket.socket) -> None:
        super().__init__()
        self._connection = connection

    def flush(self) -> None:
        data = self.getvalue()
        self.seek(0)
        self.truncate()
        if data:
            self._connection.settimeout(ANSWER_S)
            self._connection.sendall(data)


class GuardedHandler(BaseHTTPRequestHandler):
    """Reads requests in time, and answers without a word of who asked and who answers."""

    server: GuardedServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    policy = "default-src 'none'"
    refused = b""
    """What is shown in the place of what is not there: HTML, or nothing."""

    def setup(self) -> None:
        """Put reading and writing in time in the place of the base class's."""
        super().setup()
        self.rfile.close()
        self._timed = _Timed(self.connection)
        self.rfile = io.BufferedReader(self._timed)
        self.wfile = _Answer(self.connection)

    def handle_one_request(self) -> None:
        """Take the next request, which must be there in time."""
        self._timed.wait(REQUEST_S)
        super().handle_one_request()

    def body(self, largest: int) -> bytes | None:
        """Return what was sent; None where it is too long, cut off or says no length."""
        length = self.headers.get("Content-Length", "0")
        if self.headers.get("Transfer-Encoding") or not _LENGTH.fullmatch(length):
            return None
        size = int(length)
        if size > largest:
            return None
        self._timed.wait(BODY_S)
        data = self.rfile.read(size)
        return data if len(data) == size else None

    def answer(
        self, status: int, headers: Mapping[str, str], data: bytes, *, body: bool = True
    ) -> None:
        """Send an answer with what forbids scripts, traces and guesses, unless told otherwise."""
        self.send_response(status)
        kept = {
            "Content-Security-Policy": self.policy,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-cache",
        }
        if status != HTTPStatus.NOT_MODIFIED:
            kept["Content-Length"] = str(len(data))
        for name, value in {**kept, **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if body:
            self.wfile.write(data)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer that there is nothing here; what no method of ours does, with 405."""
        del message, explain
        status = HTTPStatus(code)
        if status is HTTPStatus.NOT_IMPLEMENTED:
            status = HTTPStatus.METHOD_NOT_ALLOWED
        self.close_connection = True
        headers = {"Content-Type": "text/html; charset=utf-8", "Connection": "close"}
        if status is HTTPStatus.METHOD_NOT_ALLOWED:
            known = ("GET", "HEAD", "POST")
            headers["Allow"] = ", ".join(one for one in known if hasattr(self, f"do_{one}"))
        self.answer(status, headers, self.refused, body=self.command != "HEAD")

    def version_string(self) -> str:
        """Return what the server calls itself: no versions to look up weaknesses of."""
        return "kit"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Keep no log: who reads what is nobody's business, and addresses may hold a secret."""
