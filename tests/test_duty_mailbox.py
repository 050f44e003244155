"""Letters answered without anybody's name, and the public's marks counted."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kit.cli.app import main
from kit.duty.mailbox import FORM, late, read_mailbox, without_names
from kit.duty.survey import FORM as SURVEY
from kit.duty.survey import QUESTIONS, marks_of, read_cards
from kit.errors import RequestError
from kit.office.mailbox import draft_answers, new_mailbox
from kit.office.set_up import set_up
from kit.office.survey import new_survey
from kit.office.survey_cards import survey_cards
from kit.render.picture import opened
from kit.render.readback import read_text_of

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 23, 9).astimezone()
NAMES = ("编号", "收到", "来信人", "来信", "限办", "答复", "答复内容", "公开")


@pytest.mark.parametrize(
    ("row", "named"),
    [
        (("1", "2026-11-20", "", "路灯坏了", "", "2026-11-19", "修好了"), "早于收到"),
        (("1", "", "", "路灯坏了"), "没有写哪天收到"),
        (("", "2026-11-20", "", "路灯坏了"), "没有写编号"),
        (("1", "2026-11-20", "", ""), "没有写来信"),
        (("1", "2026-11-20", "", "路灯坏了", "", "2026-11-21", ""), "没有写答复了什么"),
        (("1", "2026-11-20", "", "路灯坏了", "", "", "", "是"), "还没有答复，不能公开"),
        (("1", "2026-11-20", "", "路灯坏了", "", "", "", "好"), "公开“好”不在格式里"),
    ],
)
def test_a_letter_that_cannot_be_is_named_by_its_row(row: tuple[str, ...], named: str) -> None:
    found = read_mailbox(NAMES, [(2, (*row, *("",) * (8 - len(row))))])

    assert any(named in one.message and one.line == 2 for one in found.faults)


def test_a_letter_that_should_have_been_answered_is_told() -> None:
    row = ("信-1", "2026-11-02", "", "路灯坏了", "2026-11-20", "", "", "")
    found = read_mailbox(NAMES, [(2, row)])

    assert [one.message for one in late(found, date(2026, 11, 23))] == [
        "信-1 应当在 2026-11-20 以前答复，还没有。"
    ]
    assert not list(late(found, date(2026, 11, 20)))


def test_who_wrote_and_whom_they_name_is_left_out_with_all_numbers() -> None:
    told = without_names("我是张某某甲，找李大山（男，45岁），电话13800138000。", ("张某某甲",))

    assert "张某某甲" not in told
    assert "13800138000" not in told
    assert told.startswith("我是（略），")
    assert without_names("路灯什么时候修？") == "路灯什么时候修？"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mailbox")
    set_up(folder, sample=True, now=NOW)
    new_mailbox(folder).unlink()
    new_survey(folder).unlink()
    (folder / f"{FORM.name}.csv").write_text(
        f"{','.join(NAMES)}\n"
        "信-1,2026-11-02,样例甲乙,样例甲乙家门口路灯坏了,,2026-11-05,样例甲乙反映的路灯修好了。,是\n"
        "信-2,2026-11-02,,低保怎么办,,2026-11-05,带证件来。,否\n",
        "utf-8",
    )
    return folder


def test_answers_are_drafted_without_the_name_and_only_where_they_may_be(
    workspace: Path,
) -> None:
    made = CliRunner().invoke(main, ["duty", "mailbox", "--draft", "信-1", "--in", str(workspace)])
    (draft,) = set((workspace / "items").glob("DX-2026-013.md"))
    text = draft.read_text("utf-8")

    assert made.exit_code == 0
    assert "（略）家门口路灯坏了" in text
    assert "（略）反映的路灯修好了" in text
    assert "样例甲乙" not in text
    for numbers, named in ((["信-2"], "信-2 不能公开"), (["信-9"], "没有这一封"), ([], "还没有选")):
        with pytest.raises(RequestError, match=named):
            draft_answers(workspace, lambda: NOW, numbers)


def test_cards_are_counted_by_word_or_digit_and_what_is_no_answer_is_named() -> None:
    names = ("编号", *QUESTIONS)
    rows = [
        (2, ("1", "1", "很满意", "3", "5", "")),
        (3, ("p2", "2", "7", "4", "5", "")),
        (4, ("P002", "2", "2", "4", "不知道", "")),
    ]
    found = read_cards(names, rows)
    first, second, third, fourth, fifth = marks_of(found.cards)

    assert [one.message for one in found.faults] == [
        "“7”不是卡上的答案。",
        "编号 P002 有 2 件（第 3、4 行）。",
    ]
    assert first.counts == (1, 2, 0, 0, 0)
    assert first.content == Decimal("100.0")
    assert (second.unanswered, third.content) == (1, Decimal("0.0"))
    assert (fourth.content, fifth.unanswered) == (None, 3)


def test_four_cards_stand_on_a_sheet_and_what_came_back_is_printed(
    workspace: Path, tmp_path: Path
) -> None:
    (workspace / f"{SURVEY.name}.csv").write_text(
        f"编号,{','.join(QUESTIONS)},意见\n1,1,1,2,3,1,字大一点\n", "utf-8"
    )
    cards, pdf = tmp_path / "卡.pdf", tmp_path / "结果.pdf"
    words = ["duty", "survey", "--in", str(workspace)]
    found = CliRunner().invoke(
        main,
        [*words, "--cards", str(cards), "--sheets", "2", "--pdf", str(pdf), "--by", "样例甲"],
    )

    assert "编了 8 张的卡号，收回 1 张" in found.output
    assert "满意率 100.0%" in found.output
    with opened(cards.read_bytes()) as read:
        assert len(read) == 2
        text = read[1].get_textpage().get_text_range()
    assert text.count("消息来得及时吗？") == 4
    assert re.findall(r"P\d+", text) == ["P005", "P006", "P007", "P008"]
    again = survey_cards(workspace, lambda: NOW, 1, by="样例甲")
    assert re.findall(r"P\d+", read_text_of(again)[0])[0] == "P009"
    for sheets, by, told in ((0, "样例甲", "1 到 500"), (1, "", "谁做的")):
        with pytest.raises(RequestError, match=told):
            survey_cards(workspace, lambda: NOW, sheets, by=by)
    assert pdf.read_bytes().startswith(b"%PDF")
