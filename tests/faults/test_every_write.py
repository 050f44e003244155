"""At whatever write a build ends, the old edition stands or the new; the next build is clean."""

from __future__ import annotations

import math
import os
import random
import shutil
from typing import TYPE_CHECKING

import pytest

from kit.edition.publish import sweep
from kit.edition.published.settle import settle
from kit.errors import KitError
from tests.faults.conftest import ALL
from tests.faults.power import Power
from tests.faults.small_township import build_week, faults_of_editions, seen_by_people
from tests.faulty_disk import ERRORS, FaultyDisk, HeldFile, Killed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tests.faults.small_township import SmallTownship

SHARE = 2
"""Of the writes, on every run; they are others for every fault."""


@pytest.fixture(scope="module")
def writes(small: SmallTownship, tmp_path_factory: pytest.TempPathFactory) -> int:
    """Return how many writes a build takes."""
    disk = FaultyDisk(stop_at=0, fault="kill")
    with pytest.MonkeyPatch.context() as patch:
        disk.use(patch)
        build_week(small.copy(tmp_path_factory.mktemp("writes") / "样例乡"))
    return disk.count


def tried_of(points: int, fault: str) -> Sequence[int]:
    every = range(1, points + 1)
    return every if ALL else sorted(random.Random(fault).sample(every, SHARE))


def built_on(folder: Path, disk: FaultyDisk | HeldFile) -> str:
    """Build on a disk that fails; return what staff were told, nothing where all went well."""
    with pytest.MonkeyPatch.context() as patch:
        disk.use(patch)
        try:
            return "".join(build_week(folder).notes)
        except KitError as error:
            return str(error)
        except Killed:
            return "killed"


@pytest.mark.parametrize("fault", ["kill", "torn", *ERRORS])
def test_a_build_that_ends_at_any_write_leaves_nothing_that_is_mixed(
    small: SmallTownship,
    writes: int,
    tmp_path: Path,
    tried: Callable[[str, int], None],
    fault: str,
) -> None:
    points = tried_of(writes, fault)
    for stop_at in points:
        folder = small.copy(tmp_path / str(stop_at))
        told = built_on(folder, FaultyDisk(stop_at, fault))

        assert not faults_of_editions(folder), stop_at
        if not (folder / "output/2026-W48/r02").exists():
            assert told, stop_at
        build_week(folder)
        assert seen_by_people(folder) == small.clean, stop_at
        shutil.rmtree(folder)
    tried(f"writes at which the disk failed ({fault})", len(points))


@pytest.mark.parametrize(("how_long", "times"), [("for a moment", 2), ("for good", math.inf)])
def test_a_file_that_windows_holds_open_is_waited_for_or_told(
    small: SmallTownship,
    tmp_path: Path,
    tried: Callable[[str, int], None],
    how_long: str,
    times: float,
) -> None:
    free = HeldFile(stop_at=0, times=0)
    built_on(small.copy(tmp_path / "free"), free)
    points = tried_of(free.count, how_long)
    for stop_at in points:
        folder = small.copy(tmp_path / str(stop_at))
        held = HeldFile(stop_at, times)
        told = built_on(folder, held)

        assert held.held is not None
        assert not faults_of_editions(folder), stop_at
        if times == math.inf:
            is_there = (folder / "output/2026-W48/r02").exists()
            assert is_there or "请关掉正开着它的程序" in told, (stop_at, told)
        else:
            assert seen_by_people(folder) == small.clean, stop_at
        build_week(folder)
        assert seen_by_people(folder) == small.clean, stop_at
        shutil.rmtree(folder)
    tried(f"files held open at a rename {how_long}", len(points))


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot sync a folder")
def test_after_a_power_cut_the_old_edition_stands_or_the_new(
    small: SmallTownship, tmp_path: Path, tried: Callable[[str, int], None]
) -> None:
    syncs = Power(small.copy(tmp_path / "all"), tmp_path / "all-pinned", cut_at=0)
    with pytest.MonkeyPatch.context() as patch:
        syncs.use(patch)
        build_week(syncs.folder)
    points = [*tried_of(syncs.count, "power"), syncs.count + 1]
    for cut_at in points:
        power = Power(small.copy(tmp_path / "before"), tmp_path / "pinned", cut_at)
        with pytest.MonkeyPatch.context() as patch:
            power.use(patch)
            was_told = False
            try:
                build_week(power.folder)
                was_told = True
            except Killed:
                pass
        folder = tmp_path / "after"
        power.come_back(folder)

        assert not faults_of_editions(folder), cut_at
        if was_told:
            assert (folder / "output/2026-W48/r02").exists(), "told as done, and lost"
        sweep(folder / "output")
        settle(folder)
        build_week(folder)
        assert seen_by_people(folder) == small.clean, cut_at
        for one in (power.folder, power.pinned, folder):
            shutil.rmtree(one)
    tried("power cuts", len(points))
