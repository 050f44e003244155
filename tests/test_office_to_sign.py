"""A signer sees what changed since they signed last; what is not known is shown whole."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from kit.errors import ReviewError
from kit.office.set_up import set_up
from kit.office.sign import sign
from kit.office.signers import signer_now, signers_now
from kit.office.to_sign import ToSign, to_sign
from kit.office.waiting import signed_by, waiting
from kit.review.ledger import FILE as LEDGER
from kit.review.ledger import read_ledger
from kit.review.signed_texts import FOLDER
from tests.rosters import anybody_signs

ID = "DX-2026-004"
ALERT = "DX-2026-008"
UNSIGNED = "DX-2026-006"
PEOPLE = ("样例甲", "样例乙", "样例丙", "样例丁", "样例戊", "样例己")
STEPS = ("提交", "保密审查", "初审", "二审", "再审", "终审")


def clock() -> datetime:
    return datetime(2026, 11, 24, 9).astimezone()


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("signed") / "daxi"
    set_up(folder, sample=True, now=clock())
    return folder


@pytest.fixture
def folder(signed: Path, tmp_path: Path) -> Path:
    return shutil.copytree(signed, tmp_path / "daxi")


def edit(folder: Path, before: str, after: str, item: str = ID) -> None:
    path = folder / "items" / f"{item}.md"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def seen_by(folder: Path, by: str, item: str = ID) -> ToSign:
    return to_sign(folder, item, clock, by)


def ids(folder: Path, by: str = "") -> list[str]:
    return [one.item_id for one in waiting(folder, clock, by)]


def test_only_what_changed_since_the_last_signature_is_told(folder: Path) -> None:
    edit(folder, "截止: 2026-12-31", "截止: 2026-12-16")

    seen = seen_by(folder, "样例丁")

    (change,) = seen.changes
    assert (seen.is_compared, change.label) == (True, "截止")
    ((went, came),) = change.lines
    assert (went.text, came.text) == ("2026年12月31日", "2026年12月16日")
    said = ["".join(p.text for p in one.pieces if p.came) for one in seen.script if one.is_changed]
    assert said.count("12月16日") == 2
    assert seen.check_code != seen_by(folder, "", UNSIGNED).check_code


@pytest.mark.parametrize(
    ("before", "after", "label", "line"),
    [
        ("渠道: [公开栏, 广播, ", "渠道: [公开栏, ", "渠道", "广播"),
        ("承办: 乡劳保所", "承办: 乡财政所", "承办", "劳保"),
        ("状态: 有效", "状态: 已修改", "状态", "有效"),
        ("0597-0123456", "0597-0123465", "电话", "0597-0123456"),
    ],
)
def test_every_kind_of_field_is_told_in_words(
    folder: Path, before: str, after: str, label: str, line: str
) -> None:
    edit(folder, before, after)

    seen = seen_by(folder, "样例丁")

    found = {one.label: one.lines for one in seen.changes}
    assert any(line in piece.text for pieces in found[label] for piece in pieces if piece.went)


def test_a_row_of_a_table_that_changed_is_told_with_its_number(folder: Path) -> None:
    csv = next((folder / "items").glob("*.csv"))
    rows = csv.read_text("utf-8").splitlines()
    cells = rows[2].split(",")
    cells[0] = f"{cells[0]}改"
    csv.write_text("\n".join([*rows[:2], ",".join(cells), *rows[3:]]) + "\n", "utf-8")

    seen = seen_by(folder, "样例丁", csv.stem)

    (change,) = [one for one in seen.changes if one.label == "表格里的行"]
    assert change.numbers == (3,)
    assert "改" in "".join(piece.text for piece in change.lines[0] if piece.came)


def test_who_signs_for_the_first_time_and_who_cannot_be_compared_see_the_whole(
    folder: Path,
) -> None:
    assert (seen_by(folder, "样例丁", UNSIGNED).since, seen_by(folder, "样例丁").since is None) == (
        None,
        False,
    )
    edit(folder, "截止: 2026-12-31", "截止: 2026-12-16")
    shutil.rmtree(folder / FOLDER)

    seen = seen_by(folder, "样例丁")

    assert (seen.is_compared, seen.changes) == (False, ())
    assert dict(seen.whole)["标题"] == "交明年的居民医保"
    assert "缴费" in dict(seen.whole)["正文"]


@pytest.mark.parametrize("damage", ["", "{}", "[" * 9000, "\x00", '{"item_id": 4}', "other"])
def test_a_kept_text_that_was_touched_vouches_for_nothing(folder: Path, damage: str) -> None:
    edit(folder, "截止: 2026-12-31", "截止: 2026-12-16")
    last = read_ledger(folder / LEDGER).of(ID)[-1].digest
    kept = folder / FOLDER / f"{last}.json"
    text = kept.read_text("utf-8")
    kept.write_text(text.replace("12-31", "12-30") if damage == "other" else damage, "utf-8")

    assert not seen_by(folder, "样例丁").is_compared


def test_a_text_that_changed_while_it_was_read_is_not_signed(folder: Path) -> None:
    seen = seen_by(folder, "样例甲", UNSIGNED).seen
    edit(folder, "标题: ", "标题: 快", UNSIGNED)

    with pytest.raises(ReviewError, match="内容或者审核的步骤改过"):
        sign(folder, UNSIGNED, clock, step="提交", by="样例甲", seen=seen)

    assert not read_ledger(folder / LEDGER).of(UNSIGNED)


def test_a_chain_that_changed_while_it_was_read_is_not_signed_either(folder: Path) -> None:
    seen = seen_by(folder, "样例甲", UNSIGNED).seen
    settings = folder / "kit.toml"
    settings.write_text(settings.read_text("utf-8").replace("已经试拨", "试拨过"), "utf-8")

    with pytest.raises(ReviewError, match="改过"):
        sign(folder, UNSIGNED, clock, step="提交", by="样例甲", seen=seen)


def test_what_waits_is_told_to_whose_turn_it_is_and_to_nobody_else(folder: Path) -> None:
    assert ids(folder) == [UNSIGNED]
    for step, by in zip(STEPS, PEOPLE, strict=True):
        assert [ids(folder, one) for one in PEOPLE] == [
            [UNSIGNED] if one == by else [] for one in PEOPLE
        ]
        assert seen_by(folder, by, UNSIGNED).names == (by,)
        sign(folder, UNSIGNED, clock, step=step, by=by, way="密码")
    assert ids(folder) == []
    assert {one.way for one in read_ledger(folder / LEDGER).of(UNSIGNED)} == {"密码"}


def test_what_was_sent_back_waits_for_the_first_step_with_its_reason(folder: Path) -> None:
    sign(folder, UNSIGNED, clock, step="提交", by="样例甲")
    sign(folder, UNSIGNED, clock, step="保密审查", by="样例乙", reject="电话要试拨")

    (one,) = waiting(folder, clock, "样例甲")

    assert (one.rejection, one.step, one.is_late) == ("电话要试拨", "提交", True)


def test_an_alert_waits_for_whoever_is_there_and_then_for_its_review(folder: Path) -> None:
    edit(folder, "橙色", "红色", ALERT)

    assert all(ids(folder, one)[0] == ALERT for one in PEOPLE)
    turn = seen_by(folder, "样例丁", ALERT).turn
    assert turn.is_urgent
    assert turn.step is not None
    assert "来源编号" in turn.step.checklist[1]
    sign(folder, ALERT, clock, step=turn.step.name, by="样例丁")

    assert [ids(folder, one).count(ALERT) for one in PEOPLE] == [1, 0, 0, 0, 0, 0]


def test_a_signer_finds_what_was_signed_in_their_name(folder: Path) -> None:
    edit(folder, "截止: 2026-12-31", "截止: 2026-12-16")

    found = signed_by(folder, "样例丁", 20)

    assert len(found) == 12
    assert {one.item_id for one in found if not one.is_present} == {ID}


def test_the_list_of_signers_is_as_of_today(folder: Path) -> None:
    settings = folder / "kit.toml"
    text = settings.read_text("utf-8")
    both = '[[signer]]\nname = "样例 乙"\nposts = ["主要领导"]\nuntil = "2026-11-23"\n\n# 机器'
    settings.write_text(text.replace("# 机器", both, 1), "utf-8")

    people = {one.name: one for one in signers_now(folder, clock)}

    assert list(people) == list(PEOPLE)
    assert people["样例乙"].steps == ("保密审查",)
    assert people["样例乙"].term == "以前 到 现在；以前 到 2026-11-23"
    assert signer_now(folder, " 样例 乙", clock) == people["样例乙"]
    assert signer_now(folder, "样例庚", clock) is None
    assert signers_now(anybody_signs(folder), clock) == ()
