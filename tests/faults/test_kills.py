"""Builds killed at any moment, and builds beside each other and beside who signs."""

from __future__ import annotations

import contextlib
import os
import random
import re
import shutil
import time
from typing import TYPE_CHECKING

import pytest

from kit.edition.request import revisions
from kit.errors import LockedError
from tests.faults.builders import kill, open_builders
from tests.faults.conftest import ALL
from tests.faults.small_township import (
    CHANGED,
    build_week,
    faults_of_editions,
    reworded,
    seen_by_people,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.faults.builders import Builders
    from tests.faults.small_township import SmallTownship

ROUNDS = 10 if ALL else 1
KILLS = 100 if ALL else 5
"""A round."""
AT_ONCE = 10 if ALL else 1

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills are sent as signals")


@pytest.fixture(scope="module")
def builders(small: SmallTownship, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builders]:
    with open_builders(small.copy(tmp_path_factory.mktemp("warm") / "样例乡")) as opened:
        yield opened


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_build_killed_at_any_moment_leaves_nothing_that_is_mixed(
    small: SmallTownship,
    builders: Builders,
    tmp_path: Path,
    tried: Callable[[str, int], None],
    seed: int,
) -> None:
    chance, killed, ended = random.Random(seed), 0, 0
    folder = small.copy(tmp_path / "whole")
    whole_s = seconds_of(builders, folder)
    while killed < KILLS:
        folder = small.copy(tmp_path / "样例乡")
        process = builders.begin(folder)
        time.sleep(chance.uniform(0, whole_s))
        kill(process)
        if builders.ended(process):
            ended += 1
        else:
            killed += 1

        assert not faults_of_editions(folder)
        build_week(folder)
        assert seen_by_people(folder) == small.clean
        shutil.rmtree(folder)
    tried("builds killed in their midst", killed)
    tried("builds that were done before their kill", ended)


def seconds_of(builders: Builders, folder: Path) -> float:
    begun_s = time.monotonic()
    assert builders.ended(builders.begin(folder))
    return time.monotonic() - begun_s


def test_of_builds_at_once_one_makes_it_and_the_others_say_so_or_find_it_made(
    small: SmallTownship, builders: Builders, tmp_path: Path, tried: Callable[[str, int], None]
) -> None:
    for number in range(AT_ONCE):
        folder = small.copy(tmp_path / str(number))
        others = [builders.begin(folder) for _ in range(2)]
        with contextlib.suppress(LockedError):
            build_week(folder)
        for one in others:
            builders.ended(one)

        assert not faults_of_editions(folder)
        assert seen_by_people(folder) == small.clean
    tried("builds beside two others", AT_ONCE)


def test_what_is_signed_while_a_build_is_at_work_is_whole_in_the_next_and_mixed_in_none(
    small: SmallTownship, builders: Builders, tmp_path: Path, tried: Callable[[str, int], None]
) -> None:
    for number in range(AT_ONCE):
        folder = small.copy(tmp_path / str(number))
        process = builders.begin(folder)
        time.sleep(0.02 * number)
        reworded(folder, CHANGED, "每月120元")
        builders.ended(process)

        # Left out until it is signed, old or new; never both.
        assert all(len(said) <= 1 for said in amounts_by_edition(folder))
        build_week(folder)
        assert amounts_by_edition(folder)[-1] == {"120元"}
        assert not faults_of_editions(folder)
    tried("builds beside a signer", AT_ONCE)


def amounts_by_edition(folder: Path) -> list[set[str]]:
    """Return what the pages of each edition say of the amount; earlier wordings stand apart."""
    return [
        {
            said
            for pattern in ("网页/26*/index.html", "网页/D/*/index.html")
            for page in edition.glob(pattern)
            for said in re.findall(r"1\d0元", page.read_text("utf-8"))
        }
        for edition in revisions(folder / "output/2026-W48")
    ]
