"""A township of one notice: a build of it is a quarter of a second, and a whole build all the same.

Its first wording is published, its second is signed and waits. What a build makes of that is
known byte for byte, so whatever happened before, the next build can be held against it.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kit.edition.build import build
from kit.edition.published.manifest import compare_files, read_signed_manifest
from kit.edition.published.newest import public_key_in
from kit.edition.request import OUTPUT, Options, revisions
from kit.plan.week import Week
from kit.review.signing import sign_samples
from kit.source.private import PRIVATE
from kit.source.workspace import open_workspace
from tests.made_editions import township

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.edition.request import BuildResult
    from kit.progress import Step

NOW = datetime(2026, 11, 23, 9).astimezone()
OPTIONS = Options(week=Week.parse("2026-W48"), now=NOW, workers=1)
NOTICE = "items/DX-2026-005.md"
AMOUNT, CHANGED = "每月100元", "每月110元"
_EXAMPLE = Path(__file__).parents[2] / "examples" / "daxi" / NOTICE


@dataclass(frozen=True)
class SmallTownship:
    """A workspace to copy, and what a build must make of it."""

    folder: Path
    clean: Mapping[str, bytes]

    def copy(self, to: Path) -> Path:
        """Return a workspace in which the second wording waits to be built."""
        return shutil.copytree(self.folder, to)


def small_township(folder: Path) -> SmallTownship:
    """Make the workspace, publish its first wording, and find out what the second becomes."""
    folder = notice_signed(folder / "样例乡")
    build_week(folder)
    reworded(folder, AMOUNT, CHANGED)
    built = shutil.copytree(folder, folder.with_name("做好的"))
    build_week(built)
    return SmallTownship(folder, seen_by_people(built))


def notice_signed(folder: Path) -> Path:
    """Return a new workspace with one signed notice, for the website and the LED board."""
    township(folder)
    text = re.sub(r"(?m)^渠道: .+$", "渠道: [网站, LED屏]", _EXAMPLE.read_text("utf-8"))
    (folder / NOTICE).write_text(re.sub(r"(?m)^客家话稿: .*(\n  .*)*\n", "", text), "utf-8")
    sign_samples(open_workspace(folder), at=NOW)
    return folder


def reworded(folder: Path, old: str, new: str) -> None:
    """Change the notice, and have it signed."""
    text = (folder / NOTICE).read_text("utf-8")
    assert old in text
    (folder / NOTICE).write_text(text.replace(old, new), "utf-8")
    sign_samples(open_workspace(folder), at=NOW)


def quiet(step: Step) -> None:
    """Take progress and show nothing."""


def build_week(folder: Path, options: Options = OPTIONS) -> BuildResult:
    """Build as the command does."""
    return build(folder, options, quiet)


def seen_by_people(folder: Path) -> dict[str, bytes]:
    """Return all that people see: everything but the kit's own folder and what is staged."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and PRIVATE not in path.parts
        and not path.name.endswith(".lock")
        and not any(part.startswith(".staging") for part in path.parts)
    }


def faults_of_editions(folder: Path) -> list[str]:
    """Return what is torn, mixed or not signed in any edition that people see."""
    return [
        f"{edition.name}: {fault}"
        for week in (folder / OUTPUT).glob("[0-9]*-W*")
        for edition in revisions(week)
        for fault in faults_of(edition, folder)
    ]


def faults_of(edition: Path, folder: Path) -> tuple[str, ...]:
    """Return what is not as the workspace in ``folder`` signed it."""
    return compare_files(edition, read_signed_manifest(edition, public_key_in(folder))[0])
