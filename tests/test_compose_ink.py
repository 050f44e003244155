"""Black ink alone: nothing but black and white on any sheet, and no stamp over a figure."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PIL import Image

from kit.compose.full_text import compose_full_text
from kit.compose.handouts.handout import compose_handout
from kit.compose.layouts.purposes import SHEET_LAYOUT, poster_layout
from kit.compose.paper.colours import contrast
from kit.compose.paper.frames import Area, bounds
from kit.compose.paper.ink import in_black
from kit.compose.paper.page import Box, Document, Inset, Text
from kit.compose.paper.tile import tile
from kit.compose.posters.poster import compose_poster
from kit.edition.make.cards import make_picture_cards
from kit.edition.make.paper import make_full_text, make_poster
from kit.edition.make.sheet import PaperOrder, SheetOrder
from kit.fonts import load_typeface
from kit.model.item import Attachment
from kit.model.township import Paper
from kit.render.pdf import write_pdf
from kit.render.picture import opened
from tests.inks import BLACK_AND_WHITE, painted
from tests.sheets import ROOT, item, layout, marks, setting, workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.compose.paper.page import Page

STAMP = "样例　送审稿"


def sheets() -> Iterator[tuple[str, Document]]:
    marked = setting(stamp=STAMP)
    notice, alert, listed = item("2026-004"), item("2026-008"), item("2026-009")
    poster = compose_poster(notice, layout(poster_layout(notice, Paper.A3)), marked)
    yield "poster", poster
    yield "tiles", tile(poster, sheet=Paper.A4)
    yield "alert", compose_poster(alert, layout(poster_layout(alert, Paper.A3)), marked)
    yield "table", compose_poster(listed, layout(poster_layout(listed, Paper.A2)), marked)
    yield "handout", compose_handout(notice, layout("handout-a5"), marked)
    full = layout(SHEET_LAYOUT)
    yield "full text", compose_full_text(notice, full, marked)


SHEETS = dict(sheets())


def inner(page: Page) -> Iterator[Page]:
    """The page and all pages drawn inside it."""
    yield page
    for mark in marks(page):
        if isinstance(mark, Inset):
            yield from inner(mark.page)


def without_smoothing(pdf: bytes) -> Iterator[Image.Image]:
    with opened(pdf) as document:
        for page in document:
            yield (
                page.render(scale=1.0, no_smoothtext=True, no_smoothimage=True, no_smoothpath=True)
                .to_pil()
                .convert("RGB")
            )


@pytest.mark.parametrize("name", SHEETS)
def test_only_black_and_white_are_painted(name: str) -> None:
    pdf = write_pdf(in_black(SHEETS[name]), load_typeface())

    assert painted(pdf) <= BLACK_AND_WHITE
    assert "0 g" in painted(pdf)
    # What smoothing adds at the edges of letters is the screen's; without it nothing is grey.
    colours = set().union(*map(colours_of, without_smoothing(pdf)))
    assert colours == {(0, 0, 0), (255, 255, 255)}


def colours_of(image: Image.Image) -> set[tuple[int, ...]]:
    """The colours of an image in RGB."""
    found = image.getcolors(maxcolors=1 << 24) or []
    return {colour for _, colour in found if isinstance(colour, tuple)}


def test_the_same_sheets_in_colour_would_be_found_out() -> None:
    pdf = write_pdf(SHEETS["alert"], load_typeface())

    assert not painted(pdf) <= BLACK_AND_WHITE


def apart(one: Area, two: Area) -> bool:
    return (
        one.right_mm <= two.x_mm
        or two.right_mm <= one.x_mm
        or one.bottom_mm <= two.y_mm
        or two.bottom_mm <= one.y_mm
    )


@pytest.mark.parametrize("name", ["handout", "full text"])
def test_the_stamp_is_on_every_page_in_black_alone(name: str) -> None:
    for outer in in_black(SHEETS[name]).pages:
        assert any(
            STAMP in mark.characters
            for page in inner(outer)
            for mark in marks(page)
            if isinstance(mark, Text)
        )


@pytest.mark.parametrize("name", ["poster", "alert", "table"])
def test_a_poster_says_its_stamp_reversed_at_head_and_foot(name: str) -> None:
    for document in (SHEETS[name], in_black(SHEETS[name])):
        for page in document.pages:
            said = [m for m in marks(page) if isinstance(m, Text) and m.characters == STAMP]
            heights = sorted(text.y_mm / page.height_mm for text in said)
            assert heights[0] < 0.15
            assert heights[-1] > 0.85
            for text in said:
                boxes = [m for m in marks(page) if isinstance(m, Box) and m.fill is not None]
                ground = [m for m in boxes if not apart(bounds(m), bounds(text))][-1]
                assert ground.fill is not None
                assert contrast(text.ink, ground.fill) > 6.9


def test_every_sheet_of_a_tiled_poster_says_its_stamp() -> None:
    for page in SHEETS["tiles"].pages[1:]:
        assert any(STAMP in m.characters for m in marks(page) if isinstance(m, Text))


def test_a_page_shown_twice_stays_one_page() -> None:
    front, _ = in_black(SHEETS["handout"]).pages
    one, two = (mark.page for mark in marks(front) if isinstance(mark, Inset))

    assert one is two


def test_in_black_alone_a_sheet_says_the_same_in_the_same_places() -> None:
    plain = item("2026-004")
    document = compose_poster(plain, layout(poster_layout(plain, Paper.A3)), setting())

    def told(one: Document) -> list[tuple[str, float, float]]:
        texts = (m for page in one.pages for m in marks(page) if isinstance(m, Text))
        return [(text.characters, text.x_mm, text.y_mm) for text in texts]

    assert told(in_black(document)) == told(document)


def order(*, black_only: bool, layout_name: str = "") -> PaperOrder:
    one = item("2026-008")
    name = layout_name or poster_layout(one, Paper.A4)
    return PaperOrder(
        item=one,
        township=replace(workspace().township, black_only=black_only),
        layout_text=(ROOT / "layouts" / f"{name}.toml").read_text(encoding="utf-8"),
        layout_file=f"layouts/{name}.toml",
        payload="",
        code_id="",
        stamp="样例",
        check_code="7K3M-9QPW",
    )


def test_the_township_that_prints_black_gets_black_posters_and_sends_coloured_cards() -> None:
    printed = order(black_only=True)
    poster = make_poster(printed)[0].data
    card = SheetOrder(
        item=printed.item,
        township=printed.township,
        payload="",
        code_id="",
        stamp="样例",
        check_code="7K3M-9QPW",
    )
    sent = make_picture_cards(card)[0].data

    assert painted(poster) <= BLACK_AND_WHITE
    with Image.open(BytesIO(sent)) as image:
        assert any(max(colour) - min(colour) > 50 for colour in colours_of(image.convert("RGB")))


def test_a_photograph_is_printed_as_black_dots() -> None:
    photograph = BytesIO()
    Image.linear_gradient("L").convert("RGB").resize((600, 300)).save(photograph, "JPEG")
    plain = order(black_only=True, layout_name="full-text-a4")
    shown = replace(
        plain,
        item=replace(plain.item, pictures=(Attachment(file="图.jpg", sha256="0" * 64),)),
        pictures={"图.jpg": photograph.getvalue()},
    )
    (sheet,) = make_full_text(shown)

    with pikepdf.open(BytesIO(sheet.data)) as document:
        (image,) = (
            thing
            for thing in document.objects
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
        )
        assert image.BitsPerComponent == 1
        dots = pikepdf.PdfImage(image).as_pil_image()
    assert dots.size == (600, 300)
    black = sum(1 for value in dots.convert("L").tobytes() if not value)
    assert 0.45 < black / (600 * 300) < 0.55
