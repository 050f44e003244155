"""设置 and the guide of the first start, as a clerk's browser meets them."""

from __future__ import annotations

import re
import shutil
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from kit.cli import main
from kit.desk.at_work import SENTENCE
from kit.desk.running import newest
from kit.errors import ExitCode
from kit.office.first_start import make_ready
from kit.office.setting_parts import GUIDE, PARTS
from tests.desks import NOW, open_test_desk
from tests.works import left_work

if TYPE_CHECKING:
    from pathlib import Path

    from tests.desks import TestDesk


@pytest.fixture
def desk(tmp_path: Path, example: Path) -> TestDesk:
    folder = tmp_path / "乡"
    folder.mkdir()
    (folder / "items").mkdir()
    shutil.copyfile(example / "kit.toml", folder / "kit.toml")
    return open_test_desk(folder)


@pytest.fixture
def empty(tmp_path: Path) -> TestDesk:
    make_ready(tmp_path / "新乡", NOW)
    return open_test_desk(tmp_path / "新乡")


def fields(html: str) -> dict[str, Any]:
    """Return what a browser would send of the page's form, untouched."""
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", html):
        known = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        is_off = known.get("type") in ("checkbox", "radio") and " checked" not in tag
        if "name" in known and not is_off:
            sent.setdefault(known["name"], []).append(known.get("value", ""))
    for name, inner in re.findall(
        r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', html, re.DOTALL
    ):
        chosen = re.findall(r'value="([^"]*)" selected', inner)
        sent[name] = chosen or re.findall(r'value="([^"]*)"', inner)[:1]
    for name, inner in re.findall(
        r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', html, re.DOTALL
    ):
        sent[name] = [inner.replace("\n", "\r\n")]
    return sent


def inside(tag: str, html: str) -> list[tuple[str, str]]:
    """Return name and content of all elements of a kind."""
    return re.findall(rf'<{tag}[^>]*name="([^"]*)"[^>]*>\n?(.*?)</{tag}>', html, re.DOTALL)


def page(client: Any, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def settings_of(desk: TestDesk) -> dict[str, Any]:
    return tomllib.loads((desk.folder / "kit.toml").read_text("utf-8"))


def test_the_list_shows_what_is_set_and_leads_to_every_page(desk: TestDesk) -> None:
    html = page(desk.clerk(), "/settings/")

    assert "农历，逢一、六" in html
    assert "3 个时段（07:00、12:00、18:00）" in html
    for part in PARTS:
        assert f'href="/settings/{part.name}/"' in html


@pytest.mark.parametrize("name", [part.name for part in PARTS])
def test_a_page_sent_back_untouched_changes_no_byte(desk: TestDesk, name: str) -> None:
    client = desk.clerk()
    before = (desk.folder / "kit.toml").read_bytes()

    answer = client.post(f"/settings/{name}/", fields(page(client, f"/settings/{name}/")))

    assert answer.status_code == 302
    assert (desk.folder / "kit.toml").read_bytes() == before
    assert "没有改，还是原来的。" in page(client, "/settings/")


def test_a_change_is_saved_and_told_once(desk: TestDesk) -> None:
    client = desk.clerk()
    sent = fields(page(client, "/settings/market/"))

    client.post("/settings/market/", {**sent, "market-0-digits": ["3", "8"]})

    assert settings_of(desk)["market"]["digits"] == [3, 8]
    assert "存好了，改了：逢几。" in page(client, "/settings/")
    assert "存好了" not in page(client, "/settings/")


def test_what_is_wrong_stands_at_its_field_and_in_a_summary_that_leads_there(
    desk: TestDesk,
) -> None:
    client = desk.clerk()
    sent = fields(page(client, "/settings/boards/"))

    answer = client.post("/settings/boards/", {**sent, "board-1-read_from_m": "两米"})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>有 1 处要改：" in html
    assert '<a href="#board-1-read_from_m">人站多远看：“两米”不是数。' in html
    assert 'value="两米"' in html
    assert 'aria-invalid="true"' in html


def test_rows_come_and_go_by_buttons_and_nothing_is_saved_before_it_is_asked(
    desk: TestDesk,
) -> None:
    client = desk.clerk()
    before = (desk.folder / "kit.toml").read_bytes()
    sent = fields(page(client, "/settings/boards/"))

    more = client.post("/settings/boards/", {**sent, "add": "board"}).content.decode()
    assert "第 6 块公开栏" in more
    fewer = client.post("/settings/boards/", {**fields(more), "drop": "board-1"}).content.decode()
    assert (desk.folder / "kit.toml").read_bytes() == before

    sent = fields(fewer)
    assert sent["board-rows"] == ["5"]
    client.post(
        "/settings/boards/",
        {**sent, "board-4-name": "桥头栏", "board-4-village": "全乡", "board-4-place": "桥头"},
    )
    names = [board["name"] for board in settings_of(desk)["board"]]
    assert names == ["乡政府公开栏", "样例二村公开栏", "样例三村公开栏", "样例四村公开栏", "桥头栏"]


def test_pressing_enter_never_takes_a_row_away(desk: TestDesk) -> None:
    html = page(desk.clerk(), "/settings/boards/")

    # A browser takes the first button of the form.
    assert "value=" not in re.findall(r"<button[^>]*>", html)[0]


def test_while_nothing_is_filled_in_every_page_leads_to_the_guide(empty: TestDesk) -> None:
    client = empty.clerk()

    assert client.get("/").headers["Location"] == "/start/"
    assert client.get("/start/").headers["Location"] == "/start/township/"
    html = page(client, "/start/township/")
    assert 'aria-current="step">1. 我们乡' in html
    assert "还有 4 步" in html
    assert client.get("/start/poster/").headers["Location"] == "/start/"


def test_the_guide_ends_with_the_first_poster(empty: TestDesk) -> None:
    client = empty.clerk()
    typed: dict[str, dict[str, Any]] = {
        "township": {
            "township-0-name": "样例乡",
            "township-0-county": "样例县",
            "township-0-government": "样例乡人民政府",
            "township-0-id_prefix": "YL",
            "township-0-villages": "样例一村\r\n样例二村",
        },
        "market": {"market-0-cycle": "weekday", "market-0-digits": ["3", "7"]},
        "boards": {
            "board-0-name": "村口栏",
            "board-0-village": "样例一村",
            "board-0-place": "村口",
        },
        "people": {"department-0-name": "乡党政办", "department-0-phone": "0597-0123456"},
        "broadcast": {},
    }
    for part in GUIDE:
        path = f"/start/{part.name}/"
        answer = client.post(path, {**fields(page(client, path)), **typed[part.name]})
        assert answer.status_code == 302, answer.content.decode()

    assert answer.headers["Location"] == "/start/poster/"
    html = page(client, "/start/poster/")
    assert "data:image/png;base64," in html
    assert html.count("btn main") == 1
    assert client.get("/").status_code == 200


def test_market_days_and_the_board_follow_what_is_being_chosen(desk: TestDesk) -> None:
    client = desk.clerk()
    sent = fields(page(client, "/settings/market/"))

    answer = client.post("/settings/market-days/", {**sent, "market-0-digits": ["2"]})
    html = answer.content.decode()
    assert html.count("<li>") == 10
    assert "<b>11月30日</b>" in html

    assert (
        "没有墟天"
        in client.post("/settings/market-days/", {**sent, "market-0-cycle": ""}).content.decode()
    )
    far = page(client, "/settings/board-sheet/?paper=A4&read_from_m=10")
    assert "请核实" in far
    assert "data:image/png" in page(client, "/settings/board-sheet/?paper=x&read_from_m=y")


def test_a_sentence_is_spoken_by_a_child_that_is_told_what_was_chosen(
    desk: TestDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ordered: list[Any] = []
    monkeypatch.setattr(
        "kit.desk.pages.setup.start",
        lambda _folder, kind, order, _now: ordered.append((kind, dict(order))),
    )
    client = desk.clerk()
    sent = fields(page(client, "/settings/broadcast/"))

    answer = client.post("/settings/voice/", {**sent, "voice-0-speed": "１.1"})

    assert answer.headers["Location"] == "/settings/broadcast/"
    assert ordered == [("voice", {"name": "zn_middle", "speed": 1.1, "preset": "horn"})]
    assert client.post("/settings/voice/", {**sent, "voice-0-speed": "快"}).status_code == 409


def test_no_sound_is_given_out_that_was_not_asked_for_here(desk: TestDesk) -> None:
    client = desk.clerk()

    assert newest(desk.folder, "voice") is None
    assert client.get("/settings/voice/20261123-100000-000000-voice/sound/").status_code == 409
    assert client.get("/settings/voice/..%2F..%2Fkit.toml/sound/").status_code in (404, 409)
    assert client.get("/settings/nothing/").status_code == 404
    assert client.get("/start/printing/").status_code == 404


def test_a_sentence_is_given_out_before_the_rest_is_spoken(desk: TestDesk) -> None:
    client = desk.clerk()
    worked = left_work(desk.folder, desk.place.clock(), kind="voice", steps=(("朗读", 1, 2),))
    (worked / SENTENCE.format(1)).write_bytes(b"ID3")
    at = f"/settings/voice/{worked.name}/"
    assert client.get(at).json()["sentences"] == 1
    assert client.get(f"{at}sound/?sentence=1").content == b"ID3"
    for wrong in ("sentence=2", "sentence=../1", "sentence=²", ""):
        assert client.get(f"{at}sound/?{wrong}").status_code == 404


def test_only_the_clerk_changes_settings(desk: TestDesk) -> None:
    assert desk.browser().get("/settings/").status_code == 403
    signer = desk.signer("样例甲")
    assert signer.get("/settings/").status_code == 302
    assert signer.post("/settings/township/", {}).status_code == 302


def test_what_was_changed_with_notepad_meanwhile_is_shown(desk: TestDesk) -> None:
    client = desk.clerk()
    sent = fields(page(client, "/settings/township/"))
    path = desk.folder / "kit.toml"
    path.write_text(path.read_text("utf-8").replace("永定区", "别的区"), "utf-8")

    answer = client.post("/settings/township/", {**sent, "township-0-name": "样例乡"})

    assert answer.status_code == 422
    assert "别处改成了“别的区”" in answer.content.decode()


def test_a_file_that_is_no_toml_is_told_with_its_line(desk: TestDesk) -> None:
    client = desk.clerk()
    (desk.folder / "kit.toml").write_text("[township\n", "utf-8")

    answer = client.get("/settings/")

    assert answer.status_code == 409
    assert "kit.toml 第 1 行的格式不对" in answer.content.decode()


def test_the_command_makes_no_workspace_among_somebodys_files(tmp_path: Path) -> None:
    (tmp_path / "照片.jpg").write_bytes(b"x")

    done = CliRunner().invoke(main, ["desk", str(tmp_path), "--no-browser"])

    assert done.exit_code == ExitCode.REFUSED
    assert "不是工作夹" in done.output
    assert [path.name for path in tmp_path.iterdir()] == ["照片.jpg"]
