"""Two sides of a sheet meet, whichever way the office's printer turns the paper."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageChops

from kit.compose.handouts.handout import compose_handout
from kit.compose.paper.duplex import for_printer, natural_flip, two_sided
from kit.compose.paper.page import Block, Document, Page, Tag
from kit.edition.make.handouts import make_handout
from kit.edition.make.sheet import PaperOrder
from kit.fonts import load_typeface
from kit.model.township import Flip
from kit.render.merge import merge_pdfs
from kit.render.pdf import write_pdf
from kit.render.readback import read_codes_in, read_text_of
from tests.rendered_pages import page_image
from tests.sheets import ROOT, item, layout, setting, workspace

NATURAL, OTHER = Flip.SHORT_EDGE, Flip.LONG_EDGE


def handout() -> Document:
    one = item("2026-004")
    return compose_handout(one, layout("handout-a5"), setting(stamp="样例"))


def side(document: Document, number: int) -> Image.Image:
    return page_image(write_pdf(document, load_typeface()), number, 50).convert("L")


def alike(one: Image.Image, other: Image.Image) -> bool:
    """Whether two drawings are the same but for smoothing at the edges."""
    assert one.size == other.size
    different = (
        ImageChops.difference(one, other)
        .convert("L")
        .point(lambda value: 255 if value > 128 else 0)
    )
    return different.histogram()[255] < 0.005 * one.width * one.height


def test_a_landscape_back_is_turned_where_the_printer_turns_on_the_long_edge() -> None:
    tumbled = for_printer(handout(), OTHER)

    assert alike(side(tumbled, 0), side(handout(), 0))
    assert alike(side(tumbled, 1).rotate(180), side(handout(), 1))
    assert not alike(side(tumbled, 1), side(handout(), 1))


def test_nothing_is_turned_where_the_printer_turns_as_a_leaf() -> None:
    assert for_printer(handout(), NATURAL) == handout()


def order(flip: Flip) -> PaperOrder:
    one = item("2026-004")
    name = "handout-a5"
    return PaperOrder(
        item=one,
        township=replace(workspace().township, flip=flip, essentials_code=True),
        layout_text=(ROOT / "layouts" / f"{name}.toml").read_text(encoding="utf-8"),
        layout_file=f"layouts/{name}.toml",
        payload="HTTPS://DX.EXAMPLE/D/26W48-03",
        code_id="26W48-03",
        stamp="样例",
        check_code="7K3M-9QPW",
    )


def dialogue(pdf: bytes) -> dict[str, object]:
    """What a print dialogue begins with."""
    with pikepdf.open(BytesIO(pdf)) as document:
        told: dict[str, Any] = dict(document.Root.ViewerPreferences.items())
        return {name: one if isinstance(one, bool) else str(one) for name, one in told.items()}


@pytest.mark.parametrize(
    ("flip", "told"),
    [(Flip.SHORT_EDGE, "/DuplexFlipShortEdge"), (Flip.LONG_EDGE, "/DuplexFlipLongEdge")],
)
def test_the_print_dialogue_begins_with_the_townships_flip(flip: Flip, told: str) -> None:
    handed_out = make_handout(order(flip))[0].data

    wanted = {
        "/DisplayDocTitle": True,
        "/PrintScaling": "/None",
        "/PickTrayByPDFSize": True,
        "/Duplex": told,
    }
    assert dialogue(handed_out) == wanted
    assert dialogue(merge_pdfs([handed_out] * 3, two_sided=True)) == wanted


def test_a_sheet_with_nothing_on_its_back_says_nothing_of_turning() -> None:
    document = handout()
    front = replace(document, pages=document.pages[:1])

    assert two_sided(front, OTHER) == front
    assert "/Duplex" not in dialogue(write_pdf(front, load_typeface()))


def test_the_townships_printer_decides_and_codes_are_read_either_way() -> None:
    natural, other = (make_handout(order(flip))[0] for flip in (NATURAL, OTHER))

    assert alike(page_image(other.data, 1, 50).rotate(180), page_image(natural.data, 1, 50))
    assert other.figures == natural.figures
    # How to turn it is told where it is printed, not on a villager's copy.
    assert not any("翻转" in page for made in (natural, other) for page in read_text_of(made.data))
    assert [len(codes) for codes in read_codes_in(other.data)] == [1, 1]
    assert read_codes_in(other.data) == read_codes_in(natural.data)


@pytest.mark.parametrize(
    ("width_mm", "height_mm", "flip"),
    [(297, 210, Flip.SHORT_EDGE), (210, 297, Flip.LONG_EDGE)],
)
def test_a_sheet_is_turned_like_a_leaf(width_mm: float, height_mm: float, flip: Flip) -> None:
    page = Page(width_mm=width_mm, height_mm=height_mm, blocks=(Block(tag=Tag.TITLE, marks=()),))
    document = Document(title="两面", pages=(page, page, page, page))

    assert natural_flip(page) is flip
    (other,) = set(Flip) - {flip}
    turned = [bool(p.blocks[0].marks) for p in for_printer(document, other).pages]
    assert turned == [False, True, False, True]
