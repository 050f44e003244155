"""Takes on disk: what a neighbour read of an item, sentence by sentence, with speaker and consent.

``recordings/<item>/<voice>/`` holds ``take.toml``, one FLAC file a sentence, and in
``original/`` what was handed in, untouched. A take is written whole or not at all.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from kit.errors import SourceError
from kit.source.files import (
    make_folder,
    put_folder,
    read_text,
    replace,
    storage_errors,
    write_durable,
)
from kit.text.toml_text import parse_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from kit.source.voices import DialectVoice

RECORDINGS = "recordings"
FILE = "take.toml"
ORIGINAL = "original"
MANDARIN = "mandarin"
"""Voice of a human who reads the Mandarin script in the machine's place."""
_EARLIER = "旧"
_UNFINISHED = "未交"
_LINE: Mapping[str, Callable[[Any], Any]] = {
    "file": str, "sha256": str, "seconds": float,
    "written": str, "read": str, "pause_s": float, "joined": bool,
}  # fmt: skip
"""A sentence's entries in the file, in its order; takes of the first version have no joined."""
_CHANGED_REMEDY = "请重新导入录音：kit voice import。"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeLine:
    """One sentence: what was to be read, and the file in which it is heard."""

    file: str
    sha256: str
    seconds: float
    written: str
    """As it stands on paper: 12月31日."""
    read: str
    """As it is said, in the voice's own words."""
    pause_s: float
    joined: bool = False
    """Put together from the phrase bank, not read as a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """All sentences of an item in one voice, read by one person who agreed to it."""

    item_id: str
    voice: str
    speaker: str
    consent: str
    recorded: str
    """ISO date of the import."""
    originals: tuple[tuple[str, str], ...]
    """Name and SHA-256 of every file that was handed in."""
    lines: tuple[TakeLine, ...]
    tolerated: tuple[str, ...] = ()
    """Faults that whoever imported it took for good enough."""

    @property
    def joined(self) -> tuple[int, ...]:
        """Numbers of the sentences put together from the phrase bank."""
        return tuple(n for n, line in enumerate(self.lines, start=1) if line.joined)


def take_folder(workspace: Path, item_id: str, voice: str) -> Path:
    """Return where an item's take in a voice stands."""
    return workspace / RECORDINGS / item_id / voice


def unfinished_folder(workspace: Path, item_id: str, voice: str) -> Path:
    """Return where the lines of a take wait until all are recorded."""
    whole = take_folder(workspace, item_id, voice)
    return whole.with_name(f"{whole.name}.{_UNFINISHED}")


def line_file(folder: Path, number: int) -> Path:
    """Return where a line that was recorded by itself stands in there."""
    return folder / f"{number:02}.wav"


def voice_name(voice: DialectVoice | None) -> str:
    """Return how folders and the ledger call a voice; None is a human who reads Mandarin."""
    return voice.voice_id if voice else MANDARIN


def read_take(folder: Path) -> Take | None:
    """Return the take in ``folder``; None where there is none.

    Raises:
        SourceError: Its description cannot be read.
    """
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        data = parse_toml(read_text(path))
        return _take(data)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise SourceError(
            f"{folder.parent.name}/{folder.name}/{FILE} 不完整或被改坏。", _CHANGED_REMEDY
        ) from None


def read_sounds(folder: Path, take: Take) -> tuple[bytes, ...]:
    """Return the take's files, one a sentence.

    Raises:
        SourceError: One is missing, or is not the one that was imported.
    """
    return tuple(_sound(folder, line) for line in take.lines)


def write_take(folder: Path, take: Take, sounds: Mapping[str, bytes]) -> None:
    """Put a take in ``folder``, with ``sounds`` by file name; an earlier one is kept beside it.

    Raises:
        StorageError: The disk does not take it; the earlier take stands.
    """
    partial = folder.with_name(f".{folder.name}.part")
    with storage_errors(folder):
        shutil.rmtree(partial, ignore_errors=True)
        make_folder(folder.parent)
        (partial / ORIGINAL).mkdir(parents=True)
        for name, data in sounds.items():
            write_durable(partial / name, data)
        write_durable(partial / FILE, _text(take).encode())
        if folder.exists():
            replace(folder, _free(folder))
        put_folder(partial, folder)


def _free(folder: Path) -> Path:
    number = 1
    while (earlier := folder.with_name(f"{folder.name}.{_EARLIER}{number}")).exists():
        number += 1
    return earlier


def _sound(folder: Path, line: TakeLine) -> bytes:
    where = f"{folder.parent.name}/{folder.name}/{line.file}"
    # The name comes from a file that anybody can edit: nothing outside is opened.
    if "/" in line.file or "\\" in line.file or ".." in line.file:
        raise SourceError(f"{where} 不是录音文件名。", _CHANGED_REMEDY)
    try:
        data = (folder / line.file).read_bytes()
    except OSError:
        raise SourceError(f"录音 {where} 不见了。", _CHANGED_REMEDY) from None
    if sha256(data).hexdigest() != line.sha256:
        raise SourceError(f"录音 {where} 和导入时不一样。", _CHANGED_REMEDY)
    return data


def _take(data: dict[str, Any]) -> Take:
    return Take(
        item_id=str(data["item"]),
        voice=str(data["voice"]),
        speaker=str(data["speaker"]),
        consent=str(data["consent"]),
        recorded=str(data["recorded"]),
        tolerated=tuple(map(str, data.get("tolerated", ()))),
        originals=tuple((str(one["file"]), str(one["sha256"])) for one in data.get("original", ())),
        lines=tuple(_line({"joined": False, **one}) for one in data["sentence"]),
    )


def _line(entry: Mapping[str, Any]) -> TakeLine:
    return TakeLine(**{name: kind(entry[name]) for name, kind in _LINE.items()})


def _text(take: Take) -> str:
    return "\n".join(_toml(take)) + "\n"


def _toml(take: Take) -> Iterator[str]:
    yield "# 录音登记，由 kit voice 写；改了就要重新听审。"
    for key, value in (
        ("item", take.item_id),
        ("voice", take.voice),
        ("speaker", take.speaker),
        ("consent", take.consent),
        ("recorded", take.recorded),
        ("tolerated", list(take.tolerated)),
    ):
        yield f"{key} = {_value(value)}"
    for name, digest in take.originals:
        yield f"\n[[original]]\nfile = {_value(name)}\nsha256 = {_value(digest)}"
    for line in take.lines:
        yield "\n[[sentence]]"
        yield from (f"{name} = {_value(getattr(line, name))}" for name in _LINE)


def _value(value: Any) -> str:
    """Return a value as TOML writes it: for text, numbers and lists that is JSON."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
