"""What the comparisons of figures (K02, K03) share: where a text stands, and near misses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.model.field import Compared
from kit.text.passages import labels_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.checks.subject import Subject, Text
    from kit.text.figures.figure import Figure, FigureKind

SUMMARIES = labels_of(Compared.SUMMARY)
DETAILS = labels_of(Compared.DETAIL)
SOURCES = labels_of(Compared.DETAIL, Compared.FACT)


def one_digit_apart(one: str, other: str) -> bool:
    """Return whether two figures of the same length differ in one digit: a slip of the finger."""
    if len(one) != len(other):
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1


def figures_of(
    subject: Subject, labels: tuple[str, ...], kind: FigureKind
) -> Iterator[tuple[Text, Figure]]:
    """Give the figures of one kind in these fields, each with its text."""
    for text in subject.labelled(*labels):
        for figure in text.figures:
            if figure.kind is kind:
                yield text, figure
