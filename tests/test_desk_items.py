"""公开事项 in the desk: found, begun, written again, and looked through by a signer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.desks import TestDesk, open_test_desk

if TYPE_CHECKING:
    from pathlib import Path

NOTICE = "DX-2026-004"


@pytest.fixture
def desk(tmp_path: Path) -> TestDesk:
    return open_test_desk(tmp_path / "daxi")


def words(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_list_says_of_each_what_it_waits_for(desk: TestDesk) -> None:
    page = words(desk.clerk().get("/items/"))

    assert "交明年的居民医保" in page
    assert "等提交签" in page
    assert "迟了 3 天" in page


def test_the_rows_alone_come_for_the_script_that_searches(desk: TestDesk) -> None:
    rows = words(desk.clerk().get("/items/", {"q": "医保", "rows": "1"}))

    assert "<html" not in rows
    assert "交明年的居民医保" in rows
    assert "三公经费" not in rows


def test_nothing_found_says_what_to_try(desk: TestDesk) -> None:
    page = words(desk.clerk().get("/items/", {"q": "飞碟<b>"}))

    assert "没有找到“飞碟&lt;b&gt;”" in page
    assert "少写几个字再找" in page


@pytest.mark.parametrize("page", ["0", "-3", "999", "x", ""])
def test_a_page_that_is_none_shows_one_that_is(desk: TestDesk, page: str) -> None:
    assert desk.clerk().get("/items/", {"page": page}).status_code == 200


def test_a_kind_begins_a_new_item_and_opens_it(desk: TestDesk) -> None:
    clerk = desk.clerk()

    answer = clerk.post("/items/new/", {"kind": "通知"})

    assert answer.url == "/item/DX-2026-013/"
    assert (desk.folder / "items" / "DX-2026-013.md").is_file()
    assert "还没写完" in words(clerk.get("/items/"))
    assert "大溪乡人民政府" in words(clerk.get(answer.url))


def test_a_kind_nobody_knows_begins_nothing(desk: TestDesk) -> None:
    before = sorted((desk.folder / "items").iterdir())

    assert desk.clerk().post("/items/new/", {"kind": "传单"}).status_code == 409
    assert sorted((desk.folder / "items").iterdir()) == before


def test_last_years_item_is_written_again_without_last_years_days(desk: TestDesk) -> None:
    clerk = desk.clerk()

    answer = clerk.post(f"/items/again/{NOTICE}/")

    text = (desk.folder / "items" / "DX-2026-013.md").read_text("utf-8")
    assert "没有参加职工医保的村民" in text
    assert "编号: DX-2026-013" in text
    assert "贴出: 2026-11-23" in text
    for gone in ("截止:", "金额:", "摘下:", "已试拨", "2026-12-31"):
        assert gone not in text.partition("---\n\n")[0], gone
    page = words(clerk.get(answer.url))
    assert "上一次写的" in page
    assert "每人400元" in page


def test_a_signer_reads_the_list_and_begins_nothing(desk: TestDesk) -> None:
    signer = desk.signer("样例甲")

    assert "写一件新的" not in words(signer.get("/items/"))
    assert signer.post("/items/new/", {"kind": "通知"}).status_code == 302
    assert not (desk.folder / "items" / "DX-2026-013.md").exists()
