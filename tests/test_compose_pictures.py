"""An item's pictures on its poster: where there is room, sharp, and never for a fact."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from kit.compose.handouts.handout import compose_handout
from kit.compose.layouts.purposes import poster_layout
from kit.compose.paper.frames import bounds
from kit.compose.paper.page import Document, Inset, Picture, PictureFile
from kit.compose.posters.poster import compose_poster
from kit.fonts import load_typeface
from kit.model.item import Attachment, Item, Kind
from kit.model.township import Paper
from kit.render.pdf import write_pdf
from kit.units import MM_PER_INCH
from tests.rendered_pages import page_image
from tests.sheets import item, layout, marks, overlaps, setting, words

if TYPE_CHECKING:
    from kit.compose.paper.page import Page

RED, BLUE = (200, 30, 30), (30, 30, 200)


def picture(width_px: int, height_px: int) -> PictureFile:
    """Blue at its sides and red between: what is cut away is known by its colour."""
    image = Image.new("RGB", (width_px, height_px), BLUE)
    image.paste(RED, (width_px // 8, 0, width_px - width_px // 8, height_px))
    out = BytesIO()
    image.save(out, "PNG")
    return PictureFile(data=out.getvalue(), width_px=width_px, height_px=height_px)


def closed_road(body: str, *files: str) -> Item:
    return replace(
        item("2026-004"),
        kind=Kind.ROAD,
        title="样例桥封桥修路",
        full_title="",
        who="过桥的车和人",
        when="12月1日到12月7日，全天",
        where="样例桥两头",
        how="走三组机耕路绕行",
        deadline=None,
        amounts=(),
        bring=(),
        faq=(),
        body=body,
        phones=item("2026-004").phones[:1],
        pictures=tuple(Attachment(file=file, sha256="0") for file in files),
    )


def page_of(one: Item, paper: Paper = Paper.A3, **pictures: PictureFile) -> Page:
    context = replace(setting(), pictures={f"{name}.png": file for name, file in pictures.items()})
    (page,) = compose_poster(one, layout(poster_layout(one, paper)), context).pages
    return page


def shown(page: Page) -> list[Picture]:
    return [mark for mark in marks(page) if isinstance(mark, Picture)]


@pytest.mark.parametrize("paper", [Paper.A4, Paper.A3, Paper.A2, Paper.A1])
def test_a_map_stands_uncut_and_sharp_beside_its_caption(paper: Paper) -> None:
    one = closed_road("![绕行路线图](a.png)", "a.png")
    page = page_of(one, paper, a=picture(1500, 1000))

    (drawn,) = shown(page)
    assert drawn.cut_x == drawn.cut_y == 0
    assert drawn.width_mm / drawn.height_mm == pytest.approx(1.5)
    assert 1500 / (drawn.width_mm / MM_PER_INCH) >= 150 - 1e-6
    assert "绕行路线图" in words(page)
    assert not overlaps(page)
    assert any(block.alt == "绕行路线图" for block in page.blocks)


def test_facts_stay_larger_than_they_must_be_beside_a_picture() -> None:
    one = closed_road("![绕行路线图](a.png)", "a.png")
    page = page_of(one, a=picture(1500, 1000))
    sizes = {frame.frame: frame.size_pt for frame in page.frames}

    assert sizes["rows"] > 44
    assert sizes["title"] > 58


def test_a_picture_gives_way_to_the_facts_and_not_one_of_them_to_it() -> None:
    full = item("2026-004")
    pictured = replace(full, pictures=(Attachment(file="a.png", sha256="0"),))

    assert page_of(pictured, a=picture(1500, 1000)) == page_of(full)


def test_two_photographs_stand_beside_one_another() -> None:
    one = closed_road("![桥头](a.png)\n\n![桥下](b.png)", "a.png", "b.png")
    page = page_of(one, a=picture(2000, 900), b=picture(1600, 1200))

    left, right = (bounds(mark) for mark in shown(page))
    assert left.right_mm < right.x_mm
    assert right.right_mm <= page.width_mm - 12 + 1e-6
    assert "桥头" in words(page)
    assert "桥下" in words(page)


def test_a_photograph_is_cut_by_a_third_at_most_and_only_its_frame_is_painted() -> None:
    one = closed_road("![桥头](a.png)", "a.png")
    page = page_of(one, a=picture(4200, 900))
    (drawn,) = shown(page)
    assert 0.125 <= drawn.cut_x <= 0.3

    pdf = write_pdf(Document(title=one.title, pages=(page,)), load_typeface())
    seen = page_image(pdf, 0, 50).crop(_pixels(drawn, 50))
    # A quarter of the picture is blue, half of it at either side, and that is cut first.
    red, _, blue_part = seen.split()
    blue = sum(b > 150 > r for r, b in zip(red.tobytes(), blue_part.tobytes(), strict=True))
    left = max(0.0, 0.25 - drawn.cut_x) / (1 - drawn.cut_x)
    assert blue / (seen.width * seen.height) == pytest.approx(left, abs=0.02)


def _pixels(drawn: Picture, dpi: float) -> tuple[int, int, int, int]:
    edges = (
        drawn.x_mm + 1,
        drawn.y_mm + 1,
        drawn.x_mm + drawn.width_mm - 1,
        drawn.y_mm + drawn.height_mm - 1,
    )
    left, top, right, bottom = (round(edge * dpi / MM_PER_INCH) for edge in edges)
    return left, top, right, bottom


@pytest.mark.parametrize("file", [picture(1, 1), picture(300, 200), picture(1, 2000)])
def test_a_picture_without_pixels_is_left_out(file: PictureFile) -> None:
    one = closed_road("![绕行路线图](a.png)", "a.png")

    assert not shown(page_of(one, a=file))


def test_prose_has_its_picture_below_its_words() -> None:
    told = replace(
        closed_road("乡亲们：\n\n天冷了，注意防火。\n\n![稻田](a.png)", "a.png"),
        kind=Kind.NOTICE,
        who=None,
        when=None,
        where=None,
        how=None,
    )
    page = page_of(told, a=picture(1600, 1200))

    assert len(shown(page)) == 1
    assert "注意防火" in words(page).replace("\n", "")


def test_handouts_have_no_room_for_pictures() -> None:
    one = closed_road("看图。", "a.png")
    context = replace(setting(), pictures={"a.png": picture(1500, 1000)})
    document = compose_handout(one, layout("handout-a5"), context)

    inner = [m.page for page in document.pages for m in marks(page) if isinstance(m, Inset)]
    assert not any(shown(page) for page in (*document.pages, *inner))
