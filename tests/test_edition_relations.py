"""What a signed repeal, all-clear or deletion does to board, handout, stick, LED, page and list."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from kit.edition.inspect.inspection import text_of_html
from kit.edition.published.manifest import MANIFEST, Manifest, parse_manifest
from kit.edition.published.verify import verify
from kit.edition.request import BuildResult, Options
from kit.office.set_up import set_up
from kit.office.withdraw import withdraw
from kit.plan.week import Week
from kit.render.readback import read_text_of
from kit.review.signing import sign_samples
from kit.source.codes import read_codes
from kit.source.workspace import open_workspace
from tests.built_once import build_once, quiet

CASES = Path(__file__).parent / "data/relations"
NOW = datetime(2026, 11, 23, 9).astimezone()
OPTIONS = Options(week=Week.parse("2026-W48"), now=NOW, workers=1)
TITLE = "交明年的居民医保"
KEPT = {"DX-2026-004", "DX-2026-007", "DX-2026-008"}
NEXT = replace(OPTIONS, week=Week.parse("2026-W49"), now=datetime(2026, 11, 30, 9).astimezone())

pytestmark = pytest.mark.slow


def made(folder: Path, options: Options = OPTIONS, *, sign: bool = True) -> BuildResult:
    if sign:
        sign_samples(open_workspace(folder), at=options.now)
    return build_once(folder, options)


def manifest_of(edition: Path) -> Manifest:
    return parse_manifest((edition / MANIFEST).read_bytes())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("relations") / "daxi"
    set_up(folder, sample=True, now=NOW)
    for file in (folder / "items").iterdir():
        if file.stem not in KEPT:
            file.unlink()
    made(folder)
    return folder


@pytest.fixture
def workspace(built: Path, tmp_path: Path) -> Path:
    """Return a copy of the workspace with its first edition."""
    shutil.copytree(built, tmp_path / "daxi")
    return tmp_path / "daxi"


def add(folder: Path, case: str) -> None:
    shutil.copy(CASES / case, folder / "items/DX-2026-013.md")


def shown(edition: Path, item_id: str) -> list[str]:
    """Return the files of an edition that show or say an item."""
    return [entry.path for entry in manifest_of(edition).files if item_id in entry.about]


def code_of(folder: Path, item_id: str) -> str:
    return next(one.code for one in read_codes(folder) if one.item_id == item_id)


def page_of(folder: Path, item_id: str, name: str = "index.html") -> str:
    code = code_of(folder, item_id)
    return text_of_html((folder / f"output/site/D/{code}" / name).read_text("utf-8"))


def papers_of(folder: Path, item_id: str) -> dict[str, str]:
    """Return by the printed number what its page says."""
    code = code_of(folder, item_id)
    return {
        page.parent.name: text_of_html(page.read_text("utf-8"))
        for page in (folder / "output/site").glob(f"{code}-*/index.html")
    }


def list_of(edition: Path) -> str:
    """What all slips say comes off, in one line."""
    slips = sorted((edition / "4张贴单").glob("*.pdf"))
    told = ("\n".join(read_text_of(slip.read_bytes())) for slip in slips)
    return "".join("".join(told).split())


def test_a_signed_repeal_takes_its_notice_from_everything_in_the_same_build(
    workspace: Path,
) -> None:
    add(workspace, "repeal-of-004.md")

    edition = made(workspace).edition

    assert shown(edition, "DX-2026-013")
    assert not shown(edition, "DX-2026-004")
    assert "交医保" not in (edition / "3要转发/LED屏.txt").read_text("utf-8-sig")
    down = list_of(edition)
    assert f"{TITLE}11月26日（星期四）起不能再贴：已废止" in down
    assert manifest_of(edition).posted["DX-2026-004"]["day"] == "2026-11-26"
    page = page_of(workspace, "DX-2026-004")
    assert page.index("已废止（2026年11月26日起）") < page.index("400元")
    assert "看新的：医保旧通知停用" in page
    (paper,) = papers_of(workspace, "DX-2026-004").values()
    assert "已废止（2026年11月26日起）" in paper
    for name in ("index.html", "feed.xml"):
        assert TITLE not in (workspace / "output/site" / name).read_text("utf-8")


def test_a_signed_all_clear_takes_its_alert_from_board_stick_and_screen(workspace: Path) -> None:
    add(workspace, "all-clear-of-008.md")

    edition = made(workspace).edition

    assert not shown(edition, "DX-2026-008")
    alerts = [p.name for p in (edition / "2要播放/应急（单独一个U盘）").iterdir()]
    assert {name.partition(".")[0] for name in alerts} == {"YJ26_013"}
    assert not list(edition.rglob("JIECHU*"))
    assert "起不能再贴：已解除" in list_of(edition)
    assert "预警已经解除" in page_of(workspace, "DX-2026-008")
    clip = workspace / "output/site/D" / code_of(workspace, "DX-2026-008") / "clip.mp3"
    assert clip.read_bytes() == b""


def test_what_came_down_is_not_told_in_the_following_week(workspace: Path) -> None:
    add(workspace, "repeal-of-004.md")
    made(workspace)

    edition = made(workspace, NEXT).edition

    assert "DX-2026-004" not in manifest_of(edition).posted
    assert not shown(edition, "DX-2026-004")


def test_a_deleted_notice_is_told_as_withdrawn_with_the_day_it_was_missed(workspace: Path) -> None:
    (workspace / "items/DX-2026-004.md").unlink()
    later = replace(OPTIONS, now=datetime(2026, 11, 25, 9).astimezone())
    first = made(workspace, later).edition

    second = made(workspace, replace(later, now=datetime(2026, 11, 26, 9).astimezone()))

    assert not shown(first, "DX-2026-004")
    assert f"{TITLE}11月25日（星期三）起不能再贴：已撤回" in list_of(first)
    assert not second.changed  # the day stays: nothing is new
    pages = [page_of(workspace, "DX-2026-004"), *papers_of(workspace, "DX-2026-004").values()]
    assert len(pages) == 2
    for page in pages:
        assert "这条公告已撤回" in page
        assert "400元" not in page
        assert "医保" not in page


def test_what_was_changed_and_not_signed_is_taken_down_as_it_hangs(workspace: Path) -> None:
    file = workspace / "items/DX-2026-004.md"
    text = file.read_text("utf-8")
    file.write_text(text.replace("400", "410"), encoding="utf-8")

    result = made(workspace, sign=False)

    assert "DX-2026-004" in result.left_out
    assert "改过，还没签完" in list_of(result.edition)
    assert "400元" in page_of(workspace, "DX-2026-004")


def test_a_corrected_notice_tells_the_old_sheet_from_the_new_one(workspace: Path) -> None:
    (old,) = papers_of(workspace, "DX-2026-004")
    file = workspace / "items/DX-2026-004.md"
    file.write_text(file.read_text("utf-8").replace("400元", "410元"), encoding="utf-8")

    edition = made(workspace).edition

    papers = papers_of(workspace, "DX-2026-004")
    (new,) = set(papers) - {old}
    assert "这张纸是旧的" in papers[old]
    assert "“交明年的居民医保”：2026年11月23日更正过" in papers[old]
    assert f"这张纸（{new}）是现行的" in papers[new]
    assert "410元" in papers[new]
    poster = next(edition.glob("1要打印/公开栏/DX-2026-004_*_A3.pdf"))
    assert new in "".join(read_text_of(poster.read_bytes()))
    assert verify(edition, quiet).faults == ()


def test_a_changed_channel_makes_no_sheet_old(workspace: Path) -> None:
    file = workspace / "items/DX-2026-007.md"
    text = file.read_text("utf-8")
    file.write_text(text.replace("播几遍: 2", "播几遍: 1"), encoding="utf-8")
    assert text != file.read_text("utf-8")

    made(workspace)

    papers = papers_of(workspace, "DX-2026-007")
    assert len(papers) == 2
    assert all(f"这张纸（{number}）是现行的" in page for number, page in papers.items())


def test_a_withdrawn_notice_leaves_its_page_bare_with_one_signature(workspace: Path) -> None:
    file = workspace / "items/DX-2026-004.md"
    file.write_text(file.read_text("utf-8").replace("400元", "410元"), encoding="utf-8")
    made(workspace)
    assert "400元" in page_of(workspace, "DX-2026-004", "v1/index.html")
    withdraw(workspace, "4", lambda: NOW, reason="金额写错", by="样例甲")

    edition = made(workspace, sign=False).edition

    assert not shown(edition, "DX-2026-004")
    assert "已撤回" in list_of(edition)
    pages = [page_of(workspace, "DX-2026-004", name) for name in ("index.html", "v1/index.html")]
    pages += papers_of(workspace, "DX-2026-004").values()
    assert len(pages) == 4
    assert all("已撤回" in page and "元" not in page and TITLE not in page for page in pages)
    site = workspace / "output/site"
    assert not [p for p in site.glob("*.html") if TITLE in p.read_text("utf-8")]


def test_a_typo_mended_in_a_repeal_puts_up_nothing_again(workspace: Path) -> None:
    add(workspace, "repeal-of-004.md")
    made(workspace)
    file = workspace / "items/DX-2026-013.md"
    file.write_text(file.read_text("utf-8").replace("不再使用。", "不再用。"), encoding="utf-8")

    edition = made(workspace, sign=False).edition

    assert not shown(edition, "DX-2026-004")
    assert not shown(edition, "DX-2026-013")
    assert "已废止" in page_of(workspace, "DX-2026-004")
