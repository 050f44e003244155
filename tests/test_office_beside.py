"""An item beside last year's: what differs by field, and what should differ and does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kit.office.beside import Beside, beside
from kit.office.drafts import text_of, with_changes
from kit.office.new_again import new_again
from tests.desks import TestDesk, open_test_desk

if TYPE_CHECKING:
    from kit.source.head import Written

MEDICAL, AGAIN = "DX-2026-004", "DX-2026-013"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> TestDesk:
    """Return a desk with a new item after the sample's; nobody writes on it."""
    opened = open_test_desk(tmp_path_factory.mktemp("beside") / "daxi")
    assert new_again(opened.folder, MEDICAL, opened.place.clock).stem == AGAIN
    return opened


def again(desk: TestDesk, changes: dict[str, Written | None]) -> Beside:
    """Return the new item, changed so, beside what it was written after."""
    file = f"items/{AGAIN}.md"
    text = with_changes(file, text_of(desk.folder, file)[0], changes)
    return beside(desk.folder, AGAIN, text, desk.place.clock)


def test_it_stands_beside_the_one_that_is_most_like_it_and_says_what_differs(
    desk: TestDesk,
) -> None:
    found = again(desk, {"标题": "交后年的居民医保", "金额": ["每人420元"], "截止": "2027-12-31"})

    assert found.earlier is not None
    assert (found.earlier.item_id, found.why) == (MEDICAL, "标题最像的")
    changed = {one.label: one for one in found.changed}
    assert {"标题", "金额", "截止"} <= set(changed)
    assert [(p.text, p.went, p.came) for p in changed["标题"].lines[0] if p.went or p.came] == [
        ("明", True, False),
        ("后", False, True),
    ]
    assert "谁" in {one.label for one in found.same}


def test_a_day_or_an_amount_that_is_still_last_year_s_is_shown_first(desk: TestDesk) -> None:
    written = {"截止": "2026-12-31", "文号": "永大政〔2027〕1号"}
    found = again(desk, dict(written))

    assert "截止" in {one.label for one in found.unmoved}
    assert "截止" not in {one.label for one in (*found.same, *found.changed)}


def test_every_field_of_both_is_in_one_place_and_the_file_s_own_in_none(desk: TestDesk) -> None:
    found = again(desk, {"标题": "交后年的居民医保"})
    shown = [one.label for one in (*found.unmoved, *found.changed, *found.same)]

    assert len(shown) == len(set(shown)) == len(found.rows)
    assert not {"编号", "样例"} & set(shown)


def test_what_it_replaces_comes_before_what_is_only_called_alike(desk: TestDesk) -> None:
    found = again(desk, {"替代": ["DX-2026-005"]})

    assert found.earlier is not None
    assert (found.earlier.item_id, found.why) == ("DX-2026-005", "它替代的")


def test_where_nothing_is_like_it_others_are_offered_to_be_chosen(desk: TestDesk) -> None:
    found = again(desk, {"标题": "养蜂补贴"})
    assert (found.earlier, found.rows) == (None, ())
    assert found.offered


def test_the_editor_leads_to_it_and_another_may_be_chosen(desk: TestDesk) -> None:
    clerk = desk.clerk()
    address = f"/item/{AGAIN}/beside/"

    assert f'href="{address}"' in clerk.get(f"/item/{AGAIN}/").content.decode()
    assert "换一件来比" in clerk.get(address).content.decode()
    assert "您选的" in clerk.get(address, {"with": "DX-2026-005"}).content.decode()
