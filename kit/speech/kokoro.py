"""The embedded voice: Mandarin without internet, by the Kokoro-82M network (int8, ONNX)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING

from kit.errors import SpeechError
from kit.speech.voices import read_description

if TYPE_CHECKING:
    from pathlib import Path

    from kit.speech.network import Kokoro
    from kit.speech.sound import Readings
    from kit.text.normalise.lexicon import Lexicon

NETWORK_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
VOICE_BYTES = 4 * 510 * 256
"""510 style vectors of 256 numbers, one for each length of the input in symbols."""

LEXICON = "lexicon.tsv"
METHOD = "kokoro 1"
"""Raised by hand when this module makes other sound from the same input."""

REINSTALL = "请重新运行 python run.py，让安装补齐；或换用别的音色。"


@dataclass(frozen=True, slots=True)
class KokoroSpec:
    """Which voice of which folder at which speed (1.0 is the voice's own)."""

    folder: Path
    name: str
    speed: float
    readings: Readings = ()
    """The township's own words and their pinyin, over those of the voice's folder."""

    @property
    def fingerprint(self) -> str:
        """The engine's, and the tables that say how words are read."""
        table = self._lexicon_text() + repr(self.readings)
        return f"{self.engine_fingerprint} readings {hashlib.sha256(table.encode()).hexdigest()}"

    @property
    def engine_fingerprint(self) -> str:
        """Network, voice, symbols, speed and the library whose version changes the samples.

        The network is named by the checksum it must have; the 92 MB are read only to speak.
        """
        parts = [
            METHOD,
            _network_of(self.folder)[0],
            hashlib.sha256(self.style()).hexdigest(),
            hashlib.sha256((self.folder / "vocab.json").read_bytes()).hexdigest(),
            f"speed {self.speed:g}",
            f"onnxruntime {metadata.version('onnxruntime')}",
        ]
        return " ".join(parts)

    @property
    def online(self) -> bool:
        """It never asks the network for anything."""
        return False

    def style(self) -> bytes:
        """Return the voice's style vectors: float32, 256 numbers for each length of input.

        Raises:
            SpeechError: There is no such voice, or a file was changed.
        """
        return _style(self.folder, self.name)

    def lexicon(self) -> Lexicon:
        """Return the readings that this voice needs to be told.

        Raises:
            SourceError: A table of readings has lines that are no entry.
        """
        from kit.text.normalise.lexicon import lexicon_of, parse_lexicon

        built_in = parse_lexicon(self._lexicon_text(), LEXICON)
        return built_in.with_words(lexicon_of(self.readings, "读音"))

    def _lexicon_text(self) -> str:
        file = self.folder / LEXICON
        return file.read_text("utf-8") if file.is_file() else ""

    def load(self) -> Kokoro:
        """Return the engine with its network checked and started.

        Raises:
            SpeechError: Voice, symbol table or network are missing or not what they should be.
        """
        if not 0.5 <= self.speed <= 1.5:
            raise SpeechError(
                f"语速 {self.speed:g} 不能用。",
                "请在 kit.toml 的 voice.speed 里写 0.7 到 1.2 之间的数。",
            )
        from kit.speech.network import Kokoro, network, own_network, start

        checksum, file = _network_of(self.folder)
        return Kokoro(
            session=start(own_network(file, checksum) if file else network()),
            style=self.style(),
            symbols=json.loads((self.folder / "vocab.json").read_text("utf-8")),
            speed=self.speed,
            fingerprint=self.engine_fingerprint,
        )


def _style(folder: Path, name: str) -> bytes:
    """Return the style vectors of a voice, or those halfway between the voices it names.

    Halfway between a woman's and a man's the network slurs fewer syllables than with either:
    docs/benchmarks.md.

    Raises:
        SpeechError: There is no such voice, or a file was changed.
    """
    voices = read_description(folder).get("voices", {})
    names = voices.get(name, {}).get("halfway", [name])
    for one in names:
        if "file" not in voices.get(one, {}):
            raise SpeechError(
                f"没有名叫“{one}”的音色。",
                "请在 kit.toml 的 voice.name 里写 kit voice list 列出的名字。",
            )
    styles = [_style_file(folder / voices[one]["file"], voices[one]["sha256"]) for one in names]
    if len(styles) == 1:
        return styles[0]
    import numpy as np

    middle = np.mean([np.frombuffer(one, np.float32) for one in styles], axis=0, dtype=np.float32)
    return middle.tobytes()


def _style_file(file: Path, checksum: str) -> bytes:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise SpeechError(f"音色文件 {file.name} 不见了。", REINSTALL) from error
    if hashlib.sha256(data).hexdigest() != checksum or len(data) != VOICE_BYTES:
        raise SpeechError(f"音色文件 {file.name} 不是原来的，可能损坏。", REINSTALL)
    return data


def _network_of(folder: Path) -> tuple[str, Path | None]:
    """Return the checksum the folder's network must have, and its file if it brings its own."""
    description = read_description(folder)
    if "network" not in description:
        return NETWORK_SHA256, None
    return str(description.get("network_sha256", "")), folder / description["network"]
