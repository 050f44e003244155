"""The public's marks in the workspace: cards to hand out, and what came back counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.forms.listing import ListingPart, ListingSheet
from kit.compose.forms.survey_card import NUMBER_PT, compose_survey_card, numbers_at_mm
from kit.compose.paper.ink import in_black
from kit.compose.sheet_context import SheetContext
from kit.duty.survey import (
    ANSWERS,
    CARDS,
    FORM,
    QUESTIONS,
    card_name,
    marks_of,
    read_cards,
)
from kit.errors import RequestError
from kit.fonts.typeface import load_typeface
from kit.office.card_numbers import give_numbers, numbers_given
from kit.office.print_year import listing_pdf
from kit.office.register_file import new_register_file, register_file
from kit.office.township_of import township_of
from kit.plan.week import Week
from kit.render.pdf import write_pdf
from kit.render.serials import with_numbers
from kit.returns.returns_log import Return, ReturnKind

if TYPE_CHECKING:
    from pathlib import Path

    from kit.duty.survey import Marks
    from kit.model.finding import Finding
    from kit.progress import Clock

_MOST_SHEETS = 500
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


def survey_cards(folder: Path, clock: Clock, sheets: int, *, by: str) -> bytes:
    """Return cards to hand out as a PDF, four on a sheet of A4, each with a number of its own.

    Raises:
        RequestError: Nobody prints them, or none or too many.
        SourceError: There is no workspace, or the log of the numbers is damaged.
        StorageError: The numbers cannot be noted.
    """
    if not 1 <= sheets <= _MOST_SHEETS:
        raise RequestError(
            f"评议卡要印 {sheets} 张纸，不对。", f"请写 1 到 {_MOST_SHEETS}，一张纸四张卡。"
        )
    township, typeface = township_of(folder), load_typeface()
    context = SheetContext(
        township=township,
        metrics=typeface,
        lunar=lambda _day: "",
        stamp="样例" if township.sample else "",
    )
    document = compose_survey_card(tuple(QUESTIONS.values()), ANSWERS, context)
    sheet = write_pdf(in_black(document) if township.black_only else document, typeface)
    spots, now = numbers_at_mm(), clock()
    given = Return(
        kind=ReturnKind.NUMBERED,
        by=by,
        at=now,
        week=Week.of(now.date()).name,
        file=CARDS,
        copies=sheets * len(spots),
    )
    first = give_numbers(folder, [given]).get(CARDS, 0) + 1
    names = map(card_name, range(first, first + given.copies))
    return with_numbers(
        sheet, list(zip(*[names] * len(spots), strict=True)), spots, size_pt=NUMBER_PT
    )


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
