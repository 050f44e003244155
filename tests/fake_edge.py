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
PIECE = 1440


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

    @property
    def behaviour(self) -> str:
        if self.better_after and self.handshakes > self.better_after:
            return "ok"
        return self.mode

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.handshakes += 1
        date = {"Date": formatdate(time.time() + self.date_off_s, usegmt=True)}
        if self.behaviour == "403" or (self.behaviour == "403-once" and self.handshakes == 1):
            return web.Response(status=403, headers=date)
        if self.behaviour == "503":
            return web.Response(status=503)
        socket = web.WebSocketResponse(compress=True, max_msg_size=0)
        await socket.prepare(request)
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            await self._converse(socket, request)
        finally:
            self.in_flight -= 1
        return socket

    async def _converse(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        async for message in socket:
            if message.type != WSMsgType.TEXT:
                continue
            head, _, body = message.data.partition("\r\n\r\n")
            if "Path:ssml" not in head:
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
        if mode == "garbage":
            await socket.send_bytes(b"\x00")
            return
        if mode != "no-audio":
            await _send_speech(socket, text, mode, self.characters_a_second)
        if mode == "cut":
            # The line is gone: no turn.end, no closing handshake.
            assert request.transport is not None
            request.transport.abort()
            return
        await _send_audio(socket, b"", typed=False)
        await _tell(socket, "turn.end", {})


async def _send_speech(
    socket: web.WebSocketResponse, text: str, mode: str, characters_a_second: float
) -> None:
    marks, at_s = [], 0.1
    for words in re.findall(r"[^，。！？；]+[，。！？；]*", text):
        marks.append((at_s, len(words) / characters_a_second, words))
        at_s += marks[-1][1]
    speech = _mp3(at_s + 0.8)
    end = len(speech) // 2 if mode in {"cut", "short"} else len(speech)
    for start in range(0, end, PIECE):
        await _send_audio(socket, speech[start : min(start + PIECE, end)])
        if mode == "slow":
            await asyncio.sleep(0.005)
        while marks and marks[0][0] <= start / 6000:
            await _tell_mark(socket, *marks.pop(0))
    if mode not in {"cut", "short"}:
        for mark in marks:
            await _tell_mark(socket, *mark)


async def _tell(socket: web.WebSocketResponse, path: str, body: dict[str, Any]) -> None:
    head = f"X-RequestId:0\r\nContent-Type:application/json; charset=utf-8\r\nPath:{path}\r\n\r\n"
    await socket.send_str(head + json.dumps(body))


async def _tell_mark(
    socket: web.WebSocketResponse, at_s: float, seconds: float, words: str
) -> None:
    data = {
        "Offset": int(at_s * 1e7),
        "Duration": int(seconds * 1e7),
        "text": {"Text": words, "Length": len(words), "BoundaryType": "SentenceBoundary"},
    }
    await _tell(
        socket, "audio.metadata", {"Metadata": [{"Type": "SentenceBoundary", "Data": data}]}
    )


async def _send_audio(socket: web.WebSocketResponse, data: bytes, *, typed: bool = True) -> None:
    kind = "Content-Type:audio/mpeg\r\n" if typed else ""
    head = f"X-RequestId:0\r\n{kind}Path:audio\r\n".encode()
    await socket.send_bytes(len(head).to_bytes(2, "big") + head + data)


def _mp3(seconds: float) -> bytes:
    """Return a tone in the very format the service sends: 24 kHz, 48 kbit/s, mono."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_bit_rate(48)
    encoder.set_in_sample_rate(24_000)
    encoder.set_out_sample_rate(24_000)
    at_s = np.arange(round(24_000 * seconds)) / 24_000
    wave = (8000 * np.sin(2 * np.pi * 300 * at_s)).astype("<i2")
    return bytes(encoder.encode(wave.tobytes()) + encoder.flush())


@contextmanager
def serving(fake: FakeEdge, context: SSLContext | None = None) -> Iterator[str]:
    """Serve on loopback in a thread of its own; gives the address of the WebSocket."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def start() -> tuple[web.AppRunner, int]:
        app = web.Application()
        app.router.add_get(PATH, fake.answer)
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
