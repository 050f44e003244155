"""How a character is read by what stands beside it: rules as data, by kind of word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FILE = Path(__file__).with_name("neighbours.tsv")
_PART = re.compile(r"\{[A-Z]+\}")
_FARTHEST = 14
"""No rule looks farther back; so the cost of a sentence does not grow with its square."""


class Strength(StrEnum):
    """How much a rule counts beside the words of the dictionary."""

    STRONG = "strong"
    """It stands before words of two characters."""
    WEAK = "weak"
    """It speaks where no word does."""
    USUAL = "usual"
    """The character's usual reading in notices, where nothing else speaks."""
    UNSURE = "unsure"
    """Usual as well, but a character standing alone may as well be read otherwise."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A character's reading where this stands beside it."""

    character: str
    reading: str
    left: str
    right: str
    strength: Strength


@dataclass(frozen=True, slots=True)
class _Compiled:
    reading: str
    left: re.Pattern[str] | None
    right: re.Pattern[str] | None


def neighbour_rules() -> tuple[Rule, ...]:
    """Return the packaged rules in their order, the parts they name put in.

    Raises:
        ValueError: A line is no rule; it names the line.
    """
    rules, parts = [], dict[str, str]()
    for number, line in enumerate(_FILE.read_text("utf-8").splitlines(), start=1):
        first, *rest = line.split("\t")
        if line.startswith("#"):
            continue
        if _PART.fullmatch(first):
            (parts[first],) = rest
        elif len(rest) == 4 and len(first) == 1:
            left, right = (_PART.sub(lambda one: parts[one[0]], text) for text in rest[1:3])
            rules.append(Rule(first, rest[0], left, right, Strength(rest[3])))
        else:
            raise ValueError(f"{_FILE.name}:{number}: {line}")
    return tuple(rules)


def readings_by_rule(character: str) -> tuple[str, ...]:
    """Return the readings that rules give a character; empty for one they do not speak of."""
    return tuple(dict.fromkeys(rule.reading for rule in _by_character().get(character, ())))


def by_neighbours(sentence: str, at: int, strength: Strength, *, ends_word: bool = False) -> str:
    """Return the reading that the first fitting rule of this strength gives; empty for none.

    Where the character ends a word, a strong rule that looks to the right alone counts as weak:
    银行卡|在 is no 卡在, 计划|开始 no 划开.
    """
    rules = _compiled(sentence[at], strength, ends_word)
    if not rules:
        return ""
    before, after = sentence[max(0, at - _FARTHEST) : at], sentence[at + 1 :]
    for rule in rules:
        if (rule.left is None or rule.left.search(before)) and (
            rule.right is None or rule.right.match(after)
        ):
            return rule.reading
    return ""


@cache
def _by_character() -> Mapping[str, Sequence[Rule]]:
    found: dict[str, list[Rule]] = {}
    for rule in neighbour_rules():
        found.setdefault(rule.character, []).append(rule)
    return found


@cache
def _compiled(character: str, strength: Strength, ends_word: bool) -> tuple[_Compiled, ...]:
    """Return a character's rules; compiled when it is first met, for most never are."""
    return tuple(
        _Compiled(
            rule.reading,
            re.compile(f"(?:{rule.left})$") if rule.left else None,
            re.compile(f"(?:{rule.right})") if rule.right else None,
        )
        for rule in _by_character().get(character, ())
        if _strength(rule, ends_word) is strength
    )


def _strength(rule: Rule, ends_word: bool) -> Strength:
    """Return how much a rule counts, which is less for the end of a word."""
    weaker = ends_word and rule.strength is Strength.STRONG and rule.right and not rule.left
    return Strength.WEAK if weaker else rule.strength
