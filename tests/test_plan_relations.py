"""What one item does to another: each row is a case somebody met, and any graph holds."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.model.finding import Severity
from kit.model.item import Kind, Status
from kit.plan.links import Node, Relation
from kit.plan.relation_faults import faults_of
from kit.plan.relations import State, resolve
from kit.plan.week import Week

if TYPE_CHECKING:
    from random import Random

WEEK = Week.parse("2026-W48")
"""23 to 29 November."""
R, C, D, P, I = Relation  # noqa: E741 - one letter each keeps the table readable


def day(number: int) -> date:
    return date(2026, 11, number)


def node(name: str, publish: int = 2, **more: Any) -> Node:
    return Node(item_id=name, publish=day(publish), **{"kind": Kind.NOTICE, **more})


def repeal(name: str, of: str, publish: int = 24, **more: Any) -> Node:
    return node(name, publish, kind=Kind.REPEAL, links=((R, of),), **more)


def alert(name: str, hour: int, *of: str) -> Node:
    sent = datetime(2026, 11, 2, hour).astimezone()
    return node(name, kind=Kind.EMERGENCY, sent=sent, links=tuple((C, one) for one in of))


A = node("A")
OURS = node("A", doc_no="永大政〔2026〕69号")
ASKED = node("A", kind=Kind.PREVIEW)
DECIDED = node("B", 9, kind=Kind.DECISION)

ROWS: dict[str, tuple[list[Node], str]] = {
    "nothing said": ([A], "有效"),
    "a signed repeal": ([A, repeal("B", "A")], "已废止 有效"),
    "an unsigned repeal ends nothing": ([A, repeal("B", "A", signed=False)], "有效 没签完"),
    "a repeal that holds from this Thursday": (
        [A, repeal("B", "A", effective=day(26))],
        "已废止 有效",
    ),
    "a repeal that holds from next week": ([A, repeal("B", "A", effective=day(30))], "有效 有效"),
    "an expired repeal has still repealed": (
        [A, repeal("B", "A", 3, expire=day(10))],
        "已废止 已过期",
    ),
    "a repeal of a repeal brings the first back": (
        [A, repeal("B", "A", 3), repeal("E", "B", 5)],
        "有效 已废止 有效",
    ),
    "also where the second is dated before the first": (
        [A, repeal("B", "A", 5), repeal("E", "B", 3)],
        "有效 已废止 有效",
    ),
    "an unsigned repeal of a repeal does not": (
        [A, repeal("B", "A", 3), repeal("E", "B", 5, signed=False)],
        "已废止 有效 没签完",
    ),
    "three repeals in a row": (
        [A, repeal("B", "A", 3), repeal("E", "B", 5), repeal("F", "E", 7)],
        "已废止 有效 已废止 有效",
    ),
    "a chain of replacements brings nothing back": (
        [A, node("B", 3, links=((R, "A"),)), node("E", 5, links=((R, "B"),))],
        "已被替代 已被替代 有效",
    ),
    "a repealed replacement leaves the replaced one down": (
        [A, node("B", 3, links=((R, "A"),)), repeal("E", "B", 5)],
        "已被替代 已废止 有效",
    ),
    "by document number": ([OURS, repeal("B", OURS.doc_no)], "已废止 有效"),
    "by the end of its number": ([node("DX-2026-004"), repeal("B", "4")], "已废止 有效"),
    "a paper that never was in the workspace": (
        [node("B", links=((R, "旧政〔1998〕1号"),))],
        "有效",
    ),
    "an all-clear": ([alert("A", 9), alert("B", 18, "A")], "已解除 有效"),
    "a decision ends the consultation": (
        [ASKED, node("B", 9, kind=Kind.DECISION, links=((D, "A"),))],
        "已决定 有效",
    ),
    "the same, told by the consultation": (
        [node("A", kind=Kind.PREVIEW, links=((P, "B"),)), DECIDED],
        "已决定 有效",
    ),
    "a decision yet unwritten": ([node("A", kind=Kind.PREVIEW, links=((P, "路灯"),))], "有效"),
    "an explanation ends nothing": ([A, node("B", 9, links=((I, "A"),))], "有效 有效"),
    "a withdrawn ender has ended nothing": (
        [A, repeal("B", "A", 3, status=Status.WITHDRAWN)],
        "有效 已撤回",
    ),
    "an ender whose file is gone, too": ([A, repeal("B", "A", 3, gone=day(24))], "有效 已撤回"),
    "a file that is gone": ([node("A", gone=day(24))], "已撤回"),
    "two replace one": (
        [A, node("B", 3, links=((R, "A"),)), node("E", 9, links=((R, "A"),))],
        "已被替代 有效 有效",
    ),
    "not yet": ([node("A", 30)], "还没到"),
    "over": ([node("A", expire=day(22))], "已过期"),
    "over in the middle of the week": ([node("A", expire=day(25))], "有效"),
    "changed and not signed again": ([node("A", signed=False)], "没签完"),
    "ended by hand": ([node("A", status=Status.REPEALED)], "已废止"),
    "lapsed by hand, not signed yet": ([node("A", status=Status.LAPSED, signed=False)], "已失效"),
    "amended": ([node("A", status=Status.AMENDED)], "已修改"),
}

WRONG: dict[str, tuple[list[Node], str, int]] = {
    "itself": ([repeal("A", "A")], "自己", 1),
    "nobody": ([repeal("A", "DX-2026-999")], "没有编号", 1),
    "a number that is not whole": ([repeal("A", "999")], "没有编号", 1),
    "two that end each other": ([repeal("A", "B", 3), repeal("B", "A", 4)], "互相停用", 2),
    "a circle of three": (
        [repeal("A", "B"), repeal("B", "E"), repeal("E", "A")],
        "转一圈",
        3,
    ),
    "an all-clear before its alert": ([alert("A", 9), alert("B", 8, "A")], "比预警", 1),
    "an all-clear of what is no alert": ([A, alert("B", 9, "A")], "不是应急预警", 1),
    "an all-clear of nobody": ([alert("B", 9, "火险")], "没有编号", 1),
    "a decision on what nobody asked": (
        [A, node("B", kind=Kind.DECISION, links=((D, "A"),))],
        "不是预公开",
        1,
    ),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_a_relation_does(row: tuple[list[Node], str]) -> None:
    nodes, states = row

    effects = resolve(nodes, WEEK)

    assert [effects[one.item_id].state for one in nodes] == states.split()
    assert not [fault for fault in faults_of(nodes) if fault.severity is Severity.STOP]


@pytest.mark.parametrize("row", WRONG.values(), ids=WRONG)
def test_a_relation_that_cannot_hold_is_told_and_ends_nothing(
    row: tuple[list[Node], str, int],
) -> None:
    nodes, told, count = row

    faults = faults_of(nodes)

    assert [told in fault.message for fault in faults] == [True] * count
    assert all(fault.remedy for fault in faults)
    assert {effect.state for effect in resolve(nodes, WEEK).values()} == {State.IN_FORCE}


def test_who_repeals_a_repeal_is_told_what_comes_back() -> None:
    (told,) = faults_of([A, repeal("B", "A", 3), repeal("E", "B", 5)])

    assert (told.item_id, told.severity) == ("E", Severity.WARN)
    assert "A 会重新贴出" in told.message


def test_the_newest_word_stands_as_the_cause_with_its_day() -> None:
    effect = resolve([A, node("B", 3, links=((R, "A"),)), node("E", 9, links=((R, "A"),))], WEEK)[
        "A"
    ]

    assert (effect.by, effect.since, effect.down_from) == ("E", day(9), day(9))


def test_what_came_down_by_its_day_does_not_come_down_again() -> None:
    effect = resolve([node("A", expire=day(10)), repeal("B", "A")], WEEK)["A"]

    assert (effect.state, effect.since, effect.down_from) == (State.REPEALED, day(24), day(11))


@pytest.mark.parametrize(
    ("one", "bare"),
    [
        (node("A", kind=Kind.PENALTY, status=Status.REPEALED), True),
        (node("A", kind=Kind.PENALTY, expire=day(9)), False),
        (node("A", status=Status.WITHDRAWN), True),
        (node("A", status=Status.REPEALED), False),
        (node("A", gone=day(24)), True),
    ],
)
def test_a_withdrawn_penalty_leaves_no_text(one: Node, bare: bool) -> None:
    assert resolve([one], WEEK)["A"].bare is bare


@st.composite
def townships(draw: st.DrawFn) -> list[Node]:
    names = [f"N{n}" for n in range(draw(st.integers(1, 7)))]
    targets = st.sampled_from([*names, "没有"])
    relations = st.sampled_from(list(Relation))
    return [
        node(
            name,
            draw(st.integers(1, 30)),
            kind=draw(
                st.sampled_from(
                    [Kind.NOTICE, Kind.REPEAL, Kind.EMERGENCY, Kind.PREVIEW, Kind.DECISION]
                )
            ),
            signed=draw(st.booleans()),
            status=draw(st.sampled_from([Status.VALID, Status.VALID, Status.REPEALED])),
            links=tuple(draw(st.lists(st.tuples(relations, targets), max_size=2))),
        )
        for name in names
    ]


@given(townships(), st.randoms())
def test_in_any_graph_only_what_is_signed_ends_another_and_order_decides_nothing(
    nodes: list[Node], random: Random
) -> None:
    effects = resolve(nodes, WEEK)
    shuffled = random.sample(nodes, len(nodes))
    by_id = {one.item_id: one for one in nodes}

    assert resolve(shuffled, WEEK) == effects
    for effect in effects.values():
        assert not (effect.by and effect.may_hang)
        if effect.by:
            ender = by_id[effect.by]
            assert ender.signed
            assert ender.status is Status.VALID
            assert effect.since == ender.since <= WEEK.sunday


def test_a_chain_longer_than_the_stack_is_deep_is_resolved() -> None:
    chain = [A, *(repeal(f"B{n}", f"B{n - 1}" if n else "A") for n in range(3000))]

    assert resolve(chain, WEEK)["A"].state is State.IN_FORCE
