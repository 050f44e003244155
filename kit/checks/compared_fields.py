"""What the comparisons of figures (K02, K03) share: where a text stands, and near misses.

Summaries (标题, 大白话, 广播稿) are what villagers hear and remember: every figure in them must
have its source in the key facts, the body or the table. Details may say more than the key
facts, but where they say the same thing they must say the same figure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.checks.subject import Subject, Text
    from kit.text.figures.figure import Figure, FigureKind

SUMMARIES = ("标题", "大白话", "广播稿")
DETAILS = (
    "全称",
    "谁",
    "时间",
    "地点",
    "带什么",
    "怎么办",
    "正文",
    "问答",
    "意见办法",
    "救济",
    "预警",
)
SOURCES = (*DETAILS, "金额", "表格", "依据", "文号", "替代")


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
