"""签字 in a browser: what changed comes first, one tick, and nobody signs for somebody else."""

from __future__ import annotations

import json
import re
import shutil
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kit.errors import SourceError
from kit.office.set_up import set_up
from kit.office.try_out import speak_lines
from kit.review.ledger import FILE as LEDGER
from kit.review.ledger import SignOff, read_ledger
from tests.desks import NOW, TestDesk, open_test_desk
from tests.rosters import anybody_signs

UNSIGNED, SIGNED, ALERT = "DX-2026-006", "DX-2026-004", "DX-2026-008"
PASSWORD = "123-mima-9"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "daxi"
    set_up(folder, sample=True, now=NOW)
    return folder


@pytest.fixture
def desk(sample: Path, tmp_path: Path) -> TestDesk:
    return open_test_desk(shutil.copytree(sample, tmp_path / "daxi"))


def edit(desk: TestDesk, before: str, after: str, item: str = SIGNED) -> None:
    path = desk.folder / "items" / f"{item}.md"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def form_of(page: str) -> dict[str, str]:
    """Return what the page hands back with a signature."""
    hidden = re.findall(r'<input type="hidden" name="(seen|step)" value="([^"]*)">', page)
    return dict(hidden)


def shown(browser: Any, item: str = UNSIGNED) -> str:
    return str(browser.get(f"/sign/{item}/").content.decode())


def agree(browser: Any, item: str = UNSIGNED, **more: str) -> Any:
    form = {"verdict": "agree", "read": "on", **form_of(shown(browser, item)), **more}
    return browser.post(f"/sign/{item}/", form)


def on_the_spot(desk: TestDesk, name: str, item: str = UNSIGNED, **more: str) -> Any:
    desk.account("样例甲")  # whose turn it is: else the page offers no form
    desk.account(name)
    clerk = desk.clerk()
    form = {"verdict": "agree", "read": "on", "name": name, "password": PASSWORD}
    return clerk.post(f"/sign/on-the-spot/{item}/", {**form, **form_of(shown(clerk, item)), **more})


def ledger(desk: TestDesk, item: str = UNSIGNED) -> tuple[SignOff, ...]:
    return read_ledger(desk.folder / LEDGER).of(item)


def test_a_signature_by_password_stands_in_the_ledger_as_what_it_is(desk: TestDesk) -> None:
    answer = agree(desk.signer("样例甲"))

    assert answer.headers["Location"] == "/sign/?done=agree"
    (one,) = ledger(desk)
    assert (one.step, one.by, one.way, one.at) == ("提交", "样例甲", "密码", NOW)


def test_after_a_signature_comes_the_next_that_waits(desk: TestDesk) -> None:
    edit(desk, "截止: 2026-12-31", "截止: 2026-12-16")
    signer = desk.signer("样例甲")
    assert "等我签的 2 件，这是第 1 件" in shown(signer)

    answer = agree(signer)

    assert answer.headers["Location"] == f"/sign/{SIGNED}/?done=agree"
    assert "上一件签好了" in signer.get(answer.headers["Location"]).content.decode()


def test_who_signed_before_sees_what_changed_and_who_did_not_the_whole(desk: TestDesk) -> None:
    edit(desk, "截止: 2026-12-31", "截止: 2026-12-16")

    again, first = shown(desk.signer("样例丁"), SIGNED), shown(desk.signer("样例丁"))

    assert "您上次签过以后，改了 1 处" in again
    assert "<del>2026年12月31日</del><ins>2026年12月16日</ins>" in again
    assert "广播稿变了" in again
    assert "改了" not in first
    assert '<h2 id="ch">全文</h2>' in first


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"read": ""}, "还没有打勾"),
        ({"verdict": ""}, "没有说同意还是退回"),
        ({"verdict": "reject"}, "没有写为什么退回"),
        ({"verdict": "reject", "reason": " "}, "没有写为什么退回"),
        ({"seen": ""}, "不完整"),
        ({"seen": "0" * 64}, "内容或者审核的步骤改过"),
        ({"step": "终审"}, "现在轮到“提交”"),
        ({"step": "应急签发"}, "不能走应急签发"),
    ],
)
def test_what_is_missing_or_wrong_is_told_and_nothing_signed(
    desk: TestDesk, more: dict[str, str], told: str
) -> None:
    answer = agree(desk.signer("样例甲"), **more)

    assert answer.status_code == 409
    assert told in answer.content.decode()
    assert not ledger(desk)


@pytest.mark.parametrize("name", ["样例乙", "样例己"])
def test_whose_turn_it_is_not_is_told_and_cannot(desk: TestDesk, name: str) -> None:
    signer = desk.signer(name)

    page = shown(signer)

    assert "现在可以签的是“提交”：党政办业务人员（样例甲）" in page
    assert form_of(page) == {}
    seen = form_of(shown(desk.signer("样例甲")))
    assert agree(signer, **seen).status_code == 409
    assert not ledger(desk)


def test_a_text_that_changed_since_the_page_was_opened_is_not_signed(desk: TestDesk) -> None:
    signer = desk.signer("样例甲")
    seen = form_of(shown(signer))
    edit(desk, "标题: ", "标题: 快", UNSIGNED)

    assert agree(signer, **seen).status_code == 409
    assert not ledger(desk)


def test_the_clerk_alone_signs_nothing(desk: TestDesk) -> None:
    desk.account("样例甲")
    clerk = desk.clerk()

    answer = agree(clerk)

    assert answer.status_code == 409
    assert "没有用密码进来" in answer.content.decode()
    assert not ledger(desk)


def test_on_the_spot_the_signature_is_the_signers_and_the_clerk_stays(desk: TestDesk) -> None:
    answer = on_the_spot(desk, "样例甲")

    assert answer.headers["Location"] == "/sign/?done=agree"
    (one,) = ledger(desk)
    assert (one.by, one.way) == ("样例甲", "就地签，密码")
    assert not answer.client.session.get("_auth_user_id")
    assert "等我签" not in answer.client.get("/sign/").content.decode()


@pytest.mark.parametrize(
    ("name", "more", "told"),
    [
        ("样例甲", {"password": "falsch"}, "名字或密码不对"),
        ("业务员", {}, "签字人名单里没有"),
        ("样例甲", {"read": ""}, "还没有打勾"),
        ("样例乙", {}, "现在轮到“提交”|由党政办业务人员签"),
        ("样例庚", {}, "签字人名单里没有"),
    ],
)
def test_on_the_spot_the_same_rules_hold(
    desk: TestDesk, name: str, more: dict[str, str], told: str
) -> None:
    answer = on_the_spot(desk, name, **more)

    assert answer.status_code == 409
    assert re.search(told, answer.content.decode())
    assert not ledger(desk)


def test_a_signer_has_nothing_signed_on_the_spot_by_others(desk: TestDesk) -> None:
    signer = desk.signer("样例乙")
    seen = form_of(shown(desk.signer("样例甲")))
    form = {"name": "样例甲", "password": PASSWORD, "verdict": "agree", "read": "on", **seen}

    assert signer.post(f"/sign/on-the-spot/{UNSIGNED}/", form).status_code == 302
    assert not ledger(desk)


@pytest.mark.parametrize(
    ("target", "goes"),
    [
        ("/", "/?done=agree"),
        ("http://evil.example/", "/sign/?done=agree"),
        ("//evil.example", "/sign/?done=agree"),
        ("javascript:alert(1)", "/sign/?done=agree"),
    ],
)
def test_after_signing_on_the_spot_one_is_where_one_was_and_nowhere_else(
    desk: TestDesk, target: str, goes: str
) -> None:
    assert on_the_spot(desk, "样例甲", next=target).headers["Location"] == goes


def test_what_is_sent_back_goes_to_the_clerk_with_its_reason(desk: TestDesk) -> None:
    agree(desk.signer("样例甲"))

    answer = agree(desk.signer("样例乙"), verdict="reject", reason="电话要试拨")

    assert answer.headers["Location"] == "/sign/?done=reject"
    assert ledger(desk)[-1].rejection == "电话要试拨"
    page = desk.signer("样例甲").get("/sign/").content.decode()
    assert "退回过：电话要试拨" in page
    assert "样例乙退回过（保密审查）" in shown(desk.signer("样例甲"))


def test_an_alert_is_let_out_by_any_signer(desk: TestDesk) -> None:
    edit(desk, "橙色", "红色", ALERT)
    signer = desk.signer("样例戊")
    assert "一个人签了就先发" in shown(signer, ALERT)

    agree(signer, ALERT)

    assert [one.step for one in ledger(desk, ALERT)][-1] == "应急签发"


def test_the_sheet_is_shown_as_it_will_hang_and_only_of_the_text_on_the_page(
    desk: TestDesk,
) -> None:
    signer = desk.signer("样例甲")
    (address, *_) = re.findall(r'src="(/sign/[^"]+\?code=[^"]+)"', shown(signer))

    picture = signer.get(address)

    assert picture.content.startswith(b"\x89PNG")
    edit(desk, "标题: ", "标题: 快", UNSIGNED)
    assert signer.get(address).status_code == 409
    assert signer.get(address.replace("poster", "nothing")).status_code == 409


def test_what_the_computer_found_is_told_and_what_stops_above_all(desk: TestDesk) -> None:
    edit(desk, "每人{金额}，", "每人450元，", SIGNED)

    page = shown(desk.signer("样例甲"), SIGNED)

    assert "处要改，签了也做不出来" in page
    assert "电脑查出来的" in page


def test_without_a_list_nobody_can_sign_and_the_page_says_so(desk: TestDesk) -> None:
    anybody_signs(desk.folder)

    assert "还没有签字人名单" in shown(desk.clerk())


def test_an_item_that_nobody_has_leads_nowhere(desk: TestDesk) -> None:
    assert desk.clerk().get("/sign/DX-2026-099/").status_code == 409


def test_the_words_of_an_item_are_words_and_no_markup(desk: TestDesk) -> None:
    edit(desk, "标题: 野外用火要受罚", "标题: <b>野外</b>", UNSIGNED)

    assert "<b>野外" not in shown(desk.clerk())


def worked(desk: TestDesk, item: str, name: str, result: dict[str, Any]) -> str:
    """Leave a speaking as its child would; return the address it is asked for at."""
    at = desk.folder / ".kit" / "desk" / "works" / f"20261123-100000-000000-{name}"
    at.mkdir(parents=True)
    (at / "order.json").write_text(json.dumps({"item_id": item}), "utf-8")
    (at / "result.json").write_text(json.dumps(result), "utf-8")
    (at / "sample.mp3").write_bytes(b"ID3")
    return f"/sign/{item}/hear/{at.name}/"


def test_a_script_is_heard_only_where_it_says_what_the_page_shows(desk: TestDesk) -> None:
    signer = desk.signer("样例丁")
    address = worked(desk, SIGNED, "hear", {"ok": True, "code": "7K3M-9QXT"})

    asked = [signer.get(f"{address}?code={code}").json() for code in ("7K3M-9QXT", "OTHER")]

    assert [one["is_spoken"] for one in asked] == [True, False]
    assert "内容改过" in asked[1]["told"]
    assert signer.get(f"{address}sound/").content == b"ID3"


@pytest.mark.parametrize(
    ("item", "kind"), [(SIGNED, "voice"), (SIGNED, "build"), (UNSIGNED, "hear")]
)
def test_no_other_work_is_taken_for_the_speaking_of_an_item(
    desk: TestDesk, item: str, kind: str
) -> None:
    address = worked(desk, item, kind, {"ok": True, "code": ""}).replace(item, SIGNED)

    assert desk.clerk().get(address).status_code == 409
    assert desk.clerk().get(f"{address}sound/").status_code == 409


def test_what_the_voice_cannot_say_is_told(desk: TestDesk) -> None:
    failed = {"ok": False, "message": "念不出“𰻝”。", "remedy": "请注音。"}
    address = worked(desk, SIGNED, "hear", failed)

    assert desk.clerk().get(address).json()["told"] == "念不出“𰻝”。请注音。"


def test_only_what_changed_is_spoken_first_and_all_on_demand(
    desk: TestDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders: list[dict[str, Any]] = []
    heard: list[str] = []

    def begin(_folder: Path, _kind: str, order: dict[str, Any], _now: datetime) -> SimpleNamespace:
        orders.append(order)
        return SimpleNamespace(name="a-work")

    def spoken(*_asked: Any, said: tuple[str, ...], **_more: Any) -> bytes:
        heard.extend(said)
        return b"ID3"

    monkeypatch.setattr("kit.desk.pages.hearing.start", begin)
    monkeypatch.setattr("kit.office.try_out.voice_sample", spoken)
    signer = desk.signer("样例丁")
    assert "听一遍" in shown(signer, SIGNED)
    edit(desk, "2026-12-31", "2026-12-30")

    assert re.search(r"听变了的 \d 句", shown(signer, SIGNED))
    for which in ("changed", "all"):
        signer.post(f"/sign/{SIGNED}/hear/", {"which": which})
    changed, whole = orders
    assert whole == {"item_id": SIGNED}
    speak_lines(desk.folder, SIGNED, changed["numbers"], desk.place.clock)
    assert len(heard) == len(changed["numbers"]) < 6
    assert sum("三十号" in one for one in heard) == 2
    with pytest.raises(SourceError):
        speak_lines(desk.folder, SIGNED, [999], desk.place.clock)


def test_a_signer_is_told_that_somebody_is_changing_what_he_reads(desk: TestDesk) -> None:
    signer = desk.signer("样例丁")
    assert "正在改这一件" not in shown(signer, SIGNED)
    number = re.search(r'name="number" value="(\d+)"', shown_form(desk))
    assert number is not None

    desk.clerk().post(f"/item/{SIGNED}/keep/", {"number": number[1], "标题": "交后年的居民医保"})

    assert "业务员正在改这一件</b>，11月23日" in shown(signer, SIGNED)
    assert "交后年的" not in shown(signer, SIGNED)


def shown_form(desk: TestDesk) -> str:
    return str(desk.clerk().get(f"/item/{SIGNED}/").content.decode())
