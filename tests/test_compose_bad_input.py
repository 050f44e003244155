"""What a clerk writes too much of is set well all the same, or refused with what to cut."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from kit.compose.layouts.purposes import poster_layout
from kit.compose.posters.poster import compose_poster
from kit.edition.make.paper import make_full_text
from kit.errors import KitError
from kit.fonts import load_typeface
from kit.model.item import Attachment, Item, Phone
from kit.model.township import Paper
from kit.render.pdf import write_pdf
from kit.render.readback import read_text_of
from tests.sheets import item, layout, overlaps, setting, texts, words
from tests.test_compose_kinds import amounts
from tests.test_edition_legible import order

if TYPE_CHECKING:
    from pathlib import Path

    from kit.compose.paper.page import Page

FEE = "2026-004"
PAPERS = (Paper.A4, Paper.A3, Paper.A2, Paper.A1)


def posters(one: Item, paper: Paper) -> tuple[Page, ...]:
    pages = compose_poster(one, layout(poster_layout(one, paper)), setting(stamp="样例")).pages
    assert not any(map(overlaps, pages))
    return pages


@pytest.mark.parametrize("paper", PAPERS)
def test_a_title_of_24_wide_characters_stands_on_two_lines_of_poster_size(paper: Paper) -> None:
    one = replace(item(FEE), title="样例乡便民服务中心医疗保障社会救助办事窗口搬迁公告")

    (page,) = posters(one, paper)

    size = {frame.frame: frame.size_pt for frame in page.frames}
    assert size["title"] >= size["rows"]
    lines = [text for text in texts(page) if text.size_pt == size["title"] and text.weight == 900]
    assert len(lines) == 2


def test_a_title_that_no_size_fits_is_refused_with_how_many_characters_to_cut() -> None:
    with pytest.raises(KitError, match=r"请删去约 \d+ 字") as refused:
        posters(replace(item(FEE), title="题" * 60), Paper.A3)

    assert "标题" in refused.value.message


@pytest.mark.parametrize("paper", PAPERS)
def test_eight_things_to_bring_are_all_named_and_none_is_torn(paper: Paper) -> None:
    things = (
        *("身份证", "户口本", "社保卡", "一寸照片两张"),
        *("土地承包合同", "结婚证", "残疾证", "银行卡"),
    )

    (page,) = posters(replace(item(FEE), bring=things), paper)

    assert all(thing in words(page) for thing in things)


@pytest.mark.parametrize("paper", PAPERS)
def test_six_phones_stand_in_one_column_as_large_as_facts(paper: Paper) -> None:
    offices = ("乡政府", "医保服务热线", "乡劳动保障所", "县医保局", "政务热线", "村委会")
    phones = tuple(Phone(label=o, number=f"0597-012345{n}") for n, o in enumerate(offices))

    (page,) = posters(replace(item(FEE), phones=phones), paper)

    shown = [text for text in texts(page) if text.characters.startswith("0597-")]
    assert [text.characters for text in shown] == [phone.number for phone in phones]
    assert len({round(text.x_mm, 2) for text in shown}) == 1
    assert shown[0].size_pt >= 44 * page.width_mm / 297 - 0.5


@pytest.mark.parametrize("paper", PAPERS)
def test_four_amounts_with_tails_are_a_list_with_its_figures_in_one_column(paper: Paper) -> None:
    (page,) = posters(replace(item(FEE), amounts=amounts(4)), paper)

    figures = [text for text in texts(page) if text.characters in {"400", "401", "402", "403"}]
    assert len(figures) == 4
    assert len({(round(text.x_mm, 2), text.size_pt) for text in figures}) == 1
    assert words(page).count("以公布为准") == 2


def test_a_cell_of_200_characters_stays_in_its_table_and_loses_none() -> None:
    one = item("2026-007")
    assert one.table is not None
    told = "这一项按上面的文件另外说明，" * 14 + "完了。"
    first, *rest = one.table.rows
    rows = ((told, *first[1:]), *rest)

    pages = posters(replace(one, table=replace(one.table, rows=rows)), Paper.A3)

    shown = "".join(words(page) for page in pages).replace("\n", "")
    assert told in shown


def test_a_picture_a_pixel_wide_is_refused_before_anybody_signs() -> None:
    dot = BytesIO()
    Image.new("RGB", (1, 400)).save(dot, "PNG")
    one = replace(item(FEE), pictures=(Attachment(file="地图.png", sha256="0"),))
    asked = replace(order(one, "full-text-a4"), pictures={"地图.png": dot.getvalue()})

    with pytest.raises(KitError, match=r"地图\.png.*1×400") as refused:
        make_full_text(asked)

    assert "原图" in refused.value.remedy


def test_a_font_without_bold_is_measured_as_it_is_and_says_the_same(tmp_path: Path) -> None:
    usual = setting(stamp="样例")
    pages = compose_poster(item(FEE), layout("poster-a3"), usual).pages
    file = tmp_path / "township.ttf"
    said = "".join(map(words, pages))
    file.write_bytes(load_typeface().subset(said, 500))
    face = load_typeface(file)

    document = compose_poster(item(FEE), layout("poster-a3"), replace(usual, metrics=face))

    assert not any(map(overlaps, document.pages))
    # Its widths may end a line elsewhere.
    assert words(document.pages[0]).replace("\n", "") == said.replace("\n", "")
    assert "12月31日" in "".join(read_text_of(write_pdf(document, face))).replace(" ", "")
