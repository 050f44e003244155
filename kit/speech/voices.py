"""The voices at hand: a folder each, described by its ``voice.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kit.errors import SpeechError
from kit.text.toml_text import BadTomlError, parse_toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

DESCRIPTION = "voice.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownVoice:
    """A voice that can be named in ``kit.toml``."""

    name: str
    label: str
    """Such as 女声."""
    engine: str
    family: str
    """What its folder calls itself, such as 普通话（断网可用）."""
    folder: Path
    licence: str = ""
    """Of a voice that was added."""
    source: str = ""
    """Where such a voice came from."""


def known_voices(*roots: Path) -> tuple[KnownVoice, ...]:
    """Return the voices below ``roots``; of two with one name the earlier root's counts.

    Raises:
        SpeechError: A ``voice.toml`` cannot be read.
    """
    found: dict[str, KnownVoice] = {}
    for root in roots:
        for file in sorted(root.glob(f"*/{DESCRIPTION}")):
            for voice in _described(file):
                found.setdefault(voice.name, voice)
    return tuple(found.values())


def find_voice(name: str, engine: str, *roots: Path) -> KnownVoice:
    """Return the voice of that name.

    Raises:
        SpeechError: There is none that the engine can speak with; those there are are named.
    """
    voices = [voice for voice in known_voices(*roots) if voice.engine == engine]
    for voice in voices:
        if voice.name == name:
            return voice
    names = "、".join(f"{voice.name}（{voice.label}）" for voice in voices) or "（一个也没有）"
    raise SpeechError(
        f"没有名叫“{name}”的音色。", f"请在 kit.toml 的 voice.name 里写其中一个：{names}。"
    )


def read_description(folder: Path) -> Mapping[str, Any]:
    """Return a voice folder's ``voice.toml``.

    Raises:
        SpeechError: It is missing or no TOML.
    """
    file = f"{folder.name}/{DESCRIPTION}"
    try:
        # Notepad on older Windows writes a byte order mark.
        return _parsed((folder / DESCRIPTION).read_text("utf-8-sig"))
    except BadTomlError as bad:
        place = f" 第 {bad.line} 行" if bad.line else ""
        raise SpeechError(
            f"{file}{place}的格式不对，这个声音读不了。",
            '要写成 名称 = "内容"，用半角等号和半角引号；不要这个声音的，删去文件夹。',
        ) from bad
    except (OSError, ValueError) as error:
        raise SpeechError(
            f"{file} 读不了。", "请存成 UTF-8 编码的文本，或删去这个文件夹。"
        ) from error


@lru_cache(maxsize=64)
def _parsed(text: str) -> Mapping[str, Any]:
    """Return what a ``voice.toml`` says: a look at a script asks all of them which voice it is."""
    return parse_toml(text)


def _described(file: Path) -> Iterator[KnownVoice]:
    description = read_description(file.parent)
    for name, entry in description.get("voices", {}).items():
        yield KnownVoice(
            name=name,
            label=entry.get("label", name),
            engine=description.get("engine", ""),
            family=description.get("name", file.parent.name),
            folder=file.parent,
            licence=description.get("licence", ""),
            source=description.get("source", ""),
        )
