"""The main job, from the example's folder to a published edition, with a voice that beeps."""

from __future__ import annotations

import errno
import random
import re
import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kit.edition.inspect.inspection import text_of_html
from kit.edition.published.manifest import MANIFEST, Manifest, parse_manifest
from kit.edition.published.site import page_folder
from kit.edition.published.unchanged import last_result
from kit.edition.published.verify import verify
from kit.edition.published.why import origin_of
from kit.edition.request import BuildResult, Options
from kit.errors import Cancelled, LockedError, StorageError, VerifyError
from kit.model.item import Channel, Item
from kit.office.air_desk import air_desk
from kit.office.set_up import set_up
from kit.plan.told_days import dated, days_said
from kit.plan.week import Week
from kit.recordings.human_readings import read_mandarin
from kit.recordings.listening import TakeState, ledger_name, sign_take
from kit.render.readback import read_text_of
from kit.review.signing import sign_samples
from kit.source.codes import read_codes
from kit.source.workspace import open_workspace
from kit.text.figures.compare_output import compare_output
from tests.beeper import Beeper
from tests.built_once import build_anew, build_once, quiet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.progress import Step

NOW = datetime(2026, 11, 23, 9).astimezone()
OPTIONS = Options(week=Week.parse("2026-W48"), now=NOW, workers=1)
PAPER = frozenset({"公开栏", "墟天", "网站", "LED屏", "公众号"})
FIRST = "output/2026-W48/r01"

pytestmark = pytest.mark.slow


def made(folder: Path, options: Options = OPTIONS) -> BuildResult:
    return build_once(folder, options)


def spoken_in(folder: Path, *, stop_after: int = 10**6) -> list[str]:
    """Return the sentences a build had to speak; it is interrupted after so many."""
    spoken: list[str] = []

    def listen(step: Step) -> None:
        if step.stage == "朗读":
            spoken.append(step.what)
            if len(spoken) == stop_after:
                raise Cancelled

    with suppress(Cancelled):
        build_once(folder, OPTIONS, listen)
    return spoken


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildResult]:
    """Return the example's workspace with its first edition; tests copy it, none changes it."""
    folder = tmp_path_factory.mktemp("edition") / "daxi"
    set_up(folder, sample=True, now=NOW)
    return folder, made(folder)


@pytest.fixture
def workspace(built: tuple[Path, BuildResult], tmp_path: Path) -> Path:
    """Return a copy of the workspace with its edition and its store."""
    shutil.copytree(built[0], tmp_path / "daxi")
    return tmp_path / "daxi"


def manifest_of(edition: Path) -> Manifest:
    return parse_manifest((edition / MANIFEST).read_bytes())


def items_of(folder: Path) -> dict[str, Item]:
    return {item.item_id: item for item in open_workspace(folder).items}


def edit(folder: Path, item_id: str, old: str, new: str, *, sign: bool = True) -> None:
    path = folder / "items" / f"{item_id}.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    if sign:
        sign_samples(open_workspace(folder), at=NOW)


def public_texts(edition: Path) -> Iterator[tuple[str, str, str]]:
    """Yield item id, path and text of everything villagers read or hear of one item."""
    for entry in manifest_of(edition).files:
        if len(entry.about) != 1:
            continue
        data = (edition / entry.path).read_bytes()
        if entry.path.endswith(".pdf"):
            yield entry.about[0], entry.path, "\n".join(read_text_of(data))
        elif entry.path.lower().endswith(".txt"):
            # A read-along has the minute and second before each sentence.
            words = re.sub(r"(?m)^\d\d:\d\d", "", data.decode("utf-8-sig"))
            yield entry.about[0], entry.path, words
    output = edition.parent.parent
    for entry in manifest_of(edition).site:
        if entry.path.endswith(".html") and entry.about:
            page = (output / entry.path).read_text("utf-8")
            yield entry.about[0], entry.path, text_of_html(page)


def test_the_edition_holds_all_that_is_due_and_signed(built: tuple[Path, BuildResult]) -> None:
    _, result = built

    assert sorted(manifest_of(result.edition).items) == [
        "DX-2021-001", "DX-2026-001", "DX-2026-002", "DX-2026-004", "DX-2026-005", "DX-2026-007",
        "DX-2026-008", "DX-2026-009", "DX-2026-010", "DX-2026-011", "DX-2026-012",
    ]  # fmt: skip


def test_the_unsigned_item_is_named_and_in_no_file(built: tuple[Path, BuildResult]) -> None:
    folder, result = built

    assert list(result.left_out) == ["DX-2026-006"]
    assert "签字" in result.left_out["DX-2026-006"]
    names = [path.name for path in (folder / "output").rglob("*")]
    assert not [name for name in names if "DX-2026-006" in name]


def test_every_channel_of_an_item_has_its_outputs(built: tuple[Path, BuildResult]) -> None:
    folder, result = built
    paths = [entry.path for entry in manifest_of(result.edition).files]
    for item in items_of(folder).values():
        if item.item_id not in manifest_of(result.edition).items:
            continue
        for channel, part in (
            (Channel.BOARD, f"1要打印/公开栏/{item.item_id}_"),
            (Channel.BOARD, f"1要打印/全文页/{item.item_id}_"),
            (Channel.MARKET, f"1要打印/墟天/{item.item_id}_"),
        ):
            assert (channel in item.channels) == any(path.startswith(part) for path in paths)


def test_every_amount_date_and_phone_reads_back_as_the_items_own(
    built: tuple[Path, BuildResult],
) -> None:
    folder, result = built
    items, township = items_of(folder), open_workspace(folder).township
    codes = [entry["code"] for entry in manifest_of(result.edition).items.values()]
    checked = 0
    for item_id, path, text in public_texts(result.edition):
        # How much a poster shrank to save sheets stands beside it, on its tiles.
        shrunk = re.findall(r"缩到\s*[\d.]+%", text) if "拼" in path else []
        # The end of an alert is spoken days before anybody knows its hour: it names no figure.
        required = () if "只在解除后播放" in path else None
        # A market day that the item names by its distance is said, and read aloud, as a date.
        said = days_said(items[item_id], township)
        shown = dated(items[item_id], township)
        wrong = compare_output(text, shown, required, allowed=[*codes, *shrunk, *said])
        assert not wrong, f"{path}: {wrong}"
        checked += 1
    assert checked > 50


def test_no_number_that_is_printed_this_week_opens_a_page_that_calls_its_sheet_old(
    built: tuple[Path, BuildResult],
) -> None:
    pages = sorted((built[0] / "output" / "site").glob("26W48-*/index.html"))

    assert len(pages) == len(manifest_of(built[1].edition).items)
    assert not [page.parent.name for page in pages if "这张纸是旧的" in page.read_text("utf-8")]


def test_two_hundred_planted_digits_are_all_caught(built: tuple[Path, BuildResult]) -> None:
    folder, result = built
    items = items_of(folder)
    random_ = random.Random(48)
    places = [
        (items[item_id], text, match.start(1))
        for item_id, path, text in public_texts(result.edition)
        if "公开栏" in path or "墟天" in path or path.lower().endswith((".html", ".txt"))
        for match in re.finditer(r"(\d)(?:[\d,.]*)(?:元|万元|月\d+日|日以前|日后)", text)
    ]
    missed = []
    for item, text, at in random_.sample(places, 200):
        digit = random_.choice([d for d in "123456789" if d != text[at]])
        changed = text[:at] + digit + text[at + 1 :]
        if not compare_output(changed, item):
            missed.append((item.item_id, changed[max(0, at - 12) : at + 12]))

    assert not missed


def test_each_slot_has_a_file_a_turn_in_play_order_with_an_ascii_name(
    built: tuple[Path, BuildResult],
) -> None:
    sticks = sorted((built[1].edition / "2要播放").glob("U盘_*"))

    assert [one.name for one in sticks] == ["U盘_样例一村", "U盘_样例二村、样例三村、样例四村"]
    for stick, letter in zip(sticks, "AB", strict=True):
        played = sorted(path.name for path in stick.glob("*.MP3"))
        # A day's slots follow one another, then the next day's.
        hours = ("0700", "1200", "1800") * (len(played) // 3)
        assert played == [f"{letter}{n:02}_{at}.MP3" for n, at in enumerate(hours, start=1)]


def test_a_stick_says_whose_it_is_in_its_title_and_with_its_first_words(
    built: tuple[Path, BuildResult],
) -> None:
    for stick in (built[1].edition / "2要播放").glob("U盘_*"):
        villages = stick.name.removeprefix("U盘_")
        for text in stick.glob("*_*.TXT"):
            title, _, first, *_ = text.read_text("utf-8-sig").splitlines()
            assert title.startswith(f"{villages}政务公开")
            assert first.endswith(f"{villages}的乡亲们请注意。")
            tag = text.with_suffix(".MP3").read_bytes()[:2000]
            assert f"{villages}政务公开".encode("utf-16-le") in tag


def test_a_stick_copied_file_by_file_plays_in_order(
    built: tuple[Path, BuildResult], tmp_path: Path
) -> None:
    for folder in (built[1].edition / "2要播放").glob("U盘_*"):
        stick = tmp_path / folder.name
        stick.mkdir()
        written = []  # old players go by what was written first
        for file in sorted(folder.iterdir(), key=lambda path: path.name):
            shutil.copyfile(file, stick / file.name)
            written.append(file.name)
        played = [name for name in written if name.endswith(".MP3")]
        listed = (stick / "PLAYLIST.M3U8").read_text("utf-8").splitlines()

        assert [line for line in listed if not line.startswith("#")] == played == sorted(played)
        assert all(re.fullmatch(r"[A-Z0-9_]{1,8}\.[A-Z0-9]{3,4}", name) for name in written)
        for name in played:
            assert (stick / name).read_bytes().startswith(b"ID3\x03")
            assert (stick / name).read_bytes()[-128:].startswith(b"TAG")
            cue = (stick / name).with_suffix(".CUE").read_text("utf-8-sig")
            assert f'FILE "{name}" MP3' in cue
            assert cue.count("TRACK") >= 3
            assert (stick / name).with_suffix(".SRT").is_file()
            assert (stick / name).with_suffix(".TXT").is_file()


def test_only_the_village_concerned_hears_its_own_item(built: tuple[Path, BuildResult]) -> None:
    files = manifest_of(built[1].edition).files
    heard = [e for e in files if "/U盘_" in e.path and "DX-2026-009" in e.about]

    assert heard
    assert all(entry.path.startswith("2要播放/U盘_样例一村/") for entry in heard)


def test_the_alert_has_a_stick_of_its_own(built: tuple[Path, BuildResult]) -> None:
    play = built[1].edition / "2要播放"

    assert [path.name for path in play.glob("应急*/*.MP3")] == ["YJ26_008.MP3"]


def test_the_end_of_an_alert_lies_where_no_stick_is_filled_from(
    built: tuple[Path, BuildResult],
) -> None:
    (clip,) = (built[1].edition / "2要播放").rglob("JIECHU.MP3")
    run_sheet = "\n".join(read_text_of((built[1].edition / "2要播放/播出单.pdf").read_bytes()))

    assert clip.parent.parent.name == "解除（只在解除后播放）"
    assert clip.parent.name == "DX-2026-008"
    assert clip.with_suffix(".TXT").read_text("utf-8-sig").startswith("只在解除后播放：")
    assert "DX-2026-008/JIECHU.MP3" in run_sheet.replace("\n", "")
    assert not list(built[1].edition.rglob("应急*/JIECHU*"))
    lists = built[1].edition.rglob("PLAYLIST.M3U8")
    assert all("JIECHU" not in one.read_text("utf-8") for one in lists)


def test_the_desk_plays_what_the_run_sheet_says(built: tuple[Path, BuildResult]) -> None:
    folder, result = built

    airings = air_desk(folder, lambda: NOW).airings
    alert = airings[0]
    assert alert.is_alert
    emergency = items_of(folder)["DX-2026-008"].emergency
    assert emergency is not None
    assert alert.over == emergency.expires
    assert alert.all_clear.endswith("DX-2026-008/JIECHU.MP3")
    # It is Monday: of each slot the first turn, the alert, and what ends before the market.
    assert {one.file for one in airings} == {
        path
        for path in (result.edition / "2要播放").rglob("*.MP3")
        if re.fullmatch(r"[AB]0[123]_\d{4}|YJ26_008|XS26_012", path.stem)
    }


def test_every_clip_has_the_loudness_and_the_mark_of_machine_speech(
    built: tuple[Path, BuildResult],
) -> None:
    from kit.speech.tags import carries_mark

    edition = built[1].edition
    clips = [e for e in manifest_of(edition).files if e.path.lower().endswith(".mp3")]
    assert len(clips) == 20  # seven items, the end of an alert, two sticks of two turns of three
    for entry in clips:
        assert entry.figures["lufs"] == pytest.approx(-16, abs=0.3)
        assert entry.figures["dbtp"] <= -1.0
        assert carries_mark((edition / entry.path).read_bytes())


def test_every_public_page_has_its_number_and_its_recording(
    built: tuple[Path, BuildResult],
) -> None:
    folder, result = built
    for item_id, entry in manifest_of(result.edition).items.items():
        page = folder / "output" / "site" / "D" / entry["code"]
        html = (page / "index.html").read_text("utf-8")
        spoken = Channel.LOUDSPEAKER in items_of(folder)[item_id].channels
        assert entry["code"] in html
        assert spoken == (page / "clip.mp3").is_file() == ("<audio" in html)


def test_the_week_page_says_what_was_left_out_and_links_only_to_what_is_there(
    built: tuple[Path, BuildResult],
) -> None:
    from urllib.parse import unquote

    edition = built[1].edition
    page = (edition / "index.html").read_text("utf-8")

    assert "DX-2026-006" in page
    for target in re.findall(r'(?:href|src)="([^"]+)"', page):
        assert (edition / unquote(target)).is_file(), target


def test_a_printed_number_stays_with_its_item(workspace: Path) -> None:
    before = (workspace / "codes.tsv").read_text("utf-8")
    edit(workspace, "DX-2026-002", "原文件都已标明", "原文件都已写明")

    made(workspace)

    assert (workspace / "codes.tsv").read_text("utf-8") == before


def test_nothing_changed_makes_no_new_revision(workspace: Path) -> None:
    result = made(workspace)

    assert (result.changed, result.made) == (False, 0)
    assert result.edition == workspace / FIRST


def test_an_unchanged_workspace_is_known_by_its_hashes_alone(workspace: Path) -> None:
    result = made(workspace)
    known = last_result(workspace, OPTIONS)

    assert known is not None
    assert (known.changed, known.edition) == (False, result.edition)
    assert known.left_out == result.left_out


@pytest.mark.parametrize(
    "name",
    ["kit.toml", "items/DX-2026-004.md", "items/DX-2026-011.csv", "reviews.jsonl", "new.txt"],
)
def test_any_changed_file_is_a_reason_to_look_again(workspace: Path, name: str) -> None:
    made(workspace)
    path = workspace / name
    path.write_bytes((path.read_bytes() if path.exists() else b"") + b" ")

    assert last_result(workspace, OPTIONS) is None


def test_what_the_last_build_told_is_not_believed_once_a_bit_of_it_turned_over(
    workspace: Path,
) -> None:
    result = made(workspace)
    record = workspace / ".kit/last.json"
    (reason, *_) = result.left_out.values()
    told = record.read_bytes()
    assert reason.encode() in told
    record.write_bytes(told.replace(reason[0].encode(), chr(ord(reason[0]) ^ 1).encode(), 1))

    assert last_result(workspace, OPTIONS) is None


def test_another_day_or_another_wish_is_a_reason_to_look_again(workspace: Path) -> None:
    made(workspace)

    assert last_result(workspace, replace(OPTIONS, now=NOW + timedelta(days=1))) is None
    assert last_result(workspace, replace(OPTIONS, draft=True)) is None
    assert last_result(workspace, replace(OPTIONS, week=Week.parse("2026-W49"))) is None


def test_one_changed_figure_touches_only_that_items_outputs(workspace: Path) -> None:
    edit(workspace, "DX-2026-010", "每天补30元", "每天补35元")

    result = made(workspace)

    old, new = manifest_of(workspace / FIRST), manifest_of(result.edition)
    hashes = {entry.path: entry.sha256 for entry in (*old.files, *old.site)}
    differs = {e.path for e in (*new.files, *new.site) if hashes.get(e.path) != e.sha256}
    assert result.edition.name == "r02"
    assert all("DX-2026-010" in path for path in differs if "DX-" in path)
    spared = [e.path for e in new.files if "/U盘_" in e.path and "DX-2026-010" not in e.about]
    assert spared
    assert not differs.intersection(spared)


def test_one_changed_figure_speaks_one_sentence_anew(workspace: Path) -> None:
    edit(workspace, "DX-2026-010", "每天补30元", "每天补35元")

    assert spoken_in(workspace) == ["不收学费，每天补三十五元伙食。"]


def test_a_build_stopped_while_speaking_goes_on_where_it_was(tmp_path: Path) -> None:
    set_up(tmp_path / "daxi", sample=True, now=NOW)
    before = spoken_in(tmp_path / "daxi", stop_after=20)

    after = spoken_in(tmp_path / "daxi")

    assert len(before) == 20
    assert after
    assert not set(before) & set(after)


def test_the_second_revision_begins_with_what_to_do_again(workspace: Path) -> None:
    edit(workspace, "DX-2026-002", "原文件都已标明", "原文件都已写明")

    page = (made(workspace).edition / "index.html").read_text("utf-8")

    assert "重印，换下旧的" in page


def test_why_names_the_input_that_changed(workspace: Path) -> None:
    edit(workspace, "DX-2026-002", "原文件都已标明", "原文件都已写明")
    edition = made(workspace).edition

    poster = next(edition.glob("1要打印/公开栏/DX-2026-002*_A3.pdf"))

    # The printed number names the wording, so it and its code are others, too.
    assert origin_of(poster).changed == ("check_code", "code_id", "item", "payload")
    assert origin_of(poster).about == ("DX-2026-002",)


def test_why_tells_of_a_public_page_too(workspace: Path) -> None:
    edit(workspace, "DX-2026-002", "原文件都已标明", "原文件都已写明")
    made(workspace)
    code = next(e.code for e in read_codes(workspace) if e.item_id == "DX-2026-002")

    page = origin_of(workspace / "output/site" / page_folder(code).partition("/")[2] / "index.html")

    assert page.about == ("DX-2026-002",)
    assert page.changed is not None
    assert "item" in page.changed


def test_on_a_first_edition_no_slip_looks_for_an_older_sheet(
    built: tuple[Path, BuildResult],
) -> None:
    slips = sorted((built[1].edition / "4张贴单").glob("*.pdf"))
    words = ["".join(read_text_of(slip.read_bytes())) for slip in slips]

    assert len(words) > 1
    assert any("新的" in one for one in words)
    assert not any("先摘下" in one for one in words)


def test_a_week_in_which_things_only_come_down_has_its_list(workspace: Path) -> None:
    for path in (workspace / "items").glob("*.md"):
        if path.stem != "DX-2026-004":
            path.unlink()
    edit(workspace, "DX-2026-004", "摘下: 2026-12-31", "摘下: 2027-01-03")

    result = made(workspace, replace(OPTIONS, week=Week.parse("2027-W01")))

    files = [entry.path for entry in manifest_of(result.edition).files]
    others = [path for path in files if not path.startswith("网页/")]
    # The villages' sheets and the binder's contents, too, say what comes off and out.
    lists = ("4张贴单/", "1要打印/各村一张/", "1要打印/查阅点/目录", "index.html")
    assert others
    assert all(path.startswith(lists) for path in others), others


def test_an_edited_item_is_left_out_until_it_is_signed_again(workspace: Path) -> None:
    edit(workspace, "DX-2026-002", "原文件都已标明", "原文件都已写明", sign=False)

    result = made(workspace)

    assert "签字作废" in result.left_out["DX-2026-002"]
    assert not list(result.edition.rglob("*DX-2026-002*"))


def test_a_broken_item_is_left_out_and_the_rest_is_published(workspace: Path) -> None:
    edit(workspace, "DX-2026-002", "截止: 无", "截止: 十二月初", sign=False)

    result = made(workspace)

    assert set(result.left_out) == {"DX-2026-006", "DX-2026-002"}
    assert "DX-2026-004" in manifest_of(result.edition).items


def test_an_item_that_fits_no_poster_is_left_out_everywhere(workspace: Path) -> None:
    edit(workspace, "DX-2026-010", "  - 身份证", "\n".join(["  - 身份证或户口本复印件和证明"] * 8))

    result = made(workspace)

    assert "放不下" in result.left_out["DX-2026-010"]
    assert not list(result.edition.rglob("*DX-2026-010*"))
    assert all("DX-2026-010" not in entry.about for entry in manifest_of(result.edition).files)


def test_a_draft_carries_its_mark_and_stands_in_a_folder_of_its_own(workspace: Path) -> None:
    result = made(workspace, replace(OPTIONS, draft=True))

    drafts = [path for path in result.edition.rglob("*DX-2026-006*") if path.is_file()]
    assert drafts
    assert all(path.relative_to(result.edition).parts[0] == "0送审稿" for path in drafts)
    posters = [path for path in drafts if path.suffix == ".pdf"]
    assert all("送审稿" in "".join(read_text_of(path.read_bytes())) for path in posters)


def test_a_draft_that_is_heard_says_so_first_and_last_and_is_in_no_programme(
    workspace: Path,
) -> None:
    edit(workspace, "DX-2026-010", "每天补30元", "每天补35元", sign=False)

    result = made(workspace, replace(OPTIONS, draft=True))

    words = (result.edition / "0送审稿/试听/DX-2026-010.txt").read_text("utf-8-sig").splitlines()
    spoken = [line for line in words[1:] if line.strip()]
    assert "送审稿，不得播出" in spoken[0]
    assert "送审稿，不得播出" in spoken[-1]
    for entry in manifest_of(result.edition).files:
        if entry.path.startswith("2要播放"):
            assert "DX-2026-010" not in entry.about


def test_an_alert_alone_leaves_everything_else_as_it_was(workspace: Path) -> None:
    edit(workspace, "DX-2026-008", "天气干燥，风大", "天气很干，风大")

    result = made(workspace, replace(OPTIONS, only_item="DX-2026-008"))

    old = {e.path: e.sha256 for e in manifest_of(workspace / FIRST).files if e.key}
    new = {e.path: e.sha256 for e in manifest_of(result.edition).files if e.key}
    differs = {path for path in new if old.get(path) != new[path]}
    assert old.keys() == new.keys()
    assert differs
    own = ("DX-2026-008", "YJ26_008", "播出单", "LED", "张贴单", "各村一张", "上传表")
    assert not {path for path in differs if not any(name in path for name in own)}


def test_one_channel_alone_never_leaves_two_texts_of_an_item(workspace: Path) -> None:
    edit(workspace, "DX-2026-002", "原文件都已标明", "原文件都已写明")

    result = made(workspace, replace(OPTIONS, channels=frozenset({"网站"})))

    sheet = next(result.edition.glob("1要打印/全文页/DX-2026-002*.pdf"))
    assert "原文件都已写明" in "".join(read_text_of(sheet.read_bytes()))


def test_the_published_edition_verifies(workspace: Path) -> None:
    assert verify(workspace / FIRST, quiet).faults == ()


@pytest.mark.parametrize("how", ["changed", "missing", "added", "renamed"])
def test_a_file_that_is_not_what_was_published_is_named(workspace: Path, how: str) -> None:
    poster = next((workspace / FIRST).glob("1要打印/公开栏/DX-2026-004*_A3.pdf"))
    if how == "changed":
        poster.write_bytes(poster.read_bytes()[:-1] + b"!")
    elif how == "missing":
        poster.unlink()
    elif how == "added":
        shutil.copy(poster, poster.with_name("another.pdf"))
    else:
        poster.rename(poster.with_name("another.pdf"))

    assert verify(workspace / FIRST, quiet).faults


def test_a_changed_public_page_is_named(workspace: Path) -> None:
    page = next((workspace / "output" / "site" / "D").glob("*/index.html"))
    page.write_text(page.read_text("utf-8") + " ", encoding="utf-8")

    assert any("公开页" in fault for fault in verify(workspace / FIRST, quiet).faults)


def test_an_edition_signed_with_another_key_is_refused(workspace: Path) -> None:
    from kit.edition.published.manifest import new_key, sign

    edition = workspace / FIRST
    (edition / "manifest.sig").write_bytes(sign((edition / MANIFEST).read_bytes(), new_key()))

    with pytest.raises(VerifyError, match="指纹"):
        verify(edition, quiet)


def test_a_full_disk_publishes_nothing_and_keeps_the_old_edition(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(workspace, "DX-2026-002", "原文件都已标明", "原文件都已写明")
    before = sorted(path.name for path in (workspace / "output" / "2026-W48").iterdir())
    real = Path.open

    def full(path: Path, mode: str = "r", *args: Any, **more: Any) -> Any:
        if "w" in mode and ".staging" in str(path) and path.suffix == ".mp3":
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return real(path, mode, *args, **more)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(StorageError, match="磁盘满了"):
        made(workspace)

    assert sorted(path.name for path in (workspace / "output" / "2026-W48").iterdir()) == before


def test_what_an_interrupted_build_left_is_swept(workspace: Path) -> None:
    left = workspace / "output" / "2026-W48" / ".staging-1"
    left.mkdir()
    (left / "half.pdf").write_bytes(b"%PDF")

    made(workspace)

    assert not left.exists()


def test_a_lost_key_is_replaced_and_staff_are_told(workspace: Path) -> None:
    (workspace / ".kit" / "key.pem").unlink()

    result = made(workspace)

    assert any("钥匙" in note and "指纹" in note for note in result.notes)
    assert verify(result.edition, quiet).faults == ()


def test_the_reason_for_leaving_out_names_the_field_and_how_many_more(workspace: Path) -> None:
    edit(workspace, "DX-2026-002", "谁: 全乡群众", "谁:", sign=False)
    edit(workspace, "DX-2026-002", "截止: 无", "截止:", sign=False)

    why = made(workspace).left_out["DX-2026-002"]

    assert "【" in why
    assert "还有 1 处" in why


def test_tiles_are_counted_without_their_guide(built: tuple[Path, BuildResult]) -> None:
    names = [path.name for path in (built[1].edition / "1要打印/公开栏").glob("*拼*.pdf")]

    assert any("DX-2026-004" in name and "A3拼2张A4" in name for name in names)
    assert any("DX-2026-004" in name and "A2拼4张A4" in name for name in names)


def test_two_builds_at_once_are_not_possible(workspace: Path) -> None:
    from filelock import FileLock

    with (
        FileLock(workspace / ".kit" / "build.lock"),
        pytest.raises(LockedError, match="另一个窗口"),
    ):
        made(workspace)


def test_damage_in_the_store_is_mended_with_the_same_bytes(workspace: Path) -> None:
    for blob in (workspace / ".kit" / "store" / "blobs").rglob("*"):
        if blob.is_file() and blob.read_bytes().startswith(b"%PDF"):
            blob.write_bytes(b"%PDF" + bytes(100))
    old = {e.path: e.sha256 for e in manifest_of(workspace / FIRST).files if e.key}
    shutil.rmtree(workspace / "output" / "2026-W48")

    result = build_anew(workspace, OPTIONS)

    new = {e.path: e.sha256 for e in manifest_of(result.edition).files if e.key}
    assert result.made > 0
    assert verify(result.edition, quiet).faults == ()
    assert new == old


def test_the_same_input_in_another_folder_gives_the_same_bytes(
    built: tuple[Path, BuildResult], tmp_path: Path
) -> None:
    set_up(tmp_path / "another", sample=True, now=NOW)
    # The key is an input too: it signs the list of all files.
    shutil.copyfile(built[0] / ".kit/key.pem", tmp_path / "another/.kit/key.pem")

    result = build_anew(tmp_path / "another", OPTIONS)

    one = {e.path: e.sha256 for e in manifest_of(built[1].edition).files}
    other = {e.path: e.sha256 for e in manifest_of(result.edition).files}
    assert one == other


def test_a_human_recording_takes_the_machines_place(workspace: Path) -> None:
    from kit.speech.mp3 import write_wav
    from kit.speech.tags import Tags, carries_mark

    samples = Beeper().speak("满八十岁的老人每月有补贴" * 37, ())
    tags = Tags(title="x", artist="x", album="x", day=NOW.date())
    (workspace / "recordings").mkdir(exist_ok=True)
    (workspace / "recordings" / "DX-2026-005.wav").write_bytes(write_wav(samples, tags))

    opened = open_workspace(workspace)
    item = items_of(workspace)["DX-2026-005"]
    reading = read_mandarin(workspace, item, opened.township, ())
    assert reading is not None
    assert reading.state is TakeState.RECORDED
    sign_take(
        workspace / "reviews.jsonl",
        name=ledger_name(item, reading.voice),
        digest=reading.digest,
        speaker="",
        by="样例·听审员",
        at=NOW,
    )

    result = made(workspace)

    clip = result.edition / "2要播放/clips/DX-2026-005.mp3"
    # Nobody knows whether the reader said it is a sample: the machine does, and is marked.
    assert clip.with_suffix(".txt").read_text("utf-8-sig").count("这是样例稿，不是真的通知。") == 2
    assert carries_mark(clip.read_bytes())
    files = manifest_of(result.edition).files
    slots = [e for e in files if "/U盘_" in e.path and e.path.endswith(".MP3")]
    heard = [entry for entry in slots if "DX-2026-005" in entry.about]
    assert heard
    assert all("DX-2026-005" in entry.figures["recorded"] for entry in heard)
