"""Wrong and equal values planted in the example's items, in every field and every form."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

from benchmarks.figures import line
from kit.checks import Context, check_item
from kit.source.workspace import open_workspace
from kit.text.figures.comparison import compare
from tests.figure_plants import EXAMPLE, answers, example, is_stopped, plants

PLANTED = 45_000
_RIGHT = EXAMPLE.parents[1] / "tests" / "data" / "field" / "right-figures.tsv"
_REPORT = Path(__file__).parents[2] / "shared" / "data" / "daxi-2021-report.txt"


def planted_figures() -> int:
    """Print what passed, what was stopped falsely and what a check costs; return the misses."""
    n: Counter[str] = Counter()
    begun = time.process_time()
    for plant in plants(PLANTED):
        found = answers(plant)
        sort = "wrong" if plant.wrong else "equal"
        stopped = is_stopped(found)
        n[sort] += 1
        n[f"{sort} stopped"] += stopped
        n[f"{sort} listed"] += bool(found) and not stopped
        if (plant.wrong and not found) or (not plant.wrong and stopped):
            told = "; ".join(f"{one.text}: {one.why}" for one in found)
            print(f"  {sort} {plant.item.item_id} {plant.field}: {plant.sentence} {told}")
    spent_ms = 1000 * (time.process_time() - begun) / PLANTED
    missed = line("wrong values planted", n["wrong"], "", least=5000)
    silent = n["wrong"] - n["wrong stopped"] - n["wrong listed"]
    missed += line("  passed in silence", silent, "", most=0)
    line("  only listed for the signers", n["wrong listed"], "")
    missed += line("equal values planted", n["equal"], "", least=5000)
    falsely = 100 * n["equal stopped"] / max(n["equal"], 1)
    missed += line("  stopped", falsely, "%", most=0.5)
    missed += line("one item compared, a new figure in it", spent_ms, "ms", most=15)
    return missed + _others() + _report() + _checked()


def _checked() -> int:
    """Check the example's items a second time, when all lists are read."""
    opened = open_workspace(EXAMPLE)
    around = Context(township=opened.township, today=date(2026, 11, 23))
    for _ in range(2):
        begun = time.process_time()
        for item in opened.items:
            check_item(item, around)
        each_ms = 1000 * (time.process_time() - begun) / len(opened.items)
    return line("one item checked, all rules, warm", each_ms, "ms", most=15)


def _others() -> int:
    items = {item.item_id: item for item in example()[0]}
    rows = [row.split("\t") for row in _RIGHT.read_text("utf-8").splitlines()]
    stopped = sum(
        is_stopped(compare(replace(items[name], body=f"{items[name].body}\n{sentence}\n")))
        for name, sentence in rows
    )
    line("right sentences about other things", len(rows), "")
    return line("  stopped without 另外的数", 100 * stopped / len(rows), "%", most=100 / 49)


def _report() -> int:
    """Compare the township's real report, where it lies beside the project."""
    if not _REPORT.is_file():
        return 0
    body = _REPORT.read_text("utf-8")
    item = replace(example()[0][0], body=body)
    begun = time.process_time()
    found = compare(item)
    line("a real report of 7,000 characters", 1000 * (time.process_time() - begun), "ms")
    line("  stopped", is_stopped(found) and sum(is_stopped((one,)) for one in found), "")
    return 0
