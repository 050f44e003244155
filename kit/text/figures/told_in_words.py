"""What no number holds: places, papers, offices, days of the week, in one list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.text.figures.quantity import Kind
from kit.text.figures.told_answers import judge_answers, judge_doers
from kit.text.figures.told_lists import judge_lists
from kit.text.figures.told_may import judge_may
from kit.text.figures.told_papers import judge_free, judge_papers
from kit.text.figures.told_persons import judge_persons
from kit.text.figures.told_places import judge_places
from kit.text.figures.weekdays import judge_halves, judge_weekdays

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.text.figures.item_facts import Facts
    from kit.text.figures.said import Said
    from kit.text.figures.verdict import Verdict

_JUDGES = (
    (judge_places, Kind.ORDER),
    (judge_papers, Kind.ORDER),
    (judge_free, Kind.ORDER),
    (judge_lists, Kind.COUNT),
    (judge_may, Kind.ORDER),
    (judge_answers, Kind.ORDER),
    (judge_doers, Kind.ORDER),
    (judge_persons, Kind.ORDER),
    (judge_weekdays, Kind.DATE),
    (judge_halves, Kind.DATE),
)


def judged_in_words(facts: Facts, said: Said) -> Iterator[tuple[Kind, tuple[int, int], Verdict]]:
    """Give what differs from the key facts in words, its kind and its place."""
    for judge, kind in _JUDGES:
        for start, end, verdict in judge(facts, said):
            yield kind, (start, end), verdict
