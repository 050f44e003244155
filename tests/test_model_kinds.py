"""The one table of kinds: every kind has a look, and says its facts in words of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kit.compose.paper.page import Ink
from kit.compose.paper.pictograms import pictogram_names
from kit.compose.posters.kind_facts import big_facts, kind_rows
from kit.model.item import Amount, Item, Kind
from kit.model.kinds import (
    FORBIDDEN,
    HAZARDS,
    KINDS,
    ROW_PICTOGRAMS,
    kind_told,
    look_of,
    pictogram_of,
)
from tests.notices import notice
from tests.sheets import item

DAY = date(2026, 12, 1)


def lunar(_day: date) -> str:
    return "十月廿三"


def made(kind: Kind, title: str = "一件事", **changes: object) -> Item:
    bare = replace(item("2026-004"), amounts=(), bring=(), when=None, where=None, deadline=None)
    return replace(bare, kind=kind, title=title, **changes)  # type: ignore[arg-type] # Item's own names


def test_every_kind_has_a_word_a_colour_and_a_pictogram_that_exist() -> None:
    assert set(KINDS) == set(Kind)
    for look in KINDS.values():
        assert 2 <= len(look.word) <= 4
        assert look.ground in set(Ink)
        assert look.pictogram in pictogram_names()
        assert all(len(label) <= 4 for label in look.words.values())
    drawn = {*ROW_PICTOGRAMS.values(), *FORBIDDEN.values(), *HAZARDS.values()}
    assert drawn <= pictogram_names()


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("关于缴纳2027年城乡居民医保的通知", Kind.PAY),
        ("停水通知", Kind.WATER),
        ("关于禁止野外用火的通告", Kind.BAN),
        ("种粮补贴名单公示", Kind.LIST),
        ("收取垃圾清运费征求意见", Kind.PREVIEW),
        ("关于召开村民代表大会的通知", Kind.MEETING),
        ("关于做好防汛工作的通知", None),
    ],
)
def test_a_heading_tells_its_kind(heading: str, kind: Kind | None) -> None:
    assert kind_told(heading) is kind


FEE = (Amount(label="每人", value=Decimal(400), unit="元"),)


def test_a_plain_notice_looks_like_what_title_and_facts_say_others_like_their_kind() -> None:
    assert look_of(made(Kind.NOTICE, "交明年的居民医保", amounts=FEE)) is KINDS[Kind.PAY]
    assert look_of(made(Kind.NOTICE, "图书室开门了", amounts=FEE)) is KINDS[Kind.NOTICE]
    assert look_of(made(Kind.LIST, "补贴名单", amounts=FEE)) is KINDS[Kind.LIST]


@pytest.mark.parametrize(
    "title",
    ["补缴的事说清楚", "交明年的居民医保", "停水的事说清楚", "义诊的医生换人了", "种粮补贴怎么算"],
)
def test_words_of_a_title_alone_dress_nothing_up(title: str) -> None:
    assert look_of(made(Kind.NOTICE, title)) is KINDS[Kind.NOTICE]


@pytest.mark.parametrize(
    "title",
    [
        "取消种粮补贴",
        "恢复供水",
        "推迟报名",
        "免缴卫生费",
        "收缴的摩托车认领",
        "交通安全日",
        "龙舟赛道清淤",
    ],
)
def test_what_takes_back_or_only_sounds_alike_is_a_plain_notice(title: str) -> None:
    notice = made(Kind.NOTICE, title, amounts=FEE, when="12月3日", deadline=DAY)

    assert look_of(notice) is KINDS[Kind.NOTICE]


@pytest.mark.parametrize("kind", [Kind.WATER, Kind.POWER, Kind.BAN, Kind.MEETING, Kind.ROAD])
def test_only_a_deadline_is_called_the_last_day(kind: Kind) -> None:
    one = made(kind, when="11月25日到12月1日，晚上8点到9点", deadline=DAY)
    told = [(fact.text, fact.label, fact.beside) for fact in big_facts(one, lunar)]

    assert told
    assert "最后一天" not in str(told)


def test_a_ban_never_sends_anybody_anywhere_and_says_what_follows() -> None:
    fine = (Amount(label="罚", value=None, unit="", tail="200元到3000元"),)
    rows = kind_rows(made(Kind.BAN, "禁止烧田", where="全乡林地", amounts=fine, deadline=DAY))
    labels = [row.label for row in rows]

    assert "去哪" not in labels
    assert {"哪里禁", "违反了"} <= set(labels)


def test_opening_hours_are_a_row_and_the_money_stays_large() -> None:
    one = made(Kind.BENEFIT, when="工作日，上午8点到12点", where="村委会")

    assert big_facts(one, lunar) == ()
    assert [row.label for row in kind_rows(one)][1] == "几点去"


def test_a_cut_of_one_day_tells_its_day_and_its_clock_apart() -> None:
    one = made(Kind.POWER, when="12月3日，上午8点到下午5点半")
    day, clock = big_facts(one, lunar)

    assert (day.text, clock.text) == ("12月3日", "上午8点到下午5点半")
    assert day.beside[0] == "星期四"


def test_what_is_no_plain_day_and_clock_is_told_as_it_was_written() -> None:
    one = made(Kind.WATER, when="每逢农历初三晚上8点，来水另行通知")

    assert [fact.text for fact in big_facts(one, lunar)] == [one.when]


def test_a_rumour_and_what_is_true_stand_in_rows_of_their_own() -> None:
    body = "传言：医保要交500元\n\n事实：每人400元"
    rows = kind_rows(notice(kind=Kind.CLARIFY, body=body))

    assert [(row.label, row.text) for row in rows[:2]] == [
        ("传言", "医保要交500元"),
        ("事实", "每人400元"),
    ]


def test_a_hazard_finds_its_pictogram() -> None:
    assert pictogram_of(HAZARDS, "森林火险") == "fire"
    assert pictogram_of(HAZARDS, "没听过的", "warning") == "warning"
