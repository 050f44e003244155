"""How characters with several readings are read, list by list, and how many are doubted.

Three strangers' halves and the house's third list: the odd ones were read when rules were mended,
the even ones never were.
"""

from __future__ import annotations

import time

from benchmarks.figures import line
from kit.text.readings.reader import readings
from tests.golden_scripts import example_scripts
from tests.marked_readings import PUBLIC, SPEECH, kit_table, marked, score

LISTS = (
    ("given, 495", SPEECH / "readings_given.tsv", 100.0),
    ("own, 600", SPEECH / "readings_written.tsv", 100.0),
    ("own, 374", SPEECH / "polyphones.tsv", 100.0),
    ("own, 85", SPEECH / "polyphones_given.tsv", 100.0),
    ("a stranger's odd half, 645", SPEECH / "readings_strangers_odd.tsv", 97.0),
    ("a stranger's even half, 644", SPEECH / "readings_strangers_even.tsv", 97.0),
    ("another stranger's odd half, 566", SPEECH / "readings_newcomers_odd.tsv", 97.0),
    ("another stranger's even half, 565", SPEECH / "readings_newcomers_even.tsv", 97.0),
    ("the house's third list, odd, 932", SPEECH / "readings_third_odd.tsv", 97.0),
    ("the house's third list, even, 280", SPEECH / "readings_third_even.tsv", 97.0),
    ("a clerk's odd half, 300", SPEECH / "readings_clerk_odd.tsv", 97.0),
    ("a clerk's even half, 300", SPEECH / "readings_clerk_even.tsv", 97.0),
    ("public, 9,893", PUBLIC, 97.0),
)
MOST_SILENT = 0.5
MOST_MS = 20.0


def run() -> int:
    return _lists() + _example()


def _lists() -> int:
    table, missed = kit_table(), 0
    for name, file, least in LISTS:
        if not file.is_file():
            print(f"    {name}: not beside the project, not counted")
            continue
        cases = marked(file)
        begun = time.perf_counter()
        found = score(cases, table)
        spent_s = time.perf_counter() - begun
        missed += line(f"{name}: right", 100 * found.right_share, "%", least=least)
        missed += line("  wrong without doubt", 100 * found.silent_share, "%", most=MOST_SILENT)
        missed += line("  a sentence", 1000 * spent_s / found.cases, "ms", most=MOST_MS)
    return missed


def _example() -> int:
    table = kit_table()
    scripts = example_scripts().values()
    lines = {one.spoken for script in scripts for one in (*script.sentences, *script.headline)}
    read = [one for text in lines for one in readings(text, table) if one.pinyin]
    doubted = sum(bool(one.or_else) for one in read)
    return line("example: characters for one doubt", len(read) / max(doubted, 1), "", least=150)
