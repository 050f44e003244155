"""An office at work at a desk that is killed again and again, and what must stand after it.

Four hands work at once: one writes drafts and sends them, one signs, one ticks what came off
the boards, one has the week made. What was answered must be there when the next desk opens,
and what was asked and not answered may be there once. ``python -m tests.killed_desk FOLDER``
has all of the desk loaded and bears one for every line it reads: a start is no wait.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.client import HTTPConnection, HTTPException
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any, Self
from urllib.parse import urlsplit

from django.db import connections

from kit.desk.launch import open_desk
from kit.desk.pages_at_need import load_all
from kit.desk.running import newest
from kit.edition.published.manifest import Manifest
from kit.edition.published.verify import verify
from kit.returns.returns_log import ReturnKind, read_returns
from kit.review.ledger import FILE as LEDGER
from kit.review.ledger import read_ledger
from kit.review.signing import sign_samples
from kit.source.private import RETURNS
from kit.source.workspace import open_workspace
from tests.desk_at import MOMENT, ROOT
from tests.desk_browser import Answer, Browser
from tests.desks import EXAMPLE, open_test_desk
from tests.made_editions import down, item, publish, township

LIST, WEB = "DX-2026-011", "DX-2026-006"
SIGNED = ("DX-2026-004", "DX-2026-010")
SIGNERS = ("样例甲", "样例乙", "样例丙", "样例丁", "样例戊", "样例己")
TURNS = tuple((item_id, name) for item_id in SIGNED for name in SIGNERS)
THIS, NEXT = "2026-W48", "2026-W49"
"""The week whose sheets come down, and the one that is made."""
DIGITS = str.maketrans("0123456789", "零甲乙丙丁戊己庚辛壬")
"""A figure in a title would be held against the item's facts."""
PASSWORD = "123-mima-9"
MOST_ACTS = 5
"""A desk takes so many drafts, items and signatures at most, and the last moments of some more."""
LAST_S = 0.05
SENT = 0.5
"""Of the drafts, so many are sent into their file at once."""
BETWEEN_TICKS_S = 0.05
PATIENCE_S = 30.0


class DeskGoneError(Exception):
    """The desk does not answer any more."""


@dataclass
class Asked:
    """What was asked of the desk, and what of it was answered."""

    asked: Counter[Any] = field(default_factory=Counter)
    answered: Counter[Any] = field(default_factory=Counter)

    def holds(self, found: Counter[Any], what: str) -> None:
        lost = self.answered - found
        assert not lost, f"{what} answered and lost: {lost}"
        more = found - self.asked
        assert not more, f"{what} found more often than asked: {more}"


@dataclass
class KilledDesk:
    """A workspace, its desk, and what people know of what they did."""

    folder: Path
    chance: random.Random
    births: subprocess.Popen[str]
    pid: int = 0
    address: str = ""
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)
    number: int = 0
    """Of the newest draft's words."""
    kept: int = 0
    """The newest of them that was answered, and the newest that was sent into the file."""
    sent: int = 0
    turn: int = 0
    """Whose turn it is to sign, as it goes on from one desk to the next."""
    signed: Asked = field(default_factory=Asked)
    ticked: Asked = field(default_factory=Asked)
    open_ticks: list[tuple[str, str]] = field(default_factory=list)
    connections: list[HTTPConnection] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @classmethod
    def over(cls, folder: Path, seed: int, *, sheets: int) -> Self:
        """Return the office of a new workspace with so many sheets to be taken down."""
        boards = _workspace(folder, sheets)
        births = subprocess.Popen(
            [sys.executable, "-m", "tests.killed_desk", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        ticked = [(board, _old(n)) for n in range(sheets) for board in boards]
        return cls(folder, random.Random(seed), births, open_ticks=ticked)

    def open(self) -> None:
        """Have a desk opened, and hold all that stands there against what was answered."""
        assert self.births.stdin
        assert self.births.stdout
        self.births.stdin.write("\n")
        self.births.stdin.flush()
        pid, self.address = self.births.stdout.readline().split()
        self.pid = int(pid)
        self._look()

    def work_until_killed(self) -> None:
        """Let all hands work, and kill the desk at a random moment, and half the time its child."""
        hands = (self._write, self._sign, self._tick, self._make)
        threads = [Thread(target=self._at_work, args=(hand,)) for hand in hands]
        for one in threads:
            one.start()
        # By what was answered, not by the clock: the machine may have other work, too.
        until = self._acts() + self.chance.randint(0, MOST_ACTS)
        patience_s = time.monotonic() + PATIENCE_S
        while self._acts() < until and time.monotonic() < patience_s:
            time.sleep(0.002)
        time.sleep(self.chance.uniform(0, LAST_S))
        self._kill()
        if self.chance.random() < 0.5:
            for child in _children(self.folder):
                os.kill(child, signal.SIGKILL)
                self.done["children killed"] += 1
        for one in threads:
            one.join()
        while self.connections:
            self.connections.pop().close()
        assert not self.faults, self.faults
        self.done["desks killed"] += 1

    def close(self) -> None:
        """End the last desk and whoever bore it."""
        self._kill()
        for child in _children(self.folder):
            os.kill(child, signal.SIGKILL)
        assert self.births.stdin
        assert self.births.stdout
        self.births.stdin.close()
        self.births.stdout.close()
        while self.connections:
            self.connections.pop().close()
        self.births.wait()

    def _acts(self) -> int:
        return sum(self.done[one] for one in ("drafts kept", "items sent", "signatures"))

    def _kill(self) -> None:
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
        self.pid = 0

    # hands at work

    def _at_work(self, hand: Callable[[], None]) -> None:
        try:
            hand()
        except DeskGoneError:
            pass
        except AssertionError as error:
            self.faults.append(f"{hand.__name__}: {error}")

    def _write(self) -> None:
        """Write into an item and its table, at every pause, and send it now and then."""
        browser = self._clerk()
        page = self._get(browser, f"/item/{LIST}/")
        number, grid = _number_in(page), _grid_in(page)
        while True:
            self.number += 1
            at = self.number
            word = str(at).translate(DIGITS)
            grid["rows"][0][1] = f"样例{word}"
            words = {"number": number, "标题": f"名单{word}", "grid": json.dumps(grid)}
            told = json.loads(self._ask(browser, "POST", f"/item/{LIST}/keep/", words).text)
            assert told["ok"], told
            self.kept, number = at, str(told["number"])
            self.done["drafts kept"] += 1
            if self.chance.random() < SENT:
                sent = self._ask(browser, "POST", f"/item/{LIST}/send/", {"number": number})
                assert sent.status == 302, sent.text[:2000]
                self.sent = at
                self.done["items sent"] += 1
                number = _number_in(self._get(browser, f"/item/{LIST}/"))

    def _sign(self) -> None:
        """Sign whatever is next, one signer after the other, and have it reworded at the end."""
        browsers: dict[str, Browser] = {}
        while True:
            item_id, name = TURNS[self.turn % len(TURNS)]
            browser = browsers.get(name) or browsers.setdefault(name, self._signer(name))
            if found := _to_be_signed(self._get(browser, f"/sign/{item_id}/")):
                key = (item_id, found["step"], found["seen"])
                self.signed.asked[key] += 1
                words = {**found, "verdict": "agree", "read": "on"}
                answer = self._ask(browser, "POST", f"/sign/{item_id}/", words)
                assert "done=agree" in answer.location, answer.text[:2000]
                self.signed.answered[key] += 1
                self.done["signatures"] += 1
            self.turn += 1
            if not self.turn % len(TURNS):
                word = str(self.turn).translate(DIGITS)
                for one in SIGNED:
                    _change(self.folder, f"{one}.md", r"(?m)^标题: .+$", f"标题: 第{word}稿")

    def _tick(self) -> None:
        """Tick what came off the boards; what was not answered is ticked once more."""
        browser = self._clerk()
        while self.open_ticks:
            pair = self.open_ticks[0]
            self.ticked.asked[pair] = 1
            words = {"off": "|".join(pair)}
            answer = self._ask(browser, "POST", "/print/taken-down/", words)
            # Refused is what stood there already when the desk was killed.
            assert answer.status in (302, 409), answer.text[:2000]
            self.ticked.answered[pair] = 1
            self.open_ticks.pop(0)
            self.done["returns"] += 1
            time.sleep(BETWEEN_TICKS_S)

    def _make(self) -> None:
        """Have the week made, and look how far it is."""
        browser = self._clerk()
        self._ask(browser, "POST", "/make/", {"week": NEXT})
        while True:
            time.sleep(0.1)
            self._get(browser, f"/?week={NEXT}")

    # what must stand

    def _look(self) -> None:
        browser = self._clerk()
        page = self._get(browser, f"/item/{LIST}/")
        self._get(browser, "/items/")
        in_draft = _number(r'name="标题" value="名单(.+?)"', page)
        in_grid = _number(r"样例(.+)", str(_grid_in(page)["rows"][0][1]))
        in_file = _number(r"(?m)^标题: 名单(.+)$", _text(self.folder, f"{LIST}.md"))
        in_table = _number(r"(?m)^1,样例(.+?),", _text(self.folder, f"{LIST}.csv"))
        told = f"draft {in_draft} {in_grid}, file {in_file} {in_table}"
        told += f"; kept {self.kept}, sent {self.sent}, asked {self.number}"
        assert in_file == in_table, f"half an item: {told}"
        assert in_draft == in_grid, f"half a draft: {told}"
        assert self.sent <= in_file <= in_draft <= self.number, told
        assert self.kept <= in_draft, told

        ledger = read_ledger(self.folder / LEDGER)
        lines = Counter((one.item_id, one.step, one.digest) for i in SIGNED for one in ledger.of(i))
        assert not [key for key, times in lines.items() if times > 1], "signed twice"
        by_step = Counter((key[0], key[1]) for key in lines.elements())
        answered = Counter((key[0], key[1]) for key in self.signed.answered.elements())
        asked = Counter((key[0], key[1]) for key in self.signed.asked.elements())
        Asked(asked, answered).holds(by_step, "signatures")

        log = read_returns(self.folder / RETURNS)
        assert not log.damage, log.damage
        off = (
            (place, one)
            for line in log.of(ReturnKind.TAKEN_DOWN)
            for place in line.places
            for one in line.items
        )
        self.ticked.holds(Counter(off), "returns")

        week = self._get(browser, f"/?week={NEXT}")
        work = newest(self.folder, "build")
        if work is not None and not work.is_alive:
            self.done["works done" if work.result else "works broken off"] += 1
            assert bool(work.result) == ("没做完" not in week)
        if work is not None and work.result:
            assert work.result["ok"], work.result
            assert not verify(self.folder / work.result["edition"], lambda _: None).faults

    # asking

    def _ask(
        self, browser: Browser, method: str, path: str, words: dict[str, str] | None = None
    ) -> Answer:
        try:
            return browser.ask(method, path, words)
        except (OSError, HTTPException):
            raise DeskGoneError from None

    def _get(self, browser: Browser, path: str) -> str:
        return browser.well(self._ask(browser, "GET", path))

    def _clerk(self) -> Browser:
        browser = self._browser(urlsplit(self.address).path, {})
        self._get(browser, "/items/")
        return browser

    def _signer(self, name: str) -> Browser:
        """Return the browser of a signer, who gave the password once and stays signed in."""
        known = self.cookies.setdefault(name, {})
        browser = self._browser("/sign-in/", known)
        if "sessionid" not in known:
            self._ask(browser, "POST", "/sign-in/", {"name": name, "password": PASSWORD})
        return browser

    def _browser(self, first: str, cookies: dict[str, str]) -> Browser:
        self.connections.append(HTTPConnection(urlsplit(self.address).netloc, timeout=60))
        browser = Browser(self.connections[-1], cookies)
        self._get(browser, first)
        return browser


def _workspace(folder: Path, sheets: int) -> tuple[str, ...]:
    """Make a workspace in which all hands have their work, and return its boards."""
    township(folder)
    for name in (f"{WEB}.md", f"{LIST}.md", f"{LIST}.csv", *(f"{one}.md" for one in SIGNED)):
        shutil.copy(EXAMPLE / "items" / name, folder / "items")
    _change(folder, f"{WEB}.md", r"(?m)^渠道: .+$", "渠道: [网站]")
    _change(folder, f"{LIST}.md", r"(?m)^标题: .+$", "标题: 名单零")
    _change(folder, f"{LIST}.csv", r"(?m)^1,样例.+?,", "1,样例零,")
    sign_samples(
        open_workspace(folder), at=datetime.fromisoformat(MOMENT), leave_unsigned=(LIST, *SIGNED)
    )
    posted = {
        _old(n): down(item(f"旧的{n}", f"26W48-{n:03}", "X3CM"), "2026-11-23")
        for n in range(sheets)
    }
    manifest = Manifest(
        week=THIS, revision=1, township="", files=(), items={}, posted=posted, written=1
    )
    publish(folder, {}, manifest)
    return tuple(board.name for board in open_workspace(folder).township.boards)


def _old(number: int) -> str:
    return f"DX-2025-{number:03}"


def _text(folder: Path, name: str) -> str:
    return (folder / "items" / name).read_text("utf-8-sig")


def _change(folder: Path, name: str, what: str, new: str) -> None:
    """Change a file of an item as another program does: whole, with a new name."""
    path = folder / "items" / name
    data = path.read_text("utf-8")
    partial = path.with_suffix(".part")
    partial.write_text(re.sub(what, new, data), "utf-8")
    partial.replace(path)


def _number(pattern: str, text: str) -> int:
    found = re.search(pattern, text)
    assert found, f"no {pattern}: {text[:2000]}"
    return int(found[1].translate({after: before for before, after in DIGITS.items()}))


def _number_in(page: str) -> str:
    found = re.search(r'name="number" value="(\d+)"', page)
    assert found, page[:2000]
    return found[1]


def _grid_in(page: str) -> dict[str, Any]:
    found = re.search(r'id="grid-data"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found, page[:2000]
    grid = json.loads(found[1])
    return {key: grid[key] for key in ("columns", "rows", "caption", "unit")}


def _to_be_signed(page: str) -> dict[str, str]:
    """Return what the form of a signature sends; nothing where it is not this signer's turn."""
    form = re.search(r'<form id="verdict".*?</form>', page, re.DOTALL)
    if form is None:
        return {}
    return {one: re.findall(rf'name="{one}" value="(.+?)"', form[0])[0] for one in ("seen", "step")}


def _children(folder: Path) -> list[int]:
    """Return the processes that do long work for a workspace."""
    asked = ["pgrep", "-f", f"kit.desk.at_work {folder}"]
    found = subprocess.run(asked, capture_output=True, check=False)
    return [int(line) for line in found.stdout.split()]


def main(folder: str) -> None:
    """Bear a desk for every line that is read, and wait for its end."""
    began_s = time.monotonic()
    first = datetime.fromisoformat(MOMENT)

    def clock() -> datetime:
        return first + timedelta(seconds=time.monotonic() - began_s)

    desk = open_test_desk(Path(folder))
    for name in SIGNERS:
        desk.account(name, PASSWORD)
    import_module("kit.desk.addresses")
    load_all()
    clerk = desk.clerk()
    for page in ("/", f"/item/{LIST}/", f"/sign/{SIGNED[0]}/"):
        clerk.get(page)
    connections.close_all()
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            with open_desk(Path(folder), clock) as opened:
                sys.stdout.write(f"{os.getpid()} {opened.address}\n")
                sys.stdout.flush()
                opened.serve()
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(sys.argv[1])
