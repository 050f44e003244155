"""A file of another office brought to the desk: shown with its sentences, taken as confirmed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.desks import TestDesk, open_test_desk
from tests.foreign_files import OLD_FORMAT
from tests.word_notices import WATER

if TYPE_CHECKING:
    from pathlib import Path

PASTED = "停水通知\n因抢修，11月30日8:00至18:00停水。\n大溪水厂\n2026年11月28日\n"
LIST = "样例一村补贴名单\n姓名,面积（亩）,金额（元）\n甲某某,1.5,150\n乙某某,2.0,200\n"


@pytest.fixture
def desk(tmp_path: Path) -> TestDesk:
    return open_test_desk(tmp_path / "daxi")


def words(answer: Any) -> str:
    return str(answer.content.decode())


def bring(browser: Any, name: str, data: bytes) -> str:
    return words(browser.post("/import/", {"file": SimpleUploadedFile(name, data)}))


def mark_in(page: str) -> str:
    found = re.search(r'action="/import/([0-9a-f]{32})/', page)
    assert found is not None
    return found[1]


def numbers_of(page: str, label: str) -> list[str]:
    return re.findall(rf'value="(\d+)" aria-label="{label}对，用它"', page)


def value_of(page: str, number: str) -> str:
    found = re.search(rf'name="value-{number}" rows="1">([^<]*)<', page)
    assert found is not None
    return found[1]


def new_items(desk: TestDesk) -> list[str]:
    return [path.read_text("utf-8") for path in (desk.folder / "items").glob("DX-2026-013.md")]


def test_a_notice_is_shown_beside_its_sentences_and_nothing_is_written(desk: TestDesk) -> None:
    page = bring(desk.clerk(), "停水.docx", WATER.data)

    assert "<mark>" in page
    assert "没确认的不填，留空" in page
    assert "checked" not in page
    assert new_items(desk) == []


def test_only_what_was_confirmed_is_taken_over_as_it_was_left(desk: TestDesk) -> None:
    clerk = desk.clerk()
    page = bring(clerk, "停水.docx", WATER.data)
    title, when = numbers_of(page, "标题")[0], numbers_of(page, "时间")[0]
    posted = {"kind": "通知", "sure": [title], f"value-{title}": "这两天停水"}
    posted |= {f"value-{when}": value_of(page, when)}

    answer = clerk.post(f"/import/{mark_in(page)}/", posted)

    assert answer.url == "/item/DX-2026-013/"
    (text,) = new_items(desk)
    assert "标题: 这两天停水" in text
    assert re.search(r"^时间:\s*$", text, re.MULTILINE)


def test_pasted_words_are_read_like_a_file(desk: TestDesk) -> None:
    page = words(desk.clerk().post("/import/", {"text": PASTED}))

    assert "停水" in page
    assert numbers_of(page, "发布单位") or "没找到" in page


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("旧.doc", OLD_FORMAT + bytes(600), "另存为"),
        ("空.docx", b"", "打不开"),
        ("坏.docx", b"PK\x03\x04" + bytes(99), "打不开"),
    ],
)
def test_a_file_that_is_not_read_says_what_to_do(
    desk: TestDesk, name: str, data: bytes, said: str
) -> None:
    clerk = desk.clerk()

    assert said in bring(clerk, name, data)
    assert clerk.get("/items/").status_code == 200


def test_a_list_is_looked_at_and_becomes_an_item_with_a_table(desk: TestDesk) -> None:
    clerk = desk.clerk()
    page = bring(clerk, "名单.csv", LIST.encode("utf-8-sig"))
    assert "甲某某" in page

    answer = clerk.post(f"/import/{mark_in(page)}/list/")

    assert answer.url == "/item/DX-2026-013/"
    assert "类型: 名单公示" in new_items(desk)[0]
    assert "甲某某" in (desk.folder / "items/DX-2026-013.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("mark", ["0" * 32, "..", "nichts"])
def test_a_file_that_waits_no_more_is_told(desk: TestDesk, mark: str) -> None:
    answer = desk.clerk().post(f"/import/{mark}/", {"sure": ["0"]})

    assert answer.status_code in (404, 409)
    assert new_items(desk) == []


@pytest.mark.parametrize(
    "name", ["../../kit.toml", "C:\\a\\b.docx", "CON.docx", ".docx", "名" * 300]
)
def test_whatever_a_file_is_called_it_is_kept_where_files_wait(desk: TestDesk, name: str) -> None:
    before = (desk.folder / "kit.toml").read_bytes()

    bring(desk.clerk(), name, WATER.data)

    assert (desk.folder / "kit.toml").read_bytes() == before
    inside = list((desk.place.private / "incoming").rglob("*.*"))
    assert all("收到-" in path.name for path in inside if path.is_file())


def test_what_was_mended_while_confirming_stands_in_its_own_field(desk: TestDesk) -> None:
    clerk = desk.clerk()
    page = bring(clerk, "停水.docx", WATER.data)
    one, other = numbers_of(page, "标题")[0], numbers_of(page, "发布单位")[0]
    posted = {"sure": [one, other], f"value-{one}": "甲", f"value-{other}": "乙水厂"}

    clerk.post(f"/import/{mark_in(page)}/", posted)

    (text,) = new_items(desk)
    assert "标题: 甲" in text
    assert "发布单位: 乙水厂" in text


def test_a_signer_brings_nothing(desk: TestDesk) -> None:
    assert desk.signer("样例甲").post("/import/", {"text": PASTED}).status_code == 302


def test_what_the_original_does_not_have_is_said_with_one_tick(desk: TestDesk) -> None:
    clerk = desk.clerk()
    page = bring(clerk, "停水.docx", WATER.data)
    assert "截止、金额、带什么、怎么办都没有，写“无”" in page

    clerk.post(f"/import/{mark_in(page)}/", {"kind": "通知", "nothing": "yes"})

    (text,) = new_items(desk)
    assert len(re.findall(r"^(?:截止|金额|带什么|怎么办): 无$", text, re.MULTILINE)) == 4
    assert re.search(r"^摘下:\s*$", text, re.MULTILINE)


def test_a_new_item_says_where_such_items_mostly_go_and_that_a_sample_is_one(
    desk: TestDesk,
) -> None:
    clerk = desk.clerk()
    page = bring(clerk, "停水.docx", WATER.data)

    clerk.post(f"/import/{mark_in(page)}/", {"kind": "通知"})

    (text,) = new_items(desk)
    assert "渠道: [公开栏, 广播, 墟天]" in text or "- 墟天" in text
    assert "样例: 是" in text
    assert re.search(r"^发布单位:\s*$", text, re.MULTILINE)


def test_a_file_is_dropped_on_the_first_page_too(desk: TestDesk) -> None:
    assert "data-drop-file" in words(desk.clerk().get("/"))
    assert "data-drop-file" not in words(desk.signer("样例甲").get("/"))
