"""Who signs has a password: set by themselves, changed with the old one, taken away."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from kit.cli import main
from kit.desk.here import Place
from kit.desk.settings import configure
from kit.errors import ExitCode
from tests.desks import NOW, TOKEN, TestDesk, open_test_desk
from tests.rosters import anybody_signs

FIRST, SECOND = "shan-shui-8", "tian-di-9"
SET = "/account/password/"


@pytest.fixture
def desk(tmp_path: Path) -> TestDesk:
    return open_test_desk(tmp_path / "daxi")


def later(desk: TestDesk, minutes: int) -> None:
    now = NOW + timedelta(minutes=minutes)
    configure(Place(folder=desk.folder, clock=lambda: now, token=TOKEN))


def new(name: str = "样例丁", word: str = FIRST, again: str = "", **more: str) -> dict[str, str]:
    return {"name": name, "new": word, "again": again or word, **more}


def comes_in(desk: TestDesk, name: str, password: str) -> bool:
    answer = desk.browser().post("/sign-in/", {"name": name, "password": password})
    return bool(answer.status_code == 302)


def test_a_signer_sets_the_first_password_at_the_clerks_machine(desk: TestDesk) -> None:
    clerk = desk.clerk()
    assert "还没有密码" in clerk.get("/account/").content.decode()

    answer = clerk.post(SET, new())

    assert answer.status_code == 302
    assert "密码是11月23日 10:00设的" in clerk.get("/account/").content.decode()
    assert comes_in(desk, "样例丁", FIRST)
    assert comes_in(desk, "样例　丁", FIRST)


@pytest.mark.parametrize(
    ("form", "told"),
    [
        (new(word="12345"), "6 到 128"),
        (new(word="x" * 129), "6 到 128"),
        (new(word="12345678"), "太容易猜到"),
        (new(again="anders-8"), "两次输的密码不一样"),
    ],
)
def test_a_password_that_is_none_is_refused(
    desk: TestDesk, form: dict[str, str], told: str
) -> None:
    answer = desk.clerk().post(SET, form)

    assert answer.status_code == 409
    assert told in answer.content.decode()
    assert not comes_in(desk, "样例丁", form["new"])


@pytest.mark.parametrize("name", ["样例庚", "业务员", "", "admin"])
def test_who_is_not_on_the_list_gets_no_password(desk: TestDesk, name: str) -> None:
    assert desk.clerk().post(SET, new(name)).status_code == 409
    assert not comes_in(desk, name, FIRST)


def test_a_second_first_password_is_refused_without_the_old_one(desk: TestDesk) -> None:
    clerk = desk.clerk()
    clerk.post(SET, new())

    assert clerk.post(SET, new(word=SECOND)).status_code == 409
    assert clerk.post(SET, new(word=SECOND, old="falsch")).status_code == 409
    assert comes_in(desk, "样例丁", FIRST)

    assert clerk.post(SET, new(word=SECOND, old=FIRST)).status_code == 302
    assert (comes_in(desk, "样例丁", FIRST), comes_in(desk, "样例丁", SECOND)) == (False, True)


def test_a_signer_changes_their_own_password_and_nobody_elses(desk: TestDesk) -> None:
    signer = desk.signer("样例丁", FIRST)
    desk.account("样例戊", FIRST)

    signer.post(SET, new("样例戊", SECOND, old=FIRST))

    assert comes_in(desk, "样例戊", FIRST)
    assert comes_in(desk, "样例丁", SECOND)
    assert signer.get("/account/").status_code == 200


def test_a_signer_sets_no_first_password_for_others(desk: TestDesk) -> None:
    desk.signer("样例丁", FIRST).post(SET, new("样例己", SECOND))

    assert not comes_in(desk, "样例己", SECOND)


def test_a_changed_password_ends_what_was_open_elsewhere(desk: TestDesk) -> None:
    elsewhere = desk.signer("样例丁", FIRST)
    assert elsewhere.get("/sign/").status_code == 200

    desk.signer("样例丁", FIRST).post(SET, new(word=SECOND, old=FIRST))

    assert elsewhere.get("/sign/").status_code == 403


@pytest.mark.parametrize("way", ["/sign-in/", SET, "/sign/on-the-spot/DX-2026-006/"])
def test_guessing_is_slowed_wherever_a_password_is_asked_for(desk: TestDesk, way: str) -> None:
    desk.account("样例甲", FIRST)
    clerk = desk.clerk()
    wrong = {**new("样例甲", SECOND, old="falsch"), "password": "falsch", "verdict": "agree"}
    for _ in range(5):
        assert clerk.post(way, wrong).status_code in (403, 409)

    assert not comes_in(desk, "样例甲", FIRST)
    assert "5 分钟" in clerk.post(way, wrong).content.decode()
    later(desk, 6)
    assert comes_in(desk, "样例甲", FIRST)


def test_a_signer_whose_term_is_over_or_who_left_the_list_is_out_at_once(desk: TestDesk) -> None:
    signer = desk.signer("样例乙", FIRST)
    settings = desk.folder / "kit.toml"
    text = settings.read_text("utf-8")
    over = text.replace('posts = ["保密审查员"]', 'posts = ["保密审查员"]\nuntil = "2026-11-22"', 1)
    settings.write_text(over, "utf-8")

    assert signer.get("/sign/").status_code == 403
    answer = desk.browser().post("/sign-in/", {"name": "样例乙", "password": FIRST})
    assert "任期是以前 到 2026-11-22" in answer.content.decode()

    anybody_signs(desk.folder)
    answer = desk.browser().post("/sign-in/", {"name": "样例乙", "password": FIRST})
    assert "签字人名单里没有" in answer.content.decode()
    assert signer.get("/sign/").status_code == 403


def test_without_a_list_the_clerk_is_led_to_write_one(desk: TestDesk) -> None:
    anybody_signs(desk.folder)

    for address in ("/account/", "/sign/"):
        assert "去设置里写名单" in desk.clerk().get(address).content.decode()


def test_a_kit_toml_that_cannot_be_read_lets_no_signer_in(desk: TestDesk) -> None:
    signer = desk.signer("样例乙", FIRST)
    (desk.folder / "kit.toml").write_text("[township", "utf-8")

    assert signer.get("/sign/").status_code == 403


def test_a_forgotten_password_is_taken_away_on_the_machine(desk: TestDesk) -> None:
    signer = desk.signer("样例丁", FIRST)

    done = CliRunner().invoke(main, ["desk", str(desk.folder), "--reset", "样例丁"])

    assert done.exit_code == ExitCode.OK, done.output
    assert "样例丁的密码取消了" in done.output
    later(desk, 0)  # the command opened the place anew, as its own process would
    assert not comes_in(desk, "样例丁", FIRST)
    assert signer.get("/sign/").status_code == 403
    assert desk.clerk().post(SET, new(word=SECOND)).status_code == 302
    again = CliRunner().invoke(main, ["desk", str(desk.folder), "--reset", "样例庚"])
    assert again.exit_code == ExitCode.USAGE


def test_the_clerk_stays_when_a_signer_goes_out(desk: TestDesk) -> None:
    desk.account("样例甲", FIRST)
    clerk = desk.clerk()
    clerk.post("/sign-in/", {"name": "样例甲", "password": FIRST})
    assert "等我签的" in clerk.get("/sign/").content.decode()

    clerk.post("/sign-out/")

    page = clerk.get("/sign/").content.decode()
    assert "等着签的" in page
    assert "等我签的" not in page
