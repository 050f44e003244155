"""What an edition is made from: the workspace, checked, and what became of it before."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kit.edition.kept_checked import keep, made_from, recalled
from kit.edition.make.sheet import font_of
from kit.edition.published.changed import read_definitions
from kit.edition.published.history import read_history
from kit.edition.published.manifest import manifest_in
from kit.edition.published.posted import History
from kit.edition.request import OUTPUT, newest_revision
from kit.plan.plan import is_past
from kit.recordings.human_readings import human_readings
from kit.review.reviews import read_reviews
from kit.source.codes import read_codes
from kit.source.private import PRIVATE
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from kit.edition.kept_checked import Checked
    from kit.edition.make.sheet import FontFile
    from kit.edition.published.changed import Definitions
    from kit.edition.request import Options
    from kit.model.item import Item
    from kit.recordings.human_readings import HumanReading
    from kit.review.reviews import Reviews
    from kit.source.codes import CodeEntry
    from kit.source.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The workspace, checked, with what the ledger says of every item."""

    workspace: Workspace
    checked: Checked
    """Of what is not over, or was never signed."""
    stopped: Mapping[str, str]
    """By item id or file: the first finding that stops it."""
    reviews: Reviews
    waiting: Mapping[str, str]
    """By item id: what its review still lacks; signed items are not in it."""
    codes: tuple[CodeEntry, ...]
    definitions: Definitions
    font: FontFile
    readings: Mapping[tuple[str, str], HumanReading] = field(default_factory=dict)
    """By item id and voice: what people read."""
    history: History = field(default_factory=History)
    """What was published up to this week."""
    sounding: frozenset[str] = frozenset()
    """Ids of the items whose recording is in the week's last revision."""

    @property
    def spoken_offline(self) -> Source:
        """The same with the built-in voice in place of one that cannot be reached."""
        township = self.workspace.township
        offline = replace(township, voice=township.voice.offline)
        return replace(self, workspace=replace(self.workspace, township=offline))

    def alone(self, item: Item) -> Source:
        """Return the same as if it held this item only, sound, signed and never published."""
        workspace = replace(self.workspace, items=(item,))
        return replace(self, workspace=workspace, waiting={}, stopped={}, history=History())


def read_source(folder: Path, options: Options, *, looked_at: str = "") -> Source:
    """Return the workspace with its findings and the state of every review.

    Who only looks names the folder's ``source_hash`` in ``looked_at``: nothing is checked again
    that was found before in the same files.

    Raises:
        SourceError: The workspace, its ledger or its register of codes cannot be read.
    """
    workspace = open_workspace(folder)
    # Ten years of notices that were signed, hung and came down must cost a week nothing.
    past = [item for item in workspace.items if is_past(item, options.first_week)]
    reviews = read_reviews(workspace, past)
    states, ledger = reviews.states, reviews.ledger
    ahead = tuple(item for item in workspace.items if item.item_id in states)
    found = _checked(workspace, ahead, options.now.date(), looked_at)
    output = folder / OUTPUT
    return Source(
        workspace=workspace,
        checked=found,
        stopped=found.stopped,
        reviews=reviews,
        waiting={name: state.summary for name, state in states.items() if not state.complete},
        definitions=read_definitions(workspace, ledger),
        codes=read_codes(folder),
        font=font_of(workspace),
        readings=human_readings(replace(workspace, items=ahead), ledger.recordings),
        history=read_history(output, options.week, folder / PRIVATE),
        sounding=_sounding(output / options.week.name),
    )


def _checked(workspace: Workspace, ahead: Sequence[Item], today: date, looked_at: str) -> Checked:
    made_by = made_from(workspace, ahead, today, looked_at) if looked_at else ""
    found = recalled(workspace, made_by) if looked_at else None
    if found is None:
        from kit.edition.checked import checked

        found = checked(workspace, ahead, today)
        if looked_at:
            keep(workspace, made_by, found, looked_at)
    return found


def _sounding(week_folder: Path) -> frozenset[str]:
    manifest = manifest_in(newest_revision(week_folder))
    # By the list, not the folder: what somebody only put there is no recording of ours.
    clips = (entry for entry in manifest.site if entry.stem == "clip") if manifest else ()
    return frozenset(item_id for entry in clips for item_id in entry.about)
