"""Cards for telephones: facts first, text after, nothing too small, nothing lost."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kit.compose.handouts.card_facts import card_amounts
from kit.compose.handouts.card_sections import CALL_MM, HEIGHT_MM, SMALLEST_PT, WIDTH_MM
from kit.compose.handouts.picture_card import MOST_CARDS, compose_picture_cards
from kit.compose.paper.frames import bounds
from kit.compose.paper.page import Box, Document, Ink, Page, Tag, Text
from kit.edition.make.cards import look_at_picture_cards, make_picture_cards
from kit.edition.make.sheet import SheetOrder
from kit.errors import LayoutError, VerifyError
from kit.model.item import Amount, Item
from tests.notices import TOWNSHIP, notice
from tests.page_reading import everything, texts_of
from tests.sheets import items, marks, overlaps, setting, whole_codes, words

SENTENCE = "集中缴费期为2026年9月1日至12月31日。"


def cards(item: Item, *, code: bool = True, stamp: str = "样例") -> Document:
    return compose_picture_cards(item, setting(code=code, stamp=stamp))


def facts(item: Item) -> Page:
    return cards(item).pages[0]


ITEMS = {item.item_id: item for item in items()}
CLAUSE = "外出务工的乡亲请家里人转告，人在外地也能用手机交上明年的居民医保。"
EXTREMES = {
    **ITEMS,
    "shortest": notice(
        title="交费",
        amounts=(),
        deadline=None,
        when=None,
        where=None,
        how=None,
        phones=(),
        bring=(),
    ),
    "longest title": notice(title="关于明年城乡居民基本医疗保险集中缴费的重要事项"),
    "long rows": notice(
        where="便民服务中心、" * 12,
        how="带证件到便民服务中心，" * 9,
        who="没有参加职工医保的村民，" * 6,
    ),
    "long when": notice(deadline=None, when="工作日，上午8点到12点，下午2点半到5点半，" * 5),
    "long amounts": notice(
        amounts=tuple(
            Amount(label="低保户特困户孤儿和重度残疾人" * n, value=Decimal(5), unit="元")
            for n in (1, 3, 4)
        )
    ),
    "long text": notice(body=SENTENCE * 40),
    "far too long": notice(body=(SENTENCE * 8 + "\n\n") * 40),
}


@pytest.mark.parametrize("name", EXTREMES)
def test_nothing_touches_and_nothing_is_outside_or_too_small(name: str) -> None:
    for number, page in enumerate(cards(EXTREMES[name]).pages):
        assert overlaps(page) == [], number
        assert min(text.size_pt for text in texts_of(page)) >= SMALLEST_PT
        for mark in marks(page):
            area = bounds(mark)
            assert area.x_mm >= -0.01
            assert area.y_mm >= -0.01
            assert area.right_mm <= WIDTH_MM + 0.01
            assert area.bottom_mm <= HEIGHT_MM + 0.01


@pytest.mark.parametrize("name", EXTREMES)
def test_no_hole_is_over_a_fifth_of_a_card_of_facts(name: str) -> None:
    spans = sorted((bounds(m).y_mm, bounds(m).bottom_mm) for m in marks(facts(EXTREMES[name])))
    end = hole = 0.0
    for top, bottom in spans:
        hole = max(hole, top - end)
        end = max(end, bottom)
    assert name == "shortest" or hole <= 0.2 * HEIGHT_MM


def test_title_day_and_amount_are_largest_and_the_phone_stands_at_the_foot() -> None:
    sizes = {text.characters: text.size_pt for text in texts_of(facts(notice()))}

    assert min(sizes["12"], sizes["31"]) >= 42
    assert sizes["400"] >= 40
    assert sizes[notice().phones[0].number] >= 24
    assert min(sizes["31"], sizes["400"]) > max(
        size for words, size in sizes.items() if words not in ("12", "31", "400")
    )


@pytest.mark.parametrize("name", EXTREMES)
def test_what_explains_an_amount_keeps_both_its_brackets(name: str) -> None:
    for _, note in card_amounts(EXTREMES[name]):
        assert note.count("（") == note.count("）")


@pytest.mark.parametrize("name", EXTREMES)
def test_every_card_says_that_it_is_a_sample_at_head_and_foot(name: str) -> None:
    for page in cards(EXTREMES[name]).pages:
        low = "".join(text.characters for text in texts_of(page) if text.y_mm > HEIGHT_MM / 2)
        high = "".join(text.characters for text in texts_of(page) if text.y_mm < HEIGHT_MM / 8)
        assert "样例，不是真的通知" in low
        assert "样例" in high


@pytest.mark.parametrize("name", EXTREMES)
def test_every_card_of_several_says_which_it_is(name: str) -> None:
    pages = cards(EXTREMES[name]).pages

    for number, page in enumerate(pages, start=1):
        assert len(pages) == 1 or f"第{number}张，共{len(pages)}张" in words(page)


@pytest.mark.parametrize("name", EXTREMES)
def test_no_words_stand_at_the_lower_edge_where_telephones_are_round(name: str) -> None:
    for page in cards(EXTREMES[name]).pages:
        assert max(text.y_mm for text in texts_of(page)) <= HEIGHT_MM - 4.0


def test_what_to_do_in_an_alert_is_larger_than_until_when() -> None:
    alert = ITEMS["DX-2026-008"]
    assert alert.emergency is not None
    told = texts_of(facts(alert))
    do = [text for text in told if text.characters[:3] in {one[:3] for one in alert.emergency.do}]

    assert len(do) == len(alert.emergency.do)
    assert min(one.size_pt for one in do) > max(
        one.size_pt for one in told if one.ink is Ink.WHITE and one.characters in ("11", "26", "20")
    )


def test_actions_too_long_to_be_large_are_rows_and_lose_nothing() -> None:
    alert = ITEMS["DX-2026-008"]
    assert alert.emergency is not None
    do = tuple(f"{word}都要马上离开低处往高处走" * 4 for word in ("老人", "孩子", "病人"))
    document = cards(replace(alert, emergency=replace(alert.emergency, do=do)))

    assert everything(document).replace("\n", "").count("往高处走") == 12


def test_every_card_has_its_code_number_and_version() -> None:
    for page in cards(notice()).pages:
        assert len(whole_codes(page)) == 1
        assert "核对版本" in words(page)


def test_a_long_text_goes_over_several_cards_and_loses_nothing() -> None:
    document = cards(EXTREMES["long text"])

    assert 2 < len(document.pages) <= MOST_CARDS
    assert everything(document).count("集中缴费期为") == 40


@pytest.mark.parametrize("body", [CLAUSE * 3, CLAUSE * 9, "\n\n".join([CLAUSE * 2] * 4)])
def test_no_sentence_runs_on_to_the_next_card(body: str) -> None:
    pages = cards(replace(ITEMS["DX-2026-004"], body=body)).pages
    told = [words(page).replace("\n", "").replace(" ", "") for page in pages]

    assert sum(page.count(CLAUSE) for page in told) == body.count(CLAUSE)


def test_a_text_longer_than_a_message_of_pictures_is_read_on_the_page() -> None:
    document = cards(EXTREMES["far too long"])

    assert len(document.pages) <= MOST_CARDS
    assert "集中缴费期为" not in everything(document)
    assert "或扫下面的码" in everything(document)


def test_names_of_a_list_are_never_sent_on() -> None:
    listed = ITEMS["DX-2026-011"]
    assert listed.table is not None
    told = everything(cards(listed))
    assert not [row for row in listed.table.rows if "*" in row[1] and row[1] in told]


@pytest.mark.parametrize(
    ("level", "ink"),
    [("蓝色", Ink.BLUE), ("黄色", Ink.YELLOW), ("橙色", Ink.ORANGE), ("红色", Ink.RED)],
)
def test_an_alert_has_its_levels_colour_and_says_the_level_in_words(level: str, ink: Ink) -> None:
    alert = ITEMS["DX-2026-008"]
    assert alert.emergency is not None
    title = alert.title.replace("橙色", level)
    page = facts(replace(alert, title=title, emergency=replace(alert.emergency, level=level)))

    assert {mark.fill for mark in marks(page) if isinstance(mark, Box)} >= {ink}
    assert level in words(page).replace("\n", "")


@pytest.mark.parametrize("name", EXTREMES)
def test_every_key_fact_stands_on_one_of_the_cards(name: str) -> None:
    told = "".join(everything(cards(EXTREMES[name])).split())
    item = EXTREMES[name]

    facts = (item.who, item.where, *(phone.number for phone in item.phones))
    # Its middle may go on over two cards.
    ends = [end for fact in facts if fact for end in (fact[:6], fact[-6:])]
    assert item.emergency is not None or all("".join(end.split()) in told for end in ends)
    for amount in item.amounts:
        assert amount.figure in told


def test_a_title_that_fits_no_card_is_refused_with_what_to_do() -> None:
    with pytest.raises(LayoutError, match="放不下"):
        cards(notice(title="交" * 200))


def test_a_card_is_read_back_as_a_telephone_reads_it() -> None:
    order = SheetOrder(
        item=notice(),
        township=TOWNSHIP,
        payload="HTTPS://DX.EXAMPLE/26W48-03-7K2M",
        code_id="26W48-03-7K2M",
        stamp="样例",
        check_code="7K2M-9QXD",
    )
    made = make_picture_cards(order)

    look_at_picture_cards(order, made)
    with pytest.raises(VerifyError):
        look_at_picture_cards(replace(order, payload="HTTPS://DX.EXAMPLE/OTHER"), made)
    with pytest.raises(VerifyError):
        look_at_picture_cards(order, made[:1])


def test_every_card_of_a_drill_says_so_in_its_title_as_large_as_that() -> None:
    drill = ITEMS["DX-2026-008"]
    front, *more = cards(drill).pages
    titles = [
        [mark for b in page.blocks if b.tag is Tag.TITLE for mark in b.marks]
        for page in (front, *more)
    ]

    for marks_of_title in titles:
        words_of_title = [mark for mark in marks_of_title if isinstance(mark, Text)]
        assert words_of_title[0].characters.startswith("演练：")
    assert len({mark.size_pt for mark in titles[0] if isinstance(mark, Text)}) == 1
    assert more
    assert "演练" not in words(facts(replace(drill, sample=False)))


def test_the_cards_after_the_first_have_heads_and_bold_figures_and_whole_questions() -> None:
    _, *more = cards(ITEMS["DX-2026-004"]).pages
    told = [text for page in more for text in texts_of(page)]
    heads = {text.characters: text.size_pt for text in told}
    days = [text for text in told if "31" in text.characters and "月" in text.characters]

    assert heads["全文"] == heads["说白了"] >= 1.2 * min(day.size_pt for day in days)
    assert {day.weight for day in days} == {900}
    (asked,) = (page for page in more if "新生儿怎么交" in words(page))
    assert "出生" in words(asked)


@pytest.mark.parametrize("name", EXTREMES)
def test_what_is_read_on_a_card_is_forty_pixels_high_or_more(name: str) -> None:
    for page in cards(EXTREMES[name]).pages:
        read = [t for t in texts_of(page) if HEIGHT_MM / 14 < t.y_mm < HEIGHT_MM - CALL_MM]
        assert min(text.size_pt for text in read) * 25.4 / 72 * 10 >= 40
