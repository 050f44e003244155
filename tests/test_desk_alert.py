"""发预警 in the browser: the form, the way to the signature, making it before all else."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock

from kit.office.alert_now import AlertState, Sound, alert_now
from kit.office.sign import sign
from kit.review.chain import EMERGENCY_STEP
from tests.cap_messages import cap
from tests.desks import NOW, TestDesk, open_test_desk
from tests.works import left_work

if TYPE_CHECKING:
    from pathlib import Path

ALERT = "DX-2026-008"
TYPED = {
    "kind": "暴雨",
    "level": "橙色",
    "onset": "11月23日 10:00",
    "expires": "26日20点",
    "sender": "永定区气象台",
    "sent": "9:30",
    "source_ref": "永气预警〔2026〕8号",
    "area": "大溪乡",
    "warn": "雨大，容易山洪、塌方",
    "do": "危险处先转移\n不涉水过河",
    "phones": "报警 110\n急救 120",
}


@pytest.fixture
def desk(tmp_path: Path) -> TestDesk:
    return open_test_desk(tmp_path / "daxi")


@pytest.fixture
def started(desk: TestDesk, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """Take orders instead of beginning works, and return them."""
    asked: list[dict[str, str]] = []
    monkeypatch.setattr(
        "kit.desk.pages.alert.start", lambda _folder, _kind, order, _now: asked.append(order)
    )
    return asked


def signed(desk: TestDesk) -> TestDesk:
    sign(desk.folder, ALERT, desk.place.clock, step=EMERGENCY_STEP, by="样例丁")
    return desk


def stage(desk: TestDesk) -> str:
    answer: dict[str, str] = desk.clerk().get(f"/alert/{ALERT}/look/").json()
    return answer["stage"]


def test_the_button_stands_on_every_page_of_the_clerk_and_on_none_of_a_signers(
    desk: TestDesk,
) -> None:
    assert 'href="/alert/"' in desk.clerk().get("/").content.decode()
    assert 'href="/alert/"' not in desk.signer("样例甲").get("/").content.decode()
    assert desk.signer("样例甲").get("/alert/").status_code == 302


def test_a_kind_brings_its_proposals(desk: TestDesk) -> None:
    text = desk.clerk().get("/alert/", {"kind": "台风"}).content.decode()

    assert "关好门窗" in text
    assert text.count("btn main") == 1


def test_what_is_missing_stands_at_its_field_and_in_the_title(desk: TestDesk) -> None:
    answer = desk.clerk().post("/alert/", {**TYPED, "sent": "刚才", "level": ""})
    text = answer.content.decode()

    assert answer.status_code == 422
    assert "<title>有 2 处要改：" in text
    assert text.index("没有填“级别”") < text.index("“刚才”看不懂")
    assert 'value="刚才"' in text


def test_no_fact_is_chosen_before_the_clerk_chooses_it(desk: TestDesk) -> None:
    page = desk.clerk().get("/alert/").content.decode()
    facts = r'name="(?:onset|expires|sender|sent|source_ref|area)" value="([^"]*)"'

    assert " checked" not in page
    assert re.findall(facts, page) == [""] * 6
    assert 'data-offer="area" data-text="大溪乡"' in page


def test_who_sent_an_alert_of_one_kind_is_not_proposed_for_another(desk: TestDesk) -> None:
    page = desk.clerk().get("/alert/").content.decode()
    senders = dict(re.findall(r'name="kind" value="([^"]+)"[^>]*? data-sender="([^"]*)"', page))

    assert "森林防灭火" in senders["森林火险"]
    assert (senders["暴雨"], senders["台风"], senders["别的"]) == ("", "", "")


def test_another_kind_is_typed(desk: TestDesk) -> None:
    answer = desk.clerk().post(
        "/alert/", {**TYPED, "kind": "别的", "other": "雷电", "do": "别出门"}
    )

    assert answer.status_code == 302
    assert "雷电橙色预警" in desk.clerk().get(answer["Location"]).content.decode()


def test_what_was_typed_goes_to_be_signed_with_its_hours_as_typed(desk: TestDesk) -> None:
    clerk = desk.clerk()
    clerk.get("/alert/")
    where = clerk.post("/alert/", TYPED)["Location"]
    text = clerk.get(where).content.decode()

    assert "11月26日 20:00" in text
    assert "等人签，等了" in text
    assert 'value="26日20点"' not in clerk.get(f"{where}edit/").content.decode()
    assert 'value="11月26日 20:00"' in clerk.get(f"{where}edit/").content.decode()


def test_a_signer_beside_the_clerk_signs_on_the_alerts_own_page(desk: TestDesk) -> None:
    desk.account("样例丁")
    clerk = desk.clerk()
    text = clerk.get(f"/alert/{ALERT}/").content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', text)
    assert seen
    signed_here = clerk.post(
        f"/sign/on-the-spot/{ALERT}/",
        {
            "name": "样例丁",
            "password": "123-mima-9",
            "verdict": "agree",
            "read": "on",
            "seen": seen[1],
            "step": EMERGENCY_STEP,
            "next": f"/alert/{ALERT}/",
        },
    )

    assert "就地签" in text
    assert signed_here["Location"].startswith(f"/alert/{ALERT}/")
    assert stage(desk) == "signed"


def test_the_poster_is_seen_while_typing(desk: TestDesk) -> None:
    seen = desk.clerk().post("/alert/preview/", TYPED).json()

    assert seen["picture"].startswith("data:image/png;base64,")
    assert seen["faults"] == []
    assert "秒" in seen["seconds"]
    assert desk.clerk().post("/alert/preview/", {}).json()["picture"] == ""


def test_a_signed_alert_is_made_alone_and_at_once(
    desk: TestDesk, started: list[dict[str, str]]
) -> None:
    assert stage(desk) == "written"
    desk.clerk().post(f"/alert/{ALERT}/make/")
    assert started == []

    signed(desk)
    assert stage(desk) == "signed"
    assert "data-go" in desk.clerk().get(f"/alert/{ALERT}/").content.decode()
    desk.clerk().post(f"/alert/{ALERT}/make/")
    assert [one["only_item"] for one in started] == [ALERT]


def test_a_week_that_is_being_made_gives_way(desk: TestDesk, started: list[dict[str, str]]) -> None:
    signed(desk)
    at = left_work(desk.folder, NOW, steps=(("朗读", 1, 90),))
    with FileLock(at / "alive"):
        assert stage(desk) == "busy"
        desk.clerk().post(f"/alert/{ALERT}/make/")
        assert (at / "cancel").exists()
        assert stage(desk) == "giving_way"
        assert started == []

    assert stage(desk) == "signed"


def test_while_it_is_made_nobody_stops_it_by_pressing_again(desk: TestDesk) -> None:
    signed(desk)
    at = left_work(desk.folder, NOW, order={"only_item": ALERT}, steps=(("朗读", 1, 15),))
    with FileLock(at / "alive"):
        text = desk.clerk().get(f"/alert/{ALERT}/").content.decode()
        desk.clerk().post(f"/alert/{ALERT}/make/")

    assert f'data-progress="/make/{at.name}/"' in text
    assert not (at / "cancel").exists()


def test_what_failed_with_this_wording_is_not_tried_again_by_itself(desk: TestDesk) -> None:
    signed(desk)
    wording = alert_now(desk.folder, ALERT, desk.place.clock).wording
    told = {"ok": True, "edition": "", "left_out": {ALERT: "海报上的码读不出。"}}
    left_work(desk.folder, NOW, order={"only_item": ALERT, "wording": wording}, result=told)
    text = desk.clerk().get(f"/alert/{ALERT}/").content.decode()

    assert "海报上的码读不出。" in text
    assert "data-go" not in text
    assert "再做一次" in text


def made(desk: TestDesk, monkeypatch: pytest.MonkeyPatch, **more: Any) -> str:
    from dataclasses import replace

    real = alert_now(signed(desk).folder, ALERT, desk.place.clock)
    sound = Sound(path="2要播放/01.mp3", seconds=91.0)
    shown = replace(real, **{"state": AlertState.MADE, "sound": sound, **more})
    monkeypatch.setattr("kit.desk.pages.alert.alert_now", lambda *_asked: shown)
    text: str = desk.clerk().get(f"/alert/{ALERT}/").content.decode()
    return text


def test_a_made_alert_is_played_and_noted_from_its_page(
    desk: TestDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = made(desk, monkeypatch)

    assert "1 分 31 秒" in text
    assert "现在播" in text
    assert "村里听到了吗" in text
    assert "还要补审" in text


def test_an_alert_that_is_over_has_no_button_and_says_why(
    desk: TestDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = made(desk, monkeypatch, state=AlertState.OVER)

    assert "过时了，不能再播" in text
    assert "现在播" not in text


def test_a_sound_that_is_not_made_is_refused_in_chinese(desk: TestDesk) -> None:
    answer = desk.clerk().get(f"/alert/{ALERT}/sound/")

    assert answer.status_code == 409
    assert "还没有做好" in answer.content.decode()


def test_nothing_is_noted_of_what_nobody_could_play(desk: TestDesk) -> None:
    assert desk.clerk().post(f"/alert/{ALERT}/note/", {"heard": "yes"}).status_code == 409


def test_the_clock_of_the_page_is_that_of_the_place(tmp_path: Path) -> None:
    late = open_test_desk(tmp_path / "daxi", NOW + timedelta(days=3, hours=11))

    assert stage(late) == "over"


def test_a_cap_file_fills_the_form_and_tells_what_to_look_at(desk: TestDesk) -> None:
    before = (desk.clerk().get("/alert/")).content.decode()
    page = desk.clerk().post("/alert/received/", {"file": BytesIO(cap())})

    text = page.content.decode()
    assert "/alert/received/" in before
    assert page.status_code == 200
    assert 'value="11月26日 20:00"' in text
    assert "文件没有签名" in text


def test_a_broken_cap_file_is_refused_in_a_sentence(desk: TestDesk) -> None:
    page = desk.clerk().post("/alert/received/", {"file": BytesIO(b"<alert/>")})

    assert page.status_code >= 400
    assert "这不是 CAP 1.2 预警文件" in page.content.decode()
