"""Publishing is one rename; what stands outside is derived from it and settled by any command."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kit.edition.jobs.job import Job, MadeFile
from kit.edition.jobs.old_pages import OldPages
from kit.edition.publish import Publication, publish, sweep
from kit.edition.published.manifest import (
    MANIFEST,
    SIGNATURE,
    compare_files,
    new_key,
    sign,
)
from kit.edition.published.newest import newest_edition, public_key_in
from kit.edition.published.settle import POINTER, STRAY, mend_files, settle, settle_if_free
from kit.edition.published.site import brought_at
from kit.edition.published.verify import verify_workspace
from kit.edition.request import Options
from kit.edition.store.store import Store
from kit.edition.work import Work, look_at_week
from kit.errors import SourceError, StorageError
from kit.office.set_up import set_up
from kit.plan.week import Week
from kit.source.codes import FILE, CodeEntry, read_codes, write_codes
from kit.source.private import KEY, PRIVATE, STORE
from tests.faulty_disk import FAULTS, FaultyDisk, Killed

if TYPE_CHECKING:
    from collections.abc import Mapping

NOW = datetime(2026, 11, 23, 9).astimezone()
OPTIONS = Options(week=Week.parse("2026-W48"), now=NOW, workers=1)
POSTER, CLIP = "1要打印/公开栏/DX-2026-004_A3.pdf", "2要播放/clips/DX-2026-004.mp3"
PAGE, OTHER, NEW = (f"site/D/26W48-0{number}/index.html" for number in (1, 2, 3))
SOUND = "site/D/26W48-01/clip.mp3"
CODES = tuple(CodeEntry(code=f"26W48-0{n}", item_id=f"DX-2026-00{n + 3}") for n in (1, 2, 3))


@dataclass(frozen=True)
class Wording:
    """One state of the whole: what the edition holds, the site shows, the register knows."""

    revision: str
    files: Mapping[str, bytes]
    site: Mapping[str, bytes]
    codes: tuple[CodeEntry, ...]


OLD = Wording(
    "r01",
    {POSTER: b"%PDF 400", CLIP: b"ID3 400"},
    {PAGE: b"<p>400 clip.mp3", OTHER: b"<p>market", SOUND: b"ID3 400"},
    CODES[:2],
)
CURRENT = Wording(
    "r02",
    {POSTER: b"%PDF 390", CLIP: b"ID3 390"},
    {PAGE: b"<p>390 clip.mp3", OTHER: b"<p>market", NEW: b"<p>alert", SOUND: b"ID3 390"},
    CODES,
)


def nothing(_order: object) -> tuple[MadeFile, ...]:
    """Make nothing: all that is published here stands in the store."""
    return ()


def publication(work: Work, wording: Wording, folder: Path) -> Publication:
    """Return what puts this wording out, its bytes in the store."""
    store = Store(folder / STORE)
    jobs, done = [], {}
    for path, data in {**wording.files, **wording.site}.items():
        place, _, name = path.rpartition("/")
        stem = "" if path.startswith("site/") else name.partition("_")[0].partition(".")[0]
        about = ("DX-2021-001",) if path == OTHER else ()  # over for years, its page stays
        job = Job(
            folder=place, stem=stem, recipe={"path": path}, make=nothing, title=path, about=about
        )
        jobs.append(job)
        done[job.key] = (store.put(name.removeprefix(stem), data),)
    last = folder / "output/2026-W48/r01"
    numbered = {entry.item_id for entry in wording.codes}
    items = tuple(one for one in work.source.workspace.items if one.item_id in numbered)
    here = replace(work.source, workspace=replace(work.source.workspace, folder=folder))
    return Publication(
        work=replace(work, source=here, items=items, drafts=(), codes=wording.codes),
        jobs=tuple(jobs),
        old=OldPages(),
        options=OPTIONS,
        done=done,
        last=last if last.is_dir() else None,
    )


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Work:
    """Return the example's week; only what surrounds the files is taken from it."""
    folder = tmp_path_factory.mktemp("week") / "daxi"
    set_up(folder, sample=True, now=NOW)
    return look_at_week(folder, OPTIONS)


@pytest.fixture(scope="module")
def published(work: Work, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with the old wording out; tests copy it."""
    folder = tmp_path_factory.mktemp("atom") / "daxi"
    (folder / PRIVATE).mkdir(parents=True)
    (folder / PRIVATE / KEY).write_bytes(new_key())
    publish(publication(work, OLD, folder), Store(folder / STORE))
    publication(work, CURRENT, folder)  # what is made stands in the store before publishing
    return folder


@pytest.fixture
def folder(published: Path, tmp_path: Path) -> Path:
    return shutil.copytree(published, tmp_path / "daxi")


def put_out(work: Work, folder: Path) -> tuple[str, ...]:
    """Publish the current wording; return what it tells."""
    _, left = publish(publication(work, CURRENT, folder), Store(folder / STORE))
    return left


def state(folder: Path) -> str:
    """Return whose state a reader sees, or what disagrees with what."""
    output = folder / "output"
    found = newest_edition(output, public_key_in(folder))
    if found is None:
        return "no edition is whole"
    edition, manifest = found
    wording = {"r01": OLD, "r02": CURRENT}[edition.name]
    if compare_files(edition, manifest):
        return "the newest edition is broken"
    if f"W48/{edition.name}/" not in (output / POINTER).read_text("utf-8"):
        return "the pointer opens another edition"
    if any((output / path).read_bytes() != data for path, data in wording.site.items()):
        return "a page is not the edition's"
    if read_codes(folder) != wording.codes:
        return "the register is not the edition's"
    return edition.name


def visible(folder: Path) -> dict[str, bytes]:
    """Return all that people see: everything but what is being staged, and the store."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".staging" not in str(path) and PRIVATE not in path.parts
    }


def points(work: Work, published: Path, spare: Path) -> int:
    """Return how many writes a publication takes."""
    disk = FaultyDisk(stop_at=0, fault="kill")
    with pytest.MonkeyPatch.context() as patch:
        folder = shutil.copytree(published, spare / "daxi")
        disk.use(patch)
        put_out(work, folder)
    assert state(folder) == "r02"
    return disk.count


def fail(work: Work, folder: Path, stop_at: int, fault: str) -> str:
    """Publish on a disk that fails; return what staff were told."""
    with pytest.MonkeyPatch.context() as patch:
        FaultyDisk(stop_at=stop_at, fault=fault).use(patch)
        try:
            return "".join(put_out(work, folder))
        except StorageError as error:
            return str(error)
        except Killed:
            return "killed"


def next_command(folder: Path) -> None:
    sweep(folder / "output")
    settle(folder)


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_any_write_leaves_the_old_or_the_new_and_the_message_is_true(
    work: Work, published: Path, tmp_path: Path, fault: str
) -> None:
    seen = set()
    before = visible(published)
    for stop_at in range(1, points(work, published, tmp_path) + 1):
        folder = shutil.copytree(published, tmp_path / f"{stop_at}")
        told = fail(work, folder, stop_at, fault)
        if "原来的没有动" in told and "已经做好" not in told:
            assert visible(folder) == before, stop_at
        if not (folder / "output/2026-W48/r02").exists():
            assert visible(folder) == before, stop_at
            assert told, stop_at
        next_command(folder)
        seen.add(state(folder))
        assert seen <= {"r01", "r02"}, (stop_at, seen)
        assert not [name for name in visible(folder) if name.endswith(".part")], stop_at
        shutil.rmtree(folder)
    assert seen == {"r01", "r02"}


@pytest.mark.slow
def test_two_crashes_in_a_row_are_settled_too(work: Work, published: Path, tmp_path: Path) -> None:
    last = points(work, published, tmp_path)
    for stop_at in range(last - 12, last + 1):
        for again in range(1, 10):
            folder = shutil.copytree(published, tmp_path / f"{stop_at}-{again}")
            fail(work, folder, stop_at, "torn")
            with pytest.MonkeyPatch.context() as patch:
                FaultyDisk(stop_at=again, fault="torn").use(patch)
                with contextlib.suppress(Killed):
                    next_command(folder)
            next_command(folder)
            assert state(folder) in {"r01", "r02"}, (stop_at, again)
            shutil.rmtree(folder)


def deleted(path: Path) -> None:
    path.unlink()


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def zeroed(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def altered(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"4", b"9") + b"!")


DAMAGE = (deleted, emptied, zeroed, altered)


@pytest.mark.parametrize("harm", DAMAGE, ids=lambda harm: harm.__name__)
@pytest.mark.parametrize("name", [f"output/{PAGE}", f"output/{SOUND}", f"output/{POINTER}", FILE])
def test_what_a_hand_spoils_outside_is_put_back_and_told(
    folder: Path, name: str, harm: object
) -> None:
    assert callable(harm)
    before = visible(folder)
    harm(folder / name)

    settled = settle(folder)

    assert visible(folder) == before
    assert not settled.left
    assert any(Path(name).name in told for told in settled.mended)
    assert settle(folder).mended == ()


@pytest.mark.parametrize("harm", DAMAGE, ids=lambda harm: harm.__name__)
@pytest.mark.parametrize("name", [POSTER, CLIP, brought_at(PAGE), "index.html"])
def test_what_a_hand_spoils_in_an_edition_is_put_back_and_told(
    folder: Path, name: str, harm: object
) -> None:
    assert callable(harm)
    before = visible(folder)
    harm(folder / "output/2026-W48/r01" / name)
    found = newest_edition(folder / "output", public_key_in(folder))
    assert found is not None

    settled = mend_files(*found, Store(folder / STORE))

    assert visible(folder) == before
    assert not settled.left
    assert name in settled.mended[0]


def test_what_is_added_to_an_edition_is_moved_out_and_not_deleted(folder: Path) -> None:
    edition = folder / "output/2026-W48/r01"
    for text in (b"mine", b"mine too"):
        (edition / "1要打印/我的.docx").write_bytes(text)
        (edition / "Thumbs.db").write_bytes(b"looked at")
        found = newest_edition(folder / "output", public_key_in(folder))
        assert found is not None
        settled = mend_files(*found, Store(folder / STORE))
        assert len(settled.mended) == 1
        assert STRAY in settled.mended[0]

    kept = sorted((folder / "output" / STRAY).rglob("*.docx"))
    assert [path.read_bytes() for path in kept] == [b"mine too", b"mine"] or len(kept) == 2
    assert not list(edition.rglob("*.docx"))


def test_what_is_in_no_store_and_no_edition_is_told_and_waits_for_a_build(folder: Path) -> None:
    shutil.rmtree(folder / STORE)
    (folder / "output/2026-W48/r01" / brought_at(OTHER)).unlink()
    (folder / "output" / OTHER).unlink()

    settled = settle(folder)

    assert any("kit build" in told and OTHER in told for told in settled.left)


def test_an_old_page_is_weighed_by_every_command_and_read_by_every_build(
    work: Work, folder: Path
) -> None:
    put_out(work, folder)
    old = folder / "output" / OTHER
    whole = old.read_bytes()

    old.write_bytes(b"?" * len(whole))
    by_a_command, by_a_build = settle(folder), settle(folder, thorough=True)
    old.write_bytes(b"")
    emptied = settle(folder)

    assert not by_a_command.mended
    assert any(OTHER in told for told in by_a_build.mended)
    assert any(OTHER in told for told in emptied.mended)
    assert old.read_bytes() == whole


def test_a_damaged_newest_edition_never_brings_an_older_ones_pages_back(
    work: Work, folder: Path
) -> None:
    put_out(work, folder)
    (folder / "output/2026-W48/r02/manifest.json").write_bytes(bytes(2000))

    settle(folder)

    assert (folder / "output" / PAGE).read_bytes() == CURRENT.site[PAGE]
    assert newest_edition(folder / "output", public_key_in(folder)) is None


def test_the_edition_written_last_rules_whatever_its_week(work: Work, folder: Path) -> None:
    put_out(work, folder)
    ahead = folder / "output/2026-W49"
    ahead.mkdir()
    shutil.move(folder / "output/2026-W48/r01", ahead / "r01")

    found = newest_edition(folder / "output", public_key_in(folder))

    assert found is not None
    assert (found[0].parent.name, found[0].name) == ("2026-W48", "r02")


@pytest.mark.parametrize("place", ["2026-W48/r03", "2027-W10/r01"])
def test_an_edition_that_somebody_else_signed_rules_nothing_and_is_named(
    work: Work, folder: Path, place: str
) -> None:
    put_out(work, folder)
    output = folder / "output"
    put_there = shutil.copytree(output / "2026-W48/r01", output / place)
    listed = (put_there / MANIFEST).read_bytes().replace(b'"written": 1', b'"written": 99')
    (put_there / MANIFEST).write_bytes(listed)
    (put_there / SIGNATURE).write_bytes(sign(listed, new_key()))
    (output / PAGE).write_bytes(b"<p>400")

    settled = settle(folder)
    verified, _ = verify_workspace(folder, NOW.date(), lambda _step: None)

    assert state(folder) == "r02"
    assert [place in told for told in settled.foreign] == [True]
    assert [one.edition.parent.name for one in verified] == ["2026-W48"]


def test_a_page_held_by_another_program_is_a_note_and_no_failure(
    work: Work, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.replace

    def held(path: Path, target: Path) -> Path:
        if target.name == POINTER:
            raise PermissionError(13, "Access is denied", str(target))
        return real(path, target)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr("kit.source.files._REPLACE_WAIT_S", 0)

    told = put_out(work, folder)

    assert "已经做好" in told[0]
    assert POINTER in told[0]
    monkeypatch.undo()
    assert state(folder) == "the pointer opens another edition"
    settle(folder)
    assert state(folder) == "r02"


def test_an_impatient_interrupt_after_the_commit_leaves_nothing_half_done(
    work: Work, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kit.edition import publish as module

    calls = []

    def interrupted(*given: Path) -> object:
        calls.append(given)
        if len(calls) == 1:
            raise KeyboardInterrupt
        return settle(*given)

    monkeypatch.setattr(module, "settle", interrupted)

    assert put_out(work, folder) == ()
    assert state(folder) == "r02"


def test_while_a_build_is_at_work_no_other_command_settles(folder: Path) -> None:
    from filelock import FileLock

    (folder / "output" / POINTER).unlink()
    with FileLock(folder / PRIVATE / "build.lock"):
        assert settle_if_free(folder).mended == ()

    assert settle_if_free(folder).mended
    assert settle_if_free(folder / "output").mended == ()  # nothing was ever built there


def test_a_register_lost_with_half_its_editions_still_gives_no_code_twice(
    work: Work, folder: Path
) -> None:
    put_out(work, folder)
    shutil.rmtree(folder / "output/2026-W48/r02")

    settle(folder)

    assert read_codes(folder) == CODES  # what only the register knows is kept


def test_an_older_copy_of_the_register_is_brought_up_to_date(work: Work, folder: Path) -> None:
    copy = (folder / FILE).read_bytes()
    put_out(work, folder)
    (folder / FILE).write_bytes(copy)

    assert "补回 1 个码号" in "".join(settle(folder).mended)
    assert read_codes(folder) == CODES


def test_two_codes_that_changed_places_go_back_as_they_were_printed(folder: Path) -> None:
    write_codes(
        folder, [replace(a, code=b.code) for a, b in zip(CODES[:2], CODES[1::-1], strict=True)]
    )

    assert FILE in settle(folder).mended[0]
    assert read_codes(folder) == CODES[:2]


def test_a_broken_register_that_no_edition_knows_stops(folder: Path) -> None:
    shutil.rmtree(folder / "output")
    altered(folder / FILE)

    with pytest.raises(SourceError, match="备份"):
        settle(folder)


def test_a_plain_register_of_an_earlier_version_is_read_and_sealed(folder: Path) -> None:
    plain = "码号\t编号\n" + "".join(f"{one.code}\t{one.item_id}\n" for one in CODES[:2])
    (folder / FILE).write_text(plain, encoding="utf-8")

    assert settle(folder).mended == ()
    assert "SEAL" in (folder / FILE).read_text("utf-8")
    write_codes(folder, CODES)
    assert read_codes(folder) == CODES
