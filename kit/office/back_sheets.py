"""The ticked sheets of a week that come back: villages', doors', the binder's, what is fetched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.edition.published.at_hand import edition_at_hand
from kit.errors import RequestError
from kit.returns.returns_log import Return, ReturnKind, append_returns, read_returns
from kit.source.private import RETURNS

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from kit.edition.published.at_hand import AtHand
    from kit.edition.published.manifest import FileEntry
    from kit.progress import Clock
    from kit.returns.returns_log import ReturnsLog


@dataclass(frozen=True, slots=True, kw_only=True)
class BackSheet:
    """A sheet that somebody carried along."""

    file: str
    """Inside the edition."""
    title: str
    work: tuple[str, ...]
    """What there was to tick; nothing where its lines name households."""
    done_by: str = ""
    """Who brought it back, and when; empty as long as nobody did."""
    not_done: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackSheets:
    """The sheets of an edition that are ticked."""

    week: str
    label: str
    sheets: tuple[BackSheet, ...]
    notes: tuple[str, ...] = ()

    @property
    def missing(self) -> int:
        """How many have not come back."""
        return sum(not one.done_by for one in self.sheets)


def back_sheets(folder: Path, week: str = "") -> BackSheets:
    """Return the sheets of a week, the present one if nothing is said, with who brought them back.

    Raises:
        SourceError: There is no edition.
        VerifyError: The edition is damaged.
    """
    at_hand = edition_at_hand(folder, week)
    log = read_returns(folder / RETURNS, ReturnKind.SHEET, week=at_hand.manifest.week)
    done = {one.file: one for one in log.of(ReturnKind.SHEET)}
    return BackSheets(
        week=at_hand.manifest.week,
        label=at_hand.name,
        sheets=tuple(_sheet(entry, done.get(entry.path)) for entry in _entries(at_hand)),
        notes=(log.damage,) if log.damage else (),
    )


def record_back(
    folder: Path,
    clock: Clock,
    file: str,
    *,
    by: str,
    week: str = "",
    not_done: Collection[str] = (),
) -> Return:
    """Return the note that a sheet came back; ``not_done`` are its lines without a tick.

    Raises:
        RequestError: The edition has no such sheet, it came back before, or nobody brought it.
        SourceError: There is no edition, or the log is damaged.
        StorageError: The log cannot be written.
        VerifyError: The edition is damaged.
    """
    now = clock()
    at_hand = edition_at_hand(folder, week)
    entry = next((one for one in _entries(at_hand) if one.path == file), None)

    def decide(log: ReturnsLog) -> list[Return]:
        back = {(one.week, one.file) for one in log.of(ReturnKind.SHEET)}
        if entry is None or (at_hand.manifest.week, file) in back:
            raise RequestError(
                f"这一期没有要交的“{file}”，或者已经记过了。", "请照单子上的名字再选一次。"
            )
        unknown = [line for line in not_done if line not in entry.figures["work"]]
        if unknown:
            raise RequestError(f"“{entry.figures['sheet']}”上没有“{unknown[0]}”。", "请照单子写。")
        return [
            Return(
                kind=ReturnKind.SHEET,
                by=by,
                at=now,
                week=at_hand.manifest.week,
                revision=at_hand.manifest.revision,
                file=file,
                content=entry.sha256,
                places=(entry.figures["sheet"],),
                why=f"没做：{'、'.join(not_done)}" if not_done else "",
            )
        ]

    (added,) = append_returns(folder / RETURNS, decide, ReturnKind.SHEET)
    return added


def _entries(at_hand: AtHand) -> list[FileEntry]:
    return [one for one in at_hand.manifest.files if "work" in one.figures]


def _sheet(entry: FileEntry, done: Return | None) -> BackSheet:
    return BackSheet(
        file=entry.path,
        title=entry.figures["sheet"],
        work=tuple(entry.figures["work"]),
        done_by=f"{done.by} {done.at.month}月{done.at.day}日" if done else "",
        not_done=done.why if done else "",
    )
