"""The shelf of voices: files from elsewhere become voices of the workspace, and go again."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.errors import KitError, RequestError, SourceError
from kit.source.builtin import builtin_dir
from kit.source.files import read_text, storage_errors, write_in_folder
from kit.source.toml_lines import entry_line
from kit.source.voices import VOICES
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from kit.progress import Clock

MADE_BY = "# 由 kit voice add 收进来"
FAMILY = "自己加的声音"
LARGEST_NETWORK = 2**30
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{1,39}")
_NO_FOLDER = frozenset({"con", "prn", "aux", "nul"})
"""Windows makes no folder of these names."""
_SYMBOLS = "vocab.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVoice:
    """A voice that somebody brought, and what they know of it."""

    file: Path
    name: str = ""
    """By default that of the file, or of the one that was picked."""
    label: str = ""
    licence: str
    source: str = ""
    pick: str = ""
    """Which of several voices in an archive."""
    network: Path | None = None
    symbols: Path | None = None
    """The network's own table of symbols."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """A voice that now stands in the workspace."""

    name: str
    folder: Path
    style_sha256: str
    network_sha256: str
    """Empty where it speaks with the kit's own network."""


def add_voice(folder: Path, new: NewVoice, clock: Clock) -> Shelved:
    """Return a voice once it was looked at, heard by the machine, and kept in the workspace.

    Raises:
        RequestError: No licence was told, or the name is none or taken.
        SpeechError: It is no such file, or no speech comes of it.
        SourceError: A file cannot be read.
        StorageError: The disk is full; nothing is left of it.
    """
    from kit.speech.network import network as own_network
    from kit.speech.style_file import LARGEST_FILE, style_of
    from kit.speech.trial import symbols_in, try_voice

    name = _name_of(new)
    _refuse_without_licence(new)
    place = _free_place(folder, name)
    style = style_of(_read(new.file, LARGEST_FILE), new.file.name, new.pick)
    table = new.symbols or builtin_dir(VOICES) / "mandarin" / _SYMBOLS
    symbols = symbols_in(read_text(table), table.name)
    network = _read(new.network, LARGEST_NETWORK) if new.network else b""
    heard_with = new.network.name if new.network else new.file.name
    try_voice(network or own_network(), style, symbols, heard_with)
    shelved = Shelved(
        name, place, hashlib.sha256(style).hexdigest(),
        hashlib.sha256(network).hexdigest() if network else "",
    )  # fmt: skip
    files = {
        f"{name}.bin": style,
        _SYMBOLS: json.dumps(symbols, ensure_ascii=False, indent=0).encode("utf-8"),
        **({f"{name}.onnx": network} if network else {}),
        # Last: a folder without it is no voice.
        "voice.toml": _description(new, shelved, clock).encode("utf-8"),
    }
    try:
        for file_name, data in files.items():
            write_in_folder(place / file_name, data)
    except KitError:
        shutil.rmtree(place, ignore_errors=True)
        raise
    return shelved


def remove_voice(folder: Path, name: str) -> Path:
    """Return the folder of an added voice that was taken away.

    Raises:
        RequestError: It is the township's voice, or none that was added.
        StorageError: It cannot be deleted.
    """
    township = open_workspace(folder).township
    if township.voice.name == name:
        raise RequestError(
            f"“{name}”正用着。", "请先在“设置 → 声音”或 kit.toml 的 voice.name 里换一个，再删。"
        )
    place = folder / VOICES / name
    description = place / "voice.toml"
    if not _NAME.fullmatch(name) or not description.is_file():
        raise RequestError(f"没有加过名叫“{name}”的声音。", "kit voice list 列出现有的。")
    if not read_text(description).startswith(MADE_BY):
        raise RequestError(
            f"“{name}”不是用 kit voice add 加的，里面可能有自己的表。",
            f"确实不要的，请自己删去文件夹 {VOICES}/{name}。",
        )
    with storage_errors(place):
        # First what makes it a voice: a half-deleted one must not be found.
        description.unlink()
        shutil.rmtree(place)
    return place


def _name_of(new: NewVoice) -> str:
    """Return the name of a new voice.

    Raises:
        RequestError: It is none that a folder and ``kit.toml`` can have.
    """
    name = new.name or (new.pick or new.file.stem).lower()
    if not _NAME.fullmatch(name) or name in _NO_FOLDER:
        raise RequestError(
            f"“{name}”不能作声音的名字。",
            "请加上 --name，用小写字母、数字、- 和 _ 写两到四十个字，如 zf_001。",
        )
    return name


def _refuse_without_licence(new: NewVoice) -> None:
    """Refuse a voice of which nobody says how it may be used.

    Raises:
        RequestError: No licence was told.
    """
    if not new.licence.strip():
        raise RequestError(
            f"没有写 {new.file.name} 的许可。",
            "请看下载它的地方写的是什么许可，加上 --licence，如 --licence Apache-2.0；"
            "不许公开播放的（如“仅供研究”），不要用在大喇叭上。",
        )


def _free_place(folder: Path, name: str) -> Path:
    """Return the folder for a new voice.

    Raises:
        RequestError: A voice or a folder of that name is there already.
    """
    from kit.speech.voices import known_voices

    open_workspace(folder)
    roots = folder / VOICES, builtin_dir(VOICES)
    taken = {voice.name for voice in known_voices(*roots)}
    if name in taken or any((root / name).exists() for root in roots):
        raise RequestError(
            f"已经有名叫“{name}”的声音。",
            f"请加上 --name 换一个名字；要换掉它，先运行 kit voice remove {name}。",
        )
    return folder / VOICES / name


def _read(file: Path, most: int) -> bytes:
    """Return a file from elsewhere.

    Raises:
        SourceError: It cannot be read, or is larger than any such file.
    """
    try:
        with file.open("rb") as stream:
            data = stream.read(most + 1)
    except OSError as error:
        raise SourceError(
            f"读不出 {file.name}（{error.strerror}）。", "请核对 U盘有没有插好，再试。"
        ) from error
    if len(data) > most:
        raise SourceError(
            f"{file.name} 太大，不像音色文件。", f"最大 {most // 2**20} MB，请核对是不是拿错了。"
        )
    return data


def _description(new: NewVoice, shelved: Shelved, clock: Clock) -> str:
    """Return the ``voice.toml`` of an added voice."""
    about = {
        "name": FAMILY,
        "engine": "kokoro",
        "licence": new.licence.strip(),
        "source": new.source.strip() or new.file.name,
    }
    if shelved.network_sha256:
        about |= {
            "network": f"{shelved.name}.onnx",
            "network_sha256": shelved.network_sha256,
        }
    voice = {
        "label": new.label.strip() or shelved.name,
        "file": f"{shelved.name}.bin",
        "sha256": shelved.style_sha256,
    }
    lines = [
        f"{MADE_BY}，{clock():%Y-%m-%d}。",
        *(entry_line(key, value) for key, value in about.items()),
        "",
        f"[voices.{shelved.name}]",
        *(entry_line(key, value) for key, value in voice.items()),
    ]
    return "\n".join(lines) + "\n"
