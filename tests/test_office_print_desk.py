"""What to print stands in the order of the bags, and what is ticked is not printed twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from kit.edition.published.manifest import Manifest
from kit.errors import RequestError, SourceError, VerifyError
from kit.office.account import take_back
from kit.office.edition_file import read_edition_file
from kit.office.print_desk import SheetState, print_desk
from kit.office.printed import Chosen, Printed, file_for_printer, record_printed
from kit.render.readback import read_text_of
from kit.returns.returns_log import ReturnKind, read_returns
from kit.source.private import RETURNS
from tests.made_editions import MONDAY, WEEK, at, item, pdf, publish, slips, township

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ONE, TWO, HALL = "样例一村公开栏", "样例二村公开栏", "乡政府公开栏"
POSTER = "1要打印/公开栏/DX-2026-004_交医保_A3.pdf"
TILES = "1要打印/公开栏/DX-2026-004_交医保_A3拼2张A4.pdf"
OVERVIEW = "1要打印/公开栏/本周公开一览_A3.pdf"
HANDOUT = "1要打印/墟天/DX-2026-004_交医保_A5两联.pdf"
ORDERS = [
    (OVERVIEW, "本周公开一览", "A3", ((HALL, 1), (ONE, 1), (TWO, 1))),
    (POSTER, "交医保", "A3", ((ONE, 1), (TWO, 2))),
    (HANDOUT, "交医保", "A4 双面", ()),
]


def edition(folder: Path, revision: int = 1, wording: str = "85WA", *, stays: bool = False) -> Path:
    """Publish a week of an overview, a poster and a handout; ``wording`` is the poster's."""
    told = slips(*ORDERS, stays=stays)
    files = {
        **dict.fromkeys(told, pdf("slip")),
        POSTER: pdf(f"poster {wording}"),
        TILES: pdf(f"tiles {wording}", 2),
        OVERVIEW: pdf("overview"),
        HANDOUT: pdf(f"handout {wording}", 2),
    }
    printed = " ".join(f"{one}=0000" for one in dict.fromkeys(("85WA", wording)))
    manifest = Manifest(
        week=WEEK,
        revision=revision,
        township="",
        files=(),
        items={"DX-2026-004": item("交医保", "26W48-04", wording, printed=printed)},
        written=revision,
    )
    return publish(
        folder,
        files,
        manifest,
        figures={**told, TILES: {"pages": 2}, HANDOUT: {"pages": 2}},
        about={POSTER: ("DX-2026-004",), TILES: ("DX-2026-004",), HANDOUT: ("DX-2026-004",)},
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = township(tmp_path / "daxi")
    edition(made)
    return made


def states(folder: Path, paper: str = "A3", **more: Any) -> dict[tuple[str, str], SheetState]:
    (job,) = (one for one in print_desk(folder, **more).jobs if one.paper == paper)
    return {(bag.place, sheet.title): sheet.state for bag in job.bags for sheet in bag.sheets}


def made_by_clerk(folder: Path, chosen: Chosen, copies: Mapping[str, int] | None = None) -> Printed:
    return file_for_printer(folder, chosen, lambda: MONDAY, by="样例甲", copies=copies or {})


def words(data: bytes) -> list[str]:
    return [text.strip() for text in read_text_of(data)]


def test_every_paper_has_its_list_in_the_order_of_the_round(folder: Path) -> None:
    desk = print_desk(folder)

    assert (desk.edition, desk.label, desk.notes) == (f"{WEEK}/r01", "11月23—29日", ())
    assert [(job.paper, job.two_sided, job.to_print) for job in desk.jobs] == [
        ("A3", False, 6),
        ("A4", False, 4),
        ("A4 双面", True, 0),
    ]
    a3 = desk.jobs[0]
    assert [(bag.place, bag.village) for bag in a3.bags] == [
        (HALL, "全乡"),
        (ONE, "样例一村"),
        (TWO, "样例二村"),
    ]


def test_the_pile_comes_out_of_the_printer_bag_by_bag(folder: Path) -> None:
    made = made_by_clerk(folder, Chosen(paper="A3"))

    poster = "poster 85WA p1"
    assert words(made.data) == [
        *("overview p1",),
        *("overview p1", poster),
        *("overview p1", poster, poster),
    ]
    assert made.bags == ((HALL, 1, 1), (ONE, 2, 3), (TWO, 4, 6))
    assert made.pages == 6
    assert made.data == made_by_clerk(folder, Chosen(paper="A3")).data


def test_of_what_is_handed_out_the_clerk_says_how_many(folder: Path) -> None:
    with pytest.raises(RequestError, match="没有要印的"):
        made_by_clerk(folder, Chosen(paper="A4 双面"))

    made = made_by_clerk(folder, Chosen(paper="A4 双面"), {HANDOUT: 3})
    assert words(made.data) == ["handout 85WA p1", "handout 85WA p2"] * 3


def test_what_is_ticked_is_not_printed_again_and_what_came_out_badly_is(folder: Path) -> None:
    chosen = Chosen(paper="A3", but=frozenset({(POSTER, TWO)}))
    added = record_printed(folder, chosen, lambda: MONDAY, by="样例甲")

    assert {(one.file, one.places, one.copies) for one in added} == {
        (OVERVIEW, (HALL, ONE, TWO), 3),
        (POSTER, (ONE,), 1),
    }
    assert {one.items.get("DX-2026-004") for one in added} == {None, "85WA-0000"}
    assert words(made_by_clerk(folder, Chosen(paper="A3")).data) == ["poster 85WA p1"] * 2
    record_printed(folder, Chosen(paper="A3"), lambda: MONDAY, by="样例甲")
    assert set(states(folder).values()) == {SheetState.PRINTED}
    with pytest.raises(RequestError, match="没有要记的"):
        record_printed(folder, Chosen(paper="A3"), lambda: MONDAY, by="样例甲")


def test_a_new_revision_wants_only_what_changed_and_says_what_it_replaces(folder: Path) -> None:
    record_printed(folder, Chosen(paper="A3"), lambda: MONDAY, by="样例甲")
    edition(folder, 2, "9XYZ")

    desk = print_desk(folder)
    to_print = {
        (bag.place, sheet.title, sheet.replaces)
        for bag in desk.jobs[0].bags
        for sheet in bag.sheets
        if sheet.state is SheetState.TO_PRINT
    }
    assert to_print == {(ONE, "交医保", True), (TWO, "交医保", True)}
    assert words(made_by_clerk(folder, Chosen(paper="A3")).data) == ["poster 9XYZ p1"] * 3


def test_who_printed_the_last_revision_ticks_that_one(folder: Path) -> None:
    edition(folder, 2, "9XYZ")
    record_printed(folder, Chosen(paper="A3", week=WEEK, revision=1), lambda: MONDAY, by="样例甲")

    assert states(folder)[(ONE, "交医保")] is SheetState.TO_PRINT
    assert states(folder)[(ONE, "本周公开一览")] is SheetState.PRINTED


def test_without_a_printer_for_it_a_poster_is_put_together_from_a4(folder: Path) -> None:
    assert ("样例一村公开栏", "交医保") not in states(folder, tiled=("A3",))
    chosen = Chosen(paper="A4", tiled=frozenset({"A3"}), places=frozenset({TWO}))

    tiles = ["tiles 85WA p1", "tiles 85WA p2"]
    assert words(made_by_clerk(folder, chosen).data) == ["slip p1", *tiles * 2]
    record_printed(folder, chosen, lambda: MONDAY, by="样例甲")
    assert states(folder)[(TWO, "交医保")] is SheetState.PRINTED
    assert states(folder)[(ONE, "交医保")] is SheetState.TO_PRINT


def test_what_hangs_since_last_week_is_not_printed_but_may_be(tmp_path: Path) -> None:
    folder = township(tmp_path / "daxi")
    edition(folder, stays=True)

    assert set(states(folder).values()) == {SheetState.HANGS}
    again = Chosen(paper="A3", paths=frozenset({POSTER}), places=frozenset({ONE}))
    assert words(made_by_clerk(folder, again).data) == ["poster 85WA p1"]


def test_what_was_handed_out_last_week_is_printed_anew(folder: Path) -> None:
    chosen = Chosen(paper="A4 双面")
    record_printed(folder, chosen, lambda: at(20, 9), by="样例甲", copies={HANDOUT: 30})
    log = folder / "returns.jsonl"
    assert read_returns(log).lines[0].copies == 30
    assert set(states(folder, "A4 双面").values()) == {SheetState.PRINTED}

    edition_next = Manifest(week="2026-W49", revision=1, township="", files=(), written=9)
    told = slips((HANDOUT, "交医保", "A4 双面", ()))
    files = {**dict.fromkeys(told, pdf("slip")), HANDOUT: pdf("handout 85WA", 2)}
    publish(folder, files, edition_next, figures=told)
    assert set(states(folder, "A4 双面").values()) == {SheetState.TO_PRINT}


def test_a_damaged_log_is_told_and_hinders_no_printing(folder: Path) -> None:
    (folder / "returns.jsonl").write_text("{}\n", encoding="utf-8")

    assert "returns.jsonl 第 1 行" in print_desk(folder).notes[0]
    assert made_by_clerk(folder, Chosen(paper="A3")).pages == 6
    with pytest.raises(SourceError, match="第 1 行"):
        record_printed(folder, Chosen(paper="A3"), lambda: MONDAY, by="样例甲")


def test_a_changed_sheet_is_not_printed(folder: Path) -> None:
    (folder / "output" / WEEK / "r01" / POSTER).write_bytes(pdf("something else"))

    with pytest.raises(VerifyError, match="被改动过"):
        made_by_clerk(folder, Chosen(paper="A3"))


def test_what_is_not_there_is_told_with_what_to_do(tmp_path: Path) -> None:
    folder = township(tmp_path / "daxi")
    with pytest.raises(SourceError, match="还没有做好的一期"):
        print_desk(folder)
    edition(folder)
    with pytest.raises(SourceError, match="2026-W50 这一周还没有做"):
        print_desk(folder, "2026-W50")
    with pytest.raises(RequestError, match="不是一个星期"):
        print_desk(folder, "../..")
    with pytest.raises(RequestError, match=r"要印的纸：A3、A4、A4 双面"):
        made_by_clerk(folder, Chosen(paper="B5"))


def test_an_edition_without_slips_says_so(tmp_path: Path) -> None:
    folder = township(tmp_path / "daxi")
    publish(folder, {}, Manifest(week=WEEK, revision=1, township="", files=(), written=1))

    desk = print_desk(folder)
    assert desk.jobs == ()
    assert "没有张贴单" in desk.notes[0]


def test_a_file_is_shown_only_if_the_signed_list_has_it(folder: Path) -> None:
    assert read_edition_file(folder, POSTER, week=WEEK) == pdf("poster 85WA")
    for path in ("../../../kit.toml", "manifest.json", "1要打印"):
        with pytest.raises(SourceError, match="里没有"):
            read_edition_file(folder, path)


def test_what_goes_to_a_village_a_counter_a_door_lies_in_a_bag_of_its_own(folder: Path) -> None:
    name = "DX-2026-004_交医保"
    lists = {
        "1要打印/各村一张/样例一村.pdf": "样例一村这一周",
        "1要打印/入户/送到了_样例一村.pdf": "样例一村送到了",
        "1要打印/查阅点/目录.pdf": "查阅点目录",
        "4张贴单/收回/收回单.pdf": "收回单",
    }
    sheets = {
        f"1要打印/查阅点/{name}_A4.pdf": 1,
        f"1要打印/办事大厅/{name}_A4.pdf": 2,
        f"1要打印/入户/{name}_A5两联.pdf": 2,
        f"1要打印/大讲堂/{name}_念稿.pdf": 1,
        f"1要打印/大讲堂/{name}_幻灯片.pdf": 9,
    }
    told: dict[str, dict[str, Any]] = {path: {"sheet": t, "work": []} for path, t in lists.items()}
    publish(
        folder,
        {path: pdf(path) for path in (*lists, *sheets)},
        Manifest(
            week=WEEK,
            revision=2,
            township="",
            files=(),
            items={"DX-2026-004": item("交医保", "26W48-04", "85WA")},
        ),
        figures={**told, **{path: {"pages": pages} for path, pages in sheets.items()}},
        about=dict.fromkeys(sheets, ("DX-2026-004",)),
    )

    def bags(paper: str) -> list[tuple[str, list[tuple[str, int]]]]:
        (job,) = (one for one in print_desk(folder).jobs if one.paper == paper)
        return [(b.place, [(one.title, one.copies) for one in b.sheets]) for b in job.bags]

    assert dict(bags("A4")) == {
        ONE: [("样例一村这一周", 1)],
        "入户": [("样例一村送到了", 1)],
        "查阅点": [("查阅点目录", 1), ("交医保（全文）", 1)],
        "党政办": [("收回单", 1)],
        "大讲堂": [("交医保（念稿）", 1)],
    }
    assert dict(bags("A4 双面")) == {"办事大厅": [("交医保", 1)], "入户": [("交医保", 0)]}
    record_printed(folder, Chosen(paper="A4"), lambda: MONDAY, by="样例甲")
    assert set(states(folder, "A4").values()) == {SheetState.PRINTED}


def test_every_comment_card_is_printed_with_a_number_of_its_own(folder: Path) -> None:
    path = "1要打印/意见卡/DX-2026-004_交医保_A5两联.pdf"
    told = slips((path, "交医保（意见卡）", "A4", ()))
    spots = {"pages": 1, "numbers": [[100, 80], [150, 80]], "number_pt": 16}
    publish(
        folder,
        {**dict.fromkeys(told, pdf("slip")), path: pdf("card")},
        Manifest(
            week=WEEK,
            revision=2,
            township="",
            files=(),
            items={"DX-2026-004": item("交医保", "26W48-04", "85WA")},
        ),
        figures={**told, path: spots},
        about={path: ("DX-2026-004",)},
    )
    chosen = Chosen(paper="A4", paths=frozenset({path}))

    def numbers(copies: int) -> list[str]:
        made = made_by_clerk(folder, chosen, {path: copies})
        assert made.pages == copies
        return re.findall(r"K\d+", " ".join(words(made.data)))

    assert numbers(2) == ["K001", "K002", "K003", "K004"]
    # Nobody said that the first two were printed: they may be out there all the same.
    assert numbers(1) == ["K005", "K006"]
    record_printed(folder, chosen, lambda: MONDAY, by="样例甲", copies={path: 3})
    (noted, *_) = read_returns(folder / RETURNS, ReturnKind.NUMBERED).of(ReturnKind.NUMBERED)
    assert (noted.copies, noted.by) == (4, "样例甲")
    take_back(folder, lambda: MONDAY, noted.sha256, by="样例乙", why="没有印")
    assert numbers(1) == ["K007", "K008"]
    with pytest.raises(RequestError, match="谁做的"):
        file_for_printer(folder, chosen, lambda: MONDAY, by="", copies={path: 1})
    log = folder / RETURNS
    log.write_bytes(log.read_bytes().replace("样例甲".encode(), "样例丙".encode(), 1))
    with pytest.raises(SourceError, match="第 1 行"):
        numbers(1)
