"""What the online voice gave for a sentence, held against what it was asked for.

The client hands over half a sentence as if it were whole. Nothing goes on the air of which the
service did not say that it spoke these very words, and of which the sound does not bear it out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, cast

from kit.speech.edge_faults import (
    ANOTHER_TEXT,
    CUT_OFF,
    MUTE,
    NOT_SOUND,
    OTHER_FORMAT,
    TOO_LONG,
    TOO_SHORT,
    UNMARKED,
    AnswerError,
)

if TYPE_CHECKING:
    from kit.speech.sound import Samples

RATE_HZ = 24_000
BYTES_A_SECOND = 6000
"""The service always sends 48 kbit/s."""

LEAST_SPOKEN_SHARE = 0.97
"""Of the text the service says it spoke: it may write a rare word in another form."""
LATEST_MARK_S = 0.1
LONGEST_TAIL_S = 3.0
"""After the last word: it leaves about a second of silence, and another sentence is longer."""
FASTEST = 12.0
"""Characters a second: no voice is understood at this pace, none is set to it."""
SLOWEST_S = 1.5
"""For a character: so much sound is none of this sentence."""
FAINTEST = 1e-3


@dataclass(slots=True)
class Answer:
    """What came so far."""

    audio: bytearray = field(default_factory=bytearray)
    said: str = ""
    """The words the service says it spoke."""
    last_s: float = 0.0
    """When it says that the last of them ends."""

    def swollen(self, text: str) -> bool:
        """Return whether so much came that it cannot be this sentence."""
        return len(self.audio) > BYTES_A_SECOND * (SLOWEST_S * len(text) + 10)


def samples_of(text: str, answer: Answer) -> Samples:
    """Return the samples of an answer, once it is known to be ``text`` and whole.

    Raises:
        AnswerError: Words or seconds are missing, or it is something else.
    """
    wanted, heard = letters(text), letters(answer.said)
    if not heard:
        raise AnswerError(UNMARKED)
    if not _is_whole(wanted, heard):
        raise AnswerError(CUT_OFF if wanted.startswith(heard) else ANOTHER_TEXT)
    samples = _decoded(bytes(answer.audio))
    seconds = len(samples) / RATE_HZ
    if answer.last_s > seconds + LATEST_MARK_S:
        raise AnswerError(CUT_OFF)
    if seconds * FASTEST < len(wanted):
        raise AnswerError(TOO_SHORT)
    if seconds > answer.last_s + LONGEST_TAIL_S:
        raise AnswerError(TOO_LONG)
    if abs(samples).max() < FAINTEST:
        raise AnswerError(MUTE)
    return samples


def letters(text: str) -> str:
    """Return what of ``text`` is spoken."""
    return "".join(character for character in text if character.isalnum())


def _is_whole(wanted: str, heard: str) -> bool:
    alike = sum(map(str.__eq__, wanted, heard)) if len(wanted) == len(heard) else len(heard)
    enough = LEAST_SPOKEN_SHARE * len(wanted)
    return enough <= alike <= len(wanted) / LEAST_SPOKEN_SHARE and heard[-2:] == wanted[-2:]


def _decoded(mp3: bytes) -> Samples:
    """Return the samples of an MP3 in the one form the service sends.

    Raises:
        AnswerError: It is none, or has another form.
    """
    import soundfile

    try:
        samples, rate_hz = soundfile.read(BytesIO(mp3), dtype="float32")
    except soundfile.LibsndfileError as error:
        raise AnswerError(NOT_SOUND) from error
    if rate_hz != RATE_HZ or samples.ndim != 1:
        raise AnswerError(OTHER_FORMAT)
    if not len(samples):
        raise AnswerError(NOT_SOUND)
    return cast("Samples", samples)
