"""A notice is taken back by its file and a signature; one is enough where it cannot wait."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kit.cli.app import main
from kit.edition.published.manifest import (
    MANIFEST,
    SIGNATURE,
    Manifest,
    manifest_bytes,
    new_key,
    sign,
)
from kit.errors import ExitCode, RequestError, ReviewError, SourceError
from kit.model.finding import Severity
from kit.model.item import Status
from kit.office.check import check
from kit.office.find import find
from kit.office.plan import plan_week
from kit.office.set_up import set_up
from kit.office.withdraw import withdraw
from kit.review.digest import digest
from kit.review.ledger import FILE, read_ledger
from kit.source.private import KEY, PRIVATE

if TYPE_CHECKING:
    from pathlib import Path

ID = "DX-2026-004"


def clock() -> datetime:
    return datetime(2026, 11, 24, 9).astimezone()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    set_up(tmp_path / "daxi", sample=True, now=clock())
    return tmp_path / "daxi"


@pytest.fixture
def published(folder: Path) -> Path:
    """Return the workspace with two of its items on the boards, as far as a list says so."""
    week = folder / "output/2026-W47/r01"
    week.mkdir(parents=True)
    entry = {"title": "x", "digest": "d", "draft": "", "villages": "全乡", "code": "26W47-01"}
    items = {ID: entry, "DX-2026-002": entry}
    listed = manifest_bytes(
        Manifest(week="2026-W47", revision=1, township="大溪乡", files=(), items=items)
    )
    key = new_key()
    (folder / PRIVATE).mkdir(exist_ok=True)
    (folder / PRIVATE / KEY).write_bytes(key)
    (week / MANIFEST).write_bytes(listed)
    (week / SIGNATURE).write_bytes(sign(listed, key))
    return folder


def test_a_withdrawal_is_two_lines_of_the_items_file_and_waits_for_signatures(
    folder: Path,
) -> None:
    before = (folder / f"items/{ID}.md").read_text("utf-8").splitlines()

    taken = withdraw(folder, "4", clock, reason="金额写错")

    after = (folder / f"items/{ID}.md").read_text("utf-8").splitlines()
    assert set(after) - set(before) == {"状态: 撤回", "撤回原因: 金额写错"}
    assert (taken.item.item_id, taken.item.status) == (ID, Status.WITHDRAWN)
    assert not taken.state.complete
    told = [f for f in check(folder, clock).findings if f.item_id == ID]
    assert not [f for f in told if f.severity is Severity.STOP]  # nothing is left to be made


def test_one_signature_is_enough_and_stands_in_the_ledger(published: Path) -> None:
    folder = published
    taken = withdraw(folder, ID, clock, reason="漏遮了人名", by="样例甲")

    assert taken.state.complete
    assert taken.state.review_by is not None  # the others follow within a day
    last = read_ledger(folder / FILE).of(ID)[-1]
    assert (last.step, last.by, last.digest) == ("应急签发", "样例甲", digest(taken.item))


def test_who_signs_sees_the_reason_and_no_page_shows_it(folder: Path) -> None:
    withdraw(folder, ID, clock, reason="金额写错")

    told = [f for f in check(folder, clock).findings if f.code == "T11"]

    assert [f.severity for f in told] == [Severity.INFO]
    assert told[0].message.endswith("原因：金额写错。")


def test_what_never_was_published_wants_no_signature_in_a_hurry(folder: Path) -> None:
    before = (folder / f"items/{ID}.md").read_bytes()

    with pytest.raises(ReviewError, match="还没有公开过"):
        withdraw(folder, ID, clock, reason="不发了", by="样例甲")

    assert (folder / f"items/{ID}.md").read_bytes() == before


def test_a_withdrawal_that_waits_for_signatures_stands_in_the_plan(published: Path) -> None:
    withdraw(published, ID, clock, reason="金额写错")

    waits = {one.item: one for one in plan_week(published, "2026-W48", clock).overdue}

    assert waits[ID].is_withdrawal
    assert "签字" in waits[ID].reason


def test_a_repeal_is_not_taken_back_by_one_person_alone(published: Path) -> None:
    folder = published
    before = (folder / "items/DX-2026-002.md").read_bytes()

    with pytest.raises(ReviewError, match="停用过别的公告"):
        withdraw(folder, "DX-2026-002", clock, reason="发早了", by="样例甲")

    assert (folder / "items/DX-2026-002.md").read_bytes() == before


@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_nothing_is_written(folder: Path, reason: str) -> None:
    with pytest.raises(RequestError, match="原因"):
        withdraw(folder, ID, clock, reason=reason)

    assert find(folder, ID).item.status is Status.VALID


def test_who_may_not_sign_takes_nothing_back(published: Path) -> None:
    folder = published
    before = (folder / f"items/{ID}.md").read_bytes()

    with pytest.raises(ReviewError, match="签字人名单里没有“甲一”"):
        withdraw(folder, ID, clock, reason="漏遮了人名", by="甲一")

    assert (folder / f"items/{ID}.md").read_bytes() == before


def test_a_withdrawal_written_by_hand_wants_its_reason_too(folder: Path) -> None:
    file = folder / f"items/{ID}.md"
    file.write_text(file.read_text("utf-8").replace("状态: 有效", "状态: 撤回"), encoding="utf-8")

    told = [f for f in check(folder, clock).findings if f.code == "T11"]

    assert [f.severity for f in told] == [Severity.STOP]


def test_what_is_over_or_unknown_cannot_be_taken_back(folder: Path) -> None:
    withdraw(folder, ID, clock, reason="金额写错")

    with pytest.raises(RequestError, match="已经是“撤回”"):
        withdraw(folder, ID, clock, reason="又一次")
    with pytest.raises(SourceError):
        withdraw(folder, "999", clock, reason="没有这一条")


def test_the_command_says_what_to_do_next(folder: Path) -> None:
    result = CliRunner().invoke(
        main, ["withdraw", "4", "--reason", "金额写错", "--in", str(folder)]
    )

    assert result.exit_code == ExitCode.OK
    assert "已写成撤回" in result.output
    assert "应急签发" in result.output
    assert "kit build" in result.output
