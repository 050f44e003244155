"""The same notices set by the kit, typst, weasyprint and fpdf2; and what the kit's lines are like.

``benchmarks/notices.py`` says what is set, ``benchmarks/engines.py`` how each engine does it.
"""

from __future__ import annotations

import importlib.util
import tempfile
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

from benchmarks.figures import line, run_process
from benchmarks.notices import COUNT, WEIGHT, make_job
from kit.compose.posters.prose_sheet import prose_page
from kit.fonts import load_typeface
from kit.text.typeset.legibility import reading_distance_m
from kit.text.typeset.linebreak import Span, set_paragraph
from tests.corpus.test_linebreak_corpus import MEASURES_EM, REPORT
from tests.sheets import item, layout, setting
from tests.test_text_linebreak_rules import NOT_AT_END, NOT_AT_START

ROUNDS = 5
PACKAGES = {"typst": "typst", "weasyprint": "weasyprint", "fpdf2": "fpdf"}


@dataclass(frozen=True, slots=True)
class Measured:
    """An engine's best of several rounds: another program's share of the machine is not its own."""

    cold_s: float
    one_file_s: float
    one_file_cpu_s: float
    files_s: float
    files_cpu_s: float
    resident_mb: float
    page_kb: float


def run() -> int:
    engines = ["kit", *(name for name, module in PACKAGES.items() if _there(name, module))]
    with tempfile.TemporaryDirectory() as name:
        job = make_job(Path(name))
        rounds = [{engine: _measure(engine, job) for engine in engines} for _ in range(ROUNDS)]
    best = {engine: _best([one[engine] for one in rounds]) for engine in engines}
    for engine, measured in best.items():
        line(f"{engine}: cold process, one page", measured.cold_s, "s")
        line(f"{engine}: {COUNT} pages in one file", measured.one_file_s * 1000, "ms")
        line(f"{engine}: of all processors", measured.one_file_cpu_s * 1000, "ms")
        line(f"{engine}: {COUNT} files of a page", measured.files_s * 1000, "ms")
        line(f"{engine}: of all processors", measured.files_cpu_s * 1000, "ms")
        line(f"{engine}: resident", measured.resident_mb, "MB")
        line(f"{engine}: largest page in a file of its own", measured.page_kb, "KB")
    return _compared(best) + _lines() + _fit()


def _there(package: str, module: str) -> bool:
    """Return whether an engine can be had here, and say so."""
    if importlib.util.find_spec(module) is None:
        print(f"    {package}: not installed, left out")
        return False
    try:
        importlib.import_module(module)
    except OSError as error:  # weasyprint without the system's Pango
        print(f"    {package}: cannot be loaded ({error}), left out")
        return False
    print(f"    {package} {version(package)}")
    return True


def _measure(engine: str, job: Path) -> Measured:
    out = job.with_name(engine)
    cold = run_process(["-m", "benchmarks.engines", engine, str(job), f"{out}-one.pdf", "one"])
    sets = run_process(["-m", "benchmarks.engines", engine, str(job), str(out), "set"])
    files = run_process(["-m", "benchmarks.engines", engine, str(job), str(out), "files"])
    for each in (cold, sets, files):
        if each.code:
            raise SystemExit(each.output)
    one_file_s, one_file_cpu_s = map(float, sets.output.split())
    files_s, files_cpu_s = map(float, files.output.split())
    sizes = [file.stat().st_size for file in job.parent.glob(f"{engine}-[0-9]*.pdf")]
    return Measured(
        cold_s=cold.seconds,
        one_file_s=one_file_s,
        one_file_cpu_s=one_file_cpu_s,
        files_s=files_s,
        files_cpu_s=files_cpu_s,
        resident_mb=max(cold.main_mb, sets.main_mb, files.main_mb),
        page_kb=max(sizes) / 1000,
    )


def _best(rounds: list[Measured]) -> Measured:
    return Measured(
        cold_s=min(one.cold_s for one in rounds),
        one_file_s=min(one.one_file_s for one in rounds),
        one_file_cpu_s=min(one.one_file_cpu_s for one in rounds),
        files_s=min(one.files_s for one in rounds),
        files_cpu_s=min(one.files_cpu_s for one in rounds),
        resident_mb=max(one.resident_mb for one in rounds),
        page_kb=max(one.page_kb for one in rounds),
    )


def _compared(best: dict[str, Measured]) -> int:
    kit, missed = best["kit"], 0
    if typst := best.get("typst"):
        for what, ours, theirs in (
            ("one file", kit.one_file_s, typst.one_file_s),
            ("one file, all processors", kit.one_file_cpu_s, typst.one_file_cpu_s),
            ("files", kit.files_s, typst.files_s),
            ("files, all processors", kit.files_cpu_s, typst.files_cpu_s),
        ):
            missed += line(f"{COUNT} pages, {what}: kit / typst", ours / theirs, "", most=1.2)
        ratio = kit.cold_s / typst.cold_s
        missed += line("cold process, one page: kit / typst", ratio, "", most=1.5)
    if weasyprint := best.get("weasyprint"):
        ratio = weasyprint.one_file_s / kit.one_file_s
        missed += line("20 different pages: weasyprint / kit", ratio, "", least=5)
    missed += line("kit: resident", kit.resident_mb, "MB", most=60)
    return missed + line("kit: largest PDF of a page", kit.page_kb, "KB", most=70)


def _lines() -> int:
    """All paragraphs of the township's real report at 22 measures, in the kit's own typeface."""
    if not REPORT.exists():
        print("    ../shared/data/daxi-2021-report.txt is not here: lines not counted")
        return 0
    texts = [row.strip() for row in REPORT.read_text("utf-8").splitlines() if row.strip()]
    face, edges, single, broken, stretches = load_typeface(), 0, 0, 0, []
    for measure_em in MEASURES_EM:
        for text in texts:
            lines = set_paragraph([Span(text, WEIGHT)], face, measure_em=measure_em, indent_em=2)
            edges += sum(
                after.text[0] in NOT_AT_START or before.text.rstrip()[-1] in NOT_AT_END
                for before, after in pairwise(lines)
            )
            broken += len(lines) > 1
            single += len(lines) > 1 and sum(c.isalnum() for c in lines[-1].text) < 2
            full = [one for one in lines[:-1] if abs(one.width_em - measure_em) < 1e-6]
            stretches += [one.stretch_em for one in full for _ in one.text[1:]]
    stretch = sorted(stretches)[int(len(stretches) * 0.99)]
    return (
        line(f"{len(texts)} paragraphs × {len(MEASURES_EM)}: forbidden edges", edges, "", most=0)
        + line("last lines of a single character", 100 * single / broken, "%", most=0.7)
        + line("stretch of a gap, 99 of 100", stretch, "em", most=0.17)
    )


def _fit() -> int:
    """A poster of 300 characters without key facts, on A3: from how far is it read?"""
    text = "".join(paragraph for notice in _texts() for paragraph in notice)[:300]
    page = prose_page(replace(item("004"), body=text), layout("prose-a3"), setting())
    size_pt = min(frame.size_pt for frame in page.frames if frame.frame == "body")
    told = f"A3, 300 characters ({size_pt:g} pt): read from"
    return line(told, reading_distance_m(size_pt), "m", least=1.5)


def _texts() -> list[tuple[str, ...]]:
    from benchmarks.notices import read_job

    with tempfile.TemporaryDirectory() as name:
        return [notice.paragraphs for notice in read_job(make_job(Path(name))).notices]
