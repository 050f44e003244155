"""What is said of a figure that is not silently right."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Answer(Enum):
    """How a figure is answered that is none of the key facts."""

    STOP = auto()
    """It differs, has no source, or cannot be read."""
    LISTED = auto()
    """Of another thing, by its own words: the signers read it on the review sheet."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """An answer, why, and what to do."""

    answer: Answer
    why: str
    """Goes on behind 写“450元”，."""
    remedy: str = ""


def stop(why: str, remedy: str = "") -> Verdict:
    """Return that a figure stops its item."""
    return Verdict(Answer.STOP, why, remedy)


def listed(what: str) -> Verdict:
    """Return that a figure stands on the review sheet as ``what``."""
    return Verdict(Answer.LISTED, what)
