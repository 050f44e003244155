"""Opinions on consultations: noted under a number, counted, and their outcome drafted."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from kit.cli.app import main
from kit.duty.opinions import (
    FORM,
    Consultation,
    Opinions,
    next_number,
    outcome_text,
    read_opinions,
    tally,
)
from kit.duty.reminders import Of, Reminder, calendar_text
from kit.errors import RequestError
from kit.model.item import Kind
from kit.office.opinions import draft_outcome, note_opinion, opinions_seen
from kit.office.opinions_sheet import opinions_pdf
from kit.office.reminders import reminder_file, reminders
from kit.office.set_up import set_up
from kit.returns.returns_log import Return, ReturnKind, add_returns
from kit.source.private import RETURNS
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 12, 28, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
ABOUT = Consultation(
    item_id="DX-2026-001",
    title="垃圾收费方案",
    start=date(2026, 11, 23),
    end=date(2026, 12, 25),
)
NAMES = ("编号", "预公开", "收到", "方式", "村", "意见", "归类", "采纳", "说明")
GOOD = ("1", "DX-2026-001", "2026-11-25", "意见卡", "样例一村", "太贵", "标准", "采纳", "改为4元")


def read(*rows: tuple[str, ...]) -> Opinions:
    filled = [(*row, *("",) * (len(NAMES) - len(row))) for row in rows]
    return read_opinions(NAMES, list(enumerate(filled, 2)), {ABOUT.item_id: ABOUT})


@pytest.mark.parametrize(
    ("row", "named", "counts"),
    [
        (("", *GOOD[1:]), "没有写编号", False),
        (("1", "DX-2026-099", *GOOD[2:]), "没有编号 DX-2026-099 的预公开", False),
        (("1", "DX-2026-001", "2026-13-01", *GOOD[3:]), "没有“2026-13-01”这一天", False),
        ((*GOOD[:5], "", *GOOD[6:]), "没有写意见", False),
        ((*GOOD[:7], "同意"), "采纳“同意”不在格式里", True),
        ((*GOOD[:2], "2026-11-20", *GOOD[3:]), "早于征求意见的第一天", True),
        ((*GOOD[:2], "2026-12-26", *GOOD[3:]), "晚于征求意见的最后一天", True),
        ((*GOOD[:7], "不采纳"), "没有写为什么", True),
    ],
)
def test_a_row_that_is_wrong_is_named_and_what_can_be_counted_is(
    row: tuple[str, ...], named: str, *, counts: bool
) -> None:
    found = read(row)

    assert [one.line for one in found.faults] == [2]
    assert named in found.faults[0].message
    assert bool(found.opinions) is counts


def test_two_cards_with_one_number_are_named_and_both_stay() -> None:
    found = read(GOOD, GOOD)

    assert "第 2、3 行" in found.faults[0].message
    assert len(found.opinions) == 2


def test_the_next_number_goes_on_where_the_last_one_was() -> None:
    found = read(("DX-2026-001-007", *GOOD[1:]), ("卡三", *GOOD[1:]))

    assert next_number(found, "DX-2026-001") == "DX-2026-001-008"
    assert next_number(Opinions(), "DX-2026-001") == "DX-2026-001-001"


def test_the_outcome_tells_topics_and_reasons_and_nobodys_own_words() -> None:
    found = read(
        GOOD,
        ("2", *GOOD[1:5], "样例某家付不起", "标准", "部分采纳", "困难户免收。"),
        ("3", "DX-2026-001", "2026-11-26", "电话", "", "几点来收", "时间"),
        ("4", "DX-2026-001", "2026-11-26", "电话", "", "臭"),
    )

    told = outcome_text(ABOUT, tally(found.opinions))

    assert told.startswith(
        "《垃圾收费方案》从2026年11月23日到2026年12月25日公开征求意见，收到意见4条"
        "（意见卡2条、电话2条）。其中采纳1条，部分采纳1条，【待填：还有2条没有写采不采纳】。"
    )
    assert "1. 标准（2条）：采纳1条，部分采纳1条。改为4元；困难户免收。" in told
    assert "2. 时间（1条）：【待填：1条采不采纳】。【待填：理由】。" in told
    assert "3. 【待填：归类：说的是什么】（1条）" in told
    assert "付不起" not in told


def test_a_consultation_nobody_answered_says_so() -> None:
    assert "没有收到意见" in outcome_text(ABOUT, tally(()))


def test_a_calendar_folds_its_lines_between_characters_and_keeps_its_entries_apart() -> None:
    one = Reminder(
        of=Of.REQUEST,
        day=date(2027, 1, 7),
        title="答复，" * 20,
        about="甲;乙,丙\n丁",
        key="request-1",
        sure=False,
    )

    text = calendar_text([one], NOW)

    lines = text.decode().split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    whole = "".join(line.removeprefix(" ") if line[:1] == " " else "\n" + line for line in lines)
    assert "\nDTSTAMP:20261228T010000Z" in whole
    assert "\nDTSTART;VALUE=DATE:20270107\nDTEND;VALUE=DATE:20270108" in whole
    assert "\nSUMMARY:" + "答复，" * 20 + "（暂定）" in whole
    assert "\nDESCRIPTION:甲\\;乙\\,丙\\n丁" in whole
    assert "\nUID:request-1@kit" in whole


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("opinions")
    set_up(folder, sample=True, now=NOW)
    return folder


def test_an_opinion_is_noted_counted_drafted_and_linked_both_ways(workspace: Path) -> None:
    first = note_opinion(workspace, lambda: NOW, "DX-2026-001", "太贵\n了", "意见卡", "样例一村")
    second = note_opinion(workspace, lambda: NOW, "DX-2026-001", "=1+1", "电话")
    (workspace / "依申请公开登记簿.csv").write_text(
        "编号,收到,申请人类别,申请内容\n2026-1,2026-12-12,自然人,低保名单\n", "utf-8"
    )
    due = {one.key: one for one in reminders(workspace, lambda: NOW)}

    assert (first, second) == ("DX-2026-001-001", "DX-2026-001-002")
    assert due["outcome-DX-2026-001"].day == date(2027, 1, 24)
    assert not due["request-2026-1"].sure
    assert b"BEGIN:VEVENT" in reminder_file(workspace, lambda: NOW)

    made = CliRunner().invoke(
        main, ["duty", "opinions", "--draft", "DX-2026-001", "--in", str(workspace)]
    )
    assert made.exit_code == 0, made.output
    seen = opinions_seen(workspace)
    about = next(one for one in seen.consultations if one.about.item_id == "DX-2026-001")
    body = (workspace / "items" / f"{about.decision}.md").read_text("utf-8")
    assert [one.words for one in about.opinions] == ["太贵 了", "=1+1"]
    assert "决定: DX-2026-001" in body
    assert "收到意见2条（意见卡1条、电话1条）" in body
    assert "outcome-DX-2026-001" not in {one.key for one in reminders(workspace, lambda: NOW)}
    with pytest.raises(RequestError, match=f"已经写在 {about.decision} 里"):
        draft_outcome(workspace, lambda: NOW, "DX-2026-001")


def test_the_opinions_are_printed_for_those_who_decide(workspace: Path) -> None:
    assert opinions_pdf(workspace, "DX-2026-001").startswith(b"%PDF")


@pytest.mark.parametrize(
    ("preview", "words", "way", "named"),
    [
        ("DX-2026-001", " ", "", "还没有写意见"),
        ("DX-2026-001", "太贵", "鸽子", "没有“鸽子”这种方式"),
        ("DX-2026-004", "太贵", "", "没有编号 DX-2026-004 的预公开"),
    ],
)
def test_what_is_no_opinion_on_a_consultation_is_not_noted(
    preview: str, words: str, way: str, named: str, workspace: Path
) -> None:
    with pytest.raises(RequestError, match=named):
        note_opinion(workspace, lambda: NOW, preview, words, way)


def test_rows_that_cannot_be_counted_draft_nothing(tmp_path: Path) -> None:
    set_up(tmp_path, sample=True, now=NOW)
    (tmp_path / f"{FORM.name}.csv").write_text(
        "编号,预公开,收到,意见\n1,X,2026-11-25,好\n", "utf-8"
    )
    shown = CliRunner().invoke(main, ["duty", "opinions", "--in", str(tmp_path)])

    assert shown.exit_code == 1
    assert "第 2 行 预公开：没有编号 X 的预公开。" in shown.output
    with pytest.raises(RequestError, match="第 2 行"):
        draft_outcome(tmp_path, lambda: NOW, "DX-2026-001")
    assert all(item.kind is not Kind.DECISION for item in open_workspace(tmp_path).items)


def test_a_printed_cards_number_is_noted_once_and_what_is_out_is_known(workspace: Path) -> None:
    preview = "DX-2026-001"
    printed = Return(
        kind=ReturnKind.NUMBERED,
        by="样例甲",
        at=NOW,
        week="2026-W48",
        file=f"1要打印/意见卡/{preview}_方案_A5两联.pdf",
        items={preview: "85WA-0000"},
        copies=6,
    )
    add_returns(workspace / RETURNS, [printed])

    def note(card: str) -> str:
        return note_opinion(workspace, lambda: NOW, preview, "收费高了", card=card)

    assert note("k3") == f"{preview}-K003"
    assert note("") == f"{preview}-003"
    for card, told in (("K003", "K003 已经记过了"), ("7", "只编到 K006"), ("甲", "不是卡号")):
        with pytest.raises(RequestError, match=told):
            note(card)
    (seen,) = (x for x in opinions_seen(workspace).consultations if x.about.item_id == preview)
    assert (seen.cards, seen.cards_out) == (6, ("K001到K002", "K004到K006"))
