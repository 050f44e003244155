"""How far a work is: the steps its child writes, and what the page says of them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from kit.desk.how_far import how_far, minutes, time_of
from kit.desk.running import Work
from kit.desk.work_steps import read_stages, stages_of

if TYPE_CHECKING:
    from pathlib import Path


def step(stage: str, done: int, total: int, at_s: float) -> dict[str, Any]:
    return {"stage": stage, "done": done, "total": total, "what": "海报", "at_s": at_s}


def round_of(stage: str, total: int, begin_s: float, each_s: float = 1.0) -> list[dict[str, Any]]:
    return [step(stage, n, total, begin_s + n * each_s) for n in range(1, total + 1)]


def work(*steps: dict[str, Any]) -> Work:
    return Work(
        name="20261123-100000-000000-build",
        kind="build",
        order={"now": "2026-11-23T10:00:00+08:00"},
        is_alive=True,
        is_stopping=False,
        stages=stages_of(steps),
        result=None,
    )


def test_rounds_of_one_stage_are_summed_and_never_go_back() -> None:
    (stage,) = stages_of([*round_of("制作", 40, 0), *round_of("制作", 5, 50)])

    assert (stage.done, stage.total) == (45, 45)


@given(st.lists(st.integers(1, 30), min_size=1, max_size=4))
def test_the_count_of_done_steps_only_grows(rounds: list[int]) -> None:
    steps: list[dict[str, Any]] = []
    for number, total in enumerate(rounds):
        steps += round_of("制作", total, 100.0 * number)
    counts = [stages_of(steps[: n + 1])[0].done for n in range(len(steps))]

    assert counts == list(range(1, sum(rounds) + 1))


def test_a_line_that_was_torn_when_the_machine_went_down_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "steps.jsonl"
    lines = [json.dumps(one) for one in round_of("朗读", 3, 0)]
    path.write_text("\n".join([*lines, "[]", lines[0][:20]]), "utf-8")

    assert read_stages(path)[0].done == 3
    assert read_stages(tmp_path / "none") == ()


def test_a_work_that_has_just_begun_promises_nothing() -> None:
    far = how_far(work(), ())

    assert (far.left, far.total) == ("刚开始", 0)
    assert [row.state for row in far.rows] == ["now", "", "", ""]


def test_the_time_left_counts_what_is_ahead_as_it_was_last_time() -> None:
    now = work(*round_of("朗读", 61, 0, 2.0)[:31])
    before = replace(now, stages=stages_of(round_of("制作", 61, 0, 2.0)))

    assert how_far(now, ()).left == "念完广播稿还要约 1 分钟"
    assert how_far(now, (before,)).left == "还要约 3 分钟"
    assert how_far(now, ()).counted == "念了 31 段，一共 61 段"


def test_where_nothing_new_is_spoken_the_stage_is_passed() -> None:
    rows = how_far(work(*round_of("制作", 8, 0)[:6]), ()).rows

    assert [(row.state, row.count) for row in rows[:3]] == [
        ("past", ""),
        ("past", "没有新的"),
        ("now", "6 / 8 样"),
    ]


def test_at_the_end_it_looks_through_what_it_made() -> None:
    far = how_far(work(*round_of("朗读", 3, 0), *round_of("制作", 8, 9)), ())

    assert (far.left, far.rows[-1].state) == ("快好了", "now")


def test_who_stopped_it_is_told_so_at_once() -> None:
    assert how_far(replace(work(), is_stopping=True), ()).left == "正在停下"


def test_times_are_said_as_one_says_them() -> None:
    assert [minutes(s) for s in (5, 29, 31, 240)] == [
        "不到 1 分钟",
        "不到 1 分钟",
        "约 1 分钟",
        "约 4 分钟",
    ]
    assert time_of(work(*round_of("朗读", 3, 0))) == 3.0
    assert time_of(work()) is None
