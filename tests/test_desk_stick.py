"""U盘 as the clerk meets it: the right one chosen, copied by a child, told when to pull it out."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from kit.desk.copied_far import copied_far
from kit.desk.pages import copying
from kit.desk.running import Work, look, newest
from kit.desk.work_steps import stages_of
from kit.office.stick import PluggedIn
from kit.returns.returns_log import ReturnKind
from tests.desks import TestDesk, open_test_desk
from tests.test_desk_print_play import desk, folder, noted, page

__all__ = ["desk", "folder"]
FIRST = "一村"
PATIENCE_S = 60.0


def plugged(path: Path, **told: Any) -> PluggedIn:
    bare = {
        "label": "一村喇叭",
        "filesystem": "vfat",
        "free": 7_000_000_000,
        "total": 8_000_000_000,
        "read_only": False,
        "load": "",
        "edition": "",
        "unfinished": False,
        "others": 0,
        "warning": "",
    }
    return PluggedIn(path=path, **{**bare, **told})


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    at = tmp_path / "stick"
    at.mkdir()
    return at


def there(monkeypatch: pytest.MonkeyPatch, *found: PluggedIn) -> None:
    monkeypatch.setattr(copying, "plugged_in", lambda: found)


def copied(desk: TestDesk, **asked: str) -> tuple[str, Work]:
    """Copy through the page, and return what it shows in the end, with the work."""
    clerk = desk.clerk()
    answer = clerk.post("/stick/copy/", {"load": FIRST, **asked})
    assert answer.status_code == 302, answer.content.decode()
    name = answer.headers["Location"].rpartition("=")[2]
    begun = time.monotonic()
    while look(desk.folder, name).is_alive and time.monotonic() - begun < PATIENCE_S:
        assert clerk.get(f"/stick/{name}/").json()["ended"] in (True, False)
        time.sleep(0.1)
    return page(clerk, answer.headers["Location"]), look(desk.folder, name)


def test_where_nothing_was_made_the_page_leads_to_where_it_is_made(tmp_path: Path) -> None:
    assert "还没有做" in page(open_test_desk(tmp_path / "daxi").clerk(), "/stick/")


def test_the_stick_of_last_time_is_chosen_with_its_village(
    desk: TestDesk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strange = plugged(stick / "b", label="课件备份", others=214)
    there(monkeypatch, strange, plugged(stick, load="别村"))

    shown = page(desk.clerk(), "/stick/")

    assert f'value="{stick}" data-name="一村喇叭" data-load="别村" checked' in shown
    assert 'name="load" value="别村" checked' in shown
    assert "里面有 214 样别的东西，不像是放广播的" in shown


def test_a_strange_disk_is_never_chosen_by_itself(
    desk: TestDesk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there(monkeypatch, plugged(stick, others=3), plugged(stick / "b", read_only=True))

    shown = page(desk.clerk(), "/stick/")

    assert shown.count("checked") == 1  # the village alone
    assert "写保护开着" in shown


def test_without_a_stick_its_place_is_typed(
    desk: TestDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    there(monkeypatch)

    assert "自己写它的位置" in page(desk.clerk(), "/stick/")


def test_a_stick_is_filled_read_back_and_may_be_pulled_out(desk: TestDesk, stick: Path) -> None:
    (stick / "ours.doc").touch()
    shown, work = copied(desk, stick=copying.ELSEWHERE, folder=str(stick))

    assert work.result
    assert work.result["ok"]
    assert "拔" in shown
    assert "盘里还有别的 1 样" in shown
    assert "ours.doc" in shown
    assert [path.name for path in stick.glob("*.MP3")] == ["01_1200.MP3"]
    (line,) = noted(desk, ReturnKind.COPIED)
    assert (line.by, line.slot) == ("业务员", FIRST)


def test_what_was_not_copied_says_why_and_can_be_tried_again(desk: TestDesk, stick: Path) -> None:
    (stick / "01_1200.MP3").write_bytes(b"somebody else's")
    shown, _ = copied(desk, stick=str(stick))

    assert "没有拷成：U盘上已经有别人的 01_1200.MP3" in shown
    assert "换一个U盘" in shown
    assert "拷到U盘" in shown
    assert (stick / "01_1200.MP3").read_bytes() == b"somebody else's"
    assert noted(desk, ReturnKind.COPIED) == []


def test_a_stick_that_is_gone_is_told(desk: TestDesk, stick: Path) -> None:
    shown, _ = copied(desk, stick=str(stick / "gone"))

    assert "没有拷成：找不到" in shown


def test_a_copy_without_a_stick_is_not_begun(desk: TestDesk) -> None:
    answer = desk.clerk().post("/stick/copy/", {"stick": copying.ELSEWHERE, "folder": " "})

    assert answer.status_code == 409
    assert "还没有选U盘" in answer.content.decode()
    assert newest(desk.folder, copying.KIND) is None


@pytest.mark.parametrize(
    ("result", "told"),
    [
        (None, "没有拷完就断了"),
        ({"ok": False, "cancelled": True}, "停下了，没有拷完"),
    ],
)
def test_a_stick_that_is_half_filled_is_not_taken_away(
    desk: TestDesk, monkeypatch: pytest.MonkeyPatch, result: Any, told: str
) -> None:
    there(monkeypatch)
    monkeypatch.setattr(copying, "newest", lambda *_: work(result=result))

    assert told in page(desk.clerk(), "/stick/?work=20261123-100000-000000-stick")


def work(*steps: tuple[str, int], result: Any = None, is_alive: bool = False) -> Work:
    return Work(
        name="20261123-100000-000000-stick",
        kind=copying.KIND,
        order={"now": "2026-11-23T10:00:00+08:00"},
        is_alive=is_alive,
        is_stopping=False,
        stages=stages_of(
            {"stage": stage, "done": done, "total": 6, "what": "", "at_s": 1.0}
            for stage, done in steps
        ),
        result=result,
    )


@pytest.mark.parametrize(
    ("steps", "left", "counted", "done"),
    [
        ((), "先别拔，正在拷", "正在开始", 0),
        ((("拷贝", 1), ("拷贝", 2)), "先别拔，正在拷", "2 段，一共 3 段", 2),
        ((("拷贝", 3),), "先别拔，正在读回来核对", "0 段，一共 3 段", 3),
        ((("拷贝", 3), ("核对", 4), ("核对", 5)), "先别拔，正在读回来核对", "2 段，一共 3 段", 5),
    ],
)
def test_it_is_told_how_far_a_stick_is(
    steps: tuple[tuple[str, int], ...], left: str, counted: str, done: int
) -> None:
    far = copied_far(work(*steps, is_alive=True))

    assert (far.left, far.counted, far.done) == (left, counted, done)


def test_while_it_is_copied_the_page_says_not_to_pull_it_out(
    desk: TestDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "newest", lambda *_: work(("拷贝", 1), is_alive=True))

    assert "先别拔，正在拷" in page(desk.clerk(), "/stick/")
