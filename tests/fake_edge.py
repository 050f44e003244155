"""A stand-in for the online voice: the read-aloud protocol on loopback, well or badly behaved.

The real edge_tts client talks to it, so its defects are met here and not on market day.
"""

from __future__ import annotations

import asyncio
import json
import re
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import lameenc
import numpy as np
from aiohttp import WSMsgType, web

if TYPE_CHECKING:
    from collections.abc import Iterator
    from ssl import SSLContext

PATH = "/consumer/speech/synthesize/readaloud/edge/v1"
NAMESPACE = "{http://www.w3.org/2001/10/synthesis}"
VOICES = "/consumer/speech/synthesize/readaloud/voices/list"
PIECE = 1440
ANOTHER = "这是别人的一句话，和送来的那一句没有关系，请不要播出。"


@dataclass
class FakeEdge:
    """How it behaves, and what it was asked."""

    mode: str = "ok"
    better_after: int = 0
    """Requests after which it behaves well; 0 means never."""
    date_off_s: float = 0.0
    characters_a_second: float = 4.0
    handshakes: int = 0
    texts: list[str] = field(default_factory=list)
    rates: list[str] = field(default_factory=list)
    ssml_bytes: list[int] = field(default_factory=list)
    in_flight: int = 0
    most_in_flight: int = 0
    marks: list[str] = field(default_factory=list)
    """What was asked to be marked: sentences or words."""
    voices: tuple[str, ...] = ("zh-CN-YunyangNeural", "zh-CN-XiaoxiaoNeural", "en-US-AriaNeural")

    @property
    def behaviour(self) -> str:
        if self.better_after and self.handshakes > self.better_after:
            return "ok"
        return self.mode

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.handshakes += 1
        mode = self.behaviour
        date = formatdate(time.time() + self.date_off_s, usegmt=True)
        if mode.isdecimal() or (mode == "403-once" and self.handshakes == 1):
            return web.Response(status=int(mode[:3]), headers={"Date": date})
        if mode == "403-undated":
            return web.Response(status=403, headers={"Date": "gestern"})
        if mode == "portal":
            raise web.HTTPFound("/login")
        if mode == "no-upgrade":
            return web.Response(status=200, text="<html>请登录</html>", content_type="text/html")
        if mode == "reset":
            assert request.transport is not None
            request.transport.abort()
        socket = web.WebSocketResponse(compress=True, max_msg_size=0)
        await socket.prepare(request)
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            await self._converse(socket, request)
        except ConnectionError:
            pass  # the client has had enough
        finally:
            self.in_flight -= 1
        return socket

    async def listed(self, _request: web.Request) -> web.StreamResponse:
        if self.behaviour == "no-list":
            return web.Response(status=503)
        sexes = ("Male", "Female", "Female")
        return web.json_response(
            [
                {"ShortName": name, "Gender": sex, "Locale": name[:5]}
                for name, sex in zip(self.voices, sexes, strict=False)
            ]
        )

    async def _converse(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        async for message in socket:
            if message.type != WSMsgType.TEXT:
                continue
            head, _, body = message.data.partition("\r\n\r\n")
            if "Path:ssml" not in head:
                asked = json.loads(body)["context"]["synthesis"]["audio"]["metadataoptions"]
                words = asked["wordBoundaryEnabled"] == "true"
                self.marks.append("WordBoundary" if words else "SentenceBoundary")
                continue
            prosody = ET.fromstring(body).find(f".//{NAMESPACE}prosody")
            assert prosody is not None
            text = "".join(prosody.itertext())
            self.texts.append(text)
            self.rates.append(prosody.attrib["rate"])
            self.ssml_bytes.append(len(body.encode()))
            await self._speak(socket, request, text)
            if self.behaviour in {"cut", "close-early"}:
                return

    async def _speak(self, socket: web.WebSocketResponse, request: web.Request, text: str) -> None:
        mode = self.behaviour
        await _tell(socket, "turn.start", {"context": {}})
        if mode == "close-early":
            await socket.close()
            return
        if mode == "stall":
            await asyncio.sleep(3600)
        if mode in ODD_MESSAGES:
            await ODD_MESSAGES[mode](socket)
            return
        if mode not in {"no-audio", "no-list"}:
            speech = speech_of(text, mode, self.characters_a_second, self.marks[-1])
            await _send_speech(socket, speech, mode)
        if mode == "cut":
            # The line is gone: no turn.end, no closing handshake.
            assert request.transport is not None
            request.transport.abort()
            return
        await _send_audio(socket, b"", typed=False)
        await _tell(socket, "turn.end", {})


@dataclass
class Speech:
    """What is sent for a text: sound, and what is said of it."""

    audio: bytes
    marks: list[tuple[float, float, str]]
    kind: str


def speech_of(text: str, mode: str, characters_a_second: float, kind: str) -> Speech:
    """Return what a service in this mood makes of ``text``."""
    if mode == "other-text":
        text = ANOTHER
    if mode == "squeezed":
        characters_a_second = 60.0
    length = "{1,2}" if kind == "WordBoundary" else "+"
    pieces = rf"[^，。！？；]{length}[，。！？；]*"
    marks, at_s = [], 0.1
    for words in re.findall(pieces, text):
        marks.append((at_s, len(words) / characters_a_second, words))
        at_s += marks[-1][1]
    seconds = at_s + (0.0 if mode == "squeezed" else 0.8)
    audio = _mp3(
        seconds,
        volume=0 if mode == "mute" else 8000,
        rate_hz=16_000 if mode == "other-rate" else 24_000,
        channels=2 if mode == "stereo" else 1,
    )
    if mode in {"cut", "short"}:
        audio = audio[: len(audio) // 2]
    if mode == "twice":
        audio += audio
    if mode == "web-page":
        audio = b"<html><body>please log in</body></html>" * 50
    if mode == "unmarked" or (mode == "words-only" and kind != "WordBoundary"):
        marks = []
    return Speech(audio, marks, kind)


async def _send_speech(socket: web.WebSocketResponse, speech: Speech, mode: str) -> None:
    marks = list(speech.marks)
    for start in range(0, len(speech.audio), PIECE):
        await _send_audio(socket, speech.audio[start : start + PIECE])
        if mode in {"slow", "trickle"}:
            await asyncio.sleep(0.005 if mode == "slow" else 0.05)
        while marks and marks[0][0] <= start / 6000:
            await _tell_mark(socket, speech.kind, *marks.pop(0))
    while mode == "endless":
        await _send_audio(socket, speech.audio)
    if mode not in {"cut", "short"}:
        for mark in marks:
            await _tell_mark(socket, speech.kind, *mark)


async def _tell(socket: web.WebSocketResponse, path: str, body: dict[str, Any]) -> None:
    head = f"X-RequestId:0\r\nContent-Type:application/json; charset=utf-8\r\nPath:{path}\r\n\r\n"
    await socket.send_str(head + json.dumps(body))


async def _tell_mark(
    socket: web.WebSocketResponse, kind: str, at_s: float, seconds: float, words: str
) -> None:
    data = {
        "Offset": int(at_s * 1e7),
        "Duration": int(seconds * 1e7),
        "text": {"Text": words, "Length": len(words), "BoundaryType": kind},
    }
    await _tell(socket, "audio.metadata", {"Metadata": [{"Type": kind, "Data": data}]})


async def _send_audio(socket: web.WebSocketResponse, data: bytes, *, typed: bool = True) -> None:
    kind = "Content-Type:audio/mpeg\r\n" if typed else ""
    head = f"X-RequestId:0\r\n{kind}Path:audio\r\n".encode()
    await socket.send_bytes(len(head).to_bytes(2, "big") + head + data)


async def _new_path(socket: web.WebSocketResponse) -> None:
    await _tell(socket, "audio.visemes", {})


async def _new_metadata(socket: web.WebSocketResponse) -> None:
    await _tell(socket, "audio.metadata", {"Marks": []})


async def _no_json(socket: web.WebSocketResponse) -> None:
    await socket.send_str("Path:audio.metadata\r\n\r\n<Metadata/>")


async def _garbage(socket: web.WebSocketResponse) -> None:
    await socket.send_bytes(b"\x00")


ODD_MESSAGES = {
    "new-path": _new_path,
    "new-metadata": _new_metadata,
    "no-json": _no_json,
    "garbage": _garbage,
}


def _mp3(seconds: float, *, volume: int, rate_hz: int, channels: int) -> bytes:
    """Return a tone; the service's own format is 24 kHz, 48 kbit/s, mono."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(channels)
    encoder.set_bit_rate(48)
    encoder.set_in_sample_rate(rate_hz)
    encoder.set_out_sample_rate(rate_hz)
    at_s = np.arange(round(rate_hz * seconds)) / rate_hz
    wave = (volume * np.sin(2 * np.pi * 300 * at_s)).astype("<i2")
    return bytes(encoder.encode(np.repeat(wave, channels).tobytes()) + encoder.flush())


async def _login(_request: web.Request) -> web.StreamResponse:
    return web.Response(text="<html>请登录</html>", content_type="text/html")


@contextmanager
def serving(fake: FakeEdge, context: SSLContext | None = None) -> Iterator[str]:
    """Serve on loopback in a thread of its own; gives the address of the WebSocket."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def start() -> tuple[web.AppRunner, int]:
        app = web.Application()
        app.router.add_get(PATH, fake.answer)
        app.router.add_get(VOICES, fake.listed)
        app.router.add_get("/login", _login)
        # A stalled client must not hold the end of a test up for a minute.
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
        return runner, runner.addresses[0][1]

    runner, port = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
    try:
        scheme = "wss" if context else "ws"
        yield f"{scheme}://127.0.0.1:{port}{PATH}?TrustedClientToken=x"
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
