"""Ten years of ended notices: a week's build lists their pages, and makes what is not true."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kit.compose.spoken.script import compose_script
from kit.compose.web.item_page import compose_page
from kit.edition.build import build
from kit.edition.jobs.all_jobs import jobs_of
from kit.edition.jobs.old_pages import DAY, MADE_BY, MAKERS, MOST_REMADE, SAID, VALUES
from kit.edition.published.manifest import Manifest, manifest_in
from kit.edition.published.verify import verify
from kit.edition.request import BuildResult, Options
from kit.edition.store.canonical import canonical
from kit.edition.store.closure import own_code
from kit.edition.store.recipe import Recipes, root_of, roots_in
from kit.edition.work import look_at_week
from kit.office.set_up import set_up
from kit.plan.week import Week
from kit.review.signing import sign_samples
from kit.source.workspace import open_workspace
from tests.beeper import use_beeper
from tests.ended import NOW, add_ended

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kit.progress import Step

ENDED = 60
WEEK = Options(week=Week.parse("2026-W48"), now=NOW, workers=1, channels=frozenset({"网站"}))
KEPT = ("DX-2026-002", "DX-2026-004")


def quiet(_step: Step) -> None:
    """Take progress and show nothing."""


def made(folder: Path, options: Options = WEEK) -> BuildResult:
    with pytest.MonkeyPatch.context() as patch:
        use_beeper(patch)
        return build(folder, options, quiet)


def new_township(folder: Path, ended: int) -> Path:
    set_up(folder, sample=True, now=NOW)
    for path in (folder / "items").iterdir():
        if not path.stem.startswith(KEPT):
            path.unlink()
    add_ended(folder, ended)
    made(folder)
    return folder


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_township(tmp_path_factory.mktemp("alone") / "daxi", 0)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_township(tmp_path_factory.mktemp("archive") / "daxi", ENDED)


@pytest.fixture
def folder(archive: Path, tmp_path: Path) -> Path:
    return shutil.copytree(archive, tmp_path / "daxi")


def manifest_of(result: BuildResult) -> Manifest:
    manifest = manifest_in(result.edition)
    assert manifest is not None
    return manifest


def edit(folder: Path, item_id: str, change: Callable[[str], str]) -> None:
    path = next((folder / "items").rglob(f"{item_id}.md"))
    before = path.read_text("utf-8")
    assert change(before) != before
    path.write_text(change(before), "utf-8")
    sign_samples(open_workspace(folder), at=NOW)


def counted(folder: Path) -> dict[str, int]:
    """Return how many pages and scripts a build composes after one notice was changed."""
    counts = {"pages": 0, "scripts": 0}
    edit(folder, "DX-2026-004", lambda text: f"{text.rstrip()}\n\n请带登记表。\n")

    def counting(name: str, whole: Callable[..., object]) -> Callable[..., object]:
        def run(*arguments: object, **named: object) -> object:
            counts[name] += 1
            return whole(*arguments, **named)

        return run

    with pytest.MonkeyPatch.context() as patch:
        for name, whole in (("pages", compose_page), ("scripts", compose_script)):
            for module in [one for one in sys.modules if one.startswith("kit.")]:
                if getattr(sys.modules[module], whole.__name__, None) is whole:
                    patch.setattr(f"{module}.{whole.__name__}", counting(name, whole))
        made(folder)
    return counts


def program_changed(patch: pytest.MonkeyPatch, to: str) -> None:
    patch.setattr(Recipes, "program_of", lambda *_: to)


def test_pages_and_scripts_are_composed_for_the_week_alone(
    alone: Path, folder: Path, tmp_path: Path
) -> None:
    beside_none = counted(shutil.copytree(alone, tmp_path / "alone"))

    assert counted(folder) == beside_none
    assert beside_none["pages"] > 0
    assert beside_none["scripts"] > 0


def test_what_is_carried_is_listed_signed_and_right(folder: Path) -> None:
    before = manifest_in(folder / "output/2026-W48/r01")
    edit(folder, "DX-2026-004", lambda text: f"{text.rstrip()}\n\n请带登记表。\n")

    result = made(folder)

    assert before is not None
    now = manifest_of(result)
    pages = {entry.path: entry.sha256 for entry in now.site}
    assert len(now.pages) == ENDED
    assert {e.path for e in before.site} <= pages.keys()
    old = [entry for entry in before.site if entry.about and entry.about[0] in now.pages]
    assert len(old) >= 2 * ENDED
    assert all(pages[entry.path] == entry.sha256 for entry in old)
    assert verify(result.edition, quiet).faults == ()


def test_a_second_build_changes_nothing(folder: Path) -> None:
    assert not made(folder).changed
    assert not made(folder, replace(WEEK, now=NOW.replace(hour=15))).changed


def test_after_an_update_fifty_old_pages_are_made_in_a_build_and_the_rest_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program_changed(monkeypatch, "another")

    first = made(folder)
    second = made(folder)
    third = made(folder)

    late = ENDED - MOST_REMADE
    assert f"旧公告的网页还有 {late} 页下次更新" in "".join(first.notes)
    by = [told[MADE_BY] for told in manifest_of(first).pages.values()]
    assert by.count("another") == MOST_REMADE
    assert second.notes == ()
    assert {told[MADE_BY] for told in manifest_of(second).pages.values()} == {"another"}
    assert not third.changed


def test_what_is_not_true_is_made_at_once_whatever_else_waits(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program_changed(monkeypatch, "another")
    settings = folder / "kit.toml"
    text = settings.read_text("utf-8")
    assert "大溪乡人民政府" in text
    settings.write_text(text.replace("大溪乡人民政府", "大溪镇人民政府"), "utf-8")

    result = made(folder)

    told = manifest_of(result).pages
    assert {one[MADE_BY] for one in told.values()} == {"another"}
    for entry in manifest_of(result).site:
        if entry.about and entry.about[0] in told and entry.path.endswith("index.html"):
            assert "大溪镇人民政府" in (folder / "output" / entry.path).read_text("utf-8")


def test_a_repeal_of_an_ended_notice_reaches_its_page_at_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program_changed(monkeypatch, "another")
    oldest = "DX-2016-0101"
    edit(folder, "DX-2026-002", lambda text: text.replace("替代:", f"替代:\n  - {oldest}"))

    manifest = manifest_of(made(folder))

    (page,) = (e for e in manifest.site if e.about == (oldest,) and "/D/" in e.path)
    assert "已废止" in (folder / "output" / page.path).read_text("utf-8")
    assert manifest.pages[oldest][MADE_BY] == "another"


def test_a_corrected_notice_that_is_over_has_its_new_wording_at_once(folder: Path) -> None:
    before = manifest_in(folder / "output/2026-W48/r01")
    assert before is not None
    item_id = next(iter(before.pages))
    edit(folder, item_id, lambda text: f"{text.rstrip()}\n\n更正了一句。\n")

    manifest = manifest_of(made(folder))

    pages = [e for e in manifest.site if e.about == (item_id,) and "/D/" in e.path]
    texts = {e.path: (folder / "output" / e.path).read_text("utf-8") for e in pages}
    assert any("更正了一句" in text for text in texts.values())
    assert any("/v1/" in path for path in texts)
    assert manifest.pages[item_id][SAID] != before.pages[item_id][SAID]
    assert manifest.pages[item_id][DAY] == NOW.date().isoformat()


def test_an_old_page_that_is_lost_with_its_store_is_made_again(folder: Path) -> None:
    manifest = manifest_in(folder / "output/2026-W48/r01")
    assert manifest is not None
    item_id = next(iter(manifest.pages))
    pages = [entry for entry in manifest.site if entry.about == (item_id,)]
    for entry in pages:
        (folder / "output" / entry.path).write_bytes(b"")
    shutil.rmtree(folder / ".kit/store")
    shutil.rmtree(folder / "output/2026-W48/r01/网页")

    result = made(folder)

    assert all((folder / "output" / entry.path).stat().st_size == entry.size for entry in pages)
    assert verify(result.edition, quiet).faults == ()


def test_all_that_an_old_page_can_be_made_with_is_in_its_program(tmp_path: Path) -> None:
    set_up(tmp_path / "daxi", sample=True, now=NOW)
    code = own_code()
    counted = code.closure(sorted(roots_in(MAKERS, VALUES))).definitions
    jobs = jobs_of(look_at_week(tmp_path / "daxi", WEEK))
    pages = [job for job in jobs if job.make in MAKERS]

    for job in pages:
        roots = {root_of(job.make), *canonical(job.order).roots}
        roots |= {root_of(job.look)} if job.look else set()
        assert code.closure(sorted(roots)).definitions.items() <= counted.items()
    assert len(pages) > 2 * len(KEPT)
