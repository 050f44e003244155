from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kit.compose.handouts.handout import compose_handout
from kit.compose.paper.page import Code, Inset
from kit.compose.posters.essentials import SIDE_MM, essentials
from kit.edition.inspect.scan import TEXT_HELD_AT_M
from kit.edition.make.handouts import make_handout
from kit.edition.make.looks import look_at_handout
from kit.edition.make.sheet import PaperOrder
from kit.errors import VerifyError
from kit.model.item import Phone
from kit.render.qr import module_mm, scan_distance_m, text_matrix
from kit.text.code_content import MOST_ESSENTIALS_BYTES
from tests.sheets import ROOT, item, items, layout, setting, workspace

if TYPE_CHECKING:
    from kit.compose.paper.page import Document
    from kit.edition.jobs.job import MadeFile
    from kit.model.item import Item

OFFLINE = setting(code=False)


def codes(document: Document) -> list[str]:
    return [
        mark.payload
        for page in document.pages
        for block in page.blocks
        for inset in block.marks
        if isinstance(inset, Inset)
        for inner in inset.page.blocks
        for mark in inner.marks
        if isinstance(mark, Code)
    ]


def made(one: Item, *, payload: str = "") -> MadeFile:
    file = "layouts/handout-a5.toml"
    order = PaperOrder(
        item=one,
        township=replace(workspace().township, essentials_code=True),
        layout_text=(ROOT / file).read_text(encoding="utf-8"),
        layout_file=file,
        payload=payload,
        code_id="",
        stamp="样例",
        check_code="",
    )
    outputs = make_handout(order)
    look_at_handout(order, outputs)
    return outputs[0]


def test_the_code_says_title_last_day_amount_and_phone() -> None:
    lines = essentials(item("004"), OFFLINE).splitlines()

    assert lines[:4] == [
        "交明年的居民医保",
        "最后一天：2026年12月31日",
        "每人400元（样例，以区医保局公布为准）",
        "医保服务热线：12393",
    ]


def test_a_sample_says_so_first() -> None:
    assert essentials(item("004"), setting(code=False, stamp="样例")).startswith("【样例】")


@pytest.mark.parametrize("one", items(), ids=lambda one: one.item_id)
def test_the_example_fits_and_a_phone_held_near_reads_it(one: Item) -> None:
    text = essentials(one, OFFLINE)

    assert 0 < len(text.encode()) <= MOST_ESSENTIALS_BYTES
    assert len(text_matrix(text)) <= 77
    assert scan_distance_m(module_mm(text, SIDE_MM)) >= TEXT_HELD_AT_M


def test_too_many_facts_give_no_code_rather_than_half_of_them() -> None:
    long = replace(item("004"), amounts=item("004").amounts * 12)

    assert essentials(long, OFFLINE) == ""


def test_what_only_helps_is_left_out_where_it_does_not_fit() -> None:
    phones = tuple(
        Phone(label=f"乡里第{n}个办事窗口的电话", number="0597-0123456") for n in range(9)
    )

    text = essentials(replace(item("004"), phones=phones), OFFLINE)

    assert "第0个" in text
    assert "第8个" not in text


def test_handouts_carry_it_where_there_is_no_page_or_the_township_asks_for_it() -> None:
    one, page = item("004"), layout("handout-a5")
    asked = replace(setting(), township=replace(setting().township, essentials_code=True))

    assert set(codes(compose_handout(one, page, OFFLINE))) == {essentials(one, OFFLINE)}
    assert set(codes(compose_handout(one, page, setting()))) == {setting().payload}
    assert set(codes(compose_handout(one, page, asked))) == {
        setting().payload,
        essentials(one, asked),
    }


def test_the_finished_code_is_read_back_and_its_figures_are_the_items() -> None:
    figures = made(item("004")).figures

    assert ["每人400元" in text for page in figures["codes"] for text in page] == [True]


def test_a_code_with_a_wrong_figure_stops_the_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = essentials(replace(item("004"), deadline=date(2026, 12, 30)), OFFLINE)
    monkeypatch.setattr("kit.compose.handouts.handout.essentials", lambda *_: wrong)

    with pytest.raises(VerifyError, match="12月30日"):
        made(item("004"))
