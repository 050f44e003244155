"""What people nearby may try on a server, and what comes of it; on this machine's loopback."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from typing import TYPE_CHECKING

import pytest

from kit.serve import guarded
from kit.serve.booth import BoothServer
from kit.serve.guarded import (
    MOST_AN_ADDRESS,
    MOST_AT_ONCE,
    THIS_MACHINE,
    GuardedHandler,
    GuardedServer,
)
from tests.test_serve_booth import Desk

if TYPE_CHECKING:
    from collections.abc import Iterator

NEIGHBOUR = "127.0.0.2"
LARGE = 8_000_000


class Page(GuardedHandler):
    """Answers with a page, or with more than a line holds at once."""

    refused = "没有这一页".encode()

    def do_GET(self) -> None:
        self.answer(200, {}, b"x" * LARGE if self.path == "/large" else b"page")


@contextlib.contextmanager
def running(server: GuardedServer) -> Iterator[GuardedServer]:
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def pages() -> Iterator[GuardedServer]:
    with running(GuardedServer((THIS_MACHINE, 0), Page)) as server:
        yield server


@pytest.fixture
def booth() -> Iterator[BoothServer]:
    with running(BoothServer(Desk())) as server:
        assert isinstance(server, BoothServer)
        yield server


def connected(server: GuardedServer, source: str = THIS_MACHINE) -> socket.socket:
    return socket.create_connection((THIS_MACHINE, server.server_port), 10, (source, 0))


def said(connection: socket.socket) -> bytes:
    """Return all that comes until the other side closes."""
    parts = []
    with contextlib.suppress(ConnectionError):
        while part := connection.recv(1 << 16):
            parts.append(part)
    return b"".join(parts)


def asked(server: GuardedServer, request: bytes, source: str = THIS_MACHINE) -> bytes:
    with connected(server, source) as connection:
        # Who is one too many may find the door shut before a word was said.
        with contextlib.suppress(OSError):
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
        return said(connection)


def test_who_says_a_byte_now_and_then_is_let_go_in_time(
    pages: GuardedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guarded, "REQUEST_S", 0.6)
    begun = time.monotonic()
    with connected(pages) as slow, contextlib.suppress(ConnectionError):
        for byte in b"GET / HTTP/1.1\r\nHost: x\r\n" * 20:
            slow.sendall(bytes([byte]))
            time.sleep(0.1)

    assert time.monotonic() - begun < 10, "twenty seconds of bytes were not waited for"


def test_one_address_full_of_silent_connections_leaves_room_for_others(
    pages: GuardedServer,
) -> None:
    with contextlib.ExitStack() as held:
        for _ in range(2 * MOST_AN_ADDRESS):
            held.enter_context(connected(pages)).sendall(b"GET / HT")
        begun = time.monotonic()

        assert asked(pages, b"GET / HTTP/1.0\r\n\r\n", NEIGHBOUR).endswith(b"page")
        assert time.monotonic() - begun < 5
        assert asked(pages, b"GET / HTTP/1.0\r\n\r\n") == b""
        assert threading.active_count() <= MOST_AN_ADDRESS + 10


def test_however_many_addresses_there_are_the_threads_are_counted(pages: GuardedServer) -> None:
    with contextlib.ExitStack() as held:
        for number in range(MOST_AT_ONCE + 20):
            source = f"127.0.1.{1 + number // (MOST_AN_ADDRESS // 2)}"
            with contextlib.suppress(ConnectionError):
                held.enter_context(connected(pages, source)).sendall(b"GET")
        begun = time.monotonic()
        while threading.active_count() < MOST_AT_ONCE and time.monotonic() - begun < 5:
            time.sleep(0.05)

        assert threading.active_count() <= MOST_AT_ONCE + 10


def test_room_is_made_again_when_connections_end(pages: GuardedServer) -> None:
    for _ in range(3 * MOST_AN_ADDRESS):
        assert asked(pages, b"GET / HTTP/1.0\r\n\r\n").endswith(b"page")


def test_who_does_not_take_the_answer_is_let_go_in_time(
    pages: GuardedServer, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(guarded, "ANSWER_S", 0.5)
    before = threading.active_count()
    with connected(pages) as slow:
        slow.sendall(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(0.3)
        assert threading.active_count() > before
        begun = time.monotonic()
        while threading.active_count() > before and time.monotonic() - begun < 10:
            time.sleep(0.1)

        assert threading.active_count() == before
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "length", ["abc", "-1", "1e3", "٣", "+5", " ", "99999999999", "9" * 5000, "5, 5"]
)
@pytest.mark.parametrize("known", [True, False])
def test_a_length_that_is_none_is_refused_after_the_secret_without_a_word(
    booth: BoothServer, length: str, known: bool, capfd: pytest.CaptureFixture[str]
) -> None:
    head = f"POST /{booth.token if known else 'x'}/1 HTTP/1.1\r\nContent-Length: {length}\r\n"
    told = asked(booth, f"{head}Host: {THIS_MACHINE}:{booth.server_port}\r\n\r\nRIFF".encode())

    assert told.split(b" ", 2)[1] == (b"400" if known else b"404")
    assert isinstance(booth.session, Desk)
    assert booth.session.kept == {}
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "rest",
    [
        "Content-Length: 9000\r\n\r\nRIFF",
        "Transfer-Encoding: chunked\r\n\r\n4\r\nRIFF\r\n0\r\n\r\n",
    ],
)
def test_a_recording_that_was_cut_off_or_sent_in_parts_is_not_kept(
    booth: BoothServer, rest: str
) -> None:
    head = f"POST /{booth.token}/1 HTTP/1.1\r\nHost: {THIS_MACHINE}:{booth.server_port}\r\n"

    assert asked(booth, f"{head}{rest}".encode()).startswith(b"HTTP/1.1 400")
    assert isinstance(booth.session, Desk)
    assert booth.session.kept == {}


@pytest.mark.parametrize(
    "noise",
    [
        b"\x16\x03\x01\x02\x00",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\r\n" * 50,
        b"A" * 70_000,
    ],
)
def test_what_is_no_request_gets_no_traceback(
    pages: GuardedServer, booth: BoothServer, noise: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    for server in (pages, booth):
        told = asked(server, noise)
        assert b"Traceback" not in told
        assert b"Python" not in told
    assert asked(pages, b"GET / HTTP/1.0\r\n\r\n").endswith(b"page")
    assert capfd.readouterr() == ("", "")


def test_a_method_that_is_none_of_ours_is_told_which_are(pages: GuardedServer) -> None:
    told = asked(pages, b"DELETE / HTTP/1.1\r\nHost: x\r\n\r\n")

    assert told.startswith(b"HTTP/1.1 405")
    assert b"Allow: GET\r\n" in told
    assert told.endswith("没有这一页".encode())
