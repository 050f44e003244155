"""A neighbour's sentences put together: one level, the script's rests, nothing synthetic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import SpeechError
from kit.speech.flac import decode_flac
from kit.speech.loudspeaker import even
from kit.speech.sound import RATE_HZ, Clip, Mark, join, silence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.recordings.human_readings import HumanSentence


def human_clip(
    sentences: Sequence[HumanSentence], item_id: str, *, more_rest_s: float = 0.0
) -> Clip:
    """Return the sentences with their rests, each ``more_rest_s`` longer, and none at the end.

    Raises:
        SpeechError: There is none, or a file cannot be decoded.
    """
    if not sentences:
        raise SpeechError(f"{item_id} 的录音是空的。", "请重新导入。")
    clips: list[Clip] = []
    for one in sentences:
        samples = even(decode_flac(one.data))
        mark = Mark(start_s=0.0, end_s=len(samples) / RATE_HZ, written=one.written, item_id=item_id)
        clips += [Clip(samples=samples, marks=(mark,)), silence(one.pause_s + more_rest_s)]
    return join(clips[:-1])
