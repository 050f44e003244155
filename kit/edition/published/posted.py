"""What editions put up, read back from their manifests: also what its file no longer tells."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from kit.edition.index import PRINT
from kit.edition.published.manifest import read_signed_manifest
from kit.edition.published.newest import public_key_in
from kit.edition.request import newest_revision, revisions
from kit.errors import VerifyError
from kit.json_text import parse_json
from kit.model.item import Reader, Status
from kit.model.outputs import Output
from kit.plan.links import Relation
from kit.plan.take_down import Posted
from kit.review.digest import digest as digest_of
from kit.review.digest import short_code
from kit.text.code_content import check_mark

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from kit.edition.published.manifest import Manifest
    from kit.model.item import Item
    from kit.source.workspace import Workspace

_BOARD = f"{PRINT}/{Output.POSTER}"
BETWEEN = "、"
BETWEEN_LINKS = "；"
WAS = "was"
"""Of an item in a manifest: what an earlier revision of the week put up of it, as JSON."""
_OF_A_WORDING = ("digest", "title", "facts", "channels")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The newest that editions tell of an item."""

    entry: Mapping[str, str]
    """As it stands under ``items`` or ``posted`` of a manifest."""
    hangs: bool
    """It has a poster, and no list since has taken it down."""
    told: str = ""
    """ISO day on which a list takes it down."""
    gone: str = ""
    """ISO day of the first build that missed its file."""
    until_told: bool = False
    """The edition whose list takes it down printed it, too: it hangs until that day."""

    @property
    def facts(self) -> str:
        """The key facts it hung with; empty of an older manifest, which kept none."""
        return self.entry.get("facts", "")

    @property
    def villages(self) -> tuple[str, ...]:
        """On whose boards it hangs; none means all."""
        return tuple(v for v in self.entry.get("villages", "").split(BETWEEN) if v)

    @property
    def printed(self) -> dict[str, str]:
        """Check codes of all wordings on paper, with the code of what each says."""
        pairs = self.entry.get("printed", "").split()
        return {check: text for check, _, text in (pair.partition("=") for pair in pairs)}


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

    @property
    def hanging(self) -> Mapping[str, Record]:
        """By item id, what hangs since an earlier week, and no list of this week takes down."""
        return {
            item_id: one
            for item_id, one in self.earlier.items()
            if one.hangs and not (item_id in self.now and self.now[item_id].told)
        }

    def replaced(self, item_id: str, digest: str) -> Mapping[str, str]:
        """Return what this week put up before a wording; nothing where that is its first.

        A revision that says the same again keeps it: what it was is not what the last one says.
        """
        record = self.now.get(item_id)
        if record is None:
            return {}
        if record.entry["digest"] != digest:
            return {name: record.entry.get(name, "") for name in _OF_A_WORDING}
        known: dict[str, str] = parse_json(record.entry.get(WAS) or "{}")
        return known

    def hung(self, digests: Mapping[str, str]) -> frozenset[str]:
        """Return the ids that hang since an earlier week with exactly this text."""
        return frozenset(
            item_id
            for item_id, one in self.hanging.items()
            if one.entry["digest"] == digests.get(item_id)
        )

    def printed(
        self, items: Collection[Item], digests: Mapping[str, str]
    ) -> dict[str, Mapping[str, str]]:
        """Return by id the wordings on paper, those of ``items`` as they are printed now too."""
        before = {item_id: one.printed for item_id, one in self.records.items()}
        now = {
            item.item_id: {check_mark(short_code(digests[item.item_id])): text_code(item)}
            for item in items
        }
        return {i: {**before.get(i, {}), **now.get(i, {})} for i in {**before, **now}}

    def posted(
        self,
        workspace: Workspace,
        digests: Mapping[str, str],
        signed: Collection[str],
        waiting: Collection[str],
        today: date,
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
                villages=record.villages,
                expire=_day(entry.get("expire", "")),
                hangs=record.hangs,
                told=_day(record.told) if item_id in self.now else None,
                changed=changed and item_id not in signed,
                # Not what a check stops today: its wording on the board was signed, and is.
                sent_back=not changed and item_id in waiting,
                gone=None if item_id in there else _day(record.gone) or today,
                links=tuple(_links(entry.get("links", ""))),
                since=_day(entry.get("since", "")),
            )
        return found


def text_code(item: Item) -> str:
    """Return the short code of what villagers read: changing the rest corrects nothing."""
    return short_code(
        digest_of(
            replace(
                item,
                status=Status.VALID,
                channels=(),
                script="",
                readings={},
                repeat=1,
                reader=Reader.MACHINE,
                dialect_script="",
            )
        )
    )


def records_of(week_folder: Path, earlier: Mapping[str, Record]) -> dict[str, Record]:
    """Return what a week's newest edition tells; one that is damaged tells nothing.

    Better printed once too often than once too little.
    """
    return _records_in(newest_revision(week_folder), earlier)


def records_before(week_folder: Path, earlier: Mapping[str, Record]) -> dict[str, Record]:
    """Return what was told before a week's newest edition: by its last but one, or earlier."""
    before = revisions(week_folder)[-2:-1]
    return {**earlier, **(_records_in(before[0], earlier) if before else {})}


def _records_in(edition: Path | None, earlier: Mapping[str, Record]) -> dict[str, Record]:
    try:
        manifest, key = read_signed_manifest(edition, None) if edition else (None, "")
    except VerifyError:
        return {}
    if manifest is None or edition is None:
        return {}
    # With a key that was lost, or is somebody else's: its paper may hang, but it ends nothing.
    is_ours = key == public_key_in(edition.parent.parent.parent)
    return {
        item_id: _with_before(
            record if is_ours else replace(record, entry={**record.entry, "links": ""}),
            earlier.get(item_id),
        )
        for item_id, record in _read(manifest)
    }


def _with_before(record: Record, before: Record | None) -> Record:
    """Return the record; what a partial build did not print hangs as it was printed before."""
    is_silent = not (record.hangs or record.told or record.gone)
    if before is None or not (is_silent and before.hangs):
        return record
    printed = record.entry.get("printed", "")
    return replace(before, entry={**before.entry, "printed": printed})


def _read(manifest: Manifest) -> Iterator[tuple[str, Record]]:
    files = (file for file in manifest.files if file.folder == _BOARD)
    printed = {item_id for file in files for item_id in file.about}
    published = {i: entry for i, entry in manifest.items.items() if not entry["draft"]}
    for item_id, entry in published.items():
        yield item_id, Record(entry=entry, hangs=item_id in printed)
    for item_id, entry in manifest.posted.items():
        yield (
            item_id,
            Record(
                # What comes down in mid-week was printed until then.
                entry=published.get(item_id, entry),
                hangs=bool(entry["hangs"]),
                told=entry["day"],
                gone=entry["gone"],
                until_told=bool(entry["day"]) and item_id in printed,
            ),
        )


def _links(text: str) -> Iterator[tuple[Relation, str]]:
    for pair in filter(None, text.split(BETWEEN_LINKS)):
        relation, _, target = pair.partition(" ")
        yield Relation(relation), target


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
