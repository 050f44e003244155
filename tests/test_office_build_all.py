"""A county's week: one command, one line a township, and a sentence is spoken once for all."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from kit.cli import main
from kit.edition.crew import Crew
from kit.edition.make.studio import Sentences
from kit.edition.store.store import Store
from kit.errors import ExitCode, SourceError, StorageError
from kit.office import build_all as county
from kit.office.build_all import AllBuilt, TownshipBuilt, build_all
from kit.progress import Step
from tests.beeper import Beeper, use_beeper
from tests.made_editions import with_one_notice

NOW = datetime(2026, 11, 23, 9).astimezone()
WEEK = "2026-W48"
SPOKEN = "DX-2026-004"


def now() -> datetime:
    return NOW


def quiet(_step: Step) -> None:
    """Take progress and show nothing."""


def built(home: Path, spoken: list[str], told: list[Step] | None = None) -> AllBuilt:
    """Return a county's broadcasts of the week; ``spoken`` takes what its voices had to say."""

    def speak(self: Beeper, sentence: str, pinyin: object) -> object:
        spoken.append(sentence)
        return said(self, sentence, ())

    said = Beeper.speak
    with pytest.MonkeyPatch.context() as patch:
        use_beeper(patch)
        patch.setattr(Beeper, "speak", speak)
        progress = quiet if told is None else told.append
        return build_all(home, now, progress, week=WEEK, channels=["广播"])


@pytest.fixture(scope="module")
def township(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the example with one of its notices."""
    return with_one_notice(tmp_path_factory.mktemp("one") / "township", SPOKEN, NOW)


@pytest.fixture(scope="module")
def home(township: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a county of two townships with one notice in common, and one that cannot be read."""
    home = tmp_path_factory.mktemp("county")
    for name in ("01", "02", "03"):
        shutil.copytree(township, home / name)
    (home / "02" / ".kit" / "key.pem").unlink()
    (home / "03" / "kit.toml").write_text("name = ", "utf-8")
    return home


@pytest.mark.slow
def test_a_county_is_built_and_goes_on_where_it_was(home: Path) -> None:
    spoken, again, told = list[str](), list[str](), list[Step]()

    first = built(home, spoken, told)
    second = built(home, again)

    made = {one.folder: one for one in first.townships}
    assert made["01"].changed
    assert made["02"].changed
    assert "kit.toml" in made["03"].failed
    assert first.exit_code is ExitCode.REFUSED
    assert [step.done for step in told] == [1, 2, 3]
    assert len(spoken) == len(set(spoken)) > 3, "what one township has said is spoken for all"
    assert not again
    assert [one.changed for one in second.townships] == [False, False, False]
    assert [one.edition for one in second.townships] == [one.edition for one in first.townships]


def test_a_folder_without_workspaces_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="没有工作夹"):
        build_all(tmp_path, now, quiet)


def test_a_defect_met_in_one_township_stops_no_other(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def defect(folder: Path, *_: object, **_more: object) -> None:
        raise ValueError(folder.name)

    monkeypatch.setattr(county, "build", defect)
    result = build_all(home, now, quiet, week=WEEK)

    assert all("软件自己出了错" in one.failed for one in result.townships)
    assert result.exit_code is ExitCode.STORAGE


def test_a_sentence_of_another_township_is_kept_by_both(tmp_path: Path) -> None:
    shared = Store(tmp_path / "shared")
    here = Sentences(Store(tmp_path / "here"), "engine", shared)
    there = Sentences(Store(tmp_path / "there"), "engine", shared)
    here.put("明年的医保。", (), b"sound")

    assert there.get("明年的医保。", ()) == b"sound"
    shutil.rmtree(tmp_path / "shared")
    assert there.get("明年的医保。", ()) == b"sound"
    assert Sentences(Store(tmp_path / "there"), "another").get("明年的医保。", ()) is None


def process_or_die(number: int) -> int:
    if number == 3:
        os._exit(1)
    return os.getpid()


def test_what_kills_its_process_costs_itself_and_nothing_else() -> None:
    crew = Crew(2)
    try:
        futures: list[Future[int]] = [crew.submit(process_or_die, number) for number in range(6)]
        failed = [number for number, one in enumerate(futures) if one.exception()]
        assert isinstance(futures[3].exception(), StorageError)
    finally:
        crew.shutdown()

    assert failed == [3]


def test_the_table_tells_what_was_made_what_was_not_and_why(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def three(*_: object, **_more: object) -> AllBuilt:
        return AllBuilt(
            week=WEEK,
            townships=(
                TownshipBuilt(folder="01", township="甲乡", edition="r01", changed=True, made=7),
                TownshipBuilt(
                    folder="02",
                    township="乙乡",
                    edition="r02",
                    left_out={"DX-2026-006": "还没有人签字。"},
                    exit_code=ExitCode.UNSIGNED,
                ),
                TownshipBuilt(
                    folder="03",
                    township="丙乡",
                    failed="磁盘满了。请腾出空间。",
                    exit_code=ExitCode.STORAGE,
                ),
            ),
        )

    monkeypatch.setattr(county, "build_all", three)
    told = CliRunner().invoke(main, ["build", "--all", str(home), "--week", WEEK])
    refused = CliRunner().invoke(main, ["build", "--all", str(home), "--only-item", "4"])

    assert told.exit_code == ExitCode.STORAGE
    assert "做好了　01　甲乡　新做 7 项" in told.output
    assert "没有放进去：DX-2026-006　还没有人签字。" in told.output
    assert "没做成　03　丙乡　磁盘满了。请腾出空间。" in told.output
    assert "3 个工作夹：做好了 1，没有变 1，没做成 1" in told.output
    assert refused.exit_code == ExitCode.USAGE
