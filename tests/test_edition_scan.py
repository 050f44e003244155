from __future__ import annotations

from dataclasses import replace

import pytest

from kit.compose.layouts.layout import Layout
from kit.compose.paper.page import Block, Code, Document, Inset, Page, Tag
from kit.edition.inspect.inspection import compare_codes
from kit.edition.inspect.scan import (
    STANDS_AT_M,
    cut_payloads,
    inspection_dpi,
    payloads,
    scan_figures,
)
from kit.edition.make.handouts import make_handout
from kit.edition.make.paper import make_poster
from kit.edition.make.sheet import PaperOrder, to_read_back
from kit.errors import LayoutError, VerifyError
from kit.fonts import load_typeface
from kit.model.township import Paper
from kit.render.pdf import write_pdf
from kit.render.qr import module_mm, qr_matrix, scan_distance_m
from kit.render.readback import read_codes_in
from kit.text.code_content import (
    MOST_HOST_CHARACTERS,
    MOST_LINK_CHARACTERS,
    page_address,
)
from tests.sheets import ROOT, item, layout, layout_names, workspace

SHORT = page_address("dx.example", "26W48-03-7QF3")
LONGEST = page_address("a" * MOST_HOST_CHARACTERS, "26W48-100-7QF3")
ARTICLE = "https://mp.weixin.qq.com/s/" + "A" * 22


def document(side_mm: float, payload: str = SHORT, *, inset_scale: float = 0.0) -> Document:
    code = Code(x_mm=10, y_mm=10, side_mm=side_mm, payload=payload)
    page = Page(
        width_mm=297, height_mm=420, blocks=(Block(tag=Tag.FIGURE, marks=(code,), alt="码"),)
    )
    if inset_scale:
        inset = Inset(page=page, x_mm=0, y_mm=0, scale=inset_scale)
        page = replace(page, blocks=(Block(tag=Tag.FIGURE, marks=(inset,), alt="图"),))
    return Document(title="公告", pages=(page,))


def order(layout_name: str, payload: str) -> PaperOrder:
    file = f"layouts/{layout_name}.toml"
    return PaperOrder(
        item=item("004"),
        township=workspace().township,
        layout_text=(ROOT / file).read_text(encoding="utf-8"),
        layout_file=file,
        payload=payload,
        code_id="26W48-100-7QF3" if payload else "",
        stamp="",
        check_code="7K3M-9QPW",
    )


def coded() -> list[Layout]:
    return [one for one in map(layout, layout_names()) if one.code_mm]


def test_the_manifest_tells_module_and_distance_of_a_poster_and_a_handout() -> None:
    (poster, tiles, _preview) = make_poster(order("poster-a3", SHORT))
    handout = make_handout(order("handout-a5", SHORT))[0]

    assert poster.figures["module_mm"] == pytest.approx(60 / 37, abs=0.001)
    assert poster.figures["scan_distance_m"] == pytest.approx(0.71)
    # Two sheets joined between two lines are a little smaller than the whole one.
    assert 0.92 * 0.71 - 0.01 <= tiles.figures["scan_distance_m"] <= 0.71
    assert handout.figures["scan_distance_m"] == pytest.approx(0.38)


def test_a_sheet_without_a_code_has_no_scan_figures() -> None:
    figures = make_handout(order("handout-a5", ""))[0].figures

    assert "module_mm" not in figures
    assert "scan_distance_m" not in figures


@pytest.mark.parametrize("payload", [SHORT, LONGEST, ARTICLE])
@pytest.mark.parametrize("one", coded(), ids=lambda one: one.name)
def test_the_kits_own_layouts_are_scanned_from_where_people_stand(
    one: Layout, payload: str
) -> None:
    reached = scan_distance_m(module_mm(payload, one.code_mm))

    assert reached >= STANDS_AT_M[one.paper]


def test_a_code_that_people_would_have_to_bend_down_to_is_refused_with_the_size_it_takes() -> None:
    with pytest.raises(LayoutError, match=r"0\.5 米外扫不出.*43 以上"):
        scan_figures(document(40), Paper.A3)

    assert scan_figures(document(43), Paper.A3)["scan_distance_m"] >= 0.5


def test_a_code_too_fine_for_the_printer_is_refused() -> None:
    with pytest.raises(LayoutError, match="打印机印不清"):
        scan_figures(document(12), Paper.A5)


def test_the_small_picture_of_the_whole_is_not_measured_but_read_back() -> None:
    small = document(60, inset_scale=0.3)

    assert scan_figures(small, Paper.A3) == {}
    assert payloads(small.pages[0]) == (SHORT,)


def test_the_longest_host_makes_an_address_of_version_4_and_not_one_more() -> None:
    longer = page_address("a" * (MOST_HOST_CHARACTERS + 1), "26W48-100-7QF3")
    assert [len(qr_matrix(one)) for one in (LONGEST, longer)] == [33, 37]
    assert len(ARTICLE) <= MOST_LINK_CHARACTERS


@pytest.mark.parametrize(
    ("side_mm", "scale", "dpi"), [(60, 1.0, 50), (26, 1.0, 109), (60, 0.1, 150)]
)
def test_a_page_is_read_at_three_pixels_a_module_of_its_finest_code(
    side_mm: float, scale: float, dpi: int
) -> None:
    assert inspection_dpi(document(side_mm, inset_scale=scale).pages[0]) == pytest.approx(
        dpi, abs=1
    )


def test_a_page_without_a_code_is_still_looked_at_as_finely_as_a_posters() -> None:
    blank = Page(width_mm=210, height_mm=297, blocks=())

    assert inspection_dpi(blank) == 50


def cut_at(shown_mm: float) -> Document:
    """A tile whose lower edge is ``shown_mm`` below the upper edge of a code of 60 mm."""
    whole = document(60).pages[0]
    inset = Inset(page=whole, x_mm=0, y_mm=0, scale=1, clip_mm=(5, 5, 200, 5 + shown_mm))
    page = replace(whole, blocks=(Block(tag=Tag.FIGURE, marks=(inset,), alt="图"),))
    return Document(title="公告", pages=(page,))


@pytest.mark.parametrize(
    ("shown_mm", "is_read", "may_be_read"),
    [(60.0, True, False), (57.0, True, True), (30.0, False, True), (-1.0, False, False)],
)
def test_a_code_that_a_tiles_edge_cuts_may_be_read_and_need_not(
    shown_mm: float, *, is_read: bool, may_be_read: bool
) -> None:
    tile = cut_at(shown_mm)
    (found,) = read_codes_in(write_pdf(tile, load_typeface()))
    figures = to_read_back(tile)

    assert found == ((SHORT,) if is_read else ())
    assert cut_payloads(tile.pages[0]) == ((SHORT,) if may_be_read else ())
    compare_codes([found], figures["codes"], figures.get("cut_codes", ()))
    with pytest.raises(VerifyError, match="第 1 页"):
        compare_codes([[*found, ARTICLE]], figures["codes"], figures.get("cut_codes", ()))
