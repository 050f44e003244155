"""Whatever order people do things in, the desk lets nobody sign what is not theirs to sign.

Small here; ``python3 run.py bench desk-review`` walks much farther.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from tests.desks import EXAMPLE
from tests.review_walk import ASKED, BROWSERS, ITEMS, NAMES, STEPS, WORDINGS, Walk, answer_shortly

NAME = st.sampled_from(NAMES)
ITEM = st.sampled_from(ITEMS)
STEP = st.sampled_from(ASKED)
VERDICT = st.sampled_from(["agree", "agree", "agree", "reject", ""])
NUMBER = st.integers(0, BROWSERS - 1)


@pytest.fixture(scope="module", autouse=True)
def base(tmp_path_factory: pytest.TempPathFactory) -> None:
    Office.base = tmp_path_factory.mktemp("offices")


class Office(RuleBasedStateMachine):
    """Everybody of the office at once."""

    base: Path

    def __init__(self) -> None:
        super().__init__()
        self.patched = pytest.MonkeyPatch()
        self.walk = Walk(Path(tempfile.mkdtemp(dir=self.base)) / "daxi", EXAMPLE)
        answer_shortly(self.patched)

    def teardown(self) -> None:
        self.patched.undo()

    @rule(item=ITEM, wording=st.sampled_from(WORDINGS))
    def edit(self, item: str, wording: str) -> None:
        self.walk.edit(item, wording)

    @rule(item=ITEM)
    def take_back(self, item: str) -> None:
        self.walk.take_back(item)

    @rule(item=ITEM)
    def put_back(self, item: str) -> None:
        self.walk.put_back(item)

    @rule(name=NAME, number=NUMBER, item=ITEM, step=STEP, verdict=VERDICT, fresh=st.booleans())
    def sign(
        self, name: str, number: int, item: str, step: str, verdict: str, *, fresh: bool
    ) -> None:
        if fresh:
            self.walk.open(name, number, item)
        self.walk.sign(name, number, item, step, verdict)

    @rule(item=ITEM, verdict=VERDICT)
    def sign_in_turn(self, item: str, verdict: str) -> None:
        self.walk.sign_in_turn(item, verdict)

    @rule(name=NAME, item=ITEM, step=STEP, verdict=VERDICT, right=st.booleans())
    def sign_here(self, name: str, item: str, step: str, verdict: str, *, right: bool) -> None:
        self.walk.sign_here(name, item, step, verdict, right=right)

    @rule(name=NAME, item=ITEM, verdict=VERDICT)
    def sign_next(self, name: str, item: str, verdict: str) -> None:
        self.walk.sign_next(name, item, verdict)

    @rule(item=ITEM)
    def guess(self, item: str) -> None:
        self.walk.guess(item)

    @rule(way=st.integers(0, 10), item=ITEM)
    def forge(self, way: int, item: str) -> None:
        self.walk.forge(way, item)

    @rule(step=st.sampled_from(STEPS), name=NAME)
    def sign_on_paper(self, step: str, name: str) -> None:
        self.walk.sign_on_paper(step, name)

    @rule(name=NAME)
    def end_or_begin_term(self, name: str) -> None:
        self.walk.end_or_begin_term(name)

    @rule()
    def wait(self) -> None:
        self.walk.wait()


Office.TestCase.settings = settings(
    max_examples=6,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
TestOffice = Office.TestCase
