"""The online voice: Microsoft's read-aloud service through edge-tts, opt-in and never needed.

The service is unofficial and the text leaves the office; a township switches it on in
``kit.toml`` or not at all. The client's known defects are caught here (edge-tts 7.3.1): it
does not split Chinese, returns half the speech as if it were whole, and waits for ever.
"""

from __future__ import annotations

import asyncio
import random
import re
from dataclasses import dataclass, field
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING, cast

from kit.errors import OfflineError, SpeechError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from kit.speech.sound import Pinyin, Samples

MOST_CHARACTERS = 900
"""In one request: the service cuts off at 4096 bytes, 3 for a character, and its markup."""

BYTES_A_SECOND = 6000
"""The service always sends 48 kbit/s."""
RATE_HZ = 24_000

LEAST_SPOKEN_SHARE = 0.97
"""Of the text the service says it spoke: it may write a rare word in another form."""
LATEST_MARK_S = 0.1

USE_OFFLINE = "这一次全部改用断网的声音；要用联网的声音，请等网络好了再做。"


@dataclass(frozen=True, eq=False)
class EdgeSpec:
    """Which online voice at which speed, and how the network is reached.

    Each is its own: how a server is reached must not be that of an engine started before.
    """

    name: str
    speed: float
    proxy: str = field(default="", compare=False)
    ca_file: str = field(default="", compare=False)
    """Certificate of a firewall that opens encrypted connections; the client knows only its own."""

    @property
    def online(self) -> bool:
        """Every sentence is asked of a server."""
        return True

    @property
    def _rate(self) -> str:
        return f"{round((self.speed - 1) * 100):+d}%"

    def load(self) -> Edge:
        """Return the engine; nothing is asked of the network yet.

        Raises:
            OfflineError: The client is not installed.
            SpeechError: The certificate file cannot be read.
        """
        if find_spec("edge_tts") is None:
            raise OfflineError(
                "没有安装联网语音。", f"请运行 pip install township-kit[online]。{USE_OFFLINE}"
            )
        if self.ca_file:
            from edge_tts import communicate

            try:
                # The client keeps its trusted certificates in this one object.
                communicate._SSL_CTX.load_verify_locations(self.ca_file)  # noqa: SLF001 - no option
            except OSError as error:
                raise SpeechError(
                    f"证书文件 {self.ca_file} 读不了。", "请向管网络的人要 PEM 格式的证书。"
                ) from error
        return Edge(voice=self.name, rate=self._rate, proxy=self.proxy or None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A caller that takes nothing the service returns on trust."""

    voice: str
    rate: str
    proxy: str | None
    rate_hz: int = RATE_HZ
    idle_s: float = 20.0
    """Longest wait for the next piece; the client's own limit is not applied."""
    whole_s: float = 120.0
    tries: int = 4
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    def speak(self, sentence: str, _pinyin: Pinyin) -> Samples:
        """Return the samples of ``sentence``; its pinyin cannot be sent, the service takes none.

        Raises:
            OfflineError: The service cannot be reached, refuses, or keeps breaking off.
            SpeechError: There is nothing to read, or the voice's name is wrong.
        """
        import numpy as np

        if not _letters(sentence):
            raise SpeechError(f"这一句没有可读的字：“{sentence}”。", "请写成一句话，或删去。")
        parts = [_decode(asyncio.run(self._persist(part))) for part in split(sentence)]
        return np.concatenate(parts)

    async def _persist(self, text: str) -> bytes:
        """Return the MP3 of a part, asked for again after each failure with longer waits."""
        import aiohttp
        from edge_tts.exceptions import EdgeTTSException

        last: Exception | None = None
        for attempt in range(self.tries):
            if attempt:
                # Some jitter: two requests that failed together must not come back together.
                await self.sleep(2 ** (attempt - 1) * (1 + random.random()))  # noqa: S311 - no secret
            try:
                return await asyncio.wait_for(self._ask(text), self.whole_s)
            # First these: a certificate that is not trusted is a ValueError, too.
            except (EdgeTTSException, aiohttp.ClientError, OSError, _TruncatedError) as error:
                last = error
            except ValueError as error:
                raise SpeechError(
                    f"联网语音没有名叫“{self.voice}”的音色。",
                    "请在 kit.toml 的 voice.name 里写 zh-CN-YunyangNeural 这样的名字。",
                ) from error
        reason = _REASONS.get(type(last).__name__, "网络不通")
        raise OfflineError(f"联网语音用不了：{reason}。", USE_OFFLINE) from last

    async def _ask(self, text: str) -> bytes:
        """Return what one request gave, once it is known to be whole."""
        import edge_tts

        client = edge_tts.Communicate(text, self.voice, rate=self.rate, proxy=self.proxy)
        stream = client.stream()
        audio, said, last_s = bytearray(), "", 0.0
        try:
            while True:
                try:
                    message = await asyncio.wait_for(anext(stream), self.idle_s)
                except StopAsyncIteration:
                    break
                if message["type"] == "audio":
                    audio += message["data"]
                else:
                    said += message["text"]
                    last_s = (message["offset"] + message["duration"]) / 1e7
        finally:
            await stream.aclose()
        _refuse_truncated(text, said, last_s, len(audio) / BYTES_A_SECOND)
        return bytes(audio)


class _TruncatedError(Exception):
    """The service ended in good order, and too early."""


_REASONS = {
    "WSServerHandshakeError": "对方拒绝了（可能要升级 edge-tts，或这台电脑的时间不对）",
    "SkewAdjustmentError": "对方拒绝了（可能要升级 edge-tts，或这台电脑的时间不对）",
    "ClientConnectorCertificateError": (
        "防火墙的证书不受信任，请向管网络的人要 PEM 证书，写进 kit.toml 的 voice.ca_file"
    ),
    "NoAudioReceived": "对方没有给声音",
    "_TruncatedError": "声音没有传完",
    "TimeoutError": "等太久没有回应",
}


def split(text: str) -> Iterator[str]:
    """Yield ``text`` in parts one request can carry, cut after stops, then after commas."""
    taken = ""
    for piece in re.findall(r"[^。！？；，、]*[。！？；，、]+|[^。！？；，、]+", text):
        if taken and len(taken) + len(piece) > MOST_CHARACTERS:
            yield taken
            taken = ""
        taken += piece
        while len(taken) > MOST_CHARACTERS:
            yield taken[:MOST_CHARACTERS]
            taken = taken[MOST_CHARACTERS:]
    if _letters(taken):
        yield taken


def _refuse_truncated(text: str, said: str, last_s: float, seconds: float) -> None:
    """Compare what the service says it spoke with what it was asked for.

    Raises:
        _TruncatedError: Words or seconds are missing.
    """
    wanted, heard = _letters(text), _letters(said)
    whole = len(heard) >= LEAST_SPOKEN_SHARE * len(wanted) and heard[-2:] == wanted[-2:]
    if not whole or last_s > seconds + LATEST_MARK_S:
        raise _TruncatedError(f"{len(heard)} of {len(wanted)} characters, {seconds:.1f} s")


def _decode(mp3: bytes) -> Samples:
    import soundfile

    samples, _rate_hz = soundfile.read(BytesIO(mp3), dtype="float32")
    return cast("Samples", samples)


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
