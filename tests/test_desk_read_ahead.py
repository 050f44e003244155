"""The first page is there before the week is read, and leads on to it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from kit.desk.read_ahead import is_reading, read_ahead
from kit.errors import SourceError
from kit.office import kept_week
from kit.office.kept_week import week_work
from tests.desks import NOW, TOKEN, open_test_desk

if TYPE_CHECKING:
    from pathlib import Path


class Reading:
    """Stands in for what reads the week: takes as long as the test likes."""

    def __init__(self, error: Exception | None = None) -> None:
        self.may_end = threading.Event()
        self.ended = threading.Event()
        self.error = error

    def __call__(self, *_: object) -> None:
        self.may_end.wait(30)
        self.ended.set()
        if self.error:
            raise self.error


def until_read() -> None:
    for _ in range(3000):
        if not is_reading():
            return
        threading.Event().wait(0.01)
    pytest.fail("the week is still being read")


def test_while_the_week_is_read_the_first_page_says_so_and_leads_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, reading = open_test_desk(tmp_path / "w"), Reading()
    monkeypatch.setattr(kept_week, "week_work", reading)
    read_ahead(desk.place)

    browser = desk.browser()
    seen = browser.get(f"/open/{TOKEN}/")
    reading.may_end.set()
    until_read()

    assert seen.status_code == 200
    assert '<meta http-equiv="refresh" content="0; url=/">' in seen.content.decode()
    assert browser.get("/settings/").status_code == 200, "it let the clerk in"
    assert desk.browser().get(f"/open/{TOKEN}/").headers["Location"] == "/"


@pytest.mark.parametrize("error", [SourceError("读不了。", "请看。"), ZeroDivisionError()])
def test_what_cannot_be_read_is_left_to_the_page_that_asks(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, reading = open_test_desk(tmp_path / "w"), Reading(error)
    monkeypatch.setattr(kept_week, "week_work", reading)
    reading.may_end.set()

    read_ahead(desk.place)
    until_read()

    assert reading.ended.is_set()
    assert desk.browser().get(f"/open/{TOKEN}/").status_code == 302


def test_two_who_ask_for_the_week_at_once_share_one_reading(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings: list[Any] = []
    both_ask = threading.Barrier(2)

    def read(*_: object) -> object:
        readings.append(object())
        threading.Event().wait(0.05)
        return readings[-1]

    def ask() -> None:
        both_ask.wait()
        found.append(week_work(example, "2026-W48", lambda: NOW))

    found: list[Any] = []
    monkeypatch.setattr(kept_week, "_kept", {})
    monkeypatch.setattr(kept_week, "look_at_any_week", read)
    threads = [threading.Thread(target=ask) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert found == readings * 2
