"""At whatever write an update ends, a whole version is opened: the old one, or the new one."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from kit.errors import KitError
from kit.office.release import VERSIONS, current, faults_of_release, read_release
from kit.office.update import update
from tests.faults.power import Power
from tests.faulty_disk import ERRORS, FaultyDisk, Killed
from tests.test_office_update import NEW, OLD, bundle, fine, quiet, tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return bundle(tmp_path / "U盘", NEW)


def opened(home: Path) -> str:
    """Return the version that is opened, once it is known to be whole."""
    version = current(home)
    release, _ = read_release(home / VERSIONS / version)
    assert not [*faults_of_release(home / VERSIONS / version, release)]
    return version


def updated_on(home: Path, stick: Path, use: Callable[[pytest.MonkeyPatch], None]) -> str:
    """Update on a disk that fails; return what staff were told."""
    with pytest.MonkeyPatch.context() as patch:
        use(patch)
        try:
            return update(home, stick, quiet, try_out=fine).version
        except KitError as error:
            return str(error)
        except Killed:
            return "killed"


def goes_through(home: Path, stick: Path) -> None:
    """The same stick again makes it the new version, and leaves nothing half done."""
    if opened(home) == OLD:
        update(home, stick, quiet, try_out=fine)
    assert opened(home) == NEW
    assert tree(home / VERSIONS / NEW) == tree(stick / VERSIONS / NEW)
    assert {one.name for one in (home / VERSIONS).iterdir()} == {OLD, NEW}


@pytest.mark.parametrize("fault", ["kill", "torn", *ERRORS])
def test_an_update_that_ends_at_any_write_leaves_a_whole_version(
    stick: Path, tmp_path: Path, tried: Callable[[str, int], None], fault: str
) -> None:
    counted = FaultyDisk(stop_at=0, fault=fault)
    updated_on(bundle(tmp_path / "counted", OLD), stick, counted.use)
    for stop_at in range(1, counted.count + 1):
        home = bundle(tmp_path / str(stop_at), OLD)
        told = updated_on(home, stick, FaultyDisk(stop_at, fault).use)

        assert opened(home) == NEW or told not in ("", NEW), stop_at
        goes_through(home, stick)
    tried(f"writes at which the disk failed in an update ({fault})", counted.count)


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot sync a folder")
def test_after_a_power_cut_in_an_update_a_whole_version_is_opened(
    stick: Path, tmp_path: Path, tried: Callable[[str, int], None]
) -> None:
    syncs = Power(bundle(tmp_path / "all", OLD), tmp_path / "all-pinned", cut_at=0)
    updated_on(syncs.folder, stick, syncs.use)
    for cut_at in range(1, syncs.count + 2):
        power = Power(bundle(tmp_path / "before", OLD), tmp_path / "pinned", cut_at)
        told = updated_on(power.folder, stick, power.use)
        home = tmp_path / "after"
        power.come_back(home)

        assert opened(home) == NEW or told != NEW, cut_at
        goes_through(home, stick)
        for one in (power.folder, power.pinned, home):
            shutil.rmtree(one)
    tried("power cuts in an update", syncs.count + 1)
