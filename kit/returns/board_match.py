"""What was read on a board held against what should hang there.

A code that is not seen proves nothing: glare and blur hide codes. Only what is seen is told as a
fact; the rest is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kit.text.code_content import PRINTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kit.render.board_codes import PhotoCode

TILTED_DEG = 4.0
_CROOKED_DEG, _UPSIDE_DOWN_DEG = 45.0, 90.0


class CodeState(StrEnum):
    """What a code in a photo says of its sheet."""

    THERE = "在"
    OLD = "旧的一版"
    TAKE_DOWN = "该摘下"
    ELSEWHERE = "不该贴在这里"
    STRANGE = "不认得"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An item that has or had a printed number."""

    item_id: str
    title: str
    same: frozenset[str]
    """Check codes, four characters, of wordings that say what hangs by right; empty: any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRule:
    """What should hang on one board on one day, and what is known besides."""

    due: Mapping[str, Known]
    """By item."""
    coded: frozenset[str]
    """Those of them whose sheet bears a code."""
    may_hang: frozenset[str]
    """Items that come down on a later day."""
    over: frozenset[str]
    """Items that must hang no more, on any board."""
    by_code: Mapping[str, Known]
    """By printed code without its wording: 26W48-04."""
    by_link: Mapping[str, str]
    """By an item's own link, where its code opens that: the item."""
    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A code in a photo with what it means; x and y are shares of the photo."""

    x: float
    y: float
    item_id: str
    title: str
    """Empty where nobody knows the code."""
    number: str
    """As printed; of a strange code nothing, for it may be anybody's."""
    state: CodeState
    tilt: str
    """挂歪了 or 挂倒了; empty where it hangs straight."""


def marks_of(codes: Sequence[PhotoCode], rule: BoardRule) -> tuple[Mark, ...]:
    """Return every code of a photo with what it means for this board."""
    straight = _straight([one.degrees for one in codes])
    return tuple(_mark(one, rule, straight) for one in codes)


def _straight(degrees: Sequence[float]) -> float:
    """Return how the photo was held: the tilt that is nearest to all others, not their mean."""

    def strangeness(one: float) -> tuple[float, float]:
        # One upside down counts no more than one that is quite crooked.
        turns = (min(abs(_turn(other - one)), _CROOKED_DEG) for other in degrees)
        return sum(turns), abs(one)

    return min(degrees, key=strangeness, default=0.0)


def _turn(degrees: float) -> float:
    """Return an angle as a turn of at most half a circle, to either side."""
    return (degrees + 180) % 360 - 180


def told(marks: Iterable[Mark]) -> Iterator[str]:
    """Yield a sentence for everything seen that is not as it should be."""
    for one in marks:
        name = f"“{one.title}”" if one.title else "一张不认得的码"
        if one.state is CodeState.OLD:
            yield f"{name}贴的还是旧的一版（{one.number}），揭下，换上新的。"
        elif one.state is CodeState.TAKE_DOWN:
            yield f"{name}该摘下了。"
        elif one.state is CodeState.ELSEWHERE:
            yield f"{name}不该贴在这块栏上。"
        elif one.state is CodeState.STRANGE:
            yield "有一张不是本乡公告的码，请看一看是谁贴的。"
        if one.tilt:
            yield f"{name}{one.tilt}，请扶正。"


def _mark(code: PhotoCode, rule: BoardRule, straight: float) -> Mark:
    item, number, wording = _read(code.text, rule)
    if item is None:
        state = CodeState.STRANGE
    elif item.item_id in rule.due:
        same = rule.due[item.item_id].same
        # Paper of before had no wording on it, and a link says nothing of it.
        state = CodeState.THERE if not wording or wording in same else CodeState.OLD
    elif item.item_id in rule.may_hang:
        state = CodeState.THERE
    else:
        state = CodeState.TAKE_DOWN if item.item_id in rule.over else CodeState.ELSEWHERE
    return Mark(
        x=code.x,
        y=code.y,
        item_id=item.item_id if item else "",
        title=item.title if item else "",
        number=number,
        state=state,
        tilt=_tilt(_turn(code.degrees - straight)),
    )


def _tilt(degrees: float) -> str:
    if abs(degrees) <= TILTED_DEG:
        return ""
    turned = f"约 {abs(degrees):.0f} 度"
    return f"挂歪了（{turned}）" if abs(degrees) < _UPSIDE_DOWN_DEG else "挂倒了"


def _read(text: str, rule: BoardRule) -> tuple[Known | None, str, str]:
    """Return the item of a code, its printed number and its wording."""
    if (item_id := rule.by_link.get(text)) and item_id in rule.due:
        return rule.due[item_id], "", ""
    head, _, tail = text.rpartition("/")
    match = PRINTED.fullmatch(tail.upper())
    site = f"https://{rule.host}/"
    if match is None or not rule.host or not f"{head.lower()}/".startswith(site):
        return None, "", ""
    return rule.by_code.get(match[1]), tail.upper(), match[2] or ""
