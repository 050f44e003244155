"""Long work in a child: nothing that ends a process loses a work or leaves one alive for ever."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from filelock import FileLock

from kit.desk.here import PRIVATE
from kit.desk.running import KEPT, WORKS, Work, _new_folder, cancel, look, newest, past, start
from kit.errors import RequestError
from tests.works import left_work

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOW = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills are sent as signals")
PATIENCE_S = 60.0


@pytest.fixture
def folder(tmp_path: Path, example: Path) -> Path:
    """Return a workspace without a notice, which is looked through in a second."""
    folder = tmp_path / "daxi"
    (folder / "items").mkdir(parents=True)
    shutil.copy(example / "kit.toml", folder)
    return folder


def until(holds: Callable[[], bool]) -> bool:
    begun = time.monotonic()
    while not holds() and time.monotonic() - begun < PATIENCE_S:
        time.sleep(0.05)
    return holds()


def ended(folder: Path, work: Work) -> Work:
    assert until(lambda: not look(folder, work.name).is_alive)
    return look(folder, work.name)


def child(at: Path, code: str) -> subprocess.Popen[bytes]:
    """Start a child whose work and patience are other ones."""
    text = f"import os, time\nfrom kit.desk import at_work as w\nw.WATCH_S = 0.05\n{code}\n"
    main = f"w.main({str(at.parents[3])!r}, {at.name!r})"
    return subprocess.Popen([sys.executable, "-c", text + main])


def test_a_work_runs_to_its_end_and_tells_what_came_of_it(folder: Path) -> None:
    work = start(folder, "check", {}, NOW)
    done = ended(folder, work)

    assert done.result is not None
    assert done.result["ok"] is True
    assert [one.name for one in past(folder, "check")] == [work.name]
    assert not done.broke_off


def test_of_two_that_press_at_once_one_begins_and_one_is_told(folder: Path) -> None:
    told: list[str] = []
    begun: list[Work] = []
    at_once = threading.Barrier(2)

    def press(offset: int) -> None:
        at_once.wait()
        try:
            begun.append(start(folder, "check", {}, NOW + timedelta(microseconds=offset)))
        except RequestError as error:
            told.append(error.message)

    threads = [threading.Thread(target=press, args=(n,)) for n in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert (len(begun), len(told)) == (1, 1)
    ended(folder, begun[0])


def test_two_works_of_one_moment_have_a_folder_each(tmp_path: Path) -> None:
    first, second = (_new_folder(tmp_path / WORKS, "check", NOW).name for _ in range(2))

    assert first < second


@pytest.mark.slow
def test_the_end_of_the_desk_is_not_the_end_of_its_work(folder: Path) -> None:
    code = (
        "import sys, time, pathlib, datetime\n"
        "from kit.desk.running import start\n"
        f"now = datetime.datetime.fromisoformat({NOW.isoformat()!r})\n"
        f"start(pathlib.Path({str(folder)!r}), 'check', {{}}, now)\n"
        "time.sleep(600)"
    )
    desk = subprocess.Popen([sys.executable, "-c", code])
    assert until(lambda: (one := newest(folder, "check")) is not None and one.is_alive)
    desk.send_signal(signal.SIGKILL)
    desk.wait()
    work = newest(folder, "check")

    assert work is not None
    assert (ended(folder, work).result or {}).get("ok") is True


def test_who_stops_a_work_does_not_wait_for_its_longest_step(tmp_path: Path) -> None:
    at = left_work(tmp_path, NOW)
    endless = "w.CANCEL_S = 0.3\nw.WORK_OF = {'build': lambda *a: time.sleep(600)}"
    process = child(at, endless)
    assert until(lambda: look(tmp_path, at.name).is_alive)
    cancel(tmp_path, at.name)
    assert look(tmp_path, at.name).is_stopping
    process.wait(PATIENCE_S)

    assert look(tmp_path, at.name).result == {"ok": False, "cancelled": True}


def test_a_work_in_which_nothing_moves_ends_by_itself(tmp_path: Path) -> None:
    at = left_work(tmp_path, NOW)
    child(at, "w.SILENT_S = 0.3\nw.WORK_OF = {'build': lambda *a: time.sleep(600)}").wait(60)
    result = look(tmp_path, at.name).result

    assert result is not None
    assert "没有动静" in result["message"]


def test_a_work_whose_workspace_is_gone_ends_by_itself(tmp_path: Path) -> None:
    at = left_work(tmp_path, NOW)
    process = child(at, "w.WORK_OF = {'build': lambda *a: time.sleep(600)}")
    assert until((at / "born").exists)
    (at / "order.json").unlink()

    assert process.wait(PATIENCE_S) != 0


def test_a_defect_is_told_and_written_down_without_anybodys_number(tmp_path: Path) -> None:
    at = left_work(tmp_path, NOW)
    code = (
        "def fail(*_):\n    raise ValueError('cannot read 99999919500101001X of 李某')\n"
        "w.WORK_OF = {'build': fail}"
    )
    child(at, code).wait(PATIENCE_S)
    result = look(tmp_path, at.name).result
    log = (tmp_path / "kit.log").read_text("utf-8")

    assert result is not None
    assert "软件自己出了错" in result["message"]
    assert "ValueError" in log
    assert "99999919500101001X" not in log


def test_old_works_give_way_but_the_newest_of_each_kind_stays(folder: Path) -> None:
    left_work(folder, NOW - timedelta(days=9), kind="build")
    for number in range(KEPT + 5):
        left_work(folder, NOW - timedelta(hours=number), kind="check", result={"ok": True})
    alive = left_work(folder, NOW - timedelta(days=8), kind="voice")
    with FileLock(alive / "alive"):
        ended(folder, start(folder, "check", {}, NOW + timedelta(minutes=1)))
    kinds = sorted(path.name.rpartition("-")[2] for path in (folder / PRIVATE / WORKS).iterdir())

    assert kinds.count("build") == 1
    assert kinds.count("voice") == 1
    assert kinds.count("check") <= KEPT + 1


@pytest.mark.parametrize("name", ["", "..", "../../kit.toml", "20261123-100000-000000-build"])
def test_a_name_that_is_no_work_leads_nowhere(folder: Path, name: str) -> None:
    with pytest.raises(RequestError):
        look(folder, name)
    with pytest.raises(RequestError):
        cancel(folder, name)
