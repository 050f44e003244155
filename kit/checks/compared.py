"""Figures in words against the item's own (K02, K03), and those of other things (K13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.checks.subject import Fault, placed
from kit.text.figures.comparison import ONLY_HERE
from kit.text.figures.quantity import Kind
from kit.text.figures.verdict import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.checks.subject import Subject
    from kit.text.figures.comparison import Told

_IN_TIME = (Kind.DATE, Kind.TIME)


def times_in_words(subject: Subject) -> Iterator[Fault]:
    """Stop a day, a year or an hour that differs from the item's own, or is none."""
    yield from (_fault(told) for told in subject.compared if _stops(told, in_time=True))


def figures_in_words(subject: Subject) -> Iterator[Fault]:
    """Stop any other figure that differs from the item's own, or cannot be read."""
    yield from (_fault(told) for told in subject.compared if _stops(told, in_time=False))


def _stops(told: Told, *, in_time: bool) -> bool:
    return told.answer is Answer.STOP and (told.kind in _IN_TIME) is in_time


def _fault(told: Told) -> Fault:
    label = told.passage.label
    message = f"{placed(told.passage)}写“{told.text}”，{told.why}。"
    return Fault(label, message, told.remedy, offset_lines=told.lines_before)


def other_figures(subject: Subject) -> Iterator[Fault]:
    """Tell the figures of other things, which those who sign must read.

    Those that stand in one field alone, such as an account's in its text, are one row a field.
    """
    alone: dict[str, list[Told]] = {}
    for told in subject.compared:
        if told.answer is not Answer.LISTED:
            continue
        if told.why == ONLY_HERE:
            alone.setdefault(placed(told.passage), []).append(told)
        else:
            yield _listed(told, f"{placed(told.passage)}的“{told.text}”（{told.why}）")
    for place, figures in alone.items():
        said = "、".join(dict.fromkeys(f"“{told.text}”" for told in figures))
        yield _listed(figures[0], f"{place}的{said}（{ONLY_HERE}）")


def _listed(told: Told, what: str) -> Fault:
    return Fault(
        told.passage.label,
        f"另外的数：{what}。",
        "程序没法替您核对，签字的人请对着原件看一遍。",
        offset_lines=told.lines_before,
    )
