"""Every address of the desk against everybody who may knock: a new one without a row fails."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from kit.errors import StorageError
from tests.desks import TOKEN, TestDesk, open_test_desk

CLOSED, AWAY = 403, "/"


class Door(Enum):
    """For whom an address opens."""

    ALL = "whoever sits before the machine, to come in"
    KNOWN = "the clerk and every signer in office"
    CLERK = "the clerk alone; a signer is sent to the week"


DOORS = {
    "open": Door.ALL,
    "sign_in": Door.ALL,
    "sign_out": Door.KNOWN,
    "week": Door.KNOWN,
    # accounts, signing, paper
    "account": Door.KNOWN,
    "password": Door.KNOWN,
    "sign": Door.KNOWN,
    "sign_item": Door.KNOWN,
    "sign_sheet": Door.KNOWN,
    "hear": Door.KNOWN,
    "heard": Door.KNOWN,
    "heard_sound": Door.KNOWN,
    "sign_here": Door.CLERK,
    "paper": Door.CLERK,
    "print_review": Door.CLERK,
    "drawn_review": Door.CLERK,
    "review_progress": Door.CLERK,
    "enter_paper": Door.CLERK,
    # making
    "make": Door.CLERK,
    "progress": Door.KNOWN,
    "stop_making": Door.CLERK,
    # items and the editor
    "items": Door.KNOWN,
    "new_item": Door.CLERK,
    "import": Door.CLERK,
    "take_in": Door.CLERK,
    "take_list": Door.CLERK,
    "begin_again": Door.CLERK,
    "item": Door.CLERK,
    "beside_item": Door.CLERK,
    "begin_from": Door.CLERK,
    "drop_template": Door.CLERK,
    "keep_template": Door.CLERK,
    "keep_item": Door.CLERK,
    "undo_item": Door.CLERK,
    "look_item": Door.CLERK,
    "telephone_page": Door.CLERK,
    "send_item": Door.CLERK,
    "drop_item": Door.CLERK,
    "choose_item": Door.CLERK,
    "hear_item": Door.CLERK,
    "learn_reading": Door.CLERK,
    "add_picture": Door.CLERK,
    "picture": Door.CLERK,
    "change_picture": Door.CLERK,
    # alerts
    "alert": Door.CLERK,
    "alert_preview": Door.CLERK,
    "alert_received": Door.CLERK,
    "alert_now": Door.KNOWN,
    "alert_edit": Door.CLERK,
    "alert_look": Door.KNOWN,
    "alert_make": Door.CLERK,
    "alert_sound": Door.KNOWN,
    "alert_note": Door.CLERK,
    # printing and playing
    "print": Door.CLERK,
    "print_file": Door.CLERK,
    "print_done": Door.CLERK,
    "taken_down": Door.CLERK,
    "play": Door.KNOWN,
    "play_sound": Door.KNOWN,
    "play_heard": Door.KNOWN,
    "stick": Door.CLERK,
    "recordings": Door.KNOWN,
    "dialect": Door.KNOWN,
    "learn_dialect": Door.CLERK,
    "dialect_sheet": Door.KNOWN,
    "record": Door.CLERK,
    "bring_recording": Door.CLERK,
    "recording_heard": Door.KNOWN,
    "recording_sound": Door.KNOWN,
    "reader_sheet": Door.KNOWN,
    "backup": Door.CLERK,
    "backup_now": Door.CLERK,
    "backup_far": Door.CLERK,
    "verify": Door.KNOWN,
    "why": Door.KNOWN,
    "layouts": Door.CLERK,
    "layout_picture": Door.CLERK,
    "copy_layout": Door.CLERK,
    "account_page": Door.KNOWN,
    "account_table": Door.KNOWN,
    "year_end": Door.CLERK,
    "year_table": Door.CLERK,
    "year_file": Door.CLERK,
    "registers": Door.CLERK,
    "register_file": Door.CLERK,
    "opinions": Door.CLERK,
    "opinion_file": Door.CLERK,
    "requests": Door.CLERK,
    "request_letter": Door.CLERK,
    "strike": Door.CLERK,
    "boards": Door.KNOWN,
    "board_photos": Door.CLERK,
    "board_photo": Door.KNOWN,
    "board_hung": Door.CLERK,
    "sheet_back": Door.CLERK,
    "stick_copy": Door.CLERK,
    "stick_progress": Door.CLERK,
    "stick_stop": Door.CLERK,
    # help
    "help": Door.KNOWN,
    # settings
    "settings": Door.CLERK,
    "market_days": Door.CLERK,
    "board_sheet": Door.CLERK,
    "speak_sample": Door.CLERK,
    "spoken_sample": Door.CLERK,
    "sample_sound": Door.CLERK,
    "setting": Door.CLERK,
    "setup": Door.CLERK,
    "first_poster": Door.CLERK,
    "setup_step": Door.CLERK,
}
SAMPLES = {"item_id": "DX-2026-006", "token": f"{TOKEN}-no", "code": "7K3M-9QXT"}
"""What stands in an address where it names something; any other word elsewhere."""
OVER = '\n[[signer]]\nname = "样例庚"\nposts = ["分管领导"]\nuntil = "2026-11-22"\n'


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestDesk:
    def no_child(*_args: Any, **_more: Any) -> None:
        raise StorageError("今天没有孩子。", "明天再来。")

    monkeypatch.setattr("kit.desk.children.subprocess.Popen", no_child)

    opened = open_test_desk(tmp_path / "daxi")
    with (opened.folder / "kit.toml").open("a", encoding="utf-8") as settings:
        settings.write(OVER)
    return opened


def addresses() -> Iterator[tuple[str, str]]:
    """Yield every address with its name, samples in the places of what it is asked for."""
    from django.urls import reverse

    for pattern in import_module("kit.desk.addresses").urlpatterns:
        samples = {
            name: SAMPLES.get(name, 0 if "Int" in type(converter).__name__ else "x")
            for name, converter in pattern.pattern.converters.items()
        }
        yield pattern.name, reverse(pattern.name, kwargs=samples)


def knock(browser: Any) -> Iterator[tuple[str, str, int, str]]:
    """Yield what each address answers to looking and to pressing: status, and where it sends."""
    for name, address in addresses():
        # Whoever goes out is out, and the rest would be answered to nobody.
        for method in ("get",) if name == "sign_out" else ("get", "post"):
            answer = getattr(browser, method)(address)
            yield name, method, answer.status_code, answer.headers.get("Location", "")


def test_every_address_has_its_row(desk: TestDesk) -> None:
    del desk
    names = [name for name, _ in addresses()]

    assert sorted(names) == sorted(DOORS)
    assert not any(getattr(one, "url_patterns", None) for one in _patterns()), "walk it too"


def _patterns() -> Any:
    return import_module("kit.desk.addresses").urlpatterns


@pytest.mark.parametrize("who", ["nobody", "样例庚"])
def test_nobody_and_who_is_out_of_office_are_told_to_come_in(desk: TestDesk, who: str) -> None:
    browser = desk.browser()
    if who != "nobody":
        desk.account(who)
        from django.contrib.auth import get_user_model

        browser.force_login(get_user_model().objects.get(username=who))

    found = [(name, method, status) for name, method, status, _ in knock(browser)]

    inside = [one for one in found if DOORS[one[0]] is not Door.ALL]
    assert [one for one in inside if one[2] != CLOSED] == []
    assert ("open", "get", CLOSED) in found
    assert ("sign_in", "get", 200) in found


def test_a_signer_opens_what_concerns_signing_and_looking_and_no_more(desk: TestDesk) -> None:
    found = list(knock(desk.signer("样例丁")))

    barred = [one for one in found if DOORS[one[0]] is Door.CLERK]
    assert [one for one in barred if one[2:] != (302, AWAY)] == []
    let_in = [one for one in found if DOORS[one[0]] is Door.KNOWN and one[0] != "week"]
    assert [one for one in let_in if one[2] == CLOSED or one[2:] == (302, AWAY)] == []


def test_the_clerk_opens_everything(desk: TestDesk) -> None:
    clerk = desk.clerk()
    clerk.raise_request_exception = False

    found = [one for one in knock(clerk) if DOORS[one[0]] is not Door.ALL]

    assert [one for one in found if one[2] in (CLOSED, 500)] == []


@pytest.mark.parametrize("name", ["样例甲", "样例乙", "样例丙", "样例丁", "样例戊", "样例己"])
def test_a_step_is_offered_to_whose_it_is_alone(desk: TestDesk, name: str) -> None:
    page = desk.signer(name).get("/sign/DX-2026-006/").content.decode()

    assert ('value="agree"' in page) == (name == "样例甲")
    assert 'id="spot"' not in page


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ORIGIN": "http://evil.example"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
    ],
)
def test_no_door_opens_for_another_sites_page(desk: TestDesk, headers: dict[str, str]) -> None:
    for browser in (desk.clerk(), desk.signer("样例甲")):
        answers = [browser.post(address, **headers).status_code for _, address in addresses()]
        assert set(answers) == {CLOSED}


def test_no_button_works_without_the_token_of_its_form(desk: TestDesk) -> None:
    from django.test import Client

    clerk = Client(enforce_csrf_checks=True, HTTP_HOST="127.0.0.1")
    clerk.get(f"/open/{TOKEN}/")

    answers = {name: clerk.post(address).status_code for name, address in addresses()}

    assert {name: status for name, status in answers.items() if status != CLOSED} == {}
