"""What is changed between two wordings is told as people say it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kit.model.item import Amount
from kit.plan.what_changed import OTHER, facts_of, facts_text, key_facts, old_sheet, told_changes
from tests.notices import notice

BEFORE = notice(deadline=date(2026, 12, 16))
MORE = (Amount(label="每人", value=Decimal(410), unit="元"),)


def told(**changed: Any) -> str:
    return told_changes(key_facts(BEFORE), key_facts(notice(**changed)))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"deadline": date(2026, 12, 31)}, "日子改成12月31日"),
        ({"deadline": date(2027, 1, 5)}, "日子改成2027年1月5日"),
        ({"deadline": None}, "不再写日子"),
        ({"deadline": date(2026, 12, 16), "amounts": MORE}, "钱数改成每人410元"),
        ({"deadline": date(2026, 12, 16), "where": "村委会"}, "地方改成村委会"),
        ({"deadline": date(2026, 12, 16), "where": "便民服务中心二楼医保窗口旁边"}, "地方改了"),
        ({"deadline": date(2026, 12, 16), "body": "别的话"}, OTHER),
    ],
)
def test_a_change_is_told_in_people_s_words(changed: dict[str, Any], words: str) -> None:
    assert told(**changed) == words


def test_several_changes_are_told_in_the_order_of_a_poster() -> None:
    assert told(amounts=MORE) == "日子改成12月31日，钱数改成每人410元"


def test_the_sheet_that_comes_off_is_known_by_what_it_says() -> None:
    now = key_facts(notice())
    assert old_sheet(key_facts(BEFORE), now, "F1T8-RFRJ") == "日子写12月16日的那张"
    assert old_sheet(now, now, "F1T8-RFRJ") == "核对版本 F1T8-RFRJ 的那张"
    assert old_sheet({}, now, "F1T8-RFRJ") == "核对版本 F1T8-RFRJ 的那张"


def test_a_manifest_gives_the_facts_back_and_an_old_one_has_none() -> None:
    assert facts_of(facts_text(BEFORE)) == key_facts(BEFORE)
    assert told_changes(facts_of(""), key_facts(BEFORE)) == OTHER
