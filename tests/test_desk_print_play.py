"""打印 and 播音 as the clerk and the broadcaster meet them, over an edition made by hand."""

from __future__ import annotations

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from kit.edition.published.manifest import Manifest
from kit.errors import RequestError
from kit.office.aired import record_not_played, record_played
from kit.office.printed import Chosen, record_printed
from kit.office.take_down import record_taken_down
from kit.returns.returns_log import ReturnKind, read_returns
from tests.desks import TestDesk, open_test_desk
from tests.made_editions import WEEK, at, down, item, pdf, publish, slips, township

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kit.progress import Clock
    from kit.returns.returns_log import Return

SHEET = "2要播放/播出单.pdf"
POSTER, HANDOUT = "1要打印/A3/医保_A3.pdf", "1要打印/宣传单/医保.pdf"
FIRST_VILLAGE, OTHERS = "2要播放/U盘_一村/01_1200.MP3", "2要播放/U盘_别村/01_1200.MP3"
MEDICAL, OLD = "DX-2026-004", "DX-2026-009"
BOARDS = ("样例一村公开栏", "样例二村公开栏")
SOUND = bytes(range(100))


def programme(file: str, *villages: str) -> dict[str, Any]:
    return {
        "name": "中午",
        "at": "12:00",
        "file": file,
        "seconds": 95.0,
        "first": "2026-11-23",
        "last": "2026-11-29",
        "villages": list(villages),
        "is_alert": False,
        "all_clear": "",
        "items": [MEDICAL],
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = township(tmp_path / "daxi")
    ended = item("旧通知", "26W48-09", "X3CM")
    manifest = Manifest(
        week=WEEK,
        revision=1,
        township="",
        files=(),
        items={MEDICAL: item("交医保", "26W48-04", "85WA")},
        posted={OLD: down(ended, "2026-11-23")},
        written=1,
    )
    told = slips(
        (POSTER, "交医保", "A3", tuple((one, 1) for one in BOARDS)),
        (HANDOUT, "交医保", "A4 双面", ()),
    )
    programmes = [
        programme(FIRST_VILLAGE, "样例一村"),
        programme(OTHERS, "样例二村", "样例三村"),
    ]
    publish(
        made,
        {
            **dict.fromkeys(told, pdf("slip")),
            POSTER: pdf("poster"),
            HANDOUT: pdf("handout", 2),
            SHEET: pdf("sheet"),
            FIRST_VILLAGE: SOUND,
            OTHERS: SOUND[::-1],
        },
        manifest,
        figures={**told, SHEET: {"programmes": programmes}},
        about=dict.fromkeys((POSTER, HANDOUT, FIRST_VILLAGE, OTHERS), (MEDICAL,)),
    )
    return made


@pytest.fixture
def desk(folder: Path) -> TestDesk:
    return open_test_desk(folder, at(23, 11, 58))


def noted(desk: TestDesk, kind: ReturnKind) -> list[Any]:
    return list(read_returns(desk.folder / "returns.jsonl").of(kind))


def page(browser: Any, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.content.decode()
    text: str = answer.content.decode()
    return text


def test_where_nothing_was_made_both_pages_lead_to_where_it_is_made(tmp_path: Path) -> None:
    clerk = open_test_desk(tmp_path / "daxi").clerk()

    assert "还没有做过" in page(clerk, "/print/")
    assert "没有可以播的" in page(clerk, "/play/")


def test_a_paper_is_one_file_in_the_order_of_the_bags(desk: TestDesk) -> None:
    clerk = desk.clerk()

    assert "打印 2 张" in page(clerk, "/print/")
    answer = clerk.get("/print/file/", {"paper": "A3"})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_what_came_out_badly_is_printed_again(desk: TestDesk) -> None:
    clerk = desk.clerk()
    clerk.post("/print/done/", {"paper": "A3", "bad": f"{POSTER}|{BOARDS[1]}"})

    assert [one.places for one in noted(desk, ReturnKind.PRINTED)] == [(BOARDS[0],)]
    assert "打印 1 张" in page(clerk, "/print/")


def test_hand_outs_are_printed_as_often_as_the_clerk_says(desk: TestDesk) -> None:
    clerk = desk.clerk()
    asked = {"paper": "A4 双面", f"copies:{HANDOUT}": "30"}

    assert clerk.get("/print/file/", asked).status_code == 200
    clerk.post("/print/done/", asked)
    assert [one.copies for one in noted(desk, ReturnKind.PRINTED)] == [30]


def test_hand_outs_without_a_number_say_what_is_missing(desk: TestDesk) -> None:
    answer = desk.clerk().get("/print/file/", {"paper": "A4 双面"})

    assert answer.status_code == 409
    assert "先写几份" in answer.content.decode()


def test_both_villages_hear_their_own_programme(desk: TestDesk) -> None:
    clerk = desk.clerk()

    first = page(clerk, "/play/")
    assert "样例一村，今天的广播" in first
    assert "该播了" in first
    assert "样例二村、样例三村，今天的广播" in page(clerk, "/play/?at=样例二村、样例三村")
    # The one that was chosen stays chosen.
    assert "样例二村、样例三村，今天的广播" in page(clerk, "/play/")


@pytest.mark.parametrize(
    ("asked", "status", "got"),
    [
        (None, 200, SOUND),
        ("bytes=10-19", 206, SOUND[10:20]),
        ("bytes=90-", 206, SOUND[90:]),
        ("bytes=-5", 206, SOUND[-5:]),
        ("bytes=200-", 416, b""),
        ("bytes=-", 200, SOUND),
        ("lines=1-2", 200, SOUND),
    ],
    ids=["all", "middle", "rest", "end", "beyond", "empty", "foreign"],
)
def test_a_player_gets_the_part_it_asks_for(
    desk: TestDesk, asked: str | None, status: int, got: bytes
) -> None:
    more = {"HTTP_RANGE": asked} if asked else {}
    answer = desk.clerk().get("/play/sound/", {"path": FIRST_VILLAGE}, **more)

    assert (answer.status_code, answer.content) == (status, got)


def test_no_sound_is_read_that_the_edition_does_not_list(desk: TestDesk) -> None:
    answer = desk.clerk().get("/play/sound/", {"path": "../../../kit.toml"})

    assert answer.status_code == 409


def test_what_was_answered_stands_in_the_log_with_who_said_it(desk: TestDesk) -> None:
    clerk = desk.clerk()
    clerk.post("/play/heard/", {"path": FIRST_VILLAGE, "heard": "yes"})
    clerk.post("/play/heard/", {"path": OTHERS, "heard": "no", "why": "停电"})

    assert [one.by for one in noted(desk, ReturnKind.PLAYED)] == ["业务员"]
    assert [one.why for one in noted(desk, ReturnKind.NOT_PLAYED)] == ["停电"]
    assert "今天没有要播的了" in page(clerk, "/play/?at=样例一村")


def test_what_was_not_played_needs_its_reason(desk: TestDesk) -> None:
    answer = desk.clerk().post("/play/heard/", {"path": FIRST_VILLAGE, "heard": "no"})

    assert answer.status_code == 409
    assert noted(desk, ReturnKind.NOT_PLAYED) == []


def test_an_hour_that_is_none_is_not_noted(desk: TestDesk) -> None:
    answer = desk.clerk().post(
        "/play/heard/", {"path": FIRST_VILLAGE, "heard": "yes", "began": "25:99"}
    )

    assert answer.status_code == 409
    assert "7:05" in answer.content.decode()


def test_what_was_taken_off_a_board_is_ticked(desk: TestDesk) -> None:
    clerk = desk.clerk()

    assert "现在该摘" in page(clerk, "/print/")
    clerk.post("/print/taken-down/", {"off": f"{BOARDS[0]}|{OLD}"})
    assert [one.places for one in noted(desk, ReturnKind.TAKEN_DOWN)] == [(BOARDS[0],)]


@pytest.mark.parametrize(
    "tick",
    [
        lambda folder, clock: record_printed(folder, Chosen(paper="A3"), clock, by="甲"),
        lambda folder, clock: record_taken_down(folder, clock, [(BOARDS[0], OLD)], by="甲"),
        lambda folder, clock: [record_played(folder, clock, OTHERS, by="甲")],
        lambda folder, clock: [record_not_played(folder, clock, OTHERS, by="甲", why="停电")],
    ],
    ids=["printed", "taken down", "played", "not played"],
)
def test_a_button_pressed_twice_at_once_notes_it_once(
    folder: Path, tick: Callable[[Path, Clock], Sequence[Return]]
) -> None:
    at_once = threading.Barrier(2)

    def press(_: int) -> None:
        at_once.wait()
        with contextlib.suppress(RequestError):  # "it was noted already"
            tick(folder, lambda: at(23, 12, 5))

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(press, range(2)))

    assert len(read_returns(folder / "returns.jsonl").lines) == 1
