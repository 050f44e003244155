"""The state machine: what clerks do, in any order, and what must hold after each build.

The model knows nothing of the product's code. It holds an item as the clerk left it, and
what was signed; each wording has an amount of its own (1001元, 1002元 …), so that a poster,
a clip's text or a page tells by its own words whose wording it says.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kit.plan.week import Week
from tests.truth.clerk import DAMAGES, Clerk

if TYPE_CHECKING:
    from tests.truth.clerk import Outcome

NAMES = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
MONDAY = date(2026, 11, 23)
MOST_ITEMS = 8
WHICH = st.integers(0, MOST_ITEMS - 1)
NOTICE, REPEAL, ALERT, PREVIEW, DECISION = "通知", "废止", "应急预警", "预公开", "决定"
STEPS: Counter[str] = Counter()
FOUND: dict[str, tuple[str, tuple[str, ...]]] | None = None
"""In a survey: by kind of violation what was seen, after which shortest history."""


@dataclass(frozen=True)
class Paper:
    """An item as the clerk left it: this, and what was signed, is the whole model."""

    item_id: str
    title: str
    kind: str
    amount: int
    day: date
    end: date
    replaces: str = ""
    cancels: str = ""
    decides: str = ""
    wrong: bool = False
    """Its body says another amount than its key facts: check stops it."""
    odd: bool = False
    """Its body begins like the head of another document; no check minds."""
    signed: bool = False
    withdrawn: bool = False
    there: bool = True

    @property
    def target(self) -> str:
        """Return the item it ends; empty where it ends none."""
        return self.replaces or self.cancels or self.decides


class Township(RuleBasedStateMachine):
    """One workspace over some weeks."""

    def __init__(self) -> None:
        super().__init__()
        self.base = Path(tempfile.mkdtemp(prefix="truth-"))
        self.clerk = Clerk(self.base / "w")
        self.papers: dict[str, Paper] = {}
        self.codes: dict[str, str] = {}
        self.posted: set[str] = set()
        self.gone: dict[str, Week] = {}
        self.traced: set[str] = set()
        """Numbers that stand in the ledger or in an edition: the others may be given again."""
        self.published: dict[str, Paper] = {}
        """Each item as it was published last."""
        self.harmed = False
        self.week = Week(MONDAY)
        self.amounts = iter(range(1001, 9999))
        self.history: list[str] = []
        self.built: tuple[Outcome, str, str] | None = None

    def teardown(self) -> None:
        self.clerk.close()
        shutil.rmtree(self.base, ignore_errors=True)

    # ------------------------------------------------------------ what clerks do
    def step(self, text: str) -> None:
        self.history.append(text)
        STEPS[text.split(maxsplit=1)[0]] += 1

    def write(self, paper: Paper) -> None:
        self.papers[paper.item_id] = paper
        self.clerk.write(paper)

    def new(self, kind: str, *, replaces: str = "", cancels: str = "", decides: str = "") -> str:
        number = self.clerk.next_number()
        self.must(number not in self.traced, "a number is given twice", number)
        self.write(
            Paper(
                item_id=number,
                title=f"事项{NAMES[len(self.papers)]}",
                kind=kind,
                amount=next(self.amounts),
                day=self.week.monday,
                end=self.week.monday + timedelta(days=13),
                replaces=replaces,
                cancels=cancels,
                decides=decides,
            )
        )
        return number

    @initialize()
    def begin(self) -> None:
        for _ in range(3):
            self.sign_all_steps(self.new(NOTICE))

    def here(self) -> list[str]:
        return sorted(i for i, paper in self.papers.items() if paper.there)

    def pick(self, number: int) -> Paper:
        here = self.here()
        return self.papers[here[number % len(here)]]

    def has_items(self) -> bool:
        return bool(self.here())

    def has_room(self) -> bool:
        return len(self.papers) < MOST_ITEMS

    def sign_all_steps(self, item_id: str) -> None:
        self.traced.add(item_id)
        if self.clerk.sign(item_id):
            self.papers[item_id] = replace(self.papers[item_id], signed=True)

    @precondition(has_items)
    @rule(which=WHICH, signed=st.booleans())
    def edit(self, which: int, *, signed: bool) -> None:
        paper = self.pick(which)
        self.step(f"edit {paper.item_id}{' and sign' if signed else ''}")
        changed = replace(paper, amount=next(self.amounts), signed=False, wrong=False, odd=False)
        self.write(replace(changed, withdrawn=False))
        if signed:
            self.sign_all_steps(paper.item_id)

    @precondition(has_items)
    @rule(which=WHICH, odd=st.booleans())
    def spoil(self, which: int, *, odd: bool) -> None:
        """Somebody writes what stops the item, or what looks as if it should; all sign it."""
        paper = self.pick(which)
        if paper.kind == NOTICE and not paper.withdrawn:
            self.step(f"spoil {paper.item_id}{' oddly' if odd else ''} and sign")
            self.write(replace(paper, wrong=not odd, odd=odd, signed=False))
            self.sign_all_steps(paper.item_id)

    @precondition(has_items)
    @rule(which=WHICH)
    def sign(self, which: int) -> None:
        paper = self.pick(which)
        self.step(f"sign {paper.item_id}")
        self.sign_all_steps(paper.item_id)

    @precondition(has_items)
    @rule(which=WHICH)
    def reject(self, which: int) -> None:
        paper = self.pick(which)
        self.step(f"reject {paper.item_id}")
        if self.clerk.reject(paper.item_id):
            self.papers[paper.item_id] = replace(paper, signed=False)

    @precondition(lambda self: len(self.here()) > 1)
    @rule(which=WHICH)
    def delete(self, which: int) -> None:
        paper = self.pick(which)
        self.step(f"delete {paper.item_id}")
        self.clerk.delete(paper.item_id)
        self.papers[paper.item_id] = replace(paper, there=False, signed=False)

    @precondition(has_items)
    @rule(which=WHICH)
    def archive(self, which: int) -> None:
        """A folder for a year is read like the rest: nothing changes but the place."""
        paper = self.pick(which)
        self.step(f"archive {paper.item_id}")
        self.clerk.archive(paper.item_id)

    @precondition(has_room)
    @rule(which=WHICH, kind=st.sampled_from([REPEAL, NOTICE]), signed=st.booleans())
    def replace_one(self, which: int, kind: str, *, signed: bool) -> None:
        """Repeal an item, or put a corrected one in its place."""
        if not (old := self._endable(which)):
            return
        self.step(f"{'repeal' if kind == REPEAL else 'correct'} {old}{' and sign' * signed}")
        number = self.new(kind, replaces=old)
        if signed:
            self.sign_all_steps(number)

    def _endable(self, which: int) -> str:
        """Return a notice that nothing ends yet: chains are the truth table's, not ours."""
        targets = {paper.target for paper in self.papers.values()}
        free = [i for i in self.here() if i not in targets and not self.papers[i].target]
        return free[which % len(free)] if free else ""

    @precondition(has_room)
    @rule()
    def alert(self) -> None:
        self.step("alert")
        self.sign_all_steps(self.new(ALERT))

    @precondition(has_room)
    @rule(signed=st.booleans())
    def all_clear(self, *, signed: bool) -> None:
        targets = {paper.target for paper in self.papers.values()}
        alerts = [
            i
            for i in self.here()
            if self.papers[i].kind == ALERT and not self.papers[i].cancels and i not in targets
        ]
        if alerts:
            self.step(f"all-clear of {alerts[0]}")
            number = self.new(ALERT, cancels=alerts[0])
            if signed:
                self.sign_all_steps(number)

    @precondition(has_items)
    @rule(which=WHICH)
    def withdraw(self, which: int) -> None:
        paper = self.pick(which)
        if not paper.withdrawn and paper.item_id in self.posted:
            self.step(f"withdraw {paper.item_id} and sign")
            self.clerk.withdraw(paper.item_id)
            self.papers[paper.item_id] = replace(paper, withdrawn=True, signed=False)
            self.sign_all_steps(paper.item_id)

    @rule()
    def next_week(self) -> None:
        self.step("next week")
        self.week = Week(self.week.monday + timedelta(days=7))
        self.clerk.now += timedelta(days=7)

    @rule(kind=st.sampled_from(DAMAGES), which=st.integers(0, 999))
    def damage(self, kind: str, which: int) -> None:
        """A stick, a virus scanner or a child at the keyboard changes what was published."""
        if what := self.clerk.damage(kind, which, self.week):
            self.step(f"damage {kind}: {what}")
            self.harmed = True

    # ------------------------------------------------------------ builds in all their forms
    @rule()
    def build(self) -> None:
        self._build("build")

    @rule(channel=st.sampled_from(["公开栏", "广播", "网站"]))
    def build_channel(self, channel: str) -> None:
        self._build(f"build --only {channel}", only=channel)

    @precondition(has_items)
    @rule(which=WHICH, channel=st.sampled_from(["", "公开栏"]))
    def build_item(self, which: int, channel: str) -> None:
        item_id = self.pick(which).item_id
        also = f" --only {channel}" if channel else ""
        self._build(f"build --only-item {item_id}{also}", only=channel, only_item=item_id)

    @rule()
    def build_draft(self) -> None:
        self._build("build --draft", draft=True)

    @rule(after=st.integers(1, 60), full=st.booleans())
    def build_broken_off(self, after: int, *, full: bool) -> None:
        """The current fails, or the disk is full, at some write; then somebody tries again."""
        self.step(f"build, {'full disk' if full else 'power cut'} at write {after}")
        with self.clerk.breaking_off(after, full=full):
            broken = self.clerk.build(self.week)
        if broken.code == "broken" and not self.harmed:
            self._what_stands_is_whole()
        self._build("build")

    def _build(
        self, text: str, *, only: str = "", only_item: str = "", draft: bool = False
    ) -> None:
        self.step(text)
        outcome = self.clerk.build(self.week, only=only, only_item=only_item, draft=draft)
        self.built = (outcome, text, only_item)

    # ------------------------------------------------------------ what is true
    def ended_by_others(self) -> set[str]:
        """Return what a signed item repeals, replaces or decides, or an all-clear ends.

        One that was published and is being changed goes on speaking as it was signed.
        """
        return {
            paper.target
            for paper in self.papers.values()
            if paper.target
            and (self._counts(paper) or self._is_being_changed(paper))
            and paper.day <= self.week.sunday
        }

    def _is_being_changed(self, paper: Paper) -> bool:
        before = self.published.get(paper.item_id)
        # Signed or not, what a check stops changes nothing.
        changed = before is not None and (before.amount != paper.amount or paper.wrong)
        is_signed = paper.signed and not paper.wrong
        return changed and paper.there and not paper.withdrawn and not is_signed

    def _counts(self, paper: Paper) -> bool:
        sound = not paper.wrong and not paper.withdrawn and not self._has_lost_its_target(paper)
        return paper.signed and paper.there and sound

    def _has_lost_its_target(self, paper: Paper) -> bool:
        """Return whether what it would end is gone and never had a code: that is refused."""
        target = self.papers.get(paper.target)
        return target is not None and not target.there and paper.target not in self.codes.values()

    def in_force(self) -> dict[str, Paper]:
        """Return what may hang and sound this week; the odd ones are right, too."""
        ended = self.ended_by_others()
        return {
            i: paper
            for i, paper in self.papers.items()
            if self._counts(paper)
            and i not in ended
            and paper.day <= self.week.sunday
            and paper.end >= self.week.monday
        }

    def must(self, holds: object, kind: str, what: str) -> None:
        """Fail with the whole history, or in a survey note the kind and go on."""
        if holds:
            return
        if FOUND is None:
            raise AssertionError(f"{kind}: {what}\n" + "\n".join(self.history))
        if kind not in FOUND or len(self.history) < len(FOUND[kind][1]):
            FOUND[kind] = (what, tuple(self.history))

    def _what_stands_is_whole(self) -> None:
        """Say that whatever was published last is untouched by a build that was broken off."""
        edition = self.clerk.edition(self.week)
        if edition is not None:
            faults = self.clerk.altered(edition)
            self.must(not faults, "a broken-off build harmed an edition", str(faults[:1]))

    @invariant()
    def what_is_published_is_true(self) -> None:
        if self.built is None:
            return
        (outcome, text, only_item), self.built = self.built, None
        force = self.in_force()
        if outcome.code not in ("0", "3"):
            may_stop = not force or (only_item and only_item not in force)
            self.must(may_stop, f"a build stops (exit {outcome.code})", outcome.message)
            return
        edition = self.clerk.edition(self.week)
        self.must(edition, "a build says 0 and there is no edition", text)
        if edition is None:
            return
        paths = self.clerk.paths(edition)
        doubles = [path for path, count in Counter(paths).items() if count > 1]
        self.must(not doubles, "an entry stands twice in the manifest", str(doubles[:1]))
        self._outputs_are_true(edition, force)
        if text == "build":
            self._all_is_there(edition, force)
        faults = self.clerk.verify(edition)
        self.must(not faults, "a fresh edition fails its own verify", str(faults[:1]))
        self._down_is_told(edition)
        self.posted |= self.clerk.hung(edition)
        self.published |= {i: force[i] for i in self.clerk.ids(edition) if i in force}
        self.traced |= set(self.here())
        self.harmed = False
        self._codes_are_true(force)
        self.must(self.clerk.points_to(edition), "本周.html opens another", edition.name)

    def _outputs_are_true(self, edition: Path, force: dict[str, Paper]) -> None:
        for output in self.clerk.outputs(edition):
            for item_id in output.about:
                self.must(
                    item_id in force,
                    "what may not go out is in the edition",
                    f"{output.path} of {item_id}",
                )
            right = {force[i].amount for i in output.about if i in force}
            self.must(
                output.amounts <= right,
                "an output says another wording than the signed one",
                f"{output.path}: {sorted(output.amounts - right)}",
            )

    def _all_is_there(self, edition: Path, force: dict[str, Paper]) -> None:
        """Say that a whole build leaves nothing out: a poster and a clip of each."""
        outputs = self.clerk.outputs(edition)
        for item_id in force:
            made = {path.rpartition(".")[2].lower() for o in outputs if item_id in o.about
                    for path in [o.path]}  # fmt: skip
            self.must({"pdf", "mp3"} <= made, "a signed item is not out", item_id)

    def _down_is_told(self, edition: Path) -> None:
        """Say that what hung and may hang no more is told, in the week in which that began."""
        told = self.clerk.take_down_text(edition)
        force = self.in_force()
        for item_id in self.posted:
            paper = self.papers[item_id]
            # What a check stops today hangs as it was signed: nothing in it became untrue.
            still_right = self._has_lost_its_target(paper) and self.published.get(item_id) == paper
            if item_id in force or still_right or paper.end < self.week.sunday:
                self.gone.pop(item_id, None)
            elif self.gone.setdefault(item_id, self.week) == self.week:
                self.must(paper.title in told, "not on the take-down list", item_id)

    def _codes_are_true(self, force: dict[str, Paper]) -> None:
        pages = self.clerk.pages()
        self.must(set(self.codes) <= set(pages), "a printed code is gone", str(self.codes))
        for code, page in pages.items():
            first = self.codes.setdefault(code, page.item_id)
            self.must(first == page.item_id, "a code leads to another notice", code)
            paper = self.papers[page.item_id]
            if page.item_id in self.posted:
                self.must(page.text, "a printed code has no page", code)
            if page.item_id in force and page.text:
                self.must(paper.title in page.text, "a page shows another notice", code)
                self.must(
                    page.amounts <= {paper.amount},
                    "a page says another wording than the signed one",
                    code,
                )
