"""kit check knows before the first signature what a build would refuse after the last."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.edition.build import build
from kit.edition.jobs.job import attempt
from kit.edition.request import Options
from kit.errors import Cancelled, KitError, StorageError, VerifyError
from kit.model.finding import Severity
from kit.office import refusal
from kit.office.check import check
from kit.office.kept_findings import FILE, Kept, keep, read_kept
from kit.plan.week import Week
from kit.review.signing import sign_samples
from kit.source.private import PRIVATE
from kit.source.workspace import open_workspace
from tests.beeper import use_beeper

if TYPE_CHECKING:
    from pathlib import Path

    from kit.edition.jobs.job import Job
    from kit.edition.store.store import Artefact
    from kit.model.finding import Finding
    from kit.progress import Step

NOW = datetime(2026, 11, 23, 9).astimezone()
OPTIONS = Options(week=Week.parse("2026-W48"), now=NOW, workers=1)
NOTICE, ALERT = "DX-2026-004", "DX-2026-008"


def now() -> datetime:
    return NOW


def workspace_of(example: Path, folder: Path, *item_ids: str) -> Path:
    """The example with these items alone."""
    shutil.copytree(example, folder)
    for path in (folder / "items").iterdir():
        if path.is_file() and path.stem not in item_ids:
            path.unlink()
    (folder / PRIVATE).mkdir()
    return folder


@pytest.fixture
def workspace(example: Path, tmp_path: Path) -> Path:
    return workspace_of(example, tmp_path / "daxi", NOTICE)


def edit(folder: Path, item_id: str, *changes: tuple[str, str]) -> None:
    path = folder / "items" / f"{item_id}.md"
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def stops(folder: Path) -> list[Finding]:
    return [one for one in check(folder, now).findings if one.severity is Severity.STOP]


def test_a_private_number_in_any_field_is_told_and_not_repeated(workspace: Path) -> None:
    edit(workspace, NOTICE, ("状态: 有效", "解读: 有问题打13800138000\n状态: 有效"))

    found = stops(workspace)

    assert [one.item_id for one in found if "手机号" in one.message] == [NOTICE]
    assert "13800138000" not in repr(found)


def test_what_only_the_look_at_finished_sheets_finds_is_told_before_anyone_signs(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def differs(*_: object, **__: object) -> None:
        raise VerifyError("成品里的数字和要点对不上。", "请核对正文和要点。")

    monkeypatch.setattr("kit.edition.make.looks.inspect_paper", differs)

    assert {one.item_id for one in stops(workspace) if "对不上" in one.message} == {NOTICE}


def test_the_field_that_is_too_long_is_named_with_the_characters_it_may_have(
    workspace: Path,
) -> None:
    papers = "\n".join(["  - 身份证或户口本复印件和证明"] * 8)
    edit(workspace, NOTICE, ("  - 身份证或户口本", papers))

    found = stops(workspace)

    assert {one.field for one in found} == {"带什么"}
    assert all("带什么有 104 字" in one.message for one in found)
    assert all(one.line for one in found)


def test_an_alert_with_an_amount_is_told_where_the_amount_stands(
    example: Path, tmp_path: Path
) -> None:
    folder = workspace_of(example, tmp_path / "daxi", ALERT)
    edit(folder, ALERT, ("金额: 无", "金额: 每户300元"))

    assert [one.field for one in stops(folder)] == ["金额"]


def test_a_check_of_what_has_not_changed_looks_at_nothing(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = check(workspace, now)
    monkeypatch.setattr("kit.edition.source.read_source", lambda *_: pytest.fail("read again"))

    assert check(workspace, now) == first


@pytest.mark.parametrize("damage", [b"", bytes(900), b"{}", b"abc\n[1]"])
def test_findings_that_were_kept_and_then_damaged_are_found_again(
    workspace: Path, damage: bytes
) -> None:
    kept = Kept("a", check(workspace, now).findings[:1], {"b": ()})
    keep(workspace / PRIVATE, kept)
    assert read_kept(workspace / PRIVATE) == kept

    (workspace / PRIVATE / FILE).write_bytes(damage)

    assert read_kept(workspace / PRIVATE) == Kept()


def test_altered_findings_are_not_believed(workspace: Path) -> None:
    check(workspace, now)
    path = workspace / PRIVATE / FILE
    path.write_bytes(path.read_bytes().replace(b"K05", b"K06"))

    assert {one.code for one in check(workspace, now).findings} >= {"K05"}


def test_an_edit_makes_only_that_item_s_outputs_again(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = workspace_of(example, tmp_path / "daxi", NOTICE, ALERT)
    check(folder, now)
    made: list[str] = []

    def counted(order: tuple[Path, Job]) -> tuple[Artefact, ...] | KitError:
        made.extend(order[1].about)
        return attempt(order)

    monkeypatch.setattr(refusal, "attempt", counted)
    edit(folder, NOTICE, ("谨防诈骗", "小心诈骗"))

    check(folder, now)

    assert set(made) == {NOTICE}


def test_a_disk_that_takes_nothing_is_no_fault_of_an_item(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StorageError("磁盘满了。", "请腾出地方。")

    monkeypatch.setattr("kit.edition.store.store.write_in_folder", full)
    monkeypatch.setattr("kit.source.sealed.write_in_folder", full)

    assert not stops(workspace)


def test_whoever_waits_sees_each_item_and_may_stop(example: Path, tmp_path: Path) -> None:
    folder = workspace_of(example, tmp_path / "daxi", NOTICE, ALERT)
    told: list[Step] = []

    def stop_at_once(step: Step) -> None:
        told.append(step)
        raise Cancelled

    with pytest.raises(Cancelled):
        check(folder, now, stop_at_once)
    check(folder, now, told.append)

    assert [(step.done, step.total) for step in told] == [(1, 2), (1, 2), (2, 2)]
    assert NOTICE in told[0].what


@pytest.mark.slow
def test_what_the_check_made_the_build_need_not_make(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_beeper(monkeypatch)
    sign_samples(open_workspace(workspace), at=NOW, leave_unsigned=())
    options = replace(OPTIONS, channels=frozenset({"公开栏", "墟天"}))
    check(workspace, now)

    steps: list[Step] = []
    made = build(workspace, options, steps.append)

    # Slips and pages are the week's and the township's; a check of one item makes neither.
    assert {step.what.split()[0] for step in steps} == {"张贴单", "扫码页"}
    assert made.reused > 0


LONG = st.integers(1, 5)
WORDS = st.text(alphabet="上午下村口祠堂旁边，、：（）“”㙟ABC12", min_size=1, max_size=12)
NASTY = st.fixed_dictionaries(
    {},
    optional={
        "标题: 交明年的居民医保": st.builds(lambda t: f"标题: {t}", WORDS.map(lambda t: t * 3)),
        "谁: 没有": st.builds(lambda t, n: f"谁: {t * n}没有", WORDS, LONG),
        "时间: 2026年9月1日": st.builds(lambda t, n: f"时间: {t * n}2026年9月1日", WORDS, LONG),
        "地点: 乡便民": st.builds(lambda t, n: f"地点: {t * n}乡便民", WORDS, LONG),
        "怎么办: 不会": st.builds(lambda t, n: f"怎么办: {t * n}不会", WORDS, LONG),
        "  - 身份证或户口本": LONG.map(lambda n: "\n".join(["  - 身份证或户口本复印件"] * n)),
        "不用自己全交。": WORDS.map(lambda t: f"不用自己全交。{t}2022年办。"),
        "状态: 有效": WORDS.map(lambda t: f"解读: {t}400元\n客家话稿: |\n  {t}400元\n状态: 有效"),
    },
)


@pytest.mark.slow
@settings(max_examples=2, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(NASTY, min_size=8, max_size=8))
def test_what_the_check_lets_pass_a_signed_build_makes_and_nothing_else(
    example: Path, tmp_path_factory: pytest.TempPathFactory, drawn: list[dict[str, str]]
) -> None:
    folder = workspace_of(example, tmp_path_factory.mktemp("nasty") / "daxi", NOTICE, ALERT)
    plain = (folder / f"items/{NOTICE}.md").read_text("utf-8")
    for number, changes in enumerate(drawn, start=100):
        item_id = f"DX-2026-{number}"
        text = plain.replace(NOTICE, item_id)
        (folder / f"items/{item_id}.md").write_text(text, encoding="utf-8")
        edit(folder, item_id, *changes.items())
    stopped = {one.item_id for one in stops(folder)}
    sign_samples(open_workspace(folder), at=NOW, leave_unsigned=())

    with pytest.MonkeyPatch.context() as patch:
        use_beeper(patch)
        left_out = build(folder, OPTIONS, lambda _step: None).left_out

    assert stopped == set(left_out)
