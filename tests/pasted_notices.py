"""Notices as clerks paste them, written by somebody who had not seen the rules.

Ten come from chats and web pages, ten are official papers. What stands in the fields is what
that person would have written there: it is compared by its figures and words, not letter by
letter. 标题, 怎么办 and 全称 of a chat are not compared: nobody cuts them out of a text.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kit.text.figures.fold import folded
from kit.text.figures.quantities import read
from kit.text.figures.quantity import Day, Kind
from tests.proposal_scores import MISSING, RIGHT, WRONG

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from kit.foreign.notice.proposal import Proposal

FIELDS = ("谁", "截止", "金额", "时间", "地点", "带什么", "电话", "依据", "发布单位")
DAYS = ("截止", "成文", "起", "止", "施行", "摘下")
_MANY = frozenset({"金额", "带什么", "电话", "依据"})
_FOLDER = Path(__file__).parent / "data" / "pasted"
_ALIKE = 0.5


@dataclass(frozen=True)
class PastedNotice:
    """A text, and the values of its fields."""

    name: str
    text: str
    truth: dict[str, tuple[str, ...]]


@cache
def pasted_notices() -> tuple[PastedNotice, ...]:
    return tuple(
        PastedNotice(path.stem, path.read_text("utf-8"), dict(_truth(path.with_suffix(".json"))))
        for path in sorted(_FOLDER.glob("*.txt"))
    )


def _truth(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    for field, value in json.loads(path.read_text("utf-8")).items():
        values = value if isinstance(value, list) else [value]
        parts = [p for v in values for p in (re.split("[；;、]", v) if field in _MANY else [v])]
        yield field, tuple(part for part in parts if part.strip() and part != "无")


def verdict(field: str, wanted: Sequence[str], proposals: Sequence[Proposal]) -> Iterator[str]:
    """Yield whether each value wanted was proposed, and which was not wanted."""
    said = [one.value for one in proposals if one.field == field]
    said = said if field in _MANY else said[:1]
    for value in wanted:
        yield RIGHT if any(_alike(field, value, one) for one in said) else MISSING
    for one in said:
        if (wanted and not any(_alike(field, value, one) for value in wanted)) or (
            not wanted and field != "依据"
        ):
            yield WRONG


def _alike(field: str, wanted: str, said: str) -> bool:
    if field == "截止":
        return wanted == said
    if field == "电话":
        return re.sub(r"\D", "", wanted.partition("（")[0]) == re.sub(r"\D", "", said)
    if field in ("金额", "时间"):
        one, other = _figures(wanted), _figures(said)
        return (bool(one and other) and (one <= other or other <= one)) or _words(wanted, said)
    return _words(wanted, said)


def _figures(text: str) -> set[str]:
    return {str(one.value) for one in read(text)}


def _words(wanted: str, said: str) -> bool:
    one, other = (re.sub(r"\W", "", folded(text)) for text in (wanted, said))
    if not one or not other:
        return False
    pairs, others = ({text[n : n + 2] for n in range(len(text) - 1)} for text in (one, other))
    return (
        one in other or other in one or len(pairs & others) > _ALIKE * min(len(pairs), len(others))
    )


def invented(proposals: Sequence[Proposal], whole: str, today: date) -> list[Proposal]:
    """Return the proposals with a figure that does not stand in the text, asked anew here."""
    figures = read(whole, near=today)
    values = {(one.kind, folded(str(one.value))) for one in figures}
    days = {
        (one.value.month, one.value.day)
        for one in figures
        if one.kind is Kind.DATE and isinstance(one.value, Day)
    }
    found = []
    for one in proposals:
        if one.field in DAYS:
            _, month, day = map(int, one.value.split("-"))
            strange = (month, day) not in days
        else:
            strange = any(
                (f.kind, folded(str(f.value))) not in values for f in read(one.value, near=today)
            )
        if strange:
            found.append(one)
    return found
