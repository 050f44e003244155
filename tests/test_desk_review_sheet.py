"""The week's review sheet is drawn by a child; its page tells how far it is and what came of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock

from kit.desk import at_work
from kit.errors import SourceError
from kit.progress import Step
from tests.desks import NOW, TestDesk, open_test_desk
from tests.works import left_work

if TYPE_CHECKING:
    from pathlib import Path

PDF = b"%PDF-1.7 a sheet"


@pytest.fixture
def desk(tmp_path: Path) -> TestDesk:
    return open_test_desk(tmp_path / "daxi")


def page_of(desk: TestDesk) -> str:
    return str(desk.clerk().get("/sign/paper/").content.decode())


def drawn_by(desk: TestDesk, monkeypatch: pytest.MonkeyPatch, draw: Any) -> str:
    """Return the name of a work in which a child has drawn, or tried to."""
    monkeypatch.setattr("kit.office.sheet.write_review_sheet", draw)
    at = left_work(desk.folder, NOW, kind="review")
    at_work.main(str(desk.folder), at.name)
    return at.name


def test_pressing_begins_the_work_of_a_child_once(
    desk: TestDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    born: list[Path] = []

    def live(_folder: Path, at: Path) -> None:
        born.append(at)
        lock = FileLock(at / "alive")
        lock.acquire()
        locks.append(lock)

    locks: list[Any] = []
    monkeypatch.setattr("kit.desk.running.bear", live)
    clerk = desk.clerk()

    answers = [clerk.post("/sign/paper/print/") for _ in range(2)]

    assert [one.headers["Location"] for one in answers] == ["/sign/paper/"] * 2
    assert [at.name.rpartition("-")[2] for at in born] == ["review"]
    locks[0].release()


def test_while_it_is_drawn_the_page_tells_how_far_it_is(desk: TestDesk) -> None:
    at = left_work(desk.folder, NOW, kind="review", steps=(("试排", 3, 12),))
    with FileLock(at / "alive"):
        text = page_of(desk)
        far = desk.clerk().get(f"/sign/paper/drawn/{at.name}/far/").json()

    assert "试排了 3 件，一共 12 件" in text
    assert "画审核表</button>" not in text
    assert (far["ended"], far["done"], far["total"]) == (False, 3, 12)
    assert desk.clerk().get(f"/sign/paper/drawn/{at.name}/far/").json() == {"ended": True}


def test_what_was_drawn_is_opened_from_the_page(
    desk: TestDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def draw(folder: Path, item_id: str, _clock: Any, progress: Any) -> Path:
        progress(Step("试排", 1, 1, "DX-2026-006"))
        (folder / "sheet.pdf").write_bytes(PDF)
        assert item_id == "", "all that wait"
        return folder / "sheet.pdf"

    name = drawn_by(desk, monkeypatch, draw)

    assert f'href="/sign/paper/drawn/{name}/"' in page_of(desk)
    answer = desk.clerk().get(f"/sign/paper/drawn/{name}/")
    assert (answer.headers["Content-Type"], answer.content) == ("application/pdf", PDF)


def test_why_none_was_drawn_is_told(desk: TestDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> Path:
        raise SourceError("读音表有一行不对。", "请照第 3 行改。")

    name = drawn_by(desk, monkeypatch, refuse)

    text = page_of(desk)
    assert "没有画成：读音表有一行不对。" in text
    assert "请照第 3 行改。" in text
    assert "画审核表</button>" in text
    assert desk.clerk().get(f"/sign/paper/drawn/{name}/").status_code == 404


@pytest.mark.parametrize(
    ("day", "said"), [(NOW, "上次没有画完就断了"), (NOW - timedelta(days=1), "")]
)
def test_what_broke_off_is_told_on_its_day(desk: TestDesk, day: Any, said: str) -> None:
    left_work(desk.folder, day, kind="review")

    assert ("上次没有画完就断了" in page_of(desk)) == bool(said)
