"""The township's own templates: the words stay, days and figures are asked anew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kit.errors import RequestError
from kit.office.drafts import text_of, written_in
from kit.office.own_templates import (
    TEMPLATES,
    drop_template,
    keep_template,
    new_from_template,
    own_templates,
)
from tests.desks import TestDesk, open_test_desk

if TYPE_CHECKING:
    from pathlib import Path

MEDICAL = "items/DX-2026-004.md"
NAME = "医保缴费"


@pytest.fixture
def desk(tmp_path: Path) -> TestDesk:
    return open_test_desk(tmp_path / "daxi")


def kept(desk: TestDesk, name: str = NAME) -> str:
    return keep_template(desk.folder, name, MEDICAL, text_of(desk.folder, MEDICAL)[0]).name


def test_a_new_item_has_the_words_and_nothing_that_was_true_of_the_other_alone(
    desk: TestDesk,
) -> None:
    before = written_in(MEDICAL, text_of(desk.folder, MEDICAL)[0])
    path = new_from_template(desk.folder, kept(desk), desk.place.clock)
    now = written_in(f"items/{path.name}", path.read_text("utf-8"))

    assert (now["编号"], now["贴出"]) == (path.stem, "2026-11-23")
    assert [now[label] for label in ("标题", "谁", "承办")] == [
        before[label] for label in ("标题", "谁", "承办")
    ]
    assert not any(now.get(label) for label in ("截止", "成文", "摘下", "金额", "时间"))
    assert "试拨" not in str(now["电话"])


def test_a_template_has_no_number_and_is_listed_by_its_name_and_kind(desk: TestDesk) -> None:
    kept(desk)
    kept(desk)

    assert [(one.name, one.kind) for one in own_templates(desk.folder)] == [(NAME, "通知")]
    text = (desk.folder / TEMPLATES / f"{NAME}.md").read_text("utf-8")
    assert not re.search(r"^编号: *DX", text, re.MULTILINE)


@pytest.mark.parametrize("name", ["../../kit", "CON/\\x", "名" * 90, " 停水. "])
def test_whatever_it_is_called_it_stands_in_its_folder(desk: TestDesk, name: str) -> None:
    called = kept(desk, name)

    assert [path.name for path in (desk.folder / TEMPLATES).iterdir()] == [f"{called}.md"]


@pytest.mark.parametrize("name", ["", " / ", "..."])
def test_one_without_a_name_is_not_kept(desk: TestDesk, name: str) -> None:
    with pytest.raises(RequestError, match="还没有名字"):
        kept(desk, name)


@pytest.mark.parametrize("name", ["没有的", "../items/DX-2026-004", ""])
def test_only_a_template_is_begun_from_and_taken_away(desk: TestDesk, name: str) -> None:
    kept(desk)
    with pytest.raises(RequestError):
        new_from_template(desk.folder, name, desk.place.clock)
    with pytest.raises(RequestError):
        drop_template(desk.folder, name)
    drop_template(desk.folder, NAME)

    assert own_templates(desk.folder) == ()
    assert (desk.folder / MEDICAL).is_file()


def test_a_damaged_file_hides_no_other_template(desk: TestDesk) -> None:
    kept(desk)
    (desk.folder / TEMPLATES / "坏.md").write_bytes(b"---\n\xff\xfe")

    assert [one.name for one in own_templates(desk.folder)] == [NAME]


def test_it_is_kept_from_the_form_and_begun_from_the_list(desk: TestDesk) -> None:
    clerk = desk.clerk()
    where = clerk.post("/item/DX-2026-004/template/", {"name": NAME}).url
    assert "存成样子了，叫“医保缴费”。" in clerk.get(where).content.decode()
    assert "照存好的样子写：有 1 种" in clerk.get("/items/").content.decode()

    assert clerk.post("/items/template/", {"name": NAME}).url == "/item/DX-2026-013/"
    clerk.post("/items/template/drop/", {"name": NAME})
    assert "照存好的样子写" not in clerk.get("/items/").content.decode()
