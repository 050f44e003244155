"""The slip of a board says in people's words why a sheet goes up, and which one comes off first."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, cast

from kit.edition.jobs.slip_words import why_up
from kit.edition.published.posted import WAS, History, Record
from kit.plan.what_changed import facts_text
from tests.notices import notice

if TYPE_CHECKING:
    from kit.edition.jobs.context import EditionContext
    from kit.model.item import Item

NOW = notice(deadline=date(2026, 12, 31))
BEFORE = notice(deadline=date(2026, 12, 16))


@dataclass
class Week:
    """What a slip asks an edition for."""

    hanging: dict[str, Record] = field(default_factory=dict)
    earlier: dict[str, Record] = field(default_factory=dict)
    replaced: dict[str, dict[str, str]] = field(default_factory=dict)
    wordings: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def digests(self) -> dict[str, str]:
        return {NOW.item_id: "now"}

    def check_code(self, _item: Item) -> str:
        return "NOWN-OWNO"


def record(item: Item, digest: str, code: str) -> Record:
    entry = {"facts": facts_text(item), "digest": digest, "check_code": code}
    return Record(entry=entry, hangs=True)


def why(**known: Record | dict[str, str]) -> str:
    given = {name: {NOW.item_id: what} for name, what in known.items()}
    week = Week(**given)  # type: ignore[arg-type] # Week's own names
    return why_up(cast("EditionContext", week), NOW)


def test_what_never_hung_is_new() -> None:
    assert why() == "新的"
    assert why(wordings={"NOWN": "x"}) == "新的"


def test_what_hangs_since_an_earlier_week_says_what_is_changed() -> None:
    hung = record(BEFORE, "old", "OLDO-LDOL")
    codes = {"OLDO": "x", "NOWN": "y"}

    assert why(hanging=hung, earlier=hung, wordings=codes) == "改了：日子改成12月31日"


def test_what_is_changed_twice_in_a_week_says_what_and_which_sheet_comes_off() -> None:
    first = {"facts": facts_text(BEFORE), "digest": "first"}
    codes = {"FIRS": "x", "NOWN": "y"}

    told = why(replaced=first, wordings=codes)
    assert told == "改了：日子改成12月31日，先摘下核对版本 FIRS 开头的"


def test_a_week_built_again_still_knows_what_its_wording_took_the_place_of() -> None:
    first = record(BEFORE, "first", "FIRS-TFIR")
    before = History(now={NOW.item_id: first}).replaced(NOW.item_id, "now")
    entry = {**record(NOW, "now", "NOWN-OWNO").entry, WAS: json.dumps(before)}
    again = History(now={NOW.item_id: Record(entry=entry, hangs=True)})

    assert before["facts"] == facts_text(BEFORE)
    assert again.replaced(NOW.item_id, "now") == before
    assert again.replaced(NOW.item_id, "third")["facts"] == facts_text(NOW)
    assert History(earlier=again.now).replaced(NOW.item_id, "now") == {}


def test_what_was_exchanged_in_an_earlier_week_is_not_looked_for_again() -> None:
    hung = record(BEFORE, "second", "SECO-NDSE")
    codes = {"FIRS": "x", "SECO": "y", "THIR": "z", "NOWN": "w"}

    told = why(hanging=hung, earlier=hung, wordings=codes)
    assert told == "改了：日子改成12月31日，先摘下核对版本 THIR 开头的"


def test_a_wording_that_says_the_same_may_stay() -> None:
    same = {"facts": facts_text(NOW), "digest": "first"}

    assert "先摘下" not in why(replaced=same, wordings={"FIRS": "y", "NOWN": "y"})
