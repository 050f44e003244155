"""What should have been done with an edition, and of which nobody noted that it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kit.edition.index import PLAY, PRINT
from kit.edition.published.posted import BETWEEN
from kit.model.outputs import Output
from kit.plan.take_down import boards_of
from kit.plan.week import Week
from kit.returns.returns_log import ReturnKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.edition.published.manifest import Manifest
    from kit.model.township import Township
    from kit.returns.returns_log import Return, ReturnsLog

    Wording = tuple[str, str]

_BOARD = f"{PRINT}/{Output.POSTER}"


@dataclass(frozen=True, slots=True)
class _Done:
    """The log, asked for many items: read through once."""

    by_wording: Mapping[Wording, Sequence[Return]]
    answers: Mapping[tuple[str, date | None], Return]
    """By file and day: what was said of a programme last."""

    def of(self, wording: Wording, *kinds: ReturnKind) -> list[Return]:
        """Return what was noted of a wording."""
        return [one for one in self.by_wording.get(wording, ()) if one.kind in kinds]

    def places(self, wording: Wording, *kinds: ReturnKind) -> set[str]:
        """Return where that was."""
        return {place for one in self.of(wording, *kinds) for place in one.places}


def gaps(
    manifests: Sequence[Manifest],
    log: ReturnsLog,
    township: Township,
    today: date,
    begun: date | None,
) -> Mapping[Wording, tuple[str, ...]]:
    """Return by item and wording what nobody noted; of weeks before the log was begun nothing.

    Asked for is what the last revision of each week wants: what it corrected was right to be
    left undone.
    """
    last = {manifest.week: manifest for manifest in manifests}
    done = _read(log)
    found: dict[Wording, list[str]] = {}
    for manifest in last.values():
        week = Week.parse(manifest.week)
        if begun is None or week.sunday < begun or week.monday > today:
            continue
        for wording, told in (
            *_unprinted(manifest, done, township, begun, today),
            *_unplayed(manifest, done, max(begun, week.monday), today),
            *_not_taken_down(manifest, done, township, today),
        ):
            found.setdefault(wording, []).append(told)
    return {wording: tuple(dict.fromkeys(told)) for wording, told in found.items()}


def _read(log: ReturnsLog) -> _Done:
    by_wording: dict[Wording, list[Return]] = {}
    answers: dict[tuple[str, date | None], Return] = {}
    for one in log:
        for wording in one.items.items():
            by_wording.setdefault(wording, []).append(one)
        if one.kind in (ReturnKind.PLAYED, ReturnKind.NOT_PLAYED):
            answers[one.file, one.day] = one
    return _Done(by_wording, answers)


def _unprinted(
    manifest: Manifest, done: _Done, township: Township, begun: date, today: date
) -> Iterator[tuple[Wording, str]]:
    """Yield the posters of which nobody noted that they were printed, or that they hang."""
    posters = {
        file.about[0]
        for file in manifest.files
        if file.folder == _BOARD and len(file.about) == 1 and file.path.endswith(".pdf")
    }
    for item_id, entry in manifest.items.items():
        if item_id not in posters or entry["publish"] > today.isoformat():
            continue
        wording = (item_id, entry["check_code"])
        boards = [board.name for board in boards_of(_villages(entry), township)]
        printed = done.places(wording, ReturnKind.PRINTED)
        unprinted = [name for name in boards if name not in printed]
        # What went up before anybody noted anything was printed before, too.
        if unprinted and entry["publish"] >= begun.isoformat():
            yield wording, f"没有印的记录：{'、'.join(unprinted)}"
        there = done.places(wording, ReturnKind.HUNG, ReturnKind.PHOTO)
        if absent := [name for name in boards if name not in there]:
            yield wording, f"没有贴出的照片或记录：{'、'.join(absent)}"


def _unplayed(
    manifest: Manifest, done: _Done, since: date, today: date
) -> Iterator[tuple[Wording, str]]:
    """Yield how often each item should have been heard up to yesterday, and how often it was."""
    sheet = manifest.file(f"{PLAY}/播出单.pdf")
    due: dict[str, list[Return | None]] = {}
    for programme in sheet.figures.get("programmes", []) if sheet else ():
        for day in Week.parse(manifest.week).days:
            if since <= day < today and programme["first"] <= day.isoformat() <= programme["last"]:
                for item_id in programme["items"]:
                    due.setdefault(item_id, []).append(done.answers.get((programme["file"], day)))
    for item_id, answers in due.items():
        entry = manifest.items.get(item_id)
        silent = sum(one is None for one in answers)
        failed = sum(one is not None and one.kind is ReturnKind.NOT_PLAYED for one in answers)
        if entry and (silent or failed):
            told = [f"{Week.parse(manifest.week).label}该播 {len(answers)} 次"]
            told += [f"没播成 {failed} 次"] if failed else []
            told += [f"没有记 {silent} 次"] if silent else []
            yield (item_id, entry["check_code"]), "，".join(told)


def _not_taken_down(
    manifest: Manifest, done: _Done, township: Township, today: date
) -> Iterator[tuple[Wording, str]]:
    for item_id, entry in manifest.posted.items():
        if not entry["day"] or date.fromisoformat(entry["day"]) >= today:
            continue
        wording = (item_id, entry["check_code"])
        off = {
            place
            for one in done.of(wording, ReturnKind.TAKEN_DOWN)
            if one.week >= manifest.week
            for place in one.places
        }
        boards = boards_of(_villages(entry), township)
        if hanging := [board.name for board in boards if board.name not in off]:
            yield wording, f"没有摘下的记录：{'、'.join(hanging)}"


def _villages(entry: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(filter(None, entry["villages"].split(BETWEEN)))
