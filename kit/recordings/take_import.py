"""Taking in what a neighbour recorded: cut, checked, kept with speaker, consent and original."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.recordings.alignment import align
from kit.recordings.human_readings import lines_of
from kit.recordings.kept_take import keep_take, line_of
from kit.recordings.own_voice import hear_person, own_voice
from kit.recordings.take import (
    Take,
    voice_name,
)
from kit.recordings.verdicts import (
    Fault,
    Verdict,
    check_sentences,
    cut_reading,
    faults_of_passages,
    sounding,
    trimmed,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from kit.compose.spoken.read_lines import ReadLine
    from kit.model.item import Item
    from kit.recordings.hearing import Hearing
    from kit.source.voices import DialectVoice
    from kit.source.workspace import Workspace
    from kit.speech.sound import Samples

_NUMBER = re.compile(r"\d+")
_REST_BETWEEN_FILES_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who reads, and how they agreed to be broadcast."""

    name: str
    consent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of the files: a take, or the faults that kept them from being one."""

    verdicts: tuple[Verdict, ...]
    folder: Path | None
    """None where nothing was taken in."""
    seconds: float = 0.0


def speaker_of(name: str, day: date, *, consent: bool) -> Speaker:
    """Return who reads.

    Raises:
        SourceError: There is no name, or no consent: nobody is broadcast without having agreed.
    """
    name = " ".join(name.split())
    if not 2 <= len(name) <= 20 or not name.isprintable():
        raise SourceError("没有写清是谁念的。", "请加上 --speaker 姓名。")
    if not consent:
        raise SourceError(
            f"没有写明{name}同意播出。",
            "请本人看过 docs/guide/recording.md 里的同意书，再加 --consent。",
        )
    return Speaker(name=name, consent=f"本人同意录音在本乡广播、公开网页播放（{day.isoformat()}）")


def import_take(
    workspace: Workspace,
    item: Item,
    voice: DialectVoice | None,
    files: Sequence[tuple[str, bytes]],
    *,
    speaker: Speaker,
    day: date,
    tolerate: bool = False,
) -> Imported:
    """Return the take made from ``files``: one of the whole reading, or one a sentence.

    ``tolerate`` takes in what is only poor; what is missing, cut off or inaudible never is.

    Raises:
        SpeechError: A file is a video, of an unreadable kind, or damaged.
        StorageError: The disk does not take it.
    """
    lines = lines_of(item, workspace.township, voice)
    ordered = in_order(files)
    own = own_voice(workspace.folder)
    hearings = [hear_person(data, name, own) for name, data in ordered]
    sentences, verdicts = _sentences(hearings, [line.read for line in lines])
    poor = all(verdict.fault.tolerable for verdict in verdicts)
    if verdicts and not (tolerate and poor):
        return Imported(verdicts=verdicts, folder=None)
    take = _take(item, voice, lines, sentences, ordered, speaker, day, verdicts)
    folder = keep_take(workspace, item, take, sentences, ordered)
    seconds = sum(line.seconds + line.pause_s for line in take.lines)
    return Imported(verdicts=verdicts, folder=folder, seconds=seconds)


def in_order(files: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Return files by the last number in their names, or as given where that tells nothing."""
    numbers = [_NUMBER.findall(PurePath(name).stem) for name, _ in files]
    # By the last number: telephones put the day before it.
    if not all(numbers) or len({int(found[-1]) for found in numbers}) < len(files):
        return list(files)
    order = sorted(range(len(files)), key=lambda at: int(numbers[at][-1]))
    return [files[at] for at in order]


def _sentences(
    hearings: Sequence[Hearing], lines: Sequence[str]
) -> tuple[tuple[Samples, ...], tuple[Verdict, ...]]:
    """Return the sentences that were found, and everything that is wrong with them."""
    # Asked first: a script of one line is a sentence, and no reading to be cut.
    if len(hearings) == len(lines):
        verdicts = tuple(v for found in check_sentences(hearings, lines) for v in found)
        return tuple(trimmed(hearing) for hearing in hearings), verdicts
    if len(hearings) == 1:
        cut = cut_reading(hearings[0], lines)
        return tuple(one for one in cut.sentences if one is not None), cut.verdicts
    return (), _wrong_count(hearings, lines)


def _wrong_count(hearings: Sequence[Hearing], lines: Sequence[str]) -> tuple[Verdict, ...]:
    """Return how many files there should be, and which sentence is likely missing or doubled."""
    count = Verdict(
        fault=Fault.MISSING if len(hearings) < len(lines) else Fault.EXTRA,
        message=f"稿子有 {len(lines)} 句，给了 {len(hearings)} 个文件。",
        remedy="请一句录一个文件，或整篇录一个文件。",
    )
    if not all(hearing.phrases for hearing in hearings):
        return (count,)
    phrases, at = [], 0.0
    for hearing in hearings:
        phrases.append((at, at + hearing.span_s))
        at += hearing.span_s + _REST_BETWEEN_FILES_S
    passages = align(phrases, [sounding(line) for line in lines])
    return (count, *faults_of_passages(passages, (), lines))


def _take(
    item: Item,
    voice: DialectVoice | None,
    lines: Sequence[ReadLine],
    sentences: Sequence[Samples],
    originals: Sequence[tuple[str, bytes]],
    speaker: Speaker,
    day: date,
    verdicts: Sequence[Verdict],
) -> Take:
    return Take(
        item_id=item.item_id,
        voice=voice_name(voice),
        speaker=speaker.name,
        consent=speaker.consent,
        recorded=day.isoformat(),
        originals=tuple(
            (f"{n:02}_{safe_name(name)}", sha256(data).hexdigest())
            for n, (name, data) in enumerate(originals, start=1)
        ),
        lines=tuple(
            line_of(number, line, samples)
            for number, (line, samples) in enumerate(zip(lines, sentences, strict=True), start=1)
        ),
        tolerated=tuple(verdict.message for verdict in verdicts),
    )


def safe_name(name: str) -> str:
    """Return a file's name without its folder and without what no Windows file name may hold."""
    return re.sub(r'[\\/:*?"<>|\s\x00-\x1f]+', "_", PurePath(name).name)[-60:]
