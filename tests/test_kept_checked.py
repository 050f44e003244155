"""What the checks said before holds as long as they would say it again, and for looking only."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from kit.checks import dates, facts
from kit.checks.subject import Subject
from kit.edition import checked as checking
from kit.edition import kept_checked
from kit.edition.kept_checked import FILE
from kit.edition.published.unchanged import source_hash
from kit.edition.request import Options
from kit.edition.source import read_source
from kit.model.of_the_day import of_the_day
from kit.office.set_up import set_up
from kit.plan.week import Week
from kit.source.private import PRIVATE
from kit.source.sealed import read_sealed, write_sealed
from tests.checked import TODAY, changed, context

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kit.edition.kept_checked import Checked

NOW = datetime.fromisoformat("2026-11-24T09:00:00+08:00")
WEEK = Week.parse("2026-W48")


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept") / "daxi"
    set_up(folder, sample=True, now=NOW)
    look(folder)
    return folder


@pytest.fixture
def workspace(looked_at: Path, tmp_path: Path) -> Path:
    return shutil.copytree(looked_at, tmp_path / "daxi")


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return how often the checks run, as they do."""
    run: list[str] = []
    whole = checking.checked

    def counting(*arguments: object) -> Checked:
        run.append("checked")
        return whole(*arguments)  # type: ignore[arg-type] # handed on as they came

    monkeypatch.setattr(checking, "checked", counting)
    return run


def look(folder: Path, now: datetime = NOW) -> Checked:
    options = Options(week=WEEK, now=now)
    return read_source(folder, options, looked_at=source_hash(folder)).checked


def anew(folder: Path, now: datetime = NOW) -> Checked:
    return read_source(folder, Options(week=WEEK, now=now)).checked


def test_what_is_the_same_is_not_checked_again(workspace: Path, runs: list[str]) -> None:
    found = look(workspace)

    assert not runs
    assert found == anew(workspace)
    assert found.findings
    assert found.scripts


def test_nor_on_the_next_day_if_it_says_the_same(workspace: Path, runs: list[str]) -> None:
    tomorrow = NOW + timedelta(days=1)

    found = look(workspace, tomorrow)

    assert not runs
    assert found == anew(workspace, tomorrow)


def test_a_later_day_that_says_otherwise_is_asked(workspace: Path, runs: list[str]) -> None:
    later = NOW + timedelta(days=500)

    assert look(workspace, later) == anew(workspace, later)
    assert len(runs) == 2


def edit_item(folder: Path) -> None:
    path = folder / "items" / "DX-2026-004.md"
    path.write_text(path.read_text("utf-8").replace("12393", "12394", 1), "utf-8")


def edit_township(folder: Path) -> None:
    path = folder / "kit.toml"
    path.write_text(path.read_text("utf-8") + "\n# 改过\n", "utf-8")


def remove_item(folder: Path) -> None:
    (folder / "items" / "DX-2026-004.md").unlink()


def damage(folder: Path) -> None:
    path = folder / PRIVATE / FILE
    path.write_bytes(path.read_bytes()[:-9])


def lose(folder: Path) -> None:
    (folder / PRIVATE / FILE).unlink()


def of_another_shape(folder: Path) -> None:
    path = folder / PRIVATE / FILE
    body = read_sealed(path)
    assert body is not None
    write_sealed(path, body[:64] + b'{"findings": 7}')


@pytest.mark.parametrize(
    "change", [edit_item, edit_township, remove_item, damage, lose, of_another_shape]
)
def test_what_changed_or_broke_is_checked_anew(
    workspace: Path, runs: list[str], change: Callable[[Path], None]
) -> None:
    change(workspace)

    found = look(workspace)

    assert len(runs) == 1
    assert found == anew(workspace)


def test_another_program_checks_anew(
    workspace: Path, runs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_checked, "program_state", lambda: "another")

    look(workspace)

    assert len(runs) == 1


def test_who_builds_or_signs_takes_nothing_from_it(workspace: Path) -> None:
    path = workspace / PRIVATE / FILE
    body = read_sealed(path)
    assert body is not None
    write_sealed(path, body[:64] + b'{"findings":[],"scripts":{}}')

    assert look(workspace).findings == ()
    assert anew(workspace).findings


def test_a_file_saved_meanwhile_leaves_nothing_kept(workspace: Path) -> None:
    lose(workspace)

    read_source(workspace, Options(week=WEEK, now=NOW), looked_at="of a moment ago")

    assert not (workspace / PRIVATE / FILE).exists()


def test_days_that_say_the_same_have_the_same_findings() -> None:
    base = changed()
    items = (
        base,
        changed(item_id="DX-2026-005", phones=(replace(base.phones[0], dialled=None),)),
        changed(item_id="DX-2026-006", dates=replace(base.dates, expire=date(2027, 3, 1))),
    )
    told: dict[object, object] = {}
    for number in range(-30, 800):
        today = TODAY + timedelta(days=number)
        subjects = [Subject(item, context(today=today)) for item in items]
        found = [[*facts.dialled(one), *dates.outdated(one)] for one in subjects]
        found.append([fault for _, fault in dates.undecided(items, today)])
        assert told.setdefault(of_the_day(items, today), found) == found
    assert len(told) > 3


def test_no_check_asks_anything_else_of_the_day(root: Path) -> None:
    asked = re.compile(r"\btoday\b(?!: date)")
    as_handed_on = re.compile(
        r"(item, )?today = (subject\.item, )?subject\.context\.today|context\.today"
        r"|(of_the_day\.dialled|is_outdated|is_decision_late)\(\w+, today\)"
    )
    lines = [
        line
        for path in sorted((root / "kit/checks").glob("*.py"))
        for line in path.read_text("utf-8").splitlines()
    ]

    assert not [line for line in lines if asked.search(as_handed_on.sub("", line))]
