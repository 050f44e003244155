"""What editions put up, read back from their manifests: also what its file no longer tells."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from kit.edition.index import PRINT
from kit.edition.published.manifest import manifest_in
from kit.edition.request import newest_revision
from kit.model.outputs import Output
from kit.plan.take_down import Posted
from kit.review.digest import short_code

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from kit.edition.published.manifest import Manifest
    from kit.model.item import Item
    from kit.plan.week import Week
    from kit.source.workspace import Workspace

_BOARD = f"{PRINT}/{Output.POSTER}"
_BETWEEN = "、"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The newest that editions tell of an item."""

    entry: Mapping[str, str]
    """As it stands under ``items`` or ``down`` of a manifest."""
    hangs: bool
    """It has a poster, and no list since has taken it down."""
    told: str = ""
    """ISO day on which a list takes it down."""
    gone: str = ""
    """ISO day of the first build that missed its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What was published up to a week."""

    earlier: Mapping[str, Record] = field(default_factory=dict)
    """By item id: of the weeks before."""
    now: Mapping[str, Record] = field(default_factory=dict)
    """By item id: of the week's last revision."""

    @property
    def records(self) -> Mapping[str, Record]:
        """The newest of each item."""
        return {**self.earlier, **self.now}

    def hung(self, digests: Mapping[str, str]) -> frozenset[str]:
        """Return the ids that hang since an earlier week with exactly this text."""
        return frozenset(
            item_id
            for item_id, one in self.earlier.items()
            if one.hangs
            and one.entry["digest"] == digests.get(item_id)
            and not (item_id in self.now and self.now[item_id].told)
        )

    def posted(
        self, workspace: Workspace, digests: Mapping[str, str], signed: Collection[str], today: date
    ) -> dict[str, Posted]:
        """Return by id what was put up, against the files there are now.

        A file that cannot be read is there: only what nobody finds any more is gone.
        """
        there = {*digests, *(one.item_id for one in workspace.refused)}
        found = {}
        for item_id, record in self.records.items():
            entry = record.entry
            changed = item_id in digests and digests[item_id] != entry["digest"]
            found[item_id] = Posted(
                item_id=item_id,
                title=entry["title"],
                villages=tuple(v for v in entry.get("villages", "").split(_BETWEEN) if v),
                expire=_day(entry.get("expire", "")),
                hangs=record.hangs,
                told=_day(record.told) if item_id in self.now else None,
                changed=changed and item_id not in signed,
                gone=None if item_id in there else _day(record.gone) or today,
            )
        return found


def read_history(output: Path, week: Week) -> History:
    """Return what the newest editions of ``week`` and all weeks before published.

    One that is damaged tells nothing: better printed once too often than once too little.
    """
    earlier: dict[str, Record] = {}
    for name in sorted(one.name for one in output.glob("[0-9]*-W*") if one.name < week.name):
        earlier |= _records(output / name, earlier)
    return History(earlier=earlier, now=_records(output / week.name, earlier))


def entry_of(item: Item, digest: str, code: str, *, draft: bool) -> dict[str, str]:
    """Return what a manifest tells of an item, for the day on which its file is gone."""
    expire = item.dates.expire
    return {
        "title": item.title,
        "digest": digest,
        "check_code": short_code(digest),
        "code": code,
        "draft": "是" if draft else "",
        "kind": item.kind.value,
        "channels": _BETWEEN.join(item.channels),
        "villages": _BETWEEN.join(item.villages),
        "publish": item.dates.publish.isoformat(),
        "expire": expire.isoformat() if expire else "",
    }


def _records(week_folder: Path, earlier: Mapping[str, Record]) -> dict[str, Record]:
    manifest = manifest_in(newest_revision(week_folder))
    if manifest is None:
        return {}
    return {
        # What a partial build did not print hangs as it was printed before.
        item_id: earlier[item_id] if _still_hangs(record, earlier.get(item_id)) else record
        for item_id, record in _read(manifest)
    }


def _still_hangs(record: Record, before: Record | None) -> bool:
    is_silent = not (record.hangs or record.told or record.gone)
    return is_silent and before is not None and before.hangs


def _read(manifest: Manifest) -> Iterator[tuple[str, Record]]:
    printed = {i for file in manifest.files if file.folder == _BOARD for i in file.about}
    for item_id, entry in manifest.items.items():
        if not entry["draft"]:
            yield item_id, Record(entry=entry, hangs=item_id in printed)
    for item_id, entry in manifest.down.items():
        yield item_id, Record(entry=entry, hangs=False, told=entry["day"], gone=entry["gone"])


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
