"""帮助 on every page: one topic a section, in the clerk's words and with no command to learn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kit.desk.pages.topics import TOPICS
from kit.desk.roles import SECTIONS
from tests.desks import TestDesk, open_test_desk

if TYPE_CHECKING:
    from pathlib import Path

OFFICE_WORDS = re.compile(r"YAML|JSON|W\d\d|manifest|构建|渲染|校验|SHA|错误", re.IGNORECASE)


@pytest.fixture
def desk(tmp_path: Path) -> TestDesk:
    return open_test_desk(tmp_path / "daxi")


@pytest.mark.parametrize("name", list(TOPICS))
def test_every_topic_answers_and_leads_to_all_others(desk: TestDesk, name: str) -> None:
    text = desk.clerk().get(f"/help/{name}/").content.decode()

    assert f"<h1>帮助：{TOPICS[name]}</h1>" in text
    assert text.count('href="/help/') >= len(TOPICS)
    assert not OFFICE_WORDS.search(re.sub(r"<[^>]+>", "", text))


def test_every_section_in_the_head_has_its_help(desk: TestDesk) -> None:
    clerk = desk.clerk()

    for section in SECTIONS:
        assert section["name"] in TOPICS
        assert f'href="/help/{section["name"]}/"' in clerk.get(section["address"]).content.decode()


def test_a_topic_that_is_none_leads_to_the_week(desk: TestDesk) -> None:
    assert desk.clerk().get("/help/nothing/")["Location"] == "/help/week/"


def test_who_is_not_let_in_gets_no_help_either(desk: TestDesk) -> None:
    assert desk.browser().get("/help/week/").status_code == 403
