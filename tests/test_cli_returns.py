"""``kit returns`` and ``kit stick``: what a clerk types and what comes back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from kit.cli.app import main
from kit.errors import ExitCode
from kit.office import board_photo
from kit.render.board_codes import read_board_photo
from kit.render.readback import read_text_of
from kit.returns.returns_log import read_returns
from tests.board_photos import board as photo_of
from tests.made_editions import at
from tests.test_office_account import MEDICAL
from tests.test_office_account import folder as account_folder
from tests.test_office_air_desk import ALERT, MORNING
from tests.test_office_air_desk import folder as air_folder
from tests.test_office_print_desk import HANDOUT
from tests.test_office_print_desk import folder as print_folder
from tests.test_office_take_down import folder as down_folder

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["account_folder", "air_folder", "down_folder", "print_folder"]


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday, 24 November, half past seven."""
    for name in ("returns", "returns_seen", "stick"):
        monkeypatch.setattr(f"kit.cli.{name}.now", lambda: at(24, 7, 30))


def run(verb: str, folder: Path, *words: str | Path) -> Result:
    verbs = verb.split()
    return CliRunner().invoke(main, [*verbs, *map(str, words), "--in", str(folder)])


def kinds(folder: Path) -> list[str]:
    return [one.kind.value for one in read_returns(folder / "returns.jsonl").lines]


def test_what_to_print_is_listed_put_in_one_file_and_ticked(
    print_folder: Path, tmp_path: Path
) -> None:
    listed = run("returns print", print_folder)
    assert "A3：还要印 6 页" in listed.output
    assert "[要印] 交医保　2 份" in listed.output
    assert "A4 双面，双面选“短边翻转”" in listed.output

    out = tmp_path / "a3.pdf"
    made = run("returns print", print_folder, "--paper", "A3", "--out", out, "--done", "--by", "甲")
    assert made.exit_code == ExitCode.OK, made.output
    assert "第 4—6 页：样例二村公开栏" in made.output
    assert "A3 印好 6 份" in made.output
    assert len(read_text_of(out.read_bytes())) == 6
    assert "[已印] 交医保　2 份（甲 11月24日7:30）" in run("returns print", print_folder).output


def test_how_many_handouts_is_said_by_the_end_of_the_number(
    print_folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "a4.pdf"
    words = ("--paper", "A4 双面", "--out", out, "--copies", "004=3")
    assert "6 页" in run("returns print", print_folder, *words).output
    wrong = run("returns print", print_folder, *words[:-1], "很多")
    assert wrong.exit_code == ExitCode.USAGE
    assert "如 004=60" in wrong.output


def test_what_to_print_is_there_for_other_programs(print_folder: Path) -> None:
    told = json.loads(run("returns print", print_folder, "--json").output)
    assert told["jobs"][2]["bags"][0]["sheets"][0]["path"] == HANDOUT


def test_the_day_is_there_for_other_programs(air_folder: Path) -> None:
    assert json.loads(run("returns air", air_folder, "--json").output)["day"] == "2026-11-24"


def test_the_round_is_there_for_other_programs(down_folder: Path) -> None:
    assert json.loads(run("returns down", down_folder, "--json").output)["stops"]


def test_what_was_played_is_noted_by_the_name_on_the_run_sheet(air_folder: Path) -> None:
    listed = run("returns air", air_folder)
    assert "[该播了] 收到就播　应急　样例一村　森林火险橙色预警" in listed.output
    assert "[该播了] 07:00　早间" in listed.output

    played = run("returns air", air_folder, "--played", "01_0700.MP3", "--by", "甲")
    assert played.output == "记下了：早间 07:00，播了。\n"
    failed = run("returns air", air_folder, "--failed", ALERT, "--why", "停电", "--by", "甲")
    assert "没播成，停电" in failed.output
    late = run(
        *("returns air", air_folder, "--played", "02_1800.MP3", "--by", "甲"),
        *("--day", "2026-11-23", "--began", "18:05"),
    )
    assert late.exit_code == ExitCode.OK, late.output
    assert kinds(air_folder) == ["播了", "没播成", "播了"]
    after = run("returns air", air_folder).output
    assert "甲 07:30 播了" in after
    assert "甲 07:30 没播成：停电" in after


def test_without_a_name_nothing_is_noted(air_folder: Path) -> None:
    result = run("returns air", air_folder, "--played", MORNING)

    assert result.exit_code == ExitCode.USAGE
    assert "是谁做的" in result.output
    assert not (air_folder / "returns.jsonl").exists()


def test_what_is_off_the_board_is_ticked(down_folder: Path) -> None:
    assert "[要摘] DX-2026-008 森林火险预警" in run("returns down", down_folder).output
    done = run("returns down", down_folder, "--done", "008", "--by", "甲")
    assert done.output == "记下了：摘了 1 张。\n"
    assert "[摘了，甲 11月24日]" in run("returns down", down_folder).output
    again = run("returns down", down_folder, "--done", "008", "--by", "甲")
    assert again.exit_code == ExitCode.USAGE


def test_a_photo_says_what_hangs_and_what_it_cannot_show_is_ticked(
    account_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_photo, "read_photo", read_board_photo)
    photo = tmp_path / "栏.jpg"
    photo.write_bytes(photo_of(["https://dx.example/26W48-04-85WA"]))
    result = run("returns photo", account_folder, "样例一村公开栏", photo, "--by", "甲")

    assert result.exit_code == ExitCode.OK, result.output
    assert f"[旧的一版] {MEDICAL}" in result.output
    assert "存好了：回执照片/2026/" in result.output
    hung = run("returns photo", account_folder, "样例一村公开栏", "--hung", "004", "--by", "乙")
    assert f"[在] {MEDICAL} 交医保　26W48-04-9XYZ　乙看过" in hung.output
    assert kinds(account_folder) == ["照片", "已贴"]


def test_the_account_is_shown_kept_as_a_table_and_a_wrong_line_struck_out(
    account_folder: Path, tmp_path: Path
) -> None:
    assert "还没有记过回执" in run("returns show", account_folder).output
    run("returns photo", account_folder, "样例一村公开栏", "--hung", "004", "--by", "乙")
    shown = run("returns show", account_folder, "--item", MEDICAL).output
    assert "核对版本 9XYZ-0000　26W48-04-9XYZ" in shown
    assert "缺：没有贴出的照片或记录：样例二村公开栏" in shown
    seal = shown.partition("#")[2][:8]
    undone = run("returns undo", account_folder, f"#{seal}", "--by", "乙", "--why", "看错")
    assert undone.exit_code == ExitCode.OK, undone.output
    assert "划掉了（乙：看错）" in run("returns show", account_folder).output
    table = tmp_path / "台账.csv"
    run("returns show", account_folder, "--month", "2026-11", "--csv", table)
    assert "已贴,2026-11-24" in table.read_text("utf-8-sig")


def test_a_stick_is_filled(air_folder: Path, tmp_path: Path) -> None:
    offered = run("stick", air_folder)
    assert "样例一村　2 个文件" in offered.output
    assert "到期就收回" in offered.output
    path = tmp_path / "stick"
    path.mkdir()
    (path / "歌.mp3").write_bytes(b"song")
    copied = run("stick", air_folder, path, "--load", "样例一村", "--by", "甲")
    assert copied.exit_code == ExitCode.OK, copied.output
    assert "拷好 2 个文件，读回来一样" in copied.output
    assert "还有别的 1 样，没有动：歌.mp3" in copied.output
    assert kinds(air_folder) == ["拷盘"]
    nobody = run("stick", air_folder, path, "--load", "样例一村")
    assert nobody.exit_code == ExitCode.USAGE
