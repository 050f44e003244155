"""What 5,000 ended notices cost beside the example's thirteen: check, plan, build, nothing new.

``KIT_ENDED`` sets how many; 5,000 unless told. They stand in a folder a year, are signed, were
published week by week, and their pages are made by a build like any other's.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import line, run_process
from kit.edition.published.manifest import MANIFEST, SIGNATURE, Manifest, manifest_bytes, sign
from kit.edition.published.posted import text_code
from kit.edition.published.posting import item_entry
from kit.office.set_up import set_up
from kit.plan.week import Week
from kit.review.digest import digest, short_code
from kit.review.signing import sign_samples
from kit.source.codes import FILE as CODES
from kit.source.codes import assign_codes, read_codes, seal_of, write_codes
from kit.source.private import KEY, PRIVATE
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.figures import Run
    from kit.model.item import Item
    from kit.source.codes import CodeEntry

WEEK = "2026-W48"
NOW = datetime(2026, 11, 23, 9).astimezone()
FIRST_DAY = NOW.date()
ENDED = 5000
YEARS = range(2016, 2026)
SILENT = "公开栏,墟天,网站,LED屏,公众号"
CHANGED = "DX-2026-010"
TIMES = 5
_ENDS = re.compile(r"^摘下: \d", re.MULTILINE)
_OF_OTHERS = re.compile(r"^(?:替代|解除|决定|预公开|解读|图片|表格|状态: (?!有效)).*", re.MULTILINE)


def run() -> int:
    ended = int(os.environ.get("KIT_ENDED", str(ENDED)))
    with tempfile.TemporaryDirectory() as name:
        alone, old = Path(name) / "alone", Path(name) / "old"
        set_up(alone, sample=True, now=NOW)
        kit("build", alone, "--only", SILENT)
        shutil.copytree(alone, old, ignore=shutil.ignore_patterns("output", CODES))
        add_ended(old, ended)
        first = kit("build", old, "--only", SILENT)
        line(f"first build with {ended} ended", first.seconds, "s")
        line("main process, resident", first.main_mb, "MB")
        return measured(alone, old)


def measured(alone: Path, old: Path) -> int:
    """Print the figures of a workspace, against the same one without an archive."""
    kit("check", old)
    checked = fastest("check", old)
    missed = line("check, nothing changed", checked.seconds, "s", most=2)
    change(old, "甲")
    missed += line("check, one notice changed", kit("check", old).seconds, "s")
    planned = fastest("plan", old)
    missed += line("plan", planned.seconds, "s", most=1.5)
    times: dict[Path, list[Run]] = {alone: [], old: []}
    for turn in "乙丙丁":
        for folder, runs in times.items():
            change(folder, turn)
            runs.append(kit("build", folder, "--only", SILENT))
    without, beside = (min(run.seconds for run in runs) for runs in times.values())
    line("build of one changed notice, no archive", without, "s")
    line("the same beside the archive", beside, "s")
    missed += line("difference", beside - without, "s", most=1)
    line("main process, resident", max(run.main_mb for run in times[old]), "MB")
    nothing = fastest("build", old, "--only", SILENT)
    return missed + line("build, nothing changed", nothing.seconds, "s", most=0.6)


def kit(verb: str, folder: Path, *options: str) -> Run:
    week = () if verb == "check" else ("--week", WEEK)
    result = run_process(["-m", "kit", verb, str(folder), *week, *options])
    if result.code not in (0, 1, 3):
        raise SystemExit(result.output)
    return result


def fastest(verb: str, folder: Path, *options: str) -> Run:
    """Return the fastest of some runs: what a busy machine adds is no cost of ours."""
    return min((kit(verb, folder, *options) for _ in range(TIMES)), key=lambda run: run.seconds)


def change(folder: Path, word: str) -> None:
    """Add a sentence that is only read to one notice, and sign it again."""
    item = folder / "items" / f"{CHANGED}.md"
    item.write_text(f"{item.read_text('utf-8').rstrip()}\n\n请带{word}种登记表。\n", "utf-8")
    sign_samples(open_workspace(folder), at=NOW)


def add_ended(folder: Path, count: int) -> None:
    """Add ended notices, signed and with numbers, and the signed list of each week they began."""
    texts = [file.read_text("utf-8") for file in sorted((folder / "items").glob("*.md"))]
    texts = [text for text in texts if _ENDS.search(text) and not _OF_OTHERS.search(text)]
    for number in range(count):
        _write_ended(folder / "items", number, texts[number % len(texts)])
    workspace = open_workspace(folder)
    sign_samples(workspace, at=NOW)
    weeks: dict[Week, list[Item]] = {}
    for item in workspace.items:
        if item.dates.expire is not None and item.dates.expire < FIRST_DAY:
            weeks.setdefault(Week.of(item.dates.publish), []).append(item)
    codes = read_codes(folder)
    for written, week in enumerate(sorted(weeks), start=1):
        codes = assign_codes(codes, [item.item_id for item in weeks[week]], week.code)
        _write_edition(folder, week, weeks[week], codes, written)
    write_codes(folder, codes)


def _write_ended(items: Path, number: int, text: str) -> None:
    """Write a notice of an earlier year, which hung for two weeks."""
    year = YEARS[number % len(YEARS)]
    serial = number // len(YEARS) + 101
    first = date(year, 1, 5) + timedelta(weeks=serial % 48)
    values = {
        "编号": f"DX-{year}-{serial:04}",
        "成文": first - timedelta(days=3),
        "贴出": first,
        "摘下": first + timedelta(days=13),
    }
    text = text.replace("2026", str(year))
    for label, value in values.items():
        text = re.sub(rf"^{label}: .*", f"{label}: {value}", text, flags=re.MULTILINE)
    file = items / str(year) / f"{values['编号']}.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")


def _write_edition(
    folder: Path, week: Week, items: Sequence[Item], codes: Sequence[CodeEntry], written: int
) -> None:
    """Write a week's signed list, as it stays when the edition itself was cleared."""
    numbers = {entry.item_id: entry.code for entry in codes}
    manifest = Manifest(
        week=week.name,
        revision=1,
        township="大溪乡",
        files=(),
        items={item.item_id: _entry(item, numbers[item.item_id]) for item in items},
        register=seal_of(codes),
        written=written,
    )
    edition = folder / "output" / week.name / "r01"
    edition.mkdir(parents=True)
    data = manifest_bytes(manifest)
    (edition / MANIFEST).write_bytes(data)
    (edition / SIGNATURE).write_bytes(sign(data, (folder / PRIVATE / KEY).read_bytes()))


def _entry(item: Item, code: str) -> dict[str, str]:
    check_code = short_code(digest(item))
    entry = item_entry(item, digest(item), code=code, draft=False)
    return {**entry, "printed": f"{check_code[:4]}={text_code(item)}"}
