"""The review sheets that were printed here, and one of them with all its rows, to be entered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.office.enter_sheet import refused_rows
from kit.plan.week import Week
from kit.review.chain import review_state
from kit.review.digest import chain_digest, digest, short_code
from kit.review.ledger import FILE as LEDGER
from kit.review.ledger import read_ledger
from kit.review.sheets import kept_sheets, read_sheet
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from kit.progress import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSheet:
    """A printed sheet, as it is told from others."""

    code: str
    week: str
    """The week's days, such as 11月23—29日."""
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """A row of a sheet; one that holds for nothing any more says why."""

    number: int
    item_id: str
    title: str
    check_code: str
    signed: tuple[str, ...]
    """Steps that are signed already."""
    refusal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperStepForm:
    """A step as the sheet asks for it, and who may sign it today."""

    step: str
    post: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetToEnter:
    """A sheet that came back, row by row."""

    sheet: PaperSheet
    rows: tuple[PaperRow, ...]
    steps: tuple[PaperStepForm, ...]
    is_of_this_chain: bool
    """Otherwise nothing of it counts: the steps printed on it are others now."""


def paper_sheets(folder: Path) -> tuple[PaperSheet, ...]:
    """Return every sheet that was printed here, the newest week first."""
    return tuple(
        PaperSheet(code=one.code, week=_week(one.week), count=len(one.rows))
        for one in kept_sheets(folder)
    )


def sheet_to_enter(folder: Path, named: str, clock: Clock) -> SheetToEnter:
    """Return the sheet of that code with all that can be entered of it.

    Raises:
        SourceError: It was not printed here; or the workspace or its ledger cannot be read.
    """
    workspace, sheet = open_workspace(folder), read_sheet(folder, named)
    there, chain = read_ledger(folder / LEDGER), workspace.township.chain
    refused, day = refused_rows(sheet, workspace), clock().date()
    items = {item.item_id: item for item in workspace.items}
    rows = []
    for number, (name, printed) in enumerate(sheet.rows, start=1):
        item = items.get(name)
        state = review_state(item, digest(item), there, chain) if item else None
        rows.append(
            PaperRow(
                number=number,
                item_id=name,
                title=item.plain_title if item else name,
                check_code=short_code(printed),
                signed=tuple(one.step for one in state.signed) if state else (),
                refusal=refused.get(name, ""),
            )
        )
    signers = workspace.township.signers
    steps = tuple(
        PaperStepForm(
            step=step.name,
            post=step.post,
            names=tuple(dict.fromkeys(one.name for one in signers if one.holds(step.post, day))),
        )
        for step in chain
    )
    return SheetToEnter(
        sheet=PaperSheet(code=sheet.code, week=_week(sheet.week), count=len(rows)),
        rows=tuple(rows),
        steps=steps,
        is_of_this_chain=sheet.chain == chain_digest(chain),
    )


def _week(name: str) -> str:
    return Week.parse(name).label
