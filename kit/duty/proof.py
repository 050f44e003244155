"""Everything that is wrong in an annual report, in the order in which a clerk reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.duty import proof_build, proof_figures, proof_words
from kit.duty.table_sums import carried_faults, stop, sum_faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kit.duty.read_report import AnnualReport
    from kit.model.finding import Finding

    Rule = Callable[[AnnualReport], Iterator[Finding]]

# A new rule is a function and a line here.
RULES: tuple[Rule, ...] = (
    proof_build.six_parts,
    proof_build.second_headings,
    proof_words.old_form,
    proof_words.other_years,
    proof_words.other_offices,
    proof_words.left_open,
    proof_figures.parts_of_a_number,
    proof_figures.text_and_tables,
    proof_figures.kinds_and_counts,
    proof_words.names_of_one_site,
    proof_words.lists_of_channels,
    proof_words.steps_of_review,
    proof_words.slips_and_marks,
    proof_build.signed,
)


def proofread(report: AnnualReport, before: AnnualReport | None = None) -> tuple[Finding, ...]:
    """Return all faults: of the text by its lines, then those of the tables.

    ``before`` is the report of the year before, from which requests are carried on.
    """
    found = [fault for rule in RULES for fault in rule(report)]
    found.sort(key=lambda fault: fault.line or 0)
    if report.tables is None:
        found.append(stop("AR00", "表格", "没有找到表格。", "请照格式放上三张表，没有的写 0。"))
    else:
        found += sum_faults(report.tables)
        if before and before.tables:
            found += carried_faults(report.tables, before.tables)
    return tuple(found)
