"""台账 and the photos of boards, as the clerk and an inspector meet them."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from kit.desk.pages import boards
from kit.desk.running import Work, look, newest
from kit.errors import RequestError, StorageError
from kit.office.photo_kept import kept_photos, read_kept_photo
from kit.returns.returns_log import Return, ReturnKind, append_returns, read_returns
from tests.board_photos import board as photo_of
from tests.desks import TestDesk, open_test_desk
from tests.made_editions import WEEK, at
from tests.test_office_board_photo import CODES, FIRE, LINKED, MEDICAL, ONE, TWO, folder

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["folder"]
PATIENCE_S = 90.0


@pytest.fixture
def desk(folder: Path) -> TestDesk:
    return open_test_desk(folder, at(24, 9))


def page(browser: Any, address: str, **asked: str) -> str:
    answer = browser.get(address, asked)
    assert answer.status_code == 200, answer.content.decode()
    text: str = answer.content.decode()
    return text


def note(desk: TestDesk, kind: ReturnKind, **more: Any) -> Return:
    told = {"items": {MEDICAL: "85WA-0000"}, "week": WEEK, "places": (ONE,), **more}
    one = Return(kind=kind, by="业务员", at=at(23, 9), **told)
    return append_returns(desk.folder / "returns.jsonl", lambda _: (one,))[0]


def drop(desk: TestDesk, *photos: bytes, board: str = ONE) -> tuple[str, Work]:
    """Drop photos on the page of a board, and return what it shows in the end, with the work."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    clerk = desk.clerk()
    files = [SimpleUploadedFile(f"{number}.jpg", one) for number, one in enumerate(photos)]
    answer = clerk.post("/boards/photos/", {"board": board, "photos": files})
    assert answer.status_code == 302, answer.content.decode()
    name = answer.headers["Location"].rpartition("=")[2]
    begun = time.monotonic()
    while look(desk.folder, name).is_alive and time.monotonic() - begun < PATIENCE_S:
        time.sleep(0.1)
    return page(clerk, answer.headers["Location"]), look(desk.folder, name)


def test_where_nothing_was_made_both_pages_open(tmp_path: Path) -> None:
    clerk = open_test_desk(tmp_path / "daxi").clerk()

    assert "还没有公开过什么" in page(clerk, "/ledger/")
    assert "去本周" in page(clerk, "/boards/")


def test_the_account_has_its_figures_on_top_and_names_what_is_missing(desk: TestDesk) -> None:
    note(desk, ReturnKind.PRINTED, copies=1)
    shown = page(desk.clerk(), "/ledger/")

    assert "<dt>公开了</dt><dd>5 <small>件" in shown
    assert "已印 1" in shown
    assert "没有贴出的照片或记录" in shown
    assert f"?item={MEDICAL}" in shown
    assert "?week=2026-W47" in shown


@pytest.mark.parametrize(
    ("asked", "label"),
    [
        ({"week": "2026-11-24"}, "2026年11月23—29日"),
        ({"month": "2026-11"}, "2026年11月"),
        ({"week": "2026-W47"}, "2026年11月16—22日"),
    ],
)
def test_an_inspector_chooses_a_week_or_a_month(
    desk: TestDesk, asked: dict[str, str], label: str
) -> None:
    assert f"<h1>{label}公开台账" in page(desk.clerk(), "/ledger/", **asked)


@pytest.mark.parametrize("asked", [{"week": "2026-W99"}, {"month": "x"}, {"item": "DX-2026-999"}])
def test_what_is_no_period_is_refused_with_the_next_step(
    desk: TestDesk, asked: dict[str, str]
) -> None:
    answer = desk.clerk().get("/ledger/", asked)

    assert answer.status_code == 409
    assert "请" in answer.content.decode()


def test_the_account_is_a_table_too(desk: TestDesk) -> None:
    note(desk, ReturnKind.PRINTED, copies=1)
    answer = desk.signer("样例甲").get("/ledger/table/", {"week": WEEK})

    assert answer.headers["Content-Type"].startswith("text/csv")
    assert "filename*=UTF-8''" in answer.headers["Content-Disposition"]
    assert MEDICAL in answer.content.decode("utf-8-sig")


def test_a_mistake_is_struck_out_and_stays_to_be_seen(desk: TestDesk) -> None:
    from kit.source.codes import CodeEntry, write_codes

    write_codes(desk.folder, (CodeEntry(code="26W48-04", item_id=MEDICAL),))
    line = note(desk, ReturnKind.PRINTED, copies=1)
    clerk = desk.clerk()
    told = {"seal": line.sha256, "item": MEDICAL}

    assert clerk.post("/ledger/strike/", told).status_code == 409  # nobody said why
    assert clerk.post("/ledger/strike/", {**told, "why": "点错了"}).status_code == 302
    assert "<del>已印</del>" in page(clerk, "/ledger/", item=MEDICAL)
    assert list(read_returns(desk.folder / "returns.jsonl")) == []


def test_a_signer_reads_the_account_and_strikes_out_nothing(desk: TestDesk) -> None:
    line = note(desk, ReturnKind.PRINTED, copies=1)
    signer = desk.signer("样例甲")

    page(signer, "/ledger/")
    signer.post("/ledger/strike/", {"seal": line.sha256, "why": "点错了"})
    assert len(list(read_returns(desk.folder / "returns.jsonl"))) == 1


def test_a_photo_says_what_hangs_there_and_where_on_it(desk: TestDesk) -> None:
    shown, work = drop(desk, photo_of([CODES[MEDICAL], "https://pay.example/q"]))

    assert work.result
    assert work.result["ok"], work.result
    assert shown.count("data-x=") == 2
    assert ">在</span>" in shown
    assert ">认不出</span>" in shown
    assert "不是本乡公告的码" in shown
    (file,) = kept_photos(desk.folder, ONE, date(2026, 11, 24))
    answer = desk.clerk().get("/boards/photo/", {"file": file})
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.content == (desk.folder / file).read_bytes()
    assert not any((desk.place.private / "photos").rglob("[0-9][0-9]"))


def test_a_photo_that_is_none_is_refused_and_nothing_is_noted(desk: TestDesk) -> None:
    shown, _ = drop(desk, b"no photo")

    assert "没有收下" in shown
    assert list(read_returns(desk.folder / "returns.jsonl")) == []


def test_without_a_photo_no_reading_is_begun(desk: TestDesk) -> None:
    answer = desk.clerk().post("/boards/photos/", {"board": ONE})

    assert answer.status_code == 409
    assert "还没有选照片" in answer.content.decode()
    assert newest(desk.folder, boards.KIND) is None


def test_what_somebody_saw_is_ticked_and_only_that(desk: TestDesk) -> None:
    clerk = desk.clerk()
    clerk.post("/boards/hung/", {"board": ONE, "seen": [FIRE, LINKED]})

    (line,) = read_returns(desk.folder / "returns.jsonl").of(ReturnKind.HUNG)
    assert set(line.items) == {FIRE, LINKED}
    assert "3 张里看见 2 张" in page(clerk, "/boards/")
    assert clerk.post("/boards/hung/", {"board": ONE}).status_code == 409


def test_each_board_and_day_is_shown_by_its_own(desk: TestDesk) -> None:
    clerk = desk.clerk()

    assert f'id="bd" tabindex="-1">{TWO}' in page(clerk, "/boards/", board=TWO)
    assert "11月25日的公开栏" in page(clerk, "/boards/", day="2026-11-25")
    assert "11月24日的公开栏" in page(clerk, "/boards/", day="2026-13-77")


@pytest.mark.parametrize(
    ("state", "tilt", "word"),
    [
        ("在", "", "在"),
        ("在", "挂歪了（约 9 度）", "歪"),
        ("旧的一版", "", "旧"),
        ("旧的一版", "挂歪了（约 9 度）", "旧"),
        ("不认得", "", "认不出"),
    ],
)
def test_a_place_on_a_photo_has_one_word(state: str, tilt: str, word: str) -> None:
    told = {"state": state, "tilt": tilt, "x": 0.256, "y": 0.5, "title": "交医保"}
    mark = boards._mark(told)

    assert (mark["word"], mark["x"], mark["is_right"]) == (word, 25.6, word == "在")


def test_only_photos_that_the_log_knows_are_read(desk: TestDesk) -> None:
    lost, outside = "回执照片/2026/栏.jpg", "kit.toml"
    note(desk, ReturnKind.PHOTO, day=date(2026, 11, 24), photos={lost: "a" * 64, outside: "b" * 64})

    with pytest.raises(StorageError, match="照片不在了"):
        read_kept_photo(desk.folder, lost)
    for file in (outside, "回执照片/2026/别的.jpg"):
        with pytest.raises(RequestError, match="没有这张照片"):
            read_kept_photo(desk.folder, file)
