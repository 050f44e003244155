"""The standard catalogue in the workspace, held against the items: what is public, what is not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.forms.listing import ListingPart, ListingSheet
from kit.duty.catalogue import (
    COLUMNS,
    OURS,
    Known,
    State,
    held_against,
    is_catalogue,
    read_catalogue,
)
from kit.errors import SourceError
from kit.foreign.listed import list_in
from kit.office.print_year import listing_pdf
from kit.office.sent_lists import read_book
from kit.office.township_of import township_of
from kit.source.codes import read_codes
from kit.source.workspace import open_workspace
from kit.source.xlsx_bytes import NewSheet, workbook_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.duty.catalogue import (
        Held,
        Matter,
    )

NAME = "标准目录"
_HEAD = ("文件", "行", "一级事项", "二级事项", "公开内容", "公开时限", "公开主体", "现在", OURS)
_WIDTHS = {1: 24, 2: 6, 3: 20, 4: 24, 5: 50, 6: 24, 7: 16, 8: 16, 9: 30}
_ASKED = (State.MISSING, State.MAYBE, State.WRITTEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueSeen:
    """Every matter with its state, and what in the files was not as it should be."""

    files: tuple[str, ...]
    held: tuple[Held, ...]
    told: tuple[str, ...]

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many matters stand how, in the order of the states."""
        counts = Counter(one.state for one in self.held)
        return tuple((state.value, counts[state]) for state in State if counts[state])

    @property
    def gaps(self) -> tuple[Held, ...]:
        """What is not public yet, or nobody has said whether it is."""
        return tuple(one for one in self.held if one.state in _ASKED)


def catalogue_seen(folder: Path) -> CatalogueSeen:
    """Return the catalogue held against all items; there may be a file for each field.

    Raises:
        SourceError: There is no workspace, or a file names no matters.
        ForeignFileError: A file cannot be read.
    """
    paths = sorted(
        path
        for path in folder.glob(f"{NAME}*")
        if path.suffix.lower() in (".xlsx", ".csv") and path.is_file()
    )
    matters: list[Matter] = []
    told: list[str] = []
    for path in paths:
        read = list(_read(path))
        if not read:
            raise SourceError(
                f"{path.name} 里没有“二级事项”这一列，不知道一行是哪件事。",
                f"表头请写：{'、'.join(COLUMNS)}。",
            )
        for found, remarks in read:
            matters += found
            told += [f"{path.name}：{remark}" for remark in remarks]
    items = tuple(_known(folder))
    return CatalogueSeen(
        files=tuple(path.name for path in paths),
        held=tuple(held_against(matters, items)),
        told=tuple(told),
    )


def _read(path: Path) -> Iterator[tuple[tuple[Matter, ...], list[str]]]:
    for sheet in read_book(path).sheets:
        listed = list_in(sheet)
        if listed is None or not is_catalogue(listed.names):
            continue
        rows = [(row.number, row.cells) for row in listed.rows if not row.is_sum]
        own = path.stem.removeprefix(NAME).strip("-_— ")
        place = " ".join(dict.fromkeys(filter(None, (own, sheet.name))))
        found = read_catalogue(place, listed.names, rows)
        told = [*listed.told, *found.told]
        if found.missing:
            told.append(
                f"没有这几列：{'、'.join(found.missing)}。没有写的不猜，都当作乡里要公开的。"
            )
        yield found.matters, told


def _known(folder: Path) -> Iterator[Known]:
    public = {one.item_id for one in read_codes(folder)}
    for item in open_workspace(folder).items:
        yield Known(
            item_id=item.item_id,
            title=item.plain_title,
            field_name=item.field_name,
            is_public=item.item_id in public,
        )


def catalogue_workbook(seen: CatalogueSeen) -> bytes:
    """Return all matters with their state as a workbook to go on with."""
    rows = [_HEAD, *map(_row, seen.held)]
    return workbook_bytes([NewSheet(name="核对", rows=rows, widths=_WIDTHS, frozen=4)])


def catalogue_pdf(folder: Path, seen: CatalogueSeen) -> bytes:
    """Return the gaps as a PDF of A4 sheets across.

    Raises:
        SourceError: There is no workspace.
        LayoutError: A matter has signs that cannot be printed.
    """
    counts = "，".join(f"{name} {count} 项" for name, count in seen.counts) or "没有目录"
    parts = [
        ListingPart(heading=f"{state} {len(rows)} 项", rows=rows)
        for state in _ASKED
        if (rows := tuple(_printed(one) for one in seen.gaps if one.state is state))
    ]
    sheet = ListingSheet(
        title=f"{township_of(folder).name}标准目录核对",
        said=(f"{counts}。", *seen.told),
        columns=("一级事项", "二级事项", "公开内容", "公开时限", "公开主体", "可能是"),
        widths_mm={"一级事项": 34.0, "二级事项": 44.0, "公开时限": 44.0, "公开主体": 30.0},
        parts=tuple(parts),
        is_across=True,
    )
    return listing_pdf(folder, sheet)


def _row(one: Held) -> tuple[str, ...]:
    cells = one.matter.cells
    named = one.wrong or ("、".join(one.items) if one.state is not State.MAYBE else "")
    maybe = f"（可能是 {'、'.join(one.items)}）" if one.state is State.MAYBE else ""
    return (
        one.matter.sheet,
        str(one.matter.row),
        *(cells.get(name, "") for name in _HEAD[2:7]),
        one.state.value + maybe,
        named,
    )


def _printed(one: Held) -> tuple[str, ...]:
    cells = one.matter.cells
    return (*(cells.get(name, "") for name in _HEAD[2:7]), one.wrong or "、".join(one.items))
