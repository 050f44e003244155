"""Does it reach people: every code scanned, every poster read from where they stand."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import cv2

from benchmarks.figures import line, run_process
from kit.edition.published.manifest import MANIFEST, parse_manifest
from kit.office.set_up import set_up
from kit.render.qr import scan_distance_m
from kit.render.readback import read_codes_in
from tests.reach.camera import BAD, NORMAL
from tests.reach.eye import read_from
from tests.reach.readers import read_zbar
from tests.reach.sheets import code_views
from tests.reach.shots import Tally, shoot

if TYPE_CHECKING:
    from kit.edition.published.manifest import FileEntry
    from tests.reach.sheets import CodeView

WEEK = "2026-W48"
NOW = datetime(2026, 11, 23, 9).astimezone()
PAPER = "公开栏,墟天"
SHOTS = 12
DPI = 150
BLOTS = 0.03
NEARER = 0.6


def run() -> int:
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "daxi"
        set_up(folder, sample=True, now=NOW)
        made = run_process(["-m", "kit", "build", str(folder), "--week", WEEK, "--only", PAPER])
        if made.code not in (0, 3):
            raise SystemExit(made.output)
        newest = max((folder / "output" / WEEK).glob("r*"), key=lambda path: int(path.name[1:]))
        return measure(newest)


def measure(edition: Path) -> int:
    """Print the figures of a published edition; return how many are missed."""
    manifest = parse_manifest((edition / MANIFEST).read_bytes())
    papers = [e for e in manifest.files if e.path.endswith(".pdf") and any(codes_of(e))]
    posters = [
        e
        for e in manifest.files
        if "reading_distance_m" in e.figures and "公开栏" in e.path and "拼" not in e.path
    ]
    missed = every_code(edition, papers)
    missed += camera(edition, papers)
    missed += eye(edition, posters, 1.0)
    missed += eye(edition, posters, 1.5)
    return missed


def codes_of(entry: FileEntry) -> list[list[str]]:
    return entry.figures.get("codes", [])


# --- every page, as it lies on the desk ------------------------------------------------------


def every_code(edition: Path, papers: list[FileEntry]) -> int:
    codes = read = by_zbar = 0
    for entry in papers:
        pdf = edition / entry.path
        for wanted, zxing, zbar in zip(
            codes_of(entry),
            read_codes_in(pdf.read_bytes(), DPI),
            zbar_pages(pdf, len(codes_of(entry))),
            strict=True,
        ):
            codes += bool(wanted)
            read += bool(wanted) and sorted(wanted) == sorted(zxing)
            by_zbar += bool(wanted) and sorted(wanted) == zbar
    print(f"    {len(papers)} PDF files, {codes} pages with codes, {DPI} dpi")
    missed = line("pages whose codes zxing reads", 100 * read / codes, "%", least=100)
    return missed + line("pages whose codes zbarimg reads", 100 * by_zbar / codes, "%", least=100)


def zbar_pages(pdf: Path, pages: int) -> list[list[str]]:
    """Return what zbarimg reads on every page as Poppler draws it."""
    with tempfile.TemporaryDirectory() as name:
        stem = Path(name) / "page"
        subprocess.run(["pdftoppm", "-gray", "-r", str(DPI), str(pdf), str(stem)], check=True)
        pictures = sorted(Path(name).iterdir())
        assert len(pictures) == pages
        return [sorted(set(read_zbar(cv2.imread(str(p), cv2.IMREAD_GRAYSCALE)))) for p in pictures]


# --- the phone's camera ----------------------------------------------------------------------


def camera(edition: Path, papers: list[FileEntry]) -> int:
    normal, bad, blots = Series(), Series(), Series()
    stated_wrong = 0
    views = one_of_each(edition, papers)
    for number, (entry, view) in enumerate(views):
        distance = entry.figures.get("scan_distance_m", scan_distance_m(view.module_mm))
        stated_wrong += abs(distance - scan_distance_m(view.module_mm)) > 0.03 * distance
        seeds = range(SHOTS * number, SHOTS * (number + 1))
        normal.add(shoot(view, distance_m=distance, conditions=NORMAL, seeds=seeds))
        bad.add(shoot(view, distance_m=NEARER * distance, conditions=BAD, seeds=seeds))
        blots.add(shoot(view, distance_m=distance, conditions=NORMAL, seeds=seeds, blots=BLOTS))
    print(f"    {len(views)} kinds of code, {SHOTS} pictures each in every condition")
    missed = line("distances not as measured on the page", stated_wrong, "", most=0)
    for reader in ("zxing", "wechat"):
        missed += line(f"normal, worst code, {reader}", normal.worst[reader], "of 12", least=11)
    for reader in ("zxing", "wechat"):
        missed += line(
            f"bad, {NEARER}×, worst code, {reader}", bad.worst[reader], "of 12", least=10
        )
    missed += line("3 % blots, some reader", 12 * blots.by_some, "of 12", least=11)
    line("3 % blots, WeChat alone", 12 * blots.all.right["wechat"] / blots.all.shots, "of 12")
    line("normal, zbar", 12 * normal.all.right["zbar"] / normal.all.shots, "of 12")
    line("normal, OpenCV", 12 * normal.all.right["opencv"] / normal.all.shots, "of 12")
    wrong = normal.all.wrong + bad.all.wrong + blots.all.wrong
    return missed + line("wrong text, any reader, anywhere", wrong, "", most=0)


@dataclass
class Series:
    """The tallies of several codes: all together, and each reader's worst."""

    all: Tally = field(default_factory=Tally)
    worst: dict[str, int] = field(default_factory=dict)

    def add(self, tally: Tally) -> None:
        self.all.add(tally)
        for name, right in tally.right.items():
            self.worst[name] = min(right, self.worst.get(name, right))

    @property
    def by_some(self) -> float:
        return self.all.by_some / self.all.shots


def one_of_each(edition: Path, papers: list[FileEntry]) -> list[tuple[FileEntry, CodeView]]:
    """Return one code of every size on every kind of sheet; sheets of a kind are alike."""
    found: dict[tuple[str, str, float, int], tuple[FileEntry, CodeView]] = {}
    for entry in papers:
        kind = entry.path.rpartition("_")[2]
        if "拼" in kind:
            continue  # the same code again, and a small picture that nobody scans
        for view in code_views((edition / entry.path).read_bytes()):
            key = (entry.folder, kind, round(view.module_mm, 1), len(view.payload))
            found.setdefault(key, (entry, view))
    return list(found.values())


# --- the elder's eye --------------------------------------------------------------------------


def eye(edition: Path, posters: list[FileEntry], times: float) -> int:
    letters = wrong = figures = 0
    worst, worst_name = 100.0, ""
    misread: list[str] = []
    for entry in posters:
        pdf = (edition / entry.path).read_bytes()
        stated = entry.figures["reading_distance_m"]
        of_poster = wrong_of_poster = 0
        for page in range(entry.figures["pages"]):
            for reading in read_from(pdf, page, times * stated, stated):
                of_poster += reading.letters
                wrong_of_poster += reading.wrong
                figures += len(reading.figures)
                if reading.misread:
                    name = entry.path.rpartition("/")[2]
                    misread.append(f"{name}: {reading.line.text} → {reading.read}")
        letters, wrong = letters + of_poster, wrong + wrong_of_poster
        share = 100 * (1 - wrong_of_poster / of_poster)
        if share < worst:
            worst, worst_name = share, entry.path.rpartition("/")[2]
    for one in misread:
        print(f"    misread: {one}")
    print(
        f"    {len(posters)} posters, {figures} figures, {letters} characters; worst {worst_name}"
    )
    what = f"from {times:g} × the stated distance"
    missed = line(f"figures misread {what}", len(misread), "", most=0)
    missed += line(f"characters read {what}", 100 * (1 - wrong / letters), "%", least=98)
    return missed + line(f"worst poster {what}", worst, "%", least=98)


if __name__ == "__main__":
    sys.exit(measure(Path(sys.argv[1])))
