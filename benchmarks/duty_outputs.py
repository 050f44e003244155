"""All outputs of samples and templates compared with their items; wrong cells in their tables."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from benchmarks.figures import line
from kit.checks import Context, check_item
from kit.model.finding import Severity
from kit.model.item import Channel, Privacy
from kit.model.outputs import outputs_of
from kit.office.check import check
from kit.office.drafts import text_of, with_changes
from kit.office.refusal import CODE
from kit.source.setup import create_workspace
from kit.source.workspace import open_workspace
from tests.filled_templates import NOW, filled, right_again, with_wrong_figure
from tests.output_texts import made_of, mismatches
from tests.sheets import items, workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.model.item import Item

_PLANTS = 500


def outputs_and_cells() -> int:
    """Print what outputs say that their items do not, and what checks say of tables."""
    with tempfile.TemporaryDirectory() as place:
        example, offices = Path(place) / "example", Path(place) / "offices"
        create_workspace(example, sample=True)
        of_offices = tuple(filled(offices).values())
        return (
            _compared((*items(), *of_offices))
            + _made_everywhere((example, offices))
            + _cells([one for one in of_offices if one.table and one.table.checks])
        )


def _compared(known: Sequence[Item]) -> int:
    outputs = wrong = 0
    for item in known:
        made = made_of(item)
        outputs += len(made.texts)
        for output, found in mismatches(item, made):
            print(f"    {item.item_id} {item.title} {output}: {found.message}")
            wrong += 1
    return line(f"of {outputs} outputs, figures not the item's", wrong, "", most=0)


def _made_everywhere(folders: Sequence[Path]) -> int:
    """Make what a build would make of every item in every channel that may have it."""
    made = refused = 0
    for folder in folders:
        for item in open_workspace(folder).items:
            _send_everywhere(folder, item)
        made += sum(len(outputs_of(item)) for item in open_workspace(folder).items)
        for one in check(folder, lambda: NOW).findings:
            if one.code == CODE:
                print(f"    {one.item_id} {one.message}")
                refused += 1
    return line(f"of {made} outputs made as a build does, refused", refused, "", most=0)


def _send_everywhere(folder: Path, item: Item) -> None:
    if item.privacy is Privacy.NONE:
        channels = [channel.value for channel in Channel]
        text, _ = text_of(folder, item.place.file)
        changed = with_changes(item.place.file, text, {"渠道": channels})
        (folder / item.place.file).write_text(changed, "utf-8")


def _cells(known: Sequence[Item]) -> int:
    chance = Random(_PLANTS)
    found = false = 0
    for number in range(_PLANTS):
        right = right_again(known[number % len(known)], chance)
        false += _is_stopped(right)
        found += _is_stopped(with_wrong_figure(right, chance))
    missed = line(f"of {_PLANTS} wrong cells in tables, stopped", found, "", least=_PLANTS)
    return missed + line(f"of {_PLANTS} right tables, stopped", false, "", most=0)


def _is_stopped(item: Item) -> bool:
    around = Context(township=workspace().township, today=NOW.date())
    return any(one.severity is Severity.STOP for one in check_item(item, around))
