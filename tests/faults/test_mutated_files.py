"""Whatever file comes in by whatever door: it is read, or refused with a sentence, and soon."""

from __future__ import annotations

import contextlib
import sys
import time
from typing import TYPE_CHECKING

import pytest

from kit.edition.request import OUTPUT
from kit.errors import KitError
from kit.office.check import check
from kit.source.private import PRIVATE
from tests.faults.conftest import ALL
from tests.faults.doors import DOORS
from tests.faults.mutated import mutated
from tests.faults.small_township import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.faults.doors import Door
    from tests.faults.small_township import SmallTownship

EACH, WORKSPACES = (1_000, 2_000) if ALL else (8, 20)
"""Of a door's files, and of workspaces; the same ones in every run."""
MOST_S, MOST_MB = 5, 300


def peak_mb() -> float:
    """Return the most memory this process ever had; Windows is not asked."""
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def refusal(door: Door, data: bytes, folder: Path) -> str | None:
    """Return the sentence with which a file is refused; nothing where it is read."""
    try:
        door.read(data, folder)
    except KitError as error:
        return str(error)
    return None


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", DOORS)
def test_a_damaged_file_is_read_or_refused(
    name: str,
    small: SmallTownship,
    tmp_path: Path,
    tried: Callable[[str, int], None],
    capfd: pytest.CaptureFixture[str],
) -> None:
    folder = small.copy(tmp_path / "样例乡")
    door = DOORS[name]
    good = door.good(folder)
    assert refusal(door, good, folder) is None
    before_mb = peak_mb()
    refused = 0
    for number in range(EACH):
        seed = f"{name} {number}"
        begun = time.process_time()
        try:
            told = refusal(door, mutated(good, seed), folder)
        except Exception as error:
            error.__traceback__ = None  # a deep one takes minutes to print
            raise AssertionError(f"not caught: {seed}: {error!r:.200}") from error
        assert told != "", seed
        refused += told is not None
        assert time.process_time() - begun < MOST_S, seed
        # A defect of ours in a child's reader is told as a broken file, with its trace here.
        assert "Traceback" not in capfd.readouterr().err, seed
    assert peak_mb() - before_mb < MOST_MB
    tried("damaged files brought in", EACH)
    tried("of them refused with a sentence", refused)


@pytest.mark.filterwarnings("ignore")
def test_a_workspace_with_a_damaged_file_is_checked_all_the_same(
    small: SmallTownship, tmp_path: Path, tried: Callable[[str, int], None]
) -> None:
    folder = small.copy(tmp_path / "样例乡")
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and PRIVATE not in path.parts and OUTPUT not in path.parts
    )
    assert files
    for number in range(WORKSPACES):
        path = files[number % len(files)]
        good = path.read_bytes()
        path.write_bytes(mutated(good, f"{path.name} {number}"))
        begun = time.process_time()
        try:
            with contextlib.suppress(KitError):
                check(folder, lambda: NOW)
        except Exception as error:
            error.__traceback__ = None  # a deep one takes minutes to print
            raise AssertionError(f"not caught: {path.name} {number}: {error!r:.200}") from error
        assert time.process_time() - begun < MOST_S, (path.name, number)
        path.write_bytes(good)
    tried("workspaces with a damaged file checked", WORKSPACES)
