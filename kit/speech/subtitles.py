"""Texts beside a sound file: subtitles, a script to read along, a playlist."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kit.speech.sound import Mark


def srt(marks: Sequence[Mark]) -> str:
    """Return subtitles in SRT form."""
    cues = (
        f"{number}\n{_clock(mark.start_s)} --> {_clock(mark.end_s)}\n{mark.written}\n"
        for number, mark in enumerate(marks, start=1)
    )
    return "\n".join(cues)


def read_along(title: str, marks: Sequence[Mark]) -> str:
    """Return the text with the minute and second of each sentence, for listening with a pencil."""
    lines = [title, ""]
    item_id = marks[0].item_id if marks else ""
    for mark in marks:
        if mark.item_id != item_id:
            lines.append("")
            item_id = mark.item_id
        minutes, seconds = divmod(int(mark.start_s), 60)
        lines.append(f"{minutes:02d}:{seconds:02d}　{mark.written}")
    return "\n".join(lines) + "\n"


def m3u8(entries: Iterable[tuple[str, str, float]]) -> str:
    """Return a playlist of (file name, title, seconds) in play order."""
    lines = ["#EXTM3U"]
    for name, title, seconds in entries:
        lines += [f"#EXTINF:{round(seconds)},{title}", name]
    return "\n".join(lines) + "\n"


def cue_sheet(file: str, title: str, performer: str, tracks: Sequence[tuple[str, float]]) -> str:
    """Return a CUE sheet: players jump to each (title, second) as if it were a file of its own."""
    lines = [f'PERFORMER "{_plain(performer)}"', f'TITLE "{_plain(title)}"', f'FILE "{file}" MP3']
    for number, (name, start_s) in enumerate(tracks, start=1):
        # The format counts in 75ths of a second, and the first track starts the file.
        frames = round(start_s * 75) if number > 1 else 0
        minutes, rest = divmod(frames, 75 * 60)
        lines += [
            f"  TRACK {number:02d} AUDIO",
            f'    TITLE "{_plain(name)}"',
            f"    INDEX 01 {minutes:02d}:{rest // 75:02d}:{rest % 75:02d}",
        ]
    return "\r\n".join(lines) + "\r\n"


def _plain(text: str) -> str:
    """Return ``text`` without what would end a quoted value early."""
    return " ".join(text.replace('"', "'").split())


def _clock(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    hours, rest = divmod(thousandths, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{hours:02d}:{minutes:02d}:{rest // 1000:02d},{rest % 1000:03d}"
