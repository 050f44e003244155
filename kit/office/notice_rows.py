"""What a notice proposes as rows to look at: the values of one sentence are confirmed together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kit.foreign.notice.proposal import Sure
from kit.model.field import LISTS, Form
from kit.model.fields import BY_LABEL
from kit.text.figures.quantities import read
from kit.text.figures.quantity import Day, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kit.foreign.notice.proposal import Proposal

_KIND = "类型"
_TITLES = frozenset({"标题", "全称"})
"""The short one is cut from the other: whoever reads one reads both."""


class Numbered(NamedTuple):
    """A proposal, and its place among all of the notice."""

    number: int
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Said:
    """Values, and the sentence that they stand in."""

    values: tuple[Numbered, ...]

    @property
    def sentence(self) -> str:
        """The sentence as it stands in the notice."""
        return self.values[0].proposal.sentence

    @property
    def parts(self) -> tuple[tuple[str, bool], ...]:
        """The sentence in pieces, each with whether it is one of the values."""
        return tuple(_parts(self.sentence, [one.proposal for one in self.values]))

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why a value is what it is, where that is not plain; of which, where there are several."""
        told = [one.proposal for one in self.values if one.proposal.why]
        alone = len({one.proposal.field for one in self.values}) == 1
        return tuple(dict.fromkeys(one.why if alone else f"{one.field}：{one.why}" for one in told))


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """What one tick confirms."""

    values: tuple[Numbered, ...]
    is_one_of: bool
    """Other rows offer another value of the same field, and only one can be taken."""

    @property
    def labels(self) -> str:
        """The fields that it fills: 时间、摘下."""
        return "、".join(dict.fromkeys(one.proposal.field for one in self.values))

    @property
    def said(self) -> tuple[Said, ...]:
        """The values sentence by sentence."""
        sentences = dict.fromkeys(one.proposal.sentence for one in self.values)
        return tuple(
            Said(tuple(one for one in self.values if one.proposal.sentence == sentence))
            for sentence in sentences
        )


def notice_rows(proposals: Sequence[Proposal]) -> tuple[NoticeRow, ...]:
    """Return the proposals as rows, in the order of the form.

    Together stand the values of one sentence, and what is listed line by line: things to bring,
    phones. Apart stand what excludes each other, what is hardly sure, and amounts of different
    sentences, for each is a figure that somebody pays.
    """
    rivals = _rivals(proposals)
    rows: list[list[Numbered]] = []
    for one in map(Numbered._make, enumerate(proposals)):
        if one.proposal.field == _KIND:
            continue
        row = next((row for row in rows if _is_with(one.proposal, row, rivals)), None)
        if row is None:
            rows.append([one])
        else:
            row.append(one)
    return tuple(NoticeRow(tuple(row), row[0].proposal.field in rivals) for row in rows)


def _rivals(proposals: Iterable[Proposal]) -> frozenset[str]:
    """Return the fields of one value for which several are proposed."""
    single = [one.field for one in proposals if BY_LABEL[one.field].form not in LISTS]
    return frozenset(field for field in single if single.count(field) > 1)


def _is_with(one: Proposal, row: Sequence[Numbered], rivals: frozenset[str]) -> bool:
    fields = {other.proposal.field for other in row} | {one.field}
    if fields & rivals:
        return False
    same_sentence = any(other.proposal.sentence == one.sentence for other in row)
    if same_sentence and fields <= _TITLES:
        return True
    unsure = any(
        other.sure is Sure.LOW and other.field not in _TITLES
        for other in (one, *(other.proposal for other in row))
    )
    listed = BY_LABEL[one.field].form in (Form.WORDS, Form.PHONES) and len(fields) == 1
    return not unsure and (same_sentence or listed)


def _parts(sentence: str, values: Iterable[Proposal]) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a sentence, those that are values marked."""
    marked = [False] * len(sentence)
    for one in values:
        for start, end in _places(sentence, one):
            marked[start:end] = [True] * (end - start)
    begun = 0
    for at in range(1, len(sentence) + 1):
        if at == len(sentence) or marked[at] != marked[begun]:
            yield sentence[begun:at], marked[begun]
            begun = at


def _places(sentence: str, one: Proposal) -> Iterator[tuple[int, int]]:
    """Yield where a value stands; a day as it is written there, a phone without its office."""
    if BY_LABEL[one.field].form is Form.DATE:
        _, month, day = map(int, one.value.split("-"))
        for figure in read(sentence):
            if (
                figure.kind is Kind.DATE
                and isinstance(figure.value, Day)
                and (figure.value.month, figure.value.day) == (month, day)
            ):
                yield figure.start, figure.end
        return
    whole = sentence.find(one.value)
    parts = [one.value] if whole >= 0 else one.value.split()
    for part in parts:
        if (start := sentence.find(part)) >= 0:
            yield start, start + len(part)
