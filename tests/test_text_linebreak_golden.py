"""CLREQ's and GB/T 15834's own cases, as text: tests/golden/linebreak/clreq.txt."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kit.text.typeset.linebreak import Align, Span, set_paragraph
from tests.squares import SQUARES

GOLDEN = Path(__file__).parent / "golden" / "linebreak" / "clreq.txt"


@dataclass
class Case:
    rule: str
    how: str = ""
    text: str = ""
    lines: list[str] = field(default_factory=list)


def read_cases() -> list[Case]:
    cases: list[Case] = []
    for row in GOLDEN.read_text(encoding="utf-8").splitlines():
        sign, _, rest = row.partition(" ")
        if sign == "#":
            cases.append(Case(rest))
        elif sign == "@":
            cases[-1].how = rest
        elif sign == "<":
            cases[-1].text = rest
        elif sign in {">", "="}:
            cases[-1].lines.append(row)
    return [case for case in cases if case.lines]


CASES = read_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text)
def test_the_standard_s_own_cases_are_set_as_it_says(case: Case) -> None:
    measure, indent, align = case.how.split()

    lines = set_paragraph(
        [Span(case.text, 500)],
        SQUARES,
        measure_em=float(measure),
        indent_em=float(indent),
        align=Align(align),
    )

    shown = []
    for line in lines:
        origins = " ".join(f"{round(x, 2):g}" for piece in line.pieces for x in piece.offsets_em)
        shown += [f"> {line.text}", f"= {line.width_em:.2f}: {origins}"]
    assert shown == case.lines


def test_the_golden_file_is_read_whole() -> None:
    assert len(CASES) == GOLDEN.read_text(encoding="utf-8").count("\n< ")
