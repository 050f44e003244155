"""The command line as a clerk meets it: Chinese sentences, the right exit code, no traceback."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kit import __version__
from kit.cli import main
from kit.cli.app import VERBS
from kit.errors import ExitCode
from kit.review.ledger import FILE as LEDGER

WEEK = "2026-W48"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "daxi"
    assert run("init", folder, "--sample").exit_code == ExitCode.OK
    return folder


@pytest.fixture
def workspace(sample: Path, tmp_path: Path) -> Path:
    shutil.copytree(sample, tmp_path / "daxi")
    return tmp_path / "daxi"


def edit(folder: Path, item_id: str, old: str, new: str) -> None:
    path = folder / "items" / f"{item_id}.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_version_is_told() -> None:
    assert __version__ in run("--version").output


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself_in_chinese(verb: str) -> None:
    result = run(verb, "--help")

    assert result.exit_code == ExitCode.OK
    assert any("\u4e00" <= character <= "\u9fff" for character in result.output)


def test_a_new_workspace_has_a_key_that_only_its_owner_reads(sample: Path) -> None:
    assert (sample / ".kit" / "key.pem").stat().st_mode & 0o077 == 0


def test_a_workspace_is_never_made_over_another(sample: Path) -> None:
    result = run("init", sample, "--sample")

    assert result.exit_code == ExitCode.REFUSED
    assert "已经有文件" in result.output


def test_an_empty_workspace_is_ready_to_be_filled_in(tmp_path: Path) -> None:
    folder = tmp_path / "new"

    assert run("init", folder).exit_code == ExitCode.OK
    assert (folder / "kit.toml").is_file()
    assert not list((folder / "items").iterdir())


def test_the_example_passes_its_checks(sample: Path) -> None:
    result = run("check", sample)

    assert result.exit_code == ExitCode.OK
    assert "可以送审" in result.output


def test_a_wrong_figure_stops_the_item_and_says_where(workspace: Path) -> None:
    edit(workspace, "DX-2026-010", "12月7日开班", "12月7日开班，每天补90元")

    result = run("check", workspace)

    assert result.exit_code == ExitCode.FINDINGS
    assert "不能发布" in result.output
    assert "DX-2026-010.md" in result.output


def test_findings_can_be_had_as_json(workspace: Path) -> None:
    edit(workspace, "DX-2026-010", "截止: 2026-12-02", "截止: 十二月初")

    result = run("check", workspace, "--json")

    findings = json.loads(result.output)
    assert result.exit_code == ExitCode.FINDINGS
    assert any(f["field"] == "截止" and f["line"] for f in findings)


def test_a_new_item_takes_the_next_number(workspace: Path) -> None:
    result = run("new", "通知", "交明年的水费", "--in", workspace)

    assert result.exit_code == ExitCode.OK
    year = datetime.now().astimezone().year
    made = max((workspace / "items").glob(f"DX-{year}-*.md"))
    assert "交明年的水费" in made.read_text("utf-8")
    assert made.name in result.output


def test_a_kind_that_does_not_exist_is_refused_with_those_that_do(workspace: Path) -> None:
    result = run("new", "公告牌", "--in", workspace)

    assert result.exit_code == ExitCode.USAGE
    assert "通知" in result.output


def test_the_week_is_told_at_a_glance(sample: Path) -> None:
    result = run("plan", sample, "--week", WEEK)

    assert result.exit_code == ExitCode.OK
    for words in ("墟天", "农历", "要贴", "要发", "要播", "还没签完字", "要摘下"):
        assert words in result.output


def test_the_week_can_be_had_as_json(sample: Path) -> None:
    plan = json.loads(run("plan", sample, "--week", "2026-11-25", "--json").output)

    assert plan["week"] == WEEK
    (late,) = plan["overdue"]
    assert (late["item"], late["since"]) == ("DX-2026-006", "2026-11-20")
    assert "签字" in late["reason"]


def test_a_week_that_is_none_is_refused_with_an_example(sample: Path) -> None:
    result = run("plan", sample, "--week", "下周")

    assert result.exit_code == ExitCode.USAGE
    assert WEEK in result.output


def test_what_is_no_workspace_is_refused(tmp_path: Path) -> None:
    result = run("check", tmp_path)

    assert result.exit_code == ExitCode.REFUSED
    assert "kit.toml" in result.output


@pytest.mark.parametrize(
    "arguments",
    [("build", "--wek", "1"), ("init",), ("check", "/no/such/folder"), ("fly",), ("why",)],
)
def test_a_wrong_command_is_told_in_chinese(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)

    assert result.exit_code == ExitCode.USAGE
    assert "kit" in result.output
    assert "Traceback" not in result.output


def test_an_unknown_channel_is_refused_with_those_there_are(sample: Path) -> None:
    result = run("build", sample, "--week", WEEK, "--only", "抖音")

    assert result.exit_code == ExitCode.USAGE
    assert "公开栏" in result.output


def test_signing_moves_an_item_on_and_names_who_is_next(workspace: Path) -> None:
    result = run("sign", "DX-2026-006", "--step", "提交", "--by", "样例甲", "--in", workspace)

    assert result.exit_code == ExitCode.OK
    assert "保密审查" in result.output


def test_a_number_may_be_typed_in_small_letters(workspace: Path) -> None:
    result = run("sign", "dx-2026-006", "--step", "提交", "--by", "样例甲", "--in", workspace)

    assert result.exit_code == ExitCode.OK
    assert "DX-2026-006" in result.output


def test_an_item_without_a_step_is_told_as_far_as_it_is_signed(sample: Path) -> None:
    before = (sample / LEDGER).read_bytes()

    result = run("sign", "6", "--in", sample)

    assert result.exit_code == ExitCode.OK
    assert "DX-2026-006" in result.output
    assert "请“提交”" in result.output
    assert (sample / LEDGER).read_bytes() == before


def test_a_signature_without_a_name_is_refused_with_an_example(sample: Path) -> None:
    result = run("sign", "DX-2026-006", "--step", "提交", "--in", sample)

    assert result.exit_code == ExitCode.USAGE
    assert "--by" in result.output


def test_a_ledger_changed_by_hand_is_told_before_the_week_s_work(workspace: Path) -> None:
    ledger = workspace / LEDGER
    ledger.write_text(ledger.read_text("utf-8").replace("提交", "终审", 1), encoding="utf-8")

    result = run("check", workspace)

    assert result.exit_code == ExitCode.REFUSED
    assert "第 1 行" in result.output


def test_signing_out_of_turn_is_refused_with_whose_turn_it_is(workspace: Path) -> None:
    before = (workspace / LEDGER).read_bytes()

    result = run("sign", "DX-2026-006", "--step", "终审", "--by", "样例甲", "--in", workspace)

    assert result.exit_code == ExitCode.UNSIGNED
    assert "提交" in result.output
    assert (workspace / LEDGER).read_bytes() == before


def test_a_rejection_is_kept_with_its_reason(workspace: Path) -> None:
    run("sign", "DX-2026-006", "--step", "提交", "--by", "样例甲", "--in", workspace)

    result = run(
        "sign", "DX-2026-006", "--step", "保密审查", "--by", "样例乙",
        "--reject", "地点太细", "--in", workspace,
    )  # fmt: skip

    assert "地点太细" in result.output


def test_without_a_number_every_item_is_told_how_far_it_is(sample: Path) -> None:
    result = run("sign", "--in", sample)

    assert result.output.count("已经签完") == 12
    assert "DX-2026-006" in result.output


def test_the_review_sheet_is_printed_with_the_code_of_the_text(workspace: Path) -> None:
    from kit.render.readback import read_text_of

    result = run("sign", "DX-2026-006", "--sheet", "--in", workspace)

    assert result.exit_code == ExitCode.OK
    sheet = workspace / "output" / "审核表_DX-2026-006.pdf"
    text = "".join(read_text_of(sheet.read_bytes()))
    assert "保密审查" in text
    assert "核对版本" in text


def test_an_item_that_is_not_there_cannot_be_signed(workspace: Path) -> None:
    result = run("sign", "DX-2026-099", "--step", "提交", "--by", "样例甲", "--in", workspace)

    assert result.exit_code == ExitCode.REFUSED
    assert "DX-2026-099" in result.output


def test_nothing_to_verify_is_told(workspace: Path) -> None:
    result = run("verify", workspace)

    assert result.exit_code == ExitCode.REFUSED
    assert "没有做好的一期" in result.output


def test_a_week_without_anything_due_makes_nothing(workspace: Path) -> None:
    result = run("build", workspace, "--week", "2020-W10")

    assert result.exit_code == ExitCode.REFUSED
    assert "没有可以发布的" in result.output
    assert not (workspace / "output" / "2020-W10").exists()


def test_a_defect_of_the_kit_itself_leaves_a_log_and_one_sentence(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a defect")

    monkeypatch.chdir(workspace)
    monkeypatch.setattr("kit.office.check.read_kept", broken)

    result = run("check", workspace)

    assert "软件自己出了错" in result.output
    assert "Traceback" not in result.output
    assert "a defect" in (workspace / "kit.log").read_text("utf-8")


def test_a_new_item_goes_into_the_folder_one_stands_in(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace)

    assert run("new", "通知", "交明年的水费").exit_code == ExitCode.OK


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("bild",), "是不是 build"),
        (("build", ".", "--workers", "0"), "1 到 64"),
        (("build", "nowhere"), "找不到"),
        (("build", ".", "--only-item"), "后面要写内容"),
        (("build", ".", "--only-item", " "), "要写上编号"),
        (("build", ".", "--only", "，"), "要写上渠道"),
        (("check", ".", "extra"), "多写了"),
        (("new", "随便"), "通知"),
    ],
)
def test_what_is_wrong_with_a_command_is_said_in_chinese(
    arguments: tuple[str, ...], said: str
) -> None:
    result = run(*arguments)

    assert result.exit_code == ExitCode.USAGE
    assert said in result.output
