"""The embedded voice: Mandarin without internet, by the Kokoro-82M network (int8, ONNX)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kit.errors import SpeechError
from kit.json_text import parse_json
from kit.speech.network_file import NETWORK_SHA256, REINSTALL
from kit.speech.style_file import ROWS, STYLE_BYTES, WIDTH
from kit.speech.voices import read_description

if TYPE_CHECKING:
    from pathlib import Path

    from kit.speech.network import Kokoro

LEXICON = "lexicon.tsv"
SYMBOLS = "vocab.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class KokoroSpec:
    """Which voice at which speed, each file by its hash; where they lie says nothing of the sound.

    The network is named by the checksum it must have; the 92 MB are read only to speak.
    """

    folder: Path = field(compare=False)
    name: str = field(compare=False)
    speed: float
    """1.0 is the voice's own."""
    network_sha256: str
    style_sha256: str
    symbols_sha256: str

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
            symbols=parse_json((self.folder / SYMBOLS).read_text("utf-8")),
            speed=self.speed,
        )


def kokoro_spec(folder: Path, name: str, speed: float) -> KokoroSpec:
    """Return how to start a voice of a folder.

    Raises:
        SpeechError: There is no such voice, or a file was changed.
    """
    return KokoroSpec(
        folder=folder,
        name=name,
        speed=speed,
        network_sha256=_network_of(folder)[0],
        style_sha256=hashlib.sha256(_style(folder, name)).hexdigest(),
        symbols_sha256=hashlib.sha256((folder / SYMBOLS).read_bytes()).hexdigest(),
    )


def _style(folder: Path, name: str) -> bytes:
    """Return the style vectors of a voice, or those halfway between the two voices it names.

    Halfway between a woman's and a man's the network slurs fewer syllables than with either, and
    tells tones apart better the nearer the pitch is to the woman's: docs/benchmarks.md. ``pitch``
    is her share in it.

    Raises:
        SpeechError: There is no such voice, or a file was changed.
    """
    voices = read_description(folder).get("voices", {})
    described = voices.get(name, {})
    names = described.get("halfway", [name])
    for one in names:
        if "file" not in voices.get(one, {}):
            raise SpeechError(
                f"没有名叫“{one}”的音色。",
                "请在 kit.toml 的 voice.name 里写 kit voice list 列出的名字。",
            )
    styles = [_style_file(folder / voices[one]["file"], voices[one]["sha256"]) for one in names]
    if len(styles) == 1:
        return styles[0]
    pitch = described.get("pitch", 0.5)
    if len(styles) != 2 or not isinstance(pitch, int | float) or not 0 <= pitch <= 1:
        raise SpeechError(
            f"“{name}”的 halfway 要写两个音色，pitch 要写 0 到 1 之间的数。",
            "请照着自带声音的 voice.toml 改。",
        )
    import numpy as np

    first, second = (np.frombuffer(one, np.float32).reshape(ROWS, WIDTH) for one in styles)
    shares = np.full(WIDTH, 0.5, np.float32)
    shares[WIDTH // 2 :] = pitch  # the first half is the timbre
    mixed = shares * first + (1 - shares) * second
    return mixed.astype(np.float32).tobytes()


def _style_file(file: Path, checksum: str) -> bytes:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise SpeechError(f"音色文件 {file.name} 不见了。", REINSTALL) from error
    if hashlib.sha256(data).hexdigest() != checksum or len(data) != STYLE_BYTES:
        raise SpeechError(f"音色文件 {file.name} 不是原来的，可能损坏。", REINSTALL)
    return data


def _network_of(folder: Path) -> tuple[str, Path | None]:
    """Return the checksum the folder's network must have, and its file if it brings its own."""
    description = read_description(folder)
    if "network" not in description:
        return NETWORK_SHA256, None
    return str(description.get("network_sha256", "")), folder / description["network"]
