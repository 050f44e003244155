"""What waits for whom: the clerk writes, mends and sends on; a signer sees what is his to sign."""

from __future__ import annotations

import shutil
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from kit.office.sign import sign
from kit.office.to_do import Want, to_do
from kit.office.waiting import waiting
from kit.review.chain import EMERGENCY_STEP
from kit.review.signing import sign_samples
from kit.source.workspace import open_workspace
from tests.rosters import anybody_signs

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
LATE, ALERT, FEE = "DX-2026-006", "DX-2026-008", "DX-2026-004"
SIGNERS = """
[[signer]]
name = "样例甲"
posts = ["党政办业务人员"]

[[signer]]
name = "样例乙"
posts = ["保密审查员"]

[[signer]]
name = "样例丙"
posts = ["分管领导"]
until = "2026-11-01"
"""


def clock() -> datetime:
    return NOW


@pytest.fixture
def folder(tmp_path: Path, example: Path) -> Path:
    folder = shutil.copytree(example, tmp_path / "daxi")
    sign_samples(open_workspace(folder), at=NOW)
    anybody_signs(folder)
    with (folder / "kit.toml").open("a", encoding="utf-8") as settings:
        settings.write(SIGNERS)
    return folder


def wants(folder: Path, by: str = "") -> dict[str, Want]:
    return {one.item_id: one.want for one in to_do(folder, clock, by=by).mine}


def edit(folder: Path, item_id: str, old: str, new: str) -> None:
    path = folder / "items" / f"{item_id}.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_what_nobody_signed_waits_for_the_clerk_with_the_days_it_is_late(folder: Path) -> None:
    first = to_do(folder, clock).mine[0]

    assert (first.item_id, first.want, first.late_days) == (LATE, Want.SUBMIT, 3)
    assert "还没有人签字" in first.why


def test_a_number_nobody_dialled_waits_for_the_clerk(folder: Path) -> None:
    assert wants(folder)["DX-2021-001"] is Want.LOOK


def test_what_the_checks_stop_is_to_be_mended_and_says_no_command(folder: Path) -> None:
    edit(folder, FEE, "每人{金额}，", "每人390元，")
    found = next(one for one in to_do(folder, clock).mine if one.item_id == FEE)

    assert found.want is Want.MEND
    assert "kit check" not in found.why


def test_a_file_that_cannot_be_read_waits_with_its_number(folder: Path) -> None:
    (folder / "items" / f"{FEE}.md").write_text("---\n编号: [\n---\n", "utf-8")

    assert wants(folder)[FEE] is Want.MEND


def test_what_is_over_waits_for_nobody(folder: Path) -> None:
    edit(folder, LATE, "摘下: 2027-11-19", "摘下: 2026-11-22")

    assert LATE not in wants(folder)


def test_after_the_first_step_it_is_with_others_and_with_the_next_signer(folder: Path) -> None:
    assert wants(folder, "样例乙") == {}
    sign(folder, LATE, clock, step="提交", by="样例甲")

    assert LATE not in wants(folder)
    assert [one.post for one in to_do(folder, clock).elsewhere] == ["保密审查员"]
    assert wants(folder, "样例乙") == {LATE: Want.SIGN}
    assert wants(folder, "样例甲") == {}


def test_a_rejection_comes_back_to_the_clerk_with_its_reason(folder: Path) -> None:
    sign(folder, LATE, clock, step="提交", by="样例甲")
    sign(folder, LATE, clock, step="保密审查", by="样例乙", reject="第二段露了手机号")
    found = to_do(folder, clock).mine[0]

    assert (found.item_id, found.want) == (LATE, Want.RETURNED)
    assert "露了手机号" in found.why


def test_an_alert_waits_for_every_signer_in_office_and_stands_first(folder: Path) -> None:
    edit(folder, ALERT, "风大，容易", "风很大，容易")

    assert wants(folder)[ALERT] is Want.SUBMIT
    first = to_do(folder, clock, by="样例乙").mine[0]
    assert (first.item_id, first.step, first.is_alert) == (ALERT, EMERGENCY_STEP, True)
    assert wants(folder, "样例丙") == {}


def test_a_hurried_alert_is_with_others_until_its_review_is_made_up(folder: Path) -> None:
    edit(folder, ALERT, "风大，容易", "风很大，容易")
    sign(folder, ALERT, clock, step=EMERGENCY_STEP, by="样例乙")
    found = to_do(folder, clock)

    assert ALERT not in {one.item_id for one in found.mine}
    assert found.elsewhere[0].due is not None


def test_the_week_and_the_list_of_signatures_ask_the_same_of_everybody(folder: Path) -> None:
    edit(folder, ALERT, "风大，容易", "风很大，容易")
    people = ("样例甲", "样例乙", "样例丙")

    def both() -> list[set[str]]:
        asked = [{one.item_id for one in waiting(folder, clock, name)} for name in people]
        assert asked == [set(wants(folder, name)) for name in people]
        return asked

    assert both() == [{LATE, ALERT}, {ALERT}, set()]
    sign(folder, LATE, clock, step="提交", by="样例甲")
    sign(folder, ALERT, clock, step=EMERGENCY_STEP, by="样例甲")
    assert both() == [{ALERT}, {LATE}, set()]
    sign(folder, LATE, clock, step="保密审查", by="样例乙", reject="电话要试拨")
    assert both() == [{LATE, ALERT}, set(), set()]
    edit(folder, FEE, "状态: 有效", "状态: 撤回\n撤回原因: 写错了")
    assert both() == [{LATE, ALERT, FEE}, {FEE}, set()]
