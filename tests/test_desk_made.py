"""核对做好的, 为什么重做 and 版式: reached where one would look for them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock

from kit.desk.at_work import LAYOUTS, WORK_OF, Written
from kit.edition.published.manifest import FileEntry, Manifest
from kit.errors import SourceError
from kit.office.why import why, why_all
from tests import made_editions
from tests.desks import NOW, TestDesk, open_test_desk
from tests.made_editions import WEEK, at, publish, township
from tests.works import left_work

if TYPE_CHECKING:
    from pathlib import Path

POSTER, SOUND, LIST = "1要打印/公开栏/海报_A3.pdf", "2要播放/01.mp3", "1要打印/名单_A4.pdf"


@pytest.fixture
def desk(tmp_path: Path) -> TestDesk:
    return open_test_desk(tmp_path / "daxi")


def page(browser: Any, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.content.decode()
    text: str = answer.content.decode()
    return text


@pytest.fixture
def twice_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a workspace whose second revision has another poster, the same sound, a new list."""
    plain = made_editions.entry

    def with_recipe(path: str, data: bytes, *about: str, **figures: Any) -> FileEntry:
        return replace(plain(path, data, *about, **figures), recipe={"item": data.decode()})

    monkeypatch.setattr(made_editions, "entry", with_recipe)
    folder = township(tmp_path / "daxi")
    manifest = Manifest(week=WEEK, revision=1, township="", files=(), written=1)
    publish(folder, {POSTER: b"400", SOUND: b"a"}, manifest)
    files = {POSTER: b"420", SOUND: b"a", LIST: b"b"}
    publish(folder, files, replace(manifest, revision=2, written=2))
    return folder


def test_every_output_says_what_changed_it_as_it_does_by_itself(twice_made: Path) -> None:
    found = why_all(twice_made)

    assert [one.path for one in found.changed] == [POSTER]
    assert [one.path for one in found.new] == [LIST]
    assert [one.path for one in found.same] == [SOUND]
    for one in (*found.changed, *found.new, *found.same):
        assert one == why(twice_made / "output" / found.edition / one.path)


def test_the_week_leads_to_what_was_made_anew_and_names_why(twice_made: Path) -> None:
    desk = open_test_desk(twice_made, at(24, 9))
    text = page(desk.clerk(), "/why/")

    assert POSTER in text
    assert "变的是：公开事项的内容" in text
    assert "一个字没变的 1 样" in text


def test_where_nothing_was_made_both_say_so(desk: TestDesk) -> None:
    with pytest.raises(SourceError):
        why_all(desk.folder)
    assert "这里还没有做过" in page(desk.clerk(), "/why/")
    assert 'href="/verify/"' in page(desk.clerk(), "/ledger/")


@pytest.mark.parametrize(
    ("faults", "said"),
    [
        ([], "3 个文件都对，没有人动过。"),
        (["海报_A3.pdf 被改动过。"], "有 1 处被改动过或丢了，不要张贴、不要播放。"),
    ],
)
def test_what_a_look_found_stands_on_its_page(desk: TestDesk, faults: list[str], said: str) -> None:
    told = {"ok": True, "files": 3, "faults": faults, "looked_at": [f"{WEEK}/r01"]}
    told |= {"passed_over": [], "notes": [], "fingerprint": "7K3M"}
    left_work(desk.folder, NOW, kind="verify", result=told)
    text = page(desk.clerk(), "/verify/")

    assert said in text
    assert all(one in text for one in faults)
    assert "再核对一遍" in text
    assert "再核对一遍" not in page(desk.signer("样例甲"), "/verify/")


def test_while_it_looks_the_page_says_how_far_and_begins_no_second(
    desk: TestDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    monkeypatch.setattr("kit.desk.pages.made.start", lambda _f, kind, *_more: begun.append(kind))
    folder = left_work(desk.folder, NOW, kind="verify", steps=(("核对", 2, 9),))
    with FileLock(folder / "alive"):
        assert "2 / 9" in page(desk.clerk(), "/verify/")
        desk.clerk().post("/verify/")
    assert begun == []

    desk.signer("样例甲").post("/verify/")
    assert begun == []
    desk.clerk().post("/verify/")
    assert begun == ["verify"]


def test_a_changed_file_is_found_by_the_child(twice_made: Path, tmp_path: Path) -> None:
    progress = Written(tmp_path)
    edition = twice_made / "output" / WEEK / "r02"
    (edition / SOUND).write_bytes(b"other")

    told = WORK_OF["verify"](twice_made, {}, NOW, progress)

    assert told["looked_at"] == [f"{WEEK}/r02"]
    assert any(SOUND in one for one in told["faults"])


def test_layouts_are_shown_by_what_they_are_for_and_one_is_taken_over(desk: TestDesk) -> None:
    one = {"name": "poster-a3", "own": False, "paper": "A3", "landscape": False, "fault": ""}
    one |= {"picture": "poster-a3.png", "read_from_m": 2.5, "unused": ""}
    wrong = {"name": "mine", "own": True, "fault": "第 3 行写错了。", "picture": ""}
    groups = [["要改正的", [wrong]], ["海报", [one]]]
    work = left_work(desk.folder, NOW, kind="layouts", result={"ok": True, "groups": groups})
    (work / LAYOUTS).mkdir()
    (work / LAYOUTS / "poster-a3.png").write_bytes(b"\x89PNG")
    clerk = desk.clerk()
    text = page(clerk, "/layouts/")

    assert text.index("第 3 行写错了") < text.index("poster-a3")
    assert clerk.get("/layouts/poster-a3/picture/").content == b"\x89PNG"
    assert clerk.get("/layouts/mine/picture/").status_code == 404
    assert clerk.get("/layouts/..%2F..%2Fkit.toml/picture/").status_code == 404
    where = clerk.post("/layouts/poster-a3/copy/").url
    assert "叫 poster-a3.toml" in page(clerk, where)
    assert (desk.folder / "layouts" / "poster-a3.toml").is_file()
    assert clerk.post("/layouts/poster-a3/copy/").status_code == 409
    assert 'href="/layouts/"' in page(clerk, "/settings/")
