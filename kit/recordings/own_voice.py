"""Whether a recording is a clip of ours: no machine's voice may pass for a neighbour's.

The mark inside a file is looked for where it is decoded (:mod:`kit.recordings.decode`). Here it
is told by its sound, for a mark is lost when somebody saves a clip in another program.
"""

from __future__ import annotations

import contextlib
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np

from kit.errors import SpeechError, StorageError
from kit.json_text import parse_json
from kit.recordings.decode import BY_A_PERSON, decode_recording, decode_sound, read_recording
from kit.recordings.hearing import hear
from kit.recordings.voice_print import SAME_SOUND, marks_of, stretches_alike, voice_prints
from kit.source.files import read_own, write_atomic
from kit.source.private import PRIVATE, STORE
from kit.speech.filters import resample
from kit.speech.flac import decode_flac
from kit.speech.sound import RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kit.recordings.hearing import Hearing
    from kit.recordings.human_readings import HumanReading
    from kit.recordings.voice_print import Marks, VoicePrints
    from kit.speech.sound import Samples

PRINTS = f"{PRIVATE}/voice-prints.npz"
# The edition stands above this floor and writes them; a test builds a week and hands it in.
_SPOKEN = f"{STORE}/blobs/*/*"
_EDITIONS = "output/*/r*/manifest.json"
_CLIPS = "/clips/"
_SIGNED = "已签"


def own_voice(workspace: Path) -> VoicePrints:
    """Return what every clip that a machine spoke in this workspace is known by again.

    Each is listened to once. What it is known by is kept by its hash, also when the clip itself
    is collected: a copy of it may come back years later.
    """
    file = workspace / PRINTS
    known = _read(file)
    new = {name: path for name, path in _machine_clips(workspace) if name not in known}
    heard = {name: marks for name, path in new.items() if (marks := _marks_in(path)) is not None}
    if heard:
        known |= heard
        # A folder that cannot be written is still checked; it only takes longer each time.
        with contextlib.suppress(StorageError):
            write_atomic(file, _bytes(known))
    return voice_prints([marks for marks in known.values() if len(marks)])


def hear_person(data: bytes, name: str, own: VoicePrints) -> Hearing:
    """Return what is heard in a recording that a person made.

    Raises:
        SpeechError: A machine spoke it, or it is no sound that can be used.
    """
    hearing = hear(*decode_recording(data, name))
    refuse_own_voice(hearing.samples, name, own)
    return hearing


def refuse_own_voice(samples: Samples, name: str, own: VoicePrints) -> None:
    """Refuse sound that is a clip of ours, whatever was done to its file.

    Raises:
        SpeechError: It is one.
    """
    if stretches_alike(marks_of(samples), own) >= SAME_SOUND:
        raise SpeechError(f"“{name}”和本软件朗读过的是同一段声音。", BY_A_PERSON)


def refuse_machine(reading: HumanReading, name: str, own: VoicePrints) -> None:
    """Refuse a reading before somebody signs that a person is heard in it.

    Raises:
        SpeechError: It is a machine's, or cannot be played.
    """
    if reading.whole is not None:
        refuse_own_voice(read_recording(reading.whole, name), name, own)
    for one in reading.sentences:
        refuse_own_voice(decode_flac(one.data), one.written, own)


def _machine_clips(workspace: Path) -> Iterator[tuple[str, Path]]:
    """Yield hash and file of all that may be a machine's: sentences stored, clips published."""
    for path in workspace.glob(_SPOKEN):
        yield path.parent.name + path.name, path
    for file in workspace.glob(_EDITIONS):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            for entry in parse_json(read_own(file))["files"]:
                if _CLIPS in entry["path"] and _by_machine_alone(entry["figures"]):
                    yield entry["sha256"], file.parent / entry["path"]


def _by_machine_alone(figures: Mapping[str, object]) -> bool:
    """Return whether no neighbour is heard in a clip: their own recording must not be refused."""
    readings = figures.get("readings")
    if figures.get("recorded") != [] or not isinstance(readings, dict):
        return False
    return not any(one[1] == _SIGNED for found in readings.values() for one in found)


def _marks_in(path: Path) -> Marks | None:
    """Return what a clip is known by, no marks for what is no sound; None for a damaged file."""
    try:
        data = read_own(path)
        # The store holds pages and pictures as well; its only FLAC files are sentences.
        if path.suffix != ".mp3" and not data.startswith(b"fLaC"):
            return np.zeros((0, 2), np.int32)
        mono, rate_hz = decode_sound(data, path.name)
        return marks_of(resample(mono, from_hz=rate_hz, to_hz=RATE_HZ))
    except (OSError, SpeechError):
        return None


def _read(file: Path) -> dict[str, Marks]:
    """Return what is kept of clips by their hashes; nothing of a file that is damaged."""
    try:
        with np.load(BytesIO(read_own(file)), allow_pickle=False) as kept:
            names, counts, marks = kept["names"], kept["counts"], kept["marks"]
        parts = np.split(marks, np.cumsum(counts)[:-1])
        return dict(zip(names.astype(str).tolist(), parts, strict=True))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return {}


def _bytes(known: Mapping[str, Marks]) -> bytes:
    file = BytesIO()
    np.savez(
        file,
        names=np.array([name.encode("ascii") for name in known]),
        counts=np.array([len(marks) for marks in known.values()], np.int32),
        marks=np.concatenate([np.zeros((0, 2), np.int32), *known.values()]),
    )
    return file.getvalue()
