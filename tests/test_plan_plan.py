from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING

import pytest

from kit.model.item import Channel, Item, Kind, Status
from kit.plan.plan import WeekPlan, plan_week
from kit.plan.week import Week
from kit.source.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from kit.plan.programmes import Programme

WEEK = Week.parse("2026-W48")


@pytest.fixture(scope="module")
def workspace(example: Path) -> Workspace:
    return open_workspace(example)


def planned(workspace: Workspace, week: Week = WEEK) -> WeekPlan:
    signed = {item.item_id for item in workspace.items}
    return plan_week(workspace.items, workspace.township, week, signed=signed)


def changed(workspace: Workspace, item_id: str, **changes: object) -> Workspace:
    items = tuple(
        replace(item, **changes) if item.item_id == item_id else item  # type: ignore[arg-type]  # tests name fields freely
        for item in workspace.items
    )
    return replace(workspace, items=items)


def item_of(workspace: Workspace, item_id: str) -> Item:
    return next(item for item in workspace.items if item.item_id == item_id)


def test_twelve_of_the_thirteen_example_items_are_due_in_week_48(workspace: Workspace) -> None:
    due = planned(workspace).due

    assert sorted(due) == [
        "DX-2021-001", "DX-2026-001", "DX-2026-002", "DX-2026-004", "DX-2026-005", "DX-2026-006",
        "DX-2026-007", "DX-2026-008", "DX-2026-009", "DX-2026-010", "DX-2026-011", "DX-2026-012",
    ]  # fmt: skip
    assert "DX-2026-003" not in due  # it is for next June


def test_the_alert_comes_first_and_then_the_nearest_deadline(workspace: Workspace) -> None:
    due = planned(workspace).due

    assert due[:3] == ("DX-2026-008", "DX-2026-011", "DX-2026-010")


def test_an_alert_has_a_programme_of_its_own_until_it_ends(workspace: Workspace) -> None:
    alert = planned(workspace).programmes[0]

    assert (alert.item_ids, alert.slot) == (("DX-2026-008",), None)
    assert (alert.first, alert.last) == (date(2026, 11, 23), date(2026, 11, 26))


def test_no_slot_plays_more_items_than_it_may_and_none_twice(workspace: Workspace) -> None:
    weekly = [one for one in planned(workspace).programmes if one.slot is not None]
    assert weekly
    for programme in weekly:
        assert programme.slot is not None
        assert len(programme.item_ids) <= programme.slot.most_items
        assert len(set(programme.item_ids)) == len(programme.item_ids)


def test_every_broadcast_item_is_heard_or_named_as_left_out(workspace: Workspace) -> None:
    plan = planned(workspace)
    spoken = {
        item.item_id
        for item in workspace.items
        if Channel.LOUDSPEAKER in item.channels and item.item_id in plan.due
    }

    heard = {item_id for programme in plan.programmes for item_id in programme.item_ids}

    assert heard | {one.item_id for one in plan.unheard} == spoken


def test_items_that_find_no_slot_are_named(workspace: Workspace) -> None:
    township = replace(workspace.township, slots=workspace.township.slots[:1])

    plan = planned(replace(workspace, township=township))

    assert not plan.unheard  # three days hold what one does not
    few = replace(township.slots[0], most_items=1)
    plan = planned(replace(workspace, township=replace(township, slots=(few,))))
    assert {one.item_id for one in plan.unheard} == {"DX-2026-004", "DX-2026-005"}
    assert all("最多 1 条、4 分钟" in one.reason for one in plan.unheard)


def test_a_slot_takes_no_more_than_its_minutes_hold(workspace: Workspace) -> None:
    signed = {item.item_id for item in workspace.items}
    seconds = dict.fromkeys(signed, 90.0)

    plan = plan_week(workspace.items, workspace.township, WEEK, signed=signed, seconds=seconds)

    weekly = [programme for programme in plan.programmes if programme.slot is not None]
    assert {len(programme.item_ids) for programme in weekly} == {2}
    assert not plan.unheard


def test_an_item_longer_than_the_slot_is_still_heard(workspace: Workspace) -> None:
    signed = {item.item_id for item in workspace.items}
    seconds = dict.fromkeys(signed, 400.0)

    plan = plan_week(workspace.items, workspace.township, WEEK, signed=signed, seconds=seconds)

    weekly = [programme for programme in plan.programmes if programme.slot is not None]
    assert [len(programme.item_ids) for programme in weekly] == [1] * 9 * 2  # two sticks
    assert len(plan.unheard) == 2


def aired(plan: WeekPlan) -> list[str]:
    """Return the routine items in the order in which they are first heard."""
    ids = [i for one in plan.programmes if one.slot is not None for i in one.item_ids]
    return list(dict.fromkeys(ids))


def everywhere(workspace: Workspace) -> Workspace:
    """Return the workspace with every item for all villages."""
    return replace(workspace, items=tuple(replace(i, villages=()) for i in workspace.items))


def test_what_comes_from_above_is_heard_first_and_then_the_nearest_last_day(
    workspace: Workspace,
) -> None:
    one = everywhere(workspace)
    last_days = {
        "DX-2026-004": date(2026, 12, 6),  # seven days after the Sunday
        "DX-2026-005": date(2026, 11, 29),  # the Sunday
        "DX-2026-001": date(2026, 12, 1),  # two days after it
        "DX-2026-010": date(2026, 12, 7),  # not soon
        "DX-2026-012": None,
    }
    one = changed(one, "DX-2026-012", when="工作日", plain=())
    for item_id, last in last_days.items():
        one = changed(one, item_id, deadline=last)

    assert aired(planned(one)) == [
        "DX-2026-009",  # the county's, passed on
        "DX-2026-005", "DX-2026-001", "DX-2026-004", "DX-2026-010", "DX-2026-012",
    ]  # fmt: skip


def test_of_what_is_not_soon_the_newest_is_heard_first(workspace: Workspace) -> None:
    one = changed(everywhere(workspace), "DX-2026-004", deadline=date(2026, 12, 8))
    dates = replace(item_of(one, "DX-2026-012").dates, publish=date(2026, 11, 23))
    one = changed(one, "DX-2026-012", dates=dates, deadline=None, when="工作日")
    older = replace(item_of(one, "DX-2026-004").dates, publish=date(2026, 11, 1))
    order = aired(planned(changed(one, "DX-2026-004", dates=older)))

    assert order.index("DX-2026-012") < order.index("DX-2026-004")


def test_an_alert_from_above_goes_before_any_other_alert(workspace: Workspace) -> None:
    alert = item_of(workspace, "DX-2026-008")
    own = replace(alert, item_id="DX-2026-000", issuer="大溪乡人民政府")

    plan = planned(replace(workspace, items=(own, *workspace.items)))

    assert [p.item_ids for p in plan.programmes[:2]] == [("DX-2026-008",), ("DX-2026-000",)]


def test_a_village_hears_its_own_items_and_the_others_do_not(workspace: Workspace) -> None:
    plan = planned(workspace)

    with_it = [p for p in plan.programmes if "DX-2026-009" in p.item_ids]
    rest = [p for p in plan.programmes if p.slot is not None and p not in with_it]
    assert {p.villages for p in with_it} == {("样例一村",)}
    assert {p.stick for p in plan.programmes if p.slot} == {
        "样例一村",
        "样例二村、样例三村、样例四村",
    }
    assert any(p.villages == ("样例二村", "样例三村", "样例四村") for p in rest)


@pytest.mark.parametrize("hours", [(7,), (7, 18), (7, 12, 18), (7, 10, 12, 18)])
def test_whoever_hears_one_slot_hears_all_within_three_days(
    workspace: Workspace, hours: tuple[int, ...]
) -> None:
    slots = tuple(
        replace(workspace.township.slots[0], name=f"{hour}点", at=time(hour)) for hour in hours
    )
    plan = planned(replace(workspace, township=replace(workspace.township, slots=slots)))
    weekly = [one for one in plan.programmes if one.slot]
    for village in workspace.township.villages:
        mine = [one for one in weekly if not one.villages or village in one.villages]
        everything = {item_id for one in mine for item_id in one.item_ids}
        for slot in slots:
            for start in range(5):
                days = WEEK.days[start : start + 3]
                heard = [
                    one for one in mine if one.slot == slot and any(map(one.is_played_on, days))
                ]
                assert {item_id for one in heard for item_id in one.item_ids} == everything


def test_every_slot_plays_one_programme_a_day_and_neighbours_begin_with_others(
    workspace: Workspace,
) -> None:
    weekly = [one for one in planned(everywhere(workspace)).programmes if one.slot]

    for day in WEEK.days:
        today = [one for one in weekly if one.is_played_on(day)]
        assert [one.name for one in sorted(today, key=at)] == ["早上", "中午", "傍晚"]
        assert len({one.item_ids for one in today}) > 1
    monday = min((one for one in weekly if one.is_played_on(WEEK.monday)), key=at)
    assert "DX-2026-009" in monday.item_ids  # what comes from above, and what ends first


def at(programme: Programme) -> time:
    assert programme.slot is not None
    return programme.slot.at


def test_where_all_concerns_all_there_is_one_stick(workspace: Workspace) -> None:
    weekly = [p for p in planned(everywhere(workspace)).programmes if p.slot is not None]

    assert {p.slot.name for p in weekly if p.slot} == {"早上", "中午", "傍晚"}
    assert {(p.villages, p.stick) for p in weekly} == {((), "")}


def test_a_village_without_a_slot_is_told_what_it_does_not_hear(workspace: Workspace) -> None:
    slots = tuple(replace(slot, villages=("样例一村",)) for slot in workspace.township.slots)

    plan = planned(replace(workspace, township=replace(workspace.township, slots=slots)))

    unheard = {one.item_id: one for one in plan.unheard}
    assert unheard["DX-2026-004"].villages == ("样例二村", "样例三村", "样例四村")
    assert "没有给这些村的广播时段" in unheard["DX-2026-004"].reason
    assert "DX-2026-009" not in unheard


def test_a_stick_for_many_villages_names_the_first_and_their_number(workspace: Workspace) -> None:
    villages = tuple(f"第{number}村" for number in range(1, 13))
    township = replace(workspace.township, villages=villages)
    one = changed(everywhere(workspace), "DX-2026-009", villages=("第1村",))

    plan = planned(replace(one, township=township))

    assert {p.stick for p in plan.programmes if p.slot} == {"第1村", "第2村等11村"}


def test_what_ends_in_mid_week_is_not_on_the_weekly_stick(workspace: Workspace) -> None:
    dates = replace(item_of(workspace, "DX-2026-010").dates, expire=date(2026, 11, 25))

    plan = planned(changed(workspace, "DX-2026-010", dates=dates))

    alone = [p for p in plan.programmes if "DX-2026-010" in p.item_ids]
    assert [(p.slot, p.last) for p in alone] == [(None, date(2026, 11, 25))]


def test_nobody_is_asked_on_air_for_what_is_over_while_its_poster_still_hangs(
    workspace: Workspace,
) -> None:
    item = item_of(workspace, "DX-2026-010")
    assert item.dates.expire
    assert item.dates.expire > date(2026, 11, 29)

    plan = planned(changed(workspace, item.item_id, deadline=date(2026, 11, 24)))

    heard = [p for p in plan.programmes if item.item_id in p.item_ids]
    assert [p.last for p in heard] == [date(2026, 11, 24)]


def test_a_poster_hangs_on_the_boards_of_its_own_villages_only(workspace: Workspace) -> None:
    hanging = {entry.item_id: entry for entry in planned(workspace).hang}

    assert [board.village for board in hanging["DX-2026-011"].boards] == ["样例一村"]
    assert len(hanging["DX-2026-004"].boards) == len(workspace.township.boards)


def test_only_what_an_earlier_week_put_up_is_not_new(workspace: Workspace) -> None:
    signed = {item.item_id for item in workspace.items}

    plan = plan_week(workspace.items, workspace.township, WEEK, signed=signed, hung={"DX-2026-007"})

    hanging = {entry.item_id: entry for entry in plan.hang}
    assert hanging["DX-2026-006"].new  # signed late: nobody has seen it yet
    assert not hanging["DX-2026-007"].new


def test_a_poster_comes_down_the_day_after_its_last_day(workspace: Workspace) -> None:
    taken = {entry.item_id: entry for entry in planned(workspace).take_down}

    assert taken["DX-2026-008"].day == date(2026, 11, 27)
    assert taken["DX-2026-008"].reason == "到期"


def test_a_repealed_item_is_no_longer_due(workspace: Workspace) -> None:
    plan = planned(changed(workspace, "DX-2026-004", status=Status.REPEALED))

    assert "DX-2026-004" not in plan.due
    assert "DX-2026-004" not in {entry.item_id for entry in plan.take_down}  # it never hung


def test_an_unsigned_item_neither_hangs_nor_sounds_but_is_overdue(workspace: Workspace) -> None:
    signed = {item.item_id for item in workspace.items} - {"DX-2026-004"}

    plan = plan_week(workspace.items, workspace.township, WEEK, signed=signed)

    assert "DX-2026-004" in plan.due
    assert [late.item_id for late in plan.overdue] == ["DX-2026-004"]
    assert "DX-2026-004" not in {entry.item_id for entry in plan.hang}
    assert all("DX-2026-004" not in programme.item_ids for programme in plan.programmes)


def test_the_market_handouts_are_those_of_the_market_channel(workspace: Workspace) -> None:
    plan = planned(workspace)

    handed = [item_of(workspace, item_id) for item_id in plan.hand_out]
    assert all(Channel.MARKET in item.channels for item in handed)
    assert all(item.kind is not Kind.EMERGENCY for item in handed)


def test_an_empty_week_is_a_plan_without_anything(workspace: Workspace) -> None:
    plan = planned(workspace, Week.parse("2020-W10"))

    assert (plan.due, plan.hang, plan.programmes) == ((), (), ())


def test_a_market_stall_is_announced_until_the_day_before_the_market(workspace: Workspace) -> None:
    (stall,) = (p for p in planned(workspace).programmes if "DX-2026-012" in p.item_ids)

    assert (stall.slot, stall.first, stall.last) == (None, date(2026, 11, 23), date(2026, 11, 23))
    later = planned(workspace, Week.parse("2026-W49")).programmes
    assert all("DX-2026-012" not in programme.item_ids for programme in later)


@pytest.mark.parametrize(
    ("level", "minutes"), [("红色", 10), ("橙色", 20), ("蓝色预警", 30), ("", 20)]
)
def test_an_alert_is_called_again_as_its_colour_asks(
    workspace: Workspace, level: str, minutes: int
) -> None:
    alert = item_of(workspace, "DX-2026-008")
    assert alert.emergency is not None
    one = changed(workspace, "DX-2026-008", emergency=replace(alert.emergency, level=level))

    assert planned(one).programmes[0].every_minutes == minutes


def test_the_township_may_say_how_often_an_alert_is_called(workspace: Workspace) -> None:
    township = workspace.township
    own = replace(township, broadcast=replace(township.broadcast, alert_every_minutes=5))

    assert planned(replace(workspace, township=own)).programmes[0].every_minutes == 5
