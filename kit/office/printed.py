"""One file for a printer, and the tick that it was printed."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from kit.duty.opinions import card_name
from kit.edition.published.at_hand import edition_at_hand
from kit.errors import RequestError
from kit.office.print_desk import SheetState, desk_of
from kit.office.printed_cards import printed_cards
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


def file_for_printer(folder: Path, chosen: Chosen, copies: Mapping[str, int] = _NOTHING) -> Printed:
    """Return one PDF in the order of the bags; ``copies`` by file for what is handed out.

    Raises:
        RequestError: There is nothing of that paper to print.
        SourceError: There is no edition.
        VerifyError: The edition is damaged.
    """
    at_hand, job = _job(folder, chosen)
    lines = [(place, sheet, n) for place, sheet, n in _wanted(job, chosen, copies) if n]
    if not lines:
        raise RequestError(f"{job.paper} 没有要印的。", "要再印一次，请点那一份；发的要先写几份。")
    piles = list(_piles(folder, at_hand, lines))
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


def _piles(
    folder: Path, at_hand: AtHand, lines: Sequence[tuple[str, Sheet, int]]
) -> Iterator[tuple[str, bytes, int]]:
    """Yield place, sheet and how often; of cards one pile, each with a number of its own.

    The numbers go on after those noted as printed: a file that nobody printed gives none away.
    """
    known = {path: at_hand.read(path) for path in {sheet.path for _, sheet, _ in lines}}
    last = printed_cards(folder)
    for place, sheet, n in lines:
        entry = at_hand.manifest.file(sheet.path)
        spots = entry.figures.get("numbers", ()) if entry else ()
        if not entry or not spots:
            yield place, known[sheet.path], n
            continue
        first = last[sheet.item_id] + 1
        last[sheet.item_id] += n * len(spots)
        names = [card_name(number) for number in range(first, last[sheet.item_id] + 1)]
        yield (
            place,
            with_numbers(
                known[sheet.path],
                list(zip(*[iter(names)] * len(spots), strict=True)),
                [(x_mm, y_mm) for x_mm, y_mm in spots],
                size_pt=entry.figures["number_pt"],
            ),
            1,
        )


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
