"""Notices in, fields out: what is proposed right, what is invented, and what hostile files do."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import line
from kit.foreign.gate import open_foreign
from kit.foreign.known_words import NO_WORDS, words_of
from kit.foreign.listed import list_in
from kit.foreign.notice.pasted import read_pasted
from kit.foreign.notice.proposal import Sure
from kit.foreign.notice.read_notice import notice_content, read_notice_file
from kit.foreign.xlsx.workbook import read_workbook
from kit.source.workspace import open_workspace
from tests.hostile_documents import HOSTILE as DOCUMENTS
from tests.pasted_notices import FIELDS, invented, pasted_notices, verdict
from tests.proposal_scores import RIGHT, WRONG, counted
from tests.sent_manners import MANNERS
from tests.test_foreign_xlsx import HOSTILE as WORKBOOKS
from tests.word_notices import NOTICES
from tests.workbooks import SENT

if TYPE_CHECKING:
    from kit.foreign.known_words import KnownWords

_ROOT = Path(__file__).parents[1]
_TODAY = date(2026, 11, 23)
_FEWEST_HOSTILE = 60


def run() -> int:
    """Print the figures and return how many targets are missed."""
    words = words_of(open_workspace(_ROOT / "examples" / "daxi").township, _TODAY)
    return _documents(words) + _pasted(words) + _lists() + _hostile()


def _documents(words: KnownWords) -> int:
    total: Counter[str] = Counter()
    begun = time.perf_counter()
    for notice in NOTICES:
        content = read_notice_file(open_foreign(notice.data), words)
        total += counted(notice.truth, content.proposals)
    spent_ms = 1000 * (time.perf_counter() - begun) / len(NOTICES)
    missed = line("Word and WPS notices", len(NOTICES), "", least=12)
    missed += line("  fields proposed right", 100 * total[RIGHT] / total.total(), "%", least=95)
    line("  proposed wrong", total[WRONG], "")
    line("  to read one and propose", spent_ms, "ms")
    return missed


def _pasted(words: KnownWords) -> int:
    total: Counter[str] = Counter()
    strange = 0
    for one in pasted_notices():
        content = notice_content(read_pasted(one.text), words)
        strange += len(invented(content.proposals, one.text, _TODAY))
        sure = [p for p in content.proposals if p.sure is not Sure.LOW]
        for field in FIELDS:
            total.update(verdict(field, one.truth.get(field, ()), sure))
    line("pasted notices, other hands'", len(pasted_notices()), "")
    line("  fields proposed right", 100 * total[RIGHT] / total.total(), "%")
    line("  proposed wrong", 100 * total[WRONG] / total.total(), "%")
    return line("  with a figure that is not in the text", strange, "", most=0)


def _lists() -> int:
    lists = [(one.data, one.names, one.first, one.people, one.sums) for one in SENT.values()]
    lists += [(one.data, one.names, one.first, one.people, one.sums) for one in MANNERS.values()]
    right = 0
    begun = time.perf_counter()
    for data, *truth in lists:
        sheet = read_workbook(open_foreign(data), NO_WORDS).sheets[0]
        found = list_in(sheet)
        if found is not None:
            people = [row.cells for row in found.rows if not row.is_sum]
            sums = len(found.rows) - len(people)
            right += [found.names, people[0], len(people), sums] == truth
    spent_ms = 1000 * (time.perf_counter() - begun) / len(lists)
    missed = line("lists of offices (xlsx)", len(lists), "", least=6)
    missed += line("  read as a person reads them", 100 * right / len(lists), "%", least=100)
    line("  to read one", spent_ms, "ms")
    return missed


def _hostile() -> int:
    cases = {f"docx {name}": made for name, (made, _) in DOCUMENTS.items()}
    cases |= {f"xlsx {name}": made for name, (made, _) in WORKBOOKS.items()}
    with tempfile.TemporaryDirectory() as folder:
        for number, make in enumerate(cases.values()):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # zipfile tells of doubled names
                Path(folder, f"{number:03}").write_bytes(make())
        command = [sys.executable, "-m", "benchmarks.foreign_child", folder]
        said = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True)
    rows = [json.loads(row) for row in said.stdout.splitlines()]
    names = list(cases)
    slowest = max(rows, key=lambda row: row[1])
    missed = line("hostile files", len(rows), "", least=_FEWEST_HOSTILE)
    line("  refused with a sentence", sum(bool(row[2]) for row in rows), "")
    missed += line("  neither read nor refused", len(cases) - len(rows), "", most=0)
    missed += line("  slowest", slowest[1], "s", most=5)
    line("  most work in one", max(row[4] for row in rows), "s")
    missed += line("  largest child", rows[-1][3], "MB", most=300)
    print(f"    slowest: {names[int(slowest[0])]}")
    return missed
