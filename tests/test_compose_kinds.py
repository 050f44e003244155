"""Posters of every kind, with the fewest words, the usual and the most: all fit to be hung."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import cycle, pairwise
from typing import TYPE_CHECKING

import pytest

from kit.compose.layouts.layout import Purpose
from kit.compose.layouts.purposes import poster_layout, purpose_of
from kit.compose.paper.frames import bounds
from kit.compose.paper.page import Code, Outline, Rule, Text
from kit.compose.posters.poster import compose_poster
from kit.errors import LayoutError
from kit.model.item import Amount, Column, Item, Kind, Phone, Table
from kit.model.township import Paper
from tests.sheets import item, layout, marks, overlaps, setting, texts

if TYPE_CHECKING:
    from kit.compose.paper.page import Page

DRAWN = (Purpose.FACTS, Purpose.PROSE)
PAPERS = cycle((Paper.A3, Paper.A4, Paper.A2))
WHEN = (
    "12月3日，上午8点到下午5点半",
    "12月1日到12月7日，晚上8点到第二天9点",
    "工作日，上午8点到12点",
)
MOST = "没有参加职工医保的村民，不分老少，外出务工的也要办"


def amounts(count: int) -> tuple[Amount, ...]:
    labels = ("每人", "低保户每人每年", "八十岁以上的老人每月", "每亩")
    return tuple(
        Amount(
            label=label,
            value=Decimal(400 + n),
            unit="元",
            tail="（样例，以公布为准）" if n % 2 else "",
        )
        for n, label in enumerate(labels[:count])
    )


def fewest(kind: Kind) -> Item:
    one = replace(item("2026-004"), kind=kind, body="", amounts=(), bring=(), full_title="", faq=())
    return replace(
        one, title="一件事", who="全乡村民", when=None, where=None, how=None, deadline=None
    )


def usual(kind: Kind, number: int) -> Item:
    return replace(
        fewest(kind),
        title="样例二村的一件要紧事",
        when=WHEN[number % 3],
        where="乡便民服务中心、村委会",
        how="不会用手机的，带证件到便民服务中心办",
        deadline=date(2026, 12, 31) if number % 2 else None,
        amounts=amounts(number % 3),
        bring=("身份证", "户口本")[: number % 3],
    )


def most(kind: Kind, number: int) -> Item:
    return replace(
        usual(kind, number),
        title="关于做好样例乡二〇二七年度有关工作的几件事",
        who=MOST,
        amounts=amounts(2),
        how="走不动的老人，家里人和村干部可以代办",
        phones=(
            Phone(label="医保服务热线", number="12393"),
            Phone(label="乡劳动保障所", number="0597-0123456"),
        ),
    )


def scheduled(kind: Kind) -> Item:
    rows = (("12月1日、5日", "坑头村、黄龙村"), ("12月2日、6日", "联和村、太联村、莒溪村、三堂村"))
    columns = (Column(name="哪天停"), Column(name="停哪些村"))
    table = Table(file="x.csv", columns=columns, rows=rows)
    return replace(usual(kind, 1), table=table, amounts=())


@cache
def sheets() -> tuple[tuple[Item, Paper, Page], ...]:
    """Every kind with the fewest, the usual and the most words, papers and codes in turn."""
    cuts = (Kind.WATER, Kind.POWER, Kind.GAS, Kind.ROAD)
    asked = [fewest(kind) for kind in Kind]
    asked += (usual(kind, number) for number, kind in enumerate(Kind))
    asked += (most(kind, number) for number, kind in enumerate(Kind))
    asked += map(scheduled, cuts)
    drawn = [one for one in asked if purpose_of(one) in DRAWN]
    made: list[tuple[Item, Paper, Page]] = []
    for number, (one, paper) in enumerate(zip(drawn, PAPERS, strict=False)):
        try:
            document = compose_poster(
                one, layout(poster_layout(one, paper)), setting(code=number % 4 > 0, stamp="样例")
            )
        except LayoutError as refused:
            assert "放不下" in refused.message  # noqa: PT017 - most words may be too many
            continue
        made += ((one, paper, page) for page in document.pages)
    return tuple(made)


def told(one: Item, paper: Paper) -> str:
    return f"{one.kind} {one.title} {paper}"


@pytest.mark.slow
def test_nearly_all_fit_and_no_two_texts_touch_on_any() -> None:
    assert len(sheets()) >= 60
    for one, paper, page in sheets():
        assert not overlaps(page), told(one, paper)


@pytest.mark.slow
def test_nothing_stands_in_the_margin() -> None:
    for one, paper, page in sheets():
        margin = layout(poster_layout(one, paper)).margin_mm - 0.2
        for mark in marks(page):
            area = bounds(mark)
            assert area.x_mm >= margin, (told(one, paper), mark)
            assert area.right_mm <= page.width_mm - margin, (told(one, paper), mark)
            assert margin <= area.y_mm, (told(one, paper), mark)
            assert area.bottom_mm <= page.height_mm - margin + 2, (told(one, paper), mark)


@pytest.mark.slow
def test_no_hole_is_higher_than_a_fifth_of_the_sheet() -> None:
    for one, paper, page in sheets():
        seen = sorted(
            (bounds(mark) for mark in marks(page) if isinstance(mark, Text | Code | Outline)),
            key=lambda area: area.y_mm,
        )
        below, hole = seen[0].y_mm, 0.0
        for area in seen:
            hole = max(hole, area.y_mm - below)
            below = max(below, area.bottom_mm)
        assert hole <= 0.2 * page.height_mm, told(one, paper)


@pytest.mark.slow
def test_from_ink_to_rule_is_the_same_in_all_rows() -> None:
    for one, paper, page in sheets():
        whole = page.width_mm - 2 * layout(poster_layout(one, paper)).margin_mm
        rules = sorted(
            m.y1_mm
            for m in marks(page)
            if isinstance(m, Rule) and abs(m.x2_mm - m.x1_mm - whole) < 0.1 and m.y1_mm == m.y2_mm
        )
        spaces = []
        for upper, lower in pairwise(rules[:-1]):
            inside = [
                bounds(text)
                for text in texts(page)
                if upper < text.y_mm < lower
                and text.weight == 500
                and not text.characters.isascii()
            ]
            if inside and max(area.height_mm for area in inside) > 8:
                spaces.append(min(area.y_mm for area in inside) - upper)
        if len(spaces) > 2:
            assert max(spaces) - min(spaces) <= 0.05 * max(spaces), (told(one, paper), spaces)


def a_ban(when: str) -> Item:
    return replace(usual(Kind.BAN, 1), title="禁止野外用火", when=when, deadline=None)


def sheet(one: Item) -> Page:
    return compose_poster(one, layout(poster_layout(one, Paper.A3)), setting()).pages[0]


@pytest.mark.parametrize("when", ["从现在起，到12月31日", "从11月25日起到12月31日", "到12月31日"])
def test_a_bans_last_day_is_its_second_fact_also_without_a_deadline(when: str) -> None:
    told = texts(sheet(a_ban(when)))
    size_pt = max(text.size_pt for text in told if text.characters == "31")

    assert size_pt >= 84
    assert "时间" not in {text.characters for text in told}
    assert ("从现在起" in {text.characters.split("　")[0] for text in told}) == ("现在" in when)


def test_a_ban_that_holds_at_certain_hours_says_them_in_a_row() -> None:
    told = {text.characters for text in texts(sheet(a_ban("每天晚上10点到第二天6点")))}

    assert "时间" in told


def test_what_is_forbidden_is_seen_whole_before_the_bar() -> None:
    drawn = [mark for mark in marks(sheet(a_ban("到12月31日"))) if isinstance(mark, Outline)]
    names = [mark.name for mark in drawn]
    ring, thing = names.index("ban-ring"), len(names) - 1 - names[::-1].index("flames")

    assert ring < thing
    assert drawn[thing].side_mm >= 0.65 * drawn[ring].side_mm


def told_by(one: Item) -> dict[str, float]:
    """The words of an item's A3 sheet and their sizes."""
    return {text.characters: text.size_pt for text in texts(sheet(one))}


def test_what_is_forbidden_stands_in_the_largest_words_below_it_from_when_to_when() -> None:
    told = told_by(replace(a_ban("从现在起，到12月31日"), amounts=(), bring=(), plain=()))
    forbidden = min(told["禁止"], told["野外用火"])

    assert forbidden == max(pt for words, pt in told.items() if not words.isdigit())
    assert told["从现在起"] >= 28


def clarified() -> Item:
    body = "传言：样例乡的自来水被污染了。\n\n事实：今天两次化验都合格，请放心用水。"
    return replace(fewest(Kind.CLARIFY), title="自来水没有毒", body=body, how="打电话问")


def test_a_rumour_is_crossed_out_and_the_fact_is_larger() -> None:
    page = sheet(clarified())
    (rumour,) = (text for text in texts(page) if text.characters.startswith("样例乡"))
    fact = min(text.size_pt for text in texts(page) if "化验" in text.characters)
    middle = bounds(rumour).y_mm + bounds(rumour).height_mm / 2
    strokes = [
        mark
        for mark in marks(page)
        if isinstance(mark, Rule) and abs(mark.y1_mm - middle) < 0.2 * bounds(rumour).height_mm
    ]

    assert {"传言", "事实"} <= {text.characters for text in texts(page)}
    assert fact > rumour.size_pt
    assert len(strokes) == 1
    assert strokes[0].x2_mm - strokes[0].x1_mm >= bounds(rumour).width_mm - 0.1


def test_one_rule_parts_a_schedule_from_the_rows_below_it() -> None:
    page = sheet(scheduled(Kind.WATER))
    ys_mm = sorted(mark.y1_mm for mark in marks(page) if isinstance(mark, Rule))
    heights = [bounds(text).height_mm for text in texts(page) if text.size_pt >= 30]

    assert all(below - above >= min(heights) for above, below in pairwise(ys_mm))


def test_a_penalty_says_once_what_can_be_done_against_it() -> None:
    fined = item("2026-006")
    besides = replace(fined, how="罚款到农业银行交；对决定不服，可以申请行政复议或者起诉")

    assert "怎么办" not in told_by(fined)
    assert "罚款到农业银行交" in told_by(besides)


def test_labels_leave_the_room_to_what_is_said() -> None:
    for kind in (Kind.ROAD, Kind.PROGRESS, Kind.EXAM):
        page = sheet(replace(fewest(kind), when="12月1日到12月7日", how="打电话问"))
        (said,) = (text for text in texts(page) if text.characters == "打电话问")

        assert said.x_mm - 12 <= 0.29 * (297 - 24)


def test_the_shortest_notice_is_set_larger_than_any_other_and_shows_its_phone() -> None:
    short = replace(fewest(Kind.NOTICE), title="交费", who=None, how="到村委会交", plain=())
    short = replace(short, deadline=date(2026, 12, 31), phones=(Phone(label="", number="12393"),))
    told = told_by(short)

    assert told["交费"] > layout("poster-a3").styles["title"].fit.largest_pt
    assert told["到村委会交"] > layout("poster-a3").styles["rows"].fit.largest_pt
    assert told["12393"] > 100


def test_a_consultation_with_much_to_say_keeps_its_pictograms_and_its_black_day() -> None:
    page = sheet(item("2026-009"))
    day = next(text for text in texts(page) if text.characters == "23" and text.size_pt > 80)

    assert day.ink == "white"
    assert "map-pin" in {mark.name for mark in marks(page) if isinstance(mark, Outline)}
