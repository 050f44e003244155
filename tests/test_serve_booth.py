"""The recording booth: reached from this machine's page alone, and what it keeps."""

from __future__ import annotations

import http.client
import json
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from kit.compose.spoken.read_lines import ReadLine
from kit.errors import SpeechError
from kit.serve.booth import BoothServer
from kit.serve.guarded import THIS_MACHINE

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass
class Desk:
    """A session that keeps what it is given."""

    title: str = "DX-2026-004 交医保<script>"
    label: str = "客家话"
    lines: tuple[ReadLine, ...] = (
        ReadLine(written="12月31日。", read="十二月三十一号。", pause_s=1.0),
        ReadLine(written="再讲一遍。", read="再讲一遍。", pause_s=1.0),
    )
    kept: dict[int, bytes] = field(default_factory=dict)

    def done(self) -> list[bool]:
        return [number in self.kept for number in (1, 2)]

    def take(self, number: int, data: bytes) -> tuple[tuple[str, ...], bool]:
        if data == b"video":
            raise SpeechError("是视频，不是声音。", "请另存。")
        if data == b"noisy":
            return ("第 1 句杂音太大。",), True
        self.kept[number] = data
        return (), False

    def tolerate(self, number: int) -> None:
        self.kept[number] = b"noisy"

    def sound(self, number: int) -> bytes | None:
        return self.kept.get(number)

    def finish(self) -> tuple[tuple[str, ...], bool]:
        return (("交上去了。",), True) if all(self.done()) else (("还没有录完。",), False)


@pytest.fixture
def server() -> Iterator[BoothServer]:
    with BoothServer(Desk()) as booth:
        thread = threading.Thread(target=booth.serve_forever, args=(0.01,))
        thread.start()
        yield booth
        booth.shutdown()
        thread.join()


def ask(
    server: BoothServer,
    path: str,
    *,
    body: bytes | None = None,
    token: str | None = None,
    headers: dict[str, str] | None = None,
) -> tuple[int, bytes, dict[str, str]]:
    connection = http.client.HTTPConnection(THIS_MACHINE, server.server_port, timeout=10)
    secret = server.token if token is None else token
    method = "GET" if body is None else "POST"
    connection.request(method, f"/{secret}/{path}", body, headers or {})
    answer = connection.getresponse()
    found = answer.status, answer.read(), dict(answer.getheaders())
    connection.close()
    return found


def test_the_page_shows_the_lines_and_nothing_of_a_title_runs(server: BoothServer) -> None:
    status, page, headers = ask(server, "")

    assert status == 200
    assert (
        "十二月三十一号"
        in json.loads(page.decode().split("const lines = ")[1].split(";\n")[0])[0]["read"]
    )
    assert b"<script>" not in page.replace(b"<script nonce", b"")
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"


def test_it_listens_on_this_machine_alone_under_a_path_nobody_guesses(server: BoothServer) -> None:
    assert server.server_address[0] == THIS_MACHINE
    assert len(server.token) >= 32
    assert urlsplit(server.address).path == f"/{server.token}/"


@pytest.mark.parametrize(
    ("token", "headers"),
    [
        ("", {}),
        ("x" * 32, {}),
        (None, {"Host": "evil.example"}),
        (None, {"Host": "localhost"}),
        (None, {"Origin": "http://evil.example"}),
        (None, {"Origin": "null"}),
    ],
)
def test_without_the_secret_or_from_another_page_there_is_nothing(
    server: BoothServer, token: str | None, headers: dict[str, str]
) -> None:
    assert ask(server, "", token=token, headers=headers)[0] == 404
    assert ask(server, "1", body=b"RIFF", token=token, headers=headers)[0] == 404
    assert isinstance(server.session, Desk)
    assert server.session.kept == {}


@pytest.mark.parametrize("path", ["0", "3", "99999", "../1", "1/anyway/", "x", "1.wav"])
def test_a_line_that_is_not_there_is_refused(server: BoothServer, path: str) -> None:
    assert ask(server, path, body=b"RIFF")[0] == 404
    assert ask(server, path)[0] == 404


def test_what_is_recorded_is_kept_told_and_heard_again(server: BoothServer) -> None:
    assert json.loads(ask(server, "1", body=b"RIFFone")[1]) == {
        "verdicts": [],
        "kept": True,
        "tolerable": False,
    }
    assert ask(server, "1.wav")[1] == b"RIFFone"
    assert json.loads(ask(server, "2", body=b"noisy")[1])["tolerable"]
    assert "视频" in json.loads(ask(server, "2", body=b"video")[1])["verdicts"][0]
    assert json.loads(ask(server, "finish", body=b"")[1])["kept"] is False
    assert json.loads(ask(server, "2/anyway", body=b"")[1])["kept"]
    assert json.loads(ask(server, "finish", body=b"")[1])["kept"]
