"""What people chose of two voices, from the files that their pages saved."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING

from kit.compose.web.listening_page import COMPARISON
from kit.errors import RequestError, SourceError
from kit.json_text import parse_json
from kit.office.hear_voices import SENTENCES
from kit.source.files import read_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_LARGEST_RESULT = 64 * 1024
_SURE = 0.05
"""A difference that chance alone makes once in twenty times counts as one."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What people chose of two voices, over all their answers."""

    listeners: int
    votes: dict[str, int]
    alike: int

    @property
    def better(self) -> str:
        """The voice chosen more often than chance would have it; empty where none is."""
        first, second = self.votes
        ahead = max(self.votes, key=lambda name: self.votes[name])
        votes = self.votes[first] + self.votes[second]
        return ahead if votes and _by_chance(votes, self.votes[ahead]) < _SURE else ""


def tallied(files: Sequence[Path]) -> Tally:
    """Return what people chose, from the files that their pages saved.

    Raises:
        RequestError: There is no file.
        SourceError: One is none of ours, or they are of different voices.
    """
    if not files:
        raise RequestError("没有结果可算。", "请写页面存下的结果文件，可以写几个人的。")
    results = [_result(file) for file in files]
    pairs = {frozenset(voices) for voices, _ in results}
    if len(pairs) > 1:
        raise SourceError("这些结果比的不是同两个声音。", "请把同两个声音的放在一起算。")
    voices = results[0][0]
    chosen = [one for _, choices in results for one in choices]
    votes = {name: chosen.count(name) for name in voices}
    return Tally(len(results), votes, chosen.count(""))


def _result(file: Path) -> tuple[tuple[str, str], tuple[str, ...]]:
    """Return the two voices of a file of answers, and which was chosen for each sentence."""
    wrong = SourceError(
        f"{file.name} 不是“{COMPARISON}”的结果。",
        "请在页面上选完，点“存下结果”，用存下的那个文件。",
    )
    if file.is_file() and file.stat().st_size > _LARGEST_RESULT:
        raise wrong
    try:
        said = parse_json(read_text(file))
        kind, voices, choices = said["kind"], tuple(said["voices"]), tuple(said["choices"])
    except (ValueError, KeyError, TypeError):
        raise wrong from None
    names = [one for one in (*voices, *choices) if not isinstance(one, str)]
    if kind != COMPARISON or len(voices) != 2 or names or not set(choices) <= {*voices, ""}:
        raise wrong
    if len(choices) != len(SENTENCES):
        raise SourceError(f"{file.name} 没有选完。", "请把每一句都选了，再存一次。")
    return (voices[0], voices[1]), choices


def _by_chance(votes: int, ahead: int) -> float:
    """Return how often coin tosses would be as one-sided as this, to either side."""
    ways = sum(comb(votes, more) for more in range(ahead, votes + 1))
    return min(1.0, 2 * ways / float(2**votes))
