"""Where the township keeps a list of signers, only they sign, for their posts and in their days."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kit.errors import ReviewError
from kit.model.item import Kind
from kit.model.township import Signer, Step
from kit.review.chain import EMERGENCY_STEP, review_state
from kit.review.digest import digest
from kit.review.ledger import FILE, SignOff, read_ledger
from kit.review.signing import Wanted, sign, sign_all
from kit.source.township import read_township
from kit.source.workspace import open_workspace

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "daxi"
CHAIN = (
    Step(name="提交", post="业务人员"),
    Step(name="初审", post="办主任"),
    Step(name="终审", post="乡长"),
)
SIGNERS = (
    Signer(name="样例甲", posts=("业务人员",)),
    Signer(name="样例乙", posts=("办主任",), until=date(2026, 10, 31)),
    Signer(name="样例丙", posts=("办主任", "业务人员"), since=date(2026, 11, 1)),
    Signer(name="样例丁", posts=("乡长",), since=date(2026, 12, 1)),
    Signer(name="样例戊", posts=("乡长",)),
)
TOWNSHIP = replace(read_township(EXAMPLE / "kit.toml"), chain=CHAIN, signers=SIGNERS)
ITEMS = open_workspace(EXAMPLE).items
ITEM, OTHER = ITEMS[4], ITEMS[5]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / FILE


def put(ledger: Path, step: str, by: str, reject: str = "") -> SignOff:
    return sign(ledger, ITEM, TOWNSHIP, step=step, by=by, at=AT, reject=reject)


def test_signers_sign_their_own_steps_and_their_posts_stand_in_the_ledger(ledger: Path) -> None:
    for step, by in (("提交", "样例甲"), ("初审", " 样例丙 "), ("终审", "样例戊")):
        put(ledger, step, by)

    signed = read_ledger(ledger).of(ITEM.item_id)
    assert [one.posts for one in signed] == [("业务人员",), ("办主任", "业务人员"), ("乡长",)]
    assert review_state(ITEM, digest(ITEM), read_ledger(ledger), CHAIN).complete


@pytest.mark.parametrize(
    ("step", "by", "why"),
    [
        ("提交", "样例庚", "签字人名单里没有“样例庚”"),
        ("提交", "样例戊", "“提交”由业务人员签，样例戊是乡长"),
        ("初审", "样例乙", "样例乙的任期是以前 到 2026-10-31，2026-11-23 不在里面"),
        ("终审", "样例丁", "样例丁的任期是2026-12-01 到 现在，2026-11-23 不在里面"),
    ],
)
def test_who_may_not_is_told_why_and_who_may(ledger: Path, step: str, by: str, why: str) -> None:
    for earlier, other in (("提交", "样例甲"), ("初审", "样例丙")):
        if earlier == step:
            break
        put(ledger, earlier, other)

    with pytest.raises(ReviewError, match=why) as caught:
        put(ledger, step, by)

    (right,) = [s for s in CHAIN if s.name == step]
    assert f"“{step}”：{right.post}（" in caught.value.remedy
    assert by not in caught.value.remedy


def test_the_list_does_not_let_one_person_sign_two_steps(ledger: Path) -> None:
    put(ledger, "提交", "样例丙")

    with pytest.raises(ReviewError, match="已经签了“提交”"):
        put(ledger, "初审", "样例丙")


def test_only_signers_send_back(ledger: Path) -> None:
    put(ledger, "提交", "样例甲")

    with pytest.raises(ReviewError, match="名单里没有"):
        put(ledger, "初审", "样例庚", reject="不好")
    put(ledger, "初审", "样例丙", reject="电话没有试拨")


def test_an_alert_is_forwarded_by_any_signer_in_office_and_by_nobody_else(ledger: Path) -> None:
    alert = next(item for item in ITEMS if item.kind is Kind.EMERGENCY)
    for by, why in (("样例庚", "名单里没有"), ("样例乙", "任期")):
        with pytest.raises(ReviewError, match=why):
            sign(ledger, alert, TOWNSHIP, step=EMERGENCY_STEP, by=by, at=AT)

    sign(ledger, alert, TOWNSHIP, step=EMERGENCY_STEP, by="样例丙", at=AT)


def test_signatures_stay_good_when_their_signer_leaves(ledger: Path) -> None:
    for step, by in (("提交", "样例甲"), ("初审", "样例丙"), ("终审", "样例戊")):
        put(ledger, step, by)
    gone = replace(TOWNSHIP, signers=SIGNERS[:1])

    assert review_state(ITEM, digest(ITEM), read_ledger(ledger), gone.chain).complete


def test_of_many_asked_for_at_once_the_refused_hinder_no_other(ledger: Path) -> None:
    put(ledger, "提交", "样例甲")
    wanted = [
        Wanted(item=item, step=step, by=by)
        for item in (ITEM, OTHER)
        for step, by in (("提交", "样例甲"), ("初审", "样例乙"), ("初审", "样例丙"))
    ]

    entered = sign_all(ledger, wanted, TOWNSHIP, at=AT)

    assert [one.sign_off is not None for one in entered] == [False, False, True, True, False, True]
    assert ["任期" in one.refusal for one in entered] == [False, True, False, False, True, False]
    assert not entered[0].refusal  # it stood there before: nothing is wrong, nothing is added
    assert len(read_ledger(ledger).of(ITEM.item_id)) == 2
