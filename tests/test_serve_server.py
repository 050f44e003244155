"""The stall's server: telephones read the published pages, and nothing else happens."""

from __future__ import annotations

import random
import socket
import threading
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kit.edition.published.manifest import MANIFEST, SIGNATURE
from kit.errors import SourceError, VerifyError
from kit.office.counts import Counts
from kit.office.served import read_served
from kit.serve.guarded import THIS_MACHINE
from kit.serve.server import POLICY, open_server
from tests.stalls import PAGE, SITE, SOUND, ask, make_workspace, stall

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.serve.server import StallServer

CLIP = "/D/26W48-03/clip.mp3"
SECRETS = (
    "manifest.json",
    "manifest.sig",
    ".kit/key.pem",
    "kit.toml",
    "codes.tsv",
    "reviews.jsonl",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "daxi")


@pytest.fixture
def server(folder: Path) -> Iterator[StallServer]:
    with stall(folder) as running:
        yield running


@pytest.mark.parametrize(
    ("path", "kind", "data"),
    [
        ("/", "text/html; charset=utf-8", SITE["site/index.html"]),
        ("/index.html", "text/html; charset=utf-8", SITE["site/index.html"]),
        ("/D/26W48-03/", "text/html; charset=utf-8", PAGE),
        ("/D/26W48-03/index.html", "text/html; charset=utf-8", PAGE),
        ("/D/26W48-03/v1/", "text/html; charset=utf-8", SITE["site/D/26W48-03/v1/index.html"]),
        ("/D/26W48-03/1.jpg", "image/jpeg", SITE["site/D/26W48-03/1.jpg"]),
        ("/feed.xml", "application/xml; charset=utf-8", b"<rss/>"),
        (CLIP, "audio/mpeg", SOUND),
        ("/D/26W48-03/?from=wechat", "text/html; charset=utf-8", PAGE),
    ],
)
def test_pages_pictures_and_sound_are_handed_out(
    server: StallServer, path: str, kind: str, data: bytes
) -> None:
    answer, body = ask(server, path)

    assert (answer.status, answer.headers["Content-Type"], body) == (200, kind, data)


def test_the_printed_address_leads_to_the_page(server: StallServer) -> None:
    answer, _ = ask(server, "/D/26W48-03")

    assert (answer.status, answer.headers["Location"]) == (301, "/D/26W48-03/")


@pytest.mark.parametrize("path", ["/", CLIP, "/nothing", "/D/26W48-03"])
def test_every_answer_forbids_scripts_cookies_and_traces(server: StallServer, path: str) -> None:
    answer, _ = ask(server, path)

    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in answer.headers
    assert "Python" not in answer.headers["Server"]


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"]
)
def test_nothing_but_reading_is_answered(server: StallServer, method: str) -> None:
    answer, _ = ask(server, "/", method)

    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_a_head_has_the_length_and_no_body(server: StallServer) -> None:
    answer, body = ask(server, CLIP, "HEAD")

    assert (answer.status, answer.headers["Content-Length"], body) == (200, "100000", b"")


@pytest.mark.parametrize(
    ("wanted", "status", "part", "told"),
    [
        ("bytes=0-1", 206, SOUND[:2], "bytes 0-1/100000"),
        ("bytes=99990-", 206, SOUND[99990:], "bytes 99990-99999/100000"),
        ("bytes=-10", 206, SOUND[-10:], "bytes 99990-99999/100000"),
        ("bytes=0-999999", 206, SOUND, "bytes 0-99999/100000"),
        ("bytes=100000-", 416, b"", "bytes */100000"),
        ("bytes=5-3", 200, SOUND, None),
        ("bytes=0-1,5-6", 200, SOUND, None),
        ("bytes=-", 200, SOUND, None),
        ("lines=1-2", 200, SOUND, None),
        ("bytes=" + "9" * 5000 + "-", 200, SOUND, None),
    ],
)
def test_telephones_get_the_part_of_a_sound_they_ask_for(
    server: StallServer, wanted: str, status: int, part: bytes, told: str | None
) -> None:
    answer, body = ask(server, CLIP, headers={"Range": wanted})

    assert (answer.status, body) == (status, part)
    assert answer.headers["Content-Range"] == told


def test_what_a_telephone_has_already_is_not_sent_again(server: StallServer) -> None:
    tag = ask(server, "/")[0].headers["ETag"]
    answer, body = ask(server, "/", headers={"If-None-Match": tag})

    assert (answer.status, body) == (304, b"")


def test_a_part_of_another_file_is_not_mixed_in(server: StallServer) -> None:
    answer, body = ask(server, CLIP, headers={"Range": "bytes=0-1", "If-Range": '"older"'})

    assert (answer.status, body) == (200, SOUND)


def hostile(count: int) -> Iterator[str]:
    """Yield paths that try to leave the site: dots, encodings, drives, long ones, noise."""
    source = random.Random(5)
    steps = [
        "..",
        "%2e%2e",
        "..%2f",
        "%2e%2e%5c",
        "..\\",
        "....//",
        "%252e%252e",
        "..;",
        "%c0%ae%c0%ae",
    ]
    starts = [
        "/",
        "//",
        "/D/",
        "/D/26W48-03/",
        "/site/",
        "/\\",
        "file:///",
        "http://a/",
        "C:\\",
        "/%00",
    ]
    ours = [
        name.encode().decode("latin-1") for name in ("2026-W48/r01/1要打印/海报.pdf", "本周.html")
    ]
    goals = [*SECRETS, *ours, "etc/passwd", "win.ini"]
    for _ in range(count):
        depth = source.randint(0, 9)
        middle = source.choice(["/", "%2f", "\\", ""]).join(
            source.choice(steps) for _ in range(depth)
        )
        tail = source.choice(["", "", "?x", "#x", "%00.html", "/", ".", " ", "::$DATA", "~1"])
        noise = "".join(chr(source.randint(33, 126)) for _ in range(source.randint(0, 40)))
        goal = source.choice([*goals, noise])
        yield (source.choice(starts) + middle + "/" + goal + tail).replace(" ", "%20")


def escapes(server: StallServer, folder: Path, count: int) -> list[str]:
    """Return the hostile paths that were answered with anything but a public page."""
    for name in SECRETS:
        (folder / name).parent.mkdir(exist_ok=True)
        if not (folder / name).exists():
            (folder / name).write_text("secret", encoding="utf-8")
    public = set(SITE.values())
    found = []
    for path in hostile(count):
        with socket.create_connection((THIS_MACHINE, server.server_port), timeout=10) as raw:
            raw.sendall(f"GET {path} HTTP/1.1\r\nConnection: close\r\n\r\n".encode("latin-1"))
            answer = b"".join(iter(lambda raw=raw: raw.recv(65536), b""))  # type: ignore[misc] # bound
        head, _, body = answer.partition(b"\r\n\r\n")
        if b" 200 " in head.splitlines()[0] and body not in public:
            found.append(path)
    return found


@pytest.mark.slow
def test_two_thousand_hostile_paths_reach_nothing_but_the_pages(
    folder: Path, server: StallServer
) -> None:
    assert escapes(server, folder, 2000) == []


@pytest.mark.parametrize(
    "noise",
    [
        b"",
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /" + b"a" * 70000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 500 + b"\r\n",
    ],
)
def test_noise_on_the_line_does_not_stop_the_stall(server: StallServer, noise: bytes) -> None:
    with socket.create_connection((THIS_MACHINE, server.server_port), timeout=10) as raw:
        raw.sendall(noise)
        raw.shutdown(socket.SHUT_WR)
        while raw.recv(65536):
            pass

    assert ask(server, "/")[0].status == 200


def test_a_file_changed_after_signing_is_not_handed_out(folder: Path) -> None:
    (folder / "output/site/D/26W48-03/2.html").write_text("每人4000元", encoding="utf-8")
    (folder / "output/site/D/26W48-03/virus.html").write_text("付款", encoding="utf-8")
    with stall(folder) as server:
        assert server.files.left_out == ("site/D/26W48-03/2.html",)
        assert ask(server, "/D/26W48-03/2.html")[0].status == 404
        assert ask(server, "/D/26W48-03/virus.html")[0].status == 404


def test_a_sound_changed_while_serving_is_not_handed_out(folder: Path, server: StallServer) -> None:
    (folder / "output/site/D/26W48-03/clip.mp3").write_bytes(b"other")

    assert ask(server, CLIP)[0].status == 404
    (folder / "output/site/D/26W48-03/clip.mp3").unlink()
    assert ask(server, CLIP)[0].status == 404


@pytest.mark.parametrize("name", [MANIFEST, SIGNATURE])
def test_an_unsigned_edition_is_not_served(folder: Path, name: str) -> None:
    (folder / "output/2026-W48/r01" / name).unlink()

    with pytest.raises(VerifyError):
        read_served(folder)


def test_an_edition_without_pages_says_what_to_copy(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="没有扫码页") as error:
        read_served(make_workspace(tmp_path / "daxi", {}))
    assert "整个 output 文件夹" in error.value.remedy


def test_an_edition_on_a_stick_is_served_without_its_workspace(folder: Path) -> None:
    stick = folder.parent / "stick"
    (folder / "output").rename(stick)
    with stall(stick / "2026-W48/r01") as server:
        assert ask(server, "/D/26W48-03/")[1] == PAGE


def test_a_port_in_use_is_told_with_another_to_try(server: StallServer) -> None:
    port = server.server_port
    with pytest.raises(SourceError, match=f"端口 {port} 已经有别的程序在用") as error:
        open_server(THIS_MACHINE, port, server.files, server.counts)
    assert f"--port {port + 1}" in error.value.remedy


def test_an_address_of_another_machine_is_told(server: StallServer) -> None:
    with pytest.raises(SourceError, match=r"没有 203\.0\.113\.9 这个地址"):
        open_server("203.0.113.9", 8080, server.files, server.counts)


def test_openings_are_counted_by_day_and_item_and_by_nothing_else(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = folder / ".kit/counts.tsv"
    counts = Counts(file, lambda: date(2026, 11, 23))
    with stall(folder, counts) as server:
        for path in ("/D/26W48-03/", "/D/26W48-03/index.html", "/", CLIP, "/D/26W48-03/2.html"):
            ask(server, path)
        ask(server, "/D/26W48-03/", "HEAD")
    counts.save()

    assert file.read_text("ascii") == "2026-11-23\t26W48-03\t2\n"
    assert capfd.readouterr() == ("", "")


def test_many_telephones_at_once_are_all_answered(server: StallServer) -> None:
    failed: list[object] = []

    def read() -> None:
        for path in ["/", "/D/26W48-03/", CLIP, "/by-date.html"] * 3:
            answer, _ = ask(server, path)
            if answer.status != 200:
                failed.append(answer.status)

    threads = [threading.Thread(target=read) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not failed
