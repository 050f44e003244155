"""The editor: it keeps itself, loses nothing of two people, and refuses with reasons."""

from __future__ import annotations

import json
import re
from io import BytesIO
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kit.review.signing import sign_samples
from kit.source.workspace import open_workspace
from tests.desks import NOW, TestDesk, open_test_desk

if TYPE_CHECKING:
    from pathlib import Path

NOTICE = "DX-2026-004"
PAGE = f"/item/{NOTICE}/"


@pytest.fixture
def desk(tmp_path: Path) -> TestDesk:
    return open_test_desk(tmp_path / "daxi")


def words(answer: Any) -> str:
    return str(answer.content.decode())


def number(browser: Any, page: str = PAGE) -> str:
    found = re.search(r'name="number" value="(\d+)"', words(browser.get(page)))
    assert found is not None
    return found[1]


def file_of(desk: TestDesk) -> str:
    return (desk.folder / "items" / f"{NOTICE}.md").read_text("utf-8")


def keep(browser: Any, at: str, **fields: str) -> Any:
    return browser.post(f"{PAGE}keep/", {"number": at, **fields}).json()


def test_what_is_typed_is_kept_and_the_file_stays(desk: TestDesk) -> None:
    clerk, before = desk.clerk(), file_of(desk)

    told = keep(clerk, number(clerk), 标题="快交医保")

    assert told["ok"]
    assert told["at"] == "10:00"
    assert "快交医保" in words(clerk.get(PAGE))
    assert "还没送签" in words(clerk.get("/items/"))
    assert file_of(desk) == before


def test_a_page_that_was_only_looked_at_leaves_no_draft(desk: TestDesk) -> None:
    clerk = desk.clerk()

    told = keep(clerk, number(clerk), 标题="交明年的居民医保")

    assert told["at"] == ""
    assert "还没送签" not in words(clerk.get("/items/"))


def test_each_pause_is_undone_one_by_one_back_to_the_file(desk: TestDesk) -> None:
    clerk = desk.clerk()
    at = number(clerk)
    for title in ("甲甲", "乙乙", "丙丙"):
        at = keep(clerk, at, 标题=title)["number"]

    seen = []
    for _ in range(3):
        clerk.post(f"{PAGE}undo/")
        seen.append(re.search(r'name="标题" value="([^"]*)"', words(clerk.get(PAGE)))[1])  # type: ignore[index]

    assert seen == ["乙乙", "甲甲", "交明年的居民医保"]
    assert clerk.post(f"{PAGE}undo/").status_code == 409


def test_two_people_in_different_fields_lose_nothing(desk: TestDesk) -> None:
    one, other = desk.clerk(), desk.clerk()
    begun = number(one)
    keep(one, begun, 标题="甲写的标题", 地点="乡便民服务中心、村委会、银行")

    told = keep(other, begun, 标题="交明年的居民医保", 地点="乙写的地点")

    assert told["clashes"] == []
    assert told["others"] == {"标题": "甲写的标题"}
    page = words(one.get(PAGE))
    assert "甲写的标题" in page
    assert "乙写的地点" in page


@pytest.mark.parametrize(("which", "stands"), [("mine", "乙的地点"), ("theirs", "甲的地点")])
def test_two_people_in_one_field_are_shown_both_texts_and_one_is_chosen(
    desk: TestDesk, which: str, stands: str
) -> None:
    one, other = desk.clerk(), desk.clerk()
    begun = number(one)
    keep(one, begun, 地点="甲的地点")

    told = keep(other, begun, 地点="乙的地点")

    assert told["clashes"] == ["地点"]
    page = words(other.get(PAGE))
    assert "两个人同时改了“地点”" in page
    assert "甲的地点" in page
    assert "乙的地点" in page
    assert other.post(f"{PAGE}send/").status_code == 200  # nothing is sent before one is chosen
    aside = re.search(r"choose/(\d+)/", page)
    assert aside is not None
    other.post(f"{PAGE}choose/{aside[1]}/", {"which": which})
    page = words(other.get(PAGE))
    assert "两个人同时改了" not in page
    assert stands in page


def test_what_notepad_changed_meanwhile_is_taken_in(desk: TestDesk) -> None:
    clerk = desk.clerk()
    keep(clerk, number(clerk), 标题="台上写的标题")
    path = desk.folder / "items" / f"{NOTICE}.md"
    path.write_text(file_of(desk).replace("地点: 乡便民", "地点: 记事本写的，乡便民"), "utf-8")

    page = words(clerk.get(PAGE))

    assert "台上写的标题" in page
    assert "记事本写的" in page


def test_a_page_from_before_the_desks_memory_is_refused_and_writes_nothing(desk: TestDesk) -> None:
    clerk = desk.clerk()
    before = number(clerk)

    answer = clerk.post(f"{PAGE}keep/", {"number": "999", "标题": "谁知道"})

    assert answer.status_code == 409
    assert "复制" in answer.json()["said"]
    assert number(clerk) == before


def test_sending_saves_the_file_and_only_what_was_changed(desk: TestDesk) -> None:
    clerk, before = desk.clerk(), file_of(desk)
    at = keep(clerk, number(clerk), 标题="快交居民医保")["number"]

    answer = clerk.post(f"{PAGE}send/", {"number": at, "标题": "快交居民医保"})

    assert answer.url == f"/items/?sent={NOTICE}"
    assert file_of(desk) == before.replace("标题: 交明年的居民医保", "标题: 快交居民医保")
    assert "还没送签" not in words(clerk.get("/items/"))


def test_sending_without_a_script_keeps_what_the_form_holds(desk: TestDesk) -> None:
    clerk = desk.clerk()

    clerk.post(f"{PAGE}send/", {"number": number(clerk), "标题": "一次就送"})

    assert "标题: 一次就送" in file_of(desk)


def test_what_must_be_mended_is_told_and_nothing_is_sent(desk: TestDesk) -> None:
    clerk, before = desk.clerk(), file_of(desk)
    at = keep(clerk, number(clerk), 大白话="12月30日以前要交。")["number"]

    answer = clerk.post(f"{PAGE}send/", {"number": at})

    assert "还有 1 处要改，改完才能送签" in words(answer)
    assert 'href="#f-大白话"' in words(answer)
    assert "12月30日以前" in words(answer)
    assert file_of(desk) == before


def test_sending_voids_the_signatures_and_the_page_says_so_first(desk: TestDesk) -> None:
    sign_samples(open_workspace(desk.folder), at=NOW)
    clerk = desk.clerk()
    assert "已经有 6 个人签了字" in words(clerk.get(PAGE))

    clerk.post(f"{PAGE}send/", {"number": number(clerk), "标题": "改了的标题"})

    assert "等提交签" in words(clerk.get("/items/", {"q": "改了的标题"}))


def test_a_draft_is_let_go(desk: TestDesk) -> None:
    clerk = desk.clerk()
    keep(clerk, number(clerk), 标题="不要了")

    clerk.post(f"{PAGE}drop/")

    assert "不要了" not in words(clerk.get(PAGE))


def test_a_look_shows_the_sheet_the_findings_and_the_script(desk: TestDesk) -> None:
    clerk = desk.clerk()

    seen = clerk.post(
        f"{PAGE}look/",
        {"number": number(clerk), "大白话": "12月30日以前要交。", "sheet": "poster-a3"},
    ).json()

    assert seen["sheet"] == "poster-a3"
    assert seen["picture"]
    assert seen["distance"].startswith("约 ")
    assert [one["field"] for one in seen["findings"] if one["stop"]] == ["大白话"]
    # The form offers the kind that a hint beside 类型 names.
    (like,) = (one for one in seen["findings"] if one["code"] == "K15")
    assert (like["field"], like["word"]) == ("类型", "提示")
    assert "像“缴费”" in like["text"]
    assert seen["script"][0]["at"] == "00:00"
    assert seen["days"]["截止"] == "星期四，农历十一月廿三"
    assert "还没送签" not in words(clerk.get("/items/"))


def test_an_older_look_gives_way_to_a_newer_one(desk: TestDesk) -> None:
    clerk = desk.clerk()
    at = number(clerk)
    clerk.post(f"{PAGE}look/", {"number": at, "leaf": "x", "count": "5"})

    assert clerk.post(f"{PAGE}look/", {"number": at, "leaf": "x", "count": "4"}).status_code == 204


def test_the_telephones_page_may_do_nothing_and_stands_in_our_frame_alone(desk: TestDesk) -> None:
    answer = desk.clerk().get(f"{PAGE}telephone/")

    assert "交明年的居民医保" in words(answer)
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "script" not in answer.headers["Content-Security-Policy"]


def test_a_signer_does_not_write(desk: TestDesk) -> None:
    signer, before = desk.signer("样例甲"), file_of(desk)

    for address in (PAGE, f"{PAGE}telephone/"):
        assert signer.get(address).status_code == 302
    for action in ("keep", "undo", "look", "send", "drop"):
        assert (
            signer.post(f"{PAGE}{action}/", {"number": "1", "标题": "签字人改的"}).status_code
            == 302
        )
    assert file_of(desk) == before


def test_an_item_nobody_has_is_told(desk: TestDesk) -> None:
    assert "没有编号是 DX-2026-099" in words(desk.clerk().get("/item/DX-2026-099/"))


def test_markup_in_a_field_is_shown_as_it_was_typed(desk: TestDesk) -> None:
    clerk = desk.clerk()
    keep(clerk, number(clerk), 标题='"><script>alert(1)</script>')

    assert "<script>alert" not in words(clerk.get(PAGE))


LIST = "/item/DX-2026-011/"


def grid_of(page: str) -> dict[str, Any]:
    found = re.search(r'id="grid-data"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found is not None
    grid = json.loads(found[1])
    return {key: grid[key] for key in ("columns", "rows", "caption", "unit")}


def csv_text(desk: TestDesk) -> str:
    return (desk.folder / "items" / "DX-2026-011.csv").read_text("utf-8-sig")


def test_a_table_is_typed_into_kept_and_sent_with_its_item(desk: TestDesk) -> None:
    clerk, before = desk.clerk(), csv_text(desk)
    grid = grid_of(words(clerk.get(LIST)))
    grid["rows"][0][1] = "样例改"
    posted = {"number": number(clerk, LIST), "grid": json.dumps(grid)}

    assert clerk.post(f"{LIST}keep/", posted).json()["ok"]
    assert csv_text(desk) == before
    assert grid_of(words(clerk.get(LIST)))["rows"][0][1] == "样例改"
    answer = clerk.post(f"{LIST}send/", {"number": number(clerk, LIST)})

    assert answer.status_code == 302
    assert "样例改" in csv_text(desk)
    assert csv_text(desk).count("\n") == before.count("\n")


def test_a_grid_that_nobody_touched_is_no_draft(desk: TestDesk) -> None:
    clerk = desk.clerk()
    grid = grid_of(words(clerk.get(LIST)))

    told = clerk.post(
        f"{LIST}keep/", {"number": number(clerk, LIST), "grid": json.dumps(grid)}
    ).json()

    assert told["at"] == ""


def test_two_people_in_one_table_are_shown_that_they_were(desk: TestDesk) -> None:
    one, other = desk.clerk(), desk.clerk()
    begun = number(one, LIST)
    for browser, name in ((one, "甲改的"), (other, "乙改的")):
        grid = grid_of(words(desk.clerk().get(LIST)))
        grid["rows"][0][1] = name
        told = browser.post(f"{LIST}keep/", {"number": begun, "grid": json.dumps(grid)}).json()

    assert told["clashes"] == ["表格里的内容"]
    page = words(other.get(LIST))
    assert "两个人同时改了“表格里的内容”" in page
    assert "乙改的" in page
    assert grid_of(page)["rows"][0][1] == "甲改的"


def test_a_table_that_excel_saved_meanwhile_is_not_written_over(desk: TestDesk) -> None:
    clerk = desk.clerk()
    grid = grid_of(words(clerk.get(LIST)))
    grid["rows"][0][1] = "台上改的"
    clerk.post(f"{LIST}keep/", {"number": number(clerk, LIST), "grid": json.dumps(grid)})
    path = desk.folder / "items" / "DX-2026-011.csv"
    path.write_text(csv_text(desk).replace("样例乙", "表里改的"), "utf-8-sig")

    answer = clerk.post(f"{LIST}send/", {"number": number(clerk, LIST)})

    assert answer.status_code == 409
    assert "被别人改过" in words(answer)
    assert "表里改的" in csv_text(desk)


@pytest.mark.parametrize("sent", ["{", "[]", '{"columns": 1}'])
def test_a_grid_that_is_none_writes_nothing(desk: TestDesk, sent: str) -> None:
    clerk = desk.clerk()

    answer = clerk.post(f"{LIST}keep/", {"number": number(clerk, LIST), "grid": sent})

    assert answer.status_code == 409
    assert "表格没有存上" in answer.json()["said"]


def test_a_line_is_heard_with_the_readings_as_they_are_typed(
    desk: TestDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders: list[Any] = []

    def begin(_folder: Any, kind: str, order: Any, _now: Any) -> Any:
        orders.append((kind, order))
        return SimpleNamespace(name="20261123-100000-000000-voice")

    monkeypatch.setattr("kit.desk.pages.item_looks.start", begin)
    posted = {"said": ["大家参与。", " "], "readings": "参与：cān yù\n没写完\n"}

    told = desk.clerk().post(f"{PAGE}hear/", posted).json()

    assert told["at"].startswith("/settings/voice/")
    ((kind, order),) = orders
    assert kind == "voice"
    assert order["said"] == ["大家参与。"]
    assert order["readings"] == [("参与", "cān yù")]


def test_a_picture_is_dropped_in_shown_turned_and_let_go(desk: TestDesk) -> None:
    clerk, out = desk.clerk(), BytesIO()
    Image.new("RGB", (40, 20), "green").save(out, "PNG")

    upload = SimpleUploadedFile("IMG_2026.png", out.getvalue())
    clerk.post(f"{PAGE}picture/", {"file": upload})

    assert f"{PAGE}picture/{NOTICE}-%E5%9B%BE1.png/" in words(clerk.get(PAGE))
    assert clerk.get(f"{PAGE}picture/{NOTICE}-图1.png/").headers["Content-Type"] == "image/png"
    clerk.post(f"{PAGE}picture/{NOTICE}-图1.png/do/", {"do": "turn"})
    assert f"{NOTICE}-%E5%9B%BE2.png" in words(clerk.get(PAGE))
    clerk.post(f"{PAGE}picture/{NOTICE}-图2.png/do/", {"do": "drop"})
    assert "张图片" not in words(clerk.get(PAGE))
    assert "图片" not in file_of(desk)


def test_a_reading_is_learnt_for_the_whole_township_or_refused(desk: TestDesk) -> None:
    clerk = desk.clerk()

    assert clerk.post(f"{PAGE}reading/", {"word": "要交", "way": "yào jiāo"}).json()["ok"]
    refused = clerk.post(f"{PAGE}reading/", {"word": "四百", "way": "wǔ bǎi"})

    assert refused.status_code == 409
    table = (desk.folder / "voices" / "mandarin" / "lexicon.tsv").read_text("utf-8")
    assert "要交\tyào jiāo\t业务员" in table
    assert "四百" not in table
