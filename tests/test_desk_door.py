"""Who comes into the desk, and what every answer carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.desks import TOKEN, TestDesk, open_test_desk

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path) -> TestDesk:
    return open_test_desk(tmp_path / "daxi")


def test_whoever_brings_the_token_of_this_start_is_the_clerk(desk: TestDesk) -> None:
    assert "11月23" in desk.clerk().get("/").content.decode()


def test_without_the_token_nothing_of_the_week_is_shown(desk: TestDesk) -> None:
    answer = desk.browser().get("/")

    assert answer.status_code == 403
    assert "用新打开的那一页" in answer.content.decode()


def test_a_wrong_token_lets_nobody_in(desk: TestDesk) -> None:
    browser = desk.browser()

    assert browser.get(f"/open/{TOKEN}x/").status_code == 403
    assert browser.get("/").status_code == 403


def test_a_page_of_another_site_cannot_press_a_button(desk: TestDesk) -> None:
    clerk = desk.clerk()

    assert clerk.post("/make/", HTTP_ORIGIN="http://evil.example").status_code == 403
    assert clerk.post("/make/", HTTP_SEC_FETCH_SITE="cross-site").status_code == 403


def test_a_name_that_leads_here_from_outside_is_refused(desk: TestDesk) -> None:
    assert desk.clerk().get("/", HTTP_HOST="evil.example").status_code == 400


@pytest.mark.parametrize("address", ["/", "/nothing/", "/sign-in/"])
def test_every_answer_forbids_foreign_scripts_and_frames(desk: TestDesk, address: str) -> None:
    policy = desk.clerk().get(address).headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_an_address_that_leads_nowhere_says_so_in_chinese(desk: TestDesk) -> None:
    answer = desk.clerk().get("/nothing/")

    assert answer.status_code == 404
    assert "没有这一页" in answer.content.decode()


def test_five_wrong_passwords_make_the_next_one_wait(desk: TestDesk) -> None:
    desk.signer("样例甲")
    browser = desk.browser()
    for _ in range(5):
        browser.post("/sign-in/", {"name": "样例甲", "password": "nein"})
    answer = browser.post("/sign-in/", {"name": "样例甲", "password": "123-mima-9"})

    assert answer.status_code == 403
    assert "5 分钟" in answer.content.decode()


def test_a_defect_of_ours_is_told_in_chinese_and_written_down_without_who_asked(
    desk: TestDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_asked: object) -> None:
        raise ValueError("13800138000")

    clerk = desk.clerk()
    clerk.raise_request_exception = False
    monkeypatch.setattr("kit.desk.pages.week.view_week", fail)
    answer = clerk.get("/?week=secret")
    log = (desk.folder / "kit.log").read_text("utf-8")

    assert answer.status_code == 500
    assert "软件自己出了错" in answer.content.decode()
    assert "ValueError" in log
    assert "13800138000" not in log
    assert "secret" not in log


def test_nothing_is_written_down_of_what_was_refused(
    desk: TestDesk, capfd: pytest.CaptureFixture[str]
) -> None:
    desk.clerk().get("/?week=secret")
    desk.browser().get("/open/secret/")
    desk.clerk().get("/nothing/secret/")

    assert not (desk.folder / "kit.log").exists()
    assert "secret" not in "".join(capfd.readouterr())
