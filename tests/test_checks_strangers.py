"""Tables, slips and places by people who had never seen the kit, each with what is wrong."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from kit.checks.subject import Context, Subject
from kit.checks.table_figures import sums
from kit.model.finding import Severity
from kit.source.attachments import files_given
from kit.source.problems import Problems
from kit.source.tables import read_table
from kit.text.place_names import other_places, places_above
from kit.text.slips import slips
from tests.checked import TODAY, changed
from tests.notices import TOWNSHIP

DATA = Path(__file__).parent / "data"
REFUSED = {"58"}
"""Right, but its names stand twice and the line above them below: it must be made plain."""


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def told(text: str) -> list[tuple[Severity, str]]:
    problems = Problems("items/DX-2026-101.md", "DX-2026-101")
    spec = {"file": "a.csv"}
    table = read_table(files_given({"a.csv": text.encode()}), spec, "a.csv", 1, problems)
    found = [(finding.severity, finding.message) for finding in problems.found]
    if table is not None:
        subject = Subject(changed(table=table, amounts=()), Context(township=TOWNSHIP, today=TODAY))
        found += [(fault.severity or Severity.STOP, fault.message) for fault in sums(subject)]
    return [one for one in found if one[0] is not Severity.INFO]


@pytest.mark.parametrize("row", rows("tables/strangers"), ids=lambda row: row["number"])
def test_what_is_wrong_in_a_table_is_told_and_nothing_else_stops(row: dict[str, str]) -> None:
    found = told(json.loads(row["csv"]))

    if row["expected"] == "ok" and row["number"] not in REFUSED:
        assert [message for severity, message in found if severity is Severity.STOP] == []
    else:
        assert found


def own_names(office: str) -> frozenset[str]:
    names = re.findall(r".+?(?:自治区|自治州|自治县|省|市|县|区|旗|乡|镇|街道|村)", office)
    return frozenset(names).union(*(places_above(name) for name in names))


def test_places_of_others_are_found_and_own_ones_let_pass() -> None:
    foreign, fine = rows("wording/places_foreign"), rows("wording/places_fine")

    missed = [
        row
        for row in foreign
        if not any(
            found.name in row["foreign"] or row["foreign"] in found.name
            for found in other_places(row["text"], own_names(row["own"]))
        )
    ]
    wrong = [row for row in fine if any(other_places(row["text"], own_names(row["own"])))]

    # Missed: a name without its end (永定法院), one of a township that is gone, two of their own.
    assert len(missed) <= 5
    assert len(wrong) <= 1  # a village of their own that only their kit.toml would know


def test_slips_of_strangers_are_found_and_right_words_let_pass() -> None:
    wrong, fine = rows("wording/slips"), rows("wording/slips_fine")

    assert sum(any(slips(row["text"])) for row in wrong) >= 145
    assert [row["text"] for row in fine if any(slips(row["text"]))] == []
