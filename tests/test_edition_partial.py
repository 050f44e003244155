"""Partial builds limit what is made, never what is true; one bad item never stops a week."""

from __future__ import annotations

import pickle
import re
import shutil
from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from kit.edition.index import ALL_CLEAR, DRAFTS, PLAY, PRINT, SLIPS
from kit.edition.inspect.inspection import inspect_text, text_of_html
from kit.edition.jobs.job import Job, MadeFile
from kit.edition.making import blamed
from kit.edition.published.manifest import FileEntry, Manifest, manifest_in
from kit.edition.published.verify import verify
from kit.edition.request import BuildResult, Options
from kit.edition.week_changes import changes
from kit.errors import LayoutError, SourceError, VerifyError
from kit.office.set_up import set_up
from kit.plan.week import Week
from kit.render.readback import read_text_of
from kit.review.signing import sign_samples
from kit.source.workspace import open_workspace
from tests.built_once import Build, build_anew, build_once, quiet
from tests.notices import notice

if TYPE_CHECKING:
    from pathlib import Path


NOW = datetime(2026, 11, 23, 9).astimezone()
ALL = Options(week=Week.parse("2026-W48"), now=NOW, workers=1)
FEE, STALL, ALERT = "DX-2026-004", "DX-2026-002", "DX-2026-008"


def made(folder: Path, options: Options = ALL, build: Build = build_once) -> BuildResult:
    sign_samples(open_workspace(folder), at=NOW)
    return build(folder, options)


def only(*channels: str, item: str = "") -> Options:
    return replace(ALL, channels=frozenset(channels), only_item=item)


@pytest.fixture(scope="module")
def unbuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace of a fee, a market day and an alert; tests copy it."""
    folder = tmp_path_factory.mktemp("partial") / "daxi"
    set_up(folder, sample=True, now=NOW)
    for path in (folder / "items").iterdir():
        if path.stem not in {FEE, STALL, ALERT}:
            path.unlink()
    return folder


@pytest.fixture(scope="module")
def built(unbuilt: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the workspace with its first whole edition; tests copy it."""
    folder = shutil.copytree(unbuilt, tmp_path_factory.mktemp("partial") / "daxi")
    made(folder)
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "daxi")


def edit(folder: Path, item_id: str, old: str, new: str) -> None:
    path = folder / "items" / f"{item_id}.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def manifest_of(edition: Path) -> Manifest:
    manifest = manifest_in(edition)
    assert manifest is not None
    return manifest


def words(folder: Path, edition: Path, item_id: str) -> str:
    """Return everything an edition prints, shows or says of one item."""
    manifest = manifest_of(edition)
    parts: list[str] = []
    for entry in manifest.files:
        if entry.about == (item_id,) and entry.path.endswith(".pdf"):
            parts += read_text_of((edition / entry.path).read_bytes())
        elif entry.about == (item_id,) and entry.path.lower().endswith((".txt", ".srt")):
            parts.append((edition / entry.path).read_text("utf-8-sig"))
    for entry in manifest.site:
        if entry.about == (item_id,) and re.fullmatch(r"site/D/[^/]+/index\.html", entry.path):
            parts.append(text_of_html((folder / "output" / entry.path).read_text("utf-8")))
    return "\n".join(parts)


def twice(manifest: Manifest) -> list[str]:
    counts = Counter(entry.path for entry in (*manifest.files, *manifest.site))
    return [path for path, count in counts.items() if count > 1]


PARTS = [only(item=ALERT), only("公开栏", item=STALL), only("公开栏"), only("网站"), only("广播")]


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS, ids=lambda part: f"{part.only_item}{set(part.channels)}")
def test_what_nobody_asked_for_says_the_signed_wording_too(folder: Path, part: Options) -> None:
    edit(folder, FEE, "每人400元", "每人390元")

    result = made(folder, part)

    said = words(folder, result.edition, FEE)
    assert "400" not in said
    assert said.count("390") > 3
    assert not twice(manifest_of(result.edition))
    assert not verify(result.edition, quiet).faults
    if part.only_item or part.channels == {"网站"}:
        assert any("一起重做了" in note for note in result.notes)


@pytest.mark.slow
def test_the_same_part_again_changes_nothing_and_adds_nothing(folder: Path) -> None:
    before = len(manifest_of(folder / "output/2026-W48/r01").files)
    for part in PARTS:
        result = made(folder, part)
        assert not result.changed
        assert len(manifest_of(result.edition).files) == before


@pytest.mark.slow
def test_nothing_of_an_item_that_is_refused_today_comes_along(folder: Path) -> None:
    edit(folder, FEE, "截止: 2026-12-31", "截止: 十二月末")

    result = made(folder, only(item=ALERT))

    assert FEE in result.left_out
    manifest = manifest_of(result.edition)
    assert not [entry.path for entry in manifest.files if FEE in entry.about or FEE in entry.path]


@pytest.mark.slow
def test_an_alert_alone_names_nothing_left_out_that_was_not_up_before(
    unbuilt: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(unbuilt, tmp_path / "daxi")
    edit(folder, FEE, "截止: 2026-12-31", "截止: 十二月末")

    result = made(folder, only(item=ALERT))

    assert not result.left_out


@pytest.mark.slow
def test_a_first_part_has_a_page_for_each_code_and_no_target_is_missing(
    unbuilt: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(unbuilt, tmp_path / "daxi")

    result = made(folder, only("公开栏", item=STALL))

    site = folder / "output/site"
    for entry in manifest_of(result.edition).items.values():
        assert (site / "D" / entry["code"] / "index.html").is_file()
    for page in (*site.rglob("*.html"), result.edition / "index.html"):
        for target in re.findall(r'(?:href|src)="([^"#:]+)"', page.read_text("utf-8")):
            assert (page.parent / unquote(target)).is_file(), f"{page}: {target}"


@pytest.mark.slow
def test_a_part_too_says_what_must_come_down(unbuilt: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(unbuilt, tmp_path / "daxi")
    made(folder, only("公开栏", item=FEE))
    edit(folder, FEE, "400", "410")

    edition = build_once(folder, only("公开栏", item=STALL)).edition

    slips = [edition / e.path for e in manifest_of(edition).files if e.folder == SLIPS]
    told = ["".join(read_text_of(slip.read_bytes())) for slip in slips]
    assert len(told) > 1
    assert all("交明年的居民医保" in one and "改过，还没签完" in one for one in told[:-1])


def test_an_alert_alone_brings_its_sound_to_its_page(unbuilt: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(unbuilt, tmp_path / "daxi")

    result = made(folder, only(item=ALERT))

    code = manifest_of(result.edition).items[ALERT]["code"]
    assert "<audio" in (folder / f"output/site/D/{code}/index.html").read_text("utf-8")
    other = manifest_of(result.edition).items[FEE]["code"]
    assert "<audio" not in (folder / f"output/site/D/{other}/index.html").read_text("utf-8")


@pytest.mark.slow
def test_an_inspection_that_refuses_one_item_leaves_out_that_item(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(folder, STALL, "标题: ", "标题: 新的")
    real = inspect_text

    def strict(text: str, items: tuple[object, ...], **more: object) -> None:
        if [getattr(one, "item_id", "") for one in items] == [STALL]:
            error = VerifyError("成品里有身份证号。", "请删去。")
            error.about = (STALL,)
            raise error
        real(text, items, **more)  # type: ignore[arg-type] # handed on as it came

    monkeypatch.setattr("kit.edition.inspect.inspection.inspect_text", strict)

    result = made(folder, build=build_anew)

    assert set(result.left_out) == {STALL}
    assert "身份证号" in result.left_out[STALL]
    assert not [e for e in manifest_of(result.edition).files if STALL in e.about]
    assert words(folder, result.edition, FEE)


@pytest.mark.slow
def test_what_refuses_every_item_is_no_items_fault_and_stops(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for item_id in (FEE, STALL, ALERT):
        edit(folder, item_id, "标题: ", "标题: 新")
    monkeypatch.setattr("kit.render.readback._codes_on", lambda _page, _dpi: ())

    with pytest.raises(VerifyError, match=r"二维码|页"):
        made(folder, build=build_anew)

    assert [path.name for path in (folder / "output/2026-W48").iterdir()] == ["r01"]


def nothing(_order: object) -> tuple[MadeFile, ...]:
    """Make nothing."""
    return ()


def job(*about: str) -> Job:
    return Job(folder="", stem="", recipe={}, make=nothing, title="一件", about=about)


def test_a_programme_falls_with_the_item_that_cannot_be_made_and_blames_no_other() -> None:
    spoilt = LayoutError("太长。", "请缩短。")

    assert blamed([(job("A", "B"), spoilt), (job("A"), spoilt)], {}) == {"A": "太长。请缩短。"}
    assert blamed([(job("A", "B"), spoilt)], {"B": "念不出。"}) == {"B": "念不出。"}


@pytest.mark.parametrize("about", [(), ("A", "B")])
def test_what_no_item_is_to_blame_for_is_raised(about: tuple[str, ...]) -> None:
    spoilt = LayoutError("版式坏了。", "请改版式。")

    with pytest.raises(LayoutError, match="版式坏了"):
        blamed([(job(*about), spoilt), (job("C"), spoilt)], {})


def test_a_text_names_the_item_it_belongs_to_even_from_another_process() -> None:
    with pytest.raises(VerifyError) as caught:
        inspect_text("每人999元", (notice(),))

    error = pickle.loads(pickle.dumps(caught.value))
    assert error.about == (notice().item_id,)
    assert "维护" not in str(error)
    assert "换个说法" in error.remedy


def entry(path: str, sha256: str = "1") -> FileEntry:
    stem = path.rpartition("/")[2].partition("_")[0]
    return FileEntry(
        path=path, sha256=sha256, size=1, stem=stem, key="k", about=(), figures={}, recipe={}
    )


def edition(*files: FileEntry) -> Manifest:
    return Manifest(week="2026-W48", revision=1, township="大溪乡", files=files)


def test_the_end_of_an_alert_is_in_no_list_of_what_to_copy() -> None:
    now = edition(entry(f"{PLAY}/应急/YJ.MP3"), entry(f"{ALL_CLEAR}/{ALERT}/JIECHU.MP3"))

    found = changes(now, edition())

    assert [(one.verb, one.title) for one in found] == [("新拷进U盘", "应急")]
    assert [one.verb for one in changes(edition(), now)] == ["从U盘删去"]


def test_a_draft_that_became_final_is_not_to_be_fetched_back() -> None:
    found = changes(
        edition(entry(f"{PRINT}/公开栏/a.pdf")), edition(entry(f"{DRAFTS}/公开栏/a.pdf"))
    )

    assert [(one.verb, [e.path for e in one.files]) for one in found] == [
        ("新印", [f"{PRINT}/公开栏/a.pdf"])
    ]


def test_what_a_clerk_does_again_is_a_line_an_item_and_a_line_a_stick() -> None:
    def poster(item_id: str, *names: str, sha256: str = "1") -> tuple[FileEntry, ...]:
        files = (entry(f"{PRINT}/公开栏/{item_id}_{name}", sha256) for name in names)
        return tuple(replace(one, about=(item_id,)) for one in files)

    sizes = ("A2.pdf", "A2.png", "A2拼4张A4.pdf", "A3.pdf")
    stick = (entry(f"{PLAY}/U盘_一村/01.MP3"), entry(f"{PLAY}/U盘_一村/02.MP3"))
    before = edition(*poster("A", *sizes), *poster("B", *sizes), *stick)
    now = edition(
        *poster("A", *sizes, sha256="2"), *poster("C", *sizes), replace(stick[0], sha256="2"),
        stick[1],
    )  # fmt: skip

    found = {(one.verb, one.title): one for one in changes(now, before)}

    assert found.keys() == {
        ("重印，换下旧的", "A"), ("新印", "C"), ("收回", "B"), ("重新拷进U盘", "U盘_一村"),
    }  # fmt: skip
    again = found["重印，换下旧的", "A"]
    assert [one.path.rpartition("/")[2] for one in again.files] == ["A_A2.pdf", "A_A3.pdf"]
    assert {one.item_id for one in found.values()} == {"A", "B", "C", ""}


@pytest.mark.slow
def test_the_week_page_names_each_file_once_and_the_all_clear_apart(folder: Path) -> None:
    page = (folder / "output/2026-W48/r01/index.html").read_text("utf-8")
    listed = Counter(re.findall(r'<a href="([^"]+)"', page))

    assert [target for target, count in listed.items() if count > 1] == []
    assert "现在不要拷进U盘" in page
    assert page.count("JIECHU.MP3") == 2  # its link and its player


def test_an_item_that_is_not_there_cannot_be_made_alone(unbuilt: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(unbuilt, tmp_path / "daxi")

    with pytest.raises(SourceError, match="DX-2026-099"):
        made(folder, only(item="DX-2026-099"))
