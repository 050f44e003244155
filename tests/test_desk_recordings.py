"""真人录音 on the desk: a booth for who agreed, telephones' files, and another who listens."""

from __future__ import annotations

import re
import shutil
from contextlib import closing
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kit.desk.booths import booths, close_booths
from kit.recordings.take import MANDARIN
from kit.review.ledger import FILE as LEDGER
from tests.desks import TestDesk, open_test_desk
from tests.test_recordings_takes import TAKEN, VOICE, township, with_take

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["township", "with_take"]
ITEM = "DX-2026-004"
WHO = {"speaker": "样例播音员", "consent": "yes"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[TestDesk]:
    yield open_test_desk(tmp_path / "daxi")
    close_booths()


@pytest.fixture
def recorded(with_take: Path, tmp_path: Path) -> TestDesk:
    return open_test_desk(shutil.copytree(with_take, tmp_path / "daxi"))


def page(browser: Any, **asked: str) -> str:
    answer = browser.get("/recordings/", asked)
    assert answer.status_code == 200, answer.content.decode()
    text: str = answer.content.decode()
    return text


def seen_at(address: str) -> str:
    parts = urlsplit(address)
    with closing(HTTPConnection(parts.netloc, timeout=5)) as connection:
        connection.request("GET", parts.path)
        return connection.getresponse().read().decode()


def test_it_is_reached_from_the_loudspeakers_page_and_from_the_item(desk: TestDesk) -> None:
    clerk = desk.clerk()

    assert 'href="/recordings/"' in clerk.get("/play/").content.decode()
    assert f'href="/recordings/?item={ITEM}"' in clerk.get(f"/item/{ITEM}/").content.decode()
    assert "还没有要真人念的" in page(clerk)
    assert "普通话" in page(clerk, item=ITEM)


def test_nobody_is_recorded_who_did_not_say_his_name_and_agree(desk: TestDesk) -> None:
    clerk = desk.clerk()
    for who in ({}, {"speaker": "样例播音员"}, {"consent": "yes"}):
        answer = clerk.post(f"/recordings/{ITEM}/{MANDARIN}/record/", who)
        assert answer.status_code == 409
    assert booths() == {}


def test_a_booth_opens_on_this_machine_and_a_second_one_takes_its_place(desk: TestDesk) -> None:
    clerk = desk.clerk()
    clerk.post(f"/recordings/{ITEM}/{MANDARIN}/record/", WHO)
    first = booths()[ITEM, MANDARIN]
    clerk.post(f"/recordings/{ITEM}/{MANDARIN}/record/", WHO)
    second = booths()[ITEM, MANDARIN]

    assert first != second
    assert f'href="{second}"' in page(clerk, item=ITEM)
    assert "录音：" in seen_at(second)
    with pytest.raises(ConnectionError):
        seen_at(first)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [("念.txt", b"no sound at all", "打不开"), ("../../kit.toml", b"", "")],
)
def test_a_file_that_is_no_sound_is_refused_and_writes_nothing(
    desk: TestDesk, name: str, data: bytes, said: str
) -> None:
    before = (desk.folder / "kit.toml").read_bytes()
    sent = WHO | {"sounds": SimpleUploadedFile(name, data)}
    answer = desk.clerk().post(f"/recordings/{ITEM}/{MANDARIN}/bring/", sent)

    assert answer.status_code == 409
    assert said in answer.content.decode()
    assert not (desk.folder / "recordings").exists()
    assert (desk.folder / "kit.toml").read_bytes() == before


def test_somebody_else_listens_to_all_of_it_and_signs_by_his_own_name(recorded: TestDesk) -> None:
    address = f"/recordings/{TAKEN}/{VOICE}/heard/"
    said = {"verdict": "agree", "heard": "yes"}
    clerk, signer = recorded.clerk(), recorded.signer("样例乙")
    sound = signer.get(f"/recordings/{TAKEN}/{VOICE}/sound/")
    assert sound.status_code == 200
    assert len(sound.content) > 10_000

    assert "签，可以播" not in page(clerk, item=TAKEN)
    assert clerk.post(address, said).status_code == 409
    assert signer.post(address, {"verdict": "agree"}).status_code == 409
    assert signer.post(address, {"verdict": "back", "why": ""}).status_code == 409
    assert "已录待听" in page(signer, item=TAKEN)
    assert signer.post(address, said).status_code == 302

    text = page(clerk, item=TAKEN)
    state = re.search(r"客家话</h2><span[^>]*>([^<]+)<", text)
    assert state is not None
    assert state[1] == "已签"


def test_what_is_sent_back_says_which_sentence(recorded: TestDesk) -> None:
    signer = recorded.signer("样例乙")
    why = {"verdict": "back", "why": "第 2 句念错了"}
    signer.post(f"/recordings/{TAKEN}/{VOICE}/heard/", why)

    assert "已签" not in page(signer, item=TAKEN)
    assert "第 2 句念错了" in (recorded.folder / LEDGER).read_text("utf-8")


def test_a_reader_s_sheet_that_is_not_made_says_how_it_comes(desk: TestDesk) -> None:
    answer = desk.clerk().get(f"/recordings/{ITEM}/{MANDARIN}/sheet/")

    assert answer.status_code == 409
    assert "kit build" in answer.content.decode()
