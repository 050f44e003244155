"""The dialect at a glance: what of each broadcast has a reading, and its sheet as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.spoken.dialect_text import WELL_COVERED, own_sentences, read_aloud
from kit.compose.spoken.script import broadcast_scripts
from kit.edition.jobs.one_item import dialect_order, outside_weeks
from kit.edition.jobs.voice_jobs import look_at_reader_sheet, make_reader_sheet
from kit.errors import RequestError
from kit.model.outputs import Output, outputs_of
from kit.source.numbers import find_item
from kit.source.voices import read_dialect
from kit.source.workspace import open_workspace
from kit.text.dialect.readings import coverage

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.item import Item
    from kit.progress import Clock
    from kit.source.voices import DialectVoice
    from kit.text.dialect.readings import Coverage


@dataclass(frozen=True, slots=True)
class DialectRow:
    """A broadcast as it is read in the dialect."""

    item: Item
    written: bool
    """Somebody wrote its dialect text; else what is read is a suggestion."""
    found: Coverage


@dataclass(frozen=True, slots=True)
class DialectDesk:
    """The township's dialect, and every broadcast in it."""

    dialect: DialectVoice
    found: Coverage
    """Over all of them."""
    rows: tuple[DialectRow, ...]

    @property
    def well_covered(self) -> bool:
        """Whether the table is a real one; before that, single readings help little."""
        return self.found.share >= WELL_COVERED


def dialect_desk(folder: Path) -> DialectDesk | None:
    """Return the township's dialect and its broadcasts; None where it has no dialect.

    Raises:
        SourceError: The workspace or the dialect's tables cannot be read.
    """
    workspace = open_workspace(folder)
    settings = workspace.township.dialect
    if settings is None:
        return None
    dialect = read_dialect(settings.voice, folder)
    said = [
        (item, read_aloud(item, script, dialect))
        for item, script in broadcast_scripts(workspace.items, workspace.township)
    ]
    rows = tuple(
        DialectRow(item, bool(own_sentences(item)), coverage(sentences, dialect.readings))
        for item, sentences in said
    )
    every = (one for _, sentences in said for one in sentences)
    return DialectDesk(dialect, coverage(every, dialect.readings), rows)


def dialect_sheet(folder: Path, item_id: str, clock: Clock) -> bytes:
    """Return an item's reader sheet in the dialect as the item stands: it need not be signed.

    Raises:
        RequestError: The township has no dialect, or the item is not broadcast.
        SourceError: There is no such item, or the dialect's tables cannot be read.
        LayoutError: It has signs that cannot be printed.
        VerifyError: A figure on it is not the item's.
    """
    workspace = open_workspace(folder)
    item, settings = find_item(workspace, item_id), workspace.township.dialect
    if settings is None:
        raise RequestError("还没有选方言。", "请先在“设置 → 摊位、网站、方言”里选哪里的话。")
    if Output.CLIP not in outputs_of(item):
        raise RequestError("这一件不上喇叭，没有提词稿。", "要播的，先在它的“渠道”里选广播。")
    context = outside_weeks(workspace, clock().date())
    order = dialect_order(context, item, read_dialect(settings.voice, folder))
    made = make_reader_sheet(order)
    look_at_reader_sheet(order, made)
    return made[0].data
