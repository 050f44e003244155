"""A review chain that is changed never makes old signatures worth more, and the change is named."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.errors import ReviewError
from kit.model.township import Step
from kit.review.chain import changes, review_state
from kit.review.digest import digest
from kit.review.ledger import FILE, SignOff, append_sign_offs, read_ledger
from kit.review.signing import sign
from kit.source.township import read_township
from kit.source.workspace import open_workspace

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "daxi"
TOWNSHIP = replace(read_township(EXAMPLE / "kit.toml"), signers=())
ITEM = open_workspace(EXAMPLE).items[4]
NAMES = ("提交", "初审", "二审", "终审")
CHAIN = tuple(Step(name=name, post=f"{name}岗", checklist=("看一遍",)) for name in NAMES)
LONGER = (*CHAIN, Step(name="法制审核", post="司法所"))
CLEARER = tuple(replace(step, checklist=("从头到尾看一遍",)) for step in CHAIN)
SHARED = (CHAIN[0], replace(CHAIN[1], same_person_as=("提交",)), *CHAIN[2:])
OTHER_POST = (*CHAIN[:3], replace(CHAIN[3], post="办事员"))
PEOPLE = ("样例甲", "样例乙", "样例丙", "样例丁", "样例戊")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / FILE


def sign_under(ledger: Path, chain: tuple[Step, ...], steps: int) -> None:
    township = replace(TOWNSHIP, chain=chain)
    for step, by in list(zip(chain, PEOPLE, strict=False))[:steps]:
        sign(ledger, ITEM, township, step=step.name, by=by, at=AT)


def complete(ledger: Path, chain: tuple[Step, ...]) -> bool:
    return review_state(ITEM, digest(ITEM), read_ledger(ledger), chain).complete


@pytest.mark.parametrize(
    ("before", "steps", "now", "counted", "is_complete"),
    [
        pytest.param(CHAIN, 4, CHAIN, 4, True, id="nothing changed"),
        pytest.param(CHAIN, 1, CHAIN[:1], 0, False, id="cut to what is signed: signed anew"),
        pytest.param(CHAIN, 3, CHAIN[:3], 0, False, id="last step cut: signed anew"),
        pytest.param(CHAIN, 4, CHAIN[:3], 4, True, id="cut after the whole was signed: stands"),
        pytest.param(CHAIN, 2, SHARED, 0, False, id="one person let sign two: signed anew"),
        pytest.param(CHAIN, 4, SHARED, 4, True, id="let sign two after the whole: stands"),
        pytest.param(SHARED, 4, CHAIN, 4, True, id="stricter, and four people did sign: stands"),
        pytest.param(CHAIN, 2, LONGER, 2, False, id="a step more: goes on where it was"),
        pytest.param(CHAIN, 4, LONGER, 4, False, id="a step more: only that one is wanted"),
        pytest.param(CHAIN, 3, CLEARER, 3, False, id="another checklist: goes on where it was"),
        pytest.param(CHAIN, 4, CLEARER, 4, True, id="another checklist: stands"),
        pytest.param(CHAIN, 4, OTHER_POST, 0, False, id="another post signs: signed anew"),
        pytest.param(CHAIN[:1], 1, CHAIN, 1, False, id="cut to one, signed, put back: one of four"),
        pytest.param(CHAIN, 4, CHAIN[::-1], 0, False, id="another order: signed anew"),
    ],
)
def test_what_signatures_count_after_the_chain_was_changed(
    ledger: Path,
    before: tuple[Step, ...],
    steps: int,
    now: tuple[Step, ...],
    *,
    counted: int,
    is_complete: bool,
) -> None:
    sign_under(ledger, before, steps)

    found = review_state(ITEM, digest(ITEM), read_ledger(ledger), now)

    assert (len(found.signed), found.complete) == (counted, is_complete)
    if not counted:
        assert "审核的步骤改过，原来的签字作废" in found.summary


def test_who_goes_on_under_another_chain_is_let_and_what_was_cut_is_not_missed(
    ledger: Path,
) -> None:
    sign_under(ledger, CHAIN, 2)
    longer = replace(TOWNSHIP, chain=LONGER)
    for step, by in zip(LONGER[2:], PEOPLE[2:], strict=True):
        sign(ledger, ITEM, longer, step=step.name, by=by, at=AT)

    assert complete(ledger, LONGER)
    assert complete(ledger, CHAIN)
    with pytest.raises(ReviewError, match="都已经签完"):
        sign(ledger, ITEM, replace(TOWNSHIP, chain=CHAIN), step="终审", by="样例庚", at=AT)


def test_lines_from_before_the_chain_stood_in_the_ledger_are_read_under_its_first(
    ledger: Path,
) -> None:
    old = [
        SignOff(item_id=ITEM.item_id, digest=digest(ITEM), step=step.name, by=by, at=AT)
        for step, by in zip(CHAIN, PEOPLE, strict=False)
    ]
    append_sign_offs(ledger, lambda _: old[:3])
    assert b"chain" not in ledger.read_bytes()
    assert len(review_state(ITEM, digest(ITEM), read_ledger(ledger), CHAIN).signed) == 3

    sign(ledger, ITEM, replace(TOWNSHIP, chain=CHAIN), step="终审", by="样例丁", at=AT)

    assert complete(ledger, CHAIN)
    assert complete(ledger, CHAIN[:2])


def test_the_ledger_holds_each_chain_whole_and_once(ledger: Path) -> None:
    sign_under(ledger, CHAIN, 3)
    sign_under(ledger, LONGER[1:], 2)

    read = read_ledger(ledger)
    assert list(read.chains.values()) == [CHAIN, LONGER[1:]]
    assert [bool(one.steps) for one in read.of(ITEM.item_id)] == [True, False, False, True, False]


steps = st.lists(st.sampled_from(NAMES), unique=True, min_size=1).flatmap(
    lambda names: st.tuples(
        *(
            st.builds(
                Step,
                name=st.just(name),
                post=st.sampled_from((f"{name}岗", "办事员")),
                same_person_as=st.lists(st.sampled_from(names), max_size=2).map(tuple),
            )
            for name in names
        )
    )
)


@settings(max_examples=60)
@given(
    old=steps,
    new=steps,
    tries=st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(PEOPLE)), max_size=7),
)
def test_no_change_of_the_chain_completes_what_was_not_complete(
    old: tuple[Step, ...], new: tuple[Step, ...], tries: list[tuple[str, str]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / FILE
        for step, by in [*tries, *((one.name, f"{one.name}人") for one in old[:-1])]:
            try:
                sign(ledger, ITEM, replace(TOWNSHIP, chain=old), step=step, by=by, at=AT)
            except ReviewError:
                continue
        shorter = new + tuple(step for step in old if step not in new)[:-1]
        for chain in (new, shorter, old[:1], old[1:]):
            assert complete(ledger, old) or not complete(ledger, chain)


@settings(max_examples=80)
@given(
    eras=st.lists(
        st.tuples(
            steps, st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(PEOPLE)), max_size=6)
        ),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_chains_there_were_a_complete_item_was_signed_for_each_of_todays_posts(
    eras: list[tuple[tuple[Step, ...], list[tuple[str, str]]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        for chain, tries in eras:
            in_order = [(step.name, by) for step, by in zip(chain, PEOPLE, strict=False)]
            for name, by in (*tries, *in_order[: len(tries)]):
                try:
                    sign(path, ITEM, replace(TOWNSHIP, chain=chain), step=name, by=by, at=AT)
                except ReviewError:
                    continue
        ledger = read_ledger(path)
    for today, _ in eras:
        found = review_state(ITEM, digest(ITEM), ledger, today)
        if not found.complete:
            continue
        signed = {one.step: one for one in found.signed}
        shared = {frozenset((one.name, other)) for one in today for other in one.same_person_as}
        for step in today:
            under = {one.name: one.post for one in ledger.chains[signed[step.name].chain]}
            assert under[step.name] == step.post
            for other in today:
                if other != step and signed[other.name].by == signed[step.name].by:
                    assert frozenset((step.name, other.name)) in shared


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (CHAIN, ()),
        (CHAIN[:1], ("去掉了“初审”", "去掉了“二审”", "去掉了“终审”")),
        (LONGER, ("加了“法制审核”",)),
        (SHARED, ("“提交”“初审”可以一个人签了",)),
        (OTHER_POST, ("“终审”由“终审岗”改为“办事员”签",)),
        (CHAIN[::-1], ("先后改了",)),
        (CLEARER, tuple(f"“{name}”看什么改了" for name in NAMES)),
    ],
)
def test_what_was_changed_in_the_chain_is_named(
    now: tuple[Step, ...], told: tuple[str, ...]
) -> None:
    assert changes(CHAIN, now) == told


def test_two_steps_that_one_person_may_no_longer_sign_are_named() -> None:
    assert changes(SHARED, CHAIN) == ("“提交”“初审”不能再一个人签",)
