"""Sheets for one printer stand in one file, in the order of the bags."""

from __future__ import annotations

import time
from io import BytesIO

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from kit.errors import VerifyError
from kit.render.merge import merge_pdfs, page_counts
from kit.render.readback import read_text_of

A4, A3 = (595.0, 842.0), (842.0, 1190.0)


def sheet(word: str, pages: int = 1, size: tuple[float, float] = A4) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=True)
    for number in range(pages):
        canvas.drawString(72, 72, f"{word}{number + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


POSTER, FULL, HANDOUT = sheet("poster", size=A3), sheet("full", 3), sheet("handout", 2)


def words(pdf: bytes) -> list[str]:
    return [text.strip() for text in read_text_of(pdf)]


def test_pages_stand_in_the_order_they_were_asked_for_each_as_often_as_wanted() -> None:
    merged = merge_pdfs([FULL, POSTER, POSTER, HANDOUT, FULL])

    full = ["full1", "full2", "full3"]
    assert words(merged) == [*full, "poster1", "poster1", "handout1", "handout2", *full]
    with pikepdf.open(BytesIO(merged)) as document:
        sizes = [round(float(page.mediabox[2])) for page in document.pages]
    assert sizes == [595, 595, 595, 842, 842, 595, 595, 595, 595, 595]


def test_two_sided_every_sheet_begins_on_a_new_piece_of_paper() -> None:
    merged = merge_pdfs([FULL, HANDOUT, POSTER, HANDOUT], two_sided=True)

    assert words(merged) == [
        *("full1", "full2", "full3", ""),
        *("handout1", "handout2"),
        *("poster1", ""),
        *("handout1", "handout2"),
    ]


def test_the_same_sheets_make_the_same_bytes_at_any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    first = merge_pdfs([POSTER, FULL])
    time.sleep(1.1)  # PDFium would write the second into it

    assert merge_pdfs([POSTER, FULL]) == first
    assert merge_pdfs([FULL, POSTER]) != first


def test_a_sheet_for_thirty_boards_is_hardly_larger_than_one() -> None:
    one, thirty = merge_pdfs([POSTER]), merge_pdfs([POSTER] * 30)

    assert len(words(thirty)) == 30
    assert len(thirty) < len(one) + 30 * 500


def told(pdf: bytes, preferences: str) -> bytes:
    """Return the sheet with what its print dialogue begins with."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        document.Root.ViewerPreferences = pikepdf.Object.parse(preferences.encode())
        document.save(out, deterministic_id=True)
    return out.getvalue()


FULL_SIZE = "/PrintScaling /None /PickTrayByPDFSize true"
ONE_SIDE = told(POSTER, f"<< {FULL_SIZE} >>")
BOTH_SIDES = told(HANDOUT, f"<< {FULL_SIZE} /Duplex /DuplexFlipShortEdge >>")


@pytest.mark.parametrize("two_sided", [False, True])
@pytest.mark.parametrize("sheets", [[ONE_SIDE, BOTH_SIDES], [BOTH_SIDES, ONE_SIDE]])
def test_the_print_dialogue_begins_as_for_the_sheets_and_turns_only_where_all_are_turned(
    sheets: list[bytes], *, two_sided: bool
) -> None:
    merged = merge_pdfs(sheets, two_sided=two_sided)

    with pikepdf.open(BytesIO(merged)) as document:
        kept = document.Root.ViewerPreferences
        assert str(kept.PrintScaling) == "/None"
        assert bool(kept.PickTrayByPDFSize)
        assert str(kept.get("/Duplex", "")) == ("/DuplexFlipShortEdge" if two_sided else "")
    assert merged == merge_pdfs(sheets, two_sided=two_sided)


def test_sheets_that_say_nothing_of_printing_are_put_together_all_the_same() -> None:
    with pikepdf.open(BytesIO(merge_pdfs([POSTER, HANDOUT]))) as document:
        assert "/ViewerPreferences" not in document.Root


def test_lengths_are_counted() -> None:
    assert page_counts([FULL, POSTER, FULL]) == (3, 1, 3)


@pytest.mark.parametrize("sheets", [[], [b"no pdf"], [POSTER, b"no pdf"]])
def test_what_is_no_sheet_is_refused(sheets: list[bytes]) -> None:
    with pytest.raises(VerifyError):
        merge_pdfs(sheets)
