"""What a print shop needs: where to cut, marks outside the bleed, the poster untouched."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from kit.compose.layouts.purposes import poster_layout
from kit.compose.paper.frames import bounds
from kit.compose.paper.page import Document, Inset, Rule
from kit.compose.paper.print_shop import for_print_shop
from kit.compose.posters.poster import compose_poster
from kit.edition.make.paper import make_poster
from kit.edition.make.sheet import PaperOrder
from kit.fonts import load_typeface
from kit.model.township import Paper
from kit.render.pdf import write_pdf
from kit.render.readback import read_text_of
from kit.units import MM_PER_PT
from tests.sheets import ROOT, item, layout, marks, setting, workspace


def poster(paper: Paper = Paper.A3) -> Document:
    one = item("2026-004")
    return compose_poster(one, layout(poster_layout(one, paper)), setting(stamp="样例"))


def box_mm(page: pikepdf.Page, name: str) -> list[float]:
    return [round(float(edge) * MM_PER_PT, 1) for edge in page[name]]


def test_the_file_tells_where_to_cut_and_how_far_the_bleed_goes() -> None:
    pdf = write_pdf(for_print_shop(poster(), load_typeface()), load_typeface())

    with pikepdf.open(BytesIO(pdf)) as document:
        (page,) = document.pages
        assert box_mm(page, "/MediaBox") == [0, 0, 321, 444]
        assert box_mm(page, "/TrimBox") == [12, 12, 309, 432]
        assert box_mm(page, "/BleedBox") == [9, 9, 312, 435]


def test_a_sheet_for_the_office_has_no_such_boxes() -> None:
    with pikepdf.open(BytesIO(write_pdf(poster(), load_typeface()))) as document:
        assert "/TrimBox" not in document.pages[0]
        assert "/BleedBox" not in document.pages[0]


@pytest.mark.parametrize("paper", [Paper.A4, Paper.A2, Paper.A1])
def test_marks_point_at_the_corners_and_none_stands_in_the_bleed(paper: Paper) -> None:
    (sheet,) = for_print_shop(poster(paper), load_typeface()).pages
    trim = sheet.trim
    assert trim is not None
    right, bottom = trim.x_mm + trim.width_mm, trim.y_mm + trim.height_mm
    lines = [mark for mark in marks(sheet) if isinstance(mark, Rule)]

    assert len(lines) == 8
    for line in lines:
        upright = line.x1_mm == line.x2_mm
        assert (
            (line.x1_mm in (trim.x_mm, right)) if upright else (line.y1_mm in (trim.y_mm, bottom))
        )
    for mark in marks(sheet):
        if not isinstance(mark, Inset):
            area = bounds(mark)
            assert (
                area.right_mm < trim.x_mm - trim.bleed_mm
                or area.x_mm > right + trim.bleed_mm
                or area.bottom_mm < trim.y_mm - trim.bleed_mm
                or area.y_mm > bottom + trim.bleed_mm
            )


def test_the_poster_stands_in_the_trim_at_its_own_size() -> None:
    (original,) = poster().pages
    (sheet,) = for_print_shop(poster(), load_typeface()).pages
    (inset,) = (mark for mark in marks(sheet) if isinstance(mark, Inset))

    assert inset.scale == 1
    assert inset.page == original
    assert sheet.trim is not None
    assert (inset.x_mm, inset.y_mm) == (sheet.trim.x_mm, sheet.trim.y_mm)
    assert sheet.frames == original.frames


def order(*, print_shop: bool) -> PaperOrder:
    one = item("2026-004")
    name = poster_layout(one, Paper.A3)
    return PaperOrder(
        item=one,
        township=replace(workspace().township, print_shop=print_shop),
        layout_text=(ROOT / "layouts" / f"{name}.toml").read_text(encoding="utf-8"),
        layout_file=f"layouts/{name}.toml",
        payload="",
        code_id="",
        stamp="样例",
        check_code="7K3M-9QPW",
    )


def test_a_township_that_sends_posters_to_a_print_shop_gets_a_second_file() -> None:
    names = {made.name for made in make_poster(order(print_shop=False))}
    made = {made.name: made for made in make_poster(order(print_shop=True))}

    assert made.keys() - names == {"_A3_印刷厂RGB.pdf"}
    shop = made["_A3_印刷厂RGB.pdf"]
    assert "成品297×420毫米" in "".join(read_text_of(shop.data)).replace(" ", "")
    assert shop.figures["frames"] == made["_A3.pdf"].figures["frames"]
