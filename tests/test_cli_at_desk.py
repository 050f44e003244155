"""``kit week`` and ``kit alert``: what waits, and an alert typed on a terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from kit.cli.app import main
from kit.errors import ExitCode
from kit.office.alert_form import alert_typed
from kit.office.sign import sign
from tests.cap_messages import cap
from tests.test_office_alert import NOW as NOON
from tests.test_office_alert import empty
from tests.test_office_alert import folder as alert_folder
from tests.test_office_to_do import LATE, NOW, clock
from tests.test_office_to_do import folder as signed_folder

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["alert_folder", "empty", "signed_folder"]

TYPED = {
    "--kind": "暴雨",
    "--level": "橙色",
    "--onset": "23日12点",
    "--area": "大溪乡",
    "--expires": "26日20点",
    "--sender": "永定区气象台",
    "--sent": "11:30",
    "--source-ref": "永气预警〔2026〕8号",
}


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Monday, 23 November, before noon."""
    monkeypatch.setattr("kit.cli.at_desk.now", lambda: NOON)


def run(*words: str | Path, typed: str = "") -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], input=typed)


def alert(folder: Path, given: dict[str, str]) -> Result:
    return run("alert", *(word for pair in given.items() for word in pair), "--in", folder)


def written(folder: Path) -> str:
    """Return the number of the one item there is."""
    (path,) = (folder / "items").glob("*.md")
    return path.stem


def test_what_waits_for_the_clerk_and_for_a_signer_is_told_with_its_lateness(
    signed_folder: Path,
) -> None:
    before = run("week", signed_folder).output
    sign(signed_folder, LATE, clock, step="提交", by="样例甲")
    after = run("week", signed_folder).output

    assert f"[还没送签，迟了 3 天] {LATE}" in before
    assert "今天要贴 11 件：" in before
    assert "等保密审查（保密审查员）签，迟了 3 天" in after.partition("在别人那里 1 件")[2]
    assert (
        f"[等我签：保密审查，迟了 3 天] {LATE}"
        in run("week", signed_folder, "--by", "样例乙").output
    )
    assert run("week", signed_folder, "--by", "样例甲").output.startswith("没有等样例甲签的。")


def test_a_week_without_anything_says_which_one_has(
    signed_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.cli.at_desk.now", lambda: NOON.replace(year=2026, month=12, day=2))

    assert "下一个有新贴的一周从 2027年06月14日 起。" in run("week", signed_folder).output
    assert "新贴的一周" not in run("week", signed_folder, "--by", "样例甲").output


def test_what_waits_can_be_read_by_another_program(signed_folder: Path) -> None:
    told = json.loads(run("week", signed_folder, "--json").output)

    assert (told["mine"][0]["item_id"], told["mine"][0]["late_days"]) == (LATE, 3)
    assert NOW.date().isoformat() > told["mine"][0]["since"]


def test_an_alert_is_written_from_its_options_and_says_how_it_goes_on(alert_folder: Path) -> None:
    done = alert(alert_folder, {**TYPED, "--do": "不要过河；离开河边"})

    assert done.exit_code == ExitCode.OK, done.output
    number = written(alert_folder)
    assert f"写好了：{number} 暴雨橙色预警。" in done.output
    assert f"kit sign {number} --step 应急签发" in done.output
    assert alert_typed(alert_folder, number).do == "不要过河\n离开河边"


def test_an_alert_with_a_fault_writes_nothing_and_names_the_field(alert_folder: Path) -> None:
    done = alert(alert_folder, {**TYPED, "--expires": "22日20点", "--level": ""})

    assert done.exit_code == ExitCode.FINDINGS
    assert "【到什么时候】到 11月22日 20:00 已经过了。" in done.output
    assert "【级别】没有填“级别”。" in done.output
    assert not list((alert_folder / "items").iterdir())


def test_a_cap_file_fills_an_alert_and_what_is_typed_beside_it_counts(
    alert_folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "预警.xml"
    file.write_bytes(cap())

    done = alert(alert_folder, {"--cap": str(file), "--area": "大溪村"})

    assert done.exit_code == ExitCode.OK, done.output
    assert "文件没有签名：打电话向发布单位核实。" in done.output
    form = alert_typed(alert_folder, written(alert_folder))
    assert (form.kind, form.level, form.area) == ("暴雨", "橙色", "大溪村")


def test_a_written_alert_is_changed_where_it_is_said_to_be_another(alert_folder: Path) -> None:
    alert(alert_folder, TYPED)
    number = written(alert_folder)
    done = alert(alert_folder, {"--item": number, "--level": "红色"})

    assert f"写好了：{number} 暴雨红色预警。" in done.output
    assert alert_typed(alert_folder, written(alert_folder)).expires == "11月26日 20:00"


def test_without_a_word_every_field_is_asked_for_and_a_faulty_one_again(
    alert_folder: Path,
) -> None:
    answers = ["暴雨", "橙色", "", "12点", "随便", "永定区气象台", "11:30", "永气预警〔2026〕8号"]
    typed = "\n".join([*answers, "大溪乡", "", "", "", "26日20点", ""])
    done = run("alert", "--in", alert_folder, typed=typed)

    assert done.exit_code == ExitCode.OK, done.output
    assert "【到什么时候】“随便”看不懂。" in done.output
    form = alert_typed(alert_folder, written(alert_folder))
    assert (form.expires, form.do.count("\n")) == ("11月26日 20:00", 2)


def test_a_preview_draws_the_poster_and_writes_no_item(alert_folder: Path) -> None:
    picture = alert_folder / "看.png"
    done = alert(alert_folder, {**TYPED, "--preview": str(picture)})
    faulty = alert(
        alert_folder, {**TYPED, "--level": "", "--preview": str(alert_folder / "无.png")}
    )

    assert done.exit_code == ExitCode.OK, done.output
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert "还没有写进公开事项" in done.output
    assert (faulty.exit_code, "没有填“级别”" in faulty.output) == (ExitCode.FINDINGS, True)
    assert not (alert_folder / "无.png").exists()
    assert not list((alert_folder / "items").iterdir())


def test_who_breaks_off_the_questions_has_written_nothing(alert_folder: Path) -> None:
    done = run("alert", "--in", alert_folder, typed="暴雨\n橙色\n")

    assert done.exit_code == ExitCode.INTERRUPTED
    assert not list((alert_folder / "items").iterdir())
