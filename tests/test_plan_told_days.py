"""Days as they are shown: a sheet names the day of its market, and is over with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kit.compose.posters.kind_facts import big_facts, day_of
from kit.model.item import Item
from kit.plan.calendar import lunar_date
from kit.plan.plan import is_ahead, plan_week
from kit.plan.told_days import dated
from kit.plan.week import Week
from tests.sheets import item, workspace

MARKET_DAY = date(2026, 11, 24)
STALL = item("2026-012")
TOWNSHIP = workspace().township


def shown(**changes: object) -> Item:
    return dated(replace(STALL, **changes), TOWNSHIP)  # type: ignore[arg-type] # Item's own names


def test_a_stall_names_its_market_day_large_and_its_hour_below() -> None:
    facts = big_facts(shown(), lunar_date)

    assert [fact.text for fact in facts] == ["11月24日", "上午7点半到11点"]
    assert facts[0].beside == ("墟天", "星期二", "农历十月十六")
    assert day_of(shown()) == MARKET_DAY


@pytest.mark.parametrize("name", ["title", "who", "when", "where", "how"])
def test_no_fact_that_is_shown_names_a_day_by_its_distance(name: str) -> None:
    one = shown(**{name: "下个墟天，明天也可以"}, plain=("下一墟来办。",))

    assert getattr(one, name) == "11月24日星期二墟天，11月24日星期二也可以"
    assert one.plain == ("11月24日星期二墟天来办。",)


def test_what_is_signed_as_a_whole_is_shown_word_for_word_with_its_markets_day_beside_it() -> None:
    one = shown(full_title="下一个墟天摊位安排", body="明天会更好，下个圩日见。")

    assert one.full_title == "下一个墟天（11月24日星期二）摊位安排"
    assert one.body == "明天会更好，下个圩日（11月24日星期二）见。"


@pytest.mark.parametrize(
    "told", ["11月24日（下一个墟天）摊位安排", "下一个墟天（11月24日）摊位安排", "墟天摊位安排"]
)
def test_a_market_whose_day_is_told_has_it_once(told: str) -> None:
    assert shown(full_title=told).full_title == told


def test_what_still_waits_is_over_with_its_market() -> None:
    later = Week.parse("2026-W49")

    assert STALL.dates.expire is not None
    assert STALL.dates.expire >= later.monday
    assert is_ahead(STALL, TOWNSHIP, Week.parse("2026-W48"))
    assert not is_ahead(STALL, TOWNSHIP, later)


@pytest.mark.parametrize(
    ("changes", "last"),
    [
        ({}, MARKET_DAY),
        ({"when": "工作日"}, STALL.dates.expire),
        ({"when": "下一个墟天到12月31日"}, STALL.dates.expire),
        ({"deadline": date(2026, 11, 29)}, STALL.dates.expire),
        ({"dates": replace(STALL.dates, expire=None)}, MARKET_DAY),
    ],
)
def test_a_sheet_about_one_market_is_over_after_it(
    changes: dict[str, object], last: date | None
) -> None:
    assert shown(**changes).dates.expire == last


def test_a_township_without_a_market_has_no_day_to_name() -> None:
    assert dated(STALL, replace(TOWNSHIP, market=None)) == STALL


def test_the_stalls_sheet_comes_down_after_its_market_and_hangs_in_no_later_week() -> None:
    def planned(week: str, hung: tuple[str, ...] = ()) -> tuple[list[str], list[date]]:
        plan = plan_week((STALL,), TOWNSHIP, Week.parse(week), signed=(STALL.item_id,), hung=hung)
        return [one.item_id for one in plan.hang], [one.day for one in plan.take_down]

    assert planned("2026-W48") == ([STALL.item_id], [date(2026, 11, 25)])
    assert planned("2026-W49") == ([], [])
