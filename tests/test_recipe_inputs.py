"""One thing changed in a workspace: what is made from it is made anew, and ``why`` names it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from kit.edition.jobs.all_jobs import jobs_of
from kit.edition.published.why import INPUT_NAMES
from kit.edition.store.recipe import changed_inputs
from kit.edition.work import look_at_week
from kit.fonts import load_typeface
from kit.office.set_up import set_up
from kit.program import own_files
from kit.source.builtin import builtin_dir
from kit.speech.engine import pinyin_of
from tests.executed import NOW, OPTIONS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kit.edition.jobs.job import Job
    from kit.speech.sound import Pinyin

FONT = "楷体.ttf"


def kai(file: Path, more: str = "") -> None:
    """Write a face of its own for the township: what any item or form may say, and ``more``."""
    words = "".join(text.decode("utf-8", "ignore") for text in own_files().values())
    items = "".join(item.read_text("utf-8") for item in (file.parent / "items").glob("*.*"))
    face = load_typeface()
    file.write_bytes(face.subset(filter(face.covers, {*words, *items, *more}), 400))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inputs") / "daxi"
    set_up(folder, sample=True, now=NOW)
    settings = folder / "kit.toml"
    text = settings.read_text("utf-8")
    assert 'font_file = ""' in text
    settings.write_text(text.replace('font_file = ""', f'font_file = "{FONT}"'), "utf-8")
    kai(folder / FONT)
    return folder


@pytest.fixture(scope="module")
def before(workspace: Path) -> dict[str, Job]:
    return week_of(workspace)


def week_of(folder: Path) -> dict[str, Job]:
    jobs = (job for job in jobs_of(look_at_week(folder, OPTIONS)) if job.recipe)
    return {f"{job.folder}/{job.stem} {job.make.__name__}": job for job in jobs}


def changed(
    before: dict[str, Job], folder: Path, change: Callable[[Path], None], tmp_path: Path
) -> tuple[set[str], set[str], dict[str, Job]]:
    """Return the jobs to be made anew, what staff are told of them, and all jobs."""
    copy = tmp_path / "daxi"
    shutil.copytree(folder, copy)
    change(copy)
    after = week_of(copy)
    assert after.keys() == before.keys()
    anew = {name for name, job in after.items() if job.made_key != before[name].made_key}
    inputs = {
        one for name in anew for one in changed_inputs(before[name].recipe, after[name].recipe)
    }
    return anew, {INPUT_NAMES[one] for one in inputs}, after


def test_nothing_changed_makes_nothing_anew(
    before: dict[str, Job], workspace: Path, tmp_path: Path
) -> None:
    anew, told, _ = changed(before, workspace, lambda _: None, tmp_path)

    assert not anew
    assert not told


def test_a_layout_makes_anew_the_sheets_that_have_it(
    before: dict[str, Job], workspace: Path, tmp_path: Path
) -> None:
    given = (builtin_dir("layouts") / "handout-a5.toml").read_text("utf-8")

    def change(folder: Path) -> None:
        (folder / "layouts").mkdir(exist_ok=True)
        (folder / "layouts" / "handout-a5.toml").write_text(f"{given}# 本乡的\n", "utf-8")

    anew, told, _ = changed(before, workspace, change, tmp_path)

    assert anew == {
        n for n, job in before.items() if getattr(job.order, "layout_text", "") == given
    }
    assert {before[name].make.__name__ for name in anew} == {"make_handout", "make_door_slip"}
    assert told == {"版式"}


def test_a_font_makes_anew_what_is_drawn_with_it(
    before: dict[str, Job], workspace: Path, tmp_path: Path
) -> None:
    anew, told, _ = changed(before, workspace, lambda folder: kai(folder / FONT, "龘"), tmp_path)

    assert anew == {name for name, job in before.items() if hasattr(job.order, "font")}
    assert not anew & {name for name, job in before.items() if hasattr(job.order, "studio")}
    assert told == {"字体"}


def test_a_reading_touches_only_sound_and_speaks_only_the_sentences_that_hold_its_word(
    before: dict[str, Job], workspace: Path, tmp_path: Path
) -> None:
    def change(folder: Path) -> None:
        own = folder / "voices" / "mandarin" / "lexicon.tsv"
        own.parent.mkdir(parents=True)
        own.write_text("伙食\thuǒ shi\n", "utf-8")

    anew, told, after = changed(before, workspace, change, tmp_path)

    heard = {n for n, job in before.items() if hasattr(job.order, "studio")}
    read = {n for n, job in before.items() if hasattr(job.order, "lexicon")}
    assert anew == heard | read
    assert told == {"读音表", "音色、读音表和 kit.toml"}
    spoken_anew = {sentence for sentence, _ in said(after) - said(before)}
    assert spoken_anew == {sentence for sentence, _ in said(before) if "伙食" in sentence} != set()


def said(jobs: dict[str, Job]) -> set[tuple[str, Pinyin]]:
    """Return all sentences as the voice is asked for them, and as the store keeps them."""
    lexicon = next(job.order.studio.voice for job in jobs.values() if job.sentences).lexicon()
    different = {one for job in jobs.values() if job.sentences for one in job.sentences()}
    return {(one.spoken, pinyin_of(one, lexicon)) for one in different}
