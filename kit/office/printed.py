"""One file for a printer, and the tick that it was printed."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from kit.duty.opinions import card_name
from kit.edition.published.at_hand import edition_at_hand
from kit.errors import RequestError
from kit.office.card_numbers import give_numbers
from kit.office.print_desk import SheetState, desk_of
from kit.render.merge import merge_pdfs, page_counts
from kit.render.serials import with_numbers
from kit.returns.returns_log import Return, ReturnKind, append_returns
from kit.source.private import RETURNS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from kit.edition.published.at_hand import AtHand
    from kit.office.print_desk import PrintJob, Sheet
    from kit.progress import Clock
    from kit.returns.returns_log import ReturnsLog

_NOTHING: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which sheets of a paper are meant; by default all that are still to be printed."""

    paper: str
    week: str = ""
    revision: int = 0
    """Of the desk that was shown; 0 means the newest."""
    tiled: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    """Only these bags; empty means all."""
    paths: frozenset[str] = frozenset()
    """Only these files, printed before or not; empty means what is to be printed."""
    but: frozenset[tuple[str, str]] = frozenset()
    """File and place of what came out badly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A file for one printer."""

    name: str
    data: bytes
    pages: int
    bags: tuple[tuple[str, int, int], ...]
    """Place, first and last page, so that the pile is taken apart."""


def file_for_printer(
    folder: Path,
    chosen: Chosen,
    clock: Clock,
    *,
    by: str,
    copies: Mapping[str, int] = _NOTHING,
) -> Printed:
    """Return one PDF in the order of the bags; ``copies`` by file for what is handed out.

    Raises:
        RequestError: There is nothing of that paper to print, or nobody prints numbered cards.
        SourceError: There is no edition, or the log of the cards' numbers is damaged.
        VerifyError: The edition is damaged.
        StorageError: The numbers of cards cannot be noted.
    """
    at_hand, job = _job(folder, chosen)
    lines = [(place, sheet, n) for place, sheet, n in _wanted(job, chosen, copies) if n]
    if not lines:
        raise RequestError(f"{job.paper} 没有要印的。", "要再印一次，请点那一份；发的要先写几份。")
    last = _numbered(folder, at_hand, lines, by, clock())
    piles = list(_piles(at_hand, lines, last))
    sheets = [data for _, data, n in piles for _ in range(n)]
    lengths = dict(zip(sheets, page_counts(sheets), strict=True))
    bags: dict[str, tuple[int, int]] = {}
    page = 0
    for place, data, n in piles:
        length = lengths[data]
        length += length % 2 if job.two_sided else 0
        bags[place] = (bags.get(place, (page + 1, 0))[0], page + length * n)
        page += length * n
    return Printed(
        name=f"{at_hand.name.replace('/', '_')}_{job.paper.replace(' ', '')}.pdf",
        data=merge_pdfs(sheets, two_sided=job.two_sided),
        pages=page,
        bags=tuple((place, first, last) for place, (first, last) in bags.items()),
    )


def _numbered(
    folder: Path,
    at_hand: AtHand,
    lines: Sequence[tuple[str, Sheet, int]],
    by: str,
    now: datetime,
) -> dict[str, int]:
    """Return by item the number before those that its cards are given now."""
    cards = [
        Return(
            kind=ReturnKind.NUMBERED,
            by=by,
            at=now,
            week=at_hand.manifest.week,
            revision=at_hand.manifest.revision,
            file=sheet.path,
            items=wordings(at_hand, (sheet.item_id,)),
            places=(place,),
            copies=n * len(spots),
        )
        for place, sheet, n in lines
        if (spots := _spots(at_hand, sheet))
    ]
    return give_numbers(folder, cards) if cards else {}


def _spots(at_hand: AtHand, sheet: Sheet) -> Sequence[tuple[float, float]]:
    """Return where on a sheet a number is put on each card; empty where it bears none."""
    entry = at_hand.manifest.file(sheet.path)
    return [(x_mm, y_mm) for x_mm, y_mm in entry.figures.get("numbers", ())] if entry else []


def _piles(
    at_hand: AtHand, lines: Sequence[tuple[str, Sheet, int]], last: dict[str, int]
) -> Iterator[tuple[str, bytes, int]]:
    """Yield place, sheet and how often; of cards one pile, each with a number of its own."""
    known = {path: at_hand.read(path) for path in {sheet.path for _, sheet, _ in lines}}
    for place, sheet, n in lines:
        entry, spots = at_hand.manifest.file(sheet.path), _spots(at_hand, sheet)
        if not entry or not spots:
            yield place, known[sheet.path], n
            continue
        first = last.get(sheet.item_id, 0) + 1
        last[sheet.item_id] = first - 1 + n * len(spots)
        names = [card_name(number) for number in range(first, last[sheet.item_id] + 1)]
        each = list(zip(*[iter(names)] * len(spots), strict=True))
        size_pt = entry.figures["number_pt"]
        yield place, with_numbers(known[sheet.path], each, spots, size_pt=size_pt), 1


def record_printed(
    folder: Path,
    chosen: Chosen,
    clock: Clock,
    *,
    by: str,
    copies: Mapping[str, int] = _NOTHING,
) -> tuple[Return, ...]:
    """Return what was noted as printed: a line a file, with the places its copies go to.

    Raises:
        RequestError: Nobody did it, or nothing of that paper is left to be ticked.
        SourceError: There is no edition, or the log is damaged.
        StorageError: The log cannot be written.
    """
    now = clock()

    def decide(_: ReturnsLog) -> list[Return]:
        # Read while nobody adds: what another press has ticked a moment ago is not to be printed.
        return _just_printed(folder, chosen, copies, by, now)

    return append_returns(folder / RETURNS, decide, ReturnKind.PRINTED)


def _just_printed(
    folder: Path, chosen: Chosen, copies: Mapping[str, int], by: str, now: datetime
) -> list[Return]:
    at_hand, job = _job(folder, chosen)
    places: dict[str, dict[str, int]] = {}
    for place, sheet, n in _wanted(job, chosen, copies):
        if n and (sheet.path, place) not in chosen.but:
            places.setdefault(sheet.path, {})[place] = n
    if not places:
        raise RequestError(f"{job.paper} 没有要记的。", "都已经记过了；发的要先写印了几份。")
    return [
        Return(
            kind=ReturnKind.PRINTED,
            by=by,
            at=now,
            week=at_hand.manifest.week,
            revision=at_hand.manifest.revision,
            file=path,
            content=entry.sha256,
            # The overview lists all items, and is the sheet of none.
            items=wordings(at_hand, entry.about if len(entry.about) == 1 else ()),
            places=tuple(counts),
            copies=sum(counts.values()),
        )
        for path, counts in places.items()
        if (entry := at_hand.manifest.file(path))
    ]


def wordings(at_hand: AtHand, about: Collection[str]) -> dict[str, str]:
    """Return by item the check code of the wording that an edition has."""
    items = at_hand.manifest.items
    return {item_id: items[item_id]["check_code"] for item_id in about if item_id in items}


def _job(folder: Path, chosen: Chosen) -> tuple[AtHand, PrintJob]:
    at_hand = edition_at_hand(folder, chosen.week, chosen.revision)
    jobs = desk_of(folder, at_hand, chosen.tiled).jobs
    job = next((one for one in jobs if one.paper == chosen.paper), None)
    if job is None:
        papers = "、".join(one.paper for one in jobs) or "没有"
        raise RequestError(
            f"{at_hand.name} 没有要用“{chosen.paper}”印的。", f"要印的纸：{papers}。"
        )
    return at_hand, job


def _wanted(
    job: PrintJob, chosen: Chosen, copies: Mapping[str, int]
) -> Iterator[tuple[str, Sheet, int]]:
    for bag in job.bags:
        if chosen.places and bag.place not in chosen.places:
            continue
        for sheet in bag.sheets:
            wanted = (
                sheet.path in chosen.paths if chosen.paths else sheet.state is SheetState.TO_PRINT
            )
            if wanted:
                yield bag.place, sheet, copies.get(sheet.path, sheet.copies)
