"""The last look at every proposal: no figure and no word that does not stand in the notice.

Rules are written by hand and may be wrong; what they may never do is invent. So this is asked
of their results and not of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from kit.foreign.notice.patterns import squeezed
from kit.model.item import Kind as ItemKind
from kit.text.figures.fold import folded
from kit.text.figures.quantity import Day, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.foreign.notice.notice import Notice
    from kit.foreign.notice.proposal import Proposal
    from kit.text.figures.quantity import Quantity, Value

    _Said: TypeAlias = tuple[Kind, Value]

_DAYS = frozenset({"截止", "成文", "起", "止", "施行", "摘下"})
_OWN_WORDS = frozenset({"承办", "村"})
"""Fields filled from the township's own table; the word in the text leads to it."""


def passed(proposals: Iterable[Proposal], notice: Notice) -> Iterator[Proposal]:
    """Yield the proposals that are cuts of the notice, each once."""
    # As it was sent and without a chat's small pictures: sentences are cut from the second.
    lines = (*(line.text for line in notice.lines), *(line.bare for line in notice.lines))
    whole = squeezed("\n".join((*lines, notice.page_office)))
    figures = {_said(one) for line in notice.lines for one in notice.figures(line.text)}
    seen = set()
    for one in proposals:
        key = one.field, one.value
        if one.value and key not in seen and _stands(one, notice, whole, figures):
            seen.add(key)
            yield one


def _stands(one: Proposal, notice: Notice, whole: str, figures: set[_Said]) -> bool:
    if one.field == "类型":
        return one.value in tuple(ItemKind)
    if one.field in _OWN_WORDS:
        return one.value in (*notice.words.offices, *notice.words.villages)
    if squeezed(one.sentence) not in whole:
        return False
    if one.field in _DAYS:
        return _is_day_of(one, notice)
    if any(_said(figure) not in figures for figure in notice.figures(one.value)):
        return False
    return _is_cut(one, whole)


def _is_day_of(one: Proposal, notice: Notice) -> bool:
    """Return whether month and day stand in the sentence, and no other year than the one there."""
    year, month, day = map(int, one.value.split("-"))
    source = squeezed(one.sentence) if one.field == "成文" else one.sentence
    found = (f.value for f in notice.figures(source) if f.kind is Kind.DATE)
    return any(
        isinstance(value, Day)
        and (value.month, value.day) == (month, day)
        and value.year in (None, year)
        for value in found
    )


def _is_cut(one: Proposal, whole: str) -> bool:
    parts = one.value.split(" ", 1) if one.field == "电话" else [one.value]
    if one.field == "依据":
        parts = re.split("[《》]", one.value)
    if one.field == "文号":
        parts = re.split("[〔〕]", one.value)
    if one.field == "金额" and one.why == "原文是汉字数":
        parts = re.split(r"[\d.]+元", one.value)
    return all(squeezed(part) in whole for part in parts)


def _said(figure: Quantity) -> _Said:
    value = figure.value
    if figure.kind is Kind.PHONE:
        value = re.sub(r"\D", "", str(value))
    return figure.kind, folded(value) if isinstance(value, str) else value
