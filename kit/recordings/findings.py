"""What is wrong with the recordings of a workspace, told before anything is broadcast."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kit.errors import SpeechError
from kit.model.finding import Finding, Severity
from kit.model.outputs import Output, outputs_of
from kit.recordings.human_readings import WHOLE_SUFFIXES, whole_recordings
from kit.recordings.take import RECORDINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kit.recordings.voice_print import VoicePrints
    from kit.source.workspace import Workspace

CODE = "V01"
_SUFFIXES = "、".join(suffix.removeprefix(".").upper() for suffix in WHOLE_SUFFIXES)


def recording_findings(workspace: Workspace) -> Iterator[Finding]:
    """Yield a warning for every recording that is poor, unreadable or nobody's.

    Only those in one piece: takes were checked when they were brought in. A warning and no
    stop, for until somebody has listened and signed, the machine speaks.
    """
    folder = workspace.folder / RECORDINGS
    # Clips are listened to only where there is a recording to be told from them.
    own = cache(lambda: _own_voice(workspace.folder))
    heard = {i.item_id for i in workspace.items if Output.CLIP in outputs_of(i)}
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        if path.is_file() and not path.name.startswith((".", "~")):
            yield from _about(path, heard, own)


def _about(path: Path, heard: set[str], own: Callable[[], VoicePrints]) -> Iterator[Finding]:
    if path.stem not in heard:
        yield _finding(
            path, "", "不知道是哪一条的录音。", "请把文件名改成要播的事项的编号，或移走。"
        )
    elif path.suffix.lower() not in WHOLE_SUFFIXES:
        yield _finding(
            path,
            path.stem,
            f"不是 {_SUFFIXES}，用不上。",
            "请在手机或电脑上另存为 MP3 或 WAV。",
        )
    elif path != (used := whole_recordings(path.parent.parent, path.stem)[0]):
        yield _finding(
            path, path.stem, f"这一条有两个录音，用的是 {used.name}。", "请把不用的移走。"
        )
    elif told := _heard_in(path, own):
        yield _finding(path, path.stem, *told)


def _heard_in(path: Path, own: Callable[[], VoicePrints]) -> tuple[str, str] | None:
    """Return what is wrong with a recording and what to do; None where it may be broadcast."""
    from kit.recordings.decode import refuse_silence
    from kit.recordings.own_voice import hear_person
    from kit.recordings.verdicts import faults_of_sound

    try:
        hearing = hear_person(path.read_bytes(), path.name, own())
        refuse_silence(hearing.samples, path.name)
    except SpeechError as error:
        return error.message, error.remedy
    except OSError:
        return f"录音“{path.name}”读不出来。", "请核对磁盘，或重新拷贝。"
    return next(((one.message, one.remedy) for one in faults_of_sound(hearing)), None)


def _own_voice(folder: Path) -> VoicePrints:
    from kit.recordings.own_voice import own_voice

    return own_voice(folder)


def _finding(path: Path, item_id: str, message: str, remedy: str) -> Finding:
    return Finding(
        code=CODE,
        severity=Severity.WARN,
        message=message,
        remedy=remedy,
        item_id=item_id,
        file=f"{RECORDINGS}/{path.name}",
    )
