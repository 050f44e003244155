"""Cards for the public's marks, printed: each has a number of its own, noted before it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.forms.survey_card import NUMBER_PT, compose_survey_card, numbers_at_mm
from kit.compose.paper.ink import in_black
from kit.compose.sheet_context import SheetContext
from kit.duty.survey import ANSWERS, CARDS, QUESTIONS, card_name
from kit.errors import RequestError
from kit.fonts.typeface import load_typeface
from kit.office.card_numbers import give_numbers
from kit.office.township_of import township_of
from kit.plan.week import Week
from kit.render.pdf import write_pdf
from kit.render.serials import with_numbers
from kit.returns.returns_log import Return, ReturnKind

if TYPE_CHECKING:
    from pathlib import Path

    from kit.progress import Clock

_MOST_SHEETS = 500


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
