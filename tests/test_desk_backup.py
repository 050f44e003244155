"""备份 as the clerk meets it: where to, made by a child, told when it is done."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kit.desk.pages import backing_up
from kit.desk.running import Work, look
from kit.office.backup import look_at_backup
from tests.desks import NOW, TestDesk, open_test_desk
from tests.test_desk_stick import plugged
from tests.works import left_work

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE_S = 60.0


@pytest.fixture
def desk(tmp_path: Path) -> TestDesk:
    return open_test_desk(tmp_path / "daxi")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    at = tmp_path / "stick"
    at.mkdir()
    return at


def page(desk: TestDesk, address: str = "/backup/") -> str:
    return str(desk.clerk().get(address).content, "utf-8")


def backed_up(desk: TestDesk, **asked: str) -> tuple[str, Work]:
    """Back up through the page, and return what it shows in the end, with the work."""
    answer = desk.clerk().post("/backup/now/", asked)
    assert answer.status_code == 302, answer.content.decode()
    name = answer.headers["Location"].rpartition("=")[2]
    begun = time.monotonic()
    while look(desk.folder, name).is_alive and time.monotonic() - begun < PATIENCE_S:
        assert desk.clerk().get(f"/backup/{name}/").json()["ended"] in (True, False)
        time.sleep(0.1)
    return page(desk, answer.headers["Location"]), look(desk.folder, name)


def test_the_settings_lead_to_the_backup(desk: TestDesk) -> None:
    assert "/backup/" in page(desk, "/settings/")


def test_sticks_are_offered_and_those_of_the_loudspeakers_are_advised_against(
    desk: TestDesk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = plugged(stick)
    monkeypatch.setattr(backing_up, "plugged_in", lambda: (free, replace(free, load="一村")))

    text = page(desk)

    assert str(stick) in text
    assert "这是“一村”播音用的U盘，最好另用一个。" in text


def test_without_a_stick_its_place_is_asked_for(
    desk: TestDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backing_up, "plugged_in", tuple)

    assert 'name="folder"' in page(desk)
    assert "还没有选U盘" in desk.clerk().post("/backup/now/").content.decode()


def test_a_backup_is_made_read_back_and_told(desk: TestDesk, stick: Path) -> None:
    shown, work = backed_up(desk, folder=str(stick))

    assert work.result is not None
    assert work.result["ok"], work.result
    (path,) = stick.iterdir()
    assert work.result["files"] == look_at_backup(path).files
    assert "备份好了" in shown
    assert path.name in shown


def test_a_goal_that_is_not_there_is_told_with_what_to_do(desk: TestDesk, stick: Path) -> None:
    shown, _ = backed_up(desk, folder=str(stick / "none"))

    assert "没有备份成" in shown
    assert "插好U盘" in shown


def test_while_it_is_made_the_page_says_not_to_pull_it_out(
    desk: TestDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = left_work(desk.folder, NOW, kind="backup", steps=(("拷贝", 5, 20),))
    alive = replace(look(desk.folder, at.name), is_alive=True)
    monkeypatch.setattr(backing_up, "newest", lambda _folder, _kind: alive)

    text = page(desk)

    assert "先别拔，正在拷" in text
    assert "5 个文件，一共 10 个文件" in text


def test_one_that_broke_off_says_so(desk: TestDesk) -> None:
    at = left_work(desk.folder, NOW, kind="backup")

    assert "没有备份完就断了" in page(desk, f"/backup/?work={at.name}")
