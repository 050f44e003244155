"""The online voice: Microsoft's read-aloud service through edge-tts, opt-in and never needed.

The service is unofficial and the text leaves the office; a township switches it on in
``kit.toml`` or not at all. The client's known defects are caught here (edge-tts 7.3.1): it
does not split Chinese, returns half the speech as if it were whole, and waits for ever.
"""

from __future__ import annotations

import asyncio
import random
import re
import ssl
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from kit.errors import OfflineError, SpeechError
from kit.speech.edge_answer import RATE_HZ, Answer, letters, samples_of
from kit.speech.edge_faults import (
    NO_ANSWER,
    NO_SOUND,
    TOO_LONG,
    TOO_SLOW,
    AnswerError,
    fault_of,
    withdrawn,
)
from kit.speech.same_sound import respelt

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from kit.speech.edge_faults import Fault
    from kit.speech.sound import Pinyin, Samples

    _Marks = Literal["SentenceBoundary", "WordBoundary"]

MOST_CHARACTERS = 900
"""In one request: the service cuts off at 4096 bytes, 3 for a character, and its markup."""

USE_OFFLINE = "这一次全部改用断网的声音"
SEXES = {"Female": "女声", "Male": "男声"}
LOCALE = "zh-CN"
DEFAULT = f"{LOCALE}-YunyangNeural"


@dataclass(frozen=True, eq=False)
class EdgeSpec:
    """Which online voice at which speed, and how the network is reached.

    Each is its own: how a server is reached must not be that of an engine started before.
    """

    name: str
    speed: float
    proxy: str = field(default="", compare=False)
    ca_file: str = field(default="", compare=False)
    """Certificate of a firewall that opens encrypted connections, beside the machine's own."""

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
            SpeechError: The voice's name, the proxy or the certificate file is wrong.
        """
        if find_spec("edge_tts") is None or find_spec("truststore") is None:
            raise OfflineError(
                "没有安装联网语音。", f"请运行 pip install township-kit[online]。{USE_OFFLINE}。"
            )
        _refuse_bad_proxy(self.proxy)
        _trust(self.ca_file)
        engine = Edge(voice=self.name, rate=self._rate, proxy=self.proxy or None)
        engine.client("试", "SentenceBoundary")  # knows what a name may look like
        return engine


def _refuse_bad_proxy(proxy: str) -> None:
    """Refuse what is no proxy's address.

    Raises:
        SpeechError: It is none that the client can use.
    """
    if not proxy:
        return
    try:
        there = urlsplit(proxy)
        good = there.scheme in {"http", "https"} and there.hostname and there.port
    except ValueError:
        good = False
    if not good:
        raise SpeechError(
            f"代理的写法不对：“{proxy}”。",
            "请在 kit.toml 的 voice.proxy 里写成 http://10.0.0.1:8080 这样；socks 代理用不了。",
        )


def _trust(ca_file: str) -> None:
    """Let the client trust what this machine trusts, and ``ca_file`` as well.

    By itself it knows only the certificates it brings along, and never a firewall's.

    Raises:
        SpeechError: The file cannot be read, or holds no certificate.
    """
    import truststore
    from edge_tts import communicate, voices

    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if ca_file:
        try:
            context.load_verify_locations(ca_file)
        except OSError as error:  # also what OpenSSL says of a file that is no PEM
            raise SpeechError(
                f"证书文件 {ca_file} 读不了。", "请向管网络的人要 PEM 格式的证书。"
            ) from error
    # The client keeps its trusted certificates in these; it has no option for them.
    communicate._SSL_CTX = voices._SSL_CTX = context  # noqa: SLF001


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

    def speak(self, sentence: str, pinyin: Pinyin) -> Samples:
        """Return the samples of ``sentence``, sent so that it is read as ``pinyin`` says.

        Raises:
            OfflineError: The service cannot be reached, refuses, or keeps breaking off.
            SpeechError: There is nothing to read.
        """
        import numpy as np

        if not letters(sentence):
            raise SpeechError(f"这一句没有可读的字：“{sentence}”。", "请写成一句话，或删去。")
        sent = respelt(sentence, pinyin).text
        return np.concatenate([asyncio.run(self._persist(part)) for part in split(sent)])

    def client(self, text: str, marks: _Marks) -> Any:
        """Return the client for one request.

        Raises:
            SpeechError: No voice can have such a name.
        """
        import edge_tts

        try:
            return edge_tts.Communicate(
                text, self.voice, rate=self.rate, proxy=self.proxy, boundary=marks
            )
        except ValueError as error:
            raise SpeechError(
                f"联网语音没有名叫“{self.voice}”的音色。",
                f"请在 kit.toml 的 voice.name 里写 {DEFAULT} 这样的名字。",
            ) from error

    def voices(self) -> dict[str, str]:
        """Return the names of the service's Mandarin voices, each with 男声 or 女声.

        Raises:
            OfflineError: The service cannot be reached, or refuses.
        """
        try:
            return asyncio.run(self._listed())
        # As below: whatever a changed service makes the client stumble over.
        except Exception as error:
            fault = _fault(error)
            raise OfflineError(
                f"问不到联网的声音：{fault.reason}。", f"{fault.remedy}。"
            ) from error

    async def _persist(self, text: str) -> Samples:
        """Return the samples of a part, asked for again after each failure with longer waits."""
        for attempt in range(self.tries):
            if attempt:
                # Some jitter: two requests that failed together must not come back together.
                await self.sleep(2 ** (attempt - 1) * (1 + random.random()))  # noqa: S311 - no secret
            try:
                return await self._whole(text)
            except SpeechError:
                raise
            # Whatever a changed service makes the client stumble over is told as that.
            except Exception as error:  # noqa: BLE001
                fault, cause = _fault(error), error
            if not fault.again:
                break
        if fault == NO_SOUND:
            fault = await self._why_silent()
        raise OfflineError(
            f"联网语音用不了：{fault.reason}。",
            f"{USE_OFFLINE}。要用联网的声音：{fault.remedy}。",
        ) from cause

    async def _whole(self, text: str) -> Samples:
        """Return the samples of a part, marked by sentences or, failing that, by words."""
        answer = await self._ask(text, "SentenceBoundary")
        if not answer.said:
            answer = await self._ask(text, "WordBoundary")
        return samples_of(text, answer)

    async def _ask(self, text: str, marks: _Marks) -> Answer:
        """Return what one request gave, be it whole or not.

        Raises:
            AnswerError: It takes too long, or has no end.
        """
        stream, answer = self.client(text, marks).stream(), Answer()
        try:
            async with asyncio.timeout(self.whole_s) as whole:
                while message := await self._next(stream):
                    if message["type"] == "audio":
                        answer.audio += message["data"]
                    else:
                        answer.said += message["text"]
                        answer.last_s = (message["offset"] + message["duration"]) / 1e7
                    if answer.swollen(text):
                        raise AnswerError(TOO_LONG)
        except TimeoutError as error:
            if whole.expired():
                raise AnswerError(TOO_SLOW) from error
            raise
        finally:
            await stream.aclose()
        return answer

    async def _next(self, stream: Any) -> dict[str, Any] | None:
        """Return the next message, or None at the end."""
        waited = asyncio.timeout(self.idle_s)
        try:
            async with waited:
                return await anext(stream, None)
        except TimeoutError as error:
            # The client's own, while it connects, means something else.
            if waited.expired():
                raise AnswerError(NO_ANSWER) from error
            raise

    async def _why_silent(self) -> Fault:
        """Return why there was no sound: a voice that is gone, if the service's list lacks it."""
        try:
            names = await self._listed()
        except Exception:  # noqa: BLE001 - the list is only asked for a better sentence
            return NO_SOUND
        if not names or self.voice in names:
            return NO_SOUND
        return withdrawn(self.voice, "、".join(f"{name}（{sex}）" for name, sex in names.items()))

    async def _listed(self) -> dict[str, str]:
        """Return the names of the service's Mandarin voices, and what they sound like."""
        import edge_tts

        async with asyncio.timeout(self.idle_s):
            voices = await edge_tts.list_voices(proxy=self.proxy)
        names = {one["ShortName"]: SEXES.get(one["Gender"], "") for one in voices}
        return {name: sex for name, sex in names.items() if name.startswith(LOCALE)}


def _fault(error: Exception) -> Fault:
    from edge_tts.drm import DRM

    # What the client learnt of the service's clock from its refusal.
    return fault_of(error, clock_off_s=DRM.clock_skew_seconds)


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
    if letters(taken):
        yield taken
