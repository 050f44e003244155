from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kit.compose.layouts.purposes import poster_layout
from kit.compose.paper.frames import bounds
from kit.compose.paper.grid import grid_of
from kit.compose.paper.ink import in_black
from kit.compose.paper.page import Code, Document, Ink, Page, Text
from kit.compose.posters.poster import compose_poster
from kit.errors import LayoutError
from kit.model.item import Column, ColumnType, Item, Show, Table
from kit.model.township import Paper
from kit.office.too_long import too_long_field
from tests.sheets import (
    ROOT,
    as_text,
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

PAPERS = (Paper.A4, Paper.A3, Paper.A2, Paper.A1)
GOLDEN = ROOT / "tests" / "golden"


def poster(one: Item, paper: Paper, *, code: bool = True) -> Document:
    drawn = layout(poster_layout(one, paper))
    return compose_poster(one, drawn, setting(code=code, stamp="样例"))


def pages_of(one: Item, *, paper: Paper = Paper.A3, code: bool = True) -> tuple[Page, ...]:
    return poster(one, paper, code=code).pages


def flat(page: Page) -> str:
    """The words of a page in one run: a figure and its units are texts of their own."""
    return words(page).replace("\n", "")


def variants() -> list[tuple[Item, Paper, bool]]:
    """Every item on A3 and A4 with and without a code, and on the large papers with one."""
    return [
        (one, paper, code)
        for one in items()
        for paper in PAPERS
        for code in (True, False)
        if code or paper in (Paper.A3, Paper.A4)
    ]


@pytest.fixture(scope="module")
def composed() -> list[tuple[Item, Paper, Page]]:
    return [
        (one, paper, page)
        for one, paper, code in variants()
        for page in pages_of(one, paper=paper, code=code)
    ]


@pytest.mark.slow
def test_no_line_of_text_runs_into_another(composed: list[tuple[Item, Paper, Page]]) -> None:
    for one, paper, page in composed:
        assert not overlaps(page), (one.item_id, paper)


@pytest.mark.slow
def test_nothing_stands_outside_the_margin(composed: list[tuple[Item, Paper, Page]]) -> None:
    for one, paper, page in composed:
        margin = layout(poster_layout(one, paper)).margin_mm - 0.2
        for mark in marks(page):
            if isinstance(mark, Text) and mark.angle_deg:
                continue
            area = bounds(mark)
            assert area.x_mm >= margin, (one.item_id, paper, mark)
            assert area.y_mm >= margin, (one.item_id, paper, mark)
            assert area.right_mm <= page.width_mm - margin, (one.item_id, paper, mark)
            # The tail of a small letter may hang into the margin by a hair.
            assert area.bottom_mm <= page.height_mm - margin + page.height_mm / 200, (
                one.item_id,
                paper,
                mark,
            )


@pytest.mark.slow
def test_no_frame_is_set_smaller_than_its_style_allows(
    composed: list[tuple[Item, Paper, Page]],
) -> None:
    names = {"amount": ("figure", "pair"), "foot": ("note",)}
    for one, paper, page in composed:
        styles = layout(poster_layout(one, paper)).styles
        for frame in page.frames:
            # The band's words and the last lines have sizes of the grid, no style.
            known = [styles[n] for n in names.get(frame.frame, (frame.frame,)) if n in styles]
            if not known:
                continue
            least = min(style.fit.smallest_pt for style in known)
            assert frame.size_pt >= least, (one.item_id, paper, frame)
            assert frame.reading_distance_m > 0


def test_key_facts_on_a3_are_never_below_44_points() -> None:
    for one in items():
        if poster_layout(one, Paper.A3) == "poster-a3":
            for page in pages_of(one):
                assert min(f.size_pt for f in page.frames if f.frame == "rows") >= 44


def test_what_by_when_and_how_much_are_the_largest_things_on_the_sheet() -> None:
    (page,) = pages_of(item("2026-004"))
    sizes = {text.characters: text.size_pt for text in texts(page)}
    large, units = ("交明年的居民医保", "12", "31", "400"), {"元", "月", "日"}

    assert min(sizes[words] for words in large) >= 84
    assert max(size for words, size in sizes.items() if words not in {*large, *units}) < 84
    # A unit is no smaller than seven tenths of its figure, or an elder reads two things.
    assert sizes["元"] == pytest.approx(0.7 * sizes["400"], abs=0.5)
    assert sizes["月"] == pytest.approx(0.7 * sizes["12"], abs=0.5)


def test_the_black_box_tells_weekday_and_lunar_date() -> None:
    (page,) = pages_of(item("2026-004"))
    inks = {text.characters: text.ink for text in texts(page)}

    for words_beside in ("最后一天", "星期四", "农历十一月廿三"):
        assert any(words_beside in text for text in inks)
    assert inks["31"] is Ink.WHITE


def test_a_deadline_in_another_year_is_told_with_its_year() -> None:
    (page,) = pages_of(replace(item("2026-004"), deadline=date(2027, 1, 15)))

    assert "2027年1月15日" in flat(page)


def test_two_amounts_stand_side_by_side() -> None:
    (page,) = pages_of(item("2026-005"))
    figures = [text for text in texts(page) if text.characters in {"100", "200"}]

    assert len(figures) == 2
    assert figures[0].y_mm == figures[1].y_mm
    assert figures[0].size_pt >= 68


def test_an_amount_in_words_is_printed_whole() -> None:
    (page,) = pages_of(item("2026-009"))

    assert "按省公布的区片综合地价补偿" in words(page).replace("\n", "")


def test_without_a_code_the_phone_is_larger_and_no_code_is_spoken_of() -> None:
    with_code, without = pages_of(item("2026-004")), pages_of(item("2026-004"), code=False)

    assert phone_pt(without[0]) > phone_pt(with_code[0])
    assert "码只看" not in words(without[0])
    assert not any(isinstance(mark, Code) for mark in marks(without[0]))


def test_why_something_is_planned_is_set_as_small_as_a_label_before_rows_touch_their_rules() -> (
    None
):
    (page,) = pages_of(item("2026-001"))
    sizes = {text.characters: text.size_pt for text in texts(page)}

    assert 32 <= sizes["清运费用不足，拟由受益户分担一部分"] < 44
    assert sizes["全乡村民和商户"] >= 44


def phone_pt(page: Page) -> float:
    return min(frame.size_pt for frame in page.frames if frame.frame == "phone")


def test_under_the_code_stand_its_number_its_host_and_what_it_never_asks() -> None:
    (page,) = pages_of(item("2026-004"))
    (code,) = [mark for mark in marks(page) if isinstance(mark, Code)]
    serial = next(text for text in texts(page) if text.characters == "全文 26W48-03")

    assert code.side_mm >= 60
    assert serial.y_mm > code.y_mm + code.side_mm
    assert "dx.example" in words(page)
    assert "本码只看公告，不收钱、不填身份证、不下载软件" in words(page)
    assert "不收手续费，不问验证码" in words(page)


def test_the_sheet_tells_when_it_comes_down_and_which_text_was_signed() -> None:
    (page,) = pages_of(item("2026-004"))

    assert "12月31日后摘下" in words(page)
    assert "核对版本 7K3M-9QPW" in words(page)


def test_facts_of_the_item_stand_on_its_poster_unchanged() -> None:
    for one in items():
        shown = "".join(map(flat, pages_of(one)))
        for amount in one.amounts:
            if one.emergency is None:
                assert amount.figure in shown, one.item_id
        for phone in one.phones:
            assert phone.number in shown, one.item_id


def test_an_alert_is_read_from_five_metres() -> None:
    (page,) = pages_of(replace(item("2026-008"), sample=False))
    distance = {frame.frame: frame.reading_distance_m for frame in page.frames}

    # About: a few hundredths less is no finding of the inspection either.
    assert distance["title"] >= 0.97 * 5
    assert distance["area"] >= 0.97 * 5
    assert distance["phone"] >= 5
    assert distance["rows"] >= 0.97 * 5
    assert "演练" not in words(page)
    assert "大溪乡全乡" in words(page)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("cancels", ["", "DX-2026-003"])
def test_a_drill_says_so_as_large_as_its_title_and_above_it(paper: Paper, cancels: str) -> None:
    drill = replace(item("2026-008"), cancels=cancels)
    for document in (drawn := poster(drill, paper), in_black(drawn)):
        (page,) = document.pages
        (told,) = (text for text in texts(page) if text.characters == "演练，不是真的")
        (title,) = (frame for frame in page.frames if frame.frame == "title")

        # About: a short title may be larger than seven characters fit the sheet.
        assert told.size_pt >= max(60, 0.95 * title.size_pt)
        assert told.ink is Ink.BLACK
        assert not overlaps(page)


def test_what_to_do_in_a_drill_is_read_from_as_far() -> None:
    (page,) = pages_of(item("2026-008"))
    distance = {frame.frame: frame.reading_distance_m for frame in page.frames}

    assert min(distance[name] for name in ("title", "area", "rows", "phone")) >= 0.95 * 5


@pytest.mark.parametrize("paper", PAPERS)
def test_the_code_of_an_alert_takes_little_of_what_is_read_from_afar(paper: Paper) -> None:
    alert = replace(item("2026-008"), sample=False)
    (with_code,), (without,) = (
        pages_of(alert, paper=paper),
        pages_of(alert, paper=paper, code=False),
    )

    assert whole_codes(with_code) == (setting().payload,)
    assert "26W48-03" in words(with_code)
    for frame in ("rows", "title", "area"):
        assert least_pt(with_code, frame) >= 0.8 * least_pt(without, frame)


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("标题", {"title": "关于" + "城乡居民基本医疗保险" * 3 + "的通知"}),
        ("时间", {"deadline": None, "when": "每逢农历初三和初八的墟天上午八点到中午十二点" * 4}),
    ],
)
def test_words_too_long_for_their_lines_are_named_by_their_field(
    field: str, change: dict[str, Any]
) -> None:
    with pytest.raises(LayoutError) as refused:
        pages_of(replace(item("2026-004"), **change))

    assert refused.value.message.startswith(field)


def least_pt(page: Page, name: str) -> float:
    return min(frame.size_pt for frame in page.frames if frame.frame == name)


def test_an_item_that_lifts_an_alert_says_since_when_and_forbids_nothing() -> None:
    (page,) = pages_of(replace(item("2026-008"), title="森林火险预警解除", cancels="DX-2026-008"))

    assert "11月23日上午11点半起解除" in flat(page)
    assert "晚上8点" not in flat(page)
    assert "禁止野外用火" not in words(page)
    assert "不要自己上山" in words(page).replace("\n", "")


def test_an_alert_without_room_for_its_code_hangs_without_it() -> None:
    alert = item("2026-008")
    (page,) = compose_poster(alert, replace(layout("alert-a3"), code_mm=125.0), setting()).pages

    assert whole_codes(page) == ()
    assert "见火打12119" in words(page)


def test_a_repeal_lists_the_documents_that_no_longer_hold() -> None:
    (page,) = pages_of(item("2026-002"))
    shown = words(page).replace("\n", "")

    assert "关于农村建房押金的规定" in shown
    assert "902" in shown


def test_a_repeal_says_since_when_by_what_and_how_things_are_done_now() -> None:
    (page,) = pages_of(item("2026-002"))
    shown = words(page).replace("\n", "")

    assert poster_layout(item("2026-002"), Paper.A3) == "repeal-a3"
    assert "从这天起不用" in shown
    assert "依据永大政〔2026〕98号" in shown
    assert "现在网站上的原文件都已标明" in shown


def test_a_repeal_without_a_table_lists_the_numbers_it_replaces() -> None:
    (page,) = pages_of(replace(item("2026-002"), table=None))
    shown = words(page).replace("\n", "")

    for number in item("2026-002").replaces:
        assert number in shown


def test_a_number_on_the_boards_is_not_called_a_document_number() -> None:
    ended = replace(item("2026-002"), table=None, replaces=("DX-2026-004",))
    (page,) = pages_of(ended)

    assert "文号或编号" in words(page)


def test_a_consultation_frames_the_ways_to_answer() -> None:
    for paper in PAPERS:
        (page,) = pages_of(item("2026-001"), paper=paper)
        shown = words(page).replace("\n", "")

        assert page_is_for(item("2026-001"), paper) == "consult"
        assert "怎么提意见" in shown
        for way in ("电话", "意见卡", "墟天摊位", "村委会转交"):
            assert way in shown
        assert "为什么清运费用不足，拟由受益户分担一部分" in shown
        assert "提意见到这天" in shown
        assert "11月23日到12月25日" in shown


def test_a_consultation_is_set_alike_on_every_paper() -> None:
    sizes = [
        min(
            f.size_pt
            for f in pages_of(item("2026-001"), paper=paper)[0].frames
            if f.frame == "rows"
        )
        / layout(poster_layout(item("2026-001"), paper)).height_mm
        for paper in PAPERS
    ]

    assert max(sizes) < 1.06 * min(sizes)


def test_a_consultation_with_longer_words_still_fits_every_paper() -> None:
    one = replace(
        item("2026-001"),
        where="乡便民服务中心一楼、各村公开栏旁边的意见箱、墟场入口",
        how="打电话、写意见卡、墟天到摊位当面说都可以；不会写字的，说给村干部听，由他代写",
    )
    for paper in PAPERS:
        for code in (True, False):
            assert pages_of(one, paper=paper, code=code)


def page_is_for(one: Item, paper: Paper) -> str:
    return layout(poster_layout(one, paper)).purpose.value


def test_a_long_reason_is_left_to_the_full_text_sheet() -> None:
    one = item("2026-001")
    assert one.feedback is not None
    long = replace(one, feedback=replace(one.feedback, reason="清运费用每年都不够，" * 15))
    (page,) = pages_of(long)

    assert "为什么" not in words(page)
    assert "怎么提意见" in words(page)


def test_a_consultation_that_does_not_fit_names_the_field_to_cut() -> None:
    with pytest.raises(LayoutError, match="放不下"):
        pages_of(replace(item("2026-001"), who="全乡村民和商户、" * 20))


def test_a_consultation_layout_needs_a_consultation() -> None:
    with pytest.raises(LayoutError, match="没有写意见办法"):
        compose_poster(item("2026-004"), layout("consult-a3"), setting())


def test_a_list_of_people_is_masked_and_hidden_columns_are_gone() -> None:
    one = item("2026-011")
    shown = "".join(words(page) for page in pages_of(one))
    assert one.table is not None
    names = [column.name for column in one.table.columns]

    for row in one.table.rows:
        for name, cell in zip(names, row, strict=True):
            if name in {"身份证号", "联系电话", "一卡通账号", "户主"}:
                assert cell not in shown


def test_a_long_table_goes_over_pages_with_its_header_on_each() -> None:
    one = long_list(rows=200)
    pages = pages_of(one)

    assert len(pages) > 2
    shown = [words(page) for page in pages]
    assert "第1页，共" in shown[0]
    assert all("面积" in text for text in shown[1:])
    everything = "\n".join(shown)
    assert all(f"第{number}组" in everything for number in range(1, 201))


def long_list(rows: int) -> Item:
    columns = (
        Column(name="序号", type=ColumnType.INTEGER),
        Column(name="村民小组", type=ColumnType.TEXT),
        Column(name="户主", type=ColumnType.NAME, show=Show.MASK),
        Column(name="面积（亩）", type=ColumnType.MONEY),
    )
    table = Table(
        file="x.csv",
        columns=columns,
        rows=tuple((str(n), f"第{n}组", "样例甲", f"{n}.50") for n in range(1, rows + 1)),
        caption="清册（样例）",
    )
    return replace(item("2026-011"), table=table)


def test_too_long_facts_are_refused_and_fit_when_the_named_field_is_cut() -> None:
    one = replace(item("2026-004"), how="带证件到便民服务中心交，" * 12)
    with pytest.raises(LayoutError, match="要点在A3纸上放不下"):
        pages_of(one)

    found = too_long_field(one, fits)

    assert found is not None
    assert found.label == "怎么办"
    assert one.how is not None
    assert fits(replace(one, how=one.how[: found.most]))
    assert not fits(replace(one, how=one.how[: found.most + 1]))


def fits(one: Item) -> bool:
    try:
        return bool(pages_of(one))
    except LayoutError:
        return False


def test_where_the_rows_are_not_to_blame_the_message_names_what_is() -> None:
    phones = item("2026-004").phones * 4
    with pytest.raises(LayoutError, match="“电话”只留两个"):
        pages_of(replace(item("2026-004"), phones=phones))


def test_an_item_without_facts_is_told_in_prose() -> None:
    bare = replace(
        item("2026-006"),
        who=None,
        when=None,
        where=None,
        how=None,
        amounts=(),
        deadline=None,
    )
    assert poster_layout(bare, Paper.A3) == "prose-a3"
    (page,) = pages_of(bare)

    assert min(frame.size_pt for frame in page.frames if frame.frame == "body") >= 28
    assert "防火期" in words(page)


def test_a_table_pasted_into_a_notice_stands_between_its_words() -> None:
    rows = ("村名\t通水日期", "样例一村\t12月3日", "样例二村\t12月8日")
    body = "\n".join(("分两批通水。", "", *rows, "", "先放一放再用。"))
    one = replace(item("2026-006"), body=body)
    (page,) = compose_poster(one, layout("prose-a3"), setting()).pages

    shown = [text.characters for text in texts(page)]
    cells = [text.characters for text in texts(page) if text.cell]
    assert cells == [cell for row in rows for cell in row.split("\t")]
    assert shown.index("分两批通水。") < shown.index("村名") < shown.index("先放一放再用。")
    assert not overlaps(page)
    wide = "\t".join("很长的一列名称" * 9 for _ in range(30))
    (gist,) = compose_poster(
        replace(one, body=f"{wide}\n{wide}"), layout("prose-a3"), setting()
    ).pages
    assert "全文见下面的全文页" in flat(gist)


def test_a_text_too_long_for_a_board_is_told_in_plain_sentences() -> None:
    bare = replace(item("2026-006"), body="森林防火，人人有责，请勿在林区用火。" * 400)
    drawn = layout("prose-a3")
    (page,) = compose_poster(bare, drawn, setting()).pages

    assert "全文见下面的全文页" in flat(page)


def test_a_layout_for_other_things_is_refused() -> None:
    with pytest.raises(LayoutError, match="不是海报版式"):
        compose_poster(item("2026-004"), layout("handout-a5"), setting())


def test_emoji_and_control_characters_are_refused_or_left_out() -> None:
    (page,) = pages_of(replace(item("2026-004"), who="全乡\u200b村民"))
    assert "全乡村民" in words(page)

    with pytest.raises(LayoutError, match="表情"):
        pages_of(replace(item("2026-004"), who="全乡村民😀"))


def test_the_same_item_gives_the_same_page() -> None:
    assert pages_of(item("2026-004")) == pages_of(item("2026-004"))


@pytest.mark.parametrize(
    ("number", "name"),
    [("2026-004", "poster"), ("2026-008", "alert"), ("2026-007", "table")],
)
def test_the_page_is_the_one_that_was_looked_at(number: str, name: str) -> None:
    (page,) = pages_of(item(number))
    golden = GOLDEN / f"{name}-a3.page.txt"

    assert as_text(page) == golden.read_text(encoding="utf-8")


def test_only_the_poster_has_the_names_that_are_for_the_own_board() -> None:
    one = item("2026-011")
    assert one.table is not None
    columns = tuple(
        replace(column, show=Show.OWN_BOARD) if column.type is ColumnType.NAME else column
        for column in one.table.columns
    )
    own = replace(one, table=replace(one.table, columns=columns))
    index = next(n for n, column in enumerate(columns) if column.type is ColumnType.NAME)
    name = own.table.rows[0][index] if own.table else ""

    assert name in "".join(map(words, pages_of(own)))
    assert name not in "".join(map(words, pages_of(one)))
    assert own.table is not None
    assert name not in {cell for row in grid_of(own.table).rows for cell in row}
