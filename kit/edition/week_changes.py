"""What a clerk does again because of a new revision: a line an item or stick, not a line a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.edition.index import ALL_CLEAR, CLIPS, DRAFTS, FORWARD, PLAY, PRINT, SLIPS
from kit.model.outputs import Output

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kit.edition.published.manifest import FileEntry, Manifest

_BOARD = f"{PRINT}/{Output.POSTER}"
# In the order of the week's page: said of what is new, of what was there, of what is no more.
_VERBS = {
    PRINT: ("新印", "重印，换下旧的", "收回"),
    PLAY: ("新拷进U盘", "重新拷进U盘", "从U盘删去"),
    FORWARD: ("转发", "重新转发", "不要再转发"),
}
_SHOWN = {PRINT: ".pdf", PLAY: ".mp3", FORWARD: ""}
# Drafts were never hung or played; the end of an alert waits for its day.
_NOWHERE = (f"{DRAFTS}/", f"{ALL_CLEAR}/")
_TILED = "拼"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One item's sheets, one stick's programmes, or one sheet of the week, to be done again."""

    verb: str
    title: str
    files: tuple[FileEntry, ...]
    """What there is to print, copy or send now; none of what is taken back."""
    item_id: str = ""
    """The item whose poster is among them: its boards are told."""


def changes(manifest: Manifest, previous: Manifest) -> tuple[Change, ...]:
    """Return what differs from the last revision: what to print, to copy, to send on."""
    before, now = _by_thing(previous.files), _by_thing(manifest.files)
    hashes = {entry.path: entry.sha256 for entry in previous.files}
    titles = {**previous.items, **manifest.items}
    found = []
    for (part, thing), entries in {**now, **before}.items():
        new, again, gone = _VERBS[part]
        files = now.get((part, thing), [])
        differs = tuple(e for e in files if hashes.get(e.path) != e.sha256)
        if files and not differs:
            continue
        verb = gone if not files else again if (part, thing) in before else new
        found.append(
            Change(
                verb=verb,
                title=titles[thing]["title"] if thing in titles else thing,
                files=differs,
                item_id=thing if _has_poster(differs or entries) else "",
            )
        )
    order = [verb for verbs in _VERBS.values() for verb in verbs]
    return tuple(sorted(found, key=lambda change: order.index(change.verb)))


def _by_thing(entries: Iterable[FileEntry]) -> Mapping[tuple[str, str], list[FileEntry]]:
    """Return what a clerk handles, by the part of the edition and by item, stick or sheet."""
    found: dict[tuple[str, str], list[FileEntry]] = {}
    for part, suffix in _SHOWN.items():
        for entry in entries:
            name = entry.path.rpartition("/")[2].removeprefix(entry.stem)
            # The run sheet and the slips are printed, wherever they lie.
            top = PRINT if entry.path.endswith(".pdf") else entry.path.partition("/")[0]
            # The tiled poster is the same poster for a smaller printer.
            if not entry.key or entry.path.startswith(_NOWHERE) or top != part or _TILED in name:
                continue
            if entry.path.lower().endswith(suffix):
                found.setdefault((part, _thing(entry, part)), []).append(entry)
    return found


def _thing(entry: FileEntry, part: str) -> str:
    if entry.folder == SLIPS:
        return SLIPS.lstrip("4")
    if part == PLAY and entry.folder != CLIPS:
        return entry.folder.partition("/")[2]
    return entry.about[0] if len(entry.about) == 1 else entry.stem


def _has_poster(entries: Iterable[FileEntry]) -> bool:
    return any(entry.folder == _BOARD and len(entry.about) == 1 for entry in entries)
