"""What to print: a list for every paper, in the order in which the bags are filled."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kit.edition.index import PLAY, SLIPS
from kit.edition.published.at_hand import edition_at_hand
from kit.office.carried_sheets import OFFICE, carried_sheets
from kit.plan.week import Week
from kit.returns.returns_log import ReturnKind, read_returns
from kit.source.private import RETURNS
from kit.source.township import FILE as SETTINGS
from kit.source.township import read_township

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from kit.edition.published.at_hand import AtHand
    from kit.edition.published.manifest import FileEntry
    from kit.model.township import Township
    from kit.office.carried_sheets import Carried
    from kit.returns.returns_log import Return

_RUN_SHEET = f"{PLAY}/播出单.pdf"
_TWO_SIDED = "双面"
_TILED = "拼"


class SheetState(StrEnum):
    """Whether there is still something to print."""

    TO_PRINT = "要印"
    PRINTED = "已印"
    HANGS = "上周已贴"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One file's copies for one bag."""

    path: str
    """Inside the edition."""
    title: str
    item_id: str
    """Empty where it sums up several."""
    pages: int
    copies: int
    """0 where the clerk says how many: as many as people come to the market."""
    state: SheetState
    replaces: bool
    """An older wording of it hangs: 揭下旧的，换新的."""
    note: str
    printed_by: str = ""
    """Who ticked it, and when: 样例甲 11月23日9:30."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bag:
    """What goes to one place, in the order of the round."""

    place: str
    village: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """All that goes through one printer."""

    paper: str
    """A3, A4, or A4 双面."""
    two_sided: bool
    flip: str
    """Along which edge the printer turns the paper: 短边翻转."""
    bags: tuple[Bag, ...]

    @property
    def to_print(self) -> int:
        """How many pages are still to be printed; hand-outs without a number not counted."""
        return sum(
            one.pages * one.copies
            for bag in self.bags
            for one in bag.sheets
            if one.state is SheetState.TO_PRINT
        )

    @property
    def is_done(self) -> bool:
        """Whether nothing of it is to be printed, hand-outs without a number too."""
        sheets = (one for bag in self.bags for one in bag.sheets)
        return all(one.state is not SheetState.TO_PRINT for one in sheets)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintDesk:
    """The print desk of an edition."""

    edition: str
    """2026-W48/r02."""
    week: str
    revision: int
    label: str
    """11月23—29日."""
    jobs: tuple[PrintJob, ...]
    notes: tuple[str, ...] = ()
    """What staff must know: the log is damaged, the edition has no slips."""


def print_desk(
    folder: Path, week: str = "", *, revision: int = 0, tiled: Collection[str] = ()
) -> PrintDesk:
    """Return what the newest edition, of that week or of all, wants printed.

    ``tiled`` are papers there is no printer for: their sheets are put together from A4.

    Raises:
        SourceError: There is no edition, or the township cannot be read.
        VerifyError: The edition is damaged.
    """
    return desk_of(folder, edition_at_hand(folder, week, revision), tiled)


def desk_of(folder: Path, at_hand: AtHand, tiled: Collection[str] = ()) -> PrintDesk:
    """Return what an edition wants printed.

    Raises:
        SourceError: The township cannot be read.
    """
    manifest, township = at_hand.manifest, read_township(folder / SETTINGS)
    log = read_returns(folder / RETURNS, ReturnKind.PRINTED)
    printed: dict[str, list[Return]] = {}
    for one in log.of(ReturnKind.PRINTED):
        printed.setdefault(one.content, []).append(one)
    by_paper: dict[str, list[tuple[str, Sheet]]] = {}
    ordered = (
        *_sheets(at_hand, printed, tiled),
        *(_carried(at_hand, printed, one) for one in carried_sheets(manifest, township)),
    )
    for paper, place, sheet in ordered:
        by_paper.setdefault(paper, []).append((place, sheet))
    notes = [log.damage] if log.damage else []
    if not _slips(at_hand):
        notes.append("这一版没有张贴单：没有要贴的，或是旧的程序做的。要印海报，请再制作一次本周。")
    return PrintDesk(
        edition=at_hand.name,
        week=manifest.week,
        revision=manifest.revision,
        label=Week.parse(manifest.week).label,
        jobs=tuple(_job(paper, by_paper[paper], township) for paper in sorted(by_paper)),
        notes=tuple(notes),
    )


def _slips(at_hand: AtHand) -> list[FileEntry]:
    """Return the boards' slips in the order of the round: each tells what is printed for it."""
    return [entry for entry in at_hand.manifest.files if entry.folder == SLIPS]


def _job(paper: str, sheets: Iterable[tuple[str, Sheet]], township: Township) -> PrintJob:
    """Return one paper's list: boards as kit.toml has them, then the stall and the office."""
    by_place: dict[str, list[Sheet]] = {}
    for place, sheet in sheets:
        by_place.setdefault(place, []).append(sheet)
    villages = {board.name: board.village for board in township.boards}
    walk = [name for name in villages if name in by_place]
    return PrintJob(
        paper=paper,
        two_sided=paper.endswith(_TWO_SIDED),
        flip=township.flip.value,
        bags=tuple(
            Bag(place=place, village=villages.get(place, ""), sheets=tuple(by_place[place]))
            for place in dict.fromkeys([*walk, *by_place])
        ),
    )


def _sheets(
    at_hand: AtHand, printed: Mapping[str, Sequence[Return]], tiled: Collection[str]
) -> Iterator[tuple[str, str, Sheet]]:
    """Yield paper, place and sheet of all that the slips order and the edition has."""
    for slip in _slips(at_hand):
        place = slip.figures["place"]
        yield _ordered(at_hand, printed, slip, "张贴单", place)
        for order in slip.figures["orders"]:
            entry = at_hand.manifest.file(order["file"])
            if entry is None:
                continue
            variants = _variants(at_hand, entry)
            paper = order["paper"]
            if paper in tiled and (pieces := _pieces(variants)):
                entry, paper = pieces, "A4"
            is_given = not order["copies"]
            done = _last_print(at_hand, printed, variants, place, weekly=is_given)
            yield paper, place, _sheet(at_hand, entry, order, done)
    if run_sheet := at_hand.manifest.file(_RUN_SHEET):
        copies = _sticks(at_hand)
        yield _ordered(at_hand, printed, run_sheet, "播出单", OFFICE, copies)


def _carried(
    at_hand: AtHand, printed: Mapping[str, Sequence[Return]], one: Carried
) -> tuple[str, str, Sheet]:
    """Return paper, place and sheet of what a village, a counter or a door is sent."""
    order = {"title": one.title, "copies": one.copies, "note": one.note, "stays": False}
    done = _last_print(at_hand, printed, [one.entry], one.place, weekly=one.weekly)
    return one.paper, one.place, _sheet(at_hand, one.entry, order, done)


def _ordered(
    at_hand: AtHand,
    printed: Mapping[str, Sequence[Return]],
    entry: FileEntry,
    title: str,
    place: str,
    copies: int = 1,
) -> tuple[str, str, Sheet]:
    """Return paper, place and sheet of what no slip orders: the slip itself, the run sheet."""
    order = {"title": title, "copies": copies, "note": "", "stays": False}
    done = _last_print(at_hand, printed, [entry], place, weekly=True)
    return "A4", place, _sheet(at_hand, entry, order, done)


def _sheet(
    at_hand: AtHand,
    entry: FileEntry,
    order: Mapping[str, Any],
    done: Return | None,
) -> Sheet:
    stays = order["stays"]
    state = SheetState.PRINTED if done else SheetState.HANGS if stays else SheetState.TO_PRINT
    item_id = entry.about[0] if len(entry.about) == 1 else ""
    # Every wording that is on paper stands there, this one too.
    wordings = at_hand.manifest.items.get(item_id, {}).get("printed", "").split()
    to_do = state is SheetState.TO_PRINT
    return Sheet(
        path=entry.path,
        title=order["title"],
        item_id=item_id,
        pages=entry.figures.get("pages", 1),
        copies=order["copies"],
        state=state,
        replaces=to_do and len(wordings) > 1 and bool(order["copies"]),
        note=order["note"],
        printed_by=_said(done) if done else "",
    )


def _said(one: Return) -> str:
    return f"{one.by} {one.at.month}月{one.at.day}日{one.at.hour}:{one.at.minute:02}"


def _last_print(
    at_hand: AtHand,
    printed: Mapping[str, Sequence[Return]],
    variants: Sequence[FileEntry],
    place: str,
    *,
    weekly: bool,
) -> Return | None:
    """Return who printed exactly this, on whatever paper; what is handed out, in this week."""
    found = [
        one
        for entry in variants
        for one in printed.get(entry.sha256, ())
        if place in one.places and (not weekly or one.week == at_hand.manifest.week)
    ]
    return max(found, key=lambda one: one.at, default=None)


def _variants(at_hand: AtHand, entry: FileEntry) -> list[FileEntry]:
    """Return the same sheet as it may be printed: whole, tiled, for a print shop."""
    name = entry.path.removesuffix(".pdf")
    return [
        one
        for one in at_hand.manifest.files
        if one.path.startswith(name) and one.path.endswith(".pdf")
    ]


def _pieces(variants: Sequence[FileEntry]) -> FileEntry | None:
    return next((one for one in variants if _TILED in one.path.rpartition("_")[2]), None)


def _sticks(at_hand: AtHand) -> int:
    """Return how many sticks a run sheet goes along with; one at least."""
    entry = at_hand.manifest.file(_RUN_SHEET)
    told = entry.figures.get("programmes", []) if entry else []
    return max(1, len({one["file"].rpartition("/")[0] for one in told}))
