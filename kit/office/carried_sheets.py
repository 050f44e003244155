"""Which of an edition's sheets no slip orders, and who takes each along: village, door, counter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.edition.index import BACK, PRINT
from kit.edition.jobs.context import safe_name
from kit.edition.jobs.round_jobs import VILLAGES
from kit.model.outputs import Output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.edition.published.manifest import FileEntry, Manifest
    from kit.model.township import Township

OFFICE = "党政办"
_A4, _BOTH_SIDES = "A4", "A4 双面"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A sheet, and the bag it goes into."""

    entry: FileEntry
    place: str
    title: str
    paper: str = _A4
    copies: int = 1
    """0 where the clerk says how many."""
    note: str = ""
    weekly: bool = False
    """It is printed anew each week, even where not a word has changed."""


def carried_sheets(manifest: Manifest, township: Township) -> Iterator[Carried]:
    """Yield them, lists to be ticked before what they list; a preview is none."""
    sheets = [entry for entry in manifest.files if entry.path.endswith(".pdf")]
    for entry in (entry for entry in sheets if "work" in entry.figures):
        place = _place_of_list(entry, township)
        yield Carried(entry=entry, place=place, title=entry.figures["sheet"], weekly=True)
    for entry in sheets:
        if found := _of_an_item(entry, manifest, f"双面选“{township.flip}”"):
            yield found


def _place_of_list(entry: FileEntry, township: Township) -> str:
    """Return who ticks a list: a village at its first board, doors, the binder, the office."""
    if entry.folder == BACK:
        return OFFICE
    folder = entry.folder.removeprefix(f"{PRINT}/")
    if folder != VILLAGES:
        return folder
    village = next((one for one in township.villages if entry.stem == safe_name(one)), entry.stem)
    return next((one.name for one in township.boards if one.village == village), village)


def _of_an_item(entry: FileEntry, manifest: Manifest, both_sides: str) -> Carried | None:
    if len(entry.about) != 1:
        return None
    title = manifest.items[entry.about[0]]["title"]
    match entry.folder.removeprefix(f"{PRINT}/"):
        case Output.BINDER as place:
            return Carried(entry=entry, place=place, title=f"{title}（全文）")
        case Output.WINDOW as place:
            paper = _BOTH_SIDES if entry.figures.get("pages", 1) > 1 else _A4
            return Carried(entry=entry, place=place, title=title, paper=paper, note=both_sides)
        case Output.LECTURE as place if entry.path.endswith("_念稿.pdf"):
            return Carried(entry=entry, place=place, title=f"{title}（念稿）")
        case Output.DOOR as place:
            note = f"按户数打，{both_sides}，裁开是两份"
            return Carried(
                entry=entry,
                place=place,
                title=title,
                paper=_BOTH_SIDES,
                copies=0,
                note=note,
                weekly=True,
            )
        case _:
            return None
