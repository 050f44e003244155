"""What kit.toml says of the printer, through a whole build."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest

from kit.edition.build import build
from kit.edition.request import Options
from kit.office.print_desk import print_desk
from kit.office.printed import Chosen, file_for_printer
from kit.office.set_up import set_up
from kit.plan.week import Week
from kit.render.readback import read_text_of
from kit.review.signing import sign_samples
from kit.source.workspace import open_workspace
from tests.inks import BLACK_AND_WHITE, painted

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 23, 9).astimezone()
PAPER = frozenset({"公开栏", "墟天"})
KEPT = {"DX-2026-004.md", "DX-2026-008.md"}


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition of a notice and an alert for a black printer that turns on the long edge."""
    folder = tmp_path_factory.mktemp("print") / "daxi"
    set_up(folder, sample=True, now=NOW)
    for path in (folder / "items").iterdir():
        if path.name not in KEPT:
            path.unlink()
    text = (folder / "kit.toml").read_text("utf-8")
    for old, new in (
        ("black_only = false", "black_only = true"),
        ("print_shop = false", "print_shop = true"),
        ('flip = "短边翻转"', 'flip = "长边翻转"'),
    ):
        assert old in text
        text = text.replace(old, new)
    (folder / "kit.toml").write_text(text, encoding="utf-8")
    sign_samples(open_workspace(folder), at=NOW)
    options = Options(week=Week.parse("2026-W48"), now=NOW, workers=1, channels=PAPER)
    result = build(folder, options, lambda *_: None)
    assert not result.left_out
    return result.edition


def words_of(path: Path) -> str:
    return re.sub(r"\s", "", "".join(read_text_of(path.read_bytes())))


def test_every_sheet_of_the_edition_is_black_and_white(edition: Path) -> None:
    sheets = sorted(edition.rglob("*.pdf"))

    assert len(sheets) >= 12
    for path in sheets:
        assert painted(path.read_bytes()) <= BLACK_AND_WHITE, path.name
        assert "样例" in words_of(path), path.name


def test_every_poster_has_its_file_for_the_print_shop(edition: Path) -> None:
    folder = edition / "1要打印" / "公开栏"
    posters = {p.stem for p in folder.glob("DX-*_A[1234].pdf")}

    assert posters
    assert {p.stem for p in folder.glob("*印刷厂RGB.pdf")} == {
        f"{name}_印刷厂RGB" for name in posters
    }
    for path in folder.glob("*印刷厂RGB.pdf"):
        with pikepdf.open(BytesIO(path.read_bytes())) as document:
            assert all("/TrimBox" in page and "/BleedBox" in page for page in document.pages)


def test_the_print_desk_names_the_printers_setting_and_the_handout_does_not(edition: Path) -> None:
    (handout,) = (edition / "1要打印" / "墟天").glob("*.pdf")
    jobs = print_desk(edition.parents[2]).jobs

    notes = "".join(one.note for job in jobs for bag in job.bags for one in bag.sheets)
    assert "双面选“长边翻转”" in notes
    assert "带“印刷厂”的那份" in notes
    assert "短边翻转" not in notes
    # A copy is the villager's: nothing on it is for the printer.
    assert "翻转" not in words_of(handout)


def test_the_print_desk_finds_on_a_real_edition_what_its_list_says(edition: Path) -> None:
    folder = edition.parents[2]

    jobs = {job.paper: job for job in print_desk(folder).jobs}
    assert {"A3", "A4", "A4 双面"} <= set(jobs)
    boards = {board.name for board in open_workspace(folder).township.boards}
    assert {bag.place for job in jobs.values() for bag in job.bags} >= boards
    made = file_for_printer(folder, Chosen(paper="A3"), lambda: NOW, by="")
    assert made.pages == jobs["A3"].to_print == len(read_text_of(made.data))
    assert "样例" in re.sub(r"\s", "", "".join(read_text_of(made.data)))
