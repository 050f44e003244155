"""All items as a list to look through: what each is waiting for, searched and leafed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from unicodedata import normalize

from kit.model.field import EVERYWHERE
from kit.model.item import Status
from kit.office.kept_open import keep_open
from kit.plan.told_days import ending
from kit.text.written_days import short_day, written_day

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from kit.model.item import Item
    from kit.model.township import Township
    from kit.office.kept_open import KeptOpen
    from kit.progress import Clock
    from kit.review.chain import ReviewState
    from kit.source.workspace import Refused

ON_A_PAGE = 50
_ENDED = {
    Status.LAPSED: "失效了",
    Status.REPEALED: "废止了",
    Status.WITHDRAWN: "撤回了",
}
_ABOUT_THE_SAME_TIME = timedelta(weeks=5)


class Tone(StrEnum):
    """What a state asks of whoever looks at it."""

    PLAIN = ""
    ACT = "go"
    """It waits for the one who looks."""
    LOOK = "look"
    """Somebody should see to it."""
    DONE = "ok"


class Part(StrEnum):
    """Which of the items are listed."""

    NOW = "now"
    """What hangs, or will."""
    OVER = "over"
    """What came down, of this and earlier years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An item in the list."""

    item_id: str
    title: str
    kind: str
    state: str
    """What it waits for, in the office's words."""
    tone: Tone
    hangs: str
    """From when to when, as it is written."""
    where: str
    is_over: bool
    publish: date
    turn: str = ""
    """The post whose turn it is to sign."""
    words: str = ""
    """All that is searched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of the list."""

    rows: tuple[Row, ...]
    found: int
    """How many there are on all pages together."""
    page: int
    """The first is 1."""
    pages: int
    elsewhere: int
    """How many of the other part are found by the same words."""


_rows: tuple[KeptOpen | None, tuple[Row, ...]] = (None, ())


def list_items(
    folder: Path,
    clock: Clock,
    *,
    words: str = "",
    part: Part = Part.NOW,
    page: int = 1,
    drafts: Collection[str] = (),
    signer: str = "",
) -> Listed:
    """Return a page of the items that hold all of ``words``, the newest first.

    ``drafts`` are the ids of those that somebody is writing; ``signer`` is who looks, for whom
    what waits for his signature comes first.

    Raises:
        SourceError: The workspace cannot be read.
    """
    kept = keep_open(folder, clock)
    wanted = _folded(words).split()
    found = [row for row in _all_rows(kept) if all(word in row.words for word in wanted)]
    here = [row for row in found if row.is_over == (part is Part.OVER)]
    township = kept.opened.workspace.township
    posts = frozenset(
        step.post
        for step in township.chain
        if any(one.name == signer and one.holds(step.post, kept.day) for one in township.signers)
    )
    if posts:
        here.sort(key=lambda row: row.turn not in posts or row.item_id in drafts)
    pages = max(1, -(-len(here) // ON_A_PAGE))
    page = min(max(1, page), pages)
    return Listed(
        rows=tuple(
            _for(row, posts, drafts) for row in here[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
        ),
        found=len(here),
        page=page,
        pages=pages,
        elsewhere=len(found) - len(here),
    )


def state_of(kept: KeptOpen, item_id: str) -> tuple[str, Tone]:
    """Return what an item waits for, in the office's words."""
    row = next((one for one in _all_rows(kept) if one.item_id == item_id), None)
    return (row.state, row.tone) if row else ("还没写完", Tone.LOOK)


def last_year(folder: Path, clock: Clock) -> tuple[Row, ...]:
    """Return the items that were put up a year ago about this time: most come again.

    Raises:
        SourceError: The workspace cannot be read.
    """
    kept = keep_open(folder, clock)
    then = kept.day - timedelta(days=365)
    near = [row for row in _all_rows(kept) if abs(row.publish - then) <= _ABOUT_THE_SAME_TIME]
    return tuple(sorted(near, key=lambda row: abs(row.publish - then)))


def _all_rows(kept: KeptOpen) -> tuple[Row, ...]:
    """Return every item's row, made once for a workspace as it stands."""
    global _rows  # noqa: PLW0603 - what was read last; a race makes the same rows twice
    before, rows = _rows
    if before is not kept:
        rows = _made(kept)
        _rows = (kept, rows)
    return rows


def _made(kept: KeptOpen) -> tuple[Row, ...]:
    workspace = kept.opened.workspace
    states = kept.reviews.states
    rows = [
        _row(item, states.get(item.item_id), workspace.township, kept.day)
        for item in workspace.items
    ]
    rows.sort(key=lambda row: (row.publish, row.item_id), reverse=True)
    # What cannot be used yet has no day, and is what somebody is at.
    return (*map(_refused_row, workspace.refused), *rows)


def _refused_row(one: Refused) -> Row:
    return Row(
        item_id=one.item_id,
        title=one.title or "还没有标题",
        kind="",
        state="还没写完",
        tone=Tone.LOOK,
        hangs="",
        where="",
        is_over=False,
        publish=date.min,
        words=_folded(f"{one.item_id} {one.title}"),
    )


def _row(written: Item, state: ReviewState | None, township: Township, today: date) -> Row:
    item = ending(written, township)
    word, tone = _waits_for(item, state, today)
    return Row(
        item_id=item.item_id,
        title=item.plain_title,
        kind=item.kind,
        state=word,
        tone=tone,
        hangs=_hangs(item, today),
        where=_where(item, township),
        is_over=_is_over(item, today),
        publish=item.dates.publish,
        turn=state.next_step.post if state and state.next_step else "",
        words=_folded(
            " ".join(
                (
                    item.item_id,
                    item.plain_title,
                    item.full_title,
                    item.kind,
                    item.doc_no,
                    item.dept,
                    item.issuer,
                    item.who or "",
                    *(f"{one.label} {one.number}" for one in item.phones),
                    *item.villages,
                    *item.plain,
                )
            )
        ),
    )


def _waits_for(item: Item, state: ReviewState | None, today: date) -> tuple[str, Tone]:
    """Return what an item waits for."""
    if item.status in _ENDED:
        return _ENDED[item.status], Tone.PLAIN
    if _is_over(item, today):
        return ("摘下了" if state is None or state.complete else "没签完，过期了"), Tone.PLAIN
    if state is None or (state.complete and not state.hurried):
        return "签完", Tone.DONE
    if state.hurried:
        return "先发了，要补签", Tone.LOOK
    if state.rejected:
        return "退回来了", Tone.LOOK
    late = (today - item.dates.publish).days
    if late > 0:
        return f"迟了 {late} 天", Tone.LOOK
    if state.next_step is None:
        return "没有人签", Tone.LOOK
    return f"等{state.next_step.name}签", Tone.PLAIN


def _for(row: Row, posts: Collection[str], drafts: Collection[str]) -> Row:
    """Return a row as the one who looks should see it."""
    if row.item_id in drafts:
        return replace(row, state="还没送签", tone=Tone.LOOK)
    if row.turn and row.turn in posts:
        return replace(row, state="等我签", tone=Tone.ACT)
    return row


def _is_over(item: Item, today: date) -> bool:
    ended = item.dates.expire is not None and item.dates.expire < today
    return ended or item.status in _ENDED


def _hangs(item: Item, today: date) -> str:
    """Return from when to when an item hangs."""
    first, last = item.dates.publish, item.dates.expire
    start = written_day(first, near=today)
    if last is None:
        return f"{start}起长期"
    end = short_day(last) if last.year == first.year else written_day(last)
    return start if first == last else f"{start}至{end}"


def _where(item: Item, township: Township) -> str:
    return _listed(item.villages) if len(item.villages) < len(township.villages) else EVERYWHERE


def _listed(villages: Sequence[str]) -> str:
    return "、".join(villages) or EVERYWHERE


def _folded(text: str) -> str:
    """Return a text as it is searched: width and case of letters do not count."""
    return normalize("NFKC", text).casefold()
