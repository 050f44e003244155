"""``kit voice``: what a clerk types and what comes back."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner, Result

from kit.cli.app import main
from kit.errors import ExitCode
from kit.speech import same_sound
from tests.beeper import use_beeper
from tests.fake_edge import FakeEdge
from tests.online_voice import reached
from tests.test_text_character_table import TABLE


@pytest.fixture
def workspace(example: Path, tmp_path: Path) -> Path:
    copytree(example, tmp_path / "daxi")
    return tmp_path / "daxi"


def run(*words: str | Path, given: str | None = None) -> Result:
    return CliRunner().invoke(main, ["voice", *map(str, words)], input=given)


def test_voices_and_dialects_are_listed(workspace: Path) -> None:
    result = run("list", "--in", workspace)

    assert result.exit_code == ExitCode.OK
    assert "zn_middle　中间声" in result.output
    assert "zf_xiaoyi　女声" in result.output
    assert "hakka-yongding　客家话" in result.output
    assert "真人念" in result.output


def test_the_online_service_s_voices_are_listed_where_they_are_asked_for(workspace: Path) -> None:
    with reached(FakeEdge()):
        listed = run("list", "--online", "--in", workspace)

    assert listed.exit_code == ExitCode.OK, listed.output
    assert "zh-CN-XiaoxiaoNeural　女声　联网" in listed.output
    assert "zn_middle" not in listed.output


def test_text_is_shown_as_it_will_be_spoken_line_by_line() -> None:
    result = run("read", given="12月31日以前\n交400元\n")
    assert result.output.splitlines() == ["十二月三十一号以前", "交四百元"]


def test_pinyin_stands_below() -> None:
    result = run("read", "交400元", "--pinyin")
    assert result.output.splitlines() == ["交四百元", "jiao1 si4 bai3 yuan2"]


def test_what_cannot_be_read_is_told() -> None:
    result = run("read", "价格☃元")
    assert result.exit_code == ExitCode.FINDINGS
    assert "读不了" in result.output


def test_the_samples_have_no_character_without_a_reading(workspace: Path) -> None:
    result = run("check", workspace)

    assert result.exit_code == ExitCode.OK
    assert "没有读音的 0 处" in result.output


def test_what_an_online_voice_is_sent_and_what_it_may_read_wrong_is_told_by_check(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config, item = workspace / "kit.toml", workspace / "items" / "DX-2026-004.md"
    online = config.read_text("utf-8").replace('engine = "kokoro"', 'engine = "edge"')
    config.write_text(online, encoding="utf-8")
    own = "服务中心: fú wù zhòng xīn"
    told = item.read_text("utf-8").replace("便民: biàn mín", own)
    item.write_text(told, encoding="utf-8")

    result = run("check", workspace)

    assert "服务众心" in result.output
    monkeypatch.setattr(same_sound, "same_sound", dict)
    assert "中 zhong4 联网的声音管不了" in run("check", workspace).output


def test_a_voice_that_takes_readings_is_sent_what_is_written(workspace: Path) -> None:
    assert "送去时写成" not in run("check", workspace).output


def test_a_table_of_readings_that_is_wrong_is_told_by_check(workspace: Path) -> None:
    folder = workspace / "voices" / "hakka-yongding"
    folder.mkdir(parents=True)
    (folder / "lexicon.tsv").write_text(
        "text\tspelling\tsource\tconfidence\n墟日\txi1\t书\tattested\n", encoding="utf-8"
    )
    result = run("check", workspace)

    assert result.exit_code == ExitCode.REFUSED
    assert "第 2 行“墟日”" in result.output


def test_a_clip_is_made_to_listen_to_with_the_unsure_characters_first(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_beeper(monkeypatch)
    result = run("listen", "012", "--in", workspace)

    assert result.exit_code == ExitCode.OK, result.output
    assert (workspace / "output" / "试听" / "DX-2026-012.mp3").is_file()
    lines = [line for line in result.output.splitlines() if line.startswith("第")]
    unsure = ["？" in line.split("：", 1)[1] for line in lines]
    assert unsure == sorted(unsure, reverse=True)


def test_an_item_that_is_not_there_is_told(workspace: Path) -> None:
    result = run("listen", "DX-2026-999", "--in", workspace)
    assert result.exit_code == ExitCode.REFUSED
    assert "没有编号是 DX-2026-999" in result.output


def test_a_draft_shows_both_texts_and_changes_no_file(workspace: Path) -> None:
    before = {p: p.read_bytes() for p in workspace.rglob("*") if p.is_file()}
    result = run("draft", "004", "--in", workspace)

    assert "普通话　这是样例稿，不是真的通知。" in result.output
    assert "客家话　这系样例稿，唔系真个通知。" in result.output
    assert "不是 → 唔系（有据）" in result.output
    assert "以上只是建议" in result.output
    assert {p: p.read_bytes() for p in workspace.rglob("*") if p.is_file()} == before


def test_a_reading_asked_for_and_learnt_is_no_gap_any_more(workspace: Path) -> None:
    gap = "没有读音：" + "居"
    (workspace / "小表.tsv").write_text(TABLE, encoding="utf-8")

    taken = run(
        "import-table", workspace / "小表.tsv", "--in", workspace,
        "--locality", "永定城关", "--source", "自编", "--licence", "MIT",
    )  # fmt: skip
    learnt = run("learn", "居", "gi1", "--by", "样甲", "--in", workspace)
    covered = run("coverage", "004", "--in", workspace)

    assert "收进 6 个读音" in taken.output
    assert taken.output.count("第 8 行") == 2
    assert "记下了：居 gi1（样甲" in learnt.output
    assert gap not in covered.output
    assert "样甲口述（本地人确认）：3 字" in covered.output


@pytest.mark.parametrize("words", [("004",), (), ("--week", "2026-W48")])
def test_coverage_is_over_an_item_a_week_or_all(workspace: Path, words: tuple[str, ...]) -> None:
    result = run("coverage", *words, "--in", workspace)

    assert result.exit_code == ExitCode.OK, result.output
    assert "不是念得准不准" in result.output


def test_a_reading_needs_a_name_behind_it(workspace: Path) -> None:
    result = run("learn", "居", "gi1", "--in", workspace)
    assert result.exit_code == ExitCode.USAGE


def test_of_two_dialects_one_must_be_named(workspace: Path) -> None:
    folder = workspace / "voices" / "cantonese"
    folder.mkdir(parents=True)
    (folder / "voice.toml").write_text('kind = "dialect"\n', encoding="utf-8")

    result = run("draft", "004", "--in", workspace)

    assert result.exit_code == ExitCode.REFUSED
    assert "--voice" in result.output
    assert run("draft", "004", "--voice", "cantonese", "--in", workspace).exit_code == ExitCode.OK
