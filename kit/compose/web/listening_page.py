"""Pages to listen by, whole in one file: a voice's sheet of sentences, and a blind comparison."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.web.templating import filled

if TYPE_CHECKING:
    from collections.abc import Sequence

COMPARISON = "声音比一比"
"""What a file of answers calls itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A sentence and its sounds (MP3), one for each voice in the order they are heard."""

    text: str
    sounds: tuple[bytes, ...]
    voices: tuple[str, ...]
    """Whose they are; on a blind page nobody is shown it before the end."""

    @property
    def addresses(self) -> tuple[str, ...]:
        """The sounds as the page holds them: it is opened from a stick, without a network."""
        return tuple(
            f"data:audio/mpeg;base64,{base64.b64encode(one).decode()}" for one in self.sounds
        )


def voice_sheet(name: str, label: str, licence: str, sentences: Sequence[Heard]) -> str:
    """Return the page on which a voice is listened to."""
    return filled("voice_sheet.html", name=name, label=label, licence=licence, sentences=sentences)


def comparison_page(voices: tuple[str, str], seed: int, sentences: Sequence[Heard]) -> str:
    """Return a page of pairs to choose from; which voice is which it tells when all are chosen."""
    # An English name for a digit: what is plain to see would be no blind test.
    key = base64.b64encode(
        json.dumps({"voices": voices, "order": [one.voices for one in sentences]}).encode()
    ).decode()
    return filled(
        "comparison.html", sentences=sentences, key=key, seed=seed, kind=COMPARISON,
        name=f"{voices[0]}-{voices[1]}-{seed}",
    )  # fmt: skip
