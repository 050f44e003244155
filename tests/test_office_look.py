"""Looking at an item while it is written: the sheet it will get, from any thread, unsaved too."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from kit.errors import RequestError, VerifyError
from kit.model.finding import Severity
from kit.office.look import WIDTH_PX, OpenWorkspace, look_at, open_to_look, sheets_of

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.item import Item

NOW = datetime(2026, 11, 23, 9).astimezone()
PNG = b"\x89PNG"


@pytest.fixture(scope="module")
def opened(example: Path) -> OpenWorkspace:
    return open_to_look(example, lambda: NOW)


def item(opened: OpenWorkspace, item_id: str) -> Item:
    return next(one for one in opened.workspace.items if one.item_id == item_id)


def test_the_sheets_are_those_that_the_build_makes(opened: OpenWorkspace) -> None:
    assert sheets_of(opened, item(opened, "DX-2026-004")) == (
        "poster-a2", "poster-a3", "full-text-a4", "handout-a5", "questions-a5",
    )  # fmt: skip


def test_a_look_tells_pages_sizes_distances_and_shows_a_picture(opened: OpenWorkspace) -> None:
    looked = look_at(opened, item(opened, "DX-2026-004"), "poster-a3")

    assert looked.pages == 1
    assert {"title", "date", "amount"} <= {frame.frame for frame in looked.frames}
    assert looked.distance_m is not None
    assert looked.distance_m > 1.5
    assert looked.picture.startswith(PNG)
    assert int.from_bytes(looked.picture[16:20]) == WIDTH_PX
    assert not looked.findings


def test_the_back_of_a_handout_is_looked_at_by_its_number(opened: OpenWorkspace) -> None:
    front, back = (
        look_at(opened, item(opened, "DX-2026-004"), "handout-a5", page=page).picture
        for page in (0, 1)
    )

    assert front != back
    with pytest.raises(VerifyError, match="没有第 3 页"):
        look_at(opened, item(opened, "DX-2026-004"), "handout-a5", page=2)


def test_an_item_that_was_never_saved_is_looked_at_as_it_stands(opened: OpenWorkspace) -> None:
    saved = item(opened, "DX-2026-004")
    unsaved = replace(saved, item_id="DX-2026-099", title="还没有保存的通知")

    assert (
        look_at(opened, unsaved, "poster-a3").picture != look_at(opened, saved, "poster-a3").picture
    )


def test_what_does_not_fit_is_a_finding_and_no_error(opened: OpenWorkspace) -> None:
    looked = look_at(opened, replace(item(opened, "DX-2026-004"), title="通知" * 300), "poster-a3")

    assert (looked.pages, looked.picture) == (0, b"")
    assert looked.findings[0].severity is Severity.STOP
    assert looked.findings[0].field == "标题"


def test_an_alert_says_which_parts_are_not_read_from_where_they_should_be(
    opened: OpenWorkspace,
) -> None:
    alert = item(opened, "DX-2026-008")
    assert alert.emergency is not None
    long = replace(alert.emergency, do=("禁止野外用火", "老人孩子不要单独进山", "发现火情打12119"))

    looked = look_at(opened, replace(alert, emergency=long), "alert-a3")

    assert not look_at(opened, alert, "alert-a3").findings

    assert "达不到" in looked.findings[0].message


def test_a_sheet_the_item_does_not_get_is_refused_with_those_it_gets(opened: OpenWorkspace) -> None:
    with pytest.raises(RequestError, match="handout-a5") as refused:
        look_at(opened, item(opened, "DX-2026-012"), "handout-a5")

    assert "poster-a3" in refused.value.remedy


@pytest.mark.slow
def test_eight_threads_at_once_see_the_same_as_one(opened: OpenWorkspace) -> None:
    wanted = [
        (one, sheet)
        for item_id in ("DX-2026-004", "DX-2026-008", "DX-2026-011")
        for one in (item(opened, item_id),)
        for sheet in sheets_of(opened, one)[:2]
    ]
    alone = [look_at(opened, *one) for one in wanted]

    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda one: look_at(opened, *one), wanted * 20))

    assert len(together) == 120
    assert together == alone * 20
