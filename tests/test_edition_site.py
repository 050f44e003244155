"""The public pages from week to week: printed codes live on, corrections show, sound keeps up."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from kit.edition.published.manifest import MANIFEST, Manifest, parse_manifest
from kit.edition.published.site import Wording, clear_left_over, next_wording, read_published
from kit.edition.published.unchanged import last_result
from kit.edition.published.verify import verify
from kit.edition.request import BuildResult, Options
from kit.office.served import read_served
from kit.office.set_up import set_up
from kit.plan.week import Week
from kit.review.signing import sign_samples
from kit.source.workspace import open_workspace
from tests.built_once import build_once, quiet
from tests.test_compose_web import Outline

if TYPE_CHECKING:
    from pathlib import Path


NOW = datetime(2026, 11, 23, 9).astimezone()
LATER = datetime(2026, 11, 25, 9).astimezone()
PAGES = Options(week=Week.parse("2026-W48"), now=NOW, workers=1, channels=frozenset({"网站"}))
KEPT = ("DX-2026-002", "DX-2026-004", "DX-2026-011")


def made(folder: Path, options: Options = PAGES) -> BuildResult:
    return build_once(folder, options)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace of three items with its pages; tests copy it."""
    folder = tmp_path_factory.mktemp("site") / "daxi"
    set_up(folder, sample=True, now=NOW)
    for path in (folder / "items").iterdir():
        if not path.stem.startswith(KEPT):
            path.unlink()
    made(folder)
    return folder


@pytest.fixture
def folder(first: Path, tmp_path: Path) -> Path:
    shutil.copytree(first, tmp_path / "daxi")
    return tmp_path / "daxi"


def manifest_of(edition: Path) -> Manifest:
    return parse_manifest((edition / MANIFEST).read_bytes())


def edit(folder: Path, item_id: str, old: str, new: str, *, now: datetime = NOW) -> None:
    path = folder / "items" / f"{item_id}.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    sign_samples(open_workspace(folder), at=now)


def code_of(folder: Path, item_id: str) -> str:
    lines = (folder / "codes.tsv").read_text("utf-8").splitlines()
    return next(line.split("\t")[0] for line in lines if line.endswith(item_id))


def page_of(folder: Path, item_id: str, name: str = "index.html") -> str:
    return (folder / "output/site/D" / code_of(folder, item_id) / name).read_text("utf-8")


def test_every_link_of_the_site_leads_to_a_file_beside_it(folder: Path) -> None:
    site = folder / "output/site"
    for page in site.rglob("*.html"):
        for address in Outline(page.read_text("utf-8")).addresses:
            if not address.startswith("tel:"):
                assert (page.parent / address).is_file(), f"{page}: {address}"


def test_a_second_build_changes_nothing(folder: Path) -> None:
    assert not made(folder, replace(PAGES, now=LATER)).changed


def test_a_correction_says_when_and_keeps_the_earlier_wording(folder: Path) -> None:
    before = page_of(folder, "DX-2026-004")
    edit(folder, "DX-2026-004", "每人400元", "每人380元", now=LATER)
    made(folder, replace(PAGES, now=LATER))
    now, kept = page_of(folder, "DX-2026-004"), page_of(folder, "DX-2026-004", "v1/index.html")

    assert "更正于2026年11月25日" in now
    assert "380元" in now
    assert "400元" not in now
    assert "400元" in kept
    assert "380元" not in kept
    assert "不要再用" in kept
    assert "更正" not in before
    test_every_link_of_the_site_leads_to_a_file_beside_it(folder)


def test_a_correction_is_stable_and_a_second_one_keeps_both(folder: Path) -> None:
    edit(folder, "DX-2026-004", "每人400元", "每人380元", now=LATER)
    made(folder, replace(PAGES, now=LATER))
    much_later = replace(PAGES, now=datetime(2026, 11, 27, 9).astimezone())
    # The market's notice is over by then; the correction is what it was.
    assert made(folder, much_later).left_out.keys() <= {"DX-2026-006"}
    assert not made(folder, much_later).changed

    edit(folder, "DX-2026-004", "每人380元", "每人390元", now=LATER)
    result = made(folder, much_later)
    page = page_of(folder, "DX-2026-004")

    assert "更正于2026年11月27日" in page
    assert "v1/index.html" in page
    assert "v2/index.html" in page
    assert "400元" in page_of(folder, "DX-2026-004", "v1/index.html")
    assert "380元" in page_of(folder, "DX-2026-004", "v2/index.html")
    assert not verify(result.edition, quiet).faults


def test_a_changed_channel_is_no_correction(folder: Path) -> None:
    edit(folder, "DX-2026-004", "渠道: [公开栏, ", "渠道: [公开栏, 入户, ", now=LATER)
    assert made(folder, replace(PAGES, now=LATER)).changed

    assert "更正于" not in page_of(folder, "DX-2026-004")
    assert not (folder / "output/site/D" / code_of(folder, "DX-2026-004") / "v1").exists()


def test_the_lists_hold_what_is_for_the_website_and_a_printed_code_leads_on_all_the_same(
    folder: Path,
) -> None:
    lists = folder / "output/site/by-date.html"
    code = code_of(folder, "DX-2026-004")
    assert code in lists.read_text("utf-8")

    edit(folder, "DX-2026-004", ", 网站]", "]", now=LATER)
    made(folder, replace(PAGES, now=LATER))

    assert code not in lists.read_text("utf-8")
    assert "400元" in page_of(folder, "DX-2026-004")


def test_an_abolished_items_page_stays_and_says_so(folder: Path) -> None:
    edit(folder, "DX-2026-004", "状态: 有效", "状态: 废止", now=LATER)
    later = replace(PAGES, week=Week.parse("2026-W51"), now=datetime(2026, 12, 14, 9).astimezone())
    made(folder, later)
    page = page_of(folder, "DX-2026-004")

    assert "已废止" in page
    assert "更正于" not in page
    assert "废止" in (folder / "output/site/by-date.html").read_text("utf-8")


def test_what_takes_an_items_place_is_linked_both_ways(folder: Path) -> None:
    edit(folder, "DX-2026-002", "替代:\n", "替代:\n  - DX-2026-004\n", now=LATER)
    made(folder, replace(PAGES, now=LATER))
    old, new = code_of(folder, "DX-2026-004"), code_of(folder, "DX-2026-002")

    assert f'href="../{new}/index.html"' in page_of(folder, "DX-2026-004")
    assert f'href="../{old}/index.html"' in page_of(folder, "DX-2026-002")


def test_names_are_not_kept_in_an_earlier_wording_and_go_with_their_notice(folder: Path) -> None:
    edit(folder, "DX-2026-011", "种地补贴名单公示7天。", "种地补贴的名单公示7天。", now=LATER)
    made(folder, replace(PAGES, now=LATER))
    code = code_of(folder, "DX-2026-011")
    assert "更正于" in page_of(folder, "DX-2026-011")
    assert not (folder / "output/site/D" / code / "v1").exists()
    assert "样*甲" in page_of(folder, "DX-2026-011")

    over = replace(PAGES, week=Week.parse("2026-W50"), now=datetime(2026, 12, 7, 9).astimezone())
    made(folder, over)
    assert "样*甲" not in page_of(folder, "DX-2026-011")
    assert "已经撤下" in page_of(folder, "DX-2026-011")


def test_a_page_plays_what_an_edition_made_of_its_wording_and_nothing_else(folder: Path) -> None:
    clip = folder / "output/site/D" / code_of(folder, "DX-2026-004") / "clip.mp3"
    clip.write_bytes(b"put there by a hand")
    made(folder)
    assert "<audio" not in page_of(folder, "DX-2026-004")
    assert clip.read_bytes() == b""

    made(folder, replace(PAGES, channels=frozenset({"网站", "广播"})))
    before = clip.read_bytes()
    assert "<audio" in page_of(folder, "DX-2026-004")

    edit(folder, "DX-2026-004", "每人400元", "每人380元", now=LATER)
    made(folder, replace(PAGES, now=LATER))
    now = clip.read_bytes()
    assert "<audio" in page_of(folder, "DX-2026-004")
    assert "<audio" not in page_of(folder, "DX-2026-004", "v1/index.html")
    assert now not in (before, b"")

    later = replace(PAGES, week=Week.parse("2026-W49"), now=datetime(2026, 11, 30, 9).astimezone())
    result = made(folder, later)
    sounds = [e.path for e in manifest_of(result.edition).site if e.path.endswith("clip.mp3")]
    assert "<audio" in page_of(folder, "DX-2026-004")
    assert clip.relative_to(folder / "output").as_posix() in sounds
    clip.write_bytes(b"put there by a hand")
    assert any("clip.mp3" in note for note in made(folder, later).notes)
    assert clip.read_bytes() == now


def test_a_page_changed_by_hand_is_not_kept_as_an_earlier_wording(folder: Path) -> None:
    path = folder / "output/site/D" / code_of(folder, "DX-2026-004") / "index.html"
    path.write_text(path.read_text("utf-8").replace("400元", "4000元"), encoding="utf-8")
    edit(folder, "DX-2026-004", "每人400元", "每人380元", now=LATER)
    made(folder, replace(PAGES, now=LATER))

    assert "400元" in page_of(folder, "DX-2026-004", "v1/index.html")
    assert "4000元" not in page_of(folder, "DX-2026-004", "v1/index.html")
    assert "4000元" not in path.read_text("utf-8")


def test_what_is_lost_everywhere_is_made_again_in_one_build_and_told(folder: Path) -> None:
    page = folder / "output/site/D" / code_of(folder, "DX-2026-004") / "index.html"
    before = page.read_bytes()
    shutil.rmtree(folder / ".kit/store")
    shutil.rmtree(folder / "output/2026-W48/r01/网页")
    page.unlink()

    result = made(folder)

    assert page.read_bytes() == before
    assert result.edition.name == "r01"
    assert any(page.name in note for note in result.notes)
    assert not verify(result.edition, quiet).faults
    assert made(folder).notes == ()


def test_a_damaged_list_is_told_and_gives_way_to_a_new_revision(folder: Path) -> None:
    (folder / "output/2026-W48/r01/manifest.json").write_bytes(bytes(500))

    result = made(folder)

    assert result.edition.name == "r02"
    assert any("r01 的清单坏了" in note for note in result.notes)
    assert not verify(result.edition, quiet).faults


def test_an_unchanged_week_still_looks_at_what_stands(folder: Path) -> None:
    made(folder)
    page = folder / "output/site/D" / code_of(folder, "DX-2026-004") / "index.html"
    before = page.read_bytes()
    page.write_bytes(bytes(len(before)))

    known = last_result(folder, PAGES)

    assert known is not None
    assert "index.html" in known.notes[0]
    assert page.read_bytes() == before
    next((folder / "output/2026-W48/r01").rglob("*.html")).write_bytes(b"")
    assert last_result(folder, PAGES) is None


def test_all_pages_stand_in_the_manifest_and_are_served(folder: Path) -> None:
    edit(folder, "DX-2026-004", "每人400元", "每人380元", now=LATER)
    result = made(folder, replace(PAGES, now=LATER))
    listed = {
        e.path: e.sha256 for e in parse_manifest((result.edition / MANIFEST).read_bytes()).site
    }
    for file in (folder / "output/site").rglob("*.*"):
        path = file.relative_to(folder / "output").as_posix()
        assert listed[path] == hashlib.sha256(file.read_bytes()).hexdigest()

    served = read_served(folder)
    code = code_of(folder, "DX-2026-004")
    assert not served.left_out
    assert served.find(f"/D/{code}/v1/") is not None


def test_parts_that_are_no_longer_there_lose_their_words(tmp_path: Path) -> None:
    page = tmp_path / "site/D/26W48-03"
    page.mkdir(parents=True)
    (page / "index.html").write_text("neu", encoding="utf-8")
    for name in ("2.html", "1.jpg", "clip.mp3"):
        (page / name).write_text("样某甲", encoding="utf-8")
    (page / "v1").mkdir()

    made = {"site/D/26W48-03/index.html", "site/index.html"}
    clear_left_over(tmp_path, made, made)

    assert "样某甲" not in (page / "2.html").read_text("utf-8")
    assert 'href="index.html"' in (page / "2.html").read_text("utf-8")
    assert (page / "1.jpg").read_bytes() == (page / "clip.mp3").read_bytes() == b""


def test_a_page_from_before_wordings_were_told_counts_as_the_first(tmp_path: Path) -> None:
    page = tmp_path / "site/D/26W48-03"
    page.mkdir(parents=True)
    (page / "index.html").write_text("<p>old", encoding="utf-8")

    assert read_published(tmp_path, "26W48-03") is None
    assert next_wording(None, "A", "B", first_day="2026-11-23", today="2026-12-01") == Wording(
        number=1, day="2026-11-23", check_code="A", text_code="B"
    )
