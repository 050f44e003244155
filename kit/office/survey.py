"""The public's marks in the workspace: cards to hand out, and what came back counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.forms.listing import ListingPart, ListingSheet
from kit.duty.survey import (
    ANSWERS,
    CARDS,
    FORM,
    QUESTIONS,
    marks_of,
    read_cards,
)
from kit.office.card_numbers import numbers_given
from kit.office.print_year import listing_pdf
from kit.office.register_file import new_register_file, register_file
from kit.office.township_of import township_of

if TYPE_CHECKING:
    from pathlib import Path

    from kit.duty.survey import Marks
    from kit.model.finding import Finding

_WIDTHS = {1: 12, 2: 14, 3: 14, 9: 50}
_HELP = (
    ("编号", "照卡上印的，如 P007；没有印的每一张给一个，也写在卡上"),
    *((name, question) for name, question in QUESTIONS.items()),
    (
        "怎么写",
        "、".join(f"{place} {one}" for place, one in enumerate(ANSWERS, 1)) + "；写数字就行",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveySeen:
    """The cards that came back, counted."""

    file: str
    """Empty where there is no register yet."""
    numbered: int
    """How many cards were given a number for the printer."""
    cards: int
    marks: tuple[Marks, ...]
    words: tuple[tuple[str, str], ...]
    """What was written on the cards, by their number."""
    faults: tuple[Finding, ...]
    told: tuple[str, ...] = ()
    answers: tuple[str, ...] = ANSWERS


def survey_seen(folder: Path) -> SurveySeen:
    """Return the cards that came back, counted.

    Raises:
        SourceError: There are two registers, or one without a needed column.
        ForeignFileError: It cannot be read.
    """
    found = register_file(folder, FORM)
    read = read_cards(found.columns, found.rows)
    return SurveySeen(
        file=found.name,
        numbered=numbers_given(folder)[CARDS],
        cards=len(read.cards),
        marks=marks_of(read.cards),
        words=tuple((card.number, card.words) for card in read.cards if card.words),
        faults=read.faults,
        told=found.told,
    )


def new_survey(folder: Path) -> Path:
    """Return the empty register that was put into the workspace.

    Raises:
        SourceError: There is no workspace, or it has a register already.
        StorageError: It cannot be written.
    """
    return new_register_file(folder, FORM, _HELP, _WIDTHS)


def survey_pdf(folder: Path, seen: SurveySeen) -> bytes:
    """Return what came back as a PDF.

    Raises:
        SourceError: There is no workspace.
        LayoutError: What somebody wrote has signs that cannot be printed.
    """
    rows = tuple(
        (
            one.question,
            *map(str, one.counts),
            str(one.unanswered),
            "—" if one.content is None else f"{one.content}%",
        )
        for one in seen.marks
    )
    sheet = ListingSheet(
        title=f"{township_of(folder).name}政务公开社会评议",
        said=(
            f"收回 {seen.cards} 张。",
            "满意率：很满意和满意的，占说得出看法的（不知道的、没有勾的不算）。",
            *(f"卡 {number}：{words}" for number, words in seen.words),
        ),
        columns=("问题", *seen.answers, "没有勾", "满意率"),
        widths_mm={"问题": 60.0},
        parts=(ListingPart(heading="逐题", rows=rows),),
    )
    return listing_pdf(folder, sheet)
