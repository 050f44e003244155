"""What a maker drew last is there for the look that comes after, and for nobody else."""

from __future__ import annotations

import threading

from kit.edition.make.sheet import last_kept


def test_the_same_order_is_made_once_and_an_equal_one_anew() -> None:
    made: list[list[str]] = []

    @last_kept
    def drawn(order: list[str]) -> str:
        made.append(order)
        return order[0]

    first, equal = ["poster"], ["poster"]

    assert [drawn(first), drawn(first), drawn(equal), drawn(first)] == ["poster"] * 4
    assert len(made) == 3


def test_whoever_is_overtaken_by_another_thread_still_gets_his_own() -> None:
    begun, overtaken = threading.Event(), threading.Event()

    @last_kept
    def drawn(order: list[str]) -> str:
        if order == ["slow"]:
            begun.set()
            assert overtaken.wait(5)
        return order[0]

    found: list[str] = []
    slow = threading.Thread(target=lambda: found.append(drawn(["slow"])))
    slow.start()
    assert begun.wait(5)
    found.append(drawn(["quick"]))
    overtaken.set()
    slow.join()

    assert found == ["quick", "slow"]
