"""The contact sheet: every extreme is there, and what cannot be made says why."""

from __future__ import annotations

from dataclasses import replace

from kit.model.item import Kind
from tests.sheets import workspace
from tools.gallery import CARDS, CELL_PX, LED, cases, contact_sheet, draw


def test_every_kind_paper_and_extreme_has_a_cell_of_its_own() -> None:
    found = {case.name: case for case in cases(workspace())}

    assert len(found) == len(list(cases(workspace())))
    assert {case.layout.rpartition("-")[2] for case in found.values()} >= {"a1", "a2", "a3", "a4"}
    assert {item.item_id for item in workspace().items} <= {c.item.item_id for c in found.values()}
    assert {f"{kind} 另写" for kind in (Kind.WATER, Kind.BAN, Kind.CLARIFY)} <= set(found)
    assert {case.layout for case in found.values()} >= {CARDS, LED}
    tables = [case.item.table for name, case in found.items() if name.startswith("名单 ")]
    assert [len(table.rows) for table in tables if table] == [3, 12, 120]


def test_a_sheet_and_a_refusal_stand_beside_one_another() -> None:
    case = next(cases(workspace()))
    refused = replace(case, layout="card-a5")
    drawn = {"made": draw(case, workspace()), "refused": draw(refused, workspace())}

    assert drawn["made"].height > drawn["refused"].height == CELL_PX
    assert contact_sheet(drawn, abreast=2).height > drawn["made"].height
