"""本周 in each of its states, as the clerk and as a signer see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from kit.office.today_round import TodayRound
from kit.office.week import Made, view_week
from kit.office.week_days import Named, Off
from kit.review.signing import sign_samples
from kit.source.private import LOCK, PRIVATE
from kit.source.workspace import open_workspace
from tests.desks import NOW, TestDesk, open_test_desk
from tests.works import left_work

if TYPE_CHECKING:
    from pathlib import Path

LATE, ALERT = "DX-2026-006", "DX-2026-008"


@pytest.fixture
def desk(tmp_path: Path) -> TestDesk:
    desk = open_test_desk(tmp_path / "daxi")
    sign_samples(open_workspace(desk.folder), at=NOW)
    return desk


@pytest.fixture
def no_child(desk: TestDesk, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """Take orders instead of beginning works, and return them."""
    asked: list[dict[str, str]] = []
    monkeypatch.setattr(
        "kit.desk.pages.making.start", lambda _folder, _kind, order, _now: asked.append(order)
    )
    return asked


def page(desk: TestDesk, address: str = "/") -> str:
    answer = desk.clerk().get(address)
    assert answer.status_code == 200
    text: str = answer.content.decode()
    return text


def test_what_is_due_in_the_registers_stands_on_the_first_page(desk: TestDesk) -> None:
    (desk.folder / "依申请公开登记簿.csv").write_text(
        "编号,收到,申请人类别,申请内容\n"
        "2026-7,2026-10-28,自然人,低保名单\n2026-8,2026-11-20,自然人,低保名单\n",
        "utf-8",
    )
    (desk.folder / "来信登记簿.csv").write_text(
        "编号,收到,来信,限办\n信-1,2026-11-02,路灯不亮,2026-11-20\n", "utf-8"
    )
    text = page(desk)

    assert '<a href="/ledger/requests/">答复依申请公开 2026-7</a>' in text
    assert "11月25日" in text
    assert '<a href="/ledger/registers/">答复来信 信-1</a>' in text
    assert "迟了 3 天" in text
    assert "2026-8" not in text
    assert "等我办的 5 件" in text


def test_a_register_that_cannot_be_read_is_told_and_hides_no_other(desk: TestDesk) -> None:
    (desk.folder / "依申请公开登记簿.csv").write_text("编号,申请内容\n1,甲\n", "utf-8")
    (desk.folder / "来信登记簿.csv").write_text(
        "编号,收到,来信,限办\n信-1,2026-11-02,路灯不亮,2026-11-20\n", "utf-8"
    )
    text = page(desk)

    assert "依申请公开登记簿缺这几列：收到、申请人类别" in text
    assert "答复来信 信-1" in text


def test_a_clerk_sees_what_waits_what_is_ready_and_one_button(desk: TestDesk) -> None:
    text = page(desk)

    assert "11月23日至29日" in text
    assert "今天星期一，农历十月十五。明天是墟天。" in text
    assert "等我办的 3 件" in text
    assert "迟了 3 天" in text
    assert '<a href="/print/">今天要贴的 11 件</a>' in text
    assert "11 件，都做" in text
    assert text.count("btn main") == 1
    assert 'href="/items/new/"' in text
    assert "拖到这里" in text
    assert "样例二村、样例三村、样例四村公开栏" in text


def test_what_comes_off_today_leads_to_where_it_is_ticked(
    desk: TestDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = Off(item_id=ALERT, title="森林火险橙色预警", where="乡政府公开栏")
    monkeypatch.setattr(
        "kit.desk.pages.week.today_round", lambda *_asked: TodayRound(hang=(), down=(left,))
    )
    text = page(desk)

    assert '<a href="/print/#off">今天要摘的 1 件</a>' in text
    assert "乡政府公开栏：森林火险橙色预警。" in text
    assert "今天要贴的" not in text


def test_the_week_before_and_after_are_one_press_away(desk: TestDesk) -> None:
    assert "?week=2026-11-16" in page(desk)
    after = page(desk, "/?week=2026-11-30")

    assert "11月30日至12月6日" in after
    assert "不是这一周" in after
    assert "做这一周的" in after


def test_a_week_that_is_none_is_refused_with_what_to_write(desk: TestDesk) -> None:
    answer = desk.clerk().get("/?week=nonsense")

    assert answer.status_code == 409
    assert "不是一个星期" in answer.content.decode()


def test_a_week_with_nothing_to_make_has_no_button(desk: TestDesk) -> None:
    text = page(desk, "/?week=2020-W10")

    assert "没有可以做的公开事项" in text
    assert "去看下一个有新贴的一周：2021年12月27日起" in text
    assert "btn main" not in text


def test_a_signer_sees_what_waits_for_him_and_cannot_make(desk: TestDesk) -> None:
    text = desk.signer("样例乙").get("/").content.decode()

    assert "没有等您签的了" in text
    assert "制作本周</button>" not in text


def test_pressing_the_button_orders_the_week_that_is_shown(
    desk: TestDesk, no_child: list[dict[str, str]]
) -> None:
    answer = desk.clerk().post("/make/", {"week": "2026-W49"})

    assert (answer.status_code, answer["Location"]) == (302, "/?week=2026-W49")
    assert no_child == [{"week": "2026-W49", "only_item": ""}]


def test_a_signer_who_posts_the_button_makes_nothing(
    desk: TestDesk, no_child: list[dict[str, str]]
) -> None:
    desk.signer("样例甲").post("/make/", {"week": "2026-W48"})

    assert no_child == []


def test_while_it_is_made_the_page_shows_stages_and_how_to_stop(
    desk: TestDesk, no_child: list[dict[str, str]]
) -> None:
    at = left_work(desk.folder, NOW, steps=(("朗读", 5, 16),))
    with FileLock(at / "alive"):
        text = page(desk)
        far = desk.clerk().get(f"/make/{at.name}/").json()
        desk.clerk().post("/make/", {"week": "2026-W48"})
        desk.clerk().post(f"/make/{at.name}/stop/")
        stopping = page(desk)

    assert "念了 5 段，一共 16 段" in text
    assert f'data-progress="/make/{at.name}/"' in text
    assert (far["ended"], far["done"], far["total"]) == (False, 5, 16)
    assert no_child == []
    assert "正在停下" in stopping
    assert desk.clerk().get(f"/make/{at.name}/").json() == {"ended": True}


@pytest.mark.parametrize(
    ("result", "told"),
    [
        (None, "停在“念广播稿”"),
        ({"ok": False, "cancelled": True}, "已经停下"),
        ({"ok": False, "message": "磁盘满了。", "remedy": "腾出空间。", "about": []}, "磁盘满了。"),
    ],
)
def test_what_did_not_come_to_its_end_is_told_with_how_to_go_on(
    desk: TestDesk, result: dict[str, object] | None, told: str
) -> None:
    left_work(desk.folder, NOW, steps=(("朗读", 5, 16),), result=result)
    text = page(desk)

    assert told in text
    assert text.count("btn main") == 1


def test_a_stop_of_yesterday_is_no_news(desk: TestDesk) -> None:
    left_work(desk.folder, NOW - timedelta(days=1), result={"ok": False, "cancelled": True})

    assert "已经停下" not in page(desk)


def test_somebody_elses_build_is_told_and_looked_at_again(desk: TestDesk) -> None:
    (desk.folder / PRIVATE).mkdir(exist_ok=True)
    with FileLock(desk.folder / PRIVATE / LOCK):
        text = page(desk)

    assert "另一个窗口正在做" in text
    assert 'data-reload-s="5"' in text


def test_a_made_week_shows_the_changes_first_and_what_is_not_in_it(
    desk: TestDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = (Named(item_id=LATE, title="野外用火要受罚", why="还没有人签字。"),)
    made = Made(edition="2026-W48/r02", is_first=False, left_out=left, hard_to_read=left)
    real = view_week
    monkeypatch.setattr(
        "kit.desk.pages.week.view_week", lambda *asked: replace(real(*asked), made=made)
    )
    told = {"ok": True, "edition": "output/2026-W48/r02", "notes": ["线上的声音连不上。"]}
    left_work(desk.folder, NOW, result=told)
    text = page(desk)

    assert "做好了 11 件，核对过了" in text
    assert text.index("和上一次不一样的") < text.index("这一周</h2>")
    assert "没放进去 1 件" in text
    assert "线上的声音连不上。" in text
    assert "站在那里看不清" in text
    assert "各栏怎么变" not in text


def test_an_unknown_work_is_told_and_leads_nowhere_else(desk: TestDesk) -> None:
    assert desk.clerk().get("/make/..%2F..%2Fkit.toml/").status_code == 404
    assert desk.clerk().get("/make/20261123-100000-000000-build/").status_code == 409


def test_an_alert_leads_to_its_own_page_while_it_waits_and_while_it_is_made(desk: TestDesk) -> None:
    path = desk.folder / "items" / f"{ALERT}.md"
    path.write_text(path.read_text("utf-8").replace("风大，容易", "风很大，容易"), "utf-8")
    at = left_work(desk.folder, NOW, order={"week": "", "only_item": ALERT})

    assert f'href="/alert/{ALERT}/"' in page(desk)
    with FileLock(at / "alive"):
        assert "正在做预警" in page(desk)
