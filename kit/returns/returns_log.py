"""The log of returns (回执, returns.jsonl): what was done with what an edition made.

Beside the ledger of sign-offs and sealed as it is: lines are only added. A wrong tick is taken
back by a line of its own, so that an inspector sees both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import msgspec

from kit.errors import RequestError, SourceError
from kit.source.sealed_lines import SealedFile, append_lines, read_lines, whole_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

MOST_NAME_CHARACTERS = 30
_BOOK = SealedFile(
    called="回执",
    compare="再核对这一行以后的张贴单和播出单",
    busy=("别人正在记回执。", "请过一会儿再记。"),
)


class ReturnKind(StrEnum):
    """What was done."""

    PRINTED = "已印"
    NUMBERED = "编了卡号"
    """Cards have a number each in a file for the printer; ``copies`` is how many."""
    HUNG = "已贴"
    PLAYED = "播了"
    NOT_PLAYED = "没播成"
    TAKEN_DOWN = "摘下"
    COPIED = "拷盘"
    PHOTO = "照片"
    SHEET = "交单"
    """A sheet that was ticked came back; ``why`` is what on it was not done."""
    VOID = "记错了"


_TAKES_BACK = f'"kind":"{ReturnKind.VOID}"'.encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """One thing that somebody did, or could not do."""

    kind: ReturnKind
    by: str
    at: datetime
    week: str
    """Of the edition it was made for: 2026-W48."""
    revision: int = 0
    file: str = ""
    """Path inside the edition."""
    content: str = ""
    """SHA-256 of the file: what was printed or played, whatever its name is later."""
    items: Mapping[str, str] = field(default_factory=dict)
    """By item id: check code of the wording."""
    places: tuple[str, ...] = ()
    """Boards, or villages whose horns played it, or the stick."""
    slot: str = ""
    """Name and hour of the programme: 早间 07:00."""
    day: date | None = None
    """The day of the programme, or of the photo, where it is not that of ``at``."""
    began: datetime | None = None
    """When it was played, where somebody notes it later."""
    copies: int = 0
    why: str = ""
    """Why it was not played; why a tick is taken back."""
    seen: tuple[str, ...] = ()
    """What was read in the photos of a board: printed numbers."""
    photos: Mapping[str, str] = field(default_factory=dict)
    """By the file that is kept: SHA-256 of the photo as it came."""
    told: tuple[str, ...] = ()
    """What the photos showed besides: 挂歪了, 该摘下."""
    voids: str = ""
    """Seal of the line that is taken back."""
    previous: str = ""
    sha256: str = ""


_FIELDS = tuple((one.name, one.default) for one in fields(Return))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnsLog:
    """All returns as far as the seals are whole."""

    lines: tuple[Return, ...] = ()
    """Every line, the oldest first; also those taken back, and what takes them back."""
    damage: str = ""
    """What staff are told of the first line that does not fit; empty where all do."""

    def __iter__(self) -> Iterator[Return]:
        """Yield what holds: without what was taken back."""
        void = {one.voids for one in self.lines if one.kind is ReturnKind.VOID}
        return (
            one for one in self.lines if one.kind is not ReturnKind.VOID and one.sha256 not in void
        )

    def of(self, *kinds: ReturnKind) -> tuple[Return, ...]:
        """Return what holds of these kinds, the oldest first."""
        return tuple(one for one in self if one.kind in kinds)


def read_returns(path: Path, *kinds: ReturnKind, week: str = "") -> ReturnsLog:
    """Return the log; of a damaged one what stands before the damage, and what is told of it.

    A line that somebody spoilt must not keep an alert off the air: only adding is refused.
    All seals are checked; lines of other kinds, or of another week, are not parsed, but for the
    first, which tells when the log was begun.
    """
    whole: list[bytes] = []
    damage = ""
    try:
        for line, _ in whole_lines(_BOOK, path, read_lines(path)):
            whole.append(line)
    except SourceError as error:
        damage = str(error)
    return ReturnsLog(lines=_parsed(_chosen(whole, kinds, week)), damage=damage)


def _chosen(whole: Sequence[bytes], kinds: Sequence[ReturnKind], week: str = "") -> list[bytes]:
    """Return the lines of some kinds and of a week, the first one, and what takes others back."""
    wanted = [f'"kind":"{kind}"'.encode() for kind in kinds]
    return [
        line
        for line in whole
        if line is whole[0]
        or _TAKES_BACK in line
        or (
            (not wanted or any(word in line for word in wanted))
            and (not week or f'"week":"{week}"'.encode() in line)
        )
    ]


def append_returns(
    path: Path, decide: Callable[[ReturnsLog], Sequence[Return]], *kinds: ReturnKind
) -> tuple[Return, ...]:
    """Add what ``decide`` makes of the log as it stands, and return it sealed.

    ``decide`` runs while nobody else can add: of two presses the second sees the first one's
    line. Of the log it is given the ``kinds`` it asks for, else all.

    Raises:
        RequestError: A return does not say who did it, or why it was not done.
        SourceError: The log is damaged.
        StorageError: The disk does not take it; the old log stands.
        LockedError: Somebody else keeps it locked.
    """

    def contents(lines: list[bytes]) -> list[dict[str, Any]]:
        whole = [line for line, _ in whole_lines(_BOOK, path, lines)]
        there = ReturnsLog(lines=_parsed(_chosen(whole, kinds)))
        return [_content(_checked(one)) for one in decide(there)]

    return _parsed(append_lines(_BOOK, path, contents))


def add_returns(path: Path, added: Sequence[Return]) -> tuple[Return, ...]:
    """Add what asks nothing of the log, and return it sealed; ten years of it are not parsed.

    Raises:
        KitError: As :func:`append_returns`.
    """

    def contents(lines: list[bytes]) -> list[dict[str, Any]]:
        for _ in whole_lines(_BOOK, path, lines):
            pass
        return [_content(_checked(one)) for one in added]

    return _parsed(append_lines(_BOOK, path, contents))


def _checked(one: Return) -> Return:
    by = one.by.strip()
    if not by or len(by) > MOST_NAME_CHARACTERS or not by.isprintable():
        raise RequestError("没有写清是谁做的。", "请写上姓名。")
    if one.kind in (ReturnKind.NOT_PLAYED, ReturnKind.VOID) and not one.why.strip():
        raise RequestError(f"“{one.kind}”要写为什么。", "请写上原因，如：停电。")
    return one


def _content(one: Return) -> dict[str, Any]:
    """Return a line's content: what says nothing is left out, but for the week."""
    content = {
        name: _plain(getattr(one, name))
        for name, default in _FIELDS
        if name not in ("previous", "sha256") and getattr(one, name) not in (default, {}, ())
    }
    return {"week": "", **content, "by": one.by.strip(), "why": one.why.strip()}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value


def _parsed(lines: Sequence[bytes]) -> tuple[Return, ...]:
    return msgspec.json.decode(b"[%b]" % b",".join(lines), type=tuple[Return, ...])
