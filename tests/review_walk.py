"""A random office before the desk: who signs, sends back, edits, cheats; and what may come of it.

The walk knows by rules of its own who may sign, asks the desk over HTTP, and holds every line
of the ledger against what it expects. Nothing of ``kit.review`` decides here.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from kit.office.sign import seen_code
from kit.office.withdraw import withdraw
from kit.review.digest import chain_digest, digest
from kit.review.ledger import FILE as LEDGER
from kit.review.sheets import PrintedSheet, keep_sheet
from kit.source.numbers import find_item
from kit.source.workspace import open_workspace
from tests.desks import NOW, TestDesk, open_test_desk

ITEMS = ("DX-2026-004", "DX-2026-006", "DX-2026-008")
ALERT = ITEMS[2]
STEPS = ("提交", "保密审查", "初审", "二审", "再审", "终审")
POSTS = ("党政办业务人员", "保密审查员", "党政办负责人", "分管领导", "主要领导", "区数字办")
HURRIED = "应急签发"
PEOPLE = {
    "样例甲": (POSTS[0],),
    "样例乙": (POSTS[1], POSTS[2]),
    "样例丙": (POSTS[2],),
    "样例丁": (POSTS[3], POSTS[4]),
    "样例戊": (POSTS[4],),
    "样例己": (POSTS[5], POSTS[0]),
}
NAMES = tuple(PEOPLE)
WORDINGS = ("", "一", "二")
BROWSERS, WRONG = 2, 5
LONG_AGO = "2026-11-01"
ASKED = (*STEPS, HURRIED, "没有这一步")

Version = tuple[str, bool]


@dataclass(frozen=True)
class Line:
    """A signature or a rejection, as the walk knows it."""

    version: Version
    step: str
    by: str
    rejected: bool
    digest: str


@dataclass
class Seen:
    """What a browser got when it opened an item."""

    version: Version
    code: str


@dataclass
class Walk:
    """One office; every method is something that somebody does, and raises where it is wrong."""

    folder: Path
    example: Path
    now: datetime = NOW
    desk: TestDesk = field(init=False)
    clerk: Any = field(init=False)
    browsers: dict[tuple[str, int], Any] = field(default_factory=dict)
    seen: dict[tuple[str, int, str], Seen] = field(default_factory=dict)
    versions: dict[str, Version] = field(default_factory=dict)
    lines: dict[str, list[Line]] = field(default_factory=lambda: defaultdict(list))
    wrong: Counter[str] = field(default_factory=Counter)
    gone: set[str] = field(default_factory=set)
    done: Counter[str] = field(default_factory=Counter)
    reached: Counter[str] = field(default_factory=Counter)
    """How often something was let out: by its last step, or by one signature."""
    titles: dict[str, str] = field(default_factory=dict)
    ledger: bytes = b""
    """As it was held against what the walk knows the last time."""
    added: list[tuple[str, Line]] = field(default_factory=list)
    """What the walk expects to stand in it after that."""
    known: dict[tuple[str, Version], tuple[str, str]] = field(default_factory=dict)
    """Digest and seen code of a wording: they hang on its text alone, under one chain."""

    def __post_init__(self) -> None:
        (self.folder / "items").mkdir(parents=True)
        for item in ITEMS:
            shutil.copy(self.example / "items" / f"{item}.md", self.folder / "items")
            text = (self.folder / "items" / f"{item}.md").read_text("utf-8")
            self.titles[item] = re.findall(r"^标题: (.+)$", text, re.MULTILINE)[0]
            self.versions[item] = ("", False)
        self._write_list()
        self.desk = open_test_desk(self.folder)
        # The same place with a clock that goes: sessions and passwords stay.
        settings.PLACE = replace(self.desk.place, clock=lambda: self.now)
        self.clerk = self.desk.clerk()
        for name in NAMES:
            self.desk.account(name)

    # what somebody does

    def edit(self, item: str, wording: str) -> None:
        """Somebody changes a file, by whatever program; or changes it back."""
        path = self.folder / "items" / f"{item}.md"
        text = path.read_text("utf-8")
        new = re.sub(r"^标题: .+$", f"标题: {self.titles[item]}{wording}", text, flags=re.MULTILINE)
        path.write_text(new, "utf-8")
        self.versions[item] = (wording, self.versions[item][1])
        self._same("edit")

    def take_back(self, item: str) -> None:
        """The clerk writes that an item is withdrawn; once is enough."""
        if not self.versions[item][1]:
            withdraw(self.folder, item, lambda: self.now, reason="写错了")
            self.versions[item] = (self.versions[item][0], True)
            self._same("take back")

    def put_back(self, item: str) -> None:
        """Somebody takes a withdrawal out of the file again."""
        path = self.folder / "items" / f"{item}.md"
        text = re.sub(r"^撤回原因: .+\n", "", path.read_text("utf-8"), flags=re.MULTILINE)
        path.write_text(re.sub(r"^状态: .+$", "状态: 有效", text, flags=re.MULTILINE), "utf-8")
        self.versions[item] = (self.versions[item][0], False)
        self._same("put back")

    def open(self, name: str, number: int, item: str) -> None:
        """A signer opens an item in one of two browsers, and leaves it there."""
        seen = Seen(self.versions[item], self._code(item))
        self.seen[name, number, item] = seen
        self._same("open")

    def sign(self, name: str, number: int, item: str, step: str, verdict: str) -> None:
        """A signer presses a button on the page that they opened last, or never did."""
        seen = self.seen.get((name, number, item))
        form = {"step": step, "seen": seen.code if seen else "", **_pressed(verdict)}
        browser = self._browser(name, number)
        answer = browser.post(f"/sign/{item}/", form)
        may = (
            seen is not None
            and seen.version == self.versions[item]
            and name not in self.gone
            and self._may(item, step, name, rejects=verdict == "reject")
            and verdict in ("agree", "reject")
        )
        self._held(answer, item, step, name, verdict, may=may)

    def sign_in_turn(self, item: str, verdict: str) -> None:
        """Whose turn it is signs, if anybody: else no walk comes to the end of a chain."""
        step = self._next(item)
        name = self._able(item)
        self.open(name, 0, item)
        self.sign(name, 0, item, step, verdict)

    def sign_next(self, name: str, item: str, verdict: str) -> None:
        """Somebody signs the step that is next, theirs or not, signed before or not."""
        self.open(name, 1, item)
        self.sign(name, 1, item, self._next(item) or STEPS[-1], verdict)

    def guess(self, item: str) -> None:
        """Somebody tries passwords until the right one, which then comes too late."""
        name = self._able(item)
        for right in (*[False] * WRONG, True):
            self.sign_here(name, item, self._next(item) or STEPS[-1], "agree", right=right)

    def sign_here(self, name: str, item: str, step: str, verdict: str, *, right: bool) -> None:
        """A signer beside the clerk gives a password, the right one or another's."""
        password = "123-mima-9" if right else "anders-8"
        form = {"name": name, "password": password, "step": step, "seen": self._code(item)}
        answer = self.clerk.post(f"/sign/on-the-spot/{item}/", {**form, **_pressed(verdict)})
        known = self._tries(name, right=right)
        may = (
            known
            and name not in self.gone
            and self._may(item, step, name, rejects=verdict == "reject")
            and verdict in ("agree", "reject")
        )
        self._held(answer, item, step, name, verdict, may=may)

    def forge(self, way: int, item: str) -> None:
        """Somebody presses what another one might; whatever it is, nothing comes of it."""
        name = self._able(item)
        step = self._next(item) or STEPS[0]
        form = {"step": step, "seen": self._code(item), "by": name, "name": name}
        form |= {"who": name, "user": name, "way": "密码", "verdict": "agree", "read": "on"}
        signs, spot = f"/sign/{item}/", f"/sign/on-the-spot/{item}/"
        others = (one for one in NAMES if one != name and one not in self.gone)
        other = next(others, name)
        tries: tuple[Callable[[], Any], ...] = (
            lambda: self.desk.browser().post(signs, form),
            lambda: self.desk.browser().post(spot, {**form, "password": "123-mima-9"}),
            lambda: self.clerk.post(signs, form),
            lambda: self._browser(other, 0).post(spot, {**form, "password": "123-mima-9"}),
            lambda: self._browser(name, 0).post(signs, form, HTTP_ORIGIN="http://evil.example"),
            lambda: self._browser(name, 0).post(signs, form, HTTP_SEC_FETCH_SITE="cross-site"),
            lambda: self._browser(name, 0).post(signs, {**form, "read": ""}),
            lambda: self._browser(name, 0).post(signs, {**form, "seen": "0" * 64}),
            lambda: self._browser(name, 0).post(signs, {**form, "verdict": "agree\n"}),
            lambda: self._browser(name, 0).get(signs, form),
            lambda: self._browser(name, 0).post("/sign/paper/7K3M-9QXT/", {"by-0": name}),
        )
        answer = tries[way % len(tries)]()
        assert "done=" not in answer.headers.get("Location", ""), f"forged way {way}"
        self._same(f"forged {way % len(tries)}")

    def sign_on_paper(self, step: str, name: str) -> None:
        """The clerk enters a sheet of all items that was printed just now."""
        here = open_workspace(self.folder)
        rows = tuple((one.item_id, digest(one)) for one in here.items)
        chain = chain_digest(here.township.chain)
        sheet = PrintedSheet(week="2026-W48", rows=rows, chain=chain, definitions="as it was")
        keep_sheet(self.folder, sheet)
        number = STEPS.index(step)
        self.clerk.post(f"/sign/paper/{sheet.code}/", {f"by-{number}": name})
        for item, printed in rows:
            if self._may(item, step, name, rejects=False):
                self._expect(item, Line(self.versions[item], step, name, False, printed))
        self._same("paper")

    def end_or_begin_term(self, name: str) -> None:
        """Somebody's term ends in kit.toml, or begins again; with it their sessions."""
        self.gone ^= {name}
        if len(self.gone) == len(NAMES):
            self.gone.clear()
        self._write_list()
        self._same("term")

    def wait(self) -> None:
        """Six minutes go by, and wrong passwords are forgotten."""
        self.now += timedelta(minutes=6)
        self.wrong.clear()
        self._same("wait")

    # what the walk knows by itself

    def _standing(self, item: str) -> tuple[list[str], str]:
        """Return who signed the present text in the order of the steps, and who hurried it."""
        version = self.versions[item]
        lines = self.lines[item]
        last = max(
            (
                number
                for number, one in enumerate(lines, start=1)
                if one.version != version and not one.rejected and one.step in (HURRIED, "终审")
            ),
            default=0,
        )
        signed: list[str] = []
        hurried = ""
        for one in lines[last:]:
            if one.version != version:
                continue
            if one.rejected:
                signed, hurried = [], ""
            elif one.step == HURRIED:
                hurried = one.by
            else:
                signed.append(one.by)
        return signed, hurried

    def _may(self, item: str, step: str, name: str, *, rejects: bool) -> bool:
        if name in self.gone:
            return False
        signed, hurried = self._standing(item)
        whole = len(signed) == len(STEPS)
        if step == HURRIED:
            if rejects:
                return bool(hurried) and not whole and hurried == name
            return (item == ALERT or self.versions[item][1]) and not hurried and not whole
        if step not in STEPS or POSTS[STEPS.index(step)] not in PEOPLE[name]:
            return False
        is_next = not whole and STEPS[len(signed)] == step and name not in signed
        if not rejects:
            return is_next
        place = STEPS.index(step)
        took_it = place < len(signed) and signed[place] == name
        return (bool(signed) or (bool(hurried) and not whole)) and (took_it or is_next)

    def _able(self, item: str) -> str:
        """Return who may sign the next step, if anybody: others would be refused anyway."""
        able = (one for one in NAMES if self._may(item, self._next(item), one, rejects=False))
        return next(able, NAMES[0])

    def _next(self, item: str) -> str:
        signed, _ = self._standing(item)
        return STEPS[len(signed)] if len(signed) < len(STEPS) else ""

    def _tries(self, name: str, *, right: bool) -> bool:
        if self.wrong[name] >= WRONG:
            return False
        if right:
            self.wrong[name] = 0
            return True
        self.wrong[name] += 1
        return False

    # asking and holding

    def _held(
        self, answer: Any, item: str, step: str, name: str, verdict: str, *, may: bool
    ) -> None:
        passed = answer.status_code == 302 and "done=" in answer.headers.get("Location", "")
        what = f"{name} {verdict} {step} {item} {self._standing(item)}"
        assert passed == may, f"{'let through' if passed else 'held up'}: {what}"
        if may:
            version, (signed, _) = self.versions[item], self._codes(item)
            self._expect(item, Line(version, step, name, verdict == "reject", signed))
            self.reached[step] += verdict == "agree" and step in (HURRIED, STEPS[-1])
        self._same(f"{verdict} {'done' if may else 'refused'}")

    def _expect(self, item: str, line: Line) -> None:
        self.lines[item].append(line)
        self.added.append((item, line))

    def _same(self, what: str) -> None:
        """Hold what was added to the ledger against what should have been; all before it stands."""
        self.done[what] += 1
        path = self.folder / LEDGER
        data = path.read_bytes() if path.exists() else b""
        assert data.startswith(self.ledger), f"after {what}: what was signed before is gone"
        new = map(json.loads, data[len(self.ledger) :].splitlines())
        found = [(n["item"], n["step"], n["by"], bool(n["rejection"]), n["digest"]) for n in new]
        known = [(item, one.step, one.by, one.rejected, one.digest) for item, one in self.added]
        assert found == known, f"after {what}: {found} for {known}"
        self.ledger, self.added = data, []

    def _browser(self, name: str, number: int) -> Any:
        """Return a browser in which somebody is signed in, as long as they may be."""
        if (name, number) not in self.browsers:
            from django.contrib.auth import get_user_model

            browser = self.desk.browser()
            browser.force_login(get_user_model().objects.get(username=name))
            self.browsers[name, number] = browser
        return self.browsers[name, number]

    def _code(self, item: str) -> str:
        return self._codes(item)[1]

    def _codes(self, item: str) -> tuple[str, str]:
        """Return the digest and the seen code of an item as it is worded now."""
        key = item, self.versions[item]
        if key not in self.known:
            here = open_workspace(self.folder)
            one = find_item(here, item)
            self.known[key] = digest(one), seen_code(one, here.township.chain)
        return self.known[key]

    def _write_list(self) -> None:
        text = (self.example / "kit.toml").read_text("utf-8")
        text = re.sub(r"\[\[signer\]\]\n(?:[a-z]+ = .*\n)+\n*", "", text)
        for name, posts in PEOPLE.items():
            held = ", ".join(f'"{one}"' for one in posts)
            until = f'until = "{LONG_AGO}"\n' if name in self.gone else ""
            text += f'\n[[signer]]\nname = "{name}"\nposts = [{held}]\n{until}'
        (self.folder / "kit.toml").write_text(text, "utf-8")


def _pressed(verdict: str) -> dict[str, str]:
    return {"verdict": verdict, "read": "on", "reason": "要改" if verdict == "reject" else ""}


def answer_shortly(monkeypatch: Any) -> None:
    """Have refusals answered without the page around them, and the disk not waited for.

    What is decided is the same.
    """
    from django.http import HttpResponse

    def short(*_args: Any, **_more: Any) -> HttpResponse:
        return HttpResponse(status=409)

    monkeypatch.setattr("kit.desk.pages.sign._page", short)
    # No power is cut here; that the bytes reach the disk is held elsewhere.
    monkeypatch.setattr("os.fsync", lambda _: None)
