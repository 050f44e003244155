"""What is wrong with the recordings of a workspace, told before anything is broadcast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import SpeechError
from kit.model.finding import Finding, Severity
from kit.model.outputs import Output, outputs_of
from kit.recordings.human_readings import WHOLE_SUFFIXES, whole_recordings
from kit.recordings.take import RECORDINGS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.source.workspace import Workspace

CODE = "V01"
_SUFFIXES = "、".join(suffix.removeprefix(".").upper() for suffix in WHOLE_SUFFIXES)


def recording_findings(workspace: Workspace) -> Iterator[Finding]:
    """Yield a warning for every recording that is poor, unreadable or nobody's.

    Only those in one piece: takes were checked when they were brought in. A warning and no
    stop, for until somebody has listened and signed, the machine speaks.
    """
    folder = workspace.folder / RECORDINGS
    heard = {i.item_id for i in workspace.items if Output.CLIP in outputs_of(i)}
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        if path.is_file() and not path.name.startswith((".", "~")):
            yield from _about(path, heard)


def _about(path: Path, heard: set[str]) -> Iterator[Finding]:
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
    else:
        for told in _heard_in(path):
            yield _finding(path, path.stem, told, "")


def _heard_in(path: Path) -> tuple[str, ...]:
    from kit.recordings.decode import recording_warnings

    try:
        return recording_warnings(path.read_bytes(), path.name)
    except SpeechError as error:
        return (str(error),)
    except OSError:
        return (f"录音“{path.name}”读不出来。请核对磁盘，或重新拷贝。",)


def _finding(path: Path, item_id: str, message: str, remedy: str) -> Finding:
    return Finding(
        code=CODE,
        severity=Severity.WARN,
        message=message,
        remedy=remedy,
        item_id=item_id,
        file=f"{RECORDINGS}/{path.name}",
    )
