"""Nothing is public before the whole chain signed exactly this text, each a different person."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kit.errors import ReviewError
from kit.model.item import Emergency, Item, Kind, Status
from kit.model.township import Step, Township
from kit.review.chain import EMERGENCY_STEP, ReviewState, review_state
from kit.review.digest import digest
from kit.review.ledger import FILE, SignOff, append_sign_offs, read_ledger
from kit.review.signing import sign, sign_samples
from kit.source.township import read_township
from kit.source.workspace import open_workspace

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
STEPS = ("提交", "保密审查", "初审", "二审", "再审", "终审")
CHAIN = tuple(Step(name=name, post=f"{name}岗") for name in STEPS)
SHARED = tuple(
    replace(step, same_person_as=("保密审查",)) if step.name == "初审" else step for step in CHAIN
)

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "daxi"


def with_chain(chain: tuple[Step, ...]) -> Township:
    return replace(read_township(EXAMPLE / "kit.toml"), chain=chain, signers=())


TOWNSHIP = with_chain(CHAIN)


@pytest.fixture
def item(example: Path) -> Item:
    return next(one for one in open_workspace(example).items if one.item_id == "DX-2026-004")


@pytest.fixture
def alert(example: Path) -> Item:
    return next(one for one in open_workspace(example).items if one.kind is Kind.EMERGENCY)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / FILE


def put(ledger: Path, item: Item, step: str, by: str, reject: str = "") -> SignOff:
    return sign(ledger, item, TOWNSHIP, step=step, by=by, at=AT, reject=reject)


def state(ledger: Path, item: Item, chain: tuple[Step, ...] = CHAIN) -> ReviewState:
    return review_state(item, digest(item), read_ledger(ledger), chain)


def sign_all(ledger: Path, item: Item) -> None:
    for number, step in enumerate(STEPS):
        put(ledger, item, step, f"样例{number}")


def test_a_whole_chain_of_distinct_people_is_complete(ledger: Path, item: Item) -> None:
    for number, step in enumerate(STEPS):
        assert not state(ledger, item).complete
        put(ledger, item, step, f"样例{number}")

    assert state(ledger, item).complete
    assert state(ledger, item).next_step is None
    assert state(ledger, item).summary == "已经签完。"


def test_any_edit_voids_what_was_signed_and_says_so(ledger: Path, item: Item) -> None:
    sign_all(ledger, item)
    edited = replace(item, title="交今年的居民医保")

    assert not state(ledger, edited).complete
    assert "原来的签字作废" in state(ledger, edited).summary
    assert state(ledger, item).complete


def test_a_text_that_was_corrected_comes_back_by_new_signatures_only(
    ledger: Path, item: Item
) -> None:
    corrected = replace(item, title="交今年的居民医保")
    sign_all(ledger, item)
    for number, step in enumerate(STEPS[:-1]):
        put(ledger, corrected, step, f"样例{number}")
    assert state(ledger, item).complete  # an edit that nobody finished may be undone

    put(ledger, corrected, STEPS[-1], "样例5")

    assert not state(ledger, item).complete
    assert "后来签的是改过的内容" in state(ledger, item).summary
    sign_all(ledger, item)
    assert state(ledger, item).complete
    assert not state(ledger, corrected).complete


def test_a_withdrawal_signed_by_one_is_undone_by_the_whole_chain_only(
    ledger: Path, item: Item
) -> None:
    sign_all(ledger, item)
    put(ledger, replace(item, status=Status.WITHDRAWN), EMERGENCY_STEP, "样例1")

    assert not state(ledger, item).complete
    with pytest.raises(ReviewError, match="提交"):
        put(ledger, item, STEPS[-1], "样例5")


def test_a_step_out_of_turn_is_refused_and_whose_turn_it_is_said(ledger: Path, item: Item) -> None:
    put(ledger, item, "提交", "样例甲")

    with pytest.raises(ReviewError) as caught:
        put(ledger, item, "二审", "样例乙")
    assert "现在轮到“保密审查”（保密审查岗）" in caught.value.message
    assert "现在可以签的是“保密审查”：保密审查岗，样例甲除外" in caught.value.remedy


@pytest.mark.parametrize("name", ["样例甲", " 样例 甲 ", "样例甲\u3000"])
def test_one_person_signs_one_step(ledger: Path, item: Item, name: str) -> None:
    put(ledger, item, "提交", "样例甲")

    with pytest.raises(ReviewError, match="已经签了“提交”"):
        put(ledger, item, "保密审查", name)


def test_one_person_may_share_two_steps_where_the_chain_says_so(ledger: Path, item: Item) -> None:
    shared = with_chain(SHARED)
    for step, by in (("提交", "样例甲"), ("保密审查", "样例乙"), ("初审", "样例乙")):
        sign(ledger, item, shared, step=step, by=by, at=AT)

    assert len(state(ledger, item, SHARED).signed) == 3
    with pytest.raises(ReviewError, match="已经签了“保密审查”"):
        sign(ledger, item, shared, step="二审", by="样例乙", at=AT)


def test_a_rejection_takes_all_signatures_back(ledger: Path, item: Item) -> None:
    put(ledger, item, "提交", "样例甲")
    put(ledger, item, "保密审查", "样例乙")
    put(ledger, item, "初审", "样例丙", reject="电话没有试拨")

    found = state(ledger, item)
    assert found.signed == ()
    assert found.rejected is not None
    assert "“初审”退回：电话没有试拨。" in found.summary
    assert found.next_step == CHAIN[0]


def test_who_has_signed_can_take_it_back_and_others_cannot(ledger: Path, item: Item) -> None:
    sign_all(ledger, item)

    with pytest.raises(ReviewError):
        put(ledger, item, "终审", "样例9", reject="不行")
    put(ledger, item, "终审", "样例5", reject="发现数字错了")

    assert not state(ledger, item).complete


@pytest.mark.parametrize(
    ("step", "by", "reject", "message"),
    [
        ("终神", "样例甲", "", "没有“终神”这一步"),
        ("提交", " ", "", "没有写清是谁"),
        ("提交", "甲", "", "没有写清是谁"),
        ("提交", "样例甲", "不好", "还没有人签字"),
        (EMERGENCY_STEP, "样例甲", "", "不能走应急签发"),
        (EMERGENCY_STEP, "样例甲", "不好", "只有应急签发的人"),
    ],
)
def test_what_cannot_be_signed_is_refused_with_the_reason(
    ledger: Path, item: Item, step: str, by: str, reject: str, message: str
) -> None:
    with pytest.raises(ReviewError, match=message):
        put(ledger, item, step, by, reject)
    assert not read_ledger(ledger).head


def test_a_complete_chain_takes_no_more(ledger: Path, item: Item) -> None:
    sign_all(ledger, item)

    with pytest.raises(ReviewError, match="都已经签完"):
        put(ledger, item, "终审", "样例9")


def test_an_alert_of_the_county_goes_out_on_one_signature_and_is_reviewed_after(
    ledger: Path, alert: Item
) -> None:
    put(ledger, alert, EMERGENCY_STEP, "样例甲")

    found = state(ledger, alert)
    assert found.complete
    assert found.review_by == AT + timedelta(hours=24)
    assert "11月24日09:00以前补审" in found.summary
    sign_all(ledger, alert)
    assert state(ledger, alert).review_by is None


def test_an_emergency_signature_is_taken_back_by_its_signer_or_the_review(
    ledger: Path, alert: Item
) -> None:
    put(ledger, alert, EMERGENCY_STEP, "样例甲")
    with pytest.raises(ReviewError):
        put(ledger, alert, EMERGENCY_STEP, "样例甲")
    put(ledger, alert, EMERGENCY_STEP, "样例甲", reject="区里撤销了")
    assert not state(ledger, alert).complete

    put(ledger, alert, EMERGENCY_STEP, "样例甲")
    put(ledger, alert, "提交", "样例乙", reject="和原文不符")
    assert not state(ledger, alert).complete


@pytest.mark.parametrize(
    ("emergency", "message"),
    [
        ({"sender": "大溪乡人民政府"}, "不是县级以上"),
        ({"sender": "永定区大溪乡人民政府"}, "不是县级以上"),
        ({"sender": "样例一村村委会"}, "不是县级以上"),
        ({"sender": ""}, "不是县级以上"),
        ({"source_ref": ""}, "没有写“来源”"),
    ],
)
def test_only_a_forwarded_alert_is_hurried(
    ledger: Path, alert: Item, emergency: dict[str, str], message: str
) -> None:
    assert alert.emergency is not None
    other = replace(alert, emergency=replace(alert.emergency, **emergency))  # type: ignore[arg-type]  # two texts

    with pytest.raises(ReviewError, match=message):
        put(ledger, other, EMERGENCY_STEP, "样例甲")


@pytest.mark.parametrize("sender", ["永定区住房和城乡建设局", "龙岩市气象台", "福建省防汛办"])
def test_bureaus_of_the_county_and_above_may_be_forwarded(
    ledger: Path, alert: Item, sender: str
) -> None:
    emergency = Emergency(sender=sender, source_ref="样例")

    put(ledger, replace(alert, emergency=emergency), EMERGENCY_STEP, "样例甲")


def test_the_samples_are_signed_but_one(tmp_path: Path, example: Path) -> None:
    folder = shutil.copytree(example, tmp_path / "daxi")
    workspace = open_workspace(folder)
    sign_samples(workspace, at=AT)
    sign_samples(workspace, at=AT)

    signed = read_ledger(folder / FILE)
    sign_offs = [one for item in workspace.items for one in signed.of(item.item_id)]
    assert len(sign_offs) == 12 * 6
    people = {one.posts: one.name for one in workspace.township.signers}
    assert all(one.by == people[one.posts] for one in sign_offs)
    unsigned = [
        item.item_id
        for item in workspace.items
        if not review_state(item, digest(item), signed, workspace.township.chain).complete
    ]
    assert unsigned == ["DX-2026-006"]


PEOPLE = ("样例甲", "样例乙", "样例丙", "样例丁", "样例戊", "样例己", "样例庚")


class Reviewing(RuleBasedStateMachine):
    """People sign, reject, edit and forge in any order; a model counts what holds."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.ledger = self.folder / FILE
        self.item = open_workspace(EXAMPLE).items[4]
        self.held: list[str] = []
        self.texts: dict[str, list[str]] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @rule(by=st.sampled_from(PEOPLE), skip=st.integers(0, 1))
    def somebody_signs(self, by: str, skip: int) -> None:
        step = STEPS[(len(self.held) + skip) % len(STEPS)]
        allowed = skip == 0 and len(self.held) < len(STEPS) and by not in self.held
        try:
            sign(self.ledger, self.item, TOWNSHIP, step=step, by=by, at=AT)
        except ReviewError:
            assert not allowed
        else:
            assert allowed
            self.held.append(by)
            self._let_out(step)

    @rule(by=st.sampled_from(PEOPLE))
    def somebody_rejects(self, by: str) -> None:
        step = STEPS[len(self.held) % len(STEPS)]
        try:
            sign(self.ledger, self.item, TOWNSHIP, step=step, by=by, at=AT, reject="数字不对")
        except ReviewError:
            return
        self.held.clear()

    @rule(title=st.sampled_from(["交医保", "交明年医保", "交明年的居民医保"]))
    def the_clerk_edits(self, title: str) -> None:
        self.texts[self.item.title] = self.held
        self.item = replace(self.item, title=title)
        self.held = self.texts.get(title, [])

    @rule(step=st.sampled_from(STEPS), by=st.sampled_from(PEOPLE))
    def somebody_writes_into_the_ledger_past_the_rules(self, step: str, by: str) -> None:
        forged = SignOff(
            item_id=self.item.item_id, digest=digest(self.item), step=step, by=by, at=AT
        )
        append_sign_offs(self.ledger, lambda _: (forged,))
        in_turn = len(self.held) < len(STEPS) and step == STEPS[len(self.held)]
        if in_turn and by not in self.held:
            self.held.append(by)
        self._let_out(step)

    def _let_out(self, step: str) -> None:
        """Take the signatures of all other texts: the last step is the last word on them."""
        for held in self.texts.values():
            if step == STEPS[-1] and held is not self.held:
                held.clear()

    @invariant()
    def only_the_whole_chain_over_this_text_is_complete(self) -> None:
        found = state(self.ledger, self.item)

        assert [one.by for one in found.signed] == self.held
        assert found.complete == (len(self.held) == len(STEPS))
        if found.complete:
            assert [one.step for one in found.signed] == list(STEPS)
            assert len({one.by for one in found.signed}) == len(STEPS)
            assert {one.digest for one in found.signed} == {digest(self.item)}


Reviewing.TestCase.settings = settings(max_examples=12, stateful_step_count=25)
TestReviewing = Reviewing.TestCase
