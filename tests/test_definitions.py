"""Nothing prints or speaks outside what is signed without being told by its name."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from kit.edition.build import build
from kit.edition.published.changed import read_definitions
from kit.edition.published.manifest import Manifest, manifest_bytes, parse_manifest
from kit.edition.request import Options
from kit.model.finding import Severity
from kit.office.check import check
from kit.plan.week import Week
from kit.review.definitions import changed_names, definitions
from kit.review.digest import chain_digest
from kit.review.ledger import FILE as LEDGER
from kit.review.ledger import read_ledger
from kit.review.signing import sign_samples, signer_findings
from kit.source.township import SECTIONS
from kit.source.workspace import open_workspace
from tests.rosters import anybody_signs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kit.edition.request import BuildResult

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OPTIONS = Options(week=Week.of(NOW.date()), now=NOW, channels=frozenset({"公开栏"}))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, example: Path) -> Path:
    """Return a workspace with one notice and its edition; tests copy it, none changes it."""
    folder = shutil.copytree(example, tmp_path_factory.mktemp("definitions") / "daxi")
    for item in (folder / "items").iterdir():
        if not item.name.startswith("DX-2026-004"):
            item.unlink()
    sign_samples(open_workspace(folder), at=NOW)
    make(folder)
    return folder


@pytest.fixture
def workspace(published: Path, tmp_path: Path) -> Path:
    return shutil.copytree(published, tmp_path / "daxi")


def make(folder: Path) -> BuildResult:
    return build(folder, OPTIONS, lambda _: None)


def manifest(edition: Path) -> Manifest:
    return parse_manifest((edition / "manifest.json").read_bytes())


def told(folder: Path) -> list[str]:
    """Return what is told as changed; that check tells it too stands in a test of its own."""
    here = open_workspace(folder)
    found = read_definitions(here, read_ledger(folder / LEDGER)).changed
    return [one.message for one in found]


def signers_told(folder: Path) -> list[str]:
    return [one.message for one in signer_findings(open_workspace(folder).township, NOW.date())]


def edit(folder: Path, before: str, after: str) -> None:
    settings = folder / "kit.toml"
    text = settings.read_text("utf-8")
    assert before in text
    settings.write_text(text.replace(before, after), encoding="utf-8")


def add(name: str, text: str) -> Callable[[Path], None]:
    def added(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")

    return added


def cut_the_chain(folder: Path) -> None:
    anybody_signs(folder)
    text = (folder / "kit.toml").read_text("utf-8")
    start, end = text.index('[[step]]\nname = "保密审查"'), text.index('[[step]]\nname = "再审"')
    (folder / "kit.toml").write_text(text[:start] + text[end:], encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (add("voices/mandarin/lexicon.tsv", "便民\tbiàn mín\n"), "voices/mandarin/lexicon.tsv"),
        (add("voices/hakka-yongding/protect.txt", "其他\n"), "voices/hakka-yongding/protect.txt"),
        (lambda f: edit(f, "speed = 0.9", "speed = 1.0"), "kit.toml [voice]"),
        (lambda f: edit(f, "大溪乡人民政府", "大溪镇人民政府"), "kit.toml government"),
        (lambda f: edit(f, "0597-0123456", "0597-0123457"), "kit.toml [[department]]"),
        (lambda f: edit(f, "老祠堂对面", "老祠堂后面"), "kit.toml [[board]]"),
        (cut_the_chain, "去掉了“保密审查”，去掉了“初审”，去掉了“二审”"),
    ],
)
def test_what_was_changed_since_the_last_edition_is_told_by_its_name(
    workspace: Path, change: Callable[[Path], None], name: str
) -> None:
    change(workspace)

    (message,) = told(workspace)
    assert name in message


def test_a_ledger_cut_short_since_the_last_edition_is_told(workspace: Path) -> None:
    lines = (workspace / LEDGER).read_bytes().splitlines(keepends=True)
    (workspace / LEDGER).write_bytes(b"".join(lines[:-1]))

    (message,) = told(workspace)

    assert "少了上一期已经有的签字" in message


def test_a_chain_changed_before_the_first_edition_is_told_by_the_ledger(workspace: Path) -> None:
    shutil.rmtree(workspace / "output")
    assert not told(workspace)

    cut_the_chain(workspace)

    assert told(workspace) == ["审核的步骤改过：去掉了“保密审查”，去掉了“初审”，去掉了“二审”。"]


def test_the_edition_made_with_a_change_tells_it_and_the_next_check_does_not(
    workspace: Path,
) -> None:
    assert not told(workspace)
    edit(workspace, "大溪乡人民政府", "大溪镇人民政府")
    (message,) = told(workspace)
    checked = {one.message: one for one in check(workspace, lambda: NOW).findings}
    assert checked[message].severity is Severity.WARN

    result = make(workspace)

    assert result.changed
    assert message in [one.message for one in result.findings]
    assert not told(workspace)


def test_the_manifest_names_definitions_chain_and_signers(workspace: Path) -> None:
    made = manifest(workspace / "output" / "2026-W48" / "r01")

    here = open_workspace(workspace)
    assert made.definitions == definitions(here)
    entry = made.items["DX-2026-004"]
    assert entry["chain"] == chain_digest(here.township.chain)
    assert len(entry["signers"].split("；")) == 6
    assert entry["signers"].startswith("提交 样例甲 2026-11-23")


def test_a_manifest_from_before_the_definitions_is_read() -> None:
    content = json.loads(
        manifest_bytes(Manifest(week="2026-W48", revision=1, township="大溪乡", files=()))
    )
    del content["definitions"]

    assert parse_manifest(json.dumps(content).encode()).definitions == {}


def test_every_section_of_the_settings_is_a_definition_but_who_may_sign(workspace: Path) -> None:
    named = " ".join(definitions(open_workspace(workspace)))

    for section in SECTIONS:
        wanted = (
            [key.name for key in section.keys] if section.name == "township" else [section.name]
        )
        assert all(name in named for name in wanted) == (section.name != "signer")


def test_how_a_server_is_reached_is_no_definition(workspace: Path) -> None:
    here = open_workspace(workspace)
    voice = replace(here.township.voice, proxy="http://10.0.0.1:8080", ca_file="a.pem")
    behind = replace(here, township=replace(here.township, voice=voice))

    assert changed_names(definitions(here), definitions(behind)) == ()


def test_a_township_without_a_list_of_signers_is_told_so(workspace: Path) -> None:
    assert not signers_told(workspace)
    anybody_signs(workspace)

    (message,) = signers_told(workspace)

    assert message == "没有签字人名单，谁的名字都能签。"
    assert message in [one.message for one in check(workspace, lambda: NOW).findings]


def test_a_step_that_nobody_may_sign_is_told(workspace: Path) -> None:
    anybody_signs(workspace)
    names = {step.post for step in open_workspace(workspace).township.chain} - {"区数字办"}
    edit(
        workspace,
        "# 机器朗读的声音。",
        "".join(f'[[signer]]\nname = "样例{n}"\nposts = ["{p}"]\n' for n, p in enumerate(names))
        + '[[signer]]\nname = "样例前任"\nposts = ["区数字办"]\nuntil = "2026-11-22"\n',
    )

    assert signers_told(workspace) == ["“终审”（区数字办）现在没有人能签。"]
    assert (workspace / LEDGER).is_file()
