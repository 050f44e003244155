"""What comes down is told once, with a day on which somebody can still go."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.model.item import Item, Kind, Status
from kit.plan.links import Relation
from kit.plan.plan import plan_week
from kit.plan.relations import State
from kit.plan.take_down import Posted, TakeDown
from kit.plan.week import Week
from tests.notices import TOWNSHIP, notice

WEEK = Week.parse("2026-W48")
"""23 to 29 November."""
ID = "DX-2026-004"


def day(number: int) -> date:
    return date(2026, 11, number)


def told(
    *items: Item, today: int = 23, signed: bool = True, week: Week = WEEK, **posted: Any
) -> list[TakeDown]:
    before = {ID: Posted(item_id=ID, title="交医保", **posted)} if posted else {}
    ids = {item.item_id for item in items} if signed else set()
    plan = plan_week(
        items,
        TOWNSHIP,
        week,
        signed=ids,
        posted=before,
        today=date(2026, 11, 1) + timedelta(today - 1),
    )
    return list(plan.take_down)


def item(**changes: Any) -> Item:
    return notice(item_id=ID, **changes)


def until(last: int) -> Item:
    one = item()
    return item(dates=one.dates.__class__(formed=day(1), publish=day(2), expire=day(last)))


@pytest.mark.parametrize(
    ("last", "today", "by"),
    [
        (25, 23, 26),  # the day after its last
        (25, 27, 27),  # the list is made on Friday: Thursday is past
        (22, 23, 23),
        (29, 23, None),  # next Monday's list has it
        (20, 23, None),  # last week's list had it
    ],
)
def test_what_ends_by_its_date_comes_down_the_day_after(
    last: int, today: int, by: int | None
) -> None:
    assert [one.day.day for one in told(until(last), today=today)] == ([by] if by else [])


@given(last=st.integers(1, 30), today=st.integers(1, 30))
def test_nothing_is_put_up_and_taken_down_on_the_same_day(last: int, today: int) -> None:
    plan = plan_week([until(last)], TOWNSHIP, WEEK, signed={ID}, today=day(today))

    made = WEEK.left_from(day(today))
    assert bool(plan.hang) is (last >= made.day)
    assert not plan.hang or all(one.day > made for one in plan.take_down if today <= 29)


def test_what_was_over_yesterday_is_over_and_a_past_week_holds_what_it_held() -> None:
    def state(today: int) -> State:
        week = plan_week([until(25)], TOWNSHIP, WEEK, signed={ID}, today=day(today))
        return week.effects[ID].state

    assert [state(25), state(26), state(30)] == [State.IN_FORCE, State.EXPIRED, State.IN_FORCE]


def test_what_no_list_has_told_yet_is_told_although_its_day_is_past() -> None:
    (entry,) = told(until(15), hangs=True)

    assert (entry.day, entry.reason) == (day(23), "到期")


def test_what_an_earlier_week_told_is_not_told_again() -> None:
    assert not told(until(15), hangs=False)


@pytest.mark.parametrize("status", [Status.REPEALED, Status.LAPSED, Status.WITHDRAWN])
@pytest.mark.parametrize("signed", [True, False])
def test_what_is_ended_by_hand_is_told_in_the_first_week_only(status: Status, signed: bool) -> None:
    (entry,) = told(item(status=status), today=25, signed=signed, hangs=True)

    assert (entry.day, entry.reason) == (day(25), f"已{status}")
    assert not told(item(status=status), today=25, signed=signed, hangs=False)


def test_the_second_list_of_a_week_keeps_the_day_of_the_first() -> None:
    (entry,) = told(item(status=Status.REPEALED), today=27, hangs=False, told=day(25))

    assert entry.day == day(25)


def test_what_was_changed_and_not_signed_comes_down_as_it_hangs() -> None:
    (entry,) = told(
        item(title="新标题", villages=("样例一村",)), signed=False, changed=True, hangs=True
    )

    assert (entry.title, entry.reason) == ("交医保", "改过，还没签完")
    assert not told(item(), signed=True, hangs=True)


def test_what_a_signer_sent_back_comes_down_though_its_words_are_the_same() -> None:
    (entry,) = told(item(), signed=False, sent_back=True, hangs=True)

    assert (entry.item_id, entry.reason) == (ID, "审核退回了")
    assert not told(item(), signed=False, sent_back=True, hangs=False)


def test_a_file_that_is_gone_is_told_with_the_title_that_hangs() -> None:
    (entry,) = told(today=26, gone=day(26), hangs=True)

    assert (entry.title, entry.day, entry.reason) == ("交医保", day(26), "已撤回")
    assert entry.boards == TOWNSHIP.boards
    assert not told(today=26, gone=day(20), hangs=False)


def test_the_list_of_a_week_that_is_past_stays_inside_it() -> None:
    (entry,) = told(item(status=Status.REPEALED), today=30, hangs=True)

    assert entry.day == WEEK.sunday


@given(
    st.integers(2, 40), st.integers(16, 36), st.booleans(), st.sampled_from(Status), st.booleans()
)
def test_no_list_names_a_day_outside_its_week_or_before_its_making(
    last: int, today: int, hangs: bool, status: Status, signed: bool
) -> None:
    one = item(status=status)
    expire = date(2026, 11, 1) + timedelta(last)
    one = item(
        status=status, dates=one.dates.__class__(formed=day(1), publish=day(2), expire=expire)
    )

    for entry in told(one, today=today, signed=signed, hangs=hangs):
        assert WEEK.monday <= entry.day <= WEEK.sunday
        assert entry.day >= min(date(2026, 11, 1) + timedelta(today - 1), WEEK.sunday)


def test_a_repeal_that_is_being_changed_goes_on_speaking_as_it_was_published() -> None:
    repeal = notice(item_id="DX-2026-013", kind=Kind.REPEAL, replaces=("DX-2026-999",))
    before = Posted(
        item_id="DX-2026-013",
        title="停用",
        changed=True,
        links=((Relation.REPLACES, ID),),
        since=day(20),
    )

    plan = plan_week((item(), repeal), TOWNSHIP, WEEK, signed={ID}, posted={"DX-2026-013": before})

    assert plan.effects[ID].state is State.REPEALED
    assert not plan.hang
