"""How many fields of a notice were proposed right; and proposals that say what it does not."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kit.foreign.notice.proposal import Sure
from kit.text.figures.fold import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.foreign.notice.proposal import Proposal

RIGHT, MISSING, WRONG = "right", "missing", "wrong"
MANY = frozenset({"金额", "带什么", "电话", "依据", "村"})


def compared(text: str) -> str:
    """Return a value as it is compared: blanks and the signs around it do not count."""
    return re.sub(r"\s", "", folded(text)).strip(",.;:。")


def verdicts(
    truth: Mapping[str, Sequence[str]], proposals: Sequence[Proposal]
) -> Iterator[tuple[str, str, str]]:
    """Yield verdict, field and value for every value wanted or proposed (and not of low trust).

    Of a field that holds one value the first proposal counts, as it is the one filled in.
    """
    fields = dict.fromkeys([*truth, *(one.field for one in proposals)])
    for field in fields:
        wanted = [compared(value) for value in truth.get(field, ())]
        said = [
            compared(one.value)
            for one in proposals
            if one.field == field and one.sure is not Sure.LOW
        ]
        said = said if field in MANY else said[:1]
        yield from ((RIGHT if value in said else MISSING, field, value) for value in wanted)
        yield from ((WRONG, field, value) for value in said if value not in wanted)


def counted(truth: Mapping[str, Sequence[str]], proposals: Sequence[Proposal]) -> Counter[str]:
    """Return how many fields are right, missing and wrong."""
    return Counter(verdict for verdict, _, _ in verdicts(truth, proposals))
