"""The child that speaks in the desk: one for all that is heard, gone when nobody hears any more."""

from __future__ import annotations

import os
import shutil
import time
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from kit.desk import children
from kit.desk.at_work import SENTENCE
from kit.desk.here import PRIVATE
from kit.desk.running import WORKS, look, start, stop
from tests.desk_at import BEEPING, ROOT

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kit.desk.running import Work

NOW = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
PATIENCE_S = 60.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, example: Path) -> Iterator[Path]:
    """Return a workspace without a notice, whose one child beeps for all the tests it can."""
    folder = tmp_path_factory.mktemp("speaker") / "daxi"
    (folder / "items").mkdir(parents=True)
    shutil.copy(example / "kit.toml", folder)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("PYTHONPATH", f"{BEEPING}{os.pathsep}{ROOT}")
        yield folder
    if folder in children._speakers:
        speaker = process(folder)
        children._let_go(speaker)
        speaker.wait(PATIENCE_S)


def process(folder: Path) -> subprocess.Popen[bytes]:
    return children._speakers[folder].process


def until(holds: Callable[[], bool]) -> bool:
    begun = time.monotonic()
    while not holds() and time.monotonic() - begun < PATIENCE_S:
        time.sleep(0.02)
    return holds()


def begin(folder: Path, *said: str) -> Work:
    order = {"item": "DX-2026-004", "said": said or ("大家来开会。",)}
    return start(folder, "voice", order, NOW)


def ended(folder: Path, work: Work) -> Work:
    assert until(lambda: not look(folder, work.name).is_alive)
    return look(folder, work.name)


def sentences(folder: Path, work: Work) -> list[bool]:
    at = folder / PRIVATE / WORKS / work.name
    return [(at / SENTENCE.format(number)).is_file() for number in (1, 2, 3)]


def test_the_next_clip_is_spoken_by_the_child_that_spoke_the_last(folder: Path) -> None:
    first = ended(folder, begin(folder))
    speaker = process(folder)
    second = ended(folder, begin(folder, "明天停水。"))

    assert process(folder) is speaker
    assert speaker.poll() is None
    for work in (first, second):
        assert work.result == {"ok": True}
        # Its sentence, and that a machine says it.
        assert sentences(folder, work) == [True, True, False]
        assert work.stages[0].done == 2


def test_what_the_voice_cannot_say_costs_its_own_clip(folder: Path) -> None:
    failed = ended(folder, begin(folder, "大家来开会。", "龘龘的会。"))
    assert failed.result is not None
    assert "读不出来" in failed.result["message"]
    assert sentences(folder, failed) == [True, False, False]

    assert ended(folder, begin(folder)).result == {"ok": True}


def test_a_clip_gives_way_to_a_newer_wish_for_the_same_item_only(folder: Path) -> None:
    many = [f"第{number}句大家来开会。" for number in "一二三四五六七八九"] * 40
    long = begin(folder, *many)
    stop(folder, "voice", item="DX-2026-005")
    assert not look(folder, long.name).is_stopping
    stop(folder, "voice", item="DX-2026-004")

    assert look(folder, long.name).result == {"ok": False, "cancelled": True}
    assert ended(folder, begin(folder)).result == {"ok": True}


def test_a_killed_speaker_is_replaced_and_any_other_work_sends_it_away(folder: Path) -> None:
    ended(folder, begin(folder))
    speaker = process(folder)
    speaker.kill()
    speaker.wait(PATIENCE_S)

    assert ended(folder, begin(folder)).result == {"ok": True}
    replaced = process(folder)
    start(folder, "check", {}, NOW)
    assert replaced.wait(PATIENCE_S) == 0


def test_a_speaker_ends_when_nobody_has_heard_anything_for_a_while(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "STAY_S", 0.05)
    work = begin(folder)

    assert process(folder).wait(PATIENCE_S) == 0
    # What it was at when it was let go is done all the same.
    assert ended(folder, work).result == {"ok": True}
