"""A file of another office brought to the desk: shown with its sentences, taken as confirmed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.desks import TestDesk, open_test_desk
from tests.foreign_files import OLD_FORMAT
from tests.word_notices import WATER

if TYPE_CHECKING:
    from pathlib import Path

PASTED = "停水通知\n因抢修，11月30日8:00至18:00停水。\n大溪水厂\n2026年11月28日\n"
SIGNED = "大溪乡人民政府\n2026年11月24日\n"
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


@dataclass
class Row:
    """A row of the page: its tick, and of each field its box and what stands in it."""

    tick: str
    boxes: dict[str, str]
    values: dict[str, str]


def row_of(page: str, label: str) -> Row:
    for row in page.split("<li data-row")[1:]:
        tick = re.search(r'value="(\d+)" aria-label="([^"]*)对，用它"', row)
        assert tick is not None
        boxes = re.findall(
            r">([^<]+)</label></h3><textarea.*?name=\"(.*?)\" rows=\"1\">([^<]*)<", row
        )
        if label in tick[2].split("、"):
            fields, values = ({one[0]: one[at] for one in boxes} for at in (1, 2))
            return Row(tick[1], fields, values)
    raise AssertionError(label)


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
    title, when = row_of(page, "标题"), row_of(page, "时间")
    posted = {"kind": "通知", "sure": [title.tick], title.boxes["标题"]: "这两天停水"}
    posted |= {box: when.values[label] for label, box in when.boxes.items()}

    answer = clerk.post(f"/import/{mark_in(page)}/", posted)

    assert answer.url == "/item/DX-2026-013/"
    (text,) = new_items(desk)
    assert "标题: 这两天停水" in text
    assert re.search(r"^时间:\s*$", text, re.MULTILINE)


def test_one_tick_takes_what_one_sentence_says_and_leaves_what_was_emptied(
    desk: TestDesk,
) -> None:
    clerk = desk.clerk()
    page = bring(clerk, "停水.docx", WATER.data)
    when = row_of(page, "时间")
    assert when.values["摘下"] == "2026-12-08"
    posted = {"sure": [when.tick], when.boxes["时间"]: when.values["时间"]}

    clerk.post(f"/import/{mark_in(page)}/", posted | {when.boxes["摘下"]: ""})

    (text,) = new_items(desk)
    assert f"时间: {when.values['时间']}" in text
    assert re.search(r"^摘下:\s*$", text, re.MULTILINE)


def test_pasted_words_are_read_like_a_file(desk: TestDesk) -> None:
    page = words(desk.clerk().post("/import/", {"text": PASTED}))

    assert "停水" in page
    assert row_of(page, "发布单位").values["发布单位"] == "大溪水厂"


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
    one, other = row_of(page, "标题"), row_of(page, "发布单位")
    posted = {"sure": [one.tick, other.tick], one.boxes["标题"]: "甲"}
    posted |= {other.boxes["发布单位"]: "乙水厂"}

    clerk.post(f"/import/{mark_in(page)}/", posted)

    (text,) = new_items(desk)
    assert "标题: 甲" in text
    assert "发布单位: 乙水厂" in text


def test_what_a_kind_has_no_field_for_is_told_once_on_the_new_items_form(desk: TestDesk) -> None:
    clerk = desk.clerk()
    text = f"补贴公示\n公示期：2026年11月24日至11月30日。\n{SIGNED}"
    page = words(clerk.post("/import/", {"text": text}))
    days = row_of(page, "起")
    posted = {"kind": "通知", "sure": [days.tick]}
    posted |= {box: days.values[label] for label, box in days.boxes.items()}

    address = clerk.post(f"/import/{mark_in(page)}/", posted).url

    assert "“通知”没有“起”这一栏，没有放进去。" in words(clerk.get(address))
    assert "没有放进去" not in words(clerk.get(address))


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
