"""A neighbour's sentences put together: one level, the script's rests, nothing synthetic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.errors import SpeechError
from kit.speech.flac import decode_flac
from kit.speech.loudspeaker import even
from kit.speech.sound import RATE_HZ, Clip, Mark, join, silence

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class HumanLine:
    """A sentence that somebody read."""

    data: bytes
    """A FLAC file."""
    written: str
    pause_s: float


def human_clip(lines: Sequence[HumanLine], item_id: str) -> Clip:
    """Return the sentences with their rests, as long as its parts, and no rest at the end.

    Raises:
        SpeechError: There is none, or a file cannot be decoded.
    """
    if not lines:
        raise SpeechError(f"{item_id} 的录音是空的。", "请重新导入。")
    clips: list[Clip] = []
    for line in lines:
        samples = even(decode_flac(line.data))
        mark = Mark(
            start_s=0.0, end_s=len(samples) / RATE_HZ, written=line.written, item_id=item_id
        )
        clips += [Clip(samples=samples, marks=(mark,)), silence(line.pause_s)]
    return join(clips[:-1])
