"""Photos say what hangs on a board; what they do not show is asked, never told as missing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kit.edition.published.manifest import Manifest
from kit.errors import RequestError, SourceError
from kit.office import board_photo as use_case
from kit.office.board_photo import SheetState, add_photos, all_boards, board_seen, record_hung
from kit.render.board_codes import read_board_photo
from kit.returns.board_match import CodeState
from kit.returns.returns_log import ReturnKind, read_returns
from kit.source.codes import CodeEntry, write_codes
from tests.board_photos import board as photo_of
from tests.made_editions import WEEK, at, down, item, pdf, publish, township

if TYPE_CHECKING:
    from pathlib import Path

    from kit.office.board_photo import BoardSeen

ONE, TWO = "样例一村公开栏", "样例二村公开栏"
MEDICAL, LIST, FIRE, LINKED, GONE, LATER, OTHER = (
    f"DX-2026-00{number}" for number in (4, 5, 8, 9, 1, 6, 7)
)
ARTICLE = "https://mp.weixin.example/s/Abcdefgh"
ITEMS = {
    # QQQQ said the same in other words for staff; 7QF3 said something else.
    MEDICAL: item("交医保", "26W48-04", "85WA", printed="85WA=S1 QQQQ=S1 7QF3=S0"),
    LIST: item("名单", "26W48-05", "T29P", villages="样例二村"),
    FIRE: item("森林火险预警", "26W48-08", "X3CM"),
    LINKED: item("看文章", "26W48-09", "9GJ7"),
    LATER: item("周四贴", "26W48-06", "CE6M", publish="2026-11-26"),
}
CODES = {
    MEDICAL: "https://dx.example/26W48-04-85WA",
    LIST: "https://dx.example/26W48-05-T29P",
    LINKED: ARTICLE,
    LATER: "https://dx.example/26W48-06-CE6M",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(use_case, "read_photo", read_board_photo)
    made = township(tmp_path / "daxi")
    posters = {f"1要打印/公开栏/{item_id}_告示_A3.pdf": item_id for item_id in ITEMS}
    manifest = Manifest(
        week=WEEK,
        revision=1,
        township="",
        files=(),
        items=ITEMS,
        posted={GONE: down(item("旧公示", "26W44-01", "AAAA"), "2026-11-24")},
        written=1,
    )
    publish(
        made,
        {path: pdf(item_id) for path, item_id in posters.items()},
        manifest,
        figures={p: {"codes": [[CODES[i]] if i in CODES else []]} for p, i in posters.items()},
        about={path: (item_id,) for path, item_id in posters.items()},
    )
    write_codes(made, (CodeEntry(code="26W30-07", item_id=OTHER),))
    return made


def look(folder: Path, *texts: str, day: int = 24, board: str = ONE) -> BoardSeen:
    data = photo_of(texts)
    return add_photos(folder, lambda: at(day, 9), board, [("栏.jpg", data)], by="样例甲")


def states(seen: BoardSeen) -> dict[str, SheetState]:
    return {one.item_id: one.state for one in seen.sheets}


def test_what_is_seen_is_there_and_what_is_not_seen_is_asked(folder: Path) -> None:
    seen = look(folder, CODES[MEDICAL])

    assert states(seen) == {
        MEDICAL: SheetState.THERE,
        FIRE: SheetState.NO_CODE,
        LINKED: SheetState.UNSEEN,
    }
    assert "再拍一张" in next(one for one in seen.sheets if one.item_id == LINKED).said
    assert seen.told == ()
    assert (seen.board, seen.village, seen.day) == (ONE, "样例一村", date(2026, 11, 24))


def test_a_code_that_opens_an_article_is_the_item_s(folder: Path) -> None:
    assert states(look(folder, ARTICLE))[LINKED] is SheetState.THERE


@pytest.mark.parametrize(
    ("text", "state", "told"),
    [
        (
            "https://dx.example/26W48-04-7QF3",
            SheetState.OLD,
            "“交医保”贴的还是旧的一版（26W48-04-7QF3），揭下，换上新的。",
        ),
        ("https://dx.example/26W48-04-QQQQ", SheetState.THERE, ""),
        ("https://dx.example/D/26W48-04", SheetState.THERE, ""),
        ("https://dx.example/26W44-01-AAAA", SheetState.UNSEEN, "“旧公示”该摘下了。"),
        ("https://dx.example/26W30-07-AAAA", SheetState.UNSEEN, f"“{OTHER}”该摘下了。"),
        ("https://dx.example/26W48-05-T29P", SheetState.UNSEEN, "“名单”不该贴在这块栏上。"),
        ("https://dx.example/26W48-06-CE6M", SheetState.UNSEEN, "“周四贴”不该贴在这块栏上。"),
        ("https://dx.example/26W99-01-AAAA", SheetState.UNSEEN, "不是本乡公告的码"),
        ("https://dx.example.evil.com/26W48-04-85WA", SheetState.UNSEEN, "不是本乡公告的码"),
        ("https://pay.example/q", SheetState.UNSEEN, "不是本乡公告的码"),
    ],
)
def test_every_code_says_what_its_sheet_is(
    folder: Path, text: str, state: SheetState, told: str
) -> None:
    seen = look(folder, text)

    assert states(seen)[MEDICAL] is state
    assert told in "".join(seen.told) if told else seen.told == ()


def test_before_its_day_a_sheet_may_still_hang(folder: Path) -> None:
    (mark,) = look(folder, "https://dx.example/26W44-01-AAAA", day=23).photos[0].marks

    assert mark.state is CodeState.THERE


def test_what_hangs_crooked_or_upside_down_is_told(folder: Path) -> None:
    texts = [CODES[MEDICAL], ARTICLE, "https://dx.example/26W44-01-AAAA", "https://pay.example/q"]
    data = photo_of(texts, turned=(0, 9, 0, 180))
    seen = add_photos(folder, lambda: at(24, 9), ONE, [("栏.jpg", data)], by="样例甲")

    told = "".join(seen.told)
    assert "“看文章”挂歪了（约 9 度）" in told
    assert "一张不认得的码挂倒了" in told
    assert "“交医保”挂" not in told


def test_several_photos_of_a_board_are_one_return_and_later_ones_add_to_it(folder: Path) -> None:
    photos = [("左.jpg", photo_of([CODES[MEDICAL]])), ("右.jpg", photo_of([""]))]
    add_photos(folder, lambda: at(24, 9), ONE, photos, by="样例甲")
    seen = look(folder, ARTICLE)

    assert states(seen) == {
        MEDICAL: SheetState.THERE,
        FIRE: SheetState.NO_CODE,
        LINKED: SheetState.THERE,
    }
    first, second = read_returns(folder / "returns.jsonl")
    assert (first.kind, len(first.photos), first.items) == (
        ReturnKind.PHOTO,
        2,
        {MEDICAL: "85WA-0000"},
    )
    assert first.seen == ("26W48-04-85WA",)
    assert second.items == {LINKED: "9GJ7-0000"}
    assert all((folder / file).is_file() for file in (*first.photos, *second.photos))
    assert board_seen(folder, lambda: at(24, 12), ONE).sheets == seen.sheets
    assert set(states(board_seen(folder, lambda: at(25, 9), ONE)).values()) == {
        SheetState.UNSEEN,
        SheetState.NO_CODE,
    }


def test_all_boards_are_told_in_the_order_of_the_round(folder: Path) -> None:
    look(folder, CODES[MEDICAL], board=TWO)

    boards = all_boards(folder, lambda: at(24, 10))
    assert [one.board for one in boards] == [
        "乡政府公开栏",
        ONE,
        TWO,
        "样例三村公开栏",
        "样例四村公开栏",
    ]
    there = [states(one)[MEDICAL] is SheetState.THERE for one in boards]
    assert there == [False, False, True, False, False]
    assert LIST in states(boards[2])
    assert LIST not in states(boards[1])


def test_what_no_photo_shows_is_ticked_by_whoever_stood_there(folder: Path) -> None:
    record_hung(folder, lambda: at(24, 9), ONE, [FIRE], by="样例乙")

    sheets = {one.item_id: one for one in board_seen(folder, lambda: at(24, 10), ONE).sheets}
    assert (sheets[FIRE].state, sheets[FIRE].said) == (SheetState.THERE, "样例乙看过")
    with pytest.raises(RequestError, match=f"今天没有 {LIST}"):
        record_hung(folder, lambda: at(24, 9), ONE, [LIST], by="样例乙")
    with pytest.raises(RequestError, match="要记的"):
        record_hung(folder, lambda: at(24, 9), ONE, [], by="样例乙")


def test_the_same_photo_is_not_taken_twice(folder: Path) -> None:
    look(folder, CODES[MEDICAL])
    with pytest.raises(RequestError, match=r"栏\.jpg 在 11月24日放进来过（样例一村公开栏）"):
        look(folder, CODES[MEDICAL], day=25, board=TWO)
    twice = [("一.jpg", photo_of([ARTICLE])), ("二.jpg", photo_of([ARTICLE]))]
    with pytest.raises(RequestError, match=r"二\.jpg 放了两次"):
        add_photos(folder, lambda: at(24, 9), ONE, twice, by="样例甲")
    assert len(read_returns(folder / "returns.jsonl").lines) == 1


@pytest.mark.parametrize(
    ("taken", "day", "noted"),
    [
        ("2026:11:23 16:00:00", date(2026, 11, 23), False),
        ("2026:11:01 16:00:00", date(2026, 11, 24), True),
        ("2027:01:01 00:00:00", date(2026, 11, 24), True),
        ("yesterday", date(2026, 11, 24), True),
        ("", date(2026, 11, 24), True),
    ],
)
def test_the_telephone_s_day_is_believed_for_a_week(
    folder: Path, taken: str, day: date, noted: bool
) -> None:
    data = photo_of([CODES[MEDICAL]], taken=taken)
    seen = add_photos(folder, lambda: at(24, 9), ONE, [("栏.jpg", data)], by="样例甲")

    assert seen.day == day
    assert bool(seen.notes) is noted


def test_what_cannot_be_taken_in_is_refused_and_nothing_is_kept(folder: Path) -> None:
    good = ("栏.jpg", photo_of([CODES[MEDICAL]]))
    clock = lambda: at(24, 9)  # noqa: E731
    with pytest.raises(RequestError, match="没有“样例九村公开栏”"):
        add_photos(folder, clock, "样例九村公开栏", [good], by="样例甲")
    with pytest.raises(RequestError, match="1 到 12 张"):
        add_photos(folder, clock, ONE, [], by="样例甲")
    with pytest.raises(RequestError, match="谁拍的"):
        add_photos(folder, clock, ONE, [good], by=" ")
    with pytest.raises(SourceError):
        add_photos(folder, clock, ONE, [good, ("坏.jpg", b"no photo")], by="样例甲")
    assert not (folder / "回执照片").exists()
    assert not (folder / "returns.jsonl").exists()
