"""Workers: they do what they are given, survive each other, and end with their parent."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kit.edition.pool import ALONE, Team
from kit.edition.ready import load_makers
from kit.errors import StorageError

GONE_WITHIN_S = 5.0

PARENT = """
import sys, time
from tests.test_edition_pool import process_id, stay_busy
from kit.edition.pool import Team, open_executor

if __name__ == "__main__" and sys.argv[1] == "begun":
    with Team(2):
        print("begun", flush=True)
        time.sleep(60)
elif __name__ == "__main__":
    with open_executor(2) as pool:
        ids = {future.result() for future in [pool.submit(process_id, 0.3) for _ in range(4)]}
        print(*ids, flush=True)
        if sys.argv[1] == "busy":
            futures = [pool.submit(stay_busy, 60.0) for _ in range(2)]
        time.sleep(60)
"""


def process_id(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def stay_busy(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def what_is_loaded(seconds: float) -> tuple[int, bool]:
    time.sleep(seconds)
    return os.getpid(), "kit.edition.make.channel_sheets" in sys.modules


def double(number: int) -> int:
    return 2 * number


def die_the_first_time(marker: Path) -> str:
    if not marker.exists():
        marker.touch()
        time.sleep(0.5)  # the other order is done by then
        os._exit(1)
    return "made"


def die(_number: int) -> None:
    os._exit(1)


@pytest.mark.parametrize("workers", [1, 2])
def test_every_order_comes_back_with_its_result(workers: int) -> None:
    with Team(workers) as team:
        assert dict(team.run_all(double, [1, 2, 3])) == {1: 2, 2: 4, 3: 6}


def test_what_a_single_worker_did_is_told_before_the_next_begins() -> None:
    begun: list[int] = []

    for order, _ in ALONE.run_all(begun.append, [1, 2, 3]):
        assert begun[-1] == order
        if order == 2:
            break

    assert begun == [1, 2]


def test_what_a_dying_worker_left_is_done_by_another(tmp_path: Path) -> None:
    orders = [tmp_path / "a", tmp_path / "b"]
    orders[0].touch()

    with Team(2) as team:
        assert dict(team.run_all(die_the_first_time, orders)) == dict.fromkeys(orders, "made")
        assert dict(team.run_all(double, [4])) == {4: 8}


def test_a_worker_that_dies_while_nobody_asks_anything_costs_nothing() -> None:
    with Team(2) as team:
        first = {one for _, one in team.run_all(process_id, [0.1, 0.2])}
        for process in first:
            os.kill(process, signal.SIGKILL)
        until = time.monotonic() + GONE_WITHIN_S
        while any(one.is_alive() for one in multiprocessing.active_children()):
            assert time.monotonic() < until
            time.sleep(0.01)

        assert dict(team.run_all(double, [4, 5])) == {4: 8, 5: 10}


def test_workers_that_keep_dying_are_told_in_a_sentence() -> None:
    with Team(2) as team, pytest.raises(StorageError, match="2 项做不完"):
        list(team.run_all(die, [1, 2]))


def test_the_same_workers_do_every_round_and_are_ready_before_the_first() -> None:
    with Team(2, load_makers) as team:
        first = [one for _, one in team.run_all(what_is_loaded, [0.1, 0.2])]
        second = [one for _, one in team.run_all(what_is_loaded, [0.1, 0.2])]

    assert len({process for process, _ in (*first, *second)}) <= 2
    assert all(loaded for _, loaded in (*first, *second))


def test_workers_that_were_never_asked_end_with_their_team() -> None:
    before = {*multiprocessing.active_children()}
    with Team(2):
        begun = {*multiprocessing.active_children()} - before
        assert len(begun) == 2

    assert not any(one.is_alive() for one in begun)


@pytest.mark.parametrize("load", ["idle", "busy", "begun"])
def test_no_worker_outlives_a_killed_parent(tmp_path: Path, root: Path, load: str) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, "utf-8")
    parent = subprocess.Popen(
        [sys.executable, str(script), load],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert parent.stdout is not None
    assert parent.stdout.readline().split()
    parent.kill()

    # The workers hold the other end of this pipe: it ends when the last of them has gone.
    assert not parent.communicate(timeout=GONE_WITHIN_S)[0]
