"""What goes into the hand beside the A5 handout: A6, the folded leaflet, questions, cards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kit.compose.handouts.card import compose_card
from kit.compose.handouts.handout import compose_handout, compose_leaflet
from kit.compose.handouts.questions import compose_questions
from kit.compose.layouts.layout import Purpose
from kit.compose.paper.frames import bounds
from kit.compose.paper.page import Code, Document, Inset, Page, Rule, Text
from kit.errors import LayoutError
from kit.model.item import Item, Kind, Question
from tests.sheets import (
    item,
    items,
    layout,
    marks,
    overlaps,
    setting,
    texts,
    whole_codes,
    words,
)

COMPOSERS = {
    Purpose.HANDOUT: compose_handout,
    Purpose.LEAFLET: compose_leaflet,
    Purpose.QUESTIONS: compose_questions,
    Purpose.CARD: compose_card,
}
MANY = tuple(
    Question(question=f"第{n}样证件丢了，还能不能办？", answer="能。先到派出所补办，再来登记。" * 4)
    for n in range(1, 13)
)


def made(number: str, name: str, *, code: bool = True) -> Document:
    return composed(item(number), name, code=code)


def composed(one: Item, name: str, *, code: bool = True) -> Document:
    drawn = layout(name)
    return COMPOSERS[drawn.purpose](one, drawn, setting(code=code, stamp="样例"))


def copies(page: Page) -> tuple[Inset, ...]:
    return tuple(mark for mark in marks(page) if isinstance(mark, Inset))


def can_be_made() -> list[tuple[str, str]]:
    cards = [one.item_id for one in items() if one.feedback]
    asked = [one.item_id for one in items() if one.faq]
    every = [one.item_id for one in items()]
    return [
        *((number, "handout-a6") for number in every),
        *((number, "leaflet-a5") for number in every),
        *((number, "questions-a5") for number in asked),
        *((number, "card-a5") for number in cards),
    ]


@pytest.mark.parametrize(("number", "name"), can_be_made())
@pytest.mark.parametrize("code", [True, False])
def test_every_page_keeps_its_margins_and_no_line_runs_into_another(
    number: str, name: str, *, code: bool
) -> None:
    margin = layout(name).margin_mm - 0.2
    for side in made(number, name, code=code).pages:
        for copy in copies(side):
            page = copy.page
            assert not overlaps(page)
            for mark in marks(page):
                if isinstance(mark, Text) and mark.angle_deg:
                    continue
                area = bounds(mark)
                assert area.x_mm >= margin, mark
                assert area.y_mm >= margin, mark
                assert area.right_mm <= page.width_mm - margin, mark
                assert area.bottom_mm <= page.height_mm - margin, mark


@pytest.mark.parametrize(("number", "name"), can_be_made())
def test_no_type_is_smaller_than_its_layout_allows(number: str, name: str) -> None:
    styles = layout(name).styles
    names = {"amount": ("figure", "pair"), "foot": ("note",), "village": ("label",)}
    for side in made(number, name).pages:
        for frame in side.frames:
            known = [styles[n] for n in names.get(frame.frame, (frame.frame,)) if n in styles]
            # The issuer's name and the host are cut to their width, as on every poster.
            if known and frame.frame not in {"issuer", "host", "note", "back"}:
                assert frame.size_pt >= min(style.fit.smallest_pt for style in known), frame


def test_four_small_handouts_stand_on_an_upright_sheet_between_cut_lines() -> None:
    front, back = made("2026-004", "handout-a6").pages

    for side in (front, back):
        assert (side.width_mm, side.height_mm) == (210, 297)
        assert [(c.x_mm, c.y_mm) for c in copies(side)] == [
            (0, 0), (105, 0), (0, 148.5), (105, 148.5),
        ]  # fmt: skip
        cuts = [mark for mark in marks(side) if isinstance(mark, Rule)]
        assert sorted((c.x1_mm, c.y1_mm, c.x2_mm, c.y2_mm) for c in cuts) == [
            (0, 148.5, 210, 148.5), (105, 0, 105, 297),
        ]  # fmt: skip
    assert "翻转" not in words(front)


@pytest.mark.parametrize("number", [one.item_id for one in items()])
def test_what_a_small_front_has_no_room_for_stands_on_the_back(number: str) -> None:
    one = item(number)
    front, back = (copies(side)[0].page for side in composed(one, "handout-a6").pages)
    shown = f"{words(front)}{words(back)}".replace("\n", "")

    # What can be done against a penalty stands in its legal words, with the terms.
    how = one.remedy if one.kind is Kind.PENALTY else one.how
    for text in (one.who, one.where, how, *one.bring, *(p.number for p in one.phones)):
        assert (text or "").replace(" ", "") in shown.replace(" ", "")


def test_the_folded_leaflet_is_in_the_order_it_is_read() -> None:
    outside, inside = made("2026-001", "leaflet-a5").pages
    back, cover = sorted(copies(outside), key=lambda copy: copy.x_mm)
    left, right = sorted(copies(inside), key=lambda copy: copy.x_mm)

    # Behind the cover, the sheet turned on its short edge, lies the left inner page.
    assert "提垃圾收费意见" in words(cover.page)
    assert "关于公开征求" in words(left.page).replace("\n", "")
    assert words(right.page)
    (notes,) = (one for one in texts(back.page) if one.characters == "记一记")
    assert bounds(notes).y_mm <= min(bounds(one).bottom_mm for one in texts(cover.page))
    assert copies(outside)[0] is cover


def test_no_clause_runs_on_to_the_next_page_and_notes_keep_off_the_foot() -> None:
    outside, inside = made("2026-004", "leaflet-a5").pages
    _, right = sorted(copies(inside), key=lambda copy: copy.x_mm)
    back, _ = sorted(copies(outside), key=lambda copy: copy.x_mm)
    *_, last, foot = sorted(m.y1_mm for m in marks(back.page) if isinstance(m, Rule))

    assert words(right.page).startswith("集中缴费期为")
    assert foot - last >= 5.0


def test_a_fold_is_marked_at_both_ends_and_not_printed_across() -> None:
    for side in made("2026-001", "leaflet-a5").pages:
        marked = [mark for mark in marks(side) if isinstance(mark, Rule)]
        assert [(m.x1_mm, m.y1_mm, m.y2_mm) for m in marked] == [
            (148.5, 0, 5), (148.5, 205, 210),
        ]  # fmt: skip


def test_a_leaflet_carries_a_text_that_a_handout_has_no_room_for() -> None:
    sentence = "集中缴费期内，请按时缴费，带好证件。\n\n"
    one = replace(item("2026-004"), body=sentence * 40)

    def shown(name: str) -> str:
        return "".join(words(c.page) for s in composed(one, name).pages for c in copies(s)[:2])

    assert shown("leaflet-a5").replace("\n", "").count("集中缴费期内") == 40
    assert shown("handout-a5").replace("\n", "").count("集中缴费期内") == 0


@pytest.mark.parametrize("name", ["handout-a5", "handout-a6", "leaflet-a5", "card-a5"])
def test_what_is_taken_home_never_says_that_it_comes_down(name: str) -> None:
    for side in made("2026-001", name).pages:
        for copy in copies(side):
            assert "摘下" not in words(copy.page)
    assert "2026年11月23日公开" in words(copies(made("2026-001", name).pages[0])[0].page)


def test_without_a_last_day_it_says_until_when_it_holds() -> None:
    front = copies(made("2026-012", "handout-a5").pages[0])[0].page

    assert "2026年11月23日公开" in words(front)
    assert "有效期至2026年11月30日" in words(front)


def test_a_few_questions_fill_one_side_and_many_go_on_behind() -> None:
    few = made("2026-004", "questions-a5")
    many = composed(replace(item("2026-004"), faq=MANY), "questions-a5")

    assert len(few.pages) == 1
    assert len(many.pages) == 4
    shown = "".join(words(copies(side)[0].page) for side in many.pages).replace("\n", "")
    for pair in MANY:
        assert pair.question in shown
    assert shown.count("先到派出所补办") == 4 * len(MANY)
    assert whole_codes(many.pages[-1])
    assert not whole_codes(many.pages[0])


def test_questions_are_set_in_large_type_with_the_last_day_and_the_phone() -> None:
    (side,) = made("2026-004", "questions-a5").pages
    size = {frame.frame: frame.size_pt for frame in side.frames}

    assert size["body"] >= 24
    assert "12月31日" in words(side).replace("\n", "")
    assert "12393" in words(side)


def test_a_card_has_lines_to_write_on_and_asks_for_no_name() -> None:
    (side,) = made("2026-001", "card-a5").pages
    card = copies(side)[0].page
    long = [m for m in marks(card) if isinstance(m, Rule) and m.x2_mm - m.x1_mm > 90]

    assert len(long) >= 6
    assert "都可不填" in words(card)
    assert "我的意见" in words(card)


def test_a_card_says_where_it_goes_until_when_and_whom_to_call_instead() -> None:
    (side,) = made("2026-001", "card-a5").pages
    shown = words(copies(side)[0].page).replace("\n", "")

    assert "交到乡便民服务中心" in shown
    assert "最后一天12月25日（星期五）" in shown.replace(" ", "")
    assert "乡环保站" in shown
    assert "0597-0123456" in shown
    assert "26W48-03" in shown
    (code,) = [mark for mark in marks(copies(side)[0].page) if isinstance(mark, Code)]
    assert code.side_mm >= 30


def test_a_card_without_a_place_goes_to_the_office() -> None:
    one = replace(item("2026-001"), where=None)
    (side,) = composed(one, "card-a5").pages

    assert "交到乡环保站" in words(copies(side)[0].page).replace("\n", "")


@pytest.mark.parametrize(
    ("name", "told"), [("card-a5", "没有写意见办法"), ("questions-a5", "没有问答")]
)
def test_an_item_without_the_matter_is_refused_with_the_field(name: str, told: str) -> None:
    with pytest.raises(LayoutError, match=told):
        composed(item("2026-012"), name)


def test_a_card_whose_place_does_not_fit_is_refused_with_what_to_shorten() -> None:
    one = replace(item("2026-001"), where="各村公开栏旁边的意见箱、" * 12)

    with pytest.raises(LayoutError, match="缩短“地点”"):
        composed(one, "card-a5")
