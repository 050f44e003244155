"""Sentences put together from phrases recorded once: as few joints as can be, or none at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

STOPS = "，、。！？；："


def join_phrases(sentence: str, known: Collection[str]) -> tuple[str, ...]:
    """Return the phrases and stops that make up ``sentence``; empty where a part is not known.

    The way with the fewest joints is taken, for each of them is heard; of two such ways the
    one that begins with the longer phrase.
    """
    ways: list[tuple[str, ...] | None] = [()]
    for end in range(1, len(sentence) + 1):
        found = [
            (*before, sentence[start:end])
            for start in range(end)
            if sentence[start:end] in known and (before := ways[start]) is not None
        ]
        if sentence[end - 1] in STOPS and (before := ways[end - 1]) is not None:
            found.append((*before, sentence[end - 1]))
        ways.append(min(found, key=_joints) if found else None)
    return ways[-1] or ()


def bare(phrase: str) -> str:
    """Return a phrase without the stop at its end."""
    return phrase.strip().rstrip(STOPS)


def _joints(way: tuple[str, ...]) -> tuple[int, list[int]]:
    spoken = [phrase for phrase in way if phrase not in STOPS]
    return len(spoken), [-len(phrase) for phrase in spoken]
